//! The keyless accounts whose JMT have no owner yet.

use crate::{Balance, JMT};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A keyless account. Genesis mints into the first four; the two *working* pots begin empty and hold withdrawn
/// money of a stream until it is collected. The address derives from [`Pot::pallet_id`].
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
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Pot {
	/// 15 B: released day by day to those who stay online and work.
	#[codec(index = 0)]
	Mining,
	/// 15 B: grants for applications and development; also receives fees, dust and slashes.
	#[codec(index = 1)]
	Ecosystem,
	/// 15 B: upkeep, community, airdrops, listings.
	#[codec(index = 2)]
	Foundation,
	/// 5 B: ten yearly tranches.
	#[codec(index = 3)]
	Team,
	/// Device rewards until their owners claim them.
	#[codec(index = 4)]
	Rewards,
	/// The pay of past eras until validators and nominators collect it.
	#[codec(index = 5)]
	StakingRewards,
}

impl Pot {
	/// Every pot, in the order of its codec index.
	pub const ALL: [Pot; 6] = [
		Pot::Mining,
		Pot::Ecosystem,
		Pot::Foundation,
		Pot::Team,
		Pot::Rewards,
		Pot::StakingRewards,
	];

	/// The pots that genesis mints into.
	pub const ENDOWED: [Pot; 4] = [Pot::Mining, Pot::Ecosystem, Pot::Foundation, Pot::Team];

	/// Minted into the pot at genesis, in planck.
	pub const fn genesis_balance(self) -> Balance {
		match self {
			Pot::Mining | Pot::Ecosystem | Pot::Foundation => 15_000_000_000 * JMT,
			Pot::Team => 5_000_000_000 * JMT,
			Pot::Rewards | Pot::StakingRewards => 0,
		}
	}

	/// Seed of the pot's keyless address: `AccountIdConversion::into_account_truncating` of this id.
	pub const fn pallet_id(self) -> [u8; 8] {
		match self {
			Pot::Mining => *b"jmt/mine",
			Pot::Ecosystem => *b"jmt/ecos",
			Pot::Foundation => *b"jmt/fund",
			Pot::Team => *b"jmt/team",
			Pot::Rewards => *b"jmt/rewd",
			Pot::StakingRewards => *b"jmt/stak",
		}
	}

	/// The pot's name, as metadata and JSON have it.
	pub const fn name(self) -> &'static str {
		match self {
			Pot::Mining => "mining",
			Pot::Ecosystem => "ecosystem",
			Pot::Foundation => "foundation",
			Pot::Team => "team",
			Pot::Rewards => "rewards",
			Pot::StakingRewards => "staking_rewards",
		}
	}
}

/// The balance of each pot, in planck.
#[derive(
	Clone,
	Copy,
	Default,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub struct PotBalances {
	/// Of [`Pot::Mining`].
	pub mining: Balance,
	/// Of [`Pot::Ecosystem`].
	pub ecosystem: Balance,
	/// Of [`Pot::Foundation`].
	pub foundation: Balance,
	/// Of [`Pot::Team`].
	pub team: Balance,
	/// Of [`Pot::Rewards`].
	pub rewards: Balance,
	/// Of [`Pot::StakingRewards`].
	pub staking_rewards: Balance,
}

impl PotBalances {
	/// Asks `balance_of` for each pot.
	pub fn read(balance_of: impl Fn(Pot) -> Balance) -> Self {
		Self {
			mining: balance_of(Pot::Mining),
			ecosystem: balance_of(Pot::Ecosystem),
			foundation: balance_of(Pot::Foundation),
			team: balance_of(Pot::Team),
			rewards: balance_of(Pot::Rewards),
			staking_rewards: balance_of(Pot::StakingRewards),
		}
	}

	/// The balance of a pot.
	pub const fn of(&self, pot: Pot) -> Balance {
		match pot {
			Pot::Mining => self.mining,
			Pot::Ecosystem => self.ecosystem,
			Pot::Foundation => self.foundation,
			Pot::Team => self.team,
			Pot::Rewards => self.rewards,
			Pot::StakingRewards => self.staking_rewards,
		}
	}

	/// All pots together; `None` when that is more than a balance can be.
	pub fn sum(&self) -> Option<Balance> {
		Pot::ALL.into_iter().try_fold(0, |sum: Balance, pot| sum.checked_add(self.of(pot)))
	}
}
