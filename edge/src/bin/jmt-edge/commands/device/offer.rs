//! `device offer`

use super::Device;
use crate::{
	arguments::{parse_account, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use jmt_edge::{keys::format_address, pallets::devices::OfferDevice};
use jmt_primitives::AccountId;
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	device: Device,
	#[command(flatten)]
	to: Target,
	#[command(flatten)]
	signer: Signer,
}

/// Whom it is offered.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct Target {
	/// The account that may have it
	#[arg(long, value_name = "ADDRESS", value_parser = parse_account)]
	to: Option<AccountId>,
	/// Take an offer back
	#[arg(long)]
	take_back: bool,
}

/// Offers a device, or takes the offer back.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { device, to: Target { to, .. }, signer } = args;
	let device = device.id()?;
	let call = OfferDevice { device, to };
	decide(global, &signer, &call, |_| {
		let to = call.to.as_ref().map(format_address);
		Told {
			json: json!({ "device": device, "to": to }),
			words: match to {
				Some(to) => format!("offered device {:?} to {to}", device.0),
				None => format!("took back the offer of device {:?}", device.0),
			},
		}
	})
	.await
}
