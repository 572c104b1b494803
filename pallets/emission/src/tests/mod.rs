//! Tests, one file per thing that the pallet does.

mod conservation;
mod example;
mod genesis;
mod give_back;
mod launch;
mod release;
mod set_shares;
mod sinks;
mod supply;
mod try_state;
mod withdraw;
