//! The pallet in a few lines: accounts have numbers, and each call either is refused or moves these amounts.

use super::{Step, ACCOUNTS};
use crate::{mock::*, HoldReason, PolicyAt, ResourceChange};
use codec::{Encode, MaxEncodedLen};
use frame_support::traits::Time;
use jmt_primitives::{
	access::{
		self, Action, Actions, Approval, Authority, Counted, Delegation, Grant, Holder, Policy,
		PolicyBody, Resource, Scope, Subject, Who, GRANT_GRACE_MS,
	},
	AccountId, Balance, Hash, Moment,
};
use sp_runtime::{traits::Dispatchable, DispatchError};
use std::collections::BTreeMap;

pub(super) const DAY: Moment = 24 * 3_600_000;

/// The account with this number.
fn account(number: u8) -> AccountId {
	jmt_mock::account(number + 1)
}

/// Actions of all resources.
const ACTIONS: [Action; 3] = [Action::READ, Action::OPEN, Action::CLOSE];

/// A number that there is, was, or is to be next: the first is 1.
fn id(picked: u8) -> u64 {
	u64::from(picked) + 1
}

/// A resource.
pub(super) struct Thing {
	pub(super) owner: u8,
	pub(super) policy: Option<u64>,
	epoch: u32,
	enforcer: Option<u8>,
	series: u32,
}

/// A policy.
pub(super) struct Rules {
	pub(super) owner: u8,
	price: u8,
	deposit: Balance,
}

/// A grant.
#[derive(Clone)]
pub(super) struct Right {
	pub(super) resource: u64,
	parent: Option<u64>,
	pub(super) issuer: u8,
	pub(super) holder: u8,
	pub(super) uses: Option<u8>,
	pub(super) expires: Moment,
	epoch: u32,
	revoked: Option<Moment>,
}

/// That which uses are counted for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum For {
	Account(u8),
	Grant(u64),
}

/// Uses that were counted.
pub(super) struct Made {
	/// The account that paid the deposit.
	payer: u8,
	/// Under a grant.
	count: u64,
	/// Of an account, by action, in a series.
	series: u32,
	totals: BTreeMap<Action, u64>,
}

pub(super) struct Model {
	now: Moment,
	pub(super) things: BTreeMap<u64, Thing>,
	pub(super) rules: BTreeMap<u64, Rules>,
	pub(super) rights: BTreeMap<u64, Right>,
	pub(super) uses: BTreeMap<(u64, For), Made>,
	pub(super) approvals: BTreeMap<(u64, u8), Moment>,
	/// Numbers that are given next.
	next: [u64; 3],
	/// That which each account was paid by others, less that which it paid.
	earned: [i128; ACCOUNTS as usize],
}

fn item(bytes: usize) -> Balance {
	ITEM + BYTE * bytes as Balance // cast: widening
}

fn rules(price: u8, rules: u8) -> PolicyBody {
	body(vec![priced(allow(Who::Anybody), price.into()); rules.into()])
}

fn policy_deposit(body: &PolicyBody) -> Balance {
	let around = Policy::max_encoded_len() - PolicyBody::max_encoded_len();
	item(16 + around + body.encoded_size())
}

/// The request that accounts approve: its hash says nothing to the pallet.
const REQUEST: Hash = Hash::repeat_byte(4);

impl Model {
	/// All accounts speak for domain 1.
	pub(super) fn begin() -> Self {
		(0..ACCOUNTS).for_each(|number| make_admin(1, account(number)));
		Self {
			now: NOW,
			things: BTreeMap::new(),
			rules: BTreeMap::new(),
			rights: BTreeMap::new(),
			uses: BTreeMap::new(),
			approvals: BTreeMap::new(),
			next: [1; 3],
			earned: [0; ACCOUNTS as usize],
		}
	}

	/// A grant and those above it.
	pub(super) fn chain(&self, grant: u64) -> Vec<(u64, Right)> {
		let mut chain = Vec::new();
		let mut next = Some(grant);
		while let Some((id, right)) = next.and_then(|id| Some((id, self.rights.get(&id)?.clone())))
		{
			next = right.parent;
			chain.push((id, right));
		}
		chain
	}

	/// Whether a grant and all above it are good now.
	pub(super) fn stands(&self, resource: u64, chain: &[(u64, Right)]) -> bool {
		let Some(thing) = self.things.get(&resource) else { return false };
		!chain.is_empty()
			&& chain.iter().all(|(_, right)| {
				right.resource == resource
					&& right.revoked.is_none()
					&& right.epoch == thing.epoch
					&& self.now <= right.expires
			})
	}

