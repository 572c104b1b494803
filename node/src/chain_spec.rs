//! Chain specifications: the runtime's genesis presets by name, anything else from a file.
//!
//! A file is looked at before the node touches its database, so that a broken one damages nothing.

use crate::genesis_keys;
use jmt_primitives::{json_text, Hash, SS58_PREFIX, TOKEN_DECIMALS, TOKEN_SYMBOL};
use jmt_runtime::{genesis_presets, opaque::Block};
use sc_chain_spec::{ChainSpecExtension, ChainType, Properties};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use sp_core::bytes::to_hex;
use std::path::{Path, PathBuf};

/// A JMT chain's specification.
pub type ChainSpec = sc_service::GenericChainSpec<Extensions>;

/// Name of the network protocols' family, the same on every JMT chain.
pub const PROTOCOL_ID: &str = "jmt";

/// The fields of our specifications beyond the common ones.
#[derive(Default, Clone, Serialize, Deserialize, ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub struct Extensions {
	/// Blocks of known number and hash: another block of that number is refused.
	pub fork_blocks: sc_client_api::ForkBlocks<Block>,
	/// Hashes of blocks that are refused.
	pub bad_blocks: sc_client_api::BadBlocks<Block>,
	/// Checkpoint for light clients; `sync_state_genSyncSpec` fills it in.
	pub light_sync_state: sc_sync_state_rpc::LightSyncStateExtension,
}

/// Why a chain specification cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// Neither one of ours nor a file.
	#[error("unknown chain '{0}': it is none of dev, local, staging, and there is no such file")]
	Unknown(String),
	/// The node was built with `SKIP_WASM_BUILD`.
	#[error("this node was built without the WASM runtime, it can only use specification files")]
	NoRuntime,
	/// The file cannot be read.
	#[error("chain specification {}: cannot be read: {source}", .path.display())]
	Unreadable { path: PathBuf, source: std::io::Error },
	/// The file is text of another encoding, as some editors save it.
	#[error("chain specification {}: it is UTF-16: save it as UTF-8", .path.display())]
	Utf16 { path: PathBuf },
	/// The file is no JSON.
	#[error("chain specification {}: not JSON: {source}", .path.display())]
	NotJson {
		path: PathBuf,
		/// Where it stops being JSON.
		source: serde_json::Error,
	},
	/// The file is JSON, but no specification of a JMT chain.
	#[error("chain specification {}: {reason}", .path.display())]
	Invalid { path: PathBuf, reason: String },
}

/// A chain whose genesis the runtime knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Preset {
	/// One validator (Alice), everything short.
	Development,
	/// Four validators (Alice, Bob, Charlie, Dave), everything short.
	Local,
	/// The values of production, for rehearsals.
	Staging,
}

impl Preset {
	/// Every preset.
	pub const ALL: [Preset; 3] = [Preset::Development, Preset::Local, Preset::Staging];

	/// Its name for `--chain`.
	pub const fn argument(self) -> &'static str {
		match self {
			Self::Development => "dev",
			Self::Local => "local",
			Self::Staging => "staging",
		}
	}

	/// Its name in the runtime.
	pub const fn runtime_name(self) -> &'static str {
		match self {
			Self::Development => genesis_presets::DEVELOPMENT,
			Self::Local => genesis_presets::LOCAL_TESTNET,
			Self::Staging => genesis_presets::STAGING,
		}
	}

	/// The chain's id, which is also the name of its folder below the base path.
	pub const fn chain_id(self) -> &'static str {
		match self {
			Self::Development => "jmt_dev",
			Self::Local => "jmt_local",
			Self::Staging => "jmt_staging",
		}
	}

	const fn chain_name(self) -> &'static str {
		match self {
			Self::Development => "JMT Development",
			Self::Local => "JMT Local Testnet",
			Self::Staging => "JMT Staging",
		}
	}

	const fn chain_type(self) -> ChainType {
		match self {
			Self::Development => ChainType::Development,
			Self::Local => ChainType::Local,
			Self::Staging => ChainType::Live,
		}
	}

	/// The specification with the runtime that this node was built with.
	pub fn chain_spec(self) -> Result<ChainSpec, Error> {
		let wasm = jmt_runtime::WASM_BINARY.ok_or(Error::NoRuntime)?;
		Ok(ChainSpec::builder(wasm, Extensions::default())
			.with_name(self.chain_name())
			.with_id(self.chain_id())
			.with_chain_type(self.chain_type())
			.with_protocol_id(PROTOCOL_ID)
			.with_properties(properties())
			.with_genesis_config_preset_name(self.runtime_name())
			.with_genesis_config_patch(genesis_keys::patch(self))
			.build())
	}
}

