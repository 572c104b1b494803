//! `access use`

use super::{
	arguments::parse_action,
	told::{decision_json, decision_words},
};
use crate::{
	arguments::{parse_count, parse_device, Signer},
	commands::{
		decide::{decide_on, Told},
		fee, on_chain,
	},
	failure::Failure,
	global::Global,
	output::Format,
	terminal::{confirm, on_terminal},
};
use jmt_edge::{
	access::{proven::Proven, AccessError},
	amount::{format_jmt, parse_jmt},
	chain::Chain,
	pallets::access::{UseRight, Used},
};
use jmt_primitives::{
	access::{Action, Authority, Decision, GrantId, Request, ResourceId, Subject},
	Balance, DeviceId,
};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The resource's number
	#[arg(value_parser = parse_count::<ResourceId>)]
	resource: ResourceId,
	/// That which is to be done with it: open, close, read, .. or a number
	#[arg(long, value_name = "ACTION", value_parser = parse_action)]
	action: Action,
	/// The device that uses it, one of the account that signs [default: the account itself]
	#[arg(long, value_name = "DEVICE", value_parser = parse_device)]
	device: Option<DeviceId>,
	/// The grant by which it is used [default: its own right]
	#[arg(long, value_name = "GRANT", value_parser = parse_count::<GrantId>)]
	grant: Option<GrantId>,
	/// Number of uses
	#[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = parse_count::<u32>)]
	uses: u32,
	/// The most that all uses together may cost [default: what they cost now]
	#[arg(long, value_name = "AMOUNT", value_parser = parse_jmt)]
	most: Option<Balance>,
	/// Send without asking
	#[arg(long)]
	yes: bool,
	#[command(flatten)]
	signer: Signer,
}

/// Uses a right. A use that proven state denies is not sent.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { resource, action, device, grant, uses, most, yes, signer } = args;
	let key = signer.owner.key()?;
	let subject = device.map_or_else(|| Subject::Account(key.account()), Subject::Device);
	let authority = grant.map_or(Authority::Own, Authority::Grant);
	let asks = !yes && global.format() == Format::Text && on_terminal();
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let request =
			Request { uses, ..Request::new(resource, action, subject.clone(), authority) };
		let decision = Proven::begin(&at, chain.genesis()).await?.decide(&request, &()).await?;
		let price = match &decision {
			Decision::Allow(allowed) => allowed
				.duties
				.price
				.checked_mul(uses.into())
				.ok_or_else(|| AccessError::other("the price is beyond all that there is"))?,
			Decision::Deny(denied) => return Err(AccessError::from(denied.reason).into()),
		};
		if let Some(most) = most.filter(|most| *most < price) {
			let said = format!("it costs {}, more than {}", format_jmt(price), format_jmt(most));
			return Err(AccessError::other(said).into());
		}
		let call = UseRight {
			resource,
			subject: subject.clone(),
			action,
			authority,
			uses,
			most_price: most.unwrap_or(price),
		};
		if asks && !signer.fee {
			let fee = fee(chain, &key, &call).await?;
			confirm(question(uses, action, resource, price, fee)).await?;
		}
		decide_on(chain, global, &key, signer.fee, &call, |included| {
			let used = included.event::<Used>();
			let paid = used.as_ref().map(|used| used.price);
			let words = used.as_ref().map(|used| decision_words(&used.decision));
			Told {
				json: json!({
					"resource": resource,
					"action": action.to_string(),
					"uses": uses,
					"price": paid.map(|paid| paid.to_string()),
					"decision": used.as_ref().map(|used| decision_json(&used.decision)),
				}),
				words: format!(
					"used resource {resource} {uses} times for {} ({})",
					paid.map_or_else(|| "an unknown price".into(), format_jmt),
					words.unwrap_or_else(|| "the decision was not read".into())
				),
			}
		})
		.await
	})
	.await
}

fn question(
	uses: u32,
	action: Action,
	resource: ResourceId,
	price: Balance,
	fee: Balance,
) -> String {
	let price = match price {
		0 => "without a price".into(),
		price => format!("for {}", format_jmt(price)),
	};
	format!(
		"{action} resource {resource} {uses} times {price} and a fee of {}? [y/N] ",
		format_jmt(fee)
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn question_it_says_price_and_fee() {
		let said = question(3, Action::OPEN, 7, 1_500_000_000_000, 1_000_000);
		for part in ["open resource 7 3 times", "for 1.5 JMT", "a fee of 0.000001 JMT"] {
			assert!(said.contains(part), "{said}");
		}
		assert!(question(1, Action::OPEN, 7, 0, 0).contains("without a price"));
	}
}
