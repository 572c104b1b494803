//! `access resource permit`

use crate::{
	arguments::{parse_account, parse_count, parse_span, Owner},
	commands::on_chain,
	failure::Failure,
	global::Global,
};
use codec::Encode;
use jmt_edge::{
	amount::format_time,
	chain::Chain,
	keys::format_address,
	pallets::{access::ResourcePermit, timestamp},
};
use jmt_primitives::{access::signed, domains::DomainId, AccountId, Moment};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The domain, of which the account that signs is an authority
	#[arg(value_parser = parse_count::<DomainId>)]
	domain: DomainId,
	/// The account that may make resources in it
	#[arg(long, value_name = "ADDRESS", value_parser = parse_account)]
	to: AccountId,
	/// How long it is good: 90s, 10m, 2h; the chain takes a day at most
	#[arg(long, value_name = "TIME", default_value = "1h", value_parser = parse_span)]
	valid: Moment,
	#[command(flatten)]
	owner: Owner,
}

/// Prints an authority's word. It sends nothing.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { domain, to, valid, owner } = args;
	let key = owner.key()?;
	on_chain(global, async |chain: &Chain| {
		let now = timestamp::now(&chain.finalized().await?).await?;
		let expires = now.saturating_add(valid);
		let message = signed::permit(&chain.genesis(), &to, domain, expires);
		let (authority, signature) = (key.account(), key.signature(&message));
		let permit = ResourcePermit { expires, authority, signature };
		let text = format!("0x{}", hex::encode(permit.encode()));
		let json = json!({
			"permit": text,
			"domain": domain,
			"owner": format_address(&to),
			"authority": format_address(&permit.authority),
			"expires": expires,
			"expiresText": format_time(expires),
		});
		global.format().emit(json, || text)
	})
	.await
}
