//! The candidate's eligibility facts, compact and without strings: keys, days, levels.

mod added;
mod atoms;
mod names;

use serde::{Deserialize, Serialize};

use super::moment::{Interval, Moment, Spell, merged};
use crate::{
    base::{Date, PartialDate, Truth},
    model::{Candidate, Category, CivilService, Diploma, Fact, LanguageLevel, Residence},
    rules::{Key, Vocabulary, Word},
    text::fold,
};

pub(crate) use added::Added;
pub(crate) use atoms::{Common, Home};
pub(crate) use names::Names;

/// A list of the profile, as a bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(crate) enum ListBit {
    Nationality = 1,
    Residence = 2,
    Competitions = 4,
    Diplomas = 8,
    Registrations = 16,
    Certifications = 32,
    Experience = 64,
    Languages = 128,
    Licences = 256,
    Attested = 512,
}

/// A range of the word keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Words {
    start: u32,
    len: u16,
}

/// Until when something holds: `[obtained, expires)`, each end perhaps known roughly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Validity {
    pub obtained: (Moment, Moment),
    /// `None` where not stated whether it ends.
    pub expires: Option<(Moment, Moment)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct DiplomaFact {
    /// 0 where unknown.
    pub level: u8,
    /// Whether its field is stated; else more may be known of it one day.
    pub fielded: bool,
    pub families: u32,
    /// The words of its title and field.
    pub words: Words,
    /// When it was obtained; both ends before every day where not stated.
    pub obtained: (Moment, Moment),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct PostFact {
    pub spell: Spell,
    /// Whether its skills are all stated; else more may be known of it one day.
    pub fielded: bool,
    pub families: u32,
    /// The words of its title and skills.
    pub words: Words,
    /// Its place in the profile.
    pub index: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct NamedFact {
    pub words: Words,
    pub validity: Validity,
}

/// What is known of the person's post.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct ServiceFact {
    pub corps: Key,
    pub known: bool,
    pub inferred: bool,
    pub category: Option<Category>,
    pub corps_words: Words,
    /// `None` where no domain is stated.
    pub domain: Option<(Words, u32)>,
}

/// The facts of one candidate that conditions may ask for.
///
/// Made once per candidate; a few hundred bytes. Nothing in it depends on an offer or a date.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Facts {
    pub citizen: Truth,
    pub french: Truth,
    pub work_permit: Truth,
    pub servant: Truth,
    pub service: Option<Box<ServiceFact>>,
    /// A bit for each list that is complete.
    complete: u16,
    /// A declared total of years of residence.
    pub residence_years: Option<u8>,
    /// The days of residence that are sure, and those that are possible: merged and sorted.
    pub resident_surely: Box<[Interval]>,
    pub resident_perhaps: Box<[Interval]>,
    /// Two letters in sixteen bits.
    pub countries: Box<[u16]>,
    pub competitions: Box<[(Key, bool, Words)]>,
    pub diplomas: Box<[DiplomaFact]>,
    /// Sorted by their possible beginning.
    pub posts: Box<[PostFact]>,
    /// The posts in the order of their sure beginning.
    pub posts_surely: Box<[u16]>,
    pub registrations: Box<[NamedFact]>,
    pub certifications: Box<[NamedFact]>,
    pub licences: Box<[Key]>,
    /// Code and level + 1, 0 where unknown.
    pub languages: Box<[(Key, u8)]>,
    pub attested: Box<[Key]>,
    words: Box<[Word]>,
}

/// The words of all items, gathered while compiling.
#[derive(Default)]
struct Gathered(Vec<Word>);

impl Gathered {
    /// Adds the words of an item, each once.
    fn add(&mut self, words: impl IntoIterator<Item = Word>) -> Words {
        let from = self.0.len();
        self.0.extend(words);
        self.item(from)
    }

    /// Adds the words of several texts as one item, and tells the families of fields that they name together.
    fn field<'t>(
        &mut self,
        vocabulary: &Vocabulary,
        names: &mut Names,
        texts: impl Iterator<Item = &'t String>,
    ) -> (Words, u32) {
        let from = self.0.len();
        let mut parts = names.parts();
        // No word spans two texts: together they hold the words of each.
        for text in texts {
            let text = names.text(vocabulary, text);
            self.0.extend_from_slice(&text.words);
            parts.extend_from_slice(&text.parts);
        }
        let families = vocabulary.families(&parts);
        names.keep(parts);
        (self.item(from), families)
    }

    /// Adds the words of a diploma.
    fn diploma(
        &mut self,
        diploma: &Diploma,
        vocabulary: &Vocabulary,
        names: &mut Names,
    ) -> DiplomaFact {
        let texts = std::iter::once(&diploma.title).chain(&diploma.field);
        let (words, families) = self.field(vocabulary, names, texts);
        DiplomaFact {
            level: diploma.known_level().unwrap_or(0),
            fielded: diploma.field.is_some(),
            families,
            words,
            obtained: range(diploma.obtained),
        }
    }

    /// What was added from here on, as one item: sorted, each once.
    fn item(&mut self, from: usize) -> Words {
        if let Some(own) = self.0.get_mut(from..) {
            own.sort_unstable();
        }
        let (mut len, mut last) = (0u16, None);
        for at in from..self.0.len() {
            let word = self.0.get(at).copied();
            // More words than a length can say are cut: no title has 65,536.
            if word != last && len < u16::MAX {
                self.0.swap(from + usize::from(len), at);
                len += 1;
                last = word;
            }
        }
        self.0.truncate(from + usize::from(len));
        Words { start: u32::try_from(from).unwrap_or(u32::MAX), len }
    }
}

