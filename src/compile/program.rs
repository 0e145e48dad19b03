//! The doors of one offer as a flat program: rule book × offer × policies × date, evaluated without allocation.

use std::sync::Arc;

use super::ask::{Ask, Seen};
use super::facts::Facts;
use crate::{
    base::{Date, PartialDate, Truth},
    model::Route,
    rules::{Basis, Policies, RuleBook, Test},
};

/// How a group folds its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fold {
    All,
    Any,
    Not,
    AtLeast(u32),
}

impl Fold {
    /// The value of a group of so many parts, of which so many are met, and so many at least unknown.
    fn value(self, total: u32, met: u32, possible: u32) -> Truth {
        let least = match self {
            Self::All => total,
            Self::Any => 1,
            Self::AtLeast(n) => n,
            // One part; its mirror.
            Self::Not => {
                return match (met, possible) {
                    (0, 0) => Truth::Met,
                    (0, _) => Truth::Unknown,
                    _ => Truth::NotMet,
                };
            }
        };
        if met >= least {
            Truth::Met
        } else if possible >= least {
            Truth::Unknown
        } else {
            Truth::NotMet
        }
    }
}

/// One step of a flat expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Open(Fold),
    Ask(u16),
    Close,
}

/// A range of the steps; empty where there is no expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Code {
    pub start: u32,
    pub end: u32,
}

impl Code {
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// Where a condition comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A rule of the book.
    Book,
    /// A requirement of the notice, by its place.
    Requirement(usize),
}

/// One condition of a door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    pub rule: Arc<str>,
    pub basis: Basis,
    pub origin: Origin,
    pub when: Code,
    pub unless: Code,
    /// Empty: it only informs.
    pub condition: Code,
    /// By policy it may decide nothing, because it is only inferred.
    pub unsourced: bool,
}

/// Which tier a door gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TierKind {
    /// Citizen, resident or derogation, by these expressions.
    Residence { citizen: Code, resident: Code },
    /// A contract, failing all others.
    Fallback,
    /// No residence rule.
    None,
}

/// One door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DoorProgram {
    pub route: Route,
    pub conditions: Box<[Condition]>,
    pub tier: TierKind,
    /// The tier rules, for explanations: citizen first.
    pub tier_rules: Box<[Condition]>,
    /// Years of residence that notices usually print for it (0 = no minimum), where this one prints others.
    pub unusual_residence: Option<u8>,
}

/// An offer compiled for one rule book, one set of policies and one date.
///
/// A few kilobytes; evaluating a door costs some tens of nanoseconds.
#[derive(Clone, Debug)]
pub(crate) struct OfferProgram {
    pub book: RuleBook,
    pub policies: Policies,
    pub as_of: Date,
    /// The day on which durations are counted: the first and the last it can be.
    pub counting: (Date, Date),
    pub closing: Option<PartialDate>,
    pub asks: Box<[Ask]>,
    /// The test behind each ask, with the door's values filled in.
    pub tests: Box<[Test]>,
    pub ops: Box<[Op]>,
    pub doors: Box<[DoorProgram]>,
}

/// As deep as the checks of a rule book allow, and one more for a group around it.
pub(crate) const FRAMES: usize = 16;

#[derive(Clone, Copy)]
struct Frame {
    fold: Fold,
    total: u32,
    met: u32,
    possible: u32,
}

impl OfferProgram {
    /// The steps of an expression.
    #[inline]
    pub fn steps(&self, code: Code) -> &[Op] {
        self.ops.get(code.start as usize..code.end as usize).unwrap_or_default()
    }

    /// What one test finds in the facts.
    #[inline]
    pub fn see(&self, ask: u16, facts: &Facts) -> Seen {
        self.asks.get(usize::from(ask)).map_or(Truth::Unknown.into(), |ask| ask.see(facts))
    }

    /// The tests of an expression, in order.
    pub fn leaves(&self, code: Code) -> impl Iterator<Item = u16> {
        self.steps(code).iter().filter_map(|op| match op {
            Op::Ask(ask) => Some(*ask),
            Op::Open(_) | Op::Close => None,
        })
    }

