//! A folded piece of a text that remembers where each of its bytes stood.

use std::ops::Range;

use super::{
    block::{BLOCK, Block},
    fold_char,
};

/// Lower case without accents; runs of spaces are one space; Markdown's emphasis, escapes and `<sup>` are gone.
///
/// Lines may be added one after the other; each is then looked at through a [`View`].
#[derive(Debug, Default)]
pub(crate) struct Folded {
    text: String,
    /// Where folding and source go out of step: from byte `0` of the folding on, each stood at `1` of the source and
    /// after. Most of a text is in step, so that a place is cheaper to look up than to keep.
    steps: Vec<(u32, u32)>,
    /// The lines that were added: where each begins in the folding, and what of the source it covers.
    lines: Vec<(u32, Range<u32>)>,
    end: usize,
}

/// How far a folding went.
#[derive(Clone, Copy)]
pub(crate) struct End {
    text: usize,
    steps: usize,
    lines: usize,
}

/// A stretch of a folding.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'f> {
    /// The folding.
    pub text: &'f str,
    folded: &'f Folded,
    from: usize,
    /// Where its source ends.
    end: usize,
}

impl Folded {
    /// Folds `range` of `text`, at most `limit` bytes of it.
    pub(crate) fn new(text: &str, range: Range<usize>, limit: usize) -> Self {
        let mut folded = Self::default();
        folded.add(text, range, limit);
        folded
    }

    /// Room for the lines of a header.
    pub(crate) fn roomy() -> Self {
        Self {
            text: String::with_capacity(1_000),
            steps: Vec::with_capacity(100),
            lines: Vec::with_capacity(30),
            end: 0,
        }
    }

    /// Where it ends, for [`Self::cut`].
    pub(crate) const fn end(&self) -> End {
        End { text: self.text.len(), steps: self.steps.len(), lines: self.lines.len() }
    }

    /// Takes off the lines that were added since.
    pub(crate) fn cut(&mut self, end: End) {
        self.text.truncate(end.text);
        self.steps.truncate(end.steps);
        self.lines.truncate(end.lines);
    }

