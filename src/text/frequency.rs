//! How much a word tells: its information in a fixed corpus.
//!
//! The table `lexicon/data/frequency.txt` holds, for each stem, in how many published notices it stands. It ships so that
//! scores stay absolute: a person's score never depends on who else applied. Procedure, repeated by
//! `ADEQUATION_BLESS=1 cargo test --lib frequency` beside the folder `../shared/notices`: every file of `text/` and `opt/`
//! is one document; its words are folded, stemmed and counted once; stems of two documents or more are kept, with their
//! number of documents, in alphabetical order. No text is kept, only these counts.

/// The shipped table: the number of documents, then a stem and its documents on each line.
const TABLE: &str = include_str!("lexicon/data/frequency.txt");

/// The words of the table with their information.
pub(crate) fn frequencies() -> impl Iterator<Item = (&'static str, u16)> {
    let mut lines = TABLE.lines();
    let documents: u32 = lines.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    lines.filter_map(move |line| {
        let (stem, count) = line.split_once(' ')?;
        Some((stem, information(documents, count.parse().ok()?)))
    })
}

/// log2(documents / count) in hundredths of a bit, by integers alone so that it is the same on every machine.
pub(crate) fn information(documents: u32, count: u32) -> u16 {
    log2(documents.max(1)).saturating_sub(log2(count.max(1)))
}

/// 100 · log2(n), rounded down, of n ≥ 1; exact to a hundredth.
fn log2(n: u32) -> u16 {
    let whole = n.ilog2();
    // Mantissa in [1, 2) as a fixed-point number; squaring it yields one binary digit of the logarithm at a time.
    let mut mantissa = (u64::from(n) << 32) >> whole;
    let mut fraction = 0u32;
    for _ in 0..16 {
        mantissa = ((u128::from(mantissa) * u128::from(mantissa)) >> 32) as u64;
        fraction <<= 1;
        if mantissa >> 33 != 0 {
            fraction |= 1;
            mantissa >>= 1;
        }
    }
    (whole * 100 + ((fraction * 100) >> 16)) as u16
}

#[cfg(test)]
mod tests {
    use super::{TABLE, frequencies, information, log2};
    use crate::text::{stem, tokens};
    use std::{collections::BTreeMap, fs, path::Path};

    #[test]
    fn logarithms_are_exact_to_a_hundredth() {
        assert_eq!([log2(1), log2(2), log2(3), log2(10), log2(416)], [0, 100, 158, 332, 870]);
        assert_eq!(information(416, 416), 0);
        assert_eq!(information(416, 1), 870);
    }

    #[test]
    fn the_table_is_sorted_and_tells_common_words_from_rare_ones() {
        let table: BTreeMap<&str, u16> = frequencies().collect();
        assert_eq!(table.len(), TABLE.lines().count() - 1);
        assert!(TABLE.lines().skip(1).is_sorted());
        let of = |word: &str| table.get(stem(word).as_str()).copied().unwrap_or(870);
        assert!(of("poste") < 50 && of("gestion") < 250, "{} {}", of("poste"), of("gestion"));
        assert!(of("cobit") > 600 && of("irrigation") > 500);
    }

    #[test]
    fn the_table_is_what_the_procedure_makes() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let notices = root.join("../shared/notices");
        if !notices.is_dir() {
            eprintln!("MISSING ../shared/notices: table of frequencies NOT COVERED");
            return;
        }
        let mut files = Vec::new();
        for folder in ["text", "opt"] {
            for entry in fs::read_dir(notices.join(folder)).unwrap() {
                files.push(entry.unwrap().path());
            }
        }
        files.sort();
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for file in &files {
            let text = fs::read_to_string(file).unwrap();
            let mut stems: Vec<String> = tokens(&text).iter().map(|t| stem(&t.text)).collect();
            stems.sort();
            stems.dedup();
            for stem in stems.into_iter().filter(|s| s.chars().any(char::is_alphabetic)) {
                *counts.entry(stem).or_default() += 1;
            }
        }
        let mut made = format!("{}\n", files.len());
        for (stem, count) in counts.iter().filter(|(_, n)| **n >= 2) {
            made += &format!("{stem} {count}\n");
        }
        if std::env::var_os("ADEQUATION_BLESS").is_some() {
            fs::write(root.join("src/text/lexicon/data/frequency.txt"), &made).unwrap();
        } else {
            assert!(made == TABLE, "rebuild with ADEQUATION_BLESS=1");
        }
    }
}
