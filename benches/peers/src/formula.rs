//! The simplified formula that every exact rival computes: filters, then
//! 0.5 × skill coverage (normalised Levenshtein ≥ 0.9, lower case) + 0.3 × best title similarity + 0.2 × TF-IDF cosine.

use std::collections::HashMap;

use crate::population::{Person, Post};

pub const CUTOFF: f64 = 0.9;

/// A result: the score in billionths, so that the order of additions cannot decide; then the lower number first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scored {
    pub score: i64,
    pub person: u32,
}

impl Scored {
    pub fn new(person: usize, coverage: f64, title: f64, cosine: f64) -> Self {
        let score = 0.5 * coverage + 0.3 * title + 0.2 * cosine;
        Self { score: (score * 1e9).round() as i64, person: person as u32 }
    }

    fn key(&self) -> (i64, u32) {
        (-self.score, self.person)
    }
}

pub fn best(mut scored: Vec<Scored>, k: usize) -> Vec<Scored> {
    scored.sort_unstable_by_key(Scored::key);
    scored.truncate(k);
    scored
}

pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// Inverse document frequencies over the summaries.
pub struct Idf {
    known: HashMap<String, f64>,
    rare: f64,
}

impl Idf {
    pub fn of(people: &[Person]) -> Self {
        let mut df: HashMap<String, (u32, usize)> = HashMap::new();
        for (i, person) in people.iter().enumerate() {
            for word in words(&person.summary) {
                let entry = df.entry(word).or_insert((0, usize::MAX));
                if entry.1 != i {
                    *entry = (entry.0 + 1, i);
                }
            }
        }
        let n = people.len() as f64;
        let idf = |df: f64| (1.0 + n / df).ln();
        Self {
            known: df.into_iter().map(|(w, (d, _))| (w, idf(f64::from(d)))).collect(),
            rare: idf(0.5),
        }
    }

    pub fn get(&self, word: &str) -> f64 {
        self.known.get(word).copied().unwrap_or(self.rare)
    }

    /// Words with their weights, of unit length, sorted by word.
    pub fn vector(&self, text: &str) -> Vec<(String, f64)> {
        let mut counts: HashMap<String, f64> = HashMap::new();
        for word in words(text) {
            *counts.entry(word).or_default() += 1.0;
        }
        let mut vector: Vec<(String, f64)> = counts
            .into_iter()
            .map(|(word, tf)| {
                let idf = self.get(&word);
                (word, tf * idf)
            })
            .collect();
        vector.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let length = vector.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|(_, w)| *w /= length);
        }
        vector
    }
}

pub fn dot(a: &[(String, f64)], b: &[(String, f64)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x.1 * y.1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// What a rival offers.
pub trait Rival: Sync {
    fn name(&self) -> &'static str;
    /// The scores of these people for one post (those who pass the filters).
    fn score(&self, post: &Post, people: std::ops::Range<usize>) -> Vec<Scored>;
}
