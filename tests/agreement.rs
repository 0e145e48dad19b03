//! The panels and their measure, that of `../shared/data/panel/score.py`: for `panel` and for the measurements inside the crate.

use adequation::{Candidate, Date, Lexicon, Notice, Offer, Weights, Yardstick};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Judges' grades: notice → candidate → mean.
pub type Grades = BTreeMap<String, BTreeMap<String, f64>>;

pub struct Panel {
    pub offers: BTreeMap<String, Offer>,
    pub people: Vec<Candidate>,
    pub grades: Grades,
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Reads a panel; `None`, and loudly, where its notices are not here.
fn panel(folder: &Path, notices: &[(String, PathBuf)]) -> Option<Panel> {
    if !folder.is_dir() || !notices.iter().all(|(_, file)| file.is_file()) {
        eprintln!(
            "MISSING ../shared or {}: agreement with the panel NOT COVERED",
            folder.display()
        );
        return None;
    }
    let mut grades: Grades = BTreeMap::new();
    let mut judges = 0.0;
    for judge in fs::read_dir(folder.join("grades")).unwrap() {
        judges += 1.0;
        for line in fs::read_to_string(judge.unwrap().path()).unwrap().lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            *grades.entry(cells[0].into()).or_default().entry(cells[1].into()).or_default() +=
                cells[2].parse::<f64>().unwrap();
        }
    }
    grades.values_mut().flat_map(BTreeMap::values_mut).for_each(|g| *g /= judges);
    let people = fs::read_to_string(folder.join("candidates.jsonl"))
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let offers = notices
        .iter()
        .map(|(id, file)| {
            (
                id.clone(),
                Notice::read(&fs::read_to_string(file).unwrap()).to_offer_with_id(id).unwrap(),
            )
        })
        .collect();
    Some(Panel { offers, people, grades })
}

pub fn development() -> Option<Panel> {
    let shared = root().join("../shared");
    let folder = shared.join("data/panel");
    let ids = [
        "26-0689", "26-0690", "26-0712", "52049", "55444", "55526", "56147", "56190", "56313",
        "56817", "56832", "58532",
    ];
    let file = |id: &str| {
        let kind = if id.starts_with("26-") { "opt" } else { "text" };
        shared.join("notices").join(kind).join(format!("{id}.md"))
    };
    panel(&folder, &ids.map(|id| (id.to_owned(), file(id))))
}

pub fn second() -> Option<Panel> {
    let folder = root().join("tests/data/panel2");
    let list = fs::read_to_string(folder.join("notices.tsv")).unwrap();
    let notices: Vec<(String, PathBuf)> = list
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            (cells[0].to_owned(), root().join("../shared/notices").join(cells[1]).join(cells[2]))
        })
        .collect();
    panel(&folder, &notices)
}

pub fn scores(panel: &Panel, lexicon: &Lexicon, weights: &Weights) -> Grades {
    let as_of: Date = "2025-09-01".parse().unwrap();
    panel
        .offers
        .iter()
        .map(|(id, offer)| {
            let yardstick = Yardstick::new(offer, lexicon, weights).unwrap();
            let row = panel
                .people
                .iter()
                .map(|p| (p.id.clone(), f64::from(yardstick.measure(p, as_of).0.get())));
            (id.clone(), row.collect())
        })
        .collect()
}

/// nDCG@10, order, off-topic@5 of one notice; the same arithmetic as the panel's script.
pub fn figures(score: &BTreeMap<String, f64>, truth: &BTreeMap<String, f64>) -> [f64; 3] {
    let mut order: Vec<(&String, f64, f64)> =
        truth.iter().map(|(c, g)| (c, score.get(c).copied().unwrap_or(-1.0), *g)).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.2.total_cmp(&b.2)).then(a.0.cmp(b.0)));
    let gain = |g: f64| g.exp2() - 1.0;
    let dcg = |grades: &[f64]| -> f64 {
        grades.iter().take(10).enumerate().map(|(i, g)| gain(*g) / ((i + 2) as f64).log2()).sum()
    };
    let got: Vec<f64> = order.iter().map(|(.., g)| *g).collect();
    let mut ideal = got.clone();
    ideal.sort_by(|a, b| b.total_cmp(a));
    let (mut right, mut pairs) = (0.0, 0.0);
    for (i, (_, s1, g1)) in order.iter().enumerate() {
        for (_, s2, g2) in order.iter().skip(i + 1) {
            if (g1 - g2).abs() >= 1.0 {
                pairs += 1.0;
                let d = (s1 - s2) * (g1 - g2);
                right += if d > 0.0 {
                    1.0
                } else if d == 0.0 {
                    0.5
                } else {
                    0.0
                };
            }
        }
    }
    let left = got.iter().skip(5).copied().fold(0.0, f64::max);
    let off = got.iter().take(5).filter(|g| **g < 1.0 && left >= 2.0).count() as f64 / 5.0;
    [dcg(&got) / dcg(&ideal), right / pairs, off]
}

/// Trades of neither panel, in notices of our own words; always here.
pub fn third() -> Panel {
    let folder = root().join("tests/data/panel3");
    let mut notices: Vec<(String, PathBuf)> = fs::read_dir(folder.join("notices"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    notices.sort();
    panel(&folder, &notices).unwrap()
}
