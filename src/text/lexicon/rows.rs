//! A short list for each term, all in one place.

/// Lists by number.
#[derive(Debug, Default)]
pub(super) struct Rows<T> {
    first: Box<[u32]>,
    all: Box<[T]>,
}

impl<T: Copy> Rows<T> {
    /// The lists of `len` numbers. Linear; what is handed out last stands last in its list.
    pub fn new(len: usize, pairs: impl Iterator<Item = (u32, T)> + Clone) -> Self {
        // Counted first, then laid out.
        let mut first = vec![0u32; len + 1];
        for (of, _) in pairs.clone() {
            if let Some(count) = first.get_mut(of as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for place in &mut first {
            sum += *place;
            *place = sum;
        }
        let mut next = first.clone();
        let filling = pairs.clone().next().map(|(_, item)| item);
        let mut all: Vec<T> = filling.map_or(Vec::new(), |item| vec![item; sum as usize]);
        for (of, item) in pairs {
            if let Some(at) = next.get_mut(of as usize)
                && let Some(slot) = all.get_mut(*at as usize)
            {
                *slot = item;
                *at += 1;
            }
        }
        Self { first: first.into(), all: all.into() }
    }

    /// The list of a number; empty if there is none.
    pub fn of(&self, number: u32) -> &[T] {
        let number = number as usize;
        match (self.first.get(number), self.first.get(number + 1)) {
            (Some(from), Some(to)) => {
                self.all.get(*from as usize..*to as usize).unwrap_or_default()
            }
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn each_number_has_its_own() {
        let pairs = [(2, 'a'), (0, 'b'), (2, 'c'), (9, 'd')];
        let rows = Rows::new(4, pairs.into_iter());
        assert_eq!([0, 1, 2, 3, 9].map(|n| rows.of(n)), [&['b'][..], &[], &['a', 'c'], &[], &[]]);
        assert_eq!(Rows::<u8>::default().of(0), [0; 0]);
    }
}
