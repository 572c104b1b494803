//! A validator's own record of what it signed, so that it does not sign twice after it was killed.
//!
//! GRANDPA writes each vote into the node's database before it signs it, but the database only queues what it is
//! given, and asks the disk to keep it once 64 MiB have come together. A process that is killed may forget what
//! was queued, and a machine that loses power all of the last minutes, while the vote is on the wire: the
//! validator would vote again in that round, perhaps for another block, and be slashed. BABE remembers in the
//! same database, if at all, that it made a block in a slot.
//!
//! So what is signed is written to a small file of its own first, and the disk has to keep it (`file`,
//! [`record`]). [`keystore`] lets no vote pass that contradicts the file, [`author`] no second block of a slot,
//! and [`voter`] gives GRANDPA its votes back when it starts, so that it casts the same ones again: without them
//! the others might wait for ever.
//!
//! Does not protect against: two nodes with the same keys; a file that was deleted or replaced by an older copy.

pub mod author;
mod file;
pub mod keystore;
pub mod record;
pub mod voter;

pub use record::{Error, Record};

use jmt_primitives::{BlockNumber, Hash};
use sc_client_api::AuxStore;
use sc_service::{ChainType, Configuration};
use std::sync::Arc;

/// Name of the file, beside the database.
pub const FILE: &str = "votes";

/// A block that was voted for.
pub type Target = (Hash, BlockNumber);

/// Opens the record of a validator and gives its votes back to GRANDPA, which has not read the database yet. A
/// node that is no validator has none, nor has one of a development chain, which has no other validators.
pub fn open(config: &Configuration, store: &impl AuxStore) -> Result<Option<Arc<Record>>, Error> {
	let development = config.chain_spec.chain_type() == ChainType::Development;
	if !config.role.is_authority() || development {
		return Ok(None);
	}
	let folder = config.base_path.config_dir(config.chain_spec.id());
	let record = Record::open(&folder.join(FILE))?;
	let live = config.chain_spec.chain_type() == ChainType::Live;
	if !live && !record.is_empty() && !voter::has_state(store)? {
		// All of a local network may have been purged: nobody waits for the old votes, or remembers them.
		log::warn!(
			"The database is new, so the record of votes of this local network begins anew."
		);
		record.clear()?;
	}
	voter::restore(&record, store)?;
	Ok(Some(Arc::new(record)))
}
