//! One file for each verb: its arguments, and its run to results on stdout. A noun is a folder of verbs.

pub(crate) mod access;
pub(crate) mod anchor;
pub(crate) mod auth;
pub(crate) mod balance;
pub(crate) mod blobs;
mod carried;
pub(crate) mod claim;
pub(crate) mod completions;
mod cost;
mod decide;
pub(crate) mod device;
pub(crate) mod domain;
pub(crate) mod group;
pub(crate) mod identity;
pub(crate) mod init;
pub(crate) mod key;
pub(crate) mod manifest;
pub(crate) mod message;
pub(crate) mod mine;
pub(crate) mod prove;
pub(crate) mod read;
pub(crate) mod signal;
pub(crate) mod spec;
mod status;
mod supply;
pub(crate) mod task;
pub(crate) mod topic;
pub(crate) mod transfer;
pub(crate) mod unit;
mod unwatched;
pub(crate) mod validator;
pub(crate) mod verify;
pub(crate) mod watch;
pub(crate) mod worker;

use crate::{
	cli::{Cli, Command},
	failure::Failure,
	global::Global,
	spinner::Spinner,
};
use cost::{emit_fee, fee, Cost};
use jmt_edge::{
	amount::format_time,
	chain::{At, Chain},
	keys::AccountKey,
	pallets::Call,
	submit::{submit_signed, Included},
};
use jmt_primitives::supply::PotBalances;
use serde_json::{json, Value};
use std::{
	future::pending,
	time::{SystemTime, UNIX_EPOCH},
};
use tokio::signal::unix::{signal, Signal, SignalKind};

/// Runs a command to its end.
pub(crate) async fn run(cli: Cli) -> Result<(), Failure> {
	let Cli { global, command } = cli;
	match command {
		Command::Init(args) => init::run(&global, args),
		Command::Spec(command) => spec::run(&global, command).await,
		Command::Status => status::run(&global).await,
		Command::Supply => supply::run(&global).await,
		Command::Watch(args) => watch::run(&global, args).await,
		Command::Read(args) => read::run(&global, args).await,
		Command::Balance(args) => balance::run(&global, args).await,
		Command::Transfer(args) => transfer::run(&global, args).await,
		Command::Key(command) => key::run(&global, command),
		Command::Device(command) => device::run(&global, command).await,
		Command::Domain(command) => domain::run(&global, command).await,
		Command::Manifest(command) => manifest::run(&global, command).await,
		Command::Unit(command) => unit::run(&global, command),
		Command::Auth(command) => auth::run(&global, command).await,
		Command::Access(command) => access::run(&global, command).await,
		Command::Message(command) => message::run(&global, command).await,
		Command::Identity(command) => identity::run(&global, command),
		Command::Group(command) => group::run(&global, command).await,
		Command::Topic(command) => topic::run(&global, command).await,
		Command::Anchor(command) => anchor::run(&global, command).await,
		Command::Prove(command) => prove::run(&global, command).await,
		Command::Signal(args) => signal::run(&global, args).await,
		Command::Verify(args) => verify::run(&global, args).await,
		Command::Worker(command) => worker::run(&global, command).await,
		Command::Task(command) => task::run(&global, command).await,
		Command::Blobs(command) => blobs::run(&global, command).await,
		Command::Validator(command) => validator::run(&global, command).await,
		Command::Mine(args) => mine::run(&global, args).await,
		Command::Claim(args) => claim::run(&global, args).await,
		Command::Completions(args) => completions::run(&args),
	}
}

/// Hears Ctrl-C and SIGTERM. From here on neither ends the process by itself, and one that comes between two waits is
/// heard by the next.
struct StopSignals {
	/// Ctrl-C. `None`, as below, where the system refuses to tell: it ends the process as ever then.
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
	command: impl AsyncFnOnce(&Chain) -> Result<T, Failure>,
) -> Result<T, Failure> {
	let options = global.chain_options()?;
	let spinner = Spinner::start("reading the chain spec");
	let joined = Chain::join(&options, |step| spinner.show(step)).await;
	drop(spinner);
	let chain = joined?;
	let result = command(&chain).await;
	chain.leave().await;
	result
}

/// Sends a call behind a spinner that begins with `message`.
async fn send(
	chain: &Chain,
	key: &AccountKey,
	call: &impl Call,
	message: &'static str,
) -> Result<Included, Failure> {
	let spinner = Spinner::start(message);
	Ok(submit_signed(chain, key, call, |step| spinner.show(step)).await?)
}

/// A line of a command that goes on, behind the time at which it is written.
fn stamped(line: &str) -> String {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	let now = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
	format!("{} UTC  {line}", format_time(now))
}

/// The block that is read, as JSON.
fn block(at: &At) -> Value {
	json!({ "number": at.block_number(), "hash": at.block_hash() })
}

/// The block that has a transaction, as JSON.
fn place(included: &Included) -> Value {
	json!({ "number": included.number, "hash": included.hash })
}

/// The same in words.
fn place_words(included: &Included) -> String {
	format!("block {}, finalized", included.number)
}

/// The pots as JSON: decimal strings in planck, since JSON's numbers lose digits.
fn pots(balances: &PotBalances) -> Value {
	jmt_primitives::supply::Pot::ALL
		.into_iter()
		.map(|pot| (pot.name().to_string(), Value::from(balances.of(pot).to_string())))
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn stamped_a_line_begins_with_its_time() {
		let line = stamped("following");
		assert!(line.starts_with("20") && line.ends_with(" UTC  following"), "{line}");
	}

	#[test]
	fn pots_they_have_one_shape_and_keep_every_digit() {
		let balances =
			PotBalances { mining: u128::MAX, staking_rewards: 7, ..PotBalances::default() };
		let expected = json!({
			"mining": u128::MAX.to_string(),
			"ecosystem": "0",
			"foundation": "0",
			"team": "0",
			"rewards": "0",
			"staking_rewards": "7",
		});
		assert_eq!(pots(&balances), expected);
	}
}
