//! Terms that can be posted, and those that cannot.

use super::samples::{accept, account, challengeable, device, optimistic, replicate, terms};
use codec::{Decode, Encode, MaxEncodedLen};
use jmt_primitives::{
	tasks::{
		Audience, Mode, Terms, TermsFault, MAX_ARGUMENT_BYTES, MAX_CLAIM_MS, MAX_HINT_BYTES,
		MAX_MEMORY_PAGES, MAX_NAMED, MAX_OUTPUT_BYTES, MAX_RUN_MS, MAX_STANDING_MS, MIN_CLAIM_MS,
		MIN_RUN_MS, MIN_STANDING_MS,
	},
	AccountId, Balance, JMT,
};
use std::collections::BTreeSet;

const LEAST: Balance = JMT / 100;
const MOST: Balance = 31 * JMT;

fn check(terms: &Terms) -> Result<(), TermsFault> {
	terms.check(LEAST, MOST)
}

/// The terms of a task of three, changed.
fn changed(change: impl Fn(&mut Terms)) -> Terms {
	let mut terms = terms(replicate(3, 2));
	change(&mut terms);
	terms
}

fn owners(numbers: impl IntoIterator<Item = u8>) -> Audience {
	let owners: Vec<AccountId> = numbers.into_iter().map(account).collect();
	Audience::Owners(owners.try_into().unwrap())
}

fn devices(numbers: impl IntoIterator<Item = u8>) -> Audience {
	let devices: Vec<_> = numbers.into_iter().map(device).collect();
	Audience::Devices(devices.try_into().unwrap())
}

#[test]
fn it_takes_every_mode() {
	for mode in [accept(), optimistic(), challengeable(), replicate(3, 3)] {
		assert_eq!(check(&terms(mode)), Ok(()), "{mode:?}");
	}
	for (replicas, quorums) in [(3, 2..=3), (5, 3..=5), (7, 4..=7)] {
		for quorum in quorums {
			assert_eq!(check(&terms(replicate(replicas, quorum))), Ok(()));
		}
	}
}

#[test]
fn it_takes_everything_up_to_its_bound() {
	let at_bounds: [fn(&mut Terms); 12] = [
		|terms| terms.pay = LEAST,
		|terms| terms.pay = MOST,
		|terms| terms.limits.memory_pages = MAX_MEMORY_PAGES,
		|terms| terms.limits.output_bytes = MAX_OUTPUT_BYTES,
		|terms| terms.limits.fuel = u64::MAX,
		|terms| {
			(terms.limits.fuel, terms.limits.memory_pages, terms.limits.output_bytes) = (0, 0, 0)
		},
		|terms| terms.windows.claim = MIN_CLAIM_MS,
		|terms| terms.windows.claim = MAX_CLAIM_MS,
		|terms| terms.windows.run = MIN_RUN_MS,
		|terms| terms.windows.run = MAX_RUN_MS,
		|terms| terms.mode = Mode::Optimistic { standing: MIN_STANDING_MS },
		|terms| terms.mode = Mode::Optimistic { standing: MAX_STANDING_MS },
	];
	for change in at_bounds {
		let terms = changed(change);
		assert_eq!(check(&terms), Ok(()), "{terms:?}");
	}
}

#[test]
fn it_takes_as_many_names_as_must_agree() {
	let named = |audience: &Audience| changed(|terms| terms.audience = audience.clone());
	for audience in [owners([1, 2]), owners(1..=8), devices([1, 2]), devices(1..=8)] {
		assert_eq!(check(&named(&audience)), Ok(()), "{audience:?}");
	}
}

#[test]
fn it_keeps_the_published_bounds() {
	assert_eq!((MIN_CLAIM_MS, MAX_CLAIM_MS), (10_000, 3_600_000));
	assert_eq!((MIN_RUN_MS, MAX_RUN_MS), (4_000, 86_400_000));
	assert_eq!((MIN_STANDING_MS, MAX_STANDING_MS), (60_000, 604_800_000));
	assert_eq!((MAX_MEMORY_PAGES, MAX_OUTPUT_BYTES), (4_096, 16_384));
	assert_eq!((MAX_ARGUMENT_BYTES, MAX_HINT_BYTES, MAX_NAMED), (256, 256, 8));
}

#[test]
fn it_keeps_the_published_indices_of_modes() {
	assert_eq!(accept().encode()[0], 0);
	assert_eq!(replicate(3, 2).encode(), [1, 3, 2, 0]);
	assert_eq!(optimistic().encode()[0], 2);
	// Kept for proofs.
	assert!(Mode::decode(&mut &[3; 16][..]).is_err());
}

#[test]
fn it_counts_slots_by_mode() {
	let counts = |mode: Mode| {
		(mode.slots(), mode.quorum(), mode.priced_slots(), mode.panel_slots(), mode.is_checked())
	};
	assert_eq!(counts(accept()), (1, 1, 1, None, false));
	assert_eq!(counts(optimistic()), (1, 1, 4, Some(3), true));
	assert_eq!(counts(challengeable()), (3, 2, 3, Some(7), true));
	assert_eq!(counts(replicate(3, 3)), (3, 3, 3, Some(7), true));
	assert_eq!(counts(replicate(5, 4)), (5, 4, 5, None, true));
	assert_eq!(counts(replicate(7, 4)), (7, 4, 7, None, true));
	assert!(optimistic().draws_lots() && !challengeable().draws_lots() && !accept().draws_lots());
}

#[test]
fn it_means_those_that_it_names() {
	assert!(Audience::Anyone.includes(&device(1), &account(1)));
	assert!(owners([1, 2]).includes(&device(9), &account(2)));
	assert!(!owners([1, 2]).includes(&device(1), &account(3)));
	assert!(devices([1, 2]).includes(&device(2), &account(9)));
	assert!(!devices([1, 2]).includes(&device(3), &account(1)));
}

