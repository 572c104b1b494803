//! Steps of domains, of units and of the life of devices, as far as they move, hold or release anything.

use super::step::{account, PEOPLE};
use jmt_primitives::{
	cell::Region,
	devices::signed,
	domains::{DomainId, Layer, Reach},
	manifests::{ManifestChange, ManifestId},
	time::DAY_MS,
	units::Level,
	Balance, DeviceId, Hash, JMT,
};
use jmt_runtime::{Devices, Runtime, RuntimeCall};
use jmt_runtime_harness::{
	device::Device,
	domains::{bind, List, Maker},
	Chain,
};
use pallet_devices::{Call, Manifests, MemberChange, Rotations};
use proptest::prelude::*;

/// Somebody does something with a domain or a device. Numbers of domains, manifests and devices are drawn, whether
/// there are such or not.
#[derive(Clone, Debug)]
pub enum DomainStep {
	/// Below this domain; below none where it is 0.
	Create(DomainId),
	Close(DomainId),
	Offer(DomainId, usize),
	Accept(DomainId),
	Trust(DomainId, DomainId),
	Distrust(DomainId, DomainId),
	Fund(DomainId, Balance),
	Withdraw(DomainId, Balance),
	/// Of devices 6 and 7.
	Publish(DomainId),
	/// Of devices 8 and 9, as units.
	PublishUnits(DomainId),
	/// Without a fee, for this person, at one of two places.
	Activate(ManifestId, u32),
	RevokeManifest(ManifestId),
	Sweep(ManifestId),
	/// Into this domain; out of its own where it is 0.
	Move(u32, DomainId),
	/// For good.
	Revoke(u32),
	/// One of two units.
	Bind(u32, u32),
	/// To its second key, or back.
	Rotate(u32),
	/// To its third key, without the one in use.
	StartRotation(u32),
	/// Without a fee.
	CancelRotation(u32),
	OfferDevice(u32, usize),
	AcceptDevice(u32),
	Stake(u32, Balance),
	Unstake(u32, Balance),
	WithdrawStake(u32),
	/// One whose unit fell.
	Report(u32),
}

/// Anything of it.
pub fn domain_step() -> impl Strategy<Value = DomainStep> {
	use DomainStep::*;
	let who = 0..PEOPLE.len();
	let (domain, manifest, device) = (0..5u32, 1..5u32, 0..10u32);
	let amount = 0..200 * JMT;
	prop_oneof![
		3 => domain.clone().prop_map(Create),
		1 => domain.clone().prop_map(Close),
		1 => (domain.clone(), who.clone()).prop_map(|(a, b)| Offer(a, b)),
		1 => domain.clone().prop_map(Accept),
		1 => (domain.clone(), domain.clone()).prop_map(|(a, b)| Trust(a, b)),
		1 => (domain.clone(), domain.clone()).prop_map(|(a, b)| Distrust(a, b)),
		3 => (domain.clone(), amount.clone()).prop_map(|(a, x)| Fund(a, x)),
		1 => (domain.clone(), amount.clone()).prop_map(|(a, x)| Withdraw(a, x)),
		2 => domain.clone().prop_map(Publish),
		2 => domain.clone().prop_map(PublishUnits),
		4 => (manifest.clone(), 0..2u32).prop_map(|(a, x)| Activate(a, x)),
		1 => manifest.clone().prop_map(RevokeManifest),
		1 => manifest.prop_map(Sweep),
		2 => (device.clone(), domain).prop_map(|(a, b)| Move(a, b)),
		1 => device.clone().prop_map(Revoke),
		3 => (device.clone(), 0..2u32).prop_map(|(a, x)| Bind(a, x)),
		1 => device.clone().prop_map(Rotate),
		1 => device.clone().prop_map(StartRotation),
		1 => device.clone().prop_map(CancelRotation),
		1 => (device.clone(), who).prop_map(|(a, b)| OfferDevice(a, b)),
		1 => device.clone().prop_map(AcceptDevice),
		2 => (device.clone(), amount.clone()).prop_map(|(a, x)| Stake(a, x)),
		1 => (device.clone(), amount).prop_map(|(a, x)| Unstake(a, x)),
		1 => device.clone().prop_map(WithdrawStake),
		1 => device.prop_map(Report),
	]
}

/// The one root of trust that bodies admit.
pub fn maker() -> Maker {
	Maker::new(1, Device::number(1_000), Level::Two)
}

/// The name of a unit.
fn unit(number: u32) -> Hash {
	Hash::from_low_u64_be(number.into())
}

/// A device's keys: its first, its second and its third.
fn keys(number: u32) -> [Device; 3] {
	[number, 100 + number, 200 + number].map(Device::number)
}

fn id_of(number: u32) -> DeviceId {
	Device::number(number).id
}

/// A list of two devices for a domain, with this number; of units where it is endorsed.
fn list(chain: &mut Chain, domain: DomainId, manifest: ManifestId, endorsed: bool) -> List {
	let genesis = chain.genesis_hash();
	let first = if endorsed { 8 } else { 6 };
	let devices = [first, first + 1].map(Device::number).into();
	List::new(genesis, domain, manifest, devices, |index| endorsed.then(|| unit(first + index)))
}

