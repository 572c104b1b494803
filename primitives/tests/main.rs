//! Tests of the shared words, in one executable.

mod authorized;
mod calendar;
mod cell;
mod circulation;
mod enrolment;
mod keys;
mod merkle;
mod published_vectors;
mod round;
mod signing;
mod status;
mod supply;
mod text;
mod wycheproof_vectors;
