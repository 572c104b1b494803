//! Invariants, each as a sentence and as a check.

mod devices;
mod domains;
mod life;
mod manifests;
mod money;
mod units;

use crate::{Config, Pallet};
use jmt_primitives::Invariants;
use sp_runtime::TryRuntimeError;

impl<T: Config> Invariants for Pallet<T> {
	const NAME: &'static str = "Devices";

	fn check() -> Result<(), TryRuntimeError> {
		Self::count_is_number_of_devices()?;
		Self::ids_derive_from_keys()?;
		Self::keys_are_reserved()?;
		Self::aliases_are_of_devices()?;
		Self::profiles_are_of_devices()?;
		Self::index_names_owners()?;
		Self::members_are_devices_of_domains()?;
		Self::domains_are_trees()?;
		Self::domains_count_what_is_theirs()?;
		Self::links_lead_elsewhere_in_time()?;
		Self::manifests_are_of_domains()?;
		Self::flags_belong_to_manifests()?;
		Self::members_joined_by_set_flags()?;
		Self::units_count_once()?;
		Self::roots_count_their_units()?;
		Self::deposits_of_devices_are_held()?;
		Self::deposits_of_domains_are_held()?;
		Self::deposits_of_links_are_held()?;
		Self::deposits_of_manifests_are_held()?;
		Self::prepaid_accounts_hold_for_their_domains()
	}
}
