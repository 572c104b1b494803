//! Subjects, the right that they ask by, and holders of grants.

use super::GrantId;
use crate::{
	domains::{DomainId, Reach},
	proofs::GroupId,
	AccountId, DeviceId, DevicePublic,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The one that asks.
#[derive(
	Clone,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Subject {
	/// A registered device.
	#[codec(index = 0)]
	Device(DeviceId),
	/// An account.
	#[codec(index = 1)]
	Account(AccountId),
	/// The last holder of a pass with at least one block.
	#[codec(index = 2)]
	Key(DevicePublic),
	/// A member of a group, known by its alias only.
	#[codec(index = 3)]
	Member(GroupId),
}

/// The one right that a request stands on.
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
pub enum Authority {
	/// The rules of the policy, for the subject as it is.
	#[codec(index = 0)]
	Own,
	/// A grant that the subject was handed.
	#[codec(index = 1)]
	Grant(GrantId),
}

/// The holder of a grant.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Holder {
	#[codec(index = 0)]
	Device(DeviceId),
	#[codec(index = 1)]
	Account(AccountId),
	/// Each device of a domain. Carries no pass.
	#[codec(index = 2)]
	Domain { domain: DomainId, reach: Reach },
}
