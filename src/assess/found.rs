//! The evidence of a pair: which words of the profile answer which words of the offer, and how many points they give.

use std::{borrow::Cow, cmp::Reverse};

use smol_str::SmolStr;

use super::{
    evidence::{Evidence, EvidenceKind},
    fit::{BY_CONTENT, FULL, Scratch},
    part::{commanded, studied},
    quotes::Quotes,
    record::{Origin, Record},
    time::{HELD, fill},
};
use crate::{
    base::Points,
    compile::{
        offer_fit::{OfferFit, Op, Part, Weighed},
        profile::{
            Item, LanguageKey, NO_STINT, Profile, Source, item_path, language_key, language_rank,
            licence_bits,
        },
        weights::apportion_each,
    },
    model::{Candidate, Span},
    text::{Relation, TermKind},
};

/// Evidence in the making: everything is quoted, nothing copied yet.
struct Found<'a> {
    kind: EvidenceKind,
    offer: &'a str,
    offer_range: Option<Span>,
    term: Option<&'a str>,
    candidate: Cow<'a, str>,
    path: Cow<'a, str>,
    candidate_range: Option<Span>,
    level: Option<u8>,
    months: Option<u16>,
    /// Exact, in any unit common to one criterion.
    share: u64,
    points: u32,
}

impl<'a> Found<'a> {
    /// Words of a text of the profile.
    fn seen(kind: EvidenceKind, offer: &'a str, origin: &Origin<'a>, share: u64) -> Self {
        Self {
            kind,
            offer,
            offer_range: None,
            term: None,
            candidate: origin.quote().into(),
            path: origin.path.into(),
            candidate_range: Some(Span::new(origin.range.start, origin.range.end)),
            level: None,
            months: None,
            share,
            points: 0,
        }
    }

    /// Something that the profile states.
    fn stated(
        kind: EvidenceKind,
        offer: &'a str,
        candidate: impl Into<Cow<'a, str>>,
        path: String,
        level: Option<u8>,
        share: u64,
    ) -> Self {
        Self {
            kind,
            offer,
            offer_range: None,
            term: None,
            candidate: candidate.into(),
            path: path.into(),
            candidate_range: None,
            level,
            months: None,
            share,
            points: 0,
        }
    }

    fn evidence(&self) -> Evidence {
        Evidence {
            kind: self.kind,
            offer: self.offer.into(),
            offer_range: self.offer_range,
            term: self.term.map(SmolStr::from),
            candidate: self.candidate.as_ref().into(),
            path: self.path.as_ref().into(),
            candidate_range: self.candidate_range,
            level: self.level,
            months: self.months,
            points: Points::new(self.points),
        }
    }
}

/// Room for the evidence of one criterion after the other.
#[derive(Default)]
pub(super) struct Room<'a> {
    found: Vec<Found<'a>>,
    /// Parts, and the values of steps with the place from which on their parts stand.
    parts: Vec<u16>,
    stack: Vec<(u64, usize)>,
}

/// A criterion whose evidence is looked for.
#[derive(Clone, Copy)]
struct Asked<'a> {
    /// Its place in the offer.
    at: usize,
    text: &'a str,
}

/// Finds the evidence of a pair that was evaluated.
pub(super) struct Finder<'a> {
    offer: &'a OfferFit,
    quotes: &'a Quotes,
    candidate: &'a Candidate,
    profile: &'a Profile,
    record: &'a Record,
    scratch: &'a Scratch,
    /// The words of the profile that a part asks, by their places in the profile, with their information; sorted.
    words: Vec<(u16, usize, u16)>,
}

impl<'a> Finder<'a> {
    pub fn new(
        offer: &'a OfferFit,
        quotes: &'a Quotes,
        candidate: &'a Candidate,
        profile: &'a Profile,
        record: &'a Record,
        scratch: &'a Scratch,
    ) -> Self {
        let mut words = Vec::with_capacity(2 * profile.words.len());
        for (at, word) in profile.words.iter().enumerate() {
            words.extend(offer.word_hits(*word).iter().map(|(part, bits)| (*part, at, *bits)));
        }
        words.sort_unstable();
        Self { offer, quotes, candidate, profile, record, scratch, words }
    }