	fn owns(&self, who: u8, resource: u64) -> bool {
		self.things.get(&resource).is_some_and(|thing| thing.owner == who)
	}

	fn may_name(&self, owner: u8, policy: Option<u64>) -> bool {
		policy.is_none_or(|id| self.rules.get(&id).is_some_and(|rules| rules.owner == owner))
	}

	/// Takes a step if it is allowed. Returns whether it is.
	pub(super) fn take(&mut self, step: &Step) -> bool {
		match *step {
			Step::Create { who, policy } => {
				let policy = policy.map(id);
				if !self.may_name(who, policy) {
					return false;
				}
				self.things.insert(
					self.next[0],
					Thing { owner: who, policy, epoch: 0, enforcer: None, series: 0 },
				);
				self.next[0] += 1;
				true
			},
			Step::Close { who, resource } => {
				let owns = self.owns(who, id(resource));
				if owns {
					self.things.remove(&id(resource));
				}
				owns
			},
			Step::Enforce { who, resource, enforcer } => {
				let owns = self.owns(who, id(resource));
				if owns {
					let thing = self.things.get_mut(&id(resource)).unwrap();
					thing.series += u32::from(thing.enforcer != enforcer);
					thing.enforcer = enforcer;
				}
				owns
			},
			Step::Write { who, at, price, rules: count } => {
				let deposit = policy_deposit(&rules(price, count));
				let written = Rules { owner: who, price, deposit };
				match at.map(id) {
					None => {
						self.rules.insert(self.next[1], written);
						self.next[1] += 1;
						true
					},
					Some(at) if self.rules.get(&at).is_some_and(|old| old.owner == who) => {
						self.rules.insert(at, written);
						true
					},
					Some(_) => false,
				}
			},
			Step::Name { who, resource, policy } => {
				let policy = policy.map(id);
				let may = self.owns(who, id(resource)) && self.may_name(who, policy);
				if may {
					self.things.get_mut(&id(resource)).unwrap().policy = policy;
				}
				may
			},
			Step::ClosePolicy { who, policy } => {
				let policy = id(policy);
				let named = self.things.values().any(|thing| thing.policy == Some(policy));
				let owns = self.rules.get(&policy).is_some_and(|rules| rules.owner == who);
				if owns && !named {
					self.rules.remove(&policy);
				}
				owns && !named
			},
			Step::Grant { who, resource, parent, to, uses, days } => {
				self.grant(who, id(resource), parent.map(id), to, uses, days)
			},
			Step::Revoke { who, grant } => {
				let chain = self.chain(id(grant));
				let Some((grant, right)) = chain.first() else { return false };
				let may = self.owns(who, right.resource)
					|| chain.iter().any(|(_, right)| right.issuer == who);
				if !may || right.revoked.is_some() {
					return false;
				}
				self.rights.get_mut(grant).unwrap().revoked = Some(self.now);
				true
			},
			Step::RevokeAll { who, resource } => {
				let owns = self.owns(who, id(resource));
				if owns {
					self.things.get_mut(&id(resource)).unwrap().epoch += 1;
				}
				owns
			},
			Step::CloseGrant { who, grant } => self.close_grant(who, id(grant)),
			Step::Approve { who, resource, days } => {
				let there = self.things.contains_key(&id(resource));
				if there {
					let until = self.now + DAY * u64::from(days);
					self.approvals.insert((id(resource), who), until);
				}
				there
			},
			Step::Withdraw { who, resource, approver } => {
				let name = (id(resource), approver);
				let over = self.approvals.get(&name).map(|until| *until < self.now);
				let may = over.is_some_and(|over| over || who == approver);
				if may {
					self.approvals.remove(&name);
				}
				may
			},
			Step::Use { who, resource, grant, action, uses, most } => {
				let what = (ACTIONS[usize::from(action)], uses);
				self.use_right(who, id(resource), grant.map(id), what, most)
			},
			Step::Clear { resource, account, grant, .. } => {
				let resource = id(resource);
				let (counted, over) = match grant.map(id) {
					Some(grant) => (For::Grant(grant), !self.rights.contains_key(&grant)),
					None => (For::Account(account), false),
				};
				let over = over || !self.things.contains_key(&resource);
				over && self.uses.remove(&(resource, counted)).is_some()
			},
			Step::Pass(time) => {
				self.now += time;
				true
			},
		}
	}

