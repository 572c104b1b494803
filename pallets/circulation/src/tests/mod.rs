//! Tests, one file per thing that the pallet does.

mod anchor_report;
mod integrity;
mod sequences;
mod snapshot;
mod try_state;
mod views;
