//! The score of every name of a taxonomy for a query.

use std::collections::BTreeMap;

use super::index::{Index, Name, length, phrases_of, spelling};
use super::meaning::{ACRONYM, Match, PHRASE, keep_best, run_of_initials};
use super::trades::{Profile, agreement};
use super::words::{Title, read};

impl Index {
    /// The score of every name, 0 to 10 000.
    pub(super) fn scores(&self, query: &str) -> Vec<u16> {
        let title = read(query);
        if title.words.is_empty() {
            return vec![0; self.names.len()];
        }
        let weights: Vec<u32> = title.words.iter().map(|w| self.weight_of(&w.stem)).collect();
        let mut sums = Sums::new(self.names.len());
        let head = self.meet_words(&title, &weights, &mut sums);
        let spelling = self.meet_spelling(&title, &mut sums);
        let words: Vec<(&str, u32)> =
            title.words.iter().map(|w| w.stem.as_str()).zip(weights.iter().copied()).collect();
        let query = Query {
            weight: weights.iter().map(|w| u64::from(*w)).sum::<u64>().max(1),
            length: length(weights.iter().copied()),
            spelling,
            sectors: self.trades.sectors.profile(&words),
            roles: self.trades.roles.profile(&words),
            family: title.family,
            head,
        };
        let own: Option<Vec<usize>> = title.words.iter().map(|w| self.term(&w.stem)).collect();
        let names = self.names.iter().zip(&sums.rows);
        names
            .map(|(name, row)| match &own {
                Some(own) if *own == name.terms => 10_000,
                _ => query.score(name, *row),
            })
            .collect()
    }

    /// Meets every name with every word of the query; returns what the first word means.
    fn meet_words(&self, title: &Title, weights: &[u32], sums: &mut Sums) -> BTreeMap<usize, u32> {
        let phrases = phrases_of(&self.trades, title);
        // The best likeness of each term with any word of the query: what covers the name.
        let mut covered: BTreeMap<usize, u32> = BTreeMap::new();
        let mut head = BTreeMap::new();
        for (at, (word, weight)) in title.words.iter().zip(weights).enumerate() {
            let mut meanings = BTreeMap::new();
            self.meanings(&word.stem, &mut meanings);
            if at == 0 {
                head = meanings.iter().filter_map(|(m, l)| Some((m.term()?, *l))).collect();
            }
            for (number, likeness) in self.literal(word, &mut meanings) {
                sums.meet_literally(self.terms.get(number).map_or(&[], |t| &t.names), likeness);
            }
            for (key, _) in phrases.iter().filter(|(_, places)| places.contains(&at)) {
                self.meanings(self.trades.text(*key).unwrap_or_default(), &mut meanings);
            }
            for (to, &likeness) in &meanings {
                let (names, told) = self.holders(to);
                sums.meet(names, likeness, told);
                match to {
                    Match::Term(term) => keep_best(&mut covered, *term, likeness),
                    Match::Phrase(key) => {
                        let stems = self.trades.text(*key).unwrap_or_default().split(' ');
                        for term in stems.filter_map(|stem| self.term(stem)) {
                            keep_best(&mut covered, term, likeness * PHRASE / 100);
                        }
                    }
                }
            }
            if word.acronym {
                self.meet_acronym(&word.folded, &covered, sums);
            }
            sums.close(*weight);
        }
        for (&number, &likeness) in &covered {
            if let Some(term) = self.terms.get(number) {
                for &name in &term.names {
                    sums.cover(name as usize, u64::from(likeness) * u64::from(term.weight));
                }
            }
        }
        head
    }

    /// Meets the names in which consecutive words, with or without the function words, begin with the letters of an
    /// acronym.
    fn meet_acronym(&self, letters: &str, covered: &BTreeMap<usize, u32>, sums: &mut Sums) {
        let letters: Vec<char> = letters.chars().collect();
        for (at, name) in (0u32..).zip(&self.names) {
            let run = run_of_initials(&letters, &name.initials, false)
                .or_else(|| run_of_initials(&letters, &name.initials, true));
            let Some(places) = run else { continue };
            let mut told = 0;
            for number in places.into_iter().filter_map(|place| name.terms.get(place)) {
                let Some(term) = self.terms.get(*number) else { continue };
                told = told.max(term.weight);
                let already = covered.get(number).copied().unwrap_or(0);
                sums.cover(
                    at as usize,
                    u64::from(ACRONYM.saturating_sub(already)) * u64::from(term.weight),
                );
            }
            sums.meet(&[at], ACRONYM, told);
            sums.meet_literally(&[at], ACRONYM);
        }
    }

    /// Meets the names that share groups of three letters; returns the length of the query in them.
    fn meet_spelling(&self, title: &Title, sums: &mut Sums) -> u64 {
        let mut squares = 0u64;
        for gram in spelling(title) {
            let (weight, names) =
                self.trigrams.get(&gram).map_or((self.rarest, &[][..]), |g| (g.0, &g.1));
            let square = u64::from(weight) * u64::from(weight);
            squares += square;
            for &name in names {
                sums.spell(name as usize, square);
            }
        }
        squares.isqrt().max(1)
    }
}

