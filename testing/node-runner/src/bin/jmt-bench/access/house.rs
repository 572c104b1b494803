//! The facts of the figures: a lift of domain 1 with 32 rules, a phone of domain 7, which domain 1 trusts, and a grant
//! with a pass of three blocks.

use jmt_edge::{
	access::{
		pass::{first, further, HolderKey},
		policy,
	},
	keys::DeviceKey,
};
use jmt_node_runner::{Error, Result};
use jmt_primitives::{
	access::{
		Action, Actions, Authority, Cells, Delegation, FactKey, FactValue, Gate, Grant, Holder,
		Pass, Policy, Request, Resource, ResourceState, Scope, Shown, SignedUse, Snapshot, Source,
		Subject, Use, Window, Windows, EVALUATOR,
	},
	cell::Region,
	devices::{DeviceFact, Member},
	domains::{Domain, DomainId, DomainState, Layer, Link, Reach},
	units::{Bound, KeyState, Level, Root, RootKey, RootState, Terms},
	AccountId, DeviceId, DevicePublic, DeviceSignature, Hash, KeyType, Moment,
};
use std::collections::BTreeMap;

/// The same rules as Cedar's `policies.cedar`.
const POLICY: &str = include_str!("../../../../../baselines/policy.toml");

/// Monday, 4 January 2027, 00:00 UTC.
const MONDAY: Moment = 1_799_020_800_000;

/// Tuesday, 10:00, as minute of the week.
pub(super) const MINUTE: u16 = 1_440 + 600;

const GENESIS: Hash = Hash::repeat_byte(0xaa);
const GATEWAY: DeviceId = DeviceId(Hash::repeat_byte(0x60));
const CHALLENGE: [u8; 32] = [0x77; 32];
const LIFT: u64 = 1;
const GRANT: u64 = 1;
const ROOT: u32 = 1;
const DAY: Moment = 86_400_000;

/// The resource's domain.
const HERE: DomainId = 1;

/// The phone's domains, its own first.
const PATH: [DomainId; 3] = [7, 6, 5];

/// Accounts: the owner of the lift, and the phone's.
const OWNERS: [AccountId; 2] = [AccountId::new([0xa1; 32]), AccountId::new([0xa2; 32])];

/// Keys and facts.
pub(super) struct House {
	phone: DeviceKey,
	/// The holders of the pass, one after the other.
	holders: [DeviceKey; 3],
}

impl House {
	/// With keys of Ed25519.
	pub(super) fn new() -> Self {
		let key = || DeviceKey::generate(KeyType::Ed25519).0;
		Self { phone: key(), holders: [key(), key(), key()] }
	}

	/// The moment that is this minute of the week.
	pub(super) fn moment(minute: u16) -> Moment {
		MONDAY + Moment::from(minute) * 60_000
	}

	/// The phone's own request.
	pub(super) fn request(&self, action: Action) -> Request {
		Request::new(LIFT, action, Subject::Device(self.phone.id()), Authority::Own)
	}

	/// All facts at a minute of the week.
	pub(super) fn snapshot(&self, minute: u16) -> Result<Snapshot> {
		let at = Self::moment(minute);
		let mut facts = BTreeMap::new();
		let mut put = |key, value| facts.insert(key, value);
		put(FactKey::Resource(LIFT), Some(FactValue::Resource(lift())));
		let body = policy::read(POLICY, at).map_err(|error| Error::shape("the policy", error))?;
		let [owner, _] = OWNERS;
		let policy = Policy { owner, domain: HERE, version: 1, resources: 1, deposit: 0, body };
		put(FactKey::Policy(1), Some(FactValue::Policy(policy)));
		put(FactKey::Domain(HERE), Some(FactValue::Domain(domain(None))));
		for (place, number) in PATH.iter().enumerate() {
			let above = PATH.get(place + 1).copied();
			put(FactKey::Domain(*number), Some(FactValue::Domain(domain(above))));
			let link = above.is_none().then_some(FactValue::Trust(Link {
				reach: Reach::Below,
				expires: at + DAY,
				payer: OWNERS[0].clone(),
				deposit: 0,
			}));
			put(FactKey::Trust(HERE, *number), link);
		}
		let id = self.phone.id();
		let device =
			DeviceFact { key: self.phone.public(), owner: OWNERS[1].clone(), paused: false };
		put(FactKey::Device(id), Some(FactValue::Device(device)));
		put(FactKey::Alias(id), None);
		put(FactKey::Member(id), Some(FactValue::Member(member(at))));
		let root = RootKey { public: self.phone.public(), state: KeyState::Active };
		let keys = vec![root].try_into().map_err(|_| Error::shape("keys", "too many"))?;
		let root = Root {
			maker: OWNERS[0].clone(),
			terms: Terms { level: Level::One, quota: 1, share: 0 },
			used: 1,
			keys,
			state: RootState::Active,
		};
		put(FactKey::Root(ROOT), Some(FactValue::Root(root)));
		put(FactKey::Grant(GRANT), Some(FactValue::Grant(self.grant(at))));
		// The holders of the pass are nobody's devices.
		for id in self.holders.iter().map(DeviceKey::id) {
			put(FactKey::Alias(id), None);
			put(FactKey::Device(id), None);
		}
		let block = (7, Hash::repeat_byte(7));
		Ok(Snapshot { evaluator: EVALUATOR, genesis: GENESIS, block, at, facts })
	}

