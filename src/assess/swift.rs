//! The fit for rankings: the same numbers as `assess::fit`, from tables, without a trace.
//!
//! What depends on the person and the date alone is looked at once ([`Seen`]), however many offers follow; a pair then costs
//! one multiplication and two comparisons for each lane that a term answers, one product over the lanes, and a few dozen
//! steps for each post held. Nothing is allocated once the rooms have grown.

use super::{
    fit::{Credit, FULL, Tally, View, combine},
    part::value_of,
    post::{self, Told},
    time::Lasting,
};
use crate::{
    compile::{
        mastery::{Mastery, Worth},
        months::Month,
        offer_fit::{CONTENT_BITS, OfferFit, Part, SHIFT},
        people::{People, Person},
        profile::{Lists, Source, Stint},
        sheet::{LANES, Sheet},
    },
    text::TermId,
};

/// A term with its mastery on a date: evidenced, and with every unknown favourable.
#[derive(Clone, Copy, Debug)]
struct Item {
    term: TermId,
    sure: Mastery,
    best: Mastery,
}

/// People on a date.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    items: Vec<Item>,
    lasting: Vec<Lasting>,
    /// Where the items and the posts of each begin.
    first: Vec<(u32, u32)>,
}

impl Seen {
    /// Forgets everybody.
    pub(crate) fn clear(&mut self) {
        self.items.clear();
        self.lasting.clear();
        self.first.clear();
    }

    /// Looks at one more person.
    pub(crate) fn look(&mut self, person: &Person<'_>, now: Month) {
        self.first.push((self.items.len() as u32, self.lasting.len() as u32));
        let (own, mut rest) = person.held.split_at(person.in_no_post());
        self.items.extend(own.iter().map(|held| {
            let (sure, best) = held.mastery(now);
            Item { term: held.term, sure, best }
        }));
        for stint in person.stints {
            let post = Lasting::of(stint, now);
            let (own, after) =
                rest.split_at_checked((stint.told + stint.titles) as usize).unwrap_or((rest, &[]));
            rest = after;
            self.items.extend(own.iter().map(|held| {
                let (sure, best) = post.held(held);
                Item { term: held.term, sure, best }
            }));
            self.lasting.push(post);
        }
    }

    /// The items and the posts of the person looked at in this place.
    #[inline]
    fn of(&self, place: usize) -> (&[Item], &[Lasting]) {
        let end = (self.items.len() as u32, self.lasting.len() as u32);
        let from = self.first.get(place).copied().unwrap_or(end);
        let to = self.first.get(place + 1).copied().unwrap_or(end);
        (
            self.items.get(from.0 as usize..to.0 as usize).unwrap_or_default(),
            self.lasting.get(from.1 as usize..to.1 as usize).unwrap_or_default(),
        )
    }
}

/// By the number of a word in some people: what the offer gives for it; 0 = not asked.
///
/// A word that one part asks stands here with the part and its information, under a mark; one that several parts ask with
/// its place among the words of the offer, from 1.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordTable {
    rows: Vec<u32>,
    /// By the number of a word: share × credit that it gives at most.
    most: Vec<u32>,
}

/// The mark of a word that one part asks: its part stands in fifteen bits, its information in sixteen.
const ONE_PART: u32 = 1 << 31;

impl WordTable {
    /// The words that an offer asks, under the numbers of these people.
    pub(crate) fn new(offer: &OfferFit, people: &People) -> Self {
        let numbered = people.numbered();
        let mut table = Self { rows: vec![0; numbered], most: vec![0; numbered] };
        for (stem, at) in offer.asked_words().zip(0u32..) {
            let Some(number) = people.number(stem) else { continue };
            let number = usize::from(number);
            let (Some(row), Some(most)) = (table.rows.get_mut(number), table.most.get_mut(number))
            else {
                continue;
            };
            *most = most_of(offer, offer.hits_of_word(at as usize));
            *row = match offer.hits_of_word(at as usize) {
                [(part, bits)] if u32::from(*part) < ONE_PART >> 16 => {
                    ONE_PART | u32::from(*part) << 16 | u32::from(*bits)
                }
                _ => at + 1,
            };
        }
        table
    }

