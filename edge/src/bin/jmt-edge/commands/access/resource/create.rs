//! `access resource create`

use super::super::arguments::parse_actions;
use crate::{
	arguments::{parse_count, parse_device, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use codec::DecodeAll;
use jmt_edge::{
	access::degrees::parse_place,
	amount::format_jmt,
	pallets::access::{CreateResource, ResourceCreated, ResourcePermit},
};
use jmt_primitives::{
	access::{Actions, PolicyId},
	cell::Cell,
	domains::DomainId,
	DeviceId,
};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The domain that it is in
	#[arg(long, value_name = "DOMAIN", value_parser = parse_count::<DomainId>)]
	domain: DomainId,
	/// The text of `access resource permit`; an authority of the domain needs none
	#[arg(long, value_name = "TEXT", value_parser = parse_permit)]
	permit: Option<ResourcePermit>,
	/// The place where it claims to be: a cell, or LAT,LON with @RESOLUTION behind it
	#[arg(long, value_name = "PLACE", value_parser = parse_place, allow_hyphen_values = true)]
	place: Option<Cell>,
	/// The device that enforces what is decided
	#[arg(long, value_name = "DEVICE", value_parser = parse_device)]
	enforcer: Option<DeviceId>,
	/// Actions that it has, such as open,close
	#[arg(long, value_name = "LIST", value_parser = parse_actions)]
	actions: Actions,
	/// Those of them that its enforcer may take in an emergency, with nothing to decide by
	#[arg(long, value_name = "LIST", value_parser = parse_actions)]
	fail_safe: Option<Actions>,
	/// The policy by which it decides [default: none, and nothing is allowed]
	#[arg(long, value_name = "POLICY", value_parser = parse_count::<PolicyId>)]
	policy: Option<PolicyId>,
	#[command(flatten)]
	signer: Signer,
}

fn parse_permit(text: &str) -> Result<ResourcePermit, String> {
	let bytes = text.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok());
	bytes
		.and_then(|bytes| ResourcePermit::decode_all(&mut bytes.as_slice()).ok())
		.ok_or_else(|| "not the text of `access resource permit`".into())
}

/// Makes a resource of the account that signs.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { domain, permit, place, enforcer, actions, fail_safe, policy, signer } = args;
	let fail_safe = fail_safe.unwrap_or(Actions::NONE);
	if !fail_safe.is_within(actions) {
		return Err(Failure::Usage("--fail-safe has an action that --actions has not".into()));
	}
	let call = CreateResource { domain, permit, place, enforcer, actions, fail_safe, policy };
	decide(global, &signer, &call, |included| {
		let Some(created) = included.event::<ResourceCreated>() else {
			return Told { json: json!({ "resource": null }), words: "made a resource".into() };
		};
		Told {
			json: json!({
				"resource": created.resource,
				"domain": domain,
				"deposit": created.deposit.to_string(),
			}),
			words: format!(
				"made resource {} in domain {domain}, with {} held,",
				created.resource,
				format_jmt(created.deposit)
			),
		}
	})
	.await
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use jmt_edge::keys::AccountKey;

	#[test]
	fn parse_permit_it_reads_what_was_written_and_nothing_cut() {
		let key = AccountKey::from_uri("//Alice").unwrap();
		let permit = ResourcePermit {
			expires: 5,
			authority: key.account(),
			signature: key.signature(b"permit"),
		};
		let text = format!("0x{}", hex::encode(permit.encode()));
		assert_eq!(parse_permit(&text), Ok(permit));
		for wrong in [&text[2..], &text[..text.len() - 2], "0x", ""] {
			assert!(parse_permit(wrong).is_err(), "{wrong}");
		}
	}
}
