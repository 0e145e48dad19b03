//! A folded piece of a text that remembers where each of its bytes stood.

use std::ops::Range;

use super::fold_char;

/// Lower case without accents; runs of spaces are one space; Markdown's emphasis, escapes and `<sup>` are gone.
#[derive(Default)]
pub(crate) struct Folded {
    /// The folding.
    pub text: String,
    /// For each byte of it, where its character stood.
    at: Vec<u32>,
    end: usize,
}

impl Folded {
    /// Folds `range` of `text`, at most `limit` bytes of it.
    pub(crate) fn new(text: &str, range: Range<usize>, limit: usize) -> Self {
        let mut folded = Self::default();
        folded.fold(text, range, limit);
        folded
    }

    /// The same, over the memory of an earlier one.
    pub(crate) fn fold(&mut self, text: &str, range: Range<usize>, limit: usize) {
        self.text.clear();
        self.at.clear();
        let (start, full) = (range.start, range.len());
        let words = text.get(range).unwrap_or_default();
        self.text.reserve(words.len().min(limit));
        self.at.reserve(words.len().min(limit));
        self.end = start + words.len();
        let bytes = words.as_bytes();
        let mut i = 0;
        while let Some(b) = bytes.get(i).copied() {
            if i >= limit {
                self.end = start + i;
                break;
            }
            let at = (start + i) as u32;
            if b.is_ascii_alphanumeric() {
                self.text.push(char::from(b.to_ascii_lowercase()));
                self.at.push(at);
                i += 1;
                continue;
            }
            if b < 0x80 {
                let tag = if b == b'<' { words.get(i..).and_then(tag) } else { None };
                i += tag.unwrap_or(1);
                if tag.is_some() || matches!(b, b'*' | b'\\' | b'`' | b'_') {
                    continue;
                }
                let c = if b.is_ascii_whitespace() || b == 0x0b { ' ' } else { char::from(b) };
                self.put(c, at);
                continue;
            }
            let Some(c) = words.get(i..).and_then(|rest| rest.chars().next()) else { break };
            i += c.len_utf8();
            let before = self.text.len();
            fold_char(c, &mut self.text);
            if self.text.get(before..) == Some(" ") {
                self.text.truncate(before);
                self.put(' ', at);
            }
            self.at.resize(self.text.len(), at);
        }
        if full <= limit {
            let kept = self.text.trim_end().len();
            self.text.truncate(kept);
            self.at.truncate(kept);
        }
    }

    /// Appends a character, unless it is a space after a space.
    fn put(&mut self, c: char, at: u32) {
        if c != ' ' || !(self.text.is_empty() || self.text.ends_with(' ')) {
            self.text.push(c);
            self.at.push(at);
        }
    }

    /// Puts another folding behind this one, with a space between.
    pub(crate) fn append(&mut self, other: &Self) {
        self.text.push(' ');
        self.at.push(self.end as u32);
        self.text.push_str(&other.text);
        self.at.extend_from_slice(&other.at);
        self.end = other.end;
    }

    /// Where byte `i` of the folding stood; the end of what was folded for any later one.
    pub(crate) fn source(&self, i: usize) -> usize {
        self.at.get(i).map_or(self.end, |at| *at as usize)
    }

    /// What stood in `range` of the folding.
    pub(crate) fn span(&self, range: Range<usize>) -> Range<usize> {
        self.source(range.start)..self.source(range.end)
    }
}

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
        assert_eq!(folded.text, "duree de residence(1) :");
        let at = folded.text.find("residence").unwrap();
        assert_eq!(&text[folded.span(at..at + 9)], "résidence<sup>");
        assert_eq!(folded.source(0), 4);
    }
}
