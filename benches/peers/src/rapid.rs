//! rapidfuzz-rs: one side prepared once per post, cutoffs given down.

use rapidfuzz::distance::levenshtein::{Args, BatchComparator};

use crate::{
    formula::{CUTOFF, Idf, Rival, Scored},
    population::{Person, Post},
};

struct Ready {
    skills: Vec<String>,
    titles: Vec<String>,
    vector: Vec<(u32, f64)>,
}

pub struct Rapid<'a> {
    people: &'a [Person],
    ready: Vec<Ready>,
    idf: &'a Idf,
    ids: std::collections::HashMap<String, u32>,
}

impl<'a> Rapid<'a> {
    pub fn new(people: &'a [Person], idf: &'a Idf) -> Self {
        let mut ids = std::collections::HashMap::new();
        let ready = people
            .iter()
            .map(|p| Ready {
                skills: p.skills.iter().map(|s| s.name.to_lowercase()).collect(),
                titles: p.titles.iter().map(|t| t.to_lowercase()).collect(),
                vector: idf
                    .vector(&p.summary)
                    .into_iter()
                    .map(|(word, weight)| {
                        let next = ids.len() as u32;
                        (*ids.entry(word).or_insert(next), weight)
                    })
                    .collect(),
            })
            .collect();
        Self { people, ready, idf, ids }
    }
}

/// The asked skills, prepared once.
pub struct Asked(Vec<BatchComparator<char>>);

impl Asked {
    pub fn of(post: &Post) -> Self {
        let comparator = |name: &String| BatchComparator::new(name.to_lowercase().chars());
        Self(post.skills.iter().map(comparator).collect())
    }

    /// How many of them are among these names, in lower case.
    pub fn covered(&self, names: &[String]) -> usize {
        let cutoff = Args::default().score_cutoff(CUTOFF);
        let like = |asked: &BatchComparator<char>, name: &String| {
            asked.normalized_similarity_with_args(name.chars(), &cutoff).is_some()
        };
        self.0.iter().filter(|asked| names.iter().any(|name| like(asked, name))).count()
    }
}

impl Rival for Rapid<'_> {
    fn name(&self) -> &'static str {
        "rapidfuzz-rs"
    }

    fn score(&self, post: &Post, people: std::ops::Range<usize>) -> Vec<Scored> {
        let asked = Asked::of(post);
        let title = BatchComparator::new(post.title.to_lowercase().chars());
        let mut dense = vec![0.0; self.ids.len()];
        for (word, weight) in self.idf.vector(&post.description) {
            if let Some(id) = self.ids.get(&word) {
                dense[*id as usize] = weight;
            }
        }
        people
            .filter(|i| post.admits(&self.people[*i]))
            .map(|i| {
                let ready = &self.ready[i];
                let covered = asked.covered(&ready.skills);
                let mut best = 0.0;
                for t in &ready.titles {
                    let args = Args::default().score_cutoff(best);
                    if let Some(s) = title.normalized_similarity_with_args(t.chars(), &args) {
                        best = f64::max(best, s);
                    }
                }
                let cosine = ready.vector.iter().map(|(id, w)| dense[*id as usize] * w).sum();
                Scored::new(i, covered as f64 / post.skills.len() as f64, best, cosine)
            })
            .collect()
    }
}
