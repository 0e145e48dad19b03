//! A notice that is printed in another layout says the same: the perturbations of the published pages, one by one, on the
//! fixtures, on the samples, and on the real notices where they are at hand.

use std::{fs, path::Path};

use adequation::{Notice, Offer, RequirementNode};

/// What a layout must not change, one line a fact. Names are compared by their letters.
fn facts(text: &str) -> Vec<String> {
    let offer: Offer = Notice::read(text).to_offer_with_id("x").unwrap();
    let reference = offer.reference.as_ref();
    let mut facts = vec![
        format!("reference {:?}", reference.map(|r| (&r.number, &r.service, r.date))),
        format!("published {:?}", offer.published),
        format!("closing {:?}", offer.closing),
        format!("before amendment {:?}", offer.closing_before_amendment),
        format!("availability {:?}", offer.availability),
        format!("seats {:?}", offer.seats),
    ];
    for (name, value) in [
        ("title", &offer.title),
        ("employer", &offer.employer),
        ("directorate", &offer.directorate),
        ("service", &offer.service),
        ("workplace", &offer.workplace),
        ("job", &offer.respnc_job),
    ] {
        facts.push(format!("{name} {}", letters(value.as_deref().unwrap_or("-"))));
    }
    for p in &offer.pathways {
        facts.push(format!(
            "door {:?} {} {:?} {} {:?} {:?}",
            p.route,
            letters(p.corps.as_deref().unwrap_or("-")),
            p.grade,
            letters(p.domain.as_deref().unwrap_or("-")),
            p.residence,
            p.diploma_level
        ));
    }
    for (name, list) in [
        ("mission", &offer.missions),
        ("activity", &offer.activities),
        ("condition", &offer.conditions),
        ("context", &offer.context),
    ] {
        facts.extend(list.iter().map(|item| format!("{name} {}", letters(item))));
    }
    for r in offer.requirements.iter().flat_map(RequirementNode::leaves) {
        facts.push(format!(
            "asks {:?} {:?} {:?} {:?} {:?} {:?} {}",
            r.kind,
            r.level,
            r.force,
            r.diploma_level,
            r.months,
            r.licence,
            letters(&r.text)
        ));
    }
    facts
}

/// Letters and digits, lower case, without accents and superscripts; ordinals in their short form.
fn letters(text: &str) -> String {
    text.to_lowercase()
        .replace("2ème", "2e")
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c {
            'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' | 'ᵉ' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            'ʳ' => 'r',
            c => c,
        })
        .collect()
}

/// The labels of the header as notices print them; every one that begins a line is told from its value by a colon.
const LABELS: &[&str] = &[
    "Référence",
    "Employeur",
    "Corps ou Cadre d’emploi /Domaine",
    "Corps ou Cadre d’emploi / Domaine",
    "Corps /Domaine",
    "Corps/Domaine",
    "Corps / Domaine",
    "Durée de résidence exigée pour le recrutement sur titre (1)",
    "Durée de résidence exigée pour le recrutement direct d’un adjoint administratif (1)",
    "Poste à pourvoir",
    "Lieu de travail",
    "Date de dépôt de l’offre",
    "Date limite de candidature",
    "Emploi RESPNC",
];

/// The label that begins a line, and the value behind its colon.
fn labelled(line: &str) -> Option<(&'static str, &str)> {
    let plain = line.replace('\'', "’");
    LABELS.iter().rev().find_map(|label| {
        let rest = plain.strip_prefix(label)?.trim_start_matches(['\u{a0}', ' ']);
        rest.strip_prefix(':')?;
        Some((*label, line.split_once(':')?.1.trim()))
    })
}

/// Rewrites the lines of the header that begin with a label.
fn labels(text: &str, rewrite: impl Fn(&str, &str) -> String) -> String {
    lines(text, |line| labelled(line).map(|(label, value)| rewrite(label, value)))
}

fn lines(text: &str, rewrite: impl Fn(&str) -> Option<String>) -> String {
    text.lines().map(|line| rewrite(line).unwrap_or_else(|| line.to_owned()) + "\n").collect()
}

