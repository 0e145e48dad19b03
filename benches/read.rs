//! Reading notices, in bytes a second, beside a Markdown parser over the same bytes; and doubling texts up to 10 MB.
//!
//!     cargo bench --bench read
//!
//! On a shared machine the two change speed while one of them is measured, so a first report of each collection takes them in turns, pass by
//! pass over all texts, and shows the median of the ratios of neighbouring passes.
//!
//! The texts are the fixtures of the tests; the real notices join them where `../shared/notices` is at hand.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a bench stops where it cannot run, and says so"
)]

use std::{fs, hint::black_box, path::Path, time::Instant};

use adequation::Notice;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn texts(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort();
    files.iter().filter_map(|file| fs::read_to_string(file).ok()).collect()
}

fn corpora() -> Vec<(&'static str, Vec<String>)> {
    let mut corpora = vec![("fixtures", texts("tests/data/notices"))];
    // First pages, of which the header is half, and complete notices.
    for (name, folder) in
        [("real", "../shared/notices/text"), ("complete", "../shared/notices/opt")]
    {
        let real = texts(folder);
        if real.is_empty() {
            eprintln!("MISSING {folder}: NOT COVERED");
        } else {
            corpora.push((name, real));
        }
    }
    corpora
}

/// Passes over all texts, of each in turn.
const PASSES: usize = 300;

/// Takes both in turns, and shows the ratios of neighbouring passes.
fn in_turns(name: &str, texts: &[String]) {
    let seconds = |pass: &dyn Fn()| {
        let start = Instant::now();
        pass();
        start.elapsed().as_secs_f64()
    };
    let parse = || texts.iter().for_each(|text| _ = black_box(parsed(text)));
    let read = || texts.iter().for_each(|text| _ = black_box(Notice::read(black_box(text))));
    let mut ratios: Vec<f64> = (0..PASSES).map(|_| seconds(&parse) / seconds(&read)).collect();
    ratios.sort_by(f64::total_cmp);
    let at = |tenth: usize| ratios[(PASSES - 1) * tenth / 10];
    eprintln!(
        "read/{name}, in turns: {:.3} times as fast as pulldown-cmark (a tenth of the passes below {:.3}, a tenth above {:.3})",
        at(5),
        at(1),
        at(9)
    );
}

/// How many events a Markdown parser sees.
fn parsed(text: &str) -> usize {
    pulldown_cmark::Parser::new(black_box(text)).count()
}

fn read(c: &mut Criterion) {
    for (name, texts) in corpora() {
        in_turns(name, &texts);
        let bytes: usize = texts.iter().map(String::len).sum();
        let mut group = c.benchmark_group(format!("read/{name}"));
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function("pulldown-cmark parses", |b| {
            b.iter(|| black_box(texts.iter().map(|text| parsed(text)).sum::<usize>()));
        });
        group.bench_function("Notice::read", |b| {
            b.iter(|| {
                for text in &texts {
                    black_box(Notice::read(black_box(text)));
                }
            });
        });
        group.bench_function("Notice::read and remarks", |b| {
            // Every field of the header is understood then.
            b.iter(|| {
                texts
                    .iter()
                    .map(|text| Notice::read(black_box(text)).remarks().len())
                    .sum::<usize>()
            });
        });
        group.bench_function("Notice::read and to_offer", |b| {
            b.iter(|| {
                for text in &texts {
                    let _ = black_box(Notice::read(black_box(text)).to_offer_with_id("x"));
                }
            });
        });
        group.finish();
    }
}

/// One text of each shape, doubled: the time must double at most.
fn doubling(c: &mut Criterion) {
    let sample = texts("tests/data/notices").concat();
    let shapes: [(&str, String); 6] = [
        ("notices", sample),
        ("one line", "de la gestion des moyens, ".repeat(400)),
        ("labels", "Corps /Domaine : ingénieur ou attaché\n".repeat(300)),
        ("no label", "et de la\n".repeat(1_000)),
        ("bullets", "# Savoir :\n- Diplôme de niveau 6 ou 3 ans d’expérience\n".repeat(200)),
        ("wraps", "Missions :\n".to_owned() + &"et de\n".repeat(1_700)),
    ];
    for (name, shape) in shapes {
        let mut group = c.benchmark_group(format!("doubling/{name}"));
        group.sample_size(10);
        for size in [1_250_000usize, 2_500_000, 5_000_000, 10_000_000] {
            let mut text = shape.repeat(size / shape.len() + 1);
            let mut end = size;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
            group.throughput(Throughput::Bytes(size as u64));
            group.bench_with_input(BenchmarkId::from_parameter(size), &text, |b, text| {
                b.iter(|| black_box(Notice::read(text).to_offer_with_id("x")));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, read, doubling);
criterion_main!(benches);
