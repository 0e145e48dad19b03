//! Words in common with the text of many offers at once: each word of a person is looked up once.

use crate::{
    compile::{
        offer_fit::{OfferFit, Part, SHIFT},
        people::{People, Person},
    },
    text::StemId,
};

/// A part of some offer asks a word: its place among the parts of all, and the information of the word.
#[derive(Clone, Copy, Debug)]
struct Hit {
    place: u32,
    bits: u32,
}

/// The words that some offers ask, under the numbers of some people.
#[derive(Clone, Debug)]
pub(crate) struct WordTable {
    /// One bit for each number: whether the word is asked. Small enough to stay near; few words are.
    asked: Box<[u64; ASKED]>,
    /// By number: which row.
    row_of: Vec<u32>,
    /// Words that have no number, sorted, with their rows.
    rare: Vec<(StemId, u32)>,
    /// By row: where its hits begin, and what the word gives at most: share × credit.
    rows: Vec<(u32, u32)>,
    hits: Vec<Hit>,
    /// By offer: where its parts begin; the last is the end.
    parts: Vec<u32>,
}

/// As many bits as there are numbers of two bytes.
const ASKED: usize = (1 << 16) / 64;

impl WordTable {
    /// The words that these offers ask. Takes some time for each word asked.
    pub(crate) fn new<'a>(
        offers: impl IntoIterator<Item = Option<&'a OfferFit>>,
        people: &People,
    ) -> Self {
        let mut parts = vec![0u32];
        let mut found: Vec<(StemId, u32, Hit)> = Vec::new();
        for offer in offers {
            let first = parts.last().copied().unwrap_or(0);
            parts.push(first + offer.map_or(0, |offer| offer.parts.len()) as u32);
            let Some(offer) = offer else { continue };
            for (stem, at) in offer.asked_words().zip(0..) {
                found.extend(offer.hits_of_word(at).iter().map(|(part, bits)| {
                    let (part, bits) = (u32::from(*part), u32::from(*bits));
                    (stem, most_of(offer, part, bits), Hit { place: first + part, bits })
                }));
            }
        }
        found.sort_by_key(|(stem, ..)| *stem);
        let mut table = Self {
            asked: Box::new([0; ASKED]),
            row_of: vec![0; people.numbered()],
            rare: Vec::new(),
            rows: Vec::new(),
            hits: Vec::with_capacity(found.len()),
            parts,
        };
        for row in found.chunk_by(|(a, ..), (b, ..)| a == b) {
            let number = table.rows.len() as u32;
            table.rows.push((table.hits.len() as u32, row.iter().map(|(_, most, _)| most).sum()));
            table.hits.extend(row.iter().map(|(.., hit)| hit));
            let Some((stem, ..)) = row.first() else { continue };
            match people.number(*stem) {
                Some(word) => {
                    table.asked[usize::from(word >> 6)] |= 1 << (word & 63);
                    if let Some(row) = table.row_of.get_mut(usize::from(word)) {
                        *row = number;
                    }
                }
                None => table.rare.push((*stem, number)),
            }
        }
        table.rows.push((table.hits.len() as u32, 0));
        table
    }

    /// Calls `take` with the row of each word of a person that is asked.
    #[inline]
    fn each(&self, person: &Person<'_>, mut take: impl FnMut(usize)) {
        for stem in person.rare {
            if let Ok(at) = self.rare.binary_search_by_key(stem, |(rare, _)| *rare)
                && let Some((_, row)) = self.rare.get(at)
            {
                take(*row as usize);
            }
        }
        // First which, without a branch, then what they give: no step depends on luck.
        let mut asked = [0u16; 64];
        for words in person.words.chunks(64) {
            let mut count = 0;
            for word in words {
                asked[count & 63] = *word;
                count += (self.asked[usize::from(word >> 6)] >> (word & 63) & 1) as usize;
            }
            for word in asked.get(..count).unwrap_or_default() {
                if let Some(row) = self.row_of.get(usize::from(*word)) {
                    take(*row as usize);
                }
            }
        }
    }

    /// The points that the words of a person give at most: as if each gave its part of what all of a part's words give.
    #[inline]
    pub(crate) fn most(&self, person: &Person<'_>) -> u32 {
        let mut sum = 0;
        self.each(person, |row| sum += self.rows.get(row).map_or(0, |(_, most)| *most));
        (sum >> SHIFT) + 1
    }

    /// Appends, offer by offer and part by part, the information of the words it asks that a person has.
    pub(crate) fn count(&self, person: &Person<'_>, found: &mut Vec<u32>) {
        let from = found.len();
        found.resize(from + self.parts(), 0);
        let found = found.get_mut(from..).unwrap_or_default();
        self.each(person, |row| {
            let (Some((from, _)), Some((to, _))) = (self.rows.get(row), self.rows.get(row + 1))
            else {
                return;
            };
            for hit in self.hits.get(*from as usize..*to as usize).unwrap_or_default() {
                if let Some(sum) = found.get_mut(hit.place as usize) {
                    *sum += hit.bits;
                }
            }
        });
    }

    /// How many numbers [`count`](Self::count) appends.
    pub(crate) fn parts(&self) -> usize {
        self.parts.last().copied().unwrap_or(0) as usize
    }

    /// Of what was counted of several people: the numbers of one of them for one offer.
    #[inline]
    pub(crate) fn of<'f>(&self, found: &'f [u32], person: usize, offer: usize) -> &'f [u32] {
        let first = person * self.parts();
        match self.parts.get(offer..offer + 2) {
            Some([from, to]) => {
                found.get(first + *from as usize..first + *to as usize).unwrap_or_default()
            }
            _ => &[],
        }
    }
}

/// The same for one person and one offer.
pub(crate) fn words_in_common(offer: &OfferFit, person: &Person<'_>, people: &People) -> Vec<u32> {
    let mut found = vec![0; offer.parts.len()];
    let numbered = person.words.iter().filter_map(|word| people.stem(*word));
    for stem in numbered.chain(person.rare.iter().copied()) {
        for (part, bits) in offer.word_hits(stem) {
            if let Some(sum) = found.get_mut(usize::from(*part)) {
                *sum += u32::from(*bits);
            }
        }
    }
    found
}

/// What a word gives at most where it is asked: words in common give nothing up to a limit and then all, so that none gives
/// more than its part of the whole.
fn most_of(offer: &OfferFit, part: u32, bits: u32) -> u32 {
    match offer.parts.get(part as usize) {
        Some(Part::Terms { told, asked, .. }) => told.most_of(bits, *asked),
        _ => 0,
    }
}
