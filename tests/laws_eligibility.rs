//! The laws of the design over generated rule books, offers and candidates.

use std::sync::atomic::{AtomicUsize, Ordering};

use adequation::{
    CandidateForm, Certification, Change, CivilService, Competition, Date, Diploma, Door,
    EligibilityProbe, Experience, Fact, Language, NeededFact, Offer, OfferForm, Outcome,
    PartialDate, Pathway, Policies, Post, Residence, ResidencePolicy, Route, RuleBook, TierPolicy,
    Truth, Verdict,
};
use adequation::{Confidence, CountingDate, LanguageLevel};
use proptest::{collection::vec, option, prelude::*, sample::select, test_runner::TestRunner};
use serde_json::json;

use crate::{
    generate,
    oracle::{Leaf, Rule, Tree},
};

/// Runs a property so many times; says how many pairs were judged.
fn check<S: Strategy>(
    name: &str,
    cases: u32,
    strategy: S,
    law: impl Fn(S::Value) -> Result<usize, TestCaseError>,
) {
    let judged = AtomicUsize::new(0);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    )
    .run(&strategy, |value| {
        judged.fetch_add(law(value)?, Ordering::Relaxed);
        Ok(())
    });
    eprintln!("{name}: {} pairs judged", judged.load(Ordering::Relaxed));
    if let Err(error) = outcome {
        panic!("{name}: {error}");
    }
}

fn leaf() -> impl Strategy<Value = Leaf> + Clone {
    let corps = || vec(select(generate::CORPS), 1..3);
    prop_oneof![
        Just(Leaf::Citizen),
        Just(Leaf::French),
        select(&["VU", "AU", "FR"][..]).prop_map(Leaf::Country),
        Just(Leaf::WorkPermit),
        Just(Leaf::Servant),
        corps().prop_map(Leaf::Corps),
        corps().prop_map(Leaf::Laureate),
        (1u8..30).prop_map(Leaf::Residence),
        (1u8..=8).prop_map(Leaf::Diploma),
        (1u32..240).prop_map(Leaf::Months),
        select(&["A", "B", "C"][..]).prop_map(Leaf::Licence).prop_filter(
            "greater licences",
            |leaf| {
                // Who holds C may hold B: the oracle does not know it.
                !matches!(leaf, Leaf::Licence("B"))
            }
        ),
        (select(&["fr", "en", "drehu"][..]), option::of(select(&LanguageLevel::ALL[..])))
            .prop_map(|(l, level)| Leaf::Language(l, level.map(|level| level.0))),
        select(&["casier-judiciaire", "vaccination"][..]).prop_map(Leaf::Attested),
        // Names of which none is a part of another.
        select(&["COBIT", "PRINCE2", "poterie"][..]).prop_map(Leaf::Certification),
    ]
}

fn tree() -> impl Strategy<Value = Tree> + Clone {
    leaf().prop_map(Tree::Leaf).prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(Tree::All),
            vec(inner.clone(), 1..4).prop_map(Tree::Any),
            inner.clone().prop_map(|tree| Tree::Not(Box::new(tree))),
            vec(inner, 1..4)
                .prop_flat_map(|parts| (1..=parts.len() as u8, Just(parts)))
                .prop_map(|(n, parts)| Tree::AtLeast(n, parts)),
        ]
    })
}

fn rule() -> impl Strategy<Value = Rule> + Clone {
    (option::weighted(0.3, tree()), option::weighted(0.3, tree()), tree())
        .prop_map(|(when, unless, condition)| Rule { when, unless, condition })
}

fn book(rules: &[Rule]) -> Result<RuleBook, String> {
    let corps: Vec<_> = generate::CORPS
        .iter()
        .map(|name| json!({"name": name, "source": "s", "confidence": "inferred"}))
        .collect();
    let rules: Vec<_> =
        rules.iter().enumerate().map(|(i, rule)| rule.json(&format!("r{i}"))).collect();
    let value = json!({"name": "n", "version": "1", "sources": [{"key": "s", "cite": "S"}],
        "corps": corps, "rules": rules});
    serde_json::from_value(value).map_err(|e| e.to_string())
}

fn day() -> impl Strategy<Value = Date> + Clone {
    (1995i16..2030, 1i8..=12, 1i8..=31)
        .prop_map(|(y, m, d)| Date::new(y, m, d).unwrap_or(Date::constant(2024, 2, 29)))
}

