//! Logs of uses: an enforcer anchors its newest tree, which extends the one before, and is shown to have lied.

mod anchor;
mod close;
mod lie;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "runtime-benchmarks"))]
pub(crate) mod tree;

pub(crate) use anchor::NewHead;
