//! Each rule met, not met, unknown, not applicable; each door under each policy; dates; requirements; what would open a
//! door; rule books of the caller's.

use adequation::{
    Candidate, CountingDate, Date, Door, Eligibility, EligibilityProbe, Finding, Offer, Outcome,
    Policies, Priority, ResidencePolicy, RuleBook, Tier, TierPolicy, Verdict,
};
use serde_json::{Value, json};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn offer(pathways: Value, more: Value) -> Offer {
    let mut form = json!({"id": "o", "pathways": pathways});
    form.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value(form).unwrap()
}

fn person(mut facts: Value) -> Candidate {
    facts["id"] = json!("c");
    serde_json::from_value(facts).unwrap()
}

struct Case {
    offer: Offer,
    book: RuleBook,
    policies: Policies,
    as_of: Date,
}

impl Case {
    fn door(pathway: Value) -> Self {
        Self::of(offer(json!([pathway]), json!({})))
    }

    fn of(offer: Offer) -> Self {
        Self {
            offer,
            book: RuleBook::new_caledonia(),
            policies: Policies::default(),
            as_of: day("2025-05-23"),
        }
    }

    fn policies(mut self, policies: Policies) -> Self {
        self.policies = policies;
        self
    }

    fn on(mut self, date: &str) -> Self {
        self.as_of = day(date);
        self
    }

    fn assess(&self, facts: Value) -> (Eligibility, Priority) {
        let probe = EligibilityProbe::new(&self.offer, &self.book, &self.policies, self.as_of);
        probe.assess(&EligibilityProbe::facts(&person(facts), &self.book))
    }

    fn first(&self, facts: Value) -> Door {
        self.assess(facts).0.doors.remove(0)
    }

    #[track_caller]
    fn outcome(&self, rule: &str, facts: Value) -> Outcome {
        finding(&self.first(facts), rule).outcome
    }
}

#[track_caller]
fn finding<'d>(door: &'d Door, rule: &str) -> &'d Finding {
    door.findings.iter().find(|f| &*f.rule == rule).unwrap_or_else(|| panic!("no {rule}: {door:?}"))
}

/// Each rule with facts for each outcome it can have.
#[test]
fn truth_table_of_the_rules() {
    use Outcome::{Met, NotApplicable, NotMet, Unknown};
    let title = json!({"route": "on_title", "corps": "ingénieur", "grade": 2, "domain": "informatique",
        "residence": {"kind": "at_least", "years": 5}});
    let mobility = json!({"route": "mobility", "corps": "technicien", "domain": "informatique"});
    let change = json!({"route": "change_of_corps", "corps": "technicien"});
    let secondment = json!({"route": "secondment", "corps": "technicien"});
    let competition = json!({"route": "competition", "corps": "technicien"});
    let contract = json!({"route": "contract", "diploma_level": 5});
    let level = |n: u8| json!({"diplomas": [{"title": "t", "level": n}]});
    let serves = |corps: &str| json!({"civil_service": {"corps": corps}});
    let rows: Vec<(&Value, &str, Value, Outcome)> = vec![
        (&title, "diploma.level", level(7), Met),
        (&title, "diploma.level", level(6), NotMet),
        (&title, "diploma.level", json!({"diplomas": []}), NotMet),
        // The best item of a list counts, wherever it stands.
        (
            &title,
            "diploma.level",
            json!({"diplomas": [{"title": "t"}, {"title": "t", "level": 7}]}),
            Met,
        ),
        (
            &title,
            "diploma.level",
            json!({"diplomas": [{"title": "t", "level": 5}, {"title": "t"}]}),
            Unknown,
        ),
        (&title, "diploma.level", json!({"diplomas": [{"title": "t"}]}), Unknown),
        (
            &title,
            "diploma.level",
            json!({"diplomas": {"at_least": [{"title": "t", "level": 5}]}}),
            Unknown,
        ),
        (&title, "diploma.level", json!({}), Unknown),
        (&title, "nationality.french", json!({"nationality": ["VU", "FR"]}), Met),
        (&title, "nationality.french", json!({"citizen": true}), Met),
        (&title, "nationality.french", json!({"nationality": ["VU"]}), NotMet),
        (&title, "nationality.french", json!({"nationality": []}), NotMet),
        (&title, "nationality.french", json!({"nationality": {"at_least": ["VU"]}}), Unknown),
        (&title, "nationality.french", json!({"citizen": false}), Unknown),
        (&title, "on_title.admitted", json!({}), Met),
        (&mobility, "mobility.corps", serves("Technicienne"), Met),
        (&mobility, "mobility.corps", serves("technicien adjoint"), NotMet),
        (&mobility, "mobility.corps", serves("technicien de laboratoire"), NotMet),
        (&mobility, "mobility.corps", json!({"civil_service": null}), NotMet),
        (&mobility, "mobility.corps", json!({}), Unknown),
        (&mobility, "mobility.domain", serves("technicien"), NotApplicable),
        (
            &mobility,
            "mobility.domain",
            json!({"civil_service": {"corps": "technicien", "domain": "Informatique"}}),
            Met,
        ),
        (
            &mobility,
            "mobility.domain",
            json!({"civil_service": {"corps": "technicien", "domain": "équipement"}}),
            NotMet,
        ),
        (
            &mobility,
            "mobility.domain",
            json!({"civil_service": {"corps": "technicien", "domain": "numérique"}}),
            Unknown,
        ),
        (&mobility, "mobility.domain", json!({}), Unknown),
        (&change, "servant.serving", serves("rédacteur"), Met),
        (&change, "servant.serving", json!({"civil_service": null}), NotMet),
        (&change, "servant.serving", json!({}), Unknown),
        (&change, "servant.other_corps", serves("rédacteur"), Met),
        (&change, "servant.other_corps", serves("technicien"), NotMet),
        (&change, "servant.other_corps", json!({"civil_service": null}), NotApplicable),
        (&change, "servant.other_corps", json!({}), Unknown),
        (&change, "servant.same_category", serves("rédacteur"), Met),
        (&change, "servant.same_category", serves("ingénieur"), NotMet),
        (&change, "servant.same_category", serves("géomètre"), Unknown),
        (&change, "servant.same_category", json!({"civil_service": null}), NotApplicable),
        (&secondment, "secondment.serving", serves("contrôleur"), Met),
        (&secondment, "secondment.serving", json!({"civil_service": null}), NotMet),
        (&secondment, "secondment.serving", json!({}), Unknown),
        (
            &competition,
            "competition.laureate",
            json!({"competitions": [{"corps": "Technicien 1er grade"}]}),
            Met,
        ),
        (
            &competition,
            "competition.laureate",
            json!({"competitions": [{"corps": "attaché"}]}),
            NotMet,
        ),
        (&competition, "competition.laureate", json!({"competitions": []}), NotMet),
        (
            &competition,
            "competition.laureate",
            json!({"competitions": {"at_least": [{"corps": "attaché"}]}}),
            Unknown,
        ),
        (&competition, "competition.laureate", json!({}), Unknown),
        (&contract, "contract.french_or_permit", json!({"nationality": ["FR"]}), Met),
        (
            &contract,
            "contract.french_or_permit",
            json!({"nationality": ["VU"], "work_permit": true}),
            Met,
        ),
        (
            &contract,
            "contract.french_or_permit",
            json!({"nationality": ["VU"], "work_permit": false}),
            NotMet,
        ),
        (&contract, "contract.french_or_permit", json!({"nationality": ["VU"]}), Unknown),
        (&contract, "contract.french_or_permit", json!({"work_permit": false}), Unknown),
        (&contract, "diploma.level", level(5), Met),
        (&contract, "diploma.level", level(4), NotMet),
        (&contract, "contract.failing_others", json!({}), NotApplicable),
    ];
    for (pathway, rule, facts, expected) in rows {
        let case = Case::door(pathway.clone());
        assert_eq!(case.outcome(rule, facts.clone()), expected, "{rule} {facts}");
    }
    let silent = Case::door(json!({"route": "contract"}));
    assert_eq!(silent.outcome("diploma.level", level(8)), Unknown, "the notice prints no level");
    let functional = Case::door(json!({"route": "functional"}));
    assert_eq!(functional.outcome("functional.unsourced", json!({})), NotApplicable);
    assert_eq!(functional.first(json!({})).verdict, Verdict::Eligible);
}

