//! From the published text of a vacancy notice to an offer.
//!
//! The texts are PDF pages turned into Markdown: two-column headers flattened, labels apart from their values, logos,
//! wrapped bullets, first pages only. [`Notice::read`] never fails and keeps the byte range of everything it reads;
//! [`Notice::to_offer`] turns the reading into a checked [`Offer`].
//!
//! One pass over the lines (`scan`, `reader`): labels at their beginnings (`labels`, `composed`), the header as a sequence of
//! labels and free lines (`header`, `free`, `units`), the parts and the lines that make their items (`body`). Most lines are
//! read as they are printed: they begin like no label (`telling`), or with one printed letter for letter (`printed`). Only
//! what is left is folded, and labels and values are looked up there.
//!
//! What the fields mean is understood when first asked for (`fields`, `title`, `mission`, `facts`). [`Notice::to_offer`]
//! then takes the words of the items (`context`), what they ask (`requirements`, `terms`), and the doors. Work and memory
//! are linear in the text.

mod body;
mod composed;
mod context;
mod facts;
mod fields;
mod free;
mod header;
mod labels;
mod mission;
mod offer;
mod printed;
mod reader;
mod remark;
mod requirements;
mod scan;
mod spellings;
mod telling;
mod terms;
mod title;
mod units;
mod value;

use body::Placed;
use facts::Facts;
use header::{Header, Page};
use reader::Reader;
use std::sync::OnceLock;

pub use remark::{Remark, RemarkKind};

use crate::{
    model::{InputError, Offer, Problem, ProblemKind, Span},
    text::{Folded, Lexicon, Quote},
};

/// A vacancy notice as read.
///
/// ```
/// use adequation::Notice;
/// let text = "# Comptable\n\nRéférence : 25-0001/SR du 2 mai 2025\n\nDate limite de candidature : Vendredi 23 mai 2025\n";
/// let notice = Notice::read(text);
/// let offer = notice.to_offer()?;
/// assert_eq!(offer.id, "25-0001/SR");
/// assert_eq!(offer.title.as_deref(), Some("Comptable"));
/// assert_eq!(offer.spans["closing"].of(text), Some("Vendredi 23 mai 2025"));
/// # Ok::<(), adequation::InputError>(())
/// ```
#[derive(Debug)]
pub struct Notice {
    text: String,
    header: Header,
    /// The folding of the header's lines.
    page: Folded,
    lines: Vec<Placed>,
    /// What the header's words mean: understood when first asked for.
    facts: OnceLock<Box<Facts>>,
    lexicon: Option<Lexicon>,
}

impl Notice {
    /// Reads a notice. Never fails, whatever the text; linear in its length.
    ///
    /// The fields, the parts and the items are found here; what a field's words mean – a date, corps, a duration – is
    /// understood when the remarks or the offer are first asked for.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text = scan::readable(text).to_owned();
        let mut reader = Reader::new(&text);
        scan::lines(&text, |line, words| reader.line(line, words));
        let Reader { header, page, placed, .. } = reader;
        Self { text, header, page, lines: placed, facts: OnceLock::new(), lexicon: None }
    }

    fn facts(&self) -> &Facts {
        let page = Page { source: &self.text, folded: &self.page };
        self.facts.get_or_init(|| Facts::read(page, &self.header, &self.lines).into())
    }

    /// Also takes the tools and methods that a lexicon knows for named terms, not only what the shape of words shows.
    #[must_use]
    pub fn with_lexicon(mut self, lexicon: &Lexicon) -> Self {
        self.lexicon = Some(lexicon.clone());
        self
    }

    /// What is doubtful, in the order of the text.
    #[must_use]
    pub fn remarks(&self) -> &[Remark] {
        &self.facts().remarks
    }

    /// The offer, identified by the printed reference.
    ///
    /// # Errors
    /// `missing_key` at `id` where no reference is printed.
    pub fn to_offer(&self) -> Result<Offer, InputError> {
        self.to_offer_with_id("")
    }

    /// The offer, identified by the printed reference, else by `id`.
    ///
    /// # Errors
    /// If no reference is printed and `id` is empty.
    pub fn to_offer_with_id(&self, id: &str) -> Result<Offer, InputError> {
        let form = self.form(id);
        if form.id.is_empty() {
            let missing = Problem { path: "id".into(), kind: ProblemKind::MissingKey };
            InputError::unless_none(vec![missing])?;
        }
        form.check()
    }
}

impl Quote {
    /// The range as the wire has it.
    pub(crate) const fn span(&self) -> Span {
        Span::new(self.range.start, self.range.end)
    }
}
