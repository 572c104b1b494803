//! Counting.

use crate::{
	deposits::{KEY_HASH, NUMBER_KEY},
	Config, Error, Grants, HoldReason, Pallet, Policies, Resources, Uses,
};
use alloc::{vec, vec::Vec};
use codec::MaxEncodedLen;
use frame_support::traits::Time;
use jmt_primitives::{
	access::{
		self, window_begin, Action, Allowed, By, Counted, Counting, GrantId, Request, ResourceId,
		Rule, Subject, Totals,
	},
	AccountId, Balance, Moment,
};
use sp_runtime::{ArithmeticError, DispatchError};

/// Something that a use counts for.
pub(super) enum Count {
	/// Uses of an action that a subject buys.
	Bought {
		subject: Subject,
		action: Action,
		/// The resource's.
		series: u32,
		/// Length of the window in ms; 0 without one.
		window: Moment,
	},
	/// Under a grant with a limit, of any action and whoever enforces.
	Granted(GrantId),
}

impl Count {
	/// That which an allowed request counts for: its subject, where the rule counts on the chain or has a price; or each
	/// grant of the chain that has a limit, 8 at most.
	pub(super) fn of<T: Config>(request: &Request, allowed: &Allowed) -> Vec<Self> {
		match &allowed.by {
			By::Rule(place) => match rule::<T>(request.resource, *place) {
				Some((series, rule)) if rule.counts_on_chain() => vec![Self::Bought {
					subject: request.subject.clone(),
					action: request.action,
					series,
					window: rule.window(Counting::OnChain),
				}],
				_ => Vec::new(),
			},
			By::Grants(chain) => {
				let is_limited =
					|id| Grants::<T>::get(id).is_some_and(|grant| grant.scope.uses.is_some());
				let limited = chain.iter().copied().filter(|id| is_limited(*id));
				limited.map(Self::Granted).collect()
			},
		}
	}

	/// That under which it is stored.
	fn counted(&self) -> Counted {
		match self {
			Self::Bought { subject, .. } => Counted::Subject(subject.clone()),
			Self::Granted(grant) => Counted::Grant(*grant),
		}
	}

	/// Adds so many uses at this moment.
	///
	/// Uses that have no window leave the count of one as it is, so that nobody begins a window anew by them. A series that
	/// begins leaves it too: only the totals are for an enforcer.
	fn add<T: Config>(
		&self,
		counts: &mut access::Uses,
		uses: u32,
		now: Moment,
	) -> Result<(), DispatchError> {
		let overflow = ArithmeticError::Overflow;
		match self {
			Self::Bought { action, series, window: length, .. } => {
				if *length > 0 {
					let window = window_begin(now, *length);
					if counts.window != window {
						counts.window = window;
						counts.count = 0;
					}
					counts.count = counts.count.checked_add(uses).ok_or(overflow)?;
				}
				if counts.series != *series {
					counts.series = *series;
					counts.totals = Totals::default();
				}
				add_total::<T>(&mut counts.totals, *action, uses)
			},
			Self::Granted(_) => {
				counts.count = counts.count.checked_add(uses).ok_or(overflow)?;
				Ok(())
			},
		}
	}
}

/// Adds so many uses of an action, in the order of actions.
fn add_total<T: Config>(
	totals: &mut Totals,
	action: Action,
	uses: u32,
) -> Result<(), DispatchError> {
	let place = totals.iter().take_while(|(of, _)| *of < action).count();
	match totals.get_mut(place) {
		Some((of, total)) if *of == action => {
			*total = total.checked_add(uses.into()).ok_or(ArithmeticError::Overflow)?;
			Ok(())
		},
		_ => {
			let one = (action, uses.into());
			totals.try_insert(place, one).map_err(|_| Error::<T>::TooManyActions.into())
		},
	}
}

/// The series of a resource, and a rule of its policy.
fn rule<T: Config>(resource: ResourceId, place: u8) -> Option<(u32, Rule)> {
	let resource = Resources::<T>::get(resource)?;
	let policy = Policies::<T>::get(resource.policy?)?;
	let rule = policy.body.rules.into_iter().nth(place.into())?;
	Some((resource.series, rule))
}

impl<T: Config> Pallet<T> {
	/// Counts so many uses. The first time the account pays the deposit.
	pub(super) fn count(
		payer: &AccountId,
		resource: ResourceId,
		count: &Count,
		uses: u32,
	) -> Result<(), DispatchError> {
		let counted = count.counted();
		let mut counts = match Uses::<T>::get(resource, &counted) {
			Some(before) => before,
			None => {
				let deposit = Self::uses_deposit();
				Self::hold(HoldReason::Uses, payer, deposit)?;
				let (payer, totals) = (payer.clone(), Totals::default());
				access::Uses { window: 0, count: 0, series: 0, totals, payer, deposit }
			},
		};
		count.add::<T>(&mut counts, uses, T::Time::now())?;
		Uses::<T>::insert(resource, &counted, counts);
		Ok(())
	}

	/// The deposit of counted uses. Its key has a number, a hash, and that which is counted for.
	pub(crate) fn uses_deposit() -> Balance {
		let key = NUMBER_KEY.saturating_add(KEY_HASH).saturating_add(Counted::max_encoded_len());
		Self::price(key.saturating_add(access::Uses::max_encoded_len()))
	}
}
