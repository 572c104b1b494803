//! Bytes that the chain keeps for a task ...

use crate::metadata::metadata;
use codec::Decode;
use frame_support::traits::fungible::InspectHold;
use jmt_primitives::Balance;
use jmt_runtime::{genesis_presets::DEVELOPMENT, Balances, Runtime};
use jmt_runtime_harness::Chain;
use pallet_preimage::{Call, HoldReason};
use sp_keyring::Sr25519Keyring::Alice;

/// A price of storage, as agents read it.
fn price(name: &str) -> Balance {
	let metadata = metadata();
	let access = metadata.pallets.iter().find(|pallet| pallet.name == "Access");
	let constants = &access.expect("it is there").constants;
	let constant = constants.iter().find(|constant| constant.name == name).expect(name);
	Balance::decode(&mut &constant.value[..]).expect("it is an amount")
}

/// Held of Alice for bytes.
fn held(chain: &mut Chain) -> Balance {
	let alice = Alice.to_account_id();
	chain.read(|| Balances::balance_on_hold(&HoldReason::Preimage.into(), &alice))
}

#[test]
fn have_the_deposit_that_agents_say() {
	let (item, byte) = (price("ItemDeposit"), price("ByteDeposit"));
	let mut chain = Chain::start(DEVELOPMENT);
	chain.blocks(1);
	// The figures of `edge/src/pallets/preimage.rs`.
	for (length, deposit) in
		[(1_u32, 206_500_000_000), (1_025, 308_900_000_000), (65_536, 6_760_000_000_000)]
	{
		let before = held(&mut chain);
		let bytes = vec![7; usize::try_from(length).expect("it is small")];
		let note = chain.signed(Alice, Call::<Runtime>::note_preimage { bytes });
		chain.include(vec![note]).all_good();
		assert_eq!(held(&mut chain) - before, deposit, "{length} bytes");
		assert_eq!(deposit, 2 * item + (64 + Balance::from(length)) * byte, "{length} bytes");
	}
}
