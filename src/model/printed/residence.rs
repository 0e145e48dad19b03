//! Residence lines: how many years, and for whom.
//!
//! `au moins égale à 5 ans` is a minimum; `inférieure à 3 ans` says that any duration suffices; `/` and nothing say
//! nothing. One line may hold several, each before or after its corps, grade, domain or diploma.

use std::ops::Range;

use super::corps::{self, Corps};
use crate::{
    model::{ResidenceRule, numbered_levels, title_words},
    text::{Folded, View},
};

/// What a residence line says for the corps, grades and domains it names; all of them where it names none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Whom it concerns; empty for everybody.
    pub corps: Vec<Corps>,
    /// Grades named without a corps.
    pub grades: Vec<u8>,
    /// The diploma level it is tied to.
    pub diploma_level: Option<u8>,
    /// The duration.
    pub rule: ResidenceRule,
    /// Whether it concerns direct recruitment.
    pub direct: bool,
    /// Where it stands.
    pub range: Range<usize>,
}

/// What stands in one residence line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its rules.
    pub rules: Vec<Rule>,
    /// Whether something stands there that is neither a duration nor a sign of its absence.
    pub unread: bool,
}

struct Duration {
    words: Range<usize>,
    rule: Option<ResidenceRule>,
}

/// Whether folded words look like a residence line's value.
pub(crate) fn looks_like(words: &str) -> bool {
    has_years(words)
        && !durations(words, &split(words)).is_empty()
        && (words.contains("moins")
            || words.contains("egal")
            || words.contains("inferieur")
            || words.contains("ans pour")
            || words.trim().ends_with("ans"))
        && !words.contains("experience")
}

/// Whether a word is or begins like `an`.
fn has_years(words: &str) -> bool {
    let mut before = b' ';
    words.bytes().zip(words.bytes().skip(1)).any(|(own, next)| {
        let begins = own == b'a' && next == b'n' && !before.is_ascii_alphanumeric();
        before = own;
        begins
    })
}

/// Reads the value of a residence line. Linear.
pub(crate) fn parse(source: &str, range: Range<usize>, direct: bool) -> Line {
    parse_folded(Folded::new(source, range, 4_000).whole(), direct)
}

/// The same, of words that are folded already.
pub(crate) fn parse_folded(folded: View<'_>, direct: bool) -> Line {
    let text = folded.text;
    let tokens = split(text);
    let found = durations(text, &tokens);
    let mut line = Line::default();
    if found.is_empty() {
        let said = text.trim_matches([' ', '/', '.', ':', '-', '(', ')', '1', '2', ';', ',']);
        let frame = said.is_empty()
            || said == "neant"
            || said == "sans objet"
            || said == "null"
            || said.starts_with("pour le recrutement")
            || said.starts_with("sur titre");
        line.unread = !frame;
        return line;
    }
    // Whether the scope stands before its duration or after it shows at the first.
    let lead = text.get(..found.first().map_or(0, |d| d.words.start)).unwrap_or_default();
    let prefixed = !stripped(lead).1.is_empty();
    let direct = direct || lead.contains("recrutement direct");
    for (i, duration) in found.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|k| found.get(k)).map_or(0, |d| d.words.end);
        let after = found.get(i + 1).map_or(text.len(), |d| d.words.start);
        let scope = if prefixed { before..duration.words.start } else { duration.words.end..after };
        let Some(rule) = duration.rule else {
            line.unread = true;
            continue;
        };
        let words = text.get(scope.clone()).unwrap_or_default();
        let (skip, kept) = stripped(words);
        let start = scope.start + skip;
        let own = folded.span(start..start + kept.len());
        let said = folded.span(duration.words.clone());
        let mut rule = Rule {
            corps: Vec::new(),
            grades: Vec::new(),
            diploma_level: numbered_levels(&title_words(kept)).next(),
            rule,
            direct: direct || words.contains("recrutement direct"),
            range: if kept.is_empty() {
                said.clone()
            } else {
                said.start.min(own.start)..said.end.max(own.end)
            },
        };
        if rule.diploma_level.is_none() && !kept.is_empty() {
            scope_of(folded.part(start..start + kept.len()), &mut rule);
        }
        line.rules.push(rule);
    }
    line
}

