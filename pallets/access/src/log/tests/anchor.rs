use super::book::{genesis, *};
use crate::{mock::*, Error, Event, HoldReason, Logs};
use codec::MaxEncodedLen;
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{access::log::LogHead, Balance, Hash};

fn deposit() -> Balance {
	ITEM + BYTE * (32 + LogHead::max_encoded_len()) as Balance // cast: widening
}

#[test]
fn it_keeps_one_head_that_each_anchor_extends() {
	ExtBuilder.build_and_execute(|| {
		let mut book = Book::new(Key::ed25519(1));
		let device = book.device();
		take_events();
		for segment in 1..=5u32 {
			for number in 0..segment as u8 * 3 {
				let at = NOW - 3_000_000 + u64::from(segment) * 1_000;
				book.log(&entry(number, at + u64::from(number)));
			}
			let to = NOW - 2_999_000 + u64::from(segment) * 1_000;
			let anchored = book.anchor(to);
			let leaves = book.len();
			let root = book.tree().root();
			let expected = LogHead {
				leaves,
				tree: book.tree().tree(),
				root,
				segment,
				at: to,
				lied: None,
				payer: bob(),
				deposit: deposit(),
			};
			assert_eq!(Logs::<Test>::get(device), Some(expected));
			assert_eq!(anchored.consistency.is_empty(), segment == 1);
			assert_eq!(
				take_events(),
				[Event::Anchored { enforcer: device, leaves, root, segment }]
			);
			assert_eq!(held(HoldReason::Log, &bob()), deposit());
		}
	});
}

#[test]
fn it_takes_a_segment_without_entries_up_to_this_moment() {
	ExtBuilder.build_and_execute(|| {
		let mut book = Book::new(Key::sr25519(1));
		book.anchor(NOW - 1);
		let anchored = book.anchor(NOW);
		assert_eq!((anchored.seal.entries, anchored.leaves), (0, 2));
		assert_eq!(Logs::<Test>::get(book.device()).unwrap().at, NOW);
	});
}

#[test]
fn it_takes_the_signature_of_each_scheme_that_the_host_makes() {
	ExtBuilder.build_and_execute(|| {
		for (number, key) in
			[Key::ed25519(1), Key::sr25519(1), Key::secp256k1(1)].into_iter().enumerate()
		{
			let mut book = Book::new(key);
			book.log(&entry(1, NOW));
			book.anchor(NOW);
			assert_eq!(Logs::<Test>::iter().count(), number + 1);
		}
		assert_eq!(held(HoldReason::Log, &bob()), 3 * deposit());
	});
}

#[test]
fn it_takes_the_key_that_the_device_has_now() {
	ExtBuilder.build_and_execute(|| {
		let mut book = Book::new(Key::ed25519(1));
		book.anchor(NOW - 5);
		let device = book.device();
		let new = Key::ed25519(2);
		replace_key(&device, &new.public());
		let refused = book.close(book.seal(NOW));
		assert_noop!(send(device, &refused), Error::<Test>::BadSignature);
		let mut taken = refused;
		let payload = |anchored: &Anchored| {
			jmt_primitives::access::log::signed::anchor(
				&genesis(),
				&device,
				&anchored.seal,
				anchored.leaves,
				&anchored.root,
			)
		};
		taken.signature = new.sign(&payload(&taken));
		assert_ok!(send(device, &taken));
	});
}

mod reject {
	use super::*;
	use jmt_primitives::{access::log::Seal, DeviceId};
	use sp_runtime::{DispatchError, TokenError};

	/// A log with two segments anchored, and some entries behind them.
	fn grown() -> Book {
		let mut book = Book::new(Key::ed25519(1));
		for segment in 0..2u8 {
			for number in 0..5 {
				book.log(&entry(segment * 10 + number, NOW - 100 + u64::from(segment) * 10));
			}
			book.anchor(NOW - 95 + u64::from(segment) * 10);
		}
		for number in 0..4 {
			book.log(&entry(30 + number, NOW - 50));
		}
		book
	}

	/// The same log, as it would be anchored next.
	fn next() -> (Book, Anchored) {
		let mut book = grown();
		let anchored = book.close(book.seal(NOW - 40));
		(book, anchored)
	}