/// The key of a device that is in use now.
fn in_use(chain: &mut Chain, number: u32) -> Device {
	let now = chain.read(|| Devices::device(id_of(number))).map(|info| info.key);
	let [first, second, third] = keys(number);
	[second, third].into_iter().find(|key| Some(key.public()) == now).unwrap_or(first)
}

/// Whether a step travels without a signature of an account.
pub fn is_free(step: &DomainStep) -> bool {
	matches!(step, DomainStep::Activate(..) | DomainStep::CancelRotation(_))
}

/// The call of a step.
pub fn call(chain: &mut Chain, who: usize, step: DomainStep) -> RuntimeCall {
	let (now, genesis) = (chain.next_time(), chain.genesis_hash());
	let expires = now + 60_000;
	let some = |number: u32| Some(number).filter(|number| *number > 0);
	let call: Call<Runtime> = match step {
		DomainStep::Create(parent) => Call::create_domain {
			parent: some(parent),
			layer: Layer::Device,
			region: Region::World,
		},
		DomainStep::Close(domain) => Call::close_domain { domain },
		DomainStep::Offer(domain, to) => Call::offer_domain { domain, to: Some(account(to)) },
		DomainStep::Accept(domain) => Call::accept_domain { domain },
		DomainStep::Trust(from, to) => {
			Call::set_trust { from, to, reach: Reach::Below, expires: now + DAY_MS }
		},
		DomainStep::Distrust(from, to) => Call::drop_trust { from, to },
		DomainStep::Fund(domain, value) => {
			// What is sent to no domain's account goes to its owner's.
			let prepaid = chain.read(|| Devices::prepaid(domain)).map(|(account, _)| account);
			let dest = prepaid.unwrap_or_else(|| account(who)).into();
			return pallet_balances::Call::transfer_keep_alive { dest, value }.into();
		},
		DomainStep::Withdraw(domain, amount) => Call::withdraw_prepaid { domain, amount },
		DomainStep::Publish(domain) => {
			list(chain, domain, 0, false).publish(None, now + 30 * DAY_MS)
		},
		DomainStep::PublishUnits(domain) => {
			list(chain, domain, 0, true).publish(Some(&maker()), now + 30 * DAY_MS)
		},
		DomainStep::Activate(manifest, index) => {
			let stored = chain.read(|| Manifests::<Runtime>::get(manifest));
			let (domain, endorsed) =
				stored.map_or((1, false), |stored| (stored.domain, stored.endorsed.is_some()));
			return list(chain, domain, manifest, endorsed).call(index, &account(who), expires);
		},
		DomainStep::RevokeManifest(manifest) => {
			Call::set_manifest { manifest, state: ManifestChange::Revoked }
		},
		DomainStep::Sweep(manifest) => Call::sweep_manifest { manifest, chunks: 1 },
		DomainStep::Move(number, to) => {
			Call::move_device { device: id_of(number), to: some(to), permit: None }
		},
		DomainStep::Revoke(number) => {
			Call::set_member { device: id_of(number), change: MemberChange::Revoke }
		},
		DomainStep::Bind(number, place) => {
			let (key, name) = (Device::number(500 + place), unit(500 + place));
			let device = Device::number(number);
			let binding = bind(&genesis, &key, &name, &device, &account(who), expires);
			let certificate = maker().certify(name, &key, now + 30 * DAY_MS);
			Call::bind_unit { device: device.id, certificate, binding: Some(binding) }
		},
		DomainStep::Rotate(number) => {
			let old = in_use(chain, number);
			let [first, second, _] = keys(number);
			let new = if old.id == second.id { first } else { second };
			let device = id_of(number);
			let message = signed::rotation(&genesis, &device, &new.public(), expires);
			let (by_old, by_new) = (old.sign(&message), new.sign(&message));
			Call::rotate_key { device, key: new.public(), expires, by_old, by_new }
		},
		DomainStep::StartRotation(number) => {
			let [_, _, new] = keys(number);
			let (device, owner, key) = (id_of(number), account(who), new.public());
			let message = signed::rotation_start(&genesis, &device, &owner, &key, expires);
			let by_new = new.sign(&message);
			Call::start_rotation { device, key, expires, by_new }
		},
		DomainStep::CancelRotation(number) => {
			let device = id_of(number);
			let history = chain.read(|| Rotations::<Runtime>::get(device)).unwrap_or_default();
			let started = history.pending.map_or(0, |pending| pending.started);
			let message = signed::rotation_cancel(&genesis, &device, started);
			let signature = in_use(chain, number).sign(&message);
			Call::cancel_rotation { device, started, signature }
		},
		DomainStep::OfferDevice(number, to) => {
			Call::offer_device { device: id_of(number), to: Some(account(to)) }
		},
		DomainStep::AcceptDevice(number) => Call::accept_device { device: id_of(number) },
		DomainStep::Stake(number, amount) => {
			return pallet_proof_of_time::Call::stake { device: id_of(number), amount }.into()
		},
		DomainStep::Unstake(number, amount) => {
			return pallet_proof_of_time::Call::unstake { device: id_of(number), amount }.into()
		},
		DomainStep::WithdrawStake(number) => {
			return pallet_proof_of_time::Call::withdraw_stake { device: id_of(number) }.into()
		},
		DomainStep::Report(number) => {
			let device = id_of(number);
			return pallet_proof_of_time::Call::report_distrusted { device }.into();
		},
	};
	call.into()
}
