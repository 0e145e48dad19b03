//! The labels of a notice in all their spellings.
//!
//! A label is looked for at the beginning of a folded line (or, in the header, after another value), so that spelling
//! variants of case, accents, spaces and apostrophes are one. What differs in words is listed here.

use super::{composed::composed, spellings::SPELLINGS};
use crate::text::{BLOCK, Block, View};

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label {
    Reference,
    Employer,
    Corps,
    Directorate,
    Service,
    /// The line of residence, for recruitment on title.
    Residence,
    /// The line of residence, for direct recruitment.
    DirectResidence,
    Availability,
    /// *Poste susceptible d'être vacant*: label and value at once.
    Prospective,
    Workplace,
    Published,
    Closing,
    /// *Modification de la date de clôture initialement prévue le …*
    Amended,
    Respnc,
    Mode,
    Seats,
    Details,
    /// A part of the notice with items.
    Part(Part),
}

/// The parts of a notice that hold items or paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The header, before any other part.
    Header,
    /// *Détails de l'offre*: the employer's presentation and the post's own section.
    Presentation,
    Missions,
    Activities,
    /// The post in the organisation chart.
    Organisation,
    /// Number of people supervised.
    Supervision,
    /// *Caractéristiques particulières de l'emploi*.
    Conditions,
    /// *Profil du candidat*, before its parts.
    Profile,
    Knowledge,
    KnowHow,
    Behaviour,
    Contact,
    /// How to apply.
    Answer,
    /// Notes to the form: what the stars mean.
    Note,
}

/// How surely words are a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// The words suffice.
    Words,
    /// A colon, bold letters or the end of the line must follow.
    End,
    /// Nothing but a colon may follow on the line.
    Alone,
}

use Label::{
    Amended, Availability, Closing, Corps, Details, DirectResidence, Directorate, Employer, Mode,
    Part as In, Prospective, Published, Reference, Residence, Respnc, Seats, Service, Workplace,
};
use Need::{Alone, End, Words};
use Part::{
    Activities, Answer, Behaviour, Conditions, Contact, Header, KnowHow, Knowledge, Missions, Note,
    Organisation, Presentation, Profile, Supervision,
};

/// A label found at the beginning of folded words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// What it announces.
    pub label: Label,
    /// Where its value begins in the folding.
    pub value: usize,
    /// Whether a colon closed it.
    pub colon: bool,
    /// Whether a colon or the end of bold letters closed it, rather than the end of the line or nothing.
    pub marked: bool,
}

/// The first three letters of the labels, sorted.
const BEGINNINGS: &[[u8; 3]] = &[
    *b"act", *b"apt", *b"att", *b"cad", *b"car", *b"com", *b"con", *b"cor", *b"dat", *b"det",
    *b"dip", *b"dir", *b"dom", *b"dur", *b"emp", *b"fil", *b"fon", *b"for", *b"fou", *b"hab",
    *b"inf", *b"int", *b"la ", *b"les", *b"lia", *b"lie", *b"mis", *b"mod", *b"nb ", *b"nom",
    *b"par", *b"pla", *b"pos", *b"pou", *b"pri", *b"pro", *b"qua", *b"ref", *b"reg", *b"sav",
    *b"sec", *b"ser", *b"tac", *b"uni",
];

/// Three letters as one number, in their order.
const fn key(letters: [u8; 3]) -> u32 {
    (letters[0] as u32) << 16 | (letters[1] as u32) << 8 | letters[2] as u32
}

/// The beginnings as numbers, each with the stretch of the spellings that begin so.
const BUCKETS: [(u32, usize, usize); BEGINNINGS.len()] = {
    let mut buckets = [(0, 0, 0); BEGINNINGS.len()];
    let (mut i, mut at) = (0, 0);
    while i < BEGINNINGS.len() {
        let own = key(BEGINNINGS[i]);
        let from = at;
        while at < SPELLINGS.len() && {
            let letters = SPELLINGS[at].0.as_bytes();
            key([letters[0], letters[1], letters[2]]) == own
        } {
            at += 1;
        }
        buckets[i] = (own, from, at);
        i += 1;
    }
    buckets
};

/// The place of two letters in a table.
const fn pair(letters: [u8; 3]) -> usize {
    (letters[0] as usize & 31) << 5 | letters[1] as usize & 31
}

/// By their first two letters, where the beginnings stand: one more than the first, 0 for none, as for most words.
const FIRST: [u8; 1024] = {
    let mut first = [0; 1024];
    let mut i = BEGINNINGS.len();
    while i > 0 {
        first[pair(BEGINNINGS[i - 1])] = i as u8;
        i -= 1;
    }
    first
};

/// At most so many beginnings have the same two letters.
const SAME_PAIR: usize = 3;

