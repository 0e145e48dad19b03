//! An assessment as text for people: short lines, each traceable to the notice, the profile or a source.

use std::fmt;

use super::{Words, words};
use crate::{
    assess::{
        Assessment, Counterfactuals, Door, Finding, Priority,
        evidence::{Component, Fit},
        wishes::WishView,
    },
    base::{Lang, Outcome, Points, Verdict},
};

/// An assessment in words. Displays as Markdown-friendly plain text.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    assessment: &'a Assessment,
    lang: Lang,
}

impl Assessment {
    /// The assessment in words.
    #[must_use]
    pub const fn report(&self, lang: Lang) -> Report<'_> {
        Report { assessment: self, lang }
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (a, w) = (self.assessment, words(self.lang));
        if let Some(rank) = a.rank {
            write!(f, "{rank}. ")?;
        }
        write!(
            f,
            "{} → {}{} {}",
            a.candidate,
            a.offer,
            w.fixed.colon,
            (w.verdict)(a.eligibility.verdict)
        )?;
        match a.priority.tier {
            Some(tier) => write!(f, " · {}{} {}", w.fixed.priority, w.fixed.colon, (w.tier)(tier))?,
            None => write!(f, " · {}", w.fixed.no_priority)?,
        }
        match &a.fit {
            Some(fit) => {
                let (name, potential) = (w.fixed.fit, w.fixed.potential);
                write!(
                    f,
                    " · {name}{} {} ({potential} {}",
                    w.fixed.colon,
                    Percent(fit.score, self.lang),
                    Percent(fit.potential, self.lang)
                )?;
                writeln!(f, ", {} {:?})", w.fixed.band, fit.band)?;
            }
            None => writeln!(f, " · {}", w.fixed.no_fit)?,
        }
        if a.eligibility.closed == Outcome::Met {
            writeln!(f, "   {}", w.fixed.closed)?;
        }
        doors(f, w, &a.eligibility.doors)?;
        priority(f, w, &a.priority)?;
        if let Some(fit) = &a.fit {
            components(f, w, self.lang, fit)?;
        }
        if let Some(seen) = &a.wishes {
            wishes(f, w, seen)?;
        }
        documents(f, w, a)?;
        writeln!(f, "   {}", w.fixed.advice)
    }
}

fn doors(f: &mut fmt::Formatter<'_>, w: &Words, doors: &[Door]) -> fmt::Result {
    if doors.is_empty() {
        return writeln!(f, "   {}", w.fixed.no_door);
    }
    writeln!(f, "   {}{}", w.fixed.doors, w.fixed.colon)?;
    for door in doors {
        write!(f, "     {} {}", mark(door.verdict), (w.route)(door.route))?;
        if let Some(corps) = &door.corps {
            write!(f, ", {corps}")?;
        }
        if let Some(grade) = door.grade {
            write!(f, ", {} {grade}", w.fixed.grade)?;
        }
        if let Some(domain) = &door.domain {
            write!(f, ", {domain}")?;
        }
        writeln!(f, "{} {}", w.fixed.colon, (w.verdict)(door.verdict))?;
        for finding in &door.findings {
            self::finding(f, w, finding, 9)?;
        }
        if !door.missing.is_empty() {
            writeln!(
                f,
                "         {}{} {}",
                w.fixed.missing,
                w.fixed.colon,
                door.missing.join(", ")
            )?;
        }
        if let Some(counterfactuals) = &door.counterfactuals {
            self::counterfactuals(f, w, counterfactuals)?;
        }
    }
    Ok(())
}

fn counterfactuals(f: &mut fmt::Formatter<'_>, w: &Words, all: &Counterfactuals) -> fmt::Result {
    for set in &all.sets {
        write!(f, "         {}{} ", w.fixed.opens, w.fixed.colon)?;
        for (i, change) in set.iter().enumerate() {
            write!(f, "{}{}", if i == 0 { "" } else { w.fixed.and }, (w.needed)(&change.fact))?;
            if let Some(day) = change.by_time {
                write!(f, " ({day})")?;
            }
        }
        writeln!(f)?;
    }
    match all.by_time {
        None => writeln!(f, "         {}", w.fixed.never),
        Some(by_time) => {
            write!(f, "         {} {}", w.fixed.by_time, by_time.date)?;
            match by_time.in_time {
                Some(true) => writeln!(f, ", {}", w.fixed.in_time),
                Some(false) => writeln!(f, ", {}", w.fixed.too_late),
                None => writeln!(f),
            }
        }
    }
}

const fn mark(verdict: Verdict) -> char {
    match verdict {
        Verdict::Eligible => '✔',
        Verdict::Undetermined => '?',
        Verdict::Ineligible => '✘',
    }
}

