//! Rankings: the total order, the k best, shards, updates, filters, the matrix — each against the plain way.

use std::{
    ops::ControlFlow,
    sync::atomic::{AtomicUsize, Ordering},
};

use adequation::{
    Candidate, CandidateForm, Cell, Date, Experience, Fact, Matcher, Offer, OfferForm, Opening,
    Points, Pool, ProblemKind, Profile, Ranking, Review, Verdict,
};
use proptest::{collection::vec, prelude::*};

use crate::generate;

#[path = "../benches/support/forms.rs"]
mod forms;
#[path = "../benches/support/population.rs"]
mod population;

fn day() -> Date {
    forms::review()
}

/// What is compared of an entry: everything but who it is printed for.
type Line = (usize, String, Cell);

fn lines(ranking: &Ranking) -> Vec<Line> {
    ranking.entries().iter().map(|hit| (hit.rank, hit.candidate().to_owned(), hit.cell)).collect()
}

/// The plain way: every pair by itself, as `assess` explains it, sorted by the documented key.
fn plainly(
    review: &Review,
    matcher: &Matcher,
    opening: &Opening,
    people: &[Candidate],
) -> Vec<Line> {
    let openings = matcher.openings([opening.offer().clone()]);
    let mut all: Vec<(Cell, String)> = people
        .iter()
        .map(|candidate| {
            let pool = matcher.candidates([candidate.clone()]).expect("one candidate");
            let cell = review.matrix(&openings, &pool).run().cell(0, 0).expect("one pair");
            // The numbers of a ranking come from tables, those of an explanation criterion by criterion.
            let told = review.assess(opening, &matcher.profile(candidate.clone()));
            assert_eq!(cell.score(), told.fit.as_ref().map(|fit| fit.score));
            assert_eq!(cell.potential(), told.fit.as_ref().map(|fit| fit.potential));
            assert_eq!(cell.verdict(), told.eligibility.verdict);
            assert_eq!(cell.tier(), told.priority.tier);
            (cell, candidate.id.clone())
        })
        .collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    all.into_iter().zip(1..).map(|((cell, id), rank)| (rank, id, cell)).collect()
}

fn people() -> impl Strategy<Value = Vec<Candidate>> {
    // Few distinct profiles under many identifiers: ties are the rule.
    (
        vec(generate::candidate(Just("x".to_owned())), 1..8),
        vec(any::<prop::sample::Index>(), 1..120),
    )
        .prop_map(|(few, many)| {
            many.iter()
                .enumerate()
                .map(|(i, which)| {
                    let form = CandidateForm {
                        id: format!("c-{}", (i * 37) % 1_000),
                        ..which.get(&few).clone()
                    };
                    form.check().expect("valid by construction")
                })
                .collect()
        })
}

fn matcher() -> Matcher {
    static MATCHER: std::sync::OnceLock<Matcher> = std::sync::OnceLock::new();
    MATCHER.get_or_init(Matcher::new_caledonia).clone()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_k_best_are_those_of_the_plain_way(
        people in people(),
        offer in generate::offer(Just("offer".to_owned())),
        k in 0usize..14,
        least in prop::sample::select(vec![Verdict::Ineligible, Verdict::Undetermined, Verdict::Eligible]),
        minimum in prop::sample::select(vec![0u32, 0, 800, 2_500]),
        cut in any::<prop::sample::Index>(),
    ) {
        let matcher = matcher();
        let review = matcher.as_of(day());
        let opening = matcher.offer(offer.check().expect("valid by construction"));
        let pool = matcher.candidates(people.clone()).expect("distinct identifiers");
        let mut plain = plainly(&review, &matcher, &opening, &people);
        let everything = review.candidates_for(&opening, &pool).verdict_at_least(Verdict::Ineligible).run();
        prop_assert_eq!(lines(&everything), plain.clone());
        prop_assert_eq!(everything.considered(), people.len());

        let minimum = Points::new(minimum);
        plain.retain(|(_, _, cell)| {
            cell.verdict() >= least && (minimum == Points::ZERO || cell.score().is_some_and(|s| s >= minimum))
        });
        plain.truncate(k);
        plain.iter_mut().zip(1..).for_each(|(line, rank)| line.0 = rank);
        let query = |pool: &Pool| {
            review.candidates_for(&opening, pool).verdict_at_least(least).minimum_score(minimum).top(k)
        };
        prop_assert_eq!(lines(&query(&pool).run()), plain.clone());

        // Shards, in any order and grouping.
        let cut = cut.index(people.len() + 1);
        let (left, right) = people.split_at(cut);
        let [a, b] = [left, right].map(|shard| query(&matcher.candidates(shard.to_vec()).unwrap()).run());
        let empty = query(&matcher.candidates([]).unwrap()).run();
        let one = a.clone().merge(b.clone()).unwrap().merge(empty.clone()).unwrap();
        let other = empty.merge(b).unwrap().merge(a).unwrap();
        prop_assert_eq!(lines(&one), plain.clone());
        prop_assert_eq!(lines(&other), plain.clone());
        prop_assert_eq!(one.considered(), people.len());

        // An updated pool is a pool compiled anew.
        let base = matcher.candidates(right.to_vec()).unwrap();
        let grown = base.updated(left.to_vec(), Vec::<&str>::new()).unwrap();
        prop_assert_eq!(lines(&query(&grown).run()), plain);
        let shrunk = grown.updated(Vec::new(), left.iter().map(|c| c.id.as_str())).unwrap();
        prop_assert_eq!(lines(&query(&shrunk).run()), lines(&query(&base).run()));
    }
}