fn people(most: usize) -> impl Strategy<Value = Vec<CandidateForm>> {
    vec(generate::candidate(Just("c".to_owned())), 1..=most)
}

fn door_of(closing: Option<PartialDate>) -> Offer {
    OfferForm {
        id: "o".into(),
        closing,
        pathways: vec![Pathway::new(Route::Functional)],
        ..OfferForm::default()
    }
    .check()
    .unwrap()
}

fn truth(verdict: Verdict) -> Truth {
    match verdict {
        Verdict::Ineligible => Truth::NotMet,
        Verdict::Undetermined => Truth::Unknown,
        Verdict::Eligible => Truth::Met,
    }
}

#[test]
fn compiled_programs_agree_with_the_recursive_evaluator() {
    let strategy = (vec(rule(), 1..4), people(12), option::of(generate::date()), day());
    check("compiled = naive", 1_600, strategy, |(rules, people, closing, as_of)| {
        let book = match book(&rules) {
            Ok(book) => book,
            Err(error) => {
                // A refused rule can in truth not be met, or not be failed; anything else is a fault of the generator.
                let lines: Vec<&str> = error.lines().collect();
                let known = lines.iter().all(|line| {
                    line.contains("no facts can meet") || line.contains("no facts can fail")
                });
                prop_assert!(known, "{error}");
                return Ok(0);
            }
        };
        let mut judged = 0;
        for (person, closing) in people.iter().flat_map(|person| {
            [closing, None, closing.map(|d| d.latest().into())]
                .map(|closing| (person.clone(), closing))
        }) {
            let days = closing.map_or((as_of, as_of), |d| (d.earliest(), d.latest()));
            let probe =
                EligibilityProbe::new(&door_of(closing), &book, &Policies::default(), as_of);
            let facts = EligibilityProbe::facts(&person.clone().check().unwrap(), &book);
            let (eligibility, _) = probe.assess(&facts);
            let door = &eligibility.doors[0];
            let mut all = Truth::Met;
            for (rule, finding) in rules.iter().zip(&door.findings) {
                let naive = rule.value(&person, days);
                all = all.min(naive.unwrap_or(Truth::Met));
                let expected = naive.map_or(Outcome::NotApplicable, Outcome::from);
                prop_assert_eq!(finding.outcome, expected, "{:?} {:?}", rule, person);
            }
            prop_assert_eq!(truth(door.verdict), all);
            prop_assert_eq!(truth(probe.quick(&facts).verdict), all);
            judged += 1;
        }
        Ok(judged)
    });
}

#[test]
fn what_the_checks_refuse_as_contradictory_is_met_by_nobody() {
    // Trees that cannot be met, or not be failed, and some that merely look like it.
    let strategy = (tree(), people(10), day(), 0u8..4, 1u8..20, 1u8..20);
    check("refused rules", 800, strategy, |(tree, people, day, shape, a, b)| {
        let not = |tree: Tree| Tree::Not(Box::new(tree));
        let years = |n| Tree::Leaf(Leaf::Residence(n));
        let tree = match shape {
            0 => Tree::All(vec![tree.clone(), not(tree)]),
            1 => Tree::Any(vec![not(tree.clone()), tree]),
            2 => Tree::All(vec![years(a), tree, not(years(b))]),
            _ => Tree::Any(vec![years(a), tree, not(years(b))]),
        };
        let rule = Rule { when: None, unless: None, condition: tree };
        let Err(error) = book(std::slice::from_ref(&rule)) else { return Ok(0) };
        let refused = if error.contains("no facts can meet") { Truth::Met } else { Truth::NotMet };
        let mut judged = 0;
        for person in people {
            let value = rule.value(&person, (day, day));
            prop_assert_ne!(value, Some(refused), "{:?} {:?}", rule, person);
            judged += 1;
        }
        Ok(judged)
    });
}

fn shipped_pairs(most: usize) -> impl Strategy<Value = (Offer, Vec<CandidateForm>, Date)> {
    (generate::offer(Just("o".to_owned())), people(most), day())
        .prop_map(|(offer, people, day)| (offer.check().unwrap(), people, day))
}

