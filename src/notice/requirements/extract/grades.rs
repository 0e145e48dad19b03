//! Diploma levels that are tied to a corps or a grade.

use crate::model::{level_numeral, placed_words, years_after_bac};

/// The diploma level asked for one grade: *niveau 7 pour le 2ème grade*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::notice) struct GradeLevel {
    /// First word of the corps, folded; empty where only the grade is named.
    pub corps: String,
    pub grade: Option<u8>,
    pub level: u8,
}

/// Reads levels that are tied to a corps or a grade.
pub(in crate::notice) fn grade_levels(text: &str) -> Vec<GradeLevel> {
    enum Event {
        Level(u8),
        Scope(String, Option<u8>),
    }
    let words: Vec<String> = placed_words(text).into_iter().map(|(w, _)| w).collect();
    let mut events = Vec::new();
    let mut corps = String::new();
    for (i, word) in words.iter().enumerate() {
        let next = words.get(i + 1).map_or("", String::as_str);
        let level = match word.as_str() {
            "niveau" => level_numeral(next),
            "bac" => years_after_bac(next),
            _ => None,
        };
        if let Some(level) = level {
            // `niveau 6 (bac+3)` says one thing twice.
            if !matches!(events.last(), Some(Event::Level(l)) if *l == level) {
                events.push(Event::Level(level));
            }
            continue;
        }
        let grade = crate::model::printed::corps::grade(word).filter(|_| {
            next.starts_with("grade")
                || word.len() > 1 && words.get(i + 2).is_some_and(|w| w.starts_with("grade"))
        });
        if matches!(
            word.as_str(),
            "ingenieur" | "technicien" | "attache" | "redacteur" | "controleur"
        ) && !matches!(words.get(i.wrapping_sub(2)).map(String::as_str), Some("diplome"))
            && !matches!(words.get(i.wrapping_sub(1)).map(String::as_str), Some("d"))
        {
            corps.clone_from(word);
            let graded = words.iter().skip(i + 1).take(3).any(|w| w.starts_with("grade"));
            if !graded {
                events.push(Event::Scope(corps.clone(), None));
            }
        } else if grade.is_some() {
            events.push(Event::Scope(corps.clone(), grade));
        }
    }
    let first_scope = matches!(events.first(), Some(Event::Scope(..)));
    let mut found = Vec::new();
    let mut level = None;
    let mut scopes: Vec<(String, Option<u8>)> = Vec::new();
    for event in events {
        match (event, first_scope) {
            (Event::Level(l), false) => level = Some(l),
            (Event::Scope(corps, grade), false) => {
                if let Some(level) = level {
                    found.push(GradeLevel { corps, grade, level });
                }
            }
            (Event::Scope(corps, grade), true) => scopes.push((corps, grade)),
            (Event::Level(level), true) => {
                for (corps, grade) in scopes.drain(..) {
                    found.push(GradeLevel { corps, grade, level });
                }
            }
        }
    }
    found
}
