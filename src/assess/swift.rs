//! The fit for rankings: the same numbers as `assess::fit`, from tables, without a trace.
//!
//! What depends on the person and the date alone is looked at once ([`Seen`]), however many offers follow. A pair then costs
//! some fifty instructions for each term of the person, whatever it answers: eight lanes of a strip are multiplied and
//! compared at once, and nothing has to be guessed; lists of what each term answers, a quarter as long, took twice the time.
//! Then come one product over the lanes and a few dozen steps for each post held. Nothing is allocated once the rooms have
//! grown.

use super::{
    fit::{Credit, FULL, Tally, View, combine},
    part::value_of,
    post::{self, Told},
    time::Lasting,
};
use crate::{
    compile::{
        mastery::Mastery,
        months::Month,
        offer_fit::{CONTENT_BITS, OfferFit, SHIFT},
        people::{Held, Person},
        profile::{Lists, Source, Stint},
        sheet::{Block, Openness, STRIP, Sheet, Strip},
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
    places: Vec<Place>,
}

/// Where the items and the posts of somebody begin, and how many of the items are of which kind.
#[derive(Clone, Copy, Debug)]
struct Place {
    items: u32,
    lasting: u32,
    certain: u32,
    own: u32,
    titles: u32,
}

/// The items of one person.
struct Items<'a> {
    /// What belongs to no post: first what leaves no doubt.
    own: &'a [Item],
    certain: usize,
    /// The terms of the titles of the posts, one post after the other.
    titles: &'a [Item],
    /// What the posts tell, one after the other.
    told: &'a [Item],
}

impl<'a> Items<'a> {
    /// What may be better than what is evidenced.
    fn doubtful(&self) -> &'a [Item] {
        self.own.get(self.certain..).unwrap_or_default()
    }

    /// What each post tells.
    fn by_post(&self, stints: &'a [Stint]) -> impl Iterator<Item = &'a [Item]> {
        let mut rest = self.told;
        stints.iter().map(move |stint| {
            let (own, after) = rest.split_at_checked(stint.told as usize).unwrap_or((rest, &[]));
            rest = after;
            own
        })
    }
}

impl Seen {
    /// Forgets everybody.
    pub(crate) fn clear(&mut self) {
        self.items.clear();
        self.lasting.clear();
        self.places.clear();
    }

    /// Looks at one more person.
    pub(crate) fn look(&mut self, person: &Person<'_>, now: Month) {
        let (own, in_posts) = person.held.split_at(person.in_no_post());
        let mut place = Place {
            items: self.items.len() as u32,
            lasting: self.lasting.len() as u32,
            certain: own.partition_point(Held::is_certain) as u32,
            own: own.len() as u32,
            titles: 0,
        };
        self.items.extend(own.iter().map(|held| {
            let (sure, best) = held.mastery(now);
            Item { term: held.term, sure, best }
        }));
        self.lasting.extend(person.stints.iter().map(|stint| Lasting::of(stint, now)));
        let lasting = self.lasting.get(place.lasting as usize..).unwrap_or_default();
        // The titles of all posts, then what they tell.
        for told in [false, true] {
            let mut rest = in_posts;
            for (stint, post) in person.stints.iter().zip(lasting) {
                let (own, after) =
                    rest.split_at_checked(stint.told as usize).unwrap_or((rest, &[]));
                let (titles, after) =
                    after.split_at_checked(stint.titles as usize).unwrap_or((after, &[]));
                rest = after;
                let items = if told { own } else { titles };
                place.titles += if told { 0 } else { items.len() as u32 };
                self.items.extend(items.iter().map(|held| {
                    let (sure, best) = post.held(held);
                    Item { term: held.term, sure, best }
                }));
            }
        }
        self.places.push(place);
    }

    /// The items and the posts of the person looked at in this place.
    #[inline]
    fn of(&self, at: usize) -> (Items<'_>, &[Lasting]) {
        let end = (self.items.len(), self.lasting.len());
        let place = self.places.get(at);
        let (items, lasting) =
            place.map_or(end, |place| (place.items as usize, place.lasting as usize));
        let next = self.places.get(at + 1);
        let (to, last) = next.map_or(end, |next| (next.items as usize, next.lasting as usize));
        let items = self.items.get(items..to).unwrap_or_default();
        let count = |of: fn(&Place) -> u32| place.map_or(0, of) as usize;
        let (own, in_posts) = items.split_at_checked(count(|p| p.own)).unwrap_or_default();
        let (titles, told) = in_posts.split_at_checked(count(|p| p.titles)).unwrap_or_default();
        let items = Items { own, certain: count(|p| p.certain), titles, told };
        (items, self.lasting.get(lasting..last).unwrap_or_default())
    }
}

/// Room for the inner loop, used again for each pair.
#[derive(Clone, Debug, Default)]
pub(crate) struct SwiftRoom {
    pub seen: Seen,
    tally: Tally,
    /// By strip, for an offer with alternatives: what the whole profile answers, evidenced and with every unknown favourable.
    lanes: Vec<(Block, Block)>,
    /// By post: what it tells of the content of the work, with the profile as a whole and alone.
    told: Vec<Told>,
    stack: Vec<Credit>,
}

