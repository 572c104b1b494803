//! Uses: decided, counted and paid before they are made.

mod clear;
mod count;
mod use_right;

pub(crate) use use_right::Asked;
