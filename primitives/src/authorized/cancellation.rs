//! Cancellations of key rotations, by the key that is to go.
//!
//! | reason | what the pool sees |
//! |---|---|
//! | the rotation is not known yet | `UnknownTransaction::Custom(22)`: refused, not banned |
//! | the block's share of activations and rotations is full | `InvalidTransaction::ExhaustsResources`: kept for the next block |
//! | see [`CancellationRefusal`] | `InvalidTransaction::Custom(code)`: dropped |

use super::{codes, valid, Refusal, Tier};
use crate::{DeviceId, Moment};
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionLongevity, TransactionValidityError, UnknownTransaction,
	ValidTransaction,
};

/// Tag prefix of a cancellation: it provides `(CANCELLATION_TAG, device, started)`.
pub const CANCELLATION_TAG: &[u8] = b"jmt/rotation";

/// Tier of a cancellation.
pub const CANCELLATION_TIER: Tier = Tier::Due;

/// Blocks for which a pool keeps a cancellation: five minutes.
pub const CANCELLATION_LONGEVITY: TransactionLongevity = 150;

/// A good cancellation. One of a rotation is in the pool at most, whatever its signature or its encoding.
pub fn valid_cancellation(device: &DeviceId, started: Moment) -> ValidTransaction {
	valid(CANCELLATION_TAG, (device, started), CANCELLATION_LONGEVITY, CANCELLATION_TIER)
}

/// Code of [`UnknownTransaction::Custom`] for a rotation that starts after the node's newest block.
pub const UNKNOWN_ROTATION: u8 = 22;

/// The reasons for which a cancellation is refused. The number is the code that clients see.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum CancellationRefusal {
	/// The device has no rotation that started then.
	NoRotation = 42,
	/// The key cancelled another less than 30 days ago.
	CancelledRecently = 43,
	/// The signature's type is not that of the device's key.
	WrongKeyType = 44,
	/// The signature is not the key's over this rotation and chain.
	BadSignature = 45,
}

impl CancellationRefusal {
	/// Every reason, in the order of its code.
	pub const ALL: [CancellationRefusal; 4] =
		[Self::NoRotation, Self::CancelledRecently, Self::WrongKeyType, Self::BadSignature];
}

// Every code is out of the range of devices.
const _: () = {
	let mut rest: &[CancellationRefusal] = &CancellationRefusal::ALL;
	while let [reason, others @ ..] = rest {
		assert!(codes::DEVICES.contains(*reason as u8)); // cast: the code is the discriminant
		rest = others;
	}
	assert!(codes::DEVICES.contains(UNKNOWN_ROTATION));
};

impl Refusal for CancellationRefusal {
	const CALL: &'static str = "cancellation of a rotation";

	fn from_code(code: u8) -> Option<Self> {
		Self::ALL.into_iter().find(|reason| reason.code() == code)
	}

	fn code(&self) -> u8 {
		*self as u8 // cast: the code is the discriminant
	}

	fn describe(&self) -> &'static str {
		match self {
			Self::NoRotation => "the device has no rotation that started then",
			Self::CancelledRecently => "the key cancelled another rotation less than 30 days ago",
			Self::WrongKeyType => "the signature's type is not that of the device's key",
			Self::BadSignature => "the signature is not the device's over this rotation and chain",
		}
	}
}

impl From<CancellationRefusal> for TransactionValidityError {
	fn from(reason: CancellationRefusal) -> Self {
		InvalidTransaction::Custom(reason.code()).into()
	}
}

/// The rotation is not known here yet: a node a block behind must not ban the cancellation.
pub fn unknown_rotation() -> TransactionValidityError {
	UnknownTransaction::Custom(UNKNOWN_ROTATION).into()
}
