//! What kind of thing words ask, and its values.

mod diploma;
mod documents;
mod experience;
mod fields;
mod grades;
mod language;

use super::words::word_starts;
use crate::{
    model::{Requirement, RequirementKind},
    text::fold,
};
use diploma::{diploma, is_diploma};
use documents::{category, is_certification, licence, registration};
use experience::{is_experience, months};
use fields::fields;
pub(in crate::notice) use grades::grade_levels;
use language::{cefr, language};

/// Beginnings of words without which nothing below is asked: most sentences have none and are left alone.
const TRIGGERS: &[&str] = &[
    "afgsu",
    "agent de cat",
    "ajie",
    "allemand",
    "anciennet",
    "anglais",
    "associate",
    "bac",
    "bafa",
    "bafd",
    "bep",
    "bislama",
    "bnssa",
    "bpa",
    "bpjeps",
    "brevet",
    "bts",
    "but",
    "caces",
    "caferuis",
    "cafdes",
    "cap",
    "carte pro",
    "certif",
    "chinois",
    "conseil de l",
    "daeu",
    "dcg",
    "de ",
    "dea",
    "decf",
    "decs",
    "deis",
    "dejeps",
    "desjeps",
    "dess",
    "deug",
    "deust",
    "dipl",
    "dn",
    "doct",
    "drehu",
    "dscg",
    "dut",
    "espagnol",
    "exper",
    "fco",
    "fimo",
    "fonctionnaire",
    "formation",
    "francais",
    "futunien",
    "habilit",
    "high",
    "iaai",
    "ide",
    "indones",
    "ingen",
    "inscri",
    "italien",
    "japonais",
    "langue",
    "licenc",
    "m1",
    "m2",
    "magistere",
    "maitrise",
    "mandarin",
    "master",
    "mastere",
    "nengone",
    "niveau",
    "ordre",
    "paici",
    "permis",
    "phd",
    "portug",
    "pse",
    "psc",
    "rpps",
    "sst",
    "ssiap",
    "tableau",
    "tahitien",
    "titre",
    "titulaire",
    "vietnam",
    "wallis",
    "xaracuu",
];

/// For each first letter the second letters of the triggers, as bits.
const SECOND: [u32; 32] = {
    let mut second = [0u32; 32];
    let mut i = 0;
    while i < TRIGGERS.len() {
        let letters = TRIGGERS[i].as_bytes();
        second[(letters[0] & 31) as usize] |= 1 << (letters[1] & 31);
        i += 1;
    }
    second
};

/// Whether folded words can ask for something with a kind of its own. One pass.
pub(super) fn can_ask(words: &str) -> bool {
    let bytes = words.as_bytes();
    let mut inside = false;
    for (at, b) in bytes.iter().enumerate() {
        let before = std::mem::replace(&mut inside, b.is_ascii_alphanumeric());
        if before || !inside {
            continue;
        }
        let second = bytes.get(at + 1).copied().unwrap_or_default();
        if SECOND[usize::from(b & 31)] >> (second & 31) & 1 == 0 {
            continue;
        }
        let from = TRIGGERS.partition_point(|t| t.as_bytes().first() < Some(b));
        let rest = words.get(at..).unwrap_or_default();
        let hit = TRIGGERS
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|t| t.as_bytes().first() == Some(b))
            .any(|t| *t != "de " && rest.starts_with(t));
        if hit {
            return true;
        }
    }
    // `DE infirmier`: only at the beginning.
    words.starts_with("de ")
}

/// The kind that words show by themselves; `None` where the part of the notice decides.
pub(super) fn kind(text: &str) -> Option<RequirementKind> {
    let folded = fold(text);
    let words = folded.as_str();
    if !can_ask(words) {
        return None;
    }
    if category(words).is_some() && !words.contains("permis") {
        return Some(RequirementKind::Other);
    }
    if registration(words) {
        return Some(RequirementKind::Registration);
    }
    if licence(text).is_some() {
        return Some(RequirementKind::Licence);
    }
    if is_experience(words) && !is_diploma(words) {
        return Some(RequirementKind::Experience);
    }
    if is_diploma(words) {
        return Some(RequirementKind::Diploma);
    }
    if is_certification(text, words) {
        return Some(RequirementKind::Certification);
    }
    if language(words).is_some() {
        return Some(RequirementKind::Language);
    }
    None
}

/// Fills the values of the requirement's kind.
pub(super) fn fill(requirement: &mut Requirement, text: &str) {
    let folded = fold(text);
    match requirement.kind {
        RequirementKind::Diploma => {
            diploma(requirement, text);
            requirement.fields = fields(text);
        }
        RequirementKind::Experience => {
            requirement.months = months(&folded);
            requirement.fields = fields(text);
        }
        RequirementKind::Licence => requirement.licence = licence(text),
        RequirementKind::Language => {
            requirement.language = language(&folded);
            requirement.language_level = cefr(text);
        }
        RequirementKind::Other => requirement.category = category(&folded),
        _ => {}
    }
}

