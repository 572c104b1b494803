//! A transaction is taken once, whatever becomes of its account.

use crate::metadata::metadata;
use frame_support::__private::{
	metadata::v16::StorageEntryType,
	scale_info::{TypeDef, TypeDefPrimitive},
};
use jmt_primitives::{AccountId, JMT};
use jmt_runtime::{
	configs::NonceFloor, genesis_presets::DEVELOPMENT, BalancesCall, Runtime, RuntimeCall, System,
	UncheckedExtrinsic,
};
use jmt_runtime_harness::Chain;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, One, Two};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};

/// Enough for hundreds of remarks.
const ENDOWMENT: u128 = 1_000 * JMT;

fn stale() -> TransactionValidityError {
	InvalidTransaction::Stale.into()
}

fn start() -> Chain {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.blocks(1);
	chain
}

fn nonce(chain: &mut Chain, of: Sr25519Keyring) -> u32 {
	chain.read(|| *System::account_nonce(of.to_account_id()))
}

/// As if an account had sent this many transactions.
fn set_nonce(chain: &mut Chain, of: Sr25519Keyring, nonce: u32) {
	let account: AccountId = of.to_account_id();
	chain.read(|| {
		frame_system::Account::<Runtime>::mutate(account, |info| info.nonce = nonce.into())
	});
}

/// Enough to send with, from Alice.
fn endowment(of: Sr25519Keyring) -> RuntimeCall {
	let dest = of.to_account_id().into();
	BalancesCall::transfer_keep_alive { dest, value: ENDOWMENT }.into()
}

fn fund(chain: &mut Chain, account: Sr25519Keyring) {
	let funding = chain.signed(Alice, endowment(account));
	chain.include(vec![funding]).all_good();
}

/// Gives all to Bob.
fn emptying() -> RuntimeCall {
	BalancesCall::transfer_all { dest: Bob.to_account_id().into(), keep_alive: false }.into()
}

fn remark(index: u32) -> RuntimeCall {
	frame_system::Call::remark { remark: index.to_le_bytes().to_vec() }.into()
}

#[test]
fn immortal_transactions_were_taken_again_after_an_account_was_emptied_and_funded() {
	let mut chain = start();
	fund(&mut chain, One);
	let mut sent: Vec<UncheckedExtrinsic> = Vec::new();
	for _ in 0..2 {
		let first = sent.len() as u32;
		let remarks: Vec<_> =
			(0..250).map(|index| chain.signed_after(One, index, remark(first + index))).collect();
		chain.include(remarks.clone()).all_good();
		sent.extend(remarks);
	}
	let last = chain.signed(One, emptying());
	chain.include(vec![last.clone()]).all_good();
	sent.push(last);
	assert!(!chain.read(|| System::account_exists(&One.to_account_id())), "it left");

	fund(&mut chain, One);
	let before = chain.balance(&One.to_account_id());
	for transaction in &sent {
		assert_eq!(chain.validate(transaction.clone()), Err(stale()));
	}
	let results = chain.block(sent.clone()).results;
	assert_eq!(results, vec![Err(stale()); 501]);
	assert_eq!(chain.balance(&One.to_account_id()), before);

	assert_eq!(nonce(&mut chain, One), 501);
	let next = chain.signed(One, emptying());
	chain.include(vec![next]).all_good();
	assert_eq!(chain.balance(&One.to_account_id()), 0);
}

#[test]
fn a_transaction_was_taken_twice_in_the_block_that_made_its_account_emptied_it_and_made_it_again() {
	let mut chain = start();
	let made = chain.signed(Alice, endowment(One));
	let emptied = chain.signed(One, emptying());
	let made_again = chain.signed_after(Alice, 1, endowment(One));
	let results = chain.include(vec![made, emptied.clone(), made_again, emptied.clone()]).results;
	assert_eq!(results, [Ok(Ok(())), Ok(Ok(())), Ok(Ok(())), Err(stale())]);
	assert_eq!(chain.balance(&One.to_account_id()), ENDOWMENT);
	assert_eq!(chain.validate(emptied), Err(stale()));
}

#[test]
fn accounts_of_genesis_begin_at_0_and_later_ones_where_the_highest_left() {
	let mut chain = start();
	for account in [Alice, Bob, One, Two] {
		assert_eq!(nonce(&mut chain, account), 0);
	}
	fund(&mut chain, One);
	for round in 1..=3 {
		let remark = chain.signed(One, remark(round));
		let emptied = chain.signed_after(One, 1, emptying());
		chain.include(vec![remark, emptied]).all_good();
		assert_eq!(chain.read(NonceFloor::get), 2 * round);
		fund(&mut chain, One);
		assert_eq!(nonce(&mut chain, One), 2 * round);
	}
	// The next account, which was never there, begins there too, and those that stay go on as they were.
	fund(&mut chain, Two);
	assert_eq!(nonce(&mut chain, Two), 6);
	assert_eq!(nonce(&mut chain, Bob), 0);
	assert_eq!(nonce(&mut chain, Alice), 5);
	// One that leaves below the floor does not lower it.
	set_nonce(&mut chain, Two, 2);
	let left_low = chain.signed(Two, emptying());
	chain.include(vec![left_low]).all_good();
	assert_eq!(chain.read(NonceFloor::get), 6);
}

