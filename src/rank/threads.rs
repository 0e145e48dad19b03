//! Work over fixed chunks: on the caller's rayon pool with the feature `parallel`, else in order. Results keep the order
//! of the chunks either way, so that no result depends on the number of threads.

use std::ops::Range;

/// The chunks of `0..n`, `size` each but the last.
pub(crate) fn chunks(n: usize, size: usize) -> impl ExactSizeIterator<Item = Range<usize>> {
    let size = size.max(1);
    (0..n.div_ceil(size)).map(move |i| i * size..((i + 1) * size).min(n))
}

/// One result a chunk, in the order of the chunks.
#[cfg(feature = "parallel")]
pub(crate) fn map_chunks<T: Send>(
    n: usize,
    size: usize,
    work: impl Fn(Range<usize>) -> T + Sync + Send,
) -> Vec<T> {
    use rayon::prelude::*;
    if n <= size {
        return chunks(n, size).map(work).collect();
    }
    chunks(n, size).collect::<Vec<_>>().into_par_iter().map(work).collect()
}

/// One result a chunk, in the order of the chunks.
#[cfg(not(feature = "parallel"))]
pub(crate) fn map_chunks<T: Send>(
    n: usize,
    size: usize,
    work: impl Fn(Range<usize>) -> T + Sync + Send,
) -> Vec<T> {
    chunks(n, size).map(work).collect()
}

/// How many threads work at a time.
#[cfg(feature = "parallel")]
pub(crate) fn count() -> usize {
    rayon::current_num_threads()
}

/// How many threads work at a time.
#[cfg(not(feature = "parallel"))]
pub(crate) const fn count() -> usize {
    1
}

/// What each of these becomes, in their order; one thread takes at least so many.
#[cfg(feature = "parallel")]
pub(crate) fn map<T: Sync, U: Send>(
    items: &[T],
    least: usize,
    work: impl Fn(&T) -> U + Sync + Send,
) -> Vec<U> {
    use rayon::prelude::*;
    items.par_iter().with_min_len(least).map(work).collect()
}

/// What each of these becomes, in their order.
#[cfg(not(feature = "parallel"))]
pub(crate) fn map<T, U>(items: &[T], _: usize, work: impl Fn(&T) -> U) -> Vec<U> {
    items.iter().map(work).collect()
}

/// Works on each of these, which are numbered.
#[cfg(feature = "parallel")]
pub(crate) fn for_each<T: Send>(items: &mut [T], work: impl Fn(usize, &mut T) + Sync + Send) {
    use rayon::prelude::*;
    items.par_iter_mut().enumerate().for_each(|(at, item)| work(at, item));
}

/// Works on each of these, which are numbered.
#[cfg(not(feature = "parallel"))]
pub(crate) fn for_each<T>(items: &mut [T], work: impl Fn(usize, &mut T)) {
    items.iter_mut().enumerate().for_each(|(at, item)| work(at, item));
}

#[cfg(test)]
mod tests {
    use super::{chunks, map, map_chunks};

    #[test]
    fn chunks_cover_everything_once_and_in_order() {
        for (n, size) in [(0, 4), (1, 4), (4, 4), (5, 4), (17, 5), (3, 0)] {
            let all: Vec<usize> = chunks(n, size).flatten().collect();
            assert_eq!(all, (0..n).collect::<Vec<_>>());
            assert_eq!(map_chunks(n, size, |r| r).into_iter().flatten().collect::<Vec<_>>(), all);
        }
    }

    #[test]
    fn each_becomes_what_it_should_in_its_place() {
        for n in [0, 1, 512, 513, 1_535] {
            let items: Vec<usize> = (0..n).collect();
            let doubled: Vec<usize> = items.iter().map(|item| 2 * item).collect();
            assert_eq!(map(&items, 512, |item| 2 * item), doubled);
        }
    }
}
