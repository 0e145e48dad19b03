//! Rule books of a caller's own: every static check with a book that passes it and one that does not, the wire, the policies.

use adequation::{CountingDate, Lang, Policies, ResidencePolicy, RuleBook, RuleError, TierPolicy};
use serde_json::{Value, json};

/// A book of one corps and these rules.
fn book(rules: Value) -> Value {
    json!({"name": "n", "version": "1", "sources": [{"key": "s", "cite": "Règlement du port, art. 3"}],
        "corps": [{"name": "pilote", "category": "A", "source": "s", "confidence": "stated_in_law"}], "rules": rules})
}

fn rule(condition: &Value) -> Value {
    json!({"id": "r", "condition": condition, "source": "s", "confidence": "inferred"})
}

fn read(value: &Value) -> Result<RuleBook, RuleError> {
    RuleBook::from_value(serde_json::from_value(value.clone()).unwrap())
}

/// `path code` of each problem.
fn problems(value: &Value) -> Vec<String> {
    match read(value) {
        Ok(_) => Vec::new(),
        Err(error) => error.problems().iter().map(|p| format!("{} {}", p.path, p.code())).collect(),
    }
}

fn of_condition(condition: &Value) -> Vec<String> {
    problems(&book(json!([rule(condition)])))
        .into_iter()
        .map(|p| p.replace("rules[0].condition", "…"))
        .collect()
}

const CITIZEN: fn() -> Value = || json!({"test": "citizen"});

#[test]
fn expressions_may_nest_twelve_levels_and_no_more() {
    // A test under n groups stands on level n + 1.
    let nested = |n: usize| {
        (0..n).fold(CITIZEN(), |inner, _| json!({"all": [inner, {"test": "work_permit"}]}))
    };
    assert!(of_condition(&nested(11)).is_empty());
    let found = of_condition(&nested(12));
    // Both tests of the innermost group lie one level too deep.
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|p| p.ends_with(" too_deep")), "{found:?}");
    assert!(found[0].starts_with(&format!("…{}.all[0] ", ".all[0]".repeat(11))), "{found:?}");
    // As deep as a value may nest at all, each level is still told.
    let chain = (0..58).fold(CITIZEN(), |inner, _| json!({"not": inner}));
    assert_eq!(of_condition(&chain).len(), 1);
    let text = serde_json::to_string(&book(json!([rule(&nested(40))]))).unwrap();
    assert!(serde_json::from_str::<RuleBook>(&text).is_err());
}

#[test]
fn expressions_may_hold_sixty_four_tests_and_no_more() {
    let attested = |n: usize| -> Value {
        let tests: Vec<_> =
            (0..n).map(|i| json!({"test": "attested", "name": format!("fait {i}")})).collect();
        json!({"any": tests})
    };
    assert!(of_condition(&attested(64)).is_empty());
    assert_eq!(of_condition(&attested(65)), ["… too_large"]);
}

