//! The laws of the fit, on generated people.

use adequation::{
    Bands, Candidate, CandidateForm, Certification, Date, Diploma, Experience, Fact, Fit,
    FitCategory, Language, LanguageLevel, Lexicon, Offer, OfferForm, Requirement, RequirementKind,
    RequirementNode, Skill, Weights, Yardstick,
};
use proptest::{prelude::*, sample::select};

const SKILLS: &[&str] = &[
    "VMware vSphere",
    "Cisco",
    "BGP",
    "ITIL",
    "marchés publics",
    "Excel",
    "Python",
    "gestion de projet",
    "réseau",
    "soins palliatifs",
    "soudure",
    "management",
    "FortiGate",
    "tapisserie d'Aubusson",
    "C++",
];
const TITLES: &[&str] = &[
    "Administrateur réseaux",
    "Responsable du pôle infrastructures",
    "Directrice des systèmes d'information",
    "Infirmière",
    "Chef de projet",
    "technicien",
    "Ingénieur en réseaux d'irrigation",
    "Tapissier",
    "Network engineer",
    "DSI",
];
const TEXTS: &[&str] = &[
    "Exploitation du routage et de la commutation, pare-feux, astreinte.",
    "Encadre une équipe de cinq agents ; budget, appels d'offres, réseau d'associations.",
    "Soins, accueil des familles, transmissions ciblées.",
    "Mise en production d'applications Java, Oracle, tests et recette.",
    "",
];

fn as_of() -> Date {
    "2025-06-01".parse().unwrap()
}

fn offers() -> Vec<Offer> {
    let ask = |kind, text: &str| Requirement::new(kind, text);
    let rich = OfferForm {
        id: "rich".into(),
        title: Some("Chef de section réseaux et datacenter".into()),
        respnc_job: Some("Administrateur réseau".into()),
        missions: vec![
            "Assurer l'exploitation des réseaux locaux et étendus".into(),
            "Encadrer une équipe".into(),
        ],
        requirements: vec![
            RequirementNode::Any {
                any: vec![
                    Requirement {
                        diploma_level: Some(6),
                        ..ask(RequirementKind::Diploma, "Diplôme de niveau 6 en informatique")
                    }
                    .into(),
                    RequirementNode::All {
                        all: vec![
                            Requirement {
                                months: Some(60),
                                ..ask(
                                    RequirementKind::Experience,
                                    "Cinq ans d'expérience en réseaux",
                                )
                            }
                            .into(),
                            ask(RequirementKind::Certification, "Certification CCNA").into(),
                        ],
                    },
                ],
            },
            Requirement {
                level: Some(4),
                ..ask(RequirementKind::Knowledge, "Maîtrise du routage (BGP, OSPF)")
            }
            .into(),
            ask(RequirementKind::KnowHow, "Rédiger des cahiers des charges techniques").into(),
            Requirement {
                language: Some("en".into()),
                ..ask(RequirementKind::Language, "Anglais")
            }
            .into(),
            Requirement { licence: Some("B".into()), ..ask(RequirementKind::Licence, "Permis B") }
                .into(),
            ask(RequirementKind::Behaviour, "Sens de l'organisation").into(),
        ],
        ..OfferForm::default()
    };
    let cut = OfferForm {
        id: "cut".into(),
        title: Some("Tapissier d'ameublement".into()),
        context: vec!["L'atelier restaure les sièges et les tentures des bâtiments".into()],
        truncated: true,
        ..OfferForm::default()
    };
    let odd = OfferForm {
        id: "odd".into(),
        missions: vec!["réseau ".repeat(50)],
        ..OfferForm::default()
    };
    [rich, cut, odd].into_iter().map(|form| form.check().unwrap()).collect()
}

fn fact<T: Clone + std::fmt::Debug + 'static>(
    item: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Fact<T>> {
    let items = prop::collection::vec(item, 0..4);
    prop_oneof![
        2 => items.prop_flat_map(|v| prop_oneof![Just(Fact::Stated(v.clone())), Just(Fact::AtLeast(v))]),
        1 => Just(Fact::Unstated),
    ]
    .boxed()
}

