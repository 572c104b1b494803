//! Signals without a fee.

use crate::{mock::*, signal::makers::*, Event, WeightInfo};
use codec::Encode;
use frame_support::{assert_ok, dispatch::GetDispatchInfo, traits::UnfilteredDispatchable};
use jmt_mock::take_events;
use jmt_primitives::authorized::{Tier, SIGNAL_TAG};

#[test]
fn it_takes_a_signal_with_a_stamp() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let word = Word::new(&members, topic, 1).stamped();
		System::reset_events();
		assert_ok!(word.include());
		assert!(word.is_taken());
		let (group, alias, message) = (members.id, nullifier(1), word.signal.message);
		let event = Event::Signalled { group, topic, alias, message };
		assert_eq!(take_events::<Test, Event<Test>>(), [event]);
		// Authorising it is in its weight.
		let whole = <() as WeightInfo>::authorize_signal()
			.saturating_add(<() as WeightInfo>::signal_authorized());
		assert_eq!(word.call().get_dispatch_info().call_weight, whole);
		assert_eq!(Booked::get(), [whole]);
	});
}

#[test]
fn it_is_one_in_the_pool_for_each_alias_whatever_its_bytes() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let word = Word::new(&members, topic, 1).stamped();
		let valid = word.authorize().unwrap();
		let scope = ZkVerifier::scope_of(members.id, &topic);
		assert_eq!(valid.provides, [(SIGNAL_TAG, scope, nullifier(1)).encode()]);
		assert_eq!(valid.priority, Tier::Awaited.priority());
		assert!(valid.requires.is_empty() && valid.propagate);
		let mut other = word;
		other.signal.message = Default::default();
		let other = other.proven_on(&genesis(), 7).stamped_on(90);
		assert_ne!(other.call().encode(), word.call().encode());
		assert_eq!(other.authorize().unwrap().provides, valid.provides);
		let next = Word::new(&members, topic, 2).stamped().authorize().unwrap();
		assert_ne!(next.provides, valid.provides);
		let elsewhere = open(&members, 2, NOW + 60_000, 5);
		let elsewhere = Word::new(&members, elsewhere, 1).stamped().authorize().unwrap();
		assert_ne!(elsewhere.provides, valid.provides);
	});
}

#[test]
fn it_stays_in_the_pool_as_long_as_its_stamp_is_good() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let word = Word::new(&members, topic, 1);
		for (block, blocks) in [(99, 64), (98, 63), (37, 2), (36, 1)] {
			assert_eq!(word.stamped_on(block).authorize().unwrap().longevity, blocks);
		}
		// In the block that is the last one, it is taken.
		let word = word.stamped();
		make_block(99 + 64);
		assert_eq!(word.authorize().unwrap().longevity, 1);
		assert_ok!(word.include());
	});
}

/// The dispatch of a bare call trusts `pre_dispatch`, which every one of them passes. It trusts it with the proof alone.
#[test]
fn it_verifies_the_proof_once_in_a_block() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let mut word = Word::new(&members, topic, 1);
		word.signal.message = Default::default();
		let word = word.stamped();
		assert!(word.include().is_err(), "not authorised");
		assert_ok!(word.call().dispatch_bypass_filter(RuntimeOrigin::none()));
		let again = word.call().dispatch_bypass_filter(RuntimeOrigin::none());
		assert_eq!(again.unwrap_err().error, crate::Error::<Test>::AliasTaken.into());
	});
}

#[test]
fn it_takes_effect_once_whether_it_pays_or_not() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let word = Word::new(&members, topic, 1);
		assert_ok!(word.stamped().include());
		assert_eq!(word.pay(), Err(crate::Error::<Test>::AliasTaken.into()));
		assert_eq!(used(members.id, topic), 1);
	});
}
