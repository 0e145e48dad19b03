//! The header: fields from labels, values and stray lines.
//!
//! The two columns of the printed page come flattened: a value may stand behind its label, on the next line, after all
//! the labels, or torn in two around the line of the other column. So the header is read as a sequence of labels and free
//! lines, and a free line goes where its form says: a duration, an availability, a date, a corps, a direction; else to
//! the label that waits for words; else to the value that breaks off before it; what remains may be the title.

use crate::model::printed::dates;
use crate::text::{BLOCK, Block, Folded, Quote, View, bits, continues};
use std::{borrow::Cow, ops::Range};

use super::{
    free::free,
    labels::{Found, Label, label_at},
    printed::{INSIDE, SIGNS, beginnings},
    remark::{Remark, RemarkKind},
    scan::{Line, Mark},
    units,
    value::Value,
};

/// The lines of the header, sorted into fields.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub reference: Option<Value>,
    pub employer: Option<Value>,
    /// Pieces of the corps line, in the order of the text.
    pub corps: Vec<Range<usize>>,
    pub directorate: Option<Value>,
    pub service: Option<Value>,
    pub availability: Option<Value>,
    pub workplace: Option<Value>,
    pub published: Option<Value>,
    pub closing: Option<Value>,
    pub amended: Option<Value>,
    pub respnc: Option<Value>,
    pub mode: Option<Value>,
    pub seats: Option<Value>,
    /// Residence lines: their values, and whether the label speaks of direct recruitment.
    pub residence: Vec<(Range<usize>, bool)>,
    /// The sentence *La Nouvelle-Calédonie recrute …* of a fixed-term mission.
    pub mission: Option<Value>,
    /// What is doubtful among its lines, in their order.
    pub remarks: Vec<Remark>,
    /// Names of units that the page tore in two.
    pub torn: Vec<Value>,
    /// Labels whose value has not been found, with their places.
    pub(super) pending: Vec<(Label, Range<usize>)>,
    pub(super) last: Option<Label>,
    /// Whether the last label or line was the one just before.
    pub(super) adjacent: bool,
    /// Lines that no field took.
    pub(super) stray: Vec<Stray>,
    pub(super) direct: bool,
    /// Several posts, listed in a table.
    pub table: bool,
}

/// A line that no field took.
#[derive(Debug)]
pub(super) struct Stray {
    pub range: Range<usize>,
    pub mark: Mark,
    /// Before any label but the reference.
    pub early: bool,
    pub before_reference: bool,
}

/// A longer line is prose: it is not searched for labels in its middle.
pub(super) const HEADER_LINE: usize = 600;

/// The text with the folding of its header, each line of which is folded once.
#[derive(Clone, Copy)]
pub(super) struct Page<'p> {
    pub source: &'p str,
    pub folded: &'p Folded,
}

impl<'p> Page<'p> {
    /// The folding of a range: what is there of it, else a new one, made in `own`.
    pub(super) fn look(self, range: Range<usize>, limit: usize, own: &'p mut Folded) -> View<'p> {
        self.folded.look(self.source, range, limit, own)
    }

    /// The folding of a value, which may have been joined from lines that lie apart.
    pub(super) fn words(self, quote: &Quote) -> Cow<'p, str> {
        match self.folded.at(&quote.range) {
            Some(view) => Cow::Borrowed(view.text),
            None => Cow::Owned(crate::text::fold(&quote.text)),
        }
    }
}

/// Reads a line of the header that no part begins with; `first` is the label that it begins with.
pub(super) fn read_line(
    header: &mut Header,
    page: Page<'_>,
    line: Line,
    presentation: bool,
    folded: View<'_>,
    first: Option<Found>,
) -> bool {
    let source = page.source;
    let range = line.range();
    let mut found = first.filter(|f| f.label.is_field());
    if presentation {
        // Below *Détails de l'offre* only a clear label is one.
        match found {
            Some(f) if f.colon || matches!(f.label, Label::Amended | Label::Respnc) => {}
            // The label of a date or of the place that stands alone.
            Some(f)
                if matches!(f.label, Label::Published | Label::Closing | Label::Workplace)
                    && f.value >= folded.text.len() => {}
            _ => return false,
        }
    }
    let mut from = 0;
    if found.is_none() {
        let (end, inside) = match next_label(folded, 0, source) {
            Some((end, inside)) => (end, Some(inside)),
            None => (folded.text.len(), None),
        };
        let own = range.start..if end < folded.text.len() { folded.source(end) } else { range.end };
        let part = if own == range { folded } else { folded.part(0..end) };
        free(header, page, own, line, part);
        from = end;
        found = inside;
    }
    while let Some(f) = found {
        let next = next_label(folded, f.value, source);
        let end = next.map_or(range.end, |(next, _)| folded.source(next));
        let start = folded.source(f.value).min(end);
        let value = Value::new(source, start..end);
        label(header, page, f.label, folded.source(from)..start, value);
        from = next.map_or(folded.text.len(), |(next, _)| next);
        found = next.map(|(_, found)| found);
    }
    true
}