/// Reads whom a duration concerns.
fn scope_of(own: View<'_>, rule: &mut Rule) {
    let first = own.text.split(' ').next().unwrap_or_default();
    let corps = corps::begins_corps(own.text);
    if corps || corps::grade(first).is_some() || corps::is_domain(own.text) {
        let named = corps::parse(own);
        if corps {
            rule.corps = named;
        } else {
            rule.grades = named.into_iter().flat_map(|c| c.grades).collect();
        }
    }
}

/// Words without those that only lead to whom a duration concerns, and the length of what was dropped in front.
fn stripped(words: &str) -> (usize, &str) {
    const LEADS: &[&str] = &[
        "pour",
        "les",
        "le",
        "la",
        "un",
        "une",
        "des",
        "d'un",
        "de",
        "du",
        "recrutement",
        "sur",
        "titre",
        "direct",
        "(1)",
        "(2)",
        ":",
        "-",
        ",",
        ".",
        ";",
        "d'une",
        "duree",
        "residence",
        "exigee",
        "est",
        "/",
        "et",
        "uniquement",
        "adjoint administratif",
        "dans",
    ];
    let mut rest = words.trim_start();
    'next: loop {
        for lead in LEADS {
            if let Some(after) = rest.strip_prefix(lead)
                && (after.is_empty()
                    || after.starts_with(' ')
                    || lead.len() == 1
                        && lead.as_bytes().first().is_some_and(u8::is_ascii_punctuation))
            {
                // The corps of direct recruitment is worth keeping where a name follows.
                rest = after.trim_start();
                continue 'next;
            }
        }
        if let Some(after) = rest.strip_prefix("l'").or_else(|| rest.strip_prefix("d'")) {
            rest = after;
            continue;
        }
        break;
    }
    let skip = words.len() - rest.len();
    let mut kept = rest.trim_end_matches([' ', ':', '-', ',', ';', '.', '(']);
    for tail in [" et", " ou", " uniquement", " pour"] {
        kept = kept
            .strip_suffix(tail)
            .unwrap_or(kept)
            .trim_end_matches([' ', ':', '-', ',', ';', '.']);
    }
    (skip, kept)
}

