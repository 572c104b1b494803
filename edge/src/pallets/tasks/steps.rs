//! The steps of a worker: bare extrinsics without a fee, signed by its work key inside the call.

use super::PALLET;
use crate::{
	chain::At,
	error::Error,
	keys::DeviceKey,
	pallets::Call,
	submit::{check_free, encode_free, submit_free, NotTaken},
};
use codec::Encode;
use jmt_primitives::{
	authorized::TaskRefusal,
	tasks::{signed, Commitment, Outcome, Salt, TaskId, TermsHash},
	DeviceId, DeviceSignature, Hash,
};
use scale_info::TypeInfo;

/// Claims a slot of a task, or of its panel, by a stake unit.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Claim {
	/// The task's number, or a panel's.
	pub task: TaskId,
	/// That the ticket is drawn by.
	pub seed: Hash,
	/// From 0 on.
	pub unit: u32,
	pub device: DeviceId,
	/// By the work key, over [`signed::claim`].
	pub signature: DeviceSignature,
}

/// Commits to a result.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Commit {
	pub task: TaskId,
	pub device: DeviceId,
	pub commitment: Commitment,
	/// By the work key, over [`signed::commit`].
	pub signature: DeviceSignature,
}

/// Tells a result.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Reveal {
	pub task: TaskId,
	pub device: DeviceId,
	pub outcome: Outcome,
	/// Left out where a slot with the same result has brought it.
	pub output: Option<Vec<u8>>,
	pub salt: Salt,
	/// By the work key, over [`signed::reveal`].
	pub signature: DeviceSignature,
}

impl Call for Claim {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "claim";
}

impl Call for Commit {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "commit";
}

impl Call for Reveal {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "reveal";
}

impl Claim {
	/// With the work key's signature, for this chain.
	pub fn signed(
		key: &DeviceKey,
		genesis: &Hash,
		terms: &TermsHash,
		task: TaskId,
		seed: Hash,
		unit: u32,
		device: DeviceId,
	) -> Self {
		let signature = key.sign(&signed::claim(genesis, terms, &seed, unit, &device));
		Self { task, seed, unit, device, signature }
	}
}

impl Commit {
	/// To this outcome by this salt, with the work key's signature, for this chain.
	pub fn signed(
		key: &DeviceKey,
		genesis: &Hash,
		terms: &TermsHash,
		task: TaskId,
		device: DeviceId,
		outcome: &Outcome,
		salt: &Salt,
	) -> Self {
		let commitment = signed::commitment(genesis, terms, &device, &outcome.digest(), salt);
		let signature = key.sign(&signed::commit(genesis, terms, &device, &commitment));
		Self { task, device, commitment, signature }
	}
}

impl Reveal {
	/// With the work key's signature, for this chain. The output is not signed: the outcome names it.
	pub fn signed(
		key: &DeviceKey,
		genesis: &Hash,
		terms: &TermsHash,
		task: TaskId,
		device: DeviceId,
		outcome: Outcome,
		output: Option<Vec<u8>>,
		salt: Salt,
	) -> Self {
		let signature =
			key.sign(&signed::reveal(genesis, terms, &device, &outcome.digest(), &salt));
		Self { task, device, outcome, output, salt, signature }
	}
}

/// Whether the state of a block takes a step. It sends nothing.
pub async fn check_step(at: &At, step: &impl Call) -> Result<(), NotTaken<TaskRefusal>> {
	check_free(at, &encode(at, step, 0)?).await
}

/// Sends a step once, and follows it until it is in a finalized block or refused. `attempt` counts the times that it
/// was sent before, see [`encode_free`]. Its effect on the task tells whether another copy of it got in.
pub async fn send_step(
	at: &At,
	step: &impl Call,
	attempt: u32,
) -> Result<(), NotTaken<TaskRefusal>> {
	let bytes = encode(at, step, attempt)?;
	submit_free(at, bytes).await
}

fn encode(at: &At, step: &impl Call, attempt: u32) -> Result<Vec<u8>, Error> {
	encode_free(at.metadata_ref(), step, attempt)
}
