//! The hand-reasoned suite: notices × candidates, with verdict, tier, blockers and missing keys written down before the
//! library was run (`data/eligibility/expected.json` says from what, and how to read it).
//!
//! The five notices of this repository decide eligibility as five published ones do; where those are at hand
//! (`../shared/notices`), the same expectations are held against them.

use std::{collections::BTreeSet, fmt::Write as _, path::PathBuf};

use adequation::{
    Candidate, Matcher, Notice, Opening, Policies, Profile, ResidencePolicy, RuleError,
};
use serde_json::Value;

const EXPECTED: &str = include_str!("data/eligibility/expected.json");
const CANDIDATES: &str = include_str!("data/eligibility/candidates.json");
const OURS: [(&str, &str); 5] = [
    ("ingenieur-exploitation", include_str!("data/eligibility/notices/ingenieur-exploitation.md")),
    (
        "ingenieur-bases-donnees",
        include_str!("data/eligibility/notices/ingenieur-bases-donnees.md"),
    ),
    ("ingenieur-assistance", include_str!("data/eligibility/notices/ingenieur-assistance.md")),
    ("ingenieur-ou-attache", include_str!("data/eligibility/notices/ingenieur-ou-attache.md")),
    ("emploi-fonctionnel", include_str!("data/eligibility/notices/emploi-fonctionnel.md")),
];
const PUBLISHED: [&str; 5] = ["56832", "56817", "58532", "52049", "56190"];

#[test]
fn the_notices_written_for_it() {
    let mut diffs = Diffs::new();
    for (name, text) in OURS {
        diffs.notice(name, text);
    }
    diffs.settle(5);
}

#[test]
fn the_published_notices() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/notices/text");
    let texts: Option<Vec<String>> = PUBLISHED
        .iter()
        .map(|id| std::fs::read_to_string(folder.join(format!("{id}.md"))).ok())
        .collect();
    let Some(texts) = texts else {
        eprintln!(
            "MISSING {}: the matrix over the published notices is NOT COVERED",
            folder.display()
        );
        return;
    };
    let mut diffs = Diffs::new();
    for (name, text) in PUBLISHED.iter().zip(&texts) {
        diffs.notice(name, text);
    }
    diffs.settle(5);
}

/// Every notice and candidate named in one file stands in the other, every candidate says why it is there, and each
/// notice stands in exactly one of its cells: a row that is left out would pass unseen.
#[test]
fn nothing_is_left_out() {
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let ids: BTreeSet<String> = candidates().iter().map(|c| c.id.to_owned()).collect();
    let rows = expected["candidates"].as_object().unwrap();
    assert_eq!(ids, rows.keys().cloned().collect());
    assert!(ids.len() >= 24, "{}", ids.len());
    let notices: BTreeSet<&str> =
        expected["notices"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(notices, OURS.iter().map(|n| n.0).chain(PUBLISHED).collect());
    for (id, row) in rows {
        assert!(row["why"].as_str().unwrap().len() > 20, "{id}: why?");
        let named: Vec<&str> = row["cells"].as_array().unwrap().iter().flat_map(words).collect();
        assert_eq!(named.len(), notices.len(), "{id}");
        assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), notices, "{id}");
    }
    fn words(cell: &Value) -> impl Iterator<Item = &str> {
        cell["notices"].as_array().unwrap().iter().map(|n| n.as_str().unwrap())
    }
}

fn candidates() -> Vec<Candidate> {
    serde_json::from_str(CANDIDATES).unwrap()
}

/// A matcher under one residence policy, with the candidates compiled for it.
struct Bench {
    matcher: Matcher,
    profiles: Vec<(Candidate, Profile)>,
}

impl Bench {
    fn new(residence: ResidencePolicy) -> Result<Self, RuleError> {
        let policies = Policies::default().residence(residence);
        let matcher = Matcher::builder().policies(policies).build()?;
        let profiles = candidates().into_iter().map(|c| (c.clone(), matcher.profile(c))).collect();
        Ok(Self { matcher, profiles })
    }

    /// The assessment of one pair in its wire form.
    fn assess(&self, opening: &Opening, profile: &Profile, day: &str) -> Value {
        let review = self.matcher.as_of(day.parse().unwrap());
        serde_json::to_value(review.assess(opening, profile)).unwrap()
    }
}

/// Compares, and keeps what differs.
struct Diffs {
    expected: Value,
    by_default: Bench,
    required: Bench,
    text: String,
    cells: usize,
    values: usize,
    wrong: usize,
}

impl Diffs {
    fn new() -> Self {
        Self {
            expected: serde_json::from_str(EXPECTED).unwrap(),
            by_default: Bench::new(ResidencePolicy::Priority).unwrap(),
            required: Bench::new(ResidencePolicy::Required).unwrap(),
            text: String::new(),
            cells: 0,
            values: 0,
            wrong: 0,
        }
    }

