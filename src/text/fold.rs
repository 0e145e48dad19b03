//! The one canonical folding: case, accents, ligatures, typographic variants.

use super::block::{BLOCK, Block};
use unicode_normalization::UnicodeNormalization;

/// Folds a text: compatibility decomposition without marks, lower case, `œ` → `oe`, one apostrophe, one hyphen,
/// one kind of space. Linear.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    // What lies before has been folded.
    let mut done = 0;
    for start in (0..bytes.len()).step_by(BLOCK) {
        let mut other = Block::at(bytes, start).not_ascii();
        while other != 0 {
            let at = start + other.trailing_zeros() as usize;
            other &= other - 1;
            let rest = text.get(at..).unwrap_or_default();
            let Some(c) = rest.chars().next().filter(|_| at >= done) else { continue };
            out.push_str(text.get(done..at).unwrap_or_default());
            fold_char(c, &mut out);
            done = at + c.len_utf8();
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
    // All that was not ASCII has been folded to lower case.
    out.make_ascii_lowercase();
    out
}

/// Appends the folding of one character.
pub(crate) fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    // The letters of French, without the detour through the tables of Unicode.
    let plain = match c {
        'à' | 'â' | 'ä' | 'á' | 'À' | 'Â' | 'Ä' | 'Á' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
        'î' | 'ï' | 'í' | 'Î' | 'Ï' | 'Í' => 'i',
        'ô' | 'ö' | 'ó' | 'Ô' | 'Ö' | 'Ó' => 'o',
        'ù' | 'û' | 'ü' | 'ú' | 'Ù' | 'Û' | 'Ü' | 'Ú' => 'u',
        'ç' | 'Ç' => 'c',
        'ñ' | 'Ñ' => 'n',
        '\u{2019}' => '\'',
        '\u{a0}' => ' ',
        '\u{2013}' => '-',
        _ => '\0',
    };
    if plain != '\0' {
        out.push(plain);
        return;
    }
    fold_by_tables(c, out);
}

fn fold_by_tables(c: char, out: &mut String) {
    for c in std::iter::once(c).nfkd().flat_map(char::to_lowercase) {
        match c {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{2032}' | '\u{00B4}' => out.push('\''),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            // Soft hyphen, zero-width characters, byte-order mark: print nothing.
            '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            c if c.is_whitespace() => out.push(' '),
            c if unicode_normalization::char::is_combining_mark(c) => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, fold_by_tables, fold_char};

    #[test]
    fn the_short_way_ends_where_the_tables_do() {
        for c in ('\u{80}'..='\u{24f}').chain('\u{2000}'..='\u{206f}') {
            let (mut short, mut long) = (String::new(), String::new());
            fold_char(c, &mut short);
            fold_by_tables(c, &mut long);
            assert_eq!(short, long, "{c:?}");
        }
    }

    #[test]
    fn one_form_for_every_spelling() {
        assert_eq!(fold("Maîtrise d’Œuvre"), "maitrise d'oeuvre");
        assert_eq!(fold("Nouvelle\u{2011}Calédonie"), "nouvelle-caledonie");
        assert_eq!(fold("1ᵉʳ\u{a0}grade"), "1er grade");
        assert_eq!(fold("e\u{301}quipe"), "equipe");
        assert_eq!(fold("ﬁnances ⁽¹⁾"), "finances (1)");
        assert_eq!(fold("co\u{ad}opération"), "cooperation");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["Chef(fe) ½ Ǆ ẞ İ ŉ", "Ça coûte 10 € — déjà", "\u{1F468}\u{200D}\u{1F4BB}"]
        {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }
}
