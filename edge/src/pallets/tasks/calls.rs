//! Calls that an account signs, and events of theirs that tell a number or a sum.

use super::PALLET;
use crate::{
	keys::DeviceKey,
	pallets::{Call, Event},
};
use codec::{Decode, Encode};
use jmt_primitives::{
	tasks::{signed, Bench, Signer, TaskId, Terms, TermsHash, Verdict},
	AccountId, Balance, DeviceId, DeviceSignature, Hash, Moment,
};
use scale_info::TypeInfo;

/// Names a call or an event of the pallet.
macro_rules! named {
	($kind:ident, $($name:ident = $text:literal),+ $(,)?) => {
		$(impl $kind for $name {
			const PALLET: &'static str = PALLET;
			const NAME: &'static str = $text;
		})+
	};
}

/// Stakes on a device of the account that signs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Enrol {
	pub device: DeviceId,
	/// The key that it works by.
	pub signer: Signer,
	/// Stake units.
	pub units: u32,
	/// The last moment at which it is good, in ms.
	pub expires: Moment,
	/// By the device, over [`signed::enrol`].
	pub signature: DeviceSignature,
}

impl Enrol {
	/// With the device's signature, for this chain.
	pub fn signed(
		device: &DeviceKey,
		genesis: &Hash,
		owner: &AccountId,
		signer: Signer,
		units: u32,
		expires: Moment,
	) -> Self {
		let id = device.id();
		let signature = device.sign(&signed::enrol(genesis, &id, owner, &signer, expires));
		Self { device: id, signer, units, expires, signature }
	}
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct WorkerEnrolled {
	/// Held of the owner, in planck.
	pub staked: Balance,
}

/// Sets the stake of a worker. With no unit it is none any more.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct SetStake {
	pub device: DeviceId,
	/// Stake units.
	pub units: u32,
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct StakeChanged {
	/// Held from now on, in planck.
	pub staked: Balance,
}

/// Posts a task.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Post {
	pub terms: Terms,
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct Posted {
	pub task: TaskId,
	pub terms_hash: TermsHash,
	/// Held until it ends, in planck.
	pub price: Balance,
	/// Held until it is collected, in planck.
	pub deposit: Balance,
	/// Paid to the pot, in planck.
	pub service: Balance,
}

/// Takes a task back that nobody has claimed.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Cancel {
	pub task: TaskId,
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct Cancelled {
	/// To the client, in planck.
	pub released: Balance,
}

/// Takes tasks on whose windows are over.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Settle {
	/// At most [`jmt_primitives::tasks::MAX_SETTLED`].
	pub tasks: Vec<TaskId>,
}

/// The event of a window whose clock begins.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct Started {
	pub task: TaskId,
	pub bench: Bench,
}

/// The event of a task's end.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct Ended {
	pub task: TaskId,
	pub verdict: Verdict,
	/// To owners of workers, in planck.
	pub paid: Balance,
	/// To the pot, slashes included, in planck.
	pub to_pot: Balance,
	/// Back to the client and a challenger, in planck.
	pub refunded: Balance,
	/// Slots that lost their bond.
	pub wrong: u32,
	/// Slots that paid for their silence.
	pub silent: u32,
}

/// Accepts the result of a task.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Accept {
	pub task: TaskId,
}

/// Refuses the result of a task.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Reject {
	pub task: TaskId,
}

/// Challenges the result of a task.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Challenge {
	pub task: TaskId,
}

/// The event of a panel.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct PanelDrawn {
	pub task: TaskId,
	/// Its own number.
	pub panel: TaskId,
}

/// Removes a task that has ended.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Collect {
	pub task: TaskId,
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct Collected {
	/// To the client, in planck.
	pub released: Balance,
	/// To another who collected, in planck.
	pub bounty: Balance,
}

named!(
	Call,
	Enrol = "enrol",
	SetStake = "set_stake",
	Post = "post",
	Cancel = "cancel",
	Settle = "settle",
	Accept = "accept",
	Reject = "reject",
	Challenge = "challenge",
	Collect = "collect",
);

named!(
	Event,
	WorkerEnrolled = "WorkerEnrolled",
	StakeChanged = "StakeChanged",
	Posted = "Posted",
	Cancelled = "Cancelled",
	Started = "Started",
	Ended = "Ended",
	PanelDrawn = "PanelDrawn",
	Collected = "Collected",
);
