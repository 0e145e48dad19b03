//! Sixteen bytes of a text, looked at together.

use wide::u8x16;

/// As many bytes as a block has.
pub(crate) const BLOCK: usize = 16;

/// Bytes of a text, with zeros behind its end. Sets of its bytes are bits, the first byte's the lowest.
#[derive(Clone, Copy)]
pub(crate) struct Block(u8x16);

/// Which of 64 bytes are this one, as bits.
pub(crate) fn places(bytes: &[u8; 4 * BLOCK], byte: u8) -> u64 {
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let own = |block: &[u8; BLOCK]| u64::from(Block(u8x16::from(*block)).any_of([byte]));
    blocks.iter().rev().fold(0, |places, block| places << BLOCK | own(block))
}

/// The places of the bits of a set.
pub(crate) fn bits(set: impl Into<u64>) -> impl Iterator<Item = usize> {
    let mut set = set.into();
    std::iter::from_fn(move || {
        let bit = (set != 0).then(|| set.trailing_zeros() as usize);
        set &= set.wrapping_sub(1);
        bit
    })
}

impl Block {
    /// The block that begins at `at`.
    pub(crate) fn at(bytes: &[u8], at: usize) -> Self {
        let rest = bytes.get(at..).unwrap_or_default();
        match rest.first_chunk::<BLOCK>() {
            Some(block) => Self(u8x16::from(*block)),
            None => Self(u8x16::from(last_block(bytes, rest))),
        }
    }

    /// Which bytes are one of these.
    pub(crate) fn any_of<const N: usize>(self, bytes: [u8; N]) -> u32 {
        let is = |byte: u8| self.0.cmp_eq(u8x16::splat(byte));
        bytes.into_iter().fold(u8x16::ZERO, |found, byte| found | is(byte)).move_mask() as u32
    }

    /// Which bytes are not of ASCII.
    pub(crate) fn not_ascii(self) -> u32 {
        self.0.move_mask() as u32
    }

    /// Which bytes are control characters.
    pub(crate) fn controls(self) -> u32 {
        self.control().move_mask() as u32
    }

    /// Which bytes are not of ASCII, or control characters.
    pub(crate) fn not_printed(self) -> u32 {
        // The highest bit of what is not of ASCII is set already.
        (self.0 | self.control()).move_mask() as u32
    }

    /// Which bytes fold neither to themselves nor to lower case, spaces behind spaces aside: what is not of ASCII, control
    /// characters, and [marks](Self::marks).
    pub(crate) fn not_plain(self) -> u32 {
        self.not_printed() | self.marks()
    }

    /// Which bytes are marks of Markdown: `*`, `<`, and those from the backslash to the grave accent.
    pub(crate) fn marks(self) -> u32 {
        let between = self.0.max(u8x16::splat(b'\\')).min(u8x16::splat(b'`'));
        let star = self.0.cmp_eq(u8x16::splat(b'*')) | self.0.cmp_eq(u8x16::splat(b'<'));
        (between.cmp_eq(self.0) | star).move_mask() as u32
    }

    /// Which bytes are control characters, or begin a character that does not lie between `À` and `ÿ`.
    pub(crate) fn not_latin(self) -> u32 {
        let begins = self.0.max(u8x16::splat(0xc0)).cmp_eq(self.0);
        let latin = self.0.cmp_eq(u8x16::splat(0xc3));
        (self.control() | begins & !latin).move_mask() as u32
    }

    fn control(self) -> u8x16 {
        self.0.min(u8x16::splat(0x1f)).cmp_eq(self.0) | self.0.cmp_eq(u8x16::splat(0x7f))
    }

    /// Which bytes are one of these small letters, or their capitals.
    pub(crate) fn letters<const N: usize>(self, letters: [u8; N]) -> u32 {
        Self(self.0 | u8x16::splat(0x20)).any_of(letters)
    }

    /// The same, capitals of ASCII in lower case.
    pub(crate) fn lower_case(self) -> Self {
        let letter = self.0 - u8x16::splat(b'A');
        let capital = letter.min(u8x16::splat(25)).cmp_eq(letter);
        Self(self.0 | capital & u8x16::splat(0x20))
    }

    /// The bytes themselves.
    pub(crate) fn bytes(self) -> [u8; BLOCK] {
        self.0.to_array()
    }
}

/// The block of the last few bytes of a text.
#[inline(never)] // Nearly all blocks are whole.
fn last_block(bytes: &[u8], rest: &[u8]) -> [u8; BLOCK] {
    if let Some(last) = bytes.last_chunk::<BLOCK>() {
        // Without what stands before.
        let before = 8 * (BLOCK - rest.len()) as u32;
        return u128::from_le_bytes(*last).checked_shr(before).unwrap_or(0).to_le_bytes();
    }
    let mut block = [0; BLOCK];
    block.iter_mut().zip(rest).for_each(|(byte, own)| *byte = *own);
    block
}

#[cfg(test)]
mod tests {
    use super::Block;

    #[test]
    fn sets_of_bytes_are_bits() {
        let text = "aZ[@ é\n\u{7f}*".as_bytes();
        let block = Block::at(text, 0);
        assert_eq!(block.any_of([b'a', b'*']), 1 | 1 << 9);
        assert_eq!(block.not_printed(), 0b1111_1101_1110_0000);
        assert_eq!(block.not_ascii(), 0b0110_0000);
        assert_eq!(block.not_latin(), 0b1111_1101_1000_0000);
        assert_eq!(Block::at("’".as_bytes(), 0).not_latin() & 7, 1);
        assert_eq!(&block.lower_case().bytes()[..5], b"az[@ ");
        assert_eq!(&block.lower_case().bytes()[9..], b"*\0\0\0\0\0\0");
        assert_eq!(Block::at(text, 40).any_of([0]), 0xffff);
        let text = b"a text of more than a block";
        for at in 12..30 {
            let mut bytes = [0; 16];
            let rest = text.get(at..).unwrap_or_default();
            bytes[..rest.len()].copy_from_slice(rest);
            assert_eq!(Block::at(text, at).bytes(), bytes, "{at}");
        }
    }
}
