//! Which doors a notice opens.
//!
//! What the notice says, and no law: whether a corps may be entered on title at all is the rule book's affair. A door on
//! title stands here where a duration is printed for the corps, or where nothing printed tells the corps apart and its
//! nature does not forbid it.

use super::{corps::Corps, residence::Rule};
use crate::{
    model::{Pathway, ResidenceRule, Route},
    text::stem,
};
use std::ops::Range;

/// A door with the places it was read from.
pub(crate) struct Door {
    pub pathway: Pathway,
    /// Where the corps is named.
    pub corps: Option<Range<usize>>,
    /// Where the duration is printed.
    pub residence: Option<Range<usize>>,
}

/// What else is known of the recruitment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Modes {
    /// A fixed-term mission: the contract is the only door.
    pub contract_only: bool,
    /// The routes that a line *Mode de recrutement* names; none where there is no such line.
    pub named: Named,
}

/// The routes that *Mode de recrutement* names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    pub mobility: bool,
    pub secondment: bool,
    pub competition: bool,
    pub on_title: bool,
    pub contract: bool,
}

impl Named {
    /// Reads the folded value of the line.
    pub(crate) fn parse(words: &str) -> Self {
        let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
        Self {
            mobility: has(&["affectation", "mutation", "mobilite"]),
            secondment: has(&["detachement"]),
            competition: has(&["concours", "laureat"]),
            on_title: has(&["sur titre"]),
            contract: has(&["cdd", "contrat", "contractuel"]),
        }
    }

    fn any(self) -> bool {
        self != Self::default()
    }
}

/// The doors, listed route by route, in the order of the corps line.
pub(crate) fn doors(source: &str, all: &[Corps], rules: &[Rule], modes: Modes) -> Vec<Door> {
    let mut doors = Vec::new();
    if modes.contract_only {
        doors.push(Door { pathway: Pathway::new(Route::Contract), corps: None, residence: None });
        return doors;
    }
    let (functional, rest): (Vec<&Corps>, Vec<&Corps>) =
        all.iter().partition(|c| c.key == "emploi" || c.key.starts_with("emploi fonctionnel"));
    let (contract, statutory): (Vec<&Corps>, Vec<&Corps>) =
        rest.into_iter().partition(|c| is_contract(&c.key));
    for corps in statutory.iter().filter(|_| !modes.named.any() || modes.named.on_title) {
        on_title(source, corps, rules, &mut doors);
    }
    for corps in &statutory {
        direct(source, corps, rules, &mut doors);
    }
    let served = |route: Route, wanted: bool, doors: &mut Vec<Door>| {
        if modes.named.any() && !wanted {
            return;
        }
        for corps in &statutory {
            let domains =
                if route == Route::Mobility { domains_of(source, corps) } else { vec![None] };
            for domain in domains {
                let mut door = door(source, route, corps);
                door.pathway.domain = domain;
                let known = |d: &Door| {
                    d.pathway.route == route
                        && d.pathway.domain == door.pathway.domain
                        && same_name(&d.pathway, &door.pathway)
                };
                if !doors.iter().any(known) {
                    doors.push(door);
                }
            }
        }
    };
    served(Route::Mobility, modes.named.mobility, &mut doors);
    served(Route::ChangeOfCorps, false, &mut doors);
    served(Route::Secondment, modes.named.secondment, &mut doors);
    served(Route::Competition, modes.named.competition, &mut doors);
    for corps in &contract {
        let mut door = door(source, Route::Contract, corps);
        door.pathway.diploma_level = pay_grid(&corps.key);
        doors.push(door);
    }
    if contract.is_empty() && !statutory.is_empty() && (!modes.named.any() || modes.named.contract)
    {
        doors.push(Door { pathway: Pathway::new(Route::Contract), corps: None, residence: None });
    }
    for corps in &functional {
        doors.push(door(source, Route::Functional, corps));
    }
    doors
}

/// Whether two doors are for one corps: it may stand twice on the line, for two domains.
fn same_name(a: &Pathway, b: &Pathway) -> bool {
    a.corps.as_deref().map(crate::text::fold) == b.corps.as_deref().map(crate::text::fold)
}