fn split(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (i, b) in text.bytes().enumerate() {
        let inside = b.is_ascii_alphanumeric() || b >= 0x80;
        match (inside, start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                found.push(from..i);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        found.push(from..text.len());
    }
    found
}

/// Every `… N ans` that is no experience, with the words that lead to it.
fn durations(text: &str, tokens: &[Range<usize>]) -> Vec<Duration> {
    let word = |i: usize| tokens.get(i).and_then(|r| text.get(r.clone())).unwrap_or_default();
    let mut found: Vec<Duration> = Vec::new();
    for i in 1..tokens.len() {
        if !matches!(word(i), "ans" | "an" | "annees") || word(i + 2) == "experience" {
            continue;
        }
        let Some(years) = number(word(i - 1)) else { continue };
        let mut first = i - 1;
        let mut below = false;
        while let Some(before) = first.checked_sub(1) {
            match word(before) {
                "inferieure" | "inferieur" | "inferieures" => below = true,
                "au" | "moins" | "egale" | "egal" | "a" | "ou" | "minimum" | "superieure"
                | "superieur" => {}
                _ => break,
            }
            first = before;
        }
        // `au moins égale à 5 ans`: an `ou` alone in front belongs to the scope before it.
        while first < i - 1 && matches!(word(first), "ou" | "a") {
            first += 1;
        }
        let rule = match (below, years) {
            (true, 1..=3) => Some(ResidenceRule::NoMinimum),
            (true, _) => None,
            (false, 1..=60) => Some(ResidenceRule::AtLeast { years }),
            (false, _) => None,
        };
        let mut last = i;
        if word(i + 1) == "de" && word(i + 2) == "residence" {
            last = i + 2;
        }
        let start = tokens.get(first).map_or(0, |r| r.start);
        let end = tokens.get(last).map_or(text.len(), |r| r.end);
        found.push(Duration { words: start..end, rule });
    }
    found
}

fn number(word: &str) -> Option<u8> {
    match word {
        "un" => Some(1),
        "deux" => Some(2),
        "trois" => Some(3),
        "quatre" => Some(4),
        "cinq" => Some(5),
        "dix" => Some(10),
        digits => digits.parse().ok().filter(|n| *n > 0),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::model::ResidenceRule::{self, AtLeast, NoMinimum};

    fn read(text: &str) -> Vec<(Vec<String>, Vec<u8>, ResidenceRule)> {
        parse(text, 0..text.len(), false)
            .rules
            .into_iter()
            .map(|r| {
                let grades =
                    r.corps.iter().flat_map(|c| c.grades.clone()).chain(r.grades).collect();
                (r.corps.into_iter().map(|c| c.key).collect(), grades, r.rule)
            })
            .collect()
    }

    fn rule(
        corps: &[&str],
        grades: &[u8],
        rule: ResidenceRule,
    ) -> (Vec<String>, Vec<u8>, ResidenceRule) {
        (corps.iter().map(|c| (*c).to_owned()).collect(), grades.to_vec(), rule)
    }

    #[test]
    fn values_without_scope() {
        for text in [
            "au moins égale à 5 ans",
            "au moins égale 5 ans.",
            "au moins égal à 5 ans",
            "au moins ou égale à 5 ans",
            "égale au moins à 5 ans",
            "au moins 5 ans de résidence",
            "au moins égale à cinq ans",
            "5 ans",
        ] {
            assert_eq!(read(text), [rule(&[], &[], AtLeast { years: 5 })], "{text}");
        }
        assert_eq!(read("inférieure à 3 ans"), [rule(&[], &[], NoMinimum)]);
        for text in ["/", "", " : / ", "(1) :"] {
            assert_eq!(read(text), [], "{text}");
            assert!(!parse(text, 0..text.len(), false).unread, "{text}");
        }
        assert!(parse("inférieure à 5 ans", 0..19, false).unread);
    }

    #[test]
    fn scopes_before_and_after() {
        assert_eq!(
            read(
                "Ingénieur 1er et 2ème grade du domaine de l'informatique : au moins égale à 5 ans."
            ),
            [rule(&["ingenieur"], &[1, 2], AtLeast { years: 5 })]
        );
        assert_eq!(
            read("Médecin : inférieure à 3 ans - Pharmacien : au moins égale à 10 ans"),
            [rule(&["medecin"], &[], NoMinimum), rule(&["pharmacien"], &[], AtLeast { years: 10 })]
        );
        assert_eq!(
            read(
                "au moins égale à 5 ans pour ingénieur 1er grade et 10 ans pour technicien 2ème grade"
            ),
            [
                rule(&["ingenieur"], &[1], AtLeast { years: 5 }),
                rule(&["technicien"], &[2], AtLeast { years: 10 })
            ]
        );
        assert_eq!(
            read(
                "pour le recrutement sur titre (1) : Ingénieur 1er grade : au moins égale à 5 ans"
            ),
            [rule(&["ingenieur"], &[1], AtLeast { years: 5 })]
        );
        assert_eq!(
            read("Pour les ingénieurs 1er grade ou 2ème grade uniquement - au moins égale à 5 ans"),
            [rule(&["ingenieurs"], &[1, 2], AtLeast { years: 5 })]
        );
    }

    #[test]
    fn a_duration_may_hang_on_a_diploma() {
        let text = "au moins égale à 10 ans pour un diplôme de niveau 7 dans le domaine juridique";
        let rules = parse(text, 0..text.len(), false).rules;
        assert_eq!(rules[0].diploma_level, Some(7));
        assert_eq!(rules[0].rule, AtLeast { years: 10 });
    }

    #[test]
    fn direct_recruitment_and_experience() {
        let text = "pour le recrutement direct d'un adjoint administratif : au moins 10 ans.";
        assert!(parse(text, 0..text.len(), false).rules[0].direct);
        assert_eq!(read("au moins 5 ans d'expérience"), []);
    }
}