/// Each door, for a person whom it suits but for citizenship and residence, under each policy.
#[test]
fn doors_and_policies() {
    let suited = json!({"citizen": false, "nationality": ["FR"], "residence": {"years": 2},
        "diplomas": [{"title": "t", "level": 7}], "civil_service": {"corps": "technicien"},
        "competitions": [{"corps": "technicien"}]});
    let changing = json!({"citizen": false, "nationality": ["FR"], "residence": {"years": 2},
        "civil_service": {"corps": "rédacteur"}});
    let line = json!({"kind": "at_least", "years": 5});
    let default = Policies::default();
    let required = default.residence(ResidencePolicy::Required);
    let sourced = default.sourced_only(true);
    use Verdict::{Eligible as O, Ineligible as X, Undetermined as U};
    // Verdicts by default, with residence as a condition, and with sourced rules only.
    let rows = [
        (
            json!({"route": "on_title", "corps": "technicien", "residence": line}),
            &suited,
            [O, X, U],
            Some(Tier::Derogation),
        ),
        (
            json!({"route": "direct", "corps": "adjoint administratif", "residence": line}),
            &suited,
            [O, X, U],
            Some(Tier::Derogation),
        ),
        (
            json!({"route": "mobility", "corps": "technicien"}),
            &suited,
            [O, O, O],
            Some(Tier::NotApplicable),
        ),
        (
            json!({"route": "change_of_corps", "corps": "technicien"}),
            &changing,
            [O, O, U],
            Some(Tier::NotApplicable),
        ),
        (
            json!({"route": "secondment", "corps": "technicien"}),
            &changing,
            [O, O, U],
            Some(Tier::NotApplicable),
        ),
        (
            json!({"route": "competition", "corps": "technicien"}),
            &suited,
            [O, O, O],
            Some(Tier::NotApplicable),
        ),
        (
            json!({"route": "contract", "diploma_level": 5}),
            &suited,
            [O, O, U],
            Some(Tier::Fallback),
        ),
        (json!({"route": "functional"}), &suited, [O, O, O], Some(Tier::NotApplicable)),
    ];
    for (pathway, facts, verdicts, tier) in rows {
        for (policies, verdict) in [default, required, sourced].into_iter().zip(verdicts) {
            for tiers in [TierPolicy::CitizenFirst, TierPolicy::OneTier] {
                for counting in [CountingDate::Closing, CountingDate::AsOf] {
                    let case = Case::door(pathway.clone())
                        .policies(policies.tiers(tiers).counting(counting));
                    let (eligibility, priority) = case.assess(facts.clone());
                    assert_eq!(eligibility.verdict, verdict, "{pathway} {policies:?}");
                    let expected = if verdict == X { None } else { tier };
                    assert_eq!(priority.tier, expected, "{pathway} {policies:?}");
                }
            }
        }
    }
}

#[test]
fn tiers_say_what_is_proved() {
    let title = |residence: Value| {
        Case::door(json!({"route": "on_title", "corps": "infirmier en soins généraux",
        "residence": residence, "diploma_level": 6}))
    };
    let suited = |more: Value| {
        let mut facts = json!({"nationality": ["FR"], "diplomas": [{"title": "t", "level": 6}]});
        facts.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        facts
    };
    let five = json!({"kind": "at_least", "years": 5});
    use Tier::{Citizen, Derogation, Resident};
    for (residence, facts, tier, best) in [
        (five.clone(), json!({"citizen": true}), Citizen, Citizen),
        (five.clone(), json!({"citizen": true, "residence": {"years": 0}}), Citizen, Citizen),
        (five.clone(), json!({"citizen": false, "residence": {"years": 5}}), Resident, Resident),
        (five.clone(), json!({"residence": {"years": 5}}), Resident, Citizen),
        (five.clone(), json!({"citizen": false}), Derogation, Resident),
        (
            five.clone(),
            json!({"citizen": false, "residence": {"years": 4}}),
            Derogation,
            Derogation,
        ),
        (five, json!({}), Derogation, Citizen),
        (
            json!({"kind": "no_minimum"}),
            json!({"citizen": false, "residence": []}),
            Resident,
            Resident,
        ),
        (json!({"kind": "no_minimum"}), json!({}), Resident, Citizen),
        (
            json!({"kind": "not_stated"}),
            json!({"citizen": false, "residence": {"years": 40}}),
            Derogation,
            Resident,
        ),
        (json!({"kind": "not_stated"}), json!({"citizen": true}), Citizen, Citizen),
    ] {
        let (eligibility, priority) = title(residence.clone()).assess(suited(facts.clone()));
        assert_eq!(eligibility.verdict, Verdict::Eligible);
        assert_eq!(priority.tier, Some(tier), "{residence} {facts}");
        assert_eq!(priority.best_possible, Some(best), "{residence} {facts}");
        assert!(eligibility.doors[0].findings.iter().all(|f| !f.rule.starts_with("priority")));
        assert_eq!(priority.findings.len(), 2);
    }
    // Both rank alike; the citizen is printed.
    let two = Case::of(offer(
        json!([{"route": "mobility", "corps": "technicien"}, {"route": "on_title", "corps": "technicien",
            "residence": {"kind": "at_least", "years": 10}}]),
        json!({}),
    ));
    let facts = json!({"citizen": true, "diplomas": [{"title": "t", "level": 4}], "civil_service": {"corps": "technicien"}});
    assert_eq!(two.assess(facts).1.tier, Some(Tier::Citizen));
    let plain = Policies::default();
    assert_eq!(Tier::Citizen.rank(&plain), Tier::NotApplicable.rank(&plain));
    let order =
        [Tier::Citizen, Tier::Resident, Tier::Derogation, Tier::Fallback].map(|t| t.rank(&plain));
    assert!(order.windows(2).all(|pair| pair[0] > pair[1]));
    let merged = plain.tiers(TierPolicy::OneTier);
    assert_eq!(Tier::Citizen.rank(&merged), Tier::Resident.rank(&merged));
    assert!(Tier::Resident.rank(&merged) > Tier::Derogation.rank(&merged));
    // No door: undetermined, without a tier.
    let (nothing, priority) = Case::of(offer(json!([]), json!({}))).assess(json!({}));
    assert_eq!((nothing.verdict, priority.tier), (Verdict::Undetermined, None));
}

#[test]
fn which_corps_are_recruited_on_title() {
    use Outcome::{Met, NotMet, Unknown};
    let line = json!({"kind": "at_least", "years": 10});
    let none = json!({"kind": "not_stated"});
    for (corps, grade, residence, date, expected) in [
        ("ingénieur", json!(null), &line, "2025-05-23", Met),
        ("ingénieur", json!(2), &none, "2025-05-23", Met),
        ("ingénieur", json!(3), &line, "2025-05-23", NotMet),
        ("Technicienne", json!(1), &none, "2025-05-23", Met),
        ("rédacteur", json!(null), &line, "2025-05-23", NotMet),
        ("rédactrice", json!(null), &none, "2025-05-23", NotMet),
        ("attaché", json!(null), &line, "2025-05-23", Met),
        ("attaché", json!(null), &none, "2025-05-23", NotMet),
        ("attaché", json!(null), &line, "2023-10-05", NotMet),
        ("attaché", json!(null), &line, "2023-10-06", Met),
        ("attaché", json!(null), &line, "2026-10-05", Met),
        ("attaché", json!(null), &line, "2026-10-06", NotMet),
        ("géomètre", json!(null), &line, "2025-05-23", Met),
        ("géomètre", json!(null), &none, "2025-05-23", Unknown),
    ] {
        let pathway =
            json!({"route": "on_title", "corps": corps, "grade": grade, "residence": residence});
        let case = Case::door(pathway).on(date);
        assert_eq!(
            case.outcome("on_title.admitted", json!({})),
            expected,
            "{corps} {grade} {residence} {date}"
        );
    }
}

/// That the experiment with attachés ends three years after it began is inferred: its end says so, and sourced rules alone
/// leave it open.
#[test]
fn the_end_of_the_attache_experiment_is_only_inferred() {
    let door = json!({"route": "on_title", "corps": "attaché", "residence": {"kind": "at_least", "years": 10}});
    let on = |date: &str, sourced: bool| {
        let case =
            Case::door(door.clone()).policies(Policies::default().sourced_only(sourced)).on(date);
        let door = case.first(json!({}));
        let finding = finding(&door, "on_title.admitted").clone();
        (finding.outcome, finding.basis.confidence)
    };
    use adequation::Confidence::{Inferred, OfficialDescription};
    assert_eq!(on("2026-10-05", false), (Outcome::Met, OfficialDescription));
    assert_eq!(on("2026-10-05", true), (Outcome::Met, OfficialDescription));
    assert_eq!(on("2026-10-06", false), (Outcome::NotMet, Inferred));
    assert_eq!(on("2026-10-06", true), (Outcome::Unknown, Inferred));
    assert_eq!(on("2023-10-05", true), (Outcome::NotMet, OfficialDescription));
}

