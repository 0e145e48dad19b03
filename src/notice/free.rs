//! Lines of the header without a label.

use std::ops::Range;

use super::{
    header::{Header, Page, Stray, corps_value, set, unit},
    labels::Label,
    printed::is_plain,
    scan::{Line, Mark},
    telling::may_begin,
    units,
    value::Value,
};
use crate::{
    model::printed::{corps, dates, residence},
    text::{View, breaks_off, continues},
};

/// Puts a line without a label, folded, where its form says.
pub(super) fn free(
    header: &mut Header,
    page: Page<'_>,
    range: Range<usize>,
    line: Line,
    folded: View<'_>,
) {
    let source = page.source;
    let words = folded.text;
    let adjacent = std::mem::replace(&mut header.adjacent, false);
    let waits = |label: Label| header.pending.iter().any(|(l, _)| *l == label);
    let has_corps = !header.corps.is_empty() || waits(Label::Corps);
    if words.is_empty() {
        header.adjacent = adjacent;
        return;
    }
    if matches!(line.mark, Mark::Cell(_)) && is_table_of_posts(words) {
        header.table = true;
        return;
    }
    if is_number(words) {
        // A number of posts under its label; else that of a page, which comes between a label and its value.
        if adjacent && header.last == Some(Label::Seats) && waits(Label::Seats) {
            set(header, source, Label::Seats, Value::new(source, range));
        } else {
            header.adjacent = adjacent;
        }
        return;
    }
    if header.reference.is_none() && is_reference(words) {
        set(header, source, Label::Reference, Value::new(source, range));
        return;
    }
    if is_mission(words) {
        let value = Value::new(source, range.clone());
        match &mut header.mission {
            Some(mission) => mission.join(source, range),
            None => header.mission = Some(value),
        }
        return;
    }
    if words.starts_with("la nouvelle-caledonie recrute") {
        header.mission.get_or_insert_with(|| Value::new(source, range));
        return;
    }
    // The second half of the residence label, or a duration.
    if !header.residence.is_empty()
        && (residence::looks_like(words)
            || words.starts_with("pour le recrutement")
            || words.starts_with("sur titre")
            || words == "/")
    {
        header.pending.retain(|(l, _)| !matches!(l, Label::Residence | Label::DirectResidence));
        let direct = header.direct || words.contains("recrutement direct");
        header.residence.push((range, direct));
        header.last = Some(Label::Residence);
        header.adjacent = true;
        return;
    }
    let mut dates = header
        .pending
        .iter()
        .map(|(l, _)| *l)
        .filter(|l| matches!(l, Label::Published | Label::Closing));
    let next_date = dates.next().filter(|_| is_date(words));
    let only = dates.next().is_none();
    if let Some(label) = next_date
        && only
        && adjacent
        && header.last == Some(label)
    {
        set(header, source, label, Value::new(source, range));
        return;
    }
    if waits(Label::Availability) && is_availability(words) {
        set(header, source, Label::Availability, Value::new(source, range));
        header.last = Some(Label::Availability);
        return;
    }
    // `1 poste susceptible d'être à pourvoir`, below the label or the line for another post.
    if words.starts_with(|c: char| c.is_ascii_digit())
        && (words.contains("a pourvoir") || words.contains("vacant"))
        && words.len() < 100
    {
        match &mut header.availability {
            None => set(header, source, Label::Availability, Value::new(source, range)),
            Some(known) => known.join(source, range),
        }
        return;
    }
    if let Some(label) = next_date {
        set(header, source, label, Value::new(source, range));
        return;
    }
    // The label just before takes what follows, whatever it looks like, if no other waits for words.
    if let Some(label) = only_waiting(header, adjacent)
        && !(words.starts_with("direction") && header.directorate.is_none())
        && !(label == Label::Respnc && units::is_service(words))
    {
        header.adjacent = true;
        set(header, source, label, Value::new(source, range));
        return;
    }
    let corps_open = || {
        let open = |s: &str| breaks_off(s) || s.trim_end().ends_with(['/', ',']);
        waits(Label::Corps)
            || header.corps.last().is_none_or(|r| source.get(r.clone()).is_some_and(open))
    };
    if has_corps && range.len() < 200 && is_corps_piece(words, corps_open) {
        header.pending.retain(|(l, _)| *l != Label::Corps);
        let split = match units::unit_behind(words) {
            Some(_) => (range, None),
            None => units::split_corps(source, range),
        };
        corps_value(header, page, split.0);
        if let (Some(rest), Some(directorate)) = (split.1, header.directorate.as_mut()) {
            directorate.join(source, rest);
        }
        return;
    }
    if words.starts_with("direction") && has_corps | header.employer.is_some() && words.len() < 300
    {
        header.last = Some(Label::Directorate);
        header.adjacent = true;
        unit(header, page, Label::Directorate, range.clone(), range.start);
        return;
    }
    if units::is_service(words)
        && (has_corps || header.directorate.is_some() || header.employer.is_some())
        && words.len() < 200
    {
        header.last = Some(Label::Service);
        header.adjacent = true;
        unit(header, page, Label::Service, range.clone(), range.start);
        return;
    }
    // The label just before, else the oldest that waits for words.
    let next = header
        .pending
        .iter()
        .rev()
        .find(|(l, _)| adjacent && header.last == Some(*l) && wants(*l))
        .or_else(|| header.pending.iter().find(|(l, _)| wants(*l) && *l != Label::Corps))
        .map(|(l, _)| *l);
    if let Some(next) = next {
        header.last = Some(next);
        header.adjacent = true;
        match next {
            Label::Directorate => unit(header, page, next, range.clone(), range.start),
            Label::Corps => {
                header.pending.retain(|(l, _)| *l != Label::Corps);
                corps_value(header, page, range);
            }
            _ => set(header, source, next, Value::new(source, range)),
        }
        return;
    }
    if adjacent && goes_on(header, source, &range) {
        header.adjacent = true;
        return;
    }
    if open_value(header, source, &range) {
        return;
    }
    stray(header, range, line.mark);
}

