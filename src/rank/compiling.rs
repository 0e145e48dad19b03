//! Candidates compiled one after the other and laid side by side.

use std::{collections::HashMap, ops::Range};

use foldhash::fast::FixedState;

use super::{
    columns::{Columns, Numbers, Source},
    opening::Setup,
    threads::{self, chunks, for_each},
};
use crate::{
    compile::{
        Common, Facts, Home,
        draft::{Draft, Unwitnessed},
        people::Papers,
        reading::Readings,
    },
    model::{Candidate, Diploma},
};

/// Columns in the making. What one candidate shares with those before it is looked up, not made again.
struct Compiling<'a> {
    setup: &'a Setup,
    made: Made<'a>,
    readings: Readings,
    draft: Draft,
    /// Room for the parts of one candidate.
    shared: Vec<u32>,
}

/// Columns, with the numbers that stand in them.
#[derive(Default)]
struct Made<'a> {
    columns: Columns,
    numbers: Numbers,
    /// Part and papers of what many candidates state in the same words.
    common: HashMap<Common<'a>, (u32, u32), FixedState>, // lookup only
    /// Parts of diplomas, which are copied to lie together.
    diplomas: HashMap<Diploma, u32, FixedState>, // lookup only
}

impl<'a> Compiling<'a> {
    fn new(setup: &'a Setup) -> Self {
        Self {
            setup,
            made: Made::default(),
            readings: Readings::default(),
            draft: Draft::default(),
            shared: Vec::new(),
        }
    }

    /// Compiles a candidate and adds it. Linear in the profile.
    fn add(&mut self, candidate: &'a Candidate) {
        self.shared.clear();
        let papers = self.common(candidate);
        for diploma in candidate.diplomas.items() {
            self.diploma(diploma);
        }
        if let Some(facts) = Facts::of_credentials(candidate, &mut self.readings.names) {
            self.part(&facts);
        }
        let home = Facts::of_residence(candidate).unwrap_or_else(|facts| {
            self.part(&facts);
            Home::NONE
        });
        let Self { setup, made, readings, draft, shared } = self;
        draft.read(candidate, &setup.lexicon, readings, &mut Unwitnessed);
        made.columns.push(draft, shared.drain(..), home, papers, &mut made.numbers);
    }

    fn part(&mut self, facts: &Facts) -> u32 {
        let part = self.made.columns.part(facts, &mut self.made.numbers);
        self.shared.push(part);
        part
    }

    /// Adds what is common as a part; returns the number of the papers.
    fn common(&mut self, candidate: &'a Candidate) -> u32 {
        let common = Common::of(candidate);
        if let Some((part, papers)) = self.made.common.get(&common) {
            self.shared.push(*part);
            return *papers;
        }
        let vocabulary = &self.setup.book.vocabulary;
        let facts = Facts::common(candidate, vocabulary, &mut self.readings.names);
        let part = self.part(&facts);
        let papers = self.made.columns.papers(&Papers::of(candidate), &mut self.made.numbers);
        self.made.common.insert(common, (part, papers));
        papers
    }

    /// Adds a diploma as a part.
    fn diploma(&mut self, diploma: &Diploma) {
        if let Some(part) = self.made.diplomas.get(diploma) {
            self.shared.push(*part);
            return;
        }
        let vocabulary = &self.setup.book.vocabulary;
        let facts = Facts::of_diploma(diploma, vocabulary, &mut self.readings.names);
        let part = self.part(&facts);
        self.made.diplomas.insert(diploma.clone(), part);
    }

    /// What was added so far; what is added next begins anew.
    fn take(&mut self) -> Columns {
        std::mem::take(&mut self.made).columns
    }
}

/// How many candidates one thread compiles before they are laid beside those of the others.
const BATCH: usize = 16_384;

/// So many of the first candidates tell how much memory the others will take.
const SAMPLE: usize = 4_096;

/// Compiles candidates in their order, on as many threads as there are. The columns are the same for any number of them.
pub(crate) fn columns<'a>(
    n: usize,
    setup: &'a Setup,
    candidate: impl Fn(usize) -> Option<&'a Candidate> + Sync,
) -> Columns {
    in_lanes(threads::count().min(n.div_ceil(BATCH)), BATCH, n, setup, candidate)
}

fn in_lanes<'a>(
    lanes: usize,
    batch: usize,
    n: usize,
    setup: &'a Setup,
    candidate: impl Fn(usize) -> Option<&'a Candidate> + Sync,
) -> Columns {
    let compile = |compiling: &mut Compiling<'a>, range: Range<usize>| {
        range.filter_map(&candidate).for_each(|candidate| compiling.add(candidate));
    };
    if lanes <= 1 {
        let mut alone = Compiling::new(setup);
        let sample = n.min(SAMPLE);
        compile(&mut alone, 0..sample);
        alone.made.columns.foresee(n - sample);
        compile(&mut alone, sample..n);
        return alone.take().finished();
    }
    let mut compiling: Vec<_> = (0..lanes).map(|_| Compiling::new(setup)).collect();
    let (mut columns, mut numbers) = (Columns::default(), Numbers::default());
    for round in chunks(n, lanes * batch) {
        for_each(&mut compiling, |lane, compiling| {
            let from = (round.start + lane * batch).min(round.end);
            compile(compiling, from..(from + batch).min(round.end));
        });
        for other in compiling.iter_mut().map(Compiling::take) {
            let mut source = Source::new(&other);
            (0..other.len()).for_each(|at| columns.copy(&mut source, at, &mut numbers));
        }
        if round.start == 0 {
            columns.foresee(n - round.end);
        }
    }
    columns.finished()
}

#[cfg(test)]
mod tests {
    use super::in_lanes;
    use crate::{Candidate, Matcher, Pool};

    /// What many lanes lay side by side is what one does, byte by byte.
    #[test]
    fn any_number_of_lanes_makes_the_same_columns() {
        let lines = include_str!("../../tests/data/panel2/candidates.jsonl").lines();
        let people: Vec<Candidate> =
            lines.map(|line| serde_json::from_str(line).unwrap()).collect();
        let matcher = Matcher::new_caledonia();
        let pool: Pool = matcher.candidates(people.clone()).unwrap();
        let laid = |lanes, batch| {
            let columns = in_lanes(lanes, batch, people.len(), pool.setup(), |at| people.get(at));
            postcard::to_allocvec(&columns).unwrap()
        };
        let alone = laid(1, 100);
        for (lanes, batch) in [(2, 5), (3, 1), (4, 100)] {
            assert_eq!(laid(lanes, batch), alone, "{lanes} lanes of {batch}");
        }
    }
}
