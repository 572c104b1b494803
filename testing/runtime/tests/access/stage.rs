//! A lift of Alice's in her domain, Bob and his phone who use it, and calls about them in real blocks.

use jmt_primitives::{
	access::{
		Action, Actions, Authority, Delegation, Duties, Effect, GrantId, Holder, PolicyBody,
		PolicyId, Request, ResourceId, Rule, Scope, Subject, Who, Zone,
	},
	cell::Region,
	domains::{DomainId, Layer},
	Balance, DeviceId, Hash, Moment, JMT,
};
use jmt_runtime::{genesis_presets::DEVELOPMENT, Runtime, RuntimeCall};
use jmt_runtime_harness::{device::Device, Chain, Made};
use pallet_access::{Call, NextGrant, NextPolicy, NextResource, PolicyAt};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob};

/// The price of an opening by the first rule.
pub const PRICE: Balance = JMT / 2;

/// The greatest age of the state by which the lift decides, in ms.
pub const MAX_AGE: Moment = 600_000;

pub struct Stage {
	pub chain: Chain,
	pub domain: DomainId,
	pub lift: ResourceId,
	pub policy: PolicyId,
	/// Bob's.
	pub phone: Device,
	/// The last moment of its grants, in ms: no grant may end later than the one above it.
	pub ends: Moment,
}

/// A rule that lets somebody do this.
pub fn allow(who: Who, actions: Actions, price: Balance) -> Rule {
	let duties = Duties { price, log: true, notice: false };
	Rule { effect: Effect::Allow, who, actions, conditions: Default::default(), duties }
}

/// A policy of these rules without a time zone.
pub fn policy(rules: Vec<Rule>) -> PolicyBody {
	let zone = Zone { offsets: Default::default(), good_until: 0 };
	PolicyBody { zone, max_age: MAX_AGE, rules: rules.try_into().expect("32 at most") }
}

/// All of these actions until a moment.
pub fn scope(actions: Actions, expires: Moment) -> Scope {
	Scope {
		actions,
		cells: Default::default(),
		windows: Default::default(),
		not_before: 0,
		expires,
		uses: None,
	}
}

fn actions(these: &[Action]) -> Actions {
	these.iter().copied().collect()
}

impl Stage {
	/// The lift may be opened by Bob and what is his for a price, and read by anybody.
	pub fn new() -> Self {
		let mut chain = Chain::start(DEVELOPMENT);
		chain.blocks(1);
		let domain = chain.open_domain(Alice, JMT);
		let genesis = chain.genesis_hash();
		let phone = Device::number(1);
		let register = phone.register(&genesis, &Bob.to_account_id(), chain.next_time() + 60_000);
		let register = chain.signed(Bob, register);
		chain.include(vec![register]).all_good();
		let ends = chain.next_time() + 86_400_000;
		let mut stage = Self { chain, domain, lift: 0, policy: 0, phone, ends };
		let who = Who::OwnedBy(Bob.to_account_id());
		stage.policy = stage.set_policy(policy(vec![
			allow(who, actions(&[Action::OPEN]), PRICE),
			allow(Who::Anybody, actions(&[Action::READ]), 0),
		]));
		stage.lift = stage.create(domain, None, Some(stage.policy));
		stage
	}

	/// Sends a call, which has to be taken.
	pub fn send(&mut self, by: Sr25519Keyring, call: impl Into<RuntimeCall>) -> Made {
		let call = self.chain.signed(by, call);
		self.chain.include(vec![call]).all_good()
	}

	/// A new policy of Alice's in her domain.
	pub fn set_policy(&mut self, body: PolicyBody) -> PolicyId {
		let policy = self.chain.read(|| NextPolicy::<Runtime>::get().max(1));
		let at = PolicyAt::New { domain: self.domain };
		self.send(Alice, Call::set_policy { at, body });
		policy
	}

	/// A new resource of Alice's that opens, closes and is read, and closes in an emergency.
	pub fn create(
		&mut self,
		domain: DomainId,
		enforcer: Option<DeviceId>,
		policy: Option<PolicyId>,
	) -> ResourceId {
		let resource = self.chain.read(|| NextResource::<Runtime>::get().max(1));
		let create = Call::create_resource {
			domain,
			permit: None,
			place: None,
			enforcer,
			actions: actions(&[Action::OPEN, Action::CLOSE, Action::READ]),
			fail_safe: actions(&[Action::CLOSE]),
			policy,
		};
		self.send(Alice, create);
		resource
	}

	/// A domain of Alice's below another.
	pub fn below(&mut self, parent: DomainId) -> DomainId {
		let domain = self.chain.read(|| pallet_devices::NextDomain::<Runtime>::get().max(1));
		let (parent, layer, region) = (Some(parent), Layer::Device, Region::World);
		self.send(Alice, pallet_devices::Call::create_domain { parent, layer, region });
		domain
	}

	/// The call that grants opening the lift for a day, and may be handed on.
	pub fn granting(&self, parent: Option<GrantId>, holder: Holder) -> Call<Runtime> {
		Call::grant {
			resource: self.lift,
			parent,
			holder,
			scope: scope(actions(&[Action::OPEN]), self.ends),
			delegation: Delegation::Allowed,
		}
	}

	/// Grants so.
	pub fn grant(
		&mut self,
		by: Sr25519Keyring,
		parent: Option<GrantId>,
		holder: Holder,
	) -> GrantId {
		let grant = self.next_grant();
		let call = self.granting(parent, holder);
		self.send(by, call);
		grant
	}

	/// The number of the next grant.
	pub fn next_grant(&mut self) -> GrantId {
		self.chain.read(|| NextGrant::<Runtime>::get().max(1))
	}

	/// The call by which Bob opens the lift once, for the price of the first rule at most.
	pub fn opening(&self, subject: Subject, authority: Authority) -> Call<Runtime> {
		Call::use_right {
			resource: self.lift,
			subject,
			action: Action::OPEN,
			authority,
			uses: 1,
			most_price: PRICE,
		}
	}

	/// The hash by which this request is approved.
	pub fn hash(&mut self, request: &Request) -> Hash {
		request.hash(&self.chain.genesis_hash())
	}
}

/// Bob as the subject.
pub fn bob() -> Subject {
	Subject::Account(Bob.to_account_id())
}
