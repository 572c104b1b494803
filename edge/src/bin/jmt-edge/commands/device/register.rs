//! `device register`

use super::emit;
use crate::{
	arguments::Owner,
	cli::Global,
	commands::{on_chain, send},
	failure::Failure,
};
use jmt_edge::{
	chain::Chain,
	keys::DeviceKey,
	pallets::{devices::Register, timestamp},
};
use jmt_primitives::Moment;
use std::path::PathBuf;

/// How long a registration signed by the device stays good, in ms: 10 minutes.
const REGISTRATION_LIFE: Moment = 600_000;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The device's key file
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
	#[command(flatten)]
	owner: Owner,
}

/// Registers a device: it signs for its owner, who signs the transaction.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let (device, owner) = (DeviceKey::read(&args.device_key)?, args.owner.key()?);
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let expires = timestamp::now(&at).await?.saturating_add(REGISTRATION_LIFE);
		let register = Register::signed(&device, &chain.genesis(), &owner.account(), expires);
		let included = send(chain, &owner, &register, "preparing the registration").await?;
		emit(global, device.id(), &owner, &included, "registered")
	})
	.await
}
