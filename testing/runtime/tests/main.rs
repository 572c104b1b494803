//! Tests of the runtime as a whole. One executable holds them all: each further one would compile the code
//! that the runtime's types generate again, which takes minutes.

mod access;
mod activations;
mod call_class;
mod crowded;
mod decade;
mod device_life;
mod equivocation;
mod fleet;
mod free_calls;
mod governance;
mod identity_api;
mod light_client;
mod metadata;
mod migrations;
mod mocks;
mod multisig_owner;
mod nonces;
mod presets;
mod signed_identity;
mod signed_once;
mod supply;
mod tasks;
mod units;
mod validator_pay;
mod validators;
mod walk;
mod wiring;
mod zk;
