//! A log, and a chain that takes its anchors.

mod anchors;
mod file;
mod proofs;

use super::{
	file::{MOST_OPEN, MOST_REFUSED},
	record::{Record, VERSION},
	*,
};
use crate::{access::AccessError, error::one_line, keys::DeviceKey, pallets::access::Anchor};
use jmt_primitives::{
	access::{
		log::{signed, Entry, LogHead, Outcome, Seal},
		Action, By,
	},
	merkle::{implied_tree, root_of, verify_consistency},
	AccountId, DeviceId, Hash, KeyType, Moment,
};
use std::{fs, os::unix::fs::PermissionsExt, path::Path};

const GENESIS: Hash = Hash::repeat_byte(1);
const NOW: Moment = 1_800_000_000_000;

fn device() -> DeviceId {
	DeviceId(Hash::repeat_byte(2))
}

fn id(number: u8) -> Hash {
	Hash::repeat_byte(number)
}

fn entry(number: u8, at: Moment) -> Entry {
	Entry {
		use_id: id(number),
		at,
		resource: 7,
		action: Action::OPEN,
		subject: id(9),
		outcome: Outcome::Allowed(By::Rule(2)),
		version: 1,
		block: 5,
	}
}

fn open(folder: &Path) -> Result<Log, AccessError> {
	Log::open(folder, GENESIS, device())
}

fn refused<T>(result: Result<T, AccessError>, words: &str) {
	let said = one_line(&result.err().expect("it is refused"));
	assert!(said.contains(words), "{said}");
}

/// The chain: takes an anchor as the pallet does, but for the signature's key and the deposit.
fn take(last: Option<&LogHead>, key: &DeviceKey, anchor: &Anchor, now: Moment) -> LogHead {
	let Anchor { enforcer, seal, leaves, root, consistency, path, signature } = anchor;
	assert!(seal.extends(last, *leaves, now), "{seal:?} behind {last:?}");
	let tree = implied_tree(*leaves, leaves - 1, &seal.leaf(&GENESIS, enforcer), path).unwrap();
	assert_eq!(root_of(*leaves, &tree), *root);
	match last {
		None => assert!(consistency.is_empty()),
		Some(last) => {
			verify_consistency(last.leaves, &last.tree, *leaves, &tree, consistency).unwrap();
		},
	}
	let payload = signed::anchor(&GENESIS, enforcer, seal, *leaves, root);
	assert!(signature.verify(&payload, &key.public()));
	LogHead {
		leaves: *leaves,
		tree,
		root: *root,
		segment: seal.segment,
		at: seal.to,
		lied: None,
		payer: AccountId::new([1; 32]),
		deposit: 0,
	}
}

fn head(of: &LogHead) -> Head {
	Head { leaves: of.leaves, root: of.root }
}

fn key() -> DeviceKey {
	DeviceKey::generate(KeyType::P256).0
}

/// A log of four segments with 5, 0, 1 and 9 uses, all anchored, and the head of the last. Uses of segment `s` have the
/// ids 40 s + 10, + 12 .., and happen from NOW + 1,000 s on.
fn anchored(folder: &Path) -> (Log, LogHead) {
	let (mut log, key, mut last) = (open(folder).unwrap(), key(), None);
	for (segment, uses) in [(1u8, 5u8), (2, 0), (3, 1), (4, 9)] {
		let begin = NOW + 1_000 * u64::from(segment);
		for number in 0..uses {
			let entry = entry(40 * segment + 10 + 2 * number, begin + u64::from(number));
			log.append(&entry).unwrap();
		}
		let now = begin + 500;
		let new = log.next_head(last.as_ref(), now).unwrap();
		last = Some(take(last.as_ref(), &key, &new.sign(&key), now));
	}
	(log, last.unwrap())
}
