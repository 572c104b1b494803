use crate::mock::*;
use frame_support::assert_ok;
use jmt_primitives::{time::DAY_MS, JMT};

#[test]
fn it_shows_an_announcement_while_it_is_open() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(Foundation::announcement(0), None);
		let id = announce_transfer(account(1), JMT);
		assert_eq!(Foundation::announcement(id), Some(announcement(id)));
		pass_window();
		assert_ok!(Foundation::execute(by(stranger()), id));
		assert_eq!(Foundation::announcement(id), None);
	});
}

#[test]
fn it_shows_an_airdrop_while_it_runs() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(3);
		let id = list.announce();
		assert_eq!(Foundation::airdrop(id), None);
		assert!(!Foundation::claimed(id, 0));
		pass_window();
		assert_ok!(Foundation::execute(by(stranger()), id));
		assert_ok!(list.claim(id, 2));
		assert_eq!(Foundation::airdrop(id), Some(airdrop(id)));
		assert_eq!(
			[0, 1, 2, 3].map(|index| Foundation::claimed(id, index)),
			[false, false, true, false]
		);
		assert!(!Foundation::claimed(id, u32::MAX));
		set_time(list.until);
		assert_ok!(Foundation::sweep(by(stranger()), id));
		assert_eq!(Foundation::airdrop(id), None);
		assert!(!Foundation::claimed(id, 2));
	});
}

#[test]
fn it_adds_up_what_is_committed_and_what_is_not() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!((Foundation::committed(), Foundation::available()), (0, POT - ED));
		let list = List::of(3);
		let running = list.start();
		announce_transfer(account(1), 10 * JMT);
		List::new(PURPOSE, list.until + DAY_MS, list.entries.clone()).announce_with(20 * JMT);
		assert_ok!(list.claim(running, 0));
		assert_eq!(Foundation::committed(), (500 + 10 + 20) * JMT);
		assert_eq!(Foundation::available(), POT - ED - (600 + 10 + 20) * JMT);
		set_time(list.until);
		assert_ok!(Foundation::sweep(by(stranger()), running));
		assert_eq!(Foundation::committed(), 30 * JMT);
		assert_eq!(Foundation::available(), POT - ED - 130 * JMT);
	});
}