#[test]
fn the_level_comes_from_the_notice_else_from_the_table() {
    let level = |corps: &str, grade: Value, printed: Value| {
        let case = Case::door(json!({"route": "on_title", "corps": corps, "grade": grade,
            "diploma_level": printed, "residence": {"kind": "at_least", "years": 5}}));
        let door = case.first(json!({}));
        let finding = finding(&door, "diploma.level").clone();
        let confidence = serde_json::to_value(finding.basis.confidence).unwrap();
        (finding.evidence[0].to_string(), confidence.as_str().unwrap().to_owned())
    };
    let asked = |n: u8| format!("asked:diplomas.level>={n}");
    assert_eq!(level("ingénieur", json!(1), json!(null)), (asked(6), "inferred".into()));
    assert_eq!(level("ingénieur", json!(2), json!(null)), (asked(7), "inferred".into()));
    assert_eq!(level("ingénieur", json!(null), json!(null)), (asked(6), "inferred".into()));
    assert_eq!(level("technicien", json!(null), json!(null)), (asked(4), "inferred".into()));
    assert_eq!(level("attaché", json!(1), json!(null)), (asked(7), "inferred".into()));
    assert_eq!(level("ingénieur", json!(2), json!(6)), (asked(6), "official_description".into()));
    assert_eq!(level("psychologue", json!(null), json!(null)).0, "asked:diploma_level");
    // Sourced rules only: the table decides nothing, a printed level does.
    let sourced = Policies::default().sourced_only(true);
    let facts = json!({"diplomas": [{"title": "t", "level": 8}]});
    let table = Case::door(json!({"route": "on_title", "corps": "ingénieur"})).policies(sourced);
    assert_eq!(table.outcome("diploma.level", facts.clone()), Outcome::Unknown);
    let printed =
        Case::door(json!({"route": "on_title", "corps": "ingénieur", "diploma_level": 7}))
            .policies(sourced);
    assert_eq!(printed.outcome("diploma.level", facts), Outcome::Met);
}

fn requirement(kind: &str, more: Value) -> Value {
    let mut node = json!({"kind": kind, "text": kind, "force": "required"});
    node.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    node
}

/// Which doors each printed requirement concerns.
#[test]
fn printed_requirements_gate_the_doors_they_concern() {
    const ROUTES: [&str; 8] = [
        "on_title",
        "direct",
        "mobility",
        "change_of_corps",
        "secondment",
        "competition",
        "contract",
        "functional",
    ];
    let gated = |node: Value| -> Vec<&str> {
        let pathways: Vec<Value> =
            ROUTES.iter().map(|r| json!({"route": r, "corps": "technicien"})).collect();
        let case = Case::of(offer(json!(pathways), json!({"requirements": [node]})));
        let doors = case.assess(json!({})).0.doors;
        let with = |door: &Door| door.findings.iter().any(|f| f.rule.starts_with("notice."));
        ROUTES
            .into_iter()
            .zip(&doors)
            .filter(|(_, door)| with(door))
            .map(|(route, _)| route)
            .collect()
    };
    let skilled = ["on_title", "direct", "contract", "functional"];
    let servants = ["mobility", "change_of_corps", "secondment", "functional"];
    assert_eq!(gated(requirement("diploma", json!({"diploma_level": 5}))), skilled);
    assert_eq!(gated(requirement("experience", json!({"months": 36}))), skilled);
    assert_eq!(gated(requirement("licence", json!({"licence": "B"}))), ROUTES);
    assert_eq!(gated(requirement("registration", json!({}))), ROUTES);
    assert_eq!(gated(requirement("certification", json!({"terms": ["CACES"]}))), skilled);
    assert_eq!(
        gated(requirement("language", json!({"language": "en", "language_level": "B2"}))),
        ROUTES
    );
    assert_eq!(gated(requirement("other", json!({"category": "A"}))), servants);
    for kind in ["knowledge", "know_how", "behaviour", "other"] {
        assert!(gated(requirement(kind, json!({}))).is_empty(), "{kind}");
    }
    assert!(gated(requirement("language", json!({"language": "en"}))).is_empty());
    let vague = requirement("experience", json!({"text": "Expérience du travail en poste isolé"}));
    assert!(gated(vague).is_empty());
    for force in ["preferred", "acquired_later"] {
        let node = requirement("licence", json!({"licence": "B", "force": force}));
        assert!(gated(node).is_empty(), "{force}");
    }
    let either = json!({"any": [requirement("diploma", json!({"diploma_level": 6})),
        requirement("experience", json!({"months": 36}))]});
    assert_eq!(gated(either), skilled);
}

