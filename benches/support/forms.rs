//! The population in the forms of the library.

use adequation::{
    Candidate, CandidateForm, CivilService, Date, Diploma, Experience, Fact, Language,
    LanguageLevel, Offer, OfferForm, PartialDate, Pathway, Period, Post as Held, Requirement,
    RequirementKind, Residence, ResidenceRule, Route, Skill,
};

use super::population::{Dice, Person, Post, REVIEW, SEED};

/// The day of every review.
pub fn review() -> Date {
    Date::constant(REVIEW.0, REVIEW.1, REVIEW.2)
}

/// The person as a candidate: every list complete but, for one in three, the skills (a CV); a licence; French.
pub fn candidate(person: &Person) -> Candidate {
    let number = person.id.trim_start_matches("c-").parse().unwrap_or(0);
    let dice = &mut Dice::new(SEED ^ 0xF0, number);
    // To the month, then some day of it: enough for a population.
    let months = 2025 * 12 + 4 - person.residence_days as i32 * 12 / 365;
    let (month, day) = ((months % 12 + 1) as i8, (1 + person.residence_days % 28) as i8);
    let since = Date::new((months / 12) as i16, month, day).unwrap_or(review());
    let mut year = 2025 - dice.below(3) as i16;
    let experience = person
        .titles
        .iter()
        .enumerate()
        .map(|(i, title)| {
            let to = year;
            year -= dice.between(1, 6) as i16;
            Experience {
                title: title.clone(),
                from: PartialDate::month(year, dice.between(1, 12) as i8),
                to: (i > 0 || to < 2025).then(|| PartialDate::year(to)).flatten(),
                ..Experience::default()
            }
        })
        .collect();
    let skills: Vec<Skill> = person
        .skills
        .iter()
        .map(|s| Skill {
            name: s.name.clone(),
            level: s.level,
            months: s.months,
            last_used: s.last_used.and_then(PartialDate::year),
        })
        .collect();
    let form = CandidateForm {
        id: person.id.clone(),
        citizen: Some(person.citizen),
        nationality: Fact::Stated(vec!["FR".into()]),
        residence: Residence::Periods(Fact::Stated(vec![Period { from: since.into(), to: None }])),
        civil_service: match person.corps {
            None => CivilService::No,
            Some(corps) => CivilService::Serving(Held {
                corps: corps.into(),
                grade: Some(person.grade),
                domain: None,
                employer: None,
            }),
        },
        competitions: Fact::Stated(Vec::new()),
        diplomas: Fact::Stated(
            person
                .diplomas
                .iter()
                .map(|d| Diploma {
                    title: d.title.clone(),
                    level: Some(d.level),
                    field: Some(d.field.into()),
                    obtained: PartialDate::year(2000 + dice.below(20) as i16),
                })
                .collect(),
        ),
        registrations: Fact::Stated(Vec::new()),
        certifications: Fact::Stated(Vec::new()),
        experience: Fact::Stated(experience),
        skills: if dice.percent(33) { Fact::AtLeast(skills) } else { Fact::Stated(skills) },
        languages: Fact::Stated(vec![Language {
            language: "fr".into(),
            level: Some(LanguageLevel::Native),
        }]),
        licences: Fact::Stated(vec!["B".into()]),
        summary: Some(person.summary.clone()),
        ..CandidateForm::default()
    };
    form.check().unwrap_or_else(|e| panic!("{}: {e}", person.id))
}

/// The post as an offer: five doors, its skills as know-how, its description as five missions.
pub fn offer(post: &Post) -> Offer {
    let residence = match post.residence_years {
        0 => ResidenceRule::NoMinimum,
        years => ResidenceRule::AtLeast { years },
    };
    let corps = Some(post.corps.to_owned());
    let on_title = Pathway {
        corps: corps.clone(),
        grade: Some(post.grade),
        residence,
        diploma_level: Some(post.diploma_level),
        ..Pathway::new(Route::OnTitle)
    };
    let inside = |route| Pathway { corps: corps.clone(), ..Pathway::new(route) };
    let words: Vec<&str> = post.description.split(' ').collect();
    let form = OfferForm {
        id: post.id.clone(),
        title: Some(post.title.clone()),
        pathways: vec![
            on_title,
            inside(Route::Mobility),
            inside(Route::ChangeOfCorps),
            inside(Route::Competition),
            Pathway { diploma_level: Some(post.diploma_level), ..Pathway::new(Route::Contract) },
        ],
        missions: words.chunks(words.len().div_ceil(5).max(1)).map(|m| m.join(" ")).collect(),
        requirements: post
            .skills
            .iter()
            .zip(&post.levels)
            .map(|(skill, level)| {
                let mut asked = Requirement::new(RequirementKind::KnowHow, skill.clone());
                asked.level = (*level > 0).then_some(*level);
                asked.terms = vec![skill.clone()];
                asked.into()
            })
            .collect(),
        ..OfferForm::default()
    };
    form.check().unwrap_or_else(|e| panic!("{}: {e}", post.id))
}
