use super::{batch::*, life::*};
use crate::{mock::*, Call, Event};
use codec::Encode;
use frame_support::{
	assert_ok,
	dispatch::GetDispatchInfo,
	traits::{fungible::Inspect, Authorize},
	weights::Weight,
};
use jmt_primitives::{
	authorized::{
		CancellationRefusal, Tier, CANCELLATION_LONGEVITY, CANCELLATION_TAG, UNKNOWN_ROTATION,
	},
	KeyType,
};
use sp_runtime::transaction_validity::ValidTransaction;

/// A device of the owner's that is about to get a spare key.
fn rotating() -> Signer {
	let old = register(owner(), 1);
	assert_ok!(start(&old.id(), &spare(1)));
	old
}

#[test]
fn it_ends_the_rotation_free_of_fee_and_gives_the_keys_deposit_back() {
	ExtBuilder.build_and_execute(|| {
		let old = rotating();
		let device = old.id();
		assert_ok!(objection(&device, NOW, &old).cancel());
		assert_eq!(last_event(), Event::RotationCancelled { device, started: NOW });
		assert_eq!((pending(&device), reserved_for(&spare(1))), (None, None));
		assert_eq!(history(&device).cancelled_at, Some(NOW));
		assert_eq!((key_of(&device), held(&owner())), (old.public(), ONE_DEPOSIT));
		assert_eq!(Balances::balance(&owner()), WEALTH - ONE_DEPOSIT);
		assert_eq!(Booked::get(), vec![Devices::cancel_weight(KeyType::Ed25519)]);
		// The key that was to come is free.
		assert_ok!(registers(&spare(1)));
	});
}

#[test]
fn it_is_known_by_device_and_start_and_pressing() {
	ExtBuilder.build_and_execute(|| {
		let old = rotating();
		let valid = ValidTransaction {
			priority: Tier::Due.priority(),
			requires: vec![],
			provides: vec![(CANCELLATION_TAG, old.id(), NOW).encode()],
			longevity: CANCELLATION_LONGEVITY,
			propagate: true,
		};
		assert_eq!(objection(&old.id(), NOW, &old).authorize(), Ok(valid));
	});
}

#[test]
fn it_is_let_in_until_the_rotation_is_finished() {
	ExtBuilder.build_and_execute(|| {
		let old = rotating();
		let started = NOW;
		wait();
		assert_ok!(objection(&old.id(), started, &old).cancel());
		let finish = Devices::finish_rotation(by(owner()), old.id());
		frame_support::assert_noop!(finish, crate::Error::<Test>::NoRotation);
	});
}

#[test]
fn it_cancels_again_when_the_pause_is_over() {
	ExtBuilder.build_and_execute(|| {
		let old = rotating();
		assert_ok!(objection(&old.id(), NOW, &old).cancel());
		let again = NOW + CANCEL_PAUSE - 1;
		set_time(again);
		assert_ok!(start(&old.id(), &spare(1)));
		let second = objection(&old.id(), again, &old);
		let recently = CancellationRefusal::CancelledRecently as u8;
		assert_eq!(second.authorize(), Err(invalid(recently)));
		set_time(again + 1);
		assert_ok!(second.cancel());
	});
}

#[test]
fn it_weighs_the_verification_in_it() {
	use crate::WeightInfo;
	for key_type in KeyType::ALL {
		let key = Signer::new(key_type, 1);
		let call = RuntimeCall::Devices(Call::cancel_rotation {
			device: key.id(),
			started: 0,
			signature: key.sign(b""),
		});
		let info = call.get_dispatch_info();
		let own = <() as WeightInfo>::cancel_rotation();
		let expected = own.saturating_add(Devices::verify_weight(Some(key_type)));
		assert_eq!(info.call_weight, expected);
		assert_eq!(call.weight_of_authorize(), Weight::zero());
	}
}

mod reject {
	use super::*;
	use crate::MemberChange;
	use jmt_primitives::{devices::signed, Hash};
	use sp_runtime::transaction_validity::InvalidTransaction;

