//! Questions of nodes and light clients to the runtime about domains and devices, by the names and bytes that they use.

use codec::{Decode, Encode};
use jmt_primitives::{
	cell::Region,
	devices::{DeviceStanding, DeviceSummary, InactiveReason},
	did::DidRecord,
	domains::{Domain, DomainId, DomainState, Layer, Link, Rank, Reach, Role},
	identity::{Certified, HostStanding, Snapshot, Subject, Welcome},
	manifests::{Endorsed, Manifest, ManifestState},
	proof_of_time::{Class, MiningStatus, WeightReport, WEIGHT_ONE},
	units::{Level, Root, RootState, Terms, WHOLE_SHARE},
	AccountId, DeviceId, Hash, JMT,
};
use jmt_runtime::{constants::identity, genesis_presets::DEVELOPMENT};
use jmt_runtime_harness::{
	device::Device,
	domains::{List, Maker, ENCRYPTION},
	Chain,
};
use pallet_devices::Call;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Ferdie};

/// Alice's domain, one below it, and the domain of Bob's that trusts the first with all below.
const TOP: DomainId = 1;
const CHILD: DomainId = 2;
const HOST: DomainId = 3;

/// A chain with these domains, and a manifest of three units for the second, of which the first is Charlie's device.
struct World {
	chain: Chain,
	maker: Maker,
	list: List,
	/// The link's last moment, in ms.
	expires: u64,
}

fn name(index: u32) -> Hash {
	Hash::repeat_byte(index as u8 + 1)
}

fn owner() -> AccountId {
	Charlie.to_account_id()
}

impl World {
	fn new() -> Self {
		let mut chain = Chain::start(DEVELOPMENT);
		chain.blocks(1);
		let maker = chain.admit_root(100, Level::Two, 9);
		assert_eq!(chain.open_domain(Alice, 10 * JMT), TOP);
		let (parent, layer, region) = (Some(TOP), Layer::Network, Region::World);
		let create = chain.signed(Alice, Call::create_domain { parent, layer, region });
		chain.include(vec![create]).all_good();
		chain.fund_domain(Alice, CHILD, 10 * JMT);
		assert_eq!(chain.open_domain(Bob, JMT), HOST);
		let expires = chain.next_time() + 3_600_000;
		let (from, to, reach) = (HOST, TOP, Reach::Below);
		let trust = chain.signed(Bob, Call::set_trust { from, to, reach, expires });
		chain.include(vec![trust]).all_good();
		let devices = (0..3).map(Device::number).collect();
		let list = chain.publish_units(Alice, CHILD, devices, &maker, name);
		let activation = list.activation(0, &owner(), chain.next_time() + 60_000);
		chain.include(vec![activation]).all_good();
		Self { chain, maker, list, expires }
	}

	fn device(&self) -> DeviceId {
		self.list.devices[0].id
	}

	/// Asks by the bytes of the arguments, and reads the bytes of the answer.
	fn ask<Answer: Decode>(&mut self, method: &str, arguments: impl Encode) -> Answer {
		let answer = self.chain.call_api(method, &arguments.encode());
		let mut rest = &answer[..];
		let read = Answer::decode(&mut rest).expect("it is an answer");
		assert!(rest.is_empty(), "{method} says more");
		read
	}

	fn suspend(&mut self, domain: DomainId) {
		let suspend = self.chain.signed(Alice, Call::suspend_domain { domain });
		self.chain.include(vec![suspend]).all_good();
	}
}

const UNKNOWN: DeviceId = DeviceId(Hash::repeat_byte(0xee));

#[test]
fn a_domain_is_what_is_stored_of_it() {
	let mut world = World::new();
	let alice = Alice.to_account_id();
	let child = Domain {
		parent: Some(TOP),
		top: TOP,
		depth: 2,
		layer: Layer::Network,
		region: Region::World,
		owner: alice.clone(),
		offered_to: None,
		payer: alice,
		deposit: identity::CHILD_DEPOSIT,
		state: DomainState::Active,
		admins: 0,
		children: 0,
		members: 1,
		manifests: 1,
	};
	assert_eq!(world.ask::<Option<Domain>>("IdentityApi_domain", CHILD), Some(child));
	assert_eq!(world.ask::<Option<Domain>>("IdentityApi_domain", 4u32), None);
	world.suspend(CHILD);
	let state = world.ask::<Option<Domain>>("IdentityApi_domain", CHILD).map(|domain| domain.state);
	assert_eq!(state, Some(DomainState::Suspended(Rank { depth: 1, role: Role::Owner })));
}

