//! One file per call, and one each for attacks, statements, the configuration, the laws and sequences of calls.

mod anchor;
mod attacks;
mod example;
mod fixtures;
mod genesis;
mod integrity;
mod register_key;
mod retire_key;
mod sequences;
mod statement;
mod try_state;
mod verify;
mod verify_batch;
