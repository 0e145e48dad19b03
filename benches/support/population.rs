//! The population of every bench, deterministic from [`SEED`]: the same for the library and for its rivals.
//!
//! N candidates with 3–25 skills drawn by Zipf's law from about 2,000 French and English names of IT and administration
//! skills (aliases, stripped accents, typos in 3 %), one to four titles, one to three diplomas, residence in days, a corps,
//! a summary of 40–80 words; M posts with 5–20 required skills, a title, a least diploma level, a residence, a corps
//! and a description of 150 words. About a third of the pairs pass the filters of [`Post::admits`].
//!
//! Person `i` depends on the seed and on `i` alone: a smaller population is the beginning of a larger one.

#![allow(dead_code, reason = "shared by several benches, each of which uses a part")]

/// The seed of every recorded figure.
pub const SEED: u64 = 0x00AD_E0A7_2025;

/// A generator of pseudo-random numbers (splitmix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut dice = Self(seed ^ stream.wrapping_mul(0xA24B_AED4_963E_E407));
        dice.next();
        dice
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// True `n` times of a hundred.
    pub fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }

    pub fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// A declared skill.
#[derive(Clone, Debug)]
pub struct Declared {
    pub name: String,
    /// 1–4; `None` in 30 %.
    pub level: Option<u8>,
    /// `None` in 40 %.
    pub months: Option<u32>,
    /// Year of last use; `None` in 50 %.
    pub last_used: Option<i16>,
}

#[derive(Clone, Debug)]
pub struct Degree {
    pub title: String,
    pub level: u8,
    pub field: &'static str,
}

#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    pub skills: Vec<Declared>,
    pub titles: Vec<String>,
    pub diplomas: Vec<Degree>,
    /// Days of residence up to [`REVIEW`].
    pub residence_days: u32,
    pub citizen: bool,
    /// `None`: not a civil servant.
    pub corps: Option<&'static str>,
    pub grade: u8,
    pub summary: String,
}

#[derive(Clone, Debug)]
pub struct Post {
    pub id: String,
    pub title: String,
    pub skills: Vec<String>,
    /// Level asked of each skill, 0 = none.
    pub levels: Vec<u8>,
    pub diploma_level: u8,
    pub residence_years: u8,
    pub corps: &'static str,
    pub grade: u8,
    pub description: String,
}

/// The day of every review: days of residence are counted up to it.
pub const REVIEW: (i16, i8, i8) = (2025, 5, 23);

impl Person {
    pub fn best_diploma(&self) -> u8 {
        self.diplomas.iter().map(|d| d.level).max().unwrap_or(0)
    }
}

impl Post {
    /// The filters of the simplified formula: diploma level, residence, and the corps for those who serve in one.
    pub fn admits(&self, person: &Person) -> bool {
        person.best_diploma() >= self.diploma_level
            && person.residence_days >= u32::from(self.residence_years) * 365
            && person.corps.is_none_or(|corps| corps == self.corps)
    }
}

