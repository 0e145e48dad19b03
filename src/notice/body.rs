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
    /// The first line of its part.
    pub first: bool,
}

/// The lines of one paragraph or bullet, by their numbers. Noise among them is passed over.
#[derive(Clone, Debug)]
pub(super) struct Run {
    lines: Range<usize>,
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

/// Which lines belong together, in the order of the text. Linear.
pub(super) fn runs(source: &str, lines: &[Placed]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(lines.len());
    let mut last: Option<Last<'_>> = None;
    for (i, placed) in lines.iter().enumerate() {
        let range = placed.line.range();
        let words = source.get(range.clone()).unwrap_or_default();
        if is_noise(words) {
            continue;
        }
        if let (Some(last), Some(run)) = (&mut last, runs.last_mut())
            && !placed.first
            && last.part == placed.part
            && last.joins(placed.line, words)
        {
            last.add(words);
            run.lines.end = i + 1;
            continue;
        }
        if words.starts_with('<') && Quote::new(source, range).text.is_empty() {
            continue;
        }
        runs.push(Run { lines: i..i + 1 });
        last = Some(Last::new(placed.part, placed.line.mark, words));
    }
    runs
}

/// The items of all parts, in the order of the text. Linear.
pub(super) fn items(source: &str, lines: &[Placed], runs: &[Run]) -> Vec<Item> {
    let mut items = Vec::with_capacity(runs.len());
    for run in runs {
        let mut own = lines.get(run.lines.clone()).unwrap_or_default().iter();
        let Some(first) = own.next() else { continue };
        let mut quote = Quote::new(source, first.line.range());
        for placed in own {
            let range = placed.line.range();
            if !is_noise(source.get(range.clone()).unwrap_or_default()) {
                quote.join(source, range);
            }
        }
        let (part, mark) = (first.part, first.line.mark);
        split_run(source, Item { part, quote, lead: false, mark, starred: false }, &mut items);
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

/// The run that a line may go on from.
struct Last<'s> {
    part: Part,
    mark: Mark,
    /// Its last line.
    words: &'s str,
    bytes: usize,
    /// Brackets opened and not closed in the lines before that.
    depth: usize,
}

impl<'s> Last<'s> {
    fn new(part: Part, mark: Mark, words: &'s str) -> Self {
        Self { part, mark, words, bytes: words.len(), depth: 0 }
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
    !words.chars().any(char::is_alphabetic)
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

/// The paragraphs before the missions that speak of the post's own section or of the post.
///
/// Not by name: a paragraph counts if its subject is a unit below the directorate (alone of its kind, or one that shares
/// a word with the title or the service of the header), if it addresses the holder of the post, or if it begins with the
/// post itself. The employer's presentation of itself does neither.
pub(super) fn context(items: &[Item], title: Option<&str>, service: Option<&str>) -> Vec<Quote> {
    let own: Vec<String> = title
        .into_iter()
        .chain(service)
        .flat_map(crate::text::tokens)
        .filter(|t| t.text.len() > 3 && !COMMON.contains(&t.text.as_str()))
        .map(|t| crate::text::stem(&t.text))
        .collect();
    let head = title.and_then(|t| crate::text::tokens(t).into_iter().find(|t| t.text.len() > 3));
    let paragraphs: Vec<(&Item, Subject)> = items
        .iter()
        .filter(|i| i.part == Part::Presentation && !matches!(i.mark, Mark::Cell(_)))
        .map(|i| (i, subject(&i.quote.text, &own, head.as_ref().map(|t| t.text.as_str()))))
        .collect();
    let units = paragraphs.iter().filter(|(_, s)| matches!(s, Subject::Unit { .. })).count();
    let mut taken = Vec::new();
    let mut follows = false;
    for (item, subject) in paragraphs {
        let own = match subject {
            Subject::Post => true,
            Subject::Unit { shared } => shared || units == 1,
            // The list that a paragraph leads to belongs to it.
            Subject::Other => follows && item.mark == Mark::Bullet,
        };
        follows = own && (item.lead || item.mark == Mark::Bullet);
        if own {
            taken.push(item.quote.clone());
        }
    }
    taken
}

/// Words of titles and services that tell no unit from another.
const COMMON: &[&str] = &[
    "chef",
    "service",
    "section",
    "charge",
    "adjoint",
    "responsable",
    "agent",
    "bureau",
    "pole",
    "direction",
    "cellule",
    "departement",
    "technicien",
    "gestionnaire",
    "poste",
];

/// Words for units below a directorate.
fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "section"
            | "service"
            | "bureau"
            | "cellule"
            | "pole"
            | "mission"
            | "departement"
            | "division"
            | "unite"
            | "subdivision"
            | "antenne"
            | "secteur"
            | "equipe"
    )
}

/// The first so many characters.
fn beginning(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

enum Subject {
    Post,
    Unit { shared: bool },
    Other,
}

fn subject(text: &str, own: &[String], head: Option<&str>) -> Subject {
    let folded = crate::text::fold(beginning(text, 400));
    const HOLDER: &[&str] = &[
        "vous serez",
        "vous aurez",
        "vous etes",
        "vous assurez",
        "vous interv",
        "le titulaire",
        "la titulaire",
        "l'agent recrute",
        "l'agent retenu",
        "la personne retenue",
        "la personne recrutee",
        "le candidat retenu",
        "le/la candidat",
        "le ou la candidat",
        "au titulaire du poste",
        "le poste ",
    ];
    if HOLDER.iter().any(|h| folded.contains(h)) {
        return Subject::Post;
    }
    // The first word settles most paragraphs.
    let start = crate::text::tokens(beginning(text, 60));
    let start = start.first().map_or("", |t| t.text.as_str());
    // `Placé sous l'autorité de …` without a unit as its subject, or the post's own word as the subject.
    let placed =
        ["place", "placee", "rattache", "rattachee", "sous", "affecte", "affectee", "garant"]
            .contains(&start);
    let article = matches!(start, "le" | "la" | "ce" | "cette" | "un" | "une");
    if !placed && !article && start != "au" && !is_unit(start) {
        return Subject::Other;
    }
    let words: Vec<crate::text::Token> = crate::text::tokens(beginning(text, 240));
    let word = |i: usize| words.get(i).map_or("", |t| t.text.as_str());
    let names_post = head.is_some_and(|h| {
        words.iter().take(40).enumerate().any(|(i, t)| {
            t.text == h && i > 0 && matches!(word(i - 1), "le" | "la" | "un" | "une" | "du")
                || i == 0 && t.text == h
        })
    });
    if names_post
        && (placed || matches!(word(0), "le" | "la" | "un" | "une") && head == Some(word(1)))
    {
        return Subject::Post;
    }
    // The unit is the subject: `La section X est chargée`, `Au sein de la DINUM, la section X …`.
    let first = (0..words.len().min(14)).find(|&i| is_unit(word(i)));
    let Some(at) = first else { return Subject::Other };
    let leading = article && at <= 2 || start == "au" && word(1) == "sein" || is_unit(start);
    if !leading {
        return Subject::Other;
    }
    let shared = words.iter().skip(at).take(12).any(|t| own.contains(&crate::text::stem(&t.text)));
    Subject::Unit { shared }
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
