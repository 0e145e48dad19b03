//! The same evaluation with everything that was seen: findings, evidence, missing facts, documents.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc, sync::Arc};

use super::{
    counterfactual,
    eligibility::{Quick, quick},
    finding::{Document, Door, Eligibility, Finding, Observation},
    needed::NeededFact,
    priority::Priority,
    witness,
};
use crate::{
    base::{Outcome, Truth, Verdict},
    compile::{Condition, DoorProgram, Facts, OfferProgram, Op, Origin, Seen},
    model::{Candidate, Offer, Pathway, RequirementNode, Span},
    rules::Test,
};

/// One pair under the lamp.
pub(crate) struct Scene<'a> {
    pub program: &'a OfferProgram,
    pub offer: &'a Offer,
    pub facts: &'a Facts,
    pub candidate: &'a Candidate,
    /// What each test of the program found.
    pub seen: Vec<Seen>,
    /// Facts that were tried for one door serve the others too.
    pub tried: RefCell<BTreeMap<NeededFact, Rc<[Truth]>>>,
}

/// Evaluates one pair with every finding. The verdicts and tiers are those of [`quick`], from the same program.
pub(crate) fn assess(
    program: &OfferProgram,
    offer: &Offer,
    facts: &Facts,
    candidate: &Candidate,
) -> (Eligibility, Priority) {
    let seen = program.asks.iter().map(|ask| ask.see(facts)).collect();
    let scene = Scene { program, offer, facts, candidate, seen, tried: RefCell::default() };
    let Quick { verdict, tier, best_possible, .. } = quick(program, facts);
    let doors: Vec<Door> = program
        .doors
        .iter()
        .zip(&offer.pathways)
        .map(|(door, path)| scene.door(door, path))
        .collect();
    let findings = scene.priority();
    let documents = scene.documents(&doors, &findings);
    (
        Eligibility { verdict, doors, documents, closed: scene.closed() },
        Priority { tier, best_possible, findings },
    )
}

