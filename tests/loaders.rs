//! Tables that a caller brings: terms of one's own, ESCO, a local skills framework; every problem with its line, at once.

use std::{fs, path::Path};

use adequation::{
    Bands, CandidateForm, Experience, Fact, Lexicon, LexiconBuilder, OfferForm, Skill, TermKind,
    Weights, Yardstick,
};

const ESCO: &str = "conceptUri\tpreferredLabel\taltLabels
http://data.europa.eu/esco/skill/a1\ttresser des nattes\tvannerie de pandanus | tressage de nattes
http://data.europa.eu/esco/skill/a2\tgestion de projet\tpilotage de chantiers coutumiers

http://data.europa.eu/esco/skill/a3\tpêcher au harpon\t
";
const TRADES: &str = "conceptUri\tpreferredLabel\taltLabels
http://data.europa.eu/esco/occupation/b1\ttresseur de nattes/tresseuse de nattes\tnattier | nattière
";
const COMPETENCES: &str = "code_competence,nom_competence,extra,groupe_competence_id
C1,\"Tri de la distribution.\",\"x, y\",savoir_faire
C2,\"Règles \"\"maison\"\" d'adressage\",x,savoir
C3,Sens du rangement postal,x,savoir_etre
";
const JOBS: &str =
    "code_metier,nom_metier,actif\nM1,Trieur de plis,true\nM2,Chargée d'adressage,true\n";
const LINKS: &str = "code_metier,code_competence,poids,niveau_requis
M1,C1,2.0,4.0
M1,C2,1,1
M1,C3,1,2
M2,C2,3.0,3.0
";

fn ids(lexicon: &Lexicon, text: &str) -> Vec<String> {
    lexicon.find(text).into_iter().map(|f| f.id.to_owned()).collect()
}

#[test]
fn esco_adds_concepts_and_extends_known_ones() {
    let before = Lexicon::shipped();
    let lexicon = Lexicon::builder()
        .esco("skills.tsv", TermKind::Skill, ESCO)
        .esco("occupations.tsv", TermKind::Occupation, TRADES)
        .build()
        .unwrap();
    // "gestion de projet" is known already: it lends its other name and makes no second term.
    assert_eq!(lexicon.len(), before.len() + 3);
    assert_eq!(
        ids(&lexicon, "pilotage de chantiers coutumiers"),
        ids(&before, "gestion de projet")
    );
    assert_eq!(ids(&lexicon, "Vanneries de pandanus"), ["esco:a1"]);
    for title in ["Tresseur de nattes", "TRESSEUSE DE NATTES", "nattières"] {
        assert_eq!(ids(&lexicon, title), ["esco:b1"], "{title}");
    }
    assert_ne!(lexicon.fingerprint(), before.fingerprint());
    // The identifiers of the shipped terms still answer: what one has by a trade refers to them.
    let own = "nattier-chef\toccupation\tmaître nattier\t\t\tesco:a1:80\n";
    assert!(Lexicon::builder().terms("own", own).build().is_err(), "esco:a1 is unknown there");
}

#[test]
fn a_framework_gives_skills_trades_and_levels() {
    let lexicon = LexiconBuilder::empty()
        .skills_framework("poste", COMPETENCES, JOBS, LINKS)
        .build()
        .unwrap();
    assert_eq!(lexicon.len(), 5);
    for (name, text) in
        [("Tri, lavage (pont)", "le tri, le lavage (pont)"), ("Tri et lavage", "Tri et lavage")]
    {
        let own =
            LexiconBuilder::empty().terms("own", &format!("x\tskill\t{name}\n")).build().unwrap();
        assert_eq!(ids(&own, text), ["x"], "{name}");
        assert_eq!(ids(&own, "le tri. Lavage du pont"), [""; 0]);
    }
    assert_eq!(ids(&lexicon, "sens du rangement postal"), ["poste:C3"]);
    assert_eq!(ids(&lexicon, "Chargé d'adressage"), ["poste:M2"]);
    let kinds: Vec<TermKind> =
        lexicon.find("Trieurs de plis, sens du rangement postal").iter().map(|f| f.kind).collect();
    assert_eq!(kinds, [TermKind::Occupation, TermKind::Behaviour]);
    // What a trade has by trade counts where an offer asks for that trade.
    let offer =
        OfferForm { id: "o".into(), title: Some("Trieur de plis".into()), ..OfferForm::default() };
    let yardstick =
        Yardstick::new(&offer.check().unwrap(), &lexicon, &Weights::suggested()).unwrap();
    let person = |skills: &[&str], posts: &[&str]| {
        CandidateForm {
            id: "c".into(),
            skills: Fact::Stated(
                skills
                    .iter()
                    .map(|name| Skill { name: (*name).into(), level: Some(4), ..Skill::default() })
                    .collect(),
            ),
            experience: Fact::Stated(
                posts
                    .iter()
                    .map(|title| Experience {
                        title: (*title).into(),
                        from: "2015".parse().ok(),
                        ..Experience::default()
                    })
                    .collect(),
            ),
            ..CandidateForm::default()
        }
        .check()
        .unwrap()
    };
    let score = |skills: &[&str], posts: &[&str]| {
        let fit = yardstick.explain(
            &person(skills, posts),
            "2025-01-01".parse().unwrap(),
            Bands::default(),
        );
        fit.score.get()
    };
    // Level 4 is asked of sorting, by the framework; level 1 of the rules.
    let mastered = |name: &str, level| {
        let skill = Skill { name: name.into(), level: Some(level), ..Skill::default() };
        let form = CandidateForm {
            id: "c".into(),
            skills: Fact::Stated(vec![skill]),
            ..CandidateForm::default()
        };
        yardstick.measure(&form.check().unwrap(), "2025-01-01".parse().unwrap()).0
    };
    let (sort, rules) = ("Tri de la distribution", "Règles maison d'adressage");
    assert!(mastered(sort, 2) < mastered(sort, 3) && mastered(sort, 3) < mastered(sort, 4));
    assert_eq!(mastered(rules, 1), mastered(rules, 4));
    assert_eq!(score(&["cuisine"], &[]), 0);
    assert!(score(&["Règles maison d'adressage"], &[]) > 0);
    assert!(score(&[], &["TRIEUR DE PLIS"]) > score(&["Règles maison d'adressage"], &[]));
}