/// Keeps a line that no field takes.
pub(super) fn stray(header: &mut Header, range: Range<usize>, mark: Mark) {
    header.stray.push(Stray {
        range,
        mark,
        early: header.corps.is_empty()
            && header.residence.is_empty()
            && header.directorate.is_none(),
        before_reference: header.reference.is_none(),
    });
    header.adjacent = false;
}

/// Whether a line before all labels, such as the title, surely says nothing that has a form, so that no field takes it. It
/// needs no folding.
pub(super) fn has_no_form(source: &str, range: Range<usize>) -> bool {
    let words = source.get(range.clone()).unwrap_or_default();
    let letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte == 0xc3;
    let named = match words.as_bytes() {
        // With a letter in front it is no number, no reference and no number of posts.
        [first, ..] if letter(first) => true,
        [b'0'..=b'9', b' ', name @ ..] | [b'0'..=b'9', b'0'..=b'9', b' ', name @ ..] => {
            name.first().is_some_and(letter) && !may_be_number_of_posts(name)
        }
        _ => false,
    };
    named && !may_be_mission(words.as_bytes()) && !may_begin(words) && is_plain(source, range)
}

/// Whether what stands behind a number can be `postes à pourvoir` or `vacants`, and the line not just a title; with a slash
/// it may be a reference.
fn may_be_number_of_posts(words: &[u8]) -> bool {
    let told = |pair: &[u8]| match pair {
        [first, second] => match first | 0x20 {
            b'p' => matches!(second | 0x20, b'o' | ACCENT),
            b'v' => matches!(second | 0x20, b'a' | ACCENT),
            _ => *first == b'/',
        },
        _ => false,
    };
    words.windows(2).any(told)
}

