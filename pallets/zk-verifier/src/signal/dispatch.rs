//! A signal takes effect.

use super::{Checked, Signal};
use crate::{Aliases, Config, Error, Event, Pallet, Topics};
use frame_support::{dispatch::DispatchResultWithPostInfo, ensure, traits::EnsureOrigin};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use jmt_primitives::{
	authorized::{FreeShare, Share},
	proofs::{
		stamp::Stamp, Alias, GroupId, Membership, MembershipProof, NotMember, Route, TopicId,
	},
	AccountId, Hash, Moment,
};
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> Pallet<T> {
	/// Takes a signal: one that pays after all checks, one without a fee after the cheap ones, since its proof was
	/// verified when it was authorised.
	pub(crate) fn do_signal(
		origin: OriginFor<T>,
		signal: &Signal,
		stamp: Option<&Stamp>,
	) -> DispatchResultWithPostInfo {
		let weight = Self::signal_weight(stamp);
		match T::FreeOrigin::try_origin(origin) {
			Ok(_) => {
				// Without one it was not authorised.
				ensure!(stamp.is_some(), DispatchError::BadOrigin);
				let checked = Self::check(signal, None).map_err(Error::<T>::from)?;
				Self::take(signal, checked)?;
				T::FreeShare::book(Share::ZeroKnowledge, weight);
			},
			Err(origin) => {
				ensure_signed(origin)?;
				ensure!(stamp.is_none(), Error::<T>::StampGiven);
				Self::take_proven(signal, None)?;
			},
		}
		Ok(Some(weight).into())
	}

	/// Takes a signal after all checks, the proof included.
	fn take_proven(signal: &Signal, route: Option<&Route>) -> Result<(), DispatchError> {
		let checked = Self::check(signal, route).map_err(Error::<T>::from)?;
		Self::prove(signal, &checked).map_err(Error::<T>::from)?;
		Self::take(signal, checked)
	}

	/// Notes the alias, and tells of it.
	fn take(signal: &Signal, checked: Checked) -> Result<(), DispatchError> {
		let Signal { group, topic: id, message, proof } = *signal;
		let Checked { scope, mut topic, .. } = checked;
		let alias = proof.nullifier;
		topic.used = topic.used.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		Topics::<T>::insert(group, id, topic);
		Aliases::<T>::insert(scope, alias, ());
		Self::deposit_event(Event::Signalled { group, topic: id, alias, message });
		Ok(())
	}
}

impl<T: Config> Membership for Pallet<T> {
	fn open(
		route: &Route,
		opener: &AccountId,
		group: GroupId,
		topic: &TopicId,
		ends: Moment,
		most: u32,
	) -> Result<(), DispatchError> {
		Self::do_open_topic(opener.clone(), group, *topic, ends, most, Some(*route))
	}

	fn signal(
		route: &Route,
		group: GroupId,
		topic: &TopicId,
		message: &Hash,
		proof: &MembershipProof,
	) -> Result<Alias, DispatchError> {
		let signal = Signal { group, topic: *topic, message: *message, proof: *proof };
		Self::take_proven(&signal, Some(route))?;
		Ok(proof.nullifier)
	}

	fn check(
		group: GroupId,
		scope: &Hash,
		message: &Hash,
		proof: &MembershipProof,
	) -> Result<Alias, NotMember> {
		Self::check_member(group, scope, message, proof)
	}
}
