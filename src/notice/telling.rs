//! Which lines can begin with a label: told by their first letters, for most lines of a notice do not.

use super::spellings::SPELLINGS;
use crate::text::{BLOCK, Block, french};
use std::ops::Range;

/// The first three letters of the labels, sorted.
const BEGINNINGS: &[[u8; 3]] = &[
    *b"act", *b"apt", *b"att", *b"cad", *b"car", *b"com", *b"con", *b"cor", *b"dat", *b"det",
    *b"dip", *b"dir", *b"dom", *b"dur", *b"emp", *b"fil", *b"fon", *b"for", *b"fou", *b"hab",
    *b"inf", *b"int", *b"la ", *b"les", *b"lia", *b"lie", *b"mis", *b"mod", *b"nb ", *b"nom",
    *b"par", *b"pla", *b"pos", *b"pou", *b"pri", *b"pro", *b"qua", *b"ref", *b"reg", *b"sav",
    *b"sec", *b"ser", *b"tac", *b"uni",
];

/// The first letters of the labels of the organisation and of the people supervised.
pub(super) const ORGANISATION: [u8; 5] = *b"flnpu";

/// Three letters as one number, in their order.
const fn key(letters: [u8; 3]) -> u32 {
    (letters[0] as u32) << 16 | (letters[1] as u32) << 8 | letters[2] as u32
}

/// The labels that begin with the same three letters.
#[derive(Clone, Copy)]
pub(super) struct Bucket {
    key: u32,
    /// Their stretch of the spellings.
    from: usize,
    to: usize,
    /// What those put together from several words begin with.
    head: Told,
}

impl Bucket {
    /// Whether a label put together from several words is among them.
    pub(super) const fn has_composed(&self) -> bool {
        self.head.1 != 0
    }

    /// Where they stand among the spellings.
    pub(super) const fn spellings(&self) -> Range<usize> {
        self.from..self.to
    }
}

/// By their beginnings.
const BUCKETS: [Bucket; BEGINNINGS.len()] = {
    let mut buckets = [Bucket { key: 0, from: 0, to: 0, head: NEVER }; BEGINNINGS.len()];
    let (mut i, mut at) = (0, 0);
    while i < BEGINNINGS.len() {
        let own = key(BEGINNINGS[i]);
        let from = at;
        while at < SPELLINGS.len() && begins(SPELLINGS[at].0, own) {
            at += 1;
        }
        let mut head = NEVER;
        let mut k = 0;
        while k < HEADS.len() {
            if begins(HEADS[k], own) {
                head = told(HEADS[k]);
            }
            k += 1;
        }
        buckets[i] = Bucket { key: own, from, to: at, head };
        i += 1;
    }
    buckets
};

const fn begins(label: &str, own: u32) -> bool {
    let letters = label.as_bytes();
    key([letters[0], letters[1], letters[2]]) == own
}

/// The place of two letters in a table.
pub(super) const fn pair(first: u8, second: u8) -> usize {
    (first as usize & 31) << 5 | second as usize & 31
}

/// By their first two letters, where the beginnings stand: one more than the first, 0 for none, as for most words.
const FIRST: [u8; 1024] = {
    let mut first = [0; 1024];
    let mut i = BEGINNINGS.len();
    while i > 0 {
        first[pair(BEGINNINGS[i - 1][0], BEGINNINGS[i - 1][1])] = i as u8;
        i -= 1;
    }
    first
};

/// At most so many beginnings have the same two letters.
const SAME_PAIR: usize = 3;

/// The labels that begin with these letters, folded; `None` where no label at all does.
pub(super) fn bucket(letters: [u8; 3]) -> Option<&'static Bucket> {
    let first = usize::from(FIRST[pair(letters[0], letters[1])]).checked_sub(1)?;
    let own = key(letters);
    BUCKETS.get(first..)?.iter().take(SAME_PAIR).find(|bucket| bucket.key == own)
}

