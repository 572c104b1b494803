//! Activations in real blocks: what a block takes of them, and at whose cost.

use codec::Encode;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::fungible::InspectHold,
};
use jmt_primitives::{
	authorized::{ActivationRefusal, Share, MAX_ACTIVATION_BYTES, PREPAID_SHORT},
	devices::DeviceStanding,
	domains::DomainId,
	manifests::MAX_PROOF,
	units::Level,
	AccountId, Balance, DeviceSignature, Hash, KeyType, Moment, JMT,
};
use jmt_runtime::{
	constants::currency, genesis_presets::DEVELOPMENT, Balances, Devices, Emission, Runtime,
	RuntimeCall, RuntimeEvent, UncheckedExtrinsic,
};
use jmt_runtime_harness::{
	device::Device,
	domains::{List, Maker},
	Chain,
};
use pallet_devices::{costs, Call, Event, HoldReason};
use sp_core::U256;
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionValidityError, UnknownTransaction,
};

/// How long an activation of these tests is good, in ms.
const GOOD_FOR: Moment = 600_000;

/// A chain with a domain of Alice's that has so much, and a manifest of so many devices of this type.
fn start(key_type: KeyType, count: u32, prepaid: Balance) -> (Chain, DomainId, List) {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.blocks(1);
	let domain = chain.open_domain(Alice, prepaid);
	let devices = (0..count).map(|number| Device::of(key_type, number)).collect();
	let list = chain.publish(Alice, domain, devices);
	(chain, domain, list)
}

fn owner() -> AccountId {
	Bob.to_account_id()
}

/// The call by which the device at this place becomes Bob's.
fn call(chain: &Chain, list: &List, index: u32) -> RuntimeCall {
	list.call(index, &owner(), chain.next_time() + GOOD_FOR)
}

fn activation(chain: &Chain, list: &List, index: u32) -> UncheckedExtrinsic {
	Chain::free(call(chain, list, index))
}

/// Prices that were paid, in the order of the activations.
fn prices(events: &[RuntimeEvent]) -> Vec<Balance> {
	let price = |event: &RuntimeEvent| match event {
		RuntimeEvent::Devices(Event::DeviceActivated { price, .. }) => Some(*price),
		_ => None,
	};
	events.iter().filter_map(price).collect()
}

fn refused(reason: ActivationRefusal) -> TransactionValidityError {
	reason.into()
}

fn full() -> TransactionValidityError {
	InvalidTransaction::ExhaustsResources.into()
}

#[test]
fn one_makes_a_device_of_its_owner_at_the_cost_of_the_domain_alone() {
	let (mut chain, domain, list) = start(KeyType::Ed25519, 3, 30 * JMT);
	let (account, before) = chain.prepaid(domain);
	let (rich, pot) = (chain.balance(&owner()), chain.read(ecosystem));
	let first = activation(&chain, &list, 1);
	let made = chain.include(vec![first]).all_good();
	let [price] = prices(&made.events)[..] else { panic!("one was activated") };
	assert_eq!(chain.prepaid(domain).1, before - currency::DEVICE_DEPOSIT - price);
	assert_eq!(chain.balance(&owner()), rich);
	assert!(chain.read(ecosystem) >= pot + price, "the ecosystem gets the price");
	chain.read(|| {
		let held = Balances::balance_on_hold(&HoldReason::Device.into(), &account);
		assert_eq!(held, currency::DEVICE_DEPOSIT);
		let device = Devices::device(list.devices[1].id).expect("it is registered");
		assert_eq!((device.owner, device.standing), (owner(), DeviceStanding::Active));
	});
}

fn ecosystem() -> Balance {
	Emission::pot_balance(jmt_primitives::supply::Pot::Ecosystem)
}

