//! What the shipped tables know of trades: words that stand for one another, branches of activity, roles, settings.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{phrase, root};

const SYNONYMS: &str = include_str!("data/synonyms.txt");
const SECTORS: &str = include_str!("data/sectors.txt");
const ROLES: &str = include_str!("data/roles.txt");
const CONTEXT: &str = include_str!("data/context.txt");

/// Likeness, in per cent, of words of one line `=` and one line `~` of the synonyms.
const SAME: u32 = 75;
const NEAR: u32 = 45;

/// The longest phrase of the tables, in words.
pub(super) const LONGEST: usize = 3;

/// The tables, read.
#[derive(Clone, Debug)]
pub(super) struct Trades {
    /// Number of each word or phrase of the synonyms, by its stems separated by a space.
    keys: BTreeMap<String, usize>,
    texts: Vec<String>,
    /// For each number, the others it may stand for, with the likeness in per cent.
    neighbours: Vec<Vec<(usize, u32)>>,
    context: BTreeSet<String>,
    /// Branches of activity.
    pub sectors: Classes,
    /// What the person does there.
    pub roles: Classes,
}

impl Trades {
    pub(super) fn shipped() -> Self {
        let (keys, neighbours) = read_synonyms(SYNONYMS);
        let mut texts = vec![String::new(); keys.len()];
        for (text, number) in &keys {
            if let Some(slot) = texts.get_mut(*number) {
                text.clone_into(slot);
            }
        }
        let context = lines(CONTEXT).flat_map(str::split_whitespace).flat_map(phrase).collect();
        Self {
            keys,
            texts,
            neighbours,
            context,
            sectors: Classes::read(SECTORS),
            roles: Classes::read(ROLES),
        }
    }

    /// The number of a word or phrase of the synonyms.
    pub(super) fn key(&self, stems: &str) -> Option<usize> {
        self.keys.get(stems).copied()
    }

    /// All of them, in alphabetical order, with their numbers.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, usize)> {
        self.keys.iter().map(|(text, number)| (text.as_str(), *number))
    }

    /// The stems of a word or phrase.
    pub(super) fn text(&self, key: usize) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// What a word or phrase may stand for, with the likeness in per cent: its neighbours, and at a discount theirs.
    pub(super) fn reach(&self, key: usize) -> BTreeMap<usize, u32> {
        let mut reached = BTreeMap::new();
        let mut put = |to: usize, likeness: u32| {
            let best = reached.entry(to).or_insert(0);
            *best = likeness.max(*best);
        };
        for &(near, likeness) in self.neighbours_of(key) {
            put(near, likeness);
            for &(far, further) in self.neighbours_of(near) {
                put(far, likeness * further * 60 / 10_000);
            }
        }
        reached
    }

    pub(super) fn neighbours_of(&self, key: usize) -> &[(usize, u32)] {
        self.neighbours.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether a stem names a setting rather than a trade.
    pub(super) fn is_context(&self, stem: &str) -> bool {
        self.context.contains(stem)
    }
}

fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The words and phrases with their numbers, and of each number its neighbours.
type Synonyms = (BTreeMap<String, usize>, Vec<Vec<(usize, u32)>>);

fn read_synonyms(table: &str) -> Synonyms {
    let mut keys = BTreeMap::new();
    let mut likeness: Vec<BTreeMap<usize, u32>> = Vec::new();
    for line in lines(table) {
        let mut parts = line.split_whitespace();
        let same = parts.next() == Some("=");
        let members: Vec<usize> = parts
            .map(|written| {
                let next = keys.len();
                let number = *keys.entry(phrase(written).join(" ")).or_insert(next);
                if number == likeness.len() {
                    likeness.push(BTreeMap::new());
                }
                number
            })
            .collect();
        for (i, &a) in members.iter().enumerate() {
            // Of a line `~` only the first word is near each of the others.
            for &b in members.get(i + 1..).unwrap_or_default() {
                if a != b && (same || i == 0) {
                    let degree = if same { SAME } else { NEAR };
                    for (from, to) in [(a, b), (b, a)] {
                        if let Some(row) = likeness.get_mut(from) {
                            let best = row.entry(to).or_insert(0);
                            *best = degree.max(*best);
                        }
                    }
                }
            }
        }
    }
    (keys, likeness.into_iter().map(|row| row.into_iter().collect()).collect())
}

/// A vector over classes: class and weight in basis points of its length, ascending by class.
pub(super) type Profile = Vec<(u16, u32)>;

/// A table of classes: words and phrases that point to one or several of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes {
    exact: BTreeMap<String, BTreeSet<u16>>,
    by_root: BTreeMap<String, BTreeSet<u16>>,
}

