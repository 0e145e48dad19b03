//! The fields of the header, quoted: what the labels brought, and what has none.

use super::{
    header::{Header, Page},
    mission,
    remark::{Remark, RemarkKind},
    value::Value,
};
use crate::{model::Span, text::Quote};

/// The fields of the header, each with the words that stand for it.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub title: Option<Quote>,
    pub reference: Option<Quote>,
    pub employer: Option<Quote>,
    pub directorate: Option<Quote>,
    pub service: Option<Quote>,
    pub availability: Option<Quote>,
    pub workplace: Option<Quote>,
    pub published: Option<Quote>,
    pub closing: Option<Quote>,
    pub amended: Option<Quote>,
    pub respnc: Option<Quote>,
    pub mode: Option<Quote>,
    pub seats: Option<Quote>,
    /// The sentence of a fixed-term mission.
    pub mission: Option<Quote>,
    /// Names of units that the page tore in two.
    pub torn: Vec<Quote>,
}

impl Fields {
    /// Quotes the fields, chooses the title among the lines that no field took, and reports what is left over.
    pub(super) fn of(page: Page<'_>, header: &Header, remarks: &mut Vec<Remark>) -> Self {
        let quote = |value: &Option<Value>| value.as_ref().map(|value| value.quote(page.source));
        let mut fields = Self {
            title: None,
            reference: quote(&header.reference),
            employer: quote(&header.employer),
            directorate: quote(&header.directorate),
            service: quote(&header.service),
            availability: quote(&header.availability),
            workplace: quote(&header.workplace),
            published: quote(&header.published),
            closing: quote(&header.closing),
            amended: quote(&header.amended),
            respnc: quote(&header.respnc),
            mode: quote(&header.mode),
            seats: quote(&header.seats),
            mission: quote(&header.mission),
            torn: header.torn.iter().map(|unit| unit.quote(page.source)).collect(),
        };
        remarks.extend_from_slice(&header.remarks);
        fields.choose_title(page, &header.stray, remarks);
        if let Some(sentence) = fields.mission.clone() {
            mission::read(&mut fields, page.source, &sentence);
        }
        report_empty(header, remarks);
        fields
    }
}

/// Reports labels that no value follows.
fn report_empty(header: &Header, remarks: &mut Vec<Remark>) {
    for (label, at) in &header.pending {
        let span = Some(Span::new(at.start, at.end.max(at.start)));
        let kind = RemarkKind::LabelWithoutValue { field: label.name() };
        remarks.push(Remark { kind, span });
    }
}