fn policies() -> impl Strategy<Value = Policies> + Clone {
    (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(a, b, c, d)| {
        Policies::default()
            .residence(if a { ResidencePolicy::Required } else { ResidencePolicy::Priority })
            .tiers(if b { TierPolicy::OneTier } else { TierPolicy::CitizenFirst })
            .sourced_only(c)
            .counting(if d { CountingDate::AsOf } else { CountingDate::Closing })
    })
}

#[test]
fn the_traced_evaluation_says_what_the_quick_one_says() {
    let book = RuleBook::new_caledonia();
    check(
        "traced = untraced",
        1_200,
        (shipped_pairs(12), policies(), policies()),
        |((offer, people, day), one, two)| {
            let mut judged = 0;
            let pairs = people.iter().flat_map(|person| [(person, one), (person, two)]);
            for (person, policies) in pairs {
                let probe = EligibilityProbe::new(&offer, &book, &policies, day);
                let facts = EligibilityProbe::facts(&person.clone().check().unwrap(), &book);
                let quick = probe.quick(&facts);
                let (eligibility, priority) = probe.assess(&facts);
                let best = eligibility.doors.iter().map(|door| door.verdict).max();
                prop_assert_eq!(eligibility.verdict, best.unwrap_or(Verdict::Undetermined));
                prop_assert_eq!(eligibility.verdict, quick.verdict);
                prop_assert_eq!(priority.tier, quick.tier);
                prop_assert_eq!(priority.best_possible, quick.best_possible);
                prop_assert!(
                    priority.tier.map(|t| t.rank(&policies))
                        <= priority.best_possible.map(|t| t.rank(&policies))
                );
                let contracts: Vec<bool> = eligibility
                    .doors
                    .iter()
                    .filter(|door| Some(door.verdict) == best && best != Some(Verdict::Ineligible))
                    .map(|door| door.route == Route::Contract)
                    .collect();
                prop_assert_eq!(
                    quick.only_contract_open,
                    !contracts.is_empty() && contracts.iter().all(|c| *c)
                );
                for door in &eligibility.doors {
                    let findings = door.findings.iter().map(|finding| match finding.outcome {
                        Outcome::NotMet => Truth::NotMet,
                        Outcome::Unknown => Truth::Unknown,
                        Outcome::Met | Outcome::NotApplicable => Truth::Met,
                    });
                    prop_assert_eq!(findings.min().unwrap_or(Truth::Met), truth(door.verdict));
                    prop_assert_eq!(
                        door.verdict == Verdict::Undetermined,
                        !door.missing.is_empty() || unsettled(door)
                    );
                    prop_assert!(
                        door.findings.is_empty()
                            || door.verdict == Verdict::Eligible
                            || door.findings.iter().any(|f| f.decisive)
                    );
                }
                judged += 1;
            }
            Ok(judged)
        },
    );
}

/// An undetermined door that no key of the candidate's can settle: what is unknown is the notice's or the book's.
fn unsettled(door: &Door) -> bool {
    door.verdict == Verdict::Undetermined && door.missing.is_empty()
}

