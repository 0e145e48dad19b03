//! Labels as nearly all notices print them, letter for letter: such lines need no folding to be read.

use super::labels::{
    Label::{
        self, Amended, Availability, Closing, Corps, Details, Directorate, Employer, Part as In,
        Published, Reference, Residence, Respnc, Service, Workplace,
    },
    Part::{
        Activities, Conditions, KnowHow, Knowledge, Missions, Organisation, Profile, Supervision,
    },
};
use super::telling::pair;
use crate::text::{BLOCK, Block, bits, french};
use std::ops::Range;

/// Labels as printed, by their first two letters.
const PRINTED: &[(&str, Label)] = &[
    ("Activités principales", In(Activities)),
    ("Activités du poste", In(Activities)),
    ("Activités secondaires", In(Activities)),
    ("Caractéristiques particulières de l’emploi", In(Conditions)),
    ("Caractéristiques particulières de l'emploi", In(Conditions)),
    ("Corps /Domaine", Corps),
    ("Corps/Domaine", Corps),
    ("Corps ou Cadre d’emploi / Domaine", Corps),
    ("Corps ou Cadre d'emploi / Domaine", Corps),
    ("Corps ou Cadre d’emploi /Domaine", Corps),
    ("Corps ou Cadre d'emploi /Domaine", Corps),
    ("Date de dépôt de l’offre", Published),
    ("Date de dépôt de l'offre", Published),
    ("Date limite de candidature", Closing),
    ("Direction", Directorate),
    ("Durée de résidence exigée pour le recrutement sur titre (1)", Residence),
    ("Durée de résidence exigée pour le recrutement sur titre", Residence),
    ("Durée de résidence exigée pour", Residence),
    ("Durée de résidence exigée", Residence),
    ("Détails de l’offre", Details),
    ("Détails de l'offre", Details),
    ("Emploi RESPNC", Respnc),
    ("Employeur", Employer),
    ("Fonction du supérieur hiérarchique", In(Organisation)),
    ("Lieu de travail", Workplace),
    ("Missions", In(Missions)),
    ("Modification de la date de clôture initialement prévue le", Amended),
    ("Nb d’agents encadrés", In(Supervision)),
    ("Nb d'agents encadrés", In(Supervision)),
    ("Place dans l’organigramme", In(Organisation)),
    ("Place dans l'organigramme", In(Organisation)),
    ("Poste à pourvoir", Availability),
    ("Profil du candidat", In(Profile)),
    ("Référence", Reference),
    ("Savoir / Connaissance / Diplôme exigé", In(Knowledge)),
    ("Savoir / Connaissance/Diplôme exigé", In(Knowledge)),
    ("Savoir/ Connaissance/Diplôme exigé", In(Knowledge)),
    ("Savoir-faire", In(KnowHow)),
    ("Service", Service),
];

/// By their first two letters, where labels begin and end.
const BY_PAIR: [(u8, u8); 1024] = {
    let mut pairs = [(0, 0); 1024];
    let mut i = 0;
    while i < PRINTED.len() {
        let letters = PRINTED[i].0.as_bytes();
        let own = pair(letters[0], letters[1]);
        if pairs[own].1 == 0 {
            pairs[own].0 = i as u8;
        }
        i += 1;
        pairs[own].1 = i as u8;
    }
    pairs
};

/// A label printed letter for letter at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    pub label: Label,
    /// Where its value begins in the line.
    pub value: usize,
    /// Whether a colon closed it, rather than the end of the line.
    pub colon: bool,
}

