//! The level of a diploma, from its title.
//!
//! Levels are those of the French national framework (3 CAP … 8 doctorate), at which the title is registered today.
//! Only what is unambiguous is derived: a title whose bearers hold two levels (aide-soignant: 3 until 2021, 4 since), a
//! mere *niveau licence* without the diploma, an unfinished year, or two titles that disagree give nothing.

use std::ops::Range;

use super::Diploma;
use crate::text::fold;

impl Diploma {
    /// The level as stated, else as the title says it; `None` where neither does.
    ///
    /// ```
    /// use adequation::Diploma;
    /// let level = |title: &str| Diploma { title: title.into(), ..Diploma::default() }.known_level();
    /// assert_eq!(level("BTS Services informatiques aux organisations"), Some(5));
    /// assert_eq!(level("Titre de niveau II"), Some(6)); // the old scale, in Roman numerals
    /// assert_eq!(level("Certificat de formation"), None);
    /// ```
    #[must_use]
    pub fn known_level(&self) -> Option<u8> {
        self.level.or_else(|| level_of_title(&self.title))
    }
}

/// Titles that have one level. Longer phrases first where one begins another.
const TITLES: &[(&str, u8)] = &[
    ("certificat d aptitude professionnelle", 3),
    ("brevet d etudes professionnelles", 3),
    ("cap", 3),
    ("capa", 3),
    ("bep", 3),
    ("bepa", 3),
    ("bpa", 3),
    ("baccalaureat professionnel", 4),
    ("baccalaureat", 4),
    ("bac pro", 4),
    ("bac professionnel", 4),
    ("bac", 4),
    ("brevet professionnel", 4),
    ("brevet de technicien superieur", 5),
    ("brevet de technicien", 4),
    ("brevet des metiers d art", 4),
    ("brevet technique des metiers superieur", 5),
    ("brevet technique des metiers", 4),
    ("capacite en droit", 4),
    ("daeu", 4),
    ("diplome d acces aux etudes universitaires", 4),
    ("bpjeps", 4),
    ("high school diploma", 4),
    ("bts", 5),
    ("btsa", 5),
    ("btsm", 5),
    ("dut", 5),
    ("diplome universitaire de technologie", 5),
    ("deug", 5),
    ("deust", 5),
    ("diplome d etudes universitaires generales", 5),
    ("brevet de maitrise", 5),
    ("dejeps", 5),
    ("associate degree", 5),
    ("licence professionnelle", 6),
    ("licence pro", 6),
    ("licence", 6),
    ("licencie", 6),
    ("bachelor", 6),
    ("bachelors degree", 6),
    ("dcg", 6),
    ("diplome de comptabilite et de gestion", 6),
    ("decf", 6),
    ("diplome d etudes comptables et financieres", 6),
    ("desjeps", 6),
    ("caferuis", 6),
    ("dnmade", 6),
    ("dn made", 6),
    ("dnap", 6),
    ("master 1", 6),
    ("master i", 6),
    ("m1", 6),
    ("master 2", 7),
    ("master ii", 7),
    ("m2", 7),
    ("master", 7),
    ("masters degree", 7),
    ("mastere specialise", 7),
    ("magistere", 7),
    ("dess", 7),
    ("diplome d etudes superieures specialisees", 7),
    ("dea", 7),
    ("diplome d etudes approfondies", 7),
    ("dscg", 7),
    ("dnsep", 7),
    ("cafdes", 7),
    ("deis", 7),
    ("diplome d ingenieur", 7),
    ("diplome d ingenieure", 7),
    ("titre d ingenieur", 7),
    ("ingenieur diplome", 7),
    ("ingenieure diplomee", 7),
    ("diplome d etat d architecte", 7),
    ("diplome de grande ecole", 7),
    ("doctorat", 8),
    ("doctorate", 8),
    ("phd", 8),
    ("docteur", 8),
    ("docteure", 8),
    ("habilitation a diriger des recherches", 8),
];

/// State diplomas (*DE*, *diplôme d'État*) of one profession, by the words that name it.
const STATE: &[(&str, u8)] = &[
    ("infirmier anesthesiste", 7),
    ("infirmiere anesthesiste", 7),
    ("infirmier", 6),
    ("infirmiere", 6),
    ("puericultrice", 6),
    ("puericulteur", 6),
    ("sage femme", 7),
    ("ergotherapeute", 6),
    ("psychomotricien", 6),
    ("psychomotricienne", 6),
    ("manipulateur", 6),
    ("manipulatrice", 6),
    ("pedicure podologue", 6),
    ("technicien de laboratoire", 6),
    ("educateur specialise", 6),
    ("educatrice specialisee", 6),
    ("educateur de jeunes enfants", 6),
    ("educatrice de jeunes enfants", 6),
    ("assistant de service social", 6),
    ("assistante de service social", 6),
    ("assistant social", 6),
    ("assistante sociale", 6),
    ("conseiller en economie sociale", 6),
    ("conseillere en economie sociale", 6),
    ("moniteur educateur", 4),
    ("monitrice educatrice", 4),
    ("technicien de l intervention sociale", 4),
    ("docteur en", 8),
];