/// The spellings of labels that begin with these letters, folded; `None` where no label at all does.
fn bucket(letters: [u8; 3]) -> Option<&'static [(&'static str, Label, Need)]> {
    let (from, to) = stretch(letters)?;
    SPELLINGS.get(from..to)
}

/// Where they stand among the spellings.
fn stretch(letters: [u8; 3]) -> Option<(usize, usize)> {
    let first = usize::from(FIRST[pair(letters)]).checked_sub(1)?;
    let own = key(letters);
    let same = BUCKETS.get(first..)?.iter().take(SAME_PAIR);
    same.into_iter().find(|(key, ..)| *key == own).map(|(_, from, to)| (*from, *to))
}

/// As many letters as tell nearly all lines from labels.
const TELLING: usize = 12;
/// Their bits in a number.
const TELLING_LETTERS: u128 = u128::MAX >> (8 * (16 - TELLING));

/// The first letters of a label, as a number, and the bits of that number which they fill.
type Told = (u128, u128);

const fn told(label: &str) -> Told {
    let letters = label.as_bytes();
    let (mut value, mut mask) = (0, 0);
    let mut i = 0;
    while i < letters.len() && i < TELLING {
        value |= (letters[i] as u128) << (8 * i);
        mask |= 0xff << (8 * i);
        i += 1;
    }
    (value, mask)
}

/// The first letters of each spelling.
const SPELLINGS_TOLD: [Told; SPELLINGS.len()] = {
    let mut all = [(0, 0); SPELLINGS.len()];
    let mut i = 0;
    while i < all.len() {
        all[i] = told(SPELLINGS[i].0);
        i += 1;
    }
    all
};

/// Those of the words that labels put together from several begin with; see [`composed`].
const HEADS_TOLD: [Told; 8] = [
    told("cadre d"),
    told("connaissance"),
    told("corps"),
    told("date "),
    told("diplome"),
    told("duree "),
    told("filiere"),
    told("savoir"),
];

/// What is left to the folding itself.
const RARE: u8 = 0;
/// What leaves nothing behind.
const MARK: u8 = 1;

/// What the bytes of ASCII fold to.
const ASCII: [u8; 128] = {
    let mut folded = [RARE; 128];
    folded[b' ' as usize] = b' ';
    let mut byte = b'!';
    while byte < 0x7f {
        folded[byte as usize] = match byte {
            b'*' | b'\\' | b'_' | b'`' => MARK,
            b'<' => RARE,
            _ => byte.to_ascii_lowercase(),
        };
        byte += 1;
    }
    folded
};

/// What the letters behind the byte 0xc3 fold to, by the last six bits of their second byte.
const LATIN: [u8; 64] = {
    let mut folded = [RARE; 64];
    let mut i = 0;
    while i < folded.len() {
        folded[i] = match i {
            0x00..=0x05 | 0x20..=0x25 => b'a',
            0x08..=0x0b | 0x28..=0x2b => b'e',
            0x2c..=0x2f => b'i',
            0x32..=0x36 => b'o',
            0x39..=0x3c => b'u',
            _ => RARE,
        };
        i += 1;
    }
    folded
};

/// Whether a line can begin with a label: by its first letters, folded. Constant time.
pub(super) fn may_begin(line: &str) -> bool {
    // Most lines are told by three letters without accents.
    if let Some(letters) = line.as_bytes().first_chunk::<3>()
        && letters.iter().all(u8::is_ascii_alphabetic)
        && bucket(letters.map(|b| b | 0x20)).is_none()
    {
        return false;
    }
    let letters = match plain_letters(line.as_bytes()) {
        Some(letters) => letters,
        None => match first_letters(line.as_bytes()) {
            Some(letters) => letters,
            None => return true,
        },
    };
    let [first, second, third, ..] = letters.to_le_bytes();
    let Some((from, to)) = stretch([first, second, third]) else { return false };
    let begins = |told: &Told| letters & told.1 == told.0;
    SPELLINGS_TOLD.get(from..to).is_some_and(|own| own.iter().chain(&HEADS_TOLD).any(begins))
}

/// The first letters of a line, folded, if they are of ASCII and fold to lower case at most.
fn plain_letters(line: &[u8]) -> Option<u128> {
    let block = Block::at(line, 0);
    let spaces = block.any_of([b' ']);
    let marks = block.any_of([b'*', b'\\', b'`', b'_', b'<']);
    let other = block.not_printed() | marks | spaces & (spaces << 1 | 1);
    // What lies behind the end of the line is none of it.
    let filled = !(u32::MAX << line.len().min(BLOCK));
    let letters = u128::from_le_bytes(block.lower_case().bytes());
    (other & filled == 0).then_some(letters & TELLING_LETTERS)
}