/// Makes one unknown fact known.
fn refine(person: &mut CandidateForm, which: u8, other: &CandidateForm) {
    fn settle<T: Clone>(fact: &mut Fact<T>, other: &Fact<T>) {
        *fact = match (fact.clone(), other) {
            (Fact::Unstated, other) => other.clone(),
            (Fact::AtLeast(mut items), Fact::Stated(more)) => {
                items.extend(more.iter().cloned());
                Fact::Stated(items)
            }
            (Fact::AtLeast(mut items), more) => {
                items.extend(more.items().iter().cloned());
                Fact::AtLeast(items)
            }
            (stated, _) => stated,
        };
    }
    let narrow = |date: &mut PartialDate| *date = PartialDate::from(date.latest());
    match which {
        0 if person.citizen.is_none() => person.citizen = other.citizen,
        1 => settle(&mut person.nationality, &other.nationality),
        2 if person.work_permit.is_none() => person.work_permit = other.work_permit,
        3 => match (&mut person.residence, &other.residence) {
            (own @ Residence::Periods(Fact::Unstated), other) => *own = other.clone(),
            (Residence::Periods(own), Residence::Periods(other)) => settle(own, other),
            _ => {}
        },
        4 if person.civil_service == CivilService::Unstated => {
            person.civil_service = other.civil_service.clone();
        }
        5 => settle(&mut person.competitions, &other.competitions),
        6 => settle(&mut person.diplomas, &other.diplomas),
        7 => settle(&mut person.registrations, &other.registrations),
        8 => settle(&mut person.certifications, &other.certifications),
        9 => settle(&mut person.experience, &other.experience),
        10 => settle(&mut person.languages, &other.languages),
        11 => settle(&mut person.licences, &other.licences),
        12 => settle(&mut person.attested, &other.attested),
        13 => {
            if let Residence::Periods(Fact::Stated(list) | Fact::AtLeast(list)) =
                &mut person.residence
            {
                list.iter_mut().for_each(|period| narrow(&mut period.from));
            }
        }
        14 => {
            if let Fact::Stated(list) | Fact::AtLeast(list) = &mut person.diplomas {
                for diploma in list {
                    if diploma.known_level().is_none() {
                        diploma.level = Some(5);
                    }
                    if diploma.field.is_none() {
                        diploma.field = Some("droit".into());
                    }
                }
            }
        }
        15 => {
            if let Fact::Stated(list) | Fact::AtLeast(list) = &mut person.experience {
                for (post, known) in list.iter_mut().zip(other.experience.items()) {
                    if post.skills.is_unstated() {
                        post.skills = known.skills.clone();
                    }
                    if let (None, None) = (post.from, post.to) {
                        post.from = known.from;
                    }
                }
            }
        }
        16 => {
            if let Fact::Stated(list) | Fact::AtLeast(list) = &mut person.certifications {
                for (held, known) in list.iter_mut().zip(other.certifications.items()) {
                    if held.expires.is_none()
                        && held.obtained.is_none_or(|o| {
                            known.expires.is_some_and(|e| e.latest() > o.earliest())
                        })
                    {
                        held.expires = known.expires;
                    }
                }
            }
        }
        17 => {
            if let Fact::Stated(list) | Fact::AtLeast(list) = &mut person.languages {
                for held in list {
                    held.level = held.level.or(Some(LanguageLevel::B1));
                }
            }
        }
        _ => {}
    }
}

#[test]
fn a_fact_that_becomes_known_never_flips_an_outcome() {
    let book = RuleBook::new_caledonia();
    let strategy = (shipped_pairs(4), people(4), policies());
    check("monotone information", 500, strategy, |((offer, people, day), others, policies)| {
        let probe = EligibilityProbe::new(&offer, &book, &policies, day);
        let mut judged = 0;
        let pairs = people.iter().zip(others.iter().cycle());
        for ((person, other), which) in
            pairs.flat_map(|pair| (0u8..18).map(move |which| (pair, which)))
        {
            let mut wiser = person.clone();
            refine(&mut wiser, which, other);
            if wiser == *person {
                continue;
            }
            let Ok(wiser) = wiser.check() else { continue };
            let before =
                probe.assess(&EligibilityProbe::facts(&person.clone().check().unwrap(), &book)).0;
            let after = probe.assess(&EligibilityProbe::facts(&wiser, &book)).0;
            for (old, new) in before.doors.iter().zip(&after.doors) {
                prop_assert!(
                    old.verdict == Verdict::Undetermined || old.verdict == new.verdict,
                    "fact {}: {:?}\n{:?}\n{:?}",
                    which,
                    person,
                    old,
                    new
                );
                for (old, new) in old.findings.iter().zip(&new.findings) {
                    let settled = matches!(old.outcome, Outcome::Met | Outcome::NotMet);
                    // A condition may turn out not to apply once its guard is known.
                    let kept = old.outcome == new.outcome || new.outcome == Outcome::NotApplicable;
                    prop_assert!(
                        !settled || kept,
                        "fact {}: {:?}\n{:?}\n{:?}",
                        which,
                        person,
                        old,
                        new
                    );
                }
            }
            judged += 1;
        }
        Ok(judged)
    });
}

