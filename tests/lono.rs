//! Leave one notice out: each constant is chosen again on the other notices of the development panel, and what it then gives
//! on the notice left out is reported. Inside the crate, because only there constants can be moved.
//!
//! `cargo test --release --lib lono -- --ignored --nocapture`
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a measurement")]

#[path = "agreement.rs"]
#[allow(dead_code, reason = "the second and third panel are for tests/panel.rs")]
mod agreement;

use std::collections::BTreeMap;

use adequation::{Lexicon, Weights};

use crate::base::moved;
use agreement::{Grades, Panel, development, figures};

type Setting = BTreeMap<String, u32>;

/// The constants that the panel could have had a say in, with the value written and the values tried beside it.
const DIALS: &[(&str, u32, &[u32])] = &[
    ("SHARE_HELD", 55, &[40, 48, 62, 70]),
    ("SHARE_BY_TRADE", 30, &[20, 25, 35, 40]),
    ("SHARE_IN_FIELD", 15, &[5, 10, 20, 25]),
    ("OFFICIAL_JOB", 85, &[60, 75, 95]),
    ("OTHER_JOB", 40, &[20, 30, 50, 60]),
    ("PROPER", 40, &[30, 35, 45, 50]),
    ("RANK", 25, &[10, 20, 30, 40]),
    ("INFERRED", 80, &[60, 70, 90, 100]),
    ("INFERRED_CORE", 45, &[35, 40, 50, 60]),
    ("INFERRED_CONTENT", 20, &[10, 15, 25, 30]),
    ("JOINED", 75, &[0, 50, 60, 90]),
    ("FIELD", 30, &[20, 25, 35, 40]),
    ("DESCRIBED", 60, &[40, 50, 70, 80]),
    ("SAME_CORE", 8_500, &[6_000, 7_000, 9_500]),
    ("CORE_NOISE", 2_000, &[1_000, 1_500, 2_500, 3_000]),
    ("SAME_FAMILY", 4_500, &[2_500, 3_500, 5_500]),
    ("SAME_TOP_FAMILY", 1_500, &[500, 1_000, 2_000, 2_500]),
    ("HEAVIEST", 700, &[500, 600, 800, 900]),
    ("LIGHTEST", 300, &[200, 250, 350, 400]),
    ("FILLED_LEAST", 40, &[20, 30, 50, 60]),
    ("trade", 3_600, &[2_400, 3_000, 4_200, 4_800]),
    ("responsibility", 900, &[450, 700, 1_100, 1_400]),
    ("experience", 900, &[450, 700, 1_100, 1_400]),
    ("diploma", 700, &[350, 500, 900, 1_200]),
    ("knowledge", 1_500, &[1_000, 1_250, 1_750, 2_000]),
    ("know_how", 1_500, &[1_000, 1_250, 1_750, 2_000]),
    ("missions", 2_000, &[1_400, 1_700, 2_300, 2_600]),
    ("language", 400, &[200, 300, 500, 600]),
    ("behaviour", 200, &[0, 100, 300, 400]),
    ("context", 700, &[300, 500, 900, 1_200]),
    ("IMPLIED", 70, &[50, 60, 80, 90]),
    ("TITLE_TERM", 6_500, &[4_500, 5_500, 7_500, 8_500]),
    ("TEXT_MOST", 6_000, &[4_000, 5_000, 7_000, 8_000]),
    ("TEXT_LEAST", 2_500, &[1_500, 2_000, 3_000, 3_500]),
    ("TITLE_ALONE", 4_500, &[3_500, 4_000, 5_000, 5_500]),
    ("SHOWN", 4_500, &[3_500, 4_000, 5_000, 5_500]),
    ("CONTENT_FOREIGN", 3_500, &[2_500, 3_000, 4_000, 4_500]),
    ("CONTENT_SILENT", 6_000, &[4_000, 5_000, 7_000, 8_000]),
    ("CONTENT_SAME", 8_000, &[6_000, 7_000, 9_000]),
    ("TOLD_IN_POST", 30, &[10, 20, 40, 50]),
    ("SOURCE_TITLE", 9_500, &[8_500, 9_000, 10_000]),
    ("SOURCE_ACCOUNT", 9_000, &[8_000, 8_500, 9_500]),
    ("SOURCE_STUDY", 6_500, &[4_500, 5_500, 7_500]),
    ("SOURCE_SUMMARY", 3_500, &[2_500, 4_500, 6_500]),
    ("FADE", 100, &[50, 67, 133]),
    ("TRADE_FADE", 100, &[50, 67, 133]),
    ("TIME_HELD", 5_000, &[4_000, 6_000, 7_000]),
    ("COMMAND_ANYWHERE", 1_500, &[500, 1_000, 2_000]),
    ("OTHER_FIELD", 2_500, &[1_500, 2_000, 3_000]),
];