#[test]
fn a_prepaid_account_that_runs_dry_in_a_block_stops_the_rest_until_it_is_filled() {
	let (mut chain, domain, list) = start(KeyType::Ed25519, 5, 30 * JMT);
	let first = activation(&chain, &list, 0);
	let made = chain.include(vec![first]).all_good();
	let one = currency::DEVICE_DEPOSIT + prices(&made.events)[0];
	let (_, left) = chain.prepaid(domain);
	// Two and a half are left.
	let amount = left - 2 * one - one / 2;
	let take = chain.signed(Alice, Call::withdraw_prepaid { domain, amount });
	chain.include(vec![take]).all_good();

	let three: Vec<_> = (1..4).map(|index| activation(&chain, &list, index)).collect();
	// Each by itself is good.
	for extrinsic in &three {
		assert!(chain.validate(extrinsic.clone()).is_ok());
	}
	let short: TransactionValidityError = UnknownTransaction::Custom(PREPAID_SHORT).into();
	let made = chain.include(three.clone());
	assert_eq!(made.results, [Ok(Ok(())), Ok(Ok(())), Err(short)]);
	let spent: Balance =
		prices(&made.events).iter().map(|price| currency::DEVICE_DEPOSIT + price).sum();
	assert_eq!(chain.prepaid(domain).1, left - amount - spent);
	assert_eq!(chain.validate(three[2].clone()), Err(short));
	chain.fund_domain(Alice, domain, one);
	chain.include(vec![three[2].clone()]).all_good();
}

#[test]
fn copies_of_one_have_one_place_in_the_pool_and_one_of_them_counts() {
	let (mut chain, domain, list) = start(KeyType::Ed25519, 2, 30 * JMT);
	let call = call(&chain, &list, 0);
	let (four, five) =
		(UncheckedExtrinsic::new_bare_legacy(call.clone()), UncheckedExtrinsic::new_bare(call));
	assert_ne!(four.encode(), five.encode());
	let valid = chain.validate(four.clone()).expect("it is valid");
	assert_eq!(chain.validate(five.clone()), Ok(valid));
	let made = chain.include(vec![four, five]);
	assert_eq!(made.results, [Ok(Ok(())), Err(refused(ActivationRefusal::AlreadyActivated))]);
	assert_eq!(prices(&made.events).len(), 1);
	assert_eq!(chain.read(|| Devices::domain(domain)).map(|domain| domain.members), Some(1));
}

/// The other signature by ECDSA that is as good: `s` on the other side of half of the group's order.
fn malleated(signature: DeviceSignature) -> DeviceSignature {
	// SEC 2, 2.4.1 and 2.4.2.
	const SECP256K1: &str = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
	const P256: &str = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
	let other = |bytes: [u8; 64], order: &str| {
		let order = U256::from_str_radix(order, 16).expect("a number");
		let s = order - U256::from_big_endian(&bytes[32..]);
		let mut other = bytes;
		other[32..].copy_from_slice(&s.to_big_endian());
		other
	};
	match signature {
		DeviceSignature::Secp256k1(bytes) => DeviceSignature::Secp256k1(other(bytes, SECP256K1)),
		DeviceSignature::P256(bytes) => DeviceSignature::P256(other(bytes, P256)),
		_ => panic!("it is not by ECDSA"),
	}
}

#[test]
fn a_copy_with_the_other_signature_by_ecdsa_has_the_same_place() {
	for key_type in [KeyType::Secp256k1, KeyType::P256] {
		let (mut chain, _, list) = start(key_type, 2, 30 * JMT);
		let signed = call(&chain, &list, 0);
		let mut copy = signed.clone();
		let RuntimeCall::Devices(Call::activate { signature, .. }) = &mut copy else {
			panic!("it is an activation")
		};
		*signature = malleated(*signature);
		assert_ne!(copy, signed);
		let valid = chain.validate(Chain::free(signed.clone())).expect("it is valid");
		assert_eq!(chain.validate(Chain::free(copy.clone())), Ok(valid), "{key_type:?}");
		let results = chain.include(vec![Chain::free(copy), Chain::free(signed)]).results;
		let again = refused(ActivationRefusal::AlreadyActivated);
		assert_eq!(results, [Ok(Ok(())), Err(again)], "{key_type:?}");
	}
}

#[test]
fn one_fits_its_bytes_at_two_to_the_24_leaves_with_every_key_type() {
	for key_type in KeyType::ALL {
		let (chain, _, list) = start(key_type, 2, 30 * JMT);
		let RuntimeCall::Devices(Call::activate {
			manifest,
			mut leaf,
			owner,
			encryption,
			expires,
			signature,
			..
		}) = call(&chain, &list, 0)
		else {
			panic!("it is an activation")
		};
		// The longest leaf, and the longest way.
		leaf.owner = Some(owner.clone());
		leaf.nullifier = Some(Hash::zero());
		let proof = vec![Hash::zero(); MAX_PROOF as usize].try_into().expect("it is the bound");
		let longest =
			Call::activate { manifest, leaf, proof, owner, encryption, expires, signature };
		let length = Chain::free(RuntimeCall::from(longest)).encoded_size();
		println!("{key_type:?}: {length} bytes");
		assert!(length <= MAX_ACTIVATION_BYTES as usize, "{key_type:?}: {length} bytes");
	}
}

