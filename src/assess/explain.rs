//! The same numbers as the ranking's, with the evidence of each.

use super::{
    evidence::{Bands, Component, CriterionFit, Evidence, EvidenceKind, Fit},
    fit::{BY_CONTENT, Credit, FULL, Scratch, evaluate},
    record::{Origin, Record},
    settle::settle,
    time::{HELD, fill},
};
use crate::{
    base::Points,
    compile::{
        months::Month,
        offer_fit::{OfferFit, Op, Part, Weighed},
        profile::{self, Item, LanguageKey, NO_STINT, Profile, Source, language_key, licence_bits},
        weights::apportion,
    },
    model::{Candidate, Span},
    text::{Lexicon, Relation, TermKind},
};

/// A compiled profile with where everything of it stands.
#[derive(Debug)]
pub(crate) struct Traceable {
    profile: Profile,
    record: Record,
}

impl Traceable {
    /// Compiles a candidate. Linear in its texts.
    pub(crate) fn new(candidate: &Candidate, lexicon: &Lexicon) -> Self {
        let mut record = Record::default();
        let profile = profile::compile(candidate, lexicon, &mut record);
        record.settle();
        Self { profile, record }
    }
}

/// Explains the fit of a pair: the numbers of the ranking, found slot by slot.
pub(crate) fn explain(
    offer: &OfferFit,
    candidate: &Candidate,
    Traceable { profile, record }: &Traceable,
    now: Month,
    bands: Bands,
) -> Fit {
    let mut scratch = Scratch::default();
    let (score, potential) = evaluate(offer, profile, now, &mut scratch);
    let e = Explainer { offer, candidate, profile, record, s: &scratch };
    let exact = |credit: fn(&Credit) -> u32| -> Vec<u64> {
        scratch.criteria.iter().map(|value| u64::from(credit(value))).collect()
    };
    let points = settle(score, &exact(|k| k.sure), None);
    let potentials = settle(potential, &exact(|k| k.best), Some(&points));
    let components = offer
        .groups
        .iter()
        .map(|group| {
            let range = usize::from(group.criteria.0)..usize::from(group.criteria.1);
            let criteria: Vec<CriterionFit> = range
                .filter_map(|at| {
                    let criterion = offer.criteria.get(at)?;
                    let (points, potential) = (*points.get(at)?, *potentials.get(at)?);
                    Some(CriterionFit {
                        text: criterion.text.clone(),
                        span: criterion.span,
                        weight: Points::new(criterion.weight),
                        points: Points::new(points),
                        potential: Points::new(potential),
                        evidence: e.evidence(criterion, points),
                    })
                })
                .collect();
            let sum = |of: fn(&CriterionFit) -> Points| {
                Points::new(criteria.iter().map(|c| u32::from(of(c).get())).sum())
            };
            Component {
                category: group.category,
                weight: Points::new(group.applied),
                suggested: Points::new(group.suggested),
                preferred: group.preferred.map(|p| Points::new(p.into())),
                points: sum(|c| c.points),
                potential: sum(|c| c.potential),
                criteria,
            }
        })
        .collect();
    let score = Points::new(score.into());
    Fit { score, potential: Points::new(potential.into()), band: bands.band(score), components }
}

struct Explainer<'a> {
    offer: &'a OfferFit,
    candidate: &'a Candidate,
    profile: &'a Profile,
    record: &'a Record,
    s: &'a Scratch,
}

/// Evidence with its exact share, in any unit common to one criterion.
type Shared = (Evidence, u64);

