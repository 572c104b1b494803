//! Topics: they are opened by who pays for their aliases, and cleared after their end by anybody.

mod close;
mod laws;
mod open;
#[cfg(test)]
mod tests;

pub(crate) use close::MAX_CLEARED;
#[cfg(test)]
pub(crate) use open::{MAX_AHEAD, MAX_STRANGERS_AHEAD};
