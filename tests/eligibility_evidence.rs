//! What a finding shows of the profile, which keys are missing, what would open a door and on which day: the words behind
//! every outcome.

use adequation::{
    Candidate, Door, EligibilityProbe, Finding, Offer, Outcome, Policies, Priority,
    ResidencePolicy, RuleBook, Tier, Truth, Verdict,
};
use serde_json::{Value, json};

struct Room {
    probe: EligibilityProbe,
    book: RuleBook,
}

impl Room {
    fn new(pathways: &Value, more: &Value) -> Self {
        Self::with(pathways, more, Policies::default(), RuleBook::new_caledonia())
    }

    fn required(pathways: &Value, more: &Value) -> Self {
        let policies = Policies::default().residence(ResidencePolicy::Required);
        Self::with(pathways, more, policies, RuleBook::new_caledonia())
    }

    /// A functional post that asks what one rule of the caller's says.
    fn of_rule(rule: &Value) -> Self {
        let mut rule = rule.clone();
        rule["id"] = json!("r");
        rule["source"] = json!("s");
        rule["confidence"] = json!("secondary");
        let book = json!({"name": "n", "version": "1", "sources": [{"key": "s", "cite": "S"}], "domains": ["mer"], "rules": [rule],
            "corps": [{"name": "pilote", "category": "A", "source": "s", "confidence": "secondary"},
                {"name": "lamaneur", "category": "B", "source": "s", "confidence": "secondary"}]});
        let book = serde_json::from_value(book).unwrap_or_else(|e| panic!("{e}"));
        let door = json!([{"route": "functional", "corps": "pilote", "grade": 2, "domain": "mer"}]);
        Self::with(&door, &json!({"closing": "2025-05-23"}), Policies::default(), book)
    }

    fn with(pathways: &Value, more: &Value, policies: Policies, book: RuleBook) -> Self {
        let mut form = json!({"id": "o", "pathways": pathways});
        form.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let offer: Offer = serde_json::from_value(form).unwrap();
        let probe = EligibilityProbe::new(&offer, &book, &policies, "2025-05-23".parse().unwrap());
        Self { probe, book }
    }

    fn facts(&self, facts: &Value) -> adequation::ProbeFacts {
        let mut facts = facts.clone();
        facts["id"] = json!("c");
        let candidate: Candidate = serde_json::from_value(facts).unwrap();
        EligibilityProbe::facts(&candidate, &self.book)
    }

    fn doors(&self, facts: &Value) -> (Vec<Door>, Priority) {
        let (eligibility, priority) = self.probe.assess(&self.facts(facts));
        (eligibility.doors, priority)
    }

    fn door(&self, facts: &Value) -> Door {
        self.doors(facts).0.remove(0)
    }

    /// The facts that would open the first door.
    fn sets(&self, facts: &Value) -> Vec<String> {
        let found = self.door(facts).counterfactuals.unwrap();
        let set = |set: &Vec<adequation::Change>| {
            set.iter().map(|c| c.fact.to_string()).collect::<Vec<_>>().join(" + ")
        };
        found.sets.iter().map(set).collect()
    }
}

fn seen(finding: &Finding) -> Vec<String> {
    finding.evidence.iter().map(ToString::to_string).collect()
}

fn required(kind: &str, more: &Value) -> Value {
    let mut node = json!({"kind": kind, "text": kind, "force": "required"});
    node.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({"closing": "2025-05-23", "requirements": [node]})
}

