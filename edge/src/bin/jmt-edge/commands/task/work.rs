//! `task work`

use super::arguments::parse_size;
use crate::{
	arguments::{parse_count, Device},
	commands::{unwatched::go_on, StopSignals},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::parse_jmt,
	keys::DeviceKey,
	pallets::tasks::TaskError,
	tasks::{bytes::Store, journal::Journal, run::measure, work, Setup, Wishes},
	Error,
};
use jmt_primitives::{tasks::Signer, Balance};
use jmt_programs::{bytes::Addresses, sandbox::hide};
use std::{cell::Cell, path::PathBuf};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	device: Device,
	/// The key file that it works by, as `worker enrol` named it
	#[arg(long, value_name = "PATH")]
	signer: PathBuf,
	/// Least pay of a slot for 1e9 of fuel, in JMT [default: whatever is paid]
	#[arg(long, value_name = "AMOUNT", value_parser = parse_jmt)]
	least_pay: Option<Balance>,
	/// Most memory of a run
	#[arg(long, value_name = "SIZE", default_value = "256MiB", value_parser = parse_size)]
	most_memory: u64,
	/// Where programs and inputs are kept [default: blobs in the data folder]
	#[arg(long, value_name = "FOLDER")]
	cache: Option<PathBuf>,
	/// Fetch from this machine and the local network too, where a client says so
	#[arg(long)]
	allow_private_addresses: bool,
	/// Look at every task, in case it names this device or its owner: of those that name workers it takes the ones in
	/// mode accept alone
	#[arg(long)]
	named: bool,
	/// End after as many results
	#[arg(long, value_name = "NUMBER", value_parser = parse_count::<usize>)]
	once: Option<usize>,
}

impl Args {
	/// All that the work needs besides the chain.
	fn setup(&self, global: &Global) -> Result<Setup, Failure> {
		let device = self.device.id()?;
		let key = DeviceKey::read(&self.signer)?;
		if let Err(key_type) = Signer::try_from(key.public()) {
			let wrong =
				format!("--signer: a work key is sr25519 or ed25519, this one is {key_type:?}");
			return Err(Failure::Usage(wrong));
		}
		let data = global.chain_options()?.data_dir;
		let journal = Journal::open(&data, &global.genesis()?, &device)
			.map_err(|error| Error::reading("the journal of tasks", error))?;
		let addresses = match self.allow_private_addresses {
			true => Addresses::AllowPrivate,
			false => Addresses::PublicOnly,
		};
		let cache = self.cache.clone().unwrap_or_else(|| data.join("blobs"));
		let store = Store::open(cache, addresses)
			.map_err(|error| Error::reading("the cache of programs", error))?;
		let wishes = Wishes {
			least_pay: self.least_pay.unwrap_or_default(),
			most_memory: self.most_memory,
			named: self.named,
		};
		Ok(Setup { device, key, wishes, store, journal, speed: 1, most: self.once })
	}
}

/// Works until stopped, with another light client when one fails.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	// One for the whole command: whatever it is at, it can be asked to end.
	let mut stop = StopSignals::listen();
	// Programs of strangers run as this user.
	hide().map_err(|error| TaskError::Machine(error.into()))?;
	let mut setup = args.setup(global)?;
	let measured = tokio::select! {
		measured = tokio::task::spawn_blocking(measure) => measured,
		() = stop.asked_to_end() => return Ok(()),
	};
	let measured = measured.map_err(|error| TaskError::Machine(error.into()))?;
	setup.speed = measured.map_err(|error| TaskError::Machine(error.into()))?;
	let told = Cell::new(0);
	go_on(
		global,
		&mut stop,
		|| Ok(()),
		async |chain, (), report, stopped| work(chain, &setup, &told, report, stopped).await,
	)
	.await
}

#[cfg(test)]
mod tests {
	use crate::cli::Cli;
	use clap::Parser;

	#[test]
	fn parse_it_needs_a_device_and_a_work_key() {
		let parse =
			|line: &str| Cli::try_parse_from(format!("jmt-edge task work {line}").split(' '));
		let id = format!("0x{}", "ab".repeat(32));
		for line in [
			format!("{id} --signer k"),
			format!("{id} --signer k --least-pay 0.01 --most-memory 64MiB --cache c --once 3"),
			"--device-key d --signer k --allow-private-addresses --named --json".into(),
		] {
			assert!(parse(&line).is_ok(), "{line}");
		}
		for line in ["--signer k", &id, "0x12 --signer k", &format!("{id} --signer k --once 0")] {
			assert!(parse(line).is_err(), "{line}");
		}
	}
}
