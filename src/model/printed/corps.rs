//! Corps lines: alternatives, grades and domains.
//!
//! `Ingénieur 1er ou 2ème grade / économie rurale ou équipement ou attaché` is two corps: the engineer, in two grades and
//! two domains, and the attaché.

use std::ops::Range;

use crate::text::{Quote, View};

/// A corps with what is printed of its grades and domains.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Corps {
    /// Where its name stands.
    pub name: Range<usize>,
    /// Its name, folded.
    pub key: String,
    /// 1 to 3, ascending.
    pub grades: Vec<u8>,
    /// Where its domains stand, with their folding.
    pub domains: Vec<(Range<usize>, String)>,
    /// The pieces of the line where the page tore it: what lies between them is no part of a name.
    pub pieces: Vec<Range<usize>>,
}

impl Corps {
    /// The words of a name or a domain as printed, with the range they run over.
    pub(crate) fn quote(&self, source: &str, range: &Range<usize>) -> Quote {
        let own = self.pieces.iter().filter_map(|piece| {
            let inside = range.start.max(piece.start)..range.end.min(piece.end);
            (inside.start < inside.end).then_some(inside)
        });
        let joined = own.fold(None, |joined: Option<Quote>, part| match joined {
            Some(mut quote) => {
                quote.join(source, part);
                Some(quote)
            }
            None => Some(Quote::new(source, part)),
        });
        joined.unwrap_or_else(|| Quote::new(source, range.clone()))
    }
}

/// First words of the names of corps.
const HEADS: &[&str] = &[
    "acdp",
    "adjoint",
    "adjointe",
    "adjudant",
    "agent",
    "aide",
    "aide-soignant",
    "aide-soignante",
    "animateur",
    "animatrice",
    "assistant",
    "assistante",
    "asslia",
    "attache",
    "attachee",
    "auxiliaire",
    "bibliothecaire",
    "brigadier",
    "cadre",
    "caporal",
    "chirurgien",
    "chirurgien-dentiste",
    "commandant",
    "conseiller",
    "conseillere",
    "conservateur",
    "contractuel",
    "controleur",
    "dieteticien",
    "dieteticienne",
    "directeur",
    "educateur",
    "educatrice",
    "emploi",
    "ergotherapeute",
    "gardien",
    "gardiens",
    "geometre",
    "grades",
    "infirmier",
    "infirmiere",
    "infirmiers",
    "ingenieur",
    "ingenieurs",
    "inspecteur",
    "instituteur",
    "kinesitherapeute",
    "lieutenant",
    "maitre",
    "manipulateur",
    "masseur",
    "masseur-kinesitherapeute",
    "medecin",
    "medecins",
    "moniteur",
    "monitrice",
    "operateur",
    "orthophoniste",
    "ouvrier",
    "pharmacien",
    "praticien",
    "preparateur",
    "prepose",
    "professeur",
    "psychologue",
    "psychomotricien",
    "puericultrice",
    "receveur",
    "redacteur",
    "redactrice",
    "sage",
    "sage-femme",
    "sapeur",
    "sapeur-pompier",
    "sergent",
    "surveillant",
    "technicien",
    "technicienne",
    "techniciens",
    "veterinaire",
];

/// Ranks that are corps of their own after a slash.
const MILITARY: &[&str] = &["sergent", "caporal", "sapeur", "adjudant", "lieutenant", "capitaine"];

/// Domains of the technical corps.
const DOMAINS: &[&str] = &[
    "informatique",
    "numerique",
    "equipement",
    "economie rurale",
    "economie",
    "rurale",
    "statistique",
    "statistiques",
    "environnement",
    "aviation civile",
    "mines",
    "meteorologie",
    "topographie",
];

/// Whether a corps has domains.
fn technical(key: &str) -> bool {
    key.starts_with("ingenieur") || key.starts_with("technicien")
}

/// Whether folded words begin with the name of a corps.
pub(crate) fn begins_corps(words: &str) -> bool {
    let head = words.split([' ', '/', ',', '(', ':']).next().unwrap_or_default();
    HEADS.binary_search(&head).is_ok()
}

/// Whether folded words are the name of a domain, with or without the word itself.
pub(crate) fn is_domain(words: &str) -> bool {
    let words = words.trim_matches([' ', '.', ',', ';', ':']);
    let words = without_link(words);
    let named = words.strip_prefix("domaine ").map_or(words, without_link);
    DOMAINS.contains(&named)
}

fn without_link(words: &str) -> &str {
    const LINKS: [&str; 10] =
        ["du ", "de ", "des ", "cadre ", "dans ", "le ", "la ", "les ", "l'", "d'"];
    LINKS.iter().chain(&LINKS).fold(words, |words, link| words.strip_prefix(link).unwrap_or(words))
}

#[derive(Default)]
struct Phrase {
    words: Vec<Range<usize>>,
    grades: Vec<u8>,
    after_slash: bool,
}

