//! Pools that outlive a process: a versioned, checked binary form.
//!
//! A header (what it is, version, fingerprints of the lexicon and of the rule book's names, checksum) and, in the `postcard`
//! format, everything compiled; the candidates themselves stay JSON, read when an explanation quotes them.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    columns::Columns,
    opening::{Profile, Setup},
    pool::Pool,
    quoted::Quoted,
};

const MAGIC: [u8; 8] = *b"adequatn";
/// Raised by every change of what is compiled or of how it is written.
const VERSION: u32 = 3;

/// A saved pool that cannot be used. Displays in English, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PoolError {
    /// The bytes are no saved pool.
    NotAPool,
    /// Saved by another version of the library: compile the candidates again.
    Version {
        /// The version of the form found.
        found: u32,
        /// The version this library reads.
        expected: u32,
    },
    /// Compiled with another lexicon: compile the candidates again.
    Lexicon,
    /// Compiled with another rule book: compile the candidates again.
    RuleBook,
    /// The bytes are cut off or changed.
    Damaged,
}

impl fmt::Display for PoolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPool => f.write_str("no saved pool"),
            Self::Version { found, expected } => {
                write!(
                    f,
                    "pool saved in version {found} of the form; this library reads version {expected}"
                )
            }
            Self::Lexicon => f.write_str("pool compiled with another lexicon"),
            Self::RuleBook => f.write_str("pool compiled with another rule book"),
            Self::Damaged => f.write_str("saved pool cut off or changed"),
        }
    }
}

impl std::error::Error for PoolError {}

#[derive(Serialize)]
struct Written<'a> {
    /// The identifiers, one after the other, and where each ends; the same of the candidates' JSON.
    ids: &'a str,
    id_ends: &'a [u64],
    json: &'a [u8],
    json_ends: &'a [u64],
    columns: &'a Columns,
}

#[derive(Deserialize)]
struct Read<'a> {
    ids: &'a str,
    id_ends: Vec<u64>,
    json: &'a [u8],
    json_ends: Vec<u64>,
    columns: Columns,
}

/// FNV-1a over words of eight bytes.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(0xcbf2_9ce4_8422_2325, |hash, chunk| {
        let mut word = [0u8; 8];
        word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23)
    })
}

/// The rule book's text: the keys of names depend on it.
fn book(setup: &Setup) -> u64 {
    checksum(&serde_json::to_vec(&setup.book).unwrap_or_default())
}

fn header(setup: &Setup, payload: &[u8]) -> Vec<u8> {
    let mut header = MAGIC.to_vec();
    header.extend(VERSION.to_le_bytes());
    for word in [setup.lexicon.fingerprint(), book(setup), checksum(payload)] {
        header.extend(word.to_le_bytes());
    }
    header
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], PoolError> {
    let (head, rest) = bytes.split_first_chunk().ok_or(PoolError::NotAPool)?;
    *bytes = rest;
    Ok(*head)
}

impl Pool {
    /// The compiled pool as bytes, candidates included. [`Matcher::load_pool`](crate::Matcher::load_pool) reads them, under
    /// the same version of the library, lexicon and rule book. Linear.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        let (mut ids, mut id_ends) = (String::new(), Vec::with_capacity(self.len()));
        let (mut json, mut json_ends) = (Vec::new(), Vec::with_capacity(self.len()));
        for profile in self.profiles() {
            ids.push_str(profile.id());
            id_ends.push(ids.len() as u64);
            json.extend(profile.json());
            json_ends.push(json.len() as u64);
        }
        let written = Written {
            ids: &ids,
            id_ends: &id_ends,
            json: &json,
            json_ends: &json_ends,
            columns: self.columns(),
        };
        // Writing plain values into memory has no way to fail.
        let payload = postcard::to_allocvec(&written).unwrap_or_default();
        let mut bytes = header(self.setup(), &payload);
        bytes.extend(payload);
        bytes
    }

    pub(crate) fn load(mut bytes: &[u8], setup: &Arc<Setup>) -> Result<Self, PoolError> {
        let bytes = &mut bytes;
        if take(bytes)? != MAGIC {
            return Err(PoolError::NotAPool);
        }
        let found = u32::from_le_bytes(take(bytes)?);
        if found != VERSION {
            return Err(PoolError::Version { found, expected: VERSION });
        }
        let [lexicon, rules, sum] =
            [take(bytes)?, take(bytes)?, take(bytes)?].map(u64::from_le_bytes);
        if lexicon != setup.lexicon.fingerprint() {
            return Err(PoolError::Lexicon);
        }
        if rules != book(setup) {
            return Err(PoolError::RuleBook);
        }
        if sum != checksum(bytes) {
            return Err(PoolError::Damaged);
        }
        let read: Read = postcard::from_bytes(bytes).map_err(|_| PoolError::Damaged)?;
        let json: Arc<[u8]> = read.json.into();
        let (mut id_from, mut json_from) = (0, 0);
        let mut people: Vec<Profile> = Vec::with_capacity(read.id_ends.len());
        for (id_end, json_end) in read.id_ends.iter().zip(&read.json_ends) {
            let (id_end, json_end) = (*id_end as usize, *json_end as usize);
            let (Some(id), Some(_)) =
                (read.ids.get(id_from..id_end), json.get(json_from..json_end))
            else {
                return Err(PoolError::Damaged);
            };
            people.push(Profile::new(Quoted::saved(id, json.clone(), json_from..json_end), setup));
            (id_from, json_from) = (id_end, json_end);
        }
        // A checksum proves no origin: the order of the identifiers is what rankings rest on.
        let sorted = people.is_sorted_by(|a, b| a.id() < b.id());
        if !sorted || read.columns.len() != people.len() || !read.columns.is_sound() {
            return Err(PoolError::Damaged);
        }
        Ok(Self::of(people, read.columns, setup.clone()))
    }
}
