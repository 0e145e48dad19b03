//! Doors, tiers, findings and what would open them: truth tables and hand-reasoned pairs.

use adequation::{Candidate, EligibilityProbe, Offer, Policies, RuleBook, Verdict};

fn offer(json: &str) -> Offer {
    serde_json::from_str(json).unwrap()
}

fn candidate(json: &str) -> Candidate {
    serde_json::from_str(json).unwrap()
}

#[test]
fn the_shipped_book_reads_and_has_no_problem() {
    let text = include_str!("../src/rules/books/new_caledonia.json");
    let book: RuleBook = serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}"));
    book.check().unwrap();
    assert_eq!(book, RuleBook::new_caledonia());
    assert_eq!(book.name(), "Nouvelle-Calédonie");
}

#[test]
fn smoke() {
    let offer = offer(
        r#"{"id":"o","closing":"2025-05-23","pathways":[
        {"route":"on_title","corps":"ingénieur","grade":1,"domain":"informatique","residence":{"kind":"at_least","years":5}},
        {"route":"mobility","corps":"ingénieur","domain":"informatique"},
        {"route":"change_of_corps","corps":"ingénieur"},{"route":"competition","corps":"ingénieur"},
        {"route":"contract"}],
        "requirements":[{"kind":"licence","text":"Permis B","force":"required","licence":"B"}]}"#,
    );
    let book = RuleBook::new_caledonia();
    let probe =
        EligibilityProbe::new(&offer, &book, &Policies::default(), "2025-05-23".parse().unwrap());
    let c = candidate(
        r#"{"id":"c","nationality":["FR"],"citizen":false,"residence":[{"from":"2021-02-01"}],"civil_service":null,
        "diplomas":[{"title":"Licence informatique"}],"licences":{"at_least":[]}}"#,
    );
    let facts = EligibilityProbe::facts(&c, &book);
    let (eligibility, priority) = probe.assess(&facts);
    println!("{}", serde_json::to_string_pretty(&eligibility).unwrap());
    println!("{}", serde_json::to_string_pretty(&priority).unwrap());
    println!("{:?} {}", probe.quick(&facts), facts.bytes());
    assert_eq!(eligibility.verdict, Verdict::Undetermined);
}
