//! A candidate that explanations quote: at hand, or read from its saved form only when somebody asks.

use std::sync::{Arc, OnceLock};

use super::opening::Setup;
use crate::{
    assess::explain::Traceable,
    compile::Facts,
    model::{Candidate, CandidateForm},
};

/// A candidate.
#[derive(Debug)]
pub(crate) enum Quoted {
    /// At hand.
    Given(Candidate),
    /// At hand and compiled: one person by itself; a pool has columns instead.
    Compiled(Candidate, Box<Compiled>),
    /// Somewhere among the texts of a saved pool, and read when somebody asked.
    Saved { texts: Arc<Texts>, at: u32, read: OnceLock<Candidate> },
}

/// What explaining a pair reads of a person.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub facts: Facts,
    pub traceable: Traceable,
}

impl Compiled {
    pub fn new(candidate: &Candidate, setup: &Setup) -> Self {
        Self {
            facts: Facts::compile(candidate, &setup.book.vocabulary),
            traceable: Traceable::new(candidate, &setup.lexicon),
        }
    }
}

impl Quoted {
    pub fn id(&self) -> &str {
        match self {
            Self::Given(candidate) | Self::Compiled(candidate, _) => &candidate.id,
            Self::Saved { texts, at, .. } => texts.id(*at as usize).unwrap_or_default(),
        }
    }

    /// The candidate. A saved one is read at the first call; the file's checksum has been verified, so it reads as it
    /// was written, and a text that does not gives a profile of which nothing is known.
    pub fn get(&self) -> &Candidate {
        match self {
            Self::Given(candidate) | Self::Compiled(candidate, _) => candidate,
            Self::Saved { texts, at, read } => read.get_or_init(|| {
                let json = texts.json(*at as usize).unwrap_or_default();
                serde_json::from_slice(json).unwrap_or_else(|_| unknown(self.id()))
            }),
        }
    }

    /// Appends the candidate as JSON.
    pub fn write_json(&self, to: &mut Vec<u8>) {
        match self {
            Self::Given(candidate) | Self::Compiled(candidate, _) => {
                // Writing plain values into memory has no way to fail.
                let _ = serde_json::to_writer(to, candidate);
            }
            Self::Saved { texts, at, .. } => {
                to.extend_from_slice(texts.json(*at as usize).unwrap_or_default());
            }
        }
    }
}

/// A profile of which nothing is known.
fn unknown(id: &str) -> Candidate {
    let form = CandidateForm { id: id.to_owned(), ..CandidateForm::default() };
    form.check().unwrap_or_else(|_| Candidate::nobody())
}

/// The texts of a saved pool: the candidates' JSON lies where it lay in the file.
#[derive(Debug)]
pub(crate) struct Texts {
    /// The identifiers, one after the other, and where each begins and the last one ends.
    pub ids: String,
    pub id_places: Vec<u64>,
    pub json: Vec<u8>,
    pub json_places: Vec<u64>,
}

impl Texts {
    pub fn id(&self, at: usize) -> Option<&str> {
        let [from, to] = self.id_places.get(at..at + 2)? else { return None };
        self.ids.get(*from as usize..*to as usize)
    }

    pub fn json(&self, at: usize) -> Option<&[u8]> {
        let [from, to] = self.json_places.get(at..at + 2)? else { return None };
        self.json.get(*from as usize..*to as usize)
    }

    /// Whether they are those of so many people, sorted by identifier: a checksum proves no origin, and rankings rest on it.
    pub fn are_sound(&self, n: usize) -> bool {
        self.id_places.len() == n + 1
            && self.json_places.len() == n + 1
            && (0..n).all(|at| self.id(at).is_some() && self.json(at).is_some())
            && (1..n).all(|at| self.id(at - 1) < self.id(at))
    }
}