/// What is asked and what the profile says to it, for each kind of test.
#[test]
fn a_finding_shows_what_is_asked_and_what_the_profile_says() {
    let citizen = json!({"test": "citizen"});
    let french = json!({"test": "french"});
    let country = json!({"test": "nationality", "country": "VU"});
    let permit = json!({"test": "work_permit"});
    let servant = json!({"test": "civil_servant"});
    let corps = json!({"test": "serves_in_corps"});
    let domain = json!({"test": "serves_in_domain"});
    let category = json!({"test": "serves_in_category"});
    let residence = json!({"test": "residence", "years": 5});
    let laureate = json!({"test": "laureate"});
    let diploma = json!({"test": "diploma", "level": 6, "fields": ["droit", "lettres"], "titles": ["DE infirmier"]});
    let licence = json!({"test": "licence", "licence": "B"});
    let english = json!({"test": "language", "language": "en", "level": "B2"});
    let certified = json!({"test": "certification", "names": ["STCW", "CACES"]});
    let attested = json!({"test": "attested", "name": "casier"});
    let rows: Vec<(&Value, Value, &[&str])> = vec![
        (&citizen, json!({}), &["asked:citizen=true", "not_stated:citizen"]),
        (&citizen, json!({"citizen": false}), &["asked:citizen=true", "stated:citizen=false"]),
        (
            &citizen,
            json!({"nationality": ["VU"]}),
            &["asked:citizen=true", "stated:nationality=VU"],
        ),
        (&citizen, json!({"nationality": ["FR"]}), &["asked:citizen=true", "not_stated:citizen"]),
        (&french, json!({"citizen": true}), &["asked:nationality=FR", "stated:citizen=true"]),
        (
            &french,
            json!({"nationality": ["FR", "VU"]}),
            &["asked:nationality=FR", "stated:nationality=FR,VU"],
        ),
        (
            &french,
            json!({"citizen": false, "nationality": ["VU"]}),
            &["asked:nationality=FR", "stated:nationality=VU", "not_listed:nationality"],
        ),
        (
            &french,
            json!({"nationality": {"at_least": ["VU"]}}),
            &["asked:nationality=FR", "stated:nationality=VU", "perhaps_partial:nationality"],
        ),
        (&french, json!({}), &["asked:nationality=FR", "not_stated:nationality"]),
        (&french, json!({"nationality": []}), &["asked:nationality=FR", "not_listed:nationality"]),
        (
            &country,
            json!({"nationality": ["VU"]}),
            &["asked:nationality=VU", "stated:nationality=VU"],
        ),
        (
            &permit,
            json!({"work_permit": true}),
            &["asked:work_permit=true", "stated:work_permit=true"],
        ),
        (&permit, json!({}), &["asked:work_permit=true", "not_stated:work_permit"]),
        (
            &servant,
            json!({"civil_service": null}),
            &["asked:civil_service", "stated:civil_service=null"],
        ),
        (
            &corps,
            json!({"civil_service": {"corps": "lamaneur"}}),
            &["asked:civil_service.corps=pilote", "stated:civil_service.corps=lamaneur"],
        ),
        (&corps, json!({}), &["asked:civil_service.corps=pilote", "not_stated:civil_service"]),
        (
            &domain,
            json!({"civil_service": {"corps": "pilote", "domain": "Mer"}}),
            &["asked:civil_service.domain=mer", "stated:civil_service.domain=Mer"],
        ),
        (
            &domain,
            json!({"civil_service": {"corps": "pilote"}}),
            &["asked:civil_service.domain=mer", "stated:civil_service.domain=null"],
        ),
        (
            &category,
            json!({"civil_service": {"corps": "Lamaneur"}}),
            &["asked:civil_service.category=A", "stated:civil_service.corps=Lamaneur (B)"],
        ),
        (
            &category,
            json!({"civil_service": {"corps": "marin"}}),
            &["asked:civil_service.category=A", "stated:civil_service.corps=marin (?)"],
        ),
        (
            &residence,
            json!({"residence": {"years": 4}}),
            &["asked:residence.years>=5", "stated:residence.years=4"],
        ),
        (&residence, json!({}), &["asked:residence.years>=5", "not_stated:residence"]),
        (
            &residence,
            json!({"residence": [{"from": "2000-01-01", "to": "2001-01-01"}]}),
            &["asked:residence.years>=5", "days:366/1826", "counted_on:2025-05-23"],
        ),
        (
            &residence,
            json!({"residence": {"at_least": [{"from": "2000-01-01", "to": "2001-01-01"}]}}),
            &[
                "asked:residence.years>=5",
                "days:366/1826",
                "counted_on:2025-05-23",
                "perhaps_partial:residence",
            ],
        ),
        (
            &residence,
            json!({"residence": {"at_least": [{"from": "2000-01-01"}]}}),
            &["asked:residence.years>=5", "days:9274/1826", "counted_on:2025-05-23"],
        ),
        (
            &residence,
            json!({"residence": [{"from": "2021-05-23"}]}),
            &[
                "asked:residence.years>=5",
                "days:1461/1826",
                "counted_on:2025-05-23",
                "complete_on:2026-05-23",
            ],
        ),
        (
            &laureate,
            json!({"competitions": [{"corps": "marin"}, {"corps": "Pilote"}]}),
            &["asked:competitions.corps=pilote", "stated:competitions[1]=Pilote"],
        ),
        (
            &laureate,
            json!({"competitions": {"at_least": [{"corps": "Pilote"}]}}),
            &["asked:competitions.corps=pilote", "stated:competitions.at_least[0]=Pilote"],
        ),
        (
            &laureate,
            json!({"competitions": []}),
            &["asked:competitions.corps=pilote", "not_listed:competitions"],
        ),
        (
            &diploma,
            json!({}),
            &[
                "asked:diplomas.level>=6.title=DE infirmier.field=droit|lettres",
                "not_stated:diplomas",
            ],
        ),
        (
            &diploma,
            json!({"diplomas": [{"title": "Titre maison", "field": "droit"}]}),
            &[
                "asked:diplomas.level>=6.title=DE infirmier.field=droit|lettres",
                "stated:diplomas[0]=Titre maison / droit (?)",
            ],
        ),
        (
            &licence,
            json!({"licences": {"at_least": ["A"]}}),
            &["asked:licences=B", "perhaps_partial:licences"],
        ),
        (
            &licence,
            json!({"licences": {"at_least": ["C"]}}),
            &["asked:licences=B", "stated:licences.at_least[0]=C"],
        ),
        (
            &english,
            json!({"languages": [{"language": "anglais", "level": "C1"}]}),
            &["asked:languages=en>=B2", "stated:languages[0]=anglais (C1)"],
        ),
        (
            &english,
            json!({"languages": [{"language": "anglais"}]}),
            &["asked:languages=en>=B2", "stated:languages[0]=anglais"],
        ),
        (
            &certified,
            json!({"certifications": [{"name": "CACES", "expires": "2027"}, {"name": "STCW", "expires": "2026-02"}]}),
            &["asked:certifications=STCW&CACES", "stated:certifications[1]=STCW (-> 2026-02)"],
        ),
        (
            &attested,
            json!({"attested": ["Casier"]}),
            &["asked:attested=casier", "stated:attested[0]=Casier"],
        ),
    ];
    for (condition, facts, expected) in rows {
        let door = Room::of_rule(&json!({"condition": condition})).door(&facts);
        assert_eq!(seen(&door.findings[0]), expected, "{condition} {facts}");
        let wire = serde_json::to_value(&door).unwrap();
        assert_eq!(wire["findings"][0]["evidence"], json!(expected));
    }
    // What only the notice could say.
    let contract = Room::new(&json!([{"route": "contract"}]), &json!({})).door(&json!({}));
    let level = contract.findings.iter().find(|f| &*f.rule == "diploma.level").unwrap();
    assert_eq!(seen(level), ["asked:diploma_level", "not_printed"]);
    let title =
        json!([{"route": "on_title", "corps": "ingénieur", "residence": {"kind": "not_stated"}}]);
    let (doors, priority) = Room::new(&title, &json!({})).doors(&json!({}));
    assert_eq!(seen(&doors[0].findings[0]), ["asked:on_title.admitted"]);
    assert_eq!(seen(&priority.findings[1]), ["asked:residence_line", "not_printed"]);
}

