//! Reads published notices and prints each as an offer: one JSON line a file.
#![allow(clippy::print_stderr, clippy::exit, reason = "a program")]

#[path = "common/mod.rs"]
mod common;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use adequation::{Lang, Notice};
use common::{Args, Problems};
use serde_json::{Value, json};

const HELP: &str = "\
Reads vacancy notices (Markdown text) and prints each as an offer, one JSON line a file:
{\"file\", \"offer\": {…}, \"remarks\": […], \"problems\": […]}

cargo run --release --example notice -- FILE…

The offer is identified by the reference it prints, else by the file's stem.
Exits 0 when every file could be opened and is UTF-8.
Without a file it reads samples of the repository.
";

fn main() -> ExitCode {
    common::run(program)
}

fn program() -> Result<(), Problems> {
    let Some(args) = Args::read(&[], &[])? else {
        common::print(HELP);
        return Ok(());
    };
    let files = if args.rest.is_empty() {
        common::notices_in(&common::shipped("examples/samples/notices"))?
    } else {
        args.rest.iter().map(PathBuf::from).collect()
    };
    let mut problems = Problems::new();
    for file in files {
        let line = match common::read_text(&file) {
            Ok(text) => read(&file, &text),
            Err(message) => {
                let problem = json!({"path": "", "code": "unreadable", "message": message});
                problems.push(message);
                json!({"file": file, "offer": null, "remarks": [], "problems": [problem]})
            }
        };
        common::print(&format!("{line}\n"));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The work itself: read leniently, then validate strictly.
fn read(file: &Path, text: &str) -> Value {
    let notice = Notice::read(text);
    let remarks: Vec<Value> = notice
        .remarks()
        .iter()
        .map(|remark| json!({"code": remark.code(), "message": remark.message(Lang::Fr), "span": remark.span}))
        .collect();
    match notice.to_offer_with_id(&common::stem(file)) {
        Ok(offer) => json!({"file": file, "offer": offer, "remarks": remarks, "problems": []}),
        Err(error) => {
            let problems: Vec<Value> = error
                .problems()
                .iter()
                .map(|p| json!({"path": p.path, "code": p.code(), "message": p.message(Lang::Fr)}))
                .collect();
            json!({"file": file, "offer": null, "remarks": remarks, "problems": problems})
        }
    }
}
