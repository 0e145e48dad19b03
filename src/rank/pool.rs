//! Many candidates, compiled once.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    columns::Columns,
    opening::{Profile, Setup},
    threads::map_chunks,
};
use crate::{
    compile::reading::Readings,
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
    setup: Arc<Setup>,
}

/// How many candidates one thread compiles at a time: their common texts are read once.
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
        let people = map_chunks(order.len(), BATCH, |range| {
            let mut readings = Readings::default();
            order
                .get(range)
                .unwrap_or_default()
                .iter()
                .filter_map(|at| candidates.get(*at))
                .map(|candidate| Profile::compile(candidate.clone(), setup, &mut readings))
                .collect::<Vec<_>>()
        });
        let people = people.into_iter().flatten().collect();
        Ok(Self::with(people, setup.clone()))
    }

    fn with(people: Vec<Profile>, setup: Arc<Setup>) -> Self {
        let columns = Columns::new(&people);
        Self(Arc::new(Inner { people, columns, setup }))
    }

    /// A pool that was compiled before.
    pub(crate) fn loaded(people: Vec<Profile>, columns: Columns, setup: Arc<Setup>) -> Self {
        Self(Arc::new(Inner { people, columns, setup }))
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
    /// that is left. A candidate may be replaced: removed and added at once. Identifiers that the pool does not hold
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
        let kept: Vec<&Profile> = self.0.people.iter().filter(|p| !gone.contains(p.id())).collect();
        let known: BTreeSet<&str> =
            if add.is_empty() { BTreeSet::new() } else { kept.iter().map(|p| p.id()).collect() };
        sorted(&add, &known)?;
        let added = Self::compile(add, &self.0.setup)?;
        let mut people: Vec<Profile> = kept.into_iter().cloned().collect();
        people.extend(added.0.people.iter().cloned());
        // Two sorted runs: the sort merges them.
        people.sort_by(|a, b| a.id().cmp(b.id()));
        Ok(Self::with(people, self.0.setup.clone()))
    }

    /// The same pool under this setup: sharing everybody if they can be read there, else compiled anew.
    pub(crate) fn under(&self, setup: &Arc<Setup>) -> Self {
        if Arc::ptr_eq(&self.0.setup, setup) {
            return self.clone();
        }
        let people = if setup.reads(&self.0.setup) {
            self.0.people.clone()
        } else {
            let batches = map_chunks(self.len(), BATCH, |range| {
                let people = self.0.people.get(range).unwrap_or_default();
                people.iter().map(|person| person.under(setup)).collect::<Vec<_>>()
            });
            batches.into_iter().flatten().collect()
        };
        Self::with(people, setup.clone())
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
