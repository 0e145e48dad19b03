//! How much each category and each criterion counts.

use super::{
    criteria::Criterion,
    offer_fit::Group,
    weights::{FitCategory, Weights, apportion},
};
use crate::base::dial;

/// The weights of the categories and, in the order of the list (sorted by category), of the criteria.
pub(super) fn weigh(list: &[Criterion], weights: &Weights) -> (Vec<Group>, Vec<u32>) {
    let mut groups: Vec<Group> = Vec::new();
    for (at, criterion) in list.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if group.category == criterion.category => group.criteria.1 = at as u16 + 1,
            _ => groups.push(Group {
                category: criterion.category,
                suggested: 0,
                preferred: weights.preferred(criterion.category),
                applied: 0,
                criteria: (at as u16, at as u16 + 1),
            }),
        }
    }
    let of = |group: &Group| {
        list.get(usize::from(group.criteria.0)..usize::from(group.criteria.1)).unwrap_or_default()
    };
    let described = [FitCategory::Missions, FitCategory::Knowledge, FitCategory::KnowHow];
    let cut = !groups.iter().any(|g| described.contains(&g.category));
    let shares: Vec<u64> = groups
        .iter()
        .map(|g| {
            u64::from(category_share(g.category, of(g), cut && g.category == FitCategory::Context))
        })
        .collect();
    let suggested = apportion(10_000, &shares);
    let wanted: Vec<u64> = groups
        .iter()
        .zip(&suggested)
        .map(|(g, s)| g.preferred.map_or(u64::from(*s), u64::from))
        .collect();
    let mut applied = apportion(10_000, &wanted);
    if applied.iter().all(|w| *w == 0) {
        // Everything the offer fills is preferred at nothing: the preference says nothing.
        applied.clone_from(&suggested);
    }
    let mut each = Vec::with_capacity(list.len());
    for ((group, suggested), applied) in groups.iter_mut().zip(suggested).zip(applied) {
        (group.suggested, group.applied) = (suggested, applied);
        let shares: Vec<u64> = of(group).iter().map(|c| u64::from(c.share)).collect();
        let parts = apportion(applied, &shares);
        each.extend(parts);
    }
    (groups, each)
}

/// A category counts by its base, less where the offer fills it thinly.
fn category_share(category: FitCategory, criteria: &[Criterion], alone: bool) -> u32 {
    let substance: u32 = criteria.iter().map(|c| c.share).sum();
    let full = match category {
        FitCategory::Knowledge | FitCategory::KnowHow => 2_000,
        FitCategory::Missions => 3_000,
        FitCategory::Context => 1_500,
        _ => 1,
    };
    let least = dial("FILLED_LEAST", 40);
    let filled = least + (100 - least) * substance.min(full) / full;
    // Where nothing else describes the work, the paragraph on the section does.
    let base = if alone { FitCategory::Missions.base() } else { category.base() };
    base * filled / 100
}
