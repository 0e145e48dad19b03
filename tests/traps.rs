//! Homonyms, near spellings and other traps of matching: what an offer asks, what a profile says, and the credit that a
//! careful reader would give. The wanted range is written before anything is run; where wanted and obtained differ, the
//! cause is mended, never the row. `ADEQUATION_BLESS=1` writes the table anew to `src/guide/traps.md`.

use std::{fmt::Write as _, fs, path::Path};

use adequation::{
    Bands, Candidate, CandidateForm, Diploma, Experience, Fact, Language, LanguageLevel, Lexicon,
    OfferForm, Requirement, RequirementKind, RequirementNode, Skill, Weights, Yardstick,
};

use crate::trap_rows::{MISSED, TRAPS};

/// What the offer asks, as its only criterion.
#[derive(Clone, Copy, Debug)]
pub enum Ask {
    /// A know-how or a piece of knowledge.
    Know(&'static str),
    /// Experience in a trade.
    Trade(&'static str),
    /// A diploma of a level, in a field.
    Study(u8, &'static str),
    /// A licence to drive.
    Licence(&'static str),
    /// A language at level B2.
    Language(&'static str),
    /// A personal quality.
    Quality(&'static str),
}

/// What the profile says, and nothing else.
#[derive(Clone, Copy, Debug)]
pub enum Has {
    /// A declared skill: expert, ten years, in use.
    Skill(&'static str),
    /// The title of a post held for years, still held.
    Post(&'static str),
    /// The account of such a post.
    Told(&'static str),
    /// The title of a diploma, with its field.
    Diploma(&'static str, &'static str),
    /// A licence.
    Licence(&'static str),
    /// A language at level B2.
    Language(&'static str),
}

/// The credit wanted, in basis points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// 0: another thing.
    Nothing,
    /// 0 to 2 500: another thing of the same broad field.
    Little,
    /// 1 to 6 000: near, not the same.
    Partial,
    /// 7 000 or more: the same thing, with a slip or by implication.
    Near,
    /// 9 000 or more: the same thing, or one that includes it.
    Full,
}

impl Want {
    fn range(self) -> (u16, u16) {
        match self {
            Self::Nothing => (0, 0),
            Self::Little => (0, 2_500),
            Self::Partial => (1, 6_000),
            Self::Near => (7_000, 10_000),
            Self::Full => (9_000, 10_000),
        }
    }

    fn met(self, credit: u16) -> bool {
        let (least, most) = self.range();
        (least..=most).contains(&credit)
    }
}

/// A trap: its group, both sides, what is wanted and why.
pub type Trap = (&'static str, Ask, Has, Want, &'static str);

fn requirement(ask: Ask) -> Requirement {
    match ask {
        Ask::Know(text) => Requirement::new(RequirementKind::KnowHow, text),
        Ask::Quality(text) => Requirement::new(RequirementKind::Behaviour, text),
        Ask::Trade(text) => Requirement {
            titles: vec![text.into()],
            ..Requirement::new(RequirementKind::Experience, text)
        },
        Ask::Study(level, field) => Requirement {
            diploma_level: Some(level),
            fields: Some(field).filter(|f| !f.is_empty()).map(Into::into).into_iter().collect(),
            ..Requirement::new(RequirementKind::Diploma, format!("Diplôme de niveau {level}"))
        },
        Ask::Licence(class) => Requirement {
            licence: Some(class.into()),
            ..Requirement::new(RequirementKind::Licence, format!("Permis {class}"))
        },
        Ask::Language(language) => Requirement {
            language: Some(language.into()),
            language_level: Some(LanguageLevel::B2),
            ..Requirement::new(RequirementKind::Language, format!("{language} B2"))
        },
    }
}

fn candidate(has: Has) -> Candidate {
    let mut form = CandidateForm { id: "c".into(), ..CandidateForm::default() };
    let post = |title: &str, summary: Option<&str>| Experience {
        title: title.into(),
        employer: None,
        from: "2010-01".parse().ok(),
        to: None,
        summary: summary.map(Into::into),
        skills: Fact::Unstated,
        managed: None,
    };
    match has {
        Has::Skill(name) => {
            form.skills = Fact::Stated(vec![Skill {
                name: name.into(),
                level: Some(4),
                months: Some(120),
                last_used: "2025-06".parse().ok(),
            }]);
        }
        Has::Post(title) => form.experience = Fact::Stated(vec![post(title, None)]),
        Has::Told(text) => form.experience = Fact::Stated(vec![post("Divers", Some(text))]),
        Has::Diploma(title, field) => {
            form.diplomas = Fact::Stated(vec![Diploma {
                title: title.into(),
                field: Some(field).filter(|f| !f.is_empty()).map(Into::into),
                ..Diploma::default()
            }]);
        }
        Has::Licence(class) => form.licences = Fact::Stated(vec![class.into()]),
        Has::Language(language) => {
            form.languages = Fact::Stated(vec![Language {
                language: language.into(),
                level: Some(LanguageLevel::B2),
            }]);
        }
    }
    form.check().unwrap()
}

/// The credit of each trap; `None` where the offer yields no criterion at all.
fn obtained() -> Vec<u16> {
    let lexicon = Lexicon::shipped();
    let date = "2025-06-01".parse().unwrap();
    TRAPS
        .iter()
        .map(|(_, ask, has, ..)| {
            let offer = OfferForm {
                id: "o".into(),
                requirements: vec![RequirementNode::One(requirement(*ask))],
                ..OfferForm::default()
            };
            Yardstick::new(&offer.check().unwrap(), &lexicon, &Weights::suggested())
                .map_or(0, |y| y.explain(&candidate(*has), date, Bands::default()).score.get())
        })
        .collect()
}

fn side(side: &str) -> String {
    side.replacen('(', " ", 1).trim_end_matches(')').replace('"', "").replace('|', "\\|")
}

fn table(rows: &[(&Trap, u16)]) -> String {
    let mut out =
        String::from("| asked | said | wanted | obtained | why |\n|---|---|---|---|---|\n");
    let mut group = "";
    for ((of, ask, has, want, why), got) in rows {
        if group != *of {
            group = of;
            let _ = writeln!(out, "| **{of}** | | | | |");
        }
        let (ask, has) = (side(&format!("{ask:?}")), side(&format!("{has:?}")));
        let met = want.met(*got);
        let want = format!("{want:?}").to_lowercase();
        let missed = if met { "" } else { " **missed**" };
        let _ = writeln!(out, "| {ask} | {has} | {want} | {got}{missed} | {why} |");
    }
    out
}

fn is_missed(ask: Ask, has: Has) -> bool {
    MISSED.iter().any(|(a, h, _)| format!("{a:?}{h:?}") == format!("{ask:?}{has:?}"))
}

/// What is missed is listed with its cause in [`MISSED`] and marked in the guide; anything else that is missed fails, and so
/// does a listed miss that is none any more.
#[test]
fn no_other_trap_catches_the_fit() {
    let obtained = obtained();
    let wrong: Vec<(&Trap, u16)> = TRAPS
        .iter()
        .zip(obtained)
        .filter(|((_, ask, has, want, _), got)| want.met(*got) == is_missed(*ask, *has))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), TRAPS.len(), table(&wrong));
    for (ask, has, _) in MISSED {
        let known = |(_, a, h, ..): &&Trap| format!("{a:?}{h:?}") == format!("{ask:?}{has:?}");
        assert!(TRAPS.iter().any(|t| known(&t)), "no such trap: {ask:?} {has:?}");
    }
}

#[test]
fn the_table_has_what_it_promises() {
    assert!(TRAPS.len() >= 80, "{}", TRAPS.len());
    let mut pairs: Vec<String> =
        TRAPS.iter().map(|(_, ask, has, ..)| format!("{ask:?} {has:?}")).collect();
    pairs.sort();
    pairs.dedup();
    assert_eq!(pairs.len(), TRAPS.len(), "a pair stands twice");
    for want in [Want::Nothing, Want::Little, Want::Partial, Want::Near, Want::Full] {
        assert!(TRAPS.iter().any(|(.., w, _)| *w == want), "{want:?}");
    }
}

#[test]
fn the_guide_shows_the_table() {
    let obtained = obtained();
    let rows: Vec<(&Trap, u16)> = TRAPS.iter().zip(obtained).collect();
    let mut made = format!("{}\n{}", include_str!("data/traps-head.md"), table(&rows));
    made += "\n# Missed, and why\n\n";
    for (ask, has, cause) in MISSED {
        let _ = writeln!(
            made,
            "- {} / {}: {cause}",
            side(&format!("{ask:?}")),
            side(&format!("{has:?}"))
        );
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/guide/traps.md");
    if std::env::var_os("ADEQUATION_BLESS").is_some() {
        fs::write(file, made).unwrap();
    } else {
        assert!(
            fs::read_to_string(file).unwrap_or_default() == made,
            "rebuild with ADEQUATION_BLESS=1"
        );
    }
}
