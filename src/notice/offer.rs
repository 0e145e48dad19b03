//! From a reading to the form of an offer.

use crate::model::printed::doors;
use crate::text::Quote;
use std::collections::{BTreeMap, BTreeSet};

use super::{
    Notice,
    body::{self, Item},
    context,
    labels::Part,
    requirements,
    terms::{self, Names},
};
use crate::{
    model::{OfferForm, Pathway, Route, Span},
    text::fold,
};

impl Notice {
    /// The reading as a form; `id` where no reference is printed.
    pub(super) fn form(&self, id: &str) -> OfferForm {
        let source = self.text.as_str();
        let facts = self.facts();
        let fields = &facts.fields;
        let mut spans: BTreeMap<String, Span> = BTreeMap::new();
        let mut text = |path: &str, quote: &Option<Quote>| {
            let quote = quote.as_ref()?;
            spans.insert(path.to_owned(), quote.span());
            Some(quote.text.trim_end_matches(['.', ' ']).to_owned())
        };
        let mut form = OfferForm {
            title: text("title", &fields.title),
            employer: text("employer", &fields.employer),
            directorate: text("directorate", &fields.directorate),
            service: text("service", &fields.service),
            workplace: text("workplace", &fields.workplace),
            respnc_job: text("respnc_job", &fields.respnc),
            ..OfferForm::default()
        };
        for (path, quote) in [
            ("published", &fields.published),
            ("closing", &fields.closing),
            ("closing_before_amendment", &fields.amended),
            ("availability", &fields.availability),
        ] {
            text(path, quote);
        }
        form.availability = facts.availability;
        form.published = facts.published;
        form.closing = facts.closing;
        form.closing_before_amendment = facts.amended;
        form.seats = facts.seats;
        if let Some((reference, range)) = &facts.reference {
            form.id = match &reference.service {
                Some(service) => format!("{}/{service}", reference.number),
                None => reference.number.clone(),
            };
            spans.insert("reference".into(), Span::new(range.start, range.end));
            form.reference = Some(reference.clone());
        } else {
            form.id = id.to_owned();
        }
        for (i, door) in
            doors::doors(source, &facts.corps, &facts.rules, facts.modes).into_iter().enumerate()
        {
            if let Some(range) = door.corps {
                spans.insert(format!("pathways[{i}].corps"), Span::new(range.start, range.end));
            }
            if let Some(range) = door.residence {
                spans.insert(format!("pathways[{i}].residence"), Span::new(range.start, range.end));
            }
            form.pathways.push(door.pathway);
        }
        let items = body::items(source, &self.lines);
        let names = self.names(&items);
        self.fill_body(&items, &names, &mut form, &mut spans);
        form.terms = all_terms(&form, &items, &names);
        form.truncated = !items.iter().any(|i| matches!(i.part, Part::Contact | Part::Answer));
        form.spans = spans;
        form
    }

    /// Where names come from in this notice.
    fn names(&self, items: &[Item]) -> Names<'_> {
        let mut units = BTreeSet::new();
        let fields = &self.facts().fields;
        for quote in [&fields.employer, &fields.directorate, &fields.service, &fields.title]
            .into_iter()
            .flatten()
            .chain(&fields.torn)
        {
            terms::unit_acronyms(&quote.text, &mut units);
        }
        for item in items {
            terms::unit_acronyms(&item.quote.text, &mut units);
        }
        Names { lexicon: self.lexicon.as_ref(), units }
    }

    fn fill_body(
        &self,
        items: &[Item],
        names: &Names<'_>,
        form: &mut OfferForm,
        spans: &mut BTreeMap<String, Span>,
    ) {
        for item in items {
            let list = match item.part {
                Part::Missions | Part::Activities | Part::Conditions if says_nothing(item) => {
                    continue;
                }
                Part::Missions if !item.lead => (&mut form.missions, "missions"),
                Part::Activities if !item.lead => (&mut form.activities, "activities"),
                Part::Conditions if !item.lead && !item.quote.text.ends_with('/') => {
                    (&mut form.conditions, "conditions")
                }
                Part::Supervision => {
                    let number = supervised(&item.quote.text);
                    form.supervises = form.supervises.or(number);
                    continue;
                }
                _ => {
                    form.requirements.extend(requirements::read(item, names));
                    levels_of_grades(item, &mut form.pathways);
                    continue;
                }
            };
            if item.part == Part::Conditions {
                form.requirements.extend(requirements::read(item, names));
            }
            let (list, name) = list;
            spans.insert(numbered(name, list.len()), item.quote.span());
            list.push(item.quote.text.clone());
        }
        let service = self.facts().fields.service.as_ref().map(|q| q.text.as_str());
        let title = self.facts().fields.title.as_ref().map(|q| q.text.as_str());
        for quote in context::context(items, title, service) {
            spans.insert(numbered("context", form.context.len()), quote.span());
            form.context.push(quote.text);
        }
    }
}