	#[test]
	fn it_refuses_a_log_that_was_rewritten() {
		ExtBuilder.build_and_execute(|| {
			let (mut book, honest) = next();
			let old = 12;
			for changed in 0..old {
				let kept = book.leaves.clone();
				book.leaves[changed].push(1);
				let tree = book.tree();
				let mut forged = honest.clone();
				forged.root = tree.root();
				forged.consistency =
					jmt_primitives::merkle::consistency_proof(&tree, old as u32).unwrap();
				forged.path = tree.proof(honest.leaves - 1).unwrap().into_inner();
				book.sign(&mut forged);
				assert_noop!(send(book.device(), &forged), Error::<Test>::NotAppendOnly);
				book.leaves = kept;
			}
			assert_ok!(send(book.device(), &honest));
		});
	}

	#[test]
	fn it_refuses_a_log_that_is_shorter_or_as_long() {
		ExtBuilder.build_and_execute(|| {
			let mut book = grown();
			let head = Logs::<Test>::get(book.device()).unwrap();
			// Another log of 12 leaves, of 11 and of 8.
			for entries in [4, 3, 0] {
				book.leaves.truncate(7 + entries);
				book.open = book.open[..entries.min(book.open.len())].to_vec();
				let mut seal = book.seal(NOW - 40);
				seal.entries = entries as u32;
				let anchored = book.close(seal);
				assert!(anchored.leaves <= head.leaves, "{}", anchored.leaves);
				assert_noop!(send(book.device(), &anchored), Error::<Test>::NotAppendOnly);
				book.sealed.pop();
			}
		});
	}

	#[test]
	fn it_refuses_each_wrong_hash_of_both_proofs() {
		ExtBuilder.build_and_execute(|| {
			let (book, honest) = next();
			for at in 0..honest.consistency.len() {
				let mut other = honest.clone();
				other.consistency[at].0[0] ^= 1;
				assert_noop!(send(book.device(), &other), Error::<Test>::NotAppendOnly);
				let mut shorter = honest.clone();
				shorter.consistency.remove(at);
				assert_noop!(send(book.device(), &shorter), Error::<Test>::NotAppendOnly);
			}
			for at in 0..honest.path.len() {
				let mut other = honest.clone();
				other.path[at].0[0] ^= 1;
				assert_noop!(send(book.device(), &other), Error::<Test>::WrongSeal);
				let mut shorter = honest.clone();
				shorter.path.remove(at);
				assert_noop!(send(book.device(), &shorter), Error::<Test>::WrongSeal);
			}
			let mut longer = honest.clone();
			longer.consistency.push(Hash::zero());
			assert_noop!(send(book.device(), &longer), Error::<Test>::NotAppendOnly);
			let mut longer = honest.clone();
			longer.path.push(Hash::zero());
			assert_noop!(send(book.device(), &longer), Error::<Test>::WrongSeal);
		});
	}

	#[test]
	fn it_refuses_a_first_anchor_that_extends_something() {
		ExtBuilder.build_and_execute(|| {
			let mut book = Book::new(Key::ed25519(1));
			book.log(&entry(1, NOW - 1));
			let mut anchored = book.close(book.seal(NOW));
			anchored.consistency.push(Hash::zero());
			assert_noop!(send(book.device(), &anchored), Error::<Test>::NotAppendOnly);
		});
	}

	#[test]
	fn it_refuses_a_seal_that_does_not_follow() {
		ExtBuilder.build_and_execute(|| {
			let mut book = grown();
			let honest = book.seal(NOW - 40);
			let gap = Seal { from: honest.from + 1, ..honest };
			let overlap = Seal { from: honest.from - 1, ..honest };
			let backwards = Seal { to: honest.from, ..honest };
			let future = Seal { to: NOW + 1, ..honest };
			let again = Seal { segment: honest.segment - 1, ..honest };
			let skipped = Seal { segment: honest.segment + 1, ..honest };
			let earlier = Seal { begins: honest.begins - 1, ..honest };
			let earlier_and_more = Seal { entries: honest.entries + 1, ..earlier };
			let fewer = Seal { entries: honest.entries - 1, ..honest };
			let more = Seal { entries: honest.entries + 1, ..honest };
			let (leaves, open) = (book.leaves.clone(), book.open.clone());
			for seal in [
				gap,
				overlap,
				backwards,
				future,
				again,
				skipped,
				earlier,
				earlier_and_more,
				fewer,
				more,
			] {
				let mut forged = book.close(seal);
				// Against the head, not against that which the book thinks of itself.
				forged.consistency =
					jmt_primitives::merkle::consistency_proof(&book.tree(), 12).unwrap();
				assert_noop!(send(book.device(), &forged), Error::<Test>::WrongSeal);
				book.sealed.pop();
				(book.leaves, book.open) = (leaves.clone(), open.clone());
			}
			let honest = book.close(honest);
			assert_ok!(send(book.device(), &honest));
		});
	}

