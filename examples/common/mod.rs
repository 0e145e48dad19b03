//! What the example programs share: arguments, files, candidates, dates.
//!
//! Every function returns all its problems as lines for standard error; nothing here panics on input.
#![allow(dead_code, reason = "each program uses its part")]

use std::{collections::BTreeMap, path::Path, process::ExitCode};

use adequation::{Candidate, Checked, Lang, Offer, PartialDate};

/// Problems, one clear line each.
pub type Problems = Vec<String>;

/// The command line, taken apart.
pub struct Args {
    values: BTreeMap<&'static str, String>,
    flags: Vec<&'static str>,
    /// What is no option.
    pub rest: Vec<String>,
}

impl Args {
    /// Reads the command line. `valued` options take a value (`--top 5`, `--top=5`), `flags` none. `Ok(None)`: `--help`
    /// was asked for.
    pub fn read(valued: &[&'static str], flags: &[&'static str]) -> Result<Option<Self>, Problems> {
        let mut args = Self { values: BTreeMap::new(), flags: Vec::new(), rest: Vec::new() };
        let mut problems = Problems::new();
        let mut words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
        let mut only_rest = false;
        while let Some(word) = words.next() {
            if only_rest || !word.starts_with("--") {
                args.rest.push(word);
                continue;
            }
            if word == "--" {
                only_rest = true;
                continue;
            }
            if word == "--help" {
                return Ok(None);
            }
            let (name, inline) = match word.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (word.clone(), None),
            };
            if let Some(&flag) = flags.iter().find(|f| **f == name) {
                if inline.is_some() {
                    problems.push(format!("{flag} takes no value"));
                }
                args.flags.push(flag);
            } else if let Some(&option) = valued.iter().find(|v| **v == name) {
                match inline.or_else(|| words.next()) {
                    None => problems.push(format!("{option} needs a value")),
                    Some(value) => {
                        if args.values.insert(option, value).is_some() {
                            problems.push(format!("{option} given twice"));
                        }
                    }
                }
            } else {
                let known = [valued, flags].concat().join(", ");
                problems.push(format!("unknown option {name}; options: {known}, --help"));
            }
        }
        if problems.is_empty() { Ok(Some(args)) } else { Err(problems) }
    }

    /// The value of an option.
    pub fn value(&self, option: &str) -> Option<&str> {
        self.values.get(option).map(String::as_str)
    }

    /// Whether a flag was given.
    pub fn flag(&self, flag: &str) -> bool {
        self.flags.contains(&flag)
    }

    /// A whole number, or the default.
    pub fn number(&self, option: &str, default: usize, problems: &mut Problems) -> usize {
        match self.value(option).map(str::parse) {
            None => default,
            Some(Ok(number)) => number,
            Some(Err(_)) => {
                problems.push(format!(
                    "{option} takes a whole number, not {:?}",
                    self.value(option).unwrap_or("")
                ));
                default
            }
        }
    }

    /// A full date.
    pub fn date(&self, option: &str, problems: &mut Problems) -> Option<adequation::Date> {
        let text = self.value(option)?;
        let date = text.parse::<PartialDate>().ok().and_then(PartialDate::day);
        if date.is_none() {
            problems.push(format!("{option} takes a calendar date YYYY-MM-DD, not {text:?}"));
        }
        date
    }

    /// `--lang fr|en`, French by default.
    pub fn lang(&self, problems: &mut Problems) -> Lang {
        match self.value("--lang") {
            None | Some("fr") => Lang::Fr,
            Some("en") => Lang::En,
            Some(other) => {
                problems.push(format!("--lang takes fr or en, not {other:?}"));
                Lang::Fr
            }
        }
    }

    /// Whether `--format json` was asked for; text by default.
    pub fn json(&self, problems: &mut Problems) -> bool {
        match self.value("--format") {
            None | Some("text") => false,
            Some("json") => true,
            Some(other) => {
                problems.push(format!("--format takes text or json, not {other:?}"));
                false
            }
        }
    }

    /// A problem for each word that is no option, for programs that take none.
    pub fn no_rest(&self, problems: &mut Problems) {
        problems.extend(self.rest.iter().map(|word| format!("unexpected argument {word:?}")));
    }
}

