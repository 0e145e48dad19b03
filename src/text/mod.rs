//! Text without domain: one folding, tokens that keep their byte ranges, stems, tolerant similarity.

#![allow(dead_code, unused_imports, reason = "the rooms above are being built")]

mod fold;
mod similarity;
mod stem;
mod tokens;

pub(crate) use fold::fold;
pub(crate) use similarity::token_similarity;
pub(crate) use stem::stem;
pub(crate) use tokens::{Token, tokens};
