//! Powers of the bodies: every row of the table in `docs/governance.md`. The allowed origin succeeds, and the
//! next-weaker one fails; then the bodies at work, with real transactions in real blocks.

mod agenda;
mod assembly;
mod bodies;
mod genesis;
mod motions;
mod origins;
mod roots;
mod safe_mode;
mod table;
