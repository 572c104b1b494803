//! Tests, one file per thing that the pallet does.

mod conservation;
mod draw;
mod genesis;
mod give_back;
mod launch;
mod release;
mod sinks;
mod supply;
mod try_state;