/// The first letters of any line, folded; `None` where that is left to the folding itself. Lines that begin like no label
/// are told by three.
fn first_letters(line: &[u8]) -> Option<u128> {
    let mut letters = [0u8; 16];
    let mut count = 0;
    let mut rest = line;
    while let [first, behind @ ..] = rest {
        let (letter, width) = match (first, behind) {
            (0xc3, [second, ..]) => (LATIN[usize::from(second & 0x3f)], 2),
            (0xe2, [0x80, 0x99, ..]) => (b'\'', 3),
            (ascii, _) => (ASCII.get(usize::from(*ascii)).copied().unwrap_or(RARE), 1),
        };
        rest = rest.get(width..).unwrap_or_default();
        match letter {
            RARE => return None,
            MARK => continue,
            b' ' if count == 0 || letters[count - 1] == b' ' => continue,
            _ if count == TELLING => break,
            _ => letters[count] = letter,
        }
        count += 1;
        if count == 3 && stretch([letters[0], letters[1], letters[2]]).is_none() {
            break;
        }
    }
    Some(u128::from_le_bytes(letters))
}

/// The label that begins at byte `from` of the folding; `ends_line` says whether the whole line was folded.
pub(super) fn label_at(folded: View<'_>, from: usize, source: &str) -> Option<Found> {
    let words = folded.text.get(from..)?;
    let first: [u8; 3] = *words.as_bytes().first_chunk()?;
    let own = bucket(first)?;
    let (label, length, need) = composed(words).or_else(|| spelled(words, own))?;
    closed(folded, from, from + length, label, need, source)
}

/// The longest spelling that the words begin with.
fn spelled(words: &str, own: &[(&str, Label, Need)]) -> Option<(Label, usize, Need)> {
    let words = words.as_bytes();
    own.iter()
        .filter(|(spelling, ..)| {
            // The last letter first: it tells most spellings apart.
            let (spelling, end) = (spelling.as_bytes(), spelling.len());
            words.get(end - 1) == spelling.last()
                && !words.get(end).is_some_and(u8::is_ascii_alphanumeric)
                && words.starts_with(spelling)
        })
        .max_by_key(|(spelling, ..)| spelling.len())
        .map(|(spelling, label, need)| (*label, spelling.len(), *need))
}

/// Looks at what follows the words of a label: a note, a colon, bold letters, the end of the line.
fn closed(
    folded: View<'_>,
    from: usize,
    end: usize,
    label: Label,
    need: Need,
    source: &str,
) -> Option<Found> {
    let text = folded.text;
    let mut at = end;
    loop {
        while text.as_bytes().get(at) == Some(&b' ') {
            at += 1;
        }
        let rest = text.get(at..)?;
        if !matches!(rest.as_bytes(), [b'(' | b'$', ..]) {
            break;
        }
        let note = ["(1)", "(2)", "(3)", "(e)", "(s)", "$^{(1)}$", "$^{(2)}$", "$(1)$"]
            .iter()
            .find(|note| rest.starts_with(**note));
        match note {
            Some(note) => at += note.len(),
            None => break,
        }
    }
    let rest = text.get(at..)?;
    let colon = rest.starts_with(':');
    let value = if colon { at + 1 } else { at };
    let ends = rest.is_empty();
    let bold = || {
        let raw = source.get(folded.source(end.saturating_sub(1))..folded.source(at));
        let before = folded.source(from);
        raw.is_some_and(|raw| raw.contains("**"))
            && source.get(..before).is_some_and(|s| s.ends_with("**"))
    };
    let marked = colon || bold();
    let accepted = match need {
        Words => colon || ends || !rest.starts_with(['\'', '-']),
        End => marked || ends || label == In(Profile) && composed(rest).is_some(),
        Alone => (colon && text.get(value..).is_none_or(|rest| rest.trim().is_empty())) || ends,
    };
    let spaces = text.bytes().skip(value).take_while(|b| *b == b' ').count();
    let value = value + spaces;
    accepted.then_some(Found { label, value, colon, marked })
}

impl Label {
    /// The part of the notice that begins with this label.
    pub(super) const fn part(self) -> Option<Part> {
        match self {
            In(part) => Some(part),
            Details => Some(Presentation),
            _ => None,
        }
    }

    /// Whether its value is a line of the header.
    pub(super) const fn is_field(self) -> bool {
        !matches!(self, In(_) | Details)
    }

    /// Labels that may stand in the middle of a flattened header line.
    pub(super) const fn may_stand_inside(self) -> bool {
        matches!(
            self,
            Employer
                | Corps
                | Directorate
                | Residence
                | DirectResidence
                | Availability
                | Workplace
                | Published
                | Closing
                | Respnc
                | Amended
        )
    }

