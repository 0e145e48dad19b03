//! From texts to a lexicon: every problem is gathered, then everything is compiled.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::{
    Inner, Lexicon, LexiconError, LexiconProblem, LexiconProblemKind as Kind, Rows, Term, TermId,
    TermKind,
    draft::{Draft, Label, fingerprint},
    graph::{implications, propriety},
    shipped,
    trie::{Entry, RARE, STOP, StemId, Trie, Vocabulary},
    units::{label_stops, label_words},
};

/// Gathers texts and makes a [`Lexicon`] of them. Setters never fail; [`build`](Self::build) reports every problem.
#[derive(Clone, Debug, Default)]
pub struct LexiconBuilder {
    pub(super) sources: Vec<String>,
    pub(super) drafts: Vec<Draft>,
    pub(super) problems: Vec<LexiconProblem>,
}

impl LexiconBuilder {
    /// A builder without any term.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    pub(super) fn shipped() -> Self {
        shipped::FILES
            .iter()
            .fold(Self::default(), |builder, (name, text)| builder.terms(name, text))
    }

    /// Adds terms in the form of the shipped files: one a line, columns separated by tabs, `#` begins a comment:
    ///
    /// 1. `id`: lower-case letters, digits, hyphens; must be new;
    /// 2. `kind`: `domain`, `skill`, `tool`, `method`, `behaviour`, `occupation`, `mask`, `seniority`;
    /// 3. labels separated by ` | `, the preferred one first; `=` before a label: exact case; `?`: ambiguous in prose;
    ///    `?=`: both;
    /// 4. ids of broader terms, separated by commas (of a seniority word: its level, 1 to 6);
    /// 5. ids of neighbours, `id` or `id:percent` (10 to 70, default 40);
    /// 6. of an occupation: what one has by trade, `id` or `id:percent` (10 to 100, default 60).
    #[must_use]
    pub fn terms(mut self, name: &str, text: &str) -> Self {
        let source = self.source(name);
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            self.line(source, number + 1, line);
        }
        self
    }

    pub(super) fn source(&mut self, name: &str) -> usize {
        self.sources.push(name.to_owned());
        self.sources.len() - 1
    }

    pub(super) fn problem(&mut self, source: usize, line: usize, kind: Kind) {
        let source = self.sources.get(source).cloned().unwrap_or_default();
        self.problems.push(LexiconProblem { source, line, kind });
    }

    fn line(&mut self, source: usize, line: usize, text: &str) {
        let columns: Vec<&str> = text.split('\t').map(str::trim).collect();
        let (Some(id), Some(kind), Some(labels)) =
            (columns.first(), columns.get(1), columns.get(2))
        else {
            return self.problem(
                source,
                line,
                Kind::Columns { found: columns.len(), expected: "3 to 6" },
            );
        };
        if columns.len() > 6 {
            self.problem(source, line, Kind::Columns { found: columns.len(), expected: "3 to 6" });
        }
        if id.is_empty()
            || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        {
            self.problem(source, line, Kind::BadId { found: (*id).to_owned() });
        }
        let Some(kind) = TermKind::parse(kind) else {
            return self.problem(source, line, Kind::UnknownKind { found: (*kind).to_owned() });
        };
        let labels: Vec<Label> =
            labels.split('|').map(Label::parse).filter(|l| !l.text.is_empty()).collect();
        let column = |n: usize| columns.get(n).copied().unwrap_or_default();
        let mut draft = Draft {
            id: (*id).to_owned(),
            kind,
            labels,
            broader: Vec::new(),
            related: Vec::new(),
            core: Vec::new(),
            levels: Vec::new(),
            level: 0,
            foreign: false,
            source,
            line,
        };
        if kind == TermKind::Seniority {
            match column(3).parse::<u8>() {
                Ok(level @ 1..=6) => draft.level = level,
                _ => self.problem(
                    source,
                    line,
                    Kind::BadNumber { found: column(3).to_owned(), min: 1, max: 6 },
                ),
            }
        } else {
            draft.broader = column(3)
                .split(',')
                .map(|s| s.trim().to_owned())
                .filter(|s| !s.is_empty())
                .collect();
            draft.related = self.shares(source, line, column(4), (10, 70), 40);
            draft.core = self.shares(source, line, column(5), (10, 100), 60);
        }
        self.drafts.push(draft);
    }

    fn shares(
        &mut self,
        source: usize,
        line: usize,
        text: &str,
        (min, max): (u8, u8),
        default: u8,
    ) -> Vec<(String, u8)> {
        let mut found = Vec::new();
        for item in text.split(',').map(str::trim).filter(|s| !s.is_empty()) {
            let (id, percent) = match item.split_once(':') {
                None => (item, default),
                Some((id, number)) => match number.parse::<u8>() {
                    Ok(n) if (min..=max).contains(&n) => (id, n),
                    _ => {
                        self.problem(
                            source,
                            line,
                            Kind::BadNumber { found: number.to_owned(), min, max },
                        );
                        continue;
                    }
                },
            };
            found.push((id.to_owned(), percent));
        }
        found
    }

    /// Makes the lexicon. Linear in the texts, but for sorting.
    ///
    /// # Errors
    /// Every problem of every text: columns, identifiers, references to unknown terms, cycles, numbers out of range.
    pub fn build(self) -> Result<Lexicon, LexiconError> {
        let (lexicon, problems) = self.compile();
        LexiconError::unless_none(problems)?;
        Ok(lexicon)
    }

    /// Makes the lexicon of what is sound. A test shows that the shipped files have no problem.
    pub(super) fn build_anyway(self) -> Lexicon {
        self.compile().0
    }

    fn compile(mut self) -> (Lexicon, Vec<LexiconProblem>) {
        let mut vocabulary = Vocabulary::default();
        for (stem, information) in crate::text::frequency::frequencies() {
            vocabulary.add(stem, information);
        }
        let mut phrases = Phrases::default();
        let mut terms: Vec<Term> = Vec::new();
        let mut ids: BTreeMap<String, TermId> = BTreeMap::new();
        let drafts = std::mem::take(&mut self.drafts);
        let mut defined: Vec<Option<TermId>> = Vec::with_capacity(drafts.len());
        for draft in &drafts {
            if ids.contains_key(&draft.id) {
                self.problem(draft.source, draft.line, Kind::DuplicateId { id: draft.id.clone() });
                defined.push(None);
                continue;
            }
            let known = if draft.foreign { phrases.known(draft, &vocabulary) } else { None };
            let term = known.unwrap_or(terms.len() as TermId);
            if known.is_none() {
                terms.push(Term::named(draft));
            }
            let used = phrases.add(draft, term, &mut vocabulary);
            if used == 0 && known.is_none() {
                self.problem(draft.source, draft.line, Kind::NoLabel);
            }
            ids.insert(draft.id.clone(), term);
            defined.push(Some(term));
        }
        for (draft, term) in drafts.iter().zip(&defined) {
            if let Some(term) = term {
                self.link(draft, *term, &ids, &mut terms);
            }
        }
        let closure = self.close(&mut terms, &drafts, &defined);
        for term in &mut terms {
            term.related.sort_unstable_by_key(|(id, percent)| (*id, std::cmp::Reverse(*percent)));
            term.related.dedup_by_key(|(id, _)| *id);
            term.narrower.sort_unstable();
            term.narrower.dedup();
        }
        let (implied, spread) = implications(&terms, &closure);
        let proper = propriety(&terms, &closure, &spread);
        vocabulary.settle();
        let words = vocabulary.len();
        let fingerprint = fingerprint(&drafts);
        let above = closure
            .iter()
            .zip(0u32..)
            .flat_map(|(all, term)| all.iter().map(move |above| (term, *above)));
        let beneath = Rows::new(terms.len(), above.clone().map(|(term, above)| (above, term)));
        let answered = std::iter::repeat_with(OnceLock::new).take(terms.len()).collect();
        let inner = Inner {
            kinds: terms.iter().map(|term| term.kind).collect(),
            terms,
            phrases: Trie::new(phrases.terms, words),
            titles: Trie::new(phrases.titles, words),
            vocabulary,
            beneath,
            answered,
            closure: Rows::new(closure.len(), above),
            by_id: ids.into_iter().map(|(id, term)| (id.into(), term)).collect(),
            proper,
            implied,
            fingerprint,
            told: OnceLock::new(),
        };
        (Lexicon(Arc::new(inner)), self.problems)
    }

    fn link(
        &mut self,
        draft: &Draft,
        term: TermId,
        ids: &BTreeMap<String, TermId>,
        terms: &mut [Term],
    ) {
        let mut resolve = |id: &str| {
            let found = ids.get(id).copied();
            if found.is_none() {
                self.problem(
                    draft.source,
                    draft.line,
                    Kind::UnknownReference { id: id.to_owned() },
                );
            }
            found.filter(|other| *other != term)
        };
        let broader: Vec<TermId> = draft.broader.iter().filter_map(|id| resolve(id)).collect();
        let pairs = |list: &[(String, u8)], resolve: &mut dyn FnMut(&str) -> Option<TermId>| {
            list.iter().filter_map(|(id, n)| Some((resolve(id)?, *n))).collect::<Vec<_>>()
        };
        let related = pairs(&draft.related, &mut resolve);
        let core = pairs(&draft.core, &mut resolve);
        let levels = pairs(&draft.levels, &mut resolve);
        for (other, percent) in &related {
            if let Some(other) = terms.get_mut(*other as usize) {
                other.related.push((term, *percent));
            }
        }
        if let Some(own) = terms.get_mut(term as usize) {
            own.broader.extend(broader);
            own.related.extend(related);
            own.core.extend(core);
            own.levels.extend(levels);
        }
    }

    /// Everything broader of each term; a broader term that leads back is reported and cut.
    fn close(
        &mut self,
        terms: &mut [Term],
        drafts: &[Draft],
        defined: &[Option<TermId>],
    ) -> Vec<Box<[TermId]>> {
        let place = |term: TermId| {
            defined
                .iter()
                .position(|d| *d == Some(term))
                .and_then(|i| drafts.get(i))
                .map_or((0, 0), |d| (d.source, d.line))
        };
        let mut closure: Vec<Option<Box<[TermId]>>> = vec![None; terms.len()];
        for first in 0..terms.len() {
            // Depth first with an explicit stack: chains may be long.
            let mut stack: Vec<(usize, usize)> = vec![(first, 0)];
            while let Some((at, next)) = stack.last().copied() {
                if closure.get(at).is_none_or(Option::is_some) {
                    stack.pop();
                    continue;
                }
                let parent = terms.get(at).and_then(|t| t.broader.get(next)).copied();
                match parent {
                    Some(parent) if stack.iter().any(|(on, _)| *on == parent as usize) => {
                        let (source, line) = place(at as TermId);
                        let id = terms.get(at).map_or(String::new(), |t| t.id.to_string());
                        self.problem(source, line, Kind::Cycle { id });
                        if let Some(term) = terms.get_mut(at) {
                            term.broader.remove(next);
                        }
                    }
                    Some(parent) => {
                        if let Some(top) = stack.last_mut() {
                            top.1 += 1;
                        }
                        stack.push((parent as usize, 0));
                    }
                    None => {
                        let mut all = vec![at as TermId];
                        for parent in terms.get(at).map_or(&[][..], |t| &t.broader) {
                            if let Some(Some(above)) = closure.get(*parent as usize) {
                                all.extend(above.iter());
                            }
                        }
                        all.sort_unstable();
                        all.dedup();
                        if let Some(slot) = closure.get_mut(at) {
                            *slot = Some(all.into());
                        }
                        stack.pop();
                    }
                }
            }
        }
        for child in 0..terms.len() {
            for parent in terms.get(child).map_or(Vec::new(), |t| t.broader.clone()) {
                if let Some(parent) = terms.get_mut(parent as usize) {
                    parent.narrower.push(child as TermId);
                }
            }
        }
        closure.into_iter().map(Option::unwrap_or_default).collect()
    }
}

