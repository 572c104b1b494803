//! `device`: devices of an owner.

mod accept;
mod activate;
mod bind;
mod did;
mod enroll;
mod list;
mod move_;
mod new;
mod offer;
mod pause;
mod profile;
mod register;
mod remove;
mod resume;
mod revoke;
mod rotate;
mod show;

use super::{emit_fee, fee, on_chain, place, place_words, send, Cost};
use crate::{
	arguments::{Device, Signer},
	failure::Failure,
	global::Global,
};
use clap::Subcommand;
use jmt_edge::{
	chain::Chain,
	keys::{format_address, AccountKey},
	pallets::Call,
	submit::Included,
};
use jmt_primitives::DeviceId;
use serde_json::json;

/// Devices.
#[derive(Subcommand, Debug)]
pub(crate) enum DeviceCommand {
	/// Make a device's key and its file
	New(new::Args),
	/// Print a device's word for its owner, who registers it elsewhere; no secret, no connection
	Enroll(enroll::Args),
	/// Register a device: its owner pays a deposit, the device signs
	Register(register::Args),
	/// Activate a device that a manifest names: the device signs, its domain pays, and there is no fee
	Activate(activate::Args),
	/// List an owner's devices, with what they earn
	List(list::Args),
	/// Show where a device stands, and why
	Show(show::Args),
	/// Print the document of a device's DID
	Did(did::Args),
	/// Pause a device: it stays registered and earns nothing
	Pause(pause::Args),
	/// Resume a paused device
	Resume(resume::Args),
	/// Bind a certified unit to a device; another device that had it loses it
	Bind(bind::Args),
	/// Give a device another key; its id stays
	#[command(subcommand)]
	Rotate(rotate::RotateCommand),
	/// Set a part of what is said of a device: key for messages, firmware, model, capabilities
	Profile(profile::Args),
	/// Offer a device to another account, or take the offer back
	Offer(offer::Args),
	/// Accept a device that was offered; what it has earned is paid to its owner before
	Accept(accept::Args),
	/// Move a device into a domain, or out of the one that it is in
	Move(move_::Args),
	/// Revoke a device for good: it stays in the registry until it is removed, and is never active again
	Revoke(revoke::Args),
	/// Remove a device from the registry; its deposit comes back
	Remove(remove::Args),
}

pub(super) async fn run(global: &Global, command: DeviceCommand) -> Result<(), Failure> {
	match command {
		DeviceCommand::New(args) => new::run(global, &args),
		DeviceCommand::Enroll(args) => enroll::run(global, args),
		DeviceCommand::Register(args) => register::run(global, args).await,
		DeviceCommand::Activate(args) => activate::run(global, args).await,
		DeviceCommand::Bind(args) => bind::run(global, args).await,
		DeviceCommand::Rotate(command) => rotate::run(global, command).await,
		DeviceCommand::Profile(args) => profile::run(global, args).await,
		DeviceCommand::Offer(args) => offer::run(global, args).await,
		DeviceCommand::Accept(args) => accept::run(global, args).await,
		DeviceCommand::List(args) => list::run(global, args).await,
		DeviceCommand::Move(args) => move_::run(global, args).await,
		DeviceCommand::Revoke(args) => revoke::run(global, args).await,
		DeviceCommand::Show(args) => show::run(global, args).await,
		DeviceCommand::Did(args) => did::run(global, args).await,
		DeviceCommand::Pause(args) => pause::run(global, args).await,
		DeviceCommand::Resume(args) => resume::run(global, args).await,
		DeviceCommand::Remove(args) => remove::run(global, args).await,
	}
}

/// A device and the owner who decides about it.
#[derive(clap::Args, Debug)]
pub(crate) struct Owned {
	#[command(flatten)]
	device: Device,
	#[command(flatten)]
	signer: Signer,
}

impl Owned {
	/// Sends a call of the owner's about the device, and says that it was `done`.
	async fn decide<C: Call>(
		self,
		global: &Global,
		call: impl FnOnce(DeviceId) -> C,
		done: &str,
	) -> Result<(), Failure> {
		let (device, owner) = (self.device.id()?, self.signer.owner.key()?);
		on_chain(global, async |chain: &Chain| {
			let call = call(device);
			if self.signer.fee {
				let fee = fee(chain, &owner, &call).await?;
				return emit_fee(global, &Cost::of(&owner, fee));
			}
			let included = send(chain, &owner, &call, "preparing the transaction").await?;
			emit(global, device, &owner, &included, done)
		})
		.await
	}
}

fn emit(
	global: &Global,
	device: DeviceId,
	owner: &AccountKey,
	included: &Included,
	done: &str,
) -> Result<(), Failure> {
	let json = json!({
		"device": device,
		"owner": format_address(&owner.account()),
		"block": place(included),
		"transaction": included.transaction,
	});
	global
		.format()
		.emit(json, || format!("{done} device {:?} in {}", device.0, place_words(included)))
}
