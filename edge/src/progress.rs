//! The steps of what takes a while. The library draws nothing: it tells a callback, `impl Fn(Step)`.

use jmt_light::SyncState;

/// A step that has begun.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
	/// The chain spec is read.
	ReadingSpec,
	/// The light client looks for peers, and verifies its way to the head of the chain.
	Syncing(SyncState),
	/// The runtime's metadata is read.
	ReadingMetadata,
	/// A proof is made.
	Proving,
	/// The stamp of a fee-free signal is worked out.
	Stamping,
	/// A transaction is signed.
	Signing,
	/// It is signed again, since another program used its nonce meanwhile.
	SigningAnew,
	/// A transaction is handed to the light client.
	Sending,
	/// The light client found it valid, and looks for a block that has it.
	Valid,
	/// Peers have it.
	Sent,
	/// The block that had it is no longer on the best chain.
	Displaced,
	/// A block has it, which is not finalized yet.
	InBlock,
}
