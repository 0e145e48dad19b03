//! What most people write: strsim on the strings as they come.

use crate::{
    formula::{CUTOFF, Idf, Rival, Scored, dot},
    population::{Person, Post},
};

pub struct Naive<'a> {
    pub people: &'a [Person],
    pub idf: &'a Idf,
}

fn alike(a: &str, b: &str) -> f64 {
    strsim::normalized_levenshtein(&a.to_lowercase(), &b.to_lowercase())
}

/// How many of the asked skills the person has.
pub fn covered(post: &Post, person: &Person) -> usize {
    let has = |asked: &&String| person.skills.iter().any(|has| alike(asked, &has.name) >= CUTOFF);
    post.skills.iter().filter(has).count()
}

pub fn pair(idf: &Idf, post: &Post, person: &Person) -> (f64, f64, f64) {
    let covered = covered(post, person);
    let title = person.titles.iter().map(|t| alike(&post.title, t)).fold(0.0, f64::max);
    let cosine = dot(&idf.vector(&post.description), &idf.vector(&person.summary));
    (covered as f64 / post.skills.len() as f64, title, cosine)
}

impl Rival for Naive<'_> {
    fn name(&self) -> &'static str {
        "naive strsim"
    }

    fn score(&self, post: &Post, people: std::ops::Range<usize>) -> Vec<Scored> {
        people
            .filter(|i| post.admits(&self.people[*i]))
            .map(|i| {
                let (coverage, title, cosine) = pair(self.idf, post, &self.people[i]);
                Scored::new(i, coverage, title, cosine)
            })
            .collect()
    }
}