	#[test]
	fn it_refuses_a_first_seal_with_another_number_or_place() {
		ExtBuilder.build_and_execute(|| {
			let mut book = Book::new(Key::ed25519(1));
			book.log(&entry(1, NOW - 1));
			let honest = book.seal(NOW);
			for seal in [
				Seal { segment: 0, ..honest },
				Seal { segment: 2, ..honest },
				Seal { begins: 1, entries: 0, ..honest },
				Seal { from: NOW, ..honest },
			] {
				let (leaves, open) = (book.leaves.clone(), book.open.clone());
				let forged = book.close(seal);
				assert_noop!(send(book.device(), &forged), Error::<Test>::WrongSeal);
				book.sealed.pop();
				(book.leaves, book.open) = (leaves, open);
			}
		});
	}

	#[test]
	fn it_refuses_a_seal_that_is_not_the_last_leaf() {
		ExtBuilder.build_and_execute(|| {
			let (mut book, honest) = next();
			// One that nobody sees, behind the seal.
			book.leaves.push(vec![1]);
			let tree = book.tree();
			let mut forged = honest.clone();
			forged.leaves += 1;
			forged.root = tree.root();
			forged.path = tree.proof(honest.leaves - 1).unwrap().into_inner();
			forged.consistency = jmt_primitives::merkle::consistency_proof(&tree, 12).unwrap();
			book.sign(&mut forged);
			assert_noop!(send(book.device(), &forged), Error::<Test>::WrongSeal);
			// The number of leaves that it should have, of a tree that has more.
			forged.leaves -= 1;
			book.sign(&mut forged);
			assert_noop!(send(book.device(), &forged), Error::<Test>::WrongSeal);
		});
	}

	#[test]
	fn it_refuses_another_root() {
		ExtBuilder.build_and_execute(|| {
			let (book, mut forged) = next();
			forged.root = Hash::repeat_byte(1);
			book.sign(&mut forged);
			assert_noop!(send(book.device(), &forged), Error::<Test>::WrongSeal);
		});
	}

	#[test]
	fn it_refuses_what_the_enforcer_did_not_sign() {
		ExtBuilder.build_and_execute(|| {
			let (book, honest) = next();
			let mut forged = honest.clone();
			let stranger = Key::ed25519(9);
			forged.signature = stranger.sign(b"something else");
			assert_noop!(send(book.device(), &forged), Error::<Test>::BadSignature);
			let other = Key::sr25519(1);
			forged.signature = other.sign(b"another scheme");
			assert_noop!(send(book.device(), &forged), Error::<Test>::BadSignature);
		});
	}

	#[test]
	fn it_refuses_the_log_of_another_device() {
		ExtBuilder.build_and_execute(|| {
			let mut book = Book::new(Key::ed25519(1));
			let anchored = book.close(book.seal(NOW));
			let nowhere = DeviceId(Hash::repeat_byte(1));
			assert_noop!(send(nowhere, &anchored), Error::<Test>::UnknownEnforcer);
			let other = Book::new(Key::ed25519(2));
			// Its leaf names the first device.
			assert_noop!(send(other.device(), &anchored), Error::<Test>::WrongSeal);
			assert_eq!(Logs::<Test>::iter().count(), 0);
		});
	}

	#[test]
	fn it_refuses_an_account_without_the_deposit_and_calls_without_an_account() {
		ExtBuilder.build_and_execute(|| {
			let mut book = Book::new(Key::ed25519(1));
			let Anchored { seal, leaves, root, path, signature, .. } = book.close(book.seal(NOW));
			let call = |origin| {
				let path = path.clone().try_into().unwrap();
				let none = Default::default();
				Access::anchor(origin, book.device(), seal, leaves, root, none, path, signature)
			};
			assert_noop!(call(by(pauper())), TokenError::FundsUnavailable);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(call(origin), DispatchError::BadOrigin);
			}
		});
	}
}
