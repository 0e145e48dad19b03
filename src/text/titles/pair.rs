//! Two titles side by side, without a taxonomy.

use std::collections::BTreeMap;

use super::index::phrases_of;
use super::meaning::keep_best;
use super::trades::Trades;
use super::words::{Title, Word, is_contraction, read, root};
use crate::base::Points;

/// The tables of trades, read once, to compare titles two by two.
///
/// Without a taxonomy there are no frequencies, so that the likeness is absolute: a word of a setting counts 1, of a role 2,
/// any other 4.
#[derive(Clone, Debug)]
pub(crate) struct TitlePairs {
    trades: Trades,
}

impl TitlePairs {
    pub(crate) fn new() -> Self {
        Self { trades: Trades::shipped() }
    }

    /// How alike two titles are: the geometric mean of the shares of each that the other covers. Symmetric; 10 000 for the
    /// same words in any gender, number or order; 0 where either has no word.
    pub(crate) fn likeness(&self, a: &str, b: &str) -> Points {
        let (a, b) = (read(a), read(b));
        let product = u64::from(self.covered(&a, &b)) * u64::from(self.covered(&b, &a));
        Points::new(product.isqrt() as u32)
    }

    /// The share of the words of `title` that `other` has, in basis points.
    fn covered(&self, title: &Title, other: &Title) -> u32 {
        let others = self.keys_of(other);
        let (mut whole, mut part) = (0, 0);
        for (word, keys) in title.words.iter().zip(self.keys_of(title)) {
            let weight = if self.trades.is_context(&word.stem) {
                1
            } else if self.trades.roles.knows(&word.stem) {
                2
            } else {
                4
            };
            let mut reach: BTreeMap<usize, u32> = BTreeMap::new();
            for key in keys {
                for (to, likeness) in self.trades.reach(key) {
                    keep_best(&mut reach, to, likeness);
                }
            }
            let alike = |(other, keys): (&Word, &Vec<usize>)| {
                let related = keys.iter().filter_map(|key| reach.get(key)).max().copied();
                spelled_alike(&word.stem, &other.stem).max(related.unwrap_or(0))
            };
            whole += weight * 100;
            part += weight * other.words.iter().zip(&others).map(alike).max().unwrap_or(0);
        }
        part * 10_000 / whole.max(1)
    }

    /// The numbers, in the synonyms, of each word of a title and of the phrases it stands in.
    fn keys_of(&self, title: &Title) -> Vec<Vec<usize>> {
        let phrases = phrases_of(&self.trades, title);
        let keys_at = |(at, word): (usize, &Word)| {
            let around =
                phrases.iter().filter(|(_, places)| places.contains(&at)).map(|(key, _)| *key);
            self.trades.key(&word.stem).into_iter().chain(around).collect()
        };
        title.words.iter().enumerate().map(keys_at).collect()
    }
}

fn spelled_alike(a: &str, b: &str) -> u32 {
    let one_root = root(a).len() >= 4 && root(a) == root(b);
    match (a == b, one_root || is_contraction(a, b) || is_contraction(b, a)) {
        (true, _) => 100,
        (_, true) => 50,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::TitlePairs;

    #[test]
    fn likeness_is_symmetric_and_orders_titles_as_a_person_would() {
        let pairs = TitlePairs::new();
        let of = |a: &str, b: &str| {
            let there = pairs.likeness(a, b).get();
            assert_eq!(there, pairs.likeness(b, a).get(), "{a} / {b}");
            there
        };
        assert_eq!(of("Chargée de clientèle", "chargé(e) de clientèle"), 10_000);
        assert_eq!(of("", "boulanger"), 0);
        assert_eq!(of("de la", ""), 0);
        assert!(of("chauffeur de poids lourd", "conducteur de camion") > 5_000);
        assert!(of("technicien réseau", "technicien réseaux et télécoms") > 7_000);
        assert!(of("technicien réseau", "technicien agricole") < 4_000);
        assert!(of("infirmier", "greffier") < 1_000);
    }
}