#[test]
fn printed_requirements_are_judged() {
    use Outcome::{Met, NotMet, Unknown};
    let check = |node: Value, rule: &str, rows: &[(Value, Outcome)]| {
        for (facts, expected) in rows {
            let case = Case::of(offer(
                json!([{"route": "functional"}]),
                json!({"title": "Conducteur de travaux", "requirements": [node.clone()], "closing": "2025-05-23"}),
            ));
            assert_eq!(case.outcome(rule, facts.clone()), *expected, "{node} {facts}");
        }
    };
    check(
        requirement("licence", json!({"licence": "B"})),
        "notice.licence",
        &[
            (json!({"licences": ["B"]}), Met),
            (json!({"licences": ["permis B"]}), Met),
            (json!({"licences": ["A"]}), NotMet),
            (json!({"licences": []}), NotMet),
            (json!({"licences": ["C"]}), Unknown),
            (json!({"licences": {"at_least": ["A"]}}), Unknown),
            (json!({}), Unknown),
        ],
    );
    check(
        requirement(
            "registration",
            json!({"text": "Inscription à l'ordre national des sages-femmes"}),
        ),
        "notice.registration",
        &[
            (json!({"registrations": ["Ordre des sages-femmes"]}), Met),
            (json!({"registrations": ["Ordre national des infirmiers"]}), NotMet),
            (json!({"registrations": ["Ordre"]}), Unknown),
            (json!({"registrations": {"at_least": []}}), Unknown),
        ],
    );
    check(
        requirement("language", json!({"language": "en", "language_level": "B2"})),
        "notice.language",
        &[
            (json!({"languages": [{"language": "en", "level": "B2"}]}), Met),
            (json!({"languages": [{"language": "anglais", "level": "native"}]}), Met),
            (json!({"languages": [{"language": "en", "level": "B1"}]}), NotMet),
            (json!({"languages": [{"language": "en"}]}), Unknown),
            (json!({"languages": [{"language": "fr", "level": "native"}]}), NotMet),
            (json!({"languages": [{"language": "es", "level": "native"}]}), NotMet),
        ],
    );
    check(
        requirement("certification", json!({"terms": ["PRINCE2"]})),
        "notice.certification",
        &[
            (
                json!({"certifications": [{"name": "PRINCE2 Practitioner", "expires": "2026-05"}]}),
                Met,
            ),
            (json!({"certifications": [{"name": "PRINCE2", "expires": "2025-05-24"}]}), Met),
            (json!({"certifications": [{"name": "PRINCE2", "expires": "2025-05-23"}]}), NotMet),
            (json!({"certifications": [{"name": "PRINCE2", "expires": "2025-05"}]}), Unknown),
            (json!({"certifications": [{"name": "PRINCE2"}]}), Unknown),
            (
                json!({"certifications": [{"name": "PRINCE2", "obtained": "2025-05-24", "expires": "2030"}]}),
                NotMet,
            ),
            (json!({"certifications": [{"name": "ITIL", "expires": "2030"}]}), NotMet),
        ],
    );
    check(
        requirement("other", json!({"text": "fonctionnaire de catégorie A", "category": "A"})),
        "notice.category",
        &[
            (json!({"civil_service": {"corps": "attaché"}}), Met),
            (json!({"civil_service": {"corps": "rédacteur"}}), NotMet),
            (json!({"civil_service": null}), NotMet),
            (json!({"civil_service": {"corps": "géomètre"}}), Unknown),
        ],
    );
    let months = |from: &str, to: &str| json!({"experience": [{"title": "Maçon", "from": from, "to": to, "skills": []}]});
    check(
        requirement("experience", json!({"text": "36 mois d'expérience", "months": 36})),
        "notice.experience",
        &[
            (months("2020-01-31", "2023-02-01"), Met),
            (months("2020-01-31", "2023-01-30"), NotMet),
            (months("2020", "2022"), NotMet),
            (months("2019", "2022-06"), Unknown),
            (
                json!({"experience": [{"title": "a", "from": "2020-01-01", "to": "2022-01-01"},
            {"title": "b", "from": "2021-01-01", "to": "2022-06-01"}]}),
                NotMet,
            ),
            (
                json!({"experience": [{"title": "a", "from": "2020-01-01", "to": "2022-01-01"},
            {"title": "b", "from": "2021-01-01", "to": "2023-01-01"}]}),
                Met,
            ),
            (json!({"experience": []}), NotMet),
            (json!({"experience": {"at_least": []}}), Unknown),
            (json!({"experience": [{"title": "a"}]}), Unknown),
        ],
    );
    check(
        requirement(
            "experience",
            json!({"text": "3 ans d'expérience sur un poste similaire", "months": 36}),
        ),
        "notice.experience",
        &[
            (json!({"experience": [{"title": "Conductrice de travaux", "from": "2015"}]}), Met),
            (json!({"experience": [{"title": "Chef de chantier", "from": "2015"}]}), Unknown),
        ],
    );
    check(
        requirement(
            "experience",
            json!({"text": "Expérience en comptabilité", "fields": ["comptabilité"]}),
        ),
        "notice.experience",
        &[
            (
                json!({"experience": [{"title": "Agent", "from": "2015", "skills": ["comptabilité"]}]}),
                Met,
            ),
            (
                json!({"experience": [{"title": "Agent", "from": "2015", "skills": ["soins"]}]}),
                NotMet,
            ),
            (json!({"experience": [{"title": "Agent", "from": "2015"}]}), Unknown),
        ],
    );
    check(
        requirement("diploma", json!({"diploma_level": 5, "fields": ["informatique"]})),
        "notice.diploma",
        &[
            (json!({"diplomas": [{"title": "BTS", "field": "Informatique"}]}), Met),
            (json!({"diplomas": [{"title": "BTS", "field": "réseaux"}]}), Met),
            (json!({"diplomas": [{"title": "BTS", "field": "droit"}]}), NotMet),
            (json!({"diplomas": [{"title": "BTS", "field": "informatique de gestion"}]}), Met),
            (json!({"diplomas": [{"title": "BTS", "field": "arts appliqués"}]}), Unknown),
            (json!({"diplomas": [{"title": "BTS"}]}), Unknown),
            (json!({"diplomas": [{"title": "CAP", "field": "informatique"}]}), NotMet),
            (
                json!({"diplomas": [{"title": "CAP", "field": "informatique"}, {"title": "Master", "field": "droit"}]}),
                NotMet,
            ),
        ],
    );
    // A sentence that names a certification is answered by its name; a name is not by a part of it.
    let caces = "Être titulaire du certificat CACES R482 catégorie F";
    let held = |name: &str| json!({"certifications": [{"name": name, "expires": "2030"}]});
    check(
        requirement("certification", json!({"text": caces})),
        "notice.certification",
        &[(held("CACES R482"), Met), (held("CACES R489"), Unknown), (held("PRINCE2"), NotMet)],
    );
    check(
        requirement("certification", json!({"terms": ["PRINCE2 Practitioner"]})),
        "notice.certification",
        &[(held("PRINCE2"), Unknown), (held("PRINCE2 Practitioner"), Met)],
    );
    // A title that names a level of study asks for that level in that field.
    check(
        requirement("diploma", json!({"text": "BTS informatique", "titles": ["BTS informatique"]})),
        "notice.diploma",
        &[
            (json!({"diplomas": [{"title": "DUT", "field": "informatique"}]}), Met),
            (json!({"diplomas": [{"title": "DUT", "field": "droit"}]}), NotMet),
            (json!({"diplomas": [{"title": "DUT"}]}), Unknown),
            (json!({"diplomas": [{"title": "Bac", "field": "informatique"}]}), NotMet),
        ],
    );
    // A narrow field is answered by itself; another of its family may or may not do.
    for asked in ["réseaux", "informatique industrielle"] {
        check(
            requirement("diploma", json!({"diploma_level": 5, "fields": [asked]})),
            "notice.diploma",
            &[
                (json!({"diplomas": [{"title": "BTS", "field": asked}]}), Met),
                (json!({"diplomas": [{"title": "BTS", "field": "bases de données"}]}), Unknown),
                (json!({"diplomas": [{"title": "BTS", "field": "notariat"}]}), NotMet),
            ],
        );
    }
    check(
        requirement(
            "diploma",
            json!({"diploma_level": 6, "titles": ["Diplôme d'État d'infirmier"]}),
        ),
        "notice.diploma",
        &[
            (json!({"diplomas": [{"title": "Diplôme d'État infirmier", "level": 6}]}), Met),
            (json!({"diplomas": [{"title": "Licence", "field": "droit"}]}), NotMet),
            (json!({"diplomas": [{"title": "Baccalauréat"}]}), NotMet),
            (json!({"diplomas": [{"title": "Licence"}]}), Unknown),
        ],
    );
    check(
        requirement("diploma", json!({"diploma_level": 5, "titles": ["BTS", "DUT"]})),
        "notice.diploma",
        &[
            (json!({"diplomas": [{"title": "Licence"}]}), Met),
            (json!({"diplomas": [{"title": "Baccalauréat"}]}), NotMet),
        ],
    );
    check(
        requirement("diploma", json!({"text": "Diplôme exigé"})),
        "notice.diploma",
        &[(json!({"diplomas": []}), Unknown)],
    );
    let either = json!({"any": [requirement("diploma", json!({"diploma_level": 6})), requirement("experience", json!({"months": 36}))]});
    check(
        either,
        "notice.alternatives",
        &[
            (json!({"diplomas": [], "experience": [{"title": "a", "from": "2020"}]}), Met),
            (json!({"diplomas": [{"title": "t", "level": 6}], "experience": []}), Met),
            (json!({"diplomas": [{"title": "t", "level": 5}], "experience": []}), NotMet),
            (json!({"diplomas": [], "experience": [{"title": "a"}]}), Unknown),
        ],
    );
    let nested = json!({"any": [requirement("diploma", json!({"diploma_level": 7})),
        {"all": [requirement("diploma", json!({"diploma_level": 5})), requirement("experience", json!({"months": 60}))]}]});
    check(
        nested,
        "notice.alternatives",
        &[
            (
                json!({"diplomas": [{"title": "t", "level": 5}], "experience": [{"title": "a", "from": "2019"}]}),
                Met,
            ),
            (
                json!({"diplomas": [{"title": "t", "level": 4}], "experience": [{"title": "a", "from": "2019"}]}),
                NotMet,
            ),
        ],
    );
    // An alternative that only a reader can judge keeps the door from closing.
    let vague = json!({"any": [requirement("diploma", json!({"diploma_level": 6})), requirement("knowledge", json!({"text": "compétences équivalentes"}))]});
    check(
        vague,
        "notice.alternatives",
        &[
            (json!({"diplomas": []}), Unknown),
            (json!({"diplomas": [{"title": "t", "level": 6}]}), Met),
        ],
    );
}

/// Known to the month, an expiry or an award that falls in the month of the counting day is unknown on every day of it.
#[test]
fn a_month_decides_nothing_within_itself() {
    for (closing, expired, awarded) in [
        ("2025-04-30", Outcome::Met, Outcome::NotMet),
        ("2025-05-01", Outcome::Unknown, Outcome::Unknown),
        ("2025-05-30", Outcome::Unknown, Outcome::Unknown),
        ("2025-05-31", Outcome::NotMet, Outcome::Met),
    ] {
        let nodes = json!({"closing": closing, "requirements": [requirement("certification", json!({"terms": ["CACES"]})),
            requirement("diploma", json!({"diploma_level": 5}))]});
        let case = Case::of(offer(json!([{"route": "functional"}]), nodes));
        let facts = json!({"certifications": [{"name": "CACES", "expires": "2025-05"}],
            "diplomas": [{"title": "BTS", "obtained": "2025-05"}]});
        assert_eq!(case.outcome("notice.certification", facts.clone()), expired, "{closing}");
        assert_eq!(case.outcome("notice.diploma", facts), awarded, "{closing}");
    }
}

