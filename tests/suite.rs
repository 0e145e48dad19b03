//! The one integration binary; each module covers one room or one promise.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says so loudly when it cannot run"
)]

mod agreement;
mod allocations;
mod contract;
mod eligibility;
mod eligibility_evidence;
mod eligibility_kinds;
mod eligibility_matrix;
mod eligibility_rules;
mod fit;
mod fit_laws;
mod generate;
mod laws_eligibility;
mod layers;
mod layout;
mod loaders;
mod notices;
mod open_data;
mod oracle;
mod panel;
mod programs;
mod ranking;
mod report;
mod rule_books;
mod titles;
mod trap_rows;
mod traps;
