//! The reverse view: what the offer is to the person's wishes.
//!
//! It stands beside the fit and is never averaged into it: wanting a post makes nobody more able to do it.

use serde::Serialize;

use crate::{
    base::{Outcome, Points},
    model::{Fact, OfferForm, Wishes},
    text::{Lexicon, TermId, TermKind, stem, tokens},
};

/// From here on, a wish counts as fulfilled.
const FULFILLED: u16 = 6_000;
/// From this share on, something belongs to the core of a trade, in percent.
const CORE: u8 = 60;
/// Words of three letters or fewer carry no wish (*de*, *la*, *SI* stands in the lexicon).
const SHORT: usize = 3;

/// The offer seen from the person's wishes, one aspect beside the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WishView {
    /// Titles wished, against the title and the RESPNC job.
    pub titles: WishAspect,
    /// Places wished, against the place of work.
    pub workplaces: WishAspect,
    /// Domains wished, against the domains of the doors and the terms of the title.
    pub domains: WishAspect,
}

/// One aspect of the wishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WishAspect {
    /// `met`; `not_met`; `unknown` where the list may be partial or the offer prints nothing; `not_applicable` where
    /// nothing is wished.
    pub outcome: Outcome,
    /// How near the nearest wish comes, in basis points.
    pub likeness: Points,
    /// Where that wish stands in the profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The words of the offer it came near to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<String>,
}

/// Compares an offer with wishes. Linear in the texts.
pub(crate) fn view(wishes: &Wishes, offer: &OfferForm, lexicon: &Lexicon) -> WishView {
    let titles: Vec<&str> =
        offer.title.iter().chain(&offer.respnc_job).map(String::as_str).collect();
    let places: Vec<&str> = offer.workplace.iter().map(String::as_str).collect();
    let mut domains: Vec<&str> =
        offer.pathways.iter().filter_map(|p| p.domain.as_deref()).collect();
    domains.extend(&titles);
    let alike = |wish: &str, words: &str| {
        let named = named(wish, words);
        // Between two known trades the words of rank say nothing: "chef de projet informatique" is no "chef de service
        // informatique".
        let trades = is_trade(wish, lexicon) && is_trade(words, lexicon);
        let named = if trades && named < 10_000 { 0 } else { named };
        named.max(meant(wish, words, lexicon))
    };
    WishView {
        titles: aspect("titles", &wishes.titles, &titles, alike),
        // Places have no synonyms.
        workplaces: aspect("workplaces", &wishes.workplaces, &places, named),
        domains: aspect("domains", &wishes.domains, &domains, alike),
    }
}

fn aspect(
    key: &str,
    wishes: &Fact<String>,
    offered: &[&str],
    alike: impl Fn(&str, &str) -> u16,
) -> WishAspect {
    let mut best: Option<(u16, usize, &str)> = None;
    for (at, wish) in wishes.items().iter().enumerate() {
        for words in offered {
            let likeness = alike(wish, words);
            if best.is_none_or(|(most, _, _)| likeness > most) {
                best = Some((likeness, at, words));
            }
        }
    }
    let (likeness, at, words) = best.unwrap_or_default();
    let outcome = match wishes {
        Fact::Unstated => Outcome::NotApplicable,
        Fact::Stated(list) if list.is_empty() => Outcome::NotApplicable,
        _ if likeness >= FULFILLED => Outcome::Met,
        Fact::AtLeast(_) => Outcome::Unknown,
        Fact::Stated(_) if offered.is_empty() => Outcome::Unknown,
        Fact::Stated(_) => Outcome::NotMet,
    };
    let list = if wishes.is_complete() { "" } else { ".at_least" };
    WishAspect {
        outcome,
        likeness: Points::new(u32::from(likeness)),
        path: (likeness > 0).then(|| format!("wishes.{key}{list}[{at}]")),
        offer: (likeness > 0).then(|| words.to_owned()),
    }
}

fn is_trade(text: &str, lexicon: &Lexicon) -> bool {
    let hits = lexicon.read(text).hits;
    hits.iter()
        .any(|hit| (hit.sure || hit.whole) && lexicon.kind(hit.term) == Some(TermKind::Occupation))
}

/// The share of the wish's words that the offer's words name.
fn named(wish: &str, words: &str) -> u16 {
    let stems = |text: &str, short: bool| -> Vec<String> {
        tokens(text)
            .iter()
            .filter(|t| short || t.text.len() > SHORT || t.acronym)
            .map(|t| stem(&t.text))
            .collect()
    };
    let mut wished = stems(wish, false);
    // A wish of short words only is what they say: Voh is a place.
    if wished.is_empty() {
        wished = stems(wish, true);
    }
    let said = stems(words, true);
    let found = wished.iter().filter(|word| said.contains(word)).count();
    (found * 10_000 / wished.len().max(1)) as u16
}

