//! A candidate that explanations quote: read from its saved form only when somebody asks.

use std::sync::OnceLock;

use crate::model::{Candidate, CandidateForm};

/// A candidate, at hand or as the JSON it was saved as.
#[derive(Debug)]
pub(crate) struct Quoted {
    id: Box<str>,
    json: Box<[u8]>,
    read: OnceLock<Candidate>,
}

impl From<Candidate> for Quoted {
    fn from(candidate: Candidate) -> Self {
        Self {
            id: candidate.id.as_str().into(),
            json: Box::default(),
            read: OnceLock::from(candidate),
        }
    }
}

impl Quoted {
    /// A candidate saved by [`json`](Self::json).
    pub fn saved(id: String, json: Vec<u8>) -> Self {
        Self { id: id.into(), json: json.into(), read: OnceLock::new() }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    /// The candidate. A saved one is read at the first call; the file's checksum has been verified, so it reads as it
    /// was written, and a text that does not gives a profile of which nothing is known.
    pub fn get(&self) -> &Candidate {
        self.read.get_or_init(|| {
            serde_json::from_slice(&self.json)
                .ok()
                .or_else(|| {
                    CandidateForm { id: self.id().to_owned(), ..CandidateForm::default() }
                        .check()
                        .ok()
                })
                .unwrap_or_else(Candidate::nobody)
        })
    }

    /// The candidate as JSON.
    pub fn json(&self) -> Vec<u8> {
        if self.json.is_empty() {
            serde_json::to_vec(self.get()).unwrap_or_default()
        } else {
            self.json.to_vec()
        }
    }
}
