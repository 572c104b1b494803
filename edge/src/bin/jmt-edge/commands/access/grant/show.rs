//! `access grant show`

use super::super::told::{holder_json, holder_words, scope_json, scope_words};
use crate::{
	arguments::parse_count,
	commands::{block, on_chain},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	access::AccessError,
	amount::{format_jmt, format_time},
	chain::Chain,
	keys::format_address,
	pallets::access::grant_chain,
};
use jmt_primitives::access::{Delegation, Grant, GrantId};
use serde_json::{json, Value};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The grant's number
	#[arg(value_parser = parse_count::<GrantId>)]
	grant: GrantId,
}

/// Shows a grant with all above it.
pub(super) async fn run(global: &Global, Args { grant }: Args) -> Result<(), Failure> {
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let grants = grant_chain(&at, grant).await?;
		if grants.is_empty() {
			return Err(AccessError::other(format!("there is no grant {grant}")).into());
		}
		let chain = grants.iter().map(|(id, grant)| as_json(*id, grant)).collect::<Vec<_>>();
		let json = json!({ "grant": grant, "block": block(&at), "chain": chain });
		let words = || grants.iter().map(|(id, grant)| in_words(*id, grant)).collect::<Vec<_>>();
		global.format().emit(json, || words().join("\nbelow "))
	})
	.await
}

fn in_words(id: GrantId, grant: &Grant) -> String {
	let standing = match grant.revoked {
		Some(at) => format!(", revoked {} UTC", format_time(at)),
		None => String::new(),
	};
	let kept = match grant.delegation {
		Delegation::Kept => "; it may not be handed on",
		Delegation::Allowed => "; it may be handed on",
	};
	format!(
		"grant {id} of resource {}{standing}: {}, held by {}{kept}; by {}, {} held, {} grants below it",
		grant.resource,
		scope_words(&grant.scope),
		holder_words(&grant.holder),
		format_address(&grant.issuer),
		format_jmt(grant.deposit),
		grant.children,
	)
}

fn as_json(id: GrantId, grant: &Grant) -> Value {
	json!({
		"grant": id,
		"resource": grant.resource,
		"parent": grant.parent,
		"depth": grant.depth,
		"issuer": format_address(&grant.issuer),
		"holder": holder_json(&grant.holder),
		"scope": scope_json(&grant.scope),
		"mayDelegate": grant.delegation == Delegation::Allowed,
		"epoch": grant.epoch,
		"passEpoch": grant.pass_epoch,
		"revoked": grant.revoked,
		"children": grant.children,
		"payer": format_address(&grant.payer),
		"deposit": grant.deposit.to_string(),
	})
}