/// A guard that keeps a rule from applying shows what it saw; so does one of which nothing is known.
#[test]
fn a_finding_shows_why_it_does_not_apply() {
    let room = Room::of_rule(&json!({"condition": {"test": "licence", "licence": "B"},
        "when": {"test": "states_domain"}, "unless": {"test": "work_permit"}}));
    let door = room.door(&json!({"civil_service": {"corps": "pilote"}}));
    assert_eq!(door.findings[0].outcome, Outcome::NotApplicable);
    assert_eq!(
        seen(&door.findings[0]),
        [
            "asked:licences=B",
            "not_stated:licences",
            "asked:civil_service.domain",
            "stated:civil_service.domain=null",
            "asked:work_permit=true",
            "not_stated:work_permit"
        ]
    );
    assert_eq!(door.verdict, Verdict::Eligible);
    let door =
        room.door(&json!({"civil_service": {"corps": "pilote", "domain": "mer"}, "licences": []}));
    assert_eq!(door.findings[0].outcome, Outcome::Unknown, "the waiver is not known");
    assert!(seen(&door.findings[0]).contains(&"perhaps_not_applicable".to_owned()));
    let door = room.door(&json!({"civil_service": {"corps": "pilote", "domain": "mer"}, "licences": [], "work_permit": false}));
    assert_eq!(door.findings[0].outcome, Outcome::NotMet);
    assert_eq!(seen(&door.findings[0]), ["asked:licences=B", "not_listed:licences"]);
}

#[test]
fn negation_keeps_what_is_unknown_unknown() {
    let room = Room::of_rule(&json!({"condition": {"not": {"test": "work_permit"}}}));
    for (facts, outcome) in [
        (json!({}), Outcome::Unknown),
        (json!({"work_permit": true}), Outcome::NotMet),
        (json!({"work_permit": false}), Outcome::Met),
    ] {
        assert_eq!(room.door(&facts).findings[0].outcome, outcome, "{facts}");
    }
}

