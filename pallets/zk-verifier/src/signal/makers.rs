//! Topics and signals of tests. Their proofs are forged with the secrets of the mock's key, and verified like others.

use crate::{groups::makers::Members, mock::*, Call, Signal};
use frame_support::{
	assert_ok,
	traits::{Authorize, UnfilteredDispatchable},
};
use jmt_primitives::{
	proofs::{
		scope::{circuit_inputs, scope, topic_name},
		stamp::{find, Stamp},
		GroupId, MembershipProof, ProofBytes, Scalar, TopicId,
	},
	Hash, Moment,
};
use sp_runtime::{
	transaction_validity::{TransactionSource, TransactionValidityError, ValidTransaction},
	DispatchError,
};

/// The name of a topic that ends then.
pub(crate) fn name(ends: Moment, number: u8) -> TopicId {
	topic_name(ends, &[number; 24])
}

/// Bob opens a topic for so many aliases.
pub(crate) fn open(members: &Members, number: u8, ends: Moment, most: u32) -> TopicId {
	let topic = name(ends, number);
	assert_ok!(ZkVerifier::open_topic(by(bob()), members.id, topic, ends, most));
	topic
}

/// The nullifier of a member: any number, since the forger proves all.
pub(crate) fn nullifier(member: u64) -> Scalar {
	crate::groups::makers::leaf(1_000_000 + member)
}

/// The hash that the tests' chain has for a block.
pub(crate) fn block_hash(number: u32) -> Hash {
	Hash::from_low_u64_be(u64::from(number) + 1_000)
}

/// Lets the chain be making this block, with hashes of all before but the oldest.
pub(crate) fn make_block(number: u32) {
	for known in number.saturating_sub(250).max(1)..number {
		frame_system::BlockHash::<Test>::insert(known, block_hash(known));
	}
	System::set_block_number(number);
}

/// A member's signal, with its stamp.
#[derive(Clone, Copy)]
pub(crate) struct Word {
	pub(crate) signal: Signal,
	pub(crate) stamp: Option<Stamp>,
}

impl Word {
	/// A proven signal of a member under the root of now, without a stamp.
	pub(crate) fn new(members: &Members, topic: TopicId, member: u64) -> Self {
		let message = Hash::repeat_byte(0x55);
		let proof = MembershipProof {
			depth: DEPTH,
			root: members.root(),
			nullifier: nullifier(member),
			proof: ProofBytes([0; 256]),
		};
		let signal = Signal { group: members.id, topic, message, proof };
		Self { signal, stamp: None }.proven()
	}

	/// The same with another proof, of what it says now.
	pub(crate) fn proven(self) -> Self {
		self.proven_on(&genesis(), 1)
	}

	/// The same with a proof for another chain, or with another proof for this one.
	pub(crate) fn proven_on(mut self, genesis: &Hash, seed: u64) -> Self {
		let Signal { group, topic, message, proof } = &self.signal;
		let scope = scope(genesis, *group, topic);
		let inputs = circuit_inputs(proof.root, proof.nullifier, message, &scope);
		self.signal.proof.proof = member_forger(proof.depth).prove(&inputs, seed);
		self
	}

	/// With a stamp over the newest block.
	pub(crate) fn stamped(self) -> Self {
		self.stamped_on(System::block_number() - 1)
	}

	/// With a stamp over this block.
	pub(crate) fn stamped_on(self, block: u32) -> Self {
		self.stamped_by(block, Bits::get(), 0)
	}

	/// With a stamp of at least so many zero bits, not before this nonce.
	pub(crate) fn stamped_by(mut self, block: u32, bits: u32, from: u64) -> Self {
		let hash = self.signal.hash();
		let nonces = from..u64::MAX;
		let nonce = find(&genesis(), &hash, &block_hash(block), bits, nonces).unwrap();
		self.stamp = Some(Stamp { block, nonce });
		self
	}

	pub(crate) fn call(&self) -> Call<Test> {
		let Signal { group, topic, message, proof } = self.signal;
		let MembershipProof { depth, root, nullifier, proof } = proof;
		let stamp = self.stamp;
		Call::signal { group, depth, root, nullifier, message, topic, proof, stamp }
	}

	/// Sends it signed by [`council`], which pays.
	pub(crate) fn pay(&self) -> Result<(), DispatchError> {
		let sent = self.call().dispatch_bypass_filter(by(council()));
		sent.map(drop).map_err(|error| error.error)
	}

	/// Checks it as a pool does.
	pub(crate) fn authorize(&self) -> Result<ValidTransaction, TransactionValidityError> {
		let verdict = self.call().authorize(TransactionSource::External);
		verdict.expect("a signal is authorised").map(|(valid, _)| valid)
	}

	/// Includes it as a block's author does: authorised, then dispatched.
	pub(crate) fn include(&self) -> Result<(), TransactionValidityError> {
		self.call().authorize(TransactionSource::InBlock).expect("a signal is authorised")?;
		let included = self.call().dispatch_bypass_filter(RuntimeOrigin::none());
		included.expect("an authorised signal cannot fail");
		Ok(())
	}

	/// Its alias is stored.
	pub(crate) fn is_taken(&self) -> bool {
		let scope = ZkVerifier::scope_of(self.signal.group, &self.signal.topic);
		crate::Aliases::<Test>::contains_key(scope, self.signal.proof.nullifier)
	}
}

/// A group of three, a topic for five aliases that ends in a minute, at block 100.
pub(crate) fn scene() -> (Members, TopicId) {
	make_block(100);
	let members = Members::of(3);
	let topic = open(&members, 1, NOW + 60_000, 5);
	(members, topic)
}

/// Aliases that a topic has taken.
pub(crate) fn used(group: GroupId, topic: TopicId) -> u32 {
	crate::Topics::<Test>::get(group, topic).expect("a topic").used
}
