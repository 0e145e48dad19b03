//! Where everything of a profile stands, for explanations.

use std::ops::Range;

use crate::{
    compile::{
        draft::Witness,
        profile::{Item, NO_STINT},
    },
    text::StemId,
};

/// Where everything of a profile was seen.
#[derive(Debug, Default)]
pub(super) struct Record {
    texts: Vec<Text>,
    /// While a profile is read, in its order; then by item, each once, as the profile has them.
    items: Vec<(Item, Place)>,
    /// The same of its telling words.
    words: Vec<(StemId, Place)>,
    /// By post: the first term that was seen in it, and the first telling word of its title.
    first_items: Vec<Option<Place>>,
    first_words: Vec<Option<Place>>,
}

#[derive(Debug)]
struct Text {
    path: String,
    text: String,
}

#[derive(Clone, Debug)]
struct Place {
    text: usize,
    range: Range<usize>,
}

/// Where an item, or a word, of a profile comes from.
#[derive(Clone, Debug)]
pub(super) struct Origin<'a> {
    pub path: &'a str,
    pub text: &'a str,
    pub range: Range<usize>,
}

impl<'a> Origin<'a> {
    /// The words themselves.
    pub fn quote(&self) -> &'a str {
        self.text.get(self.range.clone()).unwrap_or_default()
    }
}

impl Record {
    /// Sorts what was seen as the profile is sorted; of what was seen twice the first place counts.
    pub fn settle(&mut self) {
        self.items.sort_by_key(|(item, _)| *item);
        self.items.dedup_by_key(|(item, _)| *item);
        self.words.sort_by_key(|(word, _)| *word);
        self.words.dedup_by_key(|(word, _)| *word);
    }

    /// Where the item with this place in the profile was first seen.
    pub fn item(&self, at: usize) -> Option<Origin<'_>> {
        self.origin(&self.items.get(at)?.1)
    }

    /// Where the word with this place in the profile was first seen.
    pub fn word(&self, at: usize) -> Option<Origin<'_>> {
        self.origin(&self.words.get(at)?.1)
    }

    /// Where the first term of a post was seen.
    pub fn first_item(&self, post: usize) -> Option<Origin<'_>> {
        self.origin(self.first_items.get(post)?.as_ref()?)
    }

    /// Where the first telling word of the title of a post was seen.
    pub fn first_word(&self, post: usize) -> Option<Origin<'_>> {
        self.origin(self.first_words.get(post)?.as_ref()?)
    }

    fn origin(&self, place: &Place) -> Option<Origin<'_>> {
        let Text { path, text } = self.texts.get(place.text)?;
        Some(Origin { path, text, range: place.range.clone() })
    }

    /// A range of the text that was begun last.
    fn place(&self, range: &Range<usize>) -> Place {
        Place { text: self.texts.len().saturating_sub(1), range: range.clone() }
    }
}

/// Notes the first place of a post.
fn note(firsts: &mut Vec<Option<Place>>, post: u8, place: &Place) {
    if post == NO_STINT {
        return;
    }
    let post = usize::from(post);
    if post >= firsts.len() {
        firsts.resize(post + 1, None);
    }
    if let Some(first @ None) = firsts.get_mut(post) {
        *first = Some(place.clone());
    }
}

impl Witness for Record {
    const WANTED: bool = true;

    fn text(&mut self, path: impl FnOnce() -> String, text: &str) {
        self.texts.push(Text { path: path(), text: text.to_owned() });
    }

    fn item(&mut self, item: Item, range: &Range<usize>) {
        let place = self.place(range);
        note(&mut self.first_items, item.stint, &place);
        self.items.push((item, place));
    }

    fn word(&mut self, word: StemId, stint: u8, range: &Range<usize>) {
        let place = self.place(range);
        note(&mut self.first_words, stint, &place);
        self.words.push((word, place));
    }
}