/// Of a group the parts that make its value are marked, however deep they lie.
#[test]
fn the_parts_that_decide_are_marked() {
    let licence = |class: &str| json!({"test": "licence", "licence": class});
    let condition = json!({"all": [
        {"any": [licence("F"), {"all": [licence("C"), licence("D")]}]},
        {"not": {"any": [licence("A"), {"test": "work_permit"}]}},
        {"at_least": 2, "of": [{"test": "citizen"}, {"test": "french"}, {"test": "civil_servant"}]}]});
    let room = Room::of_rule(&json!({"condition": condition}));
    let marks = |facts: Value| -> (Outcome, Vec<String>) {
        let finding = room.door(&facts).findings.remove(0);
        let decisive = finding.parts.iter().filter(|p| p.decisive);
        (finding.outcome, decisive.map(|p| format!("{} {}", p.rule, seen(p)[0])).collect())
    };
    let of = |licences: &[&str], permit: bool, citizen: bool, servant: bool| {
        let service = if servant { json!({"corps": "pilote"}) } else { Value::Null };
        json!({"licences": licences, "work_permit": permit, "citizen": citizen, "nationality": ["FR"], "civil_service": service})
    };
    let expect = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        marks(of(&["F"], false, true, false)),
        (
            Outcome::Met,
            expect(&[
                "licence asked:licences=F",
                "licence asked:licences=A",
                "work_permit asked:work_permit=true",
                "citizen asked:citizen=true",
                "french asked:nationality=FR"
            ])
        )
    );
    assert_eq!(
        marks(of(&["C", "D"], false, true, false)).1[..2],
        expect(&["licence asked:licences=C", "licence asked:licences=D"])
    );
    // Closed by the last group alone: what makes it fail, and nothing of the others.
    assert_eq!(
        marks(of(&["F"], false, false, false)),
        (
            Outcome::NotMet,
            expect(&["citizen asked:citizen=true", "civil_servant asked:civil_service"])
        )
    );
    // Closed by the second group.
    assert_eq!(
        marks(of(&["F"], true, true, true)),
        (Outcome::NotMet, expect(&["work_permit asked:work_permit=true"]))
    );
    // Closed by the first: of "both C and D" the one that is lacking.
    assert_eq!(
        marks(of(&["C"], false, true, false)).1,
        expect(&["licence asked:licences=F", "licence asked:licences=D"])
    );
}

#[test]
fn missing_names_what_could_settle_a_door_and_nothing_else() {
    let title = json!([{"route": "on_title", "corps": "ingénieur", "grade": 1, "residence": {"kind": "at_least", "years": 5}}]);
    let room = Room::required(&title, &json!({}));
    let licence_of = |facts: Value| room.door(&facts).missing;
    // Citizenship would open the door by itself; a nationality could only close it, and is asked of who may not be French.
    let bac = json!([{"title": "Licence"}]);
    assert_eq!(
        licence_of(json!({"nationality": ["FR"], "diplomas": bac})),
        ["citizen", "residence"]
    );
    assert_eq!(licence_of(json!({"diplomas": bac})), ["citizen", "nationality", "residence"]);
    assert_eq!(
        licence_of(json!({"nationality": ["FR"], "diplomas": bac, "residence": {"years": 1}})),
        ["citizen"]
    );
    assert_eq!(
        licence_of(json!({"citizen": false, "diplomas": bac, "nationality": ["FR"]})),
        ["residence"]
    );
    assert!(licence_of(json!({"citizen": true, "diplomas": bac})).is_empty(), "the door is open");
    // Asked by itself, citizenship is settled by a nationality one way only: who is not French is no citizen.
    let citizen = Room::of_rule(&json!({"condition": {"test": "citizen"}}));
    assert_eq!(citizen.door(&json!({})).missing, ["citizen", "nationality"]);
    assert_eq!(citizen.door(&json!({"nationality": ["FR"]})).missing, ["citizen"]);
    // The category of a post that is stated cannot be settled by stating the post again.
    let category =
        required("other", &json!({"text": "fonctionnaire de catégorie A", "category": "A"}));
    let functional = Room::new(&json!([{"route": "functional"}]), &category);
    assert_eq!(functional.door(&json!({})).missing, ["civil_service"]);
    assert!(functional.door(&json!({"civil_service": {"corps": "géomètre"}})).missing.is_empty());
    // A door without a corps cannot be settled by the candidate.
    for route in ["mobility", "competition"] {
        let door = Room::new(&json!([{"route": route}]), &json!({})).door(&json!({}));
        assert_eq!((door.verdict, door.missing.len()), (Verdict::Undetermined, 0), "{route}");
    }
    // A level that neither notice nor book gives.
    let unlevelled = json!([{"route": "on_title", "corps": "psychologue", "residence": {"kind": "at_least", "years": 5}}]);
    let door = Room::new(&unlevelled, &json!({})).door(&json!({"citizen": true}));
    assert_eq!((door.verdict, door.missing.len()), (Verdict::Undetermined, 0));
}

