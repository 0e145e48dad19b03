//! A candidate that explanations quote: at hand, or read from its saved form only when somebody asks.

use std::sync::{Arc, OnceLock};

use super::opening::Setup;
use crate::{
    assess::explain::Traceable,
    compile::Facts,
    model::{Candidate, CandidateForm},
};

/// A candidate. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) enum Quoted {
    /// At hand.
    Given(Candidate),
    /// At hand and compiled: one person by itself; a pool has columns instead.
    Compiled(Candidate, Arc<Compiled>),
    /// One of those of a saved pool.
    Saved(Arc<Texts>, u32),
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
            Self::Saved(texts, at) => texts.id(*at as usize).unwrap_or_default(),
        }
    }

    pub fn get(&self) -> &Candidate {
        match self {
            Self::Given(candidate) | Self::Compiled(candidate, _) => candidate,
            Self::Saved(texts, at) => texts.candidate(*at as usize),
        }
    }

    /// Appends the candidate as JSON.
    pub fn write_json(&self, to: &mut Vec<u8>) {
        match self {
            Self::Given(candidate) | Self::Compiled(candidate, _) => {
                // Writing plain values into memory has no way to fail.
                let _ = serde_json::to_writer(to, candidate);
            }
            Self::Saved(texts, at) => {
                to.extend_from_slice(texts.json(*at as usize).unwrap_or_default());
            }
        }
    }
}

/// The texts of a saved pool: the candidates' JSON lies where it lay in the file.
#[derive(Debug)]
pub(crate) struct Texts {
    /// The identifiers, one after the other, and where each begins and the last one ends.
    ids: String,
    id_places: Vec<u64>,
    json: Vec<u8>,
    json_places: Vec<u64>,
    /// The candidates somebody asked for.
    read: Box<[OnceLock<Candidate>]>,
    nobody: Candidate,
}

impl Texts {
    /// The texts of so many people; `None` unless they are sorted by identifier: a checksum proves no origin, and rankings
    /// rest on it.
    pub fn new(
        n: usize,
        (ids, id_places): (String, Vec<u64>),
        (json, json_places): (Vec<u8>, Vec<u64>),
    ) -> Option<Self> {
        let read = (0..n).map(|_| OnceLock::new()).collect();
        let texts = Self { ids, id_places, json, json_places, read, nobody: Candidate::nobody() };
        texts.are_sound(n).then_some(texts)
    }

    fn are_sound(&self, n: usize) -> bool {
        self.id_places.len() == n + 1
            && self.json_places.len() == n + 1
            && (0..n).all(|at| self.id(at).is_some() && self.json(at).is_some())
            && (1..n).all(|at| self.id(at - 1) < self.id(at))
    }

    /// A candidate, read at the first call. The file's checksum has been verified, so it reads as it was written, and a
    /// text that does not gives a profile of which nothing is known.
    fn candidate(&self, at: usize) -> &Candidate {
        let Some(read) = self.read.get(at) else { return &self.nobody };
        read.get_or_init(|| {
            let json = self.json(at).unwrap_or_default();
            serde_json::from_slice(json).unwrap_or_else(|_| {
                let id = self.id(at).unwrap_or_default().to_owned();
                let form = CandidateForm { id, ..CandidateForm::default() };
                form.check().unwrap_or_else(|_| Candidate::nobody())
            })
        })
    }

    fn id(&self, at: usize) -> Option<&str> {
        let [from, to] = self.id_places.get(at..at + 2)? else { return None };
        self.ids.get(*from as usize..*to as usize)
    }

    fn json(&self, at: usize) -> Option<&[u8]> {
        let [from, to] = self.json_places.get(at..at + 2)? else { return None };
        self.json.get(*from as usize..*to as usize)
    }
}
