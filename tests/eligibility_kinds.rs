//! People of kinds the matrix does not cover, each against the notice that makes the point: foreigners, experience in place
//! of a diploma, partial lists, certifications that expire, residence that a 29 February decides. Reasoned by hand
//! beforehand (`data/eligibility/kinds/cases.json` says from what).

use adequation::{Candidate, Matcher, Notice};
use serde_json::Value;

use crate::eligibility_matrix::{line, name};

const CASES: &str = include_str!("data/eligibility/kinds/cases.json");
const NOTICES: [(&str, &str); 4] = [
    ("infirmier-dispensaire", include_str!("data/eligibility/kinds/infirmier-dispensaire.md")),
    ("technicien-reseaux", include_str!("data/eligibility/kinds/technicien-reseaux.md")),
    ("adjoint-accueil", include_str!("data/eligibility/kinds/adjoint-accueil.md")),
    ("attache-juriste", include_str!("data/eligibility/kinds/attache-juriste.md")),
];

#[test]
fn people_of_other_kinds_come_out_as_reasoned() {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let matcher = Matcher::new_caledonia();
    let mut wrong = Vec::new();
    let list = cases["cases"].as_array().unwrap();
    for case in list {
        let notice = case["notice"].as_str().unwrap();
        let about = &cases["notices"][notice];
        let text = NOTICES.iter().find(|(id, _)| *id == notice).unwrap().1;
        let offer = Notice::read(text).to_offer().unwrap();
        assert_eq!(offer.closing.unwrap().to_string(), about["closing"].as_str().unwrap());
        let candidate: Candidate = serde_json::from_value(case["candidate"].clone()).unwrap();
        let place = format!("{notice} × {} ({})", candidate.id, case["why"].as_str().unwrap());
        let review = matcher.as_of(offer.closing.unwrap().latest());
        let assessment = review.assess(&matcher.offer(offer), &matcher.profile(candidate));
        let seen = serde_json::to_value(assessment).unwrap();
        let mut same = |what: &str, expected: &Value, found: &Value| {
            if expected != found {
                wrong.push(format!(
                    "{place}: {what}\n    expected {expected}\n    found    {found}"
                ));
            }
        };
        same("verdict", &case["verdict"], &seen["eligibility"]["verdict"]);
        same("tier", &case["tier"], &seen["priority"]["tier"]);
        same("best_possible", &case["best_possible"], &seen["priority"]["best_possible"]);
        let doors = seen["eligibility"]["doors"].as_array().unwrap();
        assert_eq!(doors.len(), 6, "{notice}: {:?}", doors.iter().map(name).collect::<Vec<_>>());
        for door in doors {
            let corps = about["corps"].as_str().unwrap();
            let called = name(door);
            let key = if called == about["first"].as_str().unwrap() {
                "first"
            } else {
                called.strip_suffix(&format!(" {corps}")).unwrap_or(&called)
            };
            let served = matches!(key, "mobility" | "change_of_corps" | "secondment");
            let own = &case["doors"][key];
            let expected = if own.is_null() && served { &case["doors"]["servants"] } else { own };
            same(&called, expected, &Value::from(line(door)));
        }
    }
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
    assert!(list.len() >= 25);
}
