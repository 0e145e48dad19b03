//! Reading notices: fixtures with their readings beside them, laws on any text, and the real notices where they are at
//! hand.
//!
//! `ADEQUATION_BLESS=1 cargo test notices` rewrites the readings in `tests/data/notices/*.json`; read the difference
//! before you keep it.

use std::{collections::BTreeMap, fs, path::PathBuf};

use adequation::{Lang, Notice, Offer, RequirementNode, Route, Span};
use proptest::prelude::*;
use serde_json::{Value, json};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/notices")
}

fn fixtures() -> Vec<(String, String)> {
    texts(&folder())
}

fn texts(folder: &std::path::Path) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_stem()?.to_string_lossy().into_owned();
            let text =
                path.extension().is_some_and(|e| e == "md").then(|| fs::read_to_string(path))?;
            Some((name, text.ok()?))
        })
        .collect();
    found.sort();
    found
}

fn read(text: &str) -> Offer {
    Notice::read(text).to_offer_with_id("x").unwrap()
}

/// The real notices; `None` with a loud line where they are not at hand.
fn shared(part: &str) -> Option<Vec<(String, String)>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/notices").join(part);
    let found = texts(&folder);
    if found.is_empty() {
        eprintln!("MISSING ../shared/notices/{part}: NOT COVERED");
        return None;
    }
    Some(found)
}

#[test]
fn fixtures_read_as_written_beside_them() {
    let bless = std::env::var_os("ADEQUATION_BLESS").is_some();
    let fixtures = fixtures();
    assert!(fixtures.len() >= 8);
    for (name, text) in fixtures {
        let notice = Notice::read(&text);
        let offer = notice.to_offer_with_id(&name).unwrap();
        let mut reading = serde_json::to_value(&offer).unwrap();
        // Places are checked by the law below; here they would hide the reading.
        reading.as_object_mut().unwrap().remove("spans");
        strip(&mut reading);
        let remarks: Vec<Value> =
            notice.remarks().iter().map(|r| json!([r.code(), r.message(Lang::Fr)])).collect();
        let found = json!({"offer": reading, "remarks": remarks});
        let path = folder().join(format!("{name}.json"));
        if bless {
            fs::write(&path, serde_json::to_string_pretty(&found).unwrap() + "\n").unwrap();
        }
        let expected: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(found, expected, "{name}");
    }
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("span");
            map.values_mut().for_each(strip);
        }
        Value::Array(list) => list.iter_mut().for_each(strip),
        _ => {}
    }
}

