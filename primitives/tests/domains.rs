//! The very bytes that are stored about domains and their devices.

use codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use jmt_primitives::{
	cell::{Cell, Region},
	devices::{
		DeviceStanding, InactiveReason, KeyHistory, Member, MemberState, Payer, PendingRotation,
		Profile, MAX_FORMER_KEYS,
	},
	domains::{Domain, DomainState, Layer, Link, Rank, Reach, Role, MAX_ADMINS, MAX_DEPTH},
	AccountId, DeviceId, DevicePublic, Hash,
};
use proptest::prelude::*;

const TIME: u64 = 0x0102_0304_0506_0708;
const TIME_BYTES: [u8; 8] = [8, 7, 6, 5, 4, 3, 2, 1];

/// A cell of resolution 5 in number 0x85283473fffffff of h3geo.org's examples.
const CELL: u64 = 0x0852_8347_3fff_ffff;

fn domain() -> Domain {
	Domain {
		parent: Some(2),
		top: 1,
		depth: 3,
		layer: Layer::Data,
		region: Region::Within(Cell::new(CELL).unwrap()),
		owner: AccountId::new([0xaa; 32]),
		offered_to: None,
		payer: AccountId::new([0xbb; 32]),
		deposit: 5,
		state: DomainState::Suspended(Rank { depth: 2, role: Role::Admin }),
		admins: 4,
		children: 6,
		members: 7,
		manifests: 8,
	}
}

#[test]
fn it_encodes_a_domain_in_the_documented_order() {
	let expected = [
		&[1, 2, 0, 0, 0, 1, 0, 0, 0, 3, 2, 1][..],
		&CELL.to_le_bytes(),
		&[0xaa; 32],
		&[0],
		&[0xbb; 32],
		&5u128.to_le_bytes(),
		&[1, 2, 1, 4, 6, 0, 0, 0, 7, 0, 0, 0, 8, 0, 0, 0],
	]
	.concat();
	assert_eq!(domain().encode(), expected);
	assert_eq!(Domain::decode_all(&mut &expected[..]), Ok(domain()));
}

#[test]
fn it_refuses_a_domain_in_a_place_that_is_none() {
	let mut bytes = domain().encode();
	bytes[12] = 0; // the last seven bits of the cell, all ones
	assert!(Domain::decode(&mut &bytes[..]).is_err());
}

#[test]
fn it_numbers_layers_roles_reaches_and_payers_as_published() {
	assert_eq!(
		[Layer::Device, Layer::Network, Layer::Data, Layer::Application].encode(),
		[0, 1, 2, 3]
	);
	assert!(Layer::decode(&mut &[4u8][..]).is_err());
	assert_eq!([Role::Owner, Role::Admin].encode(), [0, 1]);
	assert_eq!([Reach::Exact, Reach::Below].encode(), [0, 1]);
	assert_eq!([Payer::Owner, Payer::Domain].encode(), [0, 1]);
	assert_eq!([MemberState::Active, MemberState::Revoked].encode(), [0, 2]);
	let rank = Rank { depth: 8, role: Role::Admin };
	assert_eq!(MemberState::Suspended(rank).encode(), [1, 8, 1]);
	assert_eq!((MAX_DEPTH, MAX_ADMINS), (8, 8));
}

#[test]
fn it_numbers_reasons_of_standing_as_published() {
	let reasons = [
		(InactiveReason::Paused, &[1, 0][..]),
		(InactiveReason::Suspended, &[1, 1]),
		(InactiveReason::DomainSuspended(9), &[1, 2, 9, 0, 0, 0]),
		(InactiveReason::Revoked, &[1, 3]),
	];
	for (reason, bytes) in reasons {
		assert_eq!(DeviceStanding::Inactive(reason).encode(), bytes);
	}
	assert_eq!(DeviceStanding::Active.encode(), [0]);
}

#[test]
fn it_encodes_a_link_and_a_member_in_the_documented_order() {
	let payer = AccountId::new([0xbb; 32]);
	let link = Link { reach: Reach::Below, expires: TIME, payer, deposit: 5 };
	let expected = [&[1][..], &TIME_BYTES, &[0xbb; 32], &5u128.to_le_bytes()].concat();
	assert_eq!(link.encode(), expected);

	// A device of which nothing is known has no entry: its default says nothing.
	assert_eq!(Member::default().encode(), [0; 15]);
	let member = Member {
		domain: Some(2),
		leaf: Some((3, 4)),
		payer: Payer::Domain,
		encryption: Some([0xee; 32]),
		epoch: 5,
		moves: 6,
		..Member::default()
	};
	let expected = [
		&[1, 2, 0, 0, 0, 1, 3, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 1][..],
		&[0xee; 32],
		&[5, 0, 0, 0, 0, 6, 0, 0, 0],
	]
	.concat();
	assert_eq!(member.encode(), expected);
	assert_eq!(Member::decode_all(&mut &expected[..]), Ok(member));
}

#[test]
fn it_encodes_a_history_of_keys_and_a_profile_in_the_documented_order() {
	let history = KeyHistory {
		former: vec![DeviceId(Hash::repeat_byte(0xcc))].try_into().unwrap(),
		pending: Some(PendingRotation {
			key: DevicePublic::Ed25519([0xdd; 32]),
			started: TIME,
			ends: TIME,
			roomy_at_start: 9,
		}),
		cancelled_at: None,
	};
	let expected = [
		&[1 << 2][..],
		&[0xcc; 32],
		&[1, 1],
		&[0xdd; 32],
		&TIME_BYTES,
		&TIME_BYTES,
		&[9, 0, 0, 0, 0],
	]
	.concat();
	assert_eq!(history.encode(), expected);
	assert_eq!(KeyHistory::decode_all(&mut &expected[..]), Ok(history));
	assert_eq!(MAX_FORMER_KEYS, 16);
	assert!(KeyHistory::max_encoded_len() < 640, "{}", KeyHistory::max_encoded_len());

	let profile = Profile { firmware: Some(Hash::repeat_byte(0xcc)), ..Profile::default() };
	assert_eq!(profile.encode(), [&[0, 1][..], &[0xcc; 32], &[0; 8]].concat());
}

fn any_rank() -> impl Strategy<Value = Rank> {
	(1..=MAX_DEPTH, prop_oneof![Just(Role::Owner), Just(Role::Admin)])
		.prop_map(|(depth, role)| Rank { depth, role })
}

proptest! {
	/// Nearer to the top is higher, whatever the part; in one domain the owner is.
	#[test]
	fn it_orders_ranks_by_depth_and_then_by_part(a in any_rank(), b in any_rank()) {
		let of = |rank: Rank| (rank.depth, rank.role == Role::Admin);
		prop_assert_eq!(a.cmp(&b), of(a).cmp(&of(b)));
	}
}
