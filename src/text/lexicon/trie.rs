//! Phrases as sequences of stems, found longest first in one pass.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::text::similarity::slip;

/// A word of the vocabulary; see [`Vocabulary::key`].
pub(crate) type StemId = u32;

/// Keys from here on are hashes of words the vocabulary does not hold.
const UNKNOWN: StemId = 1 << 31;

/// The place of a word among those of the vocabulary; `None` of any other.
#[inline]
pub(crate) fn place_in_vocabulary(stem: StemId) -> Option<usize> {
    (stem < UNKNOWN).then_some(stem as usize)
}

/// Stands in a phrase for a stop inside a name ("hygiène, sécurité et conditions de travail").
pub(super) const STOP: StemId = StemId::MAX - 1;

/// A fast hash for short words: multiply and rotate. Its order is never looked at.
#[derive(Default)]
pub(crate) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
    fn write(&mut self, bytes: &[u8]) {
        let (whole, rest) = bytes.as_chunks::<8>();
        for word in whole {
            self.write_u64(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            let word = rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
            self.write_u64(word);
        }
    }
    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }
    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

type WordMap = HashMap<Box<str>, StemId, BuildHasherDefault<WordHasher>>; // lookup only

/// Every stem that occurs in a label or in the table of frequencies.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    ids: WordMap,
    /// Information of a word in hundredths of a bit.
    information: Vec<u16>,
    /// The long words, sorted: those that a slip of the pen may have missed.
    long: Vec<(Box<str>, StemId)>,
    /// Where in `long` the words with a beginning stand.
    begun: HashMap<u64, (u32, u32), BuildHasherDefault<WordHasher>>, // lookup only
}

/// Shorter words are told apart exactly.
const SLIPPED: usize = 7;

/// The first five bytes of a word: a slip of the pen leaves them.
fn beginning(word: &str) -> Option<u64> {
    let first = word.as_bytes().first_chunk::<5>()?;
    Some(first.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)))
}

impl Vocabulary {
    /// The identifier of a stem, made if it is new.
    pub fn add(&mut self, stem: &str, information: u16) -> StemId {
        if let Some(id) = self.ids.get(stem) {
            return *id;
        }
        let id = self.information.len() as StemId;
        self.ids.insert(stem.into(), id);
        self.information.push(information);
        id
    }

    pub fn get(&self, stem: &str) -> Option<StemId> {
        self.ids.get(stem).copied()
    }

    /// The identifier of a stem, or 31 bits of its hash for a word the vocabulary does not hold: two such words
    /// are taken for one another once in two thousand million pairs, on every machine alike.
    pub fn key(&self, stem: &str) -> StemId {
        self.get(stem).unwrap_or_else(|| {
            let mut hasher = WordHasher::default();
            hasher.write(stem.as_bytes());
            hasher.write_u8(0xff);
            UNKNOWN | (hasher.finish() >> 33) as StemId
        })
    }

    /// The same, but a long word that the vocabulary does not hold is taken for the one long word it holds that differs by
    /// a slip of the pen, if there is one; of several the most alike, then the first by the alphabet.
    pub fn nearest(&self, stem: &str) -> StemId {
        if let Some(known) = self.get(stem) {
            return known;
        }
        self.slip_of(stem).unwrap_or_else(|| self.key(stem))
    }

    /// The long word that a slip of the pen made this one of.
    fn slip_of(&self, stem: &str) -> Option<StemId> {
        let alike = |(word, id): &(Box<str>, StemId)| (slip(stem, word), *id);
        // A slip leaves the beginning of a long word; one that breaks off inside its fifth letter (it is not in the Latin
        // script) has to be left whole.
        let whole = !stem.is_char_boundary(5);
        let (from, to) = *self.begun.get(&beginning(stem).filter(|_| stem.len() >= SLIPPED)?)?;
        self.long
            .get(from as usize..to as usize)?
            .iter()
            .filter(|(word, _)| !whole || word.starts_with(stem))
            .map(alike)
            .filter(|(likeness, _)| *likeness > 0)
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, id)| id)
    }

    /// Makes [`nearest`](Self::nearest) know the words added so far.
    pub fn settle(&mut self) {
        let long = self.ids.iter().filter(|(word, _)| word.len() >= SLIPPED);
        self.long = long.map(|(word, id)| (word.clone(), *id)).collect();
        self.long.sort_unstable();
        self.begun.clear();
        let mut from = 0;
        for same in self.long.chunk_by(|a, b| beginning(&a.0) == beginning(&b.0)) {
            let to = from + same.len() as u32;
            let begun = same.first().and_then(|(word, _)| beginning(word));
            self.begun.extend(begun.map(|begun| (begun, (from, to))));
            from = to;
        }
    }

    /// The information of a word, in hundredths of a bit; a word never seen is rare.
    pub fn information(&self, key: StemId) -> u16 {
        self.information.get(key as usize).copied().unwrap_or(RARE)
    }

    pub const fn len(&self) -> usize {
        self.information.len()
    }
}

