//! `access resource show`

use crate::{
	arguments::parse_count,
	commands::{block, on_chain},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	access::{
		policy::{action_list, sentences},
		AccessError,
	},
	amount::format_jmt,
	chain::Chain,
	keys::format_address,
	pallets::access,
};
use jmt_primitives::{
	access::{Policy, Resource, ResourceId, ResourceState},
	domains::{Rank, Role},
};
use serde_json::{json, Value};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The resource's number
	#[arg(value_parser = parse_count::<ResourceId>)]
	resource: ResourceId,
}

/// Shows a resource.
pub(super) async fn run(global: &Global, Args { resource: id }: Args) -> Result<(), Failure> {
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let Some(resource) = access::resource(&at, id).await? else {
			return Err(AccessError::other(format!("there is no resource {id}")).into());
		};
		let policy = match resource.policy {
			Some(policy) => access::policy(&at, policy).await?,
			None => None,
		};
		let mut json = as_json(id, &resource, policy.as_ref());
		json["block"] = block(&at);
		global.format().emit(json, || in_words(id, &resource, policy.as_ref()))
	})
	.await
}

fn state_words(state: &ResourceState) -> String {
	match state {
		ResourceState::Open => "open".into(),
		ResourceState::FrozenByOwner => "frozen by its owner".into(),
		ResourceState::Frozen(Rank { depth, role }) => {
			let role = match role {
				Role::Owner => "the owner",
				Role::Admin => "an admin",
			};
			format!("frozen by {role} of the domain at depth {depth}")
		},
	}
}

fn in_words(id: ResourceId, resource: &Resource, policy: Option<&Policy>) -> String {
	let place =
		resource.place.map_or_else(|| "nowhere in particular".into(), |cell| cell.to_string());
	let enforcer = match resource.enforcer {
		Some(device) => format!("device {:?}", device.0),
		None => "no device".into(),
	};
	let fail_safe = match resource.fail_safe.is_empty() {
		true => "nothing".into(),
		false => action_list(resource.fail_safe),
	};
	let mut words = format!(
		"resource  {id}, {}\nowner     {}, {} held\ndomain    {}\nplace     {place}\nenforcer  {enforcer}\n\
		 actions   {}; in an emergency {fail_safe}\nepoch     {}\n\
		 series    {}",
		state_words(&resource.state),
		format_address(&resource.owner),
		format_jmt(resource.deposit),
		resource.domain,
		action_list(resource.actions),
		resource.epoch,
		resource.series,
	);
	match (resource.policy, policy) {
		(None, _) => words += "\npolicy    none: nothing is allowed",
		(Some(number), None) => words += &format!("\npolicy    {number}, which is not there"),
		(Some(number), Some(policy)) => {
			words += &format!("\npolicy    {number}, version {}", policy.version);
			for sentence in sentences(&policy.body, None) {
				words += &format!("\n  {sentence}");
			}
		},
	}
	words
}

/// Amounts are decimal strings in planck: JSON's numbers lose digits.
fn as_json(id: ResourceId, resource: &Resource, policy: Option<&Policy>) -> Value {
	let names = |actions: jmt_primitives::access::Actions| {
		actions.iter().map(|action| action.to_string()).collect::<Vec<_>>()
	};
	json!({
		"resource": id,
		"owner": format_address(&resource.owner),
		"domain": resource.domain,
		"place": resource.place,
		"enforcer": resource.enforcer,
		"actions": names(resource.actions),
		"failSafe": names(resource.fail_safe),
		"policy": resource.policy,
		"policyVersion": policy.map(|policy| policy.version),
		"epoch": resource.epoch,
		"series": resource.series,
		"state": state_words(&resource.state),
		"open": resource.state == ResourceState::Open,
		"deposit": resource.deposit.to_string(),
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{
		access::{Action, Actions},
		AccountId, Balance,
	};

	fn valve(state: ResourceState) -> Resource {
		Resource {
			owner: AccountId::new([1; 32]),
			domain: 3,
			place: None,
			enforcer: None,
			actions: [Action::OPEN, Action::CLOSE].into_iter().collect(),
			fail_safe: Actions::from_iter([Action::CLOSE]),
			policy: None,
			epoch: 0,
			series: 2,
			state,
			deposit: Balance::MAX,
		}
	}

	#[test]
	fn in_words_it_says_who_froze_it_and_that_nothing_is_allowed() {
		let rank = Rank { depth: 1, role: Role::Admin };
		let said = in_words(7, &valve(ResourceState::Frozen(rank)), None);
		for part in [
			"resource  7, frozen by an admin of the domain at depth 1",
			"actions   open and close; in an emergency close",
			"series    2",
			"none: nothing is allowed",
		] {
			assert!(said.contains(part), "{said}");
		}
	}

	#[test]
	fn as_json_it_keeps_every_digit() {
		let json = as_json(7, &valve(ResourceState::Open), None);
		assert_eq!(json["deposit"], Balance::MAX.to_string());
		assert_eq!((&json["open"], &json["failSafe"]), (&json!(true), &json!(["close"])));
	}
}
