//! The chain's own pallets: one list, and the indices that are theirs.

use crate::{
	Access, Circulation, Devices, Emission, Foundation, Grants, ProofOfTime, Tasks, Team,
	ZkVerifier,
};

/// Gives `$with!` the chain's own pallets, each by its name in the runtime and its crate. The crate lies in
/// `pallets/`, in the folder of the same name with `-` for `_` and without `pallet_`.
#[macro_export]
macro_rules! own_pallets {
	($with:ident) => {
		$with! {
			Emission pallet_emission,
			Team pallet_team,
			Grants pallet_grants,
			Foundation pallet_foundation,
			Circulation pallet_circulation,
			Devices pallet_devices,
			ProofOfTime pallet_proof_of_time,
			Access pallet_access,
			ZkVerifier pallet_zk_verifier,
			Tasks pallet_tasks,
		}
	};
}

macro_rules! tuple {
	($( $name:ident $crate_name:ident ),+ $(,)?) => {
		/// The chain's own pallets, as one tuple.
		pub type OwnPallets = ( $( $name, )+ );
	};
}

own_pallets!(tuple);

/// Indices in the runtime of the network's own pallets for devices and services, those still to come included.
/// Clients tell pallets apart by their index, so none is ever given to another pallet.
pub const OWN_INDICES: [(&str, u8); 12] = [
	("Data", 40),
	("Communities", 41),
	("Devices", 50),
	("ProofOfTime", 51),
	("Gateways", 52),
	("Access", 53),
	("ZkVerifier", 54),
	("Tasks", 55),
	("TimeMarket", 56),
	("Splits", 57),
	("Packets", 58),
	("Payments", 59),
];
