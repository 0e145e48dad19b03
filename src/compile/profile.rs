//! A candidate made ready for the inner loop: numbers only, no text.

use serde::{Deserialize, Serialize};

use super::{
    draft::{Draft, Witness},
    mastery::by_months,
    months::Month,
    reading::Readings,
};
use crate::{
    model::{Candidate, Fact, LanguageLevel},
    text::{Lexicon, Reading, StemId, TermId, fold},
};

/// Where in the profile something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub(crate) enum Source {
    /// A declared skill.
    Skill,
    /// A certification, or a registration with a professional order.
    Certificate,
    /// The title of a post held.
    Title,
    /// A skill listed with a post held.
    Practice,
    /// The summary of a post held.
    Account,
    /// The title or the field of a diploma.
    Study,
    /// The free summary of the profile.
    Summary,
}

impl Source {
    /// In their order.
    pub(crate) const ALL: [Self; 7] = [
        Self::Skill,
        Self::Certificate,
        Self::Title,
        Self::Practice,
        Self::Account,
        Self::Study,
        Self::Summary,
    ];
}

/// No post: the item belongs to the profile as a whole.
pub(crate) const NO_STINT: u8 = u8::MAX;
/// Words that tell less than this (hundredths of a bit) are left out of text coverage.
pub(crate) const TELLING: u16 = 200;

/// A term with what is known of its mastery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Item {
    pub term: TermId,
    pub source: Source,
    /// The post it was seen in, or [`NO_STINT`].
    pub stint: u8,
    /// 1 to 4; 0 = not stated.
    pub level: u8,
    /// Months of practice stated with the skill; 0 = not stated.
    pub months: u16,
    /// Last use stated with the skill; of a certification, the month in which it ends. 0 = not stated.
    pub last: Month,
}

impl Item {
    /// Seen here, outside of any post; nothing more is stated.
    pub(crate) const fn of(source: Source) -> Self {
        Self { term: 0, source, stint: NO_STINT, level: 0, months: 0, last: 0 }
    }

    /// Of something that belongs to no post: the level evidenced, 1 to 4, and the highest it can be.
    #[inline]
    pub(crate) fn levels(&self) -> (u8, u8) {
        match self.source {
            Source::Skill => {
                let least = self.level.max(by_months(self.months));
                let known = self.level != 0 && self.months != 0;
                (least, if known { least } else { 4 })
            }
            Source::Certificate => (3, 3),
            // Free text and studies tell no level: what they evidence is taken as the basics, and adds no doubt.
            _ => (2, 2),
        }
    }
}

/// A post held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stint {
    /// The earliest and the latest month it can have begun; 0 = not stated.
    pub from: (Month, Month),
    /// The earliest and the latest month it can have ended; [`CURRENT`] while it lasts.
    pub to: (Month, Month),
    /// Level of responsibility of the title, 1 to 6; 0 where the title tells none.
    pub level: u8,
    /// Level that the number of people managed stands for; 0 = not stated, 1 = none.
    pub command: u8,
    /// The title names no known term or trade.
    pub silent: bool,
    /// How many of the profile's terms its skills and its account tell, and its title.
    pub told: u16,
    pub titles: u16,
}

impl Stint {
    /// How many terms were seen in it.
    #[inline]
    pub(crate) const fn terms(&self) -> usize {
        self.told as usize + self.titles as usize
    }
}

/// A diploma: its level (0 = not known). Its terms are items of the source [`Source::Study`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Study {
    pub level: u8,
    /// Its terms, in [`Profile::study_terms`].
    pub terms: (u16, u16),
}

/// The lists of a profile that are not known to be complete, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Lists(pub u8);

impl Lists {
    pub(crate) const SKILLS: Self = Self(1);
    pub(crate) const CERTIFICATES: Self = Self(2);
    pub(crate) const EXPERIENCE: Self = Self(4);
    pub(crate) const DIPLOMAS: Self = Self(8);
    pub(crate) const LANGUAGES: Self = Self(16);
    pub(crate) const LICENCES: Self = Self(32);
    pub(crate) const REGISTRATIONS: Self = Self(64);
    pub(crate) const ALL: Self = Self(127);

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A human language, by its code or the first eight letters of its name.
pub(crate) type LanguageKey = [u8; 8];

/// A compiled candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Profile {
    /// Sorted, without repetition.
    pub items: Box<[Item]>,
    pub stints: Box<[Stint]>,
    /// Telling words of titles, with their post; sorted.
    pub title_words: Box<[(StemId, u8)]>,
    /// Telling words of everything; sorted.
    pub words: Box<[StemId]>,
    pub studies: Box<[Study]>,
    pub study_terms: Box<[TermId]>,
    /// Language and level, 1 (A1) to 7 (native); 0 = not stated.
    pub languages: Box<[(LanguageKey, u8)]>,
    /// Licence classes A, B, C … as bits.
    pub licences: u32,
    /// Lists that may hold more than they name.
    pub open: Lists,
}