/// Score and potential of a pair, in basis points: exactly those of [`evaluate`](super::fit::evaluate). `room` holds the
/// person as [seen](Seen) on the date, in this place; `words` is the information of the words found, by part.
pub(crate) fn pair(
    offer: &OfferFit,
    person: &Person<'_>,
    place: usize,
    words: &[u32],
    room: &mut SwiftRoom,
) -> (u16, u16) {
    let sheet = &offer.sheet;
    let papers = person.papers;
    let Some(open) = sheet.openness(papers.open) else { return (0, 0) };
    let SwiftRoom { seen, tally, lanes, told, stack } = room;
    tally.reset(offer.trades.len(), person.stints.len());
    let (items, lasting) = seen.of(place);
    let sum = if open.all && sheet.tangled.is_empty() && post::might_be_shown(papers.open) {
        // Whatever the terms might be worth at best, the lists might hold more.
        terms::<false>(offer, person, &items, open, lanes, told)
    } else {
        terms::<true>(offer, person, &items, open, lanes, told)
    };
    titles(offer, person, &items, tally);
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
    let (mut sure, mut best) = (sum.sure, open.whole + if open.all { 0 } else { sum.best });
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
        let slot = |slot: usize| {
            let lane = usize::from(sheet.lane_of.get(slot).copied().unwrap_or(0));
            lanes.get(lane / STRIP).map_or_else(Credit::default, |(sure, best)| Credit {
                sure: u32::from(sure.get(lane % STRIP)),
                best: u32::from(best.get(lane % STRIP)),
            })
        };
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

/// What the terms of a person give: share × credit, and what is told of the work. Without `BEST` the lists that tell of the
/// work are open: at best everything is told.
fn terms<const BEST: bool>(
    offer: &OfferFit,
    person: &Person<'_>,
    items: &Items<'_>,
    open: &Openness,
    lanes: &mut Vec<(Block, Block)>,
    told: &mut Vec<Told>,
) -> Credit {
    let mut shown = Credit::default();
    let mut sum = Credit::default();
    lanes.clear();
    told.clear();
    told.resize(person.stints.len(), Told::default());
    for (strip, open) in offer.sheet.strips.iter().zip(&open.shares) {
        let mut sure = raise(strip, Block::ZERO, items.own, |item| item.sure);
        let mut best = sure;
        shown.sure += strip.content.times(&sure);
        if BEST {
            best = raise(strip, best, items.doubtful(), |item| item.best);
            shown.best += strip.content.times(&best);
        }
        let mut posts = (Block::ZERO, Block::ZERO);
        for (told, items) in told.iter_mut().zip(items.by_post(person.stints)) {
            if items.is_empty() {
                continue;
            }
            // What a post tells counts by itself, whatever else is open.
            let own = raise(strip, Block::ZERO, items, |item| item.sure);
            let own_best = raise(strip, own, items, |item| item.best);
            told.own.sure += strip.content.times(&own);
            told.own.best += strip.content.times(&own_best);
            told.whole.sure += strip.content.times(&own.max(sure));
            if BEST {
                told.whole.best += strip.content.times(&own_best.max(best));
            }
            posts = (posts.0.max(own), posts.1.max(own_best));
        }
        // A title bears no witness to itself: what is told of the work is settled by now.
        sure = raise(strip, sure.max(posts.0), items.titles, |item| item.sure);
        sum.sure += strip.shares.times(&sure);
        if BEST {
            best = raise(strip, best.max(posts.1), items.titles, |item| item.best).max(sure);
            sum.best += open.times(&best);
        }
        // Only alternatives ask for single lanes.
        if !offer.sheet.tangled.is_empty() {
            lanes.push((sure, best));
        }
    }
    for (told, items) in told.iter_mut().zip(items.by_post(person.stints)) {
        if items.is_empty() {
            told.whole = shown;
        }
        for credit in [&mut told.whole, &mut told.own] {
            credit.sure >>= CONTENT_BITS;
            credit.best >>= CONTENT_BITS;
        }
        if !BEST {
            told.whole.best = told.whole.sure;
        }
    }
    sum
}

/// The greatest credits of a strip over these items.
///
/// Never inlined: in a function of its own, the loop keeps everything in registers.
#[inline(never)]
fn raise(strip: &Strip, known: Block, items: &[Item], of: impl Fn(&Item) -> Mastery) -> Block {
    items.iter().fold(known, |known, item| strip.raise(known, item.term, of(item)))
}

/// How near each post is to the trades that the offer asks, by its title and by what it tells.
fn titles(offer: &OfferFit, person: &Person<'_>, items: &Items<'_>, tally: &mut Tally) {
    let sheet = &offer.sheet;
    let stints = person.stints.len();
    let mut titles = items.titles;
    for (at, (stint, told)) in person.stints.iter().zip(items.by_post(person.stints)).enumerate() {
        let (own, rest) = titles.split_at_checked(stint.titles as usize).unwrap_or((titles, &[]));
        titles = rest;
        near(sheet, tally, told, (at, stints), Source::Practice);
        near(sheet, tally, own, (at, stints), Source::Title);
        if let Some(field) = tally.fields.get_mut(at) {
            *field = own.iter().map(|item| sheet.field(item.term)).max().unwrap_or(0);
        }
    }
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
