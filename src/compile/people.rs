//! Many compiled profiles side by side: what rankings read, a few hundred bytes a person.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::{
    bits::Bits,
    draft::{Draft, count},
    mastery::{Mastery, years},
    months::{CURRENT, Month},
    profile::{
        Item, LanguageKey, Lists, NO_STINT, Source, Stint, Study, languages, licences, open_lists,
    },
    rows::{foresee, numbered},
};
use crate::{
    model::Candidate,
    text::{StemId, TermId, place_in_vocabulary},
};

/// A term of a profile with what is known of its mastery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Held {
    pub term: TermId,
    /// The row of the mastery evidenced, as if used today; of what was seen in a post, with level 0: the post's duration
    /// tells. From the bit [`MORE`] on, how many levels more there are at best; [`UNDATED`], whether the last use is not
    /// stated: long ago, or today.
    sure: u16,
    /// Last use, or end.
    last: Month,
}

/// Bits of [`Held::sure`].
const MORE: u32 = 9;
const UNDATED: u16 = 1 << 12;

const _: () = assert!(Mastery::ROWS <= 1 << MORE && 4 << MORE < UNDATED && size_of::<Held>() == 8);

impl Held {
    fn of(item: &Item) -> Self {
        // What was seen in a post stands for the levels of the post.
        let of_post = item.stint != NO_STINT;
        let (least, most) = if of_post { (0, 0) } else { item.levels() };
        let last = match item.source {
            Source::Skill | Source::Certificate => item.last,
            _ => CURRENT,
        };
        let more = u16::from(most.saturating_sub(least)) << MORE;
        let undated = if item.source == Source::Skill && item.last == 0 { UNDATED } else { 0 };
        let sure = Mastery::new(item.source, least, 0).row() as u16 | more | undated;
        Self { term: item.term, sure, last }
    }

    #[inline]
    const fn sure(&self) -> Mastery {
        Mastery::of_row(self.sure as usize)
    }

    /// Whether nothing unknown could make it better.
    pub const fn is_certain(&self) -> bool {
        self.sure >> MORE == 0
    }

    /// Where it stands.
    pub const fn source(&self) -> Source {
        Source::ALL[self.sure().source() % Source::ALL.len()]
    }

    /// The least level, and the last use.
    pub const fn grade(&self) -> (u8, Month) {
        (self.sure().level(), self.last)
    }

    /// Of something that belongs to no post: the mastery evidenced, and that with every unknown favourable.
    #[inline]
    pub const fn mastery(&self, now: Month) -> (Mastery, Mastery) {
        let years = years(self.last, now);
        let best = if self.sure & UNDATED != 0 { 0 } else { years };
        let more = (self.sure >> MORE) as u8 & 7;
        (self.sure().with(0, years), self.sure().with(more, best))
    }

    /// Of something seen in a post that stands for these levels, so many years ago.
    #[inline]
    pub const fn in_post(&self, level: (u8, u8), years: (u8, u8)) -> (Mastery, Mastery) {
        (self.sure().with(level.0, years.0), self.sure().with(level.1, years.1))
    }
}

/// Languages, licences and open lists: few distinct ones in any pool.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Papers {
    pub languages: Box<[(LanguageKey, u8)]>,
    pub licences: u32,
    pub open: Lists,
}

impl Papers {
    pub fn of(candidate: &Candidate) -> Self {
        Self {
            languages: languages(candidate),
            licences: licences(candidate),
            open: open_lists(candidate),
        }
    }
}

/// Telling words that find a number, fewer than two bytes count; any further ones are kept as they are.
const NUMBERED: usize = (1 << 16) - 1;

/// Where the lists of a person begin; those of the next one end them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    held: u32,
    stints: u32,
    words: u32,
    rare: u32,
    title_words: u32,
    studies: u32,
    study_terms: u32,
    papers: u32,
}

/// Compiled profiles, each list in one piece.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct People {
    /// One more than there are people.
    places: Vec<Place>,
    /// What belongs to no post first, of that what is certain; then, post by post, what it tells and the terms of its title.
    held: Vec<Held>,
    stints: Vec<Stint>,
    /// Telling words, as numbers of [`stems`](Self::stems), sorted.
    words: Vec<u16>,
    /// Those that found no number.
    rare: Vec<StemId>,
    title_words: Vec<(StemId, u8)>,
    studies: Vec<Study>,
    study_terms: Vec<TermId>,
    /// Distinct ones.
    papers: Vec<Papers>,
    stems: Vec<StemId>,
    /// The numbers of the stems, sorted by stem.
    order: Vec<u16>,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person<'a> {
    pub held: &'a [Held],
    pub stints: &'a [Stint],
    pub words: Words<'a>,
    pub title_words: &'a [(StemId, u8)],
    pub studies: &'a [Study],
    pub study_terms: &'a [TermId],
    pub papers: &'a Papers,
}

/// The telling words of one of them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Words<'a> {
    pub numbered: &'a [u16],
    pub rare: &'a [StemId],
}

