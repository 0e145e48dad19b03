//! The open-data record: both column sets, its dates, its doors, and the merge with the notice's text.

use adequation::{
    AvailabilityKind, Notice, Offer, ResidenceRule, Route, Value, merge_offers,
    offer_from_open_data, records_from_csv,
};

fn offer(json: &str) -> Offer {
    let record: Value = serde_json::from_str(json).unwrap();
    offer_from_open_data("id", &record).unwrap().0
}

#[test]
fn both_column_sets_say_the_same() {
    let long = offer(
        r#"{"id_avp": "7", "numero_avp": "25-90001/MPRH", "libelle_poste": "Hydrologue",
            "nom_collectivite_entreprise": "Nouvelle-Calédonie", "libelle_corps_grade": "ingénieur",
            "libelle_corps_grade_2": "technicien", "libelle_domaine": "Equipement",
            "duree_residence_exigee": "Ingénieur 2ème grade domaine équipement : au moins égale à 5 ans.",
            "libelle_poste_a_pourvoir": "vacant à partir du", "date_poste_a_pourvoir": "2025-06-30",
            "date_mise_en_ligne": "2025-05-29", "date_cloture_avp": "2025-06-19", "nb_postes_a_pourvoir": "0",
            "savoir": "- hydraulique ;\n- droit de l'eau", "lieu_exercice_travail": "Nouméa"}"#,
    );
    let short = offer(
        r#"{"id": 7, "numero": "25-90001/MPRH", "libelleposte": "Hydrologue",
            "libellecollectivite": "Nouvelle-Calédonie", "libellecorpsgrade": "ingénieur",
            "libellecorpsgrade2": "technicien", "libelledomaine": "Equipement",
            "dureeresidenceexigee": "Ingénieur 2ème grade domaine équipement : au moins égale à 5 ans.",
            "libelleposteapourvoir": "vacant à partir du", "dateapourvoir": "2025-06-30",
            "datemiseenligne": "2025-05-29", "datecloture": "2025-06-19", "nbposteapourvoir": 0,
            "savoir": "- hydraulique ;\n- droit de l'eau", "lieutravail": "Nouméa"}"#,
    );
    assert_eq!(long, short);
    assert_eq!(long.id, "25-90001/MPRH");
    assert_eq!(long.closing.unwrap().to_string(), "2025-06-20");
    assert_eq!(long.availability.kind, AvailabilityKind::From);
    assert_eq!(long.availability.date.unwrap().to_string(), "2025-07-01");
    assert_eq!((long.seats, long.requirements.len()), (None, 2));
    let title: Vec<_> = long.pathways.iter().filter(|p| p.route == Route::OnTitle).collect();
    assert_eq!(title.len(), 1, "the line speaks of the engineer only");
    assert_eq!(
        (title[0].grade, title[0].residence),
        (Some(2), ResidenceRule::AtLeast { years: 5 })
    );
}

