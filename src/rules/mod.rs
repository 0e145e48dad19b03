//! Law as data: a small typed tree with its sources and dates of force, the shipped rule book, and the policies.

mod book;
mod checks;
mod expr;
mod names;
mod policy;
mod problem;
mod rule;
mod vocabulary;
mod wire;

pub use book::RuleBook;
pub(crate) use expr::{Expr, Test};
pub(crate) use names::{
    CERTIFICATION_NOISE, DIPLOMA_NOISE, Key, ORDER_NOISE, Word, key_of, language_code,
    licence_name, word_keys,
};
pub use policy::{CountingDate, Policies, ResidencePolicy, TierPolicy};
pub use problem::{RuleError, RuleProblem, RuleProblemKind};
pub(crate) use rule::{Admission, Corps, Family, InForce, Proof, Role, Row, Rule, Scope, Source};
pub use rule::{Basis, Confidence};
pub(crate) use vocabulary::{CorpsKey, FieldKey, Named, Vocabulary, contains_all};
