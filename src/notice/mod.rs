//! From the published text of a vacancy notice to an offer.
//!
//! The texts are PDF pages turned into Markdown: two-column headers flattened, labels apart from their values, logos,
//! wrapped bullets, first pages only. [`Notice::read`] never fails and keeps the byte range of everything it reads;
//! [`Notice::to_offer`] turns the reading into a checked [`Offer`].
//!
//! One pass over the lines (`scan`), labels at their beginnings (`labels`, `composed`), the header as a sequence of labels
//! and free lines (`header`, `free`, `units`, `title`, `facts`), the parts and the lines that make their items (`body`).
//! Each line of the header is folded once and its values are looked up there; of the parts only lines that begin like a
//! label are folded at all. [`Notice::to_offer`] then takes the words of the items (`context`), what they ask
//! (`requirements`, `terms`), and the doors. Work and memory are linear in the text.

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
mod remark;
mod requirements;
mod scan;
mod spellings;
mod telling;
mod terms;
mod title;
mod units;
mod value;

use body::{Placed, Run};
use facts::Facts;
use header::{Header, Page};
use labels::{Label, Part};
use printed::Printed;
use scan::{Line, Mark};
use std::{ops::Range, sync::OnceLock};

pub use remark::{Remark, RemarkKind};

use crate::{
    model::{InputError, Offer, Problem, ProblemKind, Span},
    text::{Folded, Lexicon, Quote, continues},
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
        scan::lines(&text, |line| reader.line(line));
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

/// What is known while the lines pass by.
struct Reader<'s> {
    source: &'s str,
    header: Header,
    /// The folding of the header's lines.
    page: Folded,
    /// The folding of a line below, until the next.
    below: Folded,
    placed: Vec<Placed>,
    part: Part,
    /// The next line is the first of its part.
    first: bool,
    /// The paragraph or bullet that the next line may go on from.
    run: Option<Run<'s>>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str) -> Self {
        Self {
            source,
            header: Header::default(),
            page: Folded::roomy(),
            below: Folded::default(),
            placed: Vec::with_capacity(source.len() / 64 + 8),
            part: Part::Header,
            first: false,
            run: None,
        }
    }

    /// Reads the next line: a part begins, a field of the header, or a line of the part.
    fn line(&mut self, line: Line) {
        let source = self.source;
        let words = source.get(line.range()).unwrap_or_default();
        let body = match self.part {
            Part::Header => false,
            // A cell may head a table of posts; the line after *Emploi RESPNC* is its value.
            Part::Presentation => !matches!(line.mark, Mark::Cell(_)) && !self.header.waits_below(),
            _ => true,
        };
        if self.part == Part::Presentation && self.header.job_goes_on(source, line) {
            return;
        }
        let marked = line.mark == Mark::Heading;
        let item = |reader: &Self| reader.is_item(words, line.mark) || !telling::may_begin(words);
        // Most lines of the parts are told from labels by their first word; most headings are labels.
        if body && !marked && item(self) {
            return self.place(words, line);
        }
        if matches!(line.mark, Mark::Text | Mark::Heading)
            && let Some(printed) = printed::printed(words)
            && (self.field(printed, line) || self.part(printed, line))
        {
            return;
        }
        if body && marked && item(self) {
            return self.place(words, line);
        }
        if self.part == Part::Header
            && self.header.untouched()
            && matches!(line.mark, Mark::Text | Mark::Heading)
            && free::has_no_form(source, line.range())
        {
            return free::stray(&mut self.header, line.range(), line.mark);
        }
        self.folded_line(words, line);
    }

    /// Reads a line that must be folded to be read.
    #[inline(never)] // The code for most lines is small that way, and stays at hand.
    fn folded_line(&mut self, words: &'s str, line: Line) {
        let source = self.source;
        let wrapped = self.wrapped(line);
        let folded = if self.part == Part::Header {
            self.page.add(source, line.range(), header::HEADER_LINE)
        } else {
            self.below.fold(source, line.range(), LABEL);
            self.below.whole()
        };
        let found = labels::label_at(folded, 0, source);
        let inner = match line.mark {
            // The place in the organisation comes as a list.
            Mark::Bullet => {
                !words.starts_with("**")
                    && !found.is_some_and(|f| {
                        f.colon
                            && matches!(
                                f.label,
                                Label::Part(Part::Organisation | Part::Supervision)
                            )
                    })
            }
            Mark::Cell(_) => true,
            Mark::Text | Mark::Heading => false,
        };
        let begun =
            found.filter(|_| !inner && !wrapped).and_then(|f| Some((f.label.part()?, f.value)));
        if let Some((next, value)) = begun {
            let start = folded.source(value).max(line.range().start);
            return self.begin(next, line, start);
        }
        if self.part == Part::Header && prose_begins(&self.header, source, line) {
            self.part = Part::Presentation;
        }
        let presentation = self.part == Part::Presentation;
        let heading = presentation || self.part == Part::Header;
        // The flattened page may bring a field of the header later.
        let late = !heading && self.header.late_field(found);
        if !late && matches!(line.mark, Mark::Cell(_)) && free::is_table_of_posts(folded.text) {
            self.header.table = true;
        }
        if heading || late {
            let page = Page { source, folded: folded.owner() };
            let header = &mut self.header;
            if header::read_line(header, page, line, presentation || late, folded, found) || late {
                return;
            }
            if header.waits_below() && header.takes_below(folded.text) {
                header::read_line(header, page, line, false, folded, found);
                return;
            }
        }
        self.place(words, line);
    }

    /// Whether a line is a bullet that begins like no label which a bullet may bring: a date that the header still lacks, or
    /// a place in the organisation.
    fn is_item(&self, words: &str, mark: Mark) -> bool {
        mark == Mark::Bullet
            && self.part != Part::Presentation
            && self.header.published.is_some()
            && self.header.closing.is_some()
            && words.as_bytes().first().is_some_and(|first| {
                first.is_ascii_alphabetic()
                    && !telling::ORGANISATION.contains(&first.to_ascii_lowercase())
            })
    }

    /// Reads a line of the header, neither bullet nor cell, whose label and value need no folding, as most.
    fn field(&mut self, printed: Printed, line: Line) -> bool {
        let Range { start, end } = line.range();
        let value = start + printed.value..end;
        let plain = matches!(self.part, Part::Header | Part::Presentation)
            && printed.label.is_field()
            && (printed.colon || self.part == Part::Header)
            && !(self.part == Part::Header && prose_begins(&self.header, self.source, line))
            && printed::is_plain(self.source, value.clone());
        if plain {
            if matches!(printed.label, Label::Directorate | Label::Service) {
                self.page.add(self.source, value.clone(), header::HEADER_LINE);
            }
            let page = Page { source: self.source, folded: &self.page };
            header::label(&mut self.header, page, printed.label, start..value.start, value);
        }
        plain
    }

    /// Begins a part with a line, neither bullet nor cell, whose label needs no folding, as most.
    fn part(&mut self, printed: Printed, line: Line) -> bool {
        match printed.label.part() {
            Some(part) if !self.wrapped(line) => {
                self.begin(part, line, line.range().start + printed.value);
                true
            }
            _ => false,
        }
    }

    /// Whether a line of a part begins in the middle of the sentence of the line before, as `… aura pour` / `missions :`.
    fn wrapped(&self, line: Line) -> bool {
        let source = self.source;
        let before = || self.placed.last().and_then(|placed| source.get(placed.line.range()));
        self.part != Part::Header
            && !line.gap
            && !self.first
            && source.get(line.range()).is_some_and(continues)
            && before().is_some_and(|words| !words.ends_with(['.', ':', ';', '!', '?']))
    }

    /// A part begins; what stands behind its label, from `value` on, is its first line.
    fn begin(&mut self, part: Part, line: Line, value: usize) {
        // Below *Caractéristiques particulières* its own lines have labels: they are items.
        if part == Part::Conditions && self.part == part {
            let words = self.source.get(line.range()).unwrap_or_default();
            return self.put(words, line, true);
        }
        let source = self.source;
        let mut rest = value..line.range().end;
        self.part = part;
        self.first = true;
        if rest.is_empty() {
            return;
        }
        // `Profil du candidat Savoir / Connaissance / Diplôme exigé`: two labels on one line.
        if source.get(rest.clone()).is_some_and(telling::may_begin) {
            self.below.fold(source, rest.clone(), LABEL);
            let inner = self.below.whole();
            if let Some(found) = labels::label_at(inner, 0, source)
                && let Some(next) = found.label.part()
            {
                self.part = next;
                rest.start = inner.source(found.value).max(rest.start);
            }
        }
        // `**Missions :** - Renforcer …`
        let words = source.get(rest.clone()).unwrap_or_default();
        let skip = words.len() - words.trim_start_matches(['*', ' ']).len();
        let (mark, _) = scan::marks(words.get(skip..).unwrap_or_default());
        rest.start += if mark > 0 { skip + mark } else { 0 };
        if !rest.is_empty() {
            let words = source.get(rest.clone()).unwrap_or_default();
            self.place(words, Line::from_range(rest, Mark::Text, true));
        }
    }

    /// A line of the part.
    fn place(&mut self, words: &'s str, line: Line) {
        // A value on the next line would have been taken before.
        self.header.adjacent = false;
        let first = std::mem::take(&mut self.first);
        self.put(words, line, first);
    }

    fn put(&mut self, words: &'s str, line: Line, first: bool) {
        let part = self.part;
        let role = Run::next(&mut self.run, words, part, line, first);
        self.placed.push(Placed { part, line, role });
    }
}

/// Whether a long paragraph ends the header: what comes after the fields is prose, whether or not *Détails de l'offre*
/// announces it.
fn prose_begins(header: &Header, source: &str, line: Line) -> bool {
    is_prose(source, line, header.respnc.is_some()) && header.begun()
}

/// A long line that ends like a sentence; below the name of the job, which ends the fields, a shorter one or a bullet too.
fn is_prose(source: &str, line: Line, job: bool) -> bool {
    let range = line.range();
    let long = range.len() > if job { 80 } else { 160 };
    let words = source.get(range).unwrap_or_default();
    line.mark == Mark::Text
        && long
        && (job || words.ends_with(['.', ':', ';']) || words.len() > 400)
        || line.mark == Mark::Bullet && job && words.len() > 20
}

/// As much of a line as a label can fill.
const LABEL: usize = 160;