/// Tools, methods and standards; the commonest first, as Zipf's law draws them.
const TOOLS: &[&str] = &[
    "Excel",
    "Word",
    "Linux",
    "Windows Server",
    "SQL",
    "Gestion de projet",
    "Python",
    "ITIL",
    "Java",
    "Active Directory",
    "Git",
    "VMware",
    "Oracle",
    "PostgreSQL",
    "Scrum",
    "Agile",
    "Docker",
    "JavaScript",
    "PHP",
    "Cisco",
    "HTML",
    "CSS",
    "SAP",
    "PowerPoint",
    "MySQL",
    "Bash",
    "PowerShell",
    "COBIT",
    "PRINCE2",
    "PMBOK",
    "ISO 27001",
    "TCP/IP",
    "DNS",
    "DHCP",
    "Kubernetes",
    "Ansible",
    "Jenkins",
    "GitLab",
    "Azure",
    "AWS",
    "C++",
    "C#",
    ".NET",
    "Spring",
    "Angular",
    "React",
    "Node.js",
    "QGIS",
    "ArcGIS",
    "Power BI",
    "Tableau",
    "Talend",
    "Hadoop",
    "Spark",
    "Elasticsearch",
    "Kibana",
    "Grafana",
    "Nagios",
    "Zabbix",
    "Centreon",
    "Fortinet",
    "Palo Alto",
    "Check Point",
    "pfSense",
    "BGP",
    "OSPF",
    "MPLS",
    "VLAN",
    "IPsec",
    "SD-WAN",
    "Wi-Fi",
    "VoIP",
    "Asterisk",
    "SIP",
    "Exchange",
    "Office 365",
    "SharePoint",
    "Teams",
    "Citrix",
    "Hyper-V",
    "Proxmox",
    "vSphere",
    "NetApp",
    "Veeam",
    "Commvault",
    "SAN",
    "iSCSI",
    "HP-UX",
    "AIX",
    "Solaris",
    "Red Hat",
    "Debian",
    "Ubuntu",
    "Apache",
    "Nginx",
    "Tomcat",
    "WebLogic",
    "JBoss",
    "RabbitMQ",
    "Kafka",
    "Redis",
    "MongoDB",
    "Cassandra",
    "SQL Server",
    "PL/SQL",
    "DB2",
    "COBOL",
    "Fortran",
    "Go",
    "Rust",
    "Ruby",
    "Perl",
    "Scala",
    "Kotlin",
    "Swift",
    "R",
    "SAS",
    "SPSS",
    "MATLAB",
    "TensorFlow",
    "PyTorch",
    "UML",
    "Merise",
    "BPMN",
    "TOGAF",
    "ArchiMate",
    "Jira",
    "Confluence",
    "Redmine",
    "MantisBT",
    "Selenium",
    "JUnit",
    "SonarQube",
    "Maven",
    "Gradle",
    "Terraform",
    "Puppet",
    "Chef",
    "SaltStack",
    "OpenStack",
    "Ceph",
    "HAProxy",
    "F5",
    "Radius",
    "LDAP",
    "Kerberos",
    "SAML",
    "OAuth",
    "PKI",
    "EBIOS",
    "ISO 9001",
    "ISO 20000",
    "RGPD",
    "CMMI",
    "Six Sigma",
    "Lean",
    "Kanban",
    "SAFe",
    "DevOps",
    "MS Project",
    "GLPI",
    "OCS Inventory",
    "ServiceNow",
    "Remedy",
    "EasyVista",
    "AutoCAD",
    "Revit",
    "Photoshop",
    "Illustrator",
    "InDesign",
    "WordPress",
    "Drupal",
    "Joomla",
    "Typo3",
    "Alfresco",
    "Liferay",
    "Business Objects",
    "Cognos",
    "QlikView",
    "Informatica",
    "Pentaho",
    "FME",
    "PostGIS",
    "GeoServer",
    "OpenLayers",
    "Leaflet",
    "GPS",
    "LiDAR",
    "Arduino",
    "Modbus",
    "SCADA",
    "PLC",
    "Dynamics NAV",
    "Sage",
    "Ciel",
    "Cegid",
    "ADP",
    "Hopex",
];

const ACTS: &[&str] = &[
    "gestion",
    "administration",
    "suivi",
    "contrôle",
    "analyse",
    "rédaction",
    "préparation",
    "conduite",
    "animation",
    "coordination",
    "planification",
    "pilotage",
    "instruction",
    "élaboration",
    "mise en œuvre",
    "évaluation",
    "management",
    "maintenance",
    "supervision",
    "conception",
    "audit",
    "organisation",
    "accompagnement",
    "development",
    "monitoring",
    "planning",
    "reporting",
    "testing",
    "support",
    "design",
];

