//! What is doubtful in a notice.

use crate::{
    base::{Lang, PartialDate},
    model::Span,
};

/// What is doubtful. The [`code`](Remark::code) is stable, the wording is not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RemarkKind {
    /// The weekday printed before a date is not that date's.
    WeekdayContradictsDate {
        /// The date as read.
        date: PartialDate,
    },
    /// The deadline lies before the day of publication.
    ClosingBeforePublication {
        /// The deadline.
        closing: PartialDate,
        /// The day of publication.
        published: PartialDate,
    },
    /// A field that is printed twice with two values; the first is kept.
    TwoValues {
        /// The field.
        field: &'static str,
        /// The value that was not kept.
        other: String,
    },
    /// A label that no value follows.
    LabelWithoutValue {
        /// The field.
        field: &'static str,
    },
    /// A line of the header that is no known field.
    UnreadLine {
        /// The line.
        line: String,
    },
    /// A value that is not of its field's form.
    UnreadValue {
        /// The field.
        field: &'static str,
        /// What stands there.
        value: String,
    },
    /// A name with words of another field inside it: no words of the notice are the value, the field is left empty.
    TornValue {
        /// The field.
        field: &'static str,
        /// The name, put together again.
        value: String,
    },
    /// A duration of residence that is not the usual one of the corps. The notice's stands.
    UnusualResidence {
        /// The corps as printed.
        corps: String,
        /// Years as printed; 0 for no minimum.
        printed: u8,
        /// Years usually printed; 0 for no minimum.
        usual: u8,
    },
    /// A part that breaks off at the end of the text.
    SectionCutOff {
        /// The part.
        section: &'static str,
    },
    /// A header field that notices have is not there.
    MissingField {
        /// The field.
        field: &'static str,
    },
    /// A table that lists several posts: the offer speaks of all of them at once.
    SeveralPosts,
}

/// A doubt, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What is doubtful.
    pub kind: RemarkKind,
    /// Where; `None` where it concerns something absent.
    pub span: Option<Span>,
}

impl Remark {
    /// A stable code: `weekday_contradicts_date` …
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.kind {
            RemarkKind::WeekdayContradictsDate { .. } => "weekday_contradicts_date",
            RemarkKind::ClosingBeforePublication { .. } => "closing_before_publication",
            RemarkKind::TwoValues { .. } => "two_values",
            RemarkKind::LabelWithoutValue { .. } => "label_without_value",
            RemarkKind::UnreadLine { .. } => "unread_line",
            RemarkKind::UnreadValue { .. } => "unread_value",
            RemarkKind::TornValue { .. } => "torn_value",
            RemarkKind::UnusualResidence { .. } => "unusual_residence",
            RemarkKind::SectionCutOff { .. } => "section_cut_off",
            RemarkKind::MissingField { .. } => "missing_field",
            RemarkKind::SeveralPosts => "several_posts",
        }
    }

    /// One sentence. The words stand here because a notice is read without the report.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => self.french(),
            Lang::En => self.english(),
        }
    }

    fn french(&self) -> String {
        match &self.kind {
            RemarkKind::WeekdayContradictsDate { date } => {
                format!("le jour de la semaine imprimé n'est pas celui du {date}")
            }
            RemarkKind::ClosingBeforePublication { closing, published } => {
                format!("date limite {closing} antérieure à la date de dépôt {published}")
            }
            RemarkKind::TwoValues { field, other } => {
                format!("deux valeurs pour « {field} » ; non retenue : {other}")
            }
            RemarkKind::LabelWithoutValue { field } => format!("« {field} » sans valeur"),
            RemarkKind::UnreadLine { line } => format!("ligne d'en-tête non reconnue : {line}"),
            RemarkKind::UnreadValue { field, value } => {
                format!("valeur non comprise pour « {field} » : {value}")
            }
            RemarkKind::TornValue { field, value } => format!(
                "« {field} » coupé par les mots d'un autre champ, laissé vide ; sans eux : {value}"
            ),
            RemarkKind::UnusualResidence { corps, printed, usual } => format!(
                "durée de résidence inhabituelle pour {corps} : {} imprimée, {} d'ordinaire ; celle de l'avis fait foi",
                years_fr(*printed),
                years_fr(*usual)
            ),
            RemarkKind::SectionCutOff { section } => {
                format!("texte interrompu dans la partie « {section} »")
            }
            RemarkKind::MissingField { field } => format!("« {field} » absent"),
            RemarkKind::SeveralPosts => {
                "un tableau énumère plusieurs postes : l'offre les réunit".into()
            }
        }
    }

    fn english(&self) -> String {
        match &self.kind {
            RemarkKind::WeekdayContradictsDate { date } => {
                format!("the weekday printed is not that of {date}")
            }
            RemarkKind::ClosingBeforePublication { closing, published } => {
                format!("deadline {closing} before the day of publication {published}")
            }
            RemarkKind::TwoValues { field, other } => {
                format!("two values for “{field}”; not kept: {other}")
            }
            RemarkKind::LabelWithoutValue { field } => format!("“{field}” without a value"),
            RemarkKind::UnreadLine { line } => format!("header line not recognised: {line}"),
            RemarkKind::UnreadValue { field, value } => {
                format!("value not understood for “{field}”: {value}")
            }
            RemarkKind::TornValue { field, value } => format!(
                "“{field}” is torn by words of another field and left empty; without them: {value}"
            ),
            RemarkKind::UnusualResidence { corps, printed, usual } => format!(
                "unusual duration of residence for {corps}: {} printed, {} usually; the notice's stands",
                years_en(*printed),
                years_en(*usual)
            ),
            RemarkKind::SectionCutOff { section } => format!("the text breaks off in “{section}”"),
            RemarkKind::MissingField { field } => format!("“{field}” is missing"),
            RemarkKind::SeveralPosts => {
                "a table lists several posts: the offer speaks of all of them".into()
            }
        }
    }
}

fn years_fr(years: u8) -> String {
    match years {
        0 => "aucune durée minimale".into(),
        n => format!("{n} ans"),
    }
}

fn years_en(years: u8) -> String {
    match years {
        0 => "no minimum".into(),
        n => format!("{n} years"),
    }
}