#[test]
fn an_account_that_never_sent_raises_nothing_when_it_leaves() {
	let mut chain = start();
	fund(&mut chain, One);
	let root = frame_system::RawOrigin::Root;
	let call = BalancesCall::force_transfer {
		source: One.to_account_id().into(),
		dest: Bob.to_account_id().into(),
		value: ENDOWMENT,
	};
	chain.read(|| {
		use frame_support::traits::UnfilteredDispatchable;
		RuntimeCall::from(call).dispatch_bypass_filter(root.into()).expect("Root moves it");
		assert!(!System::account_exists(&One.to_account_id()), "it left");
		assert_eq!(NonceFloor::get(), 0);
	});
}

#[test]
fn the_nonce_behind_the_largest_was_0_so_that_old_transactions_were_taken_again() {
	let mut chain = start();
	fund(&mut chain, One);
	let first = chain.signed(One, remark(0));
	chain.include(vec![first.clone()]).all_good();
	set_nonce(&mut chain, One, u32::MAX - 1);
	let last = chain.signed(One, remark(1));
	let beyond = chain.signed_after(One, 1, remark(2));
	let results = chain.include(vec![last, beyond.clone(), first.clone()]).results;
	assert_eq!(results, [Ok(Ok(())), Err(stale()), Err(stale())]);
	assert_eq!(nonce(&mut chain, One), u32::MAX);
	for transaction in [beyond, first] {
		assert_eq!(chain.validate(transaction), Err(stale()));
	}
}

#[test]
fn new_accounts_wait_for_an_upgrade_when_the_floor_has_reached_the_largest_nonce() {
	let mut chain = start();
	fund(&mut chain, One);
	set_nonce(&mut chain, One, u32::MAX - 1);
	let left = chain.signed(One, emptying());
	chain.include(vec![left.clone()]).all_good();
	assert_eq!(chain.read(NonceFloor::get), u32::MAX);

	// They receive, and send nothing: neither of old nor of new.
	fund(&mut chain, One);
	let new = chain.signed(One, emptying());
	assert_eq!(chain.block(vec![left, new]).results, [Err(stale()), Err(stale())]);
	assert_eq!(chain.balance(&One.to_account_id()), ENDOWMENT);

	// Transactions of another version are refused, so that an upgrade may begin at 0 again.
	chain.read(NonceFloor::kill);
	fund(&mut chain, Two);
	assert_eq!(nonce(&mut chain, Two), 0);
	let sent = chain.signed(Two, remark(0));
	chain.include(vec![sent]).all_good();
}

#[test]
fn clients_see_a_plain_u32_and_the_extension_of_the_sdk() {
	let metadata = metadata();
	let resolve = |id| metadata.types.resolve(id).expect("it is among the types");
	let is_u32 = |id| matches!(resolve(id).type_def, TypeDef::Primitive(TypeDefPrimitive::U32));

	let system = metadata.pallets.iter().find(|pallet| pallet.name == "System").expect("System");
	let mut entries = system.storage.iter().flat_map(|storage| &storage.entries);
	let account = entries.find(|entry| entry.name == "Account").expect("System.Account");
	let StorageEntryType::Map { value, .. } = account.ty else { panic!("it is no map") };
	let TypeDef::Composite(info) = &resolve(value.id).type_def else { panic!("it is no struct") };
	let nonce = info.fields.iter().find(|field| field.name.as_deref() == Some("nonce"));
	assert!(is_u32(nonce.expect("a nonce").ty.id));

	let mut extensions = metadata.extrinsic.transaction_extensions.iter();
	let check = extensions.find(|extension| extension.identifier == "CheckNonce");
	let check = resolve(check.expect("CheckNonce").ty.id);
	let path = ["frame_system", "extensions", "check_nonce", "CheckNonce"];
	assert_eq!(check.path.segments, path);
	let TypeDef::Composite(check) = &check.type_def else { panic!("it is no struct") };
	let TypeDef::Compact(nonce) = &resolve(check.fields[0].ty.id).type_def else {
		panic!("it is not compact")
	};
	assert!(is_u32(nonce.type_param.id));
}
