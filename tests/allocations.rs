//! What the design promises of the inner loop: a pair judged without a trace takes nothing from the heap.

use adequation::{Candidate, EligibilityProbe, Offer, Policies, ResidencePolicy, RuleBook};

/// Every door of every pair of the hand-reasoned suite, and of an offer that asks each kind of requirement.
#[test]
fn a_pair_judged_without_a_trace_allocates_nothing() {
    let book = RuleBook::new_caledonia();
    let mut offers: Vec<Offer> = include_str!("data/eligibility/notices.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let asking = r#"{"id":"asking","title":"Technicien","closing":"2025-05","pathways":[
        {"route":"on_title","corps":"technicien","residence":{"kind":"at_least","years":10}},
        {"route":"direct","corps":"adjoint administratif","residence":{"kind":"no_minimum"}},
        {"route":"mobility","corps":"technicien","domain":"informatique"},
        {"route":"change_of_corps","corps":"technicien"},{"route":"secondment","corps":"technicien"},
        {"route":"competition","corps":"technicien"},{"route":"contract"},{"route":"functional"}],
        "requirements":[{"kind":"licence","text":"Permis B","licence":"B"},
          {"kind":"language","text":"Anglais B2","language":"en","language_level":"B2"},
          {"kind":"registration","text":"Ordre des infirmiers"},
          {"kind":"certification","text":"PRINCE2","terms":["PRINCE2","ITIL"]},
          {"any":[{"kind":"diploma","text":"niveau 5 en informatique","diploma_level":5,"fields":["informatique"]},
                  {"all":[{"kind":"diploma","text":"BTS","titles":["BTS SIO"]},{"kind":"experience","text":"3 ans","months":36}]}]}]}"#;
    offers.push(serde_json::from_str(asking).unwrap());
    let people: Vec<Candidate> = include_str!("data/eligibility/candidates.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let facts: Vec<_> = people.iter().map(|p| EligibilityProbe::facts(p, &book)).collect();
    let day = "2025-05-23".parse().unwrap();
    let mut pairs = 0;
    for offer in &offers {
        for residence in [ResidencePolicy::Priority, ResidencePolicy::Required] {
            let policies = Policies::default().residence(residence);
            let probe = EligibilityProbe::new(offer, &book, &policies, day);
            for facts in &facts {
                let taken = allocation_counter::measure(|| {
                    std::hint::black_box(probe.quick(std::hint::black_box(facts)));
                });
                assert_eq!(taken.count_total, 0, "{} × {pairs}", offer.id);
                pairs += 1;
            }
        }
    }
    assert_eq!(pairs, offers.len() * 2 * people.len());
    // The counter counts: the traced evaluation does take from the heap.
    let probe = EligibilityProbe::new(&offers[0], &book, &Policies::default(), day);
    let taken = allocation_counter::measure(|| drop(probe.assess(&facts[0])));
    assert!(taken.count_total > 0);
}
