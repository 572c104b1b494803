//! Any sequence of calls keeps to the laws, and everybody gets back what they paid.

use super::{
	batch::*,
	life_steps::{self, life_step, now, LifeStep},
	makers::*,
};
use crate::{
	mock::*, AdminChange, Domains, Manifests, MemberChange, Members, Permit, RootChange, Trust,
};
use frame_support::{traits::fungible::Inspect, BoundedVec};
use jmt_primitives::{
	cell::Region,
	devices::Payer,
	domains::{signed, DomainId, Layer, Reach},
	manifests::{ManifestChange, ManifestId, ManifestState},
	units::{Level, RootId},
	AccountId, Balance, DeviceId, Hash, Invariants, KeyType, Signature, JMT,
};
use proptest::prelude::*;
use sp_core::{sr25519, Pair};
use std::collections::BTreeMap;

/// Devices of the model: 0 to 3 register, 4 to 7 stand in each manifest.
pub(super) const DEVICES: u8 = 8;
/// Sequences of 50 steps on average: 100,000 steps in a release build.
const CASES: u32 = if cfg!(debug_assertions) { 128 } else { 2_000 };
/// Kinds of steps.
const KINDS: usize = 28 + life_steps::KINDS;
/// People: pairs, so that they sign permits.
pub(super) const PEOPLE: u8 = 3;

#[derive(Clone, Debug)]
enum Step {
	Register { by: u8, device: u8 },
	Remove { by: u8, device: u8 },
	Pause { by: u8, device: u8 },
	Resume { by: u8, device: u8 },
	Create { by: u8, parent: Option<u8> },
	Close { by: u8, domain: u8 },
	Offer { by: u8, domain: u8, to: u8 },
	Accept { by: u8, domain: u8 },
	Admin { by: u8, domain: u8, who: u8, add: bool },
	Suspend { by: u8, domain: u8 },
	ResumeDomain { by: u8, domain: u8 },
	Fund { by: u8, domain: u8, amount: u8 },
	Withdraw { by: u8, domain: u8, amount: u8 },
	SetTrust { by: u8, from: u8, to: u8 },
	DropTrust { by: u8, from: u8, to: u8 },
	Publish { by: u8, domain: u8, endorsed: bool },
	Set { by: u8, manifest: u8, state: u8 },
	Sweep { by: u8, manifest: u8 },
	Activate { manifest: u8, index: u8, owner: u8 },
	Move { by: u8, device: u8, to: Option<u8>, authority: u8, domain_pays: bool },
	Member { by: u8, device: u8, change: u8 },
	Index { device: u8 },
	AdmitRoot,
	Bind { by: u8, device: u8, root: u8, key: u8, unit: u8 },
	SetRoot { root: u8, change: u8 },
	AddRootKey { root: u8 },
	RevokeRootKey { by: u8, root: u8, key: u8, since: u8 },
	Life(LifeStep),
	ChangeDeposit { deposit: u8 },
}

fn step() -> impl Strategy<Value = Step> {
	let kinds = 0u8..49 + life_steps::NUMBERS;
	(kinds, 0..PEOPLE, 0..DEVICES, 0u8..4, 0u8..6).prop_map(|(kind, by, device, one, two)| {
		let (domain, manifest) = (one, one % 2);
		match kind {
			0..=3 => Step::Register { by, device },
			4 => Step::Remove { by, device },
			5 => Step::Pause { by, device },
			6 => Step::Resume { by, device },
			7..=10 => Step::Create { by, parent: (two > 1).then_some(one) },
			11..=12 => Step::Close { by, domain },
			13 => Step::Offer { by, domain, to: two % PEOPLE },
			14..=15 => Step::Accept { by, domain },
			16..=17 => Step::Admin { by, domain, who: two % PEOPLE, add: device % 3 > 0 },
			18 => Step::Suspend { by, domain },
			19..=20 => Step::ResumeDomain { by, domain },
			21..=22 => Step::Fund { by, domain, amount: two + 1 },
			23 => Step::Withdraw { by, domain, amount: two },
			24..=25 => Step::SetTrust { by, from: one % 2, to: two % 3 },
			26 => Step::DropTrust { by, from: one % 2, to: two % 3 },
			27..=28 => Step::Publish { by, domain, endorsed: two % 2 > 0 },
			29 | 46 => Step::Set { by, manifest, state: two },
			30 | 47 => Step::Sweep { by, manifest },
			31..=34 => Step::Activate { manifest, index: device % 4, owner: by },
			35..=36 => Step::Move {
				by,
				device,
				to: (two > 0).then_some(one),
				authority: two % PEOPLE,
				domain_pays: one % 2 == 0,
			},
			37 => Step::Member { by, device, change: two },
			38 => Step::Index { device },
			39..=41 => Step::Bind { by, device, root: one % 2, key: two / 3, unit: one },
			42 => Step::SetRoot { root: one % 2, change: two },
			43 => Step::AdmitRoot,
			44 => Step::AddRootKey { root: one % 2 },
			45 => Step::RevokeRootKey { by, root: one % 2, key: two % 3, since: device },
			49.. => Step::Life(life_step(kind - 49, by, device, one, two)),
			_ => Step::ChangeDeposit { deposit: one + 1 },
		}
	})
}

