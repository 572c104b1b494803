//! `device rotate`: a device gets another key, and keeps its id.

mod cancel;
mod finish;
mod now;
mod start;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;
use jmt_primitives::Moment;

/// How long a key's word stays good, in ms.
const WORD_LIFE: Moment = 600_000;

/// Rotations.
#[derive(Subcommand, Debug)]
pub(crate) enum RotateCommand {
	/// Change a device's key at once: the old and the new key sign
	Now(now::Args),
	/// Start a change without the old key; a day later it can be finished
	Start(start::Args),
	/// Cancel a change that was started, by the key in use; there is no fee
	Cancel(cancel::Args),
	/// Finish a change that was not cancelled
	Finish(finish::Args),
}

pub(super) async fn run(global: &Global, command: RotateCommand) -> Result<(), Failure> {
	match command {
		RotateCommand::Now(args) => now::run(global, args).await,
		RotateCommand::Start(args) => start::run(global, args).await,
		RotateCommand::Cancel(args) => cancel::run(global, args).await,
		RotateCommand::Finish(args) => finish::run(global, args).await,
	}
}

/// The file of a device's next key has to say whose it is.
fn of_device(
	new: &jmt_edge::keys::DeviceKey,
	device: jmt_primitives::DeviceId,
) -> Result<(), Failure> {
	match new.id() == device {
		true => Ok(()),
		false => Err(Failure::Usage(
			"the new key's file is not for this device: make it with device new --next-of DEVICE"
				.into(),
		)),
	}
}