	fn grant(
		&mut self,
		who: u8,
		resource: u64,
		parent: Option<u64>,
		to: u8,
		uses: Option<u8>,
		days: u8,
	) -> bool {
		let expires = NOW + DAY * u64::from(days);
		if !self.things.contains_key(&resource) || expires < self.now {
			return false;
		}
		let may = match parent {
			None => self.owns(who, resource),
			Some(parent) => {
				let chain = self.chain(parent);
				self.stands(resource, &chain)
					&& chain.len() < 8
					&& chain.first().is_some_and(|(_, above)| {
						let as_few = match (uses, above.uses) {
							(_, None) => true,
							(None, Some(_)) => false,
							(Some(these), Some(those)) => these <= those,
						};
						above.holder == who && expires <= above.expires && as_few
					})
			},
		};
		if may {
			let epoch = self.things[&resource].epoch;
			let right = Right {
				resource,
				parent,
				issuer: who,
				holder: to,
				uses,
				expires,
				epoch,
				revoked: None,
			};
			self.rights.insert(self.next[2], right);
			self.next[2] += 1;
		}
		may
	}

	fn close_grant(&mut self, who: u8, grant: u64) -> bool {
		let chain = self.chain(grant);
		let Some((_, right)) = chain.first() else { return false };
		let end = |right: &Right| right.revoked.unwrap_or(Moment::MAX).min(right.expires);
		let end = chain.iter().map(|(_, right)| end(right)).min().unwrap();
		let left = !self.things.contains_key(&right.resource) || self.now > end + GRANT_GRACE_MS;
		let childless = !self.rights.values().any(|right| right.parent == Some(grant));
		let may = childless && (left || right.issuer == who);
		if may {
			self.rights.remove(&grant);
		}
		may
	}

	fn use_right(
		&mut self,
		who: u8,
		resource: u64,
		grant: Option<u64>,
		(action, uses): (Action, u8),
		most: u16,
	) -> bool {
		let Some(thing) = self.things.get(&resource) else { return false };
		let Some(policy) = thing.policy else { return false };
		let (owner, series) = (thing.owner, thing.series);
		let mut counted = Vec::new();
		let mut price = 0;
		match grant {
			None => {
				price = u16::from(self.rules[&policy].price) * u16::from(uses);
				if price > 0 {
					counted.push(For::Account(who));
				}
			},
			Some(grant) => {
				let chain = self.chain(grant);
				if !self.stands(resource, &chain) || chain[0].1.holder != who {
					return false;
				}
				for (id, right) in chain {
					let Some(limit) = right.uses else { continue };
					let made =
						self.uses.get(&(resource, For::Grant(id))).map_or(0, |uses| uses.count);
					if made + u64::from(uses) > u64::from(limit) {
						return false;
					}
					counted.push(For::Grant(id));
				}
			},
		}
		if price > most {
			return false;
		}
		for counted in counted {
			let none = || Made { payer: who, count: 0, series, totals: BTreeMap::new() };
			let made = self.uses.entry((resource, counted)).or_insert_with(none);
			match counted {
				For::Grant(_) => made.count += u64::from(uses),
				For::Account(_) => {
					if made.series != series {
						(made.series, made.totals) = (series, BTreeMap::new());
					}
					*made.totals.entry(action).or_default() += u64::from(uses);
				},
			}
		}
		if owner != who {
			self.earned[usize::from(owner)] += i128::from(price);
			self.earned[usize::from(who)] -= i128::from(price);
		}
		true
	}

	/// The deposits of an account for a reason.
	fn due(&self, reason: HoldReason, who: u8) -> Balance {
		let count = |count: usize, bytes| item(bytes) * count as Balance; // cast: widening
		match reason {
			HoldReason::Resource => {
				let own = self.things.values().filter(|thing| thing.owner == who).count();
				count(own, 16 + Resource::max_encoded_len())
			},
			HoldReason::Policy => {
				let own = self.rules.values().filter(|rules| rules.owner == who);
				own.map(|rules| rules.deposit).sum()
			},
			HoldReason::Grant => {
				let own = self.rights.values().filter(|right| right.issuer == who).count();
				count(own, 16 + Grant::max_encoded_len())
			},
			HoldReason::Uses => {
				let own = self.uses.values().filter(|made| made.payer == who).count();
				let bytes = Counted::max_encoded_len() + access::Uses::max_encoded_len();
				count(own, 32 + bytes)
			},
			HoldReason::Approval => {
				let own = self.approvals.keys().filter(|(_, approver)| *approver == who).count();
				count(own, 96 + Approval::max_encoded_len())
			},
			HoldReason::Log => 0,
		}
	}

