//! How near two trades are.

use crate::base::dial;
use crate::text::{Lexicon, TermId};

/// What a trade is worth whose core covers that of the asked trade wholly, in basis points, and the part of such a
/// coverage that says nothing (any two office trades share it).
const SAME_CORE: u32 = 8_500;
const CORE_NOISE: u32 = 2_000;
/// Two trades of one narrow family, or of one top family only.
const SAME_FAMILY: u32 = 4_500;
const SAME_TOP_FAMILY: u32 = 1_500;

/// Every trade near one, with its credit in basis points.
pub(super) fn neighbourhood(lexicon: &Lexicon, asked: TermId) -> Vec<(TermId, u32)> {
    let mut found: Vec<(TermId, u32)> = lexicon
        .answers(asked)
        .into_iter()
        .map(|(term, credit, _)| (term, u32::from(credit)))
        .collect();
    // Neighbours of neighbours keep the product of both links.
    if let Some(term) = lexicon.term(asked) {
        for (near, first) in &term.related {
            for (far, second) in lexicon.term(*near).map_or(&[][..], |t| &t.related) {
                found.push((*far, u32::from(*first) * u32::from(*second)));
            }
        }
    }
    let above = lexicon.closure(asked);
    for other in lexicon.occupations() {
        let shared = lexicon.closure(other).iter().filter(|t| above.binary_search(t).is_ok());
        let family = shared
            .map(|t| {
                if lexicon.is_top(*t) {
                    dial("SAME_TOP_FAMILY", SAME_TOP_FAMILY)
                } else {
                    dial("SAME_FAMILY", SAME_FAMILY)
                }
            })
            .max();
        found.extend(family.map(|credit| (other, credit)));
    }
    // How much of the asked trade's core each trade implies.
    let core = lexicon.core(asked);
    // What every trade has by trade makes no two alike.
    let proper = |term: TermId, share: u8| u32::from(share) * lexicon.proper(term) / 100;
    let whole: u32 = core.iter().map(|(term, share)| proper(*term, *share)).sum();
    let mut covered: Vec<(TermId, usize, u32)> = Vec::new();
    for (place, (term, share)) in core.iter().enumerate() {
        for (answer, credit, _) in lexicon.answers(*term) {
            for (other, has) in lexicon.implying(answer) {
                covered.push((
                    other,
                    place,
                    u32::from(credit) * u32::from(has) / 1_000 * proper(*term, *share),
                ));
            }
        }
    }
    covered.sort_unstable_by_key(|(other, place, credit)| {
        (*other, *place, std::cmp::Reverse(*credit))
    });
    covered.dedup_by_key(|(other, place, _)| (*other, *place));
    for same in covered.chunk_by(|a, b| a.0 == b.0) {
        let sum: u32 = same.iter().map(|(.., credit)| credit).sum();
        let covered =
            (sum / whole.max(1) * 10).min(10_000).saturating_sub(dial("CORE_NOISE", CORE_NOISE))
                * 10_000
                / (10_000 - dial("CORE_NOISE", CORE_NOISE));
        found.extend(
            same.first()
                .map(|(other, ..)| (*other, covered * dial("SAME_CORE", SAME_CORE) / 10_000)),
        );
    }
    found
}