    /// The points that the words of a person give at most: as if each gave its part of what all of a part's words give.
    #[inline]
    pub(crate) fn most(&self, offer: &OfferFit, person: &Person<'_>) -> u32 {
        let numbered = person.words.iter().filter_map(|word| self.most.get(usize::from(*word)));
        let sum: u32 = numbered.sum();
        let rare = person.rare.iter().map(|stem| most_of(offer, offer.word_hits(*stem)));
        ((sum + rare.sum::<u32>()) >> SHIFT) + 1
    }

    /// By part: the information of the words it asks that a person has.
    pub(crate) fn count(&self, offer: &OfferFit, person: &Person<'_>, found: &mut Vec<u32>) {
        found.clear();
        found.resize(offer.parts.len(), 0);
        let add = |found: &mut [u32], hits: &[(u16, u16)]| {
            for (part, bits) in hits {
                if let Some(sum) = found.get_mut(usize::from(*part)) {
                    *sum += u32::from(*bits);
                }
            }
        };
        for stem in person.rare {
            add(found, offer.word_hits(*stem));
        }
        for word in person.words {
            let row = self.rows.get(usize::from(*word)).copied().unwrap_or(0);
            if row & ONE_PART != 0 {
                if let Some(sum) = found.get_mut((row >> 16 & 0x7FFF) as usize) {
                    *sum += row & 0xFFFF;
                }
            } else if row != 0 {
                add(found, offer.hits_of_word(row as usize - 1));
            }
        }
    }
}

/// What a word gives at most where it is asked: words in common give nothing up to a limit and then all, so that none gives
/// more than its part of the whole.
fn most_of(offer: &OfferFit, hits: &[(u16, u16)]) -> u32 {
    hits.iter()
        .map(|(part, bits)| match offer.parts.get(usize::from(*part)) {
            Some(Part::Terms { told, asked, .. }) => told.most_of(u32::from(*bits), *asked),
            _ => 0,
        })
        .sum()
}

/// Credits by lane, as blocks of whole registers.
#[derive(Clone, Debug)]
struct Credits {
    sure: Box<[u16; LANES]>,
    /// Only where it is more than `sure`, until [`settle`](Self::settle).
    best: Box<[u16; LANES]>,
}

impl Default for Credits {
    fn default() -> Self {
        Self { sure: Box::new([0; LANES]), best: Box::new([0; LANES]) }
    }
}

/// The greater of both, element by element.
#[inline]
fn raise(to: &mut [u16], from: &[u16]) {
    let (to, from) = (to.as_chunks_mut::<8>().0, from.as_chunks::<8>().0);
    for (to, from) in to.iter_mut().zip(from) {
        for (a, b) in to.iter_mut().zip(from) {
            *a = (*a).max(*b);
        }
    }
}

impl Credits {
    #[inline]
    fn clear(&mut self, lanes: usize) {
        for all in [&mut self.sure, &mut self.best] {
            all.get_mut(..lanes).unwrap_or_default().fill(0);
        }
    }

    /// What these items answer: evidenced, and with every unknown favourable where `BEST`.
    #[inline]
    fn raise<const BEST: bool>(&mut self, sheet: &Sheet, items: &[Item]) {
        for item in items {
            let hits = sheet.hits(item.term);
            let worth = Worth::of(item.sure);
            for hit in hits {
                let known = &mut self.sure[hit.lane()];
                *known = (*known).max(worth.credit(hit.strength(), hit.kind()));
            }
            if BEST && item.sure != item.best {
                let worth = Worth::of(item.best);
                for hit in hits {
                    let known = &mut self.best[hit.lane()];
                    *known = (*known).max(worth.credit(hit.strength(), hit.kind()));
                }
            }
        }
    }

    /// What is evidenced is possible.
    #[inline]
    fn settle(&mut self, lanes: usize) {
        raise(
            self.best.get_mut(..lanes).unwrap_or_default(),
            self.sure.get(..lanes).unwrap_or_default(),
        );
    }

