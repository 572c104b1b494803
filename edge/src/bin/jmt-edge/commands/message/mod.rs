//! Messages from device to device.

mod key;
mod open;
mod seal;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;
use jmt_edge::{
	chain::At,
	error::BoxedError,
	message::{MessageError, Receiver, MOST_BYTES},
	pallets::{devices, identity},
};
use jmt_primitives::DeviceId;
use std::path::Path;

/// Largest file of a message: two digits a byte, and the rest.
const MOST_FILE: usize = 2 * MOST_BYTES + 4_096;

/// Messages that one device alone reads.
#[derive(Subcommand, Debug)]
pub(crate) enum MessageCommand {
	/// Make a device's key for messages and its file
	///
	/// The chain gets it when the device is activated (device activate --encryption), or later with the device's profile.
	Key(key::Args),
	/// Seal a text to a device, by the key that the chain has of it, and sign it
	Seal(seal::Args),
	/// Open a message: the signature is verified by the key that the chain has of its sender
	Open(open::Args),
}

pub(super) async fn run(global: &Global, command: MessageCommand) -> Result<(), Failure> {
	match command {
		MessageCommand::Key(args) => key::run(global, &args),
		MessageCommand::Seal(args) => seal::run(global, args).await,
		MessageCommand::Open(args) => open::run(global, args).await,
	}
}

/// The chain's word on a device to which messages are sealed.
async fn receiver(at: &At, device: DeviceId) -> Result<Receiver, Failure> {
	let record = identity::did_record(at, device).await?;
	let member = devices::member(at, device).await?;
	Ok(Receiver::of(record, member)?)
}

/// A file that cannot be read.
fn unreadable(path: &Path) -> impl FnOnce(BoxedError) -> MessageError + '_ {
	|source| MessageError::File { path: path.into(), source }
}
