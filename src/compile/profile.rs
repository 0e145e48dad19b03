//! A candidate made ready for the inner loop: numbers only, no text.

use serde::{Deserialize, Serialize};

use super::{
    months::{CURRENT, Month, months_of},
    reading::Readings,
};
use crate::{
    model::{Candidate, Experience, Fact, LanguageLevel},
    text::{Hit, Lexicon, Reading, StemId, TermId, TermKind, fold},
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
/// Posts beyond this number are not looked at.
const MAX_STINTS: usize = 200;
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
    pub told: u32,
    pub titles: u32,
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

/// Where an item, or a word, of a profile comes from: for explanations only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub path: String,
    pub text: String,
    pub range: std::ops::Range<usize>,
}

/// What compiling hands to whoever wants to know where things come from.
pub(crate) trait Witness {
    /// Whether origins are wanted at all.
    const WANTED: bool;
    fn item(&mut self, item: Item, origin: Origin);
    fn word(&mut self, word: StemId, stint: u8, origin: Origin);
}

/// Nobody asks.
pub(crate) struct Unwitnessed;

impl Witness for Unwitnessed {
    const WANTED: bool = false;
    fn item(&mut self, _: Item, _: Origin) {}
    fn word(&mut self, _: StemId, _: u8, _: Origin) {}
}

