//! Signatures beside the nonce of a transaction are good for one owner, one version and one time.

use codec::Encode;
use jmt_primitives::JMT;
use jmt_runtime::{
	genesis_presets::DEVELOPMENT, BalancesCall, Runtime, RuntimeCall, SessionKeys, SignedPayload,
	TxExtension, UncheckedExtrinsic,
};
use jmt_runtime_harness::{device::Device, Chain};
use sp_core::{proof_of_possession::statement_of_ownership, Pair};
use sp_keyring::{
	Ed25519Keyring,
	Sr25519Keyring::{self, Alice, Bob, Charlie, Eve},
};
use sp_runtime::{
	generic::Era,
	traits::TransactionExtension,
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	DispatchError, MultiSignature,
};

/// How long a registration that a device signed is good, in ms.
const GOOD_FOR: u64 = 60_000;

fn start() -> Chain {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.blocks(1);
	chain
}

/// Includes a call of an account and returns what became of it.
fn send(chain: &mut Chain, by: Sr25519Keyring, call: RuntimeCall) -> Result<(), DispatchError> {
	let signed = chain.signed(by, call);
	chain.include(vec![signed]).results.remove(0).expect("it is included")
}

#[test]
fn a_registration_is_good_again_for_its_owner_alone_until_it_expires() {
	let mut chain = start();
	let genesis = chain.genesis_hash();
	let device = Device::number(1);
	let expires = chain.next_time() + GOOD_FOR;
	let register = device.register(&genesis, &Alice.to_account_id(), expires);
	let remove: RuntimeCall = pallet_devices::Call::remove { device: device.id }.into();

	assert_eq!(send(&mut chain, Alice, register.clone()), Ok(()));
	let twice = pallet_devices::Error::<Runtime>::AlreadyRegistered.into();
	assert_eq!(send(&mut chain, Alice, register.clone()), Err(twice));
	assert_eq!(send(&mut chain, Alice, remove.clone()), Ok(()));
	let stolen = pallet_devices::Error::<Runtime>::BadSignature.into();
	assert_eq!(send(&mut chain, Bob, register.clone()), Err(stolen));
	// Alice may change her mind, until the time that the device named.
	assert_eq!(send(&mut chain, Alice, register.clone()), Ok(()));
	assert_eq!(send(&mut chain, Alice, remove), Ok(()));
	while chain.next_time() <= expires {
		chain.blocks(1);
	}
	let late = pallet_devices::Error::<Runtime>::RegistrationExpired.into();
	assert_eq!(send(&mut chain, Alice, register), Err(late));
}

#[test]
fn a_proof_of_keys_is_good_for_its_owner_alone() {
	let mut chain = start();
	let (sr25519, ed25519) = (Eve, Ed25519Keyring::Eve);
	let keys = SessionKeys {
		grandpa: ed25519.public().into(),
		babe: sr25519.public().into(),
		authority_discovery: sr25519.public().into(),
	};
	let statement = statement_of_ownership(&Bob.to_account_id().encode());
	let proof = (ed25519.sign(&statement), sr25519.sign(&statement), sr25519.sign(&statement));
	let call: RuntimeCall = pallet_session::Call::set_keys { keys, proof: proof.encode() }.into();
	let foreign = pallet_session::Error::<Runtime>::InvalidProof.into();
	assert_eq!(send(&mut chain, Charlie, call.clone()), Err(foreign));
	assert_eq!(send(&mut chain, Bob, call), Ok(()));
}

#[test]
fn what_was_signed_for_the_version_before_is_refused() {
	let mut chain = start();
	let mut signed = |spec: u32, transaction: u32| {
		let dest = Bob.to_account_id().into();
		let call: RuntimeCall = BalancesCall::transfer_keep_alive { dest, value: JMT }.into();
		let extension = jmt_runtime::extension(0u32.into(), 0, Era::Immortal);
		let implicit =
			chain.read(|| <TxExtension as TransactionExtension<RuntimeCall>>::implicit(&extension));
		let mut implicit = implicit.expect("the implicit data is known");
		implicit.1 -= spec;
		implicit.2 -= transaction;
		let payload = SignedPayload::from_raw(call, extension, implicit);
		let signature = payload.using_encoded(|bytes| Alice.pair().sign(bytes));
		let (call, extension, _) = payload.deconstruct();
		let signature = MultiSignature::Sr25519(signature);
		let by = Alice.to_account_id();
		chain.validate(UncheckedExtrinsic::new_signed(call, by.into(), signature, extension))
	};
	let refused: TransactionValidityError = InvalidTransaction::BadProof.into();
	assert!(signed(0, 0).is_ok());
	assert_eq!(signed(1, 0), Err(refused));
	assert_eq!(signed(0, 1), Err(refused));
	assert_eq!(signed(1, 1), Err(refused));
}
