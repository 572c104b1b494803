//! A topic is opened.

use crate::{Config, Error, Event, Groups, HoldReason, Pallet, Topic, Topics, MAX_ALIASES};
use codec::MaxEncodedLen;
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use jmt_primitives::{
	proofs::{scope::topic_end, GroupId, Route, TopicId},
	time::DAY_MS,
	AccountId, Balance, Moment,
};
use sp_runtime::{ArithmeticError, DispatchResult};

/// How far ahead the end of a topic may lie that the group's owner opens: 366 days.
pub const MAX_AHEAD: Moment = 366 * DAY_MS;

/// The same for anybody else: 30 days. A group that is being closed, and its deposit, wait for strangers so long.
pub const MAX_STRANGERS_AHEAD: Moment = 30 * DAY_MS;

impl<T: Config> Pallet<T> {
	/// Held for a topic with so many aliases, the bounty included.
	pub(crate) fn topic_deposit(most: u32) -> Option<Balance> {
		let key = 12usize.saturating_add(48);
		let entry = Self::price(1, key.saturating_add(Topic::max_encoded_len()));
		let aliases = T::AliasDeposit::get().checked_mul(most.into())?;
		entry.checked_add(aliases)?.checked_add(T::TopicBounty::get())
	}

	/// Opens a topic and holds the price of all its aliases. Anybody may ask any group. With a route, its words come
	/// through that pallet alone.
	///
	/// Its name says its end. A topic is closed after that, so that its name is never good again: no alias of it counts
	/// a second time.
	pub(crate) fn do_open_topic(
		opener: AccountId,
		group: GroupId,
		topic: TopicId,
		ends: Moment,
		most: u32,
		route: Option<Route>,
	) -> DispatchResult {
		let mut asked = Groups::<T>::get(group).ok_or(Error::<T>::UnknownGroup)?;
		ensure!(!asked.closing, Error::<T>::GroupClosing);
		ensure!(topic_end(&topic) == ends, Error::<T>::TopicNamesAnotherEnd);
		let now = T::Time::now();
		ensure!(now <= ends, Error::<T>::TopicEnded);
		let ahead = if opener == asked.owner { MAX_AHEAD } else { MAX_STRANGERS_AHEAD };
		ensure!(ends <= now.saturating_add(ahead), Error::<T>::TopicEndsTooFar);
		ensure!((1..=MAX_ALIASES).contains(&most), Error::<T>::BadMost);
		ensure!(!Topics::<T>::contains_key(group, topic), Error::<T>::TopicExists);
		asked.topics = asked.topics.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let deposit = Self::topic_deposit(most).ok_or(ArithmeticError::Overflow)?;

		Self::hold(HoldReason::Topic, &opener, deposit)?;
		Groups::<T>::insert(group, asked);
		let bounty = T::TopicBounty::get();
		let cleared = None;
		let entry =
			Topic { opener: opener.clone(), ends, most, used: 0, deposit, bounty, route, cleared };
		Topics::<T>::insert(group, topic, entry);
		Self::deposit_event(Event::TopicOpened {
			group,
			topic,
			opener,
			ends,
			most,
			deposit,
			route,
		});
		Ok(())
	}
}
