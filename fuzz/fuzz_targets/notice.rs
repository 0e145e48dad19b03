//! Any text is read without panic, every place lies on character boundaries, and the offer is refused only for want of
//! an identifier. Seed it with the fixtures: `cargo +nightly fuzz run notice -- tests/data/notices`.
#![no_main]

use adequation::{Lang, Notice, RequirementNode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let notice = Notice::read(text);
    for remark in notice.remarks() {
        assert!(remark.span.is_none_or(|span| span.of(text).is_some()), "{remark:?}");
        assert!(!remark.message(Lang::Fr).is_empty());
    }
    let offer = notice.to_offer_with_id("x").expect("only an identifier can be missing");
    for (path, span) in &offer.spans {
        assert!(span.of(text).is_some(), "{path}");
    }
    for requirement in offer.requirements.iter().flat_map(RequirementNode::leaves) {
        assert!(requirement.span.is_some_and(|span| span.of(text).is_some()), "{requirement:?}");
    }
});
