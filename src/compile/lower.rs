//! From rules and notice to the program of an offer.

use std::sync::Arc;

use super::{
    ask::{Ask, DiplomaAsk, NameKey, TitleKey, Windows},
    facts::{attested_name, country},
    moment::{Moment, Window},
    program::{Code, Condition, DoorProgram, FRAMES, Fold, OfferProgram, Op, Origin, TierKind},
    requirements::{self, Concern},
};
use crate::{
    base::{Date, Truth},
    model::{Offer, Pathway, ResidenceRule, Route, level_of_title},
    rules::{
        Admission, Basis, CERTIFICATION_NOISE, Confidence, CountingDate, DIPLOMA_NOISE, Expr,
        FieldKey, ORDER_NOISE, Policies, ResidencePolicy, Role, Rule, RuleBook, Test, key_of,
        language_code, licence_name, word_keys,
    },
};

impl OfferProgram {
    /// Compiles an offer for a rule book, policies and a date. Linear in the offer's doors × the book's rules.
    pub fn compile(offer: &Offer, book: &RuleBook, policies: &Policies, as_of: Date) -> Self {
        let counting = match (policies.counting, offer.closing) {
            (CountingDate::Closing, Some(closing)) => (closing.earliest(), closing.latest()),
            _ => (as_of, as_of),
        };
        let mut l = Lower {
            offer,
            book,
            policies: *policies,
            as_of,
            counting,
            asks: Vec::new(),
            tests: Vec::new(),
            ops: Vec::new(),
        };
        let doors = offer.pathways.iter().map(|pathway| l.door(pathway)).collect();
        Self {
            book: book.clone(),
            policies: *policies,
            as_of,
            counting,
            closing: offer.closing,
            asks: l.asks.into(),
            tests: l.tests.into(),
            ops: l.ops.into(),
            doors,
        }
    }
}

struct Lower<'a> {
    offer: &'a Offer,
    book: &'a RuleBook,
    policies: Policies,
    as_of: Date,
    counting: (Date, Date),
    asks: Vec<Ask>,
    tests: Vec<Test>,
    ops: Vec<Op>,
}