#[test]
fn a_post_an_experience_or_a_fact_would_open_the_door() {
    // Mobility asks the corps, and the domain of who states one.
    let mobility = Room::new(
        &json!([{"route": "mobility", "corps": "technicien", "domain": "informatique"}]),
        &json!({}),
    );
    let needed = ["civil_service.corps=technicien.domain=informatique"];
    for facts in [
        json!({}),
        json!({"civil_service": null}),
        json!({"civil_service": {"corps": "technicien", "domain": "équipement"}}),
        json!({"civil_service": {"corps": "rédacteur"}}),
    ] {
        assert_eq!(mobility.sets(&facts), needed, "{facts}");
    }
    // Another corps of the category, in the place of the own.
    let change =
        Room::new(&json!([{"route": "change_of_corps", "corps": "technicien"}]), &json!({}));
    for facts in [
        json!({"civil_service": {"corps": "technicien"}}),
        json!({"civil_service": {"corps": "ingénieur"}}),
        json!({}),
    ] {
        assert_eq!(change.sets(&facts), ["civil_service.other_corps_of_category=B"], "{facts}");
    }
    // Experience in a field, and of any kind; what time does for it.
    let in_field = Room::new(
        &json!([{"route": "functional"}]),
        &required(
            "experience",
            &json!({"text": "Expérience en comptabilité", "months": 24, "fields": ["comptabilité", "audit"]}),
        ),
    );
    assert_eq!(
        in_field.sets(&json!({"experience": []})),
        ["experience.months>=24.field=audit", "experience.months>=24.field=comptabilité"]
    );
    let any = Room::new(
        &json!([{"route": "functional"}]),
        &required("experience", &json!({"text": "2 ans d'expérience", "months": 24})),
    );
    assert_eq!(any.sets(&json!({"experience": []})), ["experience.months>=24"]);
    let started = json!({"experience": [{"title": "Agent de comptabilité", "from": "2024-01-15", "skills": []}]});
    for room in [&in_field, &any] {
        let found = room.door(&started).counterfactuals.unwrap();
        let dates: Vec<_> =
            found.sets.iter().map(|set| set[0].by_time.map(|d| d.to_string())).collect();
        assert!(dates.iter().all(|d| d.as_deref() == Some("2026-01-15")), "{dates:?}");
        assert!(found.sets.iter().all(|set| set[0].contradicts), "the list is complete");
        assert_eq!(found.by_time.unwrap().date.to_string(), "2026-01-15");
    }
    assert!(!any.door(&json!({})).counterfactuals.unwrap().sets[0][0].contradicts);
    // Of two lengths that are asked time is told for each by itself.
    let two = json!({"closing": "2025-05-23", "requirements": [
        {"kind": "experience", "text": "2 ans d'expérience", "months": 24, "force": "required"},
        {"kind": "experience", "text": "Expérience en comptabilité", "months": 36, "fields": ["comptabilité"], "force": "required"}]});
    let two = Room::new(&json!([{"route": "functional"}]), &two);
    assert_eq!(two.sets(&started), ["experience.months>=36.field=comptabilité"]);
    let by_time = two.door(&started).counterfactuals.unwrap();
    assert_eq!(by_time.sets[0][0].by_time.unwrap().to_string(), "2027-01-15");
    assert_eq!(by_time.by_time.unwrap().date.to_string(), "2027-01-15");
    // What the profile does not state is not contradicted.
    let title = json!([{"route": "on_title", "corps": "technicien", "grade": 1, "residence": {"kind": "at_least", "years": 10}}]);
    let room = Room::required(&title, &json!({}));
    let contradicted = |facts: Value| -> Vec<(String, bool)> {
        let sets = room.door(&facts).counterfactuals.unwrap().sets;
        sets.iter().map(|set| (set[0].fact.to_string(), set[0].contradicts)).collect()
    };
    let bac = json!([{"title": "Bac"}]);
    let both = |citizen: bool, residence: bool| {
        vec![("citizen=true".to_owned(), citizen), ("residence.years>=10".to_owned(), residence)]
    };
    assert_eq!(contradicted(json!({"nationality": ["FR"], "diplomas": bac})), both(false, false));
    assert_eq!(
        contradicted(
            json!({"citizen": false, "nationality": ["FR"], "diplomas": bac, "residence": {"years": 2}})
        ),
        both(true, true)
    );
    assert_eq!(
        contradicted(
            json!({"nationality": ["FR"], "diplomas": bac, "residence": {"at_least": []}})
        ),
        both(false, false)
    );
    // Three facts at once, in every combination that is needed and no other.
    let all = json!({"all": [{"any": [{"test": "licence", "licence": "A"}, {"test": "licence", "licence": "C"}]},
        {"test": "attested", "name": "casier"}, {"test": "work_permit"}]});
    let sets = Room::of_rule(&json!({"condition": all})).sets(&json!({}));
    assert_eq!(
        sets,
        [
            "work_permit=true + licences=A + attested=casier",
            "work_permit=true + licences=C + attested=casier"
        ]
    );
    let two = json!({"at_least": 2, "of": [{"test": "licence", "licence": "A"}, {"test": "licence", "licence": "C"}, {"test": "work_permit"}]});
    assert_eq!(
        Room::of_rule(&json!({"condition": two})).sets(&json!({})),
        [
            "work_permit=true + licences=A",
            "work_permit=true + licences=C",
            "licences=A + licences=C"
        ]
    );
}

