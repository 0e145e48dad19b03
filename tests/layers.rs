//! The direction of imports and the other bans of the design, checked on the source text.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Rooms from the lowest layer to the highest; rooms of one layer are mutually blind.
const LAYERS: &[&[&str]] = &[
    &["base"],
    &["text"],
    &["model"],
    &["rules", "notice", "exchange"],
    &["compile"],
    &["assess"],
    &["rank"],
    &["report"],
    &["matcher"],
];

/// What no room may use, unless the path begins with one of the exceptions: (words, exceptions, why).
const BANS: &[(&[&str], &[&str], &str)] = &[
    (&["unsafe ", "unsafe{"], &[], "no unsafe code"),
    (&["SystemTime", "Instant::", "std::time", "Zoned::now", "Timestamp::now"], &[], "no clock"),
    (&["rand::", "RandomState", "thread_rng"], &[], "no randomness"),
    (
        &["std::fs", "std::net", "std::env", "std::process", "println!", "eprintln!"],
        &[],
        "no input or output",
    ),
    (&["static mut", "thread_local!"], &[], "no global state"),
    (&["strsim::"], &["text/similarity.rs"], "strsim only in text/similarity.rs"),
    (&["rayon::", "use rayon"], &["rank", "compile"], "rayon only in rank and compile"),
    // A hash map may be looked into, never walked: each use says so on its line.
    (&["HashMap<", "HashSet<", "HashMap::", "HashSet::"], &[], "no hash order in results"),
    (&["f32", "f64"], &["text", "model/value.rs", "model/reader.rs"], "no floats in decisions"),
];

const LOOKUP_ONLY: &str = "// lookup only";

fn layer(room: &str) -> Option<usize> {
    LAYERS.iter().position(|rooms| rooms.contains(&room))
}

fn room_of(file: &str) -> &str {
    file.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// The code of a line: comments and the text of tests are no code.
fn code_lines(source: &str) -> impl Iterator<Item = (usize, &str)> {
    source
        .split("#[cfg(test)]\nmod ")
        .next()
        .unwrap_or_default()
        .lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line.trim()))
        .filter(|(_, line)| !line.starts_with("//"))
}

/// Every room of the crate a line names: `crate::x::`, `use crate::{x, y::z}` on one line.
fn rooms_named(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0usize;
            let mut start = 0;
            for (i, c) in group.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => {
                        found.push(first_segment(&group[start..i]));
                        break;
                    }
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        found.push(first_segment(&group[start..i]));
                        start = i + 1;
                    }
                    _ => {}
                }
            }
        } else {
            found.push(first_segment(rest));
        }
    }
    found
}

fn first_segment(path: &str) -> &str {
    path.trim().split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default()
}

fn violations(file: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let room = room_of(file);
    // Imports may spread over lines: join each `use` into one line first.
    let mut joined: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (number, line) in code_lines(source) {
        match joined.last_mut() {
            Some((_, last)) if open => last.push_str(line),
            _ => joined.push((number, line.to_owned())),
        }
        let last = joined.last().map_or("", |(_, line)| line.as_str());
        open = (last.starts_with("use ")
            || last.starts_with("pub use ")
            || last.starts_with("pub(crate) use "))
            && !last.contains(';');
    }
    for (number, line) in &joined {
        for (words, exceptions, why) in BANS {
            let excused = exceptions.iter().any(|e| file == *e || room == *e)
                || (*why == "no hash order in results" && line.contains(LOOKUP_ONLY));
            if !excused && words.iter().any(|word| line.contains(word)) {
                found.push(format!("src/{file}:{number}: {why}: {line}"));
            }
        }
        let Some(own) = layer(room) else { continue };
        for other in rooms_named(line) {
            if let Some(theirs) = layer(other)
                && (theirs > own || (theirs == own && other != room))
            {
                found.push(format!("src/{file}:{number}: {room} may not import {other}"));
            }
        }
    }
    found
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            sources(&entry, files);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            files.push(entry);
        }
    }
}

#[test]
fn imports_point_downwards_and_the_bans_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 20, "the source tree is not where it should be");
    let mut found = Vec::new();
    for path in &files {
        let file = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let known = layer(room_of(&file)).is_some() || matches!(room_of(&file), "lib" | "guide");
        assert!(known, "src/{file} stands in no layer");
        found.extend(violations(&file, &fs::read_to_string(path).unwrap()));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn files_stay_readable() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for path in files {
        let source = fs::read_to_string(&path).unwrap();
        let code = code_lines(&source).filter(|(_, line)| !line.is_empty()).count();
        assert!(code <= 420, "{} has {code} lines of code", path.display());
    }
}

#[test]
fn the_check_itself_sees_violations() {
    let of = |file: &str, source: &str| violations(file, source).len();
    assert_eq!(of("model/offer.rs", "use crate::base::Date;\n"), 0);
    assert_eq!(of("base/date.rs", "use crate::model::Offer;\n"), 1);
    assert_eq!(of("rules/book.rs", "use crate::{base::Date, notice::Notice};\n"), 1);
    assert_eq!(
        of("rules/book.rs", "use crate::{\n    base::{Date, Lang},\n    rank::Pool,\n};\n"),
        1
    );
    assert_eq!(of("text/titles.rs", "let s = strsim::jaro(a, b);\n"), 1);
    assert_eq!(of("text/similarity.rs", "let s = strsim::jaro(a, b);\n"), 0);
    assert_eq!(of("assess/fit.rs", "use rayon::prelude::*;\n"), 1);
    assert_eq!(of("assess/fit.rs", "let x: f64 = 0.5;\n"), 1);
    assert_eq!(of("assess/fit.rs", "// unsafe { f64 }\n"), 0);
    assert_eq!(of("compile/pool.rs", "let m: HashMap<u8, u8> = HashMap::new();\n"), 1);
    assert_eq!(
        of("compile/pool.rs", "let m: HashMap<u8, u8> = HashMap::new(); // lookup only\n"),
        0
    );
    assert_eq!(
        of("base/x.rs", "a();\n#[cfg(test)]\nmod tests {\n    use crate::rank::Pool;\n}\n"),
        0
    );
}
