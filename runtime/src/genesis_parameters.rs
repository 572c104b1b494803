//! Parameters at genesis: writes what a preset says into the parameters pallet, which has no genesis of
//! its own.
//!
//! In a chain specification the values stand under `genesisParameters.consensus`,
//! `genesisParameters.proofOfTime` and `genesisParameters.governance` (see [`Consensus`], [`ProofOfTime`] and
//! [`Governance`]), so that a specification for a
//! demonstration differs from another by a few numbers:
//!
//! ```json
//! { "genesisParameters": { "consensus": { "epochSlots": 20, "roundSlots": 3 } } }
//! ```
//!
//! What is left out has the value of a real network. Building the genesis state refuses values that do not
//! fit together.

use crate::{
	constants::{governance, rounds, time},
	parameters::{dynamic, RuntimeParameters},
	Runtime,
};
use alloc::{format, string::String};
use frame_support::traits::dynamic_params::AggregatedKeyValue;
use jmt_primitives::{Balance, BlockNumber};

pub use pallet::*;

/// Whether keys that everybody knows may hold power on a network.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DevelopmentKeys {
	/// Genesis fails when a validator or the sudo key is a development key.
	#[default]
	Refused,
	/// They may: a network for development and tests.
	Allowed,
}

/// What [`dynamic::consensus`] is set to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Consensus {
	/// Slots of an epoch.
	pub epoch_slots: u64,
	/// Sessions of an era.
	pub sessions_per_era: u32,
	/// Eras that unbonding takes.
	pub bonding_eras: u32,
	/// Eras that a slash waits.
	pub slash_defer_eras: u32,
	/// Slots of a round.
	pub round_slots: u32,
	/// Slots within which a draw can be answered.
	pub window_slots: u32,
	/// Rounds of a day of draws.
	pub rounds_per_day: u32,
	/// Length of a slot, in ms.
	pub slot_ms: u64,
}

impl Default for Consensus {
	fn default() -> Self {
		Self {
			epoch_slots: time::EPOCH_SLOTS,
			sessions_per_era: time::SESSIONS_PER_ERA,
			bonding_eras: time::BONDING_ERAS,
			slash_defer_eras: time::SLASH_DEFER_ERAS,
			round_slots: rounds::ROUND_SLOTS,
			window_slots: rounds::WINDOW_SLOTS,
			rounds_per_day: rounds::ROUNDS_PER_DAY,
			slot_ms: time::SLOT_MS,
		}
	}
}

/// What [`dynamic::proof_of_time`] is set to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ProofOfTime {
	/// Blocks that a window needs for its draw to be missable, half of them with room.
	pub min_window_blocks: u32,
	/// Least number of buckets.
	pub least_buckets: u32,
	/// Answers a round that the number of buckets aims at.
	pub target_answers: u32,
	/// Most that a device of weight one is paid per day, in planck.
	pub daily_ceiling: Balance,
	/// Flat reward for pointing at a miss, in planck.
	pub bounty: Balance,
}

impl Default for ProofOfTime {
	fn default() -> Self {
		Self {
			min_window_blocks: rounds::MIN_WINDOW_BLOCKS,
			least_buckets: rounds::LEAST_BUCKETS,
			target_answers: rounds::TARGET_ANSWERS,
			daily_ceiling: rounds::DAILY_CEILING,
			bounty: rounds::BOUNTY,
		}
	}
}

/// What [`dynamic::governance`] is set to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Governance {
	/// Blocks of a day of governance.
	pub day_blocks: BlockNumber,
}

impl Default for Governance {
	fn default() -> Self {
		Self { day_blocks: governance::DAY_BLOCKS }
	}
}

impl Governance {
	/// Why these values do not fit together, if they do not. A year of governance must fit a block number
	/// many times over.
	fn fault(&self) -> Option<String> {
		let days = 1..=governance::DAY_BLOCKS.saturating_mul(10);
		if !days.contains(&self.day_blocks) {
			return Some(format!(
				"a day of governance of {} blocks: {} to {} can be",
				self.day_blocks,
				days.start(),
				days.end()
			));
		}
		None
	}

	fn write(self) {
		use dynamic::governance::{self as keys, Parameters as Group};
		let day = Group::DayBlocks(keys::DayBlocks, Some(self.day_blocks));
		write(RuntimeParameters::Governance(day));
	}
}

impl Consensus {
	/// Why these values do not fit together, if they do not.
	fn fault(&self) -> Option<String> {
		if self.epoch_slots < 4 {
			return Some(format!(
				"an epoch of {} slots is too short: 4 at least",
				self.epoch_slots
			));
		}
		// BABE takes the slot for twice its minimum period.
		if self.slot_ms < 200 || self.slot_ms > 60_000 || !self.slot_ms.is_multiple_of(2) {
			return Some(format!(
				"a slot of {} ms: an even number from 200 to 60000",
				self.slot_ms
			));
		}
		if self.sessions_per_era == 0 {
			return Some("an era needs a session".into());
		}
		// Beyond its history staking would find nothing to slash.
		let most = time::HISTORY_ERAS.min(crate::configs::MAX_UNBONDING_POOLS).saturating_sub(1);
		if self.bonding_eras == 0 || self.bonding_eras > most {
			return Some(format!("unbonding of {} eras: 1 to {most} can be", self.bonding_eras));
		}
		if self.slash_defer_eras >= self.bonding_eras {
			return Some("a slash must not wait as long as unbonding takes".into());
		}
		if self.window_slots == 0 || self.window_slots >= self.round_slots {
			return Some(format!(
				"a window of {} slots does not fit a round of {}",
				self.window_slots, self.round_slots
			));
		}
		if self.rounds_per_day == 0 || self.rounds_per_day > crate::configs::MAX_ROUNDS_PER_DAY {
			return Some(format!(
				"{} rounds a day: 1 to {} can be",
				self.rounds_per_day,
				crate::configs::MAX_ROUNDS_PER_DAY
			));
		}
		None
	}