/// The label that a line begins with, if it is printed letter for letter; `None` says nothing.
pub(super) fn printed(words: &str) -> Option<Printed> {
    let words = words.as_bytes();
    let [first, second] = *words.first_chunk()?;
    let (from, to) = BY_PAIR[pair(first, second)];
    let own = PRINTED.get(usize::from(from)..usize::from(to))?;
    let (label, mut value) = own.iter().find_map(|(spelling, label)| {
        let spelling = spelling.as_bytes();
        // The last letter first: it tells most spellings apart.
        if words.get(spelling.len() - 1) != spelling.last() {
            return None;
        }
        let rest = words.strip_prefix(spelling)?;
        let colon = match rest {
            [] => 0,
            [b':', ..] => 1,
            [b' ', b':', ..] => 2,
            // A no-break space.
            [0xc2, 0xa0, b':', ..] => 3,
            // The date goes on the sentence.
            [b' ', b'0'..=b'9', ..] if *label == Amended => 0,
            _ => return None,
        };
        Some((*label, spelling.len() + colon))
    })?;
    let colon = words.get(value - 1) == Some(&b':');
    while words.get(value) == Some(&b' ') {
        value += 1;
    }
    // What else a folding takes off in front of a value is left to it.
    let plain = |b: &u8| b.is_ascii_graphic() && !MARKS.contains(b) || *b == LATIN;
    words.get(value).is_none_or(plain).then_some(Printed { label, value, colon })
}

/// Mark-up: a value in which none of it stands reads as it is printed.
const MARKS: [u8; 7] = *b"*<\\]^_`";
/// The first byte of the letters with accents of French.
const LATIN: u8 = 0xc3;

/// Whether a value reads as it is printed, and no label can stand in it or begin it.
pub(super) fn is_plain(source: &str, value: Range<usize>) -> bool {
    let bytes = source.as_bytes();
    let mut behind = 1;
    for at in value.clone().step_by(BLOCK) {
        let block = Block::at(bytes, at);
        let inside = u32::MAX >> (32 - (value.end - at).min(BLOCK));
        if inside & block.marks() != 0 {
            return false;
        }
        let other = bits(inside & block.not_latin());
        if !other.map(|bit| bytes.get(at + bit..).unwrap_or_default()).all(is_print) {
            return false;
        }
        let mut words = bits(inside & beginnings(block, &mut behind));
        if words.any(|bit| bytes.get(at + bit..value.end).is_some_and(may_be_inside)) {
            return false;
        }
    }
    true
}

/// Whether words fold letter by letter.
pub(super) fn is_latin(words: &str) -> bool {
    let bytes = words.as_bytes();
    (0..bytes.len()).step_by(BLOCK).all(|at| {
        let block = Block::at(bytes, at);
        let inside = u32::MAX >> (32 - (bytes.len() - at).min(BLOCK));
        inside & (block.not_latin() | block.marks()) == 0
    })
}

/// Whether the apostrophe or the dash of print stands there: in no label in the middle of a line.
fn is_print(bytes: &[u8]) -> bool {
    matches!(bytes, [0xe2, 0x80, 0x99 | 0x93, ..])
}

/// Whether a word and what follows, without mark-up, can begin a label in the middle of a line.
fn may_be_inside(words: &[u8]) -> bool {
    if let Some(first) = words.first_chunk::<4>().filter(|first| first.is_ascii()) {
        let first = first.map(|letter| letter | 0x20);
        return INSIDE.contains(&first)
            && match &first {
                // None of these without a mark: most are words of a value, as in *Office des postes*.
                b"dire" | b"empl" | b"post" => words.contains(&b':'),
                // *La date de clôture*, not *la direction*.
                b"la d" => {
                    words.get(4).is_none_or(|fifth| !fifth.is_ascii() || fifth | 0x20 == b'a')
                }
                _ => true,
            };
    }
    let mut letters = [0; 4];
    let mut rest = words;
    for letter in &mut letters {
        let Some(first) = rest.first() else { return false };
        let (own, width) = match french(rest) {
            Some(folded) => folded,
            None if first.is_ascii() => (first.to_ascii_lowercase(), 1),
            // What else is no sign is left to the folding.
            None => return !is_print(rest),
        };
        *letter = own;
        rest = rest.get(width..).unwrap_or_default();
    }
    INSIDE.contains(&letters)
}

/// Where in a block words begin that may be a label in the middle of a line: behind a space, a slash or a colon, by their
/// first two letters. A letter with an accent can be any, and so can what the next block begins with. `behind` says whether
/// such a sign ended the block before.
pub(super) fn beginnings(block: Block, behind: &mut u32) -> u32 {
    let signs = block.any_of(SIGNS);
    let separated = signs << 1 | *behind;
    *behind = signs >> (BLOCK - 1) & 1;
    let accents = block.not_ascii();
    let second = (block.letters(SECOND) | accents) >> 1 | 1 << (BLOCK - 1);
    separated & (block.letters(FIRST) | accents) & second
}