	/// Each account holds its deposits, and has the rest.
	pub(super) fn check(&self, step: &Step) {
		for who in 0..ACCOUNTS {
			let mut all = 0;
			for reason in [
				HoldReason::Resource,
				HoldReason::Policy,
				HoldReason::Grant,
				HoldReason::Uses,
				HoldReason::Approval,
				HoldReason::Log,
			] {
				let due = self.due(reason, who);
				assert_eq!(held(reason, &account(who)), due, "{reason:?} of {who} after {step:?}");
				all += due;
			}
			let earned = self.earned[usize::from(who)];
			let expected = (WEALTH - all).checked_add_signed(earned).unwrap();
			assert_eq!(free(&account(who)), expected, "balance of {who} after {step:?}");
		}
		let counted = crate::Uses::<Test>::iter().count();
		assert_eq!(counted, self.uses.len());
		assert_eq!(crate::Grants::<Test>::iter().count(), self.rights.len());
		for ((resource, counted), made) in &self.uses {
			let stored = crate::Uses::<Test>::get(resource, of(*counted)).unwrap();
			let of_grant = matches!(counted, For::Grant(_));
			let series = if of_grant { 0 } else { made.series };
			assert_eq!((u64::from(stored.count), stored.series), (made.count, series));
			let totals: Vec<_> = made.totals.iter().map(|(of, total)| (*of, *total)).collect();
			assert_eq!(stored.totals.to_vec(), totals);
		}
		for (id, thing) in &self.things {
			assert_eq!(resource(*id).series, thing.series);
		}
	}
}

fn of(counted: For) -> Counted {
	match counted {
		For::Account(number) => Counted::Subject(Subject::Account(account(number))),
		For::Grant(grant) => Counted::Grant(grant),
	}
}

/// Makes the call of a step, so that a refused one leaves nothing behind.
pub(super) fn call(step: &Step, model: &Model) -> Result<(), DispatchError> {
	use crate::Call;
	let (who, call) = match *step {
		Step::Pass(_) => {
			set_time(model.now);
			assert_eq!(Timestamp::now(), model.now);
			return Ok(());
		},
		Step::Create { who, policy } => {
			let call = Call::create_resource {
				domain: 1,
				permit: None,
				place: None,
				enforcer: None,
				actions: all_actions(),
				fail_safe: Actions::NONE,
				policy: policy.map(id),
			};
			(who, call)
		},
		Step::Close { who, resource } => (who, Call::close_resource { resource: id(resource) }),
		Step::Enforce { who, resource, enforcer } => {
			let change = ResourceChange::Enforcer(enforcer.map(device));
			(who, Call::set_resource { resource: id(resource), change })
		},
		Step::Write { who, at, price, rules: count } => {
			let at = match at {
				None => PolicyAt::New { domain: 1 },
				Some(at) => PolicyAt::Replace(id(at)),
			};
			(who, Call::set_policy { at, body: rules(price, count) })
		},
		Step::Name { who, resource, policy } => {
			let change = ResourceChange::Policy(policy.map(id));
			(who, Call::set_resource { resource: id(resource), change })
		},
		Step::ClosePolicy { who, policy } => (who, Call::close_policy { policy: id(policy) }),
		Step::Grant { who, resource, parent, to, uses, days } => {
			let expires = NOW + DAY * u64::from(days);
			let scope = Scope { expires, uses: uses.map(u32::from), ..scope() };
			let call = Call::grant {
				resource: id(resource),
				parent: parent.map(id),
				holder: Holder::Account(account(to)),
				scope,
				delegation: Delegation::Allowed,
			};
			(who, call)
		},
		Step::Revoke { who, grant } => (who, Call::revoke { grant: id(grant) }),
		Step::RevokeAll { who, resource } => (who, Call::revoke_all { resource: id(resource) }),
		Step::CloseGrant { who, grant } => (who, Call::close_grant { grant: id(grant) }),
		Step::Approve { who, resource, days } => {
			let until = model.now + DAY * u64::from(days);
			(who, Call::approve { resource: id(resource), request: REQUEST, until })
		},
		Step::Withdraw { who, resource, approver } => {
			let (resource, approver) = (id(resource), account(approver));
			(who, Call::withdraw_approval { resource, request: REQUEST, approver })
		},
		Step::Use { who, resource, grant, action, uses, most } => {
			let authority = grant.map_or(Authority::Own, |grant| Authority::Grant(id(grant)));
			let call = Call::use_right {
				resource: id(resource),
				subject: Subject::Account(account(who)),
				action: ACTIONS[usize::from(action)],
				authority,
				uses: uses.into(),
				most_price: most.into(),
			};
			(who, call)
		},
		Step::Clear { who, resource, account, grant } => {
			let counted = of(grant.map_or(For::Account(account), |grant| For::Grant(id(grant))));
			(who, Call::clear_uses { resource: id(resource), counted })
		},
	};
	let done = RuntimeCall::Access(call).dispatch(by(account(who)));
	done.map(|_| ()).map_err(|failed| failed.error)
}