    fn notice(&mut self, name: &str, text: &str) {
        let offer = Notice::read(text).to_offer().unwrap();
        let about = self.expected["notices"][name].clone();
        let closing = about["closing"].as_str().unwrap();
        self.same(name, "closing", Some(closing), offer.closing.map(|d| d.to_string()).as_deref());
        let opening = self.by_default.matcher.offer(offer.clone());
        let strict_opening = self.required.matcher.offer(offer);
        for at in 0..self.by_default.profiles.len() {
            let id = self.by_default.profiles[at].0.id.clone();
            let row = self.expected["candidates"][&id].clone();
            let cells = row["cells"].as_array().unwrap();
            let cell =
                cells.iter().find(|c| c["notices"].as_array().unwrap().contains(&name.into()));
            let cell = cell.unwrap();
            let strict = if cell["required"].is_object() { &cell["required"] } else { cell };
            let place = format!("{name} × {id}");
            let seen = self.by_default.assess(&opening, &self.by_default.profiles[at].1, closing);
            self.doors(&place, &about["doors"], &seen, |door| row["doors"][door].as_str());
            self.verdicts(&place, cell, &seen);
            // Residence counts at the closing date: a review three weeks before it says the same.
            let place = format!("{place}, residence required");
            let day = about["deposited"].as_str().unwrap();
            let seen = self.required.assess(&strict_opening, &self.required.profiles[at].1, day);
            self.doors(&place, &about["doors"], &seen, |door| {
                strict[door].as_str().or_else(|| row["doors"][door].as_str())
            });
            self.verdicts(&place, strict, &seen);
            self.cells += 1;
        }
    }

    fn verdicts(&mut self, at: &str, cell: &Value, seen: &Value) {
        self.same(at, "verdict", cell["verdict"].as_str(), seen["eligibility"]["verdict"].as_str());
        for key in ["tier", "best_possible"] {
            self.same(at, key, cell[key].as_str(), seen["priority"][key].as_str());
        }
    }

    fn doors<'e>(
        &mut self,
        at: &str,
        names: &Value,
        seen: &Value,
        expected: impl Fn(&str) -> Option<&'e str>,
    ) {
        let doors = seen["eligibility"]["doors"].as_array().unwrap();
        let wanted: BTreeSet<String> =
            names.as_array().unwrap().iter().map(|n| n.as_str().unwrap().to_owned()).collect();
        let found: BTreeSet<String> = doors.iter().map(name).collect();
        for missing in wanted.difference(&found) {
            self.same(at, missing, Some("a door"), None);
        }
        for more in found.difference(&wanted) {
            self.same(at, more, None, Some("a door"));
        }
        for door in doors.iter().filter(|d| wanted.contains(&name(d))) {
            let (mut want, mut have) = (expected(&name(door)).unwrap().to_owned(), line(door));
            if want.ends_with("? *") {
                want.truncate(want.len() - 3);
                have.truncate(want.len());
            }
            self.same(at, &name(door), Some(&want), Some(&have));
        }
    }

    fn same(&mut self, at: &str, what: &str, expected: Option<&str>, seen: Option<&str>) {
        self.values += 1;
        if expected != seen {
            self.wrong += 1;
            let (expected, seen) = (expected.unwrap_or("—"), seen.unwrap_or("—"));
            let _ =
                writeln!(self.text, "{at}: {what}\n    expected {expected}\n    found    {seen}");
        }
    }

    fn settle(self, notices: usize) {
        assert_eq!(self.cells, notices * candidates().len());
        eprintln!("{} cells, {} values compared", self.cells, self.values);
        assert!(self.wrong == 0, "{} of {} differ\n{}", self.wrong, self.values, self.text);
    }
}

/// `on_title ingénieur 2`; contracts and functional posts go by their route alone.
pub(crate) fn name(door: &Value) -> String {
    let mut name = door["route"].as_str().unwrap().to_owned();
    if name != "contract" && name != "functional" {
        for part in [
            door["corps"].as_str().map(str::to_owned),
            door["grade"].as_u64().map(|g| g.to_string()),
        ] {
            part.into_iter().for_each(|p| name = format!("{name} {p}"));
        }
    }
    name
}

/// A door as the expectations write it: verdict, and the keys that close it or could settle it.
pub(crate) fn line(door: &Value) -> String {
    let verdict = door["verdict"].as_str().unwrap();
    let missing: BTreeSet<&str> =
        door["missing"].as_array().unwrap().iter().map(|k| k.as_str().unwrap()).collect();
    let mut blockers = BTreeSet::new();
    for finding in door["findings"].as_array().unwrap() {
        if finding["outcome"] == "not_met" {
            keys(finding, &mut blockers);
        }
    }
    let list = |set: BTreeSet<&str>| set.into_iter().collect::<Vec<_>>().join(", ");
    let mut line = verdict.to_owned();
    if !blockers.is_empty() {
        line = format!("{line}: {}", list(blockers));
    }
    if !missing.is_empty() {
        line = format!("{line}? {}", list(missing));
    }
    line
}

/// The candidate's keys a finding and its parts ask of: `asked:diplomas.level>=7` is about `diplomas`.
fn keys<'a>(finding: &'a Value, into: &mut BTreeSet<&'a str>) {
    for seen in finding["evidence"].as_array().unwrap() {
        if let Some(asked) = seen.as_str().unwrap().strip_prefix("asked:") {
            into.insert(asked.split(['.', '=', '>']).next().unwrap());
        }
    }
    finding["parts"].as_array().unwrap().iter().for_each(|part| keys(part, into));
}