const OBJECTS: &[&str] = &[
    "budget",
    "marchés publics",
    "ressources humaines",
    "comptabilité publique",
    "réseaux",
    "systèmes d'information",
    "bases de données",
    "infrastructures",
    "sécurité informatique",
    "projets",
    "équipes",
    "contrats",
    "subventions",
    "courriers administratifs",
    "délibérations",
    "paie",
    "carrières",
    "formation",
    "recrutement",
    "achats",
    "stocks",
    "patrimoine",
    "bâtiments",
    "routes",
    "eau potable",
    "assainissement",
    "déchets",
    "environnement",
    "énergie",
    "électricité",
    "télécommunications",
    "fibre optique",
    "cartographie",
    "données géographiques",
    "statistiques",
    "enquêtes",
    "tableaux de bord",
    "indicateurs",
    "qualité",
    "risques",
    "archives",
    "documentation",
    "communication",
    "relations publiques",
    "accueil",
    "secrétariat",
    "agendas",
    "réunions",
    "conseils juridiques",
    "contentieux",
    "régies",
    "recettes",
    "dépenses",
    "fiscalité",
    "trésorerie",
    "logistique",
    "transport",
    "véhicules",
    "sites web",
    "applications mobiles",
];

const CORPS: &[&str] =
    &["ingénieur", "technicien", "attaché", "rédacteur", "adjoint administratif"];

const FIELDS: &[&str] = &[
    "informatique",
    "réseaux et télécommunications",
    "droit public",
    "gestion",
    "comptabilité",
    "génie civil",
    "statistiques",
    "environnement",
    "ressources humaines",
    "communication",
    "électronique",
    "géomatique",
];

const DEGREES: &[(&str, u8)] = &[
    ("CAP", 3),
    ("Baccalauréat", 4),
    ("Baccalauréat professionnel", 4),
    ("BTS", 5),
    ("DUT", 5),
    ("Licence", 6),
    ("Licence professionnelle", 6),
    ("Master", 7),
    ("Diplôme d'ingénieur", 7),
    ("Doctorat", 8),
];

const TRADES: &[&str] = &[
    "Administrateur",
    "Technicien",
    "Chef de projet",
    "Ingénieur",
    "Responsable",
    "Gestionnaire",
    "Chargé de mission",
    "Assistant",
    "Chef de service",
    "Consultant",
    "Analyste",
    "Développeur",
    "Architecte",
    "Directeur",
    "Adjoint au chef",
    "Chef de section",
    "Chef de bureau",
    "Coordinateur",
    "Conseiller",
    "Contrôleur",
    "Opérateur",
    "Project manager",
    "Secrétaire",
    "Rédacteur",
    "Agent",
];

const TOPICS: &[&str] = &[
    "réseau",
    "système",
    "systèmes et réseaux",
    "bases de données",
    "sécurité informatique",
    "applications",
    "infrastructures",
    "support utilisateurs",
    "budget",
    "marchés publics",
    "ressources humaines",
    "paie",
    "comptabilité",
    "communication",
    "affaires juridiques",
    "formation",
    "statistiques",
    "environnement",
    "bâtiment",
    "voirie",
    "eau et assainissement",
    "géomatique",
    "développement web",
    "développement logiciel",
    "data",
    "télécommunications",
    "logistique",
    "achats",
    "qualité",
    "archives",
    "accueil",
    "secrétariat",
    "patrimoine",
    "transport",
    "énergie",
];

const RANKS: &[&str] = &[
    "",
    "",
    "",
    "",
    " principal",
    " confirmé",
    " junior",
    " senior",
    " (H/F)",
    " adjoint",
    " N2",
    " de la province Sud",
    " de la province Nord",
    " OPT-NC",
    " à la DINUM",
    " territorial",
    " stagiaire",
    " par intérim",
];