#[test]
fn a_length_of_experience_of_an_unread_kind_is_never_surely_reached() {
    let text = "Expérience exigée de plus de 3 ans dans bloc opératoire";
    let node = requirement("experience", json!({"text": text, "months": 36}));
    let case = Case::of(offer(json!([{"route": "functional"}]), json!({"requirements": [node]})));
    let rule = "notice.experience";
    let since = |from: &str| json!({"experience": [{"title": "Agent", "from": from}]});
    assert_eq!(case.outcome(rule, since("2010")), Outcome::Unknown);
    assert_eq!(case.outcome(rule, since("2024")), Outcome::NotMet);
    for text in [
        "3 ans d'expérience minimum",
        "Expérience professionnelle de trois années",
        "36 months experience",
    ] {
        let node = requirement("experience", json!({"text": text, "months": 36}));
        let case =
            Case::of(offer(json!([{"route": "functional"}]), json!({"requirements": [node]})));
        assert_eq!(case.outcome(rule, since("2010")), Outcome::Met, "{text}");
    }
}

#[test]
fn a_printed_diploma_takes_the_place_of_the_table() {
    let node = requirement("diploma", json!({"diploma_level": 5}));
    let case = |node: Value, route: &str| {
        Case::of(offer(
            json!([{"route": route, "corps": "ingénieur", "grade": 2}]),
            json!({"requirements": [node]}),
        ))
    };
    let facts = json!({"nationality": ["FR"], "diplomas": [{"title": "t", "level": 5}]});
    for route in ["on_title", "contract"] {
        let door = case(node.clone(), route).first(facts.clone());
        assert_eq!(finding(&door, "diploma.level").outcome, Outcome::NotApplicable, "{route}");
        assert_eq!(door.verdict, Verdict::Eligible, "{route}");
    }
    // Experience in its place does as well, as the notice says.
    let either = json!({"any": [node, requirement("experience", json!({"months": 24}))]});
    let facts = json!({"nationality": ["FR"], "diplomas": [], "experience": [{"title": "a", "from": "2020"}]});
    assert_eq!(case(either, "on_title").first(facts.clone()).verdict, Verdict::Eligible);
    // A field alone does not: the level is still the table's.
    let field = requirement("diploma", json!({"fields": ["informatique"]}));
    assert_eq!(case(field, "on_title").outcome("diploma.level", facts), Outcome::NotMet);
}

/// The day before and the day of an anniversary, for every counting policy; 29 February; month ends; gaps.
#[test]
fn residence_is_counted_by_the_calendar() {
    let tier = |years: u8, periods: Value, date: &str| {
        let door = json!({"route": "direct", "corps": "adjoint administratif", "residence": {"kind": "at_least", "years": years}});
        let facts = json!({"citizen": false, "nationality": ["FR"], "residence": periods});
        let closing =
            Case::of(offer(json!([door.clone()]), json!({"closing": date}))).on("2020-01-01");
        let later = day(date).checked_add(jiff::Span::new().years(3)).unwrap();
        let as_of = Case::of(offer(json!([door.clone()]), json!({"closing": later.to_string()})))
            .on(date)
            .policies(Policies::default().counting(CountingDate::AsOf));
        let none = Case::door(door).on(date);
        let found = [closing, as_of, none].map(|case| case.assess(facts.clone()).1);
        assert!(
            found.windows(2).all(|pair| (pair[0].tier, pair[0].best_possible)
                == (pair[1].tier, pair[1].best_possible))
        );
        match (found[0].tier, found[0].best_possible) {
            (Some(Tier::Resident), Some(Tier::Resident)) => "met",
            (Some(Tier::Derogation), Some(Tier::Derogation)) => "not met",
            (Some(Tier::Derogation), Some(Tier::Resident)) => "unknown",
            other => panic!("{other:?}"),
        }
    };
    let since = |from: &str| json!([{"from": from}]);
    for (years, periods, date, expected) in [
        (5, since("2020-05-23"), "2025-05-22", "not met"),
        (5, since("2020-05-23"), "2025-05-23", "met"),
        (1, since("2024-02-29"), "2025-02-28", "not met"),
        (1, since("2024-02-29"), "2025-03-01", "met"),
        (4, since("2024-02-29"), "2028-02-28", "not met"),
        (4, since("2024-02-29"), "2028-02-29", "met"),
        (1, since("2027-02-28"), "2028-02-28", "met"),
        (1, since("2027-03-01"), "2028-02-29", "not met"),
        (1, since("2024-01-31"), "2025-01-30", "not met"),
        (1, since("2024-01-31"), "2025-01-31", "met"),
        (3, since("2022-05"), "2025-05-01", "unknown"),
        (3, since("2022-05"), "2025-04-30", "not met"),
        (3, since("2022-05"), "2025-05-31", "met"),
        (3, since("2022-05"), "2025-05-30", "unknown"),
        (3, since("2022"), "2024-12-31", "not met"),
        (3, since("2022"), "2025-01-01", "unknown"),
        (3, since("2022"), "2025-12-31", "met"),
        // A stretch that is over keeps the anniversaries it reached, whatever leap years lie before the counting day.
        (5, json!([{"from": "2001-01-01", "to": "2006-01-01"}]), "2024-05-23", "met"),
        (5, json!([{"from": "2001-01-02", "to": "2006-01-01"}]), "2024-05-23", "not met"),
        (5, json!([{"from": "2001", "to": "2006"}]), "2024-05-23", "unknown"),
        // Separate periods add up in days; what touches is one stretch; what overlaps counts once.
        (
            2,
            json!([{"from": "2010-01-01", "to": "2011-01-01"}, {"from": "2015-01-01", "to": "2016-01-01"}]),
            "2023-06-01",
            "met",
        ),
        (
            2,
            json!([{"from": "2010-01-01", "to": "2011-01-01"}, {"from": "2015-01-01", "to": "2016-01-01"}]),
            "2024-06-01",
            "not met",
        ),
        (
            2,
            json!([{"from": "2010-01-01", "to": "2011-01-01"}, {"from": "2015-01-01", "to": "2016-01-02"}]),
            "2024-06-01",
            "met",
        ),
        (
            2,
            json!([{"from": "2010-01-01", "to": "2011-01-01"}, {"from": "2011-01-01", "to": "2012-01-01"}]),
            "2024-06-01",
            "met",
        ),
        (
            2,
            json!([{"from": "2010-01-01", "to": "2011-06-01"}, {"from": "2011-01-01", "to": "2011-12-31"}]),
            "2024-06-01",
            "not met",
        ),
        (2, json!([{"from": "2030-01-01"}]), "2025-06-01", "not met"),
        (2, json!({"at_least": [{"from": "2024-01-01"}]}), "2025-06-01", "unknown"),
        (2, json!({"years": 2}), "2025-06-01", "met"),
        (2, json!({"years": 1}), "2025-06-01", "not met"),
        (2, json!([]), "2025-06-01", "not met"),
    ] {
        assert_eq!(tier(years, periods.clone(), date), expected, "{years} {periods} {date}");
    }
}

#[test]
fn a_closing_month_leaves_open_what_it_decides() {
    let door = json!({"route": "direct", "corps": "adjoint administratif", "residence": {"kind": "at_least", "years": 5}});
    let case = Case::of(offer(json!([door]), json!({"closing": "2025-05"})));
    let best = |from: &str| {
        let (_, priority) = case.assess(
            json!({"citizen": false, "nationality": ["FR"], "residence": [{"from": from}]}),
        );
        (priority.tier, priority.best_possible)
    };
    assert_eq!(best("2020-05-01"), (Some(Tier::Resident), Some(Tier::Resident)));
    assert_eq!(best("2020-05-02"), (Some(Tier::Derogation), Some(Tier::Resident)));
    assert_eq!(best("2020-06-01"), (Some(Tier::Derogation), Some(Tier::Derogation)));
    assert_eq!(case.assess(json!({})).0.closed, Outcome::Unknown);
    // So does a length of experience.
    let nodes = json!({"closing": "2025-05", "requirements": [requirement("experience", json!({"months": 12}))]});
    let case = Case::of(offer(json!([{"route": "functional"}]), nodes));
    let since = |from: &str| {
        let facts = json!({"experience": [{"title": "a", "from": from}]});
        case.outcome("notice.experience", facts)
    };
    assert_eq!(since("2024-05-01"), Outcome::Met);
    assert_eq!(since("2024-05-15"), Outcome::Unknown);
    assert_eq!(since("2024-06-01"), Outcome::NotMet);
}