/// Runs a program: prints its problems, one a line, and makes the exit status.
pub fn run(program: impl FnOnce() -> Result<(), Problems>) -> ExitCode {
    match program() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            for problem in problems {
                for line in problem.lines() {
                    eprintln!("error: {line}");
                }
            }
            ExitCode::FAILURE
        }
    }
}

/// Prints to standard output; a reader that went away (`| head`) ends the program quietly.
pub fn print(text: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    if out.write_all(text.as_bytes()).and_then(|()| out.flush()).is_err() {
        std::process::exit(0);
    }
}

/// Reads a UTF-8 file.
pub fn read_text(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    String::from_utf8(bytes).map_err(|e| {
        format!("{}: not UTF-8 (byte {})", path.display(), e.utf8_error().valid_up_to())
    })
}

/// Every notice (`*.md`) of a folder, in the order of the file names.
pub fn notices_in(folder: &Path) -> Result<Vec<std::path::PathBuf>, Problems> {
    let entries =
        std::fs::read_dir(folder).map_err(|e| vec![format!("{}: {e}", folder.display())])?;
    let mut files: Vec<std::path::PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    files.sort();
    Ok(files)
}

/// A file of the repository, wherever the program is run from.
pub fn shipped(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The file's name without its ending: the identifier of a notice that prints no reference.
pub fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| "notice".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// Reads candidates from a JSON array, one JSON object, or JSON Lines. Every problem of every candidate is reported.
pub fn read_candidates(path: &Path) -> Result<Vec<Candidate>, Problems> {
    let text = read_text(path).map_err(|problem| vec![problem])?;
    let name = path.display();
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let start = text.trim_start();
    if start.is_empty() {
        return Err(vec![format!("{name}: no JSON value")]);
    }
    let one_document = start.starts_with('[') || !first_line_is_a_value(start);
    let mut candidates = Vec::new();
    let mut problems = Problems::new();
    let mut take = |place: String, read: Checked<Candidate>| match read.0 {
        Ok(candidate) => candidates.push(candidate),
        Err(error) => problems.extend(error.problems().iter().map(|p| format!("{place}{p}"))),
    };
    if start.starts_with('[') {
        let read: Vec<Checked<Candidate>> =
            serde_json::from_str(text).map_err(|e| vec![format!("{name}: {e}")])?;
        for (i, item) in read.into_iter().enumerate() {
            take(format!("{name}: [{i}]: "), item);
        }
    } else if one_document {
        let read = serde_json::from_str(text).map_err(|e| vec![format!("{name}: {e}")])?;
        take(format!("{name}: "), read);
    } else {
        let mut broken = Problems::new();
        for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match serde_json::from_str(line) {
                Ok(read) => take(format!("{name}:{}: ", i + 1), read),
                Err(e) => broken.push(format!("{name}:{}: {e}", i + 1)),
            }
        }
        problems.extend(broken);
    }
    if problems.is_empty() { Ok(candidates) } else { Err(problems) }
}

/// JSON Lines hold a whole value in their first line; a document printed over several lines does not.
fn first_line_is_a_value(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    match serde_json::from_str::<serde::de::IgnoredAny>(first) {
        Ok(_) => true,
        Err(e) => {
            !e.is_eof()
                || text
                    .lines()
                    .filter(|line| !line.trim().is_empty())
                    .nth(1)
                    .is_none_or(|second| second.trim_start().starts_with('{'))
        }
    }
}

/// The date of the review and where it comes from: the one asked for, else the notice's closing, publication or
/// reference date.
pub fn review_date(
    asked: Option<adequation::Date>,
    offer: &Offer,
) -> Result<(adequation::Date, &'static str), String> {
    let printed = [
        (offer.closing, "closing date of the notice"),
        (offer.published, "publication date of the notice"),
        (offer.reference.as_ref().and_then(|r| r.date), "reference date of the notice"),
    ];
    if let Some(date) = asked {
        return Ok((date, "--as-of"));
    }
    printed
        .into_iter()
        .find_map(|(date, name)| date.map(|date| (date.latest(), name)))
        .ok_or_else(|| format!("{}: the notice prints no date; give --as-of YYYY-MM-DD", offer.id))
}
