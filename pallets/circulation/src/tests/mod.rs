//! Tests, one file per thing that the pallet does.

mod anchor_report;
mod example;
mod integrity;
mod sequences;
mod snapshot;
mod try_state;
mod views;
