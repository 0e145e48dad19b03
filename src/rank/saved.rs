//! Pools that outlive a process: a versioned, checked binary form.
//!
//! A header (what it is, version, fingerprints of the lexicon and of the rule book's names, checksum), the candidates as
//! JSON, which stays as it is until an explanation quotes them, and, in the `postcard` format, everything compiled.

use std::{borrow::Cow, fmt, ops::Range, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    columns::Columns,
    opening::{Profile, Setup},
    pool::Pool,
    quoted::{Quoted, Texts},
};

const MAGIC: [u8; 8] = *b"adequatn";
/// Raised by every change of what is compiled or of how it is written.
const VERSION: u32 = 6;
/// Bytes of the header.
const HEADER: usize = 8 + 4 + 3 * 8;

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

/// What follows the candidates' JSON: their identifiers, one after the other, where each begins and the last one ends, the
/// same of their JSON, and everything compiled.
#[derive(Serialize)]
struct Written<'a> {
    ids: &'a str,
    id_places: &'a [u64],
    json_places: &'a [u64],
    columns: &'a Columns,
}

#[derive(Deserialize)]
struct Read {
    ids: String,
    id_places: Vec<u64>,
    json_places: Vec<u64>,
    columns: Columns,
}

/// FNV-1a over words of eight bytes, in four strands that do not wait for each other.
fn checksum(bytes: &[u8]) -> u64 {
    const STRANDS: usize = 4;
    let step = |hash: u64, word: [u8; 8]| {
        (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23)
    };
    let (words, rest) = bytes.as_chunks::<8>();
    let (rows, last) = words.as_chunks::<STRANDS>();
    let mut strands = [0xcbf2_9ce4_8422_2325, 1, 2, 3];
    for row in rows {
        for (strand, word) in strands.iter_mut().zip(row) {
            *strand = step(*strand, *word);
        }
    }
    let mut tail = [0u8; 8];
    tail.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let ends = strands.map(u64::to_le_bytes);
    let length = (bytes.len() as u64).to_le_bytes();
    let all = last.iter().chain([&tail, &length]).chain(&ends);
    all.fold(0, |hash, word| step(hash, *word))
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
        let (mut ids, mut id_places) = (String::new(), vec![0]);
        let (mut json, mut json_places) = (Vec::new(), vec![0]);
        for profile in self.profiles() {
            ids.push_str(profile.id());
            id_places.push(ids.len() as u64);
            profile.write_json(&mut json);
            json_places.push(json.len() as u64);
        }
        let written = Written {
            ids: &ids,
            id_places: &id_places,
            json_places: &json_places,
            columns: self.columns(),
        };
        // Writing plain values into memory has no way to fail.
        let rest = postcard::to_allocvec(&written).unwrap_or_default();
        let length = (json.len() as u64).to_le_bytes();
        let mut bytes = Vec::with_capacity(HEADER + length.len() + json.len() + rest.len());
        bytes.resize(HEADER, 0);
        bytes.extend(length);
        bytes.append(&mut json);
        bytes.extend(rest);
        let header = header(self.setup(), bytes.get(HEADER..).unwrap_or_default());
        bytes.iter_mut().zip(header).for_each(|(to, from)| *to = from);
        bytes
    }

    /// Bytes that are given away are kept as far as they hold the candidates; of others that part is copied.
    pub(crate) fn load(bytes: Cow<'_, [u8]>, setup: &Arc<Setup>) -> Result<Self, PoolError> {
        let (json, Read { ids, id_places, mut json_places, columns }) = read(&bytes, setup)?;
        json_places.iter_mut().for_each(|place| *place = place.saturating_add(json.start as u64));
        let json = match bytes {
            Cow::Owned(mut bytes) => {
                bytes.truncate(json.end);
                bytes.shrink_to_fit();
                bytes
            }
            Cow::Borrowed(bytes) => bytes.get(..json.end).unwrap_or_default().to_vec(),
        };
        let n = columns.len();
        let texts = Texts::new(n, (ids, id_places), (json, json_places));
        let texts = Arc::new(texts.filter(|_| columns.is_sound()).ok_or(PoolError::Damaged)?);
        let person = |at| Profile::new(Quoted::Saved(texts.clone(), at), setup);
        let people = (0..n as u32).map(person).collect();
        Ok(Self::of(people, columns, setup.clone()))
    }
}

/// Checks a saved pool and takes it apart: where its JSON stands, and the rest.
fn read(all: &[u8], setup: &Setup) -> Result<(Range<usize>, Read), PoolError> {
    let bytes = &mut &*all;
    if take(bytes)? != MAGIC {
        return Err(PoolError::NotAPool);
    }
    let found = u32::from_le_bytes(take(bytes)?);
    if found != VERSION {
        return Err(PoolError::Version { found, expected: VERSION });
    }
    let [lexicon, rules, sum] = [take(bytes)?, take(bytes)?, take(bytes)?].map(u64::from_le_bytes);
    if lexicon != setup.lexicon.fingerprint() {
        return Err(PoolError::Lexicon);
    }
    if rules != book(setup) {
        return Err(PoolError::RuleBook);
    }
    if sum != checksum(bytes) {
        return Err(PoolError::Damaged);
    }
    let length = u64::from_le_bytes(take(bytes).map_err(|_| PoolError::Damaged)?);
    let start = all.len() - bytes.len();
    let rest = bytes.get(length as usize..).ok_or(PoolError::Damaged)?;
    let read = postcard::from_bytes(rest).map_err(|_| PoolError::Damaged)?;
    Ok((start..start + length as usize, read))
}