impl Facts {
    /// Compiles the facts of a candidate with the names of a rule book. Linear in the size of the profile.
    pub fn compile(candidate: &Candidate, vocabulary: &Vocabulary) -> Self {
        Self::among(candidate, vocabulary, &mut Names::default())
    }

    /// The same; each distinct name is worked out once per `names`.
    pub fn among(candidate: &Candidate, vocabulary: &Vocabulary, names: &mut Names) -> Self {
        let mut words = Gathered::default();
        let stated = Self::stated(candidate, vocabulary, names, &mut words);
        let (residence_years, resident_surely, resident_perhaps) = residence(candidate);
        let diplomas = collect(&candidate.diplomas, |it| words.diploma(it, vocabulary, names));
        let (posts, posts_surely) = posts(candidate, vocabulary, names, &mut words);
        let all = Self {
            residence_years,
            resident_surely,
            resident_perhaps,
            diplomas,
            posts,
            posts_surely,
            ..stated
        }
        .with_credentials(candidate, names, &mut words);
        Self { words: words.0.into(), ..all }
    }

    /// What stands by itself, but its words.
    fn stated(
        candidate: &Candidate,
        vocabulary: &Vocabulary,
        names: &mut Names,
        words: &mut Gathered,
    ) -> Self {
        let (citizen, french) = nationality(candidate);
        let service = service(candidate, vocabulary, names, words);
        let competitions = collect(&candidate.competitions, |item| {
            let corps = names.corps(vocabulary, &item.corps);
            (corps.id, corps.known, words.add(corps.words.iter().copied()))
        });
        Self {
            citizen,
            french,
            work_permit: Truth::from_option(candidate.work_permit),
            servant: match candidate.civil_service {
                CivilService::Unstated => Truth::Unknown,
                CivilService::No => Truth::NotMet,
                CivilService::Serving(_) => Truth::Met,
            },
            service,
            complete: complete(candidate),
            countries: collect(&candidate.nationality, |code| country(code)),
            competitions,
            licences: collect(&candidate.licences, |name| names.licence(name)),
            languages: collect(&candidate.languages, |item| {
                (names.language(&item.language), item.level.map_or(0, |level| level as u8 + 1))
            }),
            ..Self::nothing()
        }
    }

    /// The same with registrations, certifications and what is attested, but for their words.
    fn with_credentials(
        self,
        candidate: &Candidate,
        names: &mut Names,
        words: &mut Gathered,
    ) -> Self {
        let registrations = collect(&candidate.registrations, |name| NamedFact {
            words: words.add(names.order(name).iter().copied()),
            validity: Validity {
                obtained: (Moment::MIN, Moment::MIN),
                expires: Some((Moment::MAX, Moment::MAX)),
            },
        });
        let certifications = collect(&candidate.certifications, |item| NamedFact {
            words: words.add(names.certification(&item.name).iter().copied()),
            validity: Validity {
                obtained: range(item.obtained),
                expires: item.expires.map(|_| range(item.expires)),
            },
        });
        let attested = collect(&candidate.attested, |name| names.attested(name));
        Self { registrations, certifications, attested, ..self }
    }

    /// The words of an item.
    #[inline]
    pub fn words(&self, words: Words) -> &[Word] {
        let start = words.start as usize;
        self.words.get(start..start + usize::from(words.len)).unwrap_or_default()
    }

    /// What a list says of something it does not name.
    #[inline]
    pub fn absent(&self, list: ListBit) -> Truth {
        if self.complete & list as u16 != 0 { Truth::NotMet } else { Truth::Unknown }
    }

    /// Whether what is stated of residence is all there is.
    pub fn is_complete_residence(&self) -> bool {
        self.absent(ListBit::Residence) == Truth::NotMet
    }

    /// The days on which a diploma or a certification is surely obtained, or surely no longer valid.
    pub fn turning_days(&self) -> impl Iterator<Item = Date> {
        let diplomas = self.diplomas.iter().map(|diploma| diploma.obtained.1);
        let certifications = self.certifications.iter().flat_map(|held| {
            [Some(held.validity.obtained.1), held.validity.expires.map(|expires| expires.1)]
        });
        diplomas.chain(certifications.flatten()).filter_map(Moment::date)
    }

    /// Bytes on the heap and in place.
    pub fn size(&self) -> usize {
        size_of::<Self>()
            + self.service.as_ref().map_or(0, |_| size_of::<ServiceFact>())
            + size_of_val(&*self.resident_surely)
            + size_of_val(&*self.resident_perhaps)
            + size_of_val(&*self.countries)
            + size_of_val(&*self.competitions)
            + size_of_val(&*self.diplomas)
            + size_of_val(&*self.posts)
            + size_of_val(&*self.posts_surely)
            + size_of_val(&*self.registrations)
            + size_of_val(&*self.certifications)
            + size_of_val(&*self.licences)
            + size_of_val(&*self.languages)
            + size_of_val(&*self.attested)
            + size_of_val(&*self.words)
    }
}

