//! A manifest's root out of a list, and a verifier's decision without a connection.

use crate::machine::{line, megabytes, memory};
use clap::Args;
use jmt_edge::{
	auth::{prove, Door},
	keys::DeviceKey,
};
use jmt_node_runner::{binaries, Error, Result};
use jmt_primitives::{
	devices::DeviceStanding,
	identity::{HostStanding, Snapshot, Subject, Verifier, MAX_CHALLENGE_MS},
	manifests::{leaf_bytes, Leaf},
	merkle::{leaf_hash, node_hash, root_of},
	AccountId, DevicePublic, Hash, KeyType,
};
use serde_json::Value;
use std::{
	fs::File,
	hint::black_box,
	io::{BufWriter, Write},
	path::Path,
	process::{Command, Stdio},
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// Pause between two looks at a process.
const LOOK: Duration = Duration::from_millis(5);

/// Signatures by each scheme, in turn.
const SIGNATURES: usize = 32;

const GENESIS: Hash = Hash::repeat_byte(0xaa);

/// The domain of the manifest, and of the verifier and its guest.
const DOMAIN: u32 = 1;

/// How much is measured.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
	/// Devices of the manifest.
	#[arg(long, default_value_t = 1_000_000)]
	pub(crate) leaves: u32,
	/// Decisions by each scheme.
	#[arg(long, default_value_t = 5_000)]
	pub(crate) decisions: usize,
}

impl Default for Settings {
	fn default() -> Self {
		Self { leaves: 1_000_000, decisions: 5_000 }
	}
}

/// Measures and prints.
pub(crate) fn measure(settings: &Settings) -> Result<()> {
	let dir = TempDir::with_prefix("jmt-bench-").map_err(Error::io("temporary folder"))?;
	manifest(settings.leaves, dir.path())?;
	for key_type in KeyType::ALL {
		decisions(key_type, settings.decisions, dir.path())?;
	}
	Ok(())
}

/// A key that is a number.
fn key(index: u32) -> DevicePublic {
	let mut key = [0x5a; 32];
	key[..4].copy_from_slice(&index.to_le_bytes());
	DevicePublic::Ed25519(key)
}

fn manifest(leaves: u32, dir: &Path) -> Result<()> {
	println!("a manifest of {leaves} devices");
	let list = dir.join("list.csv");
	write_list(&list, leaves).map_err(Error::io("list of devices"))?;
	let begun = Instant::now();
	let root = in_memory(leaves);
	let one_thread = begun.elapsed();

	let mut command = Command::new(binaries::edge()?);
	command.args(["--json", "manifest", "build", "--domain", &DOMAIN.to_string(), "--list"]);
	command.arg(&list).arg("--out").arg(dir.join("levels"));
	command.args(["--genesis", &format!("{GENESIS:?}")]);
	// The genesis alone says which chain it is.
	command.env_remove("JMT_CHAIN_SPEC").env("HOME", dir).env("XDG_CONFIG_HOME", dir);
	let begun = Instant::now();
	let mut agent = command.stdout(Stdio::piped()).spawn().map_err(Error::io("jmt-edge"))?;
	let mut peak = 0;
	while agent.try_wait().map_err(Error::io("jmt-edge"))?.is_none() {
		peak = memory(agent.id(), "VmHWM").unwrap_or(0).max(peak);
		std::thread::sleep(LOOK);
	}
	let whole = begun.elapsed();
	let told = agent.wait_with_output().map_err(Error::io("jmt-edge"))?;
	let built: Value = serde_json::from_slice(&told.stdout)
		.map_err(|error| Error::shape("manifest build", error))?;
	if built["root"] != serde_json::json!(root) {
		return Err(Error::shape("root of the list", &built));
	}
	let levels = dir.join("levels").metadata().map_err(Error::io("level file"))?.len();
	line("list to root and level file", &format!("{:.2} s", whole.as_secs_f64()));
	line("peak memory", &megabytes(peak));
	line(
		"level file",
		&format!("{} ({:.1} bytes a leaf)", megabytes(levels), levels as f64 / f64::from(leaves)),
	);
	line(
		"baseline: the same hashes in memory",
		&format!("{:.2} s, one thread, nothing read or written", one_thread.as_secs_f64()),
	);
	Ok(())
}

fn write_list(path: &Path, leaves: u32) -> std::io::Result<()> {
	let mut out = BufWriter::new(File::create(path)?);
	writeln!(out, "type,key,owner,nullifier")?;
	for index in 0..leaves {
		let DevicePublic::Ed25519(key) = key(index) else { continue };
		writeln!(out, "ed25519,0x{},,", hex::encode(key))?;
	}
	out.flush()
}

