#![allow(missing_docs, clippy::all, clippy::unwrap_used, clippy::print_stdout, dead_code)]
#[path = "../benches/support/mod.rs"]
mod support;
use adequation::*;
fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().unwrap();
    let n: usize = std::env::args().nth(1).map_or(2000, |v| v.parse().unwrap());
    let world = support::population::World::default();
    let people = world.people(n);
    let mut posts = world.posts(5);
    for post in &mut posts {
        let even = [20, 16, 10, 8, 5].into_iter().find(|m| *m <= post.skills.len());
        post.skills.truncate(even.unwrap_or(1));
    }
    let mut names = std::collections::BTreeMap::new();
    for p in &people {
        for s in &p.skills {
            let l = names.len();
            names.entry(s.name.to_lowercase()).or_insert(l);
        }
    }
    let mut asked = std::collections::BTreeMap::new();
    for p in &posts {
        for s in &p.skills {
            let l = asked.len();
            asked.entry(s.to_lowercase()).or_insert(l);
        }
    }
    let line = |c: String, b: Vec<String>| format!("{c}\tskill\t{c}\t{}\n", b.join(","));
    let mut text: String = asked.values().map(|at| line(format!("a{at}"), vec![])).collect();
    for (name, at) in &names {
        let b = asked.get(name).map(|a| format!("a{a}")).into_iter().collect();
        text.push_str(&line(format!("d{at}"), b));
    }
    for at in 0..asked.len() * 40 {
        text.push_str(&line(format!("x{at}"), vec![format!("a{}", at / 40)]));
    }
    let lex = LexiconBuilder::empty().terms("names", &text).build().unwrap();
    let matcher = Matcher::builder().lexicon(lex).build().unwrap();
    let cands: Vec<Candidate> = people
        .iter()
        .enumerate()
        .map(|(i, p)| {
            CandidateForm {
                id: format!("{i:08}"),
                skills: Fact::Stated(
                    p.skills
                        .iter()
                        .map(|s| Skill {
                            name: format!("d{}", names[&s.name.to_lowercase()]),
                            level: None,
                            months: None,
                            last_used: None,
                        })
                        .collect(),
                ),
                ..CandidateForm::default()
            }
            .check()
            .unwrap()
        })
        .collect();
    let pool = matcher.candidates(cands).unwrap();
    let offers: Vec<Offer> = posts
        .iter()
        .enumerate()
        .map(|(i, p)| {
            OfferForm {
                id: format!("{i}"),
                requirements: p
                    .skills
                    .iter()
                    .map(|s| {
                        let c = format!("a{}", asked[&s.to_lowercase()]);
                        let mut r = Requirement::new(RequirementKind::KnowHow, c.clone());
                        r.terms = vec![c];
                        r.into()
                    })
                    .collect(),
                ..OfferForm::default()
            }
            .check()
            .unwrap()
        })
        .collect();
    let openings = matcher.openings(offers);
    let review = matcher.as_of(support::forms::review());
    for o in openings.iter() {
        let mut best = f64::MAX;
        for _ in 0..5 {
            let t = std::time::Instant::now();
            std::hint::black_box(review.candidates_for(o, &pool).top(10).run());
            best = best.min(t.elapsed().as_secs_f64() * 1e3);
        }
        println!("  {best:.2} ms");
    }
}
