//! Groups: a file a call, one for roots, and one for trees against those that members build.

mod add;
mod change;
mod close;
mod create;
mod laws;
mod pages;
mod roots;
