//! Labels put together from a set of words in many orders.

use super::labels::{
    Label::{self, Closing, Corps, DirectResidence, Part as In, Published, Residence},
    Need::{self, End, Words},
    Part::Knowledge,
};

/// Labels put together from a set of words in many orders: *Corps ou cadre d'emploi / Domaine*, *Durée de résidence
/// exigée (1) pour le recrutement sur titre*, *Savoir / Connaissances / Diplôme requis*.
pub(super) fn composed(words: &str) -> Option<(Label, usize, Need)> {
    if !words.starts_with(['c', 'd', 'f', 's']) {
        return None;
    }
    if let Some((spelling, label, need)) = USUAL.iter().find(|(s, ..)| is_usual(words, s)) {
        return Some((*label, spelling.len(), *need));
    }
    if words.starts_with("date") {
        return date(words);
    }
    if words.starts_with("corps") || words.starts_with("filiere") || words.starts_with("cadre d") {
        let (length, count) = run(words, of_corps);
        let named = words.get(..length).unwrap_or_default();
        let telling = named.contains("domaine") || named.contains("emploi") && count > 2;
        return (count > 0).then_some((Corps, length, if telling { Words } else { End }));
    }
    if words.starts_with("duree ") {
        let (length, _) = run(words, of_residence);
        let named = words.get(..length).unwrap_or_default();
        if named.contains("residence") || named.contains("recrutement") {
            let label = if named.contains("direct") { DirectResidence } else { Residence };
            return Some((label, length, Words));
        }
        return None;
    }
    if words.starts_with("savoir")
        || words.starts_with("connaissance")
        || words.starts_with("diplome")
    {
        let (length, count) = run(words, of_knowledge);
        let named = words.get(..length).unwrap_or_default();
        let rest = words.get(length..).unwrap_or_default().trim_start();
        // `savoir-faire` is cut off before its hyphen is read as a joint.
        if rest.starts_with("faire") || rest.starts_with("etre") || named.ends_with('-') {
            return None;
        }
        let composed = named.contains('/') || named.contains("exige") || named.contains("requis");
        if count > 1 && composed {
            return Some((In(Knowledge), length, End));
        }
        if count == 1 && named.starts_with("savoir") {
            return Some((In(Knowledge), length, End));
        }
    }
    None
}

/// Those that nearly all notices print: the same comes out of their words one by one.
const USUAL: &[(&str, Label, Need)] = &[
    ("date de depot de l'offre", Published, Words),
    ("date limite de candidature", Closing, Words),
    ("duree de residence exigee pour le recrutement sur titre (1)", Residence, Words),
    ("duree de residence exigee", Residence, Words),
    ("corps ou cadre d'emploi /domaine", Corps, Words),
    ("corps ou cadre d'emploi / domaine", Corps, Words),
    ("corps /domaine", Corps, Words),
    ("savoir / connaissance/diplome exige", In(Knowledge), End),
    ("savoir / connaissance / diplome exige", In(Knowledge), End),
];

/// Whether words begin with a spelling and its colon. The last letter first: it tells most spellings apart.
fn is_usual(words: &str, spelling: &str) -> bool {
    let (words, end) = (words.as_bytes(), spelling.len());
    let closed = match words.get(end) {
        Some(b' ') => words.get(end + 1) == Some(&b':'),
        closing => closing == Some(&b':'),
    };
    closed && words.starts_with(spelling.as_bytes())
}

/// The label of a date, in whatever words: *Date de dépôt de l'offre*, *Date limite de dépôt des candidatures*.
fn date(words: &str) -> Option<(Label, usize, Need)> {
    let (length, _) = run(words, of_date);
    let named = words.get(..length).unwrap_or_default();
    let closing = ["limite", "cloture", "fin "].iter().any(|w| named.contains(w));
    let label = match closing {
        true => Closing,
        false
            if named.contains("depot")
                || named.contains("ligne")
                || named.contains("publication") =>
        {
            Published
        }
        false => return None,
    };
    let whole = named.contains("offre") || closing && named.contains("candidature");
    Some((label, length, if whole { Words } else { End }))
}

