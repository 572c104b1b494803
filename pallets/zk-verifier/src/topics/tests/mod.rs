//! Topics: a file a call, one for the laws, and one for sequences of calls.

mod close;
mod laws;
mod open;
mod sequences;
