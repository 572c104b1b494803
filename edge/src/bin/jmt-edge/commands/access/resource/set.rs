//! `access resource set`

use super::super::arguments::parse_actions;
use crate::{
	arguments::{parse_count, parse_device, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	access::degrees::parse_place,
	pallets::access::{ResourceChange, SetResource, StateChange},
};
use jmt_primitives::{
	access::{Actions, PolicyId, ResourceId},
	cell::Cell,
	DeviceId,
};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The resource's number
	#[arg(value_parser = parse_count::<ResourceId>)]
	resource: ResourceId,
	#[command(flatten)]
	change: Change,
	/// With --actions: those of them that its enforcer may take in an emergency [default: none]
	#[arg(long, value_name = "LIST", value_parser = parse_actions, requires = "actions")]
	fail_safe: Option<Actions>,
	#[command(flatten)]
	signer: Signer,
}

/// The change: one a call.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct Change {
	/// The place where it claims to be: a cell, or LAT,LON with @RESOLUTION behind it
	#[arg(long, value_name = "PLACE", value_parser = parse_place, allow_hyphen_values = true)]
	place: Option<Cell>,
	/// It is nowhere in particular
	#[arg(long)]
	no_place: bool,
	/// The device that enforces what is decided; uses that were bought for the one before and not made lapse
	#[arg(long, value_name = "DEVICE", value_parser = parse_device)]
	enforcer: Option<DeviceId>,
	/// No device enforces; uses that were bought and not made lapse
	#[arg(long)]
	no_enforcer: bool,
	/// All actions that it has
	#[arg(long, value_name = "LIST", value_parser = parse_actions)]
	actions: Option<Actions>,
	/// The policy by which it decides
	#[arg(long, value_name = "POLICY", value_parser = parse_count::<PolicyId>)]
	policy: Option<PolicyId>,
	/// No policy: nothing is allowed
	#[arg(long)]
	no_policy: bool,
	/// Freeze it: it allows nothing until it is opened again; an authority of its domain may too
	#[arg(long)]
	freeze: bool,
	/// Not frozen any more; who froze it, or a higher authority
	#[arg(long)]
	open: bool,
}

impl Change {
	fn of(self, fail_safe: Option<Actions>) -> Result<ResourceChange, Failure> {
		// The parser does not ask for --actions where another change stands in its place.
		if fail_safe.is_some() && self.actions.is_none() {
			return Err(Failure::Usage("--fail-safe belongs to --actions".into()));
		}
		Ok(match self {
			Self { place: Some(cell), .. } => ResourceChange::Place(Some(cell)),
			Self { no_place: true, .. } => ResourceChange::Place(None),
			Self { enforcer: Some(device), .. } => ResourceChange::Enforcer(Some(device)),
			Self { no_enforcer: true, .. } => ResourceChange::Enforcer(None),
			Self { actions: Some(actions), .. } => {
				let fail_safe = fail_safe.unwrap_or(Actions::NONE);
				if !fail_safe.is_within(actions) {
					let said = "--fail-safe has an action that --actions has not";
					return Err(Failure::Usage(said.into()));
				}
				ResourceChange::Actions { actions, fail_safe }
			},
			Self { policy: Some(policy), .. } => ResourceChange::Policy(Some(policy)),
			Self { no_policy: true, .. } => ResourceChange::Policy(None),
			Self { freeze: true, .. } => ResourceChange::State(StateChange::Freeze),
			Self { open: true, .. } => ResourceChange::State(StateChange::Open),
			Self { .. } => return Err(Failure::Usage("say what to change".into())),
		})
	}
}

fn words(change: &ResourceChange) -> String {
	match change {
		ResourceChange::Place(Some(cell)) => format!("it is in {cell} from now on,"),
		ResourceChange::Place(None) => "it is nowhere in particular from now on,".into(),
		ResourceChange::Enforcer(Some(device)) => {
			format!("device {:?} enforces from now on, uses bought before lapse,", device.0)
		},
		ResourceChange::Enforcer(None) => {
			"no device enforces from now on, uses bought before lapse,".into()
		},
		ResourceChange::Actions { actions, .. } => format!("its actions are {actions},"),
		ResourceChange::Policy(Some(policy)) => format!("policy {policy} decides from now on,"),
		ResourceChange::Policy(None) => "nothing is allowed from now on,".into(),
		ResourceChange::State(StateChange::Freeze) => "frozen".into(),
		ResourceChange::State(StateChange::Open) => "open again".into(),
	}
}

/// Changes a resource.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { resource, change, fail_safe, signer } = args;
	let change = change.of(fail_safe)?;
	let words = words(&change);
	decide(global, &signer, &SetResource { resource, change }, |_| Told {
		json: json!({ "resource": resource, "change": words.trim_end_matches(',') }),
		words: format!("resource {resource}: {words}"),
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

	fn change(line: &str) -> Result<ResourceChange, String> {
		let line = format!("set 1 {line} --suri //Alice");
		let line = Line::try_parse_from(line.split(' ')).map_err(|error| error.to_string())?;
		line.args.change.of(line.args.fail_safe).map_err(|error| error.to_string())
	}

	#[test]
	fn of_each_option_is_one_change() {
		assert_eq!(change("--no-place"), Ok(ResourceChange::Place(None)));
		assert_eq!(change("--no-enforcer"), Ok(ResourceChange::Enforcer(None)));
		assert_eq!(change("--policy 3"), Ok(ResourceChange::Policy(Some(3))));
		assert_eq!(change("--no-policy"), Ok(ResourceChange::Policy(None)));
		assert_eq!(change("--freeze"), Ok(ResourceChange::State(StateChange::Freeze)));
		assert_eq!(change("--open"), Ok(ResourceChange::State(StateChange::Open)));
		let (actions, fail_safe) = (Actions(0b1100), Actions(0b1000));
		let expected = ResourceChange::Actions { actions, fail_safe };
		assert_eq!(change("--actions open,close --fail-safe close"), Ok(expected));
		let south = change("--place -33.9,18.4").unwrap();
		assert!(matches!(south, ResourceChange::Place(Some(cell)) if cell.resolution() == 9));
	}

	mod reject {
		use super::*;

		#[test]
		fn of_two_changes_or_none() {
			for line in [
				"--freeze --open",
				"--policy 3 --no-policy",
				"--fail-safe close",
				"--freeze --fail-safe close",
			] {
				assert!(change(line).is_err(), "{line}");
			}
			assert!(Line::try_parse_from(["set", "1", "--suri", "//Alice"]).is_err());
			assert!(change("--actions open --fail-safe close").is_err());
		}
	}
}
