//! `access pass new`

use super::{as_json, in_words, not_handed_on, write, Holder, Part};
use crate::{arguments::parse_count, failure::Failure, global::Global};
use jmt_edge::access::pass::{first, PassFile};
use jmt_primitives::access::GrantId;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The grant
	#[arg(long, value_name = "GRANT", value_parser = parse_count::<GrantId>)]
	grant: GrantId,
	/// The grant's epoch of passes, as the chain has it: passes of an epoch before are dead
	#[arg(long, value_name = "NUMBER", default_value_t = 0)]
	pass_epoch: u32,
	#[command(flatten)]
	holder: Holder,
	#[command(flatten)]
	part: Part,
}

/// Makes a pass.
pub(super) fn run(global: &Global, args: &Args) -> Result<(), Failure> {
	let Args { grant, pass_epoch, holder, part } = args;
	let (genesis, by, scope) = (global.genesis()?, holder.key()?, part.scope(None)?);
	let pass = first(genesis, (*grant, *pass_epoch), &by, part.to, scope).map_err(not_handed_on)?;
	let pass = PassFile(pass);
	write(&part.out, &pass)?;
	global.format().emit(as_json(&pass, Some(&part.out)), || {
		format!("{}\nin {}", in_words(&pass), part.out.display())
	})
}
