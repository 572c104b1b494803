//! A device that mines is sold and changes its key: each owner is paid for its own time, and the id goes on.

use frame_support::traits::StorageInfoTrait;
use jmt_primitives::{authorized::AnswerRefusal, devices::signed, Balance, DeviceId, Draw, JMT};
use jmt_runtime::{constants::currency, genesis_presets::DEVELOPMENT, Runtime, RuntimeEvent};
use jmt_runtime_harness::{days::short_days, device::Device, Chain};
use pallet_devices::Call;
use pallet_proof_of_time::{AnswerOutcome, Event, Miners};
use sp_keyring::Sr25519Keyring::{self, Bob, Charlie};

/// Includes a call of an account.
fn send(chain: &mut Chain, by: Sr25519Keyring, call: Call<Runtime>) -> Vec<RuntimeEvent> {
	let signed = chain.signed(by, call);
	chain.include(vec![signed]).all_good().events
}

/// The outcome of an answer to a draw.
fn answer(chain: &mut Chain, draw: &Draw, device: &Device) -> AnswerOutcome {
	let genesis = chain.genesis_hash();
	let events = chain.include(vec![device.answer(&genesis, draw)]).all_good().events;
	let outcome = events.into_iter().find_map(|event| match event {
		RuntimeEvent::ProofOfTime(Event::Answered { outcome, .. }) => Some(outcome),
		_ => None,
	});
	outcome.expect("it answered")
}

/// Earned and not yet claimed.
fn earned(chain: &mut Chain, device: DeviceId) -> Balance {
	chain.read(|| Miners::<Runtime>::get(device)).map_or(0, |miner| miner.earned)
}

#[test]
fn a_device_is_sold_rotated_and_mines_on_under_its_id() {
	let mut chain = Chain::start_with(DEVELOPMENT, short_days(1, u32::MAX));
	chain.blocks(1);
	let (genesis, old) = (chain.genesis_hash(), Device::number(0));
	let device = old.id;
	let register = old.register(&genesis, &Bob.to_account_id(), chain.next_time() + 60_000);
	let register = chain.signed(Bob, register);
	chain.include(vec![register]).all_good();
	chain.until_next_day();
	for paid in [false, true] {
		let draw = chain.until_draw(10);
		let outcome = answer(&mut chain, &draw, &old);
		assert_eq!(matches!(outcome, AnswerOutcome::Earned { amount } if amount > 0), paid);
	}

	// Bob is paid what it earned in the call that takes it from him, and his deposit comes back.
	let (owed, bob) = (earned(&mut chain, device), Bob.to_account_id());
	assert!(owed > 0);
	send(&mut chain, Bob, Call::offer_device { device, to: Some(Charlie.to_account_id()) });
	let before = chain.balance(&bob);
	let events = send(&mut chain, Charlie, Call::accept_device { device });
	let settled = Event::OwnerSettled { device, owner: bob.clone(), paid: owed, forfeited: 0 };
	assert!(events.contains(&RuntimeEvent::ProofOfTime(settled)));
	assert_eq!(earned(&mut chain, device), 0);
	let gained = chain.balance(&bob) - before;
	assert!(gained == owed || gained == owed + JMT, "{gained}: free or all, the deposit is his");

	// Charlie gives it another key at once, and the one that Bob may know answers no more.
	let mut new = Device::number(1);
	let (key, expires) = (new.public(), chain.next_time() + 60_000);
	let message = signed::rotation(&genesis, &device, &key, expires);
	let (by_old, by_new) = (old.sign(&message), new.sign(&message));
	send(&mut chain, Charlie, Call::rotate_key { device, key, expires, by_old, by_new });
	new.id = device;
	let draw = chain.until_draw(10);
	let stale = chain.include(vec![old.answer(&genesis, &draw)]).results.remove(0);
	assert_eq!(stale, Err(AnswerRefusal::BadSignature.into()));
	// The stay goes on: no draw was missed.
	let outcome = answer(&mut chain, &draw, &new);
	let AnswerOutcome::Earned { amount } = outcome else { panic!("{outcome:?}") };
	assert!(amount > 0);
	assert_eq!(earned(&mut chain, device), amount);
	let devices = vec![device].try_into().expect("one is not too many");
	let claim = chain.signed(Charlie, pallet_proof_of_time::Call::<Runtime>::claim { devices });
	chain.include(vec![claim]).all_good();
	assert_eq!(earned(&mut chain, device), 0);
	chain.check();
}

#[test]
fn a_deposit_covers_all_that_is_stored_of_a_device_at_the_price_of_storage() {
	let infos = pallet_devices::Pallet::<Runtime>::storage_info();
	let price = |name: &str| {
		let info = infos.iter().find(|info| info.storage_name == name.as_bytes());
		let size = info.and_then(|info| info.max_size).expect("it is there and bounded");
		currency::storage_deposit(1, size)
	};
	let entries = ["Devices", "Owned", "Members", "Profiles", "Rotations", "Units"];
	let all: Balance = entries.iter().map(|name| price(name)).sum();
	assert!(all <= currency::DEVICE_DEPOSIT, "{all}");
	let key = <Runtime as pallet_devices::Config>::KeyDeposit::get();
	assert!(price("Aliases") <= key, "a reserved key is paid by itself");
}
