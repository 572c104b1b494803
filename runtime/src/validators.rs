//! Where a validator stands, and when its next step counts: answers composed of staking and sessions.

use crate::{
	configs::KeysInUse, parameters::dynamic::consensus, AccountId, Babe, Moment, Runtime, Session,
	Staking,
};
use codec::Encode;
use frame_support::traits::Get;
use jmt_primitives::validators::{Bond, Candidate, StakingClock, Unbonding, ValidatorReport};
use pallet_session::NextKeys;
use pallet_staking::{
	ActiveEra, CurrentEra, ErasRewardPoints, ErasStakersOverview, ErasStartSessionIndex,
	MinValidatorBond, ValidatorCount, Validators,
};
use sp_staking::{EraIndex, StakingAccount};

/// The era that is paid for now.
pub(crate) fn active_era() -> EraIndex {
	ActiveEra::<Runtime>::get().map_or(0, |era| era.index)
}

/// Where an account stands as a validator.
pub fn report(account: &AccountId) -> ValidatorReport {
	let era = active_era();
	let planned = CurrentEra::<Runtime>::get().filter(|planned| *planned > era);
	let elected = |era| ErasStakersOverview::<Runtime>::contains_key(era, account);
	let own =
		|(who, keys): (AccountId, crate::SessionKeys)| (who == *account).then(|| keys.encode());
	let ledger = Staking::ledger(StakingAccount::Stash(account.clone()));
	ValidatorReport {
		bond: ledger.ok().map(|ledger| Bond {
			active: ledger.active,
			unbonding: ledger
				.unlocking
				.iter()
				.map(|part| Unbonding { amount: part.value, from_era: part.era })
				.collect(),
		}),
		candidate: Validators::<Runtime>::contains_key(account).then(|| {
			let terms = Validators::<Runtime>::get(account);
			Candidate { commission: terms.commission.deconstruct(), blocked: terms.blocked }
		}),
		registered_keys: NextKeys::<Runtime>::get(account).map(|keys| keys.encode()),
		queued_keys: Session::queued_keys().into_iter().find_map(own),
		keys_in_use: KeysInUse::get().into_iter().find_map(own),
		elected: elected(era),
		elected_next: planned.map(elected),
		points: ErasRewardPoints::<Runtime>::get(era).individual.get(account).copied().unwrap_or(0),
	}
}

/// Which session and era it is, and when others begin.
pub fn clock() -> StakingClock {
	let slot_ms = consensus::SlotMs::get();
	let epoch_slots = consensus::EpochSlots::get();
	let next_epoch = u64::from(Babe::current_epoch_start()).saturating_add(epoch_slots);
	let sessions_per_era = consensus::SessionsPerEra::get();
	let planned = CurrentEra::<Runtime>::get().unwrap_or_default();
	let begins = ErasStartSessionIndex::<Runtime>::get(planned).unwrap_or_default();
	StakingClock {
		session: Session::current_index(),
		next_session_at: next_epoch.saturating_mul(slot_ms),
		session_ms: epoch_slots.saturating_mul(slot_ms),
		era: active_era(),
		// A session is planned by the block that begins the one before it.
		election_session: begins.saturating_add(sessions_per_era).saturating_sub(1),
		elected_era: planned.saturating_add(1),
		sessions_per_era,
		bonding_eras: consensus::BondingEras::get(),
		places: ValidatorCount::<Runtime>::get(),
		candidates: Validators::<Runtime>::count(),
		min_bond: MinValidatorBond::<Runtime>::get(),
	}
}

/// When an era ends, in ms.
pub(crate) fn era_ends(clock: &StakingClock, era: EraIndex) -> Moment {
	clock.era_begins(era.saturating_add(1))
}
