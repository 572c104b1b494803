//! `access pass narrow`

use super::{as_json, in_words, not_handed_on, read, write, Part};
use crate::{failure::Failure, global::Global};
use jmt_edge::{
	access::pass::{further, HolderKey, PassFile},
	keys::DeviceKey,
};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The pass
	#[arg(long, value_name = "PATH")]
	pass: PathBuf,
	/// Key file of its last holder
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
	#[command(flatten)]
	part: Part,
}

/// Hands a part of a pass on.
pub(super) fn run(global: &Global, args: &Args) -> Result<(), Failure> {
	let Args { pass, device_key, part } = args;
	let (by, PassFile(pass)) = (HolderKey::Device(DeviceKey::read(device_key)?), read(pass)?);
	let before = pass.blocks.last().map(|signed| &signed.block.scope);
	let (genesis, scope) = (global.genesis()?, part.scope(before)?);
	let pass = PassFile(further(genesis, pass, &by, part.to, scope).map_err(not_handed_on)?);
	write(&part.out, &pass)?;
	global.format().emit(as_json(&pass, Some(&part.out)), || {
		format!("{}\nin {}", in_words(&pass), part.out.display())
	})
}
