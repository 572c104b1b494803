//! What presets set differently: short epochs, rounds and days for tests and demonstrations, without a
//! second copy of the configuration.
//!
//! Each value here is a parameter of the parameters pallet. Its default is that of a real network. Genesis
//! writes all of them ([`crate::genesis_parameters`]), so that a changed default in a later runtime changes
//! no running network. Who may change them afterwards says [`Administrator`].

use crate::{constants::*, governance::EnsureEconomy, Runtime, RuntimeOrigin};
use frame_support::{
	dynamic_params::{dynamic_pallet_params, dynamic_params},
	traits::{EitherOf, EnsureOrigin, EnsureOriginWithArg},
};
use frame_system::EnsureRoot;
use jmt_primitives::{AccountId, Balance, BlockNumber};

/// Every parameter, by group.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic {
	use super::*;

	/// What epoch, session, round and day numbers derive from, and terms that stakers agreed to. Set at
	/// genesis and never again.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod consensus {
		/// Slots of an epoch, which is a session.
		#[codec(index = 0)]
		pub static EpochSlots: u64 = time::EPOCH_SLOTS;

		/// Sessions of an era.
		#[codec(index = 1)]
		pub static SessionsPerEra: u32 = time::SESSIONS_PER_ERA;

		/// Eras that unbonding takes.
		#[codec(index = 2)]
		pub static BondingEras: u32 = time::BONDING_ERAS;

		/// Eras that a slash waits; less than unbonding takes.
		#[codec(index = 3)]
		pub static SlashDeferEras: u32 = time::SLASH_DEFER_ERAS;

		/// Slots of a round of proof of time.
		#[codec(index = 4)]
		pub static RoundSlots: u32 = rounds::ROUND_SLOTS;

		/// Slots after its block within which a draw can be answered; less than a round.
		#[codec(index = 5)]
		pub static WindowSlots: u32 = rounds::WINDOW_SLOTS;

		/// Rounds of a day of draws.
		#[codec(index = 6)]
		pub static RoundsPerDay: u32 = rounds::ROUNDS_PER_DAY;

		/// Length of a slot, in ms.
		#[codec(index = 7)]
		pub static SlotMs: u64 = time::SLOT_MS;
	}

	/// What governs draws and pay of devices from their change on.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod proof_of_time {
		/// Blocks that a window needs for its draw to be missable, half of them with room.
		#[codec(index = 0)]
		pub static MinWindowBlocks: u32 = rounds::MIN_WINDOW_BLOCKS;

		/// Least number of buckets.
		#[codec(index = 1)]
		pub static LeastBuckets: u32 = rounds::LEAST_BUCKETS;

		/// Answers a round that the number of buckets aims at.
		#[codec(index = 2)]
		pub static TargetAnswers: u32 = rounds::TARGET_ANSWERS;

		/// Most that a device of weight one is paid per day, in planck.
		#[codec(index = 3)]
		pub static DailyCeiling: Balance = rounds::DAILY_CEILING;

		/// Flat reward for pointing at a miss, in planck.
		#[codec(index = 4)]
		pub static Bounty: Balance = rounds::BOUNTY;
	}

	/// What the periods of governance derive from. Set at genesis and never again.
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod governance {
		/// Blocks of a day of governance.
		#[codec(index = 0)]
		pub static DayBlocks: BlockNumber = crate::constants::governance::DAY_BLOCKS;
	}
}

/// The assembly, as Root or on its track of the economy.
pub type RootOrEconomy = EitherOf<EnsureRoot<AccountId>, EnsureEconomy>;

/// Who may change a parameter: the assembly, as Root or on its track of the economy; but nobody what stands
/// in [`dynamic::consensus`] and [`dynamic::governance`].
pub struct Administrator;

impl EnsureOriginWithArg<RuntimeOrigin, RuntimeParametersKey> for Administrator {
	type Success = ();

	fn try_origin(
		origin: RuntimeOrigin,
		key: &RuntimeParametersKey,
	) -> Result<Self::Success, RuntimeOrigin> {
		match key {
			RuntimeParametersKey::Consensus(_) | RuntimeParametersKey::Governance(_) => Err(origin),
			RuntimeParametersKey::ProofOfTime(_) => RootOrEconomy::try_origin(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(key: &RuntimeParametersKey) -> Result<RuntimeOrigin, ()> {
		match key {
			RuntimeParametersKey::Consensus(_) | RuntimeParametersKey::Governance(_) => Err(()),
			RuntimeParametersKey::ProofOfTime(_) => Ok(RuntimeOrigin::root()),
		}
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		RuntimeParameters::ProofOfTime(dynamic::proof_of_time::Parameters::LeastBuckets(
			dynamic::proof_of_time::LeastBuckets,
			Some(rounds::LEAST_BUCKETS),
		))
	}
}
