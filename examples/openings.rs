//! The ranking of notices for one candidate.
#![allow(clippy::print_stderr, clippy::exit, reason = "a program")]

#[path = "common/mod.rs"]
mod common;

use std::{path::Path, process::ExitCode};

use adequation::{Date, Matcher, Notice, Offer, Verdict};
use common::{Args, Problems};

const HELP: &str = "\
Ranks the notices of a folder for one candidate and explains each line.

cargo run --release --example openings -- --candidate FILE --notices DIR
    [--as-of DATE] [--top N] [--all] [--format text|json] [--lang fr|en]

--candidate  a JSON object, or an array or JSON Lines that hold one
--notices    a folder; every *.md in it is a notice
--as-of      the date of the review; else the latest of the notices' own dates
--top        how many to show (10)
--all        also those whose every door is closed, last
Without --candidate and --notices it runs on samples of the repository.
";

fn main() -> ExitCode {
    common::run(program)
}

fn program() -> Result<(), Problems> {
    let options = ["--candidate", "--notices", "--as-of", "--top", "--format", "--lang"];
    let Some(args) = Args::read(&options, &["--all"])? else {
        common::print(HELP);
        return Ok(());
    };
    let mut problems = Problems::new();
    args.no_rest(&mut problems);
    let top = args.number("--top", 10, &mut problems);
    let asked = args.date("--as-of", &mut problems);
    let (json, lang) = (args.json(&mut problems), args.lang(&mut problems));

    let sample = args.value("--candidate").is_none();
    let file = args.value("--candidate").map_or_else(
        || common::shipped("examples/samples/candidates.jsonl"),
        |path| Path::new(path).to_owned(),
    );
    let folder = args.value("--notices").map_or_else(
        || common::shipped("examples/samples/notices"),
        |path| Path::new(path).to_owned(),
    );
    let candidates =
        common::read_candidates(&file).map_err(|found| problems.extend(found)).unwrap_or_default();
    let offers = read_offers(&folder).map_err(|found| problems.extend(found)).unwrap_or_default();
    if !problems.is_empty() {
        return Err(problems);
    }
    let candidate = match (candidates.len(), sample) {
        (_, true) | (1, _) => candidates.into_iter().next(),
        _ => None,
    };
    let Some(candidate) = candidate else {
        return Err(vec![format!("{}: one candidate is needed", file.display())]);
    };
    let date = review_date(asked, &offers)?;

    let matcher = Matcher::new_caledonia();
    let openings = matcher.openings(offers);
    let id = candidate.id.clone();
    let profile = matcher.profile(candidate);
    let review = matcher.as_of(date);
    let least = if args.flag("--all") { Verdict::Ineligible } else { Verdict::Undetermined };
    let ranking = review.offers_for(&profile, &openings).verdict_at_least(least).top(top).run();

    let assessments = ranking.entries().iter().map(|hit| ranking.assessment(hit));
    if json {
        let document = serde_json::json!({
            "candidate": id,
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

/// Every notice of the folder, in the order of the file names.
fn read_offers(folder: &Path) -> Result<Vec<Offer>, Problems> {
    let (mut offers, mut problems) = (Vec::new(), Problems::new());
    for file in common::notices_in(folder)? {
        match common::read_text(&file) {
            Err(problem) => problems.push(problem),
            Ok(text) => match Notice::read(&text).to_offer_with_id(&common::stem(&file)) {
                Ok(offer) => offers.push(offer),
                Err(error) => {
                    problems.extend(
                        error
                            .problems()
                            .iter()
                            .map(|problem| format!("{}: {problem}", file.display())),
                    );
                }
            },
        }
    }
    if problems.is_empty() { Ok(offers) } else { Err(problems) }
}

/// One date for all notices, so that the answers can be compared: the one asked for, else the latest printed one.
fn review_date(asked: Option<Date>, offers: &[Offer]) -> Result<Date, Problems> {
    if let Some(date) = asked {
        eprintln!("as of {date} (--as-of)");
        return Ok(date);
    }
    let latest = offers
        .iter()
        .filter_map(|offer| common::review_date(None, offer).ok())
        .map(|(date, _)| date)
        .max();
    let Some(date) = latest else {
        return Err(vec!["no notice prints a date; give --as-of YYYY-MM-DD".into()]);
    };
    eprintln!("as of {date} (latest date of the notices)");
    Ok(date)
}
