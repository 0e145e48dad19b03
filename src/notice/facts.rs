//! What the fields of the header mean.

use crate::model::printed::{
    corps::{self, Corps},
    dates,
    doors::{self, Modes, Named},
    residence,
};
use crate::text::{Folded, Quote, View};
use std::ops::Range;

use super::{
    body::{self, Placed},
    fields::Fields,
    header::{Header, Page},
    labels::{Label, Part},
    remark::{Remark, RemarkKind},
    scan::Mark,
    units,
};
use crate::{
    base::PartialDate,
    model::{Availability, AvailabilityKind, Reference, ResidenceRule, Span},
    text::fold,
};

/// What the header says, understood.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub fields: Fields,
    pub reference: Option<(Reference, Range<usize>)>,
    pub availability: Availability,
    pub published: Option<PartialDate>,
    pub closing: Option<PartialDate>,
    pub amended: Option<PartialDate>,
    pub corps: Vec<Corps>,
    pub rules: Vec<residence::Rule>,
    pub modes: Modes,
    pub seats: Option<u32>,
    /// What is doubtful, in the order of the text.
    pub remarks: Vec<Remark>,
}

impl Facts {
    /// Understands the header and reports what is doubtful.
    pub(super) fn read(page: Page<'_>, header: &Header, lines: &[Placed]) -> Self {
        let source = page.source;
        let remarks = &mut Vec::new();
        let fields = Fields::of(page, header, remarks);
        let mut facts = Self {
            reference: fields.reference.as_ref().and_then(|q| reference(page, q.range.clone())),
            ..Self::default()
        };
        facts.published = day(page, &fields.published, "date de dépôt", remarks);
        facts.closing = day(page, &fields.closing, "date limite de candidature", remarks);
        facts.amended = day(page, &fields.amended, "date de clôture initiale", remarks);
        if let (Some(published), Some(closing)) = (facts.published, facts.closing)
            && closing.latest() < published.earliest()
        {
            let kind = RemarkKind::ClosingBeforePublication { closing, published };
            remarks.push(Remark { kind, span: fields.closing.as_ref().map(Quote::span) });
        }
        if let Some(quote) = fields.availability.as_ref().or(fields.mission.as_ref()) {
            facts.availability = availability(&page.words(quote));
        }
        if header.table {
            remarks.push(Remark { kind: RemarkKind::SeveralPosts, span: None });
        }
        facts.corps = corps_of(page, &header.corps);
        if facts.corps.is_empty() && fields.mission.is_none() {
            facts.corps = corps_of_table(source, &fields, lines);
        }
        facts.modes = Modes { contract_only: fields.mission.is_some(), named: named(&fields) };
        facts.rules = rules_of(page, header, &facts.corps, remarks);
        facts.seats = seats(&fields);
        report_cut_off(source, lines, remarks);
        for (missing, field) in [
            (fields.title.is_none(), "titre"),
            (facts.reference.is_none(), "référence"),
            (fields.employer.is_none(), "employeur"),
            (facts.corps.is_empty() && fields.mission.is_none(), "corps"),
            (facts.closing.is_none(), "date limite de candidature"),
        ] {
            if missing {
                remarks.push(Remark { kind: RemarkKind::MissingField { field }, span: None });
            }
        }
        remarks.sort_by_key(|r| r.span.map_or(usize::MAX, |s| s.start));
        facts.remarks = std::mem::take(remarks);
        facts.fields = fields;
        facts
    }
}

/// Reports a part that breaks off at the end of the text.
fn report_cut_off(source: &str, lines: &[Placed], remarks: &mut Vec<Remark>) {
    if lines.iter().any(|l| matches!(l.part, Part::Contact | Part::Answer)) {
        return;
    }
    let Some((part, range)) = body::last_line(lines) else { return };
    let words = source.get(range.clone()).unwrap_or_default();
    if !words.trim_end().ends_with(['.', ';', '!', ':'])
        && !matches!(part, Part::Presentation | Part::Header)
    {
        let kind = RemarkKind::SectionCutOff { section: Label::Part(part).name() };
        remarks.push(Remark { kind, span: Some(Span::new(range.start, range.end)) });
    }
}

/// The routes of *Mode de recrutement*.
fn named(fields: &Fields) -> Named {
    fields.mode.as_ref().map_or_else(Named::default, |mode| Named::parse(&fold(&mode.text)))
}

