//! Tests of the runtime as a whole. One executable holds them all: each further one would compile the code
//! that the runtime's types generate again, which takes minutes.

mod call_class;
mod crowded;
mod decade;
mod equivocation;
mod fleet;
mod free_calls;
mod governance;
mod light_client;
mod metadata;
mod migrations;
mod mocks;
mod nonces;
mod presets;
mod signed_once;
mod supply;
mod validator_pay;
mod validators;
mod walk;
mod wiring;
