//! One file per call or subject.

mod answer;
mod attacks;
mod claim;
mod conservation;
mod cost;
mod draw;
mod example;
mod leave;
mod migration;
mod report_distrusted;
mod report_silent;
mod rewards;
mod room;
mod shares;
mod stake;
mod status;
mod stay;
mod units;