#[test]
fn every_problem_of_every_table_is_reported_at_once() {
    let error = LexiconBuilder::empty()
        .terms("own.tsv", "a\tskill\n# comment\nb\tskill\tbêche\tz\n")
        .esco("esco.tsv", TermKind::Skill, "conceptUri\tpreferredLabel\taltLabels\nhttp://x/1\nhttp://x/2\tvoile\n")
        .skills_framework(
            "local",
            "code_competence,nom,groupe_competence_id\nC1,x,savoir\n",
            "code_metier,nom_metier\nM1,Facteur\nM2\n",
            "code_metier,code_competence,poids,niveau_requis\nM1,C1,1,5\nM9,C1,1,2\nM1,C1,beaucoup,2\nM1,C7,1,2\nM1,\"C1,1,1\n",
        )
        .build()
        .unwrap_err();
    let found: Vec<(&str, usize, &str)> =
        error.problems().iter().map(|p| (p.source.as_str(), p.line, p.code())).collect();
    for expected in [
        ("own.tsv", 1, "columns"),
        ("own.tsv", 3, "unknown_reference"),
        ("esco.tsv", 2, "columns"),
        ("local: competences", 1, "missing_column"),
        ("local: jobs", 3, "columns"),
        ("local: links", 2, "bad_number"),
        ("local: links", 3, "unknown_reference"),
        ("local: links", 4, "bad_number"),
        ("local: links", 6, "unclosed_quote"),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    // Each is printed on one line with its place.
    assert_eq!(error.to_string().lines().count(), found.len());
    assert!(error.to_string().lines().all(|l| l.contains(":") && l.contains(' ')));
}

#[test]
fn levels_are_one_to_four_or_none() {
    for (level, sound) in
        [("1", true), ("4.0", true), ("0", true), ("5", false), ("2.5", false), ("", false)]
    {
        let links = format!("code_metier,code_competence,poids,niveau_requis\nM1,C1,1,{level}\n");
        let built =
            LexiconBuilder::empty().skills_framework("f", COMPETENCES, JOBS, &links).build();
        assert_eq!(built.is_ok(), sound, "{level}");
    }
}

#[test]
fn the_real_tables_load_without_a_problem() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if !data.is_dir() {
        eprintln!("MISSING ../shared/data: real tables NOT COVERED");
        return;
    }
    let read = |path: &str| fs::read_to_string(data.join(path)).unwrap();
    let shipped = Lexicon::shipped();
    let lexicon = Lexicon::builder()
        .esco("skills.tsv", TermKind::Skill, &read("esco_fr/skills.tsv"))
        .esco("occupations.tsv", TermKind::Occupation, &read("esco_fr/occupations.tsv"))
        .skills_framework(
            "opt",
            &read("opt-skills/competence.csv"),
            &read("opt-skills/metier.csv"),
            &read("opt-skills/metier_competence.csv"),
        )
        .build()
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(lexicon.len() > shipped.len() + 14_000, "{}", lexicon.len());
    for text in ["Administrateur réseaux", "Infirmière", "Marchés publics", "vSphere"] {
        let first = |l: &Lexicon| ids(l, text).first().cloned();
        assert_eq!(first(&lexicon), first(&shipped), "the shipped sense comes first: {text}");
    }
}
