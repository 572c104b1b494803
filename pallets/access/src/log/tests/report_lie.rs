use super::book::*;
use crate::{mock::*, Error, Event, Logs};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::access::log::{Lie, LieKind};
use sp_runtime::DispatchResult;

fn report(book: &Book, lie: Lie) -> DispatchResult {
	Access::report_lie(by(alice()), book.device(), Box::new(lie))
}

/// A log with three segments of 0, 1 and 7 entries, the moments of which rise by one.
fn three() -> Book {
	let mut book = Book::new(Key::ed25519(1));
	let mut at = NOW - 100;
	for entries in [0, 1, 7] {
		for number in 0..entries {
			at += 1;
			book.log(&entry(number * 20 + 10 + entries, at));
		}
		at += 10;
		book.anchor(at);
	}
	book
}

fn lies(book: &Book) {
	assert_eq!(Logs::<Test>::get(book.device()).unwrap().lied, Some(NOW));
}

#[test]
fn it_notes_a_receipt_whose_use_is_missing() {
	// Below the first, between two, above the last; and in a segment without entries.
	for (segment, use_id, at) in
		[(0, 50, NOW - 95), (2, 1, NOW - 75), (2, 50, NOW - 75), (2, 250, NOW - 75)]
	{
		ExtBuilder.build_and_execute(|| {
			let book = three();
			let receipt = book.receipt(&entry(use_id, at));
			let lie = book.missing(segment, receipt);
			take_events();
			assert_ok!(report(&book, lie));
			assert_eq!(
				take_events(),
				[Event::LieReported {
					enforcer: book.device(),
					by: alice(),
					use_id: id(use_id),
					lie: LieKind::Missing
				}]
			);
			lies(&book);
		});
	}
}

#[test]
fn it_notes_a_receipt_whose_use_is_logged_as_something_else() {
	ExtBuilder.build_and_execute(|| {
		let mut book = Book::new(Key::sr25519(1));
		let told = book.receipt(&entry(1, NOW - 5));
		// The receipt says another version of the policy.
		let mut logged = entry(1, NOW - 5);
		logged.version += 1;
		book.log(&logged);
		book.anchor(NOW);
		assert_ok!(report(&book, book.missing(0, told)));
		lies(&book);
	});
}

#[test]
fn it_notes_an_entry_that_the_sorted_root_lacks() {
	ExtBuilder.build_and_execute(|| {
		let mut book = Book::new(Key::secp256k1(1));
		for number in 0..6 {
			book.log(&entry(number * 10, NOW - 50));
		}
		let hidden = entry(25, NOW - 49);
		let (index, ..) = book.log(&hidden);
		// The seal counts it, since the chain counts leaves, and its sorted root has another in its place.
		book.open.pop();
		book.open.push((id(99), id(99)));
		book.anchor(NOW - 40);
		book.log(&entry(1, NOW - 30));
		book.anchor(NOW - 20);
		take_events();
		assert_ok!(report(&book, book.unsorted(0, hidden, index)));
		assert_eq!(
			take_events(),
			[Event::LieReported {
				enforcer: book.device(),
				by: alice(),
				use_id: id(25),
				lie: LieKind::Unsorted
			}]
		);
		lies(&book);
	});
}

#[test]
fn it_stands_while_the_log_goes_on() {
	ExtBuilder.build_and_execute(|| {
		let mut book = Book::new(Key::ed25519(1));
		let receipt = book.receipt(&entry(1, NOW - 5));
		book.anchor(NOW - 1);
		assert_ok!(report(&book, book.missing(0, receipt)));
		set_time(NOW + 10);
		book.anchor(NOW + 10);
		let head = Logs::<Test>::get(book.device()).unwrap();
		assert_eq!((head.segment, head.lied), (2, Some(NOW)));
	});
}

mod reject {
	use super::*;
	use jmt_primitives::{
		access::log::{Absence, Neighbour},
		DeviceId, Hash,
	};
	use sp_runtime::DispatchError;