/// The token, as wallets want to know it.
pub fn properties() -> Properties {
	Properties::from_iter([
		("tokenSymbol".to_owned(), TOKEN_SYMBOL.into()),
		("tokenDecimals".to_owned(), TOKEN_DECIMALS.into()),
		("ss58Format".to_owned(), SS58_PREFIX.into()),
	])
}

/// The specification that `--chain` names: a preset, the path of a file, or the local testnet if empty.
pub fn load(id: &str) -> Result<ChainSpec, Error> {
	find(id, |_| Ok(()))
}

/// The same to be exported: a readable genesis without code, such as those in `chain-specs/`, gets the runtime
/// that this node was built with. To run from it would be a trap: nodes of two builds would never meet.
pub fn load_for_export(id: &str) -> Result<ChainSpec, Error> {
	find(id, add_code)
}

/// Completes what a file holds.
type Complete = fn(&mut Value) -> Result<(), Error>;

fn find(id: &str, complete: Complete) -> Result<ChainSpec, Error> {
	let id = if id.is_empty() { Preset::Local.argument() } else { id };
	match Preset::ALL.into_iter().find(|preset| preset.argument() == id) {
		Some(preset) => preset.chain_spec(),
		None if Path::new(id).exists() => read(Path::new(id), complete),
		None => Err(Error::Unknown(id.to_owned())),
	}
}

/// The specification in a file.
pub fn from_file(path: &Path) -> Result<ChainSpec, Error> {
	read(path, |_| Ok(()))
}

fn read(path: &Path, complete: Complete) -> Result<ChainSpec, Error> {
	let bytes = std::fs::read(path)
		.map_err(|source| Error::Unreadable { path: path.to_owned(), source })?;
	let text = json_text(&bytes).ok_or_else(|| Error::Utf16 { path: path.to_owned() })?;
	let mut json: Value = serde_json::from_slice(text)
		.map_err(|source| Error::NotJson { path: path.to_owned(), source })?;
	complete(&mut json)?;
	let invalid = |reason: String| Error::Invalid { path: path.to_owned(), reason };
	check_genesis(&json).map_err(|reason| invalid(reason.to_owned()))?;
	let bytes = serde_json::to_vec(&json).map_err(|error| invalid(error.to_string()))?;
	ChainSpec::from_json_bytes(bytes).map_err(invalid)
}

/// Puts this node's runtime into a genesis that the runtime has to build and that has no code.
fn add_code(spec: &mut Value) -> Result<(), Error> {
	let genesis = spec.pointer_mut("/genesis/runtimeGenesis").and_then(Value::as_object_mut);
	if let Some(genesis) = genesis.filter(|genesis| !genesis.contains_key("code")) {
		let wasm = jmt_runtime::WASM_BINARY.ok_or(Error::NoRuntime)?;
		genesis.insert("code".into(), to_hex(wasm, false).into());
	}
	Ok(())
}

/// Has the runtime compute the genesis' state and keeps it in `spec`, of which nothing else changes. From then
/// on no use of it asks the runtime, and every form of it is the raw one.
pub fn compute_genesis(spec: &mut dyn sc_chain_spec::ChainSpec) -> Result<(), String> {
	let storage = spec.as_storage_builder().build_storage()?;
	spec.set_storage(storage);
	Ok(())
}

