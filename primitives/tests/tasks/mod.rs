//! Tasks: terms, lots, stages and money.

mod amounts;
mod audit;
mod batch;
mod codes;
mod content;
mod credit;
mod crew;
mod instant;
mod outcome;
mod position;
mod samples;
mod settlement;
mod signed;
mod sortition;
mod targets;
mod terms;
mod view;
mod wash;
mod worker;