/// Words that say that the diploma itself was not, or not yet, obtained.
const UNFINISHED: &[&str] = &[
    "en cours",
    "non valide",
    "non validee",
    "non obtenu",
    "non obtenue",
    "sans diplome",
    "inacheve",
    "inachevee",
    "abandon",
    "niveau bac",
    "niveau bts",
    "niveau dut",
    "niveau deug",
    "niveau licence",
    "niveau maitrise",
    "niveau master",
    "niveau cap",
    "niveau bep",
    "premiere annee",
    "1ere annee",
    "deuxieme annee",
    "2eme annee",
    "2e annee",
    "licence 1",
    "licence 2",
    "l1",
    "l2",
];

/// What follows *licence* where it is a permit and no diploma.
const PERMITS: &[&str] = &[
    "iv",
    "iii",
    "de pilote",
    "de peche",
    "de chasse",
    "de transport",
    "de taxi",
    "de vol",
    "de controleur",
    "sportive",
    "d entrepreneur",
    "de debit",
];

/// The level that a diploma's title says, 3 to 8; `None` unless it is unambiguous. Linear.
pub(crate) fn level_of_title(title: &str) -> Option<u8> {
    // `but` is a word of French; as a diploma it is printed in capitals.
    let technology = title.split(|c: char| !c.is_alphanumeric()).any(|word| word == "BUT");
    let words = words(title);
    let mut printed = numbered_levels(&words);
    if let Some(first) = printed.next() {
        return printed.all(|level| level == first).then_some(first);
    }
    if UNFINISHED.iter().any(|phrase| position(&words, phrase).is_some()) {
        return None;
    }
    if let Some(level) = state_diploma(&words) {
        return Some(level);
    }
    let mut level = technology.then_some(6);
    let mut at = 0;
    while at < words.len() {
        let rest = words.get(at..).unwrap_or_default();
        let Some((length, found)) = title_at(rest, at == 0) else {
            at += 1;
            continue;
        };
        at += length;
        level = match level {
            // A bac beside a higher title is the way to it.
            None | Some(4) => Some(found),
            Some(known) if found == known || found == 4 => level,
            Some(_) => return None,
        };
    }
    level
}

/// Every level printed as a number: *niveau 6*, *niveau II*, *bac+3*, in the order of the text.
///
/// Roman numerals are the scale of 1969 (V = CAP … I = bac+5), Arabic ones the framework of today: *niveau V* and
/// *niveau 5* lie at opposite ends. Arabic 1 and 2 are too often the old scale in disguise and say nothing.
pub(crate) fn numbered_levels(words: &[String]) -> impl Iterator<Item = u8> {
    (0..words.len()).filter_map(|i| {
        let word = |k: usize| words.get(i + k).map_or("", String::as_str);
        match word(0) {
            "niveau" | "niveaux" | "level" => level_numeral(word(1)),
            "bac" => years_after_bac(word(1)),
            _ => None,
        }
    })
}

/// The level of a numeral after *niveau*.
pub(crate) fn level_numeral(word: &str) -> Option<u8> {
    match word {
        "3" => Some(3),
        "4" => Some(4),
        "5" => Some(5),
        "6" => Some(6),
        "7" => Some(7),
        "8" => Some(8),
        "v" => Some(3),
        "iv" => Some(4),
        "iii" => Some(5),
        "ii" => Some(6),
        "i" => Some(7),
        _ => None,
    }
}

/// The level of `+N` after *bac*.
pub(crate) fn years_after_bac(word: &str) -> Option<u8> {
    match word {
        "+2" => Some(5),
        "+3" | "+4" => Some(6),
        "+5" | "+6" => Some(7),
        "+8" => Some(8),
        _ => None,
    }
}

/// Folded words; `bac + 3`, `bac +3` and `bac+3` all become `bac`, `+3`.
pub(crate) fn words(text: &str) -> Vec<String> {
    placed_words(text).into_iter().map(|(word, _)| word).collect()
}

/// The same, each with its place in the text.
pub(crate) fn placed_words(text: &str) -> Vec<(String, Range<usize>)> {
    let mut words: Vec<(String, Range<usize>)> = Vec::new();
    let mut plus = false;
    let mut at = 0;
    for part in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let end = part.chars().next_back().filter(|c| !c.is_alphanumeric());
        let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !word.is_empty() {
            let folded = fold(word);
            let text = if plus { format!("+{folded}") } else { folded };
            words.push((text, at..at + word.len()));
            plus = false;
        }
        plus = end == Some('+') || plus && end.is_some_and(char::is_whitespace);
        at += part.len();
    }
    words
}