fn skill() -> impl Strategy<Value = Skill> {
    (
        select(SKILLS),
        prop::option::of(1u8..=4),
        prop::option::of(0u32..200),
        prop::option::of(2005i16..2026),
    )
        .prop_map(|(name, level, months, year)| Skill {
            name: name.into(),
            level,
            months,
            last_used: year.map(|y| y.to_string().parse().unwrap()),
        })
}

fn post() -> impl Strategy<Value = Experience> {
    let years = prop::option::of((1990i16..2024, prop::option::of(1i16..20)));
    (
        select(TITLES),
        years,
        select(TEXTS),
        fact(select(SKILLS).prop_map(str::to_owned)),
        prop::option::of(0u32..60),
    )
        .prop_map(|(title, years, text, skills, managed)| Experience {
            title: title.into(),
            from: years.map(|(y, _)| y.to_string().parse().unwrap()),
            to: years.and_then(|(y, n)| n.map(|n| (y + n).to_string().parse().unwrap())),
            summary: Some(text.to_owned()),
            skills,
            managed,
            ..Experience::default()
        })
}

fn person() -> impl Strategy<Value = CandidateForm> {
    let diploma = (select(TITLES), prop::option::of(1u8..=8)).prop_map(|(t, level)| Diploma {
        title: t.into(),
        level,
        field: Some("informatique".into()),
        ..Diploma::default()
    });
    let certification =
        select(SKILLS).prop_map(|n| Certification { name: n.into(), ..Certification::default() });
    let language =
        prop::option::of(select(vec![LanguageLevel::A1, LanguageLevel::B2, LanguageLevel::Native]))
            .prop_map(|level| Language { language: "en".into(), level });
    (
        fact(skill()),
        fact(post()),
        fact(diploma),
        fact(certification),
        fact(language),
        fact(select(vec!["B".to_owned(), "C".to_owned()])),
        prop::option::of(select(TEXTS).prop_map(str::to_owned)),
    )
        .prop_map(
            |(skills, experience, diplomas, certifications, languages, licences, summary)| {
                CandidateForm {
                    id: "c".into(),
                    skills,
                    experience,
                    diplomas,
                    certifications,
                    languages,
                    licences,
                    summary,
                    ..CandidateForm::default()
                }
            },
        )
}

struct World {
    yardsticks: Vec<Yardstick>,
}

impl World {
    fn new() -> Self {
        let lexicon = Lexicon::shipped();
        Self {
            yardsticks: offers()
                .iter()
                .map(|o| Yardstick::new(o, &lexicon, &Weights::suggested()).unwrap())
                .collect(),
        }
    }

    fn scores(&self, form: &CandidateForm) -> Vec<u16> {
        let candidate = form.clone().check().unwrap();
        self.yardsticks.iter().map(|y| y.measure(&candidate, as_of()).0.get()).collect()
    }

    /// The score of no offer is lower.
    fn rises(&self, before: &CandidateForm, after: &CandidateForm) {
        for (b, a) in self.scores(before).into_iter().zip(self.scores(after)) {
            assert!(a >= b, "{b} → {a}\n{before:?}\n{after:?}");
        }
    }
}

fn sums(fit: &Fit) {
    let mut weights = 0;
    let (mut points, mut potential) = (0, 0);
    for c in &fit.components {
        weights += u32::from(c.weight.get());
        points += c.points.get();
        potential += c.potential.get();
        assert_eq!(c.points.get(), c.criteria.iter().map(|k| k.points.get()).sum::<u16>());
        assert_eq!(c.potential.get(), c.criteria.iter().map(|k| k.potential.get()).sum::<u16>());
        assert_eq!(c.weight.get(), c.criteria.iter().map(|k| k.weight.get()).sum::<u16>());
        for k in &c.criteria {
            assert!(k.points <= k.potential && k.potential <= k.weight, "{k:?}");
            let shown: u16 = k.evidence.iter().map(|e| e.points.get()).sum();
            assert_eq!(shown, k.points.get(), "every point has its evidence: {k:?}");
        }
    }
    assert_eq!(weights, 10_000);
    assert_eq!(points, fit.score.get());
    assert_eq!(potential, fit.potential.get());
    assert!(fit.score <= fit.potential);
}