/// What stands in front of a letter with an accent, as if it were a capital.
const ACCENT: u8 = 0xc3 | 0x20;

/// Whether a line can be a piece of the sentence of a fixed-term mission, printed in whatever letters of French: `cru` and
/// `ctu` stand in its words.
fn may_be_mission(words: &[u8]) -> bool {
    const CEDILLA: u8 = 0xa7;
    let told = |three: &[u8]| match three {
        [first, second, third] => {
            matches!(first | 0x20, b'c' | CEDILLA)
                && matches!(second | 0x20, b'r' | b't')
                && matches!(third | 0x20, b'u' | ACCENT)
        }
        _ => false,
    };
    words.len() >= SHORTEST_OF_MISSIONS.len()
        && (matches!(words, [b'p' | b'P', ..]) || words.windows(3).any(told))
}

const SHORTEST_OF_MISSIONS: &str = "pour les besoins d";

/// Whether a label waits for words.
const fn wants(label: Label) -> bool {
    matches!(
        label,
        Label::Employer
            | Label::Directorate
            | Label::Service
            | Label::Workplace
            | Label::Respnc
            | Label::Mode
            | Label::Corps
            | Label::Reference
    )
}

/// The label of the line before, if it is the only one that still waits for words.
fn only_waiting(header: &Header, adjacent: bool) -> Option<Label> {
    let mut waiting = header.pending.iter().map(|(l, _)| *l).filter(|l| wants(*l));
    let label = header.last.filter(|_| adjacent)?;
    let only = waiting.next() == Some(label) && waiting.next().is_none();
    (only && matches!(label, Label::Workplace | Label::Respnc | Label::Mode | Label::Service))
        .then_some(label)
}

/// Whether folded words are a piece of the sentence of a fixed-term mission.
fn is_mission(words: &str) -> bool {
    // Most lines are shorter than what would tell.
    words.len() >= SHORTEST_OF_MISSIONS.len()
        && (words.starts_with(SHORTEST_OF_MISSIONS)
            || words.contains("mission ponctuelle")
            || words.contains("recrute") && words.contains("pour les besoins"))
}

/// Whether folded words are a date and little else.
fn is_date(words: &str) -> bool {
    words.len() < 40 && dates::find(words).is_some_and(|d| d.end + 2 >= words.len())
}

/// Whether folded words are a number and no date: `2`, `1/2`, `…/…`.
fn is_number(words: &str) -> bool {
    let mark = |b: u8| b.is_ascii_digit() || matches!(b, b'/' | b'.' | b'-' | b' ');
    words.bytes().all(mark) && words != "/" && dates::find(words).is_none()
}

/// Joins a line to the value before it where that breaks off, or the line begins in the middle of a sentence.
fn goes_on(header: &mut Header, source: &str, range: &Range<usize>) -> bool {
    let slot = match header.last {
        Some(Label::Employer) => &mut header.employer,
        Some(Label::Directorate) => &mut header.directorate,
        Some(Label::Service) => &mut header.service,
        Some(Label::Workplace) => &mut header.workplace,
        Some(Label::Availability) => &mut header.availability,
        Some(Label::Respnc) => &mut header.respnc,
        _ => return false,
    };
    let words = source.get(range.clone()).unwrap_or_default();
    match slot {
        Some(value) if breaks_off(&value.words(source)) || continues(words) => {
            value.join(source, range.clone());
            true
        }
        _ => false,
    }
}

/// Whether folded words say when a post is to be filled.
fn is_availability(words: &str) -> bool {
    const SIGNS: &[&str] = &[
        "immediat",
        "susceptible",
        "des que possible",
        "au plus tot",
        "meilleurs delais",
        "vacant",
        "vacants",
        "reorganisation",
        "mobilite interne",
        "a compter",
        "a partir",
        "null",
    ];
    words.len() < 160 && (SIGNS.iter().any(|s| words.contains(s)) || dates::find(words).is_some())
}

