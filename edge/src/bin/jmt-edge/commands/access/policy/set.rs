//! `access policy set`

use super::{super::arguments::not_policy, text};
use crate::{
	arguments::{parse_count, Signer},
	commands::{
		decide::{decide_on, Told},
		on_chain,
	},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	access::policy::read,
	amount::format_jmt,
	chain::Chain,
	pallets::{
		access::{PolicyAt, PolicySet, SetPolicy},
		timestamp,
	},
};
use jmt_primitives::{access::PolicyId, domains::DomainId};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The file of TOML, or - for standard input
	#[arg(value_name = "FILE")]
	file: PathBuf,
	#[command(flatten)]
	place: Place,
	#[command(flatten)]
	signer: Signer,
}

/// The policy's place.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct Place {
	/// A new policy, for resources of this domain and of those below it
	#[arg(long, value_name = "DOMAIN", value_parser = parse_count::<DomainId>)]
	domain: Option<DomainId>,
	/// In the place of this policy, for all resources that name it
	#[arg(long, value_name = "POLICY", value_parser = parse_count::<PolicyId>)]
	replace: Option<PolicyId>,
}

/// Writes a policy. The tables of zones are made from the chain's time on.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { file, place, signer } = args;
	let at = match (place.domain, place.replace) {
		(Some(domain), _) => PolicyAt::New { domain },
		(None, Some(policy)) => PolicyAt::Replace(policy),
		(None, None) => return Err(Failure::Usage("give --domain or --replace".into())),
	};
	let (key, text) = (signer.owner.key()?, text(&file)?);
	on_chain(global, async |chain: &Chain| {
		let now = timestamp::now(&chain.finalized().await?).await?;
		let body = read(&text, now).map_err(not_policy)?;
		let (rules, good_until) = (body.rules.len(), body.zone.good_until);
		decide_on(chain, global, &key, signer.fee, &SetPolicy { at, body }, |included| {
			let Some(set) = included.event::<PolicySet>() else {
				return Told { json: json!({ "policy": null }), words: "wrote a policy".into() };
			};
			Told {
				json: json!({
					"policy": set.policy,
					"version": set.version,
					"rules": rules,
					"zoneGoodUntil": good_until,
					"deposit": set.deposit.to_string(),
				}),
				words: format!(
					"wrote version {} of policy {} with {rules} rules, with {} held,",
					set.version,
					set.policy,
					format_jmt(set.deposit)
				),
			}
		})
		.await
	})
	.await
}