/// What labels in the middle of a line stand behind.
pub(super) const SIGNS: [u8; 3] = *b" /:";
/// The first letters of the labels in the middle of a line.
const FIRST: [u8; 7] = *b"cdeflmp";
/// Their second letters.
const SECOND: [u8; 5] = *b"aimou";
/// Their first four.
pub(super) const INSIDE: [[u8; 4]; 11] = [
    *b"corp", *b"dire", *b"dure", *b"date", *b"empl", *b"la d", *b"lieu", *b"modi", *b"post",
    *b"fili", *b"cadr",
];

#[cfg(test)]
mod tests {
    use super::{FIRST, INSIDE, Label, PRINTED, Printed, SECOND, is_plain, printed};
    use crate::{
        notice::{labels::label_at, spellings::SPELLINGS},
        text::Folded,
    };

    #[test]
    fn printed_labels_are_those_that_a_folding_shows() {
        for (spelling, label) in PRINTED {
            for line in [
                format!("{spelling} : Nouméa"),
                format!("{spelling}: Nouméa"),
                format!("{spelling}\u{a0}:  Nouméa"),
                format!("{spelling} :"),
                (*spelling).to_owned(),
            ] {
                let folded = Folded::new(&line, 0..line.len(), 400);
                let folded = folded.whole();
                let found = label_at(folded, 0, &line).unwrap();
                let Printed { label: own, value, colon } = printed(&line).unwrap();
                assert_eq!((own, value), (*label, folded.source(found.value)), "{line}");
                assert_eq!((found.label, found.colon, found.marked), (*label, colon, colon));
            }
        }
        let line = "Modification de la date de clôture initialement prévue le 7/02/2025.";
        let folded = Folded::new(line, 0..line.len(), 400);
        let folded = folded.whole();
        let found = label_at(folded, 0, line).unwrap();
        let value = folded.source(found.value);
        assert_eq!(printed(line), Some(Printed { label: Label::Amended, value, colon: false }));
        assert_eq!(&line[value..], "7/02/2025.");
        for line in ["Direction du", "Directions : x", "Service de : x", "Missions : **x**", ""] {
            assert_eq!(printed(line), None, "{line}");
        }
    }

    #[test]
    fn plain_values_have_no_mark_up_and_no_labels() {
        for (spelling, label, _) in SPELLINGS {
            if label.may_stand_inside() && !label.needs_mark_inside() {
                let marked =
                    ["dire", "empl", "post"].iter().any(|first| spelling.starts_with(first));
                assert!(
                    !marked && (spelling.starts_with("la da") || !spelling.starts_with("la d"))
                );
            }
        }
        assert!(INSIDE.iter().all(|word| FIRST.contains(&word[0]) && SECOND.contains(&word[1])));
        for (value, plain) in [
            ("Centre hospitalier et Mairie de Nouvelle-Calédonie", true),
            ("Office des postes", true),
            ("Direction de la distribution", true),
            ("Nouméa la date de clôture", false),
            ("Nouméa Poste à pourvoir : vacant", false),
            ("à Nouméa, en province Sud ou à l'étranger, du lundi au samedi", true),
            ("Nouméa Date limite de candidature : 2 mai", false),
            ("Nouméa DURÉE de résidence", false),
            ("l’étranger – fin décembre", true),
            ("l“étranger", false),
            ("l\u{a0}étranger", false),
            ("Nouméa **centre**", false),
            ("un très long lieu de travail qui occupe bien plus d'un bloc, lieu", false),
            ("un très long nom de ville qui occupe bien plus d'un bloc, lie", true),
            ("", true),
        ] {
            let line = format!("Lieu : {value}\nDate limite\u{a0}");
            assert_eq!(is_plain(&line, 7..7 + value.len()), plain, "{value}");
        }
    }
}