    /// Folds a further range behind what is there, and shows it.
    pub(crate) fn add(&mut self, text: &str, range: Range<usize>, limit: usize) -> View<'_> {
        let base = self.text.len();
        let words = text.get(range.clone()).unwrap_or_default().len();
        let start = range.start;
        let stop = start + words.min(limit);
        self.text.reserve(stop - start);
        let done = self.fold_blocks(text, start..stop, base);
        self.end = if words > limit { done } else { start + words };
        // What is not ASCII has been folded to lower case already, as all that lies before: so whole blocks are done.
        let added = (self.text.len() - base).next_multiple_of(2 * BLOCK);
        let from =
            self.text.len().checked_sub(added).filter(|from| self.text.is_char_boundary(*from));
        if let Some(added) = self.text.get_mut(from.unwrap_or(base)..) {
            added.make_ascii_lowercase();
        }
        // One space at most stands at the end.
        if range.len() <= limit && self.text.len() > base && self.text.ends_with(' ') {
            self.text.pop();
        }
        self.lines.push((base as u32, start as u32..self.end as u32));
        self.view(base)
    }

    /// Appends as it stands what folds to itself or to lower case, and the rest by itself; returns the end of what was
    /// folded.
    fn fold_blocks(&mut self, text: &str, range: Range<usize>, base: usize) -> usize {
        let bytes = text.as_bytes();
        // What lies before has been appended.
        let mut done = range.start;
        // A space at the beginning stands behind nothing: it goes like one behind a space.
        let mut spaced = 1;
        let mut start = range.start;
        while start < range.end {
            let (mut other, spaces) = not_plain(bytes, start);
            other |= spaces & (spaces << 1 | spaced);
            spaced = spaces >> 63;
            let inside = !u64::MAX.checked_shl((range.end - start) as u32).unwrap_or(0);
            loop {
                // What the letter before covers has been folded with it.
                let left = u64::MAX.checked_shl(done.saturating_sub(start) as u32).unwrap_or(0);
                other &= inside & left;
                if other == 0 {
                    break;
                }
                let at = start + other.trailing_zeros() as usize;
                self.append(text, done..at);
                done = at + self.append_other(text, at, base);
                while done < range.end && bytes.get(done) == Some(&b' ') {
                    self.put(' ', base, done);
                    done += 1;
                }
            }
            start += 4 * BLOCK;
        }
        if done < range.end {
            self.append(text, done..range.end);
        }
        done.max(range.end)
    }

    /// Appends letters that fold to themselves or to lower case.
    fn append(&mut self, text: &str, range: Range<usize>) {
        if let Some(words) = text.get(range.clone()).filter(|words| !words.is_empty()) {
            self.step(range.start);
            self.text.push_str(words);
        }
    }

    /// Appends the folding of what stands at `at`: a mark, a space, or a letter that is not ASCII. Returns its length.
    fn append_other(&mut self, text: &str, at: usize, base: usize) -> usize {
        let rest = text.get(at..).unwrap_or_default();
        let bytes = rest.as_bytes();
        if let Some((letter, width)) = french(bytes) {
            self.step(at);
            self.text.push(char::from(letter));
            return width;
        }
        let first = bytes.first().copied().unwrap_or_default();
        if matches!(first, b'*' | b'\\' | b'`' | b'_') {
            return 1;
        }
        if first.is_ascii_whitespace() || first == 0x0b {
            self.put(' ', base, at);
            return 1;
        }
        if first == b'<'
            && let Some(tag) = tag(rest)
        {
            return tag;
        }
        let c = rest.chars().next().unwrap_or(' ');
        self.any(c, base, at);
        c.len_utf8()
    }

    /// The folding of a range of the source, if it lies in one of the lines. Logarithmic.
    pub(crate) fn at(&self, range: &Range<usize>) -> Option<View<'_>> {
        let after = self.lines.partition_point(|(_, line)| line.start as usize <= range.start);
        let (base, line) = self.lines.get(after.checked_sub(1)?)?;
        if range.end > line.end as usize {
            return None;
        }
        let next = self.lines.get(after).map_or(self.text.len(), |(next, _)| *next as usize);
        let place = |source: usize| {
            let after = self.steps.partition_point(|(_, stood)| *stood as usize <= source);
            let limit = self.steps.get(after).map_or(next, |(folded, _)| *folded as usize);
            let step = after.checked_sub(1).and_then(|last| self.steps.get(last));
            let at = step.map_or(0, |(folded, stood)| *folded as usize + source - *stood as usize);
            at.min(limit).min(next).max(*base as usize)
        };
        let (from, to) = (place(range.start), place(range.end));
        let whole = View { text: self.text.get(from..to)?, folded: self, from, end: range.end };
        Some(whole.part(0..to - from))
    }

    /// The folding of a range of the source: what is there of it, else a new one, made in `own`.
    pub(crate) fn look<'f>(
        &'f self,
        source: &str,
        range: Range<usize>,
        limit: usize,
        own: &'f mut Self,
    ) -> View<'f> {
        match self.at(&range) {
            Some(view) => view,
            None => own.add(source, range, limit),
        }
    }

    /// Notes that the next byte of the folding stood at `source`, unless it is in step with the one before.
    fn step(&mut self, source: usize) {
        let at = self.text.len();
        // In step, two places lie as far apart in the source as in the folding.
        let in_step = self.steps.last().is_some_and(|(folded, stood)| {
            source.checked_sub(*stood as usize) == at.checked_sub(*folded as usize)
        });
        if !in_step {
            self.steps.push((at as u32, source as u32));
        }
    }

    /// Appends a character, unless it is a space after a space.
    fn put(&mut self, c: char, base: usize, source: usize) {
        if c != ' ' || self.text.len() > base && !self.text.ends_with(' ') {
            self.step(source);
            self.text.push(c);
        }
    }

    /// Appends the folding of any character; all of it stood where the character did.
    fn any(&mut self, c: char, base: usize, source: usize) {
        let mut folding = String::new();
        fold_char(c, &mut folding);
        if folding == " " {
            return self.put(' ', base, source);
        }
        for part in folding.chars() {
            self.step(source);
            self.text.push(part);
        }
    }

    /// Puts another folding behind this one, with a space between.
    pub(crate) fn append_view(&mut self, other: View<'_>) {
        self.step(self.end);
        self.text.push(' ');
        for (i, c) in other.text.char_indices() {
            self.step(other.source(i));
            self.text.push(c);
        }
        self.end = other.end;
    }

    /// All of it.
    pub(crate) fn whole(&self) -> View<'_> {
        self.view(0)
    }

    fn view(&self, from: usize) -> View<'_> {
        let text = self.text.get(from..).unwrap_or_default();
        View { text, folded: self, from, end: self.end }
    }
}

