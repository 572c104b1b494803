//! Logs: their bytes, their seals, and proofs that an entry is not there.

use super::keys::Key;
use codec::{Encode, MaxEncodedLen};
use jmt_primitives::{
	access::{
		log::{
			signed::{self, sorted_leaf},
			Absence, Entry, Lie, LogHead, Neighbour, Outcome, Receipt, Seal,
		},
		Action, By, Subject,
	},
	merkle::{leaf_hash, Tree},
	AccountId, DeviceId, DevicePublic, DeviceSignature, Hash, KeyType,
};
use sp_crypto_hashing::blake2_256;

const GENESIS: Hash = Hash::repeat_byte(0xaa);

fn enforcer() -> DeviceId {
	DeviceId(Hash::repeat_byte(0xbb))
}

fn id(number: u8) -> Hash {
	Hash::repeat_byte(number)
}

fn entry() -> Entry {
	Entry {
		use_id: id(1),
		at: 0x0102_0304_0506_0708,
		resource: 9,
		action: Action::OPEN,
		subject: id(2),
		outcome: Outcome::Allowed(By::Rule(3)),
		version: 4,
		block: 5,
	}
}

/// The text with its length before it, as SCALE has it.
fn purpose(text: &str) -> Vec<u8> {
	[&[u8::try_from(text.len()).unwrap() << 2][..], text.as_bytes()].concat()
}

#[test]
fn it_hides_an_entry_behind_its_salt() {
	let (entry, salt) = (entry(), id(7));
	let bytes = [
		&[1; 32][..],
		&[8, 7, 6, 5, 4, 3, 2, 1],
		&[9, 0, 0, 0, 0, 0, 0, 0],
		&[2],
		&[2; 32],
		&[0, 0, 3],
		&[4, 0, 0, 0],
		&[5, 0, 0, 0],
	]
	.concat();
	assert_eq!(entry.encode(), bytes);
	let hidden: Hash = blake2_256(&[&[7; 32], &bytes[..]].concat()).into();
	assert_eq!(entry.hidden(&salt), hidden);
	let leaf = [&purpose("jmt/access/entry/v1")[..], &[0xaa; 32], &[0xbb; 32], &hidden.0].concat();
	assert_eq!(entry.leaf(&GENESIS, &enforcer(), &salt), leaf);
	assert_eq!(entry.leaf_hash(&GENESIS, &enforcer(), &salt), leaf_hash(&leaf));
	assert_ne!(entry.hidden(&id(8)), hidden);
	let subject = Subject::Device(enforcer());
	let bytes = [&[0][..], &[0xbb; 32]].concat();
	assert_eq!(Entry::subject_hash(&subject), blake2_256(&bytes).into());
}

fn seal() -> Seal {
	Seal { segment: 2, begins: 10, from: 100, to: 200, entries: 5, sorted: id(3) }
}

#[test]
fn it_lays_out_what_is_signed_as_documented() {
	let seal = seal();
	let bytes = [
		&[2, 0, 0, 0, 10, 0, 0, 0][..],
		&[100, 0, 0, 0, 0, 0, 0, 0],
		&[200, 0, 0, 0, 0, 0, 0, 0],
		&[5, 0, 0, 0],
		&[3; 32],
	]
	.concat();
	assert_eq!(seal.encode(), bytes);
	let of_chain = [&[0xaa; 32][..], &[0xbb; 32]].concat();
	let expected = [&purpose("jmt/access/seal/v1")[..], &of_chain, &bytes].concat();
	assert_eq!(seal.leaf(&GENESIS, &enforcer()), expected);
	let anchor = signed::anchor(&GENESIS, &enforcer(), &seal, 16, &id(4));
	let expected =
		[&purpose("jmt/access/anchor/v1")[..], &of_chain, &bytes, &[16, 0, 0, 0], &[4; 32]]
			.concat();
	assert_eq!(anchor, expected);
	let expected = [&purpose("jmt/access/sorted/v1")[..], &[5; 32], &[6; 32]].concat();
	assert_eq!(sorted_leaf(&id(5), &id(6)), expected);
	let receipt =
		Receipt { genesis: GENESIS, enforcer: enforcer(), use_id: id(1), at: 7, leaf: id(2) };
	let expected = [
		&purpose("jmt/access/receipt/v1")[..],
		&of_chain,
		&[1; 32],
		&[7, 0, 0, 0, 0, 0, 0, 0],
		&[2; 32],
	]
	.concat();
	assert_eq!(receipt.payload(), expected);
}