/// Letters and digits only, lower case, as the words of a value and of its quotation are compared.
fn words(text: &str) -> Vec<String> {
    // What prints nothing separates nothing.
    text.to_lowercase()
        .replace(['\u{ad}', '\u{feff}', '\0'], "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The value's words stand in the quotation, in their order (a word cut at the end of a line in two).
fn quotes(quotation: &str, value: &str) -> bool {
    // Short tags such as `<sup>` may stand inside a word.
    let mut plain = String::new();
    let mut rest = quotation;
    while let Some(open) = rest.find('<') {
        let tag = rest[open + 1..]
            .chars()
            .take(15)
            .take_while(|c| !c.is_whitespace())
            .position(|c| c == '>');
        let named = rest[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let skip = match tag {
            Some(end) if named => rest[open + 1..].char_indices().nth(end).unwrap().0 + 2,
            _ => 1,
        };
        plain.push_str(&rest[..open]);
        rest = &rest[open + skip..];
    }
    plain.push_str(rest);
    let quoted: String = words(&plain).concat();
    let mut rest = quoted.as_str();
    words(value).iter().all(|word| match rest.find(word.as_str()) {
        Some(at) => {
            rest = &rest[at + word.len()..];
            true
        }
        None => false,
    })
}

fn places_hold(text: &str) {
    let notice = Notice::read(text);
    for remark in notice.remarks() {
        if let Some(span) = remark.span {
            assert!(span.of(text).is_some(), "{remark:?} in {text:?}");
        }
        assert!(!remark.message(Lang::En).is_empty());
    }
    let Ok(offer) = notice.to_offer_with_id("x") else { panic!("refused: {text:?}") };
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    for (path, value) in [
        ("title", &offer.title),
        ("employer", &offer.employer),
        ("directorate", &offer.directorate),
        ("service", &offer.service),
        ("workplace", &offer.workplace),
        ("respnc_job", &offer.respnc_job),
    ] {
        if let Some(value) = value {
            values.insert(path.into(), value.clone());
        }
    }
    for (name, list) in [
        ("missions", &offer.missions),
        ("activities", &offer.activities),
        ("conditions", &offer.conditions),
        ("context", &offer.context),
    ] {
        for (i, value) in list.iter().enumerate() {
            values.insert(format!("{name}[{i}]"), value.clone());
        }
    }
    for (i, pathway) in offer.pathways.iter().enumerate() {
        if let Some(corps) = &pathway.corps {
            values.insert(format!("pathways[{i}].corps"), corps.clone());
        }
    }
    for (path, value) in &values {
        let span: Option<&Span> = offer.spans.get(path);
        let quotation = span.and_then(|s| s.of(text));
        assert!(
            quotation.is_some_and(|q| quotes(q, value)),
            "{path}: {value:?} is not in {quotation:?}"
        );
    }
    for (path, span) in &offer.spans {
        assert!(span.of(text).is_some(), "{path} {span:?}");
    }
    for requirement in offer.requirements.iter().flat_map(RequirementNode::leaves) {
        let quotation = requirement.span.and_then(|s| s.of(text));
        assert!(
            quotation.is_some_and(|q| quotes(q, &requirement.text)),
            "{requirement:?} is not in {quotation:?}"
        );
        for term in &requirement.terms {
            assert!(requirement.text.contains(term.as_str()), "{term} in {requirement:?}");
        }
    }
}

#[test]
fn every_place_quotes_what_it_claims() {
    for (_, text) in fixtures() {
        places_hold(&text);
    }
}

/// Lines of which notices consist, and marks that break them.
fn line() -> impl Strategy<Value = String> {
    let pieces: Vec<String> = fixtures()
        .into_iter()
        .flat_map(|(_, text)| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    prop_oneof![
        6 => proptest::sample::select(pieces.clone()),
        1 => (proptest::sample::select(pieces.clone()), proptest::sample::select(pieces), 0usize..80)
            .prop_map(|(a, b, cut)| {
                let mut cut = cut.min(a.len());
                while !a.is_char_boundary(cut) {
                    cut -= 1;
                }
                format!("{} {b}", &a[..cut])
            }),
        1 => "[-#|*>/ ()0-9a-zA-Zéœ’\u{a0}\u{ad}\u{feff}:;.,<\\\\\\[\\]]{0,40}",
        1 => Just(String::new()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_arrangement_of_lines_is_read(lines in prop::collection::vec(line(), 0..40)) {
        places_hold(&lines.join("\n"));
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,400}") {
        places_hold(&text);
    }
}

#[test]
fn odd_texts_are_read() {
    let long_line = "Missions : ".to_owned() + &"a, ".repeat(50_000);
    let many_labels = "Corps /Domaine : ".repeat(5_000);
    let brackets = "(".repeat(100_000);
    let cells = "|".repeat(100_000);
    let tags = "<b".repeat(50_000);
    let bullets = "- ".repeat(50_000);
    let ors = "- Diplôme ou 3 ans d’expérience ou ".repeat(5_000);
    let profile = format!("# Savoir :\n\n{ors}");
    for text in [
        "",
        " ",
        "\n\n\n",
        "\0",
        "\u{feff}",
        "#",
        "# \n#",
        "---",
        "---\n",
        "|",
        "**",
        "- ",
        "\r\n\r\n",
        "Référence",
        "Référence :",
        "Durée de résidence",
        "99999999999 ans",
        "\u{1F468}\u{200D}\u{1F4BB}",
        &long_line,
        &many_labels,
        &brackets,
        &cells,
        &tags,
        &bullets,
        &profile,
    ] {
        places_hold(text);
    }
}

#[test]
fn a_missing_reference_is_the_only_refusal() {
    let notice = Notice::read("# Comptable\n\nEmployeur : Ville du Cap\n");
    let error = notice.to_offer().unwrap_err();
    assert_eq!(error.problems().len(), 1);
    assert_eq!(
        (error.problems()[0].path.as_str(), error.problems()[0].code()),
        ("id", "missing_key")
    );
    assert_eq!(notice.to_offer_with_id("stem").unwrap().id, "stem");
    let printed = Notice::read("Référence : 25-12345/MPRH du 2 mai 2025");
    assert_eq!(printed.to_offer_with_id("stem").unwrap().id, "25-12345/MPRH");
}

/// Readings that once went wrong, each by its cause.
#[test]
fn pages_that_were_flattened_are_put_together() {
    let header = |lines: &str| {
        format!(
            "# Géologue\n\nRéférence : 25-90001/MPRH du 2 mai 2025\n\nEmployeur : Ville du Cap\n\n{lines}\n"
        )
    };
    // The corps line of the other column inside the directorate's name.
    let torn = header(
        "Corps /Domaine : ingénieur /Equipement\n\nDirection des mines ou ingénieur /Economie rurale (DIM)",
    );
    let notice = Notice::read(&torn);
    let offer = notice.to_offer().unwrap();
    let remark = notice.remarks().iter().find(|r| r.code() == "torn_value").unwrap();
    assert_eq!(offer.directorate, None);
    assert!(remark.message(Lang::Fr).ends_with("Direction des mines (DIM)"), "{remark:?}");
    assert_eq!(offer.pathways.iter().filter(|p| p.route == Route::Mobility).count(), 2);
    // The directorate inside the name of the corps.
    let corps = |lines: &str| read(&header(lines)).pathways[0].corps.clone();
    assert_eq!(
        corps("Corps /Domaine : Assistant\n\nDirection de l’action sociale socio-éducatif")
            .as_deref(),
        Some("Assistant socio-éducatif")
    );
    // A corps whose name has the word *service* in it, and one that a service stands behind.
    assert_eq!(
        corps("Corps /Domaine : Agent de service de secours").as_deref(),
        Some("Agent de service de secours")
    );
    let behind = read(&header("Corps /Domaine : Adjoint administratif Service du port"));
    assert_eq!(behind.service.as_deref(), Some("Service du port"));
    // Two lines of posts without a label; a number of a page between a label and its value.
    let posts = read(&header(
        "Poste à pourvoir :\n\nLieu de travail : Koné\n\n1 poste à pourvoir au 01/06/2025\n\n1 poste susceptible d’être à pourvoir\n\n# Emploi RESPNC :\n\n2\n\nHydrologue",
    ));
    assert_eq!((posts.seats, posts.respnc_job.as_deref()), (Some(2), Some("Hydrologue")));
    // What a list says of the organisation is no mission.
    let lists = read(&header(
        "# Missions :\n\n- Jauger les rivières\n- Nb d’agents encadrés : 0\n- Directs : 0\n\n# Activités principales :\n\n- Néant",
    ));
    assert_eq!((lists.missions.len(), lists.activities.len()), (1, 0));
}

#[test]
fn windows_line_ends_change_nothing() {
    for (name, text) in fixtures() {
        let mut unix = read(&text).to_form();
        let mut windows = read(&text.replace('\n', "\r\n")).to_form();
        for form in [&mut unix, &mut windows] {
            form.spans.clear();
            form.requirements.clear();
        }
        assert_eq!(unix, windows, "{name}");
    }
}

#[test]
fn a_lexicon_adds_names_and_takes_none() {
    let text = "Référence : 25-12345/MPRH du 2 mai 2025\n\n# Savoir-faire :\n\n- Maîtrise de Excel et de COBIT\n";
    let plain = Notice::read(text).to_offer().unwrap();
    let lexicon = adequation::LexiconBuilder::empty()
        .terms("tools.tsv", "excel\ttool\tExcel\n")
        .build()
        .unwrap();
    let named = Notice::read(text).with_lexicon(&lexicon).to_offer().unwrap();
    assert_eq!(plain.terms, ["COBIT"]);
    assert_eq!(named.terms, ["Excel", "COBIT"]);
}

#[test]
fn real_notices_hold_the_laws() {
    for part in ["text", "labelled/text", "opt"] {
        for (name, text) in shared(part).unwrap_or_default() {
            let _ = name;
            places_hold(&text);
        }
    }
}

/// The five notices the project started from: what each prints, in counts and in our own words.
#[test]
fn the_first_five_notices() {
    let Some(all) = shared("text") else { return };
    let offer = |id: &str| read(&all.iter().find(|(name, _)| name == id).unwrap().1);
    for id in ["56832", "56817", "58532"] {
        let offer = offer(id);
        let doors: Vec<_> = offer
            .pathways
            .iter()
            .filter(|p| p.route == Route::OnTitle)
            .map(|p| (p.grade, p.residence))
            .collect();
        let five = adequation::ResidenceRule::AtLeast { years: 5 };
        assert_eq!(doors, [(Some(1), five), (Some(2), five)], "{id}");
        assert_eq!(offer.context.len(), 1, "{id}");
        assert!(
            offer.truncated && offer.directorate.is_some() && offer.respnc_job.is_some(),
            "{id}"
        );
    }
    let amended = offer("52049");
    let corps: Vec<_> = amended.pathways.iter().filter(|p| p.route == Route::Mobility).collect();
    assert_eq!(corps.len(), 2);
    assert_eq!(amended.availability.date.unwrap().to_string(), "2025-02-10");
    let functional = offer("56190");
    assert_eq!(functional.pathways.len(), 1);
    assert_eq!(functional.pathways[0].route, Route::Functional);
    assert_eq!((functional.missions.len(), functional.requirements.len()), (6, 8));
    assert_eq!(functional.terms.len(), 5);
}

/// Complete notices of one employer: items under each section, counted by eye.
#[test]
fn complete_notices_have_all_their_sections() {
    let Some(all) = shared("opt") else { return };
    assert_eq!(all.len(), 13);
    for (name, text) in all {
        let offer = read(&text);
        let kinds = |kind: adequation::RequirementKind| {
            offer
                .requirements
                .iter()
                .flat_map(RequirementNode::leaves)
                .filter(|r| r.kind == kind)
                .count()
        };
        use adequation::RequirementKind::{Behaviour, KnowHow, Knowledge};
        let found = [
            offer.missions.len(),
            offer.activities.len(),
            offer.conditions.len(),
            kinds(Knowledge),
            kinds(KnowHow),
            kinds(Behaviour),
        ];
        for (field, present) in [
            ("title", offer.title.is_some()),
            ("reference", offer.reference.is_some()),
            ("employer", offer.employer.is_some()),
            ("directorate", offer.directorate.is_some()),
            ("published", offer.published.is_some()),
            ("closing", offer.closing.is_some()),
            ("respnc_job", offer.respnc_job.is_some()),
            ("pathways", !offer.pathways.is_empty()),
            ("supervises", offer.supervises.is_some() || name == "26-0422"),
            ("complete", !offer.truncated),
        ] {
            assert!(present, "{name}: {field}");
        }
        let counted = COUNTS.iter().find(|(n, _)| *n == name).map(|(_, counts)| *counts);
        assert_eq!(Some(found), counted, "{name}");
    }
}

/// Missions, activities, conditions, knowledge, know-how, behaviours.
const COUNTS: &[(&str, [usize; 6])] = &[
    ("26-0422", [1, 7, 2, 2, 2, 4]),
    ("26-0437", [2, 6, 6, 8, 5, 9]),
    ("26-0678", [3, 9, 2, 3, 6, 5]),
    ("26-0683", [2, 11, 2, 8, 10, 9]),
    ("26-0687", [1, 18, 2, 6, 9, 9]),
    ("26-0688", [2, 13, 2, 8, 10, 9]),
    ("26-0689", [3, 5, 1, 3, 7, 5]),
    ("26-0690", [1, 9, 1, 6, 7, 9]),
    ("26-0712", [1, 15, 1, 8, 10, 8]),
    ("26-0751", [2, 13, 3, 8, 9, 9]),
    ("26-0752", [2, 6, 6, 8, 5, 9]),
    ("26-0754", [3, 12, 3, 3, 7, 9]),
    ("26-0778", [7, 28, 3, 9, 7, 15]),
];
