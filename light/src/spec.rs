//! Chain specifications, as far as they have to be looked into before the light client does.

use crate::{checkpoint, Genesis};
use codec::Encode;
use serde_json::{json, Value};
use std::{
	error::Error as StdError,
	io,
	net::{Ipv4Addr, Ipv6Addr},
	path::{Path, PathBuf},
	str::Utf8Error,
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
	/// It is text of another encoding, as some editors save it.
	#[error("the chain spec is UTF-16: save it as UTF-8")]
	Utf16,
	/// It is no text.
	#[error("not a chain spec: not UTF-8")]
	NotUtf8(#[source] Utf8Error),
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
		let bytes = std::fs::read(path)
			.map_err(|error| SpecError::Unreadable { path: path.into(), source: error })?;
		Self::from_bytes(&bytes)
	}

	/// Looks into the bytes of a file: UTF-8, with or without a byte order mark.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, SpecError> {
		let text = jmt_primitives::json_text(bytes).ok_or(SpecError::Utf16)?;
		Self::parse(std::str::from_utf8(text).map_err(SpecError::NotUtf8)?)
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

	/// A short name of its network: of its id and its boot nodes, which two chains with one genesis do not share.
	pub fn network(&self) -> String {
		let id = self.json.get("id").and_then(Value::as_str).unwrap_or_default();
		let mut nodes = self.boot_nodes();
		nodes.sort_unstable();
		hex::encode(sp_crypto_hashing::blake2_64(&(id, nodes).encode()))
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

	/// Whether a start with this saved state verifies its way from the saved head, or from a checkpoint that this spec
	/// has: either way what it finds is believed. It begins at the genesis otherwise, as with a state of before the
	/// chain's second epoch.
	pub fn continues(&self, saved: &str) -> bool {
		self.json.contains_key("lightSyncState") || checkpoint::of_saved(saved).is_some()
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

/// Whether the light client can reach a peer by this multiaddress:
/// `/ip4|ip6|dns|dns4|dns6/HOST/tcp/PORT[/ws|/wss|/tls/ws]/p2p/ID`.
pub fn check_boot_node(address: &str) -> Result<(), String> {
	let shape = || "not an address such as /ip4/ADDRESS/tcp/PORT[/ws]/p2p/ID".to_string();
	let parts = address.strip_prefix('/').ok_or_else(shape)?.split('/').collect::<Vec<_>>();
	let [host_kind, host, "tcp", port, transport @ .., "p2p", id] = parts.as_slice() else {
		return Err(shape());
	};
	let host_is_good = match *host_kind {
		"ip4" => host.parse::<Ipv4Addr>().is_ok(),
		"ip6" => host.parse::<Ipv6Addr>().is_ok(),
		"dns" | "dns4" | "dns6" => {
			let named =
				|byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
			!host.is_empty() && host.bytes().all(named)
		},
		_ => return Err(shape()),
	};
	if !host_is_good {
		return Err(format!("{host:?} is no host of the kind {host_kind}"));
	}
	let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
	if !digits || !port.parse::<u16>().is_ok_and(|port| port > 0) {
		return Err(format!("{port:?} is no port"));
	}
	if !matches!(transport, [] | ["ws" | "wss"] | ["tls", "ws"]) {
		return Err(shape());
	}
	let base58 = |byte: u8| byte.is_ascii_alphanumeric() && !b"0OIl".contains(&byte);
	match (46..=64).contains(&id.len()) && id.bytes().all(base58) {
		true => Ok(()),
		false => Err(format!("{id:?} is no peer's id")),
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
	fn from_bytes_a_byte_order_mark_is_skipped() {
		let marked = format!("\u{feff}{LIGHT}");
		assert_eq!(ChainSpec::from_bytes(marked.as_bytes()).unwrap().name(), "JMT");
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

	const PEER: &str = "12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN";

	#[test]
	fn check_boot_node_it_takes_what_the_light_client_can_reach() {
		for way in [
			"/ip4/127.0.0.1/tcp/30333",
			"/ip6/::1/tcp/30333/ws",
			"/dns/node.example/tcp/443/wss",
			"/dns4/node.example/tcp/443/tls/ws",
		] {
			assert_eq!(check_boot_node(&format!("{way}/p2p/{PEER}")), Ok(()));
		}
	}

	mod reject {
		use super::*;

		#[test]
		fn check_boot_node_a_word_is_no_boot_node() {
			for way in
				["foo", "", "/ip4/127.0.0.1/tcp/30333", "/ip4/127.0.0.1/tcp/30333/p2p/12D3Koo"]
			{
				assert!(check_boot_node(way).is_err(), "{way}");
			}
			for way in [
				"/ip4/127.0.0.1/tcp/0",
				"/ip4/127.0.0.1/tcp/+1",
				"/ip4/127.0.0.1/tcp/65536",
				"/ip4/127.0.0/tcp/1",
				"/dns/a b/tcp/1",
				"/ip4/127.0.0.1/udp/1",
				"ip4/127.0.0.1/tcp/1",
			] {
				assert!(check_boot_node(&format!("{way}/p2p/{PEER}")).is_err(), "{way}");
			}
			let base58 = format!("/ip4/127.0.0.1/tcp/1/p2p/{}", PEER.replace('D', "0"));
			assert!(check_boot_node(&base58).is_err());
		}

		#[test]
		fn from_bytes_utf_16_is_named_as_that() {
			let units = |mark: &str| format!("{mark}{LIGHT}").encode_utf16().collect::<Vec<_>>();
			for mark in ["", "\u{feff}"] {
				let little = units(mark).into_iter().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
				let big = units(mark).into_iter().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
				for bytes in [little, big] {
					assert!(matches!(ChainSpec::from_bytes(&bytes), Err(SpecError::Utf16)));
				}
			}
			assert!(matches!(ChainSpec::from_bytes(b"{\xff"), Err(SpecError::NotUtf8(_))));
		}

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
