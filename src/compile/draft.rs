//! Reading a candidate: what it names, gathered in lists whose memory serves the next one.

use std::ops::Range;

use super::{
    months::{CURRENT, months_of},
    profile::{Item, NO_STINT, Source, Stint, Study, command, item_path},
    reading::Readings,
};
use crate::{
    model::{Candidate, Diploma, Experience},
    text::{Lexicon, StemId, TermId},
};

/// Posts beyond this number are not looked at.
const MAX_STINTS: usize = 200;

/// What compiling hands to whoever wants to know where things come from.
pub(crate) trait Witness {
    /// Whether it wants to know at all.
    const WANTED: bool;
    /// A text of the profile, and where it stands: what follows was seen there.
    fn text(&mut self, path: impl FnOnce() -> String, text: &str);
    fn item(&mut self, item: Item, range: &Range<usize>);
    fn word(&mut self, word: StemId, stint: u8, range: &Range<usize>);
}

/// Nobody asks.
pub(crate) struct Unwitnessed;

impl Witness for Unwitnessed {
    const WANTED: bool = false;
    fn text(&mut self, _: impl FnOnce() -> String, _: &str) {}
    fn item(&mut self, _: Item, _: &Range<usize>) {}
    fn word(&mut self, _: StemId, _: u8, _: &Range<usize>) {}
}

/// What a candidate names, in the order of the profile and as often as it is said, but for the words of titles.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub items: Vec<Item>,
    pub stints: Vec<Stint>,
    /// Telling words of titles, with their post; sorted.
    pub title_words: Vec<(StemId, u8)>,
    /// Telling words of everything.
    pub words: Vec<StemId>,
    pub studies: Vec<Study>,
    pub study_terms: Vec<TermId>,
}

impl Draft {
    fn clear(&mut self) {
        self.items.clear();
        self.stints.clear();
        self.title_words.clear();
        self.words.clear();
        self.studies.clear();
        self.study_terms.clear();
    }

    /// Reads a candidate in the place of the one before. Linear in its texts; each distinct text is read once per
    /// `readings`.
    pub fn read<W: Witness>(
        &mut self,
        candidate: &Candidate,
        lexicon: &Lexicon,
        readings: &mut Readings,
        witness: &mut W,
    ) {
        self.clear();
        let mut reader = Reader { lexicon, readings, witness, draft: self };
        reader.posts(candidate);
        reader.skills(candidate);
        reader.certificates(candidate);
        reader.studies(candidate);
        if let Some(summary) = &candidate.summary {
            reader.text(summary, Item::of(Source::Summary), 0, || "summary".to_owned());
        }
        self.title_words.sort_unstable();
        self.title_words.dedup();
    }

    /// Sorts what was gathered, each once, and tells the posts how much they hold.
    pub fn settle(&mut self) {
        self.items.sort_unstable();
        self.items.dedup();
        self.items.iter().for_each(|item| count(&mut self.stints, item));
        self.words.sort_unstable();
        self.words.dedup();
    }
}

/// Counts an item for the post it was seen in.
pub(super) fn count(stints: &mut [Stint], item: &Item) {
    if let Some(stint) = stints.get_mut(usize::from(item.stint)) {
        let titled = item.source == Source::Title;
        let count = if titled { &mut stint.titles } else { &mut stint.told };
        *count = count.saturating_add(1);
    }
}

struct Reader<'a, W> {
    lexicon: &'a Lexicon,
    readings: &'a mut Readings,
    witness: &'a mut W,
    draft: &'a mut Draft,
}

