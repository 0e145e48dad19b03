//! One offer to measure one person by, without a pool.

use super::{
    evidence::{Bands, Fit},
    explain::{Traceable, explain},
    fit::{Scratch, evaluate},
    quotes::Quotes,
};
use crate::{
    base::{Date, Points},
    compile::{
        draft::Unwitnessed, months::month_of, offer_fit::OfferFit, profile::compile,
        weights::Weights,
    },
    model::{Candidate, Offer},
    text::Lexicon,
};

/// An offer made ready to measure people by: the fit alone, without eligibility, priority or ranking.
///
/// ```
/// use adequation::{Bands, CandidateForm, Fact, Lexicon, OfferForm, Skill, Weights, Yardstick};
/// let offer = OfferForm { id: "o-1".into(), title: Some("Administrateur réseaux".into()), ..OfferForm::default() }.check()?;
/// let person = CandidateForm {
///     id: "c-1".into(),
///     skills: Fact::Stated(vec![Skill { name: "routage".into(), level: Some(3), ..Skill::default() }]),
///     ..CandidateForm::default()
/// }
/// .check()?;
/// let yardstick = Yardstick::new(&offer, &Lexicon::shipped(), &Weights::suggested()).unwrap();
/// let fit = yardstick.explain(&person, "2025-05-23".parse().unwrap(), Bands::default());
/// assert_eq!(fit.components.iter().map(|c| c.points.get()).sum::<u16>(), fit.score.get());
/// # Ok::<(), adequation::InputError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Yardstick(OfferFit);

impl Yardstick {
    /// Compiles an offer; `None` where title, RESPNC job, missions and requirements together yield no criterion.
    #[must_use]
    pub fn new(offer: &Offer, lexicon: &Lexicon, weights: &Weights) -> Option<Self> {
        OfferFit::new(offer, lexicon, weights).map(Self)
    }

    /// Score and potential of a person. Compiling the person is most of the cost: linear in the texts.
    #[must_use]
    pub fn measure(&self, candidate: &Candidate, as_of: Date) -> (Points, Points) {
        let profile = compile(candidate, &self.0.lexicon, &mut Unwitnessed);
        let (score, potential) =
            evaluate(&self.0, &profile, month_of(as_of), &mut Scratch::default());
        (Points::new(score.into()), Points::new(potential.into()))
    }

    /// The same numbers with their evidence.
    #[must_use]
    pub fn explain(&self, candidate: &Candidate, as_of: Date, bands: Bands) -> Fit {
        let traceable = Traceable::new(candidate, &self.0.lexicon);
        let quotes = Quotes::new(&self.0);
        explain(&self.0, &quotes, candidate, &traceable, month_of(as_of), bands)
    }
}
