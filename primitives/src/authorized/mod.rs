//! Fee-free calls: their tags, priorities, shares of a block, and reasons of refusal.
//!
//! An authorised call comes without a fee, so all its safety stands in its `authorize`. It travels as a bare
//! extrinsic. A module is a call, the others are tables that all calls share:
//!
//! | where | what |
//! |---|---|
//! | [`codes`] | which numbers belong to whom |
//! | [`Refusal`] | the reasons of one call |
//! | [`Tier`] | which of two calls the pool keeps |
//! | [`valid`] | a call that is good, as the pool sees it |
//! | [`Share`] | how much of a block free calls take |
//!
//! A reason is `InvalidTransaction::Custom(code)`, for which a pool drops the call and bans its hash for half
//! an hour. A call that may become good later is `UnknownTransaction::Custom(code)`, with a number out of the
//! same ranges: the pool refuses it and does not ban it. A call for which its row of [`Share`], or all rows
//! together, have no room left is `InvalidTransaction::ExhaustsResources`: it waits for the next block. Codes
//! are never reused.

mod activation;
mod answer;
mod cancellation;
pub mod codes;
mod fee;
mod refusal;
mod share;
mod signal;
mod task;
mod tier;

pub use activation::*;
pub use answer::*;
pub use cancellation::*;
pub use fee::CallFee;
pub use refusal::{held_back, Refusal, HELD_BACK};
pub use share::{BlockRoom, FreeShare, PerShare, Share, Used, ALL_TOGETHER};
pub use signal::*;
pub use task::*;
pub use tier::{valid, Tier, LEAST_PAYING};
