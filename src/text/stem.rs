//! A light French stem: number and gender only.
//!
//! It never merges words of different families (comptable/comptabilité stay apart): that is the lexicon's work. Also
//! used on English words, where it only drops a plural.

/// The stem of a folded word. Words of three letters or fewer, and words with digits or symbols, stay as they are.
pub(crate) fn stem(word: &str) -> String {
    let mut stem = word.to_owned();
    stem_in_place(&mut stem);
    stem
}

/// The same without a copy.
pub(crate) fn stem_in_place(stem: &mut String) {
    if stem.len() <= 3 || !stem.bytes().all(|b| b.is_ascii_lowercase()) {
        return;
    }
    singular(stem);
    masculine(stem);
}

fn singular(word: &mut String) {
    // Only these letters end a plural; most words end in another.
    let shorter = match word.as_bytes() {
        [.., b'a', b'u', b'x'] => {
            if word.len() > 5 && !word.ends_with("eaux") {
                word.truncate(word.len() - 2);
                word.push('l');
                return;
            }
            true
        }
        [.., b'e', b'u', b'x'] => true,
        [.., before, b's'] => *before != b's',
        _ => false,
    };
    if shorter {
        word.pop();
    }
}

fn masculine(word: &mut String) {
    // Every one ends in `e`.
    const ENDINGS: &[(&str, &str)] = &[
        ("trice", "teur"),
        ("ieuse", "ieu"),
        ("euse", "eur"),
        ("ienne", "ien"),
        ("enne", "en"),
        ("onne", "on"),
        ("iere", "ier"),
        ("elle", "el"),
        ("ive", "if"),
        ("effe", "ef"),
        ("ee", "e"),
    ];
    if !word.ends_with('e') {
        return;
    }
    for (feminine, masculine) in ENDINGS {
        if word.len() > feminine.len() + 1 && word.ends_with(feminine) {
            word.truncate(word.len() - feminine.len());
            word.push_str(masculine);
            break;
        }
    }
    if word.len() > 4 && word.ends_with('e') {
        word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn number_and_gender_are_dropped() {
        for (a, b) in [
            ("reseaux", "reseau"),
            ("milieux", "milieu"),
            ("religieuse", "religieux"),
            ("locaux", "local"),
            ("technicienne", "technicien"),
            ("techniciennes", "techniciens"),
            ("infirmiere", "infirmier"),
            ("directrice", "directeur"),
            ("vendeuse", "vendeur"),
            ("chargee", "charge"),
            ("projets", "projet"),
            ("administrative", "administratif"),
            ("nationale", "national"),
            ("cheffe", "chef"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (a, b) in [
            ("comptable", "compatible"),
            ("comptable", "comptabilite"),
            ("java", "javascript"),
            ("ingenieur", "ingenierie"),
            ("technicien", "technique"),
            ("information", "informatique"),
            // Works and labour are two things: conducteur de travaux, inspecteur du travail.
            ("travaux", "travail"),
            ("bus", "bu"),
            ("c++", "c#"),
        ] {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }
}