impl Lower<'_> {
    fn door(&mut self, door: &Pathway) -> DoorProgram {
        let (book, as_of) = (self.book, self.as_of);
        let mut conditions: Vec<Condition> =
            book.rules(Role::Condition, door, as_of).map(|rule| self.rule(rule, door)).collect();
        let citizen: Vec<Condition> =
            book.rules(Role::TierCitizen, door, as_of).map(|rule| self.rule(rule, door)).collect();
        let resident: Vec<Condition> =
            book.rules(Role::TierResident, door, as_of).map(|rule| self.rule(rule, door)).collect();
        let tier = if door.route == Route::Contract {
            TierKind::Fallback
        } else if citizen.is_empty() && resident.is_empty() {
            TierKind::None
        } else {
            TierKind::Residence { citizen: self.either(&citizen), resident: self.either(&resident) }
        };
        let tier_rules: Box<[Condition]> = citizen.into_iter().chain(resident).collect();
        if self.policies.residence == ResidencePolicy::Required && !tier_rules.is_empty() {
            conditions.extend(self.required_residence(&tier_rules));
        }
        for (i, node) in self.offer.requirements.iter().enumerate() {
            for part in requirements::conditions(node, door.route, self.offer) {
                let code = self.code(&part.expr, door, &mut None);
                conditions.push(Condition {
                    rule: part.rule.into(),
                    basis: self.notice(),
                    origin: Origin::Requirement(i),
                    when: Code::default(),
                    unless: Code::default(),
                    condition: code,
                    unsourced: false,
                });
            }
        }
        let printed = match door.residence {
            ResidenceRule::AtLeast { years } => Some(years),
            ResidenceRule::NoMinimum => Some(0),
            ResidenceRule::NotStated => None,
        };
        let usual = book.usual_residence(door, as_of).map(|row| row.value);
        DoorProgram {
            route: door.route,
            conditions: conditions.into(),
            tier,
            tier_rules,
            unusual_residence: usual
                .filter(|usual| printed.is_some_and(|printed| printed != *usual)),
        }
    }

    /// The policy that makes the residence line a condition: any of the tier rules.
    fn required_residence(&mut self, rules: &[Condition]) -> Option<Condition> {
        let weakest = rules.iter().min_by_key(|rule| rule.basis.confidence)?;
        Some(Condition {
            rule: "residence.required".into(),
            basis: weakest.basis.clone(),
            origin: Origin::Book,
            when: Code::default(),
            unless: Code::default(),
            condition: self.either(rules),
            unsourced: self.unsourced(&weakest.basis),
        })
    }

    /// One expression that is met if any of these conditions is.
    fn either(&mut self, rules: &[Condition]) -> Code {
        let start = self.ops.len() as u32;
        self.ops.push(Op::Open(Fold::Any));
        for rule in rules {
            self.ops.push(Op::Open(Fold::All));
            for (code, negated) in
                [(rule.when, false), (rule.unless, true), (rule.condition, false)]
            {
                if code.is_empty() {
                    continue;
                }
                let steps: Vec<Op> = self
                    .ops
                    .get(code.start as usize..code.end as usize)
                    .unwrap_or_default()
                    .to_vec();
                if negated {
                    self.ops.push(Op::Open(Fold::Not));
                }
                self.ops.extend(steps);
                if negated {
                    self.ops.push(Op::Close);
                }
            }
            self.ops.push(Op::Close);
        }
        self.ops.push(Op::Close);
        Code { start, end: self.ops.len() as u32 }
    }

    fn rule(&mut self, rule: &Rule, door: &Pathway) -> Condition {
        // A constant of the book that answers a test may be weaker than the rule itself.
        let mut constant: Option<Basis> = None;
        let mut code = |expr: &Option<Expr>| {
            expr.as_ref().map_or(Code::default(), |expr| self.code(expr, door, &mut constant))
        };
        let (when, unless, mut condition) =
            (code(&rule.when), code(&rule.unless), code(&rule.condition));
        if rule.condition == Some(Expr::Test(Test::GradeDiploma)) && self.diploma_is_printed(door) {
            // The notice prints the diploma as a requirement of its own, which is another condition.
            condition = Code::default();
        }
        let own = self.book.basis(&rule.source, rule.confidence);
        let basis = match constant {
            Some(constant) if constant.confidence <= own.confidence => constant,
            _ => own,
        };
        let unsourced = self.unsourced(&basis);
        Condition {
            rule: rule.id.clone(),
            basis,
            origin: Origin::Book,
            when,
            unless,
            condition,
            unsourced,
        }
    }

    fn unsourced(&self, basis: &Basis) -> bool {
        self.policies.sourced_only && basis.confidence == Confidence::Inferred
    }

    fn notice(&self) -> Basis {
        Basis {
            source: Arc::from(format!("avis {}", self.offer.id)),
            confidence: Confidence::OfficialDescription,
        }
    }

    /// Whether a required diploma of the notice takes the place of the level that the door would ask.
    fn diploma_is_printed(&self, door: &Pathway) -> bool {
        if door.diploma_level.is_some() {
            return false;
        }
        match requirements::printed_diploma(&self.offer.requirements) {
            Concern::None => false,
            Concern::Level => true,
            Concern::Named => {
                door.route == Route::Contract || self.book.diploma_level(door, self.as_of).is_none()
            }
        }
    }

    fn code(&mut self, expr: &Expr, door: &Pathway, basis: &mut Option<Basis>) -> Code {
        let start = self.ops.len() as u32;
        self.lower(expr, door, basis, 1);
        Code { start, end: self.ops.len() as u32 }
    }

    fn lower(&mut self, expr: &Expr, door: &Pathway, basis: &mut Option<Basis>, depth: usize) {
        let fold = match expr {
            Expr::All { .. } => Fold::All,
            Expr::Any { .. } => Fold::Any,
            Expr::Not { .. } => Fold::Not,
            Expr::AtLeast { at_least, .. } => Fold::AtLeast(u32::from(*at_least)),
            Expr::Test(test) => {
                let ask = self.test(test, door, basis);
                self.ops.push(Op::Ask(ask));
                return;
            }
        };
        // Two levels are kept for the groups that may be put around an expression.
        if depth + 3 >= FRAMES {
            // Only requirements can nest so deep: what cannot be judged is unknown.
            let ask = self.intern(Ask::Settled(Truth::Unknown), Test::Unclear);
            self.ops.push(Op::Ask(ask));
            return;
        }
        self.ops.push(Op::Open(fold));
        for part in expr.parts() {
            self.lower(part, door, basis, depth + 1);
        }
        self.ops.push(Op::Close);
    }

    /// Fills in the door's values and compiles a test.
    fn test(&mut self, test: &Test, door: &Pathway, basis: &mut Option<Basis>) -> u16 {
        let (test, ask) = self.resolve(test, door, basis);
        self.intern(ask, test)
    }

    fn intern(&mut self, ask: Ask, test: Test) -> u16 {
        let found = self.asks.iter().zip(&self.tests).position(|(a, t)| *a == ask && *t == test);
        let index = found.unwrap_or_else(|| {
            self.asks.push(ask);
            self.tests.push(test);
            self.asks.len() - 1
        });
        u16::try_from(index).unwrap_or(u16::MAX)
    }

    fn resolve(&self, test: &Test, door: &Pathway, basis: &mut Option<Basis>) -> (Test, Ask) {
        let settled = |test: &Test, truth| (test.clone(), Ask::Settled(truth));
        let mut weaken = |found: Basis| {
            if basis.as_ref().is_none_or(|basis| found.confidence <= basis.confidence) {
                *basis = Some(found);
            }
        };
        let row = |source: &str, confidence| self.book.basis(source, confidence);
        let resolved = match test {
            Test::ServesInCorps { corps } if corps.is_empty() => match &door.corps {
                Some(corps) => Test::ServesInCorps { corps: vec![corps.clone()] },
                None => return settled(test, Truth::Unknown),
            },
            Test::Laureate { corps } if corps.is_empty() => match &door.corps {
                Some(corps) => Test::Laureate { corps: vec![corps.clone()] },
                None => return settled(test, Truth::Unknown),
            },
            Test::StatesDomain if door.domain.is_none() => return settled(test, Truth::NotMet),
            Test::ServesInDomain { domain: None } => match &door.domain {
                Some(domain) => Test::ServesInDomain { domain: Some(domain.clone()) },
                None => return settled(test, Truth::Unknown),
            },
            Test::ServesInCategory { category: None } => {
                let corps = door.corps.as_deref().map(|name| self.book.corps(name));
                let Some(Some(corps)) = corps else { return settled(test, Truth::Unknown) };
                weaken(row(&corps.source, corps.confidence));
                match corps.category {
                    Some(category) => Test::ServesInCategory { category: Some(category) },
                    None => return settled(test, Truth::Unknown),
                }
            }
            Test::Residence { years: None } => match door.residence {
                ResidenceRule::AtLeast { years } => Test::Residence { years: Some(years) },
                ResidenceRule::NoMinimum => return settled(test, Truth::Met),
                ResidenceRule::NotStated => return settled(test, Truth::Unknown),
            },
            Test::AdmittedOnTitle => {
                let (truth, found) = self.admitted(door);
                weaken(found);
                return settled(test, truth);
            }
            Test::GradeDiploma => {
                let diploma =
                    |level| Test::Diploma { level: Some(level), fields: vec![], titles: vec![] };
                if let Some(level) = door.diploma_level {
                    weaken(self.notice());
                    diploma(level)
                } else if self.diploma_is_printed(door) {
                    return settled(test, Truth::Met);
                } else if let Some(found) = self.book.diploma_level(door, self.as_of)
                    && door.route != Route::Contract
                {
                    weaken(row(&found.source, found.confidence));
                    diploma(found.value)
                } else {
                    return settled(test, Truth::Unknown);
                }
            }
            other => other.clone(),
        };
        let ask = self.ask(&resolved);
        (resolved, ask)
    }

    /// Whether the door exists: `design` — only if the residence line or the rule book admits the corps on title.
    fn admitted(&self, door: &Pathway) -> (Truth, Basis) {
        let printed = door.residence != ResidenceRule::NotStated || door.diploma_level.is_some();
        let Some((row, in_force)) = self.book.admission(door, self.as_of) else {
            return (if printed { Truth::Met } else { Truth::Unknown }, self.notice());
        };
        let basis = self.book.basis(&row.source, row.confidence);
        match (row.value, in_force) {
            (_, false) | (Admission::Never, _) => (Truth::NotMet, basis),
            (Admission::Yes, true) if printed => (Truth::Met, self.notice()),
            (Admission::Yes, true) => (Truth::Met, basis),
            (Admission::WithLine, true) => (Truth::known(printed), basis),
        }
    }

    /// Compiles a test that names all its values.
    fn ask(&self, test: &Test) -> Ask {
        let vocabulary = &self.book.vocabulary;
        let day = (Moment::new(self.counting.0), Moment::new(self.counting.1));
        let windows = |months: u32| Windows {
            first: Window::new(self.counting.0, months),
            last: Window::new(self.counting.1, months),
        };
        let fields = |names: &[String]| -> Box<[FieldKey]> {
            names.iter().map(|name| vocabulary.field(name)).collect()
        };
        let corps = |names: &[String]| names.iter().map(|name| vocabulary.corps(name)).collect();
        match test {
            Test::Citizen => Ask::Citizen,
            Test::French => Ask::French,
            Test::Nationality { country: code } => Ask::Country(country(code)),
            Test::WorkPermit => Ask::WorkPermit,
            Test::CivilServant => Ask::Servant,
            Test::ServesInCorps { corps: names } => Ask::Corps(corps(names)),
            Test::StatesDomain => Ask::StatesDomain,
            Test::ServesInDomain { domain: Some(domain) } => Ask::Domain(vocabulary.field(domain)),
            Test::ServesInCategory { category: Some(category) } => {
                Ask::Category { category: *category, sourced_only: self.policies.sourced_only }
            }
            Test::Laureate { corps: names } => Ask::Laureate(corps(names)),
            Test::Residence { years: Some(years) } => {
                Ask::Residence { years: *years, windows: windows(u32::from(*years) * 12) }
            }
            Test::Diploma { level, fields: names, titles } => {
                let titles = titles.iter().map(|title| TitleKey {
                    words: word_keys(title, DIPLOMA_NOISE).into(),
                    families: vocabulary.field(title).families,
                    level: level_of_title(title).unwrap_or(0),
                });
                let ask = DiplomaAsk {
                    level: level.unwrap_or(0),
                    fields: fields(names),
                    titles: titles.collect(),
                };
                Ask::Diploma { ask, day }
            }
            Test::Experience { months, fields: names } => {
                Ask::Experience { fields: fields(names), windows: windows(months.unwrap_or(0)) }
            }
            Test::Registration { name } => Ask::Registration(NameKey {
                words: word_keys(name, ORDER_NOISE).into(),
                sentence: true,
            }),
            Test::Certification { names } => {
                let names = names.iter().map(|name| NameKey {
                    words: word_keys(name, CERTIFICATION_NOISE).into(),
                    sentence: name.split_whitespace().count() > 4,
                });
                Ask::Certification { names: names.collect(), day }
            }
            Test::Licence { licence } => licence_ask(licence),
            Test::Language { language, level } => Ask::Language {
                language: key_of(&language_code(language)),
                level: level.map_or(0, |level| level as u8 + 1),
            },
            Test::Attested { name } => Ask::Attested(key_of(&attested_name(name))),
            Test::ServesInDomain { domain: None }
            | Test::ServesInCategory { category: None }
            | Test::Residence { years: None }
            | Test::AdmittedOnTitle
            | Test::GradeDiploma
            | Test::Unclear => Ask::Settled(Truth::Unknown),
        }
    }
}

/// A licence, and the classes whose holders probably hold it too: those do not settle it either way.
fn licence_ask(licence: &str) -> Ask {
    let name = licence_name(licence);
    let greater: &[&str] = match name.as_str() {
        "b" => &["be", "c", "ce", "c1", "c1e", "d", "de", "d1", "d1e"],
        "c" => &["ce"],
        "d" => &["de"],
        "c1" => &["c", "ce", "c1e"],
        "d1" => &["d", "de", "d1e"],
        _ => &[],
    };
    Ask::Licence {
        licence: key_of(&name),
        contained: greater.iter().map(|class| key_of(class)).collect(),
    }
}
