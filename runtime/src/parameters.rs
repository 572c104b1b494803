//! Parameters that presets set differently: short epochs, rounds and days for tests and demonstrations, without
//! a second copy of the configuration.
//!
//! Each value is written once, in the list below. It is a parameter of the parameters pallet, with the default
//! of a real network, and a field of a chain specification. Genesis writes all of them
//! ([`crate::genesis_parameters`]), so that a changed default in a later runtime changes no running network. [`Administrator`] says by whom they are changed afterwards.

use crate::{configs::TaskRates, constants::*, governance::EnsureEconomy, Runtime, RuntimeOrigin};
use frame_support::{
	dynamic_params::{dynamic_pallet_params, dynamic_params},
	traits::{dynamic_params::AggregatedKeyValue, EitherOf, EnsureOrigin, EnsureOriginWithArg},
};
use frame_system::EnsureRoot;
use jmt_primitives::{AccountId, Balance, BlockNumber};

/// Makes of each group its parameters, the values that they are set to at genesis with the defaults, and the
/// function that writes them. A parameter has two names, since a macro cannot derive one from the other: its own,
/// and the field's.
macro_rules! parameters {
	($(
		$( #[$( $about:tt )*] )*
		[$group_index:tt] $module:ident $group:ident {
			$(
				$( #[$( $doc:tt )*] )*
				[$index:tt] $key:ident $field:ident: $type:ident = $default:expr;
			)+
		}
	)+) => {
		/// Every parameter, by group.
		#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
		pub mod dynamic {
			use super::*;

			$(
				$( #[$( $about )*] )*
				#[dynamic_pallet_params]
				#[codec(index = $group_index)]
				pub mod $module {
					$(
						$( #[$( $doc )*] )*
						#[codec(index = $index)]
						pub static $key: $type = $default;
					)+
				}
			)+
		}

		$(
			$( #[$( $about )*] )*
			#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
			#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
			pub struct $group {
				$(
					$( #[$( $doc )*] )*
					pub $field: $type,
				)+
			}

			impl Default for $group {
				fn default() -> Self {
					Self { $( $field: $default, )+ }
				}
			}

			impl $group {
				/// Sets each parameter to its value.
				pub(crate) fn write(self) {
					use dynamic::$module as keys;
					$(
						let value = keys::Parameters::$key(keys::$key, Some(self.$field));
						set(RuntimeParameters::$group(value));
					)+
				}
			}
		)+
	};
}

parameters! {
	/// Lengths that epoch, session, round and day numbers derive from, and terms that stakers agreed to. Set at
	/// genesis and never again.
	[0] consensus Consensus {
		/// Slots of an epoch, which is a session.
		[0] EpochSlots epoch_slots: u64 = time::EPOCH_SLOTS;
		/// Sessions of an era.
		[1] SessionsPerEra sessions_per_era: u32 = time::SESSIONS_PER_ERA;
		/// Eras that unbonding takes.
		[2] BondingEras bonding_eras: u32 = time::BONDING_ERAS;
		/// Eras that a slash waits; less than unbonding takes.
		[3] SlashDeferEras slash_defer_eras: u32 = time::SLASH_DEFER_ERAS;
		/// Slots of a round of proof of time.
		[4] RoundSlots round_slots: u32 = rounds::ROUND_SLOTS;
		/// Slots after its block within which a draw can be answered; less than a round.
		[5] WindowSlots window_slots: u32 = rounds::WINDOW_SLOTS;
		/// Rounds of a day of draws.
		[6] RoundsPerDay rounds_per_day: u32 = rounds::ROUNDS_PER_DAY;
		/// Length of a slot, in ms.
		[7] SlotMs slot_ms: u64 = time::SLOT_MS;
	}

	/// Rules of draws and pay of devices, effective from their change on; those of weights from the next draw on.
	[1] proof_of_time ProofOfTime {
		/// Blocks that a window needs for its draw to be missable, half of them with room.
		[0] MinWindowBlocks min_window_blocks: u32 = rounds::MIN_WINDOW_BLOCKS;
		/// Least number of buckets.
		[1] LeastBuckets least_buckets: u32 = rounds::LEAST_BUCKETS;
		/// Answers a round that the number of buckets aims at.
		[2] TargetAnswers target_answers: u32 = rounds::TARGET_ANSWERS;
		/// Most that a device of weight one is paid per day, in planck.
		[3] DailyCeiling daily_ceiling: Balance = rounds::DAILY_CEILING;
		/// Flat reward for pointing at a miss, in planck.
		[4] Bounty bounty: Balance = rounds::BOUNTY;
		/// Factor of a device without a unit, 10^6 as one; two at most.
		[5] BaseWithoutUnit base_without_unit: u64 = rounds::BASE_WITHOUT_UNIT;
		/// Factor of a device with a unit of level one, 10^6 as one; two at most.
		[6] BaseLevelOne base_level_one: u64 = rounds::BASE_LEVEL_ONE;
		/// Factor of a device with a unit of level two, 10^6 as one; two at most.
		[7] BaseLevelTwo base_level_two: u64 = rounds::BASE_LEVEL_TWO;
		// 8 and 9 are kept for answers that no gateway countersigned.
		/// Days of unbroken stay after which it counts in full.
		[10] StayDays stay_days: u32 = rounds::STAY_DAYS;
		/// Factor of the longest stay, 10^6 as one; one to four.
		[11] StayMost stay_most: u64 = rounds::STAY_MOST;
		/// Factor of the largest stake, 10^6 as one; one to four.
		[12] StakeMost stake_most: u64 = rounds::STAKE_MOST;
		/// Most that all devices without a unit are paid together per day, in planck.
		[13] DailyWithoutUnit daily_without_unit: Balance = rounds::DAILY_WITHOUT_UNIT;
		/// Largest share of the pay of all units for those under one domain without a parent, 10^6 as all of it.
		[14] TopShare top_share: u64 = rounds::TOP_SHARE;
	}

	/// The base of the periods of governance. Set at genesis and never again.
	[2] governance Governance {
		/// Blocks of a day of governance.
		[0] DayBlocks day_blocks: BlockNumber = crate::constants::governance::DAY_BLOCKS;
	}

	/// Rules of devices and their domains, effective from their change on.
	[3] devices Devices {
		/// Least price of an activation, in planck. The fee of a signed call of its weight where that is more.
		[0] ActivationPrice activation_price: Balance = identity::ACTIVATION_PRICE;
	}

	/// Rules of zero-knowledge proofs, effective from their change on.
	[4] zk Zk {
		/// Leading zero bits of a fee-free signal's stamp. The verifier takes 8 at least and 40 at most.
		[0] StampBits stamp_bits: u32 = zero_knowledge::STAMP_BITS;
		/// How long a group's root stays good after it was replaced, in ms. The verifier takes a minute at
		/// least and a day at most.
		[1] RootLifetime root_lifetime: u64 = zero_knowledge::ROOT_LIFETIME_MS;
	}

	/// Rules of tasks, effective for those posted from their change on.
	[5] tasks Tasks {
		/// All rates of the market. Tasks take the nearest ones that fit together.
		[0] Rates rates: TaskRates = crate::constants::tasks::RATES;
	}
}

fn set(parameter: RuntimeParameters) {
	let (key, value) = parameter.into_parts();
	pallet_parameters::Parameters::<Runtime>::set(key, value);
}

/// The assembly, as Root or on its track of the economy.
pub type RootOrEconomy = EitherOf<EnsureRoot<AccountId>, EnsureEconomy>;

/// The assembly, as Root or on its track of the economy, may change a parameter; those in
/// [`dynamic::consensus`] and [`dynamic::governance`] never change.
pub struct Administrator;

impl EnsureOriginWithArg<RuntimeOrigin, RuntimeParametersKey> for Administrator {
	type Success = ();

	fn try_origin(
		origin: RuntimeOrigin,
		key: &RuntimeParametersKey,
	) -> Result<Self::Success, RuntimeOrigin> {
		match key {
			RuntimeParametersKey::Consensus(_) | RuntimeParametersKey::Governance(_) => Err(origin),
			RuntimeParametersKey::ProofOfTime(_)
			| RuntimeParametersKey::Devices(_)
			| RuntimeParametersKey::Zk(_)
			| RuntimeParametersKey::Tasks(_) => RootOrEconomy::try_origin(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(key: &RuntimeParametersKey) -> Result<RuntimeOrigin, ()> {
		match key {
			RuntimeParametersKey::Consensus(_) | RuntimeParametersKey::Governance(_) => Err(()),
			RuntimeParametersKey::ProofOfTime(_)
			| RuntimeParametersKey::Devices(_)
			| RuntimeParametersKey::Zk(_)
			| RuntimeParametersKey::Tasks(_) => Ok(RuntimeOrigin::root()),
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
