//! Policies: written as a whole, checked once.

use crate::{
	deposits::NUMBER_KEY, Config, Error, Event, HoldReason, NextPolicy, Pallet, Policies, PolicyAt,
	PolicyFaultByte,
};
use codec::{Encode, MaxEncodedLen};
use frame_support::{ensure, traits::Time};
use jmt_primitives::{
	access::{Policy, PolicyBody, PolicyFault, PolicyId, Who},
	domains::DomainId,
	identity::IdentityFacts,
	AccountId, Balance,
};
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> Pallet<T> {
	/// Stores a policy of the owner's, and holds the deposit for its bytes.
	pub(crate) fn do_set_policy(
		owner: AccountId,
		at: PolicyAt,
		body: PolicyBody,
	) -> Result<(), DispatchError> {
		body.check(T::Time::now()).map_err(Self::fault)?;
		let deposit = Self::policy_deposit(&body);
		let (id, policy) = match at {
			PolicyAt::New { domain } => {
				ensure!(T::Identity::domain(domain).is_some(), Error::<T>::UnknownDomain);
				Self::ensure_trusting(domain, &body)?;
				let id = NextPolicy::<T>::get().max(1);
				let next = id.checked_add(1).ok_or(ArithmeticError::Overflow)?;
				Self::hold(HoldReason::Policy, &owner, deposit)?;
				NextPolicy::<T>::put(next);
				(id, Policy { owner, domain, version: 1, resources: 0, deposit, body })
			},
			PolicyAt::Replace(id) => {
				let old = Self::own_policy(&owner, id)?;
				Self::ensure_trusting(old.domain, &body)?;
				let version = old.version.checked_add(1).ok_or(ArithmeticError::Overflow)?;
				Self::release(HoldReason::Policy, &owner, old.deposit)?;
				Self::hold(HoldReason::Policy, &owner, deposit)?;
				(id, Policy { version, deposit, body, ..old })
			},
		};
		let version = policy.version;
		Policies::<T>::insert(id, policy);
		Self::deposit_event(Event::PolicySet { policy: id, version, deposit });
		Ok(())
	}

	/// Forgets a policy of the owner's that no resource names, and releases its deposit.
	pub(crate) fn do_close_policy(owner: &AccountId, id: PolicyId) -> Result<(), DispatchError> {
		let policy = Self::own_policy(owner, id)?;
		ensure!(policy.resources == 0, Error::<T>::PolicyInUse);
		let released = Self::release(HoldReason::Policy, owner, policy.deposit)?;
		Policies::<T>::remove(id);
		Self::deposit_event(Event::PolicyClosed { policy: id, released });
		Ok(())
	}

	/// A policy of the account's.
	fn own_policy(who: &AccountId, id: PolicyId) -> Result<Policy, Error<T>> {
		let policy = Policies::<T>::get(id).ok_or(Error::<T>::UnknownPolicy)?;
		ensure!(policy.owner == *who, Error::<T>::NotOwner);
		Ok(policy)
	}

	/// The deposit of a policy: exact, since an owner may choose to say less.
	pub(crate) fn policy_deposit(body: &PolicyBody) -> Balance {
		let around = Policy::max_encoded_len().saturating_sub(PolicyBody::max_encoded_len());
		Self::price(NUMBER_KEY.saturating_add(around).saturating_add(body.encoded_size()))
	}

	/// Refuses a policy that asks whom a domain trusts that is not its own or above it: a stranger would borrow its trust.
	pub(crate) fn ensure_trusting(domain: DomainId, body: &PolicyBody) -> Result<(), Error<T>> {
		let path = Self::path_of(domain);
		for rule in &body.rules {
			if let Who::TrustedBy(trusting) = rule.who {
				ensure!(path.contains(&trusting), Error::<T>::NotTrusting);
			}
		}
		Ok(())
	}

	/// The error of a fault.
	fn fault(fault: PolicyFault) -> Error<T> {
		match fault {
			PolicyFault::TooManyBytes => Error::<T>::PolicyTooLarge,
			PolicyFault::ForMembers => Error::<T>::NotForMembers,
			PolicyFault::UsesDiffer => Error::<T>::UsesDiffer,
			other => Error::<T>::BadPolicy(PolicyFaultByte(other)),
		}
	}
}