const WORDS: &[&str] = &[
    "expérience",
    "solide",
    "dans",
    "la",
    "le",
    "des",
    "et",
    "de",
    "en",
    "pour",
    "avec",
    "service",
    "public",
    "mission",
    "équipe",
    "agents",
    "utilisateurs",
    "production",
    "exploitation",
    "déploiement",
    "migration",
    "projet",
    "projets",
    "territoire",
    "province",
    "commune",
    "collectivité",
    "direction",
    "bureau",
    "section",
    "qualité",
    "procédures",
    "documentation",
    "rapport",
    "réunion",
    "partenaires",
    "fournisseurs",
    "prestataires",
    "clients",
    "usagers",
    "formation",
    "conseil",
    "assistance",
    "maintenance",
    "évolution",
    "technique",
    "fonctionnel",
    "administratif",
    "financier",
    "juridique",
    "budgétaire",
    "stratégique",
    "opérationnel",
    "quotidien",
    "annuel",
    "autonomie",
    "rigueur",
    "organisation",
    "esprit",
    "synthèse",
    "rédactionnelles",
    "capacités",
    "relationnel",
    "sens",
    "initiative",
    "responsable",
    "chargé",
    "suivi",
    "mise",
    "œuvre",
    "outil",
    "outils",
    "méthode",
    "norme",
    "système",
    "information",
    "données",
    "réseau",
    "serveurs",
    "postes",
    "parc",
    "incident",
    "demandes",
    "sécurité",
    "sauvegarde",
    "continuité",
    "audit",
    "conformité",
    "dossier",
    "dossiers",
    "marché",
    "contrat",
    "convention",
    "crédit",
    "engagement",
    "mandat",
    "recette",
    "dépense",
    "prévision",
    "tableau",
    "bord",
    "indicateur",
    "carrière",
    "recrutement",
    "paie",
    "congés",
    "concours",
    "statut",
    "délibération",
    "arrêté",
    "courrier",
    "accueil",
    "téléphone",
    "agenda",
    "archive",
    "logistique",
    "travaux",
    "chantier",
    "étude",
    "plan",
    "cartographie",
    "terrain",
    "contrôle",
    "mesure",
    "analyse",
    "laboratoire",
    "enquête",
    "statistique",
    "publication",
    "site",
    "application",
    "développement",
    "test",
    "recette",
    "intégration",
    "architecture",
    "référentiel",
    "gouvernance",
    "pilotage",
    "planning",
    "objectif",
    "résultat",
    "performance",
    "amélioration",
    "changement",
    "accompagnement",
    "animation",
    "encadrement",
    "management",
    "délai",
    "coût",
    "risque",
];

/// The words from which everything is drawn.
pub struct World {
    seed: u64,
    skills: Vec<String>,
    zipf: Vec<u64>,
    words: Vec<u64>,
}

impl Default for World {
    fn default() -> Self {
        Self::new(SEED)
    }
}

/// Cumulated weights 1/(r+2), in integers.
fn zipf(n: usize) -> Vec<u64> {
    let mut total = 0;
    (0..n as u64)
        .map(|r| {
            total += (1 << 40) / (r + 2);
            total
        })
        .collect()
}

