//! Pay that was not collected, page by page, to the planck of what a payout will pay.
//!
//! The SDK's `pending_rewards` and clients that follow it count pages of nominators, so that a validator without
//! nominators has nothing pending for them.

use crate::{
	constants::time::HISTORY_ERAS,
	validators::{clock, era_ends},
	AccountId, Balance, Runtime, Staking,
};
use jmt_primitives::validators::{StakingClock, UncollectedPay, UncollectedPays, PAGES_AT_ONCE};
use pallet_staking::{
	ClaimedRewards, CurrentEra, ErasRewardPoints, ErasStakersOverview, ErasStakersPaged,
	ErasValidatorPrefs, ErasValidatorReward,
};
use sp_runtime::Perbill;
use sp_staking::{EraIndex, StakingAccount};

/// The uncollected pay of the eras from `from` on, see [`UncollectedPays`]. An account that is not bonded any more
/// cannot be paid: nothing is listed for it.
///
/// Of stakers that want no reward the amounts are listed too: a payout leaves them in the staking pot.
pub fn uncollected(validator: &AccountId, from: EraIndex) -> UncollectedPays {
	let mut answer = UncollectedPays::default();
	if Staking::ledger(StakingAccount::Stash(validator.clone())).is_err() {
		return answer;
	}
	let Some(planned) = CurrentEra::<Runtime>::get() else { return answer };
	let clock = clock();
	let mut looked: u32 = 0;
	for era in from.max(planned.saturating_sub(HISTORY_ERAS))..planned {
		if looked >= PAGES_AT_ONCE {
			answer.next = Some(era);
			return answer;
		}
		// An era that nobody pays any more, or that goes on, costs a look as well.
		looked = looked.saturating_add(1);
		let Some(pay) = ErasValidatorReward::<Runtime>::get(era) else { continue };
		let Some(overview) = ErasStakersOverview::<Runtime>::get(era, validator) else { continue };
		// Without nominators there is a page all the same, for the validator.
		let pages = overview.page_count.max(1);
		looked = looked.saturating_add(pages.saturating_sub(1));
		let paid = ClaimedRewards::<Runtime>::get(era, validator);
		let open = (0..pages).filter(|page| !paid.contains(page));
		answer
			.pays
			.extend(open.map(|page| page_of(&clock, validator, era, pay, page)).filter(is_due));
	}
	answer
}

fn is_due(pay: &UncollectedPay) -> bool {
	pay.validator > 0 || pay.nominators > 0
}

/// The pay of a page, rounded step by step as `pallet_staking` does it in `do_payout_stakers_by_page`.
fn page_of(
	clock: &StakingClock,
	validator: &AccountId,
	era: EraIndex,
	pay: Balance,
	page: u32,
) -> UncollectedPay {
	let points = ErasRewardPoints::<Runtime>::get(era);
	let its = points.individual.get(validator).copied().unwrap_or_default();
	let overview = ErasStakersOverview::<Runtime>::get(era, validator).unwrap_or_default();
	let others = ErasStakersPaged::<Runtime>::get((era, validator, page)).unwrap_or_default();
	// The validator's own stake is paid with the first page.
	let own = if page == 0 { overview.own } else { 0 };
	let of_total = |stake: Balance| Perbill::from_rational(stake, overview.total);

	let part = Perbill::from_rational(its, points.total) * pay;
	let commission = ErasValidatorPrefs::<Runtime>::get(era, validator).commission * part;
	let rest = part.saturating_sub(commission);
	let own_pay = of_total(own) * rest;
	let page_stake = others.page_total.saturating_add(own);
	let commission = of_total(page_stake) * commission;
	let nominators = others
		.others
		.iter()
		.fold(0, |sum: Balance, nominator| sum.saturating_add(of_total(nominator.value) * rest));
	// The books of an era are closed at the end of the era in which it is as old as the history.
	let last_era = era.saturating_add(HISTORY_ERAS).saturating_sub(1);
	UncollectedPay {
		era,
		page,
		validator: own_pay.saturating_add(commission),
		nominators,
		last_era,
		until: era_ends(clock, last_era),
	}
}