/// The same specification for light clients, raw, and with no more of the genesis than the root of its state.
///
/// Both are without `protocolId`, which only nodes read, for the names of their protocols before those with the
/// genesis' hash. smoldot warns of it at each start. Nodes keep it, since without one they would share those
/// names with every chain that has none.
pub fn for_light_clients(
	spec: &dyn sc_chain_spec::ChainSpec,
	state_root: Hash,
) -> Result<(ChainSpec, ChainSpec), String> {
	let unreadable = |error: serde_json::Error| error.to_string();
	let mut json: Value = serde_json::from_str(&spec.as_json(true)?).map_err(unreadable)?;
	let fields = json.as_object_mut().ok_or("the specification is no JSON object")?;
	fields.remove("protocolId");
	let raw = ChainSpec::from_json_bytes(serde_json::to_vec(&json).map_err(unreadable)?)?;
	json["genesis"] = json!({ "stateRootHash": state_root });
	let light = ChainSpec::from_json_bytes(serde_json::to_vec(&json).map_err(unreadable)?)?;
	Ok((raw, light))
}

/// Key of the runtime's code in a raw genesis: `:code` in hex.
const CODE_KEY: &str = "0x3a636f6465";

/// A genesis that a full node can start from holds code, in raw or in plain form.
fn check_genesis(spec: &Value) -> Result<(), &'static str> {
	let genesis = spec.get("genesis").ok_or("no 'genesis' in it")?;
	if genesis.get("stateRootHash").is_some() {
		return Err("made for light clients: its genesis is a hash, a node needs the whole of it");
	}
	if let Some(top) = genesis.pointer("/raw/top") {
		let top = top.as_object().ok_or("its raw genesis is not a map")?;
		let all_hex =
			|(key, value): (&String, &Value)| is_hex(key) && value.as_str().is_some_and(is_hex);
		if !top.iter().all(all_hex) {
			return Err("its raw genesis has keys or values that are not hex");
		}
		return match top.get(CODE_KEY).and_then(Value::as_str) {
			Some(code) if code.len() > 2 => Ok(()),
			_ => Err("its raw genesis has no runtime code"),
		};
	}
	match genesis.pointer("/runtimeGenesis/code").and_then(Value::as_str) {
		Some(code) if code.len() > 2 && is_hex(code) => Ok(()),
		Some(_) => Err("its genesis has runtime code that is not hex"),
		None if genesis.get("runtimeGenesis").is_some() => Err(
			"its genesis has no runtime code, like those in chain-specs; `jmt-node export-chain-spec --raw` puts \
			 its own into it",
		),
		None => Err("its genesis is neither raw nor has it runtime code"),
	}
}

