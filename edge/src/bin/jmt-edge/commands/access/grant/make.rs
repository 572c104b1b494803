//! `access grant make`

use super::super::{
	arguments::ScopeOptions,
	told::{holder_json, holder_words, scope_json, scope_words},
};
use crate::{
	arguments::{parse_account, parse_count, parse_device, Signer},
	commands::{
		decide::{decide_on, Told},
		on_chain,
	},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	access::AccessError,
	amount::format_jmt,
	chain::Chain,
	pallets::{
		access::{grant_chain, resource, Granted, MakeGrant},
		timestamp,
	},
};
use jmt_primitives::{
	access::{Delegation, GrantId, Holder, ResourceId, Scope},
	domains::{DomainId, Reach},
	AccountId, DeviceId,
};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The resource's number
	#[arg(value_parser = parse_count::<ResourceId>)]
	resource: ResourceId,
	#[command(flatten)]
	to: To,
	/// With --to-domain: devices of domains below it too
	#[arg(long, requires = "to_domain")]
	below: bool,
	/// The grant that it is made from [default: none, by the resource's owner]
	#[arg(long, value_name = "GRANT", value_parser = parse_count::<GrantId>)]
	parent: Option<GrantId>,
	#[command(flatten)]
	scope: ScopeOptions,
	/// The holder may hand it on
	#[arg(long)]
	delegate: bool,
	#[command(flatten)]
	signer: Signer,
}

/// The holder.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct To {
	/// A device holds it
	#[arg(long, value_name = "DEVICE", value_parser = parse_device)]
	to_device: Option<DeviceId>,
	/// An account holds it
	#[arg(long, value_name = "ADDRESS", value_parser = parse_account)]
	to_account: Option<AccountId>,
	/// Each device of a domain holds it; it carries no pass
	#[arg(long, value_name = "DOMAIN", value_parser = parse_count::<DomainId>)]
	to_domain: Option<DomainId>,
}

impl To {
	fn holder(&self, below: bool) -> Result<Holder, Failure> {
		let reach = if below { Reach::Below } else { Reach::Exact };
		// The parser does not ask for --to-domain where another holder stands in its place.
		if below && self.to_domain.is_none() {
			return Err(Failure::Usage("--below belongs to --to-domain".into()));
		}
		match (self.to_device, &self.to_account, self.to_domain) {
			(Some(device), _, _) => Ok(Holder::Device(device)),
			(None, Some(account), _) => Ok(Holder::Account(account.clone())),
			(None, None, Some(domain)) => Ok(Holder::Domain { domain, reach }),
			(None, None, None) => Err(Failure::Usage("say who holds it".into())),
		}
	}
}

/// Makes a grant.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { resource: id, to, below, parent, scope, delegate, signer } = args;
	let (key, holder) = (signer.owner.key()?, to.holder(below)?);
	let delegation = if delegate { Delegation::Allowed } else { Delegation::Kept };
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let now = timestamp::now(&at).await?;
		let above = match parent {
			Some(parent) => {
				let chain = grant_chain(&at, parent).await?;
				let above = chain.into_iter().next().map(|(_, grant)| grant.scope);
				Some(
					above
						.ok_or_else(|| AccessError::other(format!("there is no grant {parent}")))?,
				)
			},
			// Of the owner's own right, all actions that the resource has.
			None => {
				let found = resource(&at, id).await?;
				let found = found
					.ok_or_else(|| AccessError::other(format!("there is no resource {id}")))?;
				let free = scope.scope(now, None)?;
				let whole = Scope { actions: found.actions, uses: None, ..free };
				Some(Scope { cells: Default::default(), not_before: 0, ..whole })
			},
		};
		let scope = scope.scope(now, above.as_ref())?;
		let call = MakeGrant {
			resource: id,
			parent,
			holder: holder.clone(),
			scope: scope.clone(),
			delegation,
		};
		decide_on(chain, global, &key, signer.fee, &call, |included| {
			let Some(granted) = included.event::<Granted>() else {
				return Told { json: json!({ "grant": null }), words: "made a grant".into() };
			};
			Told {
				json: json!({
					"grant": granted.grant,
					"resource": id,
					"parent": parent,
					"depth": granted.depth,
					"holder": holder_json(&holder),
					"scope": scope_json(&scope),
					"mayDelegate": delegate,
					"deposit": granted.deposit.to_string(),
				}),
				words: format!(
					"granted {} of resource {id} to {} as grant {}, with {} held,",
					scope_words(&scope),
					holder_words(&holder),
					granted.grant,
					format_jmt(granted.deposit)
				),
			}
		})
		.await
	})
	.await
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;

	#[derive(Parser, Debug)]
	struct Line {
		#[command(flatten)]
		args: Args,
	}

	fn holder(line: &str) -> Option<Holder> {
		let line = format!("make 1 {line} --suri //Alice");
		let args = Line::try_parse_from(line.split(' ')).ok()?.args;
		args.to.holder(args.below).ok()
	}

	#[test]
	fn holder_it_is_one_of_device_account_and_domain() {
		let id = format!("0x{}", "ab".repeat(32));
		let device = holder(&format!("--to-device {id}"));
		assert!(matches!(device, Some(Holder::Device(_))));
		let account = holder(&format!("--to-account {id}"));
		assert_eq!(account, Some(Holder::Account(AccountId::new([0xab; 32]))));
		let domain = Holder::Domain { domain: 3, reach: Reach::Exact };
		assert_eq!(holder("--to-domain 3"), Some(domain));
		let below = Holder::Domain { domain: 3, reach: Reach::Below };
		assert_eq!(holder("--to-domain 3 --below"), Some(below));
		assert_eq!(holder(&format!("--to-device {id} --below")), None);
		assert_eq!(holder(&format!("--to-device {id} --to-domain 3")), None);
		assert_eq!(holder("--delegate"), None);
	}
}
