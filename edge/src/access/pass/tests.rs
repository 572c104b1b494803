use super::*;
use crate::keys::{AccountKey, DeviceKey};
use jmt_primitives::{
	access::{signed, Actions, Scope, Window, MAX_BLOCKS, MAX_CELLS},
	cell::Cell,
	DevicePublic, Hash, KeyType,
};
use serde_json::{from_value, json, to_value};

const GENESIS: Hash = Hash::repeat_byte(0xaa);

fn scope() -> Scope {
	let (cells, windows) = Default::default();
	Scope { actions: Actions::ALL, cells, windows, not_before: 0, expires: 5, uses: None }
}

fn key(key_type: KeyType) -> (HolderKey, DevicePublic) {
	let (key, _) = DeviceKey::generate(key_type);
	let public = key.public();
	(HolderKey::Device(key), public)
}

/// A pass with so many blocks, handed from a key of each type to one of the next; and its last holder.
fn pass_of(blocks: usize) -> (PassFile, HolderKey) {
	let (holder, _) = key(KeyType::P256);
	let mut types = KeyType::ALL.into_iter();
	let (mut last, to) = key(types.next().unwrap());
	let mut pass = first(GENESIS, (7, 3), &holder, to, scope()).unwrap();
	for key_type in types.take(blocks - 1) {
		let (next, to) = key(key_type);
		pass = further(GENESIS, pass, &last, to, scope()).unwrap();
		last = next;
	}
	(PassFile(pass), last)
}

#[test]
fn further_each_block_names_the_one_before_and_is_signed_by_its_holder() {
	let (PassFile(pass), _) = pass_of(4);
	assert_eq!(pass.blocks.len(), 4);
	let mut before = signed::grant_hash(&GENESIS, 7);
	for (place, one) in pass.blocks.iter().enumerate() {
		assert_eq!((one.block.before, one.block.pass_epoch), (before, 3));
		before = one.block.hash();
		let Some(next) = pass.blocks.get(place + 1) else { continue };
		assert!(next.signature.verify(&next.block.payload(), &one.block.holder), "{place}");
	}
}

#[test]
fn first_an_account_shows_its_key() {
	let account = AccountKey::from_uri("//Alice").unwrap();
	let public = account.public();
	let by = HolderKey::Account(account);
	let (_, to) = key(KeyType::Ed25519);
	let pass = first(GENESIS, (7, 0), &by, to, scope()).unwrap();
	let block = &pass.blocks[0];
	assert_eq!((block.signer, public.account().is_some()), (Some(public), true));
	assert!(block.signature.verify(&block.block.payload(), &public));
	let device = pass_of(1).0 .0;
	assert_eq!(device.blocks[0].signer, None);
}

#[test]
fn file_it_reads_what_it_writes() {
	let dir = tempfile::tempdir().unwrap();
	for blocks in 1..=4 {
		let (pass, _) = pass_of(blocks);
		let path = dir.path().join(blocks.to_string());
		pass.write(&path).unwrap();
		assert!(pass.write(&path).is_err(), "nothing is overwritten");
		let text = std::fs::read(&path).unwrap();
		assert_eq!(serde_json::from_slice::<PassFile>(&text).unwrap(), pass);
	}
}

mod reject {
	use super::*;

	#[test]
	fn further_by_another_key_of_another_chain_and_after_four() {
		let (PassFile(pass), last) = pass_of(4);
		let (other, to) = key(KeyType::Ed25519);
		let handed = |genesis, by: &HolderKey, pass: &_| {
			further(genesis, Clone::clone(pass), by, to, scope()).unwrap_err()
		};
		assert_eq!(handed(GENESIS, &last, &pass), NotHandedOn::TooManyBlocks);
		assert_eq!(handed(GENESIS, &other, &pass), NotHandedOn::NotHolder);
		assert_eq!(handed(Hash::zero(), &last, &pass), NotHandedOn::OtherChain);
		let account = HolderKey::Account(AccountKey::from_uri("//Alice").unwrap());
		assert_eq!(handed(GENESIS, &account, &pass), NotHandedOn::Account);
		let none = jmt_primitives::access::Pass { grant: 7, blocks: Default::default() };
		assert_eq!(handed(GENESIS, &last, &none), NotHandedOn::NoBlock);
	}

	#[test]
	fn first_to_a_key_that_anybody_signs_for() {
		let (by, _) = key(KeyType::Ed25519);
		let weak = DevicePublic::Ed25519([0; 32]);
		assert_eq!(first(GENESIS, (7, 0), &by, weak, scope()), Err(NotHandedOn::WeakKey));
	}

	#[test]
	fn first_the_largest_extent_has_room_in_a_block() {
		let (by, to) = key(KeyType::P256);
		let cell: Cell = "89283470d93ffff".parse().unwrap();
		let window = Window::Dates { from: u64::MAX, to: u64::MAX };
		let cells = vec![cell; usize::try_from(MAX_CELLS).unwrap()].try_into().unwrap();
		let largest =
			Scope { cells, windows: vec![window; 8].try_into().unwrap(), uses: Some(9), ..scope() };
		assert!(first(GENESIS, (7, 0), &by, to, largest).is_ok());
	}

	#[test]
	fn file_other_texts() {
		let good = to_value(&pass_of(4).0).unwrap();
		let changed = |field: &str, value: serde_json::Value| {
			let mut json = good.clone();
			json[field] = value;
			from_value::<PassFile>(json)
		};
		assert!(changed("kind", json!("access-pass/v1")).is_ok());
		let block = good["blocks"][0].clone();
		let five = vec![block.clone(); usize::try_from(MAX_BLOCKS).unwrap() + 1];
		let cut = block.as_str().unwrap();
		let cut = &cut[..cut.len() - 2];
		for (field, value) in [
			("kind", json!("access-pass/v2")),
			("grant", json!("7")),
			("blocks", json!(five)),
			("blocks", json!([cut])),
			("blocks", json!([format!("{}00", block.as_str().unwrap())])),
			("unknown", json!(1)),
		] {
			assert!(changed(field, value.clone()).is_err(), "{field}: {value}");
		}
	}
}