fn pair(of: u8) -> sr25519::Pair {
	sr25519::Pair::from_seed(&[200 + of; 32])
}

pub(super) fn person(of: u8) -> AccountId {
	AccountId::new(pair(of).public().0)
}

pub(super) fn id(device: u8) -> DeviceId {
	Signer::new(KeyType::Ed25519, device + 1).id()
}

/// The list of every manifest of a domain. Its leaves name the units that are bound by certificates too; the last one
/// names none.
fn batch(domain: DomainId) -> Batch {
	Batch::of(domain, 5..9).naming((0..3).map(Hash::repeat_byte).map(Some))
}

fn domain_number(of: u8) -> DomainId {
	DomainId::from(of) + 1
}

/// Sends a call on a domain: as its owner, where the step leaves it to person 0.
fn run_for(by_whom: u8, domain: DomainId, call: crate::Call<Test>) -> bool {
	use sp_runtime::traits::Dispatchable;
	let owner = Domains::<Test>::get(domain).map(|domain| domain.owner);
	let sender = owner.filter(|_| by_whom == 0).unwrap_or_else(|| person(by_whom));
	RuntimeCall::Devices(call).dispatch(by(sender)).is_ok()
}

/// Takes a step; a call that fails leaves nothing behind.
fn take(step: &Step) -> bool {
	use sp_runtime::traits::Dispatchable;
	let run = |by_whom: u8, call: crate::Call<Test>| {
		RuntimeCall::Devices(call).dispatch(by(person(by_whom))).is_ok()
	};
	match *step {
		Step::Register { by, device } => {
			let signer = Signer::new(KeyType::Ed25519, device + 1);
			let signature = signer.consent(&person(by), now());
			let key = signer.public();
			run(by, crate::Call::register { key, expires: now(), signature })
		},
		Step::Remove { by, device } => run(by, crate::Call::remove { device: id(device) }),
		Step::Pause { by, device } => run(by, crate::Call::pause { device: id(device) }),
		Step::Resume { by, device } => run(by, crate::Call::resume { device: id(device) }),
		Step::Create { by, parent } => {
			let (parent, layer) = (parent.map(domain_number), Layer::Device);
			run_for(
				by,
				parent.unwrap_or(0),
				crate::Call::create_domain { parent, layer, region: Region::World },
			)
		},
		Step::Close { by, domain } => {
			let domain = domain_number(domain);
			run_for(by, domain, crate::Call::close_domain { domain })
		},
		Step::Offer { by, domain, to } => {
			let (domain, to) = (domain_number(domain), Some(person(to)));
			run_for(by, domain, crate::Call::offer_domain { domain, to })
		},
		Step::Accept { by: by_whom, domain } => {
			use sp_runtime::traits::Dispatchable;
			let domain = domain_number(domain);
			let offered = Domains::<Test>::get(domain).and_then(|domain| domain.offered_to);
			let to = offered.filter(|_| by_whom != 0).unwrap_or_else(|| person(by_whom));
			RuntimeCall::Devices(crate::Call::accept_domain { domain }).dispatch(by(to)).is_ok()
		},
		Step::Admin { by, domain, who, add } => {
			let change = if add { AdminChange::Add } else { AdminChange::Remove };
			let (domain, account) = (domain_number(domain), person(who));
			run_for(by, domain, crate::Call::set_admin { domain, account, change })
		},
		Step::Suspend { by, domain } => {
			let domain = domain_number(domain);
			run_for(by, domain, crate::Call::suspend_domain { domain })
		},
		Step::ResumeDomain { by, domain } => {
			let domain = domain_number(domain);
			run_for(by, domain, crate::Call::resume_domain { domain })
		},
		Step::Fund { by, domain, amount } => {
			use frame_support::traits::{fungible::Mutate, tokens::Preservation::Preserve};
			let domain = domain_number(domain);
			// Money that is sent to a number without a domain stays where it is.
			Domains::<Test>::contains_key(domain)
				&& Balances::transfer(
					&person(by),
					&Devices::prepaid_account(domain),
					Balance::from(amount) * 5 * JMT,
					Preserve,
				)
				.is_ok()
		},
		Step::Withdraw { by, domain, amount } => {
			let domain = domain_number(domain);
			let amount = match amount {
				0 => Devices::prepaid(domain).map_or(1, |(_, left)| left),
				1 => Balances::balance(&Devices::prepaid_account(domain)),
				amount => Balance::from(amount) * JMT,
			};
			run_for(by, domain, crate::Call::withdraw_prepaid { domain, amount })
		},
		Step::SetTrust { by, from, to } => {
			let (from, to) = (domain_number(from), domain_number(to));
			let (reach, expires) = (Reach::Below, now() + 1);
			run_for(by, from, crate::Call::set_trust { from, to, reach, expires })
		},
		Step::DropTrust { by, from, to } => {
			let (from, to) = (domain_number(from), domain_number(to));
			run_for(by, from, crate::Call::drop_trust { from, to })
		},
		Step::Publish { by, domain, endorsed } => {
			let domain = domain_number(domain);
			let batch = batch(domain);
			let (root, leaves) = (batch.tree.root(), 4);
			let (content, expires) = (Hash::repeat_byte(7), GOOD_UNTIL);
			let endorsement = endorsed.then(|| maker(0).endorse(0, &batch, Level::Two));
			let call = crate::Call::publish_manifest {
				domain,
				root,
				leaves,
				content,
				expires,
				endorsement,
			};
			run_for(by, domain, call)
		},
		Step::Set { by, manifest, state } => {
			let states = [ManifestChange::Open, ManifestChange::Frozen, ManifestChange::Revoked];
			let state = states[usize::from(state) % 3];
			let manifest = ManifestId::from(manifest) + 1;
			let domain = Manifests::<Test>::get(manifest).map_or(0, |stored| stored.domain);
			run_for(by, domain, crate::Call::set_manifest { manifest, state })
		},
		Step::Sweep { by, manifest } => {
			let manifest = ManifestId::from(manifest) + 1;
			run(by, crate::Call::sweep_manifest { manifest, chunks: 1 })
		},
		Step::Activate { manifest, index, owner } => {
			let manifest = ManifestId::from(manifest) + 1;
			let Some(stored) = Manifests::<Test>::get(manifest) else { return false };
			let activation =
				batch(stored.domain).activation(manifest, index.into(), &person(owner));
			// Once authorised it cannot fail: `activate` asserts that.
			let account = Devices::prepaid_account(stored.domain);
			let done = activation.activate().is_ok();
			assert!(!done || Balances::balance(&account) >= jmt_mock::EXISTENTIAL_DEPOSIT);
			done
		},
		Step::Move { by, device, to, authority, domain_pays } => {
			let (device, to) = (id(device), to.map(domain_number));
			let from = Members::<Test>::get(device).and_then(|member| member.domain);
			let payer = if domain_pays { Payer::Domain } else { Payer::Owner };
			let permit = to.map(|to| {
				let message =
					signed::permit(&genesis(), &device, next(&device), from, to, payer, now());
				let signature = Signature::Sr25519(pair(authority).sign(&message));
				Permit { payer, expires: now(), authority: person(authority), signature }
			});
			run(by, crate::Call::move_device { device, to, permit })
		},
		Step::Member { by, device, change } => {
			let changes = [MemberChange::Suspend, MemberChange::Resume, MemberChange::Revoke];
			let (device, change) = (id(device), changes[usize::from(change) % 3]);
			run(by, crate::Call::set_member { device, change })
		},
		Step::Index { device } => {
			let devices = BoundedVec::truncate_from(vec![id(device)]);
			// As on a chain that is older than the index.
			if let Some(stored) = crate::Devices::<Test>::get(id(device)) {
				crate::Owned::<Test>::remove(stored.owner, id(device));
			}
			let missing = crate::Devices::<Test>::get(id(device))
				.filter(|stored| !crate::Owned::<Test>::contains_key(&stored.owner, id(device)));
			let done = run(0, crate::Call::index_owned { devices });
			assert_eq!(done, missing.is_some());
			done
		},
		Step::AdmitRoot => {
			let roots = crate::Roots::<Test>::iter_keys().count();
			roots < 2 && Maker::new().root > 0
		},
		Step::Bind { by, device, root, key, unit: seed } => {
			let (device, unit) = (id(device), unit(seed));
			let maker = maker(root);
			let certificate =
				maker.certify_by(maker.last_key(key), seed, &unit, Level::Two, CERTIFIED_UNTIL);
			let word = binding(&unit, &device, &person(by), certificate.nullifier);
			run(by, crate::Call::bind_unit { device, certificate, binding: Some(word) })
		},
		Step::SetRoot { root, change } => {
			let changes = [RootChange::Active, RootChange::Frozen, RootChange::Distrusted];
			let (root, state) = (maker(root).root, changes[usize::from(change) % 3]);
			let call = crate::Call::set_root { root, terms: None, state };
			RuntimeCall::Devices(call).dispatch(RuntimeOrigin::root()).is_ok()
		},
		Step::AddRootKey { root } => {
			let mut maker = maker(root);
			maker.keys.len() < 4 && maker.add_key() > 0
		},
		Step::RevokeRootKey { by: by_whom, root, key, since } => {
			let maker = maker(root);
			let who = if by_whom == 0 { maker_account() } else { council() };
			let (root, key) = (maker.root, maker.last_key(key));
			let call = crate::Call::revoke_root_key { root, key, since_block: since.into() };
			RuntimeCall::Devices(call).dispatch(by(who)).is_ok()
		},
		Step::Life(ref step) => life_steps::take(step),
		Step::ChangeDeposit { deposit } => {
			Deposit::set(Balance::from(deposit) * JMT);
			true
		},
	}
}

