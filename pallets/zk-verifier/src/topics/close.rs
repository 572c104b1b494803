//! A topic is cleared after its end, in steps of so many aliases.

use crate::{Aliases, Config, Error, Event, Groups, HoldReason, Pallet, Topic, Topics, WeightInfo};
use frame_support::{
	defensive,
	dispatch::DispatchResultWithPostInfo,
	ensure,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
		Time,
	},
};
use jmt_primitives::{
	proofs::{GroupId, TopicId},
	AccountId, Balance,
};
use sp_runtime::{ArithmeticError, DispatchError, SaturatedConversion};

/// Aliases that one call clears at most.
pub const MAX_CLEARED: u32 = 1_000;

impl<T: Config> Pallet<T> {
	/// Clears aliases of a topic that has ended, and pays the sender its part of the bounty. With the last one the topic
	/// goes, and the rest of the deposit goes back to the opener. Once a block.
	pub(crate) fn do_close_topic(
		by: AccountId,
		group: GroupId,
		id: TopicId,
		n: u32,
	) -> DispatchResultWithPostInfo {
		let mut topic = Topics::<T>::get(group, id).ok_or(Error::<T>::UnknownTopic)?;
		// The end itself still belongs to the topic.
		ensure!(topic.ends < T::Time::now(), Error::<T>::TopicOpen);
		ensure!(n > 0, Error::<T>::NothingToClear);
		// The search for aliases begins at the first one, and passes those that this block has cleared before: nobody
		// would pay for that.
		let block = frame_system::Pallet::<T>::block_number();
		ensure!(topic.cleared != Some(block), Error::<T>::ClearedInThisBlock);
		let most = n.min(MAX_CLEARED);
		let scope = Self::scope_of(group, &id);
		let cleared = Aliases::<T>::drain_prefix(scope).take(most.saturated_into()).count();
		let count: u32 = cleared.saturated_into();
		if count < most.min(topic.used) {
			defensive!("a topic counts its aliases");
			topic.used = count;
		}
		let bounty = Self::bounty_of(&topic, count)?;
		Self::pay_bounty(&topic.opener, &by, bounty)?;
		topic.cleared = Some(block);
		topic.used = topic.used.saturating_sub(count);
		topic.bounty = topic.bounty.saturating_sub(bounty);
		topic.deposit = topic.deposit.saturating_sub(bounty);
		Self::deposit_event(Event::TopicCleared { group, topic: id, by, count, bounty });
		if topic.used > 0 {
			Topics::<T>::insert(group, id, topic);
		} else {
			Self::end_topic(group, id, topic)?;
		}
		Ok(Some(T::WeightInfo::close_topic(count)).into())
	}

	/// The part of the bounty for so many of the aliases that are left. Division rounds down, and whoever clears the
	/// last one gets all that is left.
	fn bounty_of(topic: &Topic, count: u32) -> Result<Balance, DispatchError> {
		if count >= topic.used {
			return Ok(topic.bounty);
		}
		let part = topic.bounty.checked_mul(count.into()).ok_or(ArithmeticError::Overflow)?;
		Ok(part.checked_div(topic.used.into()).unwrap_or_default())
	}

	fn pay_bounty(
		opener: &AccountId,
		to: &AccountId,
		bounty: Balance,
	) -> Result<(), DispatchError> {
		if opener == to {
			return Self::release(HoldReason::Topic, opener, bounty).map(drop);
		}
		T::Currency::transfer_on_hold(
			&HoldReason::Topic.into(),
			opener,
			to,
			bounty,
			Precision::Exact,
			Restriction::Free,
			// The opener may have frozen what is held: that does not keep a topic from being cleared.
			Fortitude::Force,
		)
		.map(drop)
	}

	fn end_topic(group: GroupId, id: TopicId, topic: Topic) -> Result<(), DispatchError> {
		let Topic { opener, deposit, .. } = topic;
		let deposit = Self::release(HoldReason::Topic, &opener, deposit)?;
		Topics::<T>::remove(group, id);
		Groups::<T>::mutate(group, |asked| match asked {
			Some(asked) => asked.topics = asked.topics.saturating_sub(1),
			None => {
				defensive!("a group with topics does not close");
			},
		});
		Self::deposit_event(Event::TopicClosed { group, topic: id, opener, deposit });
		Ok(())
	}
}