    /// The evidence of a criterion, its points shared out exactly.
    pub fn evidence(
        &self,
        at: usize,
        criterion: &'a Weighed,
        points: u32,
        room: &mut Room<'a>,
    ) -> Vec<Evidence> {
        if points == 0 {
            return Vec::new();
        }
        let asked = Asked { at, text: &criterion.text };
        self.choose(criterion, room);
        let Room { found, parts, .. } = room;
        found.clear();
        for number in parts.iter().copied() {
            let Some(part) = self.offer.parts.get(usize::from(number)) else { continue };
            let value = self.value(number);
            let from = found.len();
            self.part(part, number, asked, found);
            let own = found.get_mut(from..).unwrap_or_default();
            let sum: u64 = own.iter().map(|one| one.share).sum();
            // Shares of a part are brought to its value, so that parts compare.
            own.iter_mut().for_each(|one| one.share = share_of(one.share, value, sum));
        }
        apportion_each(points, found.iter_mut().map(|one| (one.share, &mut one.points)));
        found.sort_by_key(|one| Reverse(one.points));
        found.iter().map(Found::evidence).collect()
    }

    /// The exact value of a part.
    fn value(&self, part: u16) -> u64 {
        self.scratch.parts.get(usize::from(part)).map_or(0, |value| u64::from(value.sure))
    }

    /// The parts that a criterion's value comes from: of alternatives, the best.
    fn choose(&self, criterion: &Weighed, room: &mut Room<'a>) {
        let Room { parts, stack, .. } = room;
        parts.clear();
        stack.clear();
        for op in self.offer.steps(criterion) {
            let (Op::Any(count) | Op::All(count)) = op else {
                if let Op::Part(part) = op {
                    stack.push((self.value(*part), parts.len()));
                    parts.push(*part);
                }
                continue;
            };
            let first = stack.len().saturating_sub(usize::from(*count));
            let begin = stack.get(first).map_or(parts.len(), |(_, begin)| *begin);
            let group = stack.get(first..).unwrap_or_default();
            let mut value: u64 = group.iter().map(|(value, _)| *value).sum();
            if matches!(op, Op::Any(_)) {
                let ends = group.iter().skip(1).map(|(_, begin)| *begin).chain([parts.len()]);
                let spans = group.iter().zip(ends).map(|((value, from), to)| (*value, *from, to));
                // The first of the best.
                let best = spans.reduce(|best, next| if next.0 > best.0 { next } else { best });
                let (most, from, to) = best.unwrap_or((0, begin, begin));
                parts.truncate(to);
                parts.drain(begin..from);
                value = most;
            }
            stack.truncate(first);
            stack.push((value, begin));
        }
    }

    fn part(&self, part: &Part, number: u16, asked: Asked<'a>, found: &mut Vec<Found<'a>>) {
        let text = asked.text;
        match part {
            Part::Terms { slots, told, .. } => {
                self.terms(*slots, text, found);
                let words = self.scratch.words.get(usize::from(number)).copied().unwrap_or(0);
                self.text(number, u64::from(told.value(words)), asked, found);
            }
            Part::Trade { trade, months } => self.time(usize::from(*trade), *months, text, found),
            Part::Responsibility { level } => found.extend(self.responsibility(*level, text)),
            Part::Diploma { level, fields, .. } => found.extend(self.diploma(*level, fields, text)),
            Part::Language { key, .. } => found.extend(self.language(*key, text)),
            Part::Licence { bits } => self.licence(*bits, text, found),
        }
    }

