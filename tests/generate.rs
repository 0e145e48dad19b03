//! Arbitrary offers and candidates, valid by construction, for the property tests of every room.
#![allow(dead_code, reason = "each test takes what it needs")]

use adequation::{
    Availability, AvailabilityKind, CandidateForm, Category, Certification, CivilService,
    Competition, Diploma, Experience, Fact, Force, Language, LanguageLevel, OfferForm, PartialDate,
    Pathway, Period, Post, Reference, Requirement, RequirementKind, RequirementNode, Residence,
    ResidenceRule, Route, Skill, Span, Wishes,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

pub const CORPS: &[&str] = &[
    "ingénieur",
    "technicien",
    "attaché",
    "rédacteur",
    "adjoint administratif",
    "infirmier",
    "technicien adjoint",
];
pub const DOMAINS: &[&str] = &["informatique", "équipement", "économie rurale", "soins généraux"];
pub const SKILLS: &[&str] = &[
    "ITIL",
    "COBIT",
    "PRINCE2",
    "VMware vSphere",
    "Cisco",
    "marchés publics",
    "comptabilité publique",
    "Java",
    "JavaScript",
    "C++",
    "état civil",
    "soins d'urgence",
    "gestion de projet",
    "Scrum",
    "Windows 11",
    "SIG",
    "hydraulique",
    "poterie",
];
pub const TITLES: &[&str] = &[
    "Administrateur réseau",
    "Cheffe de projet informatique",
    "Directeur",
    "Infirmière en dispensaire",
    "Comptable",
    "Juriste",
    "Technicien support",
    "Agent d'accueil",
    "Ingénieur eau",
    "Développeur web",
];
pub const DIPLOMAS: &[&str] = &[
    "BTS Informatique",
    "Licence de droit",
    "Master informatique",
    "Baccalauréat",
    "Diplôme d'État d'infirmier",
    "Certificat maison",
    "Doctorat",
];

fn text(from: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    select(from).prop_map(str::to_owned)
}

/// A date between 1980 and 2026, of any precision.
pub fn date() -> impl Strategy<Value = PartialDate> + Clone {
    (1980i16..=2026, 1i8..=12, 1i8..=31, 0u8..6).prop_map(|(year, month, day, precision)| {
        match precision {
            0 => PartialDate::year(year),
            1 => PartialDate::month(year, month),
            _ => PartialDate::new(year, month, day).or_else(|| PartialDate::new(year, month, 28)),
        }
        .unwrap()
    })
}

/// A list: stated, at least, or unstated.
pub fn fact<T: std::fmt::Debug + Clone>(
    item: impl Strategy<Value = T> + Clone,
    most: usize,
) -> impl Strategy<Value = Fact<T>> {
    prop_oneof![
        3 => vec(item.clone(), 0..=most).prop_map(Fact::Stated),
        2 => vec(item, 0..=most).prop_map(Fact::AtLeast),
        1 => Just(Fact::Unstated),
    ]
}

/// A period that may still go on.
pub fn period() -> impl Strategy<Value = Period> + Clone {
    (date(), option::of(date())).prop_map(|(a, b)| match b {
        Some(b) if b.latest() > a.earliest() => Period { from: a, to: Some(b) },
        Some(b) if a.latest() > b.earliest() => Period { from: b, to: Some(a) },
        _ => Period { from: a, to: None },
    })
}

pub fn experience() -> impl Strategy<Value = Experience> + Clone {
    (
        text(TITLES),
        option::of(period()),
        vec(text(SKILLS), 0..3),
        0u8..3,
        option::of(0u32..30),
        option::of(vec(text(SKILLS), 1..6)),
    )
        .prop_map(|(title, period, skills, state, managed, summary)| Experience {
            title,
            employer: None,
            from: period.map(|p| p.from),
            to: period.and_then(|p| p.to),
            summary: summary.map(|words| words.join(" et ")),
            skills: match state {
                0 => Fact::Unstated,
                1 => Fact::AtLeast(skills),
                _ => Fact::Stated(skills),
            },
            managed,
        })
}

pub fn skill() -> impl Strategy<Value = Skill> + Clone {
    (text(SKILLS), option::of(1u8..=4), option::of(0u32..200), option::of(date()))
        .prop_map(|(name, level, months, last_used)| Skill { name, level, months, last_used })
}

pub fn diploma() -> impl Strategy<Value = Diploma> + Clone {
    (text(DIPLOMAS), option::of(1u8..=8), option::of(text(DOMAINS)), option::of(date()))
        .prop_map(|(title, level, field, obtained)| Diploma { title, level, field, obtained })
}

pub fn certification() -> impl Strategy<Value = Certification> + Clone {
    (text(SKILLS), option::of(period())).prop_map(|(name, p)| Certification {
        name,
        obtained: p.map(|p| p.from),
        expires: p.and_then(|p| p.to),
    })
}

pub fn language() -> impl Strategy<Value = Language> + Clone {
    (select(&["fr", "en", "es", "drehu"][..]), option::of(select(&LanguageLevel::ALL[..])))
        .prop_map(|(language, level)| Language {
            language: language.into(),
            level: level.map(|l| l.0),
        })
}

fn residence() -> impl Strategy<Value = Residence> {
    prop_oneof![
        3 => fact(period(), 3).prop_map(Residence::Periods),
        1 => (0u8..40).prop_map(Residence::Years),
    ]
}

fn civil_service() -> impl Strategy<Value = CivilService> {
    prop_oneof![
        Just(CivilService::Unstated),
        Just(CivilService::No),
        (text(CORPS), option::of(1u8..=3), option::of(text(DOMAINS))).prop_map(
            |(corps, grade, domain)| CivilService::Serving(Post {
                corps,
                grade,
                domain,
                employer: None
            })
        ),
    ]
}

/// A candidate with this identifier.
pub fn candidate(id: impl Strategy<Value = String>) -> impl Strategy<Value = CandidateForm> {
    let status = (
        id,
        option::of(any::<bool>()),
        fact(text(&["FR", "VU", "AU"]), 2),
        option::of(any::<bool>()),
        residence(),
        civil_service(),
    );
    let proofs = (
        fact(
            (text(CORPS), option::of(2000i16..2026))
                .prop_map(|(corps, year)| Competition { corps, year }),
            2,
        ),
        fact(diploma(), 3),
        fact(text(&["Ordre national des infirmiers", "Ordre des architectes"]), 1),
        fact(certification(), 2),
        fact(experience(), 4),
    );
    let rest = (
        fact(skill(), 6),
        fact(language(), 2),
        fact(text(&["A", "B", "C"]), 2),
        fact(text(&["casier-judiciaire", "vaccination"]), 2),
        option::of(vec(text(SKILLS), 1..8).prop_map(|words| words.join(", "))),
        option::of(date()),
        option::of(fact(text(TITLES), 2).prop_map(|titles| Wishes { titles, ..Wishes::default() })),
    );
    (status, proofs, rest).prop_map(
        |(
            (id, citizen, mut nationality, work_permit, residence, civil_service),
            (competitions, diplomas, registrations, certifications, experience),
            (skills, languages, licences, attested, summary, available_from, wishes),
        )| {
            if citizen == Some(true)
                && let Fact::Stated(list) = &mut nationality
                && !list.iter().any(|country| country == "FR")
            {
                list.push("FR".into());
            }
            CandidateForm {
                id,
                citizen,
                nationality,
                work_permit,
                residence,
                civil_service,
                competitions,
                diplomas,
                registrations,
                certifications,
                experience,
                skills,
                languages,
                licences,
                attested,
                summary,
                available_from,
                wishes,
                ..CandidateForm::default()
            }
        },
    )
}

fn residence_rule() -> impl Strategy<Value = ResidenceRule> + Clone {
    prop_oneof![
        select(&[3u8, 5, 10][..]).prop_map(|years| ResidenceRule::AtLeast { years }),
        Just(ResidenceRule::NoMinimum),
        Just(ResidenceRule::NotStated),
    ]
}

fn pathway() -> impl Strategy<Value = Pathway> + Clone {
    (
        select(&Route::ALL[..]),
        option::of(text(CORPS)),
        option::of(1u8..=3),
        option::of(text(DOMAINS)),
        residence_rule(),
        option::of(1u8..=8),
    )
        .prop_map(|(route, corps, grade, domain, residence, diploma_level)| Pathway {
            route,
            corps,
            grade,
            domain,
            residence,
            diploma_level,
        })
}

fn requirement() -> impl Strategy<Value = Requirement> + Clone {
    let kind = select(
        &[
            RequirementKind::Diploma,
            RequirementKind::Experience,
            RequirementKind::Knowledge,
            RequirementKind::KnowHow,
            RequirementKind::Behaviour,
            RequirementKind::Certification,
            RequirementKind::Registration,
            RequirementKind::Licence,
            RequirementKind::Language,
            RequirementKind::Other,
        ][..],
    );
    let force = select(&[Force::Required, Force::Preferred, Force::AcquiredLater][..]);
    (
        kind,
        force,
        vec(text(SKILLS), 0..3),
        option::of(1u8..=4),
        option::of(1u8..=8),
        0u32..80,
        option::of(text(DOMAINS)),
        0usize..50,
    )
        .prop_map(|(kind, force, terms, level, diploma_level, months, field, start)| {
            let mut r = Requirement::new(kind, format!("Maîtrise de {}", terms.join(" et ")));
            (r.force, r.terms, r.level, r.span) =
                (force, terms, level, Some(Span::new(start, start + 5)));
            match kind {
                RequirementKind::Diploma => {
                    r.diploma_level = diploma_level;
                    r.fields = field.into_iter().collect();
                }
                RequirementKind::Experience => r.months = Some(months),
                RequirementKind::Licence => r.licence = Some("B".into()),
                RequirementKind::Language => {
                    r.language = Some("en".into());
                    r.language_level = Some(LanguageLevel::B2);
                }
                RequirementKind::Registration => {
                    r.text = "Inscription à l'ordre des infirmiers".into()
                }
                RequirementKind::Other => r.category = Some(Category::A),
                _ => {}
            }
            r
        })
}

fn node() -> impl Strategy<Value = RequirementNode> {
    prop_oneof![
        5 => requirement().prop_map(RequirementNode::One),
        1 => vec(requirement().prop_map(RequirementNode::One), 1..3).prop_map(|any| RequirementNode::Any { any }),
    ]
}

/// An offer with this identifier.
pub fn offer(id: impl Strategy<Value = String>) -> impl Strategy<Value = OfferForm> {
    let header = (
        id,
        option::of(text(TITLES)),
        option::of(date()),
        option::of(date()),
        option::of(1u32..4),
        option::of(text(TITLES)),
    );
    let body = (
        vec(pathway(), 0..5),
        vec(text(SKILLS), 0..4),
        vec(text(SKILLS), 0..3),
        vec(node(), 0..6),
        vec(text(SKILLS), 0..3),
        any::<bool>(),
    );
    (header, body).prop_map(
        |(
            (id, title, published, closing, seats, respnc_job),
            (pathways, missions, activities, requirements, terms, truncated),
        )| OfferForm {
            reference: Some(Reference { number: id.clone(), service: None, date: published }),
            id,
            title,
            published,
            closing,
            seats,
            respnc_job,
            pathways,
            missions: missions.into_iter().map(|m| format!("Assurer le suivi : {m}")).collect(),
            activities,
            requirements,
            terms,
            truncated,
            availability: Availability { kind: AvailabilityKind::Immediate, date: None },
            ..OfferForm::default()
        },
    )
}