#[test]
fn what_would_open_a_door() {
    let required = Policies::default().residence(ResidencePolicy::Required);
    let title = json!({"route": "on_title", "corps": "ingénieur", "grade": 1, "domain": "informatique",
        "residence": {"kind": "at_least", "years": 5}});
    let case = Case::of(offer(json!([title]), json!({"closing": "2025-05-23"}))).policies(required);
    let sets = |door: &Door| -> Vec<Vec<String>> {
        let found = door.counterfactuals.as_ref().unwrap();
        found
            .sets
            .iter()
            .map(|set| set.iter().map(|change| change.fact.to_string()).collect())
            .collect()
    };
    let door = case.first(
        json!({"citizen": false, "nationality": ["FR"], "residence": [{"from": "2022-03-14"}],
        "diplomas": [{"title": "Licence"}]}),
    );
    assert_eq!(door.verdict, Verdict::Ineligible);
    assert_eq!(sets(&door), [["citizen=true"], ["residence.years>=5"]]);
    let found = door.counterfactuals.as_ref().unwrap();
    let by_time = found.by_time.unwrap();
    assert_eq!((by_time.date, by_time.in_time), (day("2027-03-14"), Some(false)));
    assert_eq!(found.sets[1][0].by_time, Some(day("2027-03-14")));
    assert!(found.sets[0][0].contradicts);
    let evidence =
        finding(&door, "residence.required").parts[1].evidence.iter().map(ToString::to_string);
    assert!(
        evidence.clone().any(|e| e == "complete_on:2027-03-14"),
        "{:?}",
        evidence.collect::<Vec<_>>()
    );
    // Two things at once; of the diploma time brings nothing.
    let door = case.first(json!({"citizen": false, "nationality": ["FR"], "residence": [{"from": "2022-03-14"}], "diplomas": []}));
    assert_eq!(
        sets(&door),
        [["citizen=true", "diplomas.level>=6"], ["residence.years>=5", "diplomas.level>=6"]]
    );
    assert_eq!(door.counterfactuals.unwrap().by_time, None, "never by time");
    // What is unknown only has to be stated.
    let door = case.first(json!({"citizen": true}));
    let change = &door.counterfactuals.as_ref().unwrap().sets[0][0];
    assert_eq!((change.key, change.contradicts), ("diplomas", false));
    // Nothing of the person's opens a door that does not exist, or of which the notice hides a condition.
    for pathway in
        [json!({"route": "on_title", "corps": "rédacteur"}), json!({"route": "contract"})]
    {
        let door = Case::door(pathway).first(json!({"nationality": ["FR"]}));
        assert!(door.counterfactuals.unwrap().sets.is_empty());
    }
    // More than three facts are not listed.
    let nodes = json!({"requirements": [requirement("licence", json!({"licence": "B"})), requirement("registration", json!({"text": "Ordre des géomètres"})),
        requirement("certification", json!({"terms": ["CACES"]})), requirement("language", json!({"language": "en", "language_level": "B2"}))]});
    let door = Case::of(offer(json!([{"route": "functional"}]), nodes)).first(json!({}));
    assert!(door.counterfactuals.unwrap().sets.is_empty());
    assert_eq!(door.missing, ["licences", "registrations", "certifications", "languages"]);
    // One diploma may answer two conditions.
    let node =
        json!({"requirements": [requirement("diploma", json!({"fields": ["informatique"]}))]});
    let door =
        Case::of(offer(json!([{"route": "on_title", "corps": "technicien", "grade": 2}]), node))
            .first(json!({"nationality": ["FR"], "diplomas": []}));
    assert_eq!(sets(&door), [["diplomas.level>=5.field=informatique"]]);
    // Two fields that are asked apart may be one diploma's.
    let node = |field: &str| requirement("diploma", json!({"diploma_level": 5, "fields": [field]}));
    let nodes = json!({"requirements": [node("informatique"), node("droit")]});
    let door = Case::of(offer(json!([{"route": "functional"}]), nodes)).first(json!({}));
    let found = sets(&door);
    assert!(
        found.contains(&vec!["diplomas.level>=5.field=droit informatique".to_owned()]),
        "{found:?}"
    );
    // A post in the place of none contradicts the profile; where nothing is said it only has to be stated.
    let mobility = || Case::door(json!({"route": "mobility", "corps": "technicien"}));
    for (facts, contradicts) in [(json!({}), false), (json!({"civil_service": null}), true)] {
        let door = mobility().first(facts);
        let change = &door.counterfactuals.as_ref().unwrap().sets[0][0];
        assert_eq!(
            (change.fact.to_string().as_str(), change.contradicts),
            ("civil_service.corps=technicien", contradicts)
        );
    }
    // Any post answers a rule that asks for one.
    let mut own = Case::door(json!({"route": "contract"}));
    own.book = serde_json::from_value(book(json!([{"id": "r", "condition": {"test": "civil_servant"}, "source": "s", "confidence": "inferred"}]))).unwrap();
    assert_eq!(sets(&own.first(json!({"civil_service": null}))), [["civil_service"]]);
    // Within the closing date, counted at the review.
    let as_of = Case::of(offer(json!([{"route": "functional"}]),
        json!({"closing": "2025-05-23", "requirements": [requirement("experience", json!({"months": 12}))]})))
        .on("2025-05-01")
        .policies(Policies::default().counting(CountingDate::AsOf));
    let door = as_of.first(json!({"experience": [{"title": "a", "from": "2024-05-10"}]}));
    let by_time = door.counterfactuals.unwrap().by_time.unwrap();
    assert_eq!((by_time.date, by_time.in_time), (day("2025-05-10"), Some(true)));
}

/// Ten years ending on a day have 3,652 or 3,653 days: 3,652 days of periods that are over suffice once only two 29
/// Februaries lie in the ten years, which is from 1 March 2026 on, and nobody has to do anything for it.
#[test]
fn time_changes_how_many_days_the_years_have() {
    let required = Policies::default().residence(ResidencePolicy::Required);
    let title = json!({"route": "on_title", "corps": "technicien", "grade": 1, "residence": {"kind": "at_least", "years": 10}});
    let case = Case::of(offer(json!([title]), json!({"closing": "2025-05-23"}))).policies(required);
    let by_time = |last_day: &str| {
        let door = case.first(json!({"citizen": false, "nationality": ["FR"], "diplomas": [{"title": "Bac"}],
            "residence": [{"from": "2001-03-01", "to": "2006-03-01"}, {"from": "2009-03-01", "to": last_day}]}));
        assert_eq!(door.verdict, Verdict::Ineligible);
        door.counterfactuals.unwrap().by_time.map(|by_time| by_time.date)
    };
    // 1,826 + 1,826 days.
    assert_eq!(by_time("2014-03-01"), Some(day("2026-03-01")));
    assert_eq!(by_time("2014-02-28"), None, "one less is never enough");
}

#[test]
fn findings_name_their_basis_their_evidence_and_what_decides() {
    let case = Case::of(offer(
        json!([{"route": "contract", "diploma_level": 5}]),
        json!({"requirements": [requirement("licence", json!({"text": "Permis B exigé", "licence": "B", "span": [10, 24]}))]}),
    ));
    let door = case.first(json!({"nationality": ["VU"], "work_permit": true, "diplomas": [{"title": "BTS Gestion"}], "licences": []}));
    let permit = finding(&door, "contract.french_or_permit");
    let parts: Vec<_> = permit.parts.iter().map(|p| (&*p.rule, p.outcome, p.decisive)).collect();
    assert_eq!(parts, [("french", Outcome::NotMet, false), ("work_permit", Outcome::Met, true)]);
    let level = finding(&door, "diploma.level");
    assert_eq!(level.basis.source.as_ref(), "avis o");
    let evidence: Vec<String> = level.evidence.iter().map(ToString::to_string).collect();
    assert_eq!(evidence, ["asked:diplomas.level>=5", "stated:diplomas[0]=BTS Gestion (5)"]);
    let licence = finding(&door, "notice.licence");
    assert!(licence.decisive && !level.decisive);
    assert_eq!(licence.span.unwrap().start, 10);
    let evidence: Vec<String> = licence.evidence.iter().map(ToString::to_string).collect();
    assert_eq!(evidence, ["notice:Permis B exigé", "asked:licences=B", "not_listed:licences"]);
    let wire = serde_json::to_value(&door).unwrap();
    assert_eq!(wire["findings"][0]["basis"]["confidence"], "official_description");
    assert_eq!(wire["missing"], json!([]));
}

