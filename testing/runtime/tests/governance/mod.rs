//! Who can do what: every row of the table in `docs/governance.md`. The allowed origin succeeds, and the
//! next-weaker one fails; then the bodies at work, with real transactions in real blocks.

mod assembly;
mod bodies;
mod origins;
mod table;