/// Whether a cell heads a table of several posts.
pub(super) fn is_table_of_posts(words: &str) -> bool {
    matches!(
        words,
        "poste" | "postes" | "intitule du poste" | "intitule des postes" | "nombre de postes"
    ) || words.starts_with("corps/")
        || words.starts_with("corps /")
}

/// Whether folded words are a reference that lost its label: `24-54789/MPRH du 26/12/2024`.
fn is_reference(words: &str) -> bool {
    words.len() < 60
        && words.starts_with(|c: char| c.is_ascii_digit())
        && words.split_once('/').is_some_and(|(number, rest)| {
            number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b' '))
                && rest.starts_with(|c: char| c.is_ascii_lowercase())
        })
}

/// Whether a free line is a piece of the corps line.
fn is_corps_piece(words: &str, open: impl Fn() -> bool) -> bool {
    let alternative = words.strip_prefix("ou ");
    if let Some(rest) = alternative {
        return corps::begins_corps(rest)
            || corps::is_domain(rest)
            || corps::grade(first(rest)).is_some();
    }
    if words.starts_with("grade ") || words.starts_with("/ ") {
        return true;
    }
    const SECOND: &[&str] =
        &["socio-educatif", "administratif", "technique", "fonctionnel", "rurale"];
    if SECOND.contains(&first(words)) && words.len() < 120 {
        return true;
    }
    open()
        && (corps::begins_corps(words)
            || corps::is_domain(words)
            || corps::grade(first(words)).is_some())
}

fn first(words: &str) -> &str {
    words.split(' ').next().unwrap_or_default()
}

/// Joins words that begin in the middle of a sentence to a value that breaks off further up.
fn open_value(header: &mut Header, source: &str, range: &Range<usize>) -> bool {
    let words = source.get(range.clone()).unwrap_or_default();
    if !continues(words) {
        return false;
    }
    let open = [
        &mut header.availability,
        &mut header.employer,
        &mut header.workplace,
        &mut header.directorate,
        &mut header.service,
    ]
    .into_iter()
    .flatten()
    .find(|value| breaks_off(&value.words(source)));
    match open {
        Some(value) => {
            value.join(source, range.clone());
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{has_no_form, is_mission, is_number, is_reference};
    use proptest::prelude::*;

    #[test]
    fn titles_have_no_form() {
        for title in ["Secrétaire", "2 Directeurs adjoints", "03 SAGES FEMMES", "Éducateur"] {
            assert!(has_no_form(title, 0..title.len()), "{title}");
        }
        for line in ["2 postes vacants", "12 à POÛRVOIR", "1", "12 /a", "3 vâcants", "(Durée)"]
        {
            assert!(!has_no_form(line, 0..line.len()), "{line}");
        }
    }

    const PIECES: &[&str] = &[
        "1",
        "02",
        "2025",
        "/",
        " ",
        " ",
        " ",
        "a",
        "à pourvoir",
        "pôurvoir",
        "vacant",
        "VÂCANTS",
        "poste",
        "mission ponctuelle",
        "Recrute",
        "recrûte",
        "pour les besoins d",
        "POUR LES BESOINS",
        "ponctüelle",
        "La Nouvelle-Calédonie",
        "Secrétaire",
        "inspecteur",
        "médecin",
    ];

    proptest! {
        #[test]
        fn what_surely_has_no_form_has_none(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 1..8),
        ) {
            let line = pieces.concat();
            let line = line.trim();
            if has_no_form(line, 0..line.len()) {
                let words = &crate::text::fold(line);
                prop_assert!(!is_number(words) && !is_reference(words) && !is_mission(words));
                prop_assert!(!words.starts_with("la nouvelle-caledonie recrute"));
                let posts = words.contains("a pourvoir") || words.contains("vacant");
                prop_assert!(!(posts && words.starts_with(|c: char| c.is_ascii_digit())));
            }
        }
    }
}