	#[test]
	fn it_refuses_every_lie_about_an_honest_log() {
		ExtBuilder.build_and_execute(|| {
			let mut book = Book::new(Key::ed25519(1));
			let mut logged = Vec::new();
			for segment in 0..3u8 {
				for number in 0..6 {
					let at = NOW - 100 + u64::from(segment) * 10 + u64::from(number);
					let entry = entry(segment * 70 + number * 9, at);
					let (index, receipt, signature) = book.log(&entry);
					logged.push((usize::from(segment), entry, index, (receipt, signature)));
				}
				book.anchor(NOW - 91 + u64::from(segment) * 10);
			}
			for (_, entry, index, receipt) in logged {
				// In its own segment it stands, and of the others the seal does not cover it.
				for segment in 0..3 {
					assert_noop!(
						report(&book, book.missing(segment, receipt)),
						Error::<Test>::NotALie
					);
					assert_noop!(
						report(&book, book.unsorted(segment, entry.clone(), index)),
						Error::<Test>::NotALie
					);
				}
			}
		});
	}

	/// A lie about [`three`], which counts.
	fn lie(book: &Book) -> Lie {
		book.missing(2, book.receipt(&entry(50, NOW - 75)))
	}

	fn absence(lie: &mut Lie) -> (&mut Option<Neighbour>, &mut Option<Neighbour>) {
		match lie {
			Lie::Missing { absence: Absence::Between { below, above }, .. }
			| Lie::Unsorted { absence: Absence::Between { below, above }, .. } => (below, above),
			_ => panic!("no neighbours"),
		}
	}

	#[test]
	fn it_refuses_neighbours_that_are_not_neighbours() {
		ExtBuilder.build_and_execute(|| {
			let book = three();
			let honest = lie(&book);
			let mut cases = Vec::new();
			let mut case = |change: &dyn Fn(&mut Option<Neighbour>, &mut Option<Neighbour>)| {
				let mut forged = honest.clone();
				let (below, above) = absence(&mut forged);
				change(below, above);
				cases.push(forged);
			};
			case(&|below, _| *below = None);
			case(&|_, above| *above = None);
			case(&|below, above| (*below, *above) = (None, None));
			case(&|below, above| std::mem::swap(below, above));
			case(&|below, _| below.as_mut().unwrap().index += 1);
			case(&|_, above| above.as_mut().unwrap().index -= 1);
			case(&|below, _| below.as_mut().unwrap().use_id = id(49));
			case(&|below, _| below.as_mut().unwrap().leaf = id(49));
			case(&|_, above| above.as_mut().unwrap().path[0].0[0] ^= 1);
			// Two that stand, with another between them.
			let other = book.missing(2, book.receipt(&entry(80, NOW - 75)));
			case(&|_, above| *above = absence(&mut other.clone()).1.clone());
			for forged in cases {
				assert_noop!(report(&book, forged), Error::<Test>::NotALie);
			}
			assert_ok!(report(&book, honest));
		});
	}

	#[test]
	fn it_refuses_a_receipt_of_another_time_chain_or_enforcer() {
		ExtBuilder.build_and_execute(|| {
			let book = three();
			let seal = book.sealed[2].0;
			for at in [seal.from, seal.to + 1] {
				let lie = book.missing(2, book.receipt(&entry(50, at)));
				assert_noop!(report(&book, lie), Error::<Test>::NotALie);
			}
			let changed = |change: &dyn Fn(&mut jmt_primitives::access::log::Receipt)| {
				let (mut receipt, _) = book.receipt(&entry(50, NOW - 75));
				change(&mut receipt);
				let signature = book.key.sign(&receipt.payload());
				book.missing(2, (receipt, signature))
			};
			let there = changed(&|receipt| receipt.genesis = Hash::repeat_byte(1));
			let other = changed(&|receipt| receipt.enforcer = DeviceId(Hash::repeat_byte(1)));
			for lie in [there, other] {
				assert_noop!(report(&book, lie), Error::<Test>::NotALie);
			}
			// The first and the last moment of the span count.
			assert_ok!(report(&book, changed(&|receipt| receipt.at = seal.from + 1)));
		});
	}

