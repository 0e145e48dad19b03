//! What must hold of a rule book: references, dates, size, and conditions that can be both met and failed.

use std::collections::BTreeSet;

use super::{
    Expr, InForce, Row, RuleProblem, RuleProblemKind as Kind, Test, Vocabulary, book::BookForm,
    names::language_code,
};
use crate::model::ProblemKind;

/// How deep an expression may nest: the evaluator keeps one frame a level.
pub(crate) const MAX_DEPTH: usize = 12;
/// How many tests one expression may hold.
pub(crate) const MAX_TESTS: usize = 64;
/// Up to how many independent questions contradictions are searched by trying every combination of answers.
const MAX_TRIED: usize = 4096;

struct Checks<'a> {
    book: &'a BookForm,
    vocabulary: Vocabulary,
    problems: Vec<RuleProblem>,
}

/// Every problem of the content of a book.
pub(super) fn problems(book: &BookForm) -> Vec<RuleProblem> {
    let vocabulary = Vocabulary::new(&book.corps, &book.domains, &book.families);
    let mut c = Checks { book, vocabulary, problems: Vec::new() };
    c.names();
    c.tables();
    for (i, rule) in book.rules.iter().enumerate() {
        let path = format!("rules[{i}]");
        c.source(&rule.source, &path);
        c.dates(&rule.in_force, &path);
        for (j, corps) in rule.scope.corps.iter().enumerate() {
            c.corps(corps, || format!("{path}.corps[{j}]"));
        }
        for (key, expr) in
            [("when", &rule.when), ("unless", &rule.unless), ("condition", &rule.condition)]
        {
            if let Some(expr) = expr {
                c.expression(expr, &format!("{path}.{key}"));
            }
        }
    }
    c.problems
}

impl Checks<'_> {
    fn add(&mut self, path: impl Into<String>, kind: Kind) {
        self.problems.push(RuleProblem { path: path.into(), kind });
    }

    fn unique<'n>(&mut self, names: impl Iterator<Item = (String, &'n str)>) {
        let mut seen = BTreeSet::new();
        for (path, name) in names {
            if !seen.insert(name) {
                self.add(path, Kind::Duplicate { name: name.to_owned() });
            }
        }
    }

    fn names(&mut self) {
        let book = self.book;
        let at = |list: &str, i: usize, key: &str| format!("{list}[{i}].{key}");
        self.unique(
            book.sources.iter().enumerate().map(|(i, s)| (at("sources", i, "key"), &*s.key)),
        );
        self.unique(book.corps.iter().enumerate().map(|(i, c)| (at("corps", i, "name"), &*c.name)));
        self.unique(book.rules.iter().enumerate().map(|(i, r)| (at("rules", i, "id"), &*r.id)));
        self.unique(
            book.families.iter().enumerate().map(|(i, f)| (at("families", i, "name"), &*f.name)),
        );
        if book.families.len() > 32 {
            self.add("families", Kind::TooLarge { most: 32 });
        }
    }

    fn tables(&mut self) {
        let book = self.book;
        for (i, corps) in book.corps.iter().enumerate() {
            self.source(&corps.source, &format!("corps[{i}]"));
        }
        for (i, proof) in book.proofs.iter().enumerate() {
            self.source(&proof.source, &format!("proofs[{i}]"));
        }
        self.rows(&book.diploma_levels, "diploma_levels");
        self.rows(&book.on_title, "on_title");
        self.rows(&book.residence, "residence");
    }

    fn rows<T>(&mut self, rows: &[Row<T>], table: &str) {
        for (i, row) in rows.iter().enumerate() {
            let path = format!("{table}[{i}]");
            self.source(&row.source, &path);
            self.dates(&row.in_force, &path);
            if let Some(corps) = &row.corps {
                self.corps(corps, || format!("{path}.corps"));
            }
            let same = |other: &&Row<T>| {
                other.grade == row.grade
                    && other.domain == row.domain
                    && other.in_force.overlaps(&row.in_force)
                    && match (&other.corps, &row.corps) {
                        (Some(a), Some(b)) => {
                            self.vocabulary.corps(a).id == self.vocabulary.corps(b).id
                        }
                        (None, None) => true,
                        _ => false,
                    }
            };
            if let Some(j) = rows.iter().take(i).position(|other| same(&other)) {
                self.add(path, Kind::OverlappingRows { with: format!("{table}[{j}]") });
            }
        }
    }

    fn source(&mut self, key: &str, path: &str) {
        if !self.book.sources.iter().any(|source| source.key == key) {
            self.add(format!("{path}.source"), Kind::UnknownSource { name: key.to_owned() });
        }
    }

    fn dates(&mut self, in_force: &InForce, path: &str) {
        if let (Some(from), Some(until)) = (in_force.from, in_force.until)
            && until <= from
        {
            self.add(format!("{path}.in_force"), Kind::BackwardsDates);
        }
    }

    fn corps(&mut self, name: &str, path: impl FnOnce() -> String) {
        if !self.vocabulary.corps(name).known {
            self.add(path(), Kind::UnknownCorps { name: name.to_owned() });
        }
    }

    fn expression(&mut self, expr: &Expr, path: &str) {
        let before = self.problems.len();
        self.shape(expr, path, 0);
        let mut tests = Vec::new();
        collect(expr, &mut tests);
        if tests.len() > MAX_TESTS {
            self.add(path, Kind::TooLarge { most: MAX_TESTS });
        }
        if self.problems.len() == before {
            match possible(expr, tests) {
                Some((false, _)) => self.add(path, Kind::Contradiction),
                Some((_, false)) => self.add(path, Kind::Vacuous),
                _ => {}
            }
        }
    }

    fn shape(&mut self, expr: &Expr, path: &str, depth: usize) {
        if depth >= MAX_DEPTH {
            self.add(path, Kind::TooDeep { most: MAX_DEPTH });
            return;
        }
        let name = match expr {
            Expr::All { .. } => "all",
            Expr::Any { .. } => "any",
            Expr::Not { not } => return self.shape(not, &format!("{path}.not"), depth + 1),
            Expr::AtLeast { at_least, of } => {
                if *at_least == 0 || usize::from(*at_least) > of.len() {
                    self.add(path, Kind::ImpossibleCount { asked: *at_least, of: of.len() });
                }
                "of"
            }
            Expr::Test(test) => return self.test(test, path),
        };
        if expr.parts().is_empty() {
            self.add(path, Kind::EmptyTest);
        }
        for (i, part) in expr.parts().iter().enumerate() {
            self.shape(part, &format!("{path}.{name}[{i}]"), depth + 1);
        }
    }

    fn test(&mut self, test: &Test, path: &str) {
        match test {
            Test::ServesInCorps { corps } | Test::Laureate { corps } => {
                for (i, name) in corps.iter().enumerate() {
                    self.corps(name, || format!("{path}.corps[{i}]"));
                }
            }
            Test::Diploma { level: None, fields, titles }
                if fields.is_empty() && titles.is_empty() =>
            {
                self.add(path, Kind::EmptyTest);
            }
            Test::Certification { names } if names.is_empty() => self.add(path, Kind::EmptyTest),
            // No profile can state such a code: the test would never be met.
            Test::Nationality { country }
                if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) =>
            {
                let allowed = &["ISO 3166 alpha-2 (FR, VU, AU …)"];
                let kind = ProblemKind::UnknownWord { found: country.clone(), allowed };
                self.add(format!("{path}.country"), Kind::Form(kind));
            }
            _ => {}
        }
    }
}

