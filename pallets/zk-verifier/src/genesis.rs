//! The keys that stand since genesis.

use crate::{Config, DevelopmentKeys, Pallet};
use jmt_primitives::proofs::GenesisKey;

/// Stores the keys. Panics on one that is refused, or named twice.
pub(crate) fn build<T: Config>(keys: &[GenesisKey], development: bool) {
	DevelopmentKeys::<T>::put(development);
	for GenesisKey { bytes, purpose, set_up } in keys {
		let stored = Pallet::<T>::store_key(None, bytes, *purpose, *set_up);
		assert!(stored.is_ok(), "genesis names the key for {purpose:?}: {:?}", stored.err());
	}
}
