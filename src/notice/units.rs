//! Directorates and services: their names, and what of the corps line the flattened page left among them.

use crate::model::printed::corps;
use crate::text::Folded;
use std::ops::Range;

use super::{header::Page, printed::is_latin, value::Value};

/// A line that names a unit, taken apart.
#[derive(Debug, Default)]
pub(super) struct Split {
    /// The unit's name.
    pub unit: Option<Value>,
    /// The unit's name where the other column tore it in two: it stands nowhere as it is.
    pub torn: Option<Value>,
    /// The service that follows the directorate on its line.
    pub service: Option<Value>,
    /// Pieces that belong to the corps line.
    pub corps: Vec<Range<usize>>,
}

/// First words of the names of services.
const SERVICES: &[&str] = &[
    "service",
    "services",
    "section",
    "secteur",
    "departement",
    "division",
    "pole",
    "bureau",
    "cellule",
    "subdivision",
    "unite",
    "etablissement",
    "mission",
    "antenne",
];

/// What leads to a service behind the name of a directorate.
const SERVICE_BEHIND: &[&str] =
    &[" - service", " - division", " - bureau", " - departement", " / service", " service :"];

/// Where the first of some phrases begins, each of which begins with a space.
pub(super) fn first_of(text: &str, phrases: &[&str]) -> Option<usize> {
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        // The first letter tells most words from all phrases.
        let begins = |phrase: &&str| {
            phrase.as_bytes().get(1) == behind.first() && rest.starts_with(phrase.as_bytes())
        };
        if *first == b' ' && phrases.iter().any(begins) {
            return Some(text.len() - rest.len());
        }
        rest = behind;
    }
    None
}

