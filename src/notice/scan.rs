//! The text as lines: blank ones dropped, Markdown's marks taken off, front matter and embedded HTML skipped.
//!
//! One pass; a line costs twelve bytes, whatever its length.

use crate::text::places;
use std::ops::Range;

/// What a line began with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing: prose.
    Text,
    /// `#`.
    Heading,
    /// `-`, `*`, `•`, or a number.
    Bullet,
    /// A cell of a pipe table: its column, from 0.
    Cell(u8),
}

/// A line that says something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    start: u32,
    len: u32,
    /// What it began with.
    pub mark: Mark,
    /// Whether an empty line (or the start of the text) lies before it.
    pub gap: bool,
}

impl Line {
    /// Its words, marks and surrounding spaces taken off.
    pub(super) fn range(self) -> Range<usize> {
        let start = self.start as usize;
        start..start + self.len as usize
    }

    /// The same words as a line of prose.
    pub(super) fn from_range(range: Range<usize>, mark: Mark, gap: bool) -> Self {
        Self { start: range.start as u32, len: (range.end - range.start) as u32, mark, gap }
    }
}

/// As much of a text as is read: all of it, up to 4 GiB.
pub(super) fn readable(text: &str) -> &str {
    let mut end = text.len().min(u32::MAX as usize);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Shows the lines of a text and their words, in their order.
pub(super) fn lines<'t>(text: &'t str, mut show: impl FnMut(Line, &'t str)) {
    let mut gap = true;
    let mut start = front_matter(text);
    let mut at = start;
    let (chunks, rest) = text.as_bytes().get(start..).unwrap_or_default().as_chunks();
    let mut end_at = |end| {
        if start == end {
            gap = true;
        } else {
            line(text, start..end, &mut gap, &mut show);
        }
        start = end + 1;
    };
    for chunk in chunks {
        let mut ends = places(chunk, b'\n');
        while ends != 0 {
            end_at(at + ends.trailing_zeros() as usize);
            ends &= ends - 1;
        }
        at += chunk.len();
    }
    memchr::memchr_iter(b'\n', rest).for_each(|end| end_at(at + end));
    if start < text.len() {
        line(text, start..text.len(), &mut gap, &mut show);
    }
}

/// Where the text begins after YAML between two lines of `---`.
fn front_matter(text: &str) -> usize {
    if !text.starts_with("---") {
        return 0;
    }
    let mut lines = text.split_inclusive('\n');
    let mut end = lines.next().unwrap_or_default().len();
    if text.get(..end).is_none_or(|first| first.trim_end() != "---") {
        return 0;
    }
    for line in lines {
        end += line.len();
        if line.trim_end() == "---" {
            return end;
        }
    }
    0
}

fn line<'t>(
    text: &'t str,
    range: Range<usize>,
    gap: &mut bool,
    show: &mut impl FnMut(Line, &'t str),
) {
    let line = text.get(range.clone()).unwrap_or_default();
    // Most lines begin and end with a mark or a letter of ASCII: there is nothing to trim.
    let bare = |b: Option<&u8>| b.is_some_and(u8::is_ascii_graphic);
    let (words, start) = if bare(line.as_bytes().first()) && bare(line.as_bytes().last()) {
        (line, range.start)
    } else {
        let words = line.trim();
        (words, range.start + (words.as_ptr() as usize - line.as_ptr() as usize))
    };
    let (skip, mark) = match words.as_bytes() {
        // Most lines begin with a letter, or with one mark before a letter.
        [first, ..] if is_letter(*first) => (0, Mark::Text),
        [b'*', b'*', first, ..] if is_letter(*first) => (0, Mark::Text),
        [b'-', b' ', first, ..] if is_letter(*first) => (2, Mark::Bullet),
        [b'#', b' ', first, ..] if is_letter(*first) => (2, Mark::Heading),
        _ => return marked(words, start, gap, show),
    };
    let line = Line::from_range(start + skip..start + words.len(), mark, *gap);
    show(line, words.get(skip..).unwrap_or_default());
    *gap = false;
}

/// Whether a byte begins a letter of French, but for the `o` of some bullets.
const fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() && byte != b'o' || byte == 0xc3
}

/// A line that may begin with a mark.
fn marked<'t>(words: &'t str, at: usize, gap: &mut bool, show: &mut impl FnMut(Line, &'t str)) {
    if words.is_empty() || is_rule(words) {
        *gap = true;
        return;
    }
    // A link, a frame or a picture of the page: nothing the notice says.
    if words.starts_with("<div") || words.starts_with("![") || words.starts_with("</") {
        return;
    }
    if words.starts_with('|') {
        cells(words, at, gap, show);
        return;
    }
    let (skip, mark) = marks(words);
    if skip == words.len() {
        return;
    }
    let line = Line::from_range(at + skip..at + words.len(), mark, *gap);
    show(line, words.get(skip..).unwrap_or_default());
    *gap = false;
}

