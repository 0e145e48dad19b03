//! Eligibility from compiled forms: one door, one pair untraced and traced, compiling a candidate and an offer.
//!
//! Corpus: the five hand-written notices (seven to eleven doors with residence lines; one with a licence, a language and a
//! diploma printed) and the thirty people of `tests/data/eligibility`, in order, without chance. The time of a door is the
//! time of all pairs over the number of their doors.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::hint::black_box;

use adequation::{Candidate, EligibilityProbe, Offer, Policies, ProbeFacts, RuleBook};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn eligibility(c: &mut Criterion) {
    let book = RuleBook::new_caledonia();
    let people: Vec<Candidate> = include_str!("../tests/data/eligibility/candidates.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut offers: Vec<Offer> = include_str!("../tests/data/eligibility/notices.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let asking = r#"{"id":"asking","closing":"2025-05-23","pathways":[
        {"route":"on_title","corps":"technicien","residence":{"kind":"at_least","years":10}},
        {"route":"mobility","corps":"technicien"},{"route":"contract"}],
        "requirements":[{"kind":"licence","text":"Permis B","licence":"B"},
          {"kind":"language","text":"Anglais B2","language":"en","language_level":"B2"},
          {"any":[{"kind":"diploma","text":"niveau 5 en informatique","diploma_level":5,"fields":["informatique"]},
                  {"kind":"experience","text":"3 ans","months":36}]}]}"#;
    offers.push(serde_json::from_str(asking).unwrap());
    let day = "2025-05-23".parse().unwrap();
    let probe = |offer: &Offer| EligibilityProbe::new(offer, &book, &Policies::default(), day);
    let probes: Vec<EligibilityProbe> = offers.iter().map(probe).collect();
    let facts: Vec<ProbeFacts> = people.iter().map(|p| EligibilityProbe::facts(p, &book)).collect();
    let doors: usize = offers.iter().map(|offer| offer.pathways.len()).sum();

    let mut group = c.benchmark_group("eligibility");
    group.throughput(Throughput::Elements((doors * people.len()) as u64));
    group.bench_function("door, untraced", |b| {
        b.iter(|| {
            for probe in &probes {
                for facts in &facts {
                    black_box(probe.quick(black_box(facts)));
                }
            }
        });
    });
    group.throughput(Throughput::Elements((offers.len() * people.len()) as u64));
    group.bench_function("pair, traced, with counterfactuals", |b| {
        b.iter(|| {
            for probe in &probes {
                for facts in &facts {
                    black_box(probe.assess(black_box(facts)));
                }
            }
        });
    });
    group.throughput(Throughput::Elements(people.len() as u64));
    group.bench_function("compile a candidate", |b| {
        b.iter(|| {
            people.iter().for_each(|p| {
                black_box(EligibilityProbe::facts(black_box(p), &book));
            });
        });
    });
    group.throughput(Throughput::Elements(offers.len() as u64));
    group.bench_function("compile an offer", |b| {
        b.iter(|| {
            offers.iter().for_each(|offer| {
                black_box(probe(black_box(offer)));
            });
        });
    });
    group.finish();
}

criterion_group!(benches, eligibility);
criterion_main!(benches);