    /// The greater of both, lane by lane.
    #[inline]
    fn merge(&mut self, other: &Self, lanes: usize) {
        let pairs = [(&mut self.sure, &other.sure), (&mut self.best, &other.best)];
        for (own, other) in pairs {
            raise(own.get_mut(..lanes).unwrap_or_default(), other.get(..lanes).unwrap_or_default());
        }
    }

    fn of(&self, lane: usize) -> Credit {
        let at = |all: &[u16; LANES]| u32::from(all[lane & (LANES - 1)]);
        Credit { sure: at(&self.sure), best: at(&self.best) }
    }
}

/// Weights times credits; both are whole blocks.
#[inline]
fn product(weights: &[u16], credits: &[u16; LANES]) -> u32 {
    let mut sums = [0u32; 8];
    let (weights, credits) = (weights.as_chunks::<8>().0, credits.as_chunks::<8>().0);
    for (weights, credits) in weights.iter().zip(credits) {
        for ((sum, weight), credit) in sums.iter_mut().zip(weights).zip(credits) {
            *sum += u32::from(*weight) * u32::from(*credit);
        }
    }
    sums.iter().sum()
}

/// Room for the inner loop, used again for each pair.
#[derive(Clone, Debug, Default)]
pub(crate) struct SwiftRoom {
    pub seen: Seen,
    pub words: Vec<u32>,
    tally: Tally,
    /// Of the profile: what belongs to no post first, in the end everything.
    all: Credits,
    /// Of one post; and of all posts, but their titles.
    own: Credits,
    posts: Credits,
    told: Vec<Told>,
    stack: Vec<Credit>,
}

/// Score and potential of a pair, in basis points: exactly those of [`evaluate`](super::fit::evaluate). `room` holds the
/// person as [seen](Seen) on the date, in this place, and the [words](WordTable::count).
pub(crate) fn pair(
    offer: &OfferFit,
    person: &Person<'_>,
    place: usize,
    room: &mut SwiftRoom,
) -> (u16, u16) {
    let sheet = &offer.sheet;
    let papers = person.papers;
    let Some(open) = sheet.openness(papers.open) else { return (0, 0) };
    let SwiftRoom { seen, words, tally, all, own, posts, told, stack } = room;
    tally.reset(offer.trades.len(), person.stints.len());
    let (items, lasting) = seen.of(place);
    let credits = [&mut *all, own, posts];
    if open.all && sheet.tangled.is_empty() && post::might_be_shown(papers.open) {
        // Whatever the terms might be worth at best, the lists might hold more.
        terms::<false>(offer, person, items, tally, credits, told);
    } else {
        terms::<true>(offer, person, items, tally, credits, told);
    }
    let view = View {
        stints: person.stints,
        lasting,
        title_words: person.title_words,
        studies: person.studies,
        study_terms: person.study_terms,
        languages: &papers.languages,
        licences: papers.licences,
        open: papers.open,
    };
    post::by_words(offer, &view, tally);
    post::weigh(offer, &view, tally, |stint| told.get(stint).copied().unwrap_or_default());
    let mut sure = product(&sheet.shares, &all.sure);
    let mut best = open.whole;
    if !open.all {
        best += product(&open.shares, &all.best);
    }
    for ((part, told), closed) in sheet.told.iter().zip(&open.told) {
        let value = told.value(words.get(usize::from(*part)).copied().unwrap_or(0));
        sure += value;
        best += if *closed { value } else { 0 };
    }
    let value = |at: u16| {
        let at = usize::from(at);
        let Some(part) = offer.parts.get(at) else { return Credit::default() };
        let share = offer.shares.get(at).copied().unwrap_or(0);
        let words = words.get(at).copied().unwrap_or(0);
        let slot = |slot: usize| all.of(usize::from(sheet.lane_of.get(slot).copied().unwrap_or(0)));
        value_of(part, share, offer, &view, tally, words, slot)
    };
    for part in &sheet.others {
        let value = value(*part);
        sure += value.sure;
        best += value.best;
    }
    for criterion in sheet.tangled.iter().filter_map(|at| offer.criteria.get(usize::from(*at))) {
        let value = combine(offer.steps(criterion), |at| value(at as u16), stack);
        sure += value.sure;
        best += value.best;
    }
    ((sure >> SHIFT) as u16, (best >> SHIFT) as u16)
}