    /// The tests on which the value of an expression rests: of a group, the parts that make its value.
    pub fn decisive(&self, code: Code, answer: &impl Fn(u16) -> Truth) -> Vec<u16> {
        let mut found = Vec::new();
        self.walk(self.steps(code), answer, &mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The value of the expression at the head of `steps`, its length, and its decisive tests.
    fn walk(
        &self,
        steps: &[Op],
        answer: &impl Fn(u16) -> Truth,
        found: &mut Vec<u16>,
    ) -> (Truth, usize) {
        let fold = match steps.first() {
            None | Some(Op::Close) => return (Truth::Met, 1),
            Some(Op::Ask(ask)) => {
                found.push(*ask);
                return (answer(*ask), 1);
            }
            Some(Op::Open(fold)) => *fold,
        };
        let mut parts: Vec<(Truth, Vec<u16>)> = Vec::new();
        let mut at = 1;
        while let Some(rest) = steps.get(at..)
            && !matches!(rest.first(), None | Some(Op::Close))
        {
            let mut inner = Vec::new();
            let (truth, length) = self.walk(rest, answer, &mut inner);
            parts.push((truth, inner));
            at += length;
        }
        let count = |least: Truth| parts.iter().filter(|(truth, _)| *truth >= least).count() as u32;
        let value = fold.value(parts.len() as u32, count(Truth::Met), count(Truth::Unknown));
        for (truth, inner) in parts {
            if fold == Fold::Not || truth == value {
                found.extend(inner);
            }
        }
        (value, at + 1)
    }

    /// The value of an expression over any source of answers. Linear in its steps, no allocation.
    #[inline]
    pub fn run(&self, code: Code, mut answer: impl FnMut(u16) -> Truth) -> Truth {
        let mut frames = [Frame { fold: Fold::All, total: 0, met: 0, possible: 0 }; FRAMES];
        let mut depth = 0usize;
        let mut value = Truth::Met;
        for op in self.steps(code) {
            match *op {
                Op::Open(fold) => {
                    depth += 1;
                    if let Some(frame) = frames.get_mut(depth) {
                        *frame = Frame { fold, total: 0, met: 0, possible: 0 };
                    }
                    continue;
                }
                Op::Ask(ask) => value = answer(ask),
                Op::Close => {
                    if let Some(frame) = frames.get(depth) {
                        value = frame.fold.value(frame.total, frame.met, frame.possible);
                    }
                    depth = depth.saturating_sub(1);
                }
            }
            if let Some(frame) = frames.get_mut(depth) {
                frame.total += 1;
                frame.met += u32::from(value == Truth::Met);
                frame.possible += u32::from(value != Truth::NotMet);
            }
        }
        value
    }

    /// Whether a condition applies: its guard is met and its waiver is not.
    #[inline]
    pub fn applies(&self, condition: &Condition, mut answer: impl FnMut(u16) -> Truth) -> Truth {
        let mut applies = if condition.condition.is_empty() { Truth::NotMet } else { Truth::Met };
        if !condition.when.is_empty() {
            applies = applies & self.run(condition.when, &mut answer);
        }
        if !condition.unless.is_empty() {
            applies = applies & !self.run(condition.unless, &mut answer);
        }
        applies
    }

    /// The value of a condition for its door, `None` where it does not apply. A condition of which it is unknown whether
    /// it applies closes nothing, and is met only if it would be met.
    #[inline]
    pub fn condition(
        &self,
        condition: &Condition,
        mut answer: impl FnMut(u16) -> Truth,
    ) -> Option<Truth> {
        let applies = self.applies(condition, &mut answer);
        if applies == Truth::NotMet {
            return None;
        }
        if condition.unsourced {
            return Some(Truth::Unknown);
        }
        let value = self.run(condition.condition, answer);
        Some(value | !applies)
    }

    /// The value of a door: all its conditions.
    #[inline]
    pub fn door(&self, door: &DoorProgram, mut answer: impl FnMut(u16) -> Truth) -> Truth {
        let mut all = Truth::Met;
        for condition in &door.conditions {
            if let Some(value) = self.condition(condition, &mut answer) {
                all = all & value;
                if all == Truth::NotMet {
                    break;
                }
            }
        }
        all
    }
}