/// Words of the labels of dates.
fn of_date(word: &str) -> bool {
    matches!(
        word,
        "date"
            | "de"
            | "du"
            | "des"
            | "d"
            | "la"
            | "le"
            | "les"
            | "depot"
            | "limite"
            | "cloture"
            | "fin"
            | "publication"
            | "mise"
            | "en"
            | "ligne"
            | "reception"
            | "offre"
            | "offres"
            | "l'offre"
            | "d'offre"
            | "d'offres"
            | "l'"
            | "d'"
            | "avis"
            | "l'avis"
            | "candidature"
            | "candidatures"
            | "dossiers"
    )
}

/// Words of the label of the corps.
fn of_corps(word: &str) -> bool {
    matches!(
        word,
        "corps"
            | "ou"
            | "cadre"
            | "cadres"
            | "grade"
            | "grades"
            | "d'emploi"
            | "d'emplois"
            | "d"
            | "emploi"
            | "emplois"
            | "domaine"
            | "domaines"
            | "categorie"
            | "filiere"
            | "/"
            | "d'"
            | "et"
            | "-"
    )
}

/// Words of the label of the residence.
fn of_residence(word: &str) -> bool {
    matches!(
        word,
        "duree"
            | "de"
            | "residence"
            | "exigee"
            | "exige"
            | "exigees"
            | "requise"
            | "pour"
            | "le"
            | "un"
            | "recrutement"
            | "sur"
            | "titre"
            | "titres"
            | "direct"
            | "d'un"
            | "adjoint"
            | "administratif"
            | "sans"
            | "concours"
            | "(1)"
            | "(2)"
            | "(3)"
            | "1"
            | "2"
            | "d'"
            | "la"
            | "("
            | ")"
            | "$^{(1)}$"
    )
}

/// Words of the label of what is to be known.
fn of_knowledge(word: &str) -> bool {
    matches!(
        word,
        "savoir"
            | "savoirs"
            | "connaissance"
            | "connaissances"
            | "diplome"
            | "diplomes"
            | "exige"
            | "exiges"
            | "exigee"
            | "exigees"
            | "requis"
            | "requise"
            | "requises"
            | "/"
            | "et"
            | "ou"
            | ","
            | "formation"
            | "-"
            | "exige(s)"
            | "diplome(s)"
            | "connaissance(s)"
            | "competences"
    )
}

/// The length of the run of words from a set at the beginning, and their number. Slashes and commas may stick.
fn run(words: &str, set: fn(&str) -> bool) -> (usize, usize) {
    let bytes = words.as_bytes();
    let (mut length, mut at, mut count) = (0, 0, 0);
    // What follows *domaine* is the value, unless a slash joins one more word.
    let mut over = false;
    loop {
        while bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let mut width = match rest.first() {
            Some(b'/' | b',') => 1,
            Some(b'(') => {
                rest.iter().position(|b| *b == b')').map_or(rest.len(), |end| end + 1).min(8)
            }
            _ => rest
                .iter()
                .position(|b| matches!(b, b' ' | b'/' | b',' | b':' | b'('))
                .unwrap_or(rest.len()),
        };
        // `diplome(s)`: the bracket belongs to the word.
        if rest.get(width..).is_some_and(|r| r.starts_with(b"(s)")) {
            width += 3;
        }
        let word = words.get(at..at + width).unwrap_or_default();
        if word.is_empty() || over && word != "/" || !set(word) {
            return (length, count);
        }
        over = word.ends_with("domaine");
        at += width;
        length = at;
        count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{USUAL, composed, is_usual};

    #[test]
    fn usual_labels_are_what_their_words_make() {
        for (spelling, label, need) in USUAL {
            // A dot ends the words as a colon does, but is not usual.
            assert_eq!(composed(&format!("{spelling} . x")), Some((*label, spelling.len(), *need)));
            assert!(is_usual(&format!("{spelling} : x"), spelling));
            assert!(is_usual(&format!("{spelling}: x"), spelling));
            assert!(!is_usual(spelling, spelling));
        }
    }
}