#[test]
fn a_path_leads_from_a_domain_to_the_top() {
	let mut world = World::new();
	assert_eq!(world.ask::<Vec<DomainId>>("IdentityApi_path", CHILD), [CHILD, TOP]);
	assert_eq!(world.ask::<Vec<DomainId>>("IdentityApi_path", TOP), [TOP]);
	assert!(world.ask::<Vec<DomainId>>("IdentityApi_path", 4u32).is_empty());
}

#[test]
fn a_standing_is_active_or_the_first_reason_why_not() {
	let mut world = World::new();
	let device = world.device();
	let ask = |world: &mut World, device: DeviceId| {
		world.ask::<Option<DeviceStanding>>("IdentityApi_standing", device)
	};
	assert_eq!(ask(&mut world, device), Some(DeviceStanding::Active));
	assert_eq!(ask(&mut world, UNKNOWN), None);
	world.suspend(TOP);
	let suspended = DeviceStanding::Inactive(InactiveReason::DomainSuspended(TOP));
	assert_eq!(ask(&mut world, device), Some(suspended));
	let pause = world.chain.signed(Charlie, Call::pause { device });
	world.chain.include(vec![pause]).all_good();
	let paused = DeviceStanding::Inactive(InactiveReason::Paused);
	assert_eq!(ask(&mut world, device), Some(paused));
}

#[test]
fn a_did_is_made_of_the_key_and_of_whether_the_device_is_revoked() {
	let mut world = World::new();
	let device = world.device();
	let key = world.list.devices[0].public();
	let mut record = DidRecord { device, key, encryption: Some(ENCRYPTION), deactivated: false };
	let ask = |world: &mut World, device: DeviceId| {
		world.ask::<Option<DidRecord>>("IdentityApi_resolve_did", device)
	};
	assert_eq!(ask(&mut world, device), Some(record));
	assert_eq!(ask(&mut world, UNKNOWN), None);
	let change = pallet_devices::MemberChange::Revoke;
	let revoke = world.chain.signed(Charlie, Call::set_member { device, change });
	world.chain.include(vec![revoke]).all_good();
	record.deactivated = true;
	assert_eq!(ask(&mut world, device), Some(record));
}

#[test]
fn a_manifest_is_what_is_stored_of_it() {
	let mut world = World::new();
	let asked = world.ask::<Option<Manifest>>("IdentityApi_manifest", world.list.manifest);
	let manifest = asked.expect("it is there");
	assert_eq!((manifest.domain, manifest.leaves), (CHILD, 3));
	assert_eq!(manifest.state, ManifestState::Open);
	let endorsed = Endorsed { root: world.maker.root, key: 0, level: Level::Two };
	assert_eq!(manifest.endorsed, Some(endorsed));
	assert_eq!(world.ask::<Option<Manifest>>("IdentityApi_manifest", 2u32), None);
}

#[test]
fn a_root_of_trust_is_what_is_stored_of_it() {
	let mut world = World::new();
	let root =
		world.ask::<Option<Root>>("IdentityApi_root", world.maker.root).expect("it is there");
	let terms = Terms { level: Level::Two, quota: 9, share: WHOLE_SHARE };
	assert_eq!((root.maker, root.terms, root.used), (Ferdie.to_account_id(), terms, 1));
	assert_eq!((root.keys.len(), root.state), (1, RootState::Active));
	assert_eq!(world.ask::<Option<Root>>("IdentityApi_root", 2u32), None);
}

#[test]
fn trust_is_a_link_in_one_direction() {
	let mut world = World::new();
	let link = world.ask::<Option<Link>>("IdentityApi_trust", (HOST, TOP)).expect("it is there");
	assert_eq!((link.reach, link.expires), (Reach::Below, world.expires));
	assert_eq!(world.ask::<Option<Link>>("IdentityApi_trust", (TOP, HOST)), None);
	assert_eq!(world.ask::<Option<Link>>("IdentityApi_trust", (HOST, CHILD)), None);
}