	fn write(self) {
		use dynamic::consensus::{self as keys, Parameters as Group};
		let write = |parameter| write(RuntimeParameters::Consensus(parameter));
		write(Group::EpochSlots(keys::EpochSlots, Some(self.epoch_slots)));
		write(Group::SessionsPerEra(keys::SessionsPerEra, Some(self.sessions_per_era)));
		write(Group::BondingEras(keys::BondingEras, Some(self.bonding_eras)));
		write(Group::SlashDeferEras(keys::SlashDeferEras, Some(self.slash_defer_eras)));
		write(Group::RoundSlots(keys::RoundSlots, Some(self.round_slots)));
		write(Group::WindowSlots(keys::WindowSlots, Some(self.window_slots)));
		write(Group::RoundsPerDay(keys::RoundsPerDay, Some(self.rounds_per_day)));
		write(Group::SlotMs(keys::SlotMs, Some(self.slot_ms)));
	}
}

impl ProofOfTime {
	/// Why these values do not fit together, if they do not.
	fn fault(&self, consensus: &Consensus) -> Option<String> {
		if self.min_window_blocks > consensus.window_slots {
			return Some(format!(
				"a window of {} slots never holds {} blocks",
				consensus.window_slots, self.min_window_blocks
			));
		}
		if self.min_window_blocks == 0 {
			return Some("a draw that nobody could answer would be held against devices".into());
		}
		if self.least_buckets == 0 || self.target_answers == 0 {
			return Some("a draw needs a bucket and a target of answers".into());
		}
		None
	}

	fn write(self) {
		use dynamic::proof_of_time::{self as keys, Parameters as Group};
		let write = |parameter| write(RuntimeParameters::ProofOfTime(parameter));
		write(Group::MinWindowBlocks(keys::MinWindowBlocks, Some(self.min_window_blocks)));
		write(Group::LeastBuckets(keys::LeastBuckets, Some(self.least_buckets)));
		write(Group::TargetAnswers(keys::TargetAnswers, Some(self.target_answers)));
		write(Group::DailyCeiling(keys::DailyCeiling, Some(self.daily_ceiling)));
		write(Group::Bounty(keys::Bounty, Some(self.bounty)));
	}
}

fn write(parameter: RuntimeParameters) {
	let (key, value) = parameter.into_parts();
	pallet_parameters::Parameters::<Runtime>::set(key, value);
}

/// Writes the parameters, or says why they do not fit together.
pub fn write_all(
	consensus: Consensus,
	proof_of_time: ProofOfTime,
	governance: Governance,
) -> Result<(), String> {
	let fault = consensus
		.fault()
		.or_else(|| proof_of_time.fault(&consensus))
		.or_else(|| governance.fault());
	if let Some(fault) = fault {
		return Err(fault);
	}
	consensus.write();
	proof_of_time.write();
	governance.write();
	Ok(())
}

/// A genesis and nothing else.
#[frame_support::pallet]
pub mod pallet {
	use super::{Consensus, DevelopmentKeys, Governance, ProofOfTime};
	use core::marker::PhantomData;
	use frame_support::pallet_prelude::*;

	/// A genesis and nothing else.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// How the parameters are written.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Writes them, or says why they do not fit together.
		type Write: super::WriteParameters;
	}

	/// The values that the network starts with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Whether development keys may hold power on this network; by default not.
		pub development_keys: DevelopmentKeys,
		/// Consensus parameters.
		pub consensus: Consensus,
		/// Parameters of proof of time.
		pub proof_of_time: ProofOfTime,
		/// What the periods of governance derive from.
		pub governance: Governance,
		/// The runtime.
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			use super::WriteParameters;
			let written = T::Write::write(self.consensus, self.proof_of_time, self.governance);
			if let Err(fault) = written {
				panic!("genesis parameters do not fit together: {fault}");
			}
		}
	}
}

/// Writes parameters at genesis.
pub trait WriteParameters {
	/// Writes them, or says why they do not fit together.
	fn write(
		consensus: Consensus,
		proof_of_time: ProofOfTime,
		governance: Governance,
	) -> Result<(), String>;
}

/// Into the parameters pallet.
pub struct IntoParameters;

impl WriteParameters for IntoParameters {
	fn write(
		consensus: Consensus,
		proof_of_time: ProofOfTime,
		governance: Governance,
	) -> Result<(), String> {
		write_all(consensus, proof_of_time, governance)
	}
}