/// The header: what stands before the first part.
fn header_lines(text: &str) -> usize {
    text.lines()
        .position(|l| {
            let l = l.trim_start_matches(['#', ' ', '*']);
            ["Détail", "Emploi RESP", "Mission", "Activité"].iter().any(|p| l.starts_with(p))
        })
        .unwrap_or(usize::MAX - 1)
}

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// Rewrites `2 mai 2025` wherever it stands in the header.
fn dates(text: &str, rewrite: impl Fn(u32, usize, &str) -> String) -> String {
    let header = header_lines(text);
    let mut out = String::new();
    for (i, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split(' ').collect();
        let mut k = 0;
        while k < words.len() {
            let month = |w: &str| MONTHS.iter().position(|m| *m == w.to_lowercase());
            let year = words.get(k + 2).map_or("", |w| w.trim_end_matches(['.', ',', ')']));
            match (words[k].parse::<u32>(), words.get(k + 1).and_then(|w| month(w))) {
                (Ok(day), Some(month)) if i < header && year.len() == 4 => {
                    out += &rewrite(day, month + 1, year);
                    out += &words[k + 2][year.len()..];
                    k += 3;
                }
                _ => {
                    out += words[k];
                    k += 1;
                }
            }
            if k < words.len() {
                out.push(' ');
            }
        }
        out.push('\n');
    }
    out
}

/// Breaks long lines of the parts before a word in small letters, as a narrow page does.
fn wrapped(text: &str) -> String {
    let header = header_lines(text);
    let mut out = String::new();
    for (i, line) in text.lines().enumerate() {
        let mut width = 0;
        for word in line.split_inclusive(' ') {
            let small = word.starts_with(char::is_lowercase);
            if i > header && width > 90 && small && !line.starts_with(['|', '#']) {
                out.truncate(out.trim_end().len());
                out.push('\n');
                width = 0;
            }
            out += word;
            width += word.chars().count();
        }
        out.push('\n');
    }
    out
}

/// Puts a line of its own before every paragraph of the parts that begins with a capital or a bullet.
fn debris(text: &str, mark: &str) -> String {
    let header = header_lines(text);
    let mut blank = false;
    let mut out = String::new();
    for (i, line) in text.lines().enumerate() {
        if i > header && blank && line.starts_with(|c: char| c.is_uppercase() || c == '-') {
            out += mark;
            out += "\n\n";
        }
        blank = line.trim().is_empty();
        out += line;
        out.push('\n');
    }
    out
}

/// Puts a line above the notice, below the front matter of its file.
fn above(text: &str, line: &str) -> String {
    let front =
        text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n")).map_or(0, |at| at + 9);
    format!("{}{line}\n\n{}", &text[..front], &text[front..])
}

fn upper_labels(text: &str) -> String {
    labels(text, |label, value| format!("{} : {value}", label.to_uppercase()))
}

/// The header as a table of two columns, rows in the order of its lines.
fn table(text: &str) -> String {
    let header = header_lines(text);
    let mut out = String::new();
    let mut rows = 0;
    for (i, line) in text.lines().enumerate() {
        match labelled(line).filter(|_| i < header) {
            Some((label, value)) if !value.contains('|') => {
                out += &format!("| {label} : | {value} |\n");
                out += if rows == 0 { "|---|---|\n" } else { "" };
                rows += 1;
            }
            _ => {
                out += line;
                out.push('\n');
            }
        }
    }
    out
}

