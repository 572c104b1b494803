//! The tables of `jmt-zk-poseidon`, whose files are compiled here once more: that crate keeps them private, in the form of
//! its backends, and a circuit wants them as plain numbers. `constants/mod.rs` there says where they come from.

/// All constants for N inputs, width T = N + 1, W = 2T - 1, and P + T partial rounds.
pub(crate) struct Parameters<E, const N: usize, const T: usize, const W: usize, const P: usize> {
	pub(crate) first: [E; N],
	pub(crate) early: [[E; T]; 3],
	pub(crate) mix: [[E; T]; T],
	pub(crate) entry: [[E; W]; T],
	pub(crate) entry_add: [E; T],
	pub(crate) step: [E; W],
	pub(crate) step_add: [E; P],
	pub(crate) exit: [[E; W]; T],
	pub(crate) exit_add: [E; T],
	pub(crate) late: [[E; T]; 3],
}

#[path = "../../../../poseidon/src/constants/four.rs"]
pub(crate) mod four;
#[path = "../../../../poseidon/src/constants/three.rs"]
pub(crate) mod three;
#[path = "../../../../poseidon/src/constants/two.rs"]
pub(crate) mod two;
