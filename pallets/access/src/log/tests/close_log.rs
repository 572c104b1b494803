use super::book::*;
use crate::{log::close::LOG_STANDS_MS, mock::*, Error, Event, HoldReason, Logs};
use frame_support::{assert_noop, assert_ok};

#[test]
fn it_closes_the_log_of_a_device_that_is_gone_after_a_year() {
	ExtBuilder.build_and_execute(|| {
		let mut book = Book::new(Key::ed25519(1));
		book.log(&entry(1, NOW - 1));
		book.anchor(NOW);
		let released = Logs::<Test>::get(book.device()).unwrap().deposit;
		remove_device(&book.device());
		set_time(NOW + LOG_STANDS_MS + 1);
		take_events();
		assert_ok!(Access::close_log(by(bob()), book.device()));
		assert_eq!(take_events(), [Event::LogClosed { enforcer: book.device(), released }]);
		assert_eq!(Logs::<Test>::iter().count(), 0);
		assert_eq!(held(HoldReason::Log, &bob()), 0);
	});
}

mod reject {
	use super::*;
	use sp_runtime::DispatchError;

	#[test]
	fn it_stands_for_a_year_after_its_last_anchor() {
		ExtBuilder.build_and_execute(|| {
			let mut book = Book::new(Key::ed25519(1));
			book.anchor(NOW);
			set_time(NOW + 1_000);
			book.anchor(NOW + 1_000);
			remove_device(&book.device());
			set_time(NOW + 1_000 + LOG_STANDS_MS);
			assert_noop!(Access::close_log(by(bob()), book.device()), Error::<Test>::LogStands);
			set_time(NOW + 1_001 + LOG_STANDS_MS);
			assert_ok!(Access::close_log(by(bob()), book.device()));
		});
	}

	#[test]
	fn it_stands_while_the_device_is_registered() {
		ExtBuilder.build_and_execute(|| {
			let mut book = Book::new(Key::ed25519(1));
			book.anchor(NOW);
			set_time(NOW + 2 * LOG_STANDS_MS);
			assert_noop!(Access::close_log(by(bob()), book.device()), Error::<Test>::LogStands);
		});
	}

	#[test]
	fn it_stands_for_ever_after_a_lie() {
		ExtBuilder.build_and_execute(|| {
			let mut book = Book::new(Key::ed25519(1));
			let receipt = book.receipt(&entry(1, NOW - 5));
			book.anchor(NOW);
			let lie = book.missing(0, receipt);
			assert_ok!(Access::report_lie(by(alice()), book.device(), Box::new(lie)));
			remove_device(&book.device());
			set_time(NOW + 100 * LOG_STANDS_MS);
			assert_noop!(Access::close_log(by(bob()), book.device()), Error::<Test>::LogStands);
		});
	}

	#[test]
	fn it_is_closed_by_its_payer_alone() {
		ExtBuilder.build_and_execute(|| {
			let mut book = Book::new(Key::ed25519(1));
			assert_noop!(Access::close_log(by(bob()), book.device()), Error::<Test>::UnknownLog);
			book.anchor(NOW);
			remove_device(&book.device());
			set_time(NOW + LOG_STANDS_MS + 1);
			assert_noop!(Access::close_log(by(alice()), book.device()), Error::<Test>::NotPayer);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(Access::close_log(origin, book.device()), DispatchError::BadOrigin);
			}
		});
	}
}
