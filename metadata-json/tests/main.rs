//! One program for all tests of this crate: each program more is one more to link.

mod methods;
mod properties;
mod values;