/// Whoever has exactly the score asked for is found: no bound is lower than what it bounds.
fn is_found_at_its_score(review: &Review, opening: &Opening, pool: &Pool) {
    let openings = matcher().openings([opening.offer().clone()]);
    let cell = review.matrix(&openings, pool).run().cell(0, 0).expect("one pair");
    let Some(score) = cell.score() else { return };
    let query = review.candidates_for(opening, pool).verdict_at_least(Verdict::Ineligible);
    let best = query.minimum_score(score).top(1).run();
    assert_eq!(best.entries().first().map(|hit| hit.cell), Some(cell), "{score:?}");
}

/// Nine of a kind: with fewer, one best is found without bounds.
fn nine(form: &CandidateForm) -> Pool {
    let copies = (0..9).map(|i| CandidateForm { id: format!("c-{i}"), ..form.clone() });
    let people = copies.map(|form| form.check().expect("valid by construction"));
    matcher().candidates(people).expect("distinct identifiers")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn a_bound_is_never_below_the_score(
        people in vec(generate::candidate(Just("x".to_owned())), 1..4),
        offer in generate::offer(Just("offer".to_owned())),
    ) {
        // The same offer with next to nothing but its title, where nothing hides what the title gives.
        let bare = OfferForm {
            missions: offer.missions.iter().take(1).cloned().collect(),
            activities: Vec::new(),
            terms: Vec::new(),
            requirements: offer.requirements.iter().take(1).cloned().collect(),
            ..offer.clone()
        };
        let title = offer.title.clone().unwrap_or_else(|| "Agent".to_owned());
        for offer in [offer, bare] {
            let opening = matcher().offer(offer.check().expect("valid by construction"));
            for form in &people {
                is_found_at_its_score(&matcher().as_of(day()), &opening, &nine(form));
                // And somebody who held such posts.
                let mut form = form.clone();
                let (Fact::Stated(held) | Fact::AtLeast(held)) = &mut form.experience else { continue };
                held.iter_mut().for_each(|post| post.title.clone_from(&title));
                is_found_at_its_score(&matcher().as_of(day()), &opening, &nine(&form));
            }
        }
    }
}

/// The same where much is asked and much is held.
#[test]
fn a_bound_is_never_below_the_score_of_the_population() {
    let world = population::World::default();
    let openings: Vec<Opening> =
        world.posts(6).iter().map(|post| matcher().offer(forms::offer(post))).collect();
    for person in world.people(40) {
        let pool = nine(&forms::candidate(&person));
        for opening in &openings {
            is_found_at_its_score(&matcher().as_of(day()), opening, &pool);
        }
    }
}

