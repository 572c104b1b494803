//! Passes, with each kind of key.

use super::{
	keys::Key,
	world::{
		actions, ask, at_lift, by_grant, grant_to, lift, scope, use_of, World, CHALLENGE, GENESIS,
		LIFT, MINUTE, NOW, OTHER_GENESIS,
	},
};
use jmt_primitives::{
	access::{
		signed, Action, Actions, Authority, Block, Counted, Delegation, Gate, GrantId, Holder,
		Pass, Reason, Request, Scope, Served, SignedBlock, SignedUse, Source, Subject, Use, Window,
		MAX_USE_MS,
	},
	domains::Reach,
	DevicePublic, DeviceSignature, KeyType,
};

pub(super) const GRANT: GrantId = 1;

/// Keys of four schemes: the holder's and those of four blocks, each of them of the same scheme.
fn keys(key_type: KeyType) -> [Key; 5] {
	[40, 41, 42, 43, 44].map(|seed| Key::new(key_type, seed))
}

/// A block that hands the right on to a key.
fn block(before: jmt_primitives::Hash, grant: GrantId, holder: &Key, scope: Scope) -> Block {
	Block { genesis: GENESIS, grant, pass_epoch: 0, before, holder: holder.public(), scope }
}

fn sign(block: Block, signer: &Key, shown: bool) -> SignedBlock {
	let signature = signer.sign(&block.payload());
	SignedBlock { block, signer: shown.then(|| signer.public()), signature }
}

/// A pass from its holder to each of the keys in turn, with a scope each.
pub(super) fn pass_of(
	holder: &Key,
	is_account: bool,
	keys: &[(Key, Scope)],
	grant: GrantId,
) -> Pass {
	let (mut before, mut signer) = (signed::grant_hash(&GENESIS, grant), holder);
	let mut blocks = Vec::new();
	for (key, scope) in keys {
		let block = block(before, grant, key, scope.clone());
		before = block.hash();
		blocks.push(sign(block, signer, is_account && blocks.is_empty()));
		signer = key;
	}
	Pass { grant, blocks: blocks.try_into().unwrap() }
}

/// A pass with one more block, from its last holder to another key.
pub(super) fn narrowed(pass: &Pass, last: &Key, to: &Key, scope: Scope) -> Pass {
	let mut blocks = pass.blocks.to_vec();
	let before = blocks.last().expect("a block").block.hash();
	let block = block(before, pass.grant, to, scope);
	blocks.push(sign(block, last, false));
	Pass { grant: pass.grant, blocks: blocks.try_into().expect("at most four") }
}

/// The last of the keys asks by a pass of a grant.
pub(super) fn passed(holder: &Key, is_account: bool, keys: &[Key], grant: GrantId) -> Request {
	let scoped: Vec<_> = keys.iter().map(|key| (key.clone(), scope())).collect();
	with_pass(pass_of(holder, is_account, &scoped, grant))
}

pub(super) fn with_pass(pass: Pass) -> Request {
	let last = pass.blocks.last().expect("a block").block.holder;
	let mut request =
		Request { subject: Subject::Key(last), authority: Authority::Grant(pass.grant), ..ask() };
	request.shown.pass = Some(pass);
	request
}

/// A grant to a registered device, or to an account.
fn world(holder: &Key, is_account: bool) -> World {
	let mut world = World::scene();
	let holder = match is_account {
		true => Holder::Account(holder.public().account().expect("an account")),
		false => {
			world.add_device(holder, super::world::boss(), None);
			Holder::Device(holder.id())
		},
	};
	world.add_grant(GRANT, grant_to(holder));
	world
}

/// Scopes that narrow: the last of them names one use.
fn scoped(keys: &[Key]) -> Vec<(Key, Scope)> {
	let mut scopes = Vec::new();
	for (place, key) in (0..).zip(keys) {
		let mut scope = scope();
		scope.expires = NOW + 10 * MINUTE - place;
		scope.uses = (place > 0).then_some(9);
		scopes.push((key.clone(), scope));
	}
	scopes
}

#[test]
fn it_takes_passes_of_each_key_type_and_length() {
	for key_type in KeyType::ALL {
		let [holder, keys @ ..] = keys(key_type);
		for is_account in [false, true] {
			if is_account && key_type == KeyType::P256 {
				continue;
			}
			let world = world(&holder, is_account);
			for length in 1..=4 {
				let pass = pass_of(&holder, is_account, &scoped(&keys[..length]), GRANT);
				let request = at_lift(with_pass(pass), &keys[length - 1]);
				let last = NOW + 10 * MINUTE - length as u64 + 1;
				let decision = world.decide(&request);
				assert_eq!(world.until(&request), last, "{key_type:?} {length} {decision:?}");
			}
		}
	}
}

