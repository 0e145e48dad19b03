//! Foreign tables, given as text by the caller: ESCO and skills frameworks.

use super::{
    LexiconBuilder, LexiconProblemKind as Kind, TermKind,
    draft::{Draft, Label},
};

impl LexiconBuilder {
    /// Adds the concepts of an ESCO table: a header line, then `conceptUri`, `preferredLabel`, `altLabels` separated by
    /// tabs, the alternative labels by ` | `. A concept whose preferred label is known already lends its other labels to
    /// the known term; a label that another term has stays with that term. `kind` is [`TermKind::Skill`] or
    /// [`TermKind::Occupation`]. Linear in the text but for sorting.
    #[must_use]
    pub fn esco(mut self, name: &str, kind: TermKind, text: &str) -> Self {
        let source = self.source(name);
        for (number, line) in text.lines().enumerate().skip(1) {
            if line.trim().is_empty() {
                continue;
            }
            let mut columns = line.split('\t');
            let (Some(uri), Some(preferred)) = (columns.next(), columns.next()) else {
                let found = line.split('\t').count();
                self.problem(source, number + 1, Kind::Columns { found, expected: "2 or 3" });
                continue;
            };
            let alternatives = columns.next().unwrap_or_default();
            let mut labels = Vec::new();
            for label in std::iter::once(preferred).chain(alternatives.split('|')) {
                masculine_and_feminine(label.trim(), &mut labels);
            }
            let id = format!("esco:{}", uri.rsplit('/').next().unwrap_or(uri));
            self.drafts.push(draft(id, kind, labels, source, number + 1));
        }
        self
    }

    /// Adds a local skills framework as three CSV texts with headers: competences (`code_competence`,
    /// `nom_competence`, `groupe_competence_id`), jobs (`code_metier`, `nom_metier`) and their links (`code_metier`,
    /// `code_competence`, `poids`, `niveau_requis`). The competences of a job become what one has by trade, with the
    /// level (1 to 4) that the framework asks, which holds where an offer for that job prints none. Level 0 asks none; a link
    /// with neither weight nor level is none.
    #[must_use]
    pub fn skills_framework(
        mut self,
        name: &str,
        competences: &str,
        jobs: &str,
        links: &str,
    ) -> Self {
        let skills = self.source(&format!("{name}: competences"));
        for (line, row) in self.table(
            skills,
            competences,
            &["code_competence", "nom_competence", "groupe_competence_id"],
        ) {
            let [code, label, group] = &row[..] else { continue };
            let kind = if group == "savoir_etre" { TermKind::Behaviour } else { TermKind::Skill };
            self.drafts.push(draft(code_id(name, code), kind, vec![clean(label)], skills, line));
        }
        let trades = self.source(&format!("{name}: jobs"));
        let mut first = self.drafts.len();
        for (line, row) in self.table(trades, jobs, &["code_metier", "nom_metier"]) {
            let [code, label] = &row[..] else { continue };
            let mut labels = Vec::new();
            masculine_and_feminine(label, &mut labels);
            self.drafts.push(draft(
                code_id(name, code),
                TermKind::Occupation,
                labels,
                trades,
                line,
            ));
        }
        first = first.min(self.drafts.len());
        let source = self.source(&format!("{name}: links"));
        let columns = ["code_metier", "code_competence", "poids", "niveau_requis"];
        for (line, row) in self.table(source, links, &columns) {
            let [job, skill, weight, level] = &row[..] else { continue };
            let (job, skill) = (code_id(name, job), code_id(name, skill));
            let (Some(weight), Some(level)) =
                (whole(weight), whole(level).filter(|n| (0..=4).contains(n)))
            else {
                let found = format!("{weight}, {level}");
                self.problem(source, line, Kind::BadNumber { found, min: 0, max: 4 });
                continue;
            };
            match self.drafts.get_mut(first..).unwrap_or_default().iter_mut().find(|d| d.id == job)
            {
                Some(draft) => {
                    if weight > 0 || level > 0 {
                        draft.core.push((skill.clone(), (20 + 10 * weight.min(8)).min(60)));
                    }
                    if level > 0 {
                        draft.levels.push((skill, level));
                    }
                }
                None => self.problem(source, line, Kind::UnknownReference { id: job }),
            }
        }
        self
    }

    /// The rows of a CSV text, reduced to these columns, with their line numbers.
    fn table(
        &mut self,
        source: usize,
        text: &str,
        columns: &[&'static str],
    ) -> Vec<(usize, Vec<String>)> {
        let (rows, closed) = csv(text);
        if !closed {
            self.problem(source, rows.last().map_or(0, |(line, _)| *line), Kind::UnclosedQuote);
        }
        let mut rows = rows.into_iter();
        let header = rows.next().map(|(_, row)| row).unwrap_or_default();
        let mut places = Vec::new();
        for name in columns {
            match header.iter().position(|h| h.trim() == *name) {
                Some(at) => places.push(at),
                None => self.problem(source, 1, Kind::MissingColumn { name }),
            }
        }
        if places.len() < columns.len() {
            return Vec::new();
        }
        let mut kept = Vec::new();
        for (line, row) in rows {
            let cells: Option<Vec<String>> =
                places.iter().map(|at| row.get(*at).cloned()).collect();
            match cells {
                Some(cells) => kept.push((line, cells)),
                None => self.problem(
                    source,
                    line,
                    Kind::Columns { found: row.len(), expected: "those of the header" },
                ),
            }
        }
        kept
    }
}

fn draft(id: String, kind: TermKind, labels: Vec<Label>, source: usize, line: usize) -> Draft {
    Draft {
        id,
        kind,
        labels,
        broader: Vec::new(),
        related: Vec::new(),
        core: Vec::new(),
        levels: Vec::new(),
        level: 0,
        foreign: true,
        source,
        line,
    }
}

fn code_id(name: &str, code: &str) -> String {
    format!("{name}:{}", code.trim())
}

fn clean(label: &str) -> Label {
    Label { text: label.trim().trim_end_matches('.').to_owned(), exact: false, ambiguous: false }
}

/// "vendeur de rue/vendeuse de rue" names a trade twice; "opérateur/opératrice de saisie" is kept whole.
fn masculine_and_feminine(label: &str, labels: &mut Vec<Label>) {
    match label.split_once('/') {
        Some((one, other))
            if one.split_whitespace().count() == other.split_whitespace().count() =>
        {
            labels.push(clean(one));
            labels.push(clean(other));
        }
        _ if label.is_empty() => {}
        _ => labels.push(clean(label)),
    }
}

/// "2", "2.0" → 2.
fn whole(number: &str) -> Option<u8> {
    let number = number.trim();
    number.strip_suffix(".0").unwrap_or(number).parse().ok()
}

/// Rows of a CSV text (RFC 4180) with the line each begins on; `false` when a quotation mark is never closed.
fn csv(text: &str) -> (Vec<(usize, Vec<String>)>, bool) {
    let mut rows = Vec::new();
    let (mut row, mut cell) = (Vec::new(), String::new());
    let (mut line, mut begins, mut quoted) = (1, 1, false);
    let mut chars = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = chars.next() {
        line += usize::from(c == '\n');
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell).trim_end_matches('\r').to_owned());
                if row.iter().any(|c| !c.is_empty()) {
                    rows.push((begins, std::mem::take(&mut row)));
                }
                row.clear();
                begins = line;
            }
            c => cell.push(c),
        }
    }
    row.push(cell);
    if row.iter().any(|c| !c.is_empty()) {
        rows.push((begins, row));
    }
    (rows, !quoted)
}
