//! A device comes into a domain or leaves one, and a domain suspends or resumes it.

use crate::{
	Config, Device, Devices, Domains, Error, MemberChange, Members, Pallet, Permit, Rotations,
};
use frame_support::{
	defensive, ensure,
	traits::{Get, Time},
};
use jmt_primitives::{
	devices::{
		DeviceChange, DeviceHook, DeviceStanding, InactiveReason, Member, MemberState, Payer,
	},
	domains::{
		signed::{self, NextMove},
		DomainId,
	},
	AccountId, Balance, DeviceId,
};
use sp_runtime::{traits::Verify, ArithmeticError, DispatchError, DispatchResult};

/// A move that was made.
pub(crate) struct Moved {
	pub from: Option<DomainId>,
	/// Deposit and accounts, where another account pays from now on.
	pub deposit: Option<(AccountId, AccountId, Balance)>,
}

impl<T: Config> Pallet<T> {
	/// Moves the owner's device into a domain that permits it, or out of the one that it is in. The payer of before
	/// gets its deposit back, the new one pays today's.
	pub(crate) fn do_move_device(
		owner: &AccountId,
		device: &DeviceId,
		to: Option<DomainId>,
		permit: Option<Permit>,
	) -> Result<Moved, DispatchError> {
		let mut stored = Self::device_of(owner, device)?;
		let before = Members::<T>::get(device);
		let state = before.as_ref().map(|member| member.state);
		ensure!(state != Some(MemberState::Revoked), Error::<T>::Revoked);
		let from = before.as_ref().and_then(|member| member.domain);
		let mut member = before.clone().unwrap_or_default();
		let next = NextMove { registered_in: stored.registered_in, moves: member.moves };
		member.moves = member.moves.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let payer = match to {
			Some(to) => {
				ensure!(from != Some(to), Error::<T>::SameDomain);
				Self::permitted(owner, device, next, from, to, permit)?
			},
			None => {
				ensure!(from.is_some(), Error::<T>::NotDomainMember);
				ensure!(permit.is_none(), Error::<T>::BadPermit);
				Payer::Owner
			},
		};
		member.domain = to;
		member.leaf = None;
		member.payer = payer;
		member.state = MemberState::Active;

		let old = Self::payer_of(owner, before.as_ref());
		let new = Self::payer_of(owner, Some(&member));
		let standing = Self::standing_of(&stored, Some(&member));
		if standing != Self::standing_of(&stored, before.as_ref()) {
			T::Hook::on_change(device, owner, DeviceChange::Standing(standing));
		}
		let mut moved = Moved { from, deposit: None };
		if old != new {
			let history = Rotations::<T>::get(device);
			let deposit = Self::change_payer(&old, &new, &mut stored, history.as_ref())?;
			Devices::<T>::insert(device, stored);
			moved.deposit = Some((old, new, deposit));
		}
		if let Some(from) = from {
			Self::leave_domain(from);
		}
		if let Some(to) = to {
			Domains::<T>::try_mutate(to, |domain| {
				let domain = domain.as_mut().ok_or(Error::<T>::UnknownDomain)?;
				domain.members = domain.members.checked_add(1).ok_or(ArithmeticError::Overflow)?;
				Ok::<_, DispatchError>(())
			})?;
		}
		Self::forget_capabilities(device);
		Self::put_member(device, member);
		Ok(moved)
	}

	/// The receiving domain's consent to this one move: the word of one of its authorities, or the owner is one itself.
	/// Returns who pays from now on.
	fn permitted(
		owner: &AccountId,
		device: &DeviceId,
		next: NextMove,
		from: Option<DomainId>,
		to: DomainId,
		permit: Option<Permit>,
	) -> Result<Payer, DispatchError> {
		let path = Self::path(to).ok_or(Error::<T>::UnknownDomain)?;
		path.ensure_active::<T>()?;
		let authority = permit.as_ref().map_or(owner, |permit| &permit.authority);
		ensure!(path.rank_of::<T>(authority).is_some(), Error::<T>::NotDomainAuthority);
		let Some(Permit { payer, expires, authority, signature }) = permit else {
			return Ok(Payer::Owner);
		};
		let now = T::Time::now();
		ensure!(now <= expires, Error::<T>::PermitExpired);
		let latest = now.saturating_add(T::MaxRegistrationAge::get());
		ensure!(expires <= latest, Error::<T>::ExpiresTooFar);
		let genesis = Self::genesis_hash();
		let message = signed::permit(&genesis, device, next, from, to, payer, expires);
		ensure!(signature.verify(message.as_slice(), &authority), Error::<T>::BadPermit);
		Ok(payer)
	}

