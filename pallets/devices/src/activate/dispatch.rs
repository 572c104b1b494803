//! An authorised activation takes effect. It cannot fail: all that it rests on was looked at moments ago.

use super::{authorize::Activation, costs};
use crate::{
	Activated, Config, Count, Device, Devices, Domains, Event, HoldReason, Manifests, Members,
	Owned, Pallet,
};
use frame_support::{
	traits::{
		fungible::{Mutate, MutateHold},
		tokens::Preservation,
		Defensive, Get,
	},
	weights::Weight,
};
use jmt_primitives::{
	devices::{Member, MemberState, Payer},
	merkle::locate,
	KeyType,
};
use sp_runtime::{ArithmeticError, DispatchError, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// Holds the deposit on the domain's prepaid account, pays the price out of it, sets the leaf's flag and stores the
	/// device. Returns the weight that it took.
	pub(crate) fn do_activate(
		activation: &Activation<'_>,
		key_type: KeyType,
	) -> Result<Weight, DispatchError> {
		let Activation { manifest, leaf, proof, owner, encryption, .. } = *activation;
		let (device, index) = (leaf.key.id(), leaf.index);
		let p = proof.len().saturated_into();
		let lost = || DispatchError::Other("an authorised activation has a manifest and a domain");
		let stored = Manifests::<T>::get(manifest).ok_or_else(lost).defensive()?;
		let id = stored.domain;
		let mut domain = Domains::<T>::get(id).ok_or_else(lost).defensive()?;
		let overflow = DispatchError::Arithmetic(ArithmeticError::Overflow);
		domain.members = domain.members.checked_add(1).ok_or(overflow).defensive()?;
		let count = Count::<T>::get().checked_add(1).ok_or(overflow).defensive()?;

		let account = Self::prepaid_account(id);
		let deposit = T::Deposit::get();
		let price = Self::activation_price(costs::deepest::<T::WeightInfo>(key_type, p));
		T::Currency::hold(&HoldReason::Device.into(), &account, deposit).defensive()?;
		T::Currency::transfer(&account, &T::Ecosystem::get(), price, Preservation::Preserve)
			.defensive()?;

		let unit = Self::take_by_leaf(&stored, leaf, &device)?;
		let (chunk, flag) = locate(index);
		Activated::<T>::mutate(manifest, chunk, |flags| flags.set(flag));
		let block = frame_system::Pallet::<T>::block_number();
		Devices::<T>::insert(device, Device::new(leaf.key, owner.clone(), deposit, block));
		Owned::<T>::insert(owner, device, ());
		let member = Member {
			domain: Some(id),
			leaf: Some((manifest, index)),
			payer: Payer::Domain,
			unit,
			state: MemberState::Active,
			// Zeros say that the device has no such key.
			encryption: Some(*encryption).filter(|key| *key != [0; 32]),
			epoch: 0,
			offered_to: None,
			moves: 0,
		};
		Members::<T>::insert(device, member);
		Count::<T>::put(count);
		let d = domain.depth.into();
		Domains::<T>::insert(id, domain);
		Self::deposit_event(Event::DeviceActivated {
			manifest,
			index,
			device,
			domain: id,
			owner: owner.clone(),
			deposit,
			price,
		});
		if let Some(unit) = unit {
			let (owner, taken_from) = (owner.clone(), None);
			Self::deposit_event(Event::UnitBound { device, owner, unit, taken_from });
		}
		Ok(costs::activation::<T::WeightInfo>(key_type, d, p))
	}
}