    fn terms(&self, (from, to): (u16, u16), text: &'a str, found: &mut Vec<Found<'a>>) {
        for at in usize::from(from)..usize::from(to) {
            let (Some(slot), Some(credit), Some(by)) = (
                self.offer.slots.get(at),
                self.scratch.slots.get(at),
                self.scratch.slot_items.get(at),
            ) else {
                continue;
            };
            let by = *by as usize;
            let share = u64::from(slot.share) * u64::from(credit.sure);
            let (Some(item), Some(origin), 1..) =
                (self.profile.items.get(by), self.record.item(by), share)
            else {
                continue;
            };
            let printed = text.get(slot.range.clone()).filter(|t| !t.is_empty());
            let asked = printed.unwrap_or_else(|| self.offer.lexicon.name(slot.term));
            found.push(Found {
                offer: printed.unwrap_or(text),
                term: printed.is_none().then_some(asked),
                offer_range: printed.map(|_| Span::new(slot.range.start, slot.range.end)),
                level: (item.level > 0).then_some(item.level),
                months: self.months(item),
                ..Found::seen(self.kind(at, item, asked, &origin), asked, &origin, share)
            });
        }
    }

    fn kind(&self, slot: usize, item: &Item, asked: &str, origin: &Origin<'_>) -> EvidenceKind {
        let lexicon = &self.offer.lexicon;
        let term = self.offer.slots.get(slot).map(|slot| slot.term);
        match term.and_then(|term| lexicon.relation(term, item.term)) {
            Some(Relation::Same)
                if self.quotes.same_words(slot, asked, origin.quote(), lexicon) =>
            {
                EvidenceKind::Same
            }
            Some(Relation::Same) => EvidenceKind::Alias,
            Some(Relation::Narrower) => EvidenceKind::Narrower,
            Some(Relation::Broader) => EvidenceKind::Broader,
            None if lexicon.kind(item.term) == Some(TermKind::Occupation) => EvidenceKind::Trade,
            Some(Relation::Related) | None => EvidenceKind::Related,
        }
    }

    fn months(&self, item: &Item) -> Option<u16> {
        match self.scratch.lasting.get(usize::from(item.stint)) {
            Some(post) if item.stint != NO_STINT => Some(post.months()).filter(|m| *m > 0),
            _ => (item.months > 0).then_some(item.months),
        }
    }

    /// Words in common, grouped by the text they stand in.
    fn text(&self, part: u16, value: u64, asked: Asked<'a>, found: &mut Vec<Found<'a>>) {
        if value == 0 {
            return;
        }
        let text = asked.text;
        let reading = self.quotes.criterion(asked.at, text, &self.offer.lexicon);
        let from = self.words.partition_point(|(of, ..)| *of < part);
        let own = self.words.get(from..).unwrap_or_default();
        let own = own.iter().take_while(|(of, ..)| *of == part);
        let sum: u64 = own.clone().map(|(.., bits)| u64::from(*bits)).sum();
        // One word a piece, so that both sides are quoted as they stand.
        for (_, at, bits) in own {
            let share = share_of(u64::from(*bits), value, sum);
            let (Some(word), Some(origin), 1..) =
                (self.profile.words.get(*at), self.record.word(*at), share)
            else {
                continue;
            };
            let printed = reading.iter().find(|w| w.key == *word);
            let printed = printed.and_then(|w| text.get(w.range.clone())).unwrap_or(text);
            found.push(Found::seen(EvidenceKind::Text, printed, &origin, share));
        }
    }

