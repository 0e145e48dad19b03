use super::{Seen, reference, stretches, tokens, visit};
use proptest::prelude::*;

fn words(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|t| t.text).collect()
}

/// Pieces of French and English texts, and what may stand between their letters.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(&[
            "Chef(fe)",
            "chargé.e.s",
            "d'",
            "l’",
            "jusqu'",
            "technicien-ne",
            "C++",
            "C#",
            ".NET",
            "(.net)",
            "node.js",
            "802.1X",
            "e\u{301}quipe",
            "Œuvre",
            "ﬁnances",
            "rendez-vous",
            "un·e",
            "É.",
            "·ne.s",
            "AB",
            "ÉCOLE",
            "\u{1F468}\u{200D}\u{1F4BB}",
            "²",
            "ª",
            "µ",
            "×",
            "÷",
            "ß",
            "ǅ",
            "abcdŉ",
            "co\u{ad}op",
            "ʰ",
            "\u{2028}",
            "\u{a0}",
            "\t",
            "\r\n",
            "•",
            "-euse",
            "(trice)",
            "(e",
            ".py",
            ".nets",
            "+",
            "##",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Zéèàçùâêîôûëïüœ'’.()+# ,;:0-9-]{0,8}",
        "\\PC{0,4}",
    ];
    prop::collection::vec(
        (piece, prop::sample::select(&["", "", " ", "-", ".", ",", "'", "/"])),
        0..12,
    )
    .prop_map(|pieces| pieces.into_iter().map(|(a, b)| a + b).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn bytes_read_what_characters_read(text in text()) {
        type Visit = fn(&str, &mut dyn FnMut(Seen<'_>));
        let all = |visit: Visit| {
            let mut all = Vec::new();
            visit(&text, &mut |s| {
                all.push((s.text.to_owned(), s.range, s.acronym, s.protected, s.capital));
            });
            all
        };
        prop_assert_eq!(all(visit), all(reference::visit));
    }
}

proptest! {
    #[test]
    fn no_word_spans_a_space(text in text()) {
        let (mut whole, mut parts) = (Vec::new(), Vec::new());
        visit(&text, &mut |s| whole.push((s.text.to_owned(), s.range, s.protected, s.capital)));
        stretches(&text, |at, part| {
            assert!(!part.contains(char::is_whitespace));
            visit(part, &mut |s| {
                let range = at + s.range.start..at + s.range.end;
                parts.push((s.text.to_owned(), range, s.protected, s.capital));
            });
        });
        prop_assert_eq!(whole, parts);
    }
}

#[test]
fn names_keep_their_symbols() {
    assert_eq!(
        words("C++, C#, .NET et Node.js en 802.1X."),
        ["c++", "c#", ".net", "et", "node.js", "en", "802.1x"]
    );
    assert_eq!(words("TCP/IP sous Windows 10"), ["tcp", "ip", "sous", "windows", "10"]);
    assert_eq!(words("ISO/IEC 27001:2022"), ["iso", "iec", "27001", "2022"]);
}

#[test]
fn inclusive_endings_belong_to_their_word() {
    assert_eq!(words("Chef(fe) de projet"), ["chef", "de", "projet"]);
    assert_eq!(
        words("un·e chargé.e.s, technicien-ne, directeur(trice)"),
        ["un", "charge", "technicien", "directeur"]
    );
    let text = "Chargé(e) d’études";
    let found = tokens(text);
    assert_eq!(&text[found[0].range.clone()], "Chargé(e)");
    assert_eq!(found[1].text, "etudes");
}

#[test]
fn a_sentence_end_is_not_an_ending() {
    assert_eq!(words("réseaux.Il gère"), ["reseaux", "il", "gere"]);
    assert_eq!(words("poste (siège)"), ["poste", "siege"]);
    assert_eq!(words("l'agent de la DRH"), ["agent", "de", "la", "drh"]);
}

#[test]
fn protection_follows_length_digits_and_capitals() {
    let flags: Vec<bool> =
        tokens("ITIL java javascript COBIT v4 réseau").iter().map(|t| t.protected).collect();
    assert_eq!(flags, [true, true, false, true, true, false]);
}
