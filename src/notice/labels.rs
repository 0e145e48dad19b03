//! The labels of a notice in all their spellings.
//!
//! A label is looked for at the beginning of a folded line (or, in the header, after another value), so that spelling
//! variants of case, accents, spaces and apostrophes are one. What differs in words is listed here.

use super::{composed::composed, spellings::SPELLINGS, telling::bucket};
use crate::text::View;

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

/// The label that begins at byte `from` of the folding; `ends_line` says whether the whole line was folded.
pub(super) fn label_at(folded: View<'_>, from: usize, source: &str) -> Option<Found> {
    let words = folded.text.get(from..)?;
    let first: [u8; 3] = *words.as_bytes().first_chunk()?;
    let own = bucket(first)?;
    let composed = if own.has_composed() { composed(words) } else { None };
    let spellings = SPELLINGS.get(own.spellings())?;
    let (label, length, need) = composed.or_else(|| spelled(words, spellings))?;
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

    /// Whether it must be marked to be one in the middle of a line: its words are those of values too.
    pub(super) const fn needs_mark_inside(self) -> bool {
        matches!(self, Respnc | Directorate | Employer | Availability)
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
    use super::{Label, Part, label_at};
    use crate::text::Folded;

    fn label(line: &str) -> Option<(Label, String)> {
        let folded = Folded::new(line, 0..line.len(), 200);
        let folded = folded.whole();
        let found = label_at(folded, 0, line)?;
        Some((found.label, line[folded.source(found.value)..].to_owned()))
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
