//! Words in common with the text of many offers at once: each word of a person is looked up once.

use crate::{
    compile::{
        offer_fit::{OfferFit, Part, SHIFT, Told},
        people::{People, Person, Words},
    },
    text::StemId,
};

/// A part of some offer asks a word: its place among the parts of all, and the information of the word.
#[derive(Clone, Copy, Debug)]
struct Hit {
    place: u32,
    bits: u32,
}

/// The words that some offers ask and some people have, under the numbers of these people.
#[derive(Clone, Debug)]
pub(crate) struct WordTable {
    /// By number of a word: its row; the first for all that are not asked.
    row_of: Vec<u16>,
    /// Words that have no number, sorted, with their rows.
    rare: Vec<(StemId, u32)>,
    /// By row: where its hits begin; the last is the end. The first has none.
    rows: Vec<u32>,
    hits: Vec<Hit>,
    /// By offer: where its parts begin; the last is the end.
    parts: Vec<u32>,
    /// By part: what its words give.
    told: Vec<Told>,
}

impl WordTable {
    /// The words that these offers ask. Takes some time for each word asked.
    pub(crate) fn new<'a>(
        offers: impl IntoIterator<Item = Option<&'a OfferFit>>,
        people: &People,
    ) -> Self {
        let mut parts = vec![0u32];
        let mut told: Vec<Told> = Vec::new();
        // Words by their number, and behind these the ones that have none.
        let mut found: Vec<((bool, u32), Hit)> = Vec::new();
        for offer in offers {
            let first = parts.last().copied().unwrap_or(0);
            parts.push(first + offer.map_or(0, |offer| offer.parts.len()) as u32);
            let Some(offer) = offer else { continue };
            told.extend(offer.parts.iter().map(|part| match part {
                Part::Terms { told, .. } => *told,
                _ => Told::default(),
            }));
            for (stem, at) in offer.asked_words().zip(0..) {
                let number = people.number(stem);
                if number.is_none() && !people.has_rare() {
                    // Nobody has it.
                    continue;
                }
                let word = number.map_or((true, stem), |number| (false, u32::from(number)));
                found.extend(offer.hits_of_word(at).iter().map(|(part, bits)| {
                    let (part, bits) = (u32::from(*part), u32::from(*bits));
                    (word, Hit { place: first + part, bits })
                }));
            }
        }
        found.sort_by_key(|(word, _)| *word);
        let mut table = Self {
            row_of: vec![0; people.numbered()],
            rare: Vec::new(),
            rows: vec![0, 0],
            hits: Vec::with_capacity(found.len()),
            parts,
            told,
        };
        for (row, at) in found.chunk_by(|(a, _), (b, _)| a == b).zip(1u32..) {
            table.hits.extend(row.iter().map(|(_, hit)| hit));
            table.rows.push(table.hits.len() as u32);
            match row.first() {
                Some(((true, stem), _)) => table.rare.push((*stem, at)),
                Some(((false, word), _)) => {
                    // There are fewer numbers than two bytes count.
                    if let Some(row) = table.row_of.get_mut(*word as usize) {
                        *row = at as u16;
                    }
                }
                None => {}
            }
        }
        table
    }

    /// Calls `take` with the row of each of these words that is asked.
    #[inline]
    fn each(&self, words: Words<'_>, mut take: impl FnMut(usize)) {
        for stem in words.rare {
            if let Ok(at) = self.rare.binary_search_by_key(stem, |(rare, _)| *rare)
                && let Some((_, row)) = self.rare.get(at)
            {
                take(*row as usize);
            }
        }
        // First which, without a branch, then what they give: no step depends on luck.
        let mut asked = [0u16; 64];
        for words in words.numbered.chunks(64) {
            let mut count = 0;
            for word in words {
                let row = self.row_of.get(usize::from(*word)).copied().unwrap_or(0);
                asked[count & 63] = row;
                count += usize::from(row > 0);
            }
            for row in asked.get(..count).unwrap_or_default() {
                take(usize::from(*row));
            }
        }
    }

    /// Appends, offer by offer and part by part, the information of the words it asks that are among these.
    pub(crate) fn count(&self, words: Words<'_>, found: &mut Vec<u32>) {
        let from = found.len();
        found.resize(from + self.parts(), 0);
        let found = found.get_mut(from..).unwrap_or_default();
        self.each(words, |row| {
            let Some([from, to]) = self.rows.get(row..row + 2) else { return };
            add(self.hits.get(*from as usize..*to as usize).unwrap_or_default(), found);
        });
    }

    /// The points that all words found of one person give at most: as if no part were an alternative to another.
    #[inline]
    pub(crate) fn points(&self, found: &[u32]) -> u32 {
        let shares: u32 = self.told.iter().zip(found).map(|(told, bits)| told.value(*bits)).sum();
        (shares >> SHIFT) + 1
    }

    /// The points that anybody's words give at most: as if somebody had every word that anybody has.
    pub(crate) fn most(&self) -> u32 {
        let mut all = vec![0; self.parts()];
        add(&self.hits, &mut all);
        self.points(&all)
    }

    /// The information of the words found of one person, in the place of what was counted before.
    pub(crate) fn count_alone(&self, words: Words<'_>, found: &mut Vec<u32>) {
        found.clear();
        self.count(words, found);
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

/// Adds the information of these to that of their parts.
#[inline]
fn add(hits: &[Hit], found: &mut [u32]) {
    for hit in hits {
        if let Some(sum) = found.get_mut(hit.place as usize) {
            *sum += hit.bits;
        }
    }
}

/// The same for one person and one offer.
pub(crate) fn words_in_common(offer: &OfferFit, person: &Person<'_>, people: &People) -> Vec<u32> {
    let mut found = vec![0; offer.parts.len()];
    let numbered = person.words.numbered.iter().filter_map(|word| people.stem(*word));
    for stem in numbered.chain(person.words.rare.iter().copied()) {
        for (part, bits) in offer.word_hits(stem) {
            if let Some(sum) = found.get_mut(usize::from(*part)) {
                *sum += u32::from(*bits);
            }
        }
    }
    found
}