/// As many letters as tell nearly all lines from labels.
const TELLING: usize = 12;
/// Their bits in a number.
const TELLING_LETTERS: u128 = u128::MAX >> (8 * (16 - TELLING));

/// The first letters of a label, as a number, and the bits of that number which they fill.
type Told = (u128, u128);

const fn told(label: &str) -> Told {
    let letters = label.as_bytes();
    let (mut value, mut mask) = (0, 0);
    let mut i = 0;
    while i < letters.len() && i < TELLING {
        value |= (letters[i] as u128) << (8 * i);
        mask |= 0xff << (8 * i);
        i += 1;
    }
    (value, mask)
}

/// What no letters are.
const NEVER: Told = (1, 0);

/// The words that labels put together from several begin with; see `composed`.
const HEADS: [&str; 8] =
    ["cadre d", "connaissance", "corps", "date ", "diplome", "duree ", "filiere", "savoir"];

/// The first letters of each spelling.
const TOLD: [Told; SPELLINGS.len()] = {
    let mut all = [(0, 0); SPELLINGS.len()];
    let mut i = 0;
    while i < all.len() {
        all[i] = told(SPELLINGS[i].0);
        i += 1;
    }
    all
};

/// Some beginnings of four letters, and few others: a letter's place in a set of bits is that of a number made of all four.
struct Fours([u64; 16]);

impl Fours {
    const fn place(letters: [u8; 4]) -> usize {
        (u32::from_le_bytes(letters).wrapping_mul(0x9e37_79b1) >> 22) as usize
    }

    const fn with(mut self, label: &str) -> Self {
        let letters = label.as_bytes();
        // A space may follow the shortest label.
        let last = if letters.len() > 3 { letters[3] } else { b' ' };
        let place = Self::place([letters[0], letters[1], letters[2], last]);
        self.0[place / 64] |= 1 << (place % 64);
        self
    }

    fn may_have(&self, letters: [u8; 4]) -> bool {
        let place = Self::place(letters);
        self.0[place / 64] >> (place % 64) & 1 == 1
    }
}

/// The first four letters of the labels.
const FOUR: Fours = {
    let mut fours = Fours([0; 16]);
    let mut i = 0;
    while i < SPELLINGS.len() {
        fours = fours.with(SPELLINGS[i].0);
        i += 1;
    }
    let mut i = 0;
    while i < HEADS.len() {
        fours = fours.with(HEADS[i]);
        i += 1;
    }
    fours
};

/// What is left to the folding itself.
const RARE: u8 = 0;
/// What leaves nothing behind.
const MARK: u8 = 1;

/// What the bytes of ASCII fold to.
const ASCII: [u8; 128] = {
    let mut folded = [RARE; 128];
    folded[b' ' as usize] = b' ';
    let mut byte = b'!';
    while byte < 0x7f {
        folded[byte as usize] = match byte {
            b'*' | b'\\' | b'_' | b'`' => MARK,
            b'<' => RARE,
            _ => byte.to_ascii_lowercase(),
        };
        byte += 1;
    }
    folded
};

/// Whether a line can begin with a label: by its first letters, folded. Constant time.
pub(super) fn may_begin(line: &str) -> bool {
    let line = line.as_bytes();
    // Most lines are told by four letters.
    if four_letters(line).is_some_and(|four| !FOUR.may_have(four)) {
        return false;
    }
    let Some(letters) = plain_letters(line).or_else(|| first_letters(line)) else { return true };
    let [first, second, third, ..] = letters.to_le_bytes();
    let Some(own) = bucket([first, second, third]) else { return false };
    let begins = |told: &Told| letters & told.1 == told.0;
    begins(&own.head) || TOLD.get(own.spellings()).is_some_and(|own| own.iter().any(begins))
}

