//! From the published text of a vacancy notice to an offer.
//!
//! The texts are PDF pages turned into Markdown: two-column headers flattened, labels apart from their values, logos,
//! wrapped bullets, first pages only. [`Notice::read`] never fails and keeps the byte range of everything it reads;
//! [`Notice::to_offer`] turns the reading into a checked [`Offer`].
//!
//! One pass over the lines (`scan`), labels at their beginnings (`labels`), the header as a sequence of labels and free
//! lines (`header`, `units`, `corps`, `residence`, `dates`), the parts and their items (`body`), what they ask
//! (`requirements`, `terms`), and the doors (`pathways`). Work and memory are linear in the text.

mod body;
mod facts;
mod free;
mod header;
mod labels;
mod mission;
mod offer;
mod remark;
mod requirements;
mod scan;
mod spellings;
mod terms;
mod title;
mod units;

use body::Placed;
use facts::Facts;
use header::Header;
use labels::Part;
use scan::{Line, Mark};

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
    lines: Vec<Placed>,
    remarks: Vec<Remark>,
    facts: Facts,
    lexicon: Option<Lexicon>,
}

impl Notice {
    /// Reads a notice. Never fails, whatever the text; linear in its length.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let source = scan::readable(text);
        let mut header = Header::default();
        let mut placed = Vec::new();
        let mut folded = Folded::default();
        let mut part = Part::Header;
        let mut first = false;
        for line in scan::lines(source) {
            // Most lines of the parts are told from labels by their first word.
            let body = match part {
                Part::Header => false,
                // A cell may head a table of posts; the line after *Emploi RESPNC* is its value.
                Part::Presentation => {
                    !matches!(line.mark, Mark::Cell(_)) && !header.waits_for_job()
                }
                _ => true,
            };
            if body && !labels::may_begin(source.get(line.range()).unwrap_or_default()) {
                placed.push(Placed { part, line, first });
                first = false;
                continue;
            }
            let limit = if part == Part::Header { header::HEADER_LINE } else { LABEL };
            folded.fold(source, line.range(), limit);
            let inner = match line.mark {
                Mark::Bullet => !source.get(line.range()).is_some_and(|w| w.starts_with("**")),
                Mark::Cell(_) => true,
                Mark::Text | Mark::Heading => false,
            };
            let found = if inner { None } else { header::part_at(&folded, source) };
            // Below *Caractéristiques particulières* its own lines have labels: they are items.
            let own = found.is_some_and(|(next, _)| next == Part::Conditions && part == next);
            if own {
                placed.push(Placed { part, line, first: true });
                continue;
            }
            if let Some((next, value)) = found {
                part = next;
                first = true;
                let start = folded.source(value).max(line.range().start);
                let mut rest = start..line.range().end;
                // `Profil du candidat Savoir / Connaissance / Diplôme exigé`: two labels on one line.
                let inner = Folded::new(source, rest.clone(), LABEL);
                if let Some((next, value)) = header::part_at(&inner, source) {
                    part = next;
                    rest = inner.source(value).max(rest.start)..rest.end;
                }
                // `**Missions :** - Renforcer …`
                let words = source.get(rest.clone()).unwrap_or_default();
                let skip = words.len() - words.trim_start_matches(['*', ' ']).len();
                let (mark, _) = scan::marks(words.get(skip..).unwrap_or_default());
                rest.start += if mark > 0 { skip + mark } else { 0 };
                if !rest.is_empty() {
                    placed.push(Placed {
                        part,
                        line: Line::from_range(rest, Mark::Text, true),
                        first,
                    });
                    first = false;
                }
                continue;
            }
            // A long paragraph after the fields is prose, whether or not *Détails de l'offre* announces it.
            if part == Part::Header && header.begun() && is_prose(source, line) {
                part = Part::Presentation;
            }
            let heading = matches!(part, Part::Header | Part::Presentation);
            // The flattened page may bring a field of the header later.
            if !heading && header.late_field(&folded, source) {
                header::read_line(&mut header, source, line, true, &folded);
                continue;
            }
            if matches!(line.mark, Mark::Cell(_)) && free::is_table_of_posts(&folded.text) {
                header.table = true;
            }
            if heading
                && header::read_line(&mut header, source, line, part == Part::Presentation, &folded)
            {
                continue;
            }
            if heading && header.waits_for_job() {
                header::read_line(&mut header, source, line, false, &folded);
                continue;
            }
            placed.push(Placed { part, line, first });
            first = false;
        }
        let mut remarks = Vec::new();
        let facts = Facts::read(source, &mut header, &placed, &mut remarks);
        Self { text: source.to_owned(), header, lines: placed, remarks, facts, lexicon: None }
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
        &self.remarks
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

/// A long line that ends like a sentence.
fn is_prose(source: &str, line: Line) -> bool {
    let range = line.range();
    line.mark == Mark::Text
        && range.len() > 160
        && source.get(range).is_some_and(|w| w.ends_with(['.', ':', ';']) || w.len() > 400)
}

/// As much of a line as a label can fill.
const LABEL: usize = 160;
