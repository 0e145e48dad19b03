//! For each title asked, the nearest entries of a taxonomy of titles.
//!
//! `cargo run --release --example titles -- --taxonomy FILE.tsv --queries FILE.tsv [--top N]`
#![allow(clippy::print_stderr, clippy::exit, reason = "a program")]

#[path = "common/mod.rs"]
mod common;

use std::{collections::BTreeSet, path::Path, process::ExitCode};

use adequation::TitleIndex;
use common::{Args, Problems};

const HELP: &str = "\
For each title asked, the nearest entries of a taxonomy of titles.

cargo run --release --example titles -- [--taxonomy FILE.tsv --queries FILE.tsv] [--top N]

  --taxonomy FILE   lines `id<TAB>title`; several lines may share an id: other names of one entry
  --queries FILE    lines `id<TAB>title`, one title an id
  --top N           at most N entries for each title (default 10)

Prints `query_id<TAB>rank<TAB>taxonomy_id<TAB>score`: ranks 1, 2, 3 ... without ties, scores from 10000 (same words) down.
Without files it runs on small samples of the repository. Empty lines are skipped. Exit status: 0; 1 when an input cannot
be used, with one line for each problem on standard error and nothing printed.
";

fn main() -> ExitCode {
    common::run(program)
}

fn program() -> Result<(), Problems> {
    let Some(args) = Args::read(&["--taxonomy", "--queries", "--top"], &[])? else {
        common::print(HELP);
        return Ok(());
    };
    let mut problems = Problems::new();
    args.no_rest(&mut problems);
    let top = args.number("--top", 10, &mut problems);
    if top == 0 {
        problems.push("--top takes a whole number from 1".to_owned());
    }
    let (taxonomy, queries) = match (args.value("--taxonomy"), args.value("--queries")) {
        (Some(taxonomy), Some(queries)) => (taxonomy.into(), queries.into()),
        (None, None) => (
            common::shipped("examples/samples/titles/taxonomy.tsv"),
            common::shipped("examples/samples/titles/queries.tsv"),
        ),
        (None, Some(_)) => return Err(with(problems, "--queries needs --taxonomy beside it")),
        (Some(_), None) => return Err(with(problems, "--taxonomy needs --queries beside it")),
    };
    let entries = rows(&taxonomy, false, &mut problems);
    let queries = rows(&queries, true, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }

    // Build once, ask for every title.
    let index = TitleIndex::new(entries);
    let mut lines = String::new();
    for (id, title) in &queries {
        for (rank, found) in (1..).zip(index.nearest(title, top)) {
            lines.push_str(&format!("{id}\t{rank}\t{}\t{}\n", found.id, found.score.get()));
        }
    }
    common::print(&lines);
    Ok(())
}

fn with(mut problems: Problems, problem: &str) -> Problems {
    problems.push(problem.to_owned());
    problems
}

/// The rows `id<TAB>title` of a file. Every row that is no such pair is a problem of its own.
fn rows(path: &Path, unique: bool, problems: &mut Problems) -> Vec<(String, String)> {
    let text = match common::read_text(path) {
        Ok(text) => text,
        Err(problem) => {
            problems.push(problem);
            return Vec::new();
        }
    };
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    let before = problems.len();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let mut fault = |what: &str| problems.push(format!("{}:{number}: {what}", path.display()));
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, title] = fields.as_slice() else {
            fault(&format!("{} fields separated by tabs, expected 2 (id, title)", fields.len()));
            continue;
        };
        match (id.trim().is_empty(), title.trim().is_empty()) {
            (true, _) => fault("the id is empty"),
            (_, true) => fault(&format!("the title of {id:?} is empty")),
            _ if unique && !seen.insert(id.to_string()) => {
                fault(&format!("the id {id:?} stands twice"))
            }
            _ => rows.push((id.to_string(), title.to_string())),
        }
    }
    if rows.is_empty() && problems.len() == before {
        problems.push(format!("{}: no row", path.display()));
    }
    rows
}
