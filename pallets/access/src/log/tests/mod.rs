//! Logs: one file a call, and one for the largest logs there are. `book` keeps one as an enforcer does.

mod anchor;
mod book;
mod close_log;
mod largest;
mod report_lie;