/// Compiles a candidate. Linear in its texts; each distinct text is read once per `readings`.
pub(crate) fn compile<W: Witness>(
    candidate: &Candidate,
    lexicon: &Lexicon,
    readings: &mut Readings,
    witness: &mut W,
) -> Profile {
    let mut c = Compiler {
        lexicon,
        readings,
        witness,
        items: Vec::new(),
        words: Vec::new(),
        title_words: Vec::new(),
    };
    let mut stints: Vec<Stint> = Vec::new();
    for (i, post) in candidate.experience.items().iter().take(MAX_STINTS).enumerate() {
        let path = W::WANTED.then(|| item_path("experience", &candidate.experience, i));
        stints.push(c.post(post, i as u8, path.as_deref().unwrap_or_default()));
    }
    for (i, skill) in candidate.skills.items().iter().enumerate() {
        let path = W::WANTED.then(|| item_path("skills", &candidate.skills, i) + ".name");
        let item = Item {
            term: 0,
            source: Source::Skill,
            stint: NO_STINT,
            level: skill.level.unwrap_or(0),
            months: skill.months.map_or(0, |m| m.min(720) as u16),
            last: skill.last_used.map_or(0, |date| months_of(date).0),
        };
        c.text(&skill.name, item, &[], path.as_deref().unwrap_or_default());
    }
    for (i, certification) in candidate.certifications.items().iter().enumerate() {
        let path =
            W::WANTED.then(|| item_path("certifications", &candidate.certifications, i) + ".name");
        // Without an end a certification holds.
        let last = certification.expires.map_or(CURRENT, |date| months_of(date).0);
        let item = Item {
            term: 0,
            source: Source::Certificate,
            stint: NO_STINT,
            level: 3,
            months: 0,
            last,
        };
        c.text(&certification.name, item, &[], path.as_deref().unwrap_or_default());
    }
    for (i, order) in candidate.registrations.items().iter().enumerate() {
        let path = W::WANTED.then(|| item_path("registrations", &candidate.registrations, i));
        let item = Item {
            term: 0,
            source: Source::Certificate,
            stint: NO_STINT,
            level: 3,
            months: 0,
            last: CURRENT,
        };
        c.text(order, item, &[], path.as_deref().unwrap_or_default());
    }
    let (studies, study_terms) = c.studies(candidate);
    if let Some(summary) = &candidate.summary {
        let others: Vec<TermId> = c.items.iter().map(|i| i.term).collect();
        let item = Item {
            term: 0,
            source: Source::Summary,
            stint: NO_STINT,
            level: 0,
            months: 0,
            last: 0,
        };
        c.text(summary, item, &others, "summary");
    }
    let Compiler { mut items, mut words, mut title_words, .. } = c;
    items.sort_unstable();
    items.dedup();
    for item in &items {
        if let Some(stint) = stints.get_mut(usize::from(item.stint)) {
            let count =
                if item.source == Source::Title { &mut stint.titles } else { &mut stint.told };
            *count = count.saturating_add(1);
        }
    }
    words.sort_unstable();
    words.dedup();
    title_words.sort_unstable();
    title_words.dedup();
    Profile {
        items: items.into(),
        stints: stints.into(),
        title_words: title_words.into(),
        words: words.into(),
        studies: studies.into(),
        study_terms: study_terms.into(),
        languages: languages(candidate),
        licences: candidate.licences.items().iter().fold(0, |bits, l| bits | licence_bits(l)),
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

struct Compiler<'a, W> {
    lexicon: &'a Lexicon,
    readings: &'a mut Readings,
    witness: &'a mut W,
    items: Vec<Item>,
    words: Vec<StemId>,
    title_words: Vec<(StemId, u8)>,
}

impl<W: Witness> Compiler<'_, W> {
    fn post(&mut self, post: &Experience, stint: u8, path: &str) -> Stint {
        let item = |source| Item { term: 0, source, stint, level: 0, months: 0, last: 0 };
        let begin = self.items.len();
        let beneath = |name: &str| if W::WANTED { format!("{path}.{name}") } else { String::new() };
        let title = self.text(&post.title, item(Source::Title), &[], &beneath("title"));
        let level = title;
        let silent = self.items.len() == begin;
        for (i, skill) in post.skills.items().iter().enumerate() {
            let path =
                W::WANTED.then(|| format!("{path}.{}", item_path("skills", &post.skills, i)));
            self.text(skill, item(Source::Practice), &[], path.as_deref().unwrap_or_default());
        }
        if let Some(summary) = &post.summary {
            let others: Vec<TermId> =
                self.items.get(begin..).unwrap_or_default().iter().map(|i| i.term).collect();
            self.text(summary, item(Source::Account), &others, &beneath("summary"));
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

    /// Adds the terms and words of one text; returns the level of responsibility it tells as a title.
    fn text(&mut self, text: &str, item: Item, others: &[TermId], path: &str) -> u8 {
        let reading = self.readings.of(self.lexicon, text, item.source == Source::Title);
        let mut settled;
        let hits: &[Hit] = if others.is_empty() || reading.text.hits.iter().all(|h| h.sure) {
            reading.alone(self.lexicon)
        } else {
            settled = reading.text.hits.clone();
            self.lexicon.confirm(&mut settled, others);
            &settled
        };
        for hit in hits
            .iter()
            .filter(|h| h.sure && self.lexicon.found_in(h.term, item.source == Source::Title))
        {
            let item = Item { term: hit.term, ..item };
            self.items.push(item);
            if W::WANTED {
                self.witness.item(
                    item,
                    Origin {
                        path: path.to_owned(),
                        text: text.to_owned(),
                        range: hit.range.clone(),
                    },
                );
            }
        }
        for word in &reading.text.words {
            if self.lexicon.information(word.key) < TELLING {
                continue;
            }
            self.words.push(word.key);
            if item.source == Source::Title {
                self.title_words.push((word.key, item.stint));
            }
            if W::WANTED {
                let stint = if item.source == Source::Title { item.stint } else { NO_STINT };
                self.witness.word(
                    word.key,
                    stint,
                    Origin {
                        path: path.to_owned(),
                        text: text.to_owned(),
                        range: word.range.clone(),
                    },
                );
            }
        }
        reading.level
    }

    fn studies(&mut self, candidate: &Candidate) -> (Vec<Study>, Vec<TermId>) {
        let (mut studies, mut terms) = (Vec::new(), Vec::new());
        for (i, diploma) in candidate.diplomas.items().iter().enumerate() {
            let path = W::WANTED.then(|| item_path("diplomas", &candidate.diplomas, i));
            let path = path.as_deref().unwrap_or_default();
            let item = Item {
                term: 0,
                source: Source::Study,
                stint: NO_STINT,
                level: 0,
                months: 0,
                last: 0,
            };
            let begin = self.items.len();
            if let Some(field) = &diploma.field {
                self.text(field, item, &[], &format!("{path}.field"));
            }
            let others: Vec<TermId> =
                self.items.get(begin..).unwrap_or_default().iter().map(|i| i.term).collect();
            self.text(&diploma.title, item, &others, &format!("{path}.title"));
            let first = terms.len();
            terms.extend(self.items.get(begin..).unwrap_or_default().iter().map(|i| i.term));
            let clamp = |n: usize| n.min(usize::from(u16::MAX)) as u16;
            studies.push(Study {
                level: diploma.known_level().unwrap_or(0),
                terms: (clamp(first), clamp(terms.len())),
            });
        }
        (studies, terms)
    }
}

impl Lexicon {
    /// Whether a term counts where it was found: a trade in titles and names only, prose tells of other people's trades.
    fn found_in(&self, term: TermId, title: bool) -> bool {
        title || self.kind(term).is_some_and(|kind| kind != TermKind::Occupation)
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

fn languages(candidate: &Candidate) -> Box<[(LanguageKey, u8)]> {
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

fn open_lists(candidate: &Candidate) -> Lists {
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