	/// Suspends or resumes a member by its domain or one above, or revokes a device: by its owner, or by its domain
	/// where that pays for it.
	pub(crate) fn do_set_member(
		who: &AccountId,
		device: &DeviceId,
		change: MemberChange,
	) -> DispatchResult {
		let stored = Devices::<T>::get(device).ok_or(Error::<T>::NotRegistered)?;
		let mut member = Members::<T>::get(device).unwrap_or_default();
		ensure!(member.state != MemberState::Revoked, Error::<T>::Revoked);
		member.state = match change {
			MemberChange::Revoke => {
				Self::ensure_may_end(who, &stored, &member)?;
				MemberState::Revoked
			},
			MemberChange::Suspend | MemberChange::Resume => {
				let domain = member.domain.ok_or(Error::<T>::NotDomainMember)?;
				let (_, rank) = Self::authority(domain, who)?;
				match (change, member.state) {
					(MemberChange::Suspend, MemberState::Suspended(by)) => {
						ensure!(rank < by, Error::<T>::AlreadySuspended);
						MemberState::Suspended(rank)
					},
					(MemberChange::Suspend, _) => MemberState::Suspended(rank),
					(_, MemberState::Suspended(by)) => {
						ensure!(rank <= by, Error::<T>::HigherAuthorityNeeded);
						MemberState::Active
					},
					_ => return Err(Error::<T>::NotSuspended.into()),
				}
			},
		};
		let standing = Self::standing_of(&stored, Some(&member));
		T::Hook::on_change(device, &stored.owner, DeviceChange::Standing(standing));
		Self::put_member(device, member);
		Ok(())
	}

	/// The accounts that may revoke a device: its owner, and where its domain pays for it, an authority of that.
	pub(crate) fn ensure_may_end(
		who: &AccountId,
		stored: &Device,
		member: &Member,
	) -> DispatchResult {
		if stored.owner == *who {
			return Ok(());
		}
		match (member.payer, member.domain) {
			(Payer::Domain, Some(domain)) => Self::authority(domain, who).map(|_| ()),
			_ => Err(Error::<T>::NotOwner.into()),
		}
	}

	/// One member of a domain less.
	pub(crate) fn leave_domain(domain: DomainId) {
		Domains::<T>::mutate(domain, |domain| match domain {
			Some(domain) => domain.members = domain.members.saturating_sub(1),
			None => {
				defensive!("a domain with members does not close");
			},
		});
	}

	/// Stores what is known of a device besides its key. A device of which nothing is known has no entry.
	pub(crate) fn put_member(device: &DeviceId, member: Member) {
		if member == Member::default() {
			Members::<T>::remove(device);
		} else {
			Members::<T>::insert(device, member);
		}
	}

	/// Whether a device is active, or the first reason why not: revoked, paused, suspended, or a domain from the top
	/// down.
	pub(crate) fn standing_of(stored: &Device, member: Option<&Member>) -> DeviceStanding {
		let state = member.map(|member| member.state);
		if state == Some(MemberState::Revoked) {
			return DeviceStanding::Inactive(InactiveReason::Revoked);
		}
		if let DeviceStanding::Inactive(reason) = stored.standing.told() {
			return DeviceStanding::Inactive(reason);
		}
		if let Some(MemberState::Suspended(_)) = state {
			return DeviceStanding::Inactive(InactiveReason::Suspended);
		}
		let path = member.and_then(|member| member.domain).and_then(Self::path);
		match path.and_then(|path| path.suspended()) {
			Some(domain) => DeviceStanding::Inactive(InactiveReason::DomainSuspended(domain)),
			None => DeviceStanding::Active,
		}
	}
}
