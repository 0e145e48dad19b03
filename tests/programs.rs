//! The example programs, run as a stranger runs them: what they print, and how they refuse.
//!
//! `cargo test` builds the examples before it runs this; with `--test suite` alone they may be missing, and then these tests
//! say so and cover nothing.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

fn program(name: &str) -> Option<PathBuf> {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    path.push("examples");
    path.push(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if path.exists() {
        return Some(path);
    }
    eprintln!(
        "MISSING {}: the example programs are NOT COVERED (run plain `cargo test`)",
        path.display()
    );
    None
}

fn run(name: &str, args: &[&str]) -> Option<Output> {
    Some(Command::new(program(name)?).args(args).output().unwrap())
}

/// A file with this content, in a folder of the test's own.
fn file(name: &str, content: &[u8]) -> String {
    let folder = std::env::temp_dir().join(format!("adequation-programs-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path.to_string_lossy().into_owned()
}

fn sample(path: &str) -> String {
    format!("{}/examples/samples/{path}", env!("CARGO_MANIFEST_DIR"))
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[track_caller]
fn refused(output: &Output, says: &[&str]) {
    let errors = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(!output.status.success(), "it should have refused: {errors}");
    assert!(!errors.contains("panicked"), "{errors}");
    assert!(errors.lines().all(|line| line.starts_with("error: ")), "{errors}");
    for words in says {
        assert!(errors.contains(words), "{words:?} not in: {errors}");
    }
}

#[test]
fn every_program_explains_itself_and_runs_on_the_samples() {
    for name in ["notice", "shortlist", "openings", "titles"] {
        let Some(help) = run(name, &["--help"]) else { return };
        assert!(
            help.status.success() && stdout(&help).contains("cargo run --release --example"),
            "{name}"
        );
        let plain = run(name, &[]).unwrap();
        assert!(plain.status.success(), "{name}: {}", String::from_utf8_lossy(&plain.stderr));
        assert!(stdout(&plain).lines().count() > 2, "{name}");
        refused(&run(name, &["--colour", "red"]).unwrap(), &["unknown option --colour"]);
    }
}

#[test]
fn the_shortlist_has_the_contracts_form() {
    let (notice, people) =
        (sample("notices/chef-projet-infrastructures.md"), sample("candidates.jsonl"));
    let args = ["--notice", &notice, "--candidates", &people, "--format", "json"];
    let Some(output) = run("shortlist", &args) else { return };
    let json: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(json["offer"], "25-90001/MPRH");
    assert_eq!(json["as_of"], "2025-04-25");
    assert_eq!(json["considered"], 40);
    let entries = json["entries"].as_array().unwrap();
    assert!(!entries.is_empty() && entries.len() <= 10);
    for (i, entry) in entries.iter().enumerate() {
        assert_eq!(entry["rank"], i + 1);
        assert_eq!(entry["schema"], 1);
        assert_ne!(entry["eligibility"]["verdict"], "ineligible");
        sums(&entry["fit"]);
    }
    let all = run("shortlist", &[&args[..], &["--all", "--top", "100"]].concat()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&stdout(&all)).unwrap();
    let verdicts: Vec<&str> = json["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["eligibility"]["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(verdicts.len(), 40);
    let order =
        |v: &&str| ["eligible", "undetermined", "ineligible"].iter().position(|x| x == v).unwrap();
    assert!(verdicts.is_sorted_by_key(order), "{verdicts:?}");
}

/// Criteria sum to components, components to the score, weights to the whole.
fn sums(fit: &serde_json::Value) {
    let sum = |list: &serde_json::Value, key: &str| -> u64 {
        list.as_array().unwrap().iter().map(|x| x[key].as_u64().unwrap()).sum()
    };
    let components = &fit["components"];
    assert_eq!(sum(components, "weight"), 10_000);
    for key in ["points", "potential"] {
        let whole = if key == "points" { "score" } else { key };
        assert_eq!(sum(components, key), fit[whole].as_u64().unwrap());
        for component in components.as_array().unwrap() {
            assert_eq!(sum(&component["criteria"], key), component[key].as_u64().unwrap());
        }
    }
}

#[test]
fn the_same_bytes_with_any_threads_and_any_order() {
    let notice = sample("notices/juriste-commande-publique.md");
    let people = fs::read_to_string(sample("candidates.jsonl")).unwrap();
    let mut lines: Vec<&str> = people.lines().collect();
    lines.reverse();
    lines.rotate_left(7);
    let shuffled = file("shuffled.jsonl", lines.join("\n").as_bytes());
    let array = file("array.json", format!("[{}]", lines.join(",")).as_bytes());
    let Some(path) = program("shortlist") else { return };
    let mut seen: Option<Vec<u8>> = None;
    for people in [sample("candidates.jsonl"), shuffled, array] {
        for threads in ["1", "2", "3", "8"] {
            let args = [
                "--notice",
                &notice,
                "--candidates",
                &people,
                "--all",
                "--top",
                "40",
                "--format",
                "json",
            ];
            let output =
                Command::new(&path).args(args).env("RAYON_NUM_THREADS", threads).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            match &seen {
                None => seen = Some(output.stdout),
                Some(first) => assert!(*first == output.stdout, "{threads} threads, {people}"),
            }
        }
    }
}

#[test]
fn broken_candidates_are_refused_with_every_problem() {
    let notice = sample("notices/ingenieur-eau.md");
    let with = |name: &str, content: &[u8]| {
        run("shortlist", &["--notice", &notice, "--candidates", &file(name, content)])
    };
    let Some(first) = with("truncated.json", br#"[{"id": "a"}, {"id": "b", "skills": [{"na"#)
    else {
        return;
    };
    refused(&first, &["EOF"]);
    let check =
        |name: &str, content: &[u8], says: &[&str]| refused(&with(name, content).unwrap(), says);
    check("empty.jsonl", b" \n", &["no JSON value"]);
    check(
        "types.json",
        br#"{"id": 7, "citizen": "yes", "skills": "ITIL"}"#,
        &["id:", "citizen:", "skills:"],
    );
    check(
        "dates.jsonl",
        br#"{"id":"a","diplomas":[{"title":"BTS","level":9,"obtained":"2025-02-30"}]}"#,
        &["level: 9", "2025-02-30"],
    );
    check(
        "period.json",
        br#"{"id":"a","residence":[{"from":"2020-01","to":"2019-01"}]}"#,
        &["residence[0]"],
    );
    check("twice.jsonl", b"{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"a\"}\n", &["a"]);
    check(
        "keys.jsonl",
        b"{\"id\":\"a\",\"name\":\"X\"}\n{\"id\":\"b\",\"age\":3}\n",
        &[":1: name: unknown key", ":2: age: unknown key"],
    );
    check("lines.jsonl", b"{\"id\":\"a\"}\n{\"id\":\n{\"id\":\"\"}\n", &[":2:", ":3: id: empty"]);
    check("latin1.jsonl", b"{\"id\":\"\xe9\"}", &["not UTF-8"]);
    check(
        "deep.json",
        format!("{{\"id\":\"a\",\"x-d\":{}", "[".repeat(100_000)).as_bytes(),
        &["nested deeper than 64"],
    );
    let none = with("none.json", b"[]").unwrap();
    assert!(none.status.success(), "an empty list is an empty ranking");
    refused(
        &run("shortlist", &["--notice", "/nowhere.md", "--candidates", "/nowhere.jsonl"]).unwrap(),
        &["nowhere.md", "nowhere.jsonl"],
    );
}

#[test]
fn broken_notices_are_read_or_refused_but_never_break() {
    let big = file("big.md", "Référence : - * # | ".repeat(50_000).as_bytes());
    let blank = file("blank.md", b"  \n\n");
    let binary = file("binary.md", b"# Titre\n\xff\xfe");
    let zero = file("zero.md", b"# Ti\0tre\nEmployeur : X\0\n");
    let Some(output) = run("notice", &[&big, &blank, &zero]) else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(stdout(&output).lines().count(), 3, "one line a file");
    refused(&run("notice", &[&binary]).unwrap(), &["binary.md: not UTF-8"]);
    refused(&run("notice", &["/nowhere.md"]).unwrap(), &["nowhere.md"]);
    let undated = file("undated.md", b"# Juriste\n\nEmployeur : Province Sud\n");
    refused(
        &run("shortlist", &["--notice", &undated, "--candidates", &sample("candidates.jsonl")])
            .unwrap(),
        &["--as-of"],
    );
    refused(
        &run("shortlist", &["--as-of", "2025-02-30", "--top", "many", "--lang", "de"]).unwrap(),
        &["--as-of", "--top", "--lang"],
    );
}

#[test]
fn openings_rank_notices_for_one_person() {
    let people = fs::read_to_string(sample("candidates.jsonl")).unwrap();
    let nurse = people.lines().find(|line| line.contains("\"p-09\"")).unwrap();
    let nurse = file("nurse.json", nurse.as_bytes());
    let Some(output) = run(
        "openings",
        &["--candidate", &nurse, "--notices", &sample("notices"), "--format", "json", "--all"],
    ) else {
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let json: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(json["candidate"], "p-09");
    assert_eq!(json["considered"], 8);
    assert_eq!(json["entries"][0]["offer"], "3134-25-9004/SR", "the nurse's post comes first");
    refused(
        &run("openings", &["--candidate", &nurse, "--notices", "/nowhere"]).unwrap(),
        &["nowhere"],
    );
}