impl<'f> View<'f> {
    /// Where byte `i` of the folding stood; the end of what was folded for any later one. Logarithmic.
    pub(crate) fn source(self, i: usize) -> usize {
        if i >= self.text.len() {
            return self.end;
        }
        let at = self.from + i;
        let steps = &self.folded.steps;
        let after = steps.partition_point(|(folded, _)| *folded as usize <= at);
        let step = after.checked_sub(1).and_then(|last| steps.get(last));
        step.map_or(self.end, |(folded, stood)| *stood as usize + at - *folded as usize)
    }

    /// The folding it is a stretch of.
    pub(crate) const fn owner(self) -> &'f Folded {
        self.folded
    }

    /// What stood in `range` of the folding.
    pub(crate) fn span(self, range: Range<usize>) -> Range<usize> {
        self.source(range.start)..self.source(range.end)
    }

    /// The stretch from byte `from` to `to`, without spaces at its ends.
    pub(crate) fn part(self, range: Range<usize>) -> View<'f> {
        let end = self.source(range.end);
        let words = self.text.get(range.clone()).unwrap_or_default();
        let skip = words.bytes().take_while(|b| *b == b' ').count();
        let behind = words.bytes().rev().take_while(|b| *b == b' ').count();
        View {
            text: words.get(skip..words.len() - behind).unwrap_or_default(),
            folded: self.folded,
            from: self.from + range.start + skip,
            end,
        }
    }
}

/// Which of the 64 bytes from `at` on fold neither to themselves nor to lower case, spaces behind spaces aside, and which are
/// spaces.
fn not_plain(bytes: &[u8], at: usize) -> (u64, u64) {
    let (mut other, mut spaces) = (0, 0);
    for i in 0..4 {
        let block = Block::at(bytes, at + i * BLOCK);
        other |= u64::from(block.not_plain()) << (i * BLOCK);
        spaces |= u64::from(block.any_of([b' '])) << (i * BLOCK);
    }
    (other, spaces)
}

/// The letters of French and the apostrophe of print, and their length: most of what is not ASCII.
pub(crate) fn french(bytes: &[u8]) -> Option<(u8, usize)> {
    match bytes {
        [0xc3, second, ..] => match LETTERS[usize::from(second & 0x3f)] {
            0 => None,
            letter => Some((letter, 2)),
        },
        [0xe2, 0x80, 0x99, ..] => Some((b'\'', 3)),
        _ => None,
    }
}

