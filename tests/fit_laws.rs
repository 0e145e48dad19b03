//! The laws of the fit on arbitrary offers and candidates. More than 20,000 pairs in all; a small lexicon of our own keeps
//! them quick and makes hits frequent.

use std::sync::OnceLock;

use adequation::{
    Bands, Candidate, CandidateForm, Date, Experience, Fact, Fit, FitCategory, Language, Lexicon,
    LexiconBuilder, Matcher, Offer, OfferForm, PartialDate, Skill, Weights, Yardstick,
};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::generate::{
    self, SKILLS, TITLES, certification, date, diploma, experience, language, skill,
};

const TERMS: &str = "\
informatique\tdomain\tinformatique | IT
reseaux\tdomain\tréseaux informatiques | ?réseau\tinformatique
cisco\ttool\tCisco\treseaux
virtualisation\tskill\tvirtualisation\tinformatique
vsphere\ttool\tVMware vSphere | vSphere\tvirtualisation
windows\ttool\tWindows 11 | Windows\tinformatique
developpement\tdomain\tdéveloppement | ?web\tinformatique
java\ttool\tJava\tdeveloppement\tcpp:30
javascript\ttool\tJavaScript\tdeveloppement
cpp\ttool\tC++\tdeveloppement
sig\ttool\tSIG\tinformatique\thydraulique:20
gouvernance\tmethod\tgouvernance\tinformatique
itil\tmethod\tITIL\tgouvernance\tcobit:50
cobit\tmethod\tCOBIT\tgouvernance
projet\tskill\tgestion de projet | ?projet
prince2\tmethod\tPRINCE2\tprojet\tscrum:40
agile\tmethod\tméthodes agiles | ?agile\tprojet
scrum\tmethod\tScrum\tagile
droit\tdomain\tdroit
marches\tskill\tmarchés publics\tdroit
etat-civil\tskill\tétat civil\tdroit
comptabilite\tdomain\tcomptabilité
compta-publique\tskill\tcomptabilité publique\tcomptabilite\tmarches:30
soins\tdomain\tsoins | soins généraux
urgence\tskill\tsoins d'urgence\tsoins
eau\tdomain\teau
hydraulique\tskill\thydraulique\teau
rigueur\tbehaviour\trigueur
occ-famille-si\toccupation\tmétiers du numérique
occ-admin-reseau\toccupation\tadministrateur réseau\tocc-famille-si\tocc-support:50\treseaux:80,cisco:60
occ-chef-projet\toccupation\tchef de projet informatique\tocc-famille-si\t\tprojet:80,informatique:40
occ-support\toccupation\ttechnicien support\tocc-famille-si\t\twindows:80,informatique:60
occ-dev\toccupation\tdéveloppeur web\tocc-famille-si\tocc-chef-projet:30\tjavascript:80,java:40
occ-infirmier\toccupation\tinfirmier\t\t\tsoins:80,urgence:50
occ-comptable\toccupation\tcomptable\t\tocc-juriste:20\tcompta-publique:80
occ-juriste\toccupation\tjuriste\t\t\tdroit:80,marches:50
occ-eau\toccupation\tingénieur eau\t\t\thydraulique:80,sig:30
occ-directeur\toccupation\tdirecteur
x-reseau\tmask\tréseau d'associations
sen-2\tseniority\tagent | technicien\t2
sen-3\tseniority\tchef de projet | ingénieur | administrateur | juriste\t3
sen-6\tseniority\tdirecteur\t6
";

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| LexiconBuilder::empty().terms("laws", TERMS).build().unwrap())
}

fn day() -> Date {
    "2025-05-23".parse().unwrap()
}

fn yardstick(offer: &Offer, weights: &Weights) -> Option<Yardstick> {
    Yardstick::new(offer, lexicon(), weights)
}

fn measure(yardstick: &Yardstick, person: &Candidate) -> (u16, u16) {
    let (score, potential) = yardstick.measure(person, day());
    (score.get(), potential.get())
}

fn explain(yardstick: &Yardstick, person: &Candidate) -> Fit {
    yardstick.explain(person, day(), Bands::default())
}