/// The root, with all leaves in memory.
fn in_memory(leaves: u32) -> Hash {
	let leaf = |index| {
		let leaf = Leaf { index, key: key(index), owner: None, nullifier: None };
		leaf_hash(&leaf_bytes(&GENESIS, DOMAIN, &leaf))
	};
	let mut level = (0..leaves).map(leaf).collect::<Vec<_>>();
	while level.len() > 1 {
		let above = level.chunks(2).map(|pair| match pair {
			[left, right] => node_hash(left, right),
			[single, ..] => *single,
			[] => Hash::zero(),
		});
		level = above.collect();
	}
	root_of(leaves, &level[0])
}

fn decisions(key_type: KeyType, count: usize, dir: &Path) -> Result<()> {
	let failed = |error: &dyn std::fmt::Display| Error::shape("authentication", error.to_string());
	let now = 1_800_000_000_000;
	let (reader, _) = DeviceKey::generate(KeyType::Ed25519);
	let (device, _) = DeviceKey::generate(key_type);
	let (id, least) = (reader.id(), None);
	let verifier = Verifier { genesis: GENESIS, id, host: DOMAIN, max_age: 600_000, least };
	let folder = dir.join(format!("door-{key_type:?}"));
	let mut door = Door::open(&folder, verifier).map_err(|error| failed(&error))?;
	let snapshot = Snapshot {
		genesis: GENESIS,
		block: 3,
		at: now,
		device: device.id(),
		subject: Some(Subject {
			key: device.public(),
			owner: AccountId::new([1; 32]),
			standing: DeviceStanding::Active,
			path: vec![DOMAIN],
			unit: None,
		}),
		host: DOMAIN,
		host_standing: HostStanding::Active,
		welcomes: Vec::new(),
	};
	// Of several signatures, since one of secp256k1 may cost twice what another one does.
	let mut answers = Vec::new();
	let mut signed = Vec::new();
	for number in 0..SIGNATURES {
		let asked = door.ask(&reader, MAX_CHALLENGE_MS, now).map_err(|error| failed(&error))?;
		let answered = prove(&device, &asked, &GENESIS, &reader.id(), None, None, now)
			.map_err(|error| failed(&format!("code {}", error.code())))?;
		let message =
			format!("{number:02}, as long as what an answer signs, more or less, in bytes");
		signed.push((device.sign(message.as_bytes()), message));
		answers.push((asked.challenge, answered.0));
	}

	let public = device.public();
	let each = |begun: Instant| begun.elapsed().as_secs_f64() / count.max(1) as f64;
	let begun = Instant::now();
	for (signature, message) in signed.iter().cycle().take(count) {
		if !black_box(signature).verify(black_box(message.as_bytes()), black_box(&public)) {
			return Err(failed(&"a good signature was refused"));
		}
	}
	let verify = each(begun);
	let begun = Instant::now();
	for (challenge, answer) in answers.iter().cycle().take(count) {
		let decided = verifier.decide(challenge, black_box(answer), &None, &snapshot, now);
		decided.map_err(|error| failed(&format!("code {}", error.code())))?;
	}
	let decide = each(begun);

	// With the challenge remembered on disk, asked for once and used up.
	let few = count.min(200);
	let mut kept = Duration::ZERO;
	for _ in 0..few {
		let asked = door.ask(&reader, MAX_CHALLENGE_MS, now).map_err(|error| failed(&error))?;
		let answered = prove(&device, &asked, &GENESIS, &reader.id(), None, None, now)
			.map_err(|error| failed(&format!("code {}", error.code())))?;
		let begun = Instant::now();
		door.decide(&answered, &None, &snapshot, now).map_err(|error| failed(&error))?;
		kept += begun.elapsed();
	}
	println!("authentication by {key_type:?}, offline");
	let micros = |seconds: f64| format!("{:.1} us, {:.0} a second", seconds * 1e6, 1.0 / seconds);
	line("baseline: one verification", &micros(verify));
	line("a decision", &format!("{}, {:.2} times it", micros(decide), decide / verify));
	let kept = kept.as_secs_f64() / few.max(1) as f64;
	line("with its challenge used up on disk", &micros(kept));
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn in_memory_it_is_the_root_of_the_chains_tree() {
		for leaves in [1, 2, 5, 64] {
			let bytes = |index| {
				let leaf = Leaf { index, key: key(index), owner: None, nullifier: None };
				leaf_bytes(&GENESIS, DOMAIN, &leaf)
			};
			let tree = jmt_primitives::merkle::Tree::new((0..leaves).map(bytes)).unwrap();
			assert_eq!(in_memory(leaves), tree.root(), "{leaves}");
		}
	}
}
