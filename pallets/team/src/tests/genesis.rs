//! Genesis. "It ..."

use crate::{mock::*, Beneficiaries, Beneficiary, Count, Group, Paid};
use frame_support::genesis_builder_helper::build_state;
use jmt_primitives::Invariants;
use sp_runtime::Perbill;

#[test]
fn names_the_beneficiaries() {
	ExtBuilder::default().build_and_execute(|| {
		for (who, group, share) in team() {
			assert_eq!(record(who), Some(Beneficiary { share, group, paid: 0 }));
		}
		assert_eq!(Beneficiaries::<Test>::iter().count(), 4);
		assert_eq!((Count::<Test>::get(), Paid::<Test>::get()), (4, 0));
		assert_eq!(balance(pot()), TOTAL, "nothing is paid by it");
	});
}

#[test]
fn can_name_nobody() {
	ExtBuilder::default().beneficiaries(vec![]).build_and_execute(|| {
		assert_eq!(Beneficiaries::<Test>::iter().count(), 0);
		assert_eq!(Count::<Test>::get(), 0);
	});
}

#[test]
fn can_name_one_with_all_and_as_many_as_the_bound() {
	ExtBuilder::default()
		.parts(&[1_000_000_000])
		.build_and_execute(|| assert_eq!(Count::<Test>::get(), 1));
	ExtBuilder::default()
		.parts(&[999_999_995, 1, 1, 1, 1, 1])
		.build_and_execute(|| assert_eq!(Count::<Test>::get(), 6));
}

#[test]
fn accepts_a_pot_that_holds_more() {
	ExtBuilder::default().pot(TOTAL + 1).build_and_execute(|| {});
}

#[test]
fn finds_a_short_pot_where_nobody_was_named() {
	// The default genesis builds without the pallet that mints the pot; the law tells it.
	ExtBuilder::default().beneficiaries(vec![]).pot(TOTAL - 1).build().execute_with(|| {
		let complaint = "team: the pot holds less than was not paid";
		assert_eq!(Team::check(), Err(complaint.into()));
	});
}

#[test]
fn reads_its_json() {
	let json = format!(
		r#"{{
			"system": {{}},
			"balances": {{ "balances": [["{pot}", 5000000000000000000000]], "devAccounts": null }},
			"team": {{ "beneficiaries": [
				["{founder}", "founder", 250000000],
				["{engineer}", "technical", 250000000],
				["{advisor}", "advisor", 499999999],
				["{supporter}", "supporter", 1]
			] }}
		}}"#,
		pot = pot(),
		founder = founder(),
		engineer = engineer(),
		advisor = advisor(),
		supporter = supporter(),
	);
	// Sets the configuration, which is this thread's; the state comes from the JSON alone.
	ExtBuilder::default().build();
	sp_io::TestExternalities::default().execute_with(|| {
		build_state::<RuntimeGenesisConfig>(json.into_bytes()).unwrap();
		assert_eq!(Team::check(), Ok(()));
		let named = |who| record(who).map(|each| (each.group, each.share.deconstruct()));
		assert_eq!(named(founder()), Some((Group::Founder, 250_000_000)));
		assert_eq!(named(engineer()), Some((Group::Technical, 250_000_000)));
		assert_eq!(named(advisor()), Some((Group::Advisor, 499_999_999)));
		assert_eq!(named(supporter()), Some((Group::Supporter, 1)));
	});
}

#[test]
fn encodes_groups_by_their_pinned_index() {
	use codec::Encode;
	let groups = [Group::Founder, Group::Technical, Group::Advisor, Group::Supporter];
	for (index, group) in (0u8..).zip(groups) {
		assert_eq!(group.encode(), vec![index]);
	}
}

mod reject {
	use super::*;

	#[test]
	#[should_panic(expected = "sum to 999999999 parts of a billion, not to one")]
	fn shares_that_sum_to_less_than_one() {
		ExtBuilder::default().parts(&[500_000_000, 499_999_999]).build();
	}

	#[test]
	#[should_panic(expected = "sum to 1000000001 parts of a billion, not to one")]
	fn shares_that_sum_to_more_than_one() {
		ExtBuilder::default().parts(&[500_000_000, 500_000_001]).build();
	}

	#[test]
	#[should_panic(expected = "sum to 6000000000 parts of a billion, not to one")]
	fn shares_whose_sum_does_not_fit_32_bits() {
		ExtBuilder::default().parts(&[1_000_000_000; 6]).build();
	}

	#[test]
	#[should_panic(expected = "twice")]
	fn a_beneficiary_that_is_named_twice() {
		let half = Perbill::from_percent(50);
		let named = vec![(founder(), Group::Founder, half), (founder(), Group::Advisor, half)];
		ExtBuilder::default().beneficiaries(named).build();
	}

	#[test]
	#[should_panic(expected = "with a share of zero")]
	fn a_share_of_zero() {
		ExtBuilder::default().parts(&[1_000_000_000, 0]).build();
	}

	#[test]
	#[should_panic(expected = "names 7 beneficiaries of the team, more than 6")]
	fn more_beneficiaries_than_the_bound() {
		ExtBuilder::default().parts(&[999_999_994, 1, 1, 1, 1, 1, 1]).build();
	}

	#[test]
	#[should_panic(expected = "the team's pot as a beneficiary")]
	fn the_pot_as_beneficiary() {
		let named = vec![(pot(), Group::Founder, Perbill::one())];
		ExtBuilder::default().beneficiaries(named).build();
	}

	#[test]
	#[should_panic(expected = "mint it before the team pallet's genesis")]
	fn a_pot_that_lacks_a_planck() {
		ExtBuilder::default().pot(TOTAL - 1).build();
	}
}
