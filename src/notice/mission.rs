//! The sentence of a fixed-term mission: *La Nouvelle-Calédonie recrute, pour les besoins de la Direction …, un …*

use super::{fields::Fields, title::names_trade};
use crate::text::{Folded, Quote};

/// Fills the fields that such a notice has no labels for.
pub(super) fn read(fields: &mut Fields, source: &str, mission: &Quote) {
    let folded = Folded::new(source, mission.range.clone(), 3_000);
    let folded = folded.whole();
    let words = folded.text;
    if fields.employer.is_none()
        && let Some(end) = words.find(" recrute")
    {
        let own = words.get(..end).unwrap_or_default();
        let skip = own.strip_prefix("la ").map_or(0, |_| 3);
        fields.employer = Some(Quote::new(source, folded.span(skip..end)));
    }
    if fields.directorate.is_none()
        && let Some(at) = words.find("direction d")
    {
        let rest = words.get(at..).unwrap_or_default();
        let end = rest.find(")").map(|e| e + 1).filter(|e| *e < 200);
        let end = end.or_else(|| rest.find(", un")).unwrap_or(rest.len());
        let end = end.min(rest.find(',').unwrap_or(rest.len()).max(end.min(rest.len())));
        fields.directorate = Some(Quote::new(source, folded.span(at..at + end)));
    }
    // A single word above, which names no trade, is what is left of a logo.
    let logo = fields.title.as_ref().is_some_and(|title| {
        !title.text.contains(' ') && !names_trade(&crate::text::fold(&title.text))
    });
    if fields.title.is_none() || logo {
        for (lead, width) in [(", un(e) ", 8), (", une ", 6), (", un ", 5), (", des ", 6)] {
            let Some(at) = words.find(lead) else { continue };
            let rest = words.get(at + width..).unwrap_or_default();
            let end =
                rest.find(['.', ';']).or_else(|| rest.find(" le poste")).unwrap_or(rest.len());
            if end > 2 && end < 160 {
                let range = folded.span(at + width..at + width + end);
                let named = Some(Quote::new(source, range)).filter(|q| !q.text.is_empty());
                fields.title = named.or(fields.title.take());
                break;
            }
        }
    }
}
