//! `worker stake`

use crate::{
	arguments::{Device, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_jmt,
	pallets::tasks::{SetStake, StakeChanged},
};
use jmt_primitives::tasks::MAX_UNITS;
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// Stake units from now on, 0 to 100; with none it is no worker any more
	#[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=i64::from(MAX_UNITS)))]
	units: u32,
	#[command(flatten)]
	device: Device,
	#[command(flatten)]
	signer: Signer,
}

/// Sets the stake of a worker.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { units, device, signer } = args;
	let device = device.id()?;
	decide(global, &signer, &SetStake { device, units }, |included| {
		let staked = included.event::<StakeChanged>().map(|event| event.staked);
		Told {
			json: json!({
				"device": device,
				"units": units,
				"staked": staked.map(|staked| staked.to_string()),
			}),
			words: match (units, staked) {
				(0, _) => format!("device {:?} is no worker any more", device.0),
				(_, Some(staked)) => {
					format!("device {:?} has {} at stake", device.0, format_jmt(staked))
				},
				(_, None) => format!("device {:?} has {units} stake units, as before,", device.0),
			},
		}
	})
	.await
}