#[test]
fn a_condition_must_be_possible_and_say_something() {
    let not = |test: Value| json!({"not": test});
    let years = |n: u8| json!({"test": "residence", "years": n});
    let level = |n: u8| json!({"test": "diploma", "level": n});
    let field = |n: u8, field: &str| json!({"test": "diploma", "level": n, "fields": [field]});
    let months = |n: u32| json!({"test": "experience", "months": n});
    let english = |level: &str| json!({"test": "language", "language": "en", "level": level});
    let french = json!({"test": "french"});
    let all = |a: Value, b: Value| json!({"all": [a, b]});
    let any = |a: Value, b: Value| json!({"any": [a, b]});
    // Who reaches the greater amount reaches the smaller one.
    for (less, more) in [
        (years(3), years(5)),
        (level(5), level(7)),
        (field(5, "droit"), field(7, "droit")),
        (months(12), months(36)),
        (english("A2"), english("B2")),
        (json!({"test": "language", "language": "anglais"}), english("A1")),
        (json!({"test": "experience"}), months(1)),
        (french.clone(), CITIZEN()),
        (json!({"test": "nationality", "country": "FR"}), CITIZEN()),
        (json!({"test": "nationality", "country": "FR"}), french.clone()),
        (years(5), years(5)),
    ] {
        assert_eq!(
            of_condition(&all(more.clone(), not(less.clone()))),
            ["… contradiction"],
            "{less} {more}"
        );
        assert_eq!(
            of_condition(&any(not(more.clone()), less.clone())),
            ["… vacuous"],
            "{less} {more}"
        );
        if less != more && more != french {
            assert!(
                of_condition(&all(less.clone(), not(more.clone()))).is_empty(),
                "{less} {more}"
            );
            assert!(
                of_condition(&any(not(less.clone()), more.clone())).is_empty(),
                "{less} {more}"
            );
        }
    }
    // Of different questions neither answers the other.
    for (one, other) in [
        (field(5, "droit"), field(5, "informatique")),
        (years(3), months(36)),
        (english("B1"), json!({"test": "language", "language": "fr", "level": "B1"})),
        (json!({"test": "nationality", "country": "VU"}), french),
        (json!({"test": "attested", "name": "a"}), json!({"test": "attested", "name": "b"})),
        (json!({"test": "serves_in_corps"}), json!({"test": "laureate"})),
    ] {
        assert!(of_condition(&all(one.clone(), not(other.clone()))).is_empty(), "{one} {other}");
    }
    // Counting parts.
    let two_of = |parts: Value| json!({"at_least": 2, "of": parts});
    assert_eq!(of_condition(&two_of(json!([CITIZEN(), not(CITIZEN())]))), ["… contradiction"]);
    assert_eq!(
        of_condition(&two_of(json!([CITIZEN(), not(CITIZEN()), years(3), not(years(3))]))),
        ["… vacuous"]
    );
    assert!(of_condition(&two_of(json!([CITIZEN(), years(3), level(5)]))).is_empty());
    assert_eq!(of_condition(&json!({"at_least": 0, "of": [CITIZEN()]})), ["… impossible_count"]);
    assert_eq!(of_condition(&json!({"at_least": 2, "of": [CITIZEN()]})), ["… impossible_count"]);
    assert!(of_condition(&json!({"at_least": 1, "of": [CITIZEN()]})).is_empty());
    // Guard and waiver are held to the same.
    for key in ["when", "unless"] {
        let mut one = rule(&CITIZEN());
        one[key] = all(years(5), not(years(3)));
        assert_eq!(problems(&book(json!([one]))), [format!("rules[0].{key} contradiction")]);
    }
}

/// Every combination of answers is tried up to 4,096 of them: twelve questions; with one more nothing is claimed.
#[test]
fn contradictions_are_searched_among_twelve_questions() {
    let among = |questions: usize| {
        let mut parts: Vec<_> = (1..questions)
            .map(|i| json!({"test": "attested", "name": format!("fait {i}")}))
            .collect();
        parts.extend([CITIZEN(), json!({"not": CITIZEN()})]);
        of_condition(&json!({"all": parts}))
    };
    assert_eq!(among(12), ["… contradiction"]);
    assert!(among(13).is_empty());
}

#[test]
fn tests_that_ask_for_nothing_or_for_what_nobody_can_state_are_refused() {
    for (condition, problem) in [
        (json!({"test": "diploma"}), "… empty_test"),
        (json!({"test": "certification", "names": []}), "… empty_test"),
        (json!({"all": []}), "… empty_test"),
        (json!({"any": []}), "… empty_test"),
        (json!({"test": "nationality", "country": "FRA"}), "….country unknown_word"),
        (json!({"test": "nationality", "country": "fr"}), "….country unknown_word"),
        (json!({"test": "nationality", "country": ""}), "….country empty"),
        (json!({"test": "residence", "years": 0}), "….years out_of_range"),
        (json!({"test": "residence", "years": 61}), "….years out_of_range"),
        (json!({"test": "diploma", "level": 9}), "….level out_of_range"),
        (json!({"test": "diploma", "level": 0}), "….level out_of_range"),
        (json!({"test": "experience", "months": 0}), "….months out_of_range"),
        (json!({"test": "experience", "months": 721}), "….months out_of_range"),
        (json!({"test": "language", "language": "en", "level": "D1"}), "….level unknown_word"),
        (json!({"test": "serves_in_category", "category": "E"}), "….category unknown_word"),
        (json!({"test": "laureate", "corps": ["marin"]}), "….corps[0] unknown_corps"),
        (json!({"test": "serves_in_corps", "corps": ["marin"]}), "….corps[0] unknown_corps"),
        (json!({"test": "attested"}), "….name missing_key"),
        (json!({"test": "citizen", "years": 3}), "….years unknown_key"),
        (json!({"test": "tall", "years": 3}), "….test unknown_word"),
        (json!({"test": 3}), "….test wrong_type"),
        (json!("citizen"), "… wrong_type"),
    ] {
        assert_eq!(of_condition(&condition), [problem], "{condition}");
    }
    for condition in [
        json!({"test": "diploma", "level": 1}),
        json!({"test": "diploma", "fields": ["droit"]}),
        json!({"test": "diploma", "titles": ["DE infirmier"]}),
        json!({"test": "certification", "names": ["CACES"]}),
        json!({"test": "residence", "years": 60}),
        json!({"test": "experience", "months": 720}),
        json!({"test": "laureate", "corps": ["Pilotes"]}),
        json!({"test": "nationality", "country": "VU"}),
    ] {
        assert!(of_condition(&condition).is_empty(), "{condition}");
    }
}

