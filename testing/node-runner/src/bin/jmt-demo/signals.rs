//! A group of devices, one of which speaks without a name and without a fee.

use crate::report::SignalReport;
use jmt_node_runner::{chain::text, ChainSpec, Edge, Error, Result};
use serde_json::Value;
use std::path::Path;

/// The account that has the group and its topic.
const GROUP_OWNER: &str = "//Eve";

/// Members of the group, the devices of the demo among them.
const MEMBERS: usize = 1_000;

/// The words of the member.
const MESSAGE: &str = "water at the gate";

/// Makes the group and a topic, and has the first device signal twice. The second signal is refused.
pub(crate) async fn walk(spec: &ChainSpec, dir: &Path, devices: &[Edge]) -> Result<SignalReport> {
	let owner = Edge::new("group", spec, dir)?;
	let mut identities = Vec::new();
	for device in devices {
		let file = device.path("identity.json").to_string_lossy().into_owned();
		let made = device.json(&["identity", "new", "--out", &file]).await?;
		identities.push((file, text("commitment", &made["commitment"])?));
	}
	let commitments = identities.iter().map(|(_, commitment)| commitment.clone());
	let list = owner.path("members.list");
	write_list(&list, &commitments.collect::<Vec<_>>())?;
	let list = list.to_string_lossy();

	let signs = ["--suri", GROUP_OWNER];
	let made = owner.json(&[&["group", "create"][..], &signs].concat()).await?;
	let group = number(&made, "group")?.to_string();
	owner.json(&[&["group", "add", &group, "--list", &list][..], &signs].concat()).await?;
	let most = MEMBERS.to_string();
	let open = ["topic", "open", &group, "--name", "flood", "--for", "1h", "--most", &most];
	let opened = owner.json(&[&open[..], &signs].concat()).await?;
	let topic = text("topic", &opened["topic"])?;

	// A light client of its own, since the device's agent mines meanwhile.
	let member = Edge::new("member", spec, dir)?;
	let (identity, _) =
		identities.first().ok_or_else(|| Error::shape("devices of the group", "none"))?;
	let signal = ["signal", "--identity-key", identity, "--group", &group, "--topic", &topic];
	let sent = member.json(&[&signal[..], &["--message", MESSAGE]].concat()).await?;
	let again = member.run(&[&signal[..], &["--message", "none"]].concat()).await?;
	let shown = owner.json(&["group", "show", &group]).await?;
	let known = owner.json(&["topic", "show", &group, &topic]).await?;
	Ok(SignalReport {
		group,
		members: number(&shown, "members")?,
		pages: number(&shown, "pages")?,
		topic,
		used: number(&known, "used")?,
		alias: text("alias", &sent["alias"])?,
		message: text("message", &sent["message"])?,
		block: number(&sent["block"], "number")?,
		proving_ms: number(&sent, "provingMs")?,
		peak_memory: number(&sent, "peakMemory")?,
		refusal: crate::walk::refusal(&again.stderr)?,
	})
}

/// A list of commitments: those given, spread evenly, among others of nobody's.
fn write_list(path: &Path, commitments: &[String]) -> Result<()> {
	let every = MEMBERS / commitments.len().max(1);
	let lines = (0..MEMBERS).map(|place| {
		let own = commitments.get(place / every.max(1)).filter(|_| place % every.max(1) == 0);
		own.cloned().unwrap_or_else(|| {
			let mut hash = sp_crypto_hashing::blake2_256(&place.to_le_bytes());
			// Below the order of the field.
			hash[0] = 0;
			format!("0x{}", hex::encode(hash))
		})
	});
	let text = lines.collect::<Vec<_>>().join("\n");
	std::fs::write(path, text).map_err(Error::io("list of members"))
}

fn number(told: &Value, field: &str) -> Result<u64> {
	told[field].as_u64().ok_or_else(|| Error::shape(field, told))
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn write_list_the_devices_stand_among_a_thousand() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("list");
		write_list(&path, &["7".into(), "8".into(), "9".into()]).unwrap();
		let text = std::fs::read_to_string(&path).unwrap();
		let lines = text.lines().collect::<Vec<_>>();
		assert_eq!(lines.iter().collect::<BTreeSet<_>>().len(), MEMBERS);
		assert_eq!((lines[0], lines[333], lines[666]), ("7", "8", "9"));
	}
}
