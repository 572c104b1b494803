//! A domain with a manifest, made through the agent as a maker does it.

use crate::{chain::text, Edge, Error, Maker, Result};
use serde_json::Value;
use std::{
	fs::File,
	io::{BufWriter, Write},
	path::Path,
};

/// A domain that committed to a list of devices.
#[derive(Clone, Debug)]
pub struct Domain {
	/// Its number.
	pub id: String,
	/// Its manifest's.
	pub manifest: String,
	/// Devices of the manifest.
	pub leaves: u64,
	/// The block that published it.
	pub published_in: u64,
	/// The list and the level file.
	pub list: String,
	pub levels: String,
}

/// A device that will join: its key file, and the public key as the list and `manifest prove` take it.
#[derive(Clone, Debug)]
pub struct Newcomer {
	/// The device's id.
	pub id: String,
	pub key_file: String,
	/// The scheme of its key, as the list has it.
	pub scheme: &'static str,
	public: String,
}

impl Newcomer {
	/// Makes a device's key in a light client's folder.
	pub async fn new(edge: &Edge, scheme: &'static str, file: &str) -> Result<Self> {
		let key_file = edge.path(file).to_string_lossy().into_owned();
		let made = edge.json(&["device", "new", "--type", scheme, "--out", &key_file]).await?;
		Ok(Self {
			id: text("device id", &made["device"])?,
			key_file,
			scheme,
			public: text("public key", &made["publicKey"])?,
		})
	}
}

/// Writes a list of `leaves` devices, each with a nullifier: the newcomers, spread evenly, among others that nobody has.
pub fn write_list(path: &Path, newcomers: &[Newcomer], leaves: usize) -> Result<()> {
	let file = File::create(path).map_err(Error::io("list of devices"))?;
	let mut out = BufWriter::new(file);
	let every = leaves / newcomers.len().max(1);
	let mut lines = vec!["type,key,owner,nullifier".to_string()];
	for place in 0..leaves {
		let newcomer = newcomers.get(place / every.max(1)).filter(|_| place % every.max(1) == 0);
		let hash = |what: &[u8]| {
			hex::encode(sp_crypto_hashing::blake2_256(&[what, &place.to_le_bytes()].concat()))
		};
		let nullifier = hash(b"unit");
		lines.push(match newcomer {
			Some(Newcomer { scheme, public, .. }) => format!("{scheme},{public},,0x{nullifier}"),
			// A key of nobody's, for which no signature exists.
			None => format!("ed25519,0x{},,0x{nullifier}", hash(b"key")),
		});
	}
	lines.push(String::new());
	out.write_all(lines.join("\n").as_bytes()).map_err(Error::io("list of devices"))
}

impl Domain {
	/// Makes a domain, fills its prepaid account, and publishes a manifest with the newcomers in it, endorsed by the
	/// maker if there is one.
	pub async fn found(
		maker: &Edge,
		suri: &str,
		jmt: &str,
		newcomers: &[Newcomer],
		leaves: usize,
		endorsing: Option<&Maker>,
	) -> Result<Self> {
		let signs = ["--suri", suri];
		let path = |file: &str| maker.path(file).to_string_lossy().into_owned();
		let (list, levels) = (path("devices.csv"), path("devices.levels"));
		write_list(Path::new(&list), newcomers, leaves)?;
		let made = maker.json(&[&["domain", "create"][..], &signs].concat()).await?;
		let id = number(&made, "domain")?.to_string();
		maker.json(&[&["domain", "fund", &id, jmt][..], &signs].concat()).await?;
		let build = ["manifest", "build", "--list", &list, "--domain", &id, "--out", &levels];
		maker.json(&build).await?;
		let publish = [&["manifest", "publish", "--levels", &levels][..], &signs].concat();
		let published = match endorsing {
			None => maker.json(&publish).await?,
			Some(Maker { root, key_file }) => {
				let file = path("endorsement.json");
				let endorse = ["manifest", "endorse", "--levels", &levels, "--root", root];
				let by = ["--level", "2", "--maker-key", key_file, "--out", &file];
				maker.json(&[&endorse[..], &by].concat()).await?;
				maker.json(&[&publish[..], &["--endorsement", &file]].concat()).await?
			},
		};
		Ok(Self {
			id,
			manifest: number(&published, "manifest")?.to_string(),
			leaves: number(&published, "leaves")?,
			published_in: number(&published["block"], "number")?,
			list,
			levels,
		})
	}

	/// Writes the proof of a newcomer to a file in its own light client's folder, and returns the command by which it
	/// joins there as `owner`'s.
	pub async fn prove(
		&self,
		maker: &Edge,
		edge: &Edge,
		newcomer: &Newcomer,
		owner: &str,
	) -> Result<Vec<String>> {
		let Newcomer { key_file, scheme, public, id } = newcomer;
		let proof = edge.path(&format!("{id}.proof")).to_string_lossy().into_owned();
		let key = format!("{scheme}:{public}");
		let (list, levels) = (self.list.as_str(), self.levels.as_str());
		let prove = [
			"manifest", "prove", "--list", list, "--levels", levels, "--key", &key, "--out", &proof,
		];
		maker.json(&prove).await?;
		let manifest = self.manifest.as_str();
		let command = ["device", "activate", "--manifest", manifest, "--proof", &proof];
		let device = ["--device-key", key_file, "--owner", owner];
		Ok(command.into_iter().chain(device).map(String::from).collect())
	}
}

fn number(told: &Value, field: &str) -> Result<u64> {
	told[field].as_u64().ok_or_else(|| Error::shape(field, told))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn write_list_the_newcomers_stand_among_the_others() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("list");
		let newcomer = |public: &str| Newcomer {
			id: String::new(),
			key_file: String::new(),
			scheme: "p256",
			public: public.into(),
		};
		write_list(&path, &[newcomer("0x01"), newcomer("0x02")], 9).unwrap();
		let text = std::fs::read_to_string(&path).unwrap();
		let lines = text.lines().collect::<Vec<_>>();
		assert_eq!(lines.len(), 10);
		assert!(lines[1].starts_with("p256,0x01,,0x") && lines[5].starts_with("p256,0x02,,0x"));
		let others = lines.iter().filter(|line| line.starts_with("ed25519,0x"));
		assert_eq!(others.collect::<std::collections::BTreeSet<_>>().len(), 7);
		let nullifiers = lines[1..].iter().filter_map(|line| line.rsplit(',').next());
		assert_eq!(nullifiers.collect::<std::collections::BTreeSet<_>>().len(), 9);
	}
}
