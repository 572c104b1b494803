use crate::{mock::*, Error, Event, HoldReason, WeightInfo};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use jmt_primitives::{
	merkle::{airdrop_leaf, root, Proof},
	time::DAY_MS,
	AccountId, Balance, Hash, JMT,
};
use sp_runtime::{traits::BadOrigin, DispatchResult};

/// Claims anything, with a proof of any entry.
fn claim_as(
	list: &List,
	id: u32,
	index: u32,
	account: AccountId,
	amount: Balance,
	proof_of: u32,
) -> DispatchResult {
	Foundation::claim(by(stranger()), id, index, account, amount, list.proof(proof_of))
}

#[test]
fn it_pays_every_entry_to_its_account_whoever_sends_it() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(7);
		let id = list.start();
		for index in 0..7 {
			let (account, amount) = list.entries[index as usize].clone();
			assert!(!Foundation::claimed(id, index));
			assert_ok!(list.claim(id, index));
			assert!(Foundation::claimed(id, index));
			System::assert_has_event(
				pallet_balances::Event::Transfer { from: pot(), to: account.clone(), amount }
					.into(),
			);
			assert_eq!(free(&account), amount);
			assert_eq!(
				foundation_events(),
				vec![Event::AirdropClaimed { id, index, account, amount }]
			);
		}
		assert_eq!((airdrop(id).claimed, airdrop(id).claims), (list.sum(), 7));
		assert_eq!((held(HoldReason::Airdrop), free(&pot())), (0, POT - list.sum()));
		assert_eq!(free(&stranger()), WEALTH);
	});
}

#[test]
fn it_lets_an_account_claim_for_itself() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(3);
		let id = list.start();
		let proof = list.proof(1);
		assert_ok!(Foundation::claim(by(account(2)), id, 1, account(2), 200 * JMT, proof));
		assert_eq!(free(&account(2)), 200 * JMT);
	});
}

#[test]
fn it_works_until_the_last_millisecond() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(2);
		let id = list.start();
		set_time(list.until - 1);
		assert_ok!(list.claim(id, 0));
		set_time(list.until);
		assert_noop!(list.claim(id, 1), Error::<Test>::AirdropOver);
	});
}

#[test]
fn it_pays_an_account_once_for_each_of_its_entries() {
	ExtBuilder.build_and_execute(|| {
		let entries = vec![(account(1), JMT), (account(1), JMT), (account(1), 2 * JMT)];
		let list = List::new(PURPOSE, NOW + WINDOW + DAY_MS, entries);
		let id = list.start();
		for index in 0..3 {
			assert_ok!(list.claim(id, index));
			assert_noop!(list.claim(id, index), Error::<Test>::AlreadyClaimed);
		}
		assert_eq!(free(&account(1)), 4 * JMT);
	});
}

#[test]
fn it_keeps_the_flags_of_a_long_list_apart() {
	ExtBuilder.build_and_execute(|| {
		let entries: Vec<_> = (0..1_100).map(|_| (account(1), JMT)).collect();
		let list = List::new(PURPOSE, NOW + WINDOW + DAY_MS, entries);
		let id = list.start();
		let picked = [0, 7, 8, 63, 64, 511, 512, 513, 1_023, 1_024, 1_099];
		for index in picked {
			assert_ok!(list.claim(id, index));
			assert_noop!(list.claim(id, index), Error::<Test>::AlreadyClaimed);
		}
		for index in 0..1_100 {
			assert_eq!(Foundation::claimed(id, index), picked.contains(&index), "entry {index}");
		}
		assert_eq!(crate::Claimed::<Test>::iter_prefix(id).count(), 3);
	});
}

#[test]
fn it_pays_what_the_smallest_account_can_keep() {
	ExtBuilder.build_and_execute(|| {
		let entries = vec![(account(1), ED), (account(2), ED - 1)];
		let list = List::new(PURPOSE, NOW + WINDOW + DAY_MS, entries);
		let id = list.start();
		assert_ok!(list.claim(id, 0));
		assert_noop!(list.claim(id, 1), Error::<Test>::BelowMinimum);
		assert!(!Foundation::claimed(id, 1));
		assert_ok!(Balances::transfer_keep_alive(by(stranger()), account(2), ED));
		assert_ok!(list.claim(id, 1));
		assert_eq!(free(&account(2)), 2 * ED - 1);
	});
}

#[test]
fn it_pays_a_lying_list_until_its_total_is_used_up_and_touches_nothing_else() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(4);
		let honest = List::new(Hash::zero(), NOW + WINDOW + DAY_MS, vec![(account(9), 50 * JMT)]);
		let (id, other) = (list.announce_with(450 * JMT), honest.announce());
		announce_transfer(account(8), 70 * JMT);
		pass_window();
		assert_ok!(Foundation::execute(by(stranger()), id));
		assert_ok!(Foundation::execute(by(stranger()), other));
		assert_ok!(list.claim(id, 0));
		assert_ok!(list.claim(id, 1));
		// 150 JMT are left: neither 300 nor 400 fit, whatever else is on hold or free in the pot.
		for index in [2, 3] {
			assert_noop!(list.claim(id, index), Error::<Test>::AirdropExhausted);
		}
		assert_eq!(airdrop(id).rest(), 150 * JMT);
		assert_eq!(held(HoldReason::Airdrop), 200 * JMT);
		assert_eq!(held(HoldReason::Announced), 70 * JMT);
		assert_ok!(honest.claim(other, 0));
		assert_eq!(held(HoldReason::Airdrop), 150 * JMT);
	});
}

