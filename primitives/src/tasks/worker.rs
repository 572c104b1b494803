//! Workers: devices with a stake and a key for work.

use super::{Amounts, Credit, Fate, MAX_UNITS, STAKE_NOTICE_MS};
use crate::{AccountId, Balance, BlockNumber, DevicePublic, DeviceSignature, KeyType, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The key by which a worker signs for its device: of the two schemes that cost the chain little.
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
pub enum Signer {
	/// 32 bytes of a Ristretto point.
	#[codec(index = 0)]
	Sr25519([u8; 32]),
	/// 32 bytes of an Edwards point.
	#[codec(index = 1)]
	Ed25519([u8; 32]),
}

/// A worker as it is stored. It outlives the registration of its device until its stake is gone.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Worker {
	/// Staked, and is paid, whoever owns the device since.
	pub owner: AccountId,
	pub signer: Signer,
	/// Held of the owner, in planck.
	pub staked: Balance,
	/// Bonds of open slots, in planck.
	pub reserved: Balance,
	/// Number of open slots.
	pub open: u32,
	/// Block of its enrolment, or in which its stake rose last. It counts for tasks that were posted later, so that nobody
	/// stakes where a seed has shown that it wins.
	pub enrolled_in: BlockNumber,
	/// When its stake may fall, in ms, if nothing is open.
	pub free_at: Moment,
	pub credit: Credit,
	/// Results that were paid.
	pub done: u32,
	/// Results that were wrong.
	pub wrong: u32,
	/// Slots without a result.
	pub silent: u32,
}

impl Signer {
	/// The key as devices have it.
	pub const fn public(&self) -> DevicePublic {
		match self {
			Self::Sr25519(key) => DevicePublic::Sr25519(*key),
			Self::Ed25519(key) => DevicePublic::Ed25519(*key),
		}
	}

	/// The key's scheme.
	pub const fn key_type(&self) -> KeyType {
		self.public().key_type()
	}

	/// Whether this is the key's signature over a payload. Weak keys sign nothing.
	pub fn verify(&self, message: &[u8], signature: &DeviceSignature) -> bool {
		signature.verify(message, &self.public())
	}
}

impl TryFrom<DevicePublic> for Signer {
	type Error = KeyType;

	/// The scheme is the error where it costs too much.
	fn try_from(key: DevicePublic) -> Result<Self, KeyType> {
		match key {
			DevicePublic::Sr25519(key) => Ok(Self::Sr25519(key)),
			DevicePublic::Ed25519(key) => Ok(Self::Ed25519(key)),
			other => Err(other.key_type()),
		}
	}
}

impl Worker {
	/// Whole stake units, of `unit` planck each. A rest of less than a unit counts for bonds only.
	pub fn units(&self, unit: Balance) -> u32 {
		let units = self.staked.checked_div(unit).unwrap_or_default();
		u32::try_from(units).unwrap_or(MAX_UNITS).min(MAX_UNITS)
	}

	/// Stake that no bond reserves, in planck.
	pub fn free(&self) -> Balance {
		self.staked.saturating_sub(self.reserved)
	}

	/// Reserves a bond for a slot; false where the free stake does not have it, and nothing is changed.
	#[must_use]
	pub fn reserve(&mut self, bond: Balance) -> bool {
		let open = self.open.checked_add(1);
		let reserved = self.reserved.checked_add(bond);
		match (open, reserved) {
			(Some(open), Some(reserved)) if reserved <= self.staked => {
				(self.open, self.reserved) = (open, reserved);
				true
			},
			_ => false,
		}
	}

	/// Frees the bond of a slot that another worker took, or that ran nothing.
	pub fn release(&mut self, bond: Balance) {
		// A slot is open once, with its bond.
		self.open = self.open.saturating_sub(1);
		self.reserved = self.reserved.saturating_sub(bond);
	}

	/// Closes a slot: frees its bond, takes what the fate costs from the stake, counts, and adds the fee of a checked task
	/// to the credit. Returns what was taken, in planck.
	pub fn close(
		&mut self,
		fate: Fate,
		amounts: &Amounts,
		is_checked: bool,
		now: Moment,
	) -> Balance {
		self.release(amounts.bond);
		// A slash is not more than the bond, which was within the stake.
		let slash = fate.slash(amounts).min(self.staked);
		self.staked = self.staked.saturating_sub(slash);
		let count = match fate {
			Fate::Paid => &mut self.done,
			Fate::Wrong => &mut self.wrong,
			Fate::Silent => &mut self.silent,
			Fate::Free => return slash,
		};
		// 2^32 results take longer than the chain will last.
		*count = count.saturating_add(1);
		self.free_at = self.free_at.max(now.saturating_add(STAKE_NOTICE_MS));
		if fate == Fate::Paid && is_checked {
			self.credit.add(amounts.fee, now);
		}
		slash
	}

	/// Whether its stake may fall.
	pub fn may_fall(&self, now: Moment) -> bool {
		self.open == 0 && now >= self.free_at
	}
}
