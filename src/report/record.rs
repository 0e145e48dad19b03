//! The record of a decision aid: everything needed to replay an assessment and to explain it on request.

use serde::Serialize;

use crate::{
    assess::{Assessment, evidence::Bands},
    compile::weights::Weights,
    model::{Candidate, Offer},
    rules::Policies,
};

/// Inputs, parameters and result of one assessment, to be kept with the file.
///
/// It holds what article R. 311-3-1-2 of the French code on relations between the public and the administration lists for
/// algorithmic treatments: the data and their source, the parameters and weights applied to the person, the operations
/// (rules by identifier with their basis, criteria with their points), and so the degree of contribution to a decision,
/// which stays a person's. Whether that article applies to an employer of New Caledonia is for counsel to say.
///
/// The same library version, rule book and lexicon, given this record's inputs, yield this record's result, byte for byte.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct DecisionRecord {
    /// 1.
    pub schema: u8,
    /// Name and version of the rule book.
    pub rule_book: String,
    /// Fingerprint of the lexicon.
    pub lexicon: String,
    /// The choices made where the law leaves room.
    pub policies: Policies,
    /// The caller's preferred weights; the applied ones stand in the assessment.
    pub weights: Weights,
    /// Least scores of the bands.
    pub bands: Bands,
    /// The offer as it was assessed.
    pub offer: Offer,
    /// The profile as it was assessed.
    pub candidate: Candidate,
    /// The result.
    pub assessment: Assessment,
}