#[test]
fn names_are_given_once_and_what_is_named_exists() {
    let mut value = book(json!([rule(&CITIZEN()), rule(&CITIZEN())]));
    value["sources"] = json!([{"key": "s", "cite": "a"}, {"key": "s", "cite": "b"}]);
    value["corps"] = json!([{"name": "pilote", "source": "s", "confidence": "inferred"},
        {"name": "pilote", "source": "t", "confidence": "inferred"}]);
    value["families"] = json!([{"name": "mer"}, {"name": "mer"}]);
    value["proofs"] =
        json!([{"key": "citizen", "fr": "a", "en": "b", "source": "t", "confidence": "inferred"}]);
    value["residence"] = json!([{"corps": "marin", "value": 5, "source": "t", "confidence": "inferred",
        "in_force": {"from": "2025-01-02", "until": "2025-01-01"}}]);
    assert_eq!(
        problems(&value),
        [
            "sources[1].key duplicate_name",
            "corps[1].name duplicate_name",
            "rules[1].id duplicate_name",
            "families[1].name duplicate_name",
            "corps[1].source unknown_source",
            "proofs[0].source unknown_source",
            "residence[0].source unknown_source",
            "residence[0].in_force backwards_dates",
            "residence[0].corps unknown_corps",
        ]
    );
    let families = |n: usize| {
        let mut value = book(json!([]));
        value["families"] = (0..n).map(|i| json!({"name": format!("f{i}")})).collect();
        problems(&value)
    };
    assert!(families(32).is_empty());
    assert_eq!(families(33), ["families too_large"]);
}

/// Two rows for one corps, grade and domain may follow each other, and may not hold on the same day.
#[test]
fn rows_of_a_table_do_not_overlap() {
    let with = |a: Value, b: Value| {
        let row = |more: Value| {
            let mut row = json!({"value": 5, "source": "s", "confidence": "inferred"});
            row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            row
        };
        let mut value = book(json!([]));
        value["residence"] = json!([row(a), row(b)]);
        problems(&value)
    };
    let overlap = ["residence[1] overlapping_rows"];
    assert_eq!(with(json!({}), json!({})), overlap);
    assert_eq!(with(json!({"corps": "pilote"}), json!({"corps": "Pilotes"})), overlap);
    assert!(with(json!({"corps": "pilote"}), json!({})).is_empty());
    assert!(with(json!({"grade": 1}), json!({"grade": 2})).is_empty());
    assert!(with(json!({"domain": "a"}), json!({"domain": "b"})).is_empty());
    let dated = |from: &str, until: &str| json!({"in_force": {"from": from, "until": until}});
    let first = || dated("2024-01-01", "2025-01-01");
    assert!(with(first(), dated("2025-01-01", "2026-01-01")).is_empty());
    assert!(with(dated("2025-01-01", "2026-01-01"), first()).is_empty());
    assert_eq!(with(first(), dated("2024-12-31", "2026-01-01")), overlap);
    assert_eq!(with(dated("2024-12-31", "2026-01-01"), first()), overlap);
    assert_eq!(with(first(), json!({"in_force": {"from": "2024-12-31"}})), overlap);
    assert!(
        with(first(), json!({"in_force": {"from": "2025-01"}})).is_empty(),
        "a month is its first day"
    );
    assert!(
        with(first(), json!({"in_force": {"until": "2024"}})).is_empty(),
        "a year is its first day"
    );
}