fn collect<'e>(expr: &'e Expr, tests: &mut Vec<&'e Test>) {
    if let Expr::Test(test) = expr {
        tests.push(test);
    }
    expr.parts().iter().for_each(|part| collect(part, tests));
}

/// A question, and how much of it is asked: who answers the greater amount answers the smaller one too.
fn amount(test: &Test) -> (Test, u32) {
    match test {
        Test::Residence { years: Some(years) } => {
            (Test::Residence { years: Some(0) }, u32::from(*years))
        }
        Test::Diploma { level: Some(level), fields, titles } => (
            Test::Diploma { level: Some(0), fields: fields.clone(), titles: titles.clone() },
            u32::from(*level),
        ),
        Test::Experience { months, fields } => {
            (Test::Experience { months: None, fields: fields.clone() }, months.unwrap_or(0))
        }
        Test::Language { language, level } => (
            Test::Language { language: language_code(language), level: None },
            level.map_or(0, |level| level as u32 + 1),
        ),
        Test::Nationality { country } if country == "FR" => (Test::French, 0),
        // A citizen is French: one question with two amounts.
        Test::Citizen => (Test::French, 1),
        other => (other.clone(), 0),
    }
}

/// Whether some answers meet the expression, and whether some fail it; `None` if there are too many to try.
fn possible(expr: &Expr, tests: Vec<&Test>) -> Option<(bool, bool)> {
    let asked: BTreeSet<(Test, u32)> = tests.into_iter().map(amount).collect();
    let mut questions: Vec<(Test, Vec<u32>)> = Vec::new();
    for (question, amount) in asked {
        match questions.last_mut() {
            Some((last, amounts)) if *last == question => amounts.push(amount),
            _ => questions.push((question, vec![amount])),
        }
    }
    let combinations = questions
        .iter()
        .try_fold(1usize, |product, (_, amounts)| product.checked_mul(amounts.len() + 1))?;
    if combinations > MAX_TRIED {
        return None;
    }
    let (mut met, mut failed) = (false, false);
    for mut number in 0..combinations {
        // For each question: how many of its amounts are answered.
        let answers: Vec<usize> = questions
            .iter()
            .map(|(_, amounts)| {
                let digit = number % (amounts.len() + 1);
                number /= amounts.len() + 1;
                digit
            })
            .collect();
        let truth = evaluate(expr, &|test| {
            let (question, asked) = amount(test);
            questions.iter().zip(&answers).any(|((q, amounts), answered)| {
                *q == question && amounts.iter().take(*answered).any(|amount| *amount == asked)
            })
        });
        met |= truth;
        failed |= !truth;
    }
    Some((met, failed))
}

fn evaluate(expr: &Expr, answer: &impl Fn(&Test) -> bool) -> bool {
    match expr {
        Expr::All { all } => all.iter().all(|part| evaluate(part, answer)),
        Expr::Any { any } => any.iter().any(|part| evaluate(part, answer)),
        Expr::Not { not } => !evaluate(not, answer),
        Expr::AtLeast { at_least, of } => {
            of.iter().filter(|part| evaluate(part, answer)).count() >= usize::from(*at_least)
        }
        Expr::Test(test) => answer(test),
    }
}