/// Titles of diplomas in words: where each begins, how many words it has, its level. Linear.
pub(crate) fn titles_in(words: &[String]) -> Vec<(usize, usize, u8)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let rest = words.get(at..).unwrap_or_default();
        let ambiguous = matches!(
            rest.first().map(String::as_str),
            Some(
                "bp" | "bt"
                    | "btm"
                    | "maitrise"
                    | "ingenieur"
                    | "ingenieure"
                    | "docteur"
                    | "docteure"
            )
        );
        match title_at(rest, at == 0).filter(|_| !ambiguous) {
            Some((length, level)) => {
                found.push((at, length, level));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

fn starts_with(words: &[String], phrase: &str) -> Option<usize> {
    // Most phrases are told apart by their first letter.
    if words.first()?.as_bytes().first() != phrase.as_bytes().first() {
        return None;
    }
    let mut length = 0;
    for part in phrase.split(' ') {
        if words.get(length).is_none_or(|word| word != part) {
            return None;
        }
        length += 1;
    }
    Some(length)
}

fn position(words: &[String], phrase: &str) -> Option<usize> {
    (0..words.len()).find(|&at| starts_with(words.get(at..).unwrap_or_default(), phrase).is_some())
}

/// A title that begins here: its number of words and its level.
fn title_at(words: &[String], first: bool) -> Option<(usize, u8)> {
    let ownership = |rest: &[String]| {
        starts_with(rest, "d ouvrage").or_else(|| starts_with(rest, "d oeuvre")).is_some()
    };
    let rest = words.get(1..).unwrap_or_default();
    match words.first()?.as_str() {
        "maitrise" => return (first && !ownership(rest)).then_some((1, 6)),
        "ingenieur" | "ingenieure" => return first.then_some((1, 7)),
        "bt" | "bp" | "btm" => return first.then_some((1, 4)),
        "but" | "dec" => return None,
        "licence" if PERMITS.iter().any(|p| starts_with(rest, p).is_some()) => return None,
        _ => {}
    }
    let beginning = words.first()?.as_bytes().first_chunk::<2>()?;
    TITLES
        .iter()
        .filter(|(phrase, _)| phrase.as_bytes().first_chunk() == Some(beginning))
        .filter_map(|(phrase, level)| Some((starts_with(words, phrase)?, *level)))
        .max_by_key(|(length, _)| *length)
}

/// The level of the state diploma of one profession, where words name one.
pub(crate) fn state_diploma(words: &[String]) -> Option<u8> {
    let marked = ["diplome", "de", "ide", "brevet d etat"].iter().any(|mark| match *mark {
        "de" => starts_with(words, "de").is_some() || position(words, "diplome de").is_some(),
        mark => position(words, mark).is_some(),
    });
    if !marked {
        return None;
    }
    if starts_with(words, "ide").is_some() {
        return Some(6);
    }
    STATE.iter().find(|(phrase, _)| position(words, phrase).is_some()).map(|(_, level)| *level)
}

#[cfg(test)]
mod tests {
    use super::level_of_title;

    #[test]
    fn titles_have_their_level() {
        for (title, level) in [
            ("CAP Petite enfance", 3),
            ("BEP Carrières sanitaires et sociales", 3),
            ("Baccalauréat scientifique", 4),
            ("Bac pro Gestion-administration", 4),
            ("Bac Pro / BTS électrotechnique", 5),
            ("BTS SIO", 5),
            ("Brevet de technicien supérieur agricole", 5),
            ("DUT Génie civil", 5),
            ("BUT Informatique", 6),
            ("Licence professionnelle réseaux", 6),
            ("Maîtrise de droit public", 6),
            ("Master 1 Économie", 6),
            ("M2 Géomatique", 7),
            ("Master informatique", 7),
            ("Master Maîtrise d’ouvrage des bâtiments", 7),
            ("DESS Finances", 7),
            ("Diplôme d’ingénieur INSA", 7),
            ("Ingénieur agronome", 7),
            ("Doctorat de géologie", 8),
            ("Diplôme d’État d’infirmier", 6),
            ("DE infirmier", 6),
            ("Diplôme d'Etat d'infirmière anesthésiste", 7),
            ("Diplôme d’État de sage-femme", 7),
            ("DE moniteur éducateur", 4),
            ("DSCG", 7),
        ] {
            assert_eq!(level_of_title(title), Some(level), "{title}");
        }
    }

    #[test]
    fn the_two_scales_are_opposite() {
        assert_eq!(level_of_title("Titre professionnel niveau V"), Some(3));
        assert_eq!(level_of_title("Titre professionnel niveau 5"), Some(5));
        assert_eq!(level_of_title("Certification de niveau 7 (anciennement I)"), Some(7));
        assert_eq!(level_of_title("Diplôme bac + 3 en gestion"), Some(6));
        assert_eq!(level_of_title("Bac+2"), Some(5));
        assert_eq!(level_of_title("Bachelor (niveau II)"), Some(6));
    }

    #[test]
    fn what_is_ambiguous_stays_unknown() {
        for title in [
            "",
            "Niveau licence de lettres",
            "Licence 2 de droit",
            "Master en cours",
            "Bac+4 / bac+5",
            "BTS puis licence",
            "Diplôme d’État d’aide-soignant",
            "DU de criminologie",
            "Licence de pilote privé",
            "Licence IV débit de boissons",
            "Titre professionnel de niveau 1",
            "Un but atteint",
            "Chef de projet, maîtrise d'œuvre",
            "Comptabilité",
        ] {
            assert_eq!(level_of_title(title), None, "{title}");
        }
    }
}