/// Each kind of problem in both languages, as a caller shows it.
#[test]
fn problems_are_said_in_both_languages() {
    let deep = (0..13).fold(CITIZEN(), |inner, _| json!({"not": inner}));
    let many: Vec<_> =
        (0..65).map(|i| json!({"test": "attested", "name": format!("{i}")})).collect();
    let dates = json!({"from": "2025-01-02", "until": "2025-01-01"});
    let mut dated = rule(&CITIZEN());
    dated["in_force"] = dates;
    dated["source"] = json!("t");
    let mut value = book(json!([
        dated,
        rule(&deep),
        rule(&json!({"any": many})),
        rule(&json!({"all": [CITIZEN(), {"not": CITIZEN()}]})),
        rule(&json!({"any": [CITIZEN(), {"not": CITIZEN()}]})),
        rule(&json!({"at_least": 3, "of": [CITIZEN()]})),
        rule(&json!({"all": []})),
        rule(&json!({"test": "laureate", "corps": ["marin"]})),
        rule(&json!({"test": "nationality", "country": "F"}))
    ]));
    for (i, one) in value["rules"].as_array_mut().unwrap().iter_mut().enumerate() {
        one["id"] = json!(if i == 8 { "r7".into() } else { format!("r{i}") });
    }
    value["on_title"] = json!([{"value": "yes", "source": "s", "confidence": "inferred"}, {"value": "yes", "source": "s", "confidence": "inferred"}]);
    let error = read(&value).unwrap_err();
    let said = |lang| -> Vec<String> { error.problems().iter().map(|p| p.message(lang)).collect() };
    assert_eq!(
        said(Lang::En)[..11],
        [
            "“r7” given twice",
            "holds on the same day as on_title[0] for the same corps and grade",
            "source “t” is not listed under “sources”",
            "the dates of force end before they begin",
            "expression nested deeper than 12 levels",
            "expression of more than 64 tests",
            "condition that no facts can meet",
            "condition that no facts can fail: it says nothing",
            "“at least 3” of 1",
            "test that asks for nothing",
            "corps “marin” is not listed under “corps”",
        ]
    );
    assert_eq!(
        said(Lang::Fr)[..11],
        [
            "« r7 » présent deux fois",
            "vaut en même temps que on_title[0] pour le même corps et le même grade",
            "source « t » absente de « sources »",
            "les dates d'effet se terminent avant de commencer",
            "expression imbriquée sur plus de 12 niveaux",
            "expression de plus de 64 tests",
            "condition qu'aucun fait ne peut remplir",
            "condition toujours remplie : elle ne dit rien",
            "« au moins 3 » parmi 1",
            "test qui ne demande rien",
            "corps « marin » absent de « corps »",
        ]
    );
    // A fault of form speaks as the faults of candidates and offers do.
    assert!(said(Lang::En)[11].contains("ISO 3166"), "{}", said(Lang::En)[11]);
    assert_ne!(said(Lang::Fr)[11], said(Lang::En)[11]);
    // The error shows a line for each, with its place.
    let shown = error.to_string();
    assert_eq!(shown.lines().count(), 12);
    assert_eq!(shown.lines().next(), Some("rules[8].id: “r7” given twice"));
    let whole = RuleBook::from_value(serde_json::from_str("[]").unwrap()).unwrap_err();
    assert!(
        !whole.to_string().starts_with(':'),
        "no place before the problem of the whole: {whole}"
    );
}