fn finding(f: &mut fmt::Formatter<'_>, w: &Words, finding: &Finding, indent: usize) -> fmt::Result {
    if finding.outcome == Outcome::NotApplicable {
        return Ok(());
    }
    let mark = match finding.outcome {
        Outcome::Met => '+',
        Outcome::NotMet => '-',
        Outcome::Unknown | Outcome::NotApplicable => '?',
    };
    write!(f, "{:indent$}{mark} {} ({})", "", finding.rule, (w.outcome)(finding.outcome))?;
    for (i, evidence) in finding.evidence.iter().enumerate() {
        write!(f, "{} {}", if i == 0 { w.fixed.colon } else { " ;" }, (w.observation)(evidence))?;
    }
    if let Some(span) = finding.span {
        write!(f, " [{}–{}]", span.start, span.end)?;
    }
    writeln!(f)?;
    if finding.decisive {
        let basis = &finding.basis;
        writeln!(
            f,
            "{:indent$}  {}{} {} ({})",
            "",
            w.fixed.source,
            w.fixed.colon,
            basis.source,
            (w.confidence)(basis.confidence)
        )?;
    }
    for part in &finding.parts {
        self::finding(f, w, part, indent + 4)?;
    }
    Ok(())
}

fn priority(f: &mut fmt::Formatter<'_>, w: &Words, priority: &Priority) -> fmt::Result {
    for finding in &priority.findings {
        self::finding(f, w, finding, 5)?;
    }
    match (priority.tier, priority.best_possible) {
        (Some(tier), Some(best)) if tier != best => {
            writeln!(f, "     {}{} {}", w.fixed.best_possible, w.fixed.colon, (w.tier)(best))
        }
        _ => Ok(()),
    }
}

fn components(f: &mut fmt::Formatter<'_>, w: &Words, lang: Lang, fit: &Fit) -> fmt::Result {
    writeln!(f, "   {}{}", w.fixed.fit, w.fixed.colon)?;
    for component in &fit.components {
        self::component(f, w, lang, component)?;
    }
    Ok(())
}

fn component(
    f: &mut fmt::Formatter<'_>,
    w: &Words,
    lang: Lang,
    component: &Component,
) -> fmt::Result {
    let of = |points| Percent(points, lang);
    write!(
        f,
        "     {}{} {} / {}",
        (w.category)(component.category),
        w.fixed.colon,
        of(component.points),
        of(component.weight)
    )?;
    if component.potential > component.points {
        write!(f, " ({} {})", w.fixed.potential, of(component.potential))?;
    }
    writeln!(f)?;
    let (open, close) = w.fixed.quotes;
    for criterion in &component.criteria {
        write!(f, "       {open}{}{close}", criterion.text)?;
        if let Some(span) = criterion.span {
            write!(f, " [{}–{}]", span.start, span.end)?;
        }
        writeln!(f, "{} {} / {}", w.fixed.colon, of(criterion.points), of(criterion.weight))?;
        if criterion.evidence.is_empty() {
            writeln!(f, "         {}", w.fixed.nothing)?;
        }
        for one in &criterion.evidence {
            let kind = (w.matched)(one.kind);
            write!(
                f,
                "         {open}{}{close} ← {open}{}{close} ({}, {kind}",
                one.term.as_ref().unwrap_or(&one.offer),
                one.candidate,
                one.path
            )?;
            writeln!(f, "){} {}", w.fixed.colon, of(one.points))?;
        }
    }
    Ok(())
}

fn wishes(f: &mut fmt::Formatter<'_>, w: &Words, seen: &WishView) -> fmt::Result {
    writeln!(f, "   {}{}", w.fixed.wishes, w.fixed.colon)?;
    let (open, close) = w.fixed.quotes;
    for (name, aspect) in
        w.fixed.aspects.iter().zip([&seen.titles, &seen.workplaces, &seen.domains])
    {
        if aspect.outcome == Outcome::NotApplicable {
            continue;
        }
        write!(f, "     {name}{} {}", w.fixed.colon, (w.outcome)(aspect.outcome))?;
        match (&aspect.offer, &aspect.path) {
            (Some(offer), Some(path)) => writeln!(f, " ({open}{offer}{close} ← {path})")?,
            _ => writeln!(f)?,
        }
    }
    Ok(())
}

fn documents(f: &mut fmt::Formatter<'_>, w: &Words, a: &Assessment) -> fmt::Result {
    if a.eligibility.documents.is_empty() {
        return Ok(());
    }
    writeln!(f, "   {}{}", w.fixed.documents, w.fixed.colon)?;
    for document in &a.eligibility.documents {
        let name = match w.lang {
            Lang::Fr => &document.fr,
            Lang::En => &document.en,
        };
        write!(f, "     {}{} {name}", document.key, w.fixed.colon)?;
        writeln!(f, "{}", if document.confirmed { "" } else { w.fixed.not_confirmed })?;
    }
    Ok(())
}

/// Basis points as a percentage in the way of the language.
struct Percent(Points, Lang);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.get() / 100, self.0.get() % 100);
        match self.1 {
            Lang::Fr => write!(f, "{whole},{part:02} %"),
            Lang::En => write!(f, "{whole}.{part:02}%"),
        }
    }
}