impl Classes {
    fn read(table: &str) -> Self {
        let mut classes = Self::default();
        let mut numbers: BTreeMap<&str, u16> = BTreeMap::new();
        for line in lines(table) {
            let Some((name, words)) = line.split_once(':') else { continue };
            let next = numbers.len() as u16;
            let number = *numbers.entry(name).or_insert(next);
            for stems in words.split_whitespace().map(phrase) {
                if let [stem] = stems.as_slice()
                    && root(stem).len() >= 5
                {
                    classes.by_root.entry(root(stem).to_owned()).or_default().insert(number);
                }
                classes.exact.entry(stems.join(" ")).or_default().insert(number);
            }
        }
        classes
    }

    /// The classes of a title: phrases first, then the words outside them; a word counts as much as it tells, shared
    /// among its classes; a word known by its root only counts seven tenths.
    pub(super) fn profile(&self, words: &[(&str, u32)]) -> Profile {
        let mut sums: BTreeMap<u16, u64> = BTreeMap::new();
        let mut add = |classes: &BTreeSet<u16>, weight: u32, share: u64| {
            let each = (u64::from(weight) * 1_000 * share / 100)
                / (classes.len() as u64 * 1_000_000).isqrt().max(1);
            for class in classes {
                *sums.entry(*class).or_insert(0) += each;
            }
        };
        let mut used = vec![false; words.len()];
        for length in (2..=LONGEST).rev() {
            for (at, window) in words.windows(length).enumerate() {
                let text = window.iter().map(|(stem, _)| *stem).collect::<Vec<_>>().join(" ");
                if let Some(classes) = self.exact.get(&text) {
                    add(classes, window.iter().map(|(_, weight)| weight).sum(), 100);
                    used.iter_mut().skip(at).take(length).for_each(|u| *u = true);
                }
            }
        }
        for ((stem, weight), _) in words.iter().zip(&used).filter(|(_, used)| !**used) {
            if let Some(classes) = self.exact.get(*stem) {
                add(classes, *weight, 100);
            } else if root(stem).len() >= 5
                && let Some(classes) = self.by_root.get(root(stem))
            {
                add(classes, *weight, 70);
            }
        }
        let length = sums.values().map(|w| w * w).sum::<u64>().isqrt().max(1);
        sums.into_iter().map(|(class, weight)| (class, (weight * 10_000 / length) as u32)).collect()
    }
}

/// The cosine of two profiles, in basis points.
pub(super) fn agreement(a: &Profile, b: &Profile) -> u32 {
    let (mut a, mut b) = (a.as_slice(), b.as_slice());
    let mut sum = 0u64;
    while let ([(x, p), rest_a @ ..], [(y, q), rest_b @ ..]) = (a, b) {
        if x == y {
            sum += u64::from(*p) * u64::from(*q);
        }
        if x <= y {
            a = rest_a;
        }
        if y <= x {
            b = rest_b;
        }
    }
    (sum / 10_000).min(10_000) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_are_well_formed() {
        for line in lines(SYNONYMS) {
            let mut parts = line.split_whitespace();
            assert!(matches!(parts.next(), Some("=" | "~")), "{line}");
            let keys: Vec<_> = parts.map(phrase).collect();
            assert!((2..=8).contains(&keys.len()), "{line}");
            assert!(keys.iter().all(|k| (1..=LONGEST).contains(&k.len())), "{line}");
        }
        for line in lines(SECTORS).chain(lines(ROLES)) {
            let (name, words) = line.split_once(':').expect(line);
            assert!(!name.is_empty() && !name.contains(' ') && !words.trim().is_empty(), "{line}");
            assert!(
                words.split_whitespace().all(|w| (1..=LONGEST).contains(&phrase(w).len())),
                "{line}"
            );
        }
    }

    #[test]
    fn likeness_is_symmetric_and_fades_with_distance() {
        let trades = Trades::shipped();
        for (_, key) in trades.keys() {
            for &(near, likeness) in trades.neighbours_of(key) {
                assert!(trades.neighbours_of(near).contains(&(key, likeness)));
            }
            assert!(trades.reach(key).values().all(|likeness| *likeness <= SAME));
        }
    }

    #[test]
    fn profiles_agree_within_a_branch() {
        let sectors = Trades::shipped().sectors;
        let profile = |text: &str| {
            let title = super::super::words::read(text);
            let words: Vec<(&str, u32)> =
                title.words.iter().map(|w| (w.stem.as_str(), 500)).collect();
            sectors.profile(&words)
        };
        let baker = profile("boulanger");
        assert!(agreement(&baker, &baker) >= 9_990);
        assert!(
            agreement(&baker, &profile("chef pâtissier")) > agreement(&baker, &profile("greffier"))
        );
        assert_eq!(agreement(&baker, &profile("")), 0);
    }
}
