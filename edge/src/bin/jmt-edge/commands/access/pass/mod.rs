//! `access pass`: passes, offline.

mod narrow;
mod new;
mod show;

use super::{
	arguments::ScopeOptions,
	told::{scope_json, scope_words},
};
use crate::{arguments::machine_time, commands::carried, failure::Failure, global::Global};
use clap::Subcommand;
use jmt_edge::{
	access::{
		pass::{HolderKey, NotHandedOn, PassFile},
		AccessError,
	},
	keys::{AccountKey, DeviceKey},
};
use jmt_primitives::{access::Scope, did::Multikey, DevicePublic};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};

/// Largest file of a pass.
const MOST_BYTES: usize = 16 * 1_024;

/// Passes: a grant's holder hands a part of its right on, and connects to nobody.
#[derive(Subcommand, Debug)]
pub(crate) enum PassCommand {
	/// Make a pass of a grant, as its holder
	New(new::Args),
	/// Hand a part of a pass on, as its last holder
	Narrow(narrow::Args),
	/// Show who handed what to whom
	Show(show::Args),
}

pub(super) fn run(global: &Global, command: &PassCommand) -> Result<(), Failure> {
	match command {
		PassCommand::New(args) => new::run(global, args),
		PassCommand::Narrow(args) => narrow::run(global, args),
		PassCommand::Show(args) => show::run(global, args),
	}
}

/// The key of who has a right.
#[derive(clap::Args, Clone, Debug)]
#[group(multiple = false)]
pub(super) struct Holder {
	/// Key file of the device that has the right
	#[arg(long, value_name = "PATH")]
	device_key: Option<PathBuf>,
	/// Key file of the account that has the right
	#[arg(long, value_name = "PATH")]
	account_key: Option<PathBuf>,
	/// Secret URI of the account that has the right, such as //Alice; for development only, other users can see it
	#[arg(long, value_name = "URI")]
	suri: Option<String>,
}

impl Holder {
	/// With its secret.
	pub(super) fn key(&self) -> Result<HolderKey, Failure> {
		match (&self.device_key, &self.account_key, &self.suri) {
			(Some(path), ..) => Ok(HolderKey::Device(DeviceKey::read(path)?)),
			(None, Some(path), _) => Ok(HolderKey::Account(AccountKey::read(path)?)),
			(None, None, Some(uri)) => Ok(HolderKey::Account(AccountKey::from_uri(uri)?)),
			(None, None, None) => {
				Err(Failure::Usage("give --device-key, --account-key or --suri".into()))
			},
		}
	}
}

/// The key that gets it, and how much.
#[derive(clap::Args, Clone, Debug)]
struct Part {
	/// The public key that gets it, as `device did` prints it (z..), or TYPE:0xKEY
	#[arg(long, value_name = "KEY", value_parser = parse_key)]
	to: DevicePublic,
	#[command(flatten)]
	scope: ScopeOptions,
	/// The file to write
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

impl Part {
	/// Within what the block before has, where its giver said nothing.
	fn scope(&self, before: Option<&Scope>) -> Result<Scope, Failure> {
		self.scope.scope(machine_time(), before)
	}
}

fn parse_key(text: &str) -> Result<DevicePublic, String> {
	if text.contains(':') {
		return crate::arguments::parse_public(text);
	}
	match text.parse() {
		Ok(Multikey::Signing(key)) => Ok(key),
		Ok(Multikey::Encryption(_)) => Err("it is a key for messages".into()),
		Err(error) => Err(format!("{error}")),
	}
}

/// Writes a new file; none is overwritten.
fn write(path: &Path, pass: &PassFile) -> Result<(), Failure> {
	Ok(pass.write(path)?)
}

/// Reads a pass.
pub(super) fn read(path: &Path) -> Result<PassFile, Failure> {
	carried::read_json(path, MOST_BYTES).map_err(|error| AccessError::file(path, error).into())
}

fn not_handed_on(why: NotHandedOn) -> Failure {
	AccessError::other(why.to_string()).into()
}

/// A pass as JSON, with the file that has it, if it was written.
fn as_json(PassFile(pass): &PassFile, out: Option<&Path>) -> Value {
	let blocks = pass.blocks.iter().map(|signed| {
		let block = &signed.block;
		json!({
			"hash": block.hash(),
			"holder": Multikey::Signing(block.holder),
			"id": block.holder.id(),
			"passEpoch": block.pass_epoch,
			"scope": scope_json(&block.scope),
		})
	});
	json!({
		"grant": pass.grant,
		"genesis": pass.blocks.first().map(|signed| signed.block.genesis),
		"blocks": blocks.collect::<Vec<_>>(),
		"out": out,
	})
}

/// The same in words.
fn in_words(PassFile(pass): &PassFile) -> String {
	let blocks = pass.blocks.iter().map(|signed| {
		let block = &signed.block;
		format!("  to {}: {}", Multikey::Signing(block.holder), scope_words(&block.scope))
	});
	let first = format!("pass of grant {}", pass.grant);
	std::iter::once(first).chain(blocks).collect::<Vec<_>>().join("\n")
}
