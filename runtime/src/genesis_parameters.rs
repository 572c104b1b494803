//! Parameters at genesis: writes the values of a preset into the parameters pallet, which has no genesis of
//! its own.
//!
//! In a chain specification the values stand under `genesisParameters.consensus`,
//! `genesisParameters.proofOfTime`, `genesisParameters.governance`, `genesisParameters.devices`,
//! `genesisParameters.zk` and `genesisParameters.tasks` (see [`Consensus`], [`ProofOfTime`], [`Governance`], [`Devices`],
//! [`Zk`] and [`Tasks`]), so that a specification for a demonstration differs from another by a few numbers:
//!
//! ```json
//! { "genesisParameters": { "consensus": { "epochSlots": 20, "roundSlots": 3 } } }
//! ```
//!
//! Omitted values are those of a real network. Building the genesis state refuses values that do not fit
//! together.

use crate::{
	constants::{governance, time, zero_knowledge},
	parameters::{Consensus, Devices, Governance, ProofOfTime, Tasks, Zk},
};
use alloc::{format, string::String};
use core::ops::RangeInclusive;
use jmt_primitives::proof_of_time::WEIGHT_ONE;

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
}

/// The bounds of a base factor, the most that a stay or a stake multiplies by, and the share of a domain. Draws keep
/// to these bounds whatever the parameters are set to ([`Terms::within_bounds`](jmt_primitives::proof_of_time::Terms)).
const BASE: RangeInclusive<u64> = 0..=2 * WEIGHT_ONE;
const MOST: RangeInclusive<u64> = WEIGHT_ONE..=4 * WEIGHT_ONE;
const SHARE: RangeInclusive<u64> = 1..=WEIGHT_ONE;

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
		let bases = [self.base_without_unit, self.base_level_one, self.base_level_two];
		if let Some(base) = bases.into_iter().find(|base| !BASE.contains(base)) {
			return Some(format!("a base factor of {base}: {} at most", BASE.end()));
		}
		let most = [self.stay_most, self.stake_most];
		if let Some(most) = most.into_iter().find(|most| !MOST.contains(most)) {
			return Some(format!(
				"a stay or a stake that counts {most}: {} to {} can be",
				MOST.start(),
				MOST.end()
			));
		}
		if !SHARE.contains(&self.top_share) {
			return Some(format!(
				"a share of {} for a domain: {} to {} can be",
				self.top_share,
				SHARE.start(),
				SHARE.end()
			));
		}
		None
	}
}

impl Zk {
	/// Why these values do not fit, if they do not.
	fn fault(&self) -> Option<String> {
		use zero_knowledge::*;
		let (bits, lifetime) = (self.stamp_bits, self.root_lifetime);
		if !(MIN_STAMP_BITS..=MAX_STAMP_BITS).contains(&bits) {
			return Some(format!(
				"stamps of {bits} bits: {MIN_STAMP_BITS} to {MAX_STAMP_BITS} can be"
			));
		}
		if !(MIN_ROOT_LIFETIME_MS..=MAX_ROOT_LIFETIME_MS).contains(&lifetime) {
			return Some(format!(
				"a replaced root that is good for {lifetime} ms: {MIN_ROOT_LIFETIME_MS} to \
				 {MAX_ROOT_LIFETIME_MS} can be"
			));
		}
		None
	}
}

impl Tasks {
	/// Why these values do not fit together, if they do not.
	fn fault(&self) -> Option<String> {
		let nearest = self.rates.within_bounds();
		(nearest != self.rates)
			.then(|| format!("rates of tasks that do not work; the nearest that do: {nearest:?}"))
	}
}

/// Writes the parameters, or says why they do not fit together.
pub fn write_all(
	consensus: Consensus,
	proof_of_time: ProofOfTime,
	governance: Governance,
	devices: Devices,
	zk: Zk,
	tasks: Tasks,
) -> Result<(), String> {
	let fault = consensus
		.fault()
		.or_else(|| proof_of_time.fault(&consensus))
		.or_else(|| governance.fault())
		.or_else(|| zk.fault())
		.or_else(|| tasks.fault());
	if let Some(fault) = fault {
		return Err(fault);
	}
	consensus.write();
	proof_of_time.write();
	governance.write();
	devices.write();
	zk.write();
	tasks.write();
	Ok(())
}

/// A genesis and nothing else.
#[frame_support::pallet]
pub mod pallet {
	use super::{
		write_all, Consensus, DevelopmentKeys, Devices, Governance, ProofOfTime, Tasks, Zk,
	};
	use core::marker::PhantomData;
	use frame_support::pallet_prelude::*;

	/// A genesis and nothing else.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// No item: it writes the parameters of this runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {}

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
		/// Base of the periods of governance.
		pub governance: Governance,
		/// Parameters of devices and their domains.
		pub devices: Devices,
		/// Parameters of zero-knowledge proofs.
		pub zk: Zk,
		/// Parameters of tasks.
		pub tasks: Tasks,
		/// The runtime.
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let written = write_all(
				self.consensus,
				self.proof_of_time,
				self.governance,
				self.devices,
				self.zk,
				self.tasks,
			);
			if let Err(fault) = written {
				panic!("genesis parameters do not fit together: {fault}");
			}
		}
	}
}
