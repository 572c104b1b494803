//! One file per call or subject.

mod answer;
mod claim;
mod conservation;
mod cost;
mod draw;
mod example;
mod leave;
mod report_silent;
mod rewards;
mod room;
mod status;