impl Term {
    fn named(draft: &Draft) -> Self {
        Self {
            id: draft.id.as_str().into(),
            kind: draft.kind,
            name: draft.labels.first().map_or("", |l| &l.text).into(),
            broader: Vec::new(),
            narrower: Vec::new(),
            related: Vec::new(),
            core: Vec::new(),
            levels: Vec::new(),
            level: draft.level,
        }
    }
}

#[derive(Default)]
struct Phrases {
    terms: Vec<(Vec<StemId>, Entry)>,
    titles: Vec<(Vec<StemId>, Entry)>,
    /// The first term that has a phrase, by phrase.
    owners: BTreeMap<Vec<StemId>, TermId>,
}

impl Phrases {
    /// The known term whose name the preferred label of a foreign concept is.
    fn known(&self, draft: &Draft, vocabulary: &Vocabulary) -> Option<TermId> {
        let words = label_words(&draft.labels.first()?.text);
        let phrase: Option<Vec<StemId>> =
            words.iter().map(|(stem, _)| vocabulary.get(stem)).collect();
        self.owners.get(&phrase?).copied()
    }

    /// Adds the labels of a term; returns how many are usable.
    fn add(&mut self, draft: &Draft, term: TermId, vocabulary: &mut Vocabulary) -> usize {
        let mut used = 0;
        for label in &draft.labels {
            let words = label_words(&label.text);
            let phrase: Vec<StemId> =
                words.iter().map(|(stem, _)| vocabulary.add(stem, RARE)).collect();
            if phrase.is_empty() {
                continue;
            }
            used += 1;
            let seniority = draft.kind == TermKind::Seniority;
            if !seniority {
                let owner = *self.owners.entry(phrase.clone()).or_insert(term);
                if draft.foreign && owner != term {
                    continue;
                }
            }
            let acronym = !label.exact
                && words.len() == 1
                && label.text.len() <= 3
                && label.text.chars().all(|c| c.is_uppercase());
            let exact =
                label.exact.then(|| words.iter().map(|(_, printed)| printed.clone()).collect());
            let yields = if draft.kind == TermKind::Mask { TermId::MAX } else { term };
            let entry = Entry { term: yields, ambiguous: label.ambiguous, exact, acronym };
            let phrases = if seniority { &mut self.titles } else { &mut self.terms };
            let stops = label_stops(&label.text);
            if stops.iter().skip(1).any(|stop| *stop) {
                let mut stopped = Vec::with_capacity(phrase.len() + 2);
                for (at, (stem, stop)) in phrase.iter().zip(stops).enumerate() {
                    stopped.extend((stop && at > 0).then_some(STOP));
                    stopped.push(*stem);
                }
                phrases.push((stopped, entry.clone()));
            }
            phrases.push((phrase, entry));
        }
        used
    }
}