impl Explainer<'_> {
    /// The evidence of a criterion, its points shared out exactly.
    fn evidence(&self, criterion: &Weighed, points: u32) -> Vec<Evidence> {
        let mut found: Vec<Shared> = Vec::new();
        for part in self.chosen(criterion) {
            let Some(kind) = self.offer.parts.get(usize::from(part)) else { continue };
            let value = self.s.parts.get(usize::from(part)).map_or(0, |v| u64::from(v.sure));
            let mut own = self.part(kind, part, &criterion.text);
            own.retain(|(_, share)| *share > 0);
            let sum: u64 = own.iter().map(|(_, share)| share).sum();
            for (evidence, share) in own {
                // Shares of a part are brought to its value, so that parts compare.
                found.push((evidence, u128_share(share, value, sum)));
            }
        }
        if points == 0 {
            return Vec::new();
        }
        let shares: Vec<u64> = found.iter().map(|(_, share)| *share).collect();
        let parts = apportion(points, &shares);
        let mut evidence: Vec<Evidence> = found
            .into_iter()
            .zip(parts)
            .map(|((e, _), points)| Evidence { points: Points::new(points), ..e })
            .collect();
        evidence.sort_by_key(|e| std::cmp::Reverse(e.points));
        evidence
    }

    /// The parts that a criterion's value comes from: of alternatives, the best.
    fn chosen(&self, criterion: &Weighed) -> Vec<u16> {
        let mut stack: Vec<(u64, Vec<u16>)> = Vec::new();
        for op in self.offer.steps(criterion) {
            match op {
                Op::Part(part) => {
                    let value = self.s.parts.get(usize::from(*part));
                    stack.push((value.map_or(0, |v| u64::from(v.sure)), vec![*part]));
                }
                Op::Any(count) => {
                    let from = stack.len().saturating_sub(usize::from(*count));
                    let mut best = (0, Vec::new());
                    for alternative in stack.drain(from..) {
                        if alternative.0 > best.0 || best.1.is_empty() {
                            best = alternative;
                        }
                    }
                    stack.push(best);
                }
                Op::All(count) => {
                    let from = stack.len().saturating_sub(usize::from(*count));
                    let (mut sum, mut parts) = (0, Vec::new());
                    for (value, own) in stack.drain(from..) {
                        sum += value;
                        parts.extend(own);
                    }
                    stack.push((sum, parts));
                }
            }
        }
        stack.pop().map(|(_, parts)| parts).unwrap_or_default()
    }

    fn part(&self, part: &Part, number: u16, text: &str) -> Vec<Shared> {
        match part {
            Part::Terms { slots, told, .. } => {
                let mut found = self.terms(*slots, text);
                let words = self.s.words.get(usize::from(number)).copied().unwrap_or(0);
                self.text(number, u64::from(told.value(words)), text, &mut found);
                found
            }
            Part::Trade { trade, months } => self.time(usize::from(*trade), *months, text),
            Part::Responsibility { level } => self.responsibility(*level, text),
            Part::Diploma { level, fields, .. } => self.diploma(*level, fields, text),
            Part::Language { key, .. } => self.language(*key, text),
            Part::Licence { bits } => self.licence(*bits, text),
        }
    }

    fn terms(&self, (from, to): (u16, u16), text: &str) -> Vec<Shared> {
        let mut found = Vec::new();
        for at in usize::from(from)..usize::from(to) {
            let (Some(slot), Some(credit), Some(by)) =
                (self.offer.slots.get(at), self.s.slots.get(at), self.s.slot_items.get(at))
            else {
                continue;
            };
            let by = *by as usize;
            let Some(item) = self.profile.items.get(by) else { continue };
            let Some(origin) = &self.record.item(by) else { continue };
            let printed = text.get(slot.range.clone()).filter(|t| !t.is_empty());
            let asked = printed.unwrap_or_else(|| self.offer.lexicon.name(slot.term));
            let evidence = self.of(self.kind(slot.term, item, asked, origin), asked, origin);
            let evidence = Evidence {
                offer: printed.unwrap_or(text).to_owned(),
                term: printed.is_none().then(|| asked.to_owned()),
                offer_range: printed.map(|_| Span::new(slot.range.start, slot.range.end)),
                level: (item.level > 0).then_some(item.level),
                months: self.months(item),
                ..evidence
            };
            found.push((evidence, u64::from(slot.share) * u64::from(credit.sure)));
        }
        found
    }

    fn kind(&self, asked: u32, item: &Item, printed: &str, origin: &Origin<'_>) -> EvidenceKind {
        let lexicon = &self.offer.lexicon;
        let answers = lexicon.answers(asked);
        let relation = answers
            .binary_search_by_key(&item.term, |(t, ..)| *t)
            .ok()
            .and_then(|at| answers.get(at));
        match relation.map(|(.., relation)| *relation) {
            Some(Relation::Same) if lexicon.same_words(printed, origin.quote()) => {
                EvidenceKind::Same
            }
            Some(Relation::Same) => EvidenceKind::Alias,
            Some(Relation::Narrower) => EvidenceKind::Narrower,
            Some(Relation::Broader) => EvidenceKind::Broader,
            None if lexicon.kind(item.term) == Some(TermKind::Occupation) => EvidenceKind::Trade,
            Some(Relation::Related) | None => EvidenceKind::Related,
        }
    }

    fn of(&self, kind: EvidenceKind, asked: &str, origin: &Origin<'_>) -> Evidence {
        Evidence {
            kind,
            offer: asked.to_owned(),
            offer_range: None,
            term: None,
            candidate: origin.quote().to_owned(),
            path: origin.path.to_owned(),
            candidate_range: Some(Span::new(origin.range.start, origin.range.end)),
            level: None,
            months: None,
            points: Points::ZERO,
        }
    }

    fn months(&self, item: &Item) -> Option<u16> {
        match self.s.lasting.get(usize::from(item.stint)) {
            Some(post) if item.stint != NO_STINT => Some(post.months()).filter(|m| *m > 0),
            _ => (item.months > 0).then_some(item.months),
        }
    }

    /// Words in common, grouped by the text they stand in.
    fn text(&self, part: u16, value: u64, text: &str, found: &mut Vec<Shared>) {
        if value == 0 {
            return;
        }
        let reading = self.offer.lexicon.read(text);
        let mut words: Vec<(&str, Origin<'_>, u64)> = Vec::new();
        for (at, word) in self.profile.words.iter().enumerate() {
            let Some((_, bits)) = self.offer.word_hits(*word).iter().find(|(p, _)| *p == part)
            else {
                continue;
            };
            let Some(origin) = self.record.word(at) else { continue };
            let asked = reading.words.iter().find(|w| w.key == *word);
            let asked = asked.and_then(|w| text.get(w.range.clone())).unwrap_or(text);
            words.push((asked, origin, u64::from(*bits)));
        }
        let sum: u64 = words.iter().map(|(.., bits)| bits).sum();
        // One word a piece, so that both sides are quoted as they stand.
        for (asked, origin, bits) in words {
            let evidence = self.of(EvidenceKind::Text, asked, &origin);
            found.push((evidence, u128_share(bits, value, sum)));
        }
    }

    fn time(&self, trade: usize, asked: u16, text: &str) -> Vec<Shared> {
        let mut found: Vec<Shared> = Vec::new();
        let count = self.profile.stints.len();
        let near = self.s.tally.near_of(trade, count, false);
        fill(near, asked, &self.s.lasting, false, |at, worth, months| {
            let by = self.s.tally.near_items.get(trade * count + at).copied().unwrap_or(u32::MAX);
            let by_content = by == BY_CONTENT;
            let by = (by as usize, self.profile.items.get(by as usize));
            let origin = match by {
                (by, Some(_)) => self.record.item(by),
                (_, None) if by_content => self.record.first_item(at),
                (_, None) => self.record.first_word(at),
            };
            let by = by.1;
            let Some(origin) = origin else { return };
            let kind = match by {
                Some(item) if item.source == Source::Title => EvidenceKind::Title,
                Some(_) => EvidenceKind::Related,
                None if by_content => EvidenceKind::Practice,
                None => EvidenceKind::Text,
            };
            let held = if found.is_empty() {
                u64::from(worth) * u64::from(HELD) * u64::from(asked)
            } else {
                0
            };
            let share = held + u64::from(worth) * u64::from(months) * u64::from(FULL - HELD);
            // The whole title is quoted: it is the post that counts.
            let whole = matches!(kind, EvidenceKind::Title | EvidenceKind::Text);
            let evidence = Evidence {
                candidate: if whole { origin.text } else { origin.quote() }.to_owned(),
                candidate_range: Some(if whole {
                    Span::new(0, origin.text.len())
                } else {
                    Span::new(origin.range.start, origin.range.end)
                }),
                months: Some(months as u16),
                ..self.of(kind, text, &origin)
            };
            found.push((evidence, share));
        });
        found
    }

    fn responsibility(&self, asked: u8, text: &str) -> Vec<Shared> {
        let best = self
            .profile
            .stints
            .iter()
            .enumerate()
            .map(|(at, stint)| (super::part::commanded(asked, at, stint, &self.s.tally).sure, at))
            .max_by_key(|(credit, at)| (*credit, std::cmp::Reverse(*at)));
        let Some((credit @ 1.., at)) = best else { return Vec::new() };
        let (Some(stint), Some(post)) =
            (self.profile.stints.get(at), self.candidate.experience.items().get(at))
        else {
            return Vec::new();
        };
        let path = profile::item_path("experience", &self.candidate.experience, at);
        let by_command = stint.command > stint.level;
        let managed = post.managed.unwrap_or(0).to_string();
        let evidence = plain(
            EvidenceKind::Level,
            text,
            if by_command { &managed } else { &post.title },
            path + if by_command { ".managed" } else { ".title" },
            Some(stint.level.max(stint.command)),
        );
        vec![(evidence, u64::from(credit))]
    }

    fn diploma(&self, asked: u8, fields: &[(u32, u16)], text: &str) -> Vec<Shared> {
        let best = self
            .profile
            .studies
            .iter()
            .enumerate()
            .map(|(at, study)| {
                (super::part::studied(asked, fields, study, &self.profile.study_terms).sure, at)
            })
            .max_by_key(|(credit, at)| (*credit, std::cmp::Reverse(*at)));
        let Some((credit @ 1.., at)) = best else { return Vec::new() };
        let (Some(study), Some(diploma)) =
            (self.profile.studies.get(at), self.candidate.diplomas.items().get(at))
        else {
            return Vec::new();
        };
        let path = profile::item_path("diplomas", &self.candidate.diplomas, at) + ".title";
        let level = (study.level > 0).then_some(study.level);
        vec![(plain(EvidenceKind::Level, text, &diploma.title, path, level), u64::from(credit))]
    }

    fn language(&self, key: LanguageKey, text: &str) -> Vec<Shared> {
        let languages = &self.candidate.languages;
        let best = languages
            .items()
            .iter()
            .enumerate()
            .filter(|(_, l)| language_key(&l.language) == key)
            .max_by_key(|(_, l)| l.level);
        let Some((at, language)) = best else { return Vec::new() };
        let path = profile::item_path("languages", languages, at);
        let level = language.level.map(profile::language_rank);
        vec![(plain(EvidenceKind::Level, text, &language.language, path, level), 1)]
    }

    fn licence(&self, bits: u32, text: &str) -> Vec<Shared> {
        let licences = &self.candidate.licences;
        let mut found = Vec::new();
        for (at, licence) in licences.items().iter().enumerate() {
            if licence_bits(licence) & bits != 0 {
                let path = profile::item_path("licences", licences, at);
                found.push((plain(EvidenceKind::Licence, text, licence, path, None), 1));
            }
        }
        found
    }
}

fn plain(
    kind: EvidenceKind,
    offer: &str,
    candidate: &str,
    path: String,
    level: Option<u8>,
) -> Evidence {
    Evidence {
        kind,
        offer: offer.to_owned(),
        offer_range: None,
        term: None,
        candidate: candidate.to_owned(),
        path,
        candidate_range: None,
        level,
        months: None,
        points: Points::ZERO,
    }
}

fn u128_share(part: u64, of: u64, whole: u64) -> u64 {
    if whole == 0 { 0 } else { (u128::from(part) * u128::from(of) / u128::from(whole)) as u64 }
}
