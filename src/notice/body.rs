//! The parts below the header and their items: wrapped lines joined, bullets split, lines that only lead to a list told
//! from items.

use crate::text::{Quote, breaks_off, continues, open_brackets, word_breaks_off};
use std::ops::Range;

use super::{
    labels::Part,
    scan::{Line, Mark},
};

/// A line and the part it stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub part: Part,
    pub line: Line,
    pub role: Role,
}

/// What a line is to the paragraphs and bullets of its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It begins one.
    Begins,
    /// It goes on with the last one.
    GoesOn,
    /// It says nothing; what it stands in goes on behind it.
    Noise,
}

/// A paragraph or bullet of a part.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub part: Part,
    pub quote: Quote,
    /// It only introduces what follows.
    pub lead: bool,
    /// How its first line began.
    pub mark: Mark,
    /// A star at its end: it may be acquired after taking up the post.
    pub starred: bool,
}

/// The items of all parts, in the order of the text. Linear.
pub(super) fn items(source: &str, lines: &[Placed]) -> Vec<Item> {
    let mut items = Vec::with_capacity(lines.len());
    let mut open: Option<Item> = None;
    for placed in lines {
        let range = placed.line.range();
        match (placed.role, &mut open) {
            (Role::Noise, _) | (Role::GoesOn, None) => {}
            (Role::GoesOn, Some(item)) => item.quote.join(source, range),
            (Role::Begins, last) => {
                let quote = Quote::new(source, range);
                let (part, mark) = (placed.part, placed.line.mark);
                let item = Item { part, quote, lead: false, mark, starred: false };
                if let Some(whole) = last.replace(item) {
                    split_run(source, whole, &mut items);
                }
            }
        }
    }
    if let Some(whole) = open {
        split_run(source, whole, &mut items);
    }
    for item in &mut items {
        finish(item);
    }
    items
}

/// First words of the short phrases of which lists of qualities and knowledge consist.
const OPENERS: &[&str] = &[
    "aisance",
    "aptitude",
    "aptitudes",
    "autonomie",
    "avoir",
    "bonne",
    "bonnes",
    "capacite",
    "capacites",
    "conduite",
    "connaissance",
    "connaissances",
    "controle",
    "courtoisie",
    "curiosite",
    "discretion",
    "disponibilite",
    "dynamisme",
    "ecouter",
    "esprit",
    "etre",
    "faculte",
    "faire",
    "force",
    "gerer",
    "gestion",
    "maitrise",
    "maitriser",
    "notions",
    "organisation",
    "ponctualite",
    "produits",
    "qualites",
    "reactivite",
    "reglementation",
    "regles",
    "rigueur",
    "savoir",
    "sens",
    "technique",
    "techniques",
    "travailler",
];

/// A list that the page ran together on one line: `Esprit d'équipe Sens de l'écoute Être rigoureux`.
fn split_run(source: &str, item: Item, into: &mut Vec<Item>) {
    let listed = matches!(item.part, Part::Knowledge | Part::KnowHow | Part::Behaviour);
    let text = item.quote.text.as_str();
    if !listed || text.len() > 600 {
        into.push(item);
        return;
    }
    let mut cuts = vec![0];
    let mut previous = "";
    let (mut at, mut depth) = (0, 0);
    for word in text.split_inclusive(' ') {
        let own = word.trim_end();
        let plain = |w: &str| w.ends_with(|c: char| c.is_lowercase() || c == '*') && !breaks_off(w);
        depth = open_brackets(previous, depth);
        if at > 0
            && depth == 0
            && own.starts_with(char::is_uppercase)
            && plain(previous)
            && OPENERS.binary_search(&crate::text::fold(own).as_str()).is_ok()
        {
            cuts.push(at);
        }
        previous = own;
        at += word.len();
    }
    if cuts.len() == 1 {
        into.push(item);
        return;
    }
    let start = item.quote.range.start;
    for (i, from) in cuts.iter().enumerate() {
        let to = cuts.get(i + 1).copied().unwrap_or(text.len());
        let quote = if item.quote.verbatim {
            Quote::new(source, start + from..start + to)
        } else {
            // The words stand somewhere among those of the whole.
            let text = text.get(*from..to).unwrap_or_default().trim_end().to_owned();
            Quote { text, ..item.quote.clone() }
        };
        into.push(Item { quote, ..item.clone() });
    }
}

