//! Signed calls of development accounts, built from the chain's own metadata.

use crate::{chain, Error, Node, Result};
use codec::{Compact, Decode, Encode};
use frame_metadata::{
	v14::{RuntimeMetadataV14, StorageEntryType},
	RuntimeMetadata, RuntimeMetadataPrefixed,
};
use jmt_metadata_json::all_to_json;
use scale_info::TypeDef;
use serde_json::{json, Value};
use sp_core::{sr25519, H256};
use sp_crypto_hashing::blake2_256;

/// The trait that gives an account's public key.
pub use sp_core::Pair;

/// Version 4, signed.
const SIGNED_V4: u8 = 0x84;

/// The indices and extensions that a chain accepts calls with.
#[derive(Clone, Debug)]
pub struct Calls {
	genesis: H256,
	spec_version: u32,
	transaction_version: u32,
	/// Pallet and call index of `Balances.transfer_keep_alive`.
	transfer: [u8; 2],
	/// Of `System.remark`.
	remark: [u8; 2],
	/// Of `Staking.payout_stakers`.
	payout: [u8; 2],
	/// Of `Sudo.sudo`.
	sudo: [u8; 2],
	/// Of `System.set_code`.
	set_code: [u8; 2],
	/// Of `System.set_code_without_checks`.
	set_code_without_checks: [u8; 2],
	/// The transaction extensions, in their order.
	extensions: Vec<String>,
	metadata: RuntimeMetadataV14,
}

impl Calls {
	/// Learns it from a node.
	pub async fn of(node: &Node) -> Result<Self> {
		let version = node.rpc("state_getRuntimeVersion", json!([])).await?;
		let number = |field: &str| {
			version[field]
				.as_u64()
				.and_then(|number| u32::try_from(number).ok())
				.ok_or_else(|| Error::shape("state_getRuntimeVersion", &version))
		};
		let metadata = node.rpc("state_getMetadata", json!([])).await?;
		let metadata = decode_metadata(&chain::text("state_getMetadata", &metadata)?)?;
		let genesis = bytes(&node.genesis_hash().await?)?;
		Ok(Self {
			genesis: H256::from_slice(&genesis),
			spec_version: number("specVersion")?,
			transaction_version: number("transactionVersion")?,
			transfer: call_index(&metadata, "Balances", "transfer_keep_alive")?,
			remark: call_index(&metadata, "System", "remark")?,
			payout: call_index(&metadata, "Staking", "payout_stakers")?,
			sudo: call_index(&metadata, "Sudo", "sudo")?,
			set_code: call_index(&metadata, "System", "set_code")?,
			set_code_without_checks: call_index(&metadata, "System", "set_code_without_checks")?,
			extensions: metadata
				.extrinsic
				.signed_extensions
				.iter()
				.map(|extension| extension.identifier.clone())
				.collect(),
			metadata,
		})
	}

	/// Pallet and call index of a call.
	pub fn index(&self, pallet: &str, call: &str) -> Result<[u8; 2]> {
		call_index(&self.metadata, pallet, call)
	}

	/// The events of a block as JSON, by the bytes of its `System.Events`: each has its `event` by pallet and name.
	pub fn events(&self, stored: &[u8]) -> Result<Vec<Value>> {
		let missing = || Error::shape("metadata", "no System.Events");
		let system = self.metadata.pallets.iter().find(|pallet| pallet.name == "System");
		let storage = system.and_then(|system| system.storage.as_ref()).ok_or_else(missing)?;
		let events = storage.entries.iter().find(|entry| entry.name == "Events");
		let StorageEntryType::Plain(list) = &events.ok_or_else(missing)?.ty else {
			return Err(missing());
		};
		match all_to_json(stored, list.id, &self.metadata.types) {
			Ok(Value::Array(records)) => Ok(records),
			Ok(other) => Err(Error::shape("events", other)),
			Err(error) => Err(Error::shape("events", error)),
		}
	}

	/// The hexadecimal extrinsic that moves `amount` planck.
	pub fn transfer(
		&self,
		from: &sr25519::Pair,
		nonce: u32,
		to: &sr25519::Public,
		amount: u128,
	) -> Result<String> {
		// `MultiAddress::Id` has index 0.
		self.sign(from, nonce, (self.transfer, 0u8, to.0, Compact(amount)).encode())
	}

	/// The hexadecimal extrinsic that does nothing, with this many bytes.
	pub fn remark(&self, from: &sr25519::Pair, nonce: u32, bytes: usize) -> Result<String> {
		self.sign(from, nonce, (self.remark, vec![0u8; bytes]).encode())
	}

	/// The hexadecimal extrinsic that collects what a validator and its nominators earned in an era.
	pub fn payout(
		&self,
		from: &sr25519::Pair,
		nonce: u32,
		validator: &sr25519::Public,
		era: u32,
	) -> Result<String> {
		self.sign(from, nonce, (self.payout, validator.0, era).encode())
	}

	/// The hexadecimal extrinsic with which the sudo key upgrades the runtime to `code`, whose version has to
	/// be higher.
	pub fn upgrade(&self, sudo: &sr25519::Pair, nonce: u32, code: &[u8]) -> Result<String> {
		self.as_root(sudo, nonce, &(self.set_code, code).encode())
	}

