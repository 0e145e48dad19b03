//! The common ground of the formula and the library: skill coverage alone, of everybody, without filters.
//!
//! The library is configured to it: names are given to it as codes, and its lexicon says which declared name answers which
//! asked one – normalised Levenshtein ≥ 0.9 in lower case, as the formula has it, settled once for each distinct pair of names.
//! Profiles state nothing but names of skills, offers ask nothing else. Everybody then finds the same ten.

use std::collections::BTreeMap;

use adequation::{
    Candidate, CandidateForm, Fact, Lexicon, LexiconBuilder, Matcher, Offer, OfferForm,
    Requirement, RequirementKind, Skill,
};
use rapidfuzz::distance::levenshtein::{Args, BatchComparator};

use crate::{
    formula::CUTOFF,
    median, naive,
    ours::threads,
    population::{Person, Post},
    rapid::Asked,
    timed,
};

/// More narrower terms than this make no difference to the library.
const BROAD: usize = 64;
/// So many are asked for.
const BEST: usize = 10;

/// Distinct names in lower case, numbered.
#[derive(Default)]
struct Names(BTreeMap<String, usize>);

impl Names {
    fn number(&mut self, name: &str) -> usize {
        let next = self.0.len();
        *self.0.entry(name.to_lowercase()).or_insert(next)
    }
}

/// A word that no stemming and no tolerance to slips of the pen takes for another: digits as consonants, each twice.
fn code(of: char, number: usize) -> String {
    let digits = format!("{number:06}");
    let letters = digits.bytes().map(|digit| b"bcdfghjklm"[usize::from(digit - b'0')]);
    letters.fold(format!("{of}q"), |mut word, letter| {
        word.extend([char::from(letter); 2]);
        word
    })
}

/// Everybody's skills and those of the posts, as numbers, and which declared name answers which asked ones.
struct World {
    people: Vec<Vec<usize>>,
    posts: Vec<Vec<usize>>,
    answers: Vec<Vec<usize>>,
}

impl World {
    fn new(people: &[Person], posts: &[Post]) -> Self {
        let (mut declared, mut asked) = (Names::default(), Names::default());
        let people = people
            .iter()
            .map(|person| person.skills.iter().map(|s| declared.number(&s.name)).collect())
            .collect();
        let posts = posts
            .iter()
            .map(|post| post.skills.iter().map(|name| asked.number(name)).collect())
            .collect();
        let cutoff = Args::default().score_cutoff(CUTOFF);
        let asked: Vec<_> =
            asked.0.iter().map(|(name, at)| (BatchComparator::new(name.chars()), *at)).collect();
        let mut answers = vec![Vec::new(); declared.0.len()];
        for (name, at) in &declared.0 {
            answers[*at] = asked
                .iter()
                .filter(|(asked, _)| {
                    asked.normalized_similarity_with_args(name.chars(), &cutoff).is_some()
                })
                .map(|(_, at)| *at)
                .collect();
        }
        Self { people, posts, answers }
    }

    /// A declared name is narrower than the asked ones that it answers. Every asked one is as broad as the library tells apart: broad
    /// terms count less there, and the formula knows no such thing.
    fn lexicon(&self) -> Lexicon {
        let asked = 1 + self.posts.iter().flatten().max().expect("posts that ask");
        let line = |code: String, broader: Vec<String>| {
            format!("{code}\tskill\t{code}\t{}\n", broader.join(","))
        };
        let mut text: String = (0..asked).map(|at| line(code('a', at), Vec::new())).collect();
        for (at, answers) in self.answers.iter().enumerate() {
            let broader = answers.iter().map(|at| code('a', *at)).collect();
            text.push_str(&line(code('d', at), broader));
        }
        for at in 0..asked * BROAD {
            text.push_str(&line(code('x', at), vec![code('a', at / BROAD)]));
        }
        LexiconBuilder::empty().terms("names", &text).build().expect("a sound lexicon")
    }

    fn candidate(&self, person: usize) -> Candidate {
        let skill =
            |at: &usize| Skill { name: code('d', *at), level: None, months: None, last_used: None };
        let form = CandidateForm {
            id: format!("{person:08}"),
            skills: Fact::Stated(self.people[person].iter().map(skill).collect()),
            ..CandidateForm::default()
        };
        form.check().expect("a sound profile")
    }

    fn offer(&self, post: usize) -> Offer {
        let requirements = self.posts[post].iter().map(|at| {
            let mut asked = Requirement::new(RequirementKind::KnowHow, code('a', *at));
            asked.terms = vec![code('a', *at)];
            asked.into()
        });
        let form = OfferForm {
            id: format!("{post}"),
            requirements: requirements.collect(),
            ..OfferForm::default()
        };
        form.check().expect("a sound offer")
    }
}

/// The ten who have most of what a post asks, by these counts.
fn ten(n: usize, covered: impl Fn(usize) -> usize) -> Vec<usize> {
    let mut all: Vec<(usize, usize)> = (0..n).map(|person| (covered(person), person)).collect();
    all.sort_unstable_by_key(|(covered, person)| (std::cmp::Reverse(*covered), *person));
    all.into_iter().take(BEST).map(|(_, person)| person).collect()
}

/// Measures all three on these people and posts, one thread, and stops where they find different people. Of each post so many skills
/// are asked that ten thousand points divide evenly: the library gives whole points.
pub fn compare(people: &[Person], posts: &[Post]) {
    let mut posts = posts.to_vec();
    for post in &mut posts {
        let even = [20, 16, 10, 8, 5].into_iter().find(|most| *most <= post.skills.len());
        post.skills.truncate(even.unwrap_or(1));
    }
    let posts = &*posts;
    let world = World::new(people, posts);
    let matcher = Matcher::builder().lexicon(world.lexicon()).build().expect("the shipped rules");
    let candidates: Vec<Candidate> = (0..people.len()).map(|at| world.candidate(at)).collect();
    let pool = matcher.candidates(candidates).expect("distinct");
    let openings = matcher.openings((0..posts.len()).map(|at| world.offer(at)));
    let review = matcher.as_of(crate::forms::review());
    let ready: Vec<Vec<String>> = people
        .iter()
        .map(|person| person.skills.iter().map(|s| s.name.to_lowercase()).collect())
        .collect();
    let ours = |at: usize| {
        let ranking = review.candidates_for(&openings[at], &pool).top(BEST).run();
        ranking.entries().iter().map(|entry| entry.candidate().parse().expect("a number")).collect()
    };
    let rivals: [(&str, &(dyn Fn(usize) -> Vec<usize> + Sync)); 3] = [
        ("naive strsim", &|at| ten(people.len(), |i| naive::covered(&posts[at], &people[i]))),
        ("rapidfuzz-rs", &|at| {
            let asked = Asked::of(&posts[at]);
            ten(ready.len(), |i| asked.covered(&ready[i]))
        }),
        ("adequation", &ours),
    ];
    let mut known: Vec<Vec<usize>> = Vec::new();
    let mut first = 0.0;
    for (name, rival) in rivals {
        let mut times = Vec::new();
        for at in 0..posts.len() {
            let (found, time) = threads(1, || timed(|| rival(at)));
            times.push(time.as_secs_f64());
            match known.get(at) {
                None => known.push(found),
                Some(known) => assert_eq!(known, &found, "{name} differs on {}", posts[at].id),
            }
        }
        let time = median(times.into_iter());
        first = if first == 0.0 { time } else { first };
        println!("coverage alone {name:14} {:>12.3} ms  x{:.1}", time * 1e3, first / time);
    }
}