impl Scene<'_> {
    pub fn truth(&self, ask: u16) -> Truth {
        self.seen.get(usize::from(ask)).map_or(Truth::Unknown, |seen| seen.truth)
    }

    fn door(&self, door: &DoorProgram, pathway: &Pathway) -> Door {
        let answer = |ask| self.truth(ask);
        let mut open = Truth::Met;
        for condition in &door.conditions {
            open = open & self.program.condition(condition, answer).unwrap_or(Truth::Met);
        }
        let verdict = Verdict::from(open);
        let findings =
            door.conditions.iter().map(|c| self.finding(c, Some(Outcome::from(open)))).collect();
        Door {
            route: pathway.route,
            corps: pathway.corps.clone(),
            grade: pathway.grade,
            domain: pathway.domain.clone(),
            verdict,
            findings,
            missing: if open == Truth::Unknown { self.missing(door) } else { Vec::new() },
            counterfactuals: (open != Truth::Met).then(|| counterfactual::of(self, door)),
        }
    }

    /// The finding of one condition; `door` is what its door comes to.
    fn finding(&self, condition: &Condition, door: Option<Outcome>) -> Finding {
        let answer = |ask| self.truth(ask);
        let value = self.program.condition(condition, answer);
        let outcome = value.map_or(Outcome::NotApplicable, Outcome::from);
        let steps = self.program.steps(condition.condition);
        let mut evidence = Vec::new();
        let mut parts = Vec::new();
        if let [Op::Ask(ask)] = steps {
            evidence = self.evidence(*ask);
        } else {
            let decisive = self.program.decisive(condition.condition, &answer);
            for ask in self.program.leaves(condition.condition) {
                let outcome = Outcome::from(self.truth(ask));
                parts.push(Finding {
                    rule: Arc::from(
                        self.program.tests.get(usize::from(ask)).map_or("", witness::code),
                    ),
                    outcome,
                    basis: condition.basis.clone(),
                    evidence: self.evidence(ask),
                    parts: Vec::new(),
                    decisive: decisive.contains(&ask),
                    span: None,
                });
            }
        }
        if condition.unsourced && value.is_some() {
            evidence.push(Observation::NotSourced);
        }
        let applies = self.program.applies(condition, answer);
        if !condition.condition.is_empty() && applies != Truth::Met {
            if applies == Truth::Unknown {
                evidence.push(Observation::PerhapsNotApplicable);
            }
            for code in [condition.when, condition.unless] {
                for ask in self.program.leaves(code) {
                    evidence.extend(self.evidence(ask));
                }
            }
        }
        let mut span = None;
        if let Origin::Requirement(index) = condition.origin {
            let leaf = self.offer.requirements.get(index).and_then(first_leaf);
            if let Some((text, at)) = leaf {
                evidence.insert(0, Observation::Quote { text: text.to_owned() });
                span = at;
            }
        }
        Finding {
            rule: condition.rule.clone(),
            outcome,
            basis: condition.basis.clone(),
            evidence,
            parts,
            decisive: door == Some(outcome),
            span,
        }
    }

    fn evidence(&self, ask: u16) -> Vec<Observation> {
        let index = usize::from(ask);
        match (self.program.tests.get(index), self.program.asks.get(index), self.seen.get(index)) {
            (Some(test), Some(ask), Some(seen)) => witness::evidence(self, test, ask, *seen),
            _ => Vec::new(),
        }
    }

    /// The keys that could settle an undetermined door. A key comes first if stating it could open the door by itself,
    /// then if it could close it, then by how many open questions it answers, then in the order of the conditions.
    fn missing(&self, door: &DoorProgram) -> Vec<&'static str> {
        let answer = |ask| self.truth(ask);
        let mut open: Vec<(u16, Vec<&'static str>)> = Vec::new();
        for condition in &door.conditions {
            if condition.unsourced
                || self.program.condition(condition, answer) != Some(Truth::Unknown)
            {
                continue;
            }
            for code in [condition.when, condition.unless, condition.condition] {
                for ask in self.program.decisive(code, &answer) {
                    let test = self.program.tests.get(usize::from(ask));
                    if self.truth(ask) == Truth::Unknown
                        && let Some(test) = test
                        && !open.iter().any(|(known, _)| *known == ask)
                    {
                        open.push((ask, witness::keys(test, self)));
                    }
                }
            }
        }
        let mut keys: Vec<&'static str> = Vec::new();
        for key in open.iter().flat_map(|(_, keys)| keys) {
            if !keys.contains(key) {
                keys.push(key);
            }
        }
        // Citizenship answers for French nationality one way only: where nothing opens the door, it settles nothing.
        let asked = |ask: u16| open.iter().any(|(known, keys)| *known == ask && !keys.is_empty());
        let opens =
            self.program.door(door, |ask| if asked(ask) { Truth::Met } else { answer(ask) })
                == Truth::Met;
        let directly = open.iter().any(|(_, keys)| keys.first() == Some(&"citizen"));
        keys.retain(|key| *key != "citizen" || opens || directly);
        let usefulness = |key: &&'static str| {
            let depends = |ask: u16| open.iter().any(|(a, keys)| *a == ask && keys.contains(key));
            let with = |value: Truth| {
                // A nationality can show that a person is no citizen, never that one is.
                let can = |ask: u16| {
                    let test = self.program.tests.get(usize::from(ask));
                    *key != "nationality" || value != Truth::Met || test != Some(&Test::Citizen)
                };
                let value = |ask| if depends(ask) && can(ask) { value } else { answer(ask) };
                self.program.door(door, value)
            };
            let answers = open.iter().filter(|(_, keys)| keys.contains(key)).count();
            // Not being a citizen leaves every question open: it can open a door, not close one.
            let closes = *key != "citizen" && with(Truth::NotMet) == Truth::NotMet;
            (with(Truth::Met) == Truth::Met, closes, answers)
        };
        keys.sort_by_key(|key| std::cmp::Reverse(usefulness(key)));
        keys
    }

    /// Citizenship and residence, each residence line once.
    fn priority(&self) -> Vec<Finding> {
        let mut found: Vec<Finding> = Vec::new();
        for door in &self.program.doors {
            for condition in &door.tier_rules {
                let mut finding = self.finding(condition, None);
                self.warn_of_residence(condition, door, &mut finding);
                if !found.contains(&finding) {
                    found.push(finding);
                }
            }
        }
        // The best of each rule is what the tier rests on.
        let best = |rule: &Arc<str>, of: &[Finding]| {
            of.iter().filter(|f| f.rule == *rule).map(|f| rank(f.outcome)).max()
        };
        let marks: Vec<bool> =
            found.iter().map(|f| best(&f.rule, &found) == Some(rank(f.outcome))).collect();
        for (finding, mark) in found.iter_mut().zip(marks) {
            finding.decisive = mark;
        }
        found
    }

    /// The table of usual durations only ever warns that a notice disagrees with it.
    fn warn_of_residence(&self, condition: &Condition, door: &DoorProgram, finding: &mut Finding) {
        let asks_residence = self.program.leaves(condition.condition).any(|ask| {
            matches!(self.program.tests.get(usize::from(ask)), Some(Test::Residence { .. }))
        });
        if asks_residence && let Some(usual) = door.unusual_residence {
            finding.evidence.push(Observation::UnusualResidence { usual });
        }
    }

    fn documents(&self, doors: &[Door], priority: &[Finding]) -> Vec<Document> {
        let concerned = doors.iter().filter(|door| door.verdict != Verdict::Ineligible);
        let findings = concerned.flat_map(|door| &door.findings).chain(priority);
        let mut keys: Vec<&str> = Vec::new();
        for finding in findings.flat_map(|f| std::iter::once(f).chain(&f.parts)) {
            if finding.outcome == Outcome::NotApplicable {
                continue;
            }
            for evidence in &finding.evidence {
                if let Observation::Asks(asked) = evidence {
                    keys.extend(witness::asked_key(asked));
                }
            }
        }
        let proofs = &self.program.book.form.proofs;
        let wanted = proofs.iter().filter(|proof| keys.contains(&proof.key.as_str()));
        wanted
            .map(|proof| Document {
                key: Arc::from(proof.key.as_str()),
                fr: proof.fr.clone(),
                en: proof.en.clone(),
                confirmed: proof.confirmed,
                basis: self.program.book.basis(&proof.source, proof.confidence),
            })
            .collect()
    }

    fn closed(&self) -> Outcome {
        match self.program.closing {
            None => Outcome::Unknown,
            Some(closing) if self.program.as_of > closing.latest() => Outcome::Met,
            Some(closing) if self.program.as_of <= closing.earliest() => Outcome::NotMet,
            Some(_) => Outcome::Unknown,
        }
    }
}

fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Met => 3,
        Outcome::Unknown => 2,
        Outcome::NotMet => 1,
        Outcome::NotApplicable => 0,
    }
}

fn first_leaf(node: &RequirementNode) -> Option<(&str, Option<Span>)> {
    node.leaves().next().map(|leaf| (leaf.text.as_str(), leaf.span))
}