fn door(source: &str, route: Route, corps: &Corps) -> Door {
    let name = corps.quote(source, &corps.name);
    let mut pathway = Pathway::new(route);
    pathway.corps = Some(name.text);
    Door { pathway, corps: Some(name.range), residence: None }
}

fn domains_of(source: &str, corps: &Corps) -> Vec<Option<String>> {
    if corps.domains.is_empty() {
        return vec![None];
    }
    corps.domains.iter().map(|(range, _)| Some(corps.quote(source, range).text)).collect()
}

/// Agents on contract have no corps; their pay grid stands in its place.
fn is_contract(key: &str) -> bool {
    key.starts_with("acdp")
        || key.starts_with("agent contractuel")
        || key.starts_with("agent non titulaire")
        || key.starts_with("contractuel")
        || key.starts_with("cdd")
}

/// The diploma level of a pay grid: 2 is for the old level V, 3 for IV, 4 for II.
fn pay_grid(key: &str) -> Option<u8> {
    let rest = key.split_once("grille")?.1;
    match rest.bytes().find(u8::is_ascii_digit)? {
        b'2' => Some(3),
        b'3' => Some(4),
        b'4' => Some(6),
        _ => None,
    }
}

/// Whether two printed names are one corps: the words of one are among the words of the other.
fn same_corps(a: &str, b: &str) -> bool {
    let stems = |key: &str| -> Vec<String> {
        key.split([' ', '-', '\'', '.'])
            .filter(|w| w.len() > 2 || w.bytes().any(|b| b.is_ascii_digit()))
            .map(stem)
            .collect()
    };
    let (a, b) = (stems(a), stems(b));
    let (few, many) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    !few.is_empty() && few.iter().all(|w| many.contains(w)) && few.first() == many.first()
}

/// Whether a duration concerns a corps, and by which of the names it gives.
pub(crate) fn concerns<'r>(rule: &'r Rule, corps: &Corps) -> Vec<Option<&'r Corps>> {
    if rule.corps.is_empty() {
        return vec![None];
    }
    rule.corps.iter().filter(|c| same_corps(&c.key, &corps.key)).map(Some).collect()
}

fn on_title(source: &str, corps: &Corps, rules: &[Rule], doors: &mut Vec<Door>) {
    let mut push = |grade: Option<u8>, domain: Option<String>, rule: Option<&Rule>| {
        if grade == Some(3) {
            return;
        }
        let mut door = door(source, Route::OnTitle, corps);
        door.pathway.grade = grade;
        door.pathway.domain = domain;
        if let Some(rule) = rule {
            door.pathway.residence = rule.rule;
            door.pathway.diploma_level = rule.diploma_level;
            door.residence = Some(rule.range.clone());
        }
        let same = |d: &Door| {
            d.pathway.route == Route::OnTitle
                && same_name(&d.pathway, &door.pathway)
                && d.pathway.grade == door.pathway.grade
                && d.pathway.domain == door.pathway.domain
                && d.pathway.residence == door.pathway.residence
                && d.pathway.diploma_level == door.pathway.diploma_level
        };
        if !doors.iter().any(same) {
            doors.push(door);
        }
    };
    let own: Vec<(&Rule, Option<&Corps>)> = rules
        .iter()
        .filter(|r| !r.direct)
        .flat_map(|r| concerns(r, corps).into_iter().map(move |scope| (r, scope)))
        .collect();
    let named = own.iter().any(|(_, scope)| scope.is_some());
    let elsewhere = rules.iter().any(|r| r.direct || !r.corps.is_empty());
    let grades = |list: &[u8]| -> Vec<Option<u8>> {
        if list.is_empty() { vec![None] } else { list.iter().copied().map(Some).collect() }
    };
    if own.is_empty() {
        let closed =
            corps.key.starts_with("redacteur") || corps.key.starts_with("adjoint administratif");
        if !closed && !elsewhere {
            for grade in grades(&corps.grades) {
                for domain in domains_of(source, corps) {
                    push(grade, domain, None);
                }
            }
        }
        return;
    }
    let mut covered: Vec<u8> = Vec::new();
    for (rule, scope) in own.iter().filter(|(_, scope)| scope.is_some() == named) {
        let scoped: &[u8] = scope.map_or(&rule.grades, |c| &c.grades);
        let both: Vec<u8> = scoped.iter().copied().filter(|g| corps.grades.contains(g)).collect();
        let list = match (scoped.is_empty(), both.is_empty()) {
            (true, _) => &corps.grades,
            (false, false) => &both,
            (false, true) => scoped,
        };
        covered.extend(list);
        let domains = match scope.filter(|c| !c.domains.is_empty()) {
            Some(scope) => domains_of(source, scope),
            None => domains_of(source, corps),
        };
        for grade in grades(list) {
            for domain in &domains {
                push(grade, domain.clone(), Some(rule));
            }
        }
    }
    // Grades of the corps line that no duration mentions.
    for grade in corps.grades.iter().filter(|g| !covered.contains(g)) {
        for domain in domains_of(source, corps) {
            push(Some(*grade), domain, None);
        }
    }
}

