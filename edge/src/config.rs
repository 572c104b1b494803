//! The chain's types as subxt asks for them, and what it need not ask the chain for.

use jmt_light::RuntimeVersions;
use jmt_primitives::Hash;
use std::sync::Arc;
use subxt::{
	config::{
		substrate::{AccountId32, DynamicHasher256, MultiSignature, SubstrateHeader},
		Config, SubstrateExtrinsicParams,
	},
	metadata::ArcMetadata,
	utils::MultiAddress,
	Metadata, SubstrateConfig,
};

/// Types and hashes as in [`SubstrateConfig`]; runtime versions from the light client.
#[derive(Clone, Debug)]
pub struct JmtConfig {
	substrate: SubstrateConfig,
	versions: RuntimeVersions,
}

impl JmtConfig {
	/// For the chain with this genesis. `metadata` is what is known already, with its specification
	/// version.
	pub fn new(
		genesis: Hash,
		metadata: Option<(u32, Metadata)>,
		versions: RuntimeVersions,
	) -> Self {
		let known = metadata.map(|(version, metadata)| (version, Arc::new(metadata)));
		let substrate = SubstrateConfig::builder()
			.set_genesis_hash(genesis)
			.set_metadata_for_spec_versions(known)
			.build();
		Self { substrate, versions }
	}
}

impl Config for JmtConfig {
	type AccountId = AccountId32;
	type Address = MultiAddress<AccountId32, u32>;
	type Signature = MultiSignature;
	type Hasher = DynamicHasher256;
	type Header = SubstrateHeader<Hash>;
	type TransactionExtensions = SubstrateExtrinsicParams<Self>;
	type AssetId = u32;

	fn genesis_hash(&self) -> Option<Hash> {
		self.substrate.genesis_hash()
	}

	/// Asked for blocks that the light client follows, or that were finalized shortly before: as long as
	/// all of these have the same runtime, the number does not matter.
	fn spec_and_transaction_version_for_block_number(&self, _: u64) -> Option<(u32, u32)> {
		self.versions.common()
	}

	fn metadata_for_spec_version(&self, spec_version: u32) -> Option<ArcMetadata> {
		self.substrate.metadata_for_spec_version(spec_version)
	}

	fn set_metadata_for_spec_version(&self, spec_version: u32, metadata: ArcMetadata) {
		self.substrate.set_metadata_for_spec_version(spec_version, metadata);
	}
}