	/// The same for a `code` of any version.
	pub fn replace_code(&self, sudo: &sr25519::Pair, nonce: u32, code: &[u8]) -> Result<String> {
		self.as_root(sudo, nonce, &(self.set_code_without_checks, code).encode())
	}

	/// The hexadecimal extrinsic with which the sudo key makes an encoded call with the rights of Root. The call begins
	/// with its [`Calls::index`].
	pub fn as_root(&self, sudo: &sr25519::Pair, nonce: u32, call: &[u8]) -> Result<String> {
		self.sign(sudo, nonce, [&self.sudo[..], call].concat())
	}

	/// The hexadecimal extrinsic of an encoded call, which begins with its [`Calls::index`].
	pub fn sign(&self, from: &sr25519::Pair, nonce: u32, call: Vec<u8>) -> Result<String> {
		let (mut extra, mut additional) = (Vec::new(), Vec::new());
		for extension in &self.extensions {
			match extension.as_str() {
				"AuthorizeCall" | "CheckNonZeroSender" | "CheckWeight" | "WeightReclaim" => {},
				"CheckSpecVersion" => self.spec_version.encode_to(&mut additional),
				"CheckTxVersion" => self.transaction_version.encode_to(&mut additional),
				"CheckGenesis" => self.genesis.encode_to(&mut additional),
				"CheckMortality" => {
					// Immortal: era 0, checked against the genesis.
					0u8.encode_to(&mut extra);
					self.genesis.encode_to(&mut additional);
				},
				"CheckNonce" => Compact(nonce).encode_to(&mut extra),
				"ChargeTransactionPayment" => Compact(0u128).encode_to(&mut extra),
				"CheckMetadataHash" => {
					// Mode disabled, no hash.
					0u8.encode_to(&mut extra);
					0u8.encode_to(&mut additional);
				},
				unknown => return Err(Error::shape("transaction extensions", unknown)),
			}
		}
		let mut payload = [call.as_slice(), &extra, &additional].concat();
		if payload.len() > 256 {
			payload = blake2_256(&payload).to_vec();
		}
		// `MultiSignature::Sr25519` has index 1.
		let signature = (1u8, from.sign(&payload).0).encode();
		let sender = (0u8, from.public().0).encode();
		let body = [&[SIGNED_V4], sender.as_slice(), &signature, &extra, &call].concat();
		Ok(format!("0x{}", hex::encode(body.encode())))
	}
}

/// The development account with this derivation, as in `//Alice`.
pub fn account(derivation: &str) -> Result<sr25519::Pair> {
	sr25519::Pair::from_string(derivation, None)
		.map_err(|error| Error::shape(derivation, format!("{error:?}")))
}

/// The next nonce of an account, counting the pool.
pub async fn next_nonce(node: &Node, account: &sr25519::Public) -> Result<u32> {
	let address = address(account);
	let nonce = node.rpc("system_accountNextIndex", json!([address])).await?;
	nonce
		.as_u64()
		.and_then(|nonce| u32::try_from(nonce).ok())
		.ok_or_else(|| Error::shape("system_accountNextIndex", nonce))
}

/// An account's address with the prefix of JMT.
pub fn address(account: &sr25519::Public) -> String {
	use sp_core::crypto::{Ss58AddressFormat, Ss58Codec};
	account.to_ss58check_with_version(Ss58AddressFormat::custom(jmt_primitives::SS58_PREFIX))
}

/// The bytes of a hexadecimal string with its prefix.
pub fn bytes(hexadecimal: &str) -> Result<Vec<u8>> {
	hex::decode(hexadecimal.trim_start_matches("0x"))
		.map_err(|error| Error::shape("hexadecimal string", error))
}

/// How many extrinsics a block of `chain_getBlock` holds.
pub fn extrinsics(block: &Value) -> usize {
	block.pointer("/block/extrinsics").and_then(Value::as_array).map_or(0, Vec::len)
}

fn decode_metadata(hexadecimal: &str) -> Result<RuntimeMetadataV14> {
	let encoded = bytes(hexadecimal)?;
	let prefixed = RuntimeMetadataPrefixed::decode(&mut encoded.as_slice())
		.map_err(|error| Error::shape("metadata", error))?;
	match prefixed.1 {
		RuntimeMetadata::V14(metadata) => Ok(metadata),
		other => Err(Error::shape("metadata", format!("version {}", other.version()))),
	}
}

fn call_index(metadata: &RuntimeMetadataV14, pallet: &str, call: &str) -> Result<[u8; 2]> {
	let missing = || Error::shape("metadata", format!("no call {pallet}.{call}"));
	let pallet = metadata.pallets.iter().find(|entry| entry.name == pallet).ok_or_else(missing)?;
	let calls = pallet.calls.as_ref().ok_or_else(missing)?;
	let calls = metadata.types.resolve(calls.ty.id).ok_or_else(missing)?;
	match &calls.type_def {
		TypeDef::Variant(variants) => variants
			.variants
			.iter()
			.find(|variant| variant.name == call)
			.map(|variant| [pallet.index, variant.index])
			.ok_or_else(missing),
		_ => Err(missing()),
	}
}