/// Adds an item to a list that is stated or perhaps partial, or states an unstated list as perhaps partial.
fn qualify(person: &mut CandidateForm, which: u8, other: &CandidateForm) {
    fn add<T: Clone>(fact: &mut Fact<T>, other: &Fact<T>) {
        if fact.is_unstated() {
            *fact = Fact::AtLeast(other.items().to_vec());
        } else if let Some(item) = other.items().first() {
            fact.push(item.clone());
        }
    }
    match which {
        0 => add(&mut person.nationality, &other.nationality),
        1 => {
            if let (Residence::Periods(own), Residence::Periods(other)) =
                (&mut person.residence, &other.residence)
            {
                add(own, other);
            }
        }
        2 => add(&mut person.competitions, &other.competitions),
        3 => add(&mut person.diplomas, &other.diplomas),
        4 => add(&mut person.registrations, &other.registrations),
        5 => add(&mut person.certifications, &other.certifications),
        6 => add(&mut person.experience, &other.experience),
        7 => add(&mut person.languages, &other.languages),
        8 => add(&mut person.licences, &other.licences),
        _ => add(&mut person.attested, &other.attested),
    }
}

#[test]
fn a_person_never_loses_by_saying_more() {
    let book = RuleBook::new_caledonia();
    let strategy = (shipped_pairs(6), people(6), policies());
    check("saying more", 700, strategy, |((offer, people, day), others, policies)| {
        let probe = EligibilityProbe::new(&offer, &book, &policies, day);
        let mut judged = 0;
        let pairs = people.iter().zip(others.iter().cycle());
        for ((person, other), which) in
            pairs.flat_map(|pair| (0u8..10).map(move |which| (pair, which)))
        {
            let mut more = person.clone();
            qualify(&mut more, which, other);
            let Ok(more) = more.check() else { continue };
            let before =
                probe.quick(&EligibilityProbe::facts(&person.clone().check().unwrap(), &book));
            let after = probe.quick(&EligibilityProbe::facts(&more, &book));
            let key = |quick: &adequation::ProbeQuick| {
                (quick.verdict, quick.tier.map(|t| t.rank(&policies)))
            };
            prop_assert!(
                key(&before) <= key(&after),
                "list {}: {:?}\n{:?}\n{:?}",
                which,
                person,
                before,
                after
            );
            prop_assert!(before.local <= after.local);
            judged += 1;
        }
        Ok(judged)
    });
}

/// Makes the facts of a set true of a person, on the form itself.
fn apply(
    mut person: CandidateForm,
    facts: &[&NeededFact],
    door: &Door,
    counted: Date,
) -> CandidateForm {
    for fact in facts {
        let p = &mut person;
        match fact {
            NeededFact::Citizen => {
                p.citizen = Some(true);
                p.nationality.push("FR".into());
            }
            NeededFact::French => p.nationality.push("FR".into()),
            NeededFact::Nationality(code) => p.nationality.push(code.clone()),
            NeededFact::WorkPermit => p.work_permit = Some(true),
            NeededFact::Serving { corps, category, domain } => {
                // Corps whose category is officially sourced, so that no policy makes it unknown.
                let of = match category.map(|c| format!("{c:?}")).as_deref() {
                    Some("A") => ["attaché", "cadre technique"],
                    Some("B") => ["rédacteur", "contrôleur"],
                    _ => ["adjoint administratif", "préposé"],
                };
                let other =
                    of.into_iter().find(|name| door.corps.as_deref() != Some(name)).unwrap();
                p.civil_service = CivilService::Serving(Post {
                    corps: corps.clone().unwrap_or_else(|| other.to_owned()),
                    grade: None,
                    domain: domain.clone(),
                    employer: None,
                });
            }
            NeededFact::Laureate(corps) => {
                p.competitions.push(Competition { corps: corps.clone(), year: None });
            }
            NeededFact::Residence(years) => {
                p.residence = Residence::Years((*years).max(match p.residence {
                    Residence::Years(own) => own,
                    Residence::Periods(_) => 0,
                }));
            }
            NeededFact::Diploma { level, field, title } => p.diplomas.push(Diploma {
                title: title.clone().unwrap_or_else(|| "Titre".into()),
                level: *level,
                field: field.clone(),
                obtained: None,
            }),
            NeededFact::Experience { months, field } => p.experience.push(Experience {
                title: field.clone().unwrap_or_else(|| "Poste".into()),
                from: Some(counted.checked_sub(jiff_months(months.unwrap_or(1))).unwrap().into()),
                ..Experience::default()
            }),
            NeededFact::Registration(name) => p.registrations.push(name.clone()),
            NeededFact::Certifications(names) => {
                for name in names {
                    p.certifications.push(Certification {
                        name: name.clone(),
                        obtained: None,
                        expires: PartialDate::year(2200),
                    });
                }
            }
            NeededFact::Licence(name) => p.licences.push(name.clone()),
            NeededFact::Language(code, level) => {
                p.languages.push(Language { language: code.clone(), level: *level });
            }
            NeededFact::Attested(name) => p.attested.push(name.clone()),
            other => panic!("a new kind of fact: {other:?}"),
        }
    }
    person
}

