//! The entry point and what it says: wiring, words, records.

use adequation::{
    Candidate, CandidateForm, CivilService, Fact, FitCategory, Lang, Lexicon, Matcher, Notice,
    Offer, Outcome, Points, Policies, Post, ResidencePolicy, Skill, Verdict, Weights,
};

fn sample(name: &str) -> Offer {
    let path = format!("{}/examples/samples/notices/{name}.md", env!("CARGO_MANIFEST_DIR"));
    Notice::read(&std::fs::read_to_string(path).unwrap()).to_offer().unwrap()
}

fn people() -> Vec<Candidate> {
    let path = format!("{}/examples/samples/candidates.jsonl", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn date(text: &str) -> adequation::Date {
    text.parse().unwrap()
}

#[test]
fn every_number_and_quotation_of_the_result_stands_in_the_report() {
    let matcher = Matcher::new_caledonia();
    let opening = matcher.offer(sample("juriste-commande-publique"));
    let review = matcher.as_of(date("2025-05-30"));
    for candidate in people() {
        let assessment = review.assess(&opening, &matcher.profile(candidate));
        let (fr, en) =
            (assessment.report(Lang::Fr).to_string(), assessment.report(Lang::En).to_string());
        let fit = assessment.fit.as_ref().unwrap();
        let percent = |p: Points| format!("{},{:02} %", p.get() / 100, p.get() % 100);
        assert!(
            fr.contains(&percent(fit.score))
                && en.contains(&percent(fit.score).replace(',', ".").replace(" %", "%"))
        );
        for criterion in fit.components.iter().flat_map(|c| &c.criteria) {
            assert!(fr.contains(&format!("« {} »", criterion.text)), "{}", criterion.text);
            for evidence in &criterion.evidence {
                assert!(fr.contains(&*evidence.path) && en.contains(&*evidence.candidate));
            }
        }
        for door in &assessment.eligibility.doors {
            for finding in door.findings.iter().filter(|f| f.outcome != Outcome::NotApplicable) {
                assert!(fr.contains(&*finding.rule) && en.contains(&*finding.rule));
            }
            assert!(door.missing.iter().all(|key| fr.contains(key)));
        }
        assert!(fr.contains("ce n'est pas une décision") && en.contains("it is not a decision"));
    }
}

#[test]
fn a_quotation_of_the_notice_is_where_it_says() {
    let path = format!(
        "{}/examples/samples/notices/directeur-affaires-financieres.md",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).unwrap();
    let matcher = Matcher::new_caledonia();
    let opening = matcher.offer(Notice::read(&text).to_offer().unwrap());
    let assessment =
        matcher.as_of(date("2025-05-09")).assess(&opening, &matcher.profile(people().remove(5)));
    let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut quoted = 0;
    for criterion in assessment.fit.unwrap().components.iter().flat_map(|c| &c.criteria) {
        if let Some(span) = criterion.span {
            let there = letters(span.of(&text).unwrap());
            // Alternatives are shown side by side, in their order.
            for part in criterion.text.split(" / ") {
                assert!(there.contains(&letters(part)), "{part} is not in {there}");
            }
            quoted += 1;
        }
    }
    assert!(quoted >= 10, "{quoted}");
}

#[test]
fn a_record_replays_to_the_same_bytes() {
    let matcher = Matcher::builder()
        .policies(Policies::default().residence(ResidencePolicy::Required))
        .weights(Weights::suggested().prefer(FitCategory::Diploma, 3_000))
        .build()
        .unwrap();
    let opening = matcher.offer(sample("infirmier-dispensaire"));
    let review = matcher.as_of(date("2025-05-16"));
    for candidate in people().into_iter().skip(8).take(4) {
        let record =
            serde_json::to_value(review.record(&opening, &matcher.profile(candidate))).unwrap();
        let offer: Offer = serde_json::from_value(record["offer"].clone()).unwrap();
        let person: Candidate = serde_json::from_value(record["candidate"].clone()).unwrap();
        let again = Matcher::builder()
            .policies(serde_json::from_value(record["policies"].clone()).unwrap())
            .weights(serde_json::from_value(record["weights"].clone()).unwrap())
            .bands(serde_json::from_value(record["bands"].clone()).unwrap())
            .build()
            .unwrap();
        let review = again.as_of(record["assessment"]["as_of"].as_str().unwrap().parse().unwrap());
        let replayed = review.assess(&again.offer(offer), &again.profile(person));
        assert_eq!(serde_json::to_value(&replayed).unwrap(), record["assessment"]);
    }
}

/// What one matcher compiled gives the other's answer under the other's review.
#[test]
fn matchers_do_not_mix() {
    let plain = Matcher::new_caledonia();
    let lexicon = Lexicon::shipped();
    let own = Lexicon::builder()
        .terms("own.tsv", "own-term\ttool\tPoterie numérique\tinformatique\n")
        .build()
        .unwrap();
    assert_ne!(own.fingerprint(), lexicon.fingerprint());
    let other = Matcher::builder()
        .lexicon(own)
        .policies(Policies::default().residence(ResidencePolicy::Required))
        .build()
        .unwrap();
    let offer = sample("chef-projet-infrastructures");
    let day = date("2025-04-25");
    let (foreign, native) =
        (plain.candidates(people()).unwrap(), other.candidates(people()).unwrap());
    let mixed = other.as_of(day).candidates_for(&plain.offer(offer.clone()), &foreign).run();
    let direct = other.as_of(day).candidates_for(&other.offer(offer), &native).run();
    let lines = |r: &adequation::Ranking| {
        r.entries()
            .iter()
            .map(|hit| serde_json::to_string(&r.assessment(hit)).unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&mixed), lines(&direct));
}

#[test]
fn the_signal_counts_those_the_rule_prefers() {
    let matcher = Matcher::new_caledonia();
    let opening = matcher.offer(sample("infirmier-dispensaire"));
    let review = matcher.as_of(date("2025-05-16"));
    let everybody = matcher.candidates(people()).unwrap();
    let signal = review.priority_signal(&opening, &everybody);
    assert_eq!(
        signal.no_priority_candidate_found,
        Outcome::NotMet,
        "p-09 is a citizen and a nurse"
    );
    // A nurse without citizenship and with half a year of residence alone: nobody of the preferred groups.
    let newcomer = people().into_iter().filter(|c| c.id == "p-10");
    let signal = review.priority_signal(&opening, &matcher.candidates(newcomer).unwrap());
    assert_eq!(signal.no_priority_candidate_found, Outcome::Met);
    assert!(signal.by_band.is_empty());
    let nobody = matcher.candidates([]).unwrap();
    let functional = matcher.offer(sample("directeur-affaires-financieres"));
    let signal = review.priority_signal(&functional, &nobody);
    assert_eq!(signal.no_priority_candidate_found, Outcome::NotApplicable);
}

/// Whoever is a citizen or sufficient resident counts only if the printed conditions are met, and by band; a fact that is
/// not stated leaves the signal open.
#[test]
fn the_signal_is_counted_by_band_and_says_when_a_fact_decides() {
    let matcher = Matcher::new_caledonia();
    let offer: adequation::Offer = serde_json::from_str(
        r#"{"id": "o", "title": "Technicien réseaux", "closing": "2025-05-16", "pathways": [
            {"route": "mobility", "corps": "technicien"},
            {"route": "on_title", "corps": "technicien", "grade": 2, "residence": {"kind": "at_least", "years": 10}},
            {"route": "contract", "diploma_level": 5}],
            "requirements": [{"kind": "know_how", "text": "Cisco", "terms": ["Cisco"], "force": "required"}]}"#,
    )
    .unwrap();
    let opening = matcher.offer(offer);
    let review = matcher.as_of(date("2025-05-16"));
    let person = |id: &str, facts: &str| -> adequation::Candidate {
        let facts = facts.trim();
        serde_json::from_str(&format!(r#"{{"id": "{id}", "civil_service": null, {facts}}}"#))
            .unwrap()
    };
    let bts = r#""diplomas": [{"title": "BTS"}]"#;
    let signal = |facts: &[String]| {
        let people = facts.iter().enumerate().map(|(i, f)| person(&format!("p{i}"), f));
        let signal = review.priority_signal(&opening, &matcher.candidates(people).unwrap());
        let counts: Vec<_> = signal.by_band.iter().map(|b| (b.surely, b.perhaps)).collect();
        (signal.no_priority_candidate_found, counts)
    };
    let citizen = format!(r#""citizen": true, {bts}"#);
    let resident =
        format!(r#""citizen": false, "nationality": ["FR"], "residence": {{"years": 10}}, {bts}"#);
    let outsider =
        format!(r#""citizen": false, "nationality": ["FR"], "residence": {{"years": 9}}, {bts}"#);
    let unsaid = format!(r#""nationality": ["FR"], "residence": {{"years": 9}}, {bts}"#);
    let unqualified = r#""citizen": true, "diplomas": []"#.to_owned();
    let perhaps_qualified = r#""citizen": true"#.to_owned();
    assert_eq!(signal(std::slice::from_ref(&citizen)), (Outcome::NotMet, vec![(1, 0)]));
    assert_eq!(signal(std::slice::from_ref(&resident)), (Outcome::NotMet, vec![(1, 0)]));
    assert_eq!(signal(&[outsider.clone(), unqualified]), (Outcome::Met, vec![]));
    assert_eq!(signal(&[unsaid.clone(), outsider.clone()]), (Outcome::Unknown, vec![(0, 1)]));
    assert_eq!(signal(std::slice::from_ref(&perhaps_qualified)), (Outcome::Unknown, vec![(0, 1)]));
    let all = [citizen.clone(), resident, unsaid, perhaps_qualified, outsider];
    assert_eq!(signal(&all), (Outcome::NotMet, vec![(2, 2)]));
    // The one who knows the tool asked for stands in a better band, by herself.
    let skilled = format!(
        r#"{citizen}, "skills": [{{"name": "Cisco", "level": 4}}], "experience": [{{"title": "Technicien réseaux", "from": "2010"}}]"#
    );
    assert_eq!(signal(&[citizen, skilled]), (Outcome::NotMet, vec![(1, 0), (1, 0)]));
}

#[test]
fn a_ranking_is_the_assessments_sorted() {
    let matcher = Matcher::new_caledonia();
    let opening = matcher.offer(sample("technicien-support-reseaux"));
    let review = matcher.as_of(date("2025-05-02"));
    let pool = matcher.candidates(people()).unwrap();
    let ranking =
        review.candidates_for(&opening, &pool).verdict_at_least(Verdict::Ineligible).run();
    assert_eq!((ranking.considered(), ranking.entries().len()), (40, 40));
    let mut last = None;
    for hit in ranking.entries() {
        let ranked = ranking.assessment(hit);
        let mut alone = review.assess(&opening, hit.profile());
        alone.rank = ranked.rank;
        assert_eq!(ranked, alone, "explained by the same code");
        let fit = ranked.fit.as_ref().unwrap();
        let tier = ranked.priority.tier.map(|tier| tier.rank(matcher.policies()));
        let only_contract = ranked
            .eligibility
            .doors
            .iter()
            .filter(|d| d.verdict == ranked.eligibility.verdict)
            .all(|d| d.route == adequation::Route::Contract);
        let key = (
            std::cmp::Reverse(ranked.eligibility.verdict),
            only_contract && ranked.eligibility.verdict != Verdict::Ineligible,
            fit.band,
            std::cmp::Reverse(tier),
            std::cmp::Reverse(fit.score),
            std::cmp::Reverse(fit.potential),
            ranked.candidate.clone(),
        );
        assert!(last.as_ref().is_none_or(|last| *last <= key), "{last:?} before {key:?}");
        last = Some(key);
    }
}

#[test]
fn a_stated_skill_is_quoted_with_its_place() {
    let matcher = Matcher::new_caledonia();
    let person = CandidateForm {
        id: "c".into(),
        civil_service: CivilService::Serving(Post {
            corps: "ingénieur".into(),
            grade: None,
            domain: Some("informatique".into()),
            employer: None,
        }),
        skills: Fact::Stated(vec![Skill {
            name: "PRINCE2".into(),
            level: Some(4),
            ..Skill::default()
        }]),
        ..CandidateForm::default()
    };
    let opening = matcher.offer(sample("chef-projet-infrastructures"));
    let assessment = matcher
        .as_of(date("2025-04-25"))
        .assess(&opening, &matcher.profile(person.check().unwrap()));
    assert_eq!(assessment.eligibility.verdict, Verdict::Eligible, "by mobility");
    let fit = assessment.fit.unwrap();
    let paths: Vec<&str> = fit
        .components
        .iter()
        .flat_map(|c| &c.criteria)
        .flat_map(|c| &c.evidence)
        .map(|e| e.path.as_str())
        .collect();
    assert!(paths.iter().any(|path| path.starts_with("skills[0]")), "{paths:?}");
}