    /// Its name in remarks.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Reference => "référence",
            Employer => "employeur",
            Corps => "corps",
            Directorate => "direction",
            Service => "service",
            Residence | DirectResidence => "durée de résidence",
            Availability | Prospective => "poste à pourvoir",
            Workplace => "lieu de travail",
            Published => "date de dépôt",
            Closing => "date limite de candidature",
            Amended => "date de clôture initiale",
            Respnc => "emploi RESPNC",
            Mode => "mode de recrutement",
            Seats => "nombre de postes",
            Details => "détails de l'offre",
            In(part) => match part {
                Header => "en-tête",
                Presentation => "présentation",
                Missions => "missions",
                Activities => "activités",
                Organisation => "organisation",
                Supervision => "agents encadrés",
                Conditions => "caractéristiques particulières",
                Profile => "profil",
                Knowledge => "savoir",
                KnowHow => "savoir-faire",
                Behaviour => "comportement",
                Contact => "contact",
                Answer => "pour répondre",
                Note => "notes",
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Label, Part, SPELLINGS, label_at};
    use crate::text::Folded;

    fn label(line: &str) -> Option<(Label, String)> {
        let folded = Folded::new(line, 0..line.len(), 200);
        let folded = folded.whole();
        let found = label_at(folded, 0, line)?;
        Some((found.label, line[folded.source(found.value)..].to_owned()))
    }

    #[test]
    fn every_spelling_is_in_a_bucket() {
        for (spelling, ..) in SPELLINGS {
            let own = super::bucket(*spelling.as_bytes().first_chunk().unwrap()).unwrap();
            assert!(own.iter().any(|(s, ..)| s == spelling), "{spelling}");
        }
    }

    #[test]
    fn one_label_in_many_spellings() {
        for line in [
            "Corps ou Cadre d’emploi /Domaine : x",
            "Corps/Domaine: x",
            "Corps / Domaine : x",
            "Corps ou grade d'emploi /Domaine : x",
            "Corps /Cadre / Domaine : x",
            "Corps/Grade : x",
            "Corps/Catégorie : x",
            "Filière/cadre : x",
            "**Corps ou Cadre d'emploi / Domaine** x",
        ] {
            assert_eq!(label(line), Some((Label::Corps, "x".into())), "{line}");
        }
        for line in [
            "Durée de résidence exigée pour le recrutement sur titre (1) : /",
            "Durée de résidence exigée (1) pour le recrutement sur titre : /",
            "Durée de résidence exigée(1) pour le recrutement sur titre: /",
            "Durée de résidence exigée pour le recrutement sur titre ⁽¹⁾ : /",
            "Durée de résidence exigée : /",
        ] {
            assert_eq!(label(line), Some((Label::Residence, "/".into())), "{line}");
        }
        for line in [
            "Durée de résidence exigée pour le recrutement direct d'un adjoint administratif (1) : /",
            "Durée pour le recrutement direct d’un adjoint administratif : /",
        ] {
            assert_eq!(label(line), Some((Label::DirectResidence, "/".into())), "{line}");
        }
        for line in [
            "Savoir / Connaissance/Diplôme exigé :",
            "Savoir/ Connaissances /Diplôme requis",
            "Savoir :",
            "SAVOIRS",
        ] {
            assert_eq!(label(line).map(|l| l.0), Some(Label::Part(Part::Knowledge)), "{line}");
        }
        assert_eq!(label("Savoir-faire :").map(|l| l.0), Some(Label::Part(Part::KnowHow)));
        assert_eq!(label("Savoir‑Être").map(|l| l.0), Some(Label::Part(Part::Behaviour)));
    }

    #[test]
    fn every_label_may_begin_a_line() {
        assert!(super::BEGINNINGS.is_sorted());
        for (spelling, ..) in SPELLINGS {
            assert!(super::may_begin(spelling), "{spelling}");
            assert!(super::may_begin(&format!("** {} :", spelling.to_uppercase())), "{spelling}");
        }
        for line in ["Durée  de résidence", "Diplôme(s) exigé(s)", "l\u{a0}a", "Date<br>limite"]
        {
            assert!(super::may_begin(line), "{line}");
        }
        for line in ["Participer à", "Contrôler", "Le service", "Di", ""] {
            assert!(!super::may_begin(line), "{line}");
        }
    }

    #[test]
    fn prose_is_no_label() {
        for line in [
            "Missions de contrôle et de surveillance",
            "Direction du numérique et de la modernisation (DINUM)",
            "Service infrastructures",
            "Savoir rédiger un compte rendu",
            "Connaissances : bonnes",
            "Corps de garde",
            "Référence dans son domaine",
        ] {
            assert_eq!(label(line).map(|l| l.0), None, "{line}");
        }
    }
}