fn jiff_months(months: u32) -> jiff::Span {
    jiff::Span::new().months(i64::from(months))
}

#[test]
fn a_counterfactual_opens_its_door_and_no_smaller_one_does() {
    let book = RuleBook::new_caledonia();
    let sets = AtomicUsize::new(0);
    check(
        "counterfactuals",
        1_500,
        (shipped_pairs(6), policies()),
        |((offer, people, day), policies)| {
            let probe = EligibilityProbe::new(&offer, &book, &policies, day);
            let counted = match (policies.counting, offer.closing) {
                (CountingDate::Closing, Some(closing)) => closing.earliest(),
                _ => day,
            };
            let mut judged = 0;
            for person in people {
                let facts = EligibilityProbe::facts(&person.clone().check().unwrap(), &book);
                for (i, door) in probe.assess(&facts).0.doors.iter().enumerate() {
                    let Some(found) = &door.counterfactuals else {
                        prop_assert_eq!(door.verdict, Verdict::Eligible);
                        continue;
                    };
                    for set in &found.sets {
                        prop_assert!((1..=3).contains(&set.len()));
                        let all: Vec<&NeededFact> =
                            set.iter().map(|change: &Change| &change.fact).collect();
                        for mask in 0..1u8 << all.len() {
                            let some: Vec<&NeededFact> = all
                                .iter()
                                .enumerate()
                                .filter(|(bit, _)| mask & (1 << bit) != 0)
                                .map(|(_, fact)| *fact)
                                .collect();
                            let form = apply(person.clone(), &some, door, counted);
                            let changed = form.check().unwrap_or_else(|e| panic!("{e}"));
                            let after = probe.assess(&EligibilityProbe::facts(&changed, &book)).0;
                            let open = after.doors[i].verdict == Verdict::Eligible;
                            prop_assert_eq!(
                                open,
                                some.len() == all.len(),
                                "{:?} of {:?}\n{:?}\n{:?}",
                                some,
                                all,
                                person,
                                after.doors[i]
                            );
                            judged += 1;
                        }
                        sets.fetch_add(1, Ordering::Relaxed);
                    }
                }
            }
            Ok(judged)
        },
    );
    assert!(sets.load(Ordering::Relaxed) > 1_500, "too few counterfactuals were tried");
}

#[test]
fn time_alone_opens_a_door_on_the_day_it_says_and_not_before() {
    let book = RuleBook::new_caledonia();
    let dated = AtomicUsize::new(0);
    let strategy = (shipped_pairs(8), any::<bool>());
    check("by time", 4_000, strategy, |((offer, people, day), required)| {
        let residence =
            if required { ResidencePolicy::Required } else { ResidencePolicy::Priority };
        let policies = Policies::default().residence(residence);
        let on = |date: Date| {
            let mut form = offer.to_form();
            form.closing = Some(date.into());
            EligibilityProbe::new(&form.check().unwrap(), &book, &policies, day)
        };
        let probe = EligibilityProbe::new(&offer, &book, &policies, day);
        let mut judged = 0;
        for mut person in people {
            // Of these people only durations are short: time is what they lack.
            person.citizen = Some(false);
            person.nationality = Fact::Stated(vec!["FR".into()]);
            person.licences = Fact::Stated(vec!["B".into()]);
            person.diplomas = Fact::Stated(
                generate::DOMAINS
                    .iter()
                    .map(|field| Diploma {
                        title: "Doctorat".into(),
                        level: Some(8),
                        field: Some((*field).into()),
                        obtained: None,
                    })
                    .collect(),
            );
            person.languages = Fact::Stated(vec![Language {
                language: "en".into(),
                level: Some(LanguageLevel::C1),
            }]);
            person.registrations = Fact::Stated(vec!["Ordre national des infirmiers".into()]);
            if let Residence::Periods(list) = &person.residence
                && let Some(first) = list.items().first()
            {
                let goes_on = adequation::Period { from: first.from, to: None };
                person.residence = Residence::Periods(Fact::AtLeast(vec![goes_on]));
            }
            let facts = EligibilityProbe::facts(&person.clone().check().unwrap(), &book);
            for (i, door) in probe.assess(&facts).0.doors.iter().enumerate() {
                let Some(by_time) = door.counterfactuals.as_ref().and_then(|c| c.by_time) else {
                    continue;
                };
                let open = |date| on(date).assess(&facts).0.doors[i].verdict == Verdict::Eligible;
                prop_assert!(open(by_time.date), "{:?} {:?}", by_time, person);
                prop_assert!(
                    !open(by_time.date.yesterday().unwrap()),
                    "{:?} {:?}",
                    by_time,
                    person
                );
                prop_assert_eq!(
                    by_time.in_time,
                    offer.closing.map(|closing| by_time.date <= closing.latest())
                );
                dated.fetch_add(1, Ordering::Relaxed);
                judged += 2;
            }
        }
        Ok(judged)
    });
    let dated = dated.load(Ordering::Relaxed);
    assert!(dated > 100, "too few doors that time opens: {dated}");
}

