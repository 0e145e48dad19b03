//! Loading ESCO in French (about 16 000 concepts) and finding all its terms in 1 MB of notices.
//!
//! Corpus: the texts of `../shared/notices`, repeated to 1 MB; rival: `aho-corasick` (leftmost-longest, default build)
//! over the folded text with every folded label, which finds byte sequences: no stems, no word borders, no masks, no
//! homonym guards. Memory: the growth of the resident set while ESCO is loaded, printed once.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stderr, reason = "a bench")]

use std::{fs, hint::black_box, path::Path};

use adequation::{Lexicon, LexiconBuilder, TermKind};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn read(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok()
}

fn corpus(notices: &Path) -> String {
    let mut files: Vec<_> =
        fs::read_dir(notices.join("text")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let once: String = files.iter().filter_map(|f| read(f)).collect();
    let mut text = String::new();
    while text.len() < 1_000_000 {
        text.push_str(&once);
    }
    let mut end = 1_000_000;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

/// Labels as a plain matcher would take them.
fn labels(tables: [&str; 2]) -> Vec<String> {
    let mut all: Vec<String> = tables
        .iter()
        .flat_map(|t| t.lines().skip(1))
        .flat_map(|line| line.split('\t').skip(1).flat_map(|c| c.split(" | ")))
        .map(|label| label.trim().to_lowercase())
        .filter(|label| !label.is_empty())
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Resident kilobytes of this process, where the system tells.
fn resident() -> Option<u64> {
    let status = read(Path::new("/proc/self/status"))?;
    status.lines().find_map(|l| l.strip_prefix("VmRSS:")?.trim().split(' ').next()?.parse().ok())
}

fn lexicon(c: &mut Criterion) {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let esco = shared.join("data/esco_fr");
    let (Some(skills), Some(occupations)) =
        (read(&esco.join("skills.tsv")), read(&esco.join("occupations.tsv")))
    else {
        eprintln!("MISSING ../shared: the lexicon is NOT MEASURED");
        return;
    };
    let load = || {
        LexiconBuilder::empty()
            .esco("skills", TermKind::Skill, &skills)
            .esco("occupations", TermKind::Occupation, &occupations)
            .build()
            .unwrap()
    };
    let before = resident();
    let loaded = load();
    if let (Some(before), Some(after)) = (before, resident()) {
        eprintln!(
            "ESCO: {} terms, {} kB of resident memory",
            loaded.len(),
            after.saturating_sub(before)
        );
    }
    let text = corpus(&shared.join("notices"));
    let patterns = labels([&skills, &occupations]);
    let lower = text.to_lowercase();
    let rival = aho_corasick::AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(&patterns)
        .unwrap();
    eprintln!(
        "{} labels; found {} terms, aho-corasick {} byte sequences",
        patterns.len(),
        loaded.find(&text).len(),
        rival.find_iter(&lower).count()
    );
    let mut group = c.benchmark_group("lexicon");
    group.sample_size(20);
    group.bench_function("load ESCO", |b| b.iter(load));
    group.bench_function("load the shipped lexicon", |b| b.iter(Lexicon::shipped));
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("scan 1 MB for ESCO", |b| b.iter(|| black_box(loaded.find(&text)).len()));
    group.bench_function("aho-corasick alone, 1 MB", |b| {
        b.iter(|| rival.find_iter(black_box(&lower)).count())
    });
    group.bench_function("aho-corasick after lower-casing, 1 MB", |b| {
        b.iter(|| rival.find_iter(&black_box(&text).to_lowercase()).count())
    });
    group.finish();
}

criterion_group!(benches, lexicon);
criterion_main!(benches);