/// The next label in the middle of a folded line, and where it begins.
fn next_label(folded: View<'_>, from: usize, source: &str) -> Option<(usize, Found)> {
    let text = folded.text.as_bytes();
    let mut at = from.max(1);
    let mut behind = u32::from(text.get(at - 1).is_some_and(|sign| SIGNS.contains(sign)));
    while at < text.len() {
        let begins = bits(beginnings(Block::at(text, at), &mut behind)).map(|bit| at + bit);
        let found = |own| Some((own, inside(folded, own, source)?));
        if let Some(found) = begins.filter_map(found).next() {
            return Some(found);
        }
        at += BLOCK;
    }
    None
}

/// The label in the middle of a line that begins there.
fn inside(folded: View<'_>, at: usize, source: &str) -> Option<Found> {
    let first = folded.text.as_bytes().get(at..)?.first_chunk::<4>()?;
    if !INSIDE.contains(first) {
        return None;
    }
    let found = label_at(folded, at, source)?;
    let label = found.label;
    (label.may_stand_inside() && (found.marked || !label.needs_mark_inside())).then_some(found)
}

/// Puts the value of a label, which stands before it at `at`, into its field.
pub(super) fn label(
    header: &mut Header,
    page: Page<'_>,
    label: Label,
    at: Range<usize>,
    own: Value,
) {
    let source = page.source;
    let empty = own.is_empty(source);
    header.last = Some(label);
    header.adjacent = true;
    match label {
        Label::Residence | Label::DirectResidence => {
            header.direct = label == Label::DirectResidence;
            if empty {
                header.residence.push((at.end..at.end, header.direct));
                header.pending.push((label, at));
            } else {
                header.residence.push((own.range, header.direct));
            }
        }
        Label::Prospective => {
            let whole = Value::new(source, at.start..own.range.end.max(at.end));
            set(header, source, Label::Availability, whole);
        }
        Label::Corps => {
            if empty {
                header.pending.push((label, at));
            } else {
                corps_value(header, page, own.range);
            }
        }
        _ if empty => header.pending.push((label, at)),
        Label::Directorate | Label::Service => {
            unit(header, page, label, at.start..own.range.end, own.range.start);
        }
        _ => put(header, source, label, own),
    }
}

/// A corps value may carry the directorate of the other column on its line.
pub(super) fn corps_value(header: &mut Header, page: Page<'_>, range: Range<usize>) {
    if page.source.get(range.clone()).is_some_and(units::surely_none) {
        header.corps.push(range);
        return;
    }
    let mut own = Folded::default();
    let folded = page.look(range.clone(), 2_000, &mut own);
    if folded.text.starts_with("direction d") {
        header.pending.push((Label::Corps, range.start..range.start));
        unit(header, page, Label::Directorate, range.clone(), range.start);
        return;
    }
    if folded.text.contains("tableau") {
        header.table = true;
        return;
    }
    match units::unit_behind(folded.text) {
        Some(cut) => {
            let start = folded.source(cut + 1);
            let service_here = folded.text.get(cut + 1..).is_some_and(|w| w.starts_with("service"));
            header.corps.push(range.start..start);
            let label = if service_here { Label::Service } else { Label::Directorate };
            unit(header, page, label, start..range.end, start);
        }
        None => header.corps.push(range),
    }
}

/// A line that names a directorate, with its service perhaps, or a service: the parts that belong to the corps line go there.
pub(super) fn unit(
    header: &mut Header,
    page: Page<'_>,
    label: Label,
    range: Range<usize>,
    value: usize,
) {
    let split = units::split(page, range, value, header.corps.last().cloned());
    header.corps.extend(split.corps);
    if let Some(unit) = split.unit {
        set(header, page.source, label, unit);
    }
    if let Some(unit) = split.torn {
        torn(header, page.source, label, unit);
    }
    if let Some(service) = split.service.filter(|_| label == Label::Directorate) {
        set(header, page.source, Label::Service, service);
    }
}

