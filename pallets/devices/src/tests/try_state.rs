//! Each law notices when it is broken.

use super::batch::*;
use crate::{
	mock::*, Activated, Admins, Domains, Manifests, Members, NextDomain, NextManifest, Owned, Trust,
};
use frame_support::assert_ok;
use jmt_primitives::{
	devices::{Member, MemberState, Payer},
	domains::{Domain, DomainId, DomainState, Link, Rank, Reach, Role},
	manifests::{Manifest, ManifestId},
	merkle::Flags,
	DeviceId, Invariants, JMT,
};

/// Devices of the stranger's in a domain below another, one of them by a manifest; a link.
struct Scene {
	line: Vec<DomainId>,
	manifest: ManifestId,
	device: DeviceId,
}

/// That the laws hold, and no longer after `breaks`, for this reason.
fn notices(breaks: impl FnOnce(&Scene), fault: &'static str) {
	ExtBuilder.build().execute_with(|| {
		let line = line_of(&owner(), 2);
		fund(line[1], 30 * JMT);
		let batch = Batch::of(line[1], [1, 2]);
		let manifest = batch.publish(owner());
		assert_ok!(batch.activation(manifest, 0, &stranger()).activate());
		let set = Devices::set_trust(by(owner()), line[1], line[0], Reach::Exact, NOW + 1);
		assert_ok!(set);
		name_admins(owner(), line[1], [1]);
		assert_ok!(Devices::check());
		breaks(&Scene { line, manifest, device: batch.signers[0].id() });
		assert_eq!(Devices::check(), Err(sp_runtime::TryRuntimeError::Other(fault)));
	});
}

fn change_domain(id: DomainId, change: impl FnOnce(&mut Domain)) {
	Domains::<Test>::mutate(id, |domain| change(domain.as_mut().unwrap()));
}

fn change_member(device: DeviceId, change: impl FnOnce(&mut Member)) {
	Members::<Test>::mutate(device, |member| change(member.as_mut().unwrap()));
}

fn change_manifest(id: ManifestId, change: impl FnOnce(&mut Manifest)) {
	Manifests::<Test>::mutate(id, |manifest| change(manifest.as_mut().unwrap()));
}

#[test]
fn it_notices_anothers_device_in_the_index() {
	notices(|s| Owned::<Test>::insert(owner(), s.device, ()), "Owned has another's device");
}

#[test]
fn it_notices_members_that_are_none() {
	let member = Member { state: MemberState::Revoked, ..Default::default() };
	notices(|_| Members::<Test>::insert(DeviceId::default(), member), "a member is no device");
	notices(
		|s| Members::<Test>::insert(s.device, Member::default()),
		"an entry of Members says nothing",
	);
	notices(|s| change_member(s.device, |m| m.domain = Some(9)), "a member is of no domain");
	notices(
		|s| change_member(s.device, |m| (m.domain, m.leaf) = (None, None)),
		"no domain pays for a device",
	);
	notices(
		|s| change_member(s.device, |m| (m.domain, m.payer) = (None, Payer::Owner)),
		"a device at large has a leaf",
	);
	let state = MemberState::Suspended(Rank { depth: 1, role: Role::Owner });
	let member = Member { state, ..Default::default() };
	notices(|s| Members::<Test>::insert(s.device, member), "no domain suspended a device");
}

#[test]
fn it_notices_a_crooked_tree() {
	notices(|s| NextDomain::<Test>::put(s.line[1]), "a domain's number was not given");
	notices(|s| change_domain(s.line[1], |d| d.depth = 9), "a domain lies too deep");
	notices(
		|s| change_domain(s.line[1], |d| d.depth = 3),
		"a domain's depth is not below its parent's",
	);
	notices(|s| change_domain(s.line[1], |d| d.top = 2), "a domain's top is not its parent's");
	notices(|s| change_domain(s.line[1], |d| d.parent = None), "a top domain is not one");
	notices(|s| Domains::<Test>::remove(s.line[0]), "a domain has no parent");
	let cell = jmt_primitives::cell::Cell::new(0x0892_8308_280f_ffff).unwrap();
	notices(|s| change_domain(s.line[0], |d| d.region = cell.into()), "a region lies outside");
	let state = DomainState::Suspended(Rank { depth: 3, role: Role::Owner });
	notices(|s| change_domain(s.line[1], |d| d.state = state), "a domain is suspended from below");
}

#[test]
fn it_notices_wrong_counts() {
	notices(|s| change_domain(s.line[0], |d| d.children = 2), "a domain miscounts its children");
	notices(|s| change_domain(s.line[1], |d| d.members = 0), "a domain miscounts its members");
	notices(|s| change_domain(s.line[1], |d| d.manifests = 0), "a domain miscounts its manifests");
	notices(|s| change_domain(s.line[1], |d| d.admins = 0), "a domain miscounts its admins");
	notices(|_| Admins::<Test>::insert(9, owner(), ()), "an admin has no domain");
}

#[test]
fn it_notices_links_to_nowhere() {
	let link = Link { reach: Reach::Exact, expires: 0, payer: owner(), deposit: TRUST_DEPOSIT };
	let nowhere = "a link names a number that was not given";
	notices(|_| Trust::<Test>::insert(1, 9, link.clone()), nowhere);
	notices(|_| Trust::<Test>::insert(1, 2, link.clone()), "a link never was good");
}

#[test]
fn it_notices_manifests_that_are_none() {
	notices(|s| NextManifest::<Test>::put(s.manifest), "a manifest's number was not given");
	notices(|s| change_manifest(s.manifest, |m| m.leaves = 0), "a manifest's size is wrong");
	notices(|s| change_manifest(s.manifest, |m| m.swept = 1), "a swept manifest stays");
}

#[test]
fn it_notices_flags_out_of_place() {
	let set = |flag| {
		let mut flags = Flags::default();
		flags.set(flag);
		flags
	};
	notices(|_| Activated::<Test>::insert(9, 0, set(1)), "flags are of no manifest");
	notices(
		|s| Activated::<Test>::insert(s.manifest, 1, Flags::default()),
		"a chunk without a flag is stored",
	);
	notices(
		|s| Activated::<Test>::insert(s.manifest, 0, set(2)),
		"a flag is set beyond the leaves",
	);
	notices(|s| Activated::<Test>::insert(s.manifest, 0, set(1)), "a member's leaf is not flagged");
	notices(
		|s| change_manifest(s.manifest, |m| (m.leaves, m.swept) = (1_000, 1)),
		"a swept chunk stays",
	);
}

#[test]
fn it_notices_deposits_that_are_not_held() {
	notices(
		|s| change_member(s.device, |m| m.payer = Payer::Owner),
		"what is held of a payer is not the sum of the deposits of devices",
	);
	notices(
		|s| change_domain(s.line[1], |d| d.payer = stranger()),
		"what is held of a payer is not the sum of the deposits of domains",
	);
	notices(
		|s| Trust::<Test>::mutate(s.line[1], s.line[0], |l| l.as_mut().unwrap().deposit += 1),
		"what is held of a payer is not the sum of the deposits of trust links",
	);
	notices(
		|s| change_manifest(s.manifest, |m| m.deposit += 1),
		"what is held of a prepaid account is not the sum of the deposits of manifests",
	);
	notices(
		|s| {
			use frame_support::traits::fungible::MutateHold;
			fund(s.line[0], JMT);
			let account = Devices::prepaid_account(s.line[0]);
			assert_ok!(Balances::hold(&crate::HoldReason::Device.into(), &account, 1));
		},
		"a deposit was left behind",
	);
}