/// The information of a word that the corpus does not hold: as if it stood in one text of about four hundred.
pub(crate) const RARE: u16 = 870;

/// What a phrase stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    pub term: u32,
    /// Counts in prose only beside a term of its surroundings.
    pub ambiguous: bool,
    /// Must be printed exactly so, word by word.
    pub exact: Option<Box<[Box<str>]>>,
    /// A short acronym: in prose it must be printed with a capital.
    pub acronym: bool,
}

/// Sequences of stems in one compact tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trie {
    /// The node that a first word leads to, plus one; 0 = none.
    roots: Vec<u32>,
    /// Where the children of a node begin.
    first_child: Vec<u32>,
    children: Vec<(StemId, u32)>,
    first_entry: Vec<u32>,
    entries: Vec<Entry>,
}

impl Trie {
    /// Builds the tree of these phrases. Sorts them; linear otherwise.
    pub fn new(mut phrases: Vec<(Vec<StemId>, Entry)>, words: usize) -> Self {
        phrases.sort();
        phrases.dedup();
        let mut roots = vec![0u32; words];
        // Nodes in the order of the sorted phrases; children are gathered first, laid out after.
        let mut children: Vec<Vec<(StemId, u32)>> = Vec::new();
        let mut entries: Vec<Vec<Entry>> = Vec::new();
        let mut path: Vec<(StemId, u32)> = Vec::new();
        for (phrase, entry) in phrases {
            let shared = path.iter().zip(&phrase).take_while(|((a, _), b)| a == *b).count();
            path.truncate(shared);
            for stem in phrase.iter().skip(shared) {
                let node = children.len() as u32;
                children.push(Vec::new());
                entries.push(Vec::new());
                match path.last() {
                    None => {
                        if let Some(root) = roots.get_mut(*stem as usize) {
                            *root = node + 1;
                        }
                    }
                    Some((_, parent)) => {
                        if let Some(list) = children.get_mut(*parent as usize) {
                            list.push((*stem, node));
                        }
                    }
                }
                path.push((*stem, node));
            }
            if let Some(list) = path.last().and_then(|(_, node)| entries.get_mut(*node as usize)) {
                list.push(entry);
            }
        }
        let mut trie = Self { roots, ..Self::default() };
        for (nodes, found) in children.into_iter().zip(entries) {
            trie.first_child.push(trie.children.len() as u32);
            trie.children.extend(nodes);
            trie.first_entry.push(trie.entries.len() as u32);
            trie.entries.extend(found);
        }
        trie.first_child.push(trie.children.len() as u32);
        trie.first_entry.push(trie.entries.len() as u32);
        trie
    }

    pub fn root(&self, stem: StemId) -> Option<u32> {
        self.roots.get(stem as usize)?.checked_sub(1)
    }

    pub fn child(&self, node: u32, stem: StemId) -> Option<u32> {
        let children = slice(&self.first_child, &self.children, node);
        children
            .binary_search_by_key(&stem, |(s, _)| *s)
            .ok()
            .and_then(|i| children.get(i))
            .map(|(_, n)| *n)
    }

    pub fn entries(&self, node: u32) -> &[Entry] {
        slice(&self.first_entry, &self.entries, node)
    }
}

fn slice<'a, T>(first: &[u32], all: &'a [T], node: u32) -> &'a [T] {
    let node = node as usize;
    match (first.get(node), first.get(node + 1)) {
        (Some(from), Some(to)) => all.get(*from as usize..*to as usize).unwrap_or_default(),
        _ => &[],
    }
}