impl Person<'_> {
    /// How many of [`held`](Self::held) belong to no post: they stand first.
    #[inline]
    pub fn in_no_post(&self) -> usize {
        let in_posts: usize = self.stints.iter().map(Stint::terms).sum();
        self.held.len().saturating_sub(in_posts)
    }
}

/// Numbers given while people are added.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    /// Those of the words of the vocabulary, by word.
    listed: Vec<Option<u16>>,
    /// Those of the others.
    unlisted: HashMap<StemId, u16, FixedState>, // lookup only
    papers: HashMap<Papers, u32, FixedState>, // lookup only
    /// Room for the items and the words of one person.
    items: Vec<u128>,
    words: Bits,
    rare: Vec<StemId>,
}

impl Numbers {
    /// The number of a word, if it was given one.
    fn stem(&self, stem: StemId) -> Option<u16> {
        match place_in_vocabulary(stem) {
            Some(place) => self.listed.get(place).copied().flatten(),
            None => self.unlisted.get(&stem).copied(),
        }
    }

    fn set_stem(&mut self, stem: StemId, number: u16) {
        let Some(place) = place_in_vocabulary(stem) else {
            self.unlisted.insert(stem, number);
            return;
        };
        if place >= self.listed.len() {
            self.listed.resize(place + 1, None);
        }
        if let Some(slot) = self.listed.get_mut(place) {
            *slot = Some(number);
        }
    }
}

/// An item as a number that sorts as people keep their items: no post first, of these the certain ones before the others;
/// then post by post, titles last in their post.
fn packed(item: &Item) -> u128 {
    let last = match item.stint {
        NO_STINT => !Held::of(item).is_certain(),
        _ => item.source == Source::Title,
    };
    let in_order = [
        (8, item.stint.wrapping_add(1).into()),
        (1, u32::from(last)),
        (32, item.term),
        (8, item.source as u32),
        (8, item.level.into()),
        (16, item.months.into()),
        (16, item.last.into()),
    ];
    in_order.into_iter().fold(0, |all, (bits, part)| all << bits | u128::from(part))
}

fn unpacked(packed: u128) -> Item {
    let source = (packed >> 40) as u8;
    Item {
        stint: ((packed >> 81) as u8).wrapping_sub(1),
        term: (packed >> 48) as TermId,
        source: Source::ALL[usize::from(source) % Source::ALL.len()],
        level: (packed >> 32) as u8,
        months: (packed >> 16) as u16,
        last: packed as u16,
    }
}

impl People {
    /// Adds a person with these papers. Linear in the draft, whose posts are told how much they hold.
    pub fn push(&mut self, draft: &mut Draft, papers: u32, numbers: &mut Numbers) {
        let mut items = std::mem::take(&mut numbers.items);
        items.clear();
        items.extend(draft.items.iter().map(packed));
        items.sort_unstable();
        items.dedup();
        for item in items.iter().copied().map(unpacked) {
            count(&mut draft.stints, &item);
            self.held.push(Held::of(&item));
        }
        numbers.items = items;
        self.stints.extend_from_slice(&draft.stints);
        self.words(draft.words.iter().copied(), numbers);
        self.title_words.extend_from_slice(&draft.title_words);
        self.studies.extend_from_slice(&draft.studies);
        self.study_terms.extend_from_slice(&draft.study_terms);
        self.place(papers);
    }

    /// Adds a person of other people.
    pub fn copy(&mut self, other: &Self, at: usize, numbers: &mut Numbers) {
        let Some(person) = other.get(at) else { return };
        self.held.extend_from_slice(person.held);
        self.stints.extend_from_slice(person.stints);
        let Words { numbered, rare } = person.words;
        let words = numbered.iter().filter_map(|n| other.stems.get(usize::from(*n)));
        self.words(words.chain(rare).copied(), numbers);
        self.title_words.extend_from_slice(person.title_words);
        self.studies.extend_from_slice(person.studies);
        self.study_terms.extend_from_slice(person.study_terms);
        let papers = self.number_of(person.papers, numbers);
        self.place(papers);
    }

    /// Adds the words of a person, each once.
    fn words(&mut self, stems: impl Iterator<Item = StemId>, numbers: &mut Numbers) {
        let mut rare = std::mem::take(&mut numbers.rare);
        for stem in stems {
            match numbers.stem(stem) {
                Some(number) => numbers.words.insert(number),
                None if self.stems.len() < NUMBERED => {
                    let number = self.stems.len() as u16;
                    self.stems.push(stem);
                    numbers.set_stem(stem, number);
                    numbers.words.insert(number);
                }
                None => rare.push(stem),
            }
        }
        numbers.words.drain(|number| self.words.push(number));
        rare.sort_unstable();
        rare.dedup();
        self.rare.append(&mut rare);
        numbers.rare = rare;
    }

    /// The number of these papers.
    pub fn number_of(&mut self, papers: &Papers, numbers: &mut Numbers) -> u32 {
        numbered(papers, &mut self.papers, &mut numbers.papers)
    }

