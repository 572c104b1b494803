//! Counting.

use crate::{
	deposits::{KEY_HASH, NUMBER_KEY},
	Config, Grants, HoldReason, Pallet, Policies, Resources, Uses,
};
use alloc::{vec, vec::Vec};
use codec::MaxEncodedLen;
use frame_support::traits::Time;
use jmt_primitives::{
	access::{self, window_begin, Allowed, By, Counted, Counting, Request, ResourceId, Rule},
	AccountId, Balance, Moment,
};
use sp_runtime::{ArithmeticError, DispatchError};

/// Something that a use counts for.
pub(super) struct Count {
	counted: Counted,
	/// Length of the window in ms; 0 where only the total counts.
	window: Moment,
}

impl Count {
	/// That which an allowed request counts for: its subject, where the rule counts on the chain or has a price; or each
	/// grant of the chain that has a limit, 8 at most.
	pub(super) fn of<T: Config>(request: &Request, allowed: &Allowed) -> Vec<Self> {
		match &allowed.by {
			By::Rule(place) => match rule::<T>(request.resource, *place) {
				Some(rule) if rule.counts_on_chain() => vec![Self {
					counted: Counted::Subject(request.subject.clone()),
					window: rule.window(Counting::OnChain),
				}],
				_ => Vec::new(),
			},
			By::Grants(chain) => {
				let is_limited =
					|id| Grants::<T>::get(id).is_some_and(|grant| grant.scope.uses.is_some());
				let limited = chain.iter().copied().filter(|id| is_limited(*id));
				limited.map(|id| Self { counted: Counted::Grant(id), window: 0 }).collect()
			},
		}
	}
}

/// A rule of the policy of a resource.
fn rule<T: Config>(resource: ResourceId, place: u8) -> Option<Rule> {
	let policy = Resources::<T>::get(resource)?.policy?;
	Policies::<T>::get(policy)?.body.rules.into_iter().nth(place.into())
}

impl<T: Config> Pallet<T> {
	/// Counts so many uses. The first time the account pays the deposit.
	///
	/// Uses that have no window leave the count of one as it is, so that nobody begins a window anew by them.
	pub(super) fn count(
		payer: &AccountId,
		resource: ResourceId,
		count: Count,
		uses: u32,
	) -> Result<(), DispatchError> {
		let Count { counted, window: length } = count;
		let mut counts = match Uses::<T>::get(resource, &counted) {
			Some(before) => before,
			None => {
				let deposit = Self::uses_deposit();
				Self::hold(HoldReason::Uses, payer, deposit)?;
				access::Uses { window: 0, count: 0, total: 0, payer: payer.clone(), deposit }
			},
		};
		if length > 0 {
			let window = window_begin(T::Time::now(), length);
			if counts.window != window {
				counts.window = window;
				counts.count = 0;
			}
			counts.count = counts.count.checked_add(uses).ok_or(ArithmeticError::Overflow)?;
		}
		counts.total = counts.total.checked_add(uses.into()).ok_or(ArithmeticError::Overflow)?;
		Uses::<T>::insert(resource, &counted, counts);
		Ok(())
	}

	/// The deposit of counted uses. Its key has a number, a hash, and that which is counted for.
	pub(crate) fn uses_deposit() -> Balance {
		let key = NUMBER_KEY.saturating_add(KEY_HASH).saturating_add(Counted::max_encoded_len());
		Self::price(key.saturating_add(access::Uses::max_encoded_len()))
	}
}