/// What the letters behind the byte 0xc3 fold to, by the last six bits of their second byte; 0 where they are not French.
const LETTERS: [u8; 64] = {
    let mut letters = [0; 64];
    // À to Ü, and 0x20 behind them à to ü.
    let pairs: [(u8, &[u8]); 6] = [
        (b'a', &[0x00, 0x02, 0x04]),
        (b'c', &[0x07]),
        (b'e', &[0x08, 0x09, 0x0a, 0x0b]),
        (b'i', &[0x0e, 0x0f]),
        (b'o', &[0x14, 0x16]),
        (b'u', &[0x19, 0x1b, 0x1c]),
    ];
    let mut i = 0;
    while i < pairs.len() {
        let (letter, places) = pairs[i];
        let mut k = 0;
        while k < places.len() {
            letters[places[k] as usize] = letter;
            letters[places[k] as usize | 0x20] = letter;
            k += 1;
        }
        i += 1;
    }
    letters
};

/// The length of a short HTML tag such as `<sup>` or `</sup>`.
fn tag(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let first = *bytes.get(1)?;
    if !first.is_ascii_alphabetic() && first != b'/' {
        return None;
    }
    let inside = |b: &&u8| !b.is_ascii_whitespace();
    bytes.iter().take(16).take_while(inside).position(|b| *b == b'>').map(|end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::Folded;

    #[test]
    fn places_are_remembered() {
        let text = "x **Durée  de** r\u{e9}sidence<sup>(1)</sup> :";
        let folded = Folded::new(text, 2..text.len(), 400);
        let folded = folded.whole();
        assert_eq!(folded.text, "duree de residence(1) :");
        let at = folded.text.find("residence").unwrap();
        assert_eq!(&text[folded.span(at..at + 9)], "résidence<sup>");
        assert_eq!(folded.source(0), 4);
    }

    /// The quick ways through a text end where letter by letter does.
    #[test]
    fn folding_and_places_are_those_of_single_letters() {
        for text in [
            "Maîtrise d’Œuvre  et\u{a0}\u{a0}cœur ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ àâäçéèêëîïôöùûüÿ × ÷ ß ñ Ñ",
            "a\tb \u{2009} c\u{ad}d **e** \\* f_g `h` <b>i</b> < j\u{feff}k ½ ﬁn \u{1f468}\u{200d}\u{1f4bb}",
            "",
            "   ",
        ] {
            let (mut expected, mut places) = (String::new(), Vec::new());
            let mut skip = 0;
            for (i, c) in text.char_indices() {
                if i < skip || matches!(c, '*' | '\\' | '`' | '_') {
                    continue;
                }
                if let Some(tag) = (c == '<').then(|| super::tag(&text[i..])).flatten() {
                    skip = i + tag;
                    continue;
                }
                let folding = match c {
                    c if c.is_ascii_whitespace() => " ".to_owned(),
                    c => crate::text::fold(&c.to_string()),
                };
                if folding == " " && (expected.is_empty() || expected.ends_with(' ')) {
                    continue;
                }
                places.extend(folding.bytes().map(|_| i));
                expected.push_str(&folding);
            }
            let folded = Folded::new(text, 0..text.len(), 400);
            let folded = folded.whole();
            assert_eq!(folded.text, expected.trim_end());
            for (i, _) in folded.text.char_indices() {
                assert_eq!(folded.source(i), places[i], "{i} of {text}");
            }
        }
    }

    #[test]
    fn lines_are_added_behind_one_another() {
        let text = "Été  à\nNouméa **centre** ville";
        let mut folded = Folded::default();
        let first = folded.add(text, 0..9, 400).text.to_owned();
        let second = folded.add(text, 10..text.len(), 400);
        assert_eq!((first.as_str(), second.text), ("ete a", "noumea centre ville"));
        let centre = second.part(6..14);
        assert_eq!((centre.text, &text[centre.span(0..6)]), ("centre", "centre** "));
        assert_eq!(centre.source(99), second.source(14));
        // The same by its place in the source.
        let place = text.find("**centre").unwrap();
        let centre = folded.at(&(place..place + 10)).unwrap();
        assert_eq!(
            (centre.text, centre.source(0), centre.source(9)),
            ("centre", place + 2, place + 10)
        );
        assert_eq!(folded.at(&(0..6)).unwrap().text, "ete");
        assert!(folded.at(&(5..place)).is_none());
    }
}