#[test]
fn it_fits_its_bound_when_everything_is_full() {
	let mut terms = terms(challengeable());
	terms.input = jmt_primitives::tasks::Input::Inline(vec![1; 1_024].try_into().unwrap());
	terms.arguments = vec![1; 256].try_into().unwrap();
	terms.hint = vec![1; 256].try_into().unwrap();
	terms.audience = owners(1..=8);
	assert_eq!(check(&terms), Ok(()));
	let full = terms.encode();
	assert!(full.len() <= Terms::max_encoded_len(), "{}", full.len());
	assert!(full.len() > 1_800, "{}", full.len());
	assert_eq!(Terms::decode(&mut &full[..]), Ok(terms));
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_what_is_just_beyond_a_bound() {
		let beyond: [(fn(&mut Terms), TermsFault); 14] = [
			(|terms| terms.pay = LEAST - 1, TermsFault::PayTooSmall),
			(|terms| terms.pay = MOST + 1, TermsFault::PayTooLarge),
			(|terms| terms.limits.memory_pages += 4_096 - 256 + 1, TermsFault::MemoryTooLarge),
			(|terms| terms.limits.output_bytes = 16_385, TermsFault::OutputTooLong),
			(|terms| terms.windows.claim = 9_999, TermsFault::ClaimTooShort),
			(|terms| terms.windows.claim = 3_600_001, TermsFault::ClaimTooLong),
			(|terms| terms.windows.run = 3_999, TermsFault::RunTooShort),
			(|terms| terms.windows.run = 86_400_001, TermsFault::RunTooLong),
			(
				|terms| terms.mode = Mode::Optimistic { standing: 59_999 },
				TermsFault::StandingTooShort,
			),
			(
				|terms| terms.mode = Mode::Optimistic { standing: 604_800_001 },
				TermsFault::StandingTooLong,
			),
			(|terms| terms.audience = owners([1]), TermsFault::TooFewNamed),
			(|terms| terms.audience = devices([]), TermsFault::TooFewNamed),
			(|terms| terms.audience = owners([1, 2, 3, 1]), TermsFault::NamedTwice),
			(|terms| terms.audience = devices([1, 2, 2]), TermsFault::NamedTwice),
		];
		for (change, fault) in beyond {
			assert_eq!(check(&changed(change)), Err(fault));
		}
	}

	#[test]
	fn it_refuses_numbers_of_replicas_that_there_are_not() {
		for replicas in (0..=u8::MAX).filter(|replicas| ![3, 5, 7].contains(replicas)) {
			let terms = terms(replicate(replicas, replicas));
			assert_eq!(check(&terms), Err(TermsFault::Replicas), "{replicas}");
		}
	}

	#[test]
	fn it_refuses_a_quorum_of_half_or_of_more_than_all() {
		for replicas in [3, 5, 7] {
			let sound = replicas / 2 + 1..=replicas;
			for quorum in (0..=u8::MAX).filter(|quorum| !sound.contains(quorum)) {
				let terms = terms(replicate(replicas, quorum));
				assert_eq!(check(&terms), Err(TermsFault::Quorum), "{quorum} of {replicas}");
			}
		}
	}

	#[test]
	fn it_refuses_a_window_for_challenges_above_three() {
		for (replicas, quorum) in [(5, 3), (7, 4)] {
			let mode = Mode::Replicate { replicas, quorum, standing: Some(MIN_STANDING_MS) };
			assert_eq!(check(&terms(mode)), Err(TermsFault::StandsWithMany));
		}
	}

	#[test]
	fn it_refuses_windows_for_a_word_in_every_mode() {
		for standing in [0, MIN_STANDING_MS - 1] {
			let some = Some(standing);
			let replicate = Mode::Replicate { replicas: 3, quorum: 2, standing: some };
			for mode in [Mode::Accept { standing }, replicate] {
				assert_eq!(check(&terms(mode)), Err(TermsFault::StandingTooShort));
			}
		}
		let standing = u64::MAX;
		assert_eq!(check(&terms(Mode::Accept { standing })), Err(TermsFault::StandingTooLong));
	}

	#[test]
	fn it_refuses_that_a_client_accepts_the_result_of_anyone() {
		let mut terms = terms(accept());
		terms.audience = Audience::Anyone;
		assert_eq!(check(&terms), Err(TermsFault::NotNamed));
		terms.audience = owners([]);
		assert_eq!(check(&terms), Err(TermsFault::TooFewNamed));
	}

	#[test]
	fn it_does_not_read_more_than_fits() {
		let full = |arguments: usize, hint: usize, named: u8| {
			let names: Vec<AccountId> = (0..named).map(account).collect();
			let terms = terms(replicate(3, 2));
			let head = (terms.program, terms.input, vec![0u8; arguments], vec![0u8; hint]);
			let tail = (terms.limits, terms.pay, terms.windows, 1u8, names, terms.mode);
			(head, tail).encode()
		};
		assert!(Terms::decode(&mut &full(256, 256, 8)[..]).is_ok());
		for beyond in [full(257, 0, 0), full(0, 257, 0), full(0, 0, 9)] {
			assert!(Terms::decode(&mut &beyond[..]).is_err());
		}
	}

	#[test]
	fn it_has_one_sentence_for_each_fault() {
		let sentences: BTreeSet<_> = TermsFault::ALL.map(|fault| fault.to_string()).into();
		assert_eq!(sentences.len(), TermsFault::ALL.len());
		for (index, fault) in (0..).zip(TermsFault::ALL) {
			assert_eq!(fault.encode(), [index]);
		}
		assert!(TermsFault::decode(&mut &[16][..]).is_err());
	}
}