	fn grant(&self, at: Moment) -> Grant {
		Grant {
			resource: LIFT,
			parent: None,
			depth: 1,
			issuer: OWNERS[0].clone(),
			holder: Holder::Device(self.phone.id()),
			scope: scope(&[Action::READ, Action::OPEN, Action::CLOSE], at + 30 * DAY, Vec::new()),
			delegation: Delegation::Allowed,
			epoch: 0,
			pass_epoch: 0,
			revoked: None,
			children: 0,
			payer: OWNERS[0].clone(),
			deposit: 0,
		}
	}

	/// A pass with three blocks, each narrower: what may be done, until when, in which hours.
	pub(super) fn pass(&self, minute: u16) -> Result<Pass> {
		let at = Self::moment(minute);
		let failed = |error| Error::shape("a pass", error);
		let [one, two, three] = &self.holders;
		let own = |key: &DeviceKey| HolderKey::Device(key.clone());
		let scopes = [
			scope(&[Action::READ, Action::OPEN, Action::CLOSE], at + 26 * DAY, Vec::new()),
			scope(&[Action::OPEN, Action::CLOSE], at + 25 * DAY, Vec::new()),
			scope(&[Action::OPEN], at + 24 * DAY, vec![Window::Weekly { from: 1_860, to: 2_520 }]),
		];
		let [all, fewer, least] = scopes;
		let pass =
			first(GENESIS, (GRANT, 0), &own(&self.phone), one.public(), all).map_err(failed)?;
		let pass = further(GENESIS, pass, &own(one), two.public(), fewer).map_err(failed)?;
		further(GENESIS, pass, &own(two), three.public(), least).map_err(failed)
	}

	/// The key that holds the grant.
	pub(super) fn holder(&self) -> DevicePublic {
		self.phone.public()
	}

	/// The same request with a signature of another scheme, which is refused without any arithmetic.
	pub(super) fn unsigned(&self, mut request: Request) -> Result<Request> {
		if let Some(pass) = &mut request.shown.pass {
			let mut blocks = pass.blocks.to_vec();
			if let Some(first) = blocks.first_mut() {
				first.signature = DeviceSignature::P256([0; 64]);
			}
			pass.blocks = blocks.try_into().map_err(|_| Error::shape("a pass", "a fifth block"))?;
		}
		Ok(request)
	}

	/// The request of the last holder at the lift's gateway.
	pub(super) fn shown(&self, pass: Pass, minute: u16) -> Result<Request> {
		let last = pass.blocks.last().ok_or_else(|| Error::shape("a pass", "no block"))?;
		let using = Use {
			genesis: GENESIS,
			enforcer: GATEWAY,
			resource: LIFT,
			source: Source::Block(last.block.hash()),
			challenge: CHALLENGE,
			action: Action::OPEN,
			expires: Self::moment(minute) + 30_000,
		};
		let holder = &self.holders[2];
		let signature = holder.sign(&using.payload());
		let using = Some(SignedUse { using, signer: None, signature });
		let subject = Subject::Key(holder.public());
		let request = Request::new(LIFT, Action::OPEN, subject, Authority::Grant(GRANT));
		let at = Some(Gate { enforcer: GATEWAY, challenge: CHALLENGE });
		Ok(Request { at, shown: Shown { pass: Some(pass), using, ..Shown::default() }, ..request })
	}
}

fn lift() -> Resource {
	Resource {
		owner: OWNERS[0].clone(),
		domain: HERE,
		place: None,
		enforcer: Some(GATEWAY),
		actions: Actions::ALL,
		fail_safe: Actions::NONE,
		policy: Some(1),
		epoch: 0,
		series: 0,
		state: ResourceState::Open,
		deposit: 0,
	}
}

fn domain(parent: Option<DomainId>) -> Domain {
	Domain {
		parent,
		top: 1,
		depth: 1,
		layer: Layer::Device,
		region: Region::World,
		owner: OWNERS[0].clone(),
		offered_to: None,
		payer: OWNERS[0].clone(),
		deposit: 0,
		state: DomainState::Active,
		admins: 0,
		children: 0,
		members: 0,
		manifests: 0,
	}
}

fn member(at: Moment) -> Member {
	let unit = Bound {
		root: ROOT,
		key: 0,
		nullifier: Hash::zero(),
		level: Level::One,
		bound_in: 1,
		expires: at + DAY,
	};
	Member { domain: Some(PATH[0]), unit: Some(unit), ..Member::default() }
}

fn scope(actions: &[Action], expires: Moment, windows: Vec<Window>) -> Scope {
	Scope {
		actions: actions.iter().copied().collect(),
		cells: Cells::default(),
		windows: Windows::truncate_from(windows),
		not_before: MONDAY - DAY,
		expires,
		uses: None,
	}
}