fn word_in(words: &str, wanted: &str) -> bool {
    // Most texts do not have it anywhere, which is told faster.
    words.contains(wanted)
        && word_starts(words).any(|at| {
            words
                .get(at..)
                .and_then(|rest| rest.strip_prefix(wanted))
                .is_some_and(|rest| !rest.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric))
        })
}

fn begins(words: &str, wanted: &str) -> bool {
    words.contains(wanted)
        && word_starts(words).any(|at| words.get(at..).is_some_and(|rest| rest.starts_with(wanted)))
}

#[cfg(test)]
mod tests {
    use super::{fill, grade_levels, grades::GradeLevel, kind};
    use crate::model::{Category, LanguageLevel, Requirement, RequirementKind as K};

    fn read(text: &str) -> Requirement {
        let mut requirement = Requirement::new(kind(text).unwrap_or(K::Knowledge), text);
        fill(&mut requirement, text);
        requirement
    }

    #[test]
    fn diplomas_in_three_notations() {
        for (text, level) in [
            ("Diplôme de niveau 6 (Bac+3) minimum exigé", Some(6)),
            ("Diplôme de niveau IV", Some(4)),
            ("Diplôme niveau V (CAP/BEP)", Some(3)),
            ("Être titulaire d’un Bac + 5 dans le domaine de l’informatique", Some(7)),
            ("BTS ou DUT en comptabilité", Some(5)),
            ("Licence ou Master", Some(6)),
            ("Titulaire d’un Master 2 en droit public", Some(7)),
            ("Diplôme d’état infirmier exigé", Some(6)),
            ("Diplôme de sage-femme", Some(7)),
            ("Diplôme de Diététicien exigé", None),
            ("niveau 7 (anciennement I)", Some(7)),
        ] {
            let read = read(text);
            assert_eq!((read.kind, read.diploma_level), (K::Diploma, level), "{text}");
        }
        assert_eq!(read("Diplôme d’état infirmier exigé").titles, ["Diplôme d’état infirmier"]);
        assert_eq!(read("BTS ou DUT en comptabilité").titles, ["BTS", "DUT"]);
        assert_eq!(read("BTS ou DUT en comptabilité").fields, ["comptabilité"]);
    }

    #[test]
    fn triggers_are_sorted() {
        assert!(super::TRIGGERS.is_sorted_by_key(|t| t.as_bytes()[0]));
    }

    #[test]
    fn experience_in_months() {
        for (text, months) in [
            ("Expérience d’au moins cinq ans en gestion", Some(60)),
            ("3 à 5 ans d’expérience", Some(36)),
            ("6 mois d'expérience", Some(6)),
            ("Une expérience de la programmation", None),
        ] {
            let read = read(text);
            assert_eq!((read.kind, read.months), (K::Experience, months), "{text}");
        }
        assert_ne!(kind("Partager son expérience avec l’équipe"), Some(K::Experience));
    }

    #[test]
    fn documents_languages_and_status() {
        assert_eq!(read("Permis B exigé").licence.as_deref(), Some("B"));
        assert_eq!(read("Être titulaire du permis de conduire").licence.as_deref(), Some("B"));
        assert_eq!(read("Permis B et C obligatoires").licence.as_deref(), Some("B, C"));
        assert_eq!(read("Titulaire du permis A (moto)").licence.as_deref(), Some("A"));
        assert_eq!(read("permis de conduire VL").licence.as_deref(), Some("B"));
        for text in
            ["Instruire les permis de construire", "Ce bilan a permis d’agir", "Permis à points"]
        {
            assert_ne!(kind(text), Some(K::Licence), "{text}");
        }
        let english = read("Bonne maîtrise de l’anglais (niveau B2)");
        assert_eq!(english.language.as_deref(), Some("en"));
        assert_eq!(english.language_level, Some(LanguageLevel::B2));
        assert_eq!(kind("Inscription à l’ordre national des sages-femmes"), Some(K::Registration));
        assert_eq!(kind("CACES R489 exigé"), Some(K::Certification));
        assert_eq!(read("Fonctionnaire de catégorie A").category, Some(Category::A));
    }

    #[test]
    fn levels_tied_to_grades() {
        let level =
            |grade, level| GradeLevel { corps: "ingenieur".into(), grade: Some(grade), level };
        for text in [
            "Diplôme de niveau 6 pour ingénieur 1er grade, de niveau 7 pour ingénieur 2ème grade",
            "Ingénieur 1er grade : diplôme de niveau 6 (bac+3) ; ingénieur 2ème grade : niveau 7",
        ] {
            assert_eq!(grade_levels(text), [level(1, 6), level(2, 7)], "{text}");
        }
        assert_eq!(grade_levels("Diplôme d’ingénieur ou niveau 7"), []);
    }
}
