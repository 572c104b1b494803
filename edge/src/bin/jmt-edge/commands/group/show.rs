//! `group show`

use crate::{
	arguments::parse_count,
	commands::{block, on_chain},
	failure::Failure,
	global::Global,
	spinner::Spinner,
};
use jmt_edge::{
	chain::Chain,
	keys::{format_address, read_identity},
	pallets::zk_verifier,
	proofs::{format_scalar, Members, ProofError},
};
use jmt_primitives::proofs::GroupId;
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// Its number
	#[arg(value_parser = parse_count::<GroupId>)]
	group: GroupId,
	/// Say at which place this identity stands; the chain is not asked
	#[arg(long, value_name = "PATH")]
	identity_key: Option<PathBuf>,
	/// Write the members to a new file, of which proofs are made without a connection
	#[arg(long, value_name = "PATH")]
	out: Option<PathBuf>,
}

/// Shows a group.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { group, identity_key, out } = args;
	let identity = identity_key.as_deref().map(read_identity).transpose()?;
	on_chain(global, async |chain: &Chain| {
		let spinner = Spinner::start("reading the group");
		let at = chain.finalized().await?;
		let found = zk_verifier::group(&at, group).await?.ok_or(ProofError::NoGroup(group))?;
		let members = match found.root {
			Some(_) => Some(Members::read(&at, chain.genesis(), group).await?),
			None => None,
		};
		drop(spinner);
		let place = match (&identity, &members) {
			(Some(identity), Some(members)) => members.place_of(&identity.commitment()).ok(),
			_ => None,
		};
		if let Some(out) = &out {
			members.as_ref().ok_or(ProofError::Empty)?.write(out)?;
		}
		let present = members.as_ref().map_or(0, Members::present);
		let levels = members.as_ref().map_or(0, Members::levels);
		let root = members.as_ref().map(|members| format_scalar(&members.root()));
		let json = json!({
			"group": group,
			"block": block(&at),
			"owner": format_address(&found.owner),
			"size": found.size,
			"members": present,
			"levels": levels,
			"root": root,
			"pages": found.pages,
			"topics": found.topics,
			"closing": found.closing,
			"index": place,
			"file": out.as_ref().map(|out| out.display().to_string()),
		});
		global.format().emit(json, || {
			let closing = if found.closing { ", being closed" } else { "" };
			let root = root.unwrap_or_else(|| "none".into());
			let place = match (&identity, place) {
				(Some(_), Some(place)) => format!("\nidentity member {place}"),
				(Some(_), None) => "\nidentity not a member".into(),
				(None, _) => String::new(),
			};
			format!(
				"group    {group} of {}{closing}\nmembers  {present}, at {} places in {} pages\n\
				 tree     {levels} levels, root {root}\ntopics   {}{place}",
				format_address(&found.owner),
				found.size,
				found.pages,
				found.topics,
			)
		})
	})
	.await
}
