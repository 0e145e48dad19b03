//! The title, chosen among the lines of the header that no field took.

use super::{
    fields::Fields,
    header::{HEADER_LINE, Page, Stray},
    remark::{Remark, RemarkKind},
    scan::Mark,
    units,
};
use crate::text::{Quote, breaks_off, continues};
use std::borrow::Cow;

impl Fields {
    /// Chooses the title among the stray lines and reports what is left.
    pub(super) fn choose_title(
        &mut self,
        page: Page<'_>,
        stray: &[Stray],
        remarks: &mut Vec<Remark>,
    ) {
        let source = page.source;
        let employer = self.employer.as_ref().map(|e| page.words(e)).unwrap_or_default();
        let mut best: Option<(u32, usize)> = None;
        let mut kept: Vec<(usize, Quote)> = Vec::new();
        let mut chosen_words = Cow::Borrowed("");
        for (i, line) in stray.iter().enumerate() {
            let quote = Quote::new(source, line.range.clone());
            let words = page.words(&quote);
            if !line.early || is_debris(&words, &employer) || line.range.len() > 300 {
                let noise = is_debris(&words, &employer);
                if !noise && line.range.len() < HEADER_LINE {
                    let span = Some(quote.span());
                    let kind = RemarkKind::UnreadLine { line: quote.text };
                    remarks.push(Remark { kind, span });
                }
                continue;
            }
            // Before the reference first, then headings, then words in number.
            let worth = u32::from(line.before_reference) * 1_000
                + u32::from(names_trade(&words)) * 300
                + u32::from(line.mark == Mark::Heading || i == 0) * 100
                + words.split(' ').count().min(20) as u32 * 10
                + words.len().min(9) as u32;
            if best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, kept.len()));
                chosen_words = words;
            }
            kept.push((i, quote));
        }
        let Some((_, chosen)) = best else { return };
        // A title broken over two lines.
        let neighbour = |a: usize, b: usize| {
            let (Some((x, first)), Some((y, second))) = (kept.get(a), kept.get(b)) else {
                return false;
            };
            // Of two headings the second is the rest where it names no trade of its own.
            let rest = stray.get(*y).is_some_and(|s| s.mark == Mark::Heading)
                && stray.get(*x).is_some_and(|s| s.mark == Mark::Heading)
                && names_trade(&crate::text::fold(&first.text))
                && !names_trade(&crate::text::fold(&second.text))
                && second.text.contains(' ');
            y == &(x + 1)
                && (rest
                    || breaks_off(&first.text)
                    || continues(&second.text)
                    || second.text.starts_with(['(', '\u{2013}'])
                    || dashed(source, second))
                && stray.get(*x).map(|s| s.before_reference)
                    == stray.get(*y).map(|s| s.before_reference)
        };
        let (mut from, mut to) = (chosen, chosen);
        while from > 0 && neighbour(from - 1, from) {
            from -= 1;
        }
        while neighbour(to, to + 1) {
            to += 1;
        }
        let mut title: Option<Quote> = None;
        for (k, (i, quote)) in kept.iter().enumerate() {
            let joined = (from..=to).contains(&k);
            match (&mut title, joined) {
                (None, true) => title = Some(quote.clone()),
                (Some(title), true) => title.join(source, quote.range.clone()),
                // The service may stand under the title.
                (_, false) if self.service.is_none() && units::is_service(&page.words(quote)) => {
                    self.service = Some(quote.clone());
                }
                (_, false) => {
                    let span = Some(quote.span());
                    // The same title again in other letters says nothing new.
                    if stray.get(*i).is_some_and(|s| s.early)
                        && !repeats(&quote.text, &chosen_words)
                    {
                        let kind = RemarkKind::UnreadLine { line: quote.text.clone() };
                        remarks.push(Remark { kind, span });
                    }
                }
            }
        }
        self.title = title;
    }
}

/// Whether a dash, taken for a bullet, stands before the words.
fn dashed(source: &str, quote: &Quote) -> bool {
    let before = source.get(..quote.range.start).unwrap_or_default();
    before.trim_end_matches(' ').ends_with(['-', '\u{2013}'])
}

/// Whether the words of one title are all in the other.
fn repeats(text: &str, other: &str) -> bool {
    let squeezed = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    squeezed(other).contains(&squeezed(&crate::text::fold(text)))
}

/// Whether folded words name a trade, as titles do: by an ending of the names of agents, or by a word such as *chef*.
pub(super) fn names_trade(words: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "eur", "euse", "trice", "ien", "ienne", "iste", "aire", "able", "ier", "iere", "ant",
        "ante", "logue", "ecte", "maitre", "decin", "macien",
    ];
    const TRADES: &[&str] = &[
        "chef",
        "cheffe",
        "charge",
        "chargee",
        "adjoint",
        "adjointe",
        "agent",
        "agents",
        "attache",
        "attachee",
        "referent",
        "expert",
        "cadre",
        "president",
        "aide",
        "sage",
        "sous-chef",
        "chefs",
        "charges",
    ];
    words
        .split([' ', '-', '/', '(', ')', ','])
        .map(|w| w.trim_end_matches('s'))
        .filter(|w| w.len() > 3)
        .take(6)
        .any(|w| TRADES.contains(&w) || w.len() > 5 && ENDINGS.iter().any(|e| w.ends_with(e)))
}

/// Words of a logo or a letterhead: an address of the web, a slogan, the name of an institution, words of the employer.
fn is_debris(words: &str, employer: &str) -> bool {
    const INSTITUTIONS: &[&str] = &[
        "province",
        "centre hospitalier",
        "vice-rectorat",
        "direction generale",
        "de la nouvelle-caledonie",
        "ville de",
        "ville d",
        "ville",
        "mairie",
        "commune",
        "congres",
        "universite",
        "gouvernement",
        "republique",
        "agence sanitaire",
        "office des",
        "institut",
        "nouvelle-caledonie",
        "nouvelle caledonie",
        "le monde a portee de main",
        "reorganisation",
        "offre d'emploi",
        "offre d emploi",
        "avis de vacance",
        "la nouvelle-caledonie recrute",
        "centre",
        "mouvement",
        "intitule du poste",
    ];
    let words = words.trim_matches([' ', ':', '-', '.']);
    let letters = words.chars().filter(|c| c.is_alphabetic()).take(3).count();
    let dotted = words.contains('.');
    if letters < 3 || dotted && (words.contains("www.") || words.contains(".nc")) {
        return true;
    }
    let first = words.as_bytes().first();
    let institution = INSTITUTIONS.iter().any(|name| {
        name.as_bytes().first() == first
            && words.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    if institution && (words.split(' ').count() <= 9 || words.starts_with("offre d")) {
        return true;
    }
    let own = |word: &str| {
        word.len() <= 3 || employer.split([' ', '\'', '-', '(', ')']).any(|e| e == word)
    };
    !employer.is_empty() && words.split([' ', '-', '\'']).all(own)
}
