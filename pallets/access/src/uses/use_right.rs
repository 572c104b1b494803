//! A right is used.

use super::count::Count;
use crate::{Config, DeniedBy, Error, Event, Grants, Pallet, Policies, Resources, WeightInfo};
use frame_support::{
	dispatch::{DispatchErrorWithPostInfo, DispatchResultWithPostInfo},
	ensure,
	traits::{fungible::Mutate, tokens::Preservation},
	weights::Weight,
};
use jmt_primitives::{
	access::{
		Action, Allowed, Authority, Decision, PolicyBody, Request, ResourceId, Subject, MAX_DEPTH,
		MAX_RULES,
	},
	domains,
	identity::IdentityFacts,
	AccountId, Balance,
};
use sp_runtime::{ArithmeticError, DispatchError, SaturatedConversion};

/// Links and approvals that the rules of a policy name at most: of four domains a link to each of a path of eight, and
/// seven accounts.
const MAX_FACTS: u32 = 39;

/// Rules of a policy, and the links and approvals that they may read.
fn facts_of(body: &PolicyBody) -> (u32, u32) {
	let links = body.trusting().count().saturating_mul(usize::from(domains::MAX_DEPTH));
	let facts: u32 = links.saturating_add(body.approvers().count()).saturated_into();
	let rules: u32 = body.rules.len().saturated_into();
	(rules.min(MAX_RULES), facts.min(MAX_FACTS))
}

/// A use that is asked for. The chain takes neither passes nor evidence for it.
pub(crate) struct Asked {
	pub resource: ResourceId,
	pub subject: Subject,
	pub action: Action,
	pub authority: Authority,
	pub uses: u32,
}

impl<T: Config> Pallet<T> {
	/// Decides about a use, counts it and pays for it. Costs what it read, whether it is allowed or not.
	pub(crate) fn do_use_right(
		who: AccountId,
		asked: Asked,
		most_price: Balance,
	) -> DispatchResultWithPostInfo {
		let weight = Self::use_weight(&asked);
		match Self::use_and_pay(&who, asked, most_price) {
			Ok(()) => Ok(Some(weight).into()),
			Err(error) => Err(DispatchErrorWithPostInfo { post_info: Some(weight).into(), error }),
		}
	}

	/// Weight of a use at most, by this authority.
	pub(crate) fn most_use_weight(authority: &Authority) -> Weight {
		match authority {
			Authority::Own => T::WeightInfo::use_right(MAX_RULES, MAX_FACTS),
			Authority::Grant(_) => T::WeightInfo::use_grant(MAX_RULES, MAX_FACTS, MAX_DEPTH),
		}
	}

	/// Weight of a use: by the rules of the resource's policy, the links and approvals that they name, and the depth of
	/// the grant. All of these are in memory once it was decided.
	fn use_weight(asked: &Asked) -> Weight {
		let policy = Resources::<T>::get(asked.resource).and_then(|resource| resource.policy);
		let (rules, facts) =
			policy.and_then(Policies::<T>::get).map_or((0, 0), |policy| facts_of(&policy.body));
		match asked.authority {
			Authority::Own => T::WeightInfo::use_right(rules, facts),
			Authority::Grant(id) => {
				let depth = Grants::<T>::get(id).map_or(0, |grant| grant.depth.into());
				T::WeightInfo::use_grant(rules, facts, depth.min(MAX_DEPTH))
			},
		}
	}

	fn use_and_pay(
		who: &AccountId,
		asked: Asked,
		most_price: Balance,
	) -> Result<(), DispatchError> {
		ensure!(Self::is_own(who, &asked.subject), Error::<T>::NotSubjectOwner);
		ensure!(asked.uses > 0, Error::<T>::NoUses);
		let Asked { resource, subject, action, authority, uses } = asked;
		let mut request = Request::new(resource, action, subject, authority);
		request.uses = uses;
		let decision = Self::decide(&request);
		let allowed = match &decision {
			Decision::Allow(allowed) => allowed,
			Decision::Deny(denied) => {
				return Err(Error::<T>::Denied(DeniedBy(denied.reason)).into())
			},
		};
		let price = Self::price_of(allowed, uses)?;
		ensure!(price <= most_price, Error::<T>::PriceTooHigh);
		for count in Count::of::<T>(&request, allowed) {
			Self::count(who, resource, &count, uses)?;
		}
		Self::pay(who, resource, price)?;
		let subject = request.subject;
		Self::deposit_event(Event::Used {
			resource,
			subject,
			action,
			authority,
			uses,
			price,
			decision,
		});
		Ok(())
	}

	/// Whether an account is a subject, or owns it.
	fn is_own(who: &AccountId, subject: &Subject) -> bool {
		match subject {
			Subject::Account(account) => account == who,
			Subject::Device(device) => {
				T::Identity::device(device).is_some_and(|device| device.owner == *who)
			},
			// Known by what they show, and the chain takes nothing that is shown.
			Subject::Key(_) | Subject::Member(_) => false,
		}
	}

	/// The price of so many uses.
	fn price_of(allowed: &Allowed, uses: u32) -> Result<Balance, DispatchError> {
		let price = allowed.duties.price.checked_mul(uses.into());
		price.ok_or(ArithmeticError::Overflow.into())
	}

	/// Pays a resource's owner, who pays itself nothing.
	fn pay(who: &AccountId, resource: ResourceId, price: Balance) -> Result<(), DispatchError> {
		if price == 0 {
			return Ok(());
		}
		let owner = Self::resource(resource)?.owner;
		if owner != *who {
			T::Currency::transfer(who, &owner, price, Preservation::Preserve)?;
		}
		Ok(())
	}
}
