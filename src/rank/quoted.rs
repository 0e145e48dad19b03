//! A candidate that explanations quote: read from its saved form only when somebody asks.

use std::{
    ops::Range,
    sync::{Arc, OnceLock},
};

use crate::model::{Candidate, CandidateForm};

/// A candidate, at hand or as the JSON it was saved as.
#[derive(Debug)]
pub(crate) struct Quoted {
    id: Box<str>,
    /// The saved pool, and where in it the candidate stands.
    saved: Option<(Arc<[u8]>, Range<usize>)>,
    read: OnceLock<Candidate>,
}

impl From<Candidate> for Quoted {
    fn from(candidate: Candidate) -> Self {
        Self { id: candidate.id.as_str().into(), saved: None, read: OnceLock::from(candidate) }
    }
}

impl Quoted {
    /// A candidate saved by [`json`](Self::json).
    pub fn saved(id: &str, pool: Arc<[u8]>, json: Range<usize>) -> Self {
        Self { id: id.into(), saved: Some((pool, json)), read: OnceLock::new() }
    }

    /// The JSON it was saved as.
    fn json_saved(&self) -> Option<&[u8]> {
        let (pool, range) = self.saved.as_ref()?;
        pool.get(range.clone())
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    /// The candidate. A saved one is read at the first call; the file's checksum has been verified, so it reads as it
    /// was written, and a text that does not gives a profile of which nothing is known.
    pub fn get(&self) -> &Candidate {
        self.read.get_or_init(|| {
            self.json_saved()
                .and_then(|json| serde_json::from_slice(json).ok())
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
        match self.json_saved() {
            Some(json) => json.to_vec(),
            None => serde_json::to_vec(self.get()).unwrap_or_default(),
        }
    }
}