/// One of at most two roots of trust; the first is admitted with the step that needs it.
pub(super) fn maker(of: u8) -> Maker {
	let number = RootId::from(of) + 1;
	let number = if crate::Roots::<Test>::contains_key(number) { number } else { 1 };
	Maker::stored_as(number).unwrap_or_else(Maker::new)
}

/// Everything is given up, by those who may.
fn wind_up() {
	for (device, stored) in crate::Devices::<Test>::iter() {
		Devices::remove(by(stored.owner), device).expect("an owner removes a device");
	}
	for (manifest, stored) in Manifests::<Test>::iter() {
		let owner = Domains::<Test>::get(stored.domain).expect("it exists").owner;
		if stored.state != ManifestState::Revoked {
			Devices::set_manifest(by(owner), manifest, ManifestChange::Revoked).expect("it does");
		}
		Devices::sweep_manifest(by(stranger()), manifest, 1).expect("a revoked manifest goes");
	}
	let mut domains: Vec<_> = Domains::<Test>::iter().collect();
	domains.sort_by_key(|(_, domain)| core::cmp::Reverse(domain.depth));
	for (domain, stored) in domains {
		Devices::close_domain(by(stored.owner), domain).expect("an empty domain closes");
	}
	for (from, to, _) in Trust::<Test>::iter() {
		Devices::drop_trust(by(stranger()), from, to).expect("a void link goes");
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(CASES))]

	#[test]
	fn it_keeps_the_laws_and_gives_everything_back(steps in prop::collection::vec(step(), 1..100)) {
		ExtBuilder.build_and_execute(|| {
			use frame_support::traits::{fungible::Mutate, tokens::Preservation::Preserve};
			for of in 0..PEOPLE {
				Balances::transfer(&owner(), &person(of), 250 * JMT, Preserve).unwrap();
			}
			let people = || (0..PEOPLE).map(|of| Balances::total_balance(&person(of))).sum::<Balance>();
			let everything = people() + Balances::total_balance(&Pot::get());
			for step in &steps {
				take(step);
				Devices::check().unwrap_or_else(|error| panic!("{error:?} after {step:?}"));
			}
			wind_up();
			Devices::check().unwrap();
			assert_eq!(crate::Units::<Test>::iter().count(), 0, "a unit goes with its device");
			assert_eq!(people() + Balances::total_balance(&Pot::get()), everything);
			for of in 0..PEOPLE {
				let (all, free) = (Balances::total_balance(&person(of)), Balances::balance(&person(of)));
				assert_eq!(all, free, "nothing stays on hold");
			}
			assert_eq!(crate::Aliases::<Test>::iter().count(), 0, "no key stays reserved");
			assert_eq!(crate::Rotations::<Test>::iter().count(), 0);
			assert_eq!(crate::Profiles::<Test>::iter().count(), 0);
			for of in 0..100u8 {
				assert_eq!(prepaid(DomainId::from(of) + 1), 0, "nothing stays prepaid");
			}
		});
	}

	#[test]
	fn it_keeps_to_a_model_of_owners_and_pauses(steps in prop::collection::vec(step(), 1..60)) {
		ExtBuilder.build_and_execute(|| {
			let mut model = BTreeMap::<u8, (u8, bool)>::new();
			for step in steps {
				use frame_support::traits::{fungible::Mutate, tokens::Preservation::Preserve};
				if model.is_empty() {
					for of in 0..PEOPLE {
						let _ = Balances::transfer(&owner(), &person(of), 20 * JMT, Preserve);
					}
				}
				let (expected, device, after) = match step {
					Step::Register { by, device } => {
						(!model.contains_key(&device), device, Some((by, false)))
					},
					Step::Remove { by, device } => {
						(model.get(&device).is_some_and(|(owner, _)| *owner == by), device, None)
					},
					Step::Pause { by, device } => {
						(model.get(&device) == Some(&(by, false)), device, Some((by, true)))
					},
					Step::Resume { by, device } => {
						(model.get(&device) == Some(&(by, true)), device, Some((by, false)))
					},
					_ => continue,
				};
				assert_eq!(take(&step), expected);
				match (expected, after) {
					(true, Some(after)) => drop(model.insert(device, after)),
					(true, None) => drop(model.remove(&device)),
					(false, _) => {},
				}
				Devices::check().unwrap();
				for of in 0..PEOPLE {
					let owned = model.values().filter(|(owner, _)| *owner == of).count();
					assert_eq!(held(&person(of)), owned as Balance * ONE_DEPOSIT);
				}
			}
		});
	}
}

#[test]
fn it_comes_to_every_kind_of_step() {
	use proptest::{strategy::ValueTree, test_runner::TestRunner};
	use std::collections::HashSet;
	let mut runner = TestRunner::deterministic();
	let (mut met, mut done) = (HashSet::new(), HashSet::new());
	// As many as it takes.
	for _ in 0..1_000 {
		if done.len() == KINDS {
			break;
		}
		let steps = prop::collection::vec(step(), 100).new_tree(&mut runner).unwrap().current();
		ExtBuilder.build_and_execute(|| {
			use frame_support::traits::{fungible::Mutate, tokens::Preservation::Preserve};
			for of in 0..PEOPLE {
				Balances::transfer(&owner(), &person(of), 250 * JMT, Preserve).unwrap();
			}
			for step in &steps {
				let kind = format!("{step:?}");
				let kind = kind.split(' ').next().unwrap_or_default().to_owned();
				met.insert(kind.clone());
				if take(step) {
					done.insert(kind);
				}
			}
		});
	}
	let never: Vec<_> = met.difference(&done).collect();
	assert!(never.is_empty(), "{never:?} never succeeds");
	assert_eq!(met.len(), KINDS);
}