#[test]
fn it_takes_the_receipt_of_a_phones_key_and_no_other() {
	let phone = Key::new(KeyType::P256, 7);
	let key = phone.public();
	let receipt =
		Receipt { genesis: GENESIS, enforcer: key.id(), use_id: id(1), at: 7, leaf: id(2) };
	let signature = phone.sign(&receipt.payload());
	assert!(receipt.is_signed(&signature, &key));
	for other in [
		Receipt { genesis: id(1), ..receipt },
		Receipt { enforcer: enforcer(), ..receipt },
		Receipt { use_id: id(2), ..receipt },
		Receipt { at: 8, ..receipt },
		Receipt { leaf: id(1), ..receipt },
	] {
		assert!(!other.is_signed(&signature, &key), "{other:?}");
	}
	assert!(!receipt.is_signed(&signature, &DevicePublic::Ed25519([7; 32])));
}

fn head() -> LogHead {
	LogHead {
		leaves: 10,
		tree: id(1),
		root: id(2),
		segment: 1,
		at: 100,
		lied: None,
		payer: AccountId::new([1; 32]),
		deposit: 0,
	}
}

#[test]
fn it_follows_the_last_seal_without_a_gap() {
	let (seal, head) = (seal(), head());
	assert!(seal.extends(Some(&head), 16, 200));
	assert!(!seal.extends(Some(&head), 16, 199), "its end is to come");
	assert!(!seal.extends(Some(&head), 15, 200) && !seal.extends(Some(&head), 17, 200));
	assert!(!seal.extends(None, 16, 200), "it is not the first");
	for other in [
		Seal { segment: 1, ..seal },
		Seal { segment: 3, ..seal },
		Seal { begins: 9, ..seal },
		Seal { from: 99, ..seal },
		Seal { from: 101, ..seal },
		Seal { to: 100, ..seal },
	] {
		assert!(!other.extends(Some(&head), 16, 200), "{other:?}");
	}
	let first = Seal { segment: 1, begins: 0, from: 7, ..seal };
	assert!(first.extends(None, 6, 200));
	assert!(!Seal { begins: 1, ..first }.extends(None, 7, 200));
	assert!(!Seal { segment: 2, ..first }.extends(None, 6, 200));
	let full = Seal { segment: u32::MAX, begins: u32::MAX, entries: u32::MAX, ..seal };
	assert_eq!(full.index(), None);
	let last = LogHead { segment: u32::MAX, leaves: u32::MAX, ..head };
	assert!(!full.extends(Some(&last), u32::MAX, 200));
}

#[test]
fn it_knows_its_entries_its_span_and_the_seal_before() {
	let seal = seal();
	assert!(!seal.covers(100) && seal.covers(101) && seal.covers(200) && !seal.covers(201));
	assert!(!seal.has(9) && seal.has(10) && seal.has(14) && !seal.has(15));
	assert_eq!(seal.index(), Some(15));
	let next = Seal { segment: 3, begins: 16, from: 200, to: 300, ..seal };
	assert!(seal.precedes(&next) && !next.precedes(&seal) && !seal.precedes(&seal));
	for other in [
		Seal { segment: 4, ..next },
		Seal { begins: 17, ..next },
		Seal { begins: 15, ..next },
		Seal { from: 199, ..next },
	] {
		assert!(!seal.precedes(&other), "{other:?}");
	}
}

/// A segment of uses 10, 20, .. and its seal.
fn segment(uses: u8) -> (Seal, Tree) {
	let leaves = (1..=uses).map(|number| sorted_leaf(&id(number * 10), &id(number)));
	let tree = Tree::new(leaves).unwrap();
	let seal = Seal { entries: uses.into(), sorted: tree.root(), ..seal() };
	(seal, tree)
}

