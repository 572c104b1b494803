use crate::{binaries, Error, Process, Result};
use serde_json::Value;
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
	process::Command,
	sync::{Arc, LazyLock, Mutex, PoisonError},
	time::Duration,
};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// The node's command.
const NAME: &str = "export-chain-spec";

/// How long it may take: it executes the runtime to build the genesis.
const EXPORT_LIMIT: Duration = Duration::from_secs(120);

/// A chain specification as JSON, plain or raw.
#[derive(Clone, Debug)]
pub struct ChainSpec(
	/// The document.
	pub Value,
);

impl ChainSpec {
	/// The plain specification that the node knows by this id, with the preset's genesis as a patch.
	pub async fn named(chain: &str) -> Result<Self> {
		export(chain, false).await
	}

	/// The genesis configuration, to be changed before [`ChainSpec::into_raw`].
	pub fn genesis_mut(&mut self) -> Result<&mut Value> {
		self.0
			.pointer_mut("/genesis/runtimeGenesis/patch")
			.ok_or_else(|| Error::shape("chain specification", "a genesis without a patch"))
	}

	/// Has the node compute the genesis storage. `dir` is for the intermediate file.
	pub async fn into_raw(self, dir: &Path) -> Result<Self> {
		let plain = self.write(&dir.join("plain.json"))?;
		export(&plain.to_string_lossy(), true).await
	}

	/// Writes it to a file and returns the path.
	pub fn write(&self, path: &Path) -> Result<PathBuf> {
		std::fs::write(path, self.0.to_string())
			.map_err(Error::io(format!("write {}", path.display())))?;
		Ok(path.into())
	}

	/// Replaces the boot nodes.
	pub fn with_boot_nodes(mut self, addresses: &[String]) -> Self {
		self.0["bootNodes"] = addresses.into();
		self
	}
}

/// An export is made of the bytes of the file, or of the chain's id; and it is raw or not.
type Source = (Vec<u8>, bool);

/// Specifications that were exported already: each export compiles the runtime, and many tests have the same genesis.
static EXPORTED: LazyLock<Mutex<BTreeMap<Source, Arc<OnceCell<ChainSpec>>>>> =
	LazyLock::new(Mutex::default);

/// The specification that `jmt-node export-chain-spec` makes of a chain's id or file. Made once in a process of the
/// same id or bytes.
pub async fn export(chain: &str, raw: bool) -> Result<ChainSpec> {
	let source = (std::fs::read(chain).unwrap_or_else(|_| chain.into()), raw);
	let cell = {
		let mut exported = EXPORTED.lock().unwrap_or_else(PoisonError::into_inner);
		exported.entry(source).or_default().clone()
	};
	cell.get_or_try_init(async || export_anew(chain, raw).await).await.cloned()
}

async fn export_anew(chain: &str, raw: bool) -> Result<ChainSpec> {
	let dir = TempDir::with_prefix("jmt-spec-").map_err(Error::io("temporary folder"))?;
	let mut command = Command::new(binaries::node()?);
	command.args(["export-chain-spec", "--chain", chain]);
	if raw {
		command.arg("--raw");
	}
	let exported = Process::start(NAME, command, dir.path())?.finish(EXPORT_LIMIT).await?;
	if !exported.status.success() {
		return Err(Error::Ended {
			name: format!("jmt-node {NAME}"),
			status: exported.status.to_string(),
			tail: exported.stderr,
		});
	}
	let spec = serde_json::from_str(&exported.stdout)
		.map_err(|error| Error::shape(format!("jmt-node {NAME}"), error))?;
	Ok(ChainSpec(spec))
}
