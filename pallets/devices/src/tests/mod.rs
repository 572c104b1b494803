//! One file per call, and one each for the hook, the registry's view and sequences of calls.

mod example;
mod hook;
mod pause;
mod register;
mod registry;
mod remove;
mod resume;
mod sequences;