/// Somebody of whom more is known than is counted is not lost, before and after the pool was saved and changed.
#[test]
fn whoever_has_more_than_is_counted_is_found() {
    let letter = |at: usize| char::from(b'a' + (at % 26) as u8);
    let word = |at: usize| format!("zq{}x{}k{}", letter(at), letter(at / 26), letter(at / 676));
    let words: Vec<String> = (0..1_000).map(word).collect();
    let title = format!("Zorbeur {}", words.join(" "));
    let post = Experience { title, from: Some("2015".parse().unwrap()), ..Experience::default() };
    let form = CandidateForm { experience: Fact::Stated(vec![post]), ..CandidateForm::default() };
    let pool = nine(&form);
    let opening = matcher().offer(
        OfferForm { id: "o".into(), title: Some(words[..40].join(" ")), ..OfferForm::default() }
            .check()
            .unwrap(),
    );
    let review = matcher().as_of(day());
    let score = review.assess(&opening, pool.profiles().next().unwrap()).fit.unwrap().score;
    assert!(score > Points::ZERO, "the words of the title count");
    let loaded = matcher().load_pool(pool.save()).unwrap();
    let more = CandidateForm { id: "d".into(), ..CandidateForm::default() }.check().unwrap();
    let changed = loaded.updated(vec![more], ["c-0"]).unwrap();
    for pool in [pool, loaded, changed] {
        is_found_at_its_score(&review, &opening, &pool);
    }
}

/// The population of the benches, large enough for bounds to leave most pairs aside.
#[test]
fn bounds_leave_out_nobody_who_belongs() {
    let world = population::World::default();
    let people: Vec<Candidate> = world.people(2_000).iter().map(forms::candidate).collect();
    let matcher = matcher();
    let review = matcher.as_of(day());
    let pool = matcher.candidates(people).unwrap();
    let offers: Vec<Offer> = world.posts(6).iter().map(forms::offer).collect();
    let matrix = review.matrix(&matcher.openings(offers.clone()), &pool).run();
    for (column, offer) in offers.into_iter().enumerate() {
        let opening = matcher.offer(offer);
        let all =
            review.candidates_for(&opening, &pool).verdict_at_least(Verdict::Ineligible).run();
        for hit in all.entries() {
            let row = hit.candidate().trim_start_matches("c-").parse::<usize>().unwrap();
            // The matrix judges every pair by itself; positions are those of the identifiers.
            assert_eq!(matrix.cell(row, column), Some(hit.cell), "{}", hit.candidate());
        }
        for k in [1, 10, 50] {
            let best = review
                .candidates_for(&opening, &pool)
                .verdict_at_least(Verdict::Ineligible)
                .top(k)
                .run();
            assert_eq!(lines(&best)[..], lines(&all)[..k], "the {k} best of {}", opening.id());
        }
    }
}

#[test]
fn every_duplicate_identifier_is_named() {
    let person =
        |id: &str| CandidateForm { id: id.into(), ..CandidateForm::default() }.check().unwrap();
    let error = matcher().candidates(["b", "a", "b", "a", "b"].map(person)).unwrap_err();
    let found: Vec<(&str, bool)> = error
        .problems()
        .iter()
        .map(|p| (p.path.as_str(), matches!(p.kind, ProblemKind::DuplicateId { .. })))
        .collect();
    assert_eq!(found, [("[2].id", true), ("[3].id", true), ("[4].id", true)]);
    let pool = matcher().candidates(["a", "b"].map(person)).unwrap();
    assert!(pool.updated(vec![person("b")], Vec::<&str>::new()).is_err());
    assert_eq!(pool.updated(vec![person("b")], ["b", "zzz"]).unwrap().len(), 2);
}

#[test]
fn rankings_of_different_questions_do_not_merge() {
    let world = population::World::default();
    let matcher = matcher();
    let review = matcher.as_of(day());
    let pool = matcher.candidates(world.people(3).iter().map(forms::candidate)).unwrap();
    let [a, b] = [0, 1].map(|i| matcher.offer(forms::offer(&world.post(i))));
    let ten = |opening: &Opening| review.candidates_for(opening, &pool).top(10).run();
    let error = ten(&a).merge(ten(&b)).unwrap_err().to_string();
    assert!(error.contains(a.id()) && error.contains(b.id()), "{error}");
    assert!(ten(&a).merge(review.candidates_for(&a, &pool).top(9).run()).is_err());
}

