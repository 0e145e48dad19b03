//! Many candidates, compiled once.

use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

use super::{
    columns::{Columns, Numbers, Source},
    compiling::columns,
    opening::{Profile, Setup},
    quoted::Quoted,
    threads::map_chunks,
};
use crate::{
    compile::Facts,
    model::{Candidate, InputError, Problem, ProblemKind},
};

/// Candidates compiled once, to be ranked for any offer on any date. Cheap to clone, free to share between threads.
#[derive(Clone, Debug)]
pub struct Pool(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Sorted by identifier: the position is the rank of the identifier.
    people: Vec<Profile>,
    columns: Columns,
    /// The facts of everybody: made when an offer first asks for more than the columns tell.
    facts: OnceLock<Vec<Facts>>,
    setup: Arc<Setup>,
}

/// How many candidates' facts one thread makes at a time.
const BATCH: usize = 16_384;

impl Pool {
    /// Compiles candidates. O(n log n); some microseconds a candidate, in parallel.
    ///
    /// # Errors
    ///
    /// Every identifier that stands twice.
    pub(crate) fn compile(
        candidates: Vec<Candidate>,
        setup: &Arc<Setup>,
    ) -> Result<Self, InputError> {
        let order = sorted(&candidates, &BTreeSet::new())?;
        let columns = columns(order.len(), setup, |at| candidates.get(*order.get(at)?));
        let mut given: Vec<Option<Candidate>> = candidates.into_iter().map(Some).collect();
        let people = order.iter().filter_map(|at| given.get_mut(*at)?.take());
        let people = people.map(|candidate| Profile::new(Quoted::Given(candidate), setup));
        let people = people.collect();
        Ok(Self::of(people, columns, setup.clone()))
    }

    /// People with their columns.
    pub(crate) fn of(people: Vec<Profile>, columns: Columns, setup: Arc<Setup>) -> Self {
        Self(Arc::new(Inner { people, columns, facts: OnceLock::new(), setup }))
    }

    /// The facts of a candidate. The first call makes those of everybody, some microseconds each, and keeps them; who needs
    /// them in parallel calls [`prepare_facts`](Self::prepare_facts) first.
    pub(crate) fn facts(&self, at: usize) -> Option<&Facts> {
        self.prepare_facts();
        self.0.facts.get()?.get(at)
    }

    /// Makes the facts of everybody, unless they are there.
    pub(crate) fn prepare_facts(&self) {
        if self.0.facts.get().is_some() {
            return;
        }
        // Made before the cell is touched: a thread that waits for others here may take up a task that asks for them too.
        let batches = map_chunks(self.len(), BATCH, |range| {
            let people = self.0.people.get(range).unwrap_or_default();
            people.iter().map(Profile::facts).collect::<Vec<_>>()
        });
        // Who came first has made the same.
        let _ = self.0.facts.set(batches.into_iter().flatten().collect());
    }

    /// Bytes of what was compiled, beside the candidates themselves.
    ///
    /// ```
    /// # use adequation::{Candidate, Matcher};
    /// let people: Vec<Candidate> = serde_json::from_str(r#"[{"id": "c-1", "skills": [{"name": "ITIL"}]}]"#)?;
    /// let pool = Matcher::new_caledonia().candidates(people)?;
    /// assert!(pool.compiled_bytes() > 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn compiled_bytes(&self) -> usize {
        let facts = self.0.facts.get().map_or(0, |all| all.iter().map(Facts::size).sum());
        self.0.columns.size() + facts
    }

    pub(crate) fn setup(&self) -> &Setup {
        &self.0.setup
    }

    pub(crate) fn columns(&self) -> &Columns {
        &self.0.columns
    }

    /// How many candidates.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.people.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.people.is_empty()
    }

    /// The candidates, in the order of their identifiers.
    pub fn profiles(&self) -> impl ExactSizeIterator<Item = &Profile> {
        self.0.people.iter()
    }

    /// The candidate with this identifier. O(log n).
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Profile> {
        let at = self.0.people.binary_search_by(|p| p.id().cmp(id)).ok()?;
        self.0.people.get(at)
    }

    /// A pool with these candidates more and those identifiers less: equal to one compiled anew, sharing every profile
    /// that is left; their numbers are copied. A candidate may be replaced: removed and added at once. Identifiers that the pool does not hold
    /// are removed without effect. O(n) for the new list; only what is added is compiled.
    ///
    /// # Errors
    ///
    /// Every identifier that would stand twice.
    pub fn updated(
        &self,
        add: Vec<Candidate>,
        remove: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<Self, InputError> {
        let gone: BTreeSet<String> = remove.into_iter().map(|id| id.as_ref().to_owned()).collect();
        let known: BTreeSet<&str> = add
            .iter()
            .map(|candidate| candidate.id.as_str())
            .filter(|id| self.get(id).is_some() && !gone.contains(*id))
            .collect();
        sorted(&add, &known)?;
        let added = Self::compile(add, &self.0.setup)?;
        // Two sorted runs: the sort merges them.
        let mut all: Vec<(bool, usize, &Profile)> = Vec::with_capacity(self.len() + added.len());
        for (new, pool) in [(false, self), (true, &added)] {
            all.extend(pool.profiles().enumerate().map(|(at, profile)| (new, at, profile)));
        }
        all.retain(|(new, _, profile)| *new || !gone.contains(profile.id()));
        all.sort_by(|a, b| a.2.id().cmp(b.2.id()));
        let (mut columns, mut numbers) = (Columns::default(), Numbers::default());
        let (mut left, mut more) = (Source::new(self.columns()), Source::new(added.columns()));
        for (new, at, _) in &all {
            columns.copy(if *new { &mut more } else { &mut left }, *at, &mut numbers);
        }
        let people = all.into_iter().map(|(.., profile)| profile.clone()).collect();
        Ok(Self::of(people, columns.finished(), self.0.setup.clone()))
    }

    /// The same pool under this setup: sharing everybody if they can be read there, else compiled anew.
    pub(crate) fn under(&self, setup: &Arc<Setup>) -> Self {
        if Arc::ptr_eq(&self.0.setup, setup) {
            return self.clone();
        }
        let reads = setup.reads(&self.0.setup);
        let people: Vec<Profile> = self
            .profiles()
            .map(|person| {
                if reads {
                    person.clone()
                } else {
                    Profile::new(Quoted::Given(person.candidate().clone()), setup)
                }
            })
            .collect();
        let columns = if reads {
            self.0.columns.clone()
        } else {
            columns(people.len(), setup, |at| people.get(at).map(Profile::candidate))
        };
        Self::of(people, columns, setup.clone())
    }

    pub(crate) fn person(&self, at: usize) -> Option<&Profile> {
        self.0.people.get(at)
    }
}

/// The places of candidates in the order of their identifiers, if no identifier stands twice, here or among `known`.
fn sorted(candidates: &[Candidate], known: &BTreeSet<&str>) -> Result<Vec<usize>, InputError> {
    let id = |at: &usize| candidates.get(*at).map_or("", |c| c.id.as_str());
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|a, b| id(a).cmp(id(b)));
    let mut twice: Vec<usize> = order
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if id(a) == id(b) => Some(*b),
            _ => None,
        })
        .chain(order.iter().copied().filter(|at| known.contains(id(at))))
        .collect();
    twice.sort_unstable();
    twice.dedup();
    let problems = twice
        .into_iter()
        .map(|at| Problem {
            path: format!("[{at}].id"),
            kind: ProblemKind::DuplicateId { id: id(&at).to_owned() },
        })
        .collect();
    InputError::unless_none(problems)?;
    Ok(order)
}
