//! Dates as notices print them.
//!
//! `Vendredi 2 mai 2025`, `02/05/2025`, `2/5/25`, `1er avril 2025`, `avril 2025`, `entre avril et juin 2025`.

use std::ops::Range;

use crate::base::PartialDate;

/// A date found in folded words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    /// The date.
    pub date: PartialDate,
    /// The weekday printed before it, Monday = 1.
    pub weekday: Option<i8>,
    /// Where it begins in the folded words.
    pub start: usize,
    /// One past its end.
    pub end: usize,
}

const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];
const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

#[derive(Clone, Copy, Debug)]
enum Part<'a> {
    Number(&'a str),
    Word(&'a str),
    Mark(u8),
}

/// The first date in folded words, looking at no more than forty words. Constant time.
pub(crate) fn find(words: &str) -> Option<Printed> {
    // Every date ends with the number of a year.
    if !words.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let parts = split(words);
    (0..parts.len()).find_map(|i| date_at(&parts, i))
}

fn split(words: &str) -> Vec<(Part<'_>, Range<usize>)> {
    let bytes = words.as_bytes();
    let mut parts = Vec::with_capacity(12);
    let mut i = 0;
    while let Some(first) = bytes.get(i).copied() {
        if parts.len() >= 40 {
            break;
        }
        let start = i;
        let same = |b: &u8| {
            if first.is_ascii_digit() { b.is_ascii_digit() } else { b.is_ascii_lowercase() }
        };
        if first.is_ascii_digit() || first.is_ascii_lowercase() {
            while bytes.get(i).is_some_and(same) {
                i += 1;
            }
            let word = words.get(start..i).unwrap_or_default();
            let part = if first.is_ascii_digit() { Part::Number(word) } else { Part::Word(word) };
            parts.push((part, start..i));
        } else {
            i += 1;
            if matches!(first, b'/' | b'.' | b'-') {
                parts.push((Part::Mark(first), start..i));
            }
        }
    }
    parts
}

fn date_at(parts: &[(Part<'_>, Range<usize>)], i: usize) -> Option<Printed> {
    let part = |k: usize| parts.get(k).map(|(part, _)| *part);
    let year_at = |k: usize| match part(k) {
        Some(Part::Number(n)) => year(n),
        _ => None,
    };
    let printed = |date: PartialDate, last: usize| {
        let weekday = i.checked_sub(1).and_then(|before| match part(before) {
            Some(Part::Word(w)) => weekday(w),
            _ => None,
        });
        let start = parts.get(i - usize::from(weekday.is_some())).map_or(0, |(_, r)| r.start);
        let end = parts.get(last).map_or(start, |(_, r)| r.end);
        Printed { date, weekday, start, end }
    };
    match part(i)? {
        Part::Number(day) => {
            let day: i8 = if day.len() <= 2 { day.parse().ok()? } else { return None };
            // 2 mai 2025, 1er avril 2025
            let mut k = i + 1;
            if matches!(part(k), Some(Part::Word("er" | "eme" | "e"))) {
                k += 1;
            }
            if let Some(Part::Word(word)) = part(k) {
                let month = month(word)?;
                return Some(printed(PartialDate::new(year_at(k + 1)?, month, day)?, k + 1));
            }
            // 02/05/2025, 02.05.25
            let (Some(Part::Mark(a)), Some(Part::Number(month)), Some(Part::Mark(b))) =
                (part(i + 1), part(i + 2), part(i + 3))
            else {
                return None;
            };
            let month: i8 = if month.len() <= 2 { month.parse().ok()? } else { return None };
            let date = PartialDate::new(year_at(i + 4)?, month, day)?;
            (a == b).then(|| printed(date, i + 4))
        }
        Part::Word(word) => {
            // `30 février 2025` is no day, and no month either.
            if matches!(i.checked_sub(1).and_then(part), Some(Part::Number(_))) {
                return None;
            }
            let month = month(word)?;
            if let Some(year) = year_at(i + 1) {
                return Some(printed(PartialDate::month(year, month)?, i + 1));
            }
            // avril et juin 2025, avril / mai 2025: from the first
            match (part(i + 1), part(i + 2)) {
                (Some(Part::Word("et" | "ou" | "a") | Part::Mark(_)), Some(Part::Word(next))) => {
                    self::month(next)?;
                    Some(printed(PartialDate::month(year_at(i + 3)?, month)?, i + 3))
                }
                _ => None,
            }
        }
        Part::Mark(_) => None,
    }
}

fn year(digits: &str) -> Option<i16> {
    match digits.len() {
        4 => digits.parse().ok().filter(|y| (1990..=2100).contains(y)),
        2 => digits.parse::<i16>().ok().map(|y| 2000 + y),
        _ => None,
    }
}

fn month(word: &str) -> Option<i8> {
    MONTHS.iter().position(|m| *m == word).and_then(|i| i8::try_from(i + 1).ok())
}

fn weekday(word: &str) -> Option<i8> {
    DAYS.iter().position(|d| *d == word).and_then(|i| i8::try_from(i + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn every_form_is_read() {
        for (words, date, weekday) in [
            ("vendredi 2 mai 2025", "2025-05-02", Some(5)),
            ("vendredi 02 mai 2025", "2025-05-02", Some(5)),
            ("02/05/2025", "2025-05-02", None),
            ("vendredi 7/2/25", "2025-02-07", Some(5)),
            ("1er avril 2025", "2025-04-01", None),
            ("a compter du 1er aout 2025 au plus tard", "2025-08-01", None),
            ("avril 2025", "2025-04", None),
            ("entre avril et juin 2025", "2025-04", None),
            ("3 postes, vacants au 03/03/2025", "2025-03-03", None),
        ] {
            let found = find(words).unwrap();
            assert_eq!(
                (found.date.to_string().as_str(), found.weekday),
                (date, weekday),
                "{words}"
            );
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for words in
            ["", "immediatement", "30 fevrier 2025", "31/04/2025", "mai", "2025", "12/2025"]
        {
            assert_eq!(find(words), None, "{words}");
        }
    }
}
