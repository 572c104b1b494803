//! The command line: options of every command, and the commands by name.

use crate::{
	commands::{
		balance, claim, completions, device::DeviceCommand, init, key::KeyCommand, mine, read,
		spec::SpecCommand, transfer, validator::ValidatorCommand, watch,
	},
	global::Global,
};
use clap::{Parser, Subcommand};

/// Light-client agent for JMT devices and their owners.
#[derive(Parser, Debug)]
#[command(name = "jmt-edge", version, about)]
pub(crate) struct Cli {
	/// Options of every command.
	#[command(flatten)]
	pub(crate) global: Global,
	/// The command.
	#[command(subcommand)]
	pub(crate) command: Command,
}

/// The commands: a verb, or a noun with verbs of its own.
#[derive(Subcommand, Debug)]
pub(crate) enum Command {
	/// Write a configuration: which chain, where its state is kept, whose devices
	///
	/// On a terminal it asks for what is not given. Every other command then works without --chain-spec.
	Init(init::Args),
	/// Chain specifications
	#[command(subcommand)]
	Spec(SpecCommand),
	/// Show the heads, the peers and the supply
	Status,
	/// Show where all JMT are and which of them circulate, and check that they add up
	Supply,
	/// Follow the heads
	Watch(watch::Args),
	/// Read a storage item, with a proof, at the newest finalized block
	Read(read::Args),
	/// Show what an account has, what is held of it and for what
	Balance(balance::Args),
	/// Send JMT to an account
	///
	/// On a terminal it says the amount, the receiver and the fee and asks before it sends. With --yes, with --json,
	/// and without a terminal it sends at once.
	Transfer(transfer::Args),
	/// Keys of accounts
	#[command(subcommand)]
	Key(KeyCommand),
	/// Devices
	#[command(subcommand)]
	Device(DeviceCommand),
	/// A validator: its bond, session keys and pay
	#[command(subcommand)]
	Validator(ValidatorCommand),
	/// Answer the draws that concern the devices, until stopped
	Mine(mine::Args),
	/// Claim what devices have earned
	Claim(claim::Args),
	/// Print what a shell needs to complete commands and options
	Completions(completions::Args),
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{failure::Failure, output::Format};
	use clap::CommandFactory;
	use std::{path::PathBuf, time::Duration};

	fn parse(line: &str) -> Result<Cli, clap::Error> {
		Cli::try_parse_from(line.split(' '))
	}

	#[test]
	fn command_it_is_sound() {
		Cli::command().debug_assert();
	}

	#[test]
	fn parse_it_takes_global_options_on_either_side() {
		let cli =
			parse("jmt-edge --json status --chain-spec spec.json --timeout 5 --data-dir data")
				.unwrap();
		assert_eq!(cli.global.format(), Format::Json);
		let options = cli.global.chain_options().unwrap();
		assert_eq!(options.timeout, Duration::from_secs(5));
		assert_eq!(options.spec, PathBuf::from("spec.json"));
		assert!(!options.forget);
	}

	#[test]
	fn parse_it_takes_the_supply_and_nothing_behind_it() {
		let cli = parse("jmt-edge supply --json").unwrap();
		assert!(matches!(cli.command, Command::Supply));
		assert_eq!(cli.global.format(), Format::Json);
		assert_eq!(parse("jmt-edge supply mining").unwrap_err().exit_code(), 2);
	}

	#[test]
	fn parse_it_takes_several_devices() {
		let id = format!("0x{}", "ab".repeat(32));
		let cli = parse(&format!("jmt-edge claim --suri //Alice {id} {id}")).unwrap();
		assert!(matches!(cli.command, Command::Claim(claim) if claim.devices.len() == 2));
		let cli = parse("jmt-edge mine --device-key a --device-key b --rounds 3").unwrap();
		assert!(matches!(
			cli.command,
			Command::Mine(mine) if mine.device_key.len() == 2 && mine.rounds == Some(3)
		));
	}

	#[test]
	fn parse_an_amount_with_a_comma_is_refused_with_how_to_write_it() {
		let receiver = format!("0x{}", "07".repeat(32));
		let line = |amount: &str| format!("jmt-edge transfer {receiver} {amount} --suri //Alice");
		assert!(parse(&line("1.5")).is_ok());
		assert!(parse(&format!("{} --yes", line("1.5"))).is_ok());
		let said = Failure::usage(&parse(&line("1,5")).unwrap_err()).one_line();
		assert!(said.contains("write 1.5"), "{said}");
	}

	#[test]
	fn parse_it_takes_a_device_by_its_id_or_its_key_file() {
		let id = format!("0x{}", "ab".repeat(32));
		assert!(parse(&format!("jmt-edge device show {id}")).is_ok());
		for verb in ["pause", "resume", "remove"] {
			for device in [&id, "--device-key device.key"] {
				let line = format!("jmt-edge device {verb} --suri //Alice {device}");
				assert!(matches!(parse(&line).unwrap().command, Command::Device(_)), "{line}");
			}
		}
	}

	#[test]
	fn parse_all_commands_that_sign_take_fee() {
		let id = format!("0x{}", "ab".repeat(32));
		for line in [
			&format!("transfer {id} 1"),
			&format!("claim {id}"),
			"device register --device-key key",
			&format!("device pause {id}"),
			&format!("device resume {id}"),
			&format!("device remove {id}"),
		] {
			assert!(parse(&format!("jmt-edge {line} --suri //Alice --fee")).is_ok(), "{line}");
		}
	}

	mod reject {
		use super::*;

		#[test]
		fn parse_it_exits_with_the_code_of_usage() {
			for line in [
				"jmt-edge",
				"jmt-edge mine",
				"jmt-edge device",
				"jmt-edge device show",
				"jmt-edge device show 0x12",
				"jmt-edge device pause --suri //Alice",
				"jmt-edge device remove --device-key file",
				"jmt-edge claim",
				"jmt-edge claim --suri //Alice --owner-key file",
				"jmt-edge transfer nowhere 1 --suri //Alice",
				"jmt-edge balance nowhere",
				"jmt-edge spec get",
				"jmt-edge spec get 127.0.0.1:9944",
				"jmt-edge completions",
				"jmt-edge completions tcsh",
				"jmt-edge key inspect --suri //Alice --fee",
				"jmt-edge device new --type rsa --out key",
				"jmt-edge status --bootnode foo",
				"jmt-edge status --timeout 0",
				"jmt-edge status --timeout +5",
				"jmt-edge mine --device-key a --rounds 0",
				"jmt-edge watch --blocks 0",
				"jmt-edge read System Number --limit 0",
			] {
				assert_eq!(parse(line).unwrap_err().exit_code(), 2, "{line}");
			}
		}

		#[test]
		fn parse_it_says_on_one_line_what_is_wrong() {
			for (line, wrong) in [
				("jmt-edge status --jason", "--jason"),
				("jmt-edge device show", "<DEVICE>"),
				("jmt-edge claim --suri //Alice --owner-key file", "cannot be used with"),
				("jmt-edge", "name a command (try --help)"),
			] {
				let failure = Failure::usage(&parse(line).unwrap_err());
				let said = failure.one_line();
				assert_eq!(failure.exit_code(), 2);
				assert!(said.contains(wrong), "{line}: {said}");
				assert!(!said.contains("Usage:") && !said.contains("error:"), "{line}: {said}");
			}
		}
	}
}