type Layout = (&'static str, fn(&str) -> String);

const LAYOUTS: &[Layout] = &[
    ("labels as headings", |t| labels(t, |l, v| format!("# {l} : {v}"))),
    ("labels as deep headings", |t| labels(t, |l, v| format!("### {l} : {v}"))),
    ("bold labels", |t| labels(t, |l, v| format!("**{l} :** {v}"))),
    ("bold labels, colon outside", |t| labels(t, |l, v| format!("**{l}** : {v}"))),
    ("bold values", |t| {
        labels(t, |l, v| {
            if v.is_empty() || v.contains('*') {
                format!("{l} : {v}")
            } else {
                format!("{l} : **{v}**")
            }
        })
    }),
    ("labels in capitals", upper_labels),
    ("labels in small letters", |t| labels(t, |l, v| format!("{} : {v}", l.to_lowercase()))),
    ("no space before the colon", |t| labels(t, |l, v| format!("{l}: {v}"))),
    ("no space around the colon", |t| labels(t, |l, v| format!("{l}:{v}"))),
    ("a no-break space before the colon", |t| labels(t, |l, v| format!("{l}\u{a0}: {v}"))),
    ("values on the next line", |t| labels(t, |l, v| format!("{l} :\n{v}"))),
    ("values in the next paragraph", |t| labels(t, |l, v| format!("{l} :\n\n{v}"))),
    ("labels as headings over their values", |t| labels(t, |l, v| format!("# {l}\n\n{v}"))),
    ("bold labels over their values", |t| labels(t, |l, v| format!("**{l} :**\n\n{v}"))),
    ("table", table),
    ("corps: other words", |t| spelled(t, "Corps", "Corps/Grade")),
    ("corps: category", |t| spelled(t, "Corps", "Corps/Catégorie")),
    ("corps: cadre", |t| spelled(t, "Corps", "Corps /Cadre / Domaine")),
    ("corps: filière", |t| spelled(t, "Corps", "Filière/cadre")),
    ("corps: grade d’emploi", |t| spelled(t, "Corps", "Corps ou grade d’emploi /Domaine")),
    ("residence: note before", |t| {
        spelled(
            t,
            "Durée de résidence exigée pour le recrutement sur titre",
            "Durée de résidence exigée (1) pour le recrutement sur titre",
        )
    }),
    ("residence: note sticks", |t| {
        spelled(
            t,
            "Durée de résidence exigée pour le recrutement sur titre",
            "Durée de résidence exigée(1) pour le recrutement sur titre",
        )
    }),
    ("residence: second note", |t| {
        spelled(
            t,
            "Durée de résidence exigée pour le recrutement sur titre",
            "Durée de résidence exigée pour le recrutement sur titre (2)",
        )
    }),
    ("residence: superscript", |t| {
        spelled(
            t,
            "Durée de résidence exigée pour le recrutement sur titre",
            "Durée de résidence exigée pour le recrutement sur titre ⁽¹⁾",
        )
    }),
    ("residence: half a superscript", |t| {
        spelled(
            t,
            "Durée de résidence exigée pour le recrutement sur titre",
            "Durée de résidence exigée pour le recrutement sur titre (¹)",
        )
    }),
    ("residence: tag", |t| {
        spelled(
            t,
            "Durée de résidence exigée pour le recrutement sur titre",
            "Durée de résidence exigée pour le recrutement sur titre<sup>(1)</sup>",
        )
    }),
    ("residence: formula", |t| {
        spelled(
            t,
            "Durée de résidence exigée pour le recrutement sur titre",
            "Durée de résidence exigée pour le recrutement sur titre $^{(1)}$",
        )
    }),
    ("residence: direct, short", |t| {
        spelled(
            t,
            "Durée de résidence exigée pour le recrutement direct",
            "Durée pour le recrutement direct d’un adjoint administratif",
        )
    }),
    ("several places", |t| spelled(t, "Lieu de travail", "Lieux de travail")),
    ("several posts", |t| spelled(t, "Poste à pourvoir", "Postes à pourvoir")),
    ("a vacant post", |t| spelled(t, "Poste à pourvoir", "Poste vacant à pourvoir")),
    ("straight apostrophes", |t| t.replace('’', "'")),
    ("curly apostrophes", |t| t.replace('\'', "’")),
    ("no-break hyphens", |t| between_letters(t, '-', '\u{2011}')),
    ("no-break spaces", |t| lines(t, |l| Some(every_third_space(l)))),
    ("superscript ordinals", |t| t.replace("1er ", "1ᵉʳ ").replace("2ème ", "2ᵉ ")),
    ("ordinals in tags", |t| {
        t.replace("1er ", "1<sup>er</sup> ").replace("2ème ", "2<sup>ème</sup> ")
    }),
    ("short ordinals", |t| t.replace("2ème ", "2e ")),
    ("double bullets", |t| lines(t, |l| l.strip_prefix("- ").map(|l| format!("- - {l}")))),
    ("round bullets", |t| lines(t, |l| l.strip_prefix("- ").map(|l| format!("• {l}")))),
    ("starred bullets", |t| lines(t, |l| l.strip_prefix("- ").map(|l| format!("* {l}")))),
    ("bullets that stick", |t| {
        lines(t, |l| {
            l.strip_prefix("- ")
                .filter(|l| l.starts_with(char::is_uppercase))
                .map(|l| format!("-{l}"))
        })
    }),
    ("indented bullets", |t| lines(t, |l| l.strip_prefix("- ").map(|l| format!("   - {l}")))),
    ("wrapped lines", wrapped),
    ("page numbers", |t| debris(t, "2")),
    ("pages of pages", |t| debris(t, "1/2")),
    ("more on the next page", |t| debris(t, "…/…")),
    ("rules", |t| debris(t, "---")),
    ("a slogan above", |t| above(t, "LE MONDE À PORTÉE DE MAIN")),
    ("an address above", |t| above(t, "opt.nc")),
    ("letters of a logo above", |t| above(t, "QPT")),
    ("a picture above", |t| above(t, "![img](logo.png)")),
    ("front matter", |t| {
        if t.starts_with("---") { t.to_owned() } else { format!("---\ntitle: avis\n---\n{t}") }
    }),
    ("numbers of days", |t| dates(t, |d, m, y| format!("{d:02}/{m:02}/{y}"))),
    ("short numbers of days", |t| dates(t, |d, m, y| format!("{d}/{m}/{}", &y[2..]))),
    ("two digits of days", |t| dates(t, |d, m, y| format!("{d:02} {} {y}", MONTHS[m - 1]))),
    ("months in capitals", |t| {
        dates(t, |d, m, y| format!("{d} {} {y}", MONTHS[m - 1].to_uppercase()))
    }),
    ("months without accents", |t| {
        t.replace("février", "fevrier").replace("août", "aout").replace("décembre", "decembre")
    }),
    ("windows line ends", |t| t.replace('\n', "\r\n")),
    ("spaces at the ends of lines", |t| t.replace('\n', "  \n")),
    ("two spaces", |t| {
        lines(t, |l| (!l.starts_with(['-', ' ', '|'])).then(|| l.replace(' ', "  ")))
    }),
    ("empty lines doubled", |t| t.replace("\n\n", "\n\n\n\n")),
    ("residence in other words", |t| {
        t.replace("au moins égale à 5 ans", "égale au moins à 5 ans")
            .replace("au moins égale à 10 ans", "au moins ou égale à 10 ans")
    }),
    ("residence shortened", |t| {
        t.replace("au moins égale à 5 ans", "au moins égal à 5 ans")
            .replace("au moins égale à 10 ans", "au moins égale 10 ans")
    }),
    ("residence in years of residence", |t| {
        t.replace("au moins égale à 5 ans", "au moins 5 ans de résidence")
            .replace("au moins égale à 10 ans", "au moins 10 ans de résidence")
    }),
    ("at once, in other words", |t| {
        labels(t, |l, v| {
            format!(
                "{l} : {}",
                if l == "Poste à pourvoir" && v == "immédiatement" {
                    "dès que possible"
                } else {
                    v
                }
            )
        })
    }),
    ("at once, in English", |t| {
        labels(t, |l, v| {
            format!(
                "{l} : {}",
                if l == "Poste à pourvoir" && v == "immédiatement" { "immediately" } else { v }
            )
        })
    }),
    ("at once, in capitals", |t| {
        labels(t, |l, v| {
            format!(
                "{l} : {}",
                if l == "Poste à pourvoir" && v == "immédiatement" {
                    "IMMÉDIATEMENT"
                } else {
                    v
                }
            )
        })
    }),
    ("parts as headings", |t| parts(t, |p| format!("# {p}"))),
    ("parts as deep headings", |t| parts(t, |p| format!("#### {p}"))),
    ("bold parts", |t| parts(t, |p| format!("**{p}**"))),
    ("parts in capitals", |t| parts(t, str::to_uppercase)),
    ("parts without colon", |t| {
        parts(t, |p| format!("# {}", p.trim_end_matches([':', ' ', '\u{a0}'])))
    }),
    ("what is to be known, spaced", |t| {
        t.replace("Savoir / Connaissance / Diplôme exigé", "Savoir/Connaissance/ Diplôme exigé")
    }),
    ("what is to be known, required", |t| {
        t.replace("Savoir / Connaissance / Diplôme exigé", "Savoir / Connaissance / Diplôme requis")
    }),
];

/// Prints the labels that begin so in another spelling.
fn spelled(text: &str, beginning: &str, spelling: &str) -> String {
    labels(text, |label, value| {
        let label = if label.starts_with(beginning) { spelling } else { label };
        format!("{label} : {value}")
    })
}

/// Rewrites the lines that begin a part.
fn parts(text: &str, rewrite: impl Fn(&str) -> String) -> String {
    lines(text, |line| {
        let own = line.trim_start_matches(['#', ' ']).trim_matches('*').trim();
        let begins = [
            "Détails de l’offre",
            "Missions",
            "Activités principales",
            "Activités secondaires",
            "Profil du candidat",
            "Savoir / Connaissance / Diplôme exigé",
            "Savoir-faire",
            "Comportement professionnel",
            "Caractéristiques particulières de l’emploi",
            "Contact et informations complémentaires",
        ];
        let plain = own.replace('\'', "’");
        let bare = plain.trim_end_matches([':', ' ', '\u{a0}']);
        begins.contains(&bare).then(|| rewrite(own))
    })
}

fn between_letters(text: &str, from: char, to: char) -> String {
    let chars: Vec<char> = text.chars().collect();
    let letter = |i: usize| chars.get(i).is_some_and(|c| c.is_alphabetic());
    chars
        .iter()
        .enumerate()
        .map(|(i, c)| if *c == from && i > 0 && letter(i - 1) && letter(i + 1) { to } else { *c })
        .collect()
}

/// Not in bullets, whose space belongs to the mark.
fn every_third_space(line: &str) -> String {
    let mut count = 0;
    line.char_indices()
        .map(|(i, c)| {
            count += usize::from(c == ' ');
            if c == ' ' && i > 6 && count % 3 == 0 { '\u{a0}' } else { c }
        })
        .collect()
}

fn texts(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found: Vec<(String, String)> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let text =
                path.extension().is_some_and(|e| e == "md").then(|| fs::read_to_string(&path))?;
            Some((path.file_stem()?.to_string_lossy().into_owned(), text.ok()?))
        })
        .collect();
    found.sort();
    found
}

