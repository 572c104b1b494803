//! Why a request is denied. Each reason has a number that stays.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// Why a request is denied. SCALE: its number, one byte.
#[derive(
	Clone,
	Copy,
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
#[repr(u8)]
pub enum Reason {
	/// There is no such resource.
	#[codec(index = 1)]
	UnknownResource = 1,
	/// The resource is frozen.
	#[codec(index = 2)]
	ResourceClosed = 2,
	/// The subject is not registered.
	#[codec(index = 3)]
	UnknownSubject = 3,
	/// The subject is paused, suspended or revoked.
	#[codec(index = 4)]
	SubjectInactive = 4,
	/// A domain of the subject or of the resource is suspended, or gone.
	#[codec(index = 5)]
	DomainSuspended = 5,
	/// The domain does not trust the subject's.
	#[codec(index = 6)]
	NotTrusted = 6,
	/// The domain trusted the subject's until a moment that has passed.
	#[codec(index = 7)]
	TrustExpired = 7,
	/// No rule allows it.
	#[codec(index = 8)]
	NoRule = 8,
	/// A rule denies it.
	#[codec(index = 9)]
	DeniedByRule = 9,
	/// Something is not known that a rule asks for.
	#[codec(index = 10)]
	UnknownAttribute = 10,
	/// There is no such grant of the resource.
	#[codec(index = 11)]
	UnknownGrant = 11,
	/// The grant, or one above it, was revoked.
	#[codec(index = 12)]
	GrantRevoked = 12,
	/// The grant, or one above it, or a block of the pass has expired.
	#[codec(index = 13)]
	GrantExpired = 13,
	/// The grant, or one above it, or a block of the pass is not good yet.
	#[codec(index = 14)]
	GrantNotYet = 14,
	/// The subject does not hold the grant.
	#[codec(index = 15)]
	NotHolder = 15,
	/// The grant, or one above it, or a block of the pass does not speak of the action.
	#[codec(index = 16)]
	BeyondGrant = 16,
	/// The right was handed on by who may not.
	#[codec(index = 17)]
	MayNotDelegate = 17,
	/// The subject is outside the place.
	#[codec(index = 18)]
	OutsidePlace = 18,
	/// The place of the subject is not proven.
	#[codec(index = 19)]
	PlaceUnproven = 19,
	/// The proof of the place is too old.
	#[codec(index = 20)]
	PlaceTooOld = 20,
	/// It is not the time for it.
	#[codec(index = 21)]
	OutsideWindow = 21,
	/// The policy's table of the zone does not tell the time of now.
	#[codec(index = 22)]
	ZoneEnded = 22,
	/// All uses are made.
	#[codec(index = 23)]
	UsesExhausted = 23,
	/// Approvals are missing.
	#[codec(index = 24)]
	ApprovalsMissing = 24,
	/// The device is no unit of the level that is asked for.
	#[codec(index = 25)]
	LevelTooLow = 25,
	/// The state is older than the policy takes.
	#[codec(index = 26)]
	StateTooOld = 26,
	/// The clock is behind the time of the state.
	#[codec(index = 27)]
	ClockBehind = 27,
	/// The state is meant for another way to decide.
	#[codec(index = 28)]
	EvaluatorChanged = 28,
	/// The snapshot lacks something that is needed.
	#[codec(index = 29)]
	SnapshotLacks = 29,
	/// The pass, its use or the proof of membership is not right.
	#[codec(index = 30)]
	BadPass = 30,
	/// The passes of the grant were revoked.
	#[codec(index = 31)]
	PassRevoked = 31,
	/// The challenge was used before, or is not the enforcer's.
	#[codec(index = 32)]
	PassReplayed = 32,
	/// The resource is enforced by another device.
	#[codec(index = 33)]
	NotThisEnforcer = 33,
	/// The use was not paid or counted on the chain before, for this action and this series of enforcers.
	#[codec(index = 34)]
	NotPaid = 34,
}