/// The paragraph or bullet that a line may go on from.
#[derive(Debug)]
pub(super) struct Run<'s> {
    part: Part,
    mark: Mark,
    /// Its last line.
    words: &'s str,
    bytes: usize,
    /// Brackets opened and not closed in the lines before that.
    depth: usize,
}

impl<'s> Run<'s> {
    /// What the next line is, which is the first of its part or not. The run then ends with it.
    pub(super) fn next(
        run: &mut Option<Self>,
        words: &'s str,
        part: Part,
        line: Line,
        first: bool,
    ) -> Role {
        if is_noise(words) {
            return Role::Noise;
        }
        if let Some(run) = run
            && !first
            && run.part == part
            && run.joins(line, words)
        {
            run.add(words);
            return Role::GoesOn;
        }
        if words.starts_with('<') && Quote::new(words, 0..words.len()).text.is_empty() {
            return Role::Noise;
        }
        *run = Some(Self { part, mark: line.mark, words, bytes: words.len(), depth: 0 });
        Role::Begins
    }

    fn add(&mut self, words: &'s str) {
        self.depth = open_brackets(self.words, self.depth);
        self.bytes += words.len() + 1;
        self.words = words;
    }

    /// Whether a line goes on from it.
    fn joins(&self, line: Line, words: &str) -> bool {
        if self.bytes > 8_000 {
            return false;
        }
        let ends = || self.end().ends_with(['.', ':', ';', '!', '?']);
        let open = || {
            let end = self.end();
            !end.ends_with(['.', ':', ';', '!', '?'])
                && (word_breaks_off(end) || open_brackets(self.words, self.depth) > 0)
        };
        match line.mark {
            Mark::Cell(_) => false,
            // A wrapped bullet that came out as a new one.
            Mark::Bullet => self.mark == Mark::Bullet && continues(words) && open(),
            Mark::Heading => continues(words) && open(),
            Mark::Text => {
                if matches!(self.mark, Mark::Heading | Mark::Cell(_)) {
                    return continues(words) && open();
                }
                if line.gap {
                    return !ends() && (continues(words) || open());
                }
                // A short line that stands by itself is an item of an unmarked list, not half a sentence.
                continues(words) || !ends() && (self.words.len() >= WRAPPED || open())
            }
        }
    }

    /// Its last words, without emphasis and tags behind them.
    fn end(&self) -> &'s str {
        let mut words = self.words;
        if words.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.') {
            return words;
        }
        loop {
            let kept = words.trim_end_matches(['*', ' ', '\\', '\u{ad}']);
            let tag = kept.strip_suffix('>').and_then(|inner| inner.rfind('<'));
            match tag.and_then(|at| kept.get(..at)) {
                Some(before) => words = before,
                None => return kept,
            }
        }
    }
}

/// A line that was wrapped has filled the page, more or less.
const WRAPPED: usize = 60;

/// Page numbers, `…/…`, lone slashes.
fn is_noise(words: &str) -> bool {
    !words.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && !words.chars().any(char::is_alphabetic)
}

fn finish(item: &mut Item) {
    let text = &mut item.quote.text;
    let bare = text.trim_end_matches(['.', ';', ',', ' ']);
    item.starred = bare.ends_with("(*)") || bare.ends_with('*');
    if item.starred {
        let kept = bare.trim_end_matches(['*', '(', ')', ' ']).len();
        text.truncate(kept);
    }
    let heading = item.mark == Mark::Heading;
    let kept = text.trim_end_matches([' ', ';', ',', '*', '\\']).len();
    text.truncate(kept);
    // A paragraph that ends by leading to a list has said something before.
    if text.ends_with(':')
        && let Some(end) = text.rfind(". ").filter(|end| *end > 40)
    {
        text.truncate(end + 1);
    }
    item.lead = text.ends_with(':') || heading && is_title(text);
}

/// A heading that names what follows rather than saying something itself.
fn is_title(text: &str) -> bool {
    !text.ends_with(['.', ';']) && !continues(text) && text.chars().count() <= 120
}

/// The range of the last line of a part, for a remark on its end.
pub(super) fn last_line(lines: &[Placed]) -> Option<(Part, Range<usize>)> {
    lines.last().map(|p| (p.part, p.line.range()))
}

#[cfg(test)]
mod tests {
    use super::OPENERS;

    #[test]
    fn openers_are_sorted() {
        assert!(OPENERS.is_sorted());
    }
}