#[test]
fn it_takes_a_pass_through_keys_of_different_types() {
	let [sr, ed, secp, p256] = KeyType::ALL.map(|key_type| Key::new(key_type, 45));
	for keys in [[ed.clone(), secp.clone(), p256.clone()], [p256.clone(), sr.clone(), ed.clone()]] {
		let world = world(&secp, false);
		let request = at_lift(passed(&secp, false, &keys, GRANT), &keys[2]);
		assert!(world.decide(&request).is_allow());
	}
}

#[test]
fn it_asks_without_a_use_what_a_pass_would_give() {
	let [holder, keys @ ..] = keys(KeyType::Ed25519);
	let world = world(&holder, false);
	assert!(world.decide(&passed(&holder, false, &keys, GRANT)).is_allow());
}

#[test]
fn it_judges_each_block_as_a_grant() {
	let [holder, keys @ ..] = keys(KeyType::Ed25519);
	let cells = vec![jmt_primitives::cell::Cell::new(0x8928308280fffff).unwrap()];
	let late = vec![Window::Dates { from: NOW + 1, to: NOW + 2 }];
	type Change = Box<dyn Fn(&mut Scope)>;
	let changes: [(Change, Reason); 7] = [
		(Box::new(|scope| scope.not_before = NOW + 1), Reason::GrantNotYet),
		(Box::new(|scope| scope.expires = NOW - 1), Reason::GrantExpired),
		(Box::new(|scope| scope.actions = actions(&[Action::CLOSE])), Reason::BeyondGrant),
		(Box::new(|scope| scope.actions = Actions::NONE), Reason::BeyondGrant),
		(
			Box::new(move |scope| scope.cells = cells.clone().try_into().unwrap()),
			Reason::PlaceUnproven,
		),
		(
			Box::new(move |scope| scope.windows = late.clone().try_into().unwrap()),
			Reason::OutsideWindow,
		),
		(Box::new(|scope| scope.uses = Some(0)), Reason::UsesExhausted),
	];
	for (change, reason) in changes {
		for place in 0..4 {
			let mut scopes = scoped(&keys);
			change(&mut scopes[place].1);
			let request = at_lift(with_pass(pass_of(&holder, false, &scopes, GRANT)), &keys[3]);
			let denied = world(&holder, false).denied(&request);
			assert_eq!(denied, by_grant(reason, GRANT), "{place}");
		}
	}
}

/// Uses of a block are counted by each enforcer, under the block's hash.
#[test]
fn it_counts_uses_of_a_block_at_the_gate() {
	let [holder, key, ..] = keys(KeyType::Ed25519);
	let mut world = world(&holder, false);
	let mut scope = scope();
	scope.uses = Some(2);
	let pass = pass_of(&holder, false, &[(key.clone(), scope)], GRANT);
	let counted = Counted::Block(pass.blocks[0].block.hash());
	let request = at_lift(with_pass(pass), &key);
	for (total, allowed) in [(0, true), (1, true), (2, false)] {
		world.served.insert(counted.clone(), Served { window: 0, count: 0, total });
		assert_eq!(world.decide(&request).is_allow(), allowed, "{total}");
	}
}

#[test]
fn it_lays_out_what_is_signed_as_documented() {
	let [_, key, ..] = keys(KeyType::Ed25519);
	let block = block(Default::default(), GRANT, &key, scope());
	let opening = |purpose: &str| {
		let length = u8::try_from(purpose.len()).unwrap() << 2;
		[&[length][..], purpose.as_bytes()].concat()
	};
	let payload = block.payload();
	let head = [&opening("jmt/access/block/v1")[..], &[0xaa; 32], &[1, 0, 0, 0, 0, 0, 0, 0]];
	assert!(payload.starts_with(&head.concat()));
	assert_eq!(block.hash().0, sp_crypto_hashing::blake2_256(&payload));
	let using = use_of(&ask());
	let head = [&opening("jmt/access/use/v1")[..], &[0xaa; 32], &lift().id().0 .0];
	assert!(using.payload().starts_with(&head.concat()));
	assert_eq!(using.id().0, sp_crypto_hashing::blake2_256(&using.payload()));
	let name = [&opening("jmt/access/grant/v1")[..], &[0xaa; 32], &[1, 0, 0, 0, 0, 0, 0, 0]];
	let hash = sp_crypto_hashing::blake2_256(&name.concat());
	assert_eq!(signed::grant_hash(&GENESIS, GRANT).0, hash);
}

mod moved;
mod reject;