fn offers() -> impl Strategy<Value = Offer> {
    generate::offer(Just("o".into())).prop_filter_map("an offer", |form| form.check().ok())
}

fn form() -> impl Strategy<Value = CandidateForm> {
    generate::candidate(Just("c".into()))
        .prop_filter("a candidate", |form| form.clone().check().is_ok())
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        max_shrink_iters: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A true fact that a person may add.
#[derive(Clone, Debug)]
enum Said {
    Skill(Skill),
    Diploma(adequation::Diploma),
    Certification(adequation::Certification),
    Experience(Experience),
    Language(Language),
    Licence(String),
    Registration(String),
}

fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        3 => skill().prop_map(Said::Skill),
        2 => diploma().prop_map(Said::Diploma),
        2 => certification().prop_map(Said::Certification),
        3 => experience().prop_map(Said::Experience),
        1 => language().prop_map(Said::Language),
        1 => select(&["A", "B", "C"][..]).prop_map(|l| Said::Licence(l.into())),
        1 => Just(Said::Registration("Ordre national des infirmiers".into())),
    ]
}

/// Adds an item; an unstated list becomes "at least". Tells whether the list was known to be complete.
fn add<T>(list: &mut Fact<T>, item: T) -> bool {
    match list {
        Fact::Stated(items) => {
            items.push(item);
            true
        }
        Fact::AtLeast(items) => {
            items.push(item);
            false
        }
        Fact::Unstated => {
            *list = Fact::AtLeast(vec![item]);
            false
        }
    }
}

fn say(form: &mut CandidateForm, said: Said) -> bool {
    match said {
        Said::Skill(s) => add(&mut form.skills, s),
        Said::Diploma(d) => add(&mut form.diplomas, d),
        Said::Certification(c) => add(&mut form.certifications, c),
        Said::Experience(e) => add(&mut form.experience, e),
        Said::Language(l) => add(&mut form.languages, l),
        Said::Licence(l) => add(&mut form.licences, l),
        Said::Registration(r) => add(&mut form.registrations, r),
    }
}

/// Whether the list a fact belongs to is one of a category's own (design 2.3): the others may bring evidence, but what they
/// leave open was never counted.
fn owns(category: FitCategory, said: &Said) -> bool {
    let practice = matches!(said, Said::Skill(_) | Said::Certification(_) | Said::Experience(_));
    match category {
        FitCategory::Knowledge
        | FitCategory::KnowHow
        | FitCategory::Missions
        | FitCategory::Context => practice,
        FitCategory::Trade | FitCategory::Responsibility | FitCategory::Experience => {
            matches!(said, Said::Experience(_))
        }
        FitCategory::Diploma => matches!(said, Said::Diploma(_)),
        FitCategory::Certification => matches!(said, Said::Certification(_) | Said::Skill(_)),
        FitCategory::Registration => matches!(said, Said::Registration(_)),
        FitCategory::Licence => matches!(said, Said::Licence(_)),
        FitCategory::Language => matches!(said, Said::Language(_)),
        FitCategory::Behaviour => matches!(said, Said::Skill(_)),
        _ => false,
    }
}

fn items<T>(list: &mut Fact<T>) -> &mut [T] {
    match list {
        Fact::Stated(items) | Fact::AtLeast(items) => items,
        Fact::Unstated => &mut [],
    }
}

