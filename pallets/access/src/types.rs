//! Arguments of calls, and codes that errors carry.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::PalletError;
use jmt_primitives::{
	access::{Actions, PolicyFault, PolicyId, Reason},
	cell::Cell,
	domains::DomainId,
	AccountId, DeviceId, Moment, Signature,
};
use scale_info::TypeInfo;

/// An authority's word that an account may make resources in its domain, over
/// [`jmt_primitives::access::signed::permit`].
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ResourcePermit {
	/// The last moment at which it is good, in ms: a day ahead at most.
	pub expires: Moment,
	/// The account that signed.
	pub authority: AccountId,
	pub signature: Signature,
}

/// A change of a resource.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ResourceChange {
	/// It is elsewhere.
	#[codec(index = 0)]
	Place(Option<Cell>),
	/// Another device enforces.
	#[codec(index = 1)]
	Enforcer(Option<DeviceId>),
	/// It has other actions.
	#[codec(index = 2)]
	Actions {
		/// All of them.
		actions: Actions,
		/// Those that its enforcer may take with nothing to decide by.
		fail_safe: Actions,
	},
	/// Another policy decides.
	#[codec(index = 3)]
	Policy(Option<PolicyId>),
	/// It is frozen, or not any more.
	#[codec(index = 4)]
	State(StateChange),
}

/// Whether a resource is frozen from now on.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum StateChange {
	/// It is.
	#[codec(index = 0)]
	Freeze,
	/// It is not. A domain that lifts its own freeze leaves the resource frozen by its owner, who alone opens it.
	#[codec(index = 1)]
	Open,
}

/// The place of a policy.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum PolicyAt {
	/// A new one, for resources of this domain and of those below it.
	#[codec(index = 0)]
	New { domain: DomainId },
	/// In the place of this one.
	#[codec(index = 1)]
	Replace(PolicyId),
}

/// The reason of a decision, as an error carries it: one byte, its code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct DeniedBy(pub Reason);

impl PalletError for DeniedBy {
	const MAX_ENCODED_SIZE: usize = 1;
}

/// The fault of a policy, as an error carries it: one byte.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct PolicyFaultByte(pub PolicyFault);

impl PalletError for PolicyFaultByte {
	const MAX_ENCODED_SIZE: usize = 1;
}
