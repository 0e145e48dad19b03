//! Many against many: pools, the total order, the k best, queries, the matrix.

mod bounding;
mod classes;
mod columns;
mod compiling;
mod engine;
mod explain;
mod for_offer;
mod key;
mod matrix;
mod opening;
mod pool;
mod query;
mod quoted;
mod ranking;
mod saved;
mod threads;
mod top;

pub use engine::{Cancelled, Progress};
pub use explain::{BandCount, PrioritySignal};
pub(crate) use explain::{assessment, priority_signal};
pub use key::Cell;
pub use matrix::{Matrix, MatrixQuery, Row};
pub(crate) use opening::Setup;
pub use opening::{Opening, Openings, Profile};
pub use pool::Pool;
pub use query::Query;
pub use ranking::{Hit, MergeError, Ranking};
pub use saved::PoolError;