#[test]
fn it_says_so_when_not_a_planck_is_left() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(2);
		let id = list.start_with(100 * JMT);
		assert_ok!(list.claim(id, 0));
		assert_eq!((airdrop(id).rest(), held(HoldReason::Airdrop)), (0, 0));
		assert_noop!(list.claim(id, 1), Error::<Test>::AirdropExhausted);
	});
}

#[test]
fn it_survives_entries_at_the_border_of_128_bits() {
	ExtBuilder.build_and_execute(|| {
		let entries =
			vec![(account(1), Balance::MAX), (account(2), JMT), (stranger(), Balance::MAX)];
		let list = List::new(PURPOSE, NOW + WINDOW + DAY_MS, entries);
		let id = list.start_with(10 * JMT);
		assert_noop!(list.claim(id, 0), Error::<Test>::AirdropExhausted);
		assert_ok!(list.claim(id, 1));
		assert_noop!(list.claim(id, 2), Error::<Test>::AirdropExhausted);
		assert_noop!(list.claim(id, 0), Error::<Test>::AirdropExhausted);
	});
}

#[test]
fn it_weighs_by_the_length_of_the_proof() {
	let weight = |length| {
		let proof = Proof::try_from(vec![Hash::zero(); length]).unwrap();
		let call = crate::Call::<Test>::claim {
			airdrop: 0,
			index: 0,
			account: account(1),
			amount: JMT,
			proof,
		};
		call.get_dispatch_info().call_weight
	};
	for length in [0, 1, 20, 32] {
		assert_eq!(weight(length as usize), <() as WeightInfo>::claim(length));
	}
	assert!(weight(0).ref_time() < weight(32).ref_time());
}

mod reject {
	use super::*;