    fn time(&self, trade: usize, asked: u16, text: &'a str, found: &mut Vec<Found<'a>>) {
        let count = self.profile.stints.len();
        let near = self.scratch.tally.near_of(trade, count, false);
        let mut first = true;
        fill(near, asked, &self.scratch.lasting, false, |at, worth, months| {
            let by = self.scratch.tally.near_items.get(trade * count + at).copied();
            let by = by.unwrap_or(u32::MAX);
            let item = self.profile.items.get(by as usize);
            let (origin, kind) = match item {
                Some(item) if item.source == Source::Title => {
                    (self.record.item(by as usize), EvidenceKind::Title)
                }
                Some(_) => (self.record.item(by as usize), EvidenceKind::Related),
                None if by == BY_CONTENT => (self.record.first_item(at), EvidenceKind::Practice),
                None => (self.record.first_word(at), EvidenceKind::Text),
            };
            let Some(origin) = origin else { return };
            let held = u64::from(worth) * u64::from(HELD) * u64::from(asked) * u64::from(first);
            first = false;
            let share = held + u64::from(worth) * u64::from(months) * u64::from(FULL - HELD);
            if share == 0 {
                return;
            }
            let seen =
                Found { months: Some(months as u16), ..Found::seen(kind, text, &origin, share) };
            // The whole title is quoted: it is the post that counts.
            let whole = matches!(kind, EvidenceKind::Title | EvidenceKind::Text);
            found.push(if whole {
                let range = Some(Span::new(0, origin.text.len()));
                Found { candidate: origin.text.into(), candidate_range: range, ..seen }
            } else {
                seen
            });
        });
    }

    fn responsibility(&self, asked: u8, text: &'a str) -> Option<Found<'a>> {
        let stints = self.profile.stints.iter().enumerate();
        let (credit, at) = stints
            .map(|(at, stint)| (commanded(asked, at, stint, &self.scratch.tally).sure, at))
            .max_by_key(|(credit, at)| (*credit, Reverse(*at)))
            .filter(|(credit, _)| *credit > 0)?;
        let (stint, list) = (self.profile.stints.get(at)?, &self.candidate.experience);
        let post = list.items().get(at)?;
        let path = item_path("experience", list, at);
        let level = Some(stint.level.max(stint.command));
        let (words, path): (Cow<'a, str>, _) = if stint.command > stint.level {
            (post.managed.unwrap_or(0).to_string().into(), path + ".managed")
        } else {
            (post.title.as_str().into(), path + ".title")
        };
        Some(Found::stated(EvidenceKind::Level, text, words, path, level, credit.into()))
    }

    fn diploma(&self, asked: u8, fields: &[(u32, u16)], text: &'a str) -> Option<Found<'a>> {
        let (profile, list) = (self.profile, &self.candidate.diplomas);
        let studies = profile.studies.iter().enumerate();
        let (credit, at) = studies
            .map(|(at, study)| (studied(asked, fields, study, &profile.study_terms).sure, at))
            .max_by_key(|(credit, at)| (*credit, Reverse(*at)))
            .filter(|(credit, _)| *credit > 0)?;
        let (study, diploma) = (profile.studies.get(at)?, list.items().get(at)?);
        let path = item_path("diplomas", list, at) + ".title";
        let level = (study.level > 0).then_some(study.level);
        let title = diploma.title.as_str();
        Some(Found::stated(EvidenceKind::Level, text, title, path, level, credit.into()))
    }

    fn language(&self, key: LanguageKey, text: &'a str) -> Option<Found<'a>> {
        let list = &self.candidate.languages;
        let (at, language) = list
            .items()
            .iter()
            .enumerate()
            .filter(|(_, l)| language_key(&l.language) == key)
            .max_by_key(|(_, l)| l.level)?;
        let path = item_path("languages", list, at);
        let level = language.level.map(language_rank);
        let name = language.language.as_str();
        Some(Found::stated(EvidenceKind::Level, text, name, path, level, 1))
    }

    fn licence(&self, bits: u32, text: &'a str, found: &mut Vec<Found<'a>>) {
        let list = &self.candidate.licences;
        for (at, licence) in list.items().iter().enumerate() {
            if licence_bits(licence) & bits != 0 {
                let (path, name) = (item_path("licences", list, at), licence.as_str());
                found.push(Found::stated(EvidenceKind::Licence, text, name, path, None, 1));
            }
        }
    }
}

/// A part of a whole, as the same part of another.
fn share_of(part: u64, of: u64, whole: u64) -> u64 {
    match part.checked_mul(of) {
        _ if whole == 0 => 0,
        Some(times) => times / whole,
        None => (u128::from(part) * u128::from(of) / u128::from(whole)) as u64,
    }
}