#[test]
fn evidence_counts_days_and_names_the_post_that_answers() {
    let node = requirement(
        "experience",
        json!({"text": "Expérience en comptabilité", "months": 12, "fields": ["comptabilité"]}),
    );
    let door = json!({"route": "direct", "corps": "adjoint administratif", "residence": {"kind": "at_least", "years": 5}});
    let case =
        Case::of(offer(json!([door]), json!({"closing": "2025-05-23", "requirements": [node]})));
    let (eligibility, priority) =
        case.assess(json!({"residence": [{"from": "2022-03-14"}], "experience": [
        {"title": "Maçon", "from": "2010", "skills": ["béton"]},
        {"title": "Agent de comptabilité", "from": "2020-01-01", "to": "2023-01-01"}]}));
    let texts =
        |finding: &Finding| finding.evidence.iter().map(ToString::to_string).collect::<Vec<_>>();
    let found = texts(finding(&eligibility.doors[0], "notice.experience"));
    assert!(found.contains(&"stated:experience[1]=Agent de comptabilité".to_owned()), "{found:?}");
    assert!(found.contains(&"counted_on:2025-05-23".to_owned()), "{found:?}");
    let residence = priority.findings.iter().find(|f| &*f.rule == "priority.residence").unwrap();
    let found = texts(residence);
    assert!(found.contains(&"days:1166/1826".to_owned()), "{found:?}");
    let (_, partly) = case.assess(json!({"residence": [{"from": "2022-03"}]}));
    let residence = partly.findings.iter().find(|f| &*f.rule == "priority.residence").unwrap();
    assert!(
        texts(residence).contains(&"days:1149..1179/1826".to_owned()),
        "{:?}",
        texts(residence)
    );
}

#[test]
fn time_brings_a_diploma_and_a_certification() {
    let nodes = json!({"closing": "2025-05-23", "requirements": [requirement("diploma", json!({"diploma_level": 5})),
        requirement("certification", json!({"terms": ["CACES"]}))]});
    let case = Case::of(offer(json!([{"route": "functional"}]), nodes));
    let when = |obtained: &str, expires: &str| {
        let door = case.first(json!({"diplomas": [{"title": "BTS", "obtained": obtained}],
            "certifications": [{"name": "CACES", "obtained": "2025-06-10", "expires": expires}]}));
        door.counterfactuals.unwrap().by_time.map(|by_time| by_time.date.to_string())
    };
    assert_eq!(when("2025-06", "2030").as_deref(), Some("2025-06-30"));
    assert_eq!(when("2020", "2030").as_deref(), Some("2025-06-10"));
    assert_eq!(when("2025-08-01", "2025-07-01"), None, "the certification has expired by then");
}

#[test]
fn deep_alternatives_are_judged_as_deep_as_a_book_may_nest_and_unknown_below() {
    let nested = |depth: usize| {
        let leaf = requirement("diploma", json!({"diploma_level": 5}));
        (0..depth).fold(leaf, |inner, i| {
            if i % 2 == 0 { json!({"any": [inner]}) } else { json!({"all": [inner]}) }
        })
    };
    let outcome = |depth: usize| {
        let node = json!({"any": [nested(depth)]});
        let case =
            Case::of(offer(json!([{"route": "functional"}]), json!({"requirements": [node]})));
        case.outcome("notice.alternatives", json!({"diplomas": [{"title": "BTS"}]}))
    };
    for depth in 0..=11 {
        assert_eq!(outcome(depth), Outcome::Met, "{depth}");
    }
    for depth in [12, 13, 20] {
        assert_eq!(outcome(depth), Outcome::Unknown, "{depth}");
    }
}

#[test]
fn greater_licences_leave_the_smaller_one_open() {
    for (asked, held) in
        [("B", "BE"), ("B", "C1E"), ("C", "CE"), ("D", "DE"), ("C1", "C"), ("D1", "D")]
    {
        let node = requirement("licence", json!({"licence": asked}));
        let case =
            Case::of(offer(json!([{"route": "functional"}]), json!({"requirements": [node]})));
        assert_eq!(
            case.outcome("notice.licence", json!({"licences": [held]})),
            Outcome::Unknown,
            "{asked} {held}"
        );
        assert_eq!(
            case.outcome("notice.licence", json!({"licences": ["A"]})),
            Outcome::NotMet,
            "{asked}"
        );
    }
}

#[test]
fn an_admission_rests_on_the_line_where_one_is_printed() {
    let source = |residence: Value| {
        let case =
            Case::door(json!({"route": "on_title", "corps": "ingénieur", "residence": residence}));
        finding(&case.first(json!({})), "on_title.admitted").basis.clone()
    };
    assert_eq!(&*source(json!({"kind": "no_minimum"})).source, "avis o");
    let table = source(json!({"kind": "not_stated"}));
    assert_eq!(table.confidence, adequation::Confidence::Inferred);
    assert_ne!(&*table.source, "avis o");
}

#[test]
fn documents_say_whether_they_are_confirmed() {
    let case = Case::door(
        json!({"route": "on_title", "corps": "ingénieur", "residence": {"kind": "at_least", "years": 5}}),
    );
    let (eligibility, priority) =
        case.assess(json!({"citizen": true, "diplomas": [{"title": "t", "level": 7}]}));
    let of =
        |key: &str| eligibility.documents.iter().filter(|d| &*d.key == key).collect::<Vec<_>>();
    assert!(of("citizen").iter().all(|d| !d.confirmed) && !of("citizen").is_empty());
    assert!(of("diplomas").iter().all(|d| d.confirmed) && !of("diplomas").is_empty());
    assert!(of("experience").is_empty());
    // The table of usual durations only warns.
    let odd = Case::door(
        json!({"route": "on_title", "corps": "ingénieur", "grade": 1, "domain": "informatique", "residence": {"kind": "at_least", "years": 10}}),
    );
    let warned = odd
        .assess(json!({}))
        .1
        .findings
        .iter()
        .any(|f| f.evidence.iter().any(|e| e.to_string() == "usual_residence:5"));
    assert!(warned);
    assert!(
        priority
            .findings
            .iter()
            .all(|f| f.evidence.iter().all(|e| !e.to_string().starts_with("usual")))
    );
}

#[test]
fn the_notice_is_closed_the_day_after_its_deadline() {
    let case = |date| {
        Case::of(offer(json!([]), json!({"closing": "2025-05-23"})))
            .on(date)
            .assess(json!({}))
            .0
            .closed
    };
    assert_eq!(case("2025-05-23"), Outcome::NotMet);
    assert_eq!(case("2025-05-24"), Outcome::Met);
    assert_eq!(Case::of(offer(json!([]), json!({}))).assess(json!({})).0.closed, Outcome::Unknown);
}

fn book(rules: Value) -> Value {
    json!({"name": "n", "version": "1", "sources": [{"key": "s", "cite": "Règlement du port, art. 3"}],
        "corps": [{"name": "pilote", "category": "A", "source": "s", "confidence": "stated_in_law"}], "rules": rules})
}

