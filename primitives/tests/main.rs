//! Tests of the shared words, in one executable.

mod authorized;
mod calendar;
mod cell;
mod circulation;
mod did;
mod domains;
mod enrolment;
mod flags;
mod identity;
mod keys;
mod manifests;
mod merkle;
mod proofs;
mod published_vectors;
mod purposes;
mod round;
mod signing;
mod stamps;
mod status;
mod supply;
mod text;
mod unit_states;
mod units;
mod weight;
mod wycheproof_vectors;
