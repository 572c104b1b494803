//! Attacks on the market, each with the money that it costs. `docs/tasks.md` has them as a table with the names of these
//! tests; those on a single call stand with the tests of that call.

mod branches;
mod crowd;
mod free_calls;
mod liars;
mod silence;
mod sweeping;
