//! One block for each slot: an own block's slot is recorded before the block is imported, and so before it leaves.

use super::Record;
use jmt_runtime::opaque::Block;
use jsonrpsee::core::async_trait;
use sc_consensus::{BlockCheckParams, BlockImport, BlockImportParams, ImportResult};
use sp_consensus::Error;
use std::sync::Arc;

/// Imports the blocks that this node makes.
pub struct RecordedImport<I> {
	/// Imports them.
	pub inner: I,
	/// A validator's record; without one nothing is recorded.
	pub record: Option<Arc<Record>>,
}

#[async_trait]
impl<I: BlockImport<Block, Error = Error> + Send + Sync> BlockImport<Block> for RecordedImport<I> {
	type Error = Error;

	async fn check_block(&self, block: BlockCheckParams<Block>) -> Result<ImportResult, Error> {
		self.inner.check_block(block).await
	}

	async fn import_block(&self, block: BlockImportParams<Block>) -> Result<ImportResult, Error> {
		if let Some(record) = &self.record {
			let digest = sc_consensus_babe::find_pre_digest::<Block>(&block.header)
				.map_err(|error| Error::ClientImport(error.to_string()))?;
			record.author(digest.slot()).map_err(|error| Error::CannotSign(error.to_string()))?;
		}
		self.inner.import_block(block).await
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::Hash;
	use jmt_runtime::opaque::Header;
	use sp_consensus::BlockOrigin;
	use sp_consensus_babe::digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest};
	use sp_runtime::{generic::DigestItem, traits::Header as _, Digest};
	use std::{fs, sync::Mutex};
	use tempfile::TempDir;

	/// Takes every block, and keeps its number.
	#[derive(Default)]
	struct Taken(Mutex<Vec<u32>>);

	#[async_trait]
	impl BlockImport<Block> for Taken {
		type Error = Error;

		async fn check_block(&self, _: BlockCheckParams<Block>) -> Result<ImportResult, Error> {
			Ok(ImportResult::imported(false))
		}

		async fn import_block(
			&self,
			block: BlockImportParams<Block>,
		) -> Result<ImportResult, Error> {
			self.0.lock().unwrap().push(*block.header.number());
			Ok(ImportResult::imported(true))
		}
	}

	/// As after a restart.
	fn started(dir: &TempDir) -> RecordedImport<Taken> {
		let record = Record::open(&dir.path().join("votes")).unwrap();
		RecordedImport { inner: Taken::default(), record: Some(Arc::new(record)) }
	}

	fn block(number: u32, slot: u64) -> BlockImportParams<Block> {
		let digest = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
			authority_index: 0,
			slot: slot.into(),
		});
		let logs = vec![<DigestItem as CompatibleDigestItem>::babe_pre_digest(digest)];
		let zero = Hash::zero();
		let header = Header::new(number, zero, zero, zero, Digest { logs });
		BlockImportParams::new(BlockOrigin::Own, header)
	}

	#[tokio::test]
	async fn a_second_block_of_a_slot_does_not_leave_even_after_a_restart() {
		let dir = TempDir::new().unwrap();
		started(&dir).import_block(block(1, 100)).await.unwrap();
		let import = started(&dir);
		let refused = import.import_block(block(2, 100)).await.unwrap_err();
		assert!(matches!(refused, Error::CannotSign(_)), "{refused}");
		import.import_block(block(3, 101)).await.unwrap();
		assert_eq!(*import.inner.0.lock().unwrap(), [3]);
	}

	#[tokio::test]
	async fn a_block_whose_slot_cannot_be_recorded_does_not_leave() {
		let dir = TempDir::new().unwrap();
		let import = started(&dir);
		fs::create_dir(dir.path().join("votes.new")).unwrap();
		assert!(import.import_block(block(1, 100)).await.is_err());
		assert!(import.inner.0.lock().unwrap().is_empty());
	}
}