/// How well the terms of the offer's words answer the best answered term of the wish.
fn meant(wish: &str, words: &str, lexicon: &Lexicon) -> u16 {
    let terms = |text: &str| -> Vec<TermId> {
        lexicon
            .read(text)
            .hits
            .into_iter()
            .filter(|hit| hit.sure || hit.whole)
            .map(|hit| hit.term)
            .collect()
    };
    let mut said = terms(words);
    // A trade speaks for what its practice is made of.
    let practised: Vec<TermId> = said
        .iter()
        .flat_map(|trade| lexicon.core(*trade))
        .filter(|(_, percent)| *percent >= CORE)
        .map(|(term, _)| *term)
        .collect();
    said.extend(practised);
    // A rank in front of a field wishes the field.
    let bare = lexicon.is_rank(wish.trim());
    let ranked = |range: std::ops::Range<usize>| {
        !bare && wish.get(range).is_some_and(|words| lexicon.is_rank(words))
    };
    let hits = lexicon.read(wish).hits.into_iter();
    hits.filter(|hit| (hit.sure || hit.whole) && !ranked(hit.range.clone()))
        .map(|hit| hit.term)
        .flat_map(|wished| lexicon.answers(wished))
        .filter(|(answer, _, _)| said.contains(answer))
        .map(|(_, credit, _)| credit)
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer() -> OfferForm {
        OfferForm {
            title: Some("Administrateur systèmes et réseaux".into()),
            workplace: Some("Koné".into()),
            ..OfferForm::default()
        }
    }

    fn wishes(titles: &[&str], places: Fact<String>) -> Wishes {
        let titles = Fact::Stated(titles.iter().map(|t| (*t).to_owned()).collect());
        Wishes { titles, workplaces: places, domains: Fact::Stated(vec!["informatique".into()]) }
    }

    #[test]
    fn each_aspect_is_seen_by_itself() {
        let lexicon = Lexicon::shipped();
        let seen = view(
            &wishes(&["Comptable", "Ingénieur système"], Fact::Stated(vec!["Nouméa".into()])),
            &offer(),
            &lexicon,
        );
        assert_eq!(
            seen.titles.outcome,
            Outcome::Met,
            "another name of the trade: {:?}",
            seen.titles
        );
        assert_eq!(seen.titles.path.as_deref(), Some("wishes.titles[1]"));
        assert_eq!(seen.workplaces.outcome, Outcome::NotMet);
        assert_eq!(
            seen.domains.outcome,
            Outcome::Met,
            "a narrower trade of the domain: {:?}",
            seen.domains
        );
    }

    #[test]
    fn rank_is_no_wish_and_short_names_are_places() {
        let lexicon = Lexicon::shipped();
        let seen = |wish: &str, title: &str, place: &str, wanted: &str| {
            let offer = OfferForm {
                title: Some(title.into()),
                workplace: Some(place.into()),
                ..OfferForm::default()
            };
            let wishes = wishes(&[wish], Fact::Stated(vec![wanted.into()]));
            let view = view(&wishes, &offer, &lexicon);
            (view.titles.outcome, view.workplaces.outcome)
        };
        let (title, place) =
            seen("Cheffe de service social", "Chef de service informatique", "Voh", "Voh");
        assert_eq!((title, place), (Outcome::NotMet, Outcome::Met));
        let (title, place) =
            seen("Chef de service informatique", "Cheffe de service informatique", "Koné", "Voh");
        assert_eq!((title, place), (Outcome::Met, Outcome::NotMet));
        let (title, _) = seen("Comptable", "Accountant", "Koné", "Koné");
        assert_eq!(title, Outcome::Met, "the same trade in English");
    }

    #[test]
    fn what_is_not_known_is_not_refused() {
        let lexicon = Lexicon::shipped();
        let partial = view(&wishes(&[], Fact::AtLeast(vec!["Nouméa".into()])), &offer(), &lexicon);
        assert_eq!(partial.workplaces.outcome, Outcome::Unknown);
        assert_eq!(partial.titles.outcome, Outcome::NotApplicable);
        let nowhere = OfferForm { workplace: None, ..offer() };
        let seen = view(&wishes(&[], Fact::Stated(vec!["Koné".into()])), &nowhere, &lexicon);
        assert_eq!(seen.workplaces.outcome, Outcome::Unknown, "the offer prints no place");
    }
}