fn draw(dice: &mut Dice, weights: &[u64]) -> usize {
    let total = weights.last().copied().unwrap_or(1);
    let point = dice.below(total as usize) as u64;
    weights.partition_point(|w| *w <= point)
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut skills: Vec<String> = TOOLS.iter().map(|s| (*s).to_owned()).collect();
        let mut dice = Dice::new(seed, u64::MAX);
        let mut phrases: Vec<String> = Vec::new();
        for act in ACTS {
            for object in OBJECTS {
                phrases.push(match act.is_ascii() && act.ends_with("ing") {
                    true => format!("{object} {act}"),
                    false if object.ends_with('s') => format!("{act} des {object}"),
                    false => format!("{act} de {object}"),
                });
            }
        }
        // Shuffled once, so that the common phrases are not all of one act; some rise among the tools.
        for i in (1..phrases.len()).rev() {
            phrases.swap(i, dice.below(i + 1));
        }
        for phrase in phrases {
            let at = if dice.percent(12) { dice.below(skills.len()) } else { skills.len() };
            skills.insert(at, phrase);
        }
        let zipf_skills = zipf(skills.len());
        Self { seed, zipf: zipf_skills, words: zipf(WORDS.len() + skills.len()), skills }
    }

    pub fn skill_names(&self) -> &[String] {
        &self.skills
    }

    fn skill(&self, dice: &mut Dice) -> String {
        let name = &self.skills[draw(dice, &self.zipf)];
        spelling(dice, name)
    }

    fn words(&self, dice: &mut Dice, count: usize, text: &mut String) {
        for _ in 0..count {
            if !text.is_empty() {
                text.push(' ');
            }
            let n = draw(dice, &self.words);
            // Every fourth word comes from the names of skills, as in a real summary.
            match WORDS.get(n) {
                Some(word) => text.push_str(word),
                None => text.push_str(&self.skills[n - WORDS.len()]),
            }
        }
    }

    fn title(&self, dice: &mut Dice) -> String {
        let (trade, topic, rank) = (dice.pick(TRADES), dice.pick(TOPICS), dice.pick(RANKS));
        let join =
            if trade.starts_with("Chef") || trade.starts_with("Adjoint") { " de " } else { " " };
        spelling(dice, &format!("{trade}{join}{topic}{rank}"))
    }

    /// Person number `i`.
    pub fn person(&self, i: usize) -> Person {
        let dice = &mut Dice::new(self.seed, i as u64);
        let mut skills: Vec<Declared> = Vec::new();
        for _ in 0..dice.between(3, 25) {
            let name = self.skill(dice);
            if skills.iter().any(|s| s.name == name) {
                continue;
            }
            skills.push(Declared {
                name,
                level: (!dice.percent(30)).then(|| dice.between(1, 4) as u8),
                months: (!dice.percent(40)).then(|| dice.between(1, 180) as u32),
                last_used: (!dice.percent(50)).then(|| dice.between(2012, 2025) as i16),
            });
        }
        let titles = (0..dice.between(1, 4)).map(|_| self.title(dice)).collect();
        let diplomas = (0..dice.between(1, 3))
            .map(|_| {
                let (degree, level) = DEGREES[dice.below(DEGREES.len())];
                let field = dice.pick(FIELDS);
                Degree { title: format!("{degree} {field}"), level, field }
            })
            .collect();
        let (words, mut summary) = (dice.between(30, 55), String::new());
        self.words(dice, words, &mut summary);
        Person {
            id: format!("c-{i:07}"),
            skills,
            titles,
            diplomas,
            residence_days: dice.below(30 * 365) as u32,
            citizen: dice.percent(45),
            corps: dice.percent(65).then(|| dice.pick(CORPS)),
            grade: dice.between(1, 2) as u8,
            summary,
        }
    }

    pub fn people(&self, n: usize) -> Vec<Person> {
        (0..n).map(|i| self.person(i)).collect()
    }

    /// Post number `i`.
    pub fn post(&self, i: usize) -> Post {
        let dice = &mut Dice::new(self.seed ^ 0x00FF_0FFE_4000, i as u64);
        let mut skills: Vec<String> = Vec::new();
        for _ in 0..dice.between(5, 20) {
            let name = self.skills[draw(dice, &self.zipf)].clone();
            if !skills.contains(&name) {
                skills.push(name);
            }
        }
        let levels = skills.iter().map(|_| dice.below(5) as u8).collect();
        let mut description = String::new();
        self.words(dice, 110, &mut description);
        Post {
            id: format!("25-{:05}/BENCH", 10_000 + i),
            title: self.title(dice),
            skills,
            levels,
            diploma_level: dice.between(4, 6) as u8,
            residence_years: [0, 3, 5, 10][dice.below(4)],
            corps: dice.pick(CORPS),
            grade: dice.between(1, 2) as u8,
            description,
        }
    }

    pub fn posts(&self, n: usize) -> Vec<Post> {
        (0..n).map(|i| self.post(i)).collect()
    }
}

/// The name as a person would write it: other case, no accents, a plural; a typo in 3 %.
fn spelling(dice: &mut Dice, name: &str) -> String {
    let mut written = match dice.below(10) {
        0 => name.to_lowercase(),
        1 => name.to_uppercase(),
        2 => unaccented(name),
        3 => format!("{name}s"),
        4 => name.replace(' ', "-"),
        _ => name.to_owned(),
    };
    if dice.percent(3) && written.chars().count() > 4 {
        let mut letters: Vec<char> = written.chars().collect();
        let at = 1 + dice.below(letters.len() - 2);
        match dice.below(3) {
            0 => letters.swap(at, at + 1),
            1 => drop(letters.remove(at)),
            _ => letters.insert(at, letters[at]),
        }
        written = letters.into_iter().collect();
    }
    written
}

fn unaccented(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            'é' | 'è' | 'ê' => 'e',
            'à' | 'â' => 'a',
            'î' | 'ï' => 'i',
            'ô' => 'o',
            'û' | 'ù' => 'u',
            'ç' => 'c',
            c => c,
        })
        .collect()
}