	#[test]
	fn a_second_claim_by_anybody() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			let id = list.start();
			assert_ok!(list.claim(id, 1));
			for who in [stranger(), account(2), council()] {
				let again = Foundation::claim(by(who), id, 1, account(2), 200 * JMT, list.proof(1));
				assert_noop!(again, Error::<Test>::AlreadyClaimed);
			}
			assert_eq!(free(&account(2)), 200 * JMT);
		});
	}

	#[test]
	fn a_stranger_in_the_place_of_an_account() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			let id = list.start();
			let stolen = claim_as(&list, id, 1, stranger(), 200 * JMT, 1);
			assert_noop!(stolen, Error::<Test>::NotInList);
		});
	}

	#[test]
	fn another_amount() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			let id = list.start();
			for amount in [200 * JMT + 1, 200 * JMT - 1, 300 * JMT, 1, Balance::MAX] {
				let claimed = claim_as(&list, id, 1, account(2), amount, 1);
				assert_noop!(claimed, Error::<Test>::NotInList);
			}
			assert_noop!(claim_as(&list, id, 1, account(2), 0, 1), Error::<Test>::ZeroAmount);
		});
	}

	#[test]
	fn an_entry_of_zero() {
		ExtBuilder.build_and_execute(|| {
			let entries = vec![(account(1), 0), (account(2), JMT)];
			let list = List::new(PURPOSE, NOW + WINDOW + DAY_MS, entries);
			let id = list.start();
			assert_noop!(list.claim(id, 0), Error::<Test>::ZeroAmount);
		});
	}

	#[test]
	fn the_pot_as_receiver() {
		ExtBuilder.build_and_execute(|| {
			let entries = vec![(pot(), JMT), (account(2), JMT)];
			let list = List::new(PURPOSE, NOW + WINDOW + DAY_MS, entries);
			let id = list.start();
			assert_noop!(list.claim(id, 0), Error::<Test>::PotIsRecipient);
		});
	}

	#[test]
	fn another_index_and_another_proof() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(4);
			let id = list.start();
			for index in [0, 2, 3] {
				let moved = claim_as(&list, id, index, account(2), 200 * JMT, 1);
				assert_noop!(moved, Error::<Test>::NotInList);
				let borrowed = claim_as(&list, id, 1, account(2), 200 * JMT, index);
				assert_noop!(borrowed, Error::<Test>::NotInList);
			}
			// An index outside the list, also one whose flag would fall onto that of an entry.
			for index in [4, 5, 512 + 1, u32::MAX] {
				let outside = claim_as(&list, id, index, account(2), 200 * JMT, 1);
				assert_noop!(outside, Error::<Test>::IndexOutOfRange);
			}
		});
	}

	#[test]
	fn a_proof_of_another_length() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(4);
			let id = list.start();
			let claim = |proof: Vec<Hash>| {
				let proof = Proof::try_from(proof).unwrap();
				Foundation::claim(by(stranger()), id, 1, account(2), 200 * JMT, proof)
			};
			let right = list.proof(1).into_inner();
			assert_eq!(right.len(), 2);
			assert_noop!(claim(vec![]), Error::<Test>::WrongProofLength);
			assert_noop!(claim(right[..1].to_vec()), Error::<Test>::WrongProofLength);
			let long = [right.clone(), vec![Hash::zero()]].concat();
			assert_noop!(claim(long), Error::<Test>::WrongProofLength);
			assert_noop!(claim(vec![Hash::zero(); 32]), Error::<Test>::WrongProofLength);
			assert_noop!(claim(vec![Hash::zero(); 2]), Error::<Test>::NotInList);
			assert_ok!(claim(right));
		});
	}

	#[test]
	fn the_same_proof_in_another_airdrop() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			// The same accounts and amounts, for another reason, and until another day.
			let reason = List::new(Hash::zero(), list.until, list.entries.clone());
			let day = List::new(PURPOSE, list.until + 1, list.entries.clone());
			let ids = [list.announce(), reason.announce(), day.announce()];
			pass_window();
			for id in ids {
				assert_ok!(Foundation::execute(by(stranger()), id));
			}
			for (id, own) in ids.into_iter().zip([&list, &reason, &day]) {
				for other in [&list, &reason, &day] {
					if own.tree.root() != other.tree.root() {
						assert_noop!(other.claim(id, 0), Error::<Test>::NotInList);
					}
				}
				assert_ok!(own.claim(id, 0));
			}
		});
	}

	#[test]
	fn a_list_whose_root_was_announced_with_other_terms() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			let (root, until) = (list.tree.root(), list.until);
			let announced = Foundation::announce_airdrop(
				by(council()),
				root,
				3,
				list.sum(),
				until + 1,
				PURPOSE,
			);
			assert_ok!(announced);
			pass_window();
			assert_ok!(Foundation::execute(by(stranger()), 0));
			assert_noop!(list.claim(0, 0), Error::<Test>::NotInList);
		});
	}

	#[test]
	fn a_list_that_was_announced_with_another_number_of_entries() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			let root = list.tree.root();
			assert_ok!(Foundation::announce_airdrop(
				by(council()),
				root,
				4,
				list.sum(),
				list.until,
				PURPOSE
			));
			pass_window();
			assert_ok!(Foundation::execute(by(stranger()), 0));
			for index in 0..3 {
				assert!(list.claim(0, index).is_err());
			}
			assert_eq!(airdrop(0).claims, 0);
		});
	}

	#[test]
	fn an_entry_of_another_chain() {
		ExtBuilder.build_and_execute(|| {
			let until = NOW + WINDOW + DAY_MS;
			let leaf = |genesis: &Hash| airdrop_leaf(genesis, &PURPOSE, until, 0, &account(1), JMT);
			let foreign = root([leaf(&Hash::repeat_byte(0x77))]).unwrap();
			let own = root([leaf(&genesis())]).unwrap();
			for root in [foreign, own] {
				assert_ok!(Foundation::announce_airdrop(
					by(council()),
					root,
					1,
					JMT,
					until,
					PURPOSE
				));
			}
			pass_window();
			for id in [0, 1] {
				assert_ok!(Foundation::execute(by(stranger()), id));
			}
			let claim =
				|id| Foundation::claim(by(stranger()), id, 0, account(1), JMT, Proof::default());
			assert_noop!(claim(0), Error::<Test>::NotInList);
			assert_ok!(claim(1));
		});
	}

	#[test]
	fn an_airdrop_that_does_not_run() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			let id = list.announce();
			assert_noop!(list.claim(id, 0), Error::<Test>::UnknownAirdrop);
			assert_noop!(list.claim(u32::MAX, 0), Error::<Test>::UnknownAirdrop);
			pass_window();
			assert_noop!(list.claim(id, 0), Error::<Test>::UnknownAirdrop);
			assert_ok!(Foundation::execute(by(stranger()), id));
			assert_ok!(list.claim(id, 0));
		});
	}

	#[test]
	fn everything_from_the_deadline_on() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			let id = list.start();
			for at in [list.until, list.until + 1, u64::MAX] {
				set_time(at);
				assert_noop!(list.claim(id, 0), Error::<Test>::AirdropOver);
			}
			assert_ok!(Foundation::sweep(by(stranger()), id));
			// Not even a clock that goes back opens it again.
			set_time(list.until - 1);
			assert_noop!(list.claim(id, 0), Error::<Test>::UnknownAirdrop);
		});
	}

	#[test]
	fn an_unsigned_call() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			let id = list.start();
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				let proof = list.proof(0);
				let claimed = Foundation::claim(origin, id, 0, account(1), 100 * JMT, proof);
				assert_noop!(claimed, BadOrigin);
			}
		});
	}
}