/// Each fact with the key that states it, and whether it contradicts what the profile states.
#[test]
fn a_change_says_which_key_it_states_and_what_it_contradicts() {
    let rows = [
        (json!({"test": "citizen"}), "citizen", json!(false)),
        (json!({"test": "work_permit"}), "work_permit", json!(false)),
        (json!({"test": "nationality", "country": "VU"}), "nationality", json!(["AU"])),
        (json!({"test": "civil_servant"}), "civil_service", Value::Null),
        (json!({"test": "serves_in_corps"}), "civil_service", json!({"corps": "lamaneur"})),
        (json!({"test": "serves_in_category"}), "civil_service", Value::Null),
        (json!({"test": "laureate"}), "competitions", json!([])),
        (json!({"test": "residence", "years": 5}), "residence", json!([])),
        (json!({"test": "diploma", "level": 5, "fields": ["droit"]}), "diplomas", json!([])),
        (json!({"test": "diploma", "titles": ["DE infirmier"]}), "diplomas", json!([])),
        (json!({"test": "experience", "months": 5}), "experience", json!([])),
        (json!({"test": "experience", "fields": ["droit"]}), "experience", json!([])),
        (json!({"test": "registration", "name": "ordre des pilotes"}), "registrations", json!([])),
        (json!({"test": "certification", "names": ["STCW", "CACES"]}), "certifications", json!([])),
        (json!({"test": "licence", "licence": "B"}), "licences", json!([])),
        (json!({"test": "language", "language": "en"}), "languages", json!([])),
        (json!({"test": "language", "language": "en", "level": "B1"}), "languages", json!([])),
        (json!({"test": "attested", "name": "casier"}), "attested", json!([])),
    ];
    for (condition, key, stated) in rows {
        let room = Room::of_rule(&json!({"condition": condition}));
        let alone = |facts: Value| {
            let sets = room.door(&facts).counterfactuals.unwrap().sets;
            assert_eq!((sets.len(), sets[0].len()), (1, 1), "{condition}: {sets:?}");
            (sets[0][0].key, sets[0][0].contradicts)
        };
        assert_eq!(alone(json!({})), (key, false), "{condition}");
        let mut facts = json!({});
        facts[key] = stated;
        assert_eq!(alone(facts), (key, true), "{condition}");
    }
    // French by nationality or as a citizen: neither contradicts what is not said, both what is.
    let french = Room::of_rule(&json!({"condition": {"test": "french"}}));
    let changes = |facts: Value| -> Vec<(&str, bool)> {
        let sets = french.door(&facts).counterfactuals.unwrap().sets;
        sets.iter().map(|set| (set[0].key, set[0].contradicts)).collect()
    };
    assert_eq!(changes(json!({})), [("citizen", false), ("nationality", false)]);
    assert_eq!(changes(json!({"nationality": ["VU"]})), [("citizen", true), ("nationality", true)]);
    assert_eq!(changes(json!({"citizen": false})), [("nationality", false)]);
    // Of two experiences as long, each has its own day.
    let two = json!({"all": [{"test": "experience", "months": 24, "fields": ["droit"]}, {"test": "experience", "months": 24, "fields": ["audit"]}]});
    let room = Room::of_rule(&json!({"condition": two}));
    let facts = json!({"experience": [{"title": "droit", "from": "2024-01-01", "skills": []}, {"title": "audit", "from": "2024-06-01", "skills": []}]});
    let set = &room.door(&facts).counterfactuals.unwrap().sets[0];
    let days: Vec<String> =
        set.iter().map(|c| format!("{} {}", c.fact, c.by_time.unwrap())).collect();
    assert_eq!(
        days,
        [
            "experience.months>=24.field=audit 2026-06-01",
            "experience.months>=24.field=droit 2026-01-01"
        ]
    );
}

/// A deadline of which the month is printed: what is open on its first day and not on its last is not opened by time.
#[test]
fn time_opens_nothing_that_its_first_day_finds_open() {
    let nodes = json!({"closing": "2025-05", "requirements": [
        {"kind": "certification", "text": "CACES", "terms": ["CACES"], "force": "required"},
        {"kind": "diploma", "text": "niveau 5", "diploma_level": 5, "force": "required"}]});
    let room = Room::new(&json!([{"route": "functional"}]), &nodes);
    let door = room.door(&json!({"diplomas": [{"title": "BTS", "obtained": "2025-05-01"}],
        "certifications": [{"name": "CACES", "obtained": "2020-01-01", "expires": "2025-05-20"}]}));
    assert_eq!(door.verdict, Verdict::Undetermined);
    assert_eq!(door.counterfactuals.unwrap().by_time, None);
}

