use crate::{mock::*, Anchor, Anchors, Error, Event, HoldReason};
use codec::MaxEncodedLen;
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{proofs::Scalar, Balance, Hash};

fn deposit() -> Balance {
	ITEM + BYTE * (96 + Anchor::max_encoded_len()) as Balance // cast: widening
}

#[test]
fn it_keeps_a_root_with_its_time_until_it_is_dropped() {
	ExtBuilder::default().build_and_execute(|| {
		let (label, root, account) = (Hash::repeat_byte(1), Scalar::from(7), alice());
		assert_ok!(ZkVerifier::anchor(by(alice()), label, root));
		let deposit = deposit();
		let anchor = Anchor { root, at: NOW, deposit };
		assert_eq!(Anchors::<Test>::get(&account, label), Some(anchor));
		assert_eq!(held(HoldReason::Anchor, &account), deposit);
		assert_eq!(
			take_events(),
			[Event::Anchored { account: account.clone(), label, root, deposit }]
		);
		set_time(NOW + 5);
		assert_ok!(ZkVerifier::drop_anchor(by(alice()), label));
		assert_eq!(take_events(), [Event::AnchorDropped { account, label, deposit }]);
		assert_eq!(Anchors::<Test>::iter().count(), 0);
		assert_eq!(held(HoldReason::Anchor, &alice()), 0);
		// A label that was dropped may name another root, of its own time.
		assert_ok!(ZkVerifier::anchor(by(alice()), label, Scalar::from(8)));
		assert_eq!(Anchors::<Test>::get(alice(), label).unwrap().at, NOW + 5);
	});
}

#[test]
fn it_keeps_accounts_and_labels_apart() {
	ExtBuilder::default().build_and_execute(|| {
		let labels = [Hash::zero(), Hash::repeat_byte(1)];
		for (place, account) in [alice(), bob()].into_iter().enumerate() {
			for (index, label) in labels.into_iter().enumerate() {
				let root = Scalar::from((10 * place + index) as u64);
				assert_ok!(ZkVerifier::anchor(by(account.clone()), label, root));
			}
		}
		assert_eq!(Anchors::<Test>::iter().count(), 4);
		assert_ok!(ZkVerifier::drop_anchor(by(bob()), labels[1]));
		assert_eq!(Anchors::<Test>::get(bob(), labels[0]).unwrap().root, Scalar::from(10));
		assert_eq!(Anchors::<Test>::get(alice(), labels[1]).unwrap().root, Scalar::from(1));
		assert_eq!(held(HoldReason::Anchor, &alice()), 2 * deposit());
		assert_eq!(held(HoldReason::Anchor, &bob()), deposit());
	});
}

mod reject {
	use super::*;
	use sp_runtime::{DispatchError, TokenError};

	#[test]
	fn it_refuses_to_overwrite() {
		ExtBuilder::default().build_and_execute(|| {
			let label = Hash::zero();
			assert_ok!(ZkVerifier::anchor(by(alice()), label, Scalar::from(1)));
			for root in [1, 2] {
				assert_noop!(
					ZkVerifier::anchor(by(alice()), label, Scalar::from(root)),
					Error::<Test>::AnchorExists
				);
			}
		});
	}

	#[test]
	fn it_refuses_a_root_that_is_no_number() {
		ExtBuilder::default().build_and_execute(|| {
			for root in [R, [0xff; 32]] {
				assert_noop!(
					ZkVerifier::anchor(by(alice()), Hash::zero(), Scalar(root)),
					Error::<Test>::ScalarNotReduced
				);
			}
		});
	}

	#[test]
	fn it_refuses_to_drop_an_anchor_of_others_or_none() {
		ExtBuilder::default().build_and_execute(|| {
			let label = Hash::zero();
			assert_ok!(ZkVerifier::anchor(by(alice()), label, Scalar::from(1)));
			for (account, label) in [(bob(), label), (alice(), Hash::repeat_byte(1))] {
				assert_noop!(ZkVerifier::drop_anchor(by(account), label), Error::<Test>::NoAnchor);
			}
		});
	}

	#[test]
	fn it_refuses_an_account_without_the_deposit_and_calls_without_an_account() {
		ExtBuilder::default().build_and_execute(|| {
			let label = Hash::zero();
			assert_noop!(
				ZkVerifier::anchor(by(pauper()), label, Scalar::from(1)),
				TokenError::FundsUnavailable
			);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(
					ZkVerifier::anchor(origin.clone(), label, Scalar::from(1)),
					DispatchError::BadOrigin
				);
				assert_noop!(ZkVerifier::drop_anchor(origin, label), DispatchError::BadOrigin);
			}
		});
	}
}
