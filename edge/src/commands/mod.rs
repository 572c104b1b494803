//! One file for each verb: typed arguments in, results on stdout.

mod claim;
mod device;
mod key;
mod mine;
mod read;
mod report;
mod status;
mod supply;
mod transfer;
mod watch;

use crate::{
	cli::{Cli, Command, DeviceCommand, Global, KeyCommand},
	error::Error,
};
use std::future::pending;
use tokio::signal::unix::{signal, Signal, SignalKind};

/// Runs a command to its end.
pub async fn run(cli: Cli) -> Result<(), Error> {
	let Cli { global, command } = cli;
	match command {
		Command::Status => status::run(&global).await,
		Command::Supply => supply::run(&global).await,
		Command::Watch { blocks } => watch::run(&global, blocks).await,
		Command::Read { pallet, item, key, limit } => {
			read::run(&global, &pallet, &item, &key, limit).await
		},
		Command::Transfer { to, amount, owner } => transfer::run(&global, to, amount, &owner).await,
		Command::Key(KeyCommand::New { out, import }) => key::new(&global, &out, import),
		Command::Key(KeyCommand::Inspect { owner }) => key::inspect(&global, &owner),
		Command::Device(DeviceCommand::New { key_type, out }) => {
			device::new(&global, key_type.into(), &out)
		},
		Command::Device(DeviceCommand::Register { device_key, owner }) => {
			device::register(&global, &device_key, &owner).await
		},
		Command::Device(DeviceCommand::Show { device, device_key }) => {
			device::show(&global, device, device_key.as_deref()).await
		},
		Command::Mine { device_key, rounds } => mine::run(&global, &device_key, rounds).await,
		Command::Claim { devices, device_key, owner } => {
			claim::run(&global, devices, &device_key, &owner).await
		},
	}
}

/// Hears Ctrl-C and SIGTERM. From here on neither ends the process by itself, and one that comes while nobody
/// waits for it is heard by whoever does next.
struct StopSignals {
	/// Ctrl-C. `None`, as below, where the system lets nobody listen: it ends the process as ever then.
	interrupt: Option<Signal>,
	/// SIGTERM.
	terminate: Option<Signal>,
}

impl StopSignals {
	fn listen() -> Self {
		let heard = |kind| signal(kind).ok();
		Self {
			interrupt: heard(SignalKind::interrupt()),
			terminate: heard(SignalKind::terminate()),
		}
	}

	/// Resolves when the process is asked to end.
	async fn asked_to_end(&mut self) {
		tokio::select! {
			() = next(&mut self.interrupt) => {},
			() = next(&mut self.terminate) => {},
		}
	}
}

async fn next(signal: &mut Option<Signal>) {
	match signal {
		Some(signal) => {
			signal.recv().await;
		},
		None => pending().await,
	}
}

/// Runs a command on a chain that was joined, and leaves the chain in order whatever happened.
async fn on_chain<T>(
	global: &Global,
	command: impl AsyncFnOnce(&crate::chain::Chain) -> Result<T, Error>,
) -> Result<T, Error> {
	let chain = crate::chain::Chain::join(&global.chain_options()?).await?;
	let result = command(&chain).await;
	chain.leave().await;
	result
}
