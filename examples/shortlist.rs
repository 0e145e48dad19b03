//! The ranking of candidates for one notice: the library's main job.
//!
//! Read the notice leniently, check it strictly; compile the candidates once; rank; explain what is shown.
#![allow(clippy::print_stderr, clippy::exit, reason = "a program")]

#[path = "common/mod.rs"]
mod common;

use std::{path::Path, process::ExitCode};

use adequation::{Matcher, Notice, Verdict};
use common::{Args, Problems};

const HELP: &str = "\
Ranks candidates for one notice and explains each line.

cargo run --release --example shortlist -- --notice FILE --candidates FILE
    [--as-of DATE] [--top N] [--all] [--format text|json] [--lang fr|en]

--notice      a vacancy notice (Markdown text)
--candidates  a JSON array, one JSON object, or JSON Lines
--as-of       the date of the review; else the notice's closing, publication or reference date
--top         how many to show (10)
--all         also those whose every door is closed, last
Without --notice and --candidates it runs on samples of the repository.
";

fn main() -> ExitCode {
    common::run(program)
}

fn program() -> Result<(), Problems> {
    let options = ["--notice", "--candidates", "--as-of", "--top", "--format", "--lang"];
    let Some(args) = Args::read(&options, &["--all"])? else {
        common::print(HELP);
        return Ok(());
    };
    let mut problems = Problems::new();
    args.no_rest(&mut problems);
    let top = args.number("--top", 10, &mut problems);
    let asked = args.date("--as-of", &mut problems);
    let (json, lang) = (args.json(&mut problems), args.lang(&mut problems));
    let notice = args.value("--notice").map_or_else(
        || common::shipped("examples/samples/notices/chef-projet-infrastructures.md"),
        |path| Path::new(path).to_owned(),
    );
    let people = args.value("--candidates").map_or_else(
        || common::shipped("examples/samples/candidates.jsonl"),
        |path| Path::new(path).to_owned(),
    );

    let text = common::read_text(&notice).map_err(|problem| problems.push(problem)).ok();
    let candidates = common::read_candidates(&people).map_err(|found| problems.extend(found)).ok();
    let (Some(text), Some(candidates), []) = (text, candidates, &problems[..]) else {
        return Err(problems);
    };

    let at = |error: adequation::InputError, path: &Path| -> Problems {
        error.problems().iter().map(|problem| format!("{}: {problem}", path.display())).collect()
    };
    let offer =
        Notice::read(&text).to_offer_with_id(&common::stem(&notice)).map_err(|e| at(e, &notice))?;
    let (date, source) = common::review_date(asked, &offer).map_err(|problem| vec![problem])?;

    let matcher = Matcher::new_caledonia();
    let pool = matcher.candidates(candidates).map_err(|e| at(e, &people))?;
    eprintln!("as of {date} ({source})");
    let opening = matcher.offer(offer);
    let review = matcher.as_of(date);
    let least = if args.flag("--all") { Verdict::Ineligible } else { Verdict::Undetermined };
    let ranking = review.candidates_for(&opening, &pool).verdict_at_least(least).top(top).run();

    let assessments = ranking.entries().iter().map(|hit| ranking.assessment(hit));
    if json {
        let document = serde_json::json!({
            "offer": opening.id(),
            "as_of": date.to_string(),
            "considered": ranking.considered(),
            "entries": assessments.collect::<Vec<_>>(),
        });
        common::print(&format!("{document:#}\n"));
    } else {
        for assessment in assessments {
            common::print(&format!("{}\n", assessment.report(lang)));
        }
    }
    Ok(())
}