fn is_hex(text: &str) -> bool {
	text.strip_prefix("0x").is_some_and(|digits| {
		digits.len() % 2 == 0 && digits.bytes().all(|b| b.is_ascii_hexdigit())
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	fn saved(content: &str) -> (tempfile::TempDir, String) {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("spec.json");
		std::fs::write(&path, content).unwrap();
		(folder, path.to_str().unwrap().to_owned())
	}

	#[test]
	fn it_builds_every_preset_in_plain_and_raw_form() {
		for preset in Preset::ALL {
			let spec = load(preset.argument()).unwrap();
			assert_eq!(spec.id(), preset.chain_id());
			let plain: Value = serde_json::from_str(&spec.as_json(false).unwrap()).unwrap();
			assert_eq!(plain["protocolId"], "jmt");
			let raw: Value = serde_json::from_str(&spec.as_json(true).unwrap()).unwrap();
			let top = raw["genesis"]["raw"]["top"].as_object().unwrap();
			assert!(top[CODE_KEY].as_str().unwrap().len() > 100_000, "{preset:?}");
			assert!(top.len() > 50, "{preset:?} has {} entries", top.len());
		}
	}

	#[test]
	fn it_adds_keys_of_proofs_to_every_preset_and_they_are_taken() {
		for preset in Preset::ALL {
			let spec = preset.chain_spec().unwrap();
			let plain: Value = serde_json::from_str(&spec.as_json(false).unwrap()).unwrap();
			let verifier = &plain["genesis"]["runtimeGenesis"]["patch"]["zkVerifier"];
			let keys = verifier["keys"].as_array().unwrap();
			let depths: Vec<_> = keys
				.iter()
				.filter_map(|key| key["purpose"]["Membership"]["depth"].as_u64())
				.collect();
			assert_eq!(depths, [10, 16, 20, 24], "{preset:?}");
			// Keys whose secrets everybody knows stand in networks for development alone.
			let known = keys.iter().filter(|key| key["set_up"] == "Development").count();
			let expected = if preset == Preset::Staging { 0 } else { 2 };
			assert_eq!((known, keys.len()), (expected, depths.len() + expected), "{preset:?}");
			// The runtime's own part of the patch stays.
			assert_eq!(verifier["developmentKeys"], preset != Preset::Staging, "{preset:?}");
			let raw: Value = serde_json::from_str(&spec.as_json(true).unwrap()).unwrap();
			let top = raw["genesis"]["raw"]["top"].as_object().unwrap();
			for item in ["Keys", "Prepared"] {
				let prefix = [
					sp_io::hashing::twox_128(b"ZkVerifier"),
					sp_io::hashing::twox_128(item.as_bytes()),
				];
				let prefix = to_hex(&prefix.concat(), false);
				let stored = top.keys().filter(|key| key.starts_with(&prefix)).count();
				assert_eq!(stored, keys.len(), "{preset:?}: {item}");
			}
		}
	}

	#[test]
	fn it_tells_wallets_symbol_decimals_and_address_format() {
		for preset in Preset::ALL {
			let spec = preset.chain_spec().unwrap();
			let properties = ChainSpec::properties(&spec);
			assert_eq!(properties["tokenSymbol"], "JMT");
			assert_eq!(properties["tokenDecimals"], 12);
			assert_eq!(properties["ss58Format"], 2018);
		}
	}

	#[test]
	fn it_offers_the_place_for_a_light_clients_checkpoint() {
		let spec = Preset::Development.chain_spec().unwrap();
		let extension = sc_chain_spec::get_extension::<sc_sync_state_rpc::LightSyncStateExtension>(
			ChainSpec::extensions(&spec),
		);
		assert!(extension.is_some());
	}

	#[test]
	fn it_reads_back_what_it_exported() {
		let spec = Preset::Local.chain_spec().unwrap();
		let raw = spec.as_json(true).unwrap();
		for exported in [&spec.as_json(false).unwrap(), &raw] {
			let (_folder, path) = saved(exported);
			let read = load(&path).unwrap();
			assert_eq!(read.id(), "jmt_local");
			assert_eq!(ChainSpec::properties(&read), properties());
			assert_eq!(read.as_json(true).unwrap(), raw);
		}
	}

	#[test]
	fn it_computes_a_genesis_for_good() {
		let preset = Preset::Development.chain_spec().unwrap();
		let raw = preset.as_json(true).unwrap();
		let mut computed: Box<dyn sc_chain_spec::ChainSpec> = Box::new(preset);
		compute_genesis(&mut *computed).unwrap();
		assert_eq!(computed.as_json(true).unwrap(), raw);
		// A plain form would have asked the runtime for its preset.
		assert_eq!(computed.as_json(false).unwrap(), raw);
	}

	#[test]
	fn it_tells_light_clients_no_protocol_id_and_all_else() {
		let spec = Preset::Development.chain_spec().unwrap();
		let mut expected: Value = serde_json::from_str(&spec.as_json(true).unwrap()).unwrap();
		assert_eq!(expected["protocolId"].take(), "jmt");
		let root = Hash::repeat_byte(7);
		let (raw, light) = for_light_clients(&spec, root).unwrap();
		let parse = |spec: ChainSpec| -> Value {
			serde_json::from_str(&spec.as_json(true).unwrap()).unwrap()
		};
		let (mut raw, mut light) = (parse(raw), parse(light));
		assert!(raw["protocolId"].take().is_null());
		assert_eq!(raw, expected);
		assert!(light["protocolId"].take().is_null());
		assert_eq!(light["genesis"].take(), json!({ "stateRootHash": root }));
		expected["genesis"].take();
		assert_eq!(light, expected);
	}

	#[test]
	fn it_takes_the_local_testnet_when_nothing_is_named() {
		assert_eq!(load("").unwrap().id(), "jmt_local");
	}

	/// A readable genesis of the development chain without code.
	fn readable() -> Value {
		let plain = Preset::Development.chain_spec().unwrap().as_json(false).unwrap();
		let mut plain: Value = serde_json::from_str(&plain).unwrap();
		plain["genesis"]["runtimeGenesis"].as_object_mut().unwrap().remove("code").unwrap();
		plain
	}

	#[test]
	fn it_exports_a_readable_genesis_with_this_nodes_code() {
		let (_folder, path) = saved(&readable().to_string());
		let exported = load_for_export(&path).unwrap().as_json(true).unwrap();
		assert_eq!(exported, Preset::Development.chain_spec().unwrap().as_json(true).unwrap());
		// The code in a file stays.
		let other = Preset::Local.chain_spec().unwrap().as_json(true).unwrap();
		let (_folder, path) = saved(&other);
		assert_eq!(load_for_export(&path).unwrap().as_json(true).unwrap(), other);
	}

	#[test]
	fn it_skips_a_byte_order_mark() {
		let spec = Preset::Development.chain_spec().unwrap().as_json(false).unwrap();
		let (_folder, path) = saved(&format!("\u{feff}{spec}"));
		assert_eq!(load(&path).unwrap().id(), "jmt_dev");
	}

	mod reject {
		use super::*;

		#[test]
		fn it_names_utf_16() {
			let (_folder, path) = saved("");
			for mark in ["", "\u{feff}"] {
				let units = format!("{mark}{{}}").encode_utf16().collect::<Vec<_>>();
				let little = units.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<_>>();
				let big = units.iter().flat_map(|unit| unit.to_be_bytes()).collect::<Vec<_>>();
				for bytes in [little, big] {
					std::fs::write(&path, bytes).unwrap();
					assert!(matches!(load(&path), Err(Error::Utf16 { .. })));
				}
			}
		}

		#[test]
		fn it_does_not_run_from_a_genesis_without_code() {
			let (_folder, path) = saved(&readable().to_string());
			let refused = load(&path).err().unwrap().to_string();
			assert!(refused.contains("export-chain-spec"), "{refused}");
		}

		#[test]
		fn it_refuses_a_chain_that_it_does_not_know() {
			let error = load("no-such-chain").err().unwrap();
			assert!(matches!(&error, Error::Unknown(id) if id == "no-such-chain"));
			assert!(error.to_string().contains("no-such-chain"));
		}

		#[test]
		fn it_refuses_what_is_not_json() {
			let (_folder, path) = saved("{ \"name\": ");
			assert!(matches!(load(&path), Err(Error::NotJson { .. })));
		}

		#[test]
		fn it_refuses_a_folder() {
			let folder = tempfile::tempdir().unwrap();
			let path = folder.path().to_str().unwrap();
			assert!(matches!(load(path), Err(Error::Unreadable { .. })));
		}

		#[test]
		fn it_refuses_json_that_is_no_specification() {
			for content in [
				"[]",
				"{}",
				r#"{"genesis": {}}"#,
				r#"{"genesis": {"raw": {"top": {}}}}"#,
				r#"{"genesis": {"raw": {"top": {"0x3a636f6465": "nothex"}}}}"#,
				r#"{"genesis": {"runtimeGenesis": {"code": "0x0"}}}"#,
				// Code is there, name and id are not.
				r#"{"genesis": {"raw": {"top": {"0x3a636f6465": "0x00"}}}}"#,
			] {
				let (_folder, path) = saved(content);
				assert!(matches!(load(&path), Err(Error::Invalid { .. })), "{content}");
			}
		}

		#[test]
		fn it_says_that_a_light_clients_specification_is_not_enough() {
			let (_folder, path) = saved(r#"{"genesis": {"stateRootHash": "0x00"}}"#);
			assert!(load(&path).err().unwrap().to_string().contains("light clients"));
		}
	}
}
