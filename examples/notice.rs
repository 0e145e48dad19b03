//! Reads published notices and prints each as an offer: one JSON line a file.
//!
//!     cargo run --release --example notice -- FILE…
//!
//! Without arguments it reads the samples of the repository. It exits 0 when every file could be opened and is UTF-8.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program talks to its user")]

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use adequation::{InputError, Lang, Notice, Offer};
use serde_json::{Value, json};

const HELP: &str = "\
Reads vacancy notices (Markdown text) and prints each as an offer, one JSON line a file:
{\"file\", \"offer\": {…}, \"remarks\": […], \"problems\": […]}

usage: notice [FILE…]        without a file: the samples in examples/samples/notices

The offer is identified by the reference it prints, else by the file's stem.
Exits 0 when every file could be opened and is UTF-8.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        println!("{HELP}");
        return ExitCode::SUCCESS;
    }
    if let Some(option) = args.iter().find(|arg| arg.starts_with("--")) {
        eprintln!("notice: unknown option {option}; see --help");
        return ExitCode::FAILURE;
    }
    let files = if args.is_empty() { samples() } else { args.iter().map(PathBuf::from).collect() };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut usable = true;
    for file in &files {
        let line = match text_of(file) {
            Ok(text) => read(file, &text),
            Err((code, message)) => {
                usable = false;
                eprintln!("{}: {message}", file.display());
                let problem = json!({"path": "", "code": code, "message": message});
                json!({"file": file, "offer": null, "remarks": [], "problems": [problem]})
            }
        };
        if let Err(error) = writeln!(out, "{line}") {
            // A reader that closes the pipe early has seen enough.
            let closed = error.kind() == io::ErrorKind::BrokenPipe;
            return if closed { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
    }
    if out.flush().is_ok() && usable { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The work itself: read leniently, then validate strictly.
fn read(file: &Path, text: &str) -> Value {
    let notice = Notice::read(text);
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let offer: Result<Offer, InputError> = notice.to_offer_with_id(&stem);
    let remarks: Vec<Value> = notice
        .remarks()
        .iter()
        .map(|remark| {
            json!({
                "code": remark.code(),
                "message": remark.message(Lang::Fr),
                "span": remark.span,
            })
        })
        .collect();
    let (offer, problems) = match offer {
        Ok(offer) => (Some(offer), Vec::new()),
        Err(error) => (
            None,
            error
                .problems()
                .iter()
                .map(|p| json!({"path": p.path, "code": p.code(), "message": p.message(Lang::Fr)}))
                .collect(),
        ),
    };
    json!({"file": file, "offer": offer, "remarks": remarks, "problems": problems})
}

fn text_of(file: &Path) -> Result<String, (&'static str, String)> {
    let bytes = std::fs::read(file).map_err(|error| ("unreadable", error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        ("not_utf8", format!("not UTF-8: invalid byte at offset {at}"))
    })
}

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/samples/notices");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    files.sort();
    files
}
