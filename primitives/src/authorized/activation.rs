//! Activations of devices by manifests.
//!
//! | reason | what the pool sees |
//! |---|---|
//! | the manifest is not known yet | `UnknownTransaction::Custom(20)`: refused, not banned |
//! | the domain's prepaid account has too little | `UnknownTransaction::Custom(21)`: refused, not banned |
//! | the block's share of activations is full | `InvalidTransaction::ExhaustsResources`: kept for the next block |
//! | see [`ActivationRefusal`] | `InvalidTransaction::Custom(code)`: dropped |

use super::{codes, valid, Refusal, Tier};
use crate::manifests::ManifestId;
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionLongevity, TransactionValidityError, UnknownTransaction,
	ValidTransaction,
};

/// Tag prefix of an activation: it provides `(ACTIVATION_TAG, manifest, index)`.
pub const ACTIVATION_TAG: &[u8] = b"jmt/activate";

/// Tier of an activation.
pub const ACTIVATION_TIER: Tier = Tier::Awaited;

/// Blocks for which a pool keeps an activation: five minutes.
pub const ACTIVATION_LONGEVITY: TransactionLongevity = 150;

/// Bytes of an activation as it travels, at most.
pub const MAX_ACTIVATION_BYTES: u32 = 1_100;

/// A good activation. One of a leaf is in the pool at most, whatever its signature or its encoding.
pub fn valid_activation(manifest: ManifestId, index: u32) -> ValidTransaction {
	valid(ACTIVATION_TAG, (manifest, index), ACTIVATION_LONGEVITY, ACTIVATION_TIER)
}

/// Code of [`UnknownTransaction::Custom`] for a manifest that the node does not know yet.
pub const UNKNOWN_MANIFEST: u8 = 20;

/// Code of [`UnknownTransaction::Custom`] for a prepaid account that has too little now.
pub const PREPAID_SHORT: u8 = 21;

/// The reasons for which an activation is refused. The number is the code that clients see.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum ActivationRefusal {
	/// Its time has passed.
	Expired = 23,
	/// It is good for more than a day.
	ExpiresTooFar = 24,
	/// The manifest was swept.
	ManifestGone = 25,
	/// The manifest has expired.
	ManifestExpired = 26,
	/// The manifest is frozen.
	ManifestFrozen = 27,
	/// The manifest is revoked.
	ManifestRevoked = 28,
	/// The domain, or one above it, is suspended.
	DomainNotActive = 29,
	/// The root of trust that endorsed the manifest takes nothing new.
	RootNotActive = 30,
	/// The leaf was activated before.
	AlreadyActivated = 31,
	/// The key is registered, or reserved for a device.
	KeyTaken = 32,
	/// The unit is bound to a device.
	UnitTaken = 33,
	/// The root of trust has as many units as it may.
	QuotaUsed = 34,
	/// The leaf names another owner.
	WrongOwner = 35,
	/// The manifest has fewer leaves.
	IndexOutOfRange = 36,
	/// The proof is shorter or longer than the way from this index.
	WrongProofLength = 37,
	/// The proof leads to another root.
	NotInManifest = 38,
	/// The signature's type is not that of the key.
	WrongKeyType = 39,
	/// The signature is not the key's over this activation and chain.
	BadSignature = 40,
	/// The manifest is endorsed and the leaf names no unit.
	NoNullifier = 41,
}

impl ActivationRefusal {
	/// Every reason, in the order of its code.
	pub const ALL: [ActivationRefusal; 19] = [
		Self::Expired,
		Self::ExpiresTooFar,
		Self::ManifestGone,
		Self::ManifestExpired,
		Self::ManifestFrozen,
		Self::ManifestRevoked,
		Self::DomainNotActive,
		Self::RootNotActive,
		Self::AlreadyActivated,
		Self::KeyTaken,
		Self::UnitTaken,
		Self::QuotaUsed,
		Self::WrongOwner,
		Self::IndexOutOfRange,
		Self::WrongProofLength,
		Self::NotInManifest,
		Self::WrongKeyType,
		Self::BadSignature,
		Self::NoNullifier,
	];
}

// Every code is out of the range of devices.
const _: () = {
	let mut rest: &[ActivationRefusal] = &ActivationRefusal::ALL;
	while let [reason, others @ ..] = rest {
		assert!(codes::DEVICES.contains(*reason as u8)); // cast: the code is the discriminant
		rest = others;
	}
	assert!(codes::DEVICES.contains(UNKNOWN_MANIFEST));
	assert!(codes::DEVICES.contains(PREPAID_SHORT));
};

impl Refusal for ActivationRefusal {
	const CALL: &'static str = "activation";

	fn from_code(code: u8) -> Option<Self> {
		Self::ALL.into_iter().find(|reason| reason.code() == code)
	}

	fn code(&self) -> u8 {
		*self as u8 // cast: the code is the discriminant
	}

	fn describe(&self) -> &'static str {
		match self {
			Self::Expired => "the activation has expired",
			Self::ExpiresTooFar => "the activation is good for more than a day",
			Self::ManifestGone => "the manifest was swept",
			Self::ManifestExpired => "the manifest has expired",
			Self::ManifestFrozen => "the manifest is frozen",
			Self::ManifestRevoked => "the manifest is revoked",
			Self::DomainNotActive => "the domain or one above it is suspended",
			Self::RootNotActive => "the root of trust behind the manifest takes nothing new",
			Self::AlreadyActivated => "the leaf was activated before",
			Self::KeyTaken => "the key is registered or reserved",
			Self::UnitTaken => "the unit is bound to a device",
			Self::QuotaUsed => "the root of trust has as many units as it may",
			Self::WrongOwner => "the leaf names another owner",
			Self::IndexOutOfRange => "the manifest has fewer leaves",
			Self::WrongProofLength => "the proof has too few hashes or too many",
			Self::NotInManifest => "the proof does not lead to the manifest's root",
			Self::WrongKeyType => "the signature's type is not that of the device's key",
			Self::BadSignature => {
				"the signature is not the device's over this activation and chain"
			},
			Self::NoNullifier => "the manifest is endorsed and the leaf names no unit",
		}
	}
}

impl From<ActivationRefusal> for TransactionValidityError {
	fn from(reason: ActivationRefusal) -> Self {
		InvalidTransaction::Custom(reason.code()).into()
	}
}

/// The manifest is not known here yet: a node a block behind must not ban the activation.
pub fn unknown_manifest() -> TransactionValidityError {
	UnknownTransaction::Custom(UNKNOWN_MANIFEST).into()
}

/// The prepaid account may be filled with the next block.
pub fn prepaid_short() -> TransactionValidityError {
	UnknownTransaction::Custom(PREPAID_SHORT).into()
}
