//! Where everything of a profile stands, for explanations.

use crate::{
    compile::profile::{Item, Origin, Witness},
    text::StemId,
};

/// Where everything of a profile was seen.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub items: Vec<(Item, Origin)>,
    pub words: Vec<(StemId, u8, Origin)>,
}

impl Witness for Record {
    const WANTED: bool = true;
    fn item(&mut self, item: Item, origin: Origin) {
        self.items.push((item, origin));
    }
    fn word(&mut self, word: StemId, stint: u8, origin: Origin) {
        self.words.push((word, stint, origin));
    }
}
