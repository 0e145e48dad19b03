//! Titles against taxonomies: the two measured sets, and what holds for any taxonomy.

use std::{collections::BTreeMap, collections::BTreeSet, fs, path::PathBuf};

use adequation::TitleIndex;
use proptest::prelude::*;

fn rows(text: &str) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.split('\t').collect()).collect()
}

/// The mean reciprocal rank among the first hundred, and the share of first places. A debug build asks every twentieth title.
fn measure(set: &str) -> Option<(u32, u32)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(set);
    let Ok(corpus) = fs::read_to_string(folder.join("corpus_elements.tsv")) else {
        eprintln!("MISSING ../shared/data/{set}: the figures of titles are NOT COVERED");
        return None;
    };
    let queries = fs::read_to_string(folder.join("queries.tsv")).unwrap();
    let annotations = fs::read_to_string(folder.join("annotations.tsv")).unwrap();
    let mut relevant: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in rows(&annotations) {
        relevant.entry(row[0]).or_default().insert(row[2]);
    }
    let index = TitleIndex::new(rows(&corpus).into_iter().map(|row| (row[0], row[1])));
    let step = if cfg!(debug_assertions) { 20 } else { 1 };
    let (mut asked, mut reciprocal, mut first) = (0, 0, 0);
    for row in rows(&queries).into_iter().step_by(step) {
        let found = index.nearest(row[1], 100);
        let place = found.iter().position(|m| relevant[row[0]].contains(m.id.as_str()));
        asked += 1;
        reciprocal += place.map_or(0, |place| 1_000_000 / (place as u32 + 1));
        first += u32::from(place == Some(0));
    }
    let figures = (reciprocal / asked / 100, first * 10_000 / asked);
    eprintln!(
        "{set}: {asked} titles, mean reciprocal rank {} bp, first place {} bp",
        figures.0, figures.1
    );
    Some(figures)
}

#[test]
fn titles_of_another_taxonomy_are_found() {
    if let Some((reciprocal, _)) = measure("titles_dev") {
        let least = if cfg!(debug_assertions) { 3_400 } else { 4_000 };
        assert!(reciprocal >= least, "mean reciprocal rank {reciprocal} bp");
    }
}

#[test]
fn abbreviated_titles_are_found() {
    if let Some((_, first)) = measure("titles_short") {
        assert!(first >= 9_700, "first place {first} bp");
    }
}

const TAXONOMY: &[(&str, &str)] = &[
    ("T01", "chargé de clientèle"),
    ("T01", "conseiller clientèle"),
    ("T02", "infirmier de bloc opératoire"),
    ("T03", "technicien de maintenance des bâtiments"),
    ("T04", "conducteur d'engins de travaux publics"),
    ("T05", "responsable des ressources humaines"),
    ("T06", "boulanger"),
    ("T07", "administrateur de bases de données"),
    ("T08", "gestionnaire de la paie"),
    ("T09", "jardinier des espaces verts"),
    ("T10", "directeur administratif et financier"),
    ("T11", "adjoint au chef de service"),
    ("T12", "Métiers de la boulangerie"),
    ("T13", "boulangère"),
];

fn best(title: &str) -> String {
    TitleIndex::new(TAXONOMY.iter().copied())
        .nearest(title, 1)
        .first()
        .map_or(String::new(), |m| m.id.clone())
}

#[test]
fn one_meaning_in_other_words() {
    for (title, id) in [
        ("Administratrice BDD", "T07"),
        ("Chef du personnel", "T05"),
        ("Resp. RH", "T05"),
        ("IBODE, infirmier(ère)", "T02"),
        ("Infirmière au bloc op.", "T02"),
        ("Paysagiste", "T09"),
        ("Conductrice de pelle, TP", "T04"),
        ("DAF", "T10"),
        ("Adjt chef serv.", "T11"),
        ("Tech. maint. bât.", "T03"),
        ("BOULANGERS", "T13"),
    ] {
        assert_eq!(best(title), id, "{title}");
    }
}

#[test]
fn an_entry_comes_once_by_its_nearest_name_and_a_repetition_stands_back() {
    let index = TitleIndex::new(TAXONOMY.iter().copied());
    let found = index.nearest("Conseillère clientèle", 20);
    assert_eq!((found[0].id.as_str(), found[0].title.as_str()), ("T01", "conseiller clientèle"));
    assert_eq!(found[0].score.get(), 10_000);
    assert_eq!(found.iter().filter(|m| m.id == "T01").count(), 1);

    let found = index.nearest("Boulanger / Boulangère", 20);
    let repeated: Vec<_> = found.iter().filter(|m| m.repeats).collect();
    assert_eq!(repeated.len(), 1, "T06 and T13 are the same words");
    assert_eq!((repeated[0].likeness.get(), repeated[0].score.get()), (10_000, 5_000));
    assert!(found.iter().filter(|m| !m.repeats).all(|m| m.score == m.likeness));
}

