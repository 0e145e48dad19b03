//! How near two trades are.

use crate::{
    base::dial,
    text::{Lexicon, TermId, TermKind},
};

/// What a trade is worth whose core covers that of the asked trade wholly, in basis points, and the part of such a
/// coverage that says nothing (any two office trades share it).
const SAME_CORE: u32 = 8_500;
const CORE_NOISE: u32 = 2_000;
/// Two trades of one narrow family, or of one top family only.
const SAME_FAMILY: u32 = 4_500;
const SAME_TOP_FAMILY: u32 = 1_500;

/// Every trade near one, with its credit in basis points; the best of several counts.
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
    for shared in above {
        let credit = if lexicon.is_top(*shared) {
            dial("SAME_TOP_FAMILY", SAME_TOP_FAMILY)
        } else {
            dial("SAME_FAMILY", SAME_FAMILY)
        };
        let family = lexicon.descendants(*shared).iter();
        let trades = family.filter(|t| lexicon.kind(**t) == Some(TermKind::Occupation));
        found.extend(trades.map(|other| (*other, credit)));
    }
    // How much of the asked trade's core each trade implies.
    let core = lexicon.core(asked);
    // What every trade has by trade makes no two alike.
    let proper = |term: TermId, share: u8| u32::from(share) * lexicon.proper(term) / 100;
    let whole: u32 = core.iter().map(|(term, share)| proper(*term, *share)).sum();
    // By trade: what it covers of one part of the core at best, and of all parts so far.
    let mut covered = vec![(0u32, 0u32); lexicon.len()];
    let (mut of_part, mut trades): (Vec<TermId>, Vec<TermId>) = (Vec::new(), Vec::new());
    for (term, share) in core {
        let proper = proper(*term, *share);
        for (answer, credit, _) in lexicon.answers(*term) {
            for (other, has) in lexicon.implying(answer) {
                let worth = u32::from(credit) * u32::from(has) / 1_000 * proper;
                if let Some((best, _)) = covered.get_mut(other as usize).filter(|c| c.0 < worth) {
                    if *best == 0 {
                        of_part.push(other);
                    }
                    *best = worth;
                }
            }
        }
        for other in of_part.drain(..) {
            if let Some((best, sum)) = covered.get_mut(other as usize) {
                if *sum == 0 {
                    trades.push(other);
                }
                *sum += std::mem::take(best);
            }
        }
    }
    for other in trades {
        let sum = covered.get(other as usize).map_or(0, |(_, sum)| *sum);
        let noise = dial("CORE_NOISE", CORE_NOISE);
        let covered =
            (sum / whole.max(1) * 10).min(10_000).saturating_sub(noise) * 10_000 / (10_000 - noise);
        found.push((other, covered * dial("SAME_CORE", SAME_CORE) / 10_000));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plain way, trade by trade.
    fn plainly(lexicon: &Lexicon, asked: TermId, other: TermId) -> u32 {
        let answers = |asked: TermId| lexicon.answers(asked).into_iter();
        let mut best = answers(asked).find(|a| a.0 == other).map_or(0, |a| u32::from(a.1));
        for (near, first) in &lexicon.term(asked).unwrap().related {
            for (far, second) in &lexicon.term(*near).unwrap().related {
                if *far == other {
                    best = best.max(u32::from(*first) * u32::from(*second));
                }
            }
        }
        for shared in lexicon.closure(other).iter().filter(|t| lexicon.closure(asked).contains(t)) {
            let credit = if lexicon.is_top(*shared) {
                dial("SAME_TOP_FAMILY", SAME_TOP_FAMILY)
            } else {
                dial("SAME_FAMILY", SAME_FAMILY)
            };
            best = best.max(credit);
        }
        let proper = |(term, share): &(TermId, u8)| u32::from(*share) * lexicon.proper(*term) / 100;
        let whole: u32 = lexicon.core(asked).iter().map(proper).sum();
        let mut sum = 0;
        for part in lexicon.core(asked) {
            let worth = |(answer, credit, _): (TermId, u16, _)| {
                let has = lexicon.implying(answer).find(|(trade, _)| *trade == other)?.1;
                Some(u32::from(credit) * u32::from(has) / 1_000 * proper(part))
            };
            sum += answers(part.0).filter_map(worth).max().unwrap_or(0);
        }
        let covered = (sum / whole.max(1) * 10).min(10_000).saturating_sub(CORE_NOISE) * 10_000
            / (10_000 - CORE_NOISE);
        best.max(covered * SAME_CORE / 10_000)
    }

    #[test]
    fn neighbours_are_worth_what_each_is_by_itself() {
        let lexicon = Lexicon::shipped();
        let trades: Vec<TermId> = (0..lexicon.len() as TermId)
            .filter(|t| lexicon.kind(*t) == Some(TermKind::Occupation))
            .collect();
        for asked in trades.iter().copied().step_by(23) {
            let found = neighbourhood(&lexicon, asked);
            for other in trades.iter().copied() {
                let best = found.iter().filter(|f| f.0 == other).map(|f| f.1).max().unwrap_or(0);
                assert_eq!(best, plainly(&lexicon, asked, other), "{}", lexicon.name(other));
            }
        }
    }
}