/// What the terms of a person answer: credits by lane, what each post is worth by its title, and what is told of the work.
/// Without `BEST` the lists that tell of the work are open: at best everything is told.
fn terms<const BEST: bool>(
    offer: &OfferFit,
    person: &Person<'_>,
    items: &[Item],
    tally: &mut Tally,
    [all, own, posts]: [&mut Credits; 3],
    told: &mut Vec<Told>,
) {
    let sheet = &offer.sheet;
    let lanes = sheet.lanes;
    let stints = person.stints.len();
    let content = |credits: &Credits| {
        let sure = product(&sheet.content, &credits.sure) >> CONTENT_BITS;
        let best = if BEST { product(&sheet.content, &credits.best) >> CONTENT_BITS } else { sure };
        Credit { sure, best }
    };
    told.clear();
    all.clear(lanes);
    let (items, in_posts) = items.split_at_checked(person.in_no_post()).unwrap_or_default();
    all.raise::<BEST>(sheet, items);
    all.settle(lanes);
    let shown = content(all);
    let mut any_told = false;
    for (at, items, _) in by_post(person.stints, in_posts) {
        if items.is_empty() {
            told.push(Told { whole: shown, own: Credit::default() });
            continue;
        }
        if !any_told {
            posts.clear(lanes);
            any_told = true;
        }
        own.clear(lanes);
        // What a post tells counts by itself, whatever else is open.
        own.raise::<true>(sheet, items);
        own.settle(lanes);
        posts.merge(own, lanes);
        let practised = Credit {
            sure: product(&sheet.content, &own.sure) >> CONTENT_BITS,
            best: product(&sheet.content, &own.best) >> CONTENT_BITS,
        };
        own.merge(all, lanes);
        told.push(Told { whole: content(own), own: practised });
        near(sheet, tally, items, (at, stints), Source::Practice);
    }
    // A title bears no witness to itself: what is told of the work is settled by now.
    for (at, _, titles) in by_post(person.stints, in_posts) {
        all.raise::<BEST>(sheet, titles);
        near(sheet, tally, titles, (at, stints), Source::Title);
        if let Some(field) = tally.fields.get_mut(at) {
            *field = titles.iter().map(|item| sheet.field(item.term)).max().unwrap_or(0);
        }
    }
    if any_told {
        all.merge(posts, lanes);
    }
    if BEST {
        all.settle(lanes);
    }
}

/// Post by post, what it tells and the terms of its title.
fn by_post<'a>(
    stints: &'a [Stint],
    mut rest: &'a [Item],
) -> impl Iterator<Item = (usize, &'a [Item], &'a [Item])> {
    stints.iter().enumerate().map(move |(at, stint)| {
        let (told, after) = rest.split_at_checked(stint.told as usize).unwrap_or((rest, &[]));
        let (titles, after) = after.split_at_checked(stint.titles as usize).unwrap_or((after, &[]));
        rest = after;
        (at, told, titles)
    })
}

/// How near a post is to the trades that the offer asks, by these terms.
fn near(
    sheet: &Sheet,
    tally: &mut Tally,
    items: &[Item],
    (post, posts): (usize, usize),
    source: Source,
) {
    let Some(told) = post::told_of_trade(source) else { return };
    for item in items {
        for hit in sheet.trades(item.term) {
            let near = (u32::from(hit.credit) * told / FULL) as u16;
            if let Some(known) = tally.near.get_mut(usize::from(hit.slot) * posts + post) {
                *known = (*known).max(near);
            }
        }
    }
}

const _: () = assert!(Lists::ALL.0 == 127, "a table by open lists has 128 rows");