#[test]
fn a_block_takes_them_up_to_a_fifth_and_the_next_one_goes_on() {
	type Weights = <Runtime as pallet_devices::Config>::WeightInfo;
	const LEAVES: u32 = 512;
	let (mut chain, _, list) = start(KeyType::Ed25519, LEAVES, 600 * JMT);
	let all: Vec<_> = (0..LEAVES).map(|index| activation(&chain, &list, index)).collect();
	let most = all[0].get_dispatch_info().total_weight();
	let made = chain.include(all.clone());
	let taken = made.results.iter().filter(|result| **result == Ok(Ok(()))).count();
	let rest = made.results.iter().filter(|result| **result == Err(full())).count();
	assert_eq!(taken + rest, all.len());
	assert!(made.results[..taken].iter().all(|result| *result == Ok(Ok(()))), "the first ones");

	let limits = <Runtime as frame_system::Config>::BlockWeights::get();
	let normal = limits.get(DispatchClass::Normal);
	let share = Share::Activations.weight() * normal.max_total.expect("it is limited");
	// Each weighs what its depth of 1 and its 9 hashes take, and is asked for room at the greatest depth.
	let one = costs::activation::<Weights>(KeyType::Ed25519, 1, 9)
		.saturating_add(normal.base_extrinsic)
		.ref_time();
	let asked = most.saturating_add(normal.base_extrinsic).ref_time();
	let used = taken as u64 * one;
	println!("{taken} activations a block, {one} ps each, of {share:?}");
	assert!(used <= share.ref_time(), "{used} of {share:?}");
	assert!(used + asked > share.ref_time(), "{taken} leave room for more");

	let more = chain.include(all[taken..].to_vec());
	assert_eq!(more.results[0], Ok(Ok(())));
	let calls = more.results.iter().filter(|result| **result == Ok(Ok(()))).count();
	assert_eq!(calls, taken.min(all.len() - taken));
}

/// A manifest of two devices under a root of trust of so many units, whose units go by these names.
fn units(names: [u8; 2], quota: u32) -> (Chain, Maker, List) {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.blocks(1);
	let maker = chain.admit_root(100, Level::One, quota);
	let domain = chain.open_domain(Alice, 30 * JMT);
	let devices = [1, 2].map(Device::number).into();
	let name = |index: u32| Hash::repeat_byte(names[index as usize]);
	let list = chain.publish_units(Alice, domain, devices, &maker, name);
	(chain, maker, list)
}

/// Two activations in one block: both are good for the pool, and this is what becomes of the second.
fn second_of_two(names: [u8; 2], quota: u32) -> Result<(), TransactionValidityError> {
	let (mut chain, maker, list) = units(names, quota);
	let both: Vec<_> = (0..2).map(|index| activation(&chain, &list, index)).collect();
	for extrinsic in &both {
		assert!(chain.validate(extrinsic.clone()).is_ok());
	}
	let made = chain.include(both);
	assert_eq!(made.results[0], Ok(Ok(())));
	let used = chain.read(|| Devices::root(maker.root)).map(|root| root.used);
	let second = made.results[1].map(|done| assert_eq!(done, Ok(())));
	assert_eq!(used, Some(1 + u32::from(second.is_ok())));
	let first = chain.read(|| Devices::device_of_unit(maker.root, Hash::repeat_byte(names[0])));
	assert_eq!(first, Some(list.devices[0].id));
	second
}

#[test]
fn two_of_one_unit_in_a_block_bind_it_once() {
	assert_eq!(second_of_two([7, 8], 2), Ok(()));
	assert_eq!(second_of_two([7, 7], 2), Err(refused(ActivationRefusal::UnitTaken)));
}

#[test]
fn two_in_a_block_keep_the_quota_of_their_root_of_trust() {
	assert_eq!(second_of_two([7, 8], 1), Err(refused(ActivationRefusal::QuotaUsed)));
}
