//! Access in real blocks and over the real registry: what is decided and by what order, how much is read for it, and
//! that every home of the facts decides alike.

mod api;
mod asks;
mod block;
mod deposits;
pub mod dice;
mod facts;
mod hooks;
mod lie;
pub mod plant;
mod reads;
mod sameness;
pub mod stage;
mod world;

use codec::{Decode, Encode};
use jmt_runtime_harness::Chain;

/// Asks by the bytes of the arguments, and reads the bytes of the answer.
fn ask<Answer: Decode>(chain: &mut Chain, method: &str, arguments: impl Encode) -> Answer {
	let answer = chain.call_api(method, &arguments.encode());
	let mut rest = &answer[..];
	let read = Answer::decode(&mut rest).expect("it is an answer");
	assert!(rest.is_empty(), "{method} says more");
	read
}