#[test]
fn points_sum_and_the_explanation_is_the_computation() {
    let world = World::new();
    proptest!(ProptestConfig::with_cases(200), |(form in person())| {
        let candidate: Candidate = form.check().unwrap();
        for yardstick in &world.yardsticks {
            let fit = yardstick.explain(&candidate, as_of(), Bands::default());
            sums(&fit);
            prop_assert_eq!(yardstick.measure(&candidate, as_of()), (fit.score, fit.potential));
        }
    });
}

#[test]
fn saying_more_never_costs() {
    let world = World::new();
    proptest!(ProptestConfig::with_cases(200), |(form in person(), more in skill(), job in post(), n in 0usize..8)| {
        let mut after = form.clone();
        match n {
            0 => after.skills.push(more),
            1 => after.experience.push(job),
            2 => after.certifications.push(Certification { name: more.name, ..Certification::default() }),
            3 => after.diplomas.push(Diploma { title: "Master informatique".into(), ..Diploma::default() }),
            4 => after.languages.push(Language { language: "en".into(), level: None }),
            5 => after.licences.push("B".into()),
            6 => after.registrations.push("Ordre national des infirmiers".into()),
            _ => after.summary = Some(format!("{} {}", form.summary.clone().unwrap_or_default(), TEXTS[0])),
        }
        world.rises(&form, &after);
    });
}

#[test]
fn stating_what_was_unknown_never_costs() {
    let world = World::new();
    proptest!(ProptestConfig::with_cases(200), |(form in person(), level in 1u8..=4, months in 0u32..100, n in 0usize..5)| {
        let mut after = form.clone();
        if let Fact::Stated(skills) | Fact::AtLeast(skills) = &mut after.skills {
            for skill in skills {
                match n {
                    0 => skill.level = skill.level.or(Some(level)),
                    1 => skill.months = skill.months.or(Some(months)),
                    _ => skill.last_used = skill.last_used.or(Some("1999".parse().unwrap())),
                }
            }
        }
        if let Fact::Stated(posts) | Fact::AtLeast(posts) = &mut after.experience {
            for post in posts {
                match n {
                    3 => post.managed = post.managed.or(Some(0)),
                    4 => post.skills.push("Cisco".into()),
                    _ => {}
                }
            }
        }
        world.rises(&form, &after);
    });
}

#[test]
fn saying_it_twice_gains_nothing() {
    let world = World::new();
    proptest!(ProptestConfig::with_cases(100), |(form in person())| {
        let mut twice = form.clone();
        twice.summary = form.summary.as_ref().map(|s| format!("{s}\n{s}"));
        if let Fact::Stated(posts) | Fact::AtLeast(posts) = &mut twice.experience {
            for post in posts.iter_mut() {
                post.summary = post.summary.as_ref().map(|s| format!("{s}\n{s}"));
            }
            let again = posts.clone();
            posts.extend(again);
        }
        if let Fact::Stated(skills) | Fact::AtLeast(skills) = &mut twice.skills {
            let again = skills.clone();
            skills.extend(again);
        }
        prop_assert_eq!(world.scores(&form), world.scores(&twice));
    });
}

#[test]
fn a_preference_moves_weights_and_nothing_else() {
    let lexicon = Lexicon::shipped();
    let offer = &offers()[0];
    let plain = Yardstick::new(offer, &lexicon, &Weights::suggested()).unwrap();
    let weights =
        Weights::suggested().prefer(FitCategory::Diploma, 4_000).prefer(FitCategory::Behaviour, 0);
    let preferred = Yardstick::new(offer, &lexicon, &weights).unwrap();
    proptest!(ProptestConfig::with_cases(50), |(form in person())| {
        let candidate = form.check().unwrap();
        let (a, b) = (
            plain.explain(&candidate, as_of(), Bands::default()),
            preferred.explain(&candidate, as_of(), Bands::default()),
        );
        sums(&b);
        for (x, y) in a.components.iter().zip(&b.components) {
            prop_assert_eq!((x.category, x.suggested), (y.category, y.suggested));
            if x.category == FitCategory::Behaviour {
                prop_assert_eq!(y.weight.get(), 0);
            }
            for (p, q) in x.criteria.iter().zip(&y.criteria) {
                // The credit is the same, whatever the weight: points in proportion, but for rounding.
                let scaled = u64::from(p.points.get()) * u64::from(q.weight.get());
                let other = u64::from(q.points.get()) * u64::from(p.weight.get());
                prop_assert!(scaled.abs_diff(other) <= 2 * u64::from(p.weight.get().max(q.weight.get())), "{p:?} {q:?}");
            }
        }
    });
}

