//! Tests of the pallet, a file a call, and of all calls together.

mod accept;
mod attacks;
mod cancel;
mod challenge;
mod claim;
mod collect;
mod commit;
mod cost;
mod enrol;
mod example;
mod integrity;
mod leave;
mod lot;
mod panel;
mod post;
mod reject_result;
mod reveal;
mod seed;
mod sequences;
mod set_stake;
mod settle;
mod try_state;
mod views;
