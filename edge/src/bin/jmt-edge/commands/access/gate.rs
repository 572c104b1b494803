//! Arguments and files that the commands of gateways and visitors share.

use crate::{
	commands::carried,
	failure::Failure,
	global::{Environment, Global},
};
use jmt_edge::access::{
	gate::{Actuator, ChallengeFile, Saying},
	AccessError,
};
use std::path::{Path, PathBuf};

/// Largest file of a challenge or of evidence.
const MOST_BYTES: usize = 4_096;

/// That which moves.
#[derive(clap::Args, Clone, Debug)]
#[group(required = true, multiple = false)]
pub(super) struct Moves {
	/// A program that does what is allowed; it finds resource, action and use in JMT_RESOURCE, JMT_ACTION and JMT_USE
	#[arg(long, value_name = "PROGRAM")]
	run: Option<PathBuf>,
	/// A file, a pipe or a device file that gets a line for each use: resource, action, use
	#[arg(long, value_name = "PATH")]
	file: Option<PathBuf>,
}

impl Moves {
	pub(super) fn actuator(&self) -> Result<Actuator, Failure> {
		match (&self.run, &self.file) {
			(Some(program), _) => Ok(Actuator::Run(program.clone())),
			(None, Some(path)) => Ok(Actuator::File(path.clone())),
			(None, None) => Err(Failure::Usage("give --run or --file".into())),
		}
	}
}

/// The agent's data: clock, ledger and log of a gateway are kept there.
pub(super) fn data_dir(global: &Global) -> Result<PathBuf, Failure> {
	let environment = Environment::read();
	let configured = global.settings(&environment)?.data_dir;
	global.data_dir(&environment, configured.as_deref())
}

/// Reads a challenge.
pub(super) fn read_challenge(path: &Path) -> Result<ChallengeFile, AccessError> {
	let read = carried::read_json(path, MOST_BYTES);
	match read.map_err(|error| AccessError::file(path, error))? {
		Saying::Challenge(challenge) => Ok(challenge),
		_ => Err(AccessError::file(path, "it is no challenge")),
	}
}

/// Reads evidence of a place.
pub(super) fn read_place(path: &Path) -> Result<jmt_primitives::access::SignedPlace, AccessError> {
	let read: Result<jmt_edge::access::gate::PlaceFile, _> = carried::read_json(path, MOST_BYTES);
	Ok(read.map_err(|error| AccessError::file(path, error))?.place)
}

#[cfg(test)]
mod tests {
	use crate::cli::Cli;
	use clap::Parser;

	fn parse(line: &str) -> Result<Cli, clap::Error> {
		Cli::try_parse_from(format!("jmt-edge access {line}").split(' '))
	}

	#[test]
	fn parse_gateways_and_visitors() {
		let id = format!("0x{}", "ab".repeat(32));
		for line in [
			"serve --resource 1 --listen 127.0.0.1:0 --device-key k --file f",
			"serve --resource 1 --listen 127.0.0.1:0 --device-key k --run p --snapshot s --offline",
			&format!(
				"serve --resource 1 --listen [::1]:7700 --device-key k --run p --snapshot s --every 5s --subject {id} \
				 --grant 7"
			),
			"ask --to 127.0.0.1:7700 --resource 1 --action open --device-key k",
			"ask --to 127.0.0.1:7700 --resource 1 --action 12 --suri //Alice --grant 7",
			&format!(
				"ask --to [::1]:7700 --resource 1 --action open --device-key k --pass p --place q --enforcer {id}"
			),
			"ask --to 127.0.0.1:7700 --resource 1 --action open --challenge-only",
			"ask --to 127.0.0.1:7700 --resource 1 --action open --challenge - --account-key k",
			"ask --to 127.0.0.1:7700 --resource 1 --action open --identity-key i --group 1",
			"ask --to 127.0.0.1:7700 --resource 1 --action open --identity-key i --members m --depth 16",
			&format!("place --for c --device-key k --visitor {id} --cell -33.9,18.4"),
			"fail-safe --resource 1 --action close --device-key k --rules r --run p",
			&format!("pass new --grant 7 --device-key k --to ed25519:{id} --actions open --out o"),
			&format!("pass new --grant 7 --pass-epoch 2 --suri //Alice --to p256:0x02{} --uses 1 --out o", "ab".repeat(32)),
			&format!("pass narrow --pass p --device-key k --to ed25519:{id} --for 8h --out o"),
			"pass show p",
		] {
			parse(line).unwrap_or_else(|error| panic!("{line}: {error}"));
		}
	}

	#[test]
	fn parse_what_makes_no_sense_is_refused() {
		for line in [
			"serve --resource 1 --listen 127.0.0.1:0 --device-key k",
			"serve --resource 1 --listen 127.0.0.1:0 --device-key k --file f --run p",
			"serve --resource 1 --listen 127.0.0.1:0 --device-key k --file f --offline",
			"serve --resource 0 --listen 127.0.0.1:0 --device-key k --file f",
			"serve --resource 1 --listen everywhere --device-key k --file f",
			"ask --to 127.0.0.1:7700 --resource 1 --action jump --device-key k",
			"ask --to 127.0.0.1:7700 --resource 1 --action open --device-key k --suri //Alice",
			"ask --to 127.0.0.1:7700 --resource 1 --action open --device-key k --identity-key i",
			"ask --to 127.0.0.1:7700 --resource 1 --action open --device-key k --depth 16",
			"ask --to 127.0.0.1:7700 --resource 1 --action open --device-key k --group 1",
			"ask --to 127.0.0.1:7700 --resource 1 --action open --device-key k --grant 1 --pass p",
			"fail-safe --resource 1 --action close --device-key k --run p",
			"pass new --grant 7 --device-key k --to rsa:0x12 --out o",
			"pass narrow --pass p --device-key k --out o",
			"pass show",
		] {
			assert_eq!(parse(line).unwrap_err().exit_code(), 2, "{line}");
		}
	}
}
