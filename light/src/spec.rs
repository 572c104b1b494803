//! Chain specifications, as far as they have to be looked into before the light client does.

use crate::{checkpoint, Genesis};
use serde_json::{json, Value};
use std::{
	error::Error as StdError,
	io,
	path::{Path, PathBuf},
	sync::OnceLock,
};

/// Why a chain spec cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SpecError {
	/// The file cannot be read.
	#[error("chain spec {} cannot be read", .path.display())]
	Unreadable {
		path: PathBuf,
		/// The system's reason.
		source: io::Error,
	},
	/// It is not JSON.
	#[error("not a chain spec: not JSON")]
	NotJson(#[source] serde_json::Error),
	/// It is JSON, but of something else.
	#[error("not a chain spec: {0}")]
	NotASpec(String),
	/// It holds a genesis that only a node can build.
	#[error("the chain spec is not raw: export it with `export-chain-spec --raw`")]
	NotRaw,
	/// It names nobody to connect to.
	#[error("the chain spec names no boot nodes, and no other were given")]
	NoBootNodes,
	/// The light client does not take it.
	#[error("not a chain spec")]
	Refused(#[source] Box<dyn StdError + Send + Sync>),
}

/// A chain spec that is raw, or light with the state root of its genesis and a checkpoint.
#[derive(Clone, Debug)]
pub struct ChainSpec {
	json: serde_json::Map<String, Value>,
	/// Its genesis block once that was computed, which takes as long as reading the spec.
	genesis: OnceLock<Genesis>,
}

impl ChainSpec {
	/// Reads a file.
	pub fn read(path: &Path) -> Result<Self, SpecError> {
		let text = std::fs::read_to_string(path)
			.map_err(|error| SpecError::Unreadable { path: path.into(), source: error })?;
		Self::parse(&text)
	}

	/// Looks into the JSON text of a spec.
	pub fn parse(text: &str) -> Result<Self, SpecError> {
		let json: Value = serde_json::from_str(text).map_err(SpecError::NotJson)?;
		let Value::Object(json) = json else {
			return Err(SpecError::NotASpec("the JSON is not an object".into()));
		};
		for field in ["name", "id"] {
			if !json.get(field).is_some_and(Value::is_string) {
				return Err(SpecError::NotASpec(format!("no field `{field}`")));
			}
		}
		let Some(Value::Object(genesis)) = json.get("genesis") else {
			return Err(SpecError::NotASpec("no field `genesis`".into()));
		};
		if !genesis.contains_key("raw") && !genesis.contains_key("stateRootHash") {
			return Err(match genesis.keys().any(|key| key.starts_with("runtime")) {
				true => SpecError::NotRaw,
				false => SpecError::NotASpec("its genesis has no state".into()),
			});
		}
		Ok(Self { json, genesis: OnceLock::new() })
	}

	/// The chain's name.
	pub fn name(&self) -> &str {
		self.json.get("name").and_then(Value::as_str).unwrap_or_default()
	}

	/// Multiaddresses that it names.
	pub fn boot_nodes(&self) -> Vec<&str> {
		let nodes = self.json.get("bootNodes").and_then(Value::as_array);
		nodes.into_iter().flatten().filter_map(Value::as_str).collect()
	}

	/// Adds boot nodes that are not in it yet.
	pub fn add_boot_nodes(&mut self, addresses: &[String]) {
		let mut nodes = self.boot_nodes().into_iter().map(Value::from).collect::<Vec<_>>();
		for address in addresses {
			let address = Value::from(address.as_str());
			if !nodes.contains(&address) {
				nodes.push(address);
			}
		}
		self.json.insert("bootNodes".into(), Value::Array(nodes));
	}

	/// The JSON text.
	pub fn to_text(&self) -> String {
		Value::Object(self.json.clone()).to_string()
	}

	/// Its genesis block.
	pub fn genesis(&self) -> Result<Genesis, SpecError> {
		if let Some(genesis) = self.genesis.get() {
			return Ok(*genesis);
		}
		let genesis = Genesis::of(self.json.get("genesis").unwrap_or(&Value::Null))?;
		Ok(*self.genesis.get_or_init(|| genesis))
	}

	/// The same chain, so that the light client takes over a saved state: with the saved head as its
	/// checkpoint if it has none, and then with the root of the genesis' state in place of the whole.
	pub(super) fn resuming(&self, saved: &str) -> Self {
		let mut spec = self.clone();
		if !spec.json.contains_key("lightSyncState") {
			if let (Some(checkpoint), Ok(genesis)) = (checkpoint::of_saved(saved), self.genesis()) {
				spec.json.insert("lightSyncState".into(), checkpoint);
				spec.json.insert("genesis".into(), json!({ "stateRootHash": genesis.state_root }));
			}
		}
		spec
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const LIGHT: &str = r#"{"name":"JMT","id":"jmt","bootNodes":["/ip4/127.0.0.1/tcp/1/p2p/A"],
		"genesis":{"stateRootHash":"0x00"}}"#;

	#[test]
	fn parse_it_takes_raw_and_light_specs() {
		let spec = ChainSpec::parse(LIGHT).unwrap();
		assert_eq!(spec.name(), "JMT");
		assert_eq!(spec.boot_nodes(), ["/ip4/127.0.0.1/tcp/1/p2p/A"]);
		let raw = LIGHT.replace("\"stateRootHash\":\"0x00\"", "\"raw\":{\"top\":{}}");
		assert!(ChainSpec::parse(&raw).is_ok());
	}

	#[test]
	fn add_boot_nodes_it_adds_each_once() {
		let mut spec = ChainSpec::parse(LIGHT).unwrap();
		spec.add_boot_nodes(&[
			"/ip4/127.0.0.1/tcp/1/p2p/A".into(),
			"/ip4/127.0.0.1/tcp/2/p2p/B".into(),
		]);
		let again = ChainSpec::parse(&spec.to_text()).unwrap();
		assert_eq!(again.boot_nodes().len(), 2);
	}

	mod reject {
		use super::*;

		#[test]
		fn parse_it_names_what_is_wrong() {
			assert!(matches!(ChainSpec::parse("{\"name\":"), Err(SpecError::NotJson(_))));
			assert!(matches!(ChainSpec::parse("[]"), Err(SpecError::NotASpec(_))));
			assert!(matches!(ChainSpec::parse("{}"), Err(SpecError::NotASpec(_))));
			let human = LIGHT.replace("stateRootHash", "runtimeGenesis");
			assert!(matches!(ChainSpec::parse(&human), Err(SpecError::NotRaw)));
			let empty = LIGHT.replace("\"stateRootHash\":\"0x00\"", "");
			assert!(matches!(ChainSpec::parse(&empty), Err(SpecError::NotASpec(_))));
			let missing = Path::new("/nonexistent/spec.json");
			assert!(matches!(ChainSpec::read(missing), Err(SpecError::Unreadable { .. })));
		}
	}
}