/// A detail that was not stated gets a value; `false` where nothing was open.
fn detail(form: &mut CandidateForm, which: u8, number: u8, on: PartialDate) -> bool {
    let level = number % 4 + 1;
    match which {
        0 => items(&mut form.skills)
            .iter_mut()
            .find(|s| s.level.is_none())
            .map(|s| s.level = Some(level)),
        1 => items(&mut form.skills)
            .iter_mut()
            .find(|s| s.months.is_none())
            .map(|s| s.months = Some(u32::from(number))),
        2 => items(&mut form.skills)
            .iter_mut()
            .find(|s| s.last_used.is_none())
            .map(|s| s.last_used = Some(on)),
        3 => items(&mut form.experience)
            .iter_mut()
            .find(|e| e.from.is_none() && e.to.is_none())
            .map(|e| e.from = Some(on)),
        4 => items(&mut form.experience)
            .iter_mut()
            .find(|e| e.managed.is_none())
            .map(|e| e.managed = Some(u32::from(number) / 4)),
        5 => items(&mut form.diplomas)
            .iter_mut()
            .find(|d| d.known_level().is_none())
            .map(|d| d.level = Some(number % 8 + 1)),
        6 => items(&mut form.languages)
            .iter_mut()
            .find(|l| l.level.is_none())
            .map(|l| l.level = Some(adequation::LanguageLevel::ALL[usize::from(number) % 7].0)),
        7 => items(&mut form.experience)
            .iter_mut()
            .find(|e| matches!(e.skills, Fact::Unstated))
            .map(|e| {
                e.skills = Fact::AtLeast(vec![SKILLS[usize::from(number) % SKILLS.len()].into()])
            }),
        _ => form
            .summary
            .is_none()
            .then(|| form.summary = Some(SKILLS[usize::from(number) % SKILLS.len()].into())),
    }
    .is_some()
}

