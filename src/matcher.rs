//! The entry point: configuration and wiring, no logic.

use std::{borrow::Cow, sync::Arc};

use crate::{
    assess::{Assessment, evidence::Bands},
    base::Date,
    compile::weights::Weights,
    model::{Candidate, InputError, Offer},
    rank::{
        MatrixQuery, Opening, Openings, Pool, PoolError, PrioritySignal, Profile, Query, Setup,
        assessment, priority_signal,
    },
    report::DecisionRecord,
    rules::{Policies, RuleBook, RuleError},
    text::Lexicon,
};

/// A rule book, a lexicon, policies, weights and bands: everything is compiled and assessed under one of these.
///
/// Cheap to clone. See the [crate] documentation for the whole path.
#[derive(Clone, Debug)]
pub struct Matcher(Arc<Setup>);

impl Matcher {
    /// The shipped rule book of New Caledonia, the shipped lexicon, default policies, weights and bands.
    #[must_use]
    pub fn new_caledonia() -> Self {
        Self::builder().assemble()
    }

    /// A matcher with parts of one's own; what is not set is as in [`new_caledonia`](Self::new_caledonia).
    pub fn builder() -> MatcherBuilder {
        MatcherBuilder::default()
    }

    /// Compiles candidates once, in parallel; the pool then serves every offer and every date. Some microseconds each.
    ///
    /// # Errors
    /// Every identifier that stands twice; paths are places in the list, `[3].id`.
    pub fn candidates(
        &self,
        candidates: impl IntoIterator<Item = Candidate>,
    ) -> Result<Pool, InputError> {
        Pool::compile(candidates.into_iter().collect(), &self.0)
    }

    /// Reads a pool saved by [`Pool::save`]. Several times faster than compiling it. Of bytes that are only lent, those of
    /// the candidates are copied: give them away where they are not needed any more.
    ///
    /// # Errors
    /// Bytes that are no saved pool, are damaged, or were compiled by another version, lexicon or rule book.
    pub fn load_pool<'a>(&self, bytes: impl Into<Cow<'a, [u8]>>) -> Result<Pool, PoolError> {
        Pool::load(bytes.into(), &self.0)
    }

    /// Compiles one candidate.
    #[must_use]
    pub fn profile(&self, candidate: Candidate) -> Profile {
        Profile::alone(candidate, &self.0)
    }

    /// Compiles an offer. Some hundred microseconds.
    #[must_use]
    pub fn offer(&self, offer: Offer) -> Opening {
        Opening::compile(offer, &self.0)
    }

    /// Compiles offers. Notices are at times published twice under one reference: that is no error here.
    #[must_use]
    pub fn openings(&self, offers: impl IntoIterator<Item = Offer>) -> Openings {
        Openings::new(offers.into_iter().map(|offer| self.offer(offer)).collect())
    }

    /// A review on this date: it selects the rules in force and says whether a notice is closed. The library knows no
    /// other clock.
    #[must_use]
    pub fn as_of(&self, date: Date) -> Review {
        Review { matcher: self.clone(), as_of: date }
    }

    /// The rule book.
    #[must_use]
    pub fn rule_book(&self) -> &RuleBook {
        &self.0.book
    }

    /// The lexicon.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.0.lexicon
    }

    /// The policies.
    #[must_use]
    pub fn policies(&self) -> &Policies {
        &self.0.policies
    }
}

/// Makes a [`Matcher`]. Setters never fail; [`build`](Self::build) names every problem.
///
/// ```
/// use adequation::{FitCategory, Matcher, Policies, ResidencePolicy, Weights};
/// let matcher = Matcher::builder()
///     .policies(Policies::default().residence(ResidencePolicy::Required))
///     .weights(Weights::suggested().prefer(FitCategory::Diploma, 2_000))
///     .build()?;
/// assert_eq!(matcher.policies().residence, ResidencePolicy::Required);
/// # Ok::<(), adequation::RuleError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it builds"]
pub struct MatcherBuilder {
    book: Option<RuleBook>,
    lexicon: Option<Lexicon>,
    policies: Policies,
    weights: Weights,
    bands: Bands,
}