fn direct(source: &str, corps: &Corps, rules: &[Rule], doors: &mut Vec<Door>) {
    for rule in rules.iter().filter(|r| r.direct) {
        // The label itself names the adjoint administratif.
        let meant = match concerns(rule, corps).first() {
            Some(Some(_)) => true,
            Some(None) => corps.key.starts_with("adjoint"),
            None => false,
        };
        if meant {
            let mut door = door(source, Route::Direct, corps);
            door.pathway.residence = rule.rule;
            door.residence = Some(rule.range.clone());
            doors.push(door);
        }
    }
}

/// A line that announces direct recruitment without a duration still opens the door.
pub(crate) fn bare_direct(range: Range<usize>) -> Rule {
    Rule {
        corps: Vec::new(),
        grades: Vec::new(),
        diploma_level: None,
        rule: ResidenceRule::NotStated,
        direct: true,
        range,
    }
}

/// Years of residence that notices of 2024 and 2025 usually print for a corps; 0 for no minimum.
pub(crate) fn usual_years(
    key: &str,
    grades: &[u8],
    domains: &[(Range<usize>, String)],
) -> Option<u8> {
    let domain = |name: &str| domains.iter().any(|(_, key)| key.contains(name));
    if key.starts_with("ingenieur") {
        return match grades {
            _ if domains.len() > 1 => None,
            [1] if domain("rurale") || domain("environnement") => Some(10),
            [2] if domain("rurale") => Some(5),
            _ if domain("informatique") || domain("equipement") || domain("statistique") => Some(5),
            _ => None,
        };
    }
    USUAL.iter().find(|(name, _)| key.starts_with(name)).map(|(_, years)| *years)
}

/// Longer names first.
const USUAL: &[(&str, u8)] = &[
    ("technicien de laboratoire", 3),
    ("technicien", 10),
    ("adjoint administratif", 10),
    ("infirmiere puericultrice", 0),
    ("infirmier puericulteur", 0),
    ("infirmier", 5),
    ("puericultrice", 0),
    ("medecin", 0),
    ("sage-femme", 0),
    ("sage femme", 0),
    ("manipulateur", 3),
    ("chirurgien", 10),
    ("orthophoniste", 10),
    ("ergotherapeute", 10),
    ("psychomotricien", 10),
    ("preparateur", 10),
    ("aide-soignant", 10),
    ("cadre de sante", 10),
    ("pharmacien", 10),
    ("psychologue", 5),
    ("assistant socio-educatif", 5),
    ("moniteur", 5),
    ("cadre socio-educatif", 10),
    ("cadre technique", 10),
];

/// Whether the name is that of a corps of care whose posts bear the name of the corps.
pub(crate) fn is_care(key: &str) -> bool {
    const CARE: &[&str] = &[
        "chirurgien-dentiste",
        "medecin",
        "pharmacien",
        "sage-femme",
        "sage femme",
        "psychologue",
        "orthophoniste",
        "ergotherapeute",
        "psychomotricien",
        "dieteticien",
        "infirmier en soins generaux",
        "aide-soignant",
    ];
    CARE.contains(&key)
}
