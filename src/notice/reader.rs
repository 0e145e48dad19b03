//! The lines of a notice, one after the other, and what is known when each comes.

use super::{
    body::{Placed, Run},
    free,
    header::{self, Header, Page},
    labels::{self, Label, Part},
    printed::{self, Printed},
    scan::{self, Line, Mark},
    telling,
    value::Value,
};
use crate::text::{Folded, continues};
use std::ops::Range;

/// What is known while the lines pass by.
pub(super) struct Reader<'s> {
    source: &'s str,
    pub header: Header,
    /// The folding of the header's lines, of those that had to be folded.
    pub page: Folded,
    /// The lines of the parts.
    pub placed: Vec<Placed>,
    part: Part,
    /// The next line is the first of its part.
    first: bool,
    /// The paragraph or bullet that the next line may go on from.
    run: Option<Run<'s>>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            source,
            header: Header::default(),
            page: Folded::roomy(),
            placed: Vec::with_capacity(source.len() / 64 + 8),
            part: Part::Header,
            first: false,
            run: None,
        }
    }

    /// Reads the next line: a part begins, a field of the header, or a line of the part.
    pub(super) fn line(&mut self, line: Line, words: &'s str) {
        if self.part == Part::Presentation && self.header.job_goes_on(self.source, line) {
            return;
        }
        // Of most lines of the parts the first letters tell that they are no label; most headings are one.
        let heading = line.mark == Mark::Heading;
        if !heading && self.is_of_part(words, line.mark) {
            return self.place(words, line);
        }
        if (heading || line.mark == Mark::Text) && self.printed_line(words, line) {
            return;
        }
        if heading && self.is_of_part(words, line.mark) {
            return self.place(words, line);
        }
        self.folded_line(words, line);
    }

    /// Whether a line surely is one of the part that is being read: it begins like no label.
    fn is_of_part(&self, words: &str, mark: Mark) -> bool {
        let told = match self.part {
            Part::Header => false,
            // A cell may head a table of posts; the line after *Emploi RESPNC* is its value.
            Part::Presentation => !matches!(mark, Mark::Cell(_)) && !self.header.waits_below(),
            _ => true,
        };
        told && (self.is_item(words, mark) || !telling::may_begin(words))
    }

    /// Whether a line is a bullet that begins like no label which a bullet may bring: a date that the header still lacks, or
    /// a place in the organisation.
    fn is_item(&self, words: &str, mark: Mark) -> bool {
        mark == Mark::Bullet
            && self.part != Part::Presentation
            && self.header.published.is_some()
            && self.header.closing.is_some()
            && words.as_bytes().first().is_some_and(|first| {
                first.is_ascii_alphabetic()
                    && !telling::ORGANISATION.contains(&first.to_ascii_lowercase())
            })
    }

    /// Reads a line, neither bullet nor cell, that needs no folding to be read: with a label printed letter for letter, as
    /// most of the header; or before all labels.
    fn printed_line(&mut self, words: &str, line: Line) -> bool {
        if let Some(printed) = printed::printed(words) {
            return self.field(printed, line) || self.part(printed, line);
        }
        let stray = self.part == Part::Header
            && self.header.untouched()
            && free::has_no_form(self.source, line.range());
        if stray {
            free::stray(&mut self.header, line.range(), line.mark);
        }
        stray
    }

    /// Reads a line of the header with its label, if its value is plain.
    fn field(&mut self, printed: Printed, line: Line) -> bool {
        let Range { start, end } = line.range();
        let value = start + printed.value..end;
        let plain = matches!(self.part, Part::Header | Part::Presentation)
            && printed.label.is_field()
            && (printed.colon || self.part == Part::Header)
            && !(self.part == Part::Header && prose_begins(&self.header, self.source, line))
            && printed::is_plain(self.source, value.clone());
        if plain {
            if matches!(printed.label, Label::Directorate | Label::Service) {
                self.page.add(self.source, value.clone(), header::HEADER_LINE);
            }
            let page = Page { source: self.source, folded: &self.page };
            // A plain value has nothing at its ends to be taken off.
            let own = Value::exact(value);
            header::label(&mut self.header, page, printed.label, start..own.range.start, own);
        }
        plain
    }

    /// Begins a part with its label.
    fn part(&mut self, printed: Printed, line: Line) -> bool {
        match printed.label.part() {
            Some(part) if !self.wrapped(line) => {
                self.begin(part, line, line.range().start + printed.value);
                true
            }
            _ => false,
        }
    }

    /// Reads a line that must be folded to be read.
    #[inline(never)] // The code for most lines is small that way, and stays at hand.
    fn folded_line(&mut self, words: &'s str, line: Line) {
        if self.part == Part::Header {
            return self.look_at(words, line, header::HEADER_LINE);
        }
        // Below the header a folding is of use to its own line only.
        let end = self.page.end();
        self.look_at(words, line, LABEL);
        self.page.cut(end);
    }

    /// Folds so much of a line, and reads it.
    fn look_at(&mut self, words: &'s str, line: Line, limit: usize) {
        let source = self.source;
        let wrapped = self.wrapped(line);
        let folded = self.page.add(source, line.range(), limit);
        let found = labels::label_at(folded, 0, source);
        let inner = match line.mark {
            // The place in the organisation comes as a list.
            Mark::Bullet => {
                !words.starts_with("**")
                    && !found.is_some_and(|f| {
                        f.colon
                            && matches!(
                                f.label,
                                Label::Part(Part::Organisation | Part::Supervision)
                            )
                    })
            }
            Mark::Cell(_) => true,
            Mark::Text | Mark::Heading => false,
        };
        let begun =
            found.filter(|_| !inner && !wrapped).and_then(|f| Some((f.label.part()?, f.value)));
        if let Some((next, value)) = begun {
            let start = folded.source(value).max(line.range().start);
            return self.begin(next, line, start);
        }
        if self.part == Part::Header && prose_begins(&self.header, source, line) {
            self.part = Part::Presentation;
        }
        let presentation = self.part == Part::Presentation;
        let heading = presentation || self.part == Part::Header;
        // The flattened page may bring a field of the header later.
        let late = !heading && self.header.late_field(found);
        if !late && matches!(line.mark, Mark::Cell(_)) && free::is_table_of_posts(folded.text) {
            self.header.table = true;
        }
        if heading || late {
            let page = Page { source, folded: folded.owner() };
            let header = &mut self.header;
            if header::read_line(header, page, line, presentation || late, folded, found) || late {
                return;
            }
            if header.waits_below() && header.takes_below(folded.text) {
                header::read_line(header, page, line, false, folded, found);
                return;
            }
        }
        self.place(words, line);
    }

    /// Whether a line of a part begins in the middle of the sentence of the line before, as `… aura pour` / `missions :`.
    fn wrapped(&self, line: Line) -> bool {
        let source = self.source;
        let before = || self.placed.last().and_then(|placed| source.get(placed.line.range()));
        self.part != Part::Header
            && !line.gap
            && !self.first
            && source.get(line.range()).is_some_and(continues)
            && before().is_some_and(|words| !words.ends_with(['.', ':', ';', '!', '?']))
    }

    /// A part begins; what stands behind its label, from `value` on, is its first line.
    fn begin(&mut self, part: Part, line: Line, value: usize) {
        // Below *Caractéristiques particulières* its own lines have labels: they are items.
        if part == Part::Conditions && self.part == part {
            let words = self.source.get(line.range()).unwrap_or_default();
            return self.put(words, line, true);
        }
        let source = self.source;
        let mut rest = value..line.range().end;
        self.part = part;
        self.first = true;
        if rest.is_empty() {
            return;
        }
        // `Profil du candidat Savoir / Connaissance / Diplôme exigé`: two labels on one line.
        if source.get(rest.clone()).is_some_and(telling::may_begin) {
            let end = self.page.end();
            let inner = self.page.add(source, rest.clone(), LABEL);
            if let Some(found) = labels::label_at(inner, 0, source)
                && let Some(next) = found.label.part()
            {
                self.part = next;
                rest.start = inner.source(found.value).max(rest.start);
            }
            self.page.cut(end);
        }
        // `**Missions :** - Renforcer …`
        let words = source.get(rest.clone()).unwrap_or_default();
        let skip = words.len() - words.trim_start_matches(['*', ' ']).len();
        let (mark, _) = scan::marks(words.get(skip..).unwrap_or_default());
        rest.start += if mark > 0 { skip + mark } else { 0 };
        if !rest.is_empty() {
            let words = source.get(rest.clone()).unwrap_or_default();
            self.place(words, Line::from_range(rest, Mark::Text, true));
        }
    }

    /// A line of the part.
    fn place(&mut self, words: &'s str, line: Line) {
        // A value on the next line would have been taken before.
        self.header.adjacent = false;
        let first = std::mem::take(&mut self.first);
        self.put(words, line, first);
    }

    fn put(&mut self, words: &'s str, line: Line, first: bool) {
        let part = self.part;
        let role = Run::next(&mut self.run, words, part, line, first);
        self.placed.push(Placed { part, line, role });
    }
}

/// Whether a long paragraph ends the header: what comes after the fields is prose, whether or not *Détails de l'offre*
/// announces it.
fn prose_begins(header: &Header, source: &str, line: Line) -> bool {
    is_prose(source, line, header.respnc.is_some()) && header.begun()
}

/// A long line that ends like a sentence; below the name of the job, which ends the fields, a shorter one or a bullet too.
fn is_prose(source: &str, line: Line, job: bool) -> bool {
    let range = line.range();
    let length = range.len();
    let ends = |words: &str| words.ends_with(['.', ':', ';']);
    match line.mark {
        Mark::Text if job => length > 80,
        Mark::Text => length > 160 && (length > 400 || source.get(range).is_some_and(ends)),
        Mark::Bullet => job && length > 20,
        Mark::Heading | Mark::Cell(_) => false,
    }
}

/// As much of a line as a label can fill.
const LABEL: usize = 160;
