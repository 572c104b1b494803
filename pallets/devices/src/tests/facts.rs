//! Facts of identity for pallets that decide by them.

use super::{batch::*, makers::*};
use crate::mock::*;
use frame_support::assert_ok;
use jmt_primitives::{
	devices::{DeviceFact, MemberState},
	domains::{DomainId, DomainState, Rank, Reach, Role},
	identity::IdentityFacts,
	AccountId, DeviceId, KeyType,
};

type Facts = Devices;

fn rank_of(domain: DomainId, who: &AccountId) -> Option<Rank> {
	<Facts as IdentityFacts>::rank(domain, who)
}

fn fact(device: &DeviceId) -> Option<DeviceFact> {
	<Facts as IdentityFacts>::device(device)
}

#[test]
fn it_tells_of_a_device_and_whether_it_is_paused() {
	ExtBuilder.build_and_execute(|| {
		let signer = register(owner(), 1);
		let (id, key) = (signer.id(), signer.public());
		let told = |paused| Some(DeviceFact { key, owner: owner(), paused });
		assert_eq!(fact(&id), told(false));
		assert_ok!(Devices::pause(by(owner()), id));
		assert_eq!(fact(&id), told(true));
		assert_ok!(Devices::resume(by(owner()), id));
		assert_ok!(Devices::remove(by(owner()), id));
		assert_eq!(fact(&id), None);
	});
}

#[test]
fn it_tells_of_a_member_its_domains_and_links() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 2);
		let host = domain_of(stranger(), None);
		let (batch, manifest) = published();
		assert_ok!(batch.activation(manifest, 0, &owner()).activate());
		let member = <Facts as IdentityFacts>::member(&batch.signers[0].id()).unwrap();
		assert_eq!(member.state, MemberState::Active);
		let own = <Facts as IdentityFacts>::domain(member.domain.unwrap()).unwrap();
		assert_eq!((own.owner, own.state), (owner(), DomainState::Active));
		assert_eq!(<Facts as IdentityFacts>::domain(99), None);
		assert_ok!(Devices::set_trust(by(stranger()), host, line[0], Reach::Below, NOW + 5));
		let link = <Facts as IdentityFacts>::trust(host, line[0]).unwrap();
		assert_eq!((link.reach, link.expires), (Reach::Below, NOW + 5));
		// In one direction.
		assert_eq!(<Facts as IdentityFacts>::trust(line[0], host), None);
		let at_large = register(owner(), 7).id();
		assert_eq!(<Facts as IdentityFacts>::member(&at_large).and_then(|of| of.domain), None);
	});
}

#[test]
fn it_tells_of_a_root() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		assert_eq!(<Facts as IdentityFacts>::root(maker.root), Some(root(maker.root)));
		assert_eq!(<Facts as IdentityFacts>::root(maker.root + 1), None);
	});
}

#[test]
fn it_leads_from_a_later_key_to_its_device_and_from_no_other() {
	ExtBuilder.build_and_execute(|| {
		let old = register(owner(), 1);
		let new = Signer::new(KeyType::Ed25519, 2);
		let alias = |id: DeviceId| <Facts as IdentityFacts>::alias_of(&id);
		assert_eq!(alias(new.id()), None);
		crate::Aliases::<Test>::insert(new.id(), old.id());
		assert_eq!(alias(new.id()), Some(old.id()));
		assert_eq!(alias(old.id()), None);
		crate::Aliases::<Test>::remove(new.id());
	});
}

#[test]
fn it_ranks_owners_before_admins_and_the_highest_first() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 3);
		let of = |depth, role| Some(Rank { depth, role });
		assert_eq!(rank_of(line[2], &owner()), of(1, Role::Owner));
		assert_eq!(rank_of(line[2], &stranger()), None);
		let add = crate::AdminChange::Add;
		assert_ok!(Devices::set_admin(by(owner()), line[2], stranger(), add));
		assert_eq!(rank_of(line[2], &stranger()), of(3, Role::Admin));
		assert_ok!(Devices::set_admin(by(owner()), line[1], stranger(), add));
		assert_eq!(rank_of(line[2], &stranger()), of(2, Role::Admin));
		// Not above.
		assert_eq!(rank_of(line[0], &stranger()), None);
		assert_eq!(rank_of(99, &owner()), None);
	});
}

#[test]
fn it_is_active_with_all_above_it() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 3);
		let active = |place: usize| <Facts as IdentityFacts>::active(line[place]);
		assert!(active(0) && active(1) && active(2));
		assert_ok!(Devices::suspend_domain(by(owner()), line[1]));
		assert!(active(0) && !active(1) && !active(2));
		assert!(!<Facts as IdentityFacts>::active(99));
	});
}