/// Reads the corps that folded words name. Linear.
pub(crate) fn parse(folded: View<'_>) -> Vec<Corps> {
    let text = folded.text;
    let mut found: Vec<Corps> = Vec::new();
    let mut phrase = Phrase::default();
    let mut slash = false;
    let tokens = split(text);
    let mut i = 0;
    let mut aside = false;
    while let Some(range) = tokens.get(i).cloned() {
        let word = text.get(range.clone()).unwrap_or_default();
        let next = tokens.get(i + 1).and_then(|r| text.get(r.clone())).unwrap_or_default();
        i += 1;
        match word {
            "ou" | "," | ";" | "/" => {
                flush(&mut phrase, folded, &mut found);
                slash = word == "/";
                aside = false;
                phrase.after_slash = slash;
            }
            "et" if grade(next).is_some() || begins_corps(next) => {
                flush(&mut phrase, folded, &mut found);
                aside = false;
            }
            "-" => {
                // What follows a dash explains: a pay grid, a speciality, the way of recruitment.
                let pay = found.is_empty() && phrase.key(text).starts_with("acdp");
                if pay {
                    phrase.words.push(range);
                } else {
                    flush(&mut phrase, folded, &mut found);
                    aside = !is_domain(next) && next != "grade";
                }
            }
            "(" => aside = true,
            ")" => aside = false,
            _ if aside => {}
            "grade" | "grades" | "classe" | "uniquement" => {}
            _ => match grade(word).filter(|_| graded(word, next, slash)) {
                Some(n) => phrase.grades.push(n),
                None => phrase.words.push(range),
            },
        }
    }
    flush(&mut phrase, folded, &mut found);
    found
}

impl Phrase {
    fn key(&self, text: &str) -> String {
        let words: Vec<&str> = self.words.iter().filter_map(|r| text.get(r.clone())).collect();
        words.join(" ")
    }
}

/// A bare number is a grade only before the word.
fn graded(word: &str, next: &str, _slash: bool) -> bool {
    word.len() > 1 || next.starts_with("grade") || next.starts_with("er") || next == "eme"
}

/// The grade a word names: `1er`, `2e`, `2eme`, `premier`.
pub(crate) fn grade(word: &str) -> Option<u8> {
    let word = word.trim_end_matches(['.', ':']);
    let digit = match word.as_bytes().first()? {
        b'1' => 1,
        b'2' => 2,
        b'3' => 3,
        _ => {
            return match word {
                "premier" | "premiere" => Some(1),
                "deuxieme" | "second" | "seconde" => Some(2),
                "troisieme" => Some(3),
                _ => None,
            };
        }
    };
    let rest = word.get(1..)?.trim_start_matches(' ');
    matches!(rest, "" | "er" | "ere" | "re" | "e" | "eme" | "em" | "nd" | "nde" | "ieme")
        .then_some(digit)
}

fn flush(phrase: &mut Phrase, folded: View<'_>, found: &mut Vec<Corps>) {
    let text = folded.text;
    let Phrase { words, mut grades, after_slash } = std::mem::take(phrase);
    grades.sort_unstable();
    grades.dedup();
    let join = |words: &[Range<usize>]| {
        let start = words.first().map_or(0, |r| r.start);
        let end = words.last().map_or(0, |r| r.end);
        start..end
    };
    let whole = join(&words);
    let key = text.get(whole.clone()).unwrap_or_default();
    let key = key.trim_end_matches(['.', ':', ' ']);
    if key.is_empty() || key == "sur titre" || key.starts_with("recrutement") {
        if let Some(corps) = found.last_mut() {
            add_grades(corps, &grades);
        }
        return;
    }
    // What else follows a slash may be a domain of a technical corps; of another it is a comment.
    let beside = after_slash && !begins_corps(key) && !found.is_empty();
    if beside && !is_domain(key) && !found.last().is_some_and(|c| technical(&c.key)) {
        if MILITARY.contains(&key) {
            let name = folded.span(whole.clone());
            let key = key.to_owned();
            found.push(Corps { name, key, grades, ..Corps::default() });
        }
        return;
    }
    if (is_domain(key) || beside) && !found.is_empty() {
        let (range, key) = domain_of(folded, whole);
        if let Some(corps) = found.last_mut() {
            add_grades(corps, &grades);
        }
        for (i, corps) in found.iter_mut().rev().enumerate() {
            let open = corps.domains.is_empty() && technical(&corps.key);
            if i == 0 || open {
                corps.domains.push((range.clone(), key.clone()));
            } else {
                break;
            }
        }
        return;
    }
    // `ingénieur informatique`: the domain stands after the name.
    let mut name = words.as_slice();
    let mut domains = Vec::new();
    for cut in 1..words.len().min(8) {
        let (head, tail) = words.split_at(cut);
        let tail = join(tail);
        let head_key = text.get(join(head)).unwrap_or_default();
        if technical(head_key) && text.get(tail.clone()).is_some_and(is_domain) {
            domains.push(domain_of(folded, tail));
            name = head;
            break;
        }
    }
    let range = join(name);
    let key = text.get(range.clone()).unwrap_or_default().trim_end_matches(['.', ':', ' ']);
    let range = range.start..range.start + key.len();
    // The same corps again, for another grade or domain.
    if let Some(at) =
        found.iter().position(|c| c.key == key && (c.domains.is_empty() || c.domains == domains))
    {
        let mut corps = found.remove(at);
        add_grades(&mut corps, &grades);
        for domain in domains {
            if !corps.domains.iter().any(|(_, k)| *k == domain.1) {
                corps.domains.push(domain);
            }
        }
        // It is the one that a domain further on belongs to.
        found.push(corps);
        return;
    }
    let (name, key) = (folded.span(range), key.to_owned());
    found.push(Corps { name, key, grades, domains, pieces: Vec::new() });
}

