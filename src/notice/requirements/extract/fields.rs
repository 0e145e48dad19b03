//! Fields of study and of work.

use crate::text::{Folded, fold};

/// Fields of study or of work: what follows *en*, *dans le domaine de*, *spécialité* …
pub(super) fn fields(text: &str) -> Vec<String> {
    const LEADS: &[&str] = &[
        "dans les domaines de la ",
        "dans les domaines de l'",
        "dans les domaines des ",
        "dans les domaines du ",
        "dans les domaines de ",
        "dans le domaine de la ",
        "dans le domaine de l'",
        "dans le domaine des ",
        "dans le domaine du ",
        "dans le domaine de ",
        "dans le domaine d'",
        "dans les domaines ",
        "dans le domaine ",
        "dans un domaine ",
        "dans la filiere ",
        "specialite ",
        "option ",
        "filiere ",
        "mention ",
        "en matiere de ",
        "en matiere d'",
        "dans le secteur de la ",
        "dans le secteur de l'",
        "dans le secteur des ",
        "dans le secteur du ",
        "dans le secteur ",
        "domaine ",
        "en ",
    ];
    let folded = Folded::new(text, 0..text.len(), 2_000);
    let folded = folded.whole();
    let words = folded.text;
    let place = LEADS.iter().find_map(|lead| {
        words
            .match_indices(lead)
            .find(|(at, _)| {
                let inside =
                    at.checked_sub(1).is_none_or(|b| words.as_bytes().get(b) == Some(&b' '));
                let rest = words.get(at + lead.len()..).unwrap_or_default();
                inside
                    && ![
                        "lien",
                        "cours",
                        "equipe",
                        "adequation",
                        "relation",
                        "poste",
                        "particulier",
                        "vigueur",
                        "etat",
                        "tant",
                        "charge",
                        "difficulte",
                        "compte",
                        "oeuvre",
                        "place",
                        "ligne",
                        "commun",
                        "autonomie",
                        "fonction",
                        "vue",
                    ]
                    .iter()
                    .any(|w| rest.starts_with(w))
            })
            .map(|(at, _)| at + lead.len())
    });
    let Some(start) = place else { return Vec::new() };
    const STOPS: &[&str] = &[
        "minimum",
        "exige",
        "exigee",
        "requis",
        "requise",
        "souhaite",
        "souhaitee",
        "apprecie",
        "appreciee",
        "serait",
        "seraient",
        "est",
        "avec",
        "minimale",
        "obligatoire",
        "equivalent",
        "justifiant",
        "permettant",
        "ainsi",
        "d'au",
        "de",
        "sur",
        "pour",
    ];
    let rest = words.get(start..).unwrap_or_default();
    let stop = rest.find(['.', ';', ':', '(', ')']).unwrap_or(rest.len());
    let mut fields = Vec::new();
    let mut from = None;
    let mut end = 0;
    let mut at = 0;
    let mut push = |from: &mut Option<usize>, end: usize| {
        if let Some(from) = from.take() {
            let range = folded.span(start + from..start + end);
            let name = text.get(range).unwrap_or_default().trim_matches([' ', ',', '-']);
            if name.chars().count() > 2 {
                fields.push(name.to_owned());
            }
        }
    };
    for part in rest.get(..stop).unwrap_or_default().split_inclusive(' ') {
        let word = part.trim_end();
        let own = word.trim_end_matches(',');
        if matches!(own, "et" | "ou" | "et/ou" | "/") {
            push(&mut from, end);
        } else if STOPS.contains(&own) && !matches!(own, "de" | "sur" | "pour") {
            push(&mut from, end);
            break;
        } else if from.is_none()
            && matches!(own, "de" | "du" | "des" | "la" | "le" | "les" | "en" | "dans" | "a")
        {
            // the article of the next field
        } else {
            from = from.or(Some(at + word.find(|c: char| c != '\'').unwrap_or(0)));
            end = at + own.len();
            if word.ends_with(',') {
                push(&mut from, end);
            }
        }
        at += part.len();
        end = if from.is_some() { end.max(at.saturating_sub(part.len()) + own.len()) } else { end };
    }
    push(&mut from, end);
    fields.retain(|f| {
        !matches!(fold(f).as_str(), "equivalent" | "experience" | "formation" | "diplome" | "titre")
    });
    fields.truncate(16);
    fields
}
