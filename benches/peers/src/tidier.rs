//! Tidier Rust: lower-cased once, vectors ready, early exits.

use crate::{
    formula::{CUTOFF, Idf, Rival, Scored, dot},
    population::{Person, Post},
};

struct Ready {
    skills: Vec<String>,
    titles: Vec<String>,
    vector: Vec<(String, f64)>,
}

pub struct Tidier<'a> {
    people: &'a [Person],
    ready: Vec<Ready>,
    idf: &'a Idf,
}

impl<'a> Tidier<'a> {
    pub fn new(people: &'a [Person], idf: &'a Idf) -> Self {
        let ready = people
            .iter()
            .map(|p| Ready {
                skills: p.skills.iter().map(|s| s.name.to_lowercase()).collect(),
                titles: p.titles.iter().map(|t| t.to_lowercase()).collect(),
                vector: idf.vector(&p.summary),
            })
            .collect();
        Self { people, ready, idf }
    }
}

/// The similarity if it can reach the cutoff: the lengths alone may rule it out.
fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (x, y) = (a.len() as f64, b.len() as f64);
    // Characters have at most four bytes, but these names almost only one: a safe bound on the bytes.
    if x.min(y) * 2.0 < x.max(y) {
        return false;
    }
    strsim::normalized_levenshtein(a, b) >= CUTOFF
}

impl Rival for Tidier<'_> {
    fn name(&self) -> &'static str {
        "tidier strsim"
    }

    fn score(&self, post: &Post, people: std::ops::Range<usize>) -> Vec<Scored> {
        let asked: Vec<String> = post.skills.iter().map(|s| s.to_lowercase()).collect();
        let title = post.title.to_lowercase();
        let vector = self.idf.vector(&post.description);
        people
            .filter(|i| post.admits(&self.people[*i]))
            .map(|i| {
                let ready = &self.ready[i];
                let covered =
                    asked.iter().filter(|a| ready.skills.iter().any(|s| alike(a, s))).count();
                let title = ready
                    .titles
                    .iter()
                    .map(|t| strsim::normalized_levenshtein(&title, t))
                    .fold(0.0, f64::max);
                Scored::new(
                    i,
                    covered as f64 / asked.len() as f64,
                    title,
                    dot(&vector, &ready.vector),
                )
            })
            .collect()
    }
}