/// Compiles a candidate. Linear in its texts.
pub(crate) fn compile<W: Witness>(
    candidate: &Candidate,
    lexicon: &Lexicon,
    witness: &mut W,
) -> Profile {
    let mut draft = Draft::default();
    draft.read(candidate, lexicon, &mut Readings::default(), witness);
    draft.settle();
    let Draft { items, words, title_words, stints, studies, study_terms } = draft;
    Profile {
        items: items.into(),
        stints: stints.into(),
        title_words: title_words.into(),
        words: words.into(),
        studies: studies.into(),
        study_terms: study_terms.into(),
        languages: languages(candidate),
        licences: licences(candidate),
        open: open_lists(candidate),
    }
}

/// The path of a list's item, as the document has it.
pub(crate) fn item_path<T>(name: &str, list: &Fact<T>, index: usize) -> String {
    match list {
        Fact::AtLeast(_) => format!("{name}.at_least[{index}]"),
        Fact::Stated(_) | Fact::Unstated => format!("{name}[{index}]"),
    }
}

/// The level of responsibility that a number of people managed stands for.
pub(crate) fn command(managed: Option<u32>) -> u8 {
    match managed {
        None => 0,
        Some(0) => 1,
        Some(1..=3) => 3,
        Some(4..=14) => 4,
        Some(15..=49) => 5,
        Some(_) => 6,
    }
}

/// The languages stated, sorted.
pub(crate) fn languages(candidate: &Candidate) -> Box<[(LanguageKey, u8)]> {
    let mut found: Vec<(LanguageKey, u8)> = candidate
        .languages
        .items()
        .iter()
        .map(|l| (language_key(&l.language), l.level.map_or(0, language_rank)))
        .collect();
    found.sort_unstable();
    found.into()
}

/// A1 = 1 … C2 = 6, native = 7.
pub(crate) fn language_rank(level: LanguageLevel) -> u8 {
    level as u8 + 1
}

/// A language by its ISO 639-1 code where it has one here, else by the first eight bytes of its folded name.
pub(crate) fn language_key(name: &str) -> LanguageKey {
    const NAMES: &[(&str, &str)] = &[
        ("allemand", "de"),
        ("anglais", "en"),
        ("chinois", "zh"),
        ("english", "en"),
        ("espagnol", "es"),
        ("francais", "fr"),
        ("french", "fr"),
        ("indonesien", "id"),
        ("italien", "it"),
        ("japanese", "ja"),
        ("japonais", "ja"),
        ("mandarin", "zh"),
        ("portugais", "pt"),
        ("spanish", "es"),
        ("tahitien", "ty"),
        ("vietnamien", "vi"),
        ("bislama", "bi"),
        ("bichelamar", "bi"),
    ];
    let folded = fold(name.trim());
    let name = NAMES.iter().find(|(n, _)| *n == folded).map_or(folded.as_str(), |(_, code)| code);
    // Regional forms (fr-NC) are the language.
    let name = match name.split_once(['-', '_']) {
        Some((code, _)) if code.len() == 2 => code,
        _ => name,
    };
    let mut key = [0; 8];
    key.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
    key
}

/// The licences stated, as bits.
pub(crate) fn licences(candidate: &Candidate) -> u32 {
    candidate.licences.items().iter().fold(0, |bits, licence| bits | licence_bits(licence))
}

/// The classes of a driving licence as bits: "B", "permis B", "BE".
pub(crate) fn licence_bits(name: &str) -> u32 {
    let folded = fold(name.trim());
    let class = folded.strip_prefix("permis").map_or(folded.as_str(), str::trim);
    let class = class.strip_prefix("de conduire").map_or(class, str::trim);
    let mut letters = class.bytes();
    match (letters.next(), class.len()) {
        (Some(letter @ b'a'..=b'e'), 1..=3) => 1 << (letter - b'a'),
        _ => 0,
    }
}

/// The lists that may hold more than they name.
pub(crate) fn open_lists(candidate: &Candidate) -> Lists {
    let mut open = Lists::default();
    let mut note = |complete: bool, list: Lists| {
        if !complete {
            open = open.with(list);
        }
    };
    note(candidate.skills.is_complete(), Lists::SKILLS);
    note(candidate.certifications.is_complete(), Lists::CERTIFICATES);
    note(candidate.experience.is_complete(), Lists::EXPERIENCE);
    note(candidate.diplomas.is_complete(), Lists::DIPLOMAS);
    note(candidate.languages.is_complete(), Lists::LANGUAGES);
    note(candidate.licences.is_complete(), Lists::LICENCES);
    note(candidate.registrations.is_complete(), Lists::REGISTRATIONS);
    open
}

/// The words of a reading that tell enough to be compared.
pub(crate) fn telling<'a>(
    lexicon: &'a Lexicon,
    reading: &'a Reading,
) -> impl Iterator<Item = &'a crate::text::Word> {
    reading.words.iter().filter(|w| lexicon.information(w.key) >= TELLING)
}