#[test]
fn a_snapshot_is_all_that_a_verifier_needs() {
	let mut world = World::new();
	let device = world.device();
	let genesis = world.chain.genesis_hash();
	// The certificate of a unit that joined by a leaf is its manifest.
	let manifest = world.ask::<Option<Manifest>>("IdentityApi_manifest", world.list.manifest);
	let expires = manifest.expect("it is there").expires;
	let subject = Subject {
		key: world.list.devices[0].public(),
		owner: owner(),
		standing: DeviceStanding::Active,
		path: vec![CHILD, TOP],
		unit: Some(Certified { root: world.maker.root, level: Level::Two, expires }),
	};
	let expected = Snapshot {
		genesis,
		block: world.chain.number(),
		at: world.chain.next_time() - 2_000,
		device,
		subject: Some(subject),
		host: HOST,
		host_standing: HostStanding::Active,
		welcomes: vec![Welcome { to: TOP, reach: Reach::Below, expires: world.expires }],
	};
	let ask = |world: &mut World, device: DeviceId, host: DomainId| {
		world.ask::<Snapshot>("IdentityApi_snapshot", (device, host))
	};
	assert_eq!(ask(&mut world, device, HOST), expected);
	// The trusted domain trusts nobody, an unknown one is none, and a suspended one lets nobody in.
	assert!(ask(&mut world, device, TOP).welcomes.is_empty());
	assert_eq!(ask(&mut world, device, 4).host_standing, HostStanding::Unknown);
	assert_eq!(ask(&mut world, UNKNOWN, HOST).subject, None);
	world.suspend(TOP);
	let suspended = ask(&mut world, device, HOST).subject.map(|subject| subject.standing);
	let reason = InactiveReason::DomainSuspended(TOP);
	assert_eq!(suspended, Some(DeviceStanding::Inactive(reason)));
	assert_eq!(ask(&mut world, device, CHILD).host_standing, HostStanding::Suspended(TOP));
}

#[test]
fn a_weight_is_told_by_factor() {
	let mut world = World::new();
	let device = world.device();
	let ask = |world: &mut World, device: DeviceId| {
		world.ask::<Option<WeightReport>>("IdentityApi_weight_of", device)
	};
	let expected = WeightReport {
		class: Class::Proven,
		base: WEIGHT_ONE * 3 / 2,
		witness: WEIGHT_ONE,
		stay: WEIGHT_ONE,
		stake: WEIGHT_ONE,
		work: WEIGHT_ONE,
		share: WEIGHT_ONE,
		weight: 0,
	};
	assert_eq!(ask(&mut world, device), Some(expected));
	assert_eq!(ask(&mut world, UNKNOWN), None);
	// A day of draws of the development preset is 12 slots; the device counts from the next one on.
	world.chain.blocks(12);
	let genesis = world.chain.genesis_hash();
	let draw = world.chain.until_draw(8);
	let answer = world.list.devices[0].answer(&genesis, &draw);
	world.chain.include(vec![answer]).all_good();
	let weighed = WeightReport { weight: WEIGHT_ONE * 3 / 2, ..expected };
	assert_eq!(ask(&mut world, device), Some(weighed));
}

#[test]
fn an_owners_devices_come_in_pages_of_64_with_what_they_earn() {
	let mut world = World::new();
	let ask = |world: &mut World, owner: AccountId, after: Option<DeviceId>| {
		world.ask::<Vec<DeviceSummary>>("DevicesApi_devices_of", (owner, after))
	};
	let device = world.device();
	let found = ask(&mut world, owner(), None);
	let [only] = &found[..] else { panic!("Charlie has one: {found:?}") };
	assert_eq!((only.device, only.standing), (device, DeviceStanding::Active));
	assert_eq!((only.last_round, only.earned, only.open), (None, 0, 0));
	// It may count from the next day on only.
	assert!(matches!(only.mining, MiningStatus::Waiting | MiningStatus::NeverAnswered));
	assert!(ask(&mut world, owner(), Some(device)).is_empty());
	assert!(ask(&mut world, Bob.to_account_id(), None).is_empty());

	let genesis = world.chain.genesis_hash();
	let expires = world.chain.next_time() + 60_000;
	let (bob, devices) = (Bob.to_account_id(), (10..80).map(Device::number).collect::<Vec<_>>());
	let registered = devices.iter().zip(0..).map(|(device, earlier)| {
		world.chain.signed_after(Bob, earlier, device.register(&genesis, &bob, expires))
	});
	let registered = registered.collect();
	world.chain.include(registered).all_good();
	let first = ask(&mut world, bob.clone(), None);
	assert_eq!(first.len(), 64);
	let second = ask(&mut world, bob, first.last().map(|summary| summary.device));
	let mut all: Vec<_> = first.into_iter().chain(second).map(|summary| summary.device).collect();
	let mut expected: Vec<_> = devices.iter().map(|device| device.id).collect();
	expected.sort();
	assert_eq!(all, expected, "in the order of their ids");
	all.dedup();
	assert_eq!(all.len(), 70);
}
