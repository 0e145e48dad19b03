//! The merge of what a notice prints and what its official record says.

use crate::{
    model::{
        Availability, AvailabilityKind, InputError, Offer, Pathway, RequirementKind,
        RequirementNode, ResidenceRule,
    },
    text::fold,
};

/// A field of which a notice and its record say different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The field: `closing`, `pathways` …
    pub field: &'static str,
    /// What the notice prints; it stands in the merged offer.
    pub kept: String,
    /// What the record says.
    pub other: String,
}

/// Joins the offer read from a notice and the one read from its record.
///
/// The notice rules: its values stand, the record fills what it does not print (on a first page the later sections are
/// simply cut off). Where both speak and neither contains the other, both values are reported. Linear, but for the doors,
/// which are few.
///
/// # Errors
/// None but those of a form that was changed in between.
pub fn merge_offers(
    notice: &Offer,
    record: &Offer,
) -> Result<(Offer, Vec<Contradiction>), InputError> {
    let mut form = notice.to_form();
    let mut found = Vec::new();
    let other = record.to_form();
    for (field, kept, filled) in [
        ("title", &mut form.title, other.title),
        ("employer", &mut form.employer, other.employer),
        ("directorate", &mut form.directorate, other.directorate),
        ("service", &mut form.service, other.service),
        ("workplace", &mut form.workplace, other.workplace),
        ("respnc_job", &mut form.respnc_job, other.respnc_job),
    ] {
        match (&*kept, filled) {
            (None, filled) => *kept = filled,
            (Some(said), Some(filled)) if !agree(said, &filled) => {
                found.push(Contradiction { field, kept: said.clone(), other: filled });
            }
            _ => {}
        }
    }
    for (field, kept, filled) in [
        ("published", &mut form.published, other.published),
        ("closing", &mut form.closing, other.closing),
    ] {
        match (*kept, filled) {
            (None, filled) => *kept = filled,
            (Some(said), Some(filled)) if said != filled => {
                found.push(Contradiction {
                    field,
                    kept: said.to_string(),
                    other: filled.to_string(),
                });
            }
            _ => {}
        }
    }
    if let (Some(kept), Some(filled)) = (&form.reference, &other.reference)
        && !kept.number.ends_with(&filled.number)
    {
        let (kept, other) = (kept.number.clone(), filled.number.clone());
        found.push(Contradiction { field: "reference", kept, other });
    }
    let unspecified = |a: &Availability| a.kind == AvailabilityKind::Unspecified;
    if unspecified(&form.availability) {
        form.availability = other.availability;
    } else if !unspecified(&other.availability) && !same_time(form.availability, other.availability)
    {
        let (kept, other) = (when(form.availability), when(other.availability));
        found.push(Contradiction { field: "availability", kept, other });
    }
    form.seats = match (form.seats, other.seats) {
        // A notice that prints no number is read as one seat.
        (Some(1) | None, filled @ Some(_)) => filled,
        (Some(kept), Some(other)) if kept != other => {
            let (kept_text, other) = (kept.to_string(), other.to_string());
            found.push(Contradiction { field: "seats", kept: kept_text, other });
            Some(kept)
        }
        (kept, _) => kept,
    };
    if form.pathways.is_empty() {
        form.pathways = other.pathways;
    } else {
        let printed: Vec<&str> = form.pathways.iter().filter_map(|p| p.corps.as_deref()).collect();
        let mut odd: Vec<&String> =
            other.pathways.iter().filter_map(|p| p.corps.as_ref()).collect();
        odd.dedup();
        odd.retain(|corps| !printed.iter().any(|p| agree(p, corps)));
        if let Some(corps) = odd.first() {
            let mut names = printed.clone();
            names.dedup();
            let (kept, other) = (names.join(", "), (*corps).clone());
            found.push(Contradiction { field: "pathways", kept, other });
        }
        found.extend(durations(&form.pathways, &other.pathways));
    }
    for (kept, filled) in [
        (&mut form.missions, other.missions),
        (&mut form.activities, other.activities),
        (&mut form.conditions, other.conditions),
        (&mut form.context, other.context),
    ] {
        if kept.is_empty() {
            *kept = filled;
        }
    }
    // Where the notice is cut, the record has the sections that are missing; each asks for one kind.
    let kinds: Vec<RequirementKind> =
        form.requirements.iter().flat_map(RequirementNode::leaves).map(|r| r.kind).collect();
    if kinds.is_empty() || form.truncated {
        form.requirements.extend(other.requirements.into_iter().filter(|node| {
            node.leaves().all(|r| match r.kind {
                RequirementKind::KnowHow | RequirementKind::Behaviour => !kinds.contains(&r.kind),
                // The section of knowledge also asks for diplomas and experience.
                _ => kinds
                    .iter()
                    .all(|k| matches!(k, RequirementKind::KnowHow | RequirementKind::Behaviour)),
            })
        }));
    }
    Ok((form.check()?, found))
}

/// Whether two printed values say the same: one contains the other once spelling is set aside.
fn agree(a: &str, b: &str) -> bool {
    let bare = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (a, b) = (bare(a), bare(b));
    a.contains(&b) || b.contains(&a)
}

/// The same kind and, where both have one, the same date.
fn same_time(a: Availability, b: Availability) -> bool {
    a.kind == b.kind && (a.date.is_none() || b.date.is_none() || a.date == b.date)
}

fn when(availability: Availability) -> String {
    let kind = match availability.kind {
        AvailabilityKind::Immediate => "immediate",
        AvailabilityKind::From => "from",
        AvailabilityKind::Prospective => "prospective",
        AvailabilityKind::Unspecified => "unspecified",
    };
    match availability.date {
        Some(date) => format!("{kind} {date}"),
        None => kind.to_owned(),
    }
}

/// Doors for one corps, grade and domain whose printed durations of residence differ from the recorded ones.
fn durations(printed: &[Pathway], recorded: &[Pathway]) -> Option<Contradiction> {
    let years = |p: &Pathway| match p.residence {
        ResidenceRule::AtLeast { years } => Some(years),
        ResidenceRule::NoMinimum => Some(0),
        ResidenceRule::NotStated => None,
    };
    let same = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => agree(a, b),
        _ => true,
    };
    printed.iter().find_map(|door| {
        let kept = years(door)?;
        let fits = |p: &&Pathway| {
            p.route == door.route
                && same(&p.corps, &door.corps)
                && same(&p.domain, &door.domain)
                && (p.grade.is_none() || door.grade.is_none() || p.grade == door.grade)
        };
        let all: Vec<u8> = recorded.iter().filter(fits).filter_map(years).collect();
        let other = all.first().filter(|_| !all.contains(&kept))?;
        let (kept, other) = (kept.to_string(), other.to_string());
        Some(Contradiction { field: "pathways.residence", kept, other })
    })
}
