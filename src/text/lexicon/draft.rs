//! Terms as their texts give them, before they know one another.

use super::TermKind;

/// A name of a term, as written: `=` exact case, `?` ambiguous.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub text: String,
    pub exact: bool,
    pub ambiguous: bool,
}

impl Label {
    pub fn parse(written: &str) -> Self {
        let written = written.trim();
        let text = written.trim_start_matches(['=', '?']);
        let marks = written.strip_suffix(text).unwrap_or_default();
        let text = text.trim().to_owned();
        Self { text, exact: marks.contains('='), ambiguous: marks.contains('?') }
    }
}

/// A term before its references are resolved.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub id: String,
    pub kind: TermKind,
    pub labels: Vec<Label>,
    pub broader: Vec<String>,
    pub related: Vec<(String, u8)>,
    pub core: Vec<(String, u8)>,
    pub levels: Vec<(String, u8)>,
    pub level: u8,
    /// From a foreign table: names that are known already extend the known term.
    pub foreign: bool,
    pub source: usize,
    pub line: usize,
}

/// FNV-1a over everything that can move a match.
pub(super) fn fingerprint(drafts: &[Draft]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut feed = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0xff]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for draft in drafts {
        feed(draft.id.as_bytes());
        feed(&[draft.kind as u8, draft.level]);
        for label in &draft.labels {
            feed(&[u8::from(label.exact), u8::from(label.ambiguous)]);
            feed(label.text.as_bytes());
        }
        draft.broader.iter().for_each(|id| feed(id.as_bytes()));
        for (id, n) in draft.related.iter().chain(&draft.core).chain(&draft.levels) {
            feed(id.as_bytes());
            feed(&[*n]);
        }
    }
    hash
}
