//! The data that ship with the crate.

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("data/", $name)))),*]
    };
}

/// Every file of `data/`, in the order in which it is read; a test keeps the list complete.
pub(super) const FILES: &[(&str, &str)] = files![
    "administration.tsv",
    "agriculture-sea.tsv",
    "behaviours.tsv",
    "business-software.tsv",
    "communication.tsv",
    "construction.tsv",
    "data.tsv",
    "development.tsv",
    "diplomas.tsv",
    "economy.tsv",
    "education-culture.tsv",
    "environment.tsv",
    "finance.tsv",
    "health.tsv",
    "hr.tsv",
    "infrastructure.tsv",
    "law.tsv",
    "methods.tsv",
    "mines-geology.tsv",
    "networks.tsv",
    "occupations-admin.tsv",
    "occupations-education-culture.tsv",
    "occupations-environment.tsv",
    "occupations-health-social.tsv",
    "occupations-it.tsv",
    "occupations-post-trade.tsv",
    "occupations-technical.tsv",
    "post-trade.tsv",
    "safety.tsv",
    "security.tsv",
    "seniority.tsv",
    "social.tsv",
    "technical.tsv",
    "transversal.tsv",
    "water-energy.tsv",
];

#[cfg(test)]
mod tests {
    use super::FILES;
    use crate::text::{LexiconBuilder, TermKind};
    use std::{fs, path::Path};

    #[test]
    fn every_data_file_is_read() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text/lexicon/data");
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".tsv"))
            .collect();
        names.sort();
        let listed: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, names);
    }

    #[test]
    fn the_shipped_lexicon_has_no_problem() {
        let lexicon = LexiconBuilder::shipped().build().unwrap();
        let kinds = |kind| {
            (0..lexicon.len() as u32).filter(|t| lexicon.term(*t).unwrap().kind == kind).count()
        };
        for (kind, name) in TermKind::ALL {
            assert!(kinds(kind) > 0, "no {name}");
        }
    }
}