/// Puts a value into its field; the first stays.
pub(super) fn set(header: &mut Header, source: &str, label: Label, value: Value) {
    if !value.is_empty(source) {
        put(header, source, label, value);
    }
}

/// The same for a value that says something.
fn put(header: &mut Header, source: &str, label: Label, value: Value) {
    header.pending.retain(|(l, _)| *l != label);
    // A slash says that there is none.
    if value.is_slash(source) {
        return;
    }
    let slot = match label {
        Label::Reference => &mut header.reference,
        Label::Employer => &mut header.employer,
        Label::Directorate => &mut header.directorate,
        Label::Service => &mut header.service,
        Label::Availability | Label::Prospective => &mut header.availability,
        Label::Workplace => &mut header.workplace,
        Label::Published => &mut header.published,
        Label::Closing => &mut header.closing,
        Label::Amended => &mut header.amended,
        Label::Respnc => &mut header.respnc,
        Label::Mode => &mut header.mode,
        Label::Seats => &mut header.seats,
        Label::Corps
        | Label::Residence
        | Label::DirectResidence
        | Label::Details
        | Label::Part(_) => return,
    };
    match slot {
        None => *slot = Some(value),
        Some(known) => {
            let two = two_values(source, label, known, &value);
            header.remarks.extend(two);
        }
    }
}

/// What is doubtful where a field is printed twice, if in other words.
fn two_values(source: &str, label: Label, known: &Value, other: &Value) -> Option<Remark> {
    let (known, other) = (known.words(source), other.quote(source));
    let span = Some(other.span());
    let differ = crate::text::fold(&known) != crate::text::fold(&other.text);
    let kind = RemarkKind::TwoValues { field: label.name(), other: other.text };
    differ.then_some(Remark { kind, span })
}

/// A name with words of the corps line inside it can be quoted from nowhere: the field stays empty, the remark has it.
fn torn(header: &mut Header, source: &str, label: Label, unit: Value) {
    header.pending.retain(|(l, _)| *l != label);
    let quote = unit.quote(source);
    let span = Some(quote.span());
    let kind = RemarkKind::TornValue { field: label.name(), value: quote.text };
    header.remarks.push(Remark { kind, span });
    header.torn.push(unit);
}

impl Header {
    /// Whether no label has been read, nor a line that goes where a label would send it.
    pub(super) fn untouched(&self) -> bool {
        self.last.is_none() && self.availability.is_none()
    }

    /// Whether the fields of the header are being read.
    pub(super) fn begun(&self) -> bool {
        self.mission.is_none()
            && (self.closing.is_some() || self.published.is_some() || !self.corps.is_empty())
    }

    /// Whether a line below the header, with the label it begins with, brings a field that is still missing.
    pub(super) fn late_field(&self, found: Option<Found>) -> bool {
        match found {
            Some(found) if found.colon => match found.label {
                Label::Closing => self.closing.is_none(),
                Label::Published => self.published.is_none(),
                _ => false,
            },
            // `**Lieu de travail** Nouméa`
            Some(found) if found.marked => match found.label {
                Label::Workplace => self.workplace.is_none(),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a label stood on the line before whose value, not yet read, may stand below *Détails de l'offre*.
    pub(super) fn waits_below(&self) -> bool {
        self.adjacent
            && match self.last {
                Some(Label::Respnc) => self.respnc.is_none(),
                Some(Label::Published) => self.published.is_none(),
                Some(Label::Closing) => self.closing.is_none(),
                Some(Label::Workplace) => self.workplace.is_none(),
                _ => false,
            }
    }

    /// Whether folded words can be that value.
    pub(super) fn takes_below(&self, words: &str) -> bool {
        match self.last {
            Some(Label::Respnc) => true,
            Some(Label::Workplace) => words.len() < 100,
            _ => dates::find(words).is_some(),
        }
    }

    /// Joins the second line of a name of a job to the first.
    pub(super) fn job_goes_on(&mut self, source: &str, line: Line) -> bool {
        let range = line.range();
        let wrapped = self.adjacent
            && self.last == Some(Label::Respnc)
            && !line.gap
            && line.mark == Mark::Text
            && source.get(range.clone()).is_some_and(continues);
        match &mut self.respnc {
            Some(job) if wrapped => {
                job.join(source, range);
                true
            }
            _ => false,
        }
    }
}