#[test]
fn a_printed_name_is_resolved_only_beyond_doubt() {
    let index = TitleIndex::new(TAXONOMY.iter().copied().filter(|(id, _)| *id != "T13"));
    let resolved = index.resolve("Administrateur(trice) de bases de données");
    assert_eq!(resolved.found.unwrap().id, "T07");
    assert!(
        resolved.alternatives.len() <= 5 && resolved.alternatives.iter().all(|m| m.id != "T07")
    );

    let doubtful = index.resolve("Gestionnaire");
    assert_eq!(doubtful.found, None);
    assert!(!doubtful.alternatives.is_empty());
    assert_eq!(index.resolve("").found, None);

    // Two entries of the same words: nobody can tell which is meant.
    let twice = TitleIndex::new([("A", "secrétaire"), ("B", "Secrétaires"), ("C", "greffier")]);
    let doubtful = twice.resolve("Secrétaire");
    assert_eq!(doubtful.found, None);
    let first: Vec<&str> = doubtful.alternatives.iter().take(2).map(|m| m.id.as_str()).collect();
    assert_eq!(first, ["B", "A"]);
}

fn title() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "chef",
        "de",
        "Conducteur(trice)",
        "d'engins",
        "TP",
        "RH",
        "boulangère",
        "adjt",
        "maint.",
        "et",
        "bases",
        "/",
        "données",
        "infirmier",
        "œuvre",
        "n°2",
        "C++",
        "Ingénieur·e",
    ]);
    prop_oneof![3 => prop::collection::vec(words, 0..6).prop_map(|w| w.join(" ")), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any text, any taxonomy: a total order, scores in range, no entry twice, prefixes agree.
    #[test]
    fn the_order_is_total(names in prop::collection::vec(title(), 0..12), query in title(), n in 0usize..14) {
        let entries: Vec<(String, &str)> =
            names.iter().enumerate().map(|(i, name)| (format!("E{}", i % 9), name.as_str())).collect();
        let index = TitleIndex::new(entries.iter().map(|(id, name)| (id.clone(), *name)));
        let all = index.nearest(&query, usize::MAX);
        for pair in all.windows(2) {
            prop_assert!((pair[0].score, &pair[0].id) > (pair[1].score, &pair[1].id));
        }
        let ids: BTreeSet<&str> = all.iter().map(|m| m.id.as_str()).collect();
        prop_assert_eq!(ids.len(), all.len());
        prop_assert!(all.iter().all(|m| m.score.get() > 0 && m.score <= m.likeness));
        prop_assert!(all.iter().all(|m| entries.iter().any(|(id, name)| *id == m.id && *name == m.title)));
        let some = index.nearest(&query, n);
        prop_assert_eq!(&some[..], &all[..n.min(all.len())]);
        // The order in which the taxonomy is given has no say.
        let turned = TitleIndex::new(entries.iter().rev().map(|(id, name)| (id.clone(), *name)));
        prop_assert_eq!(turned.nearest(&query, usize::MAX), all);
    }

    /// A name finds itself, whole, whatever else the taxonomy holds.
    #[test]
    fn a_name_finds_itself(names in prop::collection::vec(title(), 1..8), at in 0usize..8) {
        let name = &names[at % names.len()];
        prop_assume!(name.chars().any(|c| c.is_ascii_alphabetic()) && name.split(' ').any(|w| w.len() > 3));
        let index = TitleIndex::new(names.iter().enumerate().map(|(i, n)| (i.to_string(), n.as_str())));
        if let Some(first) = index.nearest(name, 1).first() {
            prop_assert_eq!(first.score.get(), 10_000);
        }
    }
}

#[test]
fn an_unrelated_entry_changes_no_order() {
    for query in ["chef du personnel", "conducteur", "paie", "Adjt chef serv."] {
        let order = |extra: Option<(&'static str, &'static str)>| -> Vec<String> {
            let index = TitleIndex::new(TAXONOMY.iter().copied().chain(extra));
            index.nearest(query, 50).into_iter().map(|m| m.id).filter(|id| id != "X").collect()
        };
        assert_eq!(order(None), order(Some(("X", "zzyx qwv"))), "{query}");
    }
}
