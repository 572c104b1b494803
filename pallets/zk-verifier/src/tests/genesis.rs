use crate::{mock::*, DevelopmentKeys, GenesisConfig, KeyRecord, Keys};
use jmt_primitives::proofs::{GenesisKey, Purpose, SetUp};
use sp_core::Bytes;
use sp_runtime::BuildStorage;

fn key(seed: u64, set_up: SetUp) -> GenesisKey {
	GenesisKey { bytes: Bytes(forger(seed, 1).bytes()), purpose: Purpose::Place, set_up }
}

/// Builds a genesis with these keys.
fn build(keys: Vec<GenesisKey>, development_keys: bool) -> sp_io::TestExternalities {
	let zk_verifier = GenesisConfig { keys, development_keys, ..Default::default() };
	let genesis = RuntimeGenesisConfig { zk_verifier, ..Default::default() };
	jmt_mock::chain(genesis, || System::set_block_number(1))
}

#[test]
fn it_stores_keys_without_owner_and_deposit() {
	let keys = vec![key(1, ceremony()), key(2, SetUp::Development)];
	build(keys, true).execute_with(|| {
		for (seed, set_up) in [(1, ceremony()), (2, SetUp::Development)] {
			let record = KeyRecord {
				owner: None,
				purpose: Purpose::Place,
				set_up,
				inputs: 1,
				retired: None,
				deposit: 0,
			};
			assert_eq!(Keys::<Test>::get(forger(seed, 1).id()), Some(record));
			let claim = claim(&forger(seed, 1), 3, 1);
			assert_eq!(verdict(&claim), Ok(()));
		}
		assert!(DevelopmentKeys::<Test>::get());
		assert_eq!(<ZkVerifier as jmt_primitives::Invariants>::check(), Ok(()));
	});
}

#[test]
fn it_is_empty_by_default_and_takes_no_key_for_development() {
	let genesis = RuntimeGenesisConfig::default().build_storage().unwrap();
	sp_io::TestExternalities::new(genesis).execute_with(|| {
		assert_eq!(Keys::<Test>::iter().count(), 0);
		assert!(!DevelopmentKeys::<Test>::get());
	});
}

mod reject {
	use super::*;

	#[test]
	#[should_panic(expected = "genesis names the key for Place")]
	fn it_panics_on_a_key_for_development_elsewhere() {
		build(vec![key(1, SetUp::Development)], false);
	}

	#[test]
	#[should_panic(expected = "genesis names the key for Place")]
	fn it_panics_on_a_key_named_twice() {
		build(vec![key(1, ceremony()), key(1, ceremony())], true);
	}

	/// A call has no room for such a key.
	#[test]
	#[should_panic(expected = "TooManyInputs")]
	fn it_panics_on_a_key_with_33_inputs() {
		let mut bytes = forger(1, 32).bytes();
		let point = bytes[bytes.len() - 64..].to_vec();
		bytes.extend(point);
		build(vec![GenesisKey { bytes: Bytes(bytes), ..key(1, ceremony()) }], true);
	}

	#[test]
	#[should_panic(expected = "genesis names the key for Place")]
	fn it_panics_on_a_key_that_is_refused() {
		let mut broken = key(1, ceremony());
		broken.bytes.0.pop();
		build(vec![broken], true);
	}
}
