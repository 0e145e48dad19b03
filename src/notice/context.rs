//! The paragraphs that speak of the post among those that present its employer.

use super::{body::Item, labels::Part, scan::Mark};
use crate::text::Quote;

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
