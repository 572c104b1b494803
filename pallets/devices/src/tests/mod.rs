//! One file per call, and one each for what others see and for sequences of calls.

mod pause;
mod register;
mod registry;
mod remove;
mod resume;
mod sequences;