/// An item that only fills its place, or a note to the form among the conditions.
fn says_nothing(item: &Item) -> bool {
    let text = item.quote.text.trim_matches(['.', '/', ' ']);
    text.len() < 12
        && matches!(fold(text).as_str(), "" | "neant" | "aucun" | "aucune" | "sans objet")
        || item.part == Part::Conditions && requirements::is_note(&item.quote.text)
}

/// The path of an entry of a list: `missions[3]`.
fn numbered(list: &str, entry: usize) -> String {
    let mut path = String::with_capacity(list.len() + 8);
    path.push_str(list);
    path.push('[');
    // Most lists have fewer than ten entries.
    match u8::try_from(entry) {
        Ok(digit @ 0..=9) => path.push(char::from(b'0' + digit)),
        _ => path.push_str(&entry.to_string()),
    }
    path.push(']');
    path
}

/// Puts a diploma level that is tied to a grade on the doors of that grade.
fn levels_of_grades(item: &Item, pathways: &mut [Pathway]) {
    if !matches!(item.part, Part::Knowledge | Part::Profile) {
        return;
    }
    // A level is tied to the name of a corps or to the word *grade*, and printed with *niveau* or *bac*.
    let text = fold(&item.quote.text);
    if !text.contains("niveau") && !text.contains("bac") {
        return;
    }
    for tied in requirements::grade_levels(&item.quote.text) {
        for pathway in pathways.iter_mut().filter(|p| p.route == Route::OnTitle) {
            let corps = pathway.corps.as_deref().map(fold).unwrap_or_default();
            let meant = corps.starts_with(&tied.corps)
                && tied.grade.is_none_or(|g| pathway.grade == Some(g));
            if meant && pathway.diploma_level.is_none() {
                pathway.diploma_level = Some(tied.level);
            }
        }
    }
}

/// Every named term of the parts that speak of the post.
fn all_terms(form: &OfferForm, items: &[Item], names: &Names<'_>) -> Vec<String> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut all = Vec::new();
    let mut add = |found: Vec<String>| {
        for term in found {
            if seen.insert(fold(&term)) {
                all.push(term);
            }
        }
    };
    for text in form.title.iter().chain(&form.respnc_job).chain(&form.context) {
        add(names.surely(text));
    }
    for item in items {
        match item.part {
            Part::Presentation | Part::Header | Part::Contact | Part::Answer => {}
            Part::Organisation | Part::Supervision | Part::Note => {}
            Part::Behaviour => add(names.surely(&item.quote.text)),
            _ => add(names.of(&item.quote.text)),
        }
    }
    all
}

/// The number of people a line of supervision names: the direct ones, else the first number.
fn supervised(text: &str) -> Option<u32> {
    let folded = fold(text);
    let from = folded
        .find("direct")
        .filter(|at| at.checked_sub(2).and_then(|b| folded.get(b..*at)) != Some("in"));
    let rest = folded.get(from.unwrap_or(0)..)?;
    let stop = rest.find("indirect").filter(|at| *at > 0).unwrap_or(rest.len());
    let rest = rest.get(..stop)?;
    let digits = rest.find(|c: char| c.is_ascii_digit())?;
    let number: String = rest.get(digits..)?.chars().take_while(char::is_ascii_digit).collect();
    number.parse().ok().filter(|n| *n <= 100_000)
}