proptest! {
    #![proptest_config(cases(400))]

    /// 400 × 8 pairs.
    #[test]
    fn points_sum_exactly(offer in offers(), people in vec(form(), 8)) {
        let Some(yardstick) = yardstick(&offer, &Weights::suggested()) else { return Ok(()) };
        for person in people {
            let person = person.check().unwrap();
            let fit = explain(&yardstick, &person);
            prop_assert_eq!((fit.score.get(), fit.potential.get()), measure(&yardstick, &person));
            prop_assert!(fit.score <= fit.potential && fit.potential.get() <= 10_000);
            let sum = |of: &dyn Fn(&adequation::Component) -> u16| fit.components.iter().map(of).sum::<u16>();
            prop_assert_eq!(sum(&|c| c.weight.get()), 10_000);
            prop_assert_eq!(sum(&|c| c.suggested.get()), 10_000);
            prop_assert_eq!(sum(&|c| c.points.get()), fit.score.get());
            prop_assert_eq!(sum(&|c| c.potential.get()), fit.potential.get());
            for c in &fit.components {
                let sum = |of: &dyn Fn(&adequation::CriterionFit) -> u16| c.criteria.iter().map(of).sum::<u16>();
                prop_assert_eq!(sum(&|c| c.weight.get()), c.weight.get());
                prop_assert_eq!(sum(&|c| c.points.get()), c.points.get());
                prop_assert_eq!(sum(&|c| c.potential.get()), c.potential.get());
                for criterion in &c.criteria {
                    let told: u16 = criterion.evidence.iter().map(|e| e.points.get()).sum();
                    prop_assert_eq!(told, criterion.points.get(), "{:?}", criterion);
                    prop_assert!(criterion.points <= criterion.potential);
                    prop_assert!(criterion.potential <= criterion.weight, "{:?}", criterion);
                }
            }
        }
    }

    /// 400 × 8 pairs. Design 2.3: an item more, or an unstated list stated as "at least", never lowers the score; where
    /// the list was not complete, what it may hold was in the potential already.
    #[test]
    fn nobody_loses_by_saying_more(offer in offers(), people in vec((form(), said()), 8)) {
        let Some(yardstick) = yardstick(&offer, &Weights::suggested()) else { return Ok(()) };
        for (person, said) in people {
            let before = explain(&yardstick, &person.clone().check().unwrap());
            let mut more = person.clone();
            let complete = say(&mut more, said.clone());
            let Ok(more) = more.check() else { continue };
            let after = explain(&yardstick, &more);
            prop_assert!(after.score >= before.score, "{said:?} said by {person:?}");
            for (b, a) in before.components.iter().zip(&after.components) {
                if complete || !owns(b.category, &said) {
                    continue;
                }
                for (b, a) in b.criteria.iter().zip(&a.criteria) {
                    // One point may move between criteria when they are rounded to sum.
                    let most = b.potential.get() + 1;
                    prop_assert!(a.points.get() <= most, "{said:?} said by {person:?}\n{b:?}\n{a:?}");
                    prop_assert!(a.potential.get() <= most, "{said:?} said by {person:?}\n{b:?}\n{a:?}");
                }
            }
        }
    }

    /// 400 × 12 pairs: an unknown detail that becomes known, whatever its value, stays between score and potential.
    #[test]
    fn details_stay_between_score_and_potential(
        offer in offers(),
        people in vec((form(), 0u8..9, any::<u8>(), date()), 12),
    ) {
        let Some(yardstick) = yardstick(&offer, &Weights::suggested()) else { return Ok(()) };
        for (person, which, number, on) in people {
            let (score, potential) = measure(&yardstick, &person.clone().check().unwrap());
            let mut more = person.clone();
            if !detail(&mut more, which, number, on) {
                continue;
            }
            let Ok(more) = more.check() else { continue };
            let (after, possible) = measure(&yardstick, &more);
            prop_assert!(after >= score, "{score} → {after}: {which} {number} {on:?} {person:?}");
            // Skills of a post and free text are new evidence, not an unknown that was counted.
            if which < 7 {
                prop_assert!(after <= potential, "{potential} < {after}: {which} {number} {on:?} {person:?}");
                prop_assert!(possible <= potential, "{potential} < {possible}: {which} {number} {on:?} {person:?}");
            } else {
                prop_assert!(possible >= potential, "free text adds no doubt: {which} {number} {person:?}");
            }
        }
    }

    /// 400 × 8 pairs.
    #[test]
    fn saying_it_twice_adds_nothing(offer in offers(), people in vec(form(), 8), stop in any::<bool>()) {
        let Some(yardstick) = yardstick(&offer, &Weights::suggested()) else { return Ok(()) };
        for person in people {
            let (score, _) = measure(&yardstick, &person.clone().check().unwrap());
            let twice = |text: &mut Option<String>| {
                if let Some(text) = text {
                    *text = if stop { format!("{text}. {text}") } else { format!("{text}\n{text}") };
                }
            };
            let mut more = person.clone();
            twice(&mut more.summary);
            items(&mut more.experience).iter_mut().for_each(|e| twice(&mut e.summary));
            let again = more.skills.items().to_vec();
            if let Fact::Stated(list) | Fact::AtLeast(list) = &mut more.skills {
                list.extend(again);
            }
            let Ok(more) = more.check() else { continue };
            prop_assert!(measure(&yardstick, &more).0 <= score, "{person:?}");
        }
    }

    /// 400 × 8 pairs: identifiers, status and the order of lists do not matter.
    #[test]
    fn the_fit_is_blind(offer in offers(), people in vec((form(), form()), 8)) {
        let Some(yardstick) = yardstick(&offer, &Weights::suggested()) else { return Ok(()) };
        for (person, other) in people {
            let own = measure(&yardstick, &person.clone().check().unwrap());
            let mut turned = person.clone();
            turned.id = "somebody else".into();
            items(&mut turned.skills).reverse();
            items(&mut turned.experience).reverse();
            items(&mut turned.diplomas).reverse();
            items(&mut turned.certifications).reverse();
            items(&mut turned.languages).reverse();
            (turned.citizen, turned.nationality) = (other.citizen, other.nationality);
            (turned.residence, turned.civil_service) = (other.residence, other.civil_service);
            (turned.work_permit, turned.attested) = (other.work_permit, other.attested);
            (turned.available_from, turned.wishes) = (other.available_from, other.wishes);
            let Ok(turned) = turned.check() else { continue };
            prop_assert_eq!(own, measure(&yardstick, &turned), "{:?}", person);
        }
    }

    /// 400 × 6 pairs: a preferred weight changes weights, not credits; the others keep their proportions.
    #[test]
    fn a_weight_moves_only_what_it_should(
        offer in offers(),
        people in vec(form(), 6),
        category in select(&FitCategory::ALL[..]),
        weight in 0u16..=10_000,
    ) {
        let Some(before) = yardstick(&offer, &Weights::suggested()) else { return Ok(()) };
        let after = yardstick(&offer, &Weights::suggested().prefer(category.0, weight)).unwrap();
        for person in people {
            let person = person.check().unwrap();
            let (one, two) = (explain(&before, &person), explain(&after, &person));
            prop_assert_eq!(one.components.len(), two.components.len());
            let filled = one.components.iter().any(|c| c.category == category.0);
            if !filled {
                let parts = |f: &Fit| f.components.iter().map(|c| (c.points, c.potential)).collect::<Vec<_>>();
                prop_assert_eq!(parts(&one), parts(&two), "a category the offer does not fill");
            }
            let rest: Vec<(u32, u32)> = one
                .components
                .iter()
                .zip(&two.components)
                .filter(|(a, _)| a.category != category.0)
                .map(|(a, b)| (a.weight.get().into(), b.weight.get().into()))
                .collect();
            for (i, (a, b)) in rest.iter().enumerate() {
                for (c, d) in rest.iter().skip(i + 1) {
                    // Whole basis points: each weight is rounded by less than one.
                    prop_assert!((a * d).abs_diff(c * b) <= a + b + c + d, "{rest:?}");
                }
            }
            for (a, b) in one.components.iter().zip(&two.components) {
                prop_assert_eq!((a.category, a.suggested), (b.category, b.suggested));
                for (a, b) in a.criteria.iter().zip(&b.criteria) {
                    let (p, w): (u32, u32) = (a.points.get().into(), a.weight.get().into());
                    let (q, v): (u32, u32) = (b.points.get().into(), b.weight.get().into());
                    prop_assert!((p * v).abs_diff(q * w) <= w + v, "{a:?}\n{b:?}");
                }
            }
        }
    }

    /// 400 offers: no criterion, no fit; a thin profile has one.
    #[test]
    fn a_thin_offer_has_no_fit_a_thin_profile_has_one(
        form in generate::offer(Just("o".into())),
        title in select(TITLES),
    ) {
        let mut thin = form.clone();
        (thin.title, thin.respnc_job, thin.directorate, thin.service) = (None, None, None, None);
        thin.missions.clear();
        thin.activities.clear();
        thin.requirements.clear();
        thin.context.clear();
        prop_assert!(yardstick(&thin.clone().check().unwrap(), &Weights::suggested()).is_none());
        let titled = OfferForm { title: Some((*title).into()), ..thin }.check().unwrap();
        let yardstick = yardstick(&titled, &Weights::suggested()).unwrap();
        let nobody = CandidateForm { id: "n".into(), ..CandidateForm::default() }.check().unwrap();
        prop_assert_eq!(measure(&yardstick, &nobody), (0, 10_000), "nothing said: all is possible");
    }
}

