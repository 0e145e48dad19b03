//! One offer and one candidate: what is evidenced, what is missing, and where it is said.

mod assessment;
pub(crate) mod ceiling;
mod counterfactual;
mod eligibility;
pub(crate) mod evidence;
pub(crate) mod explain;
pub(crate) mod feature;
mod finding;
pub(crate) mod fit;
mod found;
pub(crate) mod gain;
mod needed;
mod part;
mod post;
mod priority;
mod probe;
pub(crate) mod quotes;
mod record;
pub(crate) mod rough;
mod settle;
pub(crate) mod swift;
mod time;
mod trace;
pub(crate) mod wishes;
mod witness;
pub(crate) mod words;
pub(crate) mod yardstick;

pub(crate) use eligibility::{Quick, conclude, quick};
pub use finding::{Asked, Document, Door, Eligibility, Finding, Observation};
pub use needed::{ByTime, Change, Counterfactuals, NeededFact};
pub use priority::{Priority, Tier};
#[doc(hidden)]
pub use probe::{EligibilityProbe, ProbeFacts, ProbeQuick};
pub(crate) use trace::assess;

pub(crate) use assessment::LIBRARY;
pub use assessment::{Assessment, RESULTS_VERSION};
