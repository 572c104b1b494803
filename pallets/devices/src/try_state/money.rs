//! Deposits: each is held on the account that gets it back, and nothing else is held with these reasons there.

use crate::{Config, Devices, Domains, HoldReason, Manifests, Members, Pallet, Trust};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use jmt_primitives::{AccountId, Balance};
use sp_runtime::TryRuntimeError;

/// The deposits that each account pays.
type Sums = BTreeMap<AccountId, Balance>;

fn sum_up(of: impl Iterator<Item = (AccountId, Balance)>) -> Result<Sums, TryRuntimeError> {
	let mut sums = Sums::new();
	for (payer, deposit) in of {
		let sum = sums.entry(payer).or_default();
		*sum = sum
			.checked_add(deposit)
			.ok_or(TryRuntimeError::Other("the deposits of an account overflow"))?;
	}
	Ok(sums)
}

impl<T: Config> Pallet<T> {
	fn ensure_held(
		reason: HoldReason,
		sums: &Sums,
		fault: &'static str,
	) -> Result<(), TryRuntimeError> {
		let reason = reason.into();
		for (payer, sum) in sums {
			ensure!(T::Currency::balance_on_hold(&reason, payer) == *sum, fault);
		}
		Ok(())
	}

	/// The payer of each device, and how much.
	fn payers_of_devices() -> Result<Sums, TryRuntimeError> {
		sum_up(Devices::<T>::iter().map(|(id, device)| {
			let payer = Self::payer_of(&device.owner, Members::<T>::get(id).as_ref());
			(payer, device.deposit)
		}))
	}

	/// The payer of each manifest, and how much.
	fn payers_of_manifests() -> Result<Sums, TryRuntimeError> {
		sum_up(
			Manifests::<T>::iter_values()
				.map(|manifest| (Self::prepaid_account(manifest.domain), manifest.deposit)),
		)
	}

	/// An account's hold for devices is the sum of the deposits of the devices that it pays: those of an owner, or
	/// those that a domain pays.
	pub(super) fn deposits_of_devices_are_held() -> Result<(), TryRuntimeError> {
		let fault = "what is held of a payer is not the sum of the deposits of devices";
		Self::ensure_held(HoldReason::Device, &Self::payers_of_devices()?, fault)
	}

	/// An account's hold for domains is the sum of the deposits of the domains that it pays.
	pub(super) fn deposits_of_domains_are_held() -> Result<(), TryRuntimeError> {
		let domains = Domains::<T>::iter_values().map(|domain| (domain.payer, domain.deposit));
		let fault = "what is held of a payer is not the sum of the deposits of domains";
		Self::ensure_held(HoldReason::Domain, &sum_up(domains)?, fault)
	}

	/// An account's hold for trust links is the sum of the deposits of the links that it pays.
	pub(super) fn deposits_of_links_are_held() -> Result<(), TryRuntimeError> {
		let links = Trust::<T>::iter_values().map(|link| (link.payer, link.deposit));
		let fault = "what is held of a payer is not the sum of the deposits of trust links";
		Self::ensure_held(HoldReason::Trust, &sum_up(links)?, fault)
	}

	/// A prepaid account's hold for manifests is the sum of the deposits of its domain's manifests.
	pub(super) fn deposits_of_manifests_are_held() -> Result<(), TryRuntimeError> {
		let fault = "what is held of a prepaid account is not the sum of the deposits of manifests";
		Self::ensure_held(HoldReason::Manifest, &Self::payers_of_manifests()?, fault)
	}

	/// The prepaid account of a domain that pays for no device and has no manifest holds nothing for any.
	pub(super) fn prepaid_accounts_hold_for_their_domains() -> Result<(), TryRuntimeError> {
		let (devices, manifests) = (Self::payers_of_devices()?, Self::payers_of_manifests()?);
		for id in Domains::<T>::iter_keys() {
			let account = Self::prepaid_account(id);
			for (reason, sums) in
				[(HoldReason::Device, &devices), (HoldReason::Manifest, &manifests)]
			{
				let held = T::Currency::balance_on_hold(&reason.into(), &account);
				ensure!(held == 0 || sums.contains_key(&account), "a deposit was left behind");
			}
		}
		Ok(())
	}
}
