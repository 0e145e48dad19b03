//! One offer and one candidate: what is evidenced, what is missing, and where it is said.

pub(crate) mod evidence;
pub(crate) mod explain;
pub(crate) mod fit;
pub(crate) mod yardstick;
