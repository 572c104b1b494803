//! `access fail-safe`

use super::{
	arguments::parse_action,
	gate::{data_dir, Moves},
};
use crate::{
	arguments::{machine_time, parse_count},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	access::{
		gate::{Emergency, FailSafe, Rules},
		AccessError,
	},
	error::one_line,
	keys::DeviceKey,
};
use jmt_primitives::access::{Action, ResourceId};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The resource's number
	#[arg(long, value_name = "RESOURCE", value_parser = parse_count::<ResourceId>)]
	resource: ResourceId,
	/// That which is to be done with it: close, or another action that the rules name
	#[arg(long, value_name = "ACTION", value_parser = parse_action)]
	action: Action,
	/// The enforcer's key file
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
	/// The operator's file, which names the enforcer, resources and actions
	#[arg(long, value_name = "PATH")]
	rules: PathBuf,
	#[command(flatten)]
	moves: Moves,
}

/// Takes an action in an emergency. It asks nobody and looks at no clock. Where a gateway of this device kept what the
/// resource is, that has to name the action too.
pub(super) async fn run(global: &Global, args: &Args) -> Result<(), Failure> {
	let Args { resource, action, device_key, rules, moves } = args;
	let (genesis, key, data) = (global.genesis()?, DeviceKey::read(device_key)?, data_dir(global)?);
	let (rules, actuator) = (Rules::read(rules)?, moves.actuator()?);
	let (resource, action) = (*resource, *action);
	let emergency = Emergency { data: &data, genesis, key: &key, resource, action };
	let taken = emergency.take(&rules, &actuator, machine_time()).await?;
	let FailSafe { id, acted, leaf, unread } = taken;
	let (trouble, unread) = (acted.trouble.clone(), unread.map(|error| one_line(&error)));
	let json = json!({
		"failSafe": true,
		"use": id,
		"resource": resource,
		"action": action.to_string(),
		"done": acted.done,
		"exitCode": acted.exit_code,
		"trouble": trouble,
		"leaf": leaf.as_ref().ok(),
		"unread": unread,
	});
	global.format().emit(json, || {
		let done = if acted.done { "done" } else { "NOT done" };
		let unread =
			unread.map(|why| format!("; what was kept of the resource was not looked at: {why}"));
		let unread = unread.unwrap_or_default();
		format!("{action} resource {resource} in an emergency: {done}; {id:?} in the log{unread}")
	})?;
	leaf?;
	match acted.done {
		true => Ok(()),
		false => {
			let why = trouble.unwrap_or_else(|| "the program failed".into());
			Err(AccessError::other(format!("it was not done: {why}")).into())
		},
	}
}