/// The first four letters of a line, folded; `None` where others may count.
fn four_letters(line: &[u8]) -> Option<[u8; 4]> {
    if let Some(first) = line.first_chunk::<4>()
        && first.iter().all(u8::is_ascii_alphabetic)
    {
        return Some(first.map(|b| b | 0x20));
    }
    let plain = |b: &u8| b.is_ascii_alphabetic() || matches!(b, b' ' | b'\'');
    let mut four = [b' '; 4];
    let mut rest = line;
    for i in 0..four.len() {
        let (letter, width) = match rest {
            [first, ..] if plain(first) => (first | 0x20, 1),
            _ => french(rest)?,
        };
        // Of two spaces one is left.
        if letter == b' ' && (i == 0 || four[i - 1] == b' ') {
            return None;
        }
        four[i] = letter;
        rest = rest.get(width..)?;
    }
    Some(four)
}

/// The first letters of a line, folded, if they are of ASCII and fold to lower case at most.
fn plain_letters(line: &[u8]) -> Option<u128> {
    let block = Block::at(line, 0);
    let spaces = block.any_of([b' ']);
    let other = block.not_plain() | spaces & (spaces << 1 | 1);
    // What lies behind the end of the line is none of it.
    let filled = !(u32::MAX << line.len().min(BLOCK));
    let letters = u128::from_le_bytes(block.lower_case().bytes());
    (other & filled == 0).then_some(letters & TELLING_LETTERS)
}

/// The first letters of any line, folded; `None` where that is left to the folding itself. Lines that begin like no label
/// are told by three.
fn first_letters(line: &[u8]) -> Option<u128> {
    let mut letters = [0u8; BLOCK];
    let mut count = 0;
    let mut rest = line;
    while let [first, behind @ ..] = rest {
        let (letter, width) = match ASCII.get(usize::from(*first)) {
            Some(letter) => (*letter, 1),
            None => french(rest)?,
        };
        rest = if width == 1 { behind } else { rest.get(width..).unwrap_or_default() };
        match letter {
            RARE => return None,
            MARK => continue,
            b' ' if count == 0 || letters[count - 1] == b' ' => continue,
            _ if count == TELLING => break,
            _ => letters[count] = letter,
        }
        count += 1;
        if count == 3 && bucket([letters[0], letters[1], letters[2]]).is_none() {
            break;
        }
    }
    Some(u128::from_le_bytes(letters))
}

#[cfg(test)]
mod tests {
    use super::{BEGINNINGS, HEADS, ORGANISATION, SPELLINGS, bucket, may_begin};
    use crate::notice::labels::Part;

    #[test]
    fn every_spelling_is_in_a_bucket() {
        for (spelling, ..) in SPELLINGS {
            let own = bucket(*spelling.as_bytes().first_chunk().unwrap()).unwrap();
            let own = &SPELLINGS[own.spellings()];
            assert!(own.iter().any(|(s, ..)| s == spelling), "{spelling}");
        }
        for head in HEADS {
            assert!(bucket(*head.as_bytes().first_chunk().unwrap()).is_some(), "{head}");
        }
    }

    #[test]
    fn places_in_the_organisation_begin_with_few_letters() {
        for (spelling, label, _) in SPELLINGS {
            if matches!(label.part(), Some(Part::Organisation | Part::Supervision)) {
                assert!(ORGANISATION.contains(&spelling.as_bytes()[0]), "{spelling}");
            }
        }
    }

    #[test]
    fn every_label_may_begin_a_line() {
        assert!(BEGINNINGS.is_sorted());
        for (spelling, ..) in SPELLINGS {
            assert!(may_begin(spelling), "{spelling}");
            assert!(may_begin(&format!("** {} :", spelling.to_uppercase())), "{spelling}");
        }
        for line in ["Durée  de résidence", "Diplôme(s) exigé(s)", "l\u{a0}a", "Date<br>limite"]
        {
            assert!(may_begin(line), "{line}");
        }
        for line in ["Participer à", "Contrôler", "Le service", "Di", ""] {
            assert!(!may_begin(line), "{line}");
        }
    }
}