#[test]
fn unknown_lists_leave_room_and_complete_ones_do_not() {
    let world = World::new();
    let nothing = CandidateForm { id: "c".into(), ..CandidateForm::default() }.check().unwrap();
    let none = CandidateForm {
        id: "c".into(),
        skills: Fact::Stated(vec![]),
        experience: Fact::Stated(vec![]),
        diplomas: Fact::Stated(vec![]),
        certifications: Fact::Stated(vec![]),
        languages: Fact::Stated(vec![]),
        licences: Fact::Stated(vec![]),
        registrations: Fact::Stated(vec![]),
        ..CandidateForm::default()
    }
    .check()
    .unwrap();
    for yardstick in &world.yardsticks {
        let (score, potential) = yardstick.measure(&nothing, as_of());
        assert_eq!((score.get(), potential.get()), (0, 10_000));
        let (score, potential) = yardstick.measure(&none, as_of());
        assert_eq!((score.get(), potential.get()), (0, 0));
    }
}

#[test]
fn an_offer_that_asks_nothing_has_no_fit() {
    let empty = OfferForm { id: "o".into(), ..OfferForm::default() }.check().unwrap();
    assert!(Yardstick::new(&empty, &Lexicon::shipped(), &Weights::suggested()).is_none());
}

#[test]
fn old_skills_count_less_and_levels_matter() {
    let world = World::new();
    let with = |level, last: &str| CandidateForm {
        id: "c".into(),
        skills: Fact::Stated(vec![Skill {
            name: "BGP".into(),
            level: Some(level),
            months: Some(1),
            last_used: Some(last.parse().unwrap()),
        }]),
        ..CandidateForm::default()
    };
    let score = |form: &CandidateForm| world.scores(form)[0];
    assert!(score(&with(4, "2025")) > score(&with(2, "2025")));
    assert!(score(&with(4, "2025")) > score(&with(4, "2008")));
}

/// An offer of the third panel, with its people.
fn third() -> crate::agreement::Panel {
    crate::agreement::third()
}

#[test]
fn a_page_of_skills_does_not_replace_the_work() {
    let (panel, lexicon) = (third(), Lexicon::shipped());
    let mut names: Vec<String> = panel
        .people
        .iter()
        .flat_map(|p| p.skills.items().iter().map(|s| s.name.clone()))
        .chain(SKILLS.iter().map(|s| (*s).to_owned()))
        .collect();
    names.sort();
    names.dedup();
    let mut page = names.clone();
    page.extend((names.len()..200).map(|i| format!("{} {i}", SKILLS[i % SKILLS.len()])));
    assert!(page.len() >= 200);
    let listed = |form: &CandidateForm| {
        let skills = page.iter().map(|n| Skill { name: n.clone(), ..Skill::default() }).collect();
        CandidateForm { skills: Fact::Stated(skills), ..form.clone() }.check().unwrap()
    };
    let nobody = listed(&CandidateForm { id: "page".into(), ..CandidateForm::default() });
    for (id, offer) in &panel.offers {
        let yardstick = Yardstick::new(offer, &lexicon, &Weights::suggested()).unwrap();
        let score = |c: &Candidate| yardstick.measure(c, as_of()).0.get();
        let grade = |c: &Candidate| panel.grades[id][&c.id];
        let does = panel.people.iter().filter(|c| grade(c) >= 4.0).map(score).min().unwrap();
        assert!(score(&nobody) < does, "{id}: {} {does}", score(&nobody));
        for other in panel.people.iter().filter(|c| grade(c) == 0.0) {
            let more = listed(&CandidateForm::clone(other));
            assert!(score(&more) < does, "{id} {}: {} {does}", other.id, score(&more));
        }
    }
}

