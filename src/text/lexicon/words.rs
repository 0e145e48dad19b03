//! Closed lists of words: fillers, ranks, abbreviations.

/// Words that a phrase may have or lack: "administration de réseaux" is "administration des réseaux".
pub(super) fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "a" | "au"
            | "aux"
            | "d"
            | "de"
            | "des"
            | "du"
            | "en"
            | "l"
            | "la"
            | "le"
            | "les"
            | "of"
            | "the"
            | "un"
            | "une"
    )
}

/// Stems of words that name a rank, a unit or a kind of task, and alone no trade. Sorted.
pub(super) const RANKS: &[&str] = &[
    "adjoint",
    "administrateur",
    "agent",
    "anten",
    "assistant",
    "bureau",
    "cadr",
    "cellul",
    "centr",
    "charg",
    "chef",
    "conseiller",
    "consultant",
    "coordinateur",
    "coordinator",
    "coordonnateur",
    "delegu",
    "departement",
    "department",
    "deputy",
    "directeur",
    "direction",
    "director",
    "division",
    "encadrant",
    "equip",
    "etablissement",
    "etud",
    "expert",
    "general",
    "gestionnair",
    "group",
    "head",
    "ingenieur",
    "lead",
    "leader",
    "manager",
    "mission",
    "officer",
    "pole",
    "project",
    "projet",
    "referent",
    "responsabl",
    "secteur",
    "section",
    "servic",
    "site",
    "sou",
    "subdivision",
    "superieur",
    "superviseur",
    "supervisor",
    "team",
    "technicien",
    "unit",
];

/// Words that titles shorten before a dot: "Tech. support", "Resp. adm.".
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("adj", "adjoint"),
    ("adm", "administratif"),
    ("admin", "administrateur"),
    ("agt", "agent"),
    ("arch", "architecte"),
    ("assist", "assistant"),
    ("asst", "assistant"),
    ("chg", "charge"),
    ("compt", "comptable"),
    ("cond", "conducteur"),
    ("coord", "coordinateur"),
    ("dept", "departement"),
    ("dev", "developpeur"),
    ("dir", "directeur"),
    ("educ", "educateur"),
    ("elec", "electricien"),
    ("empl", "employe"),
    ("gest", "gestionnaire"),
    ("info", "informatique"),
    ("inform", "informatique"),
    ("ing", "ingenieur"),
    ("insp", "inspecteur"),
    ("maint", "maintenance"),
    ("mec", "mecanicien"),
    ("resp", "responsable"),
    ("secr", "secretaire"),
    ("serv", "service"),
    ("surv", "surveillant"),
    ("syst", "systeme"),
    ("tech", "technicien"),
    ("techn", "technicien"),
];

pub(super) fn abbreviated(word: &str) -> Option<&'static str> {
    let at = ABBREVIATIONS.binary_search_by_key(&word, |(short, _)| short).ok()?;
    ABBREVIATIONS.get(at).map(|(_, long)| *long)
}
