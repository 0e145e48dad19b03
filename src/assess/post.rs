//! What a post held is worth for a trade: by its title, weighed with what the profile tells of the work.

use super::fit::{BY_CONTENT, Credit, FULL, Tally, View};
use crate::base::dial;
use crate::compile::{
    mastery::CREDIT,
    offer_fit::{OfferFit, TEXT_LEAST},
    profile::{Lists, Source},
};

/// A title that shares the words of the asked one without a known trade: the most that it gives.
pub(crate) const WORDS_OF_TITLE: u32 = 7_500;
/// A term of the asked title found in a post's skills or summary, in percent of what it is worth in a title.
const TOLD_IN_POST: u32 = 30;
/// The part of a title's worth that stands without anything told of the work; the coverage of the work's content that
/// shows it wholly; and what such content is worth under a title of another field, under one that tells nothing, and
/// under one of the same field.
pub(super) const TITLE_ALONE: u32 = 4_500;
pub(super) const SHOWN: u32 = 4_500;
pub(crate) const CONTENT_ALONE: [u32; 3] = [3_500, 6_000, 8_000];

/// What is told of the content of the work, as credits: by the profile as a whole with the post, and by the post alone.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told {
    pub whole: Credit,
    pub own: Credit,
}

/// What a term that is near a trade is worth by where it stands; `None` outside of posts held.
pub(crate) fn told_of_trade(source: Source) -> Option<u32> {
    match source {
        Source::Title => Some(FULL),
        Source::Practice | Source::Account => Some(dial("TOLD_IN_POST", TOLD_IN_POST) * 100),
        _ => None,
    }
}

/// Whether something stands in what a post held tells of its work.
pub(crate) const fn is_told_in_post(source: Source) -> bool {
    matches!(source, Source::Practice | Source::Account)
}

/// Whether everything that shows a title's work might stand in the lists that are open.
pub(super) const fn might_be_shown(open: Lists) -> bool {
    open.meets(Lists::SKILLS.with(Lists::CERTIFICATES))
}

/// Titles without a known trade are compared by their telling words.
pub(super) fn by_words(offer: &OfferFit, view: &View<'_>, tally: &mut Tally) {
    let stints = view.stints.len();
    for (trade, asked) in offer.trades.iter().enumerate() {
        if asked.total == 0 || view.title_words.is_empty() {
            continue;
        }
        for (stint, post) in view.stints.iter().enumerate() {
            if asked.named && !post.silent {
                continue;
            }
            let found: u32 = view
                .title_words
                .iter()
                .filter(|(_, of)| usize::from(*of) == stint)
                .filter_map(|(word, _)| asked.words.binary_search_by_key(word, |(w, _)| *w).ok())
                .filter_map(|at| asked.words.get(at))
                .map(|(_, bits)| u32::from(*bits))
                .sum();
            let near = above_noise(found * FULL / asked.total)
                * dial("WORDS_OF_TITLE", WORDS_OF_TITLE)
                / FULL;
            let place = trade * stints + stint;
            if let Some(best) = tally.near.get_mut(place)
                && near as u16 > *best
            {
                *best = near as u16;
                if let Some(by) = tally.near_items.get_mut(place) {
                    *by = u32::MAX;
                }
            }
        }
    }
}

/// What a post is worth for the offer's own trade by its title, weighed with what it, and the profile as a whole, tell of
/// the work; or by that content alone.
pub(super) fn weigh(
    offer: &OfferFit,
    view: &View<'_>,
    tally: &mut Tally,
    told: impl Fn(usize) -> Told,
) {
    tally.near_best.clone_from(&tally.near);
    tally.fields_best.clone_from(&tally.fields);
    if offer.trades.is_empty() {
        return;
    }
    let open = might_be_shown(view.open);
    for (stint, post) in view.stints.iter().enumerate() {
        let (Some(near), Some(near_best), Some(field), Some(field_best)) = (
            tally.near.get_mut(stint),
            tally.near_best.get_mut(stint),
            tally.fields.get_mut(stint),
            tally.fields_best.get_mut(stint),
        ) else {
            continue;
        };
        let told = told(stint);
        let (shown, practised) = (shown(told.whole.sure), shown(told.own.sure));
        let (shown_best, practised_best) =
            (self::shown(told.whole.best), self::shown(told.own.best));
        let [foreign, silent, same] = CONTENT_ALONE;
        let (foreign, silent, same) = (
            dial("CONTENT_FOREIGN", foreign),
            dial("CONTENT_SILENT", silent),
            dial("CONTENT_SAME", same),
        );
        let least = dial("TITLE_ALONE", TITLE_ALONE);
        let known = (*field).max(*near);
        let alone = foreign + (same - foreign) * u32::from(known).min(FULL) / FULL;
        let alone = if post.silent { alone.max(silent) } else { alone };
        let titled = |shown: u32| u32::from(*near) * (least + (FULL - least) * shown / FULL) / FULL;
        let (by_title, by_content) = (titled(shown), practised * alone / FULL);
        let shown_best = if open { FULL } else { shown_best };
        *near_best = titled(shown_best).max(practised_best * alone / FULL) as u16;
        *near = by_title.max(by_content) as u16;
        *field = known.max(practised as u16);
        *field_best = known.max(practised_best as u16);
        if by_content > by_title
            && let Some(by) = tally.near_items.get_mut(stint)
        {
            *by = BY_CONTENT;
        }
    }
}

/// How far a coverage of the content of the work, as a credit, shows that it was done; in basis points.
fn shown(coverage: u32) -> u32 {
    let scale = FULL * FULL / dial("SHOWN", SHOWN) * ((1 << 16) / CREDIT);
    ((coverage * scale) >> 16).min(FULL)
}

/// The part of a coverage that says something.
fn above_noise(coverage: u32) -> u32 {
    coverage.min(FULL).saturating_sub(TEXT_LEAST) * FULL / (FULL - TEXT_LEAST)
}
