//! Ways through eras of staking.

use crate::Chain;
use frame_support::traits::Get;
use jmt_runtime::{parameters::dynamic::consensus::EpochSlots, Runtime};
use pallet_staking::ActiveEra;
use sp_staking::EraIndex;

/// Blocks within which an era of a development preset ends.
const ERA_BLOCKS: usize = 200;

/// The era that is paid for now.
pub fn active_era(chain: &mut Chain) -> EraIndex {
	chain.read(|| ActiveEra::<Runtime>::get().expect("eras have begun").index)
}

/// Makes blocks until an era ends, and says which.
pub fn until_era_ends(chain: &mut Chain) -> EraIndex {
	let era = active_era(chain);
	for _ in 0..ERA_BLOCKS {
		chain.block(Vec::new());
		if active_era(chain) > era {
			return era;
		}
	}
	panic!("era {era} does not end");
}

/// Ends an epoch, on the preset for development also an era, with one block after slots that stay empty.
pub fn end_era_at_once(chain: &mut Chain) {
	let slots: u64 = chain.read(EpochSlots::get);
	chain.skip(slots - 1);
	chain.block(Vec::new());
}
