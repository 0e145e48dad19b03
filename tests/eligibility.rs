//! Doors, tiers, findings: the five seed notices and thirty people, reasoned by hand.

use std::collections::BTreeMap;

use adequation::{Candidate, Date, EligibilityProbe, Notice, Offer, Policies, RuleBook, Verdict};

const NOTICES: &str = include_str!("data/eligibility/notices.jsonl");
const CANDIDATES: &str = include_str!("data/eligibility/candidates.jsonl");
const EXPECTED: &str = include_str!("data/eligibility/expected.tsv");

/// One line of the table.
struct Line {
    candidate: &'static str,
    notices: Vec<&'static str>,
    verdict: &'static str,
    tier: &'static str,
    best: &'static str,
    doors: &'static str,
    missing: Vec<(usize, Vec<&'static str>)>,
    blockers: Vec<(usize, Vec<&'static str>)>,
    why: &'static str,
}

fn lists(text: &'static str) -> Vec<(usize, Vec<&'static str>)> {
    text.split_whitespace()
        .map(|part| {
            let (door, keys) = part.split_once(':').unwrap();
            (door.parse().unwrap(), keys.split(',').filter(|key| !key.is_empty()).collect())
        })
        .collect()
}

fn table() -> Vec<Line> {
    EXPECTED
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("candidate\t"))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [candidate, notices, verdict, tier, best, doors, missing, blockers, why] =
                cells[..]
            else {
                panic!("nine cells expected: {line}")
            };
            Line {
                candidate,
                notices: notices.split(',').collect(),
                verdict,
                tier,
                best,
                doors,
                missing: lists(missing),
                blockers: lists(blockers),
                why,
            }
        })
        .collect()
}

fn notices() -> BTreeMap<String, Offer> {
    let read = |line: &str| serde_json::from_str::<Offer>(line).unwrap();
    NOTICES.lines().map(read).map(|offer| (offer.id.clone(), offer)).collect()
}

fn candidates() -> BTreeMap<String, Candidate> {
    let read = |line: &str| serde_json::from_str::<Candidate>(line).unwrap();
    CANDIDATES.lines().map(read).map(|c| (c.id.clone(), c)).collect()
}

fn name<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value).unwrap() {
        serde_json::Value::String(text) => text,
        serde_json::Value::Null => "none".into(),
        other => other.to_string(),
    }
}

fn closing(offer: &Offer) -> Date {
    offer.closing.unwrap().latest()
}

#[test]
fn the_shipped_book_reads_and_has_no_problem() {
    let text = include_str!("../src/rules/books/new_caledonia.json");
    let book: RuleBook = serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}"));
    book.check().unwrap();
    assert_eq!(book, RuleBook::new_caledonia());
    assert_eq!(book.name(), "Nouvelle-Calédonie");
    assert!(!book.version().is_empty());
}

#[test]
fn seed_notices_and_people_come_out_as_reasoned() {
    let (notices, people, book) = (notices(), candidates(), RuleBook::new_caledonia());
    assert!(people.len() >= 24);
    let mut pairs = 0;
    let mut wrong = Vec::new();
    for line in table() {
        for id in &line.notices {
            let offer = &notices[*id];
            let probe = EligibilityProbe::new(offer, &book, &Policies::default(), closing(offer));
            let facts = EligibilityProbe::facts(&people[line.candidate], &book);
            let (eligibility, priority) = probe.assess(&facts);
            let doors: String = eligibility
                .doors
                .iter()
                .map(|door| match door.verdict {
                    Verdict::Eligible => 'o',
                    Verdict::Undetermined => 'u',
                    Verdict::Ineligible => 'x',
                })
                .collect();
            let mut compare = |what: &str, expected: String, found: String| {
                if expected != found {
                    wrong.push(format!(
                        "{} {id} {what}: expected {expected}, found {found} ({})",
                        line.candidate, line.why
                    ));
                }
            };
            compare("doors", line.doors.into(), doors);
            compare("verdict", line.verdict.into(), name(&eligibility.verdict));
            compare("tier", line.tier.into(), name(&priority.tier));
            compare("best", line.best.into(), name(&priority.best_possible));
            for (door, keys) in &line.missing {
                let found = &eligibility.doors[door - 1].missing;
                compare("missing", format!("{door}:{keys:?}"), format!("{door}:{found:?}"));
            }
            for (door, rules) in &line.blockers {
                let found: Vec<String> = eligibility.doors[door - 1]
                    .findings
                    .iter()
                    .filter(|finding| name(&finding.outcome) == "not_met")
                    .map(|finding| finding.rule.to_string())
                    .collect();
                compare("blockers", format!("{door}:{rules:?}"), format!("{door}:{found:?}"));
            }
            pairs += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(pairs, notices.len() * people.len(), "every pair has its line");
}

#[test]
fn the_documents_themselves_come_out_the_same() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/notices/text");
    let seeds = [
        ("section", "56832"),
        ("reseaux", "56817"),
        ("poste", "58532"),
        ("projet", "52049"),
        ("directeur", "56190"),
    ];
    let (people, book) = (candidates(), RuleBook::new_caledonia());
    let mut wrong = Vec::new();
    for (id, file) in seeds {
        let Ok(text) = std::fs::read_to_string(format!("{folder}/{file}.md")) else {
            eprintln!("MISSING ../shared/notices/text/{file}.md: NOT COVERED");
            return;
        };
        let offer = Notice::read(&text).to_offer().unwrap();
        let probe = EligibilityProbe::new(&offer, &book, &Policies::default(), closing(&offer));
        for line in table().iter().filter(|line| line.notices.contains(&id)) {
            let facts = EligibilityProbe::facts(&people[line.candidate], &book);
            let (eligibility, priority) = probe.assess(&facts);
            let found =
                [name(&eligibility.verdict), name(&priority.tier), name(&priority.best_possible)];
            if found != [line.verdict, line.tier, line.best] {
                let doors: Vec<String> = eligibility
                    .doors
                    .iter()
                    .map(|d| {
                        format!(
                            "{} {:?} {:?}: {}",
                            name(&d.route),
                            d.corps,
                            d.domain,
                            name(&d.verdict)
                        )
                    })
                    .collect();
                wrong
                    .push(format!("{} {file}: {found:?} ({}) {doors:?}", line.candidate, line.why));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