#[test]
fn a_caller_brings_rules_of_their_own() {
    let rules = json!([{"id": "port.record", "routes": ["contract"], "condition": {"test": "attested", "name": "Casier-judiciaire"},
        "unless": {"test": "civil_servant"}, "source": "s", "confidence": "stated_in_law", "in_force": {"from": "2025-01-01", "until": "2026-01-01"}}]);
    let book: RuleBook = serde_json::from_value(book(rules)).unwrap();
    let mut case = Case::door(json!({"route": "contract"}));
    case.book = book;
    let rule = "port.record";
    assert_eq!(
        case.outcome(rule, json!({"attested": ["casier-judiciaire"], "civil_service": null})),
        Outcome::Met
    );
    assert_eq!(case.outcome(rule, json!({"attested": [], "civil_service": null})), Outcome::NotMet);
    assert_eq!(
        case.outcome(rule, json!({"attested": {"at_least": []}, "civil_service": null})),
        Outcome::Unknown
    );
    assert_eq!(
        case.outcome(rule, json!({"attested": [], "civil_service": {"corps": "pilote"}})),
        Outcome::NotApplicable
    );
    assert_eq!(case.outcome(rule, json!({"attested": []})), Outcome::Unknown, "it may be waived");
    let door = case.first(json!({"attested": []}));
    assert_eq!(door.missing, ["civil_service"]);
    assert_eq!(&*finding(&door, rule).basis.source, "Règlement du port, art. 3");
    case.as_of = day("2024-12-31");
    assert!(case.first(json!({})).findings.is_empty(), "not yet in force");
    case.as_of = day("2026-01-01");
    assert!(case.first(json!({})).findings.is_empty(), "no longer in force");
    case.as_of = day("2025-01-01");
    assert_eq!(case.first(json!({})).findings.len(), 1);
}

#[test]
fn every_problem_of_a_rule_book_is_named_with_its_place() {
    let deep = (0..14).fold(json!({"test": "citizen"}), |inner, _| json!({"not": inner}));
    let rules = json!([
        {"id": "a", "condition": {"all": [{"test": "citizen"}, {"not": {"test": "citizen"}}]}, "source": "s", "confidence": "inferred"},
        {"id": "a", "condition": {"any": [{"test": "residence", "years": 3}, {"not": {"test": "residence", "years": 5}}]}, "source": "t", "confidence": "inferred"},
        {"id": "b", "condition": {"at_least": 3, "of": [{"test": "citizen"}, {"test": "work_permit"}]}, "source": "s", "confidence": "inferred"},
        {"id": "c", "corps": ["marin"], "condition": {"any": []}, "source": "s", "confidence": "inferred",
            "in_force": {"from": "2025-01-01", "until": "2025-01-01"}},
        {"id": "d", "condition": {"test": "diploma"}, "when": deep, "source": "s", "confidence": "inferred"},
        {"id": "e", "condition": {"all": [{"test": "citizen"}, {"not": {"test": "french"}}]}, "source": "s", "confidence": "inferred"},
        {"id": "f", "condition": {"test": "serves_in_corps", "corps": ["pilote", "marin"]}, "source": "s", "confidence": "inferred"},
    ]);
    let mut value = book(rules);
    value["on_title"] = json!([{"corps": "pilote", "value": "yes", "source": "s", "confidence": "inferred", "in_force": {"until": "2025-06-01"}},
        {"corps": "pilotes", "value": "never", "source": "s", "confidence": "inferred", "in_force": {"from": "2025-05-31"}}]);
    let text = serde_json::to_string(&value).unwrap();
    let value: adequation::Value = serde_json::from_str(&text).unwrap();
    let error = RuleBook::from_value(value).unwrap_err();
    let mut found: Vec<(&str, &str)> =
        error.problems().iter().map(|p| (p.path.as_str(), p.code())).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("on_title[1]", "overlapping_rows"),
            ("rules[0].condition", "contradiction"),
            ("rules[1].condition", "vacuous"),
            ("rules[1].id", "duplicate_name"),
            ("rules[1].source", "unknown_source"),
            ("rules[2].condition", "impossible_count"),
            ("rules[3].condition", "empty_test"),
            ("rules[3].corps[0]", "unknown_corps"),
            ("rules[3].in_force", "backwards_dates"),
            ("rules[4].condition", "empty_test"),
            ("rules[4].when.not.not.not.not.not.not.not.not.not.not.not.not", "too_deep"),
            ("rules[5].condition", "contradiction"),
            ("rules[6].condition.corps[1]", "unknown_corps"),
        ]
    );
    for problem in error.problems() {
        for lang in [adequation::Lang::Fr, adequation::Lang::En] {
            assert!(problem.message(lang).len() > 10);
        }
    }
}

#[test]
fn the_form_of_a_rule_book_is_checked_whole() {
    let text = r#"{"schema": 2, "name": "", "versoin": "1", "sources": [{"key": "s"}], "corps": [{"name": "p", "category": "E", "source": "s"}],
        "diploma_levels": [{"corps": "p", "value": 9, "source": "s", "confidence": "sure"}, {"source": "s", "confidence": "inferred"}],
        "rules": [{"id": "a", "routes": ["by_luck"], "condition": {"test": "tall"}, "source": "s", "confidence": "inferred"},
            {"id": "b", "condition": {"test": "residence", "years": 61, "months": 3}, "source": "s", "confidence": "inferred"},
            {"id": "c", "condition": {"both": []}, "source": "s", "confidence": "inferred", "in_force": {"from": "2025-02-30"}}]}"#;
    let error = RuleBook::from_value(serde_json::from_str(text).unwrap()).unwrap_err();
    let mut found: Vec<(&str, &str)> =
        error.problems().iter().map(|p| (p.path.as_str(), p.code())).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("corps[0].category", "unknown_word"),
            ("corps[0].confidence", "missing_key"),
            ("diploma_levels[0].confidence", "unknown_word"),
            ("diploma_levels[0].value", "out_of_range"),
            ("diploma_levels[1].value", "missing_key"),
            ("name", "empty"),
            ("rules[0].condition.test", "unknown_word"),
            ("rules[0].routes[0]", "unknown_word"),
            ("rules[1].condition.months", "unknown_key"),
            ("rules[1].condition.years", "out_of_range"),
            ("rules[2].condition", "wrong_type"),
            ("rules[2].in_force.from", "invalid_date"),
            ("schema", "unsupported_schema"),
            ("sources[0].cite", "missing_key"),
            ("version", "missing_key"),
            ("versoin", "unknown_key"),
        ]
    );
    assert!(serde_json::from_str::<RuleBook>("[]").is_err());
}

/// Every rule and constant of the shipped book says on what it rests.
#[test]
fn the_shipped_book_is_sourced_throughout() {
    let book = serde_json::to_value(RuleBook::new_caledonia()).unwrap();
    let mut entries = 0;
    for table in ["rules", "corps", "diploma_levels", "on_title", "residence", "proofs"] {
        for entry in book[table].as_array().unwrap() {
            assert!(entry["source"].is_string() && entry["confidence"].is_string(), "{entry}");
            entries += 1;
        }
    }
    assert!(entries > 90);
    let never_by_law =
        book["rules"].as_array().unwrap().iter().all(|r| r["confidence"] != "stated_in_law");
    assert!(never_by_law, "no text of law was read: nothing may claim to be stated in it");
}

#[test]
fn names_of_corps_are_one_in_every_spelling() {
    let same = |door: &str, held: &str| {
        Case::door(json!({"route": "mobility", "corps": door}))
            .outcome("mobility.corps", json!({"civil_service": {"corps": held}}))
    };
    for (door, held) in [
        ("ingénieur", "Ingénieure 2ème grade"),
        ("ingénieur", "INGENIEUR"),
        ("ingénieur", "Ingénieur informatique"),
        ("ingénieur", "ingénieur du 1er grade du domaine de l'informatique"),
        ("ingénieur", "corps des ingénieurs"),
        ("technicien adjoint", "Technicienne adjointe"),
        ("technicien", "techniciens"),
        ("technicien", "cadre d'emplois des techniciens"),
        ("technicien", "technicein"),
        ("attaché", "Attachée d'administration"),
        ("rédacteur", "Rédactrice"),
        ("sage-femme", "Sages-femmes"),
        ("adjoint administratif", "Adjointe administrative"),
        ("aide-soignant", "Aide-soignante"),
        ("géomètre en chef", "Géomètres en chef"),
    ] {
        assert_eq!(same(door, held), Outcome::Met, "{door} / {held}");
    }
    for (door, held) in [
        ("technicien", "technicien adjoint"),
        ("technicien", "technicien de laboratoire"),
        ("adjoint administratif", "adjoint technique"),
        ("infirmier de bloc opératoire", "infirmier anesthésiste"),
        ("cadre technique", "agent technique"),
        ("ingénieur", "géomètre"),
    ] {
        assert_eq!(same(door, held), Outcome::NotMet, "{door} / {held}");
    }
    for (door, held) in
        [("infirmier en soins généraux", "infirmier"), ("géomètre en chef", "géomètre")]
    {
        assert_eq!(same(door, held), Outcome::Unknown, "{door} / {held}");
    }
}