impl<W: Witness> Reader<'_, W> {
    fn posts(&mut self, candidate: &Candidate) {
        let list = &candidate.experience;
        for (post, at) in list.items().iter().take(MAX_STINTS).zip(0u8..) {
            let stint = self.post(post, at, &|| item_path("experience", list, at.into()));
            self.draft.stints.push(stint);
        }
    }

    fn post(&mut self, post: &Experience, stint: u8, path: &dyn Fn() -> String) -> Stint {
        let item = |source| Item { stint, ..Item::of(source) };
        let begin = self.draft.items.len();
        let level = self.alone(&post.title, item(Source::Title), || path() + ".title");
        let silent = self.draft.items.len() == begin;
        for (i, skill) in post.skills.items().iter().enumerate() {
            let path = || format!("{}.{}", path(), item_path("skills", &post.skills, i));
            self.alone(skill, item(Source::Practice), path);
        }
        if let Some(summary) = &post.summary {
            self.text(summary, item(Source::Account), begin, || path() + ".summary");
        }
        Stint {
            from: post.from.map_or((0, 0), months_of),
            to: post.to.map_or((CURRENT, CURRENT), months_of),
            level,
            command: command(post.managed),
            silent,
            told: 0,
            titles: 0,
        }
    }

    fn skills(&mut self, candidate: &Candidate) {
        for (i, skill) in candidate.skills.items().iter().enumerate() {
            let item = Item {
                level: skill.level.unwrap_or(0),
                months: skill.months.map_or(0, |m| m.min(720) as u16),
                last: skill.last_used.map_or(0, |date| months_of(date).0),
                ..Item::of(Source::Skill)
            };
            self.alone(&skill.name, item, || item_path("skills", &candidate.skills, i) + ".name");
        }
    }

    /// Certifications, and registrations with professional orders.
    fn certificates(&mut self, candidate: &Candidate) {
        let item = |last| Item { level: 3, last, ..Item::of(Source::Certificate) };
        let list = &candidate.certifications;
        for (i, certification) in list.items().iter().enumerate() {
            // Without an end a certification holds.
            let last = certification.expires.map_or(CURRENT, |date| months_of(date).0);
            let path = || item_path("certifications", list, i) + ".name";
            self.alone(&certification.name, item(last), path);
        }
        let list = &candidate.registrations;
        for (i, order) in list.items().iter().enumerate() {
            self.alone(order, item(CURRENT), || item_path("registrations", list, i));
        }
    }

    fn studies(&mut self, candidate: &Candidate) {
        let list = &candidate.diplomas;
        for (i, diploma) in list.items().iter().enumerate() {
            self.study(diploma, &|| item_path("diplomas", list, i));
        }
    }

    fn study(&mut self, diploma: &Diploma, path: &dyn Fn() -> String) {
        let item = Item::of(Source::Study);
        let begin = self.draft.items.len();
        if let Some(field) = &diploma.field {
            self.alone(field, item, || path() + ".field");
        }
        self.text(&diploma.title, item, begin, || path() + ".title");
        let Draft { items, studies, study_terms, .. } = &mut *self.draft;
        let first = study_terms.len();
        study_terms.extend(items.iter().skip(begin).map(|item| item.term));
        let clamp = |n: usize| n.min(usize::from(u16::MAX)) as u16;
        studies.push(Study {
            level: diploma.known_level().unwrap_or(0),
            terms: (clamp(first), clamp(study_terms.len())),
        });
    }

    /// Adds the terms and words of a text around which nothing stands; returns the level of responsibility it tells as a
    /// title.
    fn alone(&mut self, text: &str, item: Item, path: impl FnOnce() -> String) -> u8 {
        self.text(text, item, self.draft.items.len(), path)
    }

    /// The same of a text beside the items from `beside` on.
    fn text(&mut self, text: &str, item: Item, beside: usize, path: impl FnOnce() -> String) -> u8 {
        let Draft { items, words, title_words, .. } = &mut *self.draft;
        let title = item.source == Source::Title;
        if !W::WANTED
            && let Some(gist) = self.readings.gist(self.lexicon, text, title)
            && (gist.settled || beside >= items.len())
        {
            items.extend(gist.terms.iter().map(|term| Item { term: *term, ..item }));
            words.extend_from_slice(gist.words);
            if title {
                title_words.extend(gist.words.iter().map(|word| (*word, item.stint)));
            }
            return gist.level;
        }
        let (reading, marks) = self.readings.of(self.lexicon, text, title);
        let others = items.iter().skip(beside).map(|item| item.term);
        let settled;
        let hits = if others.len() == 0 || reading.settled {
            reading.alone(self.lexicon, marks)
        } else {
            settled = reading.beside(self.lexicon, others, marks);
            &settled
        };
        self.witness.text(path, text);
        for hit in hits {
            let item = Item { term: hit.term, ..item };
            items.push(item);
            self.witness.item(item, &hit.range);
        }
        for word in &reading.words {
            words.push(word.key);
            if title {
                title_words.push((word.key, item.stint));
            }
            self.witness.word(word.key, if title { item.stint } else { NO_STINT }, &word.range);
        }
        reading.level
    }
}