#[test]
fn a_moment_is_the_day_of_noumea() {
    let closing = |date: &str| {
        let offer = offer(&format!(r#"{{"numero": "1", "datecloture": "{date}"}}"#));
        offer.closing.map(|d| d.to_string())
    };
    assert_eq!(closing("2025-05-22T13:00:00+00:00").as_deref(), Some("2025-05-23"));
    assert_eq!(closing("2025-05-23T01:00:00Z").as_deref(), Some("2025-05-23"));
    assert_eq!(closing("2024-12-31").as_deref(), Some("2025-01-01"));
    assert_eq!(closing("bientôt"), None);
}

#[test]
fn csv_rows_are_records() {
    let records = records_from_csv(
        "\u{feff}numero_avp;libelle_poste;savoir\r\n25-1;\"Juriste; contentieux\";\"- droit\n- \"\"LOLF\"\"\"\r\n25-2;Chef;\r\n",
    )
    .unwrap();
    assert_eq!(records.len(), 2);
    let (first, _) = offer_from_open_data("", &records[0]).unwrap();
    assert_eq!(first.title.as_deref(), Some("Juriste; contentieux"));
    assert_eq!(first.requirements.len(), 2);
    let error = records_from_csv("a,b\n1,2,3\n\"open").unwrap_err();
    assert_eq!(error.problems().len(), 2);
    assert!(records_from_csv("").unwrap().is_empty());
}

#[test]
fn the_notice_rules_and_contradictions_are_told() {
    let text = "# Juriste\n\nRéférence : 3134-25-0208/SR du 2 mai 2025\n\nCorps /Domaine : attaché\n\n\
        Date limite de candidature : Vendredi 23 mai 2025\n";
    let notice = Notice::read(text).to_offer().unwrap();
    let record = offer(
        r#"{"numero": "24-0208", "libelleposte": "juriste", "libellecorpsgrade": "rédacteur", "lieutravail": "Koné",
            "datecloture": "2025-05-29", "mission": "- Conseiller"}"#,
    );
    let (merged, contradictions) = merge_offers(&notice, &record).unwrap();
    assert_eq!(merged.closing.unwrap().to_string(), "2025-05-23");
    assert_eq!(merged.workplace.as_deref(), Some("Koné"));
    assert_eq!(merged.missions, ["Conseiller"]);
    let fields: Vec<_> = contradictions.iter().map(|c| c.field).collect();
    assert_eq!(fields, ["closing", "reference", "pathways"]);
    assert_eq!(contradictions[0].other, "2025-05-30");
}

#[test]
fn availability_seats_and_residence_may_contradict() {
    let text = "# 3 techniciens\n\nRéférence : 25-90002/MPRH du 2 mai 2025\n\nCorps /Domaine : technicien 2ème grade / équipement\n\n\
        Durée de résidence exigée pour le recrutement sur titre (1) : au moins égale à 10 ans\n\nPoste à pourvoir : immédiatement\n\n\
        # Savoir / Connaissance / Diplôme exigé :\n\n- Hydraulique\n";
    let notice = Notice::read(text).to_offer().unwrap();
    let record = |availability: &str, seats: u8, years: u8| {
        offer(&format!(
            r#"{{"numero": "25-90002/MPRH", "libellecorpsgrade": "technicien", "libelledomaine": "équipement",
            "libelleposteapourvoir": "{availability}", "nbposteapourvoir": {seats},
            "dureeresidenceexigee": "au moins égale à {years} ans", "savoir": "- Droit", "savoirfaire": "- Jauger"}}"#
        ))
    };
    let (merged, contradictions) =
        merge_offers(&notice, &record("susceptible d'être vacant", 2, 5)).unwrap();
    let told: Vec<_> =
        contradictions.iter().map(|c| (c.field, c.kept.as_str(), c.other.as_str())).collect();
    assert_eq!(
        told,
        [
            ("availability", "immediate", "prospective"),
            ("seats", "3", "2"),
            ("pathways.residence", "10", "5")
        ]
    );
    // The page was cut before the know-how; what it prints of knowledge stands.
    let texts: Vec<&str> = merged
        .requirements
        .iter()
        .flat_map(adequation::RequirementNode::leaves)
        .map(|r| r.text.as_str())
        .collect();
    assert_eq!(texts, ["Hydraulique", "Jauger"]);
    let (_, none) = merge_offers(&notice, &record("immédiatement", 3, 10)).unwrap();
    assert_eq!(none, []);
}

/// Every official record is read, and after the shift most deadlines are those printed (the rest was republished).
#[test]
fn official_records_agree_with_their_notices() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/notices");
    let Ok(csv) = std::fs::read_to_string(folder.join("metadata.csv")) else {
        eprintln!("MISSING ../shared/notices/metadata.csv: NOT COVERED");
        return;
    };
    let (mut same, mut all) = (0, 0);
    for record in records_from_csv(&csv).unwrap() {
        let (official, unread) = offer_from_open_data("", &record).unwrap();
        assert!(unread.is_empty() && !official.pathways.is_empty(), "{}", official.id);
        let Value::Object(entries) = &record else { continue };
        let Some((_, Value::Text(id))) = entries.iter().find(|(key, _)| key == "id_avp") else {
            continue;
        };
        let Ok(text) = std::fs::read_to_string(folder.join(format!("text/{id}.md"))) else {
            continue;
        };
        let printed = Notice::read(&text).to_offer_with_id(id).unwrap();
        let (merged, _) = merge_offers(&printed, &official).unwrap();
        assert!(merged.closing.is_some() || official.closing.is_none());
        if printed.closing.is_some() {
            all += 1;
            same += usize::from(printed.closing == official.closing);
        }
    }
    assert!(all > 300 && same * 100 >= all * 90, "{same} of {all}");
}