	fn code(reason: CancellationRefusal) -> u8 {
		reason as u8
	}

	#[test]
	fn it_does_not_know_one_that_starts_after_the_newest_block() {
		ExtBuilder.build_and_execute(|| {
			let old = rotating();
			let early = objection(&old.id(), NOW + 1, &old);
			assert_eq!(early.authorize(), Err(unknown(UNKNOWN_ROTATION)));
		});
	}

	#[test]
	fn it_refuses_where_there_is_no_such_rotation() {
		ExtBuilder.build_and_execute(|| {
			let old = rotating();
			let none = Err(invalid(code(CancellationRefusal::NoRotation)));
			assert_eq!(objection(&old.id(), NOW - 1, &old).authorize(), none);
			let other = register(owner(), 2);
			assert_eq!(objection(&other.id(), NOW, &other).authorize(), none);
			let unknown = spare(3);
			assert_eq!(objection(&unknown.id(), NOW, &unknown).authorize(), none);
			let good = objection(&old.id(), NOW, &old);
			assert_ok!(good.cancel());
			assert_eq!(good.authorize(), none, "a replay finds nothing");
		});
	}

	#[test]
	fn it_refuses_after_the_rotation_was_finished() {
		ExtBuilder.build_and_execute(|| {
			let old = rotating();
			wait();
			assert_ok!(Devices::finish_rotation(by(owner()), old.id()));
			let late = objection(&old.id(), NOW, &old);
			assert_eq!(late.authorize(), Err(invalid(code(CancellationRefusal::NoRotation))));
		});
	}

	#[test]
	fn it_refuses_other_keys_and_other_words() {
		ExtBuilder.build_and_execute(|| {
			let old = rotating();
			let device = old.id();
			let bad = Err(invalid(code(CancellationRefusal::BadSignature)));
			// The new key, the owner's other device, another chain, another start, another purpose.
			assert_eq!(objection(&device, NOW, &spare(1)).authorize(), bad);
			let other = register(owner(), 2);
			assert_eq!(objection(&device, NOW, &other).authorize(), bad);
			let messages = [
				signed::rotation_cancel(&Hash::repeat_byte(1), &device, NOW),
				signed::rotation_cancel(&genesis(), &device, NOW - 1),
				signed::rotation_cancel(&genesis(), &other.id(), NOW),
				signed::registration(&genesis(), &owner(), NOW),
			];
			for message in messages {
				let mut wrong = objection(&device, NOW, &old);
				wrong.signature = old.sign(&message);
				assert_eq!(wrong.authorize(), bad);
			}
			let wrong_type = objection(&device, NOW, &Signer::new(KeyType::Sr25519, 1));
			let refused = Err(invalid(code(CancellationRefusal::WrongKeyType)));
			assert_eq!(wrong_type.authorize(), refused);
		});
	}

	#[test]
	fn it_waits_where_the_block_has_no_room() {
		ExtBuilder.build_and_execute(|| {
			let old = rotating();
			Full::set(true);
			let refused = Err(InvalidTransaction::ExhaustsResources.into());
			assert_eq!(objection(&old.id(), NOW, &old).authorize(), refused);
		});
	}

	#[test]
	fn it_refuses_a_signed_call() {
		ExtBuilder.build_and_execute(|| {
			let old = rotating();
			let good = objection(&old.id(), NOW, &old);
			let call = Devices::cancel_rotation(by(owner()), good.device, NOW, good.signature);
			frame_support::assert_noop!(call, sp_runtime::DispatchError::BadOrigin);
		});
	}

	#[test]
	fn it_cancels_for_a_device_that_is_revoked_too() {
		ExtBuilder.build_and_execute(|| {
			let old = rotating();
			assert_ok!(Devices::set_member(by(owner()), old.id(), MemberChange::Revoke));
			assert_ok!(objection(&old.id(), NOW, &old).cancel());
		});
	}
}