fn neighbour(tree: &Tree, number: u8) -> Neighbour {
	let index = u32::from(number) - 1;
	let path = tree.proof(index).unwrap();
	Neighbour { index, use_id: id(number * 10), leaf: id(number), path }
}

#[test]
fn it_proves_every_absence_by_neighbours_and_no_presence() {
	for uses in 0..=12u8 {
		let (seal, tree) = segment(uses);
		for use_id in 0..=130u8 {
			let place = (use_id / 10).min(uses);
			let is_there = use_id > 0 && use_id % 10 == 0 && use_id / 10 <= uses;
			let below = (place > 0).then(|| neighbour(&tree, place));
			let above = (place < uses).then(|| neighbour(&tree, place + 1));
			let absence = Absence::Between { below, above };
			assert_eq!(absence.of_use(&id(use_id), &seal), !is_there, "{use_id} of {uses}");
			assert_eq!(absence.of_entry(&id(use_id), &id(0xff), &seal), !is_there);
		}
	}
}

#[test]
fn it_takes_no_pair_that_is_not_adjacent_and_no_end_that_is_none() {
	let (seal, tree) = segment(5);
	for below in 0..=5u8 {
		for above in 1..=6u8 {
			let absence = Absence::Between {
				below: (below > 0).then(|| neighbour(&tree, below)),
				above: (above < 6).then(|| neighbour(&tree, above)),
			};
			for use_id in (5..60).step_by(10) {
				let between = below * 10 < use_id && (above == 6 || use_id < above * 10);
				let expected = between && above == below + 1;
				assert_eq!(
					absence.of_use(&id(use_id), &seal),
					expected,
					"{below} {above} {use_id}"
				);
			}
		}
	}
}

#[test]
fn it_takes_another_entry_under_the_same_id_for_an_entrys_absence_alone() {
	let (seal, tree) = segment(5);
	let absence = Absence::Otherwise(neighbour(&tree, 3));
	assert!(absence.of_entry(&id(30), &id(99), &seal), "the id stands for another entry");
	assert!(!absence.of_entry(&id(30), &id(3), &seal), "it is this one");
	assert!(!absence.of_entry(&id(31), &id(99), &seal), "the id is another");
	assert!(!absence.of_use(&id(30), &seal), "the use is there");
	let forged = Neighbour { leaf: id(98), ..neighbour(&tree, 3) };
	assert!(!Absence::Otherwise(forged).of_entry(&id(30), &id(99), &seal));
}

#[test]
fn it_counts_the_hashes_that_a_check_takes() {
	let (seal, tree) = segment(5);
	let receipt =
		Receipt { genesis: GENESIS, enforcer: enforcer(), use_id: id(1), at: 7, leaf: id(2) };
	let path = vec![id(1); 4];
	let missing = |absence| Lie::Missing {
		receipt,
		signature: DeviceSignature::Ed25519([0; 64]),
		seal,
		path: path.clone().try_into().unwrap(),
		absence,
	};
	let (below, above) = (neighbour(&tree, 1), neighbour(&tree, 5));
	let (three, one) = (below.path.len() as u32, above.path.len() as u32);
	assert_eq!((three, one), (3, 1));
	let both = Absence::Between { below: Some(below.clone()), above: Some(above) };
	assert_eq!(missing(both.clone()).hashes(), 4 + 3 + 1);
	assert_eq!(missing(Absence::Otherwise(below)).hashes(), 4 + 3);
	let unsorted = Lie::Unsorted {
		entry: entry(),
		salt: id(1),
		index: 1,
		path: path.clone().try_into().unwrap(),
		seal,
		seal_path: path.clone().try_into().unwrap(),
		absence: both,
	};
	assert_eq!(unsorted.hashes(), 4 + 4 + 3 + 1);
	assert_eq!(
		(unsorted.use_id(), missing(Absence::Between { below: None, above: None }).use_id()),
		(id(1), id(1))
	);
}

#[test]
fn it_is_small() {
	assert!(Entry::max_encoded_len() < 256, "{}", Entry::max_encoded_len());
	assert!(LogHead::max_encoded_len() < 160, "{}", LogHead::max_encoded_len());
	// Four paths of 32 hashes.
	assert!(Lie::max_encoded_len() < 5_000, "{}", Lie::max_encoded_len());
}