impl MatcherBuilder {
    /// Sets the rule book.
    pub fn rule_book(mut self, book: RuleBook) -> Self {
        self.book = Some(book);
        self
    }

    /// Sets the lexicon; start from [`Lexicon::builder`] to extend the shipped one.
    pub fn lexicon(mut self, lexicon: Lexicon) -> Self {
        self.lexicon = Some(lexicon);
        self
    }

    /// Sets the choices where the law leaves room.
    pub const fn policies(mut self, policies: Policies) -> Self {
        self.policies = policies;
        self
    }

    /// Sets preferred weights of the fit.
    pub fn weights(mut self, weights: Weights) -> Self {
        self.weights = weights;
        self
    }

    /// Sets the least scores of the bands.
    pub const fn bands(mut self, bands: Bands) -> Self {
        self.bands = bands;
        self
    }

    /// Makes the matcher.
    ///
    /// # Errors
    /// Every problem of the rule book: a book changed in Rust is checked as one read from JSON is.
    pub fn build(self) -> Result<Matcher, RuleError> {
        if let Some(book) = &self.book {
            book.check()?;
        }
        Ok(self.assemble())
    }

    fn assemble(self) -> Matcher {
        Matcher(Arc::new(Setup {
            book: self.book.unwrap_or_else(RuleBook::new_caledonia),
            policies: self.policies,
            lexicon: self.lexicon.unwrap_or_else(Lexicon::shipped),
            weights: self.weights,
            bands: self.bands,
        }))
    }
}

/// A matcher on a date: the one place where a date enters.
///
/// What another matcher compiled is compiled anew under this one's rule book and lexicon, so that a mix never gives a
/// wrong answer; compile with the matcher you review with, and it costs nothing.
#[derive(Clone, Debug)]
pub struct Review {
    matcher: Matcher,
    as_of: Date,
}

impl Review {
    /// The date.
    #[must_use]
    pub const fn date(&self) -> Date {
        self.as_of
    }

    /// One candidate for one offer, with every finding and every point.
    #[must_use]
    pub fn assess(&self, opening: &Opening, profile: &Profile) -> Assessment {
        let setup = &self.matcher.0;
        assessment(&opening.under(setup), &profile.under(setup), self.as_of, None)
    }

    /// Asks for the best candidates for an offer.
    pub fn candidates_for(&self, opening: &Opening, pool: &Pool) -> Query {
        let setup = &self.matcher.0;
        Query::candidates(&opening.under(setup), &pool.under(setup), self.as_of)
    }

    /// Asks for the best offers for a candidate.
    pub fn offers_for(&self, profile: &Profile, openings: &Openings) -> Query {
        let setup = &self.matcher.0;
        Query::offers(&profile.under(setup), &openings.under(setup), self.as_of)
    }

    /// Asks for every pair.
    pub fn matrix(&self, openings: &Openings, pool: &Pool) -> MatrixQuery {
        let setup = &self.matcher.0;
        MatrixQuery::new(&openings.under(setup), &pool.under(setup), self.as_of)
    }

    /// Whether any citizen or sufficient resident meets the conditions that the notice prints, by band: the signal behind a
    /// *carence*, for the employer; the finding is the commission's alone. Linear in the pool.
    #[must_use]
    #[doc(alias = "carence")]
    pub fn priority_signal(&self, opening: &Opening, pool: &Pool) -> PrioritySignal {
        let setup = &self.matcher.0;
        priority_signal(&opening.under(setup), &pool.under(setup), self.as_of)
    }

    /// The assessment with its inputs and parameters, to be kept with the file and replayed.
    #[must_use]
    pub fn record(&self, opening: &Opening, profile: &Profile) -> DecisionRecord {
        let setup = &self.matcher.0;
        DecisionRecord {
            schema: 1,
            rule_book: format!("{} {}", setup.book.name(), setup.book.version()),
            lexicon: format!("{:016x}", setup.lexicon.fingerprint()),
            policies: setup.policies,
            weights: setup.weights.clone(),
            bands: setup.bands,
            offer: opening.offer().clone(),
            candidate: profile.candidate().clone(),
            assessment: self.assess(opening, profile),
        }
    }
}