/// Where layouts change what is read: the layout, the notice, and the first fact that differs.
fn changes(notices: &[(String, String)]) -> (usize, Vec<String>) {
    let mut changed = Vec::new();
    let mut tried = 0;
    for (name, text) in notices {
        let text = lines(text, |_| None);
        let expected = facts(&text);
        for (layout, rewrite) in LAYOUTS {
            let other = rewrite(&text);
            if other == text {
                continue;
            }
            tried += 1;
            let found = facts(&other);
            if found != expected {
                let differs = expected.iter().zip(&found).find(|(a, b)| a != b);
                let (a, b) = differs.map_or(("", ""), |(a, b)| (a.as_str(), b.as_str()));
                changed.push(format!("{layout} | {name} | {a} | {b}"));
            }
        }
    }
    (tried, changed)
}

#[test]
fn our_notices_say_the_same_in_every_layout() {
    let mut ours = texts("tests/data/notices");
    ours.extend(texts("examples/samples/notices"));
    assert!(ours.len() >= 16);
    let (tried, changed) = changes(&ours);
    assert!(tried > 500, "{tried}");
    assert!(changed.is_empty(), "{} of {tried}\n{}", changed.len(), changed.join("\n"));
}

#[test]
fn real_notices_say_the_same_in_every_layout() {
    let mut real = texts("../shared/notices/text");
    real.extend(texts("../shared/notices/opt"));
    if real.is_empty() {
        eprintln!("MISSING ../shared/notices: NOT COVERED");
        return;
    }
    let (tried, changed) = changes(&real);
    assert!(changed.is_empty(), "{} of {tried}\n{}", changed.len(), changed.join("\n"));
}
