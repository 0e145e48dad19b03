//! Finding by halves.

use std::ops::Range;

/// The first number of a range that holds, if every later one holds too; the end of the range if none does. Logarithmic.
pub(crate) fn first(range: Range<i32>, holds: impl Fn(i32) -> bool) -> i32 {
    let Range { start: mut low, end: mut high } = range;
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn the_first_is_found_wherever_it_stands() {
        for least in -4..=9 {
            assert_eq!(first(-3..8, |n| n >= least), least.clamp(-3, 8));
        }
        assert_eq!(first(5..5, |_| true), 5);
    }
}
