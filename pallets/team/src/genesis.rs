//! The naming of the team, which happens here and nowhere else.

use crate::{Beneficiaries, Beneficiary, Config, Count, Group};
use frame_support::traits::{fungible::Inspect, Get};
use sp_runtime::Perbill;

/// Stores the beneficiaries. Panics unless there is none, or each is named once with a share above zero,
/// they are not too many, the shares sum to one, and the pot holds the total.
pub(crate) fn name_beneficiaries<T: Config>(beneficiaries: &[(T::AccountId, Group, Perbill)]) {
	if beneficiaries.is_empty() {
		return;
	}
	assert_pot_is_filled::<T>();
	let max = T::MaxBeneficiaries::get();
	let count = u32::try_from(beneficiaries.len()).unwrap_or(u32::MAX);
	assert!(count <= max, "genesis names {count} beneficiaries of the team, more than {max}");
	let pot = T::Pot::get();
	for (who, group, share) in beneficiaries {
		assert!(*who != pot, "genesis names the team's pot as a beneficiary: it has no key");
		assert!(!share.is_zero(), "genesis names the beneficiary {who:?} with a share of zero");
		assert!(
			!Beneficiaries::<T>::contains_key(who),
			"genesis names the beneficiary {who:?} twice"
		);
		let beneficiary = Beneficiary { share: *share, group: *group, paid: 0 };
		Beneficiaries::<T>::insert(who, beneficiary);
	}
	Count::<T>::put(count);
	let sum = sum_of_parts(beneficiaries.iter().map(|(_, _, share)| *share));
	let one = u64::from(Perbill::one().deconstruct());
	assert_eq!(sum, one, "the shares of the team sum to {sum} parts of a billion, not to one");
}

/// Panics when the pot does not hold the total: it was not minted yet, or endowed others.
fn assert_pot_is_filled<T: Config>() {
	let (holds, total) = (T::Currency::total_balance(&T::Pot::get()), T::Total::get());
	assert!(
		holds >= total,
		"the team's pot holds {holds} planck at genesis, less than {total}: mint it before the team \
		pallet's genesis, and allocate nothing out of it"
	);
}

/// The sum of shares in parts of a billion. No more than 2^32 shares of at most 10^9 parts fit 64 bits.
pub(crate) fn sum_of_parts(shares: impl Iterator<Item = Perbill>) -> u64 {
	shares.fold(0, |sum: u64, share| sum.saturating_add(u64::from(share.deconstruct())))
}