#[test]
fn policies_move_only_what_they_say() {
    let book = RuleBook::new_caledonia();
    check("policies", 900, shipped_pairs(10), |(offer, people, day)| {
        let probe = |policies: Policies| EligibilityProbe::new(&offer, &book, &policies, day);
        let base = probe(Policies::default());
        let required = probe(Policies::default().residence(ResidencePolicy::Required));
        let one_tier = probe(Policies::default().tiers(TierPolicy::OneTier));
        let sourced = probe(Policies::default().sourced_only(true));
        let as_of = probe(Policies::default().counting(CountingDate::AsOf));
        let mut judged = 0;
        for person in people {
            let facts = EligibilityProbe::facts(&person.check().unwrap(), &book);
            let (plain, plain_priority) = base.assess(&facts);
            prop_assert_eq!(&(plain.clone(), plain_priority), &one_tier.assess(&facts));
            let strict = required.assess(&facts).0;
            for (old, new) in plain.doors.iter().zip(&strict.doors) {
                if matches!(old.route, Route::OnTitle | Route::Direct) {
                    prop_assert!(new.verdict <= old.verdict);
                    prop_assert_eq!(new.findings.len(), old.findings.len() + 1);
                } else {
                    prop_assert_eq!(old, new);
                }
            }
            let strict = sourced.assess(&facts).0;
            for (old, new) in plain.doors.iter().zip(&strict.doors) {
                for (old, new) in old.findings.iter().zip(&new.findings) {
                    let weak = old.basis.confidence == Confidence::Inferred
                        && old.outcome != Outcome::NotApplicable;
                    if weak {
                        prop_assert_eq!(new.outcome, Outcome::Unknown);
                    } else if new.outcome != old.outcome {
                        // The category of the person's own corps is a constant of the book too.
                        prop_assert_eq!(new.outcome, Outcome::Unknown);
                        prop_assert!(
                            new.rule.contains("category") || new.rule.contains("alternatives"),
                            "{:?}",
                            new
                        );
                    }
                }
            }
            let later = as_of.assess(&facts).0;
            for (old, new) in plain.doors.iter().zip(&later.doors) {
                for (old, new) in old.findings.iter().zip(&new.findings) {
                    let dated = ["diploma", "experience", "certification", "alternatives"];
                    prop_assert!(
                        old.outcome == new.outcome
                            || dated.iter().any(|rule| new.rule.contains(rule)),
                        "{:?} {:?}",
                        old,
                        new
                    );
                }
            }
            judged += 4;
        }
        Ok(judged)
    });
}

#[test]
fn rule_books_survive_the_wire() {
    check("wire", 400, vec(rule(), 0..4), |rules| {
        let Ok(book) = book(&rules) else { return Ok(0) };
        let text = serde_json::to_string(&book).unwrap();
        let again: RuleBook = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&again, &book);
        prop_assert_eq!(serde_json::to_string(&again).unwrap(), text);
        Ok(1)
    });
}