#[test]
fn one_skill_under_many_spellings_is_one_skill() {
    let world = World::new();
    let spellings = [
        ["Cisco", "CISCO", "cisco", "Cisco Systems"],
        [
            "administration réseau",
            "Administration de réseaux",
            "ADMINISTRATION RESEAU",
            "réseaux informatiques",
        ],
        ["gestion de projet", "Gestion de projets", "project management", "GESTION DE PROJETS"],
        ["ITIL", "ITIL v4", "ITIL Foundation", "itil"],
    ];
    let with = |names: &[&str]| CandidateForm {
        id: "c".into(),
        skills: Fact::Stated(
            names
                .iter()
                .map(|n| Skill { name: (*n).into(), level: Some(3), ..Skill::default() })
                .collect(),
        ),
        ..CandidateForm::default()
    };
    for names in spellings {
        let alone: Vec<Vec<u16>> = names.iter().map(|n| world.scores(&with(&[n]))).collect();
        for (at, all) in world.scores(&with(&names)).into_iter().enumerate() {
            let best = alone.iter().map(|s| s[at]).max().unwrap();
            assert_eq!(all, best, "{names:?}: {alone:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_skill_unused_for_longer_never_counts_more(
        name in select(SKILLS), level in 1u8..=4, year in 1995i16..2025, earlier in 1i16..25,
    ) {
        let world = World::new();
        let with = |year: i16| CandidateForm {
            id: "c".into(),
            skills: Fact::Stated(vec![Skill {
                name: name.into(),
                level: Some(level),
                months: Some(40),
                last_used: Some(year.to_string().parse().unwrap()),
            }]),
            ..CandidateForm::default()
        };
        world.rises(&with(year - earlier), &with(year));
    }

    #[test]
    fn a_trade_left_for_longer_never_counts_more(title in select(TITLES), year in 2000i16..2024, earlier in 1i16..15) {
        let world = World::new();
        let with = |to: i16| CandidateForm {
            id: "c".into(),
            experience: Fact::Stated(vec![Experience {
                title: title.into(),
                from: Some((to - 6).to_string().parse().unwrap()),
                to: Some(to.to_string().parse().unwrap()),
                ..Experience::default()
            }]),
            ..CandidateForm::default()
        };
        world.rises(&with(year - earlier), &with(year));
    }

    #[test]
    fn a_higher_level_never_counts_less(name in select(SKILLS), level in 1u8..4, managed in 0u32..60, more in 1u32..60) {
        let world = World::new();
        let with = |level: u8, managed: u32| CandidateForm {
            id: "c".into(),
            skills: Fact::Stated(vec![Skill { name: name.into(), level: Some(level), ..Skill::default() }]),
            experience: Fact::Stated(vec![Experience {
                title: "Chef de section réseaux".into(),
                from: "2015".parse().ok(),
                managed: Some(managed),
                ..Experience::default()
            }]),
            ..CandidateForm::default()
        };
        world.rises(&with(level, managed), &with(level + 1, managed + more));
    }
}

/// A head of department is no junior: the same field, the same years, the same skills.
#[test]
fn seniority_is_respected() {
    let lexicon = Lexicon::shipped();
    for (asked, head, junior) in [
        (
            "Directeur des systèmes d'information",
            "Directrice des systèmes d'information",
            "Technicien informatique",
        ),
        (
            "Directrice des ressources humaines",
            "Directeur des ressources humaines",
            "Assistante RH",
        ),
        ("Chef du service voirie", "Responsable voirie", "Ouvrier de voirie"),
        ("Cadre de santé", "Cadre infirmier", "Aide-soignante"),
    ] {
        let offer = OfferForm { id: "o".into(), title: Some(asked.into()), ..OfferForm::default() };
        let yardstick =
            Yardstick::new(&offer.check().unwrap(), &lexicon, &Weights::suggested()).unwrap();
        let score = |title: &str| {
            let post = Experience {
                title: title.into(),
                from: "2012".parse().ok(),
                ..Experience::default()
            };
            let form = CandidateForm {
                id: "c".into(),
                experience: Fact::Stated(vec![post]),
                ..CandidateForm::default()
            };
            yardstick.measure(&form.check().unwrap(), as_of()).0.get()
        };
        assert!(score(head) > 2 * score(junior), "{asked}: {} {}", score(head), score(junior));
    }
}
