use crate::{
	mock::*, Airdrops, Claimed, Error, Event, HoldReason, Lists, Sweep, Sweeps, WeightInfo,
};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use jmt_primitives::{time::DAY_MS, Invariants, JMT};
use sp_runtime::traits::BadOrigin;

/// A list that fills five chunks, in which every entry is one account's.
fn long_list() -> List {
	let entries: Vec<_> = (0..2_050).map(|_| (account(1), JMT)).collect();
	List::new(PURPOSE, NOW + WINDOW + DAY_MS, entries)
}

/// Claims an entry in each of the chunks but the fourth.
fn claim_some(list: &List, id: u32) {
	for index in [0, 5, 600, 1_400, 2_049] {
		assert_ok!(list.claim(id, index));
	}
	assert_eq!(Claimed::<Test>::iter_prefix(id).count(), 4);
}

#[test]
fn it_returns_the_rest_of_a_short_list_and_leaves_nothing() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(3);
		let id = list.start();
		assert_ok!(list.claim(id, 1));
		set_time(list.until);
		foundation_events();
		assert_ok!(Foundation::sweep(by(stranger()), id));
		assert_eq!(
			foundation_events(),
			vec![
				Event::AirdropEnded { id, claims: 1, claimed: 200 * JMT, returned: 400 * JMT },
				Event::AirdropSwept { id, chunks: 1, left: 0 },
			]
		);
		assert_eq!((held(HoldReason::Airdrop), free(&pot())), (0, POT - 200 * JMT));
		assert!(!Airdrops::<Test>::contains_key(id));
		assert!(!Sweeps::<Test>::contains_key(id));
		assert_eq!(Claimed::<Test>::iter_prefix(id).count(), 0);
		assert_eq!(Lists::<Test>::get(list.tree.root()), None);
	});
}

#[test]
fn it_returns_all_of_what_nobody_claimed() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(3);
		let id = list.start();
		set_time(list.until);
		assert_ok!(Foundation::sweep(by(stranger()), id));
		assert_eq!(free(&pot()), POT);
	});
}

#[test]
fn it_returns_nothing_of_what_all_claimed() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(3);
		let id = list.start();
		for index in 0..3 {
			assert_ok!(list.claim(id, index));
		}
		set_time(list.until);
		foundation_events();
		assert_ok!(Foundation::sweep(by(stranger()), id));
		let claimed = list.sum();
		assert_eq!(
			foundation_events(),
			vec![
				Event::AirdropEnded { id, claims: 3, claimed, returned: 0 },
				Event::AirdropSwept { id, chunks: 1, left: 0 },
			]
		);
		assert_eq!(free(&pot()), POT - claimed);
	});
}

#[test]
fn it_returns_the_rest_at_once_and_removes_flags_in_steps() {
	ExtBuilder.build_and_execute(|| {
		let list = long_list();
		let id = list.start();
		claim_some(&list, id);
		set_time(list.until);
		foundation_events();

		assert_ok!(Foundation::sweep(by(stranger()), id));
		assert_eq!(
			foundation_events(),
			vec![
				Event::AirdropEnded { id, claims: 5, claimed: 5 * JMT, returned: 2_045 * JMT },
				Event::AirdropSwept { id, chunks: 2, left: 3 },
			]
		);
		assert_eq!((held(HoldReason::Airdrop), free(&pot())), (0, POT - 5 * JMT));
		assert_eq!(Sweeps::<Test>::get(id), Some(Sweep { next: 2, chunks: 5 }));
		assert_eq!(Claimed::<Test>::iter_prefix(id).count(), 2);
		assert!(!Foundation::claimed(id, 1_400));
		assert_ok!(Foundation::check());

		assert_ok!(Foundation::sweep(by(account(9)), id));
		assert_eq!(foundation_events(), vec![Event::AirdropSwept { id, chunks: 2, left: 1 }]);
		assert_eq!(Claimed::<Test>::iter_prefix(id).count(), 1);
		assert_ok!(Foundation::check());

		assert_ok!(Foundation::sweep(by(stranger()), id));
		assert_eq!(foundation_events(), vec![Event::AirdropSwept { id, chunks: 1, left: 0 }]);
		assert_eq!(Claimed::<Test>::iter_prefix(id).count(), 0);
		assert_eq!(Sweeps::<Test>::get(id), None);
		assert_noop!(Foundation::sweep(by(stranger()), id), Error::<Test>::UnknownAirdrop);
	});
}

