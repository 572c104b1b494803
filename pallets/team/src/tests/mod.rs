//! Tests, one file per call and per thing that the pallet promises.

mod claim;
mod conservation;
mod example;
mod genesis;
mod hand_over;
mod integrity;
mod locked;
mod schedule;
mod try_state;
mod vesting;
