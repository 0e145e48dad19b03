//! Many against many: pools, the total order, the k best, queries, the matrix.
#![allow(dead_code, reason = "the entry point is being written")]

mod engine;
mod key;
mod matrix;
mod opening;
mod pool;
mod query;
mod ranking;
mod threads;
mod top;

pub use engine::{Cancelled, Progress};
pub use key::Cell;
pub use matrix::{Matrix, MatrixQuery, Row};
#[allow(unused_imports, reason = "the entry point is being written")]
pub(crate) use opening::{Dated, Setup};
pub use opening::{Opening, Openings, Profile};
pub use pool::Pool;
pub use query::Query;
pub use ranking::{Hit, MergeError, Ranking};
