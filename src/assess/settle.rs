//! Whole points that sum.

use std::cmp::Reverse;

use crate::compile::offer_fit::SHIFT;

/// Whole points for exact shares (shifted left by [`SHIFT`] bits): floors first, then the largest remainders, so that they
/// sum to `total`; none below its floor in `least`.
pub(super) fn settle(total: u16, exact: &[u64], least: Option<&[u32]>) -> Vec<u32> {
    let full = 1u64 << SHIFT;
    let floor = |at: usize| least.and_then(|l| l.get(at)).copied().unwrap_or(0);
    let over =
        |at: usize| exact.get(at).map_or(0, |e| e.saturating_sub(u64::from(floor(at)) * full));
    let mut points: Vec<u32> =
        (0..exact.len()).map(|at| floor(at) + (over(at) / full) as u32).collect();
    let mut order: Vec<_> = (0..exact.len()).map(|at| (Reverse(over(at) % full), at)).collect();
    order.sort_unstable();
    let sum: u32 = points.iter().sum();
    let total = u32::from(total);
    let missing = total.saturating_sub(sum) as usize;
    for (_, at) in order.iter().filter(|(left, _)| left.0 > 0).take(missing) {
        if let Some(p) = points.get_mut(*at) {
            *p += 1;
        }
    }
    let mut excess = sum.saturating_sub(total);
    for (_, at) in order.iter().rev() {
        if excess > 0
            && let Some(p) = points.get_mut(*at)
            && *p > floor(*at)
        {
            *p -= 1;
            excess -= 1;
        }
    }
    points
}