/// A line of dashes, stars or underscores.
fn is_rule(words: &str) -> bool {
    words.len() >= 3 && words.bytes().all(|b| matches!(b, b'-' | b'_' | b'*' | b' '))
}

fn cells<'t>(row: &'t str, at: usize, gap: &mut bool, show: &mut impl FnMut(Line, &'t str)) {
    if row.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ')) {
        return;
    }
    let mut offset = 1;
    for (column, cell) in row.split('|').skip(1).enumerate() {
        let words = cell.trim();
        let start = at + offset + (words.as_ptr() as usize - cell.as_ptr() as usize);
        offset += cell.len() + 1;
        if !words.is_empty() && words != "-" {
            let mark = Mark::Cell(u8::try_from(column).unwrap_or(u8::MAX));
            show(Line::from_range(start..start + words.len(), mark, *gap), words);
            *gap = false;
        }
    }
}

/// The length of the marks a line begins with, and what they say. Several bullets in a row (`- -`) count as one.
pub(super) fn marks(words: &str) -> (usize, Mark) {
    let mut mark = Mark::Text;
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let width = first.len_utf8();
        let next = rest.get(width..).unwrap_or_default();
        let spaced = next.starts_with([' ', '\t', '\u{a0}']) || next.is_empty();
        let bullet = match first {
            '#' => {
                mark = if mark == Mark::Text { Mark::Heading } else { mark };
                rest = next;
                rest = rest.trim_start();
                continue;
            }
            '>' => {
                rest = next.trim_start();
                continue;
            }
            // `-Renforcer`: a dash that sticks to a capital is a bullet too.
            '-' => spaced || next.starts_with(char::is_uppercase),
            '*' | '+' | 'o' => spaced,
            '•' | '▪' | '●' | '○' | '◦' | '■' | '□' | '➢' | '➤' | '✓' | '✔' | '❖' | '♦' | '·'
            | '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '⁃' | '‣' | '→' | '⇒' => true,
            '–' | '—' => spaced,
            '0'..='9' => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                let after = rest.get(digits..).unwrap_or_default();
                if digits <= 2
                    && (after.starts_with(". ") || after.starts_with(") "))
                    && mark != Mark::Bullet
                {
                    mark = Mark::Bullet.max_with(mark);
                    rest = after.get(1..).unwrap_or_default().trim_start();
                }
                break;
            }
            _ => false,
        };
        if !bullet {
            break;
        }
        mark = Mark::Bullet.max_with(mark);
        rest = next.trim_start();
    }
    (words.len() - rest.len(), mark)
}

impl Mark {
    /// A heading stays a heading, whatever follows its `#`.
    fn max_with(self, before: Self) -> Self {
        if before == Self::Heading { before } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, lines};

    fn read(text: &str) -> Vec<(Mark, &str, bool)> {
        let mut found = Vec::new();
        lines(text, |line, words| {
            assert_eq!(words, &text[line.range()]);
            found.push((line.mark, words, line.gap));
        });
        found
    }

    #[test]
    fn marks_come_off_and_gaps_are_kept() {
        let text =
            "# Titre\n\nProse\n- - double\n  • puce\n1. un\n\n2025 est une année\n---\n** gras\n";
        assert_eq!(
            read(text),
            [
                (Mark::Heading, "Titre", true),
                (Mark::Text, "Prose", true),
                (Mark::Bullet, "double", false),
                (Mark::Bullet, "puce", false),
                (Mark::Bullet, "un", false),
                (Mark::Text, "2025 est une année", true),
                (Mark::Text, "** gras", true),
            ]
        );
    }

    #[test]
    fn tables_fall_into_cells() {
        let text = "| Lieu : | Nouméa |\n|---|---|\n| a |  |\n";
        assert_eq!(
            read(text),
            [
                (Mark::Cell(0), "Lieu :", true),
                (Mark::Cell(1), "Nouméa", false),
                (Mark::Cell(0), "a", false),
            ]
        );
    }

    #[test]
    fn front_matter_and_frames_are_skipped() {
        let text = "---\ntitle: x\n---\n\n<div a=\"b\">c</div>\n![](x.png)\nmot";
        assert_eq!(read(text), [(Mark::Text, "mot", true)]);
    }

    #[test]
    fn odd_texts_are_read() {
        for text in
            ["", "\n", "#", "- ", "|", "\0\0", "---\n", "---\n---", "#####", "•", "\u{feff}a"]
        {
            read(text);
        }
    }
}