fn day(
    page: Page<'_>,
    quote: &Option<Quote>,
    field: &'static str,
    remarks: &mut Vec<Remark>,
) -> Option<PartialDate> {
    let quote = quote.as_ref()?;
    let Some(found) = dates::find(&page.words(quote)) else {
        let kind = RemarkKind::UnreadValue { field, value: quote.text.clone() };
        remarks.push(Remark { kind, span: Some(quote.span()) });
        return None;
    };
    if let (Some(printed), Some(day)) = (found.weekday, found.date.day())
        && day.weekday().to_monday_one_offset() != printed
    {
        let kind = RemarkKind::WeekdayContradictsDate { date: found.date };
        remarks.push(Remark { kind, span: Some(quote.span()) });
    }
    Some(found.date)
}

/// `3134-25-0176/SR du 24 janvier 2025`, `25 - 56832/MPRH du 02 mai 2025`, `N°3134-…`.
fn reference(page: Page<'_>, range: Range<usize>) -> Option<(Reference, Range<usize>)> {
    let mut own = Folded::default();
    let folded = page.look(range, 400, &mut own);
    let words = folded.text;
    let end = units::first_of(words, &[" du "]).unwrap_or(words.len());
    let head = words.get(..end).unwrap_or_default();
    let from = head.find(|c: char| c.is_ascii_digit())?;
    let (number, service) = match head.get(from..)?.split_once('/') {
        Some((number, service)) => (number, Some(service)),
        None => (head.get(from..)?, None),
    };
    let number: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    let number = number.trim_matches(['-', '.', '/']).to_owned();
    let service = service
        .map(|s| s.split(' ').next().unwrap_or_default().trim_matches(['.', ',']).to_uppercase())
        .filter(|s| !s.is_empty());
    let date = dates::find(words.get(end..).unwrap_or_default());
    let stop = match date {
        Some(date) => end + date.end,
        None => end,
    };
    // Dots where the number was left open are no number.
    let complete = number.bytes().filter(u8::is_ascii_digit).count() >= 4
        && !number.contains("..")
        && !number.contains('…');
    let date = date.map(|d| d.date);
    let span = folded.span(from..stop);
    complete.then_some((Reference { number, service, date }, span))
}

fn availability(words: &str) -> Availability {
    let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
    let date = dates::find(words).map(|d| d.date);
    let prospective = has(&["susceptible"]);
    let immediate = has(&[
        "immediat",
        "des que possible",
        "au plus tot",
        "plus vite",
        "meilleurs delais",
        "de suite",
    ]);
    if prospective {
        Availability { kind: AvailabilityKind::Prospective, date }
    } else if immediate {
        Availability { kind: AvailabilityKind::Immediate, date: None }
    } else if date.is_some() {
        Availability { kind: AvailabilityKind::From, date }
    } else {
        Availability::default()
    }
}

/// The pieces of a corps line, read as one.
fn corps_of(page: Page<'_>, pieces: &[Range<usize>]) -> Vec<Corps> {
    let Some(first) = pieces.first() else { return Vec::new() };
    if let [only] = pieces {
        let mut own = Folded::default();
        return corps::parse(page.look(only.clone(), 4_000, &mut own));
    }
    // Pieces lie apart in the text: they are folded one after the other, as if printed so.
    let mut folded = Folded::new(page.source, first.clone(), 4_000);
    for piece in pieces.iter().skip(1).take(16) {
        folded.append_view(Folded::new(page.source, piece.clone(), 4_000).whole());
    }
    let mut found = corps::parse(folded.whole());
    for corps in &mut found {
        corps.pieces = pieces.iter().take(17).cloned().collect();
    }
    found
}

/// The corps where the line is empty: the cells of a table of posts under *Corps*, else the title where it is the name of
/// a corps of care.
fn corps_of_table(source: &str, fields: &Fields, lines: &[Placed]) -> Vec<Corps> {
    let mut found: Vec<Corps> = Vec::new();
    let mut column = None;
    for placed in lines {
        let Mark::Cell(cell) = placed.line.mark else { continue };
        let folded = Folded::new(source, placed.line.range(), 200);
        let folded: View<'_> = folded.whole();
        if folded.text.starts_with("corps") {
            column = Some(cell);
        } else if column == Some(cell) && corps::begins_corps(folded.text) {
            for corps in corps::parse(folded) {
                if !found.iter().any(|c| c.key == corps.key) {
                    found.push(corps);
                }
            }
        }
    }
    if found.is_empty()
        && let Some(title) = &fields.title
    {
        let folded = Folded::new(source, title.range.clone(), 200);
        found = corps::parse(folded.whole());
        found.retain(|c| doors::is_care(&c.key));
    }
    found
}

