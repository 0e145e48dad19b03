use super::{Lexicon, LexiconBuilder, Relation, TermKind};

const SMALL: &str = "\
# comment
informatique\tdomain\tinformatique | IT
reseaux\tdomain\tréseaux informatiques | ?réseau\tinformatique
routage\tskill\troutage | routing\treseaux
bgp\ttool\tBGP\troutage
mpls\ttool\tMPLS\treseaux\tbgp:50
go\ttool\t=Go | golang\tinformatique
reseau-associations\tmask\tréseau d'associations
projet\tskill\tgestion de projet
occ-admin-reseau\toccupation\tadministrateur réseau | administratrice réseau\t\t\treseaux:80
chef\tseniority\tchef de service\t5
agent\tseniority\tagent | chef\t2
";

fn small() -> Lexicon {
    LexiconBuilder::empty().terms("small.tsv", SMALL).build().unwrap()
}

fn ids<'a>(lexicon: &'a Lexicon, text: &str) -> Vec<&'a str> {
    lexicon.find(text).into_iter().map(|f| f.id).collect()
}

#[test]
fn phrases_are_found_longest_first_whatever_their_form() {
    let l = small();
    assert_eq!(
        ids(&l, "Gestion des projets, ROUTAGE et réseaux informatiques"),
        ["projet", "routage", "reseaux"]
    );
    assert_eq!(ids(&l, "Administratrice réseaux"), ["occ-admin-reseau"]);
    // A phrase does not run over a stop.
    assert_eq!(ids(&l, "la gestion. Projet réseau"), [""; 0]);
}

#[test]
fn homonyms_are_guarded() {
    let l = small();
    assert_eq!(ids(&l, "Animer un réseau d'associations avec BGP"), ["bgp"]);
    assert_eq!(ids(&l, "le réseau des écoles"), [""; 0]);
    assert_eq!(ids(&l, "le réseau, en BGP"), ["reseaux", "bgp"]);
    assert_eq!(ids(&l, "Réseau"), ["reseaux"]);
    assert_eq!(ids(&l, "go to market, Go, golang"), ["go", "go"]);
}

#[test]
fn ranges_quote_the_text() {
    let l = small();
    let text = "Expert en « réseaux\u{a0}informatiques » (L'IT)";
    let quoted: Vec<&str> = l.find(text).iter().map(|f| &text[f.range.clone()]).collect();
    assert_eq!(quoted, ["réseaux\u{a0}informatiques", "IT"]);
}

#[test]
fn answers_follow_the_hierarchy() {
    let l = small();
    let of = |asked: &str, has: &str| {
        let has = l.by_id(has).unwrap();
        l.answers(l.by_id(asked).unwrap())
            .into_iter()
            .find(|(t, ..)| *t == has)
            .map(|(_, c, r)| (c, r))
    };
    assert_eq!(of("routage", "routage"), Some((10_000, Relation::Same)));
    assert_eq!(of("informatique", "bgp"), Some((10_000, Relation::Narrower)));
    assert_eq!(of("bgp", "routage"), Some((5_000, Relation::Broader)));
    assert_eq!(of("bgp", "mpls"), Some((5_000, Relation::Related)));
    assert_eq!(of("mpls", "bgp"), Some((5_000, Relation::Related)));
    assert_eq!(of("bgp", "go"), None);
}

#[test]
fn the_longest_word_of_a_title_tells_the_level() {
    let l = small();
    assert_eq!(l.seniority("Chef de service adjoint"), Some(5));
    assert_eq!(l.seniority("agente d'accueil"), Some(2));
    assert_eq!(l.seniority("boulanger"), None);
}

#[test]
fn every_problem_is_reported_with_its_line() {
    let error = LexiconBuilder::empty()
        .terms("a.tsv", "x\tskill\tun\ty\nx\tskill\tdeux\n\nX!\tskil\tz\ny\tskill\tquatre\tx\nw\tseniority\tw\t9\nv\tskill\tv\t\tx:95\nq\n")
        .build()
        .unwrap_err();
    let found: Vec<(usize, &str)> = error.problems().iter().map(|p| (p.line, p.code())).collect();
    for expected in [
        (2, "duplicate_id"),
        (4, "bad_id"),
        (4, "unknown_kind"),
        (6, "bad_number"),
        (7, "bad_number"),
        (8, "columns"),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    assert!(found.iter().any(|(_, code)| *code == "cycle"), "{found:?}");
}

#[test]
fn foreign_tables_extend_known_terms() {
    let esco = "conceptUri\tpreferredLabel\taltLabels\nhttp://x/skill/1\troutage\tacheminement IP\nhttp://x/skill/2\tpêcher\tpêche au filet | BGP\n";
    let l = LexiconBuilder::empty()
        .terms("small.tsv", SMALL)
        .esco("esco", TermKind::Skill, esco)
        .build()
        .unwrap();
    assert_eq!(ids(&l, "acheminement IP"), ["routage"]);
    assert_eq!(ids(&l, "pêche au filet, BGP"), ["esco:2", "bgp"]);
    let l = LexiconBuilder::empty()
        .skills_framework(
            "local",
            "code_competence,nom_competence,groupe_competence_id\nC1,\"Tri, courrier.\",savoir\n",
            "code_metier,nom_metier\nM1,Facteur\n",
            "code_metier,code_competence,poids,niveau_requis\nM1,C1,2.0,3.0\nM2,C1,1,2\nM1,C1,1,7\n",
        )
        .build();
    let codes: Vec<_> = l.unwrap_err().problems().iter().map(|p| (p.line, p.code())).collect();
    assert_eq!(codes, [(3, "unknown_reference"), (4, "bad_number")]);
}