/// The domain's own words: without `domaine de l'`.
fn domain_of(folded: View<'_>, range: Range<usize>) -> (Range<usize>, String) {
    let words = folded.text.get(range.clone()).unwrap_or_default();
    let kept = words.trim_end_matches(['.', ',', ';', ':', ' ']);
    let own = without_link(kept);
    let own = own.strip_prefix("domaine ").map_or(own, without_link);
    let start = range.start + kept.len() - own.len();
    (folded.span(start..start + own.len()), own.to_owned())
}

fn add_grades(corps: &mut Corps, grades: &[u8]) {
    corps.grades.extend_from_slice(grades);
    corps.grades.sort_unstable();
    corps.grades.dedup();
}

/// Words, and the marks `/ , ; ( )` and a free-standing dash on their own.
fn split(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (i, b) in text.bytes().enumerate() {
        let mark = matches!(b, b'/' | b',' | b';' | b'(' | b')' | b'|');
        if (mark || b == b' ')
            && let Some(from) = start.take()
        {
            found.push(from..i);
        }
        if mark {
            found.push(i..i + 1);
        } else if b != b' ' && start.is_none() {
            start = Some(i);
        }
    }
    if let Some(from) = start {
        found.push(from..text.len());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{HEADS, parse};
    use crate::text::Folded;

    fn corps(text: &str) -> Vec<(String, Vec<u8>, Vec<String>)> {
        parse(Folded::new(text, 0..text.len(), 1000).whole())
            .into_iter()
            .map(|c| {
                let domains = c.domains.iter().map(|(r, _)| text[r.clone()].to_owned()).collect();
                (text[c.name].trim().to_owned(), c.grades, domains)
            })
            .collect()
    }

    fn one(name: &str, grades: &[u8], domains: &[&str]) -> (String, Vec<u8>, Vec<String>) {
        (name.into(), grades.to_vec(), domains.iter().map(|d| (*d).into()).collect())
    }

    #[test]
    fn heads_are_sorted() {
        assert!(HEADS.is_sorted());
    }

    #[test]
    fn alternatives_grades_and_domains() {
        for (text, expected) in [
            ("ingénieur", vec![one("ingénieur", &[], &[])]),
            ("technicien / Informatique", vec![one("technicien", &[], &["Informatique"])]),
            (
                "ingénieur / Informatique ou attaché",
                vec![one("ingénieur", &[], &["Informatique"]), one("attaché", &[], &[])],
            ),
            (
                "technicien 2ème grade ou ingénieur 1er grade / domaine informatique",
                vec![
                    one("technicien", &[2], &["informatique"]),
                    one("ingénieur", &[1], &["informatique"]),
                ],
            ),
            (
                "Ingénieur 2ème grade ou ingénieur 3ème grade / Informatique",
                vec![one("Ingénieur", &[2, 3], &["Informatique"])],
            ),
            (
                "Ingénieur 1er grade/2e grade informatique",
                vec![one("Ingénieur", &[1, 2], &["informatique"])],
            ),
            (
                "Ingénieur 1er ou 2ème grade / économie rurale ou équipement",
                vec![one("Ingénieur", &[1, 2], &["économie rurale", "équipement"])],
            ),
            (
                "Attaché d'administration ou ingénieur 1er ou 2ème grade / Equipement",
                vec![
                    one("Attaché d'administration", &[], &[]),
                    one("ingénieur", &[1, 2], &["Equipement"]),
                ],
            ),
            ("Attaché – Recrutement sur titre", vec![one("Attaché", &[], &[])]),
            (
                "cadre socio-éducatif ou assistant socio-éducatif",
                vec![
                    one("cadre socio-éducatif", &[], &[]),
                    one("assistant socio-éducatif", &[], &[]),
                ],
            ),
            ("ACDP - Grille 1", vec![one("ACDP - Grille 1", &[], &[])]),
            (
                "Ingénieur 1er et 2ème grade du domaine de l'informatique",
                vec![one("Ingénieur", &[1, 2], &["informatique"])],
            ),
            ("Technicien 1ᵉʳ grade / équipement", vec![one("Technicien", &[1], &["équipement"])]),
        ] {
            assert_eq!(corps(text), expected, "{text}");
        }
    }
}
