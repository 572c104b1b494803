//! `access approve`

use super::arguments::{parse_request, Asking};
use crate::{
	arguments::{parse_account, parse_span, Signer},
	commands::{
		decide::{decide, decide_on, Told},
		on_chain,
	},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::{format_jmt, format_time},
	chain::Chain,
	keys::format_address,
	pallets::{
		access::{ApprovalWithdrawn, Approve, WithdrawApproval},
		timestamp,
	},
};
use jmt_primitives::{AccountId, Hash, Moment};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	asking: Asking,
	/// How long it counts: 10m, 2h, 30d; at most a year
	#[arg(long = "for", value_name = "TIME", default_value = "1d", value_parser = parse_span)]
	span: Moment,
	/// Withdraw the approval instead
	#[arg(long, conflicts_with = "span")]
	withdraw: bool,
	/// With --withdraw: the account that approved [default: the one that signs]; another one's only after its end
	#[arg(long, value_name = "ADDRESS", value_parser = parse_account, requires = "withdraw")]
	approver: Option<AccountId>,
	/// The request's hash must be this one
	#[arg(long, value_name = "HASH", value_parser = parse_request)]
	request: Option<Hash>,
	#[command(flatten)]
	signer: Signer,
}

/// Approves a request by its hash, which all that it says goes into but its moment.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { asking, span, withdraw, approver, request: expected, signer } = args;
	let key = signer.owner.key()?;
	let resource = asking.resource;
	let named = |genesis: &Hash| {
		let request = asking.request().hash(genesis);
		match expected {
			Some(expected) if expected != request => Err(Failure::Usage(format!(
				"this request has the hash {request:?}, not {expected:?}"
			))),
			_ => Ok(request),
		}
	};
	if withdraw {
		let request = named(&global.genesis()?)?;
		let approver = approver.unwrap_or_else(|| key.account());
		let call = WithdrawApproval { resource, request, approver: approver.clone() };
		return decide(global, &signer, &call, |included| {
			let released = included.event::<ApprovalWithdrawn>().map(|event| event.released);
			let back = released.map_or_else(String::new, |released| {
				format!(", with {} back", format_jmt(released))
			});
			Told {
				json: json!({
					"resource": resource,
					"request": request,
					"approver": format_address(&approver),
					"released": released.map(|released| released.to_string()),
				}),
				words: format!("withdrew the approval of {request:?}{back},"),
			}
		})
		.await;
	}
	on_chain(global, async |chain: &Chain| {
		let request = named(&chain.genesis())?;
		let until = timestamp::now(&chain.finalized().await?).await?.saturating_add(span);
		let call = Approve { resource, request, until };
		decide_on(chain, global, &key, signer.fee, &call, |_| Told {
			json: json!({ "resource": resource, "request": request, "until": until }),
			words: format!(
				"approved request {request:?} of resource {resource} until {} UTC",
				format_time(until)
			),
		})
		.await
	})
	.await
}
