//! `domain show`

use crate::{
	arguments::parse_count,
	commands::{block, on_chain},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_jmt,
	chain::Chain,
	keys::format_address,
	pallets::domains::{path, prepaid, prepaid_account, suspended},
	Error,
};
use jmt_primitives::{
	domains::{Domain, DomainId, DomainState, Rank, Role},
	Balance,
};
use serde_json::{json, Value};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// Its number
	#[arg(value_parser = parse_count::<DomainId>)]
	domain: DomainId,
}

/// Shows a domain.
pub(super) async fn run(global: &Global, Args { domain }: Args) -> Result<(), Failure> {
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let path = path(&at, domain).await?.unwrap_or_default();
		let Some((_, found)) = path.last() else {
			return Err(Error::chain(format!("there is no domain {domain}")).into());
		};
		let account = prepaid(&at, domain).await?;
		let held: Balance = account.held.iter().map(|part| part.amount).sum();
		let (free, fell) = (account.transferable(), suspended(&path));
		let above: Vec<DomainId> = path.iter().rev().skip(1).map(|(id, _)| *id).collect();
		let json = json!({
			"domain": domain,
			"block": block(&at),
			"active": fell.is_none(),
			"suspended": fell,
			"above": above,
			"prepaid": {
				"account": format_address(&prepaid_account(domain)),
				"free": free.to_string(),
				"held": held.to_string(),
			},
			"stored": as_json(found),
		});
		global.format().emit(json, || in_words(domain, found, &above, fell, free, held))
	})
	.await
}

fn in_words(
	id: DomainId,
	domain: &Domain,
	above: &[DomainId],
	fell: Option<DomainId>,
	free: Balance,
	held: Balance,
) -> String {
	let standing = match fell {
		None => "active".into(),
		Some(fell) if fell == id => format!("suspended by {}", by(&domain.state)),
		Some(fell) => format!("not active: domain {fell} above it is suspended"),
	};
	let above = match above {
		[] => "nothing, it is a top domain".into(),
		above => above.iter().map(DomainId::to_string).collect::<Vec<_>>().join(", below "),
	};
	format!(
		"domain   {id}, {standing}\nlayer    {:?}, region {}\nowner    {}\nbelow    {above}\n\
		 has      {} children, {} admins, {} devices, {} manifests\n\
		 prepaid  {} free, {} held, on {}",
		domain.layer,
		domain.region,
		format_address(&domain.owner),
		domain.children,
		domain.admins,
		domain.members,
		domain.manifests,
		format_jmt(free),
		format_jmt(held),
		format_address(&prepaid_account(id)),
	)
}

fn by(state: &DomainState) -> String {
	match state {
		DomainState::Active => "nobody".into(),
		DomainState::Suspended(Rank { depth, role: Role::Owner }) => {
			format!("the owner of the domain at depth {depth}")
		},
		DomainState::Suspended(Rank { depth, role: Role::Admin }) => {
			format!("an admin of the domain at depth {depth}")
		},
	}
}

/// Amounts are decimal strings in planck: JSON's numbers lose digits.
fn as_json(domain: &Domain) -> Value {
	json!({
		"parent": domain.parent,
		"top": domain.top,
		"depth": domain.depth,
		"layer": domain.layer,
		"region": domain.region,
		"owner": format_address(&domain.owner),
		"offeredTo": domain.offered_to.as_ref().map(format_address),
		"payer": format_address(&domain.payer),
		"deposit": domain.deposit.to_string(),
		"admins": domain.admins,
		"children": domain.children,
		"members": domain.members,
		"manifests": domain.manifests,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{cell::Region, domains::Layer, AccountId};

	fn domain(state: DomainState) -> Domain {
		let owner = AccountId::new([1; 32]);
		Domain {
			parent: Some(1),
			top: 1,
			depth: 2,
			layer: Layer::Device,
			region: Region::World,
			owner: owner.clone(),
			offered_to: None,
			payer: owner,
			deposit: Balance::MAX,
			state,
			admins: 3,
			children: 0,
			members: 5,
			manifests: 1,
		}
	}

	#[test]
	fn in_words_it_says_who_suspended_it_or_which_domain_above() {
		let suspended = domain(DomainState::Suspended(Rank { depth: 1, role: Role::Admin }));
		let said = in_words(2, &suspended, &[1], Some(2), 1_000_000_000_000, 0);
		for part in ["domain   2, suspended by an admin of the domain at depth 1", "1 JMT free"] {
			assert!(said.contains(part), "{said}");
		}
		let said = in_words(2, &domain(DomainState::Active), &[1], Some(1), 0, 0);
		assert!(said.contains("domain 1 above it is suspended"), "{said}");
		let said = in_words(2, &domain(DomainState::Active), &[1], None, 0, 0);
		assert!(said.starts_with("domain   2, active\n"), "{said}");
	}

	#[test]
	fn as_json_it_keeps_every_digit() {
		let json = as_json(&domain(DomainState::Active));
		assert_eq!(json["deposit"], Balance::MAX.to_string());
		assert_eq!((&json["layer"], &json["region"]), (&json!("device"), &json!("world")));
	}
}