/// The constants that were moved after the panel was read, with the values they had before.
const MOVED: &[(&str, u32)] = &[
    ("PROPER", 50),
    ("JOINED", 0),
    ("SAME_CORE", 7_000),
    ("SAME_FAMILY", 3_500),
    ("SOURCE_SUMMARY", 6_500),
    ("FADE", 67),
    ("TRADE_FADE", 67),
];

struct Bench {
    panel: Panel,
    lexicon: Lexicon,
}

type Rows = BTreeMap<String, [f64; 3]>;

impl Bench {
    fn rows(&self, setting: &Setting) -> Rows {
        let scores: Grades =
            moved(setting, || agreement::scores(&self.panel, &self.lexicon, &Weights::suggested()));
        let of = |(id, truth): (&String, _)| (id.clone(), figures(&scores[id], truth));
        self.panel.grades.iter().map(of).collect()
    }
}

/// What is sought, on every notice but one: both agreements, nobody off topic.
fn worth(rows: &Rows, without: &str) -> f64 {
    let others = rows.iter().filter(|(id, _)| *id != without);
    others.map(|(_, [ndcg, order, off])| ndcg + order - off).sum()
}

fn line(name: &str, rows: &[[f64; 3]]) -> String {
    let mean = |i: usize| rows.iter().map(|r| r[i]).sum::<f64>() / rows.len() as f64;
    format!("{name:24} nDCG@10 {:.3}  order {:.3}  off-topic@5 {:.3}", mean(0), mean(1), mean(2))
}

fn set(setting: &Setting, name: &str, value: u32) -> Setting {
    let mut new = setting.clone();
    new.insert(name.to_owned(), value);
    new
}

#[test]
#[ignore = "a measurement of some minutes"]
fn leave_one_notice_out() {
    let Some(panel) = development() else { return };
    let bench = Bench { panel, lexicon: Lexicon::shipped() };
    let written = bench.rows(&Setting::new());
    let notices: Vec<&String> = written.keys().collect();
    let all: Vec<[f64; 3]> = written.values().copied().collect();
    eprintln!("{}", line("as written", &all));

    // One constant at a time, the others as written. Equal worth keeps the written value.
    for (name, value, others) in DIALS {
        let tried: Vec<(u32, Rows)> =
            others.iter().map(|v| (*v, bench.rows(&set(&Setting::new(), name, *v)))).collect();
        if tried.iter().all(|(_, rows)| *rows == written) {
            eprintln!("{name:24} moves nothing");
            continue;
        }
        let mut chosen: Vec<u32> = Vec::new();
        let mut held = Vec::new();
        for notice in &notices {
            let mut best = (*value, &written);
            for (other, rows) in &tried {
                if worth(rows, notice) > worth(best.1, notice) + 1e-9 {
                    best = (*other, rows);
                }
            }
            chosen.push(best.0);
            held.push(best.1[*notice]);
        }
        chosen.sort_unstable();
        chosen.dedup();
        eprintln!("{}  {value}, chosen: {chosen:?}", line(name, &held));
    }

    // Those that the panel moved, together: from the values they had before, each in turn, twice, to what is best on the
    // other notices.
    let before: Setting = MOVED.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
    let start = bench.rows(&before);
    eprintln!("{}", line("before they moved", &start.values().copied().collect::<Vec<_>>()));
    let mut held = Vec::new();
    for notice in &notices {
        let (mut setting, mut best) = (before.clone(), worth(&start, notice));
        for (name, written, others) in [DIALS, DIALS].concat() {
            if !before.contains_key(name) {
                continue;
            }
            for value in others.iter().chain([&written]) {
                let next = set(&setting, name, *value);
                let worth = worth(&bench.rows(&next), notice);
                if worth > best + 1e-9 {
                    (setting, best) = (next, worth);
                }
            }
        }
        let row = bench.rows(&setting)[*notice];
        eprintln!("{}  {setting:?}", line(notice, &[row]));
        held.push(row);
    }
    eprintln!("{}", line("chosen again together", &held));
}
