//! The same person with one fact more: what counterfactuals try.

use super::*;
use crate::rules::{
    CERTIFICATION_NOISE, ORDER_NOISE, key_of, language_code, licence_name, word_keys,
};

/// A fact added to a profile, as counterfactuals try it.
pub(crate) enum Added<'a> {
    Citizen,
    French,
    Country(&'a str),
    WorkPermit,
    /// A corps, or any of a category; and a domain.
    Serving {
        corps: Option<&'a str>,
        category: Option<Category>,
        domain: Option<&'a str>,
    },
    Laureate(&'a str),
    Residence(u8),
    Diploma {
        level: u8,
        text: &'a str,
    },
    /// In post from this day on.
    Experience {
        from: Date,
        text: &'a str,
    },
    Registration(&'a str),
    Certifications(&'a [String]),
    Licence(&'a str),
    Language(&'a str, Option<LanguageLevel>),
    Attested(&'a str),
}

impl Facts {
    /// The same facts and one more.
    pub fn with(&self, added: &Added<'_>, vocabulary: &Vocabulary) -> Self {
        let mut facts = self.clone();
        let mut words = Gathered(std::mem::take(&mut facts.words).into_vec());
        let always = Validity {
            obtained: (Moment::MIN, Moment::MIN),
            expires: Some((Moment::MAX, Moment::MAX)),
        };
        match *added {
            Added::Citizen => (facts.citizen, facts.french) = (Truth::Met, Truth::Met),
            Added::French => facts.french = Truth::Met,
            Added::Country(code) => push(&mut facts.countries, country(code)),
            Added::WorkPermit => facts.work_permit = Truth::Met,
            Added::Serving { corps, category, domain } => {
                let key = corps.map(|name| vocabulary.corps(name));
                facts.servant = Truth::Met;
                facts.service = Some(Box::new(ServiceFact {
                    // "Another corps" is none that has a name.
                    corps: key.as_ref().map_or(0, |key| key.id),
                    known: key.as_ref().is_none_or(|key| key.known),
                    inferred: key.as_ref().is_some_and(|key| key.inferred),
                    category: key.as_ref().map_or(category, |key| key.category),
                    corps_words: words.add(key.map_or(Vec::new(), |key| key.words.into_vec())),
                    domain: domain.map(|domain| {
                        let field = vocabulary.field(domain);
                        (words.add(field.words.into_vec()), field.families)
                    }),
                }));
            }
            Added::Laureate(name) => {
                let key = vocabulary.corps(name);
                let item = (key.id, key.known, words.add(key.words.into_vec()));
                push(&mut facts.competitions, item);
            }
            Added::Residence(years) => {
                facts.residence_years =
                    Some(facts.residence_years.map_or(years, |own| own.max(years)));
            }
            Added::Diploma { level, text } => {
                let item = DiplomaFact {
                    level,
                    fielded: true,
                    families: vocabulary.field(text).families,
                    words: words.add(word_keys(text, &[])),
                    obtained: (Moment::MIN, Moment::MIN),
                };
                push(&mut facts.diplomas, item);
            }
            Added::Experience { from, text } => {
                let spell = Spell::new(Some(from.into()), None);
                let item = PostFact {
                    spell,
                    fielded: true,
                    families: vocabulary.field(text).families,
                    words: words.add(word_keys(text, &[])),
                    index: u16::MAX,
                };
                push(&mut facts.posts, item);
                facts.posts.sort_by_key(|post| post.spell.perhaps.from);
                facts.posts_surely = by_sure_beginning(&facts.posts);
            }
            Added::Registration(name) => {
                let item =
                    NamedFact { words: words.add(word_keys(name, ORDER_NOISE)), validity: always };
                push(&mut facts.registrations, item);
            }
            Added::Certifications(names) => {
                for name in names {
                    let keys = words.add(word_keys(name, CERTIFICATION_NOISE));
                    push(&mut facts.certifications, NamedFact { words: keys, validity: always });
                }
            }
            Added::Licence(name) => push(&mut facts.licences, key_of(&licence_name(name))),
            Added::Language(name, level) => {
                let level = level.map_or(0, |level| level as u8 + 1);
                push(&mut facts.languages, (key_of(&language_code(name)), level));
            }
            Added::Attested(name) => push(&mut facts.attested, key_of(&attested_name(name))),
        }
        facts.words = words.0.into();
        facts
    }
}

fn push<T>(list: &mut Box<[T]>, item: T) {
    let mut items = std::mem::take(list).into_vec();
    items.push(item);
    *list = items.into();
}