fn rules_of(
    page: Page<'_>,
    header: &Header,
    corps: &[Corps],
    remarks: &mut Vec<Remark>,
) -> Vec<residence::Rule> {
    let source = page.source;
    let mut rules = Vec::new();
    let mut direct = None;
    for (range, of_direct) in &header.residence {
        let mut own = Folded::default();
        let line = residence::parse_folded(page.look(range.clone(), 4_000, &mut own), *of_direct);
        if *of_direct {
            direct = direct.or(Some(range.clone()));
        }
        if line.unread {
            let value = source.get(range.clone()).unwrap_or_default().to_owned();
            let kind = RemarkKind::UnreadValue { field: "durée de résidence", value };
            remarks.push(Remark { kind, span: Some(Span::new(range.start, range.end)) });
        }
        rules.extend(line.rules);
    }
    if let Some(range) = direct
        && !rules.iter().any(|r| r.direct)
    {
        rules.push(doors::bare_direct(range));
    }
    for corps in corps {
        // A duration that names the corps leaves it out of those that name none.
        let named =
            rules.iter().any(|r| !r.corps.is_empty() && !doors::concerns(r, corps).is_empty());
        for rule in rules.iter().filter(|r| !named || !r.corps.is_empty()) {
            usual_residence(source, rule, corps, remarks);
        }
    }
    rules
}

/// Compares with what notices usually print: a warning, never a correction.
fn usual_residence(source: &str, rule: &residence::Rule, corps: &Corps, remarks: &mut Vec<Remark>) {
    let Some(printed) = (match rule.rule {
        ResidenceRule::AtLeast { years } => Some(years),
        ResidenceRule::NoMinimum => Some(0),
        ResidenceRule::NotStated => None,
    }) else {
        return;
    };
    let Some(scope) = doors::concerns(rule, corps).first().copied() else { return };
    let grades = match scope {
        Some(scope) if !scope.grades.is_empty() => &scope.grades,
        _ => &corps.grades,
    };
    let domains = match scope {
        Some(scope) if !scope.domains.is_empty() => &scope.domains,
        _ => &corps.domains,
    };
    let Some(usual) = doors::usual_years(&corps.key, grades, domains) else { return };
    if usual != printed {
        let corps = corps.quote(source, &corps.name).text;
        let kind = RemarkKind::UnusualResidence { corps, printed, usual };
        let span = Some(Span::new(rule.range.start, rule.range.end));
        let remark = Remark { kind, span };
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }
}

fn seats(fields: &Fields) -> Option<u32> {
    let leading = |text: &str| -> Option<u32> {
        // A number of another script is folded to digits; letters are none.
        if text.starts_with(|c: char| c.is_ascii() && !c.is_ascii_digit()) {
            return None;
        }
        let folded = fold(text);
        let number: String = folded.chars().take_while(char::is_ascii_digit).collect();
        let rest = folded.get(number.len()..)?.trim_start();
        let plausible = (1..=2).contains(&number.len())
            && rest.starts_with(|c: char| c.is_alphabetic())
            && !["er ", "ere ", "eme ", "h ", "e "].iter().any(|s| rest.starts_with(s));
        plausible.then(|| number.parse().ok()).flatten().filter(|n| *n > 0)
    };
    let posts = |text: &str| {
        let number = leading(text)?;
        let folded = fold(text);
        // `1 poste à pourvoir au …`, `1 poste susceptible …` are two.
        let words: Vec<&str> = folded.split(' ').skip(1).collect();
        let more: u32 = words
            .windows(2)
            .filter(|pair| {
                pair.get(1).is_some_and(|w| w.starts_with("poste") || w.starts_with("susceptible"))
            })
            .filter_map(|pair| pair.first()?.parse::<u8>().ok())
            .map(u32::from)
            .sum();
        ["poste", "vacant", "susceptible"]
            .iter()
            .any(|w| folded.contains(w))
            .then_some(number + more)
    };
    fields
        .seats
        .as_ref()
        .and_then(|q| leading(&format!("{} x", q.text)))
        .or_else(|| fields.title.as_ref().and_then(|q| leading(&q.text)))
        .or_else(|| fields.availability.as_ref().and_then(|q| posts(&q.text)))
        .or(Some(1))
}
