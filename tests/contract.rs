//! The wire forms: what is written reads back, and what is wrong is named, all of it.

use adequation::{Candidate, Checked, Offer, Value};
use proptest::prelude::*;

use crate::generate;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_candidate_survives_the_round_trip(form in generate::candidate(Just("c".into()))) {
        let candidate = form.check().unwrap();
        let json = serde_json::to_string(&candidate).unwrap();
        prop_assert_eq!(serde_json::from_str::<Candidate>(&json).unwrap(), candidate);
    }

    #[test]
    fn an_offer_survives_the_round_trip(form in generate::offer(Just("o".into()))) {
        let offer = form.check().unwrap();
        let json = serde_json::to_string(&offer).unwrap();
        prop_assert_eq!(serde_json::from_str::<Offer>(&json).unwrap(), offer);
    }

    /// One broken value makes exactly one problem, at its own place, whatever stands around it.
    #[test]
    fn one_fault_makes_one_problem(form in generate::candidate(Just("c".into())), at in 0usize..100) {
        let mut json = serde_json::to_value(form.check().unwrap()).unwrap();
        let mut places = Vec::new();
        scalars(&json, String::new(), &mut places);
        let (pointer, path) = places[at % places.len()].clone();
        *json.pointer_mut(&pointer).unwrap() = serde_json::json!([[]]);
        let read: Checked<Candidate> = serde_json::from_value(json).unwrap();
        let error = read.0.unwrap_err();
        prop_assert_eq!(error.problems().len(), 1, "{}", error);
        let found = &error.problems()[0].path;
        prop_assert!(found == &path || found.starts_with(&path), "{} for {}", found, path);
    }
}

/// Every scalar of a document: as a JSON pointer, and as the path our problems print.
fn scalars(value: &serde_json::Value, at: String, found: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                scalars(item, format!("{at}/{i}"), found);
            }
        }
        serde_json::Value::Object(entries) => {
            for (key, item) in entries {
                scalars(item, format!("{at}/{key}"), found);
            }
        }
        _ => {
            let mut path = String::new();
            for segment in at.split('/').skip(1) {
                match segment.parse::<usize>() {
                    Ok(i) => path.push_str(&format!("[{i}]")),
                    Err(_) if path.is_empty() => path.push_str(segment),
                    Err(_) => path.push_str(&format!(".{segment}")),
                }
            }
            found.push((at, path));
        }
    }
}

#[test]
fn extensions_are_kept_and_unknown_keys_are_not() {
    let read: Candidate =
        serde_json::from_str(r#"{"id":"c","x-crm":{"n":[1,2.5,null,true]}}"#).unwrap();
    assert!(matches!(read.extensions["x-crm"], Value::Object(_)));
    let error = serde_json::from_str::<Candidate>(r#"{"id":"c","name":"Jeanne","sex":"F"}"#)
        .unwrap_err()
        .to_string();
    assert!(error.contains("name: unknown key") && error.contains("sex: unknown key"), "{error}");
    assert!(error.contains("available_from"), "the allowed keys are listed: {error}");
}

#[test]
fn a_document_nested_without_end_is_refused() {
    let deep =
        format!("{{\"id\":\"c\",\"x-deep\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(serde_json::from_str::<Candidate>(&deep).is_err());
}

#[test]
fn problems_speak_both_languages() {
    let read: Checked<Candidate> =
        serde_json::from_str(r#"{"id":"c","diplomas":[{"title":"BTS","level":9}]}"#).unwrap();
    let error = read.0.unwrap_err();
    assert_eq!(error.to_string(), "diplomas[0].level: 9 is not between 1 and 8");
    assert_eq!(
        error.problems()[0].message(adequation::Lang::Fr),
        "9 n'est pas compris entre 1 et 8"
    );
    assert_eq!(error.at("[4]").problems()[0].path, "[4].diplomas[0].level");
}