    /// Notes where the lists of the person added last end.
    fn place(&mut self, papers: u32) {
        if self.places.is_empty() {
            self.places.push(Place::default());
        }
        if let Some(place) = self.places.last_mut() {
            place.papers = papers;
        }
        self.places.push(Place {
            held: self.held.len() as u32,
            stints: self.stints.len() as u32,
            words: self.words.len() as u32,
            rare: self.rare.len() as u32,
            title_words: self.title_words.len() as u32,
            studies: self.studies.len() as u32,
            study_terms: self.study_terms.len() as u32,
            papers: 0,
        });
    }

    /// Takes memory for so many people more, as large as those that were added.
    pub fn foresee(&mut self, more: usize) {
        let so_far = self.len();
        self.places.reserve(more);
        foresee(&mut self.held, so_far, more);
        foresee(&mut self.stints, so_far, more);
        foresee(&mut self.words, so_far, more);
        foresee(&mut self.rare, so_far, more);
        foresee(&mut self.title_words, so_far, more);
        foresee(&mut self.studies, so_far, more);
        foresee(&mut self.study_terms, so_far, more);
    }

    /// Makes ready what was added.
    pub fn finish(&mut self) {
        let mut order: Vec<u16> = (0..self.stems.len()).map(|n| n as u16).collect();
        order.sort_unstable_by_key(|n| self.stems.get(usize::from(*n)));
        self.order = order;
        self.places.shrink_to_fit();
        self.held.shrink_to_fit();
        self.stints.shrink_to_fit();
        self.words.shrink_to_fit();
        self.rare.shrink_to_fit();
        self.title_words.shrink_to_fit();
        self.studies.shrink_to_fit();
        self.study_terms.shrink_to_fit();
    }

    pub fn len(&self) -> usize {
        self.places.len().saturating_sub(1)
    }

    #[inline]
    pub fn get(&self, at: usize) -> Option<Person<'_>> {
        let [from, to] = self.places.get(at..at + 2)? else { return None };
        Some(Person {
            held: slice(&self.held, from.held, to.held),
            stints: slice(&self.stints, from.stints, to.stints),
            words: self.words_between(from, to),
            title_words: slice(&self.title_words, from.title_words, to.title_words),
            studies: slice(&self.studies, from.studies, to.studies),
            study_terms: slice(&self.study_terms, from.study_terms, to.study_terms),
            papers: self.papers.get(from.papers as usize)?,
        })
    }

    /// The telling words of one person.
    #[inline]
    pub fn words_of(&self, at: usize) -> Words<'_> {
        match self.places.get(at..at + 2) {
            Some([from, to]) => self.words_between(from, to),
            _ => Words::default(),
        }
    }

    #[inline]
    fn words_between(&self, from: &Place, to: &Place) -> Words<'_> {
        Words {
            numbered: slice(&self.words, from.words, to.words),
            rare: slice(&self.rare, from.rare, to.rare),
        }
    }

    /// Whether anybody has words without a number.
    pub fn has_rare(&self) -> bool {
        !self.rare.is_empty()
    }

    /// How many words have a number.
    pub fn numbered(&self) -> usize {
        self.stems.len()
    }

    /// The number of a word, if anybody has it under one.
    pub fn number(&self, stem: StemId) -> Option<u16> {
        let at = self
            .order
            .binary_search_by_key(&Some(&stem), |n| self.stems.get(usize::from(*n)))
            .ok()?;
        self.order.get(at).copied()
    }

    /// The word with a number.
    pub fn stem(&self, number: u16) -> Option<StemId> {
        self.stems.get(usize::from(number)).copied()
    }

    /// Bytes in all.
    pub fn size(&self) -> usize {
        size_of_val(&*self.places)
            + size_of_val(&*self.held)
            + size_of_val(&*self.stints)
            + size_of_val(&*self.words)
            + size_of_val(&*self.rare)
            + size_of_val(&*self.title_words)
            + size_of_val(&*self.studies)
            + size_of_val(&*self.study_terms)
            + size_of_val(&*self.papers)
            + size_of_val(&*self.stems)
            + size_of_val(&*self.order)
    }

    /// Whether everything lies where it is looked for: what was read from bytes need not.
    pub fn is_sound(&self) -> bool {
        let fits = |of: fn(&Place) -> u32, len: usize| {
            self.places.is_sorted_by_key(of)
                && self.places.last().map_or(0, of) as usize == len
                && self.places.first().map_or(0, of) == 0
        };
        let people = self.places.get(..self.len()).unwrap_or_default();
        fits(|p| p.held, self.held.len())
            && fits(|p| p.stints, self.stints.len())
            && fits(|p| p.words, self.words.len())
            && fits(|p| p.rare, self.rare.len())
            && fits(|p| p.title_words, self.title_words.len())
            && fits(|p| p.studies, self.studies.len())
            && fits(|p| p.study_terms, self.study_terms.len())
            && people.iter().all(|p| (p.papers as usize) < self.papers.len())
            && self.order.len() == self.stems.len()
            && self.stems.len() <= NUMBERED
    }
}

#[inline]
fn slice<T>(all: &[T], from: u32, to: u32) -> &[T] {
    all.get(from as usize..to as usize).unwrap_or_default()
}
