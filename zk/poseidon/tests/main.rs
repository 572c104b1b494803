//! Tests against other implementations, and the origin of the constants.

mod constants;
mod grain;
mod lean_imt;
mod oracle;
mod scalar;
mod sparse;
mod targets;
mod vectors;