/// Where a corps line turns into the name of a unit. `Agent de service de sauvetage` names none.
pub(super) fn unit_behind(text: &str) -> Option<usize> {
    const UNITS: &[&str] =
        &[" direction d", " direction provinciale", " direction generale", " service "];
    let mut from = 0;
    loop {
        let at = from + first_of(text.get(from..)?, UNITS)?;
        let before = text.get(..at)?;
        if ![" de", " du", " d'un", " le"].iter().any(|link| before.ends_with(link)) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Whether a corps line surely names neither a unit nor a table, as most. Such a line needs no folding.
pub(super) fn surely_none(printed: &str) -> bool {
    let names = |letters: &[u8]| {
        let letters = <[u8; 4]>::try_from(letters).unwrap_or_default().map(|b| b | 0x20);
        matches!(&letters, b"dire" | b"serv" | b"tabl")
    };
    is_latin(printed) && !printed.as_bytes().windows(4).any(names)
}

/// Whether folded words begin like the name of a service.
pub(super) fn is_service(words: &str) -> bool {
    let end = words.bytes().position(|b| matches!(b, b' ' | b':'));
    end.is_some_and(|end| words.get(..end).is_some_and(|head| SERVICES.contains(&head)))
}

/// Takes a unit's line apart. `value` is where the name begins behind a label; `corps` is the last piece of the corps line: what
/// is missing at its end may stand at the end of this one.
pub(super) fn split(
    page: Page<'_>,
    range: Range<usize>,
    value: usize,
    corps: Option<Range<usize>>,
) -> Split {
    let source = page.source;
    let mut split = Split::default();
    let before = corps.and_then(|r| source.get(r)).unwrap_or_default().trim_end();
    let open = before.ends_with('/');
    let mut own = Folded::default();
    let folded = page.look(value..range.end, 2_000, &mut own);
    let text = folded.text;
    if !open && stands_alone(text) {
        split.unit = said(named(source, &range, value, range.end, text), source);
        return split;
    }
    let mut end = text.len();
    let mut tail = None;
    // ` / Informatique`, ` /Informatique ou ingénieur /Informatique (DSCGR)`, ` ou équipement : …`
    for (i, b) in text.bytes().enumerate() {
        if !matches!(b, b'/' | b' ') {
            continue;
        }
        let rest = text.get(i..).unwrap_or_default();
        let joins =
            matches!(rest.as_bytes(), [b'/', ..] | [_, b'/' | b' ', ..] | [_, b'o', b'u', ..]);
        if !open && !joins {
            continue;
        }
        let slash = rest.starts_with(['/', ' ']) && rest.trim_start().starts_with('/');
        let after = rest.trim_start_matches(['/', ' ']);
        let alternative = after.strip_prefix("ou ").filter(|_| !slash);
        if alternative.is_none() && !slash && !(open && i > 0) {
            continue;
        }
        let piece = alternative.unwrap_or(after);
        let stop = piece.find(['(', ':']).unwrap_or(piece.len());
        let own = piece.get(..stop).unwrap_or_default().trim_end();
        let first = own.split([' ', '/']).next().unwrap_or_default();
        let corps = alternative.is_some()
            && (corps::begins_corps(piece) || corps::is_domain(own) && !own.is_empty());
        let domain = (slash || open && i > 0)
            && (corps::is_domain(own)
                || slash
                    && own.split_once(" ou ").is_some_and(|(d, rest)| {
                        corps::is_domain(d) && (corps::begins_corps(rest) || corps::is_domain(rest))
                    }));
        if !first.is_empty() && (corps || domain) {
            let start = text.len() - after.len();
            split.corps.push(
                folded.source(start)
                    ..folded.source(
                        start + (piece.as_ptr() as usize - after.as_ptr() as usize) + own.len(),
                    ),
            );
            end = i;
            tail = piece.get(stop..).filter(|t| t.starts_with('(')).map(|t| text.len() - t.len());
            break;
        }
    }
    // The second half of a name that the corps line breaks off.
    if end == text.len()
        && let Some((start, _)) = text.rmatch_indices(' ').next()
        && let Some(last) = text.get(start + 1..)
        && HALVES
            .iter()
            .any(|(first, second)| *second == last && crate::text::fold(before).ends_with(first))
    {
        split.corps.push(folded.source(start + 1)..range.end);
        end = start;
    }
    // A service on the same line.
    let name = text.get(..end).unwrap_or_default();
    let service = first_of(name, SERVICE_BEHIND);
    if let Some(at) = service {
        let rest = name.get(at..).unwrap_or_default();
        let own = at + (rest.len() - rest.trim_start_matches([' ', '-', '/']).len());
        let range =
            folded.source(own)..if end < text.len() { folded.source(end) } else { range.end };
        split.service = Some(Value::new(source, range)).filter(|v| !v.is_empty(source));
        end = at;
    }
    let stop = if end < text.len() { folded.source(end) } else { range.end };
    let words = text.get(..end).unwrap_or_default();
    let mut unit = named(source, &range, value, stop, words);
    let torn = tail.is_some();
    if let Some(tail) = tail {
        let start = unit.range.start;
        let rest = folded.source(tail)..range.end;
        unit.join(source, rest.clone());
        unit.range = start..rest.end;
    }
    let unit = said(unit, source);
    if torn {
        split.torn = unit;
    } else {
        split.unit = unit;
    }
    split
}

/// Whether nothing but the name of a unit stands on its line, as on most: nothing that a slash, `ou` or a dash joins, no
/// service, and no second half of another name at the end.
fn stands_alone(text: &str) -> bool {
    let mut rest = text.as_bytes();
    let mut last = rest;
    while let [first, behind @ ..] = rest {
        let joined = match (first, behind) {
            (b'/', _) => true,
            (b' ', [b'/' | b'-' | b' ', ..] | [b'o', b'u', ..] | [b's', b'e', b'r', b'v', ..]) => {
                true
            }
            (b' ', _) => {
                last = behind;
                false
            }
            _ => false,
        };
        if joined {
            return false;
        }
        rest = behind;
    }
    !HALVES.iter().any(|(_, second)| second.as_bytes() == last)
}

/// The name of a unit, up to `stop`. `Direction : du numérique` is the Direction du numérique; `Direction : Direction du …`
/// says it twice.
fn named(source: &str, range: &Range<usize>, value: usize, stop: usize, words: &str) -> Value {
    let linked = || {
        ["du ", "de ", "des ", "d'"].iter().any(|l| words.starts_with(l))
            || qualifies(words) && text_before(source, range, value).starts_with("direction")
    };
    if value > range.start && linked() {
        let mut unit = Value::new(source, range.start..value);
        unit.cut_end(source, &[' ', ':']);
        unit.join(source, value..stop);
        unit
    } else {
        Value::new(source, value..stop)
    }
}

/// A name without what is no part of it at its end, if it says anything.
fn said(mut unit: Value, source: &str) -> Option<Value> {
    unit.cut_end(source, &[' ', ':', ',', ';', '/']);
    Some(unit).filter(|unit| !unit.is_empty(source) && !unit.is_slash(source))
}

/// Names that the page tears in two: one half on the corps line, the other at the end of the line beside it.
const HALVES: &[(&str, &str)] = &[
    ("economie", "rurale"),
    ("emploi", "fonctionnel"),
    ("adjoint", "administratif"),
    ("adjoint", "technique"),
    ("socio", "educatif"),
    ("assistant", "socio-educatif"),
    ("cadre", "socio-educatif"),
    ("sapeur-pompier", "professionnel"),
];

/// Whether a name begins with an adjective of its unit: `Direction : financière`.
fn qualifies(words: &str) -> bool {
    let mut parts = words.split(' ');
    let first = parts.next().unwrap_or_default();
    let next = parts.next().unwrap_or_default();
    let adjective = ["iere", "ieres", "ique", "iques", "ale", "ales", "elle", "elles", "enne"]
        .iter()
        .any(|e| first.ends_with(e));
    adjective && !matches!(next, "de" | "du" | "des") && !next.starts_with("d'")
        || first == "generale"
}

fn text_before(source: &str, range: &Range<usize>, value: usize) -> String {
    crate::text::fold(source.get(range.start..value).unwrap_or_default())
}

/// A piece of the corps line that carries the directorate's acronym at its end.
pub(super) fn split_corps(
    source: &str,
    range: Range<usize>,
) -> (Range<usize>, Option<Range<usize>>) {
    let words = source.get(range.clone()).unwrap_or_default();
    let bracket = words.rfind('(').filter(|at| {
        let inner = words.get(at + 1..).unwrap_or_default().trim_end().trim_end_matches(')');
        inner.len() >= 3 && inner.chars().all(|c| c.is_uppercase() || c == '-')
    });
    match bracket {
        Some(at) => (range.start..range.start + at, Some(range.start + at..range.end)),
        None => (range, None),
    }
}