#[test]
fn a_run_tells_how_far_it_is_and_stops_when_told() {
    let world = population::World::default();
    let matcher = matcher();
    let review = matcher.as_of(day());
    let pool = matcher.candidates(world.people(300).iter().map(forms::candidate)).unwrap();
    let opening = matcher.offer(forms::offer(&world.post(0)));
    let done = AtomicUsize::new(0);
    let query = || review.candidates_for(&opening, &pool).top(3);
    let watched = query()
        .run_watched(|progress| {
            done.fetch_max(progress.done, Ordering::Relaxed);
            assert_eq!(progress.total, 300);
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(lines(&watched), lines(&query().run()));
    assert_eq!(done.into_inner(), 300);
    assert!(query().run_watched(|_| ControlFlow::Break(())).is_err());

    let openings = matcher.openings(world.posts(3).iter().map(forms::offer));
    let matrix = review.matrix(&openings, &pool).run();
    let mut rows = Vec::new();
    review
        .matrix(&openings, &pool)
        .for_each_row(
            |_| ControlFlow::Continue(()),
            |row| {
                rows.push((row.candidate.to_owned(), row.cells.to_vec()));
                ControlFlow::Continue(())
            },
        )
        .unwrap();
    let kept: Vec<_> =
        matrix.rows().map(|row| (row.candidate.to_owned(), row.cells.to_vec())).collect();
    assert_eq!(rows, kept);
    assert_eq!(matrix.cell(300, 0), None);
    assert_eq!(matrix.cell(0, 3), None);
}

/// One candidate against all offers agrees with all candidates against one offer.
#[test]
fn both_directions_agree() {
    let world = population::World::default();
    let matcher = matcher();
    let review = matcher.as_of(day());
    let openings = matcher.openings(world.posts(12).iter().map(forms::offer));
    let candidate = forms::candidate(&world.person(7));
    let profile = matcher.profile(candidate.clone());
    let pool = matcher.candidates([candidate]).unwrap();
    let offers = review.offers_for(&profile, &openings).verdict_at_least(Verdict::Ineligible).run();
    assert_eq!(offers.entries().len(), 12);
    for hit in offers.entries() {
        let back =
            review.candidates_for(hit.opening(), &pool).verdict_at_least(Verdict::Ineligible).run();
        assert_eq!(back.entries()[0].cell, hit.cell);
    }
    assert!(offers.entries().is_sorted_by(|a, b| a.cell >= b.cell));
}

/// A pool that is saved and loaded ranks, explains and updates as the one that was compiled; anything else is refused.
#[test]
fn saved_pools_come_back_or_are_refused() {
    let world = population::World::default();
    let matcher = matcher();
    let review = matcher.as_of(day());
    let mut people: Vec<Candidate> = world.people(150).iter().map(forms::candidate).collect();
    people.push(
        CandidateForm { id: "nothing known".into(), ..CandidateForm::default() }.check().unwrap(),
    );
    let pool = matcher.candidates(people).unwrap();
    let bytes = pool.save();
    let loaded = matcher.load_pool(&bytes).unwrap();
    assert_eq!(loaded.save(), bytes);
    let given = matcher.load_pool(bytes.clone()).unwrap();
    assert_eq!(given.save(), bytes);
    assert!(given.profiles().map(Profile::candidate).eq(pool.profiles().map(Profile::candidate)));
    let opening = matcher.offer(forms::offer(&world.post(1)));
    let query = |pool: &Pool, k| {
        review.candidates_for(&opening, pool).verdict_at_least(Verdict::Ineligible).top(k).run()
    };
    for k in [3, 151] {
        assert_eq!(lines(&query(&loaded, k)), lines(&query(&pool, k)));
    }
    let (a, b) = (query(&pool, 2), query(&loaded, 2));
    let json = |ranking: &Ranking| {
        serde_json::to_string(&ranking.assessment(&ranking.entries()[1])).unwrap()
    };
    assert_eq!(json(&a), json(&b));
    assert_eq!(loaded.updated(Vec::new(), ["c-0000003"]).unwrap().len(), 150);

    use adequation::PoolError;
    assert_eq!(matcher.load_pool(b"").unwrap_err(), PoolError::NotAPool);
    assert_eq!(matcher.load_pool(b"adequate, but not a pool").unwrap_err(), PoolError::NotAPool);
    for at in [44, 200, bytes.len() - 1] {
        let mut changed = bytes.clone();
        changed[at] ^= 0x10;
        assert_eq!(matcher.load_pool(&changed).unwrap_err(), PoolError::Damaged, "byte {at}");
        assert!(matcher.load_pool(&bytes[..at]).is_err());
    }
    let mut older = bytes.clone();
    older[8] = 0;
    assert!(matches!(matcher.load_pool(&older).unwrap_err(), PoolError::Version { found: 0, .. }));
    let lexicon = adequation::Lexicon::builder()
        .terms("own.tsv", "own-thing\tskill\tchose à soi\n")
        .build()
        .unwrap();
    let other = Matcher::builder().lexicon(lexicon).build().unwrap();
    assert_eq!(other.load_pool(&bytes).unwrap_err(), PoolError::Lexicon);
}