#[test]
fn it_goes_on_when_the_clock_goes_back() {
	ExtBuilder.build_and_execute(|| {
		let list = long_list();
		let id = list.start();
		claim_some(&list, id);
		set_time(list.until);
		assert_ok!(Foundation::sweep(by(stranger()), id));
		set_time(NOW);
		assert_noop!(list.claim(id, 3), Error::<Test>::UnknownAirdrop);
		assert_ok!(Foundation::sweep(by(stranger()), id));
		assert_ok!(Foundation::sweep(by(stranger()), id));
		assert_eq!(free(&pot()), POT - 5 * JMT);
	});
}

#[test]
fn it_leaves_other_airdrops_alone() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(3);
		let longer = List::new(PURPOSE, list.until + DAY_MS, list.entries.clone());
		let (one, other) = (list.announce(), longer.announce());
		pass_window();
		assert_ok!(Foundation::execute(by(stranger()), one));
		assert_ok!(Foundation::execute(by(stranger()), other));
		assert_ok!(list.claim(one, 0));
		assert_ok!(longer.claim(other, 1));
		set_time(list.until);
		assert_ok!(Foundation::sweep(by(stranger()), one));
		assert_eq!(held(HoldReason::Airdrop), 400 * JMT);
		assert!(Foundation::claimed(other, 1));
		assert_ok!(longer.claim(other, 0));
		assert_noop!(longer.claim(other, 1), Error::<Test>::AlreadyClaimed);
	});
}

#[test]
fn it_costs_what_it_removed() {
	ExtBuilder.build_and_execute(|| {
		let list = long_list();
		let id = list.start();
		set_time(list.until);
		let declared = crate::Call::<Test>::sweep { airdrop: id }.get_dispatch_info().call_weight;
		assert_eq!(declared, <() as WeightInfo>::sweep(SWEEP_CHUNKS));
		for chunks in [2, 2, 1] {
			let actual = Foundation::sweep(by(stranger()), id).unwrap().actual_weight;
			assert_eq!(actual, Some(<() as WeightInfo>::sweep(chunks)));
		}
	});
}

mod reject {
	use super::*;

	#[test]
	fn an_airdrop_before_its_deadline() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			let id = list.start();
			for at in [0, NOW, list.until - 1] {
				set_time(at);
				for who in [stranger(), council(), board()] {
					let swept = Foundation::sweep(by(who), id);
					assert_noop!(swept, Error::<Test>::AirdropRunning);
				}
			}
		});
	}

	#[test]
	fn what_is_no_airdrop() {
		ExtBuilder.build_and_execute(|| {
			let transfer = announce_transfer(account(1), JMT);
			let list = List::of(3);
			let announced = list.announce();
			set_time(list.until);
			for id in [transfer, announced, 9, u32::MAX] {
				let swept = Foundation::sweep(by(stranger()), id);
				assert_noop!(swept, Error::<Test>::UnknownAirdrop);
			}
		});
	}

	#[test]
	fn a_second_sweep_of_a_short_list() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			let id = list.start();
			set_time(list.until);
			assert_ok!(Foundation::sweep(by(stranger()), id));
			let again = Foundation::sweep(by(stranger()), id);
			assert_noop!(again, Error::<Test>::UnknownAirdrop);
			assert_eq!(free(&pot()), POT);
		});
	}

	#[test]
	fn an_unsigned_call() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			let id = list.start();
			set_time(list.until);
			assert_noop!(Foundation::sweep(RuntimeOrigin::none(), id), BadOrigin);
		});
	}
}
