//! `domain trust`

use crate::{
	arguments::{parse_count, parse_span, Signer},
	commands::{
		decide::{decide, decide_on, Told},
		on_chain,
	},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_time,
	chain::Chain,
	pallets::{
		domains::{DropTrust, SetTrust},
		timestamp,
	},
};
use jmt_primitives::{
	domains::{DomainId, Reach},
	Moment,
};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The domain whose resources let devices in
	#[arg(value_parser = parse_count::<DomainId>)]
	from: DomainId,
	/// The domain whose devices they are
	#[arg(value_parser = parse_count::<DomainId>)]
	to: DomainId,
	/// For how long: 90s, 10m, 2h, 30d; at most a year
	#[arg(long = "for", value_name = "TIME", default_value = "30d", value_parser = parse_span)]
	span: Moment,
	/// Also devices of domains below it
	#[arg(long)]
	below: bool,
	/// End it at once
	#[arg(long, conflicts_with_all = ["span", "below"])]
	drop: bool,
	#[command(flatten)]
	signer: Signer,
}

/// Sets or drops a trust link.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { from, to, span, below, drop, signer } = args;
	if drop {
		return decide(global, &signer, &DropTrust { from, to }, |_| Told {
			json: json!({ "fromDomain": from, "toDomain": to, "dropped": true }),
			words: format!("domain {from} trusts domain {to} no longer,"),
		})
		.await;
	}
	let key = signer.owner.key()?;
	on_chain(global, async |chain: &Chain| {
		let expires = timestamp::now(&chain.finalized().await?).await?.saturating_add(span);
		let reach = if below { Reach::Below } else { Reach::Exact };
		let call = SetTrust { from, to, reach, expires };
		decide_on(chain, global, &key, signer.fee, &call, |_| Told {
			json: json!({
				"fromDomain": from,
				"toDomain": to,
				"below": below,
				"expires": expires,
			}),
			words: format!(
				"domain {from} trusts domain {to}{} until {} UTC,",
				if below { " and all below it" } else { "" },
				format_time(expires)
			),
		})
		.await
	})
	.await
}