	#[test]
	fn it_refuses_a_receipt_that_the_enforcer_did_not_sign() {
		ExtBuilder.build_and_execute(|| {
			let book = three();
			let (receipt, _) = book.receipt(&entry(50, NOW - 75));
			let signature = Key::ed25519(2).sign(&receipt.payload());
			let lie = book.missing(2, (receipt, signature));
			assert_noop!(report(&book, lie), Error::<Test>::BadSignature);
		});
	}

	#[test]
	fn it_refuses_a_receipt_once_the_key_was_replaced_and_one_of_a_device_that_is_gone() {
		ExtBuilder.build_and_execute(|| {
			let book = three();
			let honest = lie(&book);
			replace_key(&book.device(), &Key::ed25519(2).public());
			assert_noop!(report(&book, honest.clone()), Error::<Test>::BadSignature);
			remove_device(&book.device());
			assert_noop!(report(&book, honest), Error::<Test>::UnknownEnforcer);
		});
	}

	#[test]
	fn it_refuses_a_seal_that_the_log_lacks() {
		ExtBuilder.build_and_execute(|| {
			let book = three();
			let honest = lie(&book);
			let changed = |change: &dyn Fn(&mut jmt_primitives::access::log::Seal)| {
				let mut forged = honest.clone();
				let Lie::Missing { seal, .. } = &mut forged else { panic!("another lie") };
				change(seal);
				forged
			};
			for forged in [
				changed(&|seal| seal.sorted = Hash::zero()),
				changed(&|seal| seal.entries = 0),
				changed(&|seal| seal.begins -= 1),
				changed(&|seal| seal.to += 1),
				changed(&|seal| seal.segment += 1),
			] {
				assert_noop!(report(&book, forged), Error::<Test>::NotALie);
			}
			let mut forged = honest.clone();
			let Lie::Missing { path, .. } = &mut forged else { panic!("another lie") };
			path[0].0[0] ^= 1;
			assert_noop!(report(&book, forged), Error::<Test>::NotALie);
			assert_ok!(report(&book, honest));
		});
	}

	#[test]
	fn it_refuses_an_entry_of_another_segment_index_or_salt() {
		ExtBuilder.build_and_execute(|| {
			let mut book = Book::new(Key::ed25519(1));
			let hidden = entry(25, NOW - 49);
			let (index, ..) = book.log(&hidden);
			book.open = vec![(id(99), id(99))];
			book.anchor(NOW - 40);
			let (later, ..) = book.log(&entry(1, NOW - 30));
			book.anchor(NOW - 20);
			let honest = book.unsorted(0, hidden.clone(), index);
			// The entry stands in the first segment, the absence is of the second.
			let other = book.unsorted(1, hidden.clone(), index);
			let elsewhere = book.unsorted(0, hidden.clone(), later);
			let mut salted = honest.clone();
			let Lie::Unsorted { salt, .. } = &mut salted else { panic!("another lie") };
			*salt = Hash::zero();
			let mut sealed = honest.clone();
			let Lie::Unsorted { seal_path, .. } = &mut sealed else { panic!("another lie") };
			seal_path[0].0[0] ^= 1;
			for forged in [other, elsewhere, salted, sealed] {
				assert_noop!(report(&book, forged), Error::<Test>::NotALie);
			}
			assert_ok!(report(&book, honest));
		});
	}

	#[test]
	fn it_refuses_a_second_report_one_without_a_log_and_calls_without_an_account() {
		ExtBuilder.build_and_execute(|| {
			let book = three();
			let honest = lie(&book);
			let nobody = DeviceId(Hash::repeat_byte(1));
			let call =
				|origin, enforcer| Access::report_lie(origin, enforcer, Box::new(honest.clone()));
			assert_noop!(call(by(bob()), nobody), Error::<Test>::UnknownLog);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(call(origin, book.device()), DispatchError::BadOrigin);
			}
			assert_ok!(call(by(bob()), book.device()));
			assert_noop!(call(by(alice()), book.device()), Error::<Test>::AlreadyLied);
		});
	}
}