/// What is left out on the wire is what has no value; what is written comes back.
#[test]
fn a_book_writes_what_it_read() {
    let value = json!({"schema": 1, "name": "Port", "version": "2",
        "sources": [{"key": "s", "cite": "Arrêté", "url": "https://example.org"}, {"key": "t", "cite": "Usage"}],
        "corps": [{"name": "pilote", "aliases": ["pilote de port"], "category": "B", "source": "s", "confidence": "secondary"},
            {"name": "lamaneur", "source": "t", "confidence": "inferred"}],
        "domains": ["mer"],
        "diploma_levels": [{"corps": "pilote", "grade": 2, "domain": "mer", "value": 5, "source": "s", "confidence": "stated_in_law"}],
        "on_title": [{"corps": "pilote", "value": "with_line", "source": "s", "confidence": "official_description",
            "in_force": {"from": "2024-01-01", "until": "2027-01-01"}}, {"value": "never", "source": "t", "confidence": "inferred", "grade": 3}],
        "residence": [{"value": 0, "source": "t", "confidence": "inferred", "in_force": {"from": "2024-01-01"}}],
        "proofs": [{"key": "residence", "fr": "quittances", "en": "receipts", "confirmed": true, "source": "s", "confidence": "secondary"},
            {"key": "citizen", "fr": "carte", "en": "card", "confirmed": false, "source": "s", "confidence": "secondary"}],
        "families": [{"name": "mer", "broad": ["maritime"], "narrow": ["pêche"]}],
        "rules": [
            {"id": "a", "role": "tier_citizen", "routes": ["on_title", "direct", "mobility", "change_of_corps", "secondment", "competition", "contract", "functional"],
                "corps": ["pilote"], "grades": [1, 3], "domains": ["mer"], "when": {"test": "civil_servant"}, "unless": {"test": "unclear"},
                "condition": {"at_least": 2, "of": [{"test": "citizen"}, {"test": "french"}, {"test": "nationality", "country": "VU"}]},
                "source": "s", "confidence": "stated_in_law", "in_force": {"until": "2030-01-01"}},
            {"id": "b", "role": "tier_resident", "condition": {"any": [{"test": "residence"}, {"test": "residence", "years": 7}, {"test": "work_permit"}]},
                "source": "s", "confidence": "secondary"},
            {"id": "c", "condition": {"all": [{"test": "serves_in_corps"}, {"test": "serves_in_corps", "corps": ["lamaneur"]}, {"test": "states_domain"},
                {"test": "serves_in_domain"}, {"test": "serves_in_domain", "domain": "mer"}, {"test": "serves_in_category"},
                {"test": "serves_in_category", "category": "D"}, {"test": "laureate"}, {"test": "laureate", "corps": ["pilote"]},
                {"test": "admitted_on_title"}, {"test": "grade_diploma"}]}, "source": "t", "confidence": "inferred"},
            {"id": "d", "condition": {"not": {"all": [{"test": "diploma", "level": 5, "fields": ["mer"], "titles": ["brevet"]},
                {"test": "experience", "months": 12, "fields": ["mer"]}, {"test": "experience"}, {"test": "registration", "name": "Ordre"},
                {"test": "certification", "names": ["STCW"]}, {"test": "licence", "licence": "B"}, {"test": "language", "language": "en", "level": "native"},
                {"test": "language", "language": "fr"}, {"test": "attested", "name": "visite médicale"}]}}, "source": "s", "confidence": "official_description"},
            {"id": "e", "source": "s", "confidence": "secondary"}]});
    let book = read(&value).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(serde_json::to_value(&book).unwrap(), value);
    assert_eq!((book.name(), book.version()), ("Port", "2"));
    assert!(book.check().is_ok());
    // Comments are kept out.
    let mut commented = value.clone();
    commented["x-note"] = json!("essai");
    commented["rules"][4]["x-note"] = json!(1);
    assert_eq!(read(&commented).unwrap(), book);
}

#[test]
fn each_policy_is_set_alone_and_written_by_name() {
    let plain = Policies::default();
    let wire = |p: &Policies| serde_json::to_value(p).unwrap();
    let written = json!({"residence": "priority", "tiers": "citizen_first", "sourced_only": false, "counting": "closing"});
    assert_eq!(wire(&plain), written);
    for (policies, key, word) in [
        (plain.residence(ResidencePolicy::Required), "residence", json!("required")),
        (plain.tiers(TierPolicy::OneTier), "tiers", json!("one_tier")),
        (plain.sourced_only(true), "sourced_only", json!(true)),
        (plain.counting(CountingDate::AsOf), "counting", json!("as_of")),
    ] {
        let mut expected = written.clone();
        expected[key] = word.clone();
        assert_eq!(wire(&policies), expected);
        let alone: Policies = serde_json::from_value(json!({key: word})).unwrap();
        assert_eq!(alone, policies, "what is left out stays as it is by default");
    }
    assert!(serde_json::from_value::<Policies>(json!({"residance": "required"})).is_err());
}
