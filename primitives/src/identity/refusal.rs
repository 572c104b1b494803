//! Why a device is not let in, or does not answer.

use crate::domains::DomainId;
use core::fmt;

/// Why a device is not let in, or does not answer. Each has a number that stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AuthRefusal {
	/// Challenge or snapshot are of another chain.
	OtherChain,
	/// The challenge is another verifier's.
	OtherVerifier,
	/// It is too late for the challenge.
	ChallengeExpired,
	/// The challenge is good for longer than a minute.
	ExpiresTooFar,
	/// The challenge is not signed by the verifier.
	BadChallengeSignature,
	/// The answer is to another challenge.
	OtherChallenge,
	/// The challenge was answered before, or the verifier did not make it.
	AlreadyUsed,
	/// Verifier and device do not talk on one channel.
	OtherChannel,
	/// The snapshot is about another device or another host.
	OtherSnapshot,
	/// The snapshot is older than the verifier takes.
	SnapshotTooOld,
	/// The verifier's clock is behind the time that it has seen.
	ClockBehind,
	/// The device is not registered.
	NotRegistered,
	/// The device was revoked.
	Revoked,
	/// The device's owner paused it.
	Paused,
	/// The device's domain suspended it.
	Suspended,
	/// The device's domain, or one above it, is suspended.
	DomainSuspended(DomainId),
	/// There is no such host.
	UnknownHost,
	/// The host, or a domain above it, is suspended.
	HostSuspended(DomainId),
	/// The device is in no domain.
	AtLarge,
	/// The host does not trust the device's domain.
	NotTrusted,
	/// The host trusted the device's domain until a moment that has passed.
	TrustExpired,
	/// The answer is signed by another scheme than the device's.
	WrongKeyType,
	/// The answer is not signed by the device.
	BadSignature,
	/// The device has no unit that counts at the level that is asked for.
	NoUnit,
}

impl AuthRefusal {
	/// Every refusal, in the order of codes.
	pub const ALL: [Self; 24] = [
		Self::OtherChain,
		Self::OtherVerifier,
		Self::ChallengeExpired,
		Self::ExpiresTooFar,
		Self::BadChallengeSignature,
		Self::OtherChallenge,
		Self::AlreadyUsed,
		Self::OtherChannel,
		Self::OtherSnapshot,
		Self::SnapshotTooOld,
		Self::ClockBehind,
		Self::NotRegistered,
		Self::Revoked,
		Self::Paused,
		Self::Suspended,
		Self::DomainSuspended(0),
		Self::UnknownHost,
		Self::HostSuspended(0),
		Self::AtLarge,
		Self::NotTrusted,
		Self::TrustExpired,
		Self::WrongKeyType,
		Self::BadSignature,
		Self::NoUnit,
	];

	/// Whether it follows from the snapshot, so that a newer one may decide otherwise.
	pub const fn is_of_snapshot(&self) -> bool {
		match self {
			Self::OtherSnapshot
			| Self::SnapshotTooOld
			| Self::NotRegistered
			| Self::Revoked
			| Self::Paused
			| Self::Suspended
			| Self::DomainSuspended(_)
			| Self::UnknownHost
			| Self::HostSuspended(_)
			| Self::AtLarge
			| Self::NotTrusted
			| Self::TrustExpired
			| Self::WrongKeyType
			| Self::BadSignature
			| Self::NoUnit => true,
			Self::OtherChain
			| Self::OtherVerifier
			| Self::ChallengeExpired
			| Self::ExpiresTooFar
			| Self::BadChallengeSignature
			| Self::OtherChallenge
			| Self::AlreadyUsed
			| Self::OtherChannel
			| Self::ClockBehind => false,
		}
	}

	/// Its number. It says nothing of the domain.
	pub const fn code(&self) -> u8 {
		match self {
			Self::OtherChain => 1,
			Self::OtherVerifier => 2,
			Self::ChallengeExpired => 3,
			Self::ExpiresTooFar => 4,
			Self::BadChallengeSignature => 5,
			Self::OtherChallenge => 6,
			Self::AlreadyUsed => 7,
			Self::OtherChannel => 8,
			Self::OtherSnapshot => 9,
			Self::SnapshotTooOld => 10,
			Self::ClockBehind => 11,
			Self::NotRegistered => 12,
			Self::Revoked => 13,
			Self::Paused => 14,
			Self::Suspended => 15,
			Self::DomainSuspended(_) => 16,
			Self::UnknownHost => 17,
			Self::HostSuspended(_) => 18,
			Self::AtLarge => 19,
			Self::NotTrusted => 20,
			Self::TrustExpired => 21,
			Self::WrongKeyType => 22,
			Self::BadSignature => 23,
			Self::NoUnit => 24,
		}
	}
}

impl fmt::Display for AuthRefusal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let words = match self {
			Self::OtherChain => "the challenge or the snapshot is of another chain",
			Self::OtherVerifier => "the challenge is another verifier's",
			Self::ChallengeExpired => "the challenge has expired",
			Self::ExpiresTooFar => "the challenge is good for longer than a minute",
			Self::BadChallengeSignature => "the challenge is not signed by the verifier",
			Self::OtherChallenge => "the answer is to another challenge",
			Self::AlreadyUsed => "the challenge was answered before, or is none of the verifier's",
			Self::OtherChannel => "verifier and device do not talk on one channel",
			Self::OtherSnapshot => "the snapshot is about another device or another domain",
			Self::SnapshotTooOld => "the snapshot is too old",
			Self::ClockBehind => "the clock is behind the time that was seen before",
			Self::NotRegistered => "the device is not registered",
			Self::Revoked => "the device was revoked",
			Self::Paused => "the owner of the device paused it",
			Self::Suspended => "the domain of the device suspended it",
			Self::DomainSuspended(domain) => {
				return write!(
					f,
					"domain {domain}, in which or below which the device is, is suspended"
				)
			},
			Self::UnknownHost => "there is no domain with the verifier's number",
			Self::HostSuspended(domain) => {
				return write!(f, "domain {domain}, the verifier's or one above it, is suspended")
			},
			Self::AtLarge => "the device is in no domain",
			Self::NotTrusted => "the verifier's domain does not trust the device's",
			Self::TrustExpired => "the verifier's domain does not trust the device's any more",
			Self::WrongKeyType => "the answer is signed by another scheme than the device's",
			Self::BadSignature => "the answer is not signed by the device",
			Self::NoUnit => "no root of trust vouches for the device at the level asked for",
		};
		f.write_str(words)
	}
}

impl core::error::Error for AuthRefusal {}