/// Whether a citizen or sufficient resident meets the conditions of a door with a residence rule.
#[test]
fn the_quick_answer_says_whether_the_rule_prefers_the_person() {
    let doors = json!([
        {"route": "mobility", "corps": "technicien"},
        {"route": "on_title", "corps": "technicien", "grade": 2, "residence": {"kind": "at_least", "years": 10}},
        {"route": "contract", "diploma_level": 4}]);
    let room = Room::new(&doors, &json!({}));
    let quick = |facts: Value| room.probe.quick(&room.facts(&facts));
    let local = |facts: Value| quick(facts).local;
    let bts = json!([{"title": "BTS"}]);
    let bac = json!([{"title": "Bac"}]);
    assert_eq!(local(json!({"citizen": true, "diplomas": bts})), Truth::Met);
    assert_eq!(
        local(
            json!({"citizen": false, "nationality": ["FR"], "residence": {"years": 10}, "diplomas": bts})
        ),
        Truth::Met
    );
    assert_eq!(local(json!({"citizen": true})), Truth::Unknown);
    assert_eq!(local(json!({"nationality": ["FR"], "diplomas": bts})), Truth::Unknown);
    assert_eq!(
        local(
            json!({"citizen": false, "nationality": ["FR"], "residence": {"years": 9}, "diplomas": bts})
        ),
        Truth::NotMet
    );
    assert_eq!(
        local(json!({"citizen": true, "diplomas": bac, "civil_service": {"corps": "technicien"}})),
        Truth::NotMet,
        "mobility has no residence rule"
    );
    // Which doors are the best that are open.
    let contract = |facts: Value| {
        let quick = quick(facts);
        (quick.verdict, quick.only_contract_open, quick.tier)
    };
    let outsider = |diplomas: &Value, service: Value| json!({"citizen": false, "nationality": ["FR"], "residence": [], "diplomas": diplomas, "civil_service": service});
    let none = Value::Null;
    let serving = json!({"corps": "technicien"});
    assert_eq!(
        contract(outsider(&bac, none.clone())),
        (Verdict::Eligible, true, Some(Tier::Fallback))
    );
    assert_eq!(
        contract(outsider(&bts, none.clone())),
        (Verdict::Eligible, false, Some(Tier::Derogation))
    );
    assert_eq!(
        contract(outsider(&bac, serving)),
        (Verdict::Eligible, false, Some(Tier::NotApplicable))
    );
    assert_eq!(contract(outsider(&json!([]), none.clone())), (Verdict::Ineligible, false, None));
    assert_eq!(
        contract(json!({"civil_service": null, "diplomas": bac})),
        (Verdict::Undetermined, true, Some(Tier::Fallback))
    );
    assert_eq!(
        contract(json!({"civil_service": null})),
        (Verdict::Undetermined, false, Some(Tier::Derogation))
    );
    // A contract before the other doors changes nothing.
    let doors = json!([{"route": "contract", "diploma_level": 4},
        {"route": "on_title", "corps": "technicien", "grade": 2, "residence": {"kind": "at_least", "years": 10}}]);
    let room = Room::new(&doors, &json!({}));
    let facts = room.facts(&outsider(&bts, none));
    assert!(!room.probe.quick(&facts).only_contract_open);
    // What a profile takes grows with it.
    let (less, more) =
        (room.facts(&json!({})).bytes(), room.facts(&json!({"licences": ["A", "B"]})).bytes());
    assert_eq!(more - less, 2 * size_of::<u64>());
    assert!(less > 100);
}

/// A rule holds for the corps, grades and domains it names, in any spelling of theirs; where it names none, for all.
#[test]
fn a_rule_concerns_the_doors_it_names() {
    let concerned = |scope: Value, door: Value| {
        let mut rule = json!({"id": "r", "condition": {"test": "citizen"}, "source": "s", "confidence": "secondary"});
        rule.as_object_mut().unwrap().extend(scope.as_object().unwrap().clone());
        let book = json!({"name": "n", "version": "1", "sources": [{"key": "s", "cite": "S"}], "domains": ["mer", "port"], "rules": [rule],
            "corps": [{"name": "pilote", "source": "s", "confidence": "secondary"}, {"name": "lamaneur", "source": "s", "confidence": "secondary"}]});
        let book = serde_json::from_value(book).unwrap();
        let room = Room::with(&json!([door]), &json!({}), Policies::default(), book);
        !room.door(&json!({})).findings.is_empty()
    };
    let door = || json!({"route": "functional", "corps": "Pilotes", "grade": 2, "domain": "Mer"});
    let bare = || json!({"route": "functional"});
    assert!(concerned(json!({}), door()) && concerned(json!({}), bare()));
    for (scope, other) in [
        (json!({"routes": ["functional"]}), json!({"routes": ["direct"]})),
        (json!({"corps": ["pilote"]}), json!({"corps": ["lamaneur"]})),
        (json!({"grades": [1, 2]}), json!({"grades": [1, 3]})),
        (json!({"domains": ["port", "mer"]}), json!({"domains": ["port"]})),
    ] {
        assert!(concerned(scope.clone(), door()), "{scope}");
        assert!(!concerned(other.clone(), door()), "{other}");
        if scope["routes"].is_null() {
            assert!(!concerned(scope.clone(), bare()), "{scope} of a door that names none");
        }
    }
}

