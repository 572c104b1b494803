//! Migrations of the runtime's own composition. Those of a pallet stand in its crate.

use crate::{FoundationCouncil, Runtime};
use frame_support::{
	storage::{migration::move_pallet, KeyPrefixIterator},
	traits::{OnRuntimeUpgrade, PalletInfoAccess},
	weights::Weight,
};
use sp_io::hashing::twox_128;

/// The name of the council's pallet up to `spec_version` 1.
pub const COUNCIL_BEFORE: &str = "Council";

/// Moves what the council has stored to the name that its pallet has now: members, motions and votes on them, at
/// most as much as its open motions need. Moves nothing the second time.
pub struct RenameCouncil;

impl OnRuntimeUpgrade for RenameCouncil {
	fn on_runtime_upgrade() -> Weight {
		let before = twox_128(COUNCIL_BEFORE.as_bytes()).to_vec();
		let keys = KeyPrefixIterator::new(before.clone(), before, |_| Ok(())).count();
		move_pallet(COUNCIL_BEFORE.as_bytes(), FoundationCouncil::name().as_bytes());
		// Each is looked for twice, read, and written in both places.
		let keys = u64::try_from(keys).unwrap_or(u64::MAX);
		<Runtime as frame_system::Config>::DbWeight::get()
			.reads_writes(keys.saturating_mul(3).saturating_add(2), keys.saturating_mul(2))
	}
}