fn by_sure_beginning(posts: &[PostFact]) -> Box<[u16]> {
    let mut order: Vec<u16> = (0u16..).take(posts.len()).collect();
    order.sort_by_key(|i| posts.get(usize::from(*i)).map(|post| post.spell.surely.from));
    order.into()
}

fn collect<T, U>(list: &Fact<T>, make: impl FnMut(&T) -> U) -> Box<[U]> {
    list.items().iter().map(make).collect()
}

/// Two letters in sixteen bits.
pub(crate) fn country(code: &str) -> u16 {
    code.bytes().take(2).fold(0, |sum, byte| sum << 8 | u16::from(byte))
}

/// An attested fact goes by its folded name.
pub(crate) fn attested_name(name: &str) -> String {
    fold(name.trim())
}

/// The days between which a stated date lies; before every day where it is not stated.
fn range(date: Option<PartialDate>) -> (Moment, Moment) {
    date.map_or((Moment::MIN, Moment::MIN), |date| {
        (Moment::new(date.earliest()), Moment::new(date.latest()))
    })
}

/// Citizenship and French nationality: a citizen is French, and who is surely not French is no citizen.
fn nationality(candidate: &Candidate) -> (Truth, Truth) {
    let named = candidate.nationality.items().iter().any(|code| code == "FR");
    let french = match (candidate.citizen, named, candidate.nationality.is_complete()) {
        (Some(true), _, _) | (_, true, _) => Truth::Met,
        (_, false, true) => Truth::NotMet,
        (_, false, false) => Truth::Unknown,
    };
    let citizen = match candidate.citizen {
        Some(citizen) => Truth::known(citizen),
        None => french & Truth::Unknown,
    };
    (citizen, french)
}

fn residence(candidate: &Candidate) -> (Option<u8>, Box<[Interval]>, Box<[Interval]>) {
    match &candidate.residence {
        Residence::Years(years) => (Some(*years), Box::default(), Box::default()),
        Residence::Periods(periods) => {
            let spells: Vec<Spell> =
                periods.items().iter().map(|p| Spell::new(Some(p.from), p.to)).collect();
            let all = |part: fn(&Spell) -> Interval| merged(spells.iter().map(part).collect());
            (None, all(|spell| spell.surely), all(|spell| spell.perhaps))
        }
    }
}

fn service(
    candidate: &Candidate,
    vocabulary: &Vocabulary,
    names: &mut Names,
    words: &mut Gathered,
) -> Option<Box<ServiceFact>> {
    let CivilService::Serving(post) = &candidate.civil_service else { return None };
    let corps = names.corps(vocabulary, &post.corps);
    Some(Box::new(ServiceFact {
        corps: corps.id,
        known: corps.known,
        inferred: corps.inferred,
        category: corps.category,
        corps_words: words.add(corps.words.iter().copied()),
        domain: post
            .domain
            .as_ref()
            .map(|domain| words.field(vocabulary, names, std::iter::once(domain))),
    }))
}

fn posts(
    candidate: &Candidate,
    vocabulary: &Vocabulary,
    names: &mut Names,
    words: &mut Gathered,
) -> (Box<[PostFact]>, Box<[u16]>) {
    let items = candidate.experience.items();
    let mut posts: Vec<PostFact> = items
        .iter()
        .zip(0u16..)
        .map(|(post, index)| {
            let texts = std::iter::once(&post.title).chain(post.skills.items());
            let (words, families) = words.field(vocabulary, names, texts);
            PostFact {
                spell: Spell::new(post.from, post.to),
                fielded: post.skills.is_complete(),
                families,
                words,
                index,
            }
        })
        .collect();
    posts.sort_by_key(|post| (post.spell.perhaps.from, post.index));
    let order = by_sure_beginning(&posts);
    (posts.into(), order)
}

fn complete(candidate: &Candidate) -> u16 {
    let bit = |complete: bool, list: ListBit| if complete { list as u16 } else { 0 };
    let residence = match &candidate.residence {
        Residence::Years(_) => true,
        Residence::Periods(periods) => periods.is_complete(),
    };
    bit(candidate.nationality.is_complete(), ListBit::Nationality)
        | bit(residence, ListBit::Residence)
        | bit(candidate.competitions.is_complete(), ListBit::Competitions)
        | bit(candidate.diplomas.is_complete(), ListBit::Diplomas)
        | bit(candidate.registrations.is_complete(), ListBit::Registrations)
        | bit(candidate.certifications.is_complete(), ListBit::Certifications)
        | bit(candidate.experience.is_complete(), ListBit::Experience)
        | bit(candidate.languages.is_complete(), ListBit::Languages)
        | bit(candidate.licences.is_complete(), ListBit::Licences)
        | bit(candidate.attested.is_complete(), ListBit::Attested)
}