/// What the scoring gathers for each name.
struct Sums {
    rows: Vec<Row>,
    /// The best meeting of the current word with each name, and the names met.
    current: Vec<(u32, u32, u32)>,
    met: Vec<usize>,
}

#[derive(Clone, Copy, Default)]
struct Row {
    /// Weights of the query's words times likeness; the same with the weights of both sides; the literal part.
    meant: u64,
    both: u64,
    literal: u64,
    covered: u64,
    spelled: u64,
}

impl Sums {
    fn new(count: usize) -> Self {
        Self { rows: vec![Row::default(); count], current: vec![(0, 0, 0); count], met: Vec::new() }
    }

    fn slot(&mut self, name: usize) -> Option<&mut (u32, u32, u32)> {
        let slot = self.current.get_mut(name)?;
        if *slot == (0, 0, 0) {
            self.met.push(name);
        }
        Some(slot)
    }

    /// The current word stands in these names with this likeness; there it counts `told`.
    fn meet(&mut self, names: &[u32], likeness: u32, told: u32) {
        for &name in names {
            if let Some(slot) = self.slot(name as usize) {
                slot.0 = slot.0.max(likeness);
                slot.1 = slot.1.max(likeness * told);
            }
        }
    }

    /// The current word stands in these names literally.
    fn meet_literally(&mut self, names: &[u32], likeness: u32) {
        for &name in names {
            if let Some(slot) = self.slot(name as usize) {
                slot.2 = slot.2.max(likeness);
            }
        }
    }

    fn cover(&mut self, name: usize, amount: u64) {
        if let Some(row) = self.rows.get_mut(name) {
            row.covered += amount;
        }
    }

    fn spell(&mut self, name: usize, amount: u64) {
        if let Some(row) = self.rows.get_mut(name) {
            row.spelled += amount;
        }
    }

    /// Ends a word of the query of this weight.
    fn close(&mut self, weight: u32) {
        for name in self.met.drain(..) {
            if let (Some(slot), Some(row)) = (self.current.get_mut(name), self.rows.get_mut(name)) {
                let (likeness, told, literal) = std::mem::take(slot);
                row.meant += u64::from(likeness) * u64::from(weight);
                row.both += u64::from(told) * u64::from(weight);
                row.literal += u64::from(literal) * u64::from(weight);
            }
        }
    }
}

struct Query {
    weight: u64,
    length: u64,
    spelling: u64,
    sectors: Profile,
    roles: Profile,
    family: bool,
    head: BTreeMap<usize, u32>,
}

impl Query {
    /// The score of a name, at most 9 999: only the same words in the same order are 10 000.
    fn score(&self, name: &Name, row: Row) -> u16 {
        let share = |part: u64, whole: u64| (part * 100 / whole.max(1)).min(10_000);
        let meant = share(row.meant, self.weight);
        let covered = share(row.covered, name.weight);
        let literal = share(row.literal, self.weight);
        let cosine = share(row.both, self.length * name.length);
        let spelled = (row.spelled * 10_000 / (self.spelling * name.spelling).max(1)).min(10_000);
        let head = name.terms.first().and_then(|t| self.head.get(t)).copied().unwrap_or(0);
        let parts = weights::COVERAGE * cube_root(meant * covered * covered)
            + weights::COSINE * cosine
            + weights::LITERAL * sixth_power(literal)
            + weights::SPELLING * spelled
            + weights::SECTOR * u64::from(agreement(&self.sectors, &name.sectors))
            + weights::ROLE * u64::from(agreement(&self.roles, &name.roles))
            + weights::HEAD * u64::from(head) * 100;
        let penalty = if name.family && !self.family { weights::FAMILY * 10_000 } else { 0 };
        (parts.saturating_sub(penalty) / weights::TOTAL).min(9_999) as u16
    }
}

/// How much each part counts, in hundredths of the coverage.
mod weights {
    pub(super) const COVERAGE: u64 = 100;
    pub(super) const COSINE: u64 = 40;
    pub(super) const LITERAL: u64 = 50;
    pub(super) const SPELLING: u64 = 15;
    pub(super) const SECTOR: u64 = 35;
    pub(super) const ROLE: u64 = 10;
    pub(super) const HEAD: u64 = 15;
    pub(super) const FAMILY: u64 = 40;
    pub(super) const TOTAL: u64 = COVERAGE + COSINE + LITERAL + SPELLING + SECTOR + ROLE + HEAD;
}

/// (x / 10 000)⁶ in basis points.
fn sixth_power(x: u64) -> u64 {
    let square = x * x / 10_000;
    square * square / 10_000 * square / 10_000
}

/// The cube root, rounded down, of a number up to 10¹².
fn cube_root(n: u64) -> u64 {
    let (mut low, mut high) = (0u64, 10_001u64);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if middle * middle * middle <= n { low = middle } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::{cube_root, sixth_power};

    #[test]
    fn powers_and_roots() {
        assert_eq!([0, 1, 7, 8, 26, 27].map(cube_root), [0, 1, 1, 2, 2, 3]);
        assert_eq!(cube_root(1_000_000_000_000), 10_000);
        assert_eq!([0, 5_000, 10_000].map(sixth_power), [0, 156, 10_000]);
    }
}
