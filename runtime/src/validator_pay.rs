//! Pay of validators and their nominators: from the validator stream at each era, through the staking
//! pallet's payout, with the total issuance unchanged.
//!
//! # How it works
//!
//! 1. **An era ends** ([`EraPay`]): all that the validator stream has available moves from the mining pot
//!    into the staking pot, a keyless account, and the staking pallet notes it as the era's pay. The time
//!    between two ends does not matter: an era after an outage pays the release of the outage.
//! 2. **Somebody collects** (`Staking.payout_stakers`): the staking pallet mints, and [`PaysFromStakingPot`]
//!    takes the same amount out of the staking pot before the call ends, so that the issuance stays the
//!    same.
//! 3. **An era is closed** after as many eras as staking remembers ([`close_books`]): it can be collected no
//!    longer, and its uncollected pay goes back to the validator stream, which pays it again in later eras.
//!    It is computed page by page from the records of the staking pallet, in the block that ends an era.
//!    The work is bounded by the validators of an era.
//!
//! Pay that the staking pallet would put aside when its cap on stakers' rewards is below one goes back to
//! the stream as well ([`ReturnsRemainder`]).
//!
//! # Rounding
//!
//! The staking pallet rounds each payout to the nearest planck, so the payouts of an era can exceed its pay
//! by a few thousand planck. [`ROUNDING_RESERVE`] of each era's withdrawal stays in the pot for that. The
//! uncollected pay is computed floored.

mod uncollected;

pub use uncollected::uncollected;

use crate::{
	circulation::StakingPot,
	configs::EcosystemAccount,
	constants::{currency::EXISTENTIAL_DEPOSIT, staking::ROUNDING_RESERVE, time::HISTORY_ERAS},
	AccountId, Balance, Balances, Runtime,
};
use frame_support::{
	defensive,
	traits::{
		fungible::{Balanced, Credit, Debt, Inspect},
		tokens::Preservation,
		Get, Imbalance, OnUnbalanced,
	},
};
use jmt_primitives::supply::RewardStream;
use pallet_emission::ValidatorStream;
use pallet_staking::{
	ClaimedRewards, CurrentEra, ErasRewardPoints, ErasStakersOverview, ErasStakersPaged,
	ErasValidatorReward,
};
use sp_runtime::Perbill;
use sp_staking::{EraIndex, EraPayout};

/// The validator stream of this runtime.
type Stream = ValidatorStream<Runtime>;

/// Withdraws an era's pay from the validator stream.
pub struct EraPay;

impl EraPayout<Balance> for EraPay {
	/// All that the stream has available, less the reserve for rounding and, once, the existential deposit of
	/// the staking pot. The remainder is 0: money that is not withdrawn stays with the stream.
	fn era_payout(_staked: Balance, _issuance: Balance, _era_ms: u64) -> (Balance, Balance) {
		close_books();
		let pot = StakingPot::get();
		let keeps = if <Balances as Inspect<AccountId>>::total_balance(&pot) == 0 {
			EXISTENTIAL_DEPOSIT.saturating_add(ROUNDING_RESERVE)
		} else {
			ROUNDING_RESERVE
		};
		let available = Stream::available();
		let pay = available.saturating_sub(keeps);
		if pay == 0 {
			return (0, 0);
		}
		if Stream::withdraw(&pot, available).is_err() {
			defensive!(
				"what is available can be withdrawn into a pot that exists or comes to exist"
			);
			return (0, 0);
		}
		(pay, 0)
	}
}

/// Takes as much out of the staking pot as the staking pallet has minted for a payout.
pub struct PaysFromStakingPot;

impl OnUnbalanced<Debt<AccountId, Balances>> for PaysFromStakingPot {
	fn on_nonzero_unbalanced(minted: Debt<AccountId, Balances>) {
		let paid = Balances::settle(&StakingPot::get(), minted, Preservation::Preserve);
		if let Err(minted) = paid {
			defensive!("the staking pot holds every era's pay until it is collected");
			// The supply stays whole whatever happens.
			let _ = Balances::settle(&EcosystemAccount::get(), minted, Preservation::Preserve);
		}
	}
}

/// Gives the part of an era's pay that the staking pallet puts aside back to the stream.
pub struct ReturnsRemainder;

impl OnUnbalanced<Credit<AccountId, Balances>> for ReturnsRemainder {
	fn on_nonzero_unbalanced(remainder: Credit<AccountId, Balances>) {
		let amount = remainder.peek();
		// It was issued for this handler: dropping it takes it out of the issuance again.
		drop(remainder);
		if Stream::give_back(&StakingPot::get(), amount).is_err() {
			defensive!("the staking pot holds the whole of the era's pay");
		}
	}
}

/// Closes the oldest era that could still be collected, and gives its uncollected pay back.
fn close_books() {
	let oldest = CurrentEra::<Runtime>::get().and_then(|era| era.checked_sub(HISTORY_ERAS));
	let Some(era) = oldest else { return };
	// Without it the staking pallet refuses to pay the era.
	let Some(pay) = ErasValidatorReward::<Runtime>::take(era) else { return };
	let amount = not_collected(era, pay);
	if Stream::give_back(&StakingPot::get(), amount).is_err() {
		defensive!("the staking pot holds what was not collected");
	}
}

/// The uncollected part of an era's pay, floored.
fn not_collected(era: EraIndex, pay: Balance) -> Balance {
	let points = ErasRewardPoints::<Runtime>::get(era);
	if points.total == 0 {
		return pay;
	}
	points.individual.into_iter().fold(0, |sum: Balance, (validator, its)| {
		let part = Perbill::from_rational(its, points.total).mul_floor(pay);
		sum.saturating_add(not_collected_of(era, &validator, part))
	})
}

/// The uncollected rest of a validator's part, its nominators' included: the parts of the pages that were not
/// paid, each as large as its stake.
fn not_collected_of(era: EraIndex, validator: &AccountId, part: Balance) -> Balance {
	let paid = ClaimedRewards::<Runtime>::get(era, validator);
	if paid.is_empty() {
		return part;
	}
	let Some(overview) = ErasStakersOverview::<Runtime>::get(era, validator) else { return 0 };
	(0..overview.page_count).filter(|page| !paid.contains(page)).fold(0, |sum: Balance, page| {
		let others = ErasStakersPaged::<Runtime>::get((era, validator, page))
			.map(|page| page.page_total)
			.unwrap_or_default();
		// The validator's own stake is paid with the first page.
		let stake = if page == 0 { others.saturating_add(overview.own) } else { others };
		sum.saturating_add(Perbill::from_rational(stake, overview.total).mul_floor(part))
	})
}