proptest! {
    #![proptest_config(cases(60))]

    /// 60 × 8 pairs: what the ranking says of a person is what that person has alone.
    #[test]
    fn a_score_does_not_depend_on_the_others(offer in offers(), people in vec(form(), 8)) {
        let Some(yardstick) = yardstick(&offer, &Weights::suggested()) else { return Ok(()) };
        let matcher = Matcher::builder().lexicon(lexicon().clone()).build().unwrap();
        let people: Vec<Candidate> = people
            .into_iter()
            .enumerate()
            .map(|(i, form)| CandidateForm { id: format!("p{i}"), ..form }.check().unwrap())
            .collect();
        let opening = matcher.offer(offer);
        let pool = matcher.candidates(people.clone()).unwrap();
        let review = matcher.as_of(day());
        let ranking = review.candidates_for(&opening, &pool).top(8).run();
        for hit in ranking.entries() {
            let assessed = ranking.assessment(hit).fit.unwrap();
            let alone = people.iter().find(|p| ranking.assessment(hit).candidate == p.id).unwrap();
            prop_assert_eq!((assessed.score.get(), assessed.potential.get()), measure(&yardstick, alone));
        }
    }
}

#[test]
fn the_vocabulary_of_the_laws_is_that_of_the_generator() {
    let known = SKILLS.iter().chain(TITLES).filter(|t| !lexicon().find(t).is_empty()).count();
    assert!(known * 10 >= (SKILLS.len() + TITLES.len()) * 8, "{known}");
}