impl Reason {
	/// Each reason, in the order of numbers.
	pub const ALL: [Self; 34] = [
		Self::UnknownResource,
		Self::ResourceClosed,
		Self::UnknownSubject,
		Self::SubjectInactive,
		Self::DomainSuspended,
		Self::NotTrusted,
		Self::TrustExpired,
		Self::NoRule,
		Self::DeniedByRule,
		Self::UnknownAttribute,
		Self::UnknownGrant,
		Self::GrantRevoked,
		Self::GrantExpired,
		Self::GrantNotYet,
		Self::NotHolder,
		Self::BeyondGrant,
		Self::MayNotDelegate,
		Self::OutsidePlace,
		Self::PlaceUnproven,
		Self::PlaceTooOld,
		Self::OutsideWindow,
		Self::ZoneEnded,
		Self::UsesExhausted,
		Self::ApprovalsMissing,
		Self::LevelTooLow,
		Self::StateTooOld,
		Self::ClockBehind,
		Self::EvaluatorChanged,
		Self::SnapshotLacks,
		Self::BadPass,
		Self::PassRevoked,
		Self::PassReplayed,
		Self::NotThisEnforcer,
		Self::NotPaid,
	];

	/// Its number.
	pub const fn code(self) -> u8 {
		// cast: the number that stands beside it above
		self as u8
	}

	/// The reason with this number.
	pub fn from_code(code: u8) -> Option<Self> {
		let place = usize::from(code).checked_sub(1)?;
		Self::ALL.get(place).copied()
	}
}

impl fmt::Display for Reason {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::UnknownResource => "there is no such resource",
			Self::ResourceClosed => "the resource is frozen",
			Self::UnknownSubject => "the subject is not registered",
			Self::SubjectInactive => "the subject is paused, suspended or revoked",
			Self::DomainSuspended => {
				"a domain of the subject or of the resource is suspended or gone"
			},
			Self::NotTrusted => "the subject's domain is not trusted",
			Self::TrustExpired => "the subject's domain is not trusted any more",
			Self::NoRule => "no rule allows it",
			Self::DeniedByRule => "a rule denies it",
			Self::UnknownAttribute => "something that a rule asks for is not known",
			Self::UnknownGrant => "there is no such grant of this resource",
			Self::GrantRevoked => "the grant, or one above it, was revoked",
			Self::GrantExpired => "the grant or a part of the pass has expired",
			Self::GrantNotYet => "the grant or a part of the pass is not good yet",
			Self::NotHolder => "the subject does not hold the grant",
			Self::BeyondGrant => "the grant or a part of the pass is not for this action",
			Self::MayNotDelegate => "the right may not be handed on",
			Self::OutsidePlace => "the subject is outside the place",
			Self::PlaceUnproven => "the place of the subject is not proven",
			Self::PlaceTooOld => "the proof of the place is too old",
			Self::OutsideWindow => "it is not the time for it",
			Self::ZoneEnded => "the policy's zone does not tell the time of now",
			Self::UsesExhausted => "all uses are made",
			Self::ApprovalsMissing => "approvals are missing",
			Self::LevelTooLow => "the device is no unit of the level that is asked for",
			Self::StateTooOld => "the state is older than the policy takes",
			Self::ClockBehind => "the clock is behind the time of the state",
			Self::EvaluatorChanged => "the state is meant for another evaluator",
			Self::SnapshotLacks => "the snapshot lacks something that is needed",
			Self::BadPass => "the pass, its use or the proof of membership is not right",
			Self::PassRevoked => "the passes of the grant were revoked",
			Self::PassReplayed => "the challenge was used before, or is not the enforcer's",
			Self::NotThisEnforcer => "the resource is enforced by another device",
			Self::NotPaid => "the use was not paid for before",
		})
	}
}

impl core::error::Error for Reason {}