/// The table of usual durations warns for the very corps, grade and domain, the narrowest row first.
#[test]
fn an_unusual_duration_is_told() {
    let told = |door: Value| -> Vec<String> {
        let (_, priority) = Room::new(&json!([door]), &json!({})).doors(&json!({}));
        let all = priority.findings.iter().flat_map(seen);
        all.filter(|e| e.starts_with("usual")).collect()
    };
    let title = |corps: &str, grade: u8, domain: &str, years: u8| json!({"route": "on_title", "corps": corps, "grade": grade, "domain": domain, "residence": {"kind": "at_least", "years": years}});
    assert!(told(title("ingénieur", 1, "informatique", 5)).is_empty());
    assert!(told(title("ingénieur", 1, "économie rurale", 10)).is_empty());
    assert_eq!(told(title("ingénieur", 2, "économie rurale", 10)), ["usual_residence:5"]);
    assert_eq!(told(title("ingénieur", 1, "environnement", 5)), ["usual_residence:10"]);
    assert!(
        told(title("ingénieur", 2, "environnement", 5)).is_empty(),
        "the table has no such row"
    );
    assert_eq!(
        told(
            json!({"route": "on_title", "corps": "sage-femme", "residence": {"kind": "at_least", "years": 3}})
        ),
        ["usual_residence:0"]
    );
    assert!(
        told(
            json!({"route": "on_title", "corps": "sage-femme", "residence": {"kind": "no_minimum"}})
        )
        .is_empty()
    );
    assert!(
        told(
            json!({"route": "on_title", "corps": "sage-femme", "residence": {"kind": "not_stated"}})
        )
        .is_empty()
    );
}

/// A finding rests on the weakest of what answered it: the rule, a level of the table, the category of a corps.
#[test]
fn a_finding_is_as_sure_as_its_weakest_constant() {
    let confidence = |own: &str, level: &str, category: &str| {
        let tests = [json!({"test": "grade_diploma"}), json!({"test": "serves_in_category"})];
        let found = [[0, 1], [1, 0]].map(|order| {
            let all = order.map(|i: usize| tests[i].clone());
            let book = json!({"name": "n", "version": "1", "sources": [{"key": "s", "cite": "S"}],
                "corps": [{"name": "pilote", "category": "A", "source": "s", "confidence": category}],
                "diploma_levels": [{"corps": "pilote", "value": 5, "source": "s", "confidence": level}],
                "rules": [{"id": "r", "condition": {"all": all}, "source": "s", "confidence": own}]});
            let book = serde_json::from_value(book).unwrap();
            let door = json!([{"route": "functional", "corps": "pilote"}]);
            let room = Room::with(&door, &json!({}), Policies::default(), book);
            serde_json::to_value(room.door(&json!({})).findings[0].basis.confidence).unwrap()
        });
        assert_eq!(found[0], found[1], "whatever the order");
        found[0].as_str().unwrap().to_owned()
    };
    let (law, secondary, inferred) = ("stated_in_law", "secondary", "inferred");
    assert_eq!(confidence(law, law, law), law);
    assert_eq!(confidence(law, secondary, inferred), inferred);
    assert_eq!(confidence(law, inferred, secondary), inferred);
    assert_eq!(confidence(secondary, law, law), secondary);
    assert_eq!(confidence(inferred, secondary, law), inferred);
}

/// A slip of the pen finds a corps only where one alone is near.
#[test]
fn a_misspelt_corps_is_found_unless_two_are_as_near() {
    let corps = |name: &str, aliases: &[&str]| json!({"name": name, "aliases": aliases, "source": "s", "confidence": "secondary"});
    let outcome = |corps: &[Value], door: &str| {
        let book = json!({"name": "n", "version": "1", "sources": [{"key": "s", "cite": "S"}], "corps": corps,
            "rules": [{"id": "r", "condition": {"test": "serves_in_corps"}, "source": "s", "confidence": "secondary"}]});
        let book = serde_json::from_value(book).unwrap();
        let door = json!([{"route": "functional", "corps": door}]);
        let room = Room::with(&door, &json!({}), Policies::default(), book);
        let held = json!({"civil_service": {"corps": "bibliothécuire municipal"}});
        room.door(&held).findings[0].outcome
    };
    let known = corps("bibliothécaire municipal", &[]);
    let other = corps("archiviste municipal", &[]);
    let name = "bibliothécaire municipal";
    assert_eq!(outcome(&[known.clone(), other.clone()], name), Outcome::Met);
    // Two names of one corps are as near as each other, and it is still that corps.
    let aliased = corps("bibliothécaire municipal", &["bibliothécoire municipal"]);
    assert_eq!(outcome(&[aliased, other], name), Outcome::Met);
    // Two corps are as near: neither is known to be meant.
    let near = corps("bibliothécoire municipal", &[]);
    for door in [name, "bibliothécoire municipal"] {
        assert_eq!(outcome(&[known.clone(), near.clone()], door), Outcome::NotMet, "{door}");
    }
}
