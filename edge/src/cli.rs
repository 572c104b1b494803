//! The command line.

use crate::{
	amount::parse_jmt,
	chain::ChainOptions,
	error::Error,
	keys::{parse_address, AccountKey},
	output::Format,
};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jmt_primitives::{AccountId, Balance, DeviceId, Hash, KeyType};
use std::{path::PathBuf, str::FromStr, time::Duration};

/// Light-client agent for JMT devices and their owners.
#[derive(Parser, Debug)]
#[command(name = "jmt-edge", version, about)]
pub struct Cli {
	/// Options of every command.
	#[command(flatten)]
	pub global: Global,
	/// What to do.
	#[command(subcommand)]
	pub command: Command,
}

/// Options of every command.
#[derive(Args, Clone, Debug)]
pub struct Global {
	/// Chain spec: raw, or light with a checkpoint
	#[arg(long, global = true, value_name = "PATH")]
	pub chain_spec: Option<PathBuf>,
	/// A peer besides those of the chain spec: /ip4/ADDRESS/tcp/PORT[/ws]/p2p/ID
	#[arg(long, global = true, value_name = "MULTIADDRESS")]
	pub bootnode: Vec<String>,
	/// Where the light client's state is kept [default: jmt-edge in the user's data folder]
	#[arg(long, global = true, value_name = "PATH")]
	pub data_dir: Option<PathBuf>,
	/// The genesis hash that the chain must have
	#[arg(long, global = true, value_name = "HASH", value_parser = parse_hash)]
	pub genesis: Option<Hash>,
	/// Seconds to wait for peers and for the head of the chain
	#[arg(long, global = true, value_name = "SECONDS", default_value_t = 60)]
	pub timeout: u64,
	/// Print JSON, one document a line
	#[arg(long, global = true)]
	pub json: bool,
}

impl Global {
	/// How results are written.
	pub fn format(&self) -> Format {
		if self.json {
			Format::Json
		} else {
			Format::Text
		}
	}

	/// What is needed to join the chain.
	pub fn chain_options(&self) -> Result<ChainOptions, Error> {
		let spec = self
			.chain_spec
			.clone()
			.ok_or_else(|| Error::Usage("this command needs --chain-spec PATH".into()))?;
		let data_dir = match &self.data_dir {
			Some(data_dir) => data_dir.clone(),
			None => default_data_dir()
				.ok_or_else(|| Error::Usage("no home folder is known: give --data-dir".into()))?,
		};
		Ok(ChainOptions {
			spec,
			boot_nodes: self.bootnode.clone(),
			data_dir,
			genesis: self.genesis,
			timeout: Duration::from_secs(self.timeout),
		})
	}
}

fn default_data_dir() -> Option<PathBuf> {
	let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
	let base = match folder("XDG_DATA_HOME") {
		Some(data) => PathBuf::from(data),
		None => PathBuf::from(folder("HOME")?).join(".local/share"),
	};
	Some(base.join("jmt-edge"))
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
	/// Show the heads, the peers and the supply
	Status,
	/// Show where all JMT are and which of them circulate, and check that they add up
	Supply,
	/// Follow the heads
	Watch {
		/// End after this many finalized blocks
		#[arg(long, value_name = "NUMBER")]
		blocks: Option<u64>,
	},
	/// Read a storage item, with a proof, at the newest finalized block
	Read {
		/// The pallet
		pallet: String,
		/// The item
		item: String,
		/// Parts of the key: 0x.., an address, a number, a word; a map without a key lists its entries
		key: Vec<String>,
		/// Entries to list at most
		#[arg(long, default_value_t = 100)]
		limit: usize,
	},
	/// Send JMT to an account
	Transfer {
		/// The receiver's address
		#[arg(value_parser = parse_account)]
		to: AccountId,
		/// In JMT (1.5), or in planck (1500planck)
		#[arg(value_parser = parse_jmt)]
		amount: Balance,
		/// Who pays
		#[command(flatten)]
		owner: Owner,
	},
	/// Keys of accounts
	#[command(subcommand)]
	Key(KeyCommand),
	/// Devices
	#[command(subcommand)]
	Device(DeviceCommand),
	/// Answer the draws that concern the devices, until stopped
	Mine {
		/// A device's key file; may be given several times
		#[arg(long, value_name = "PATH", required = true)]
		device_key: Vec<PathBuf>,
		/// End after as many answered rounds
		#[arg(long, value_name = "NUMBER")]
		rounds: Option<usize>,
	},
	/// Claim what devices have earned
	Claim {
		/// The devices' ids
		#[arg(value_name = "DEVICE", value_parser = parse_device)]
		devices: Vec<DeviceId>,
		/// The key file of a device, instead of its id
		#[arg(long, value_name = "PATH")]
		device_key: Vec<PathBuf>,
		/// Their owner
		#[command(flatten)]
		owner: Owner,
	},
}

/// Keys of accounts.
#[derive(Subcommand, Debug)]
pub enum KeyCommand {
	/// Make a key and its file
	New {
		/// The new file; nothing is overwritten
		#[arg(long, value_name = "PATH")]
		out: PathBuf,
		/// Ask for an existing phrase rather than making one
		#[arg(long)]
		import: bool,
	},
	/// Show the address of a key
	Inspect {
		/// Which
		#[command(flatten)]
		owner: Owner,
	},
}

/// Devices.
#[derive(Subcommand, Debug)]
pub enum DeviceCommand {
	/// Make a device's key and its file
	New {
		/// The scheme
		#[arg(long = "type", value_enum, default_value_t = Scheme::Sr25519)]
		key_type: Scheme,
		/// The new file; nothing is overwritten
		#[arg(long, value_name = "PATH")]
		out: PathBuf,
	},
	/// Register a device: its owner pays a deposit, the device signs
	Register {
		/// The device's key file
		#[arg(long, value_name = "PATH")]
		device_key: PathBuf,
		/// Its owner
		#[command(flatten)]
		owner: Owner,
	},
	/// Show where a device stands, and why
	Show {
		/// Its id
		#[arg(value_parser = parse_device, required_unless_present = "device_key")]
		device: Option<DeviceId>,
		/// Its key file, instead of its id
		#[arg(long, value_name = "PATH", conflicts_with = "device")]
		device_key: Option<PathBuf>,
	},
}

/// The account that signs.
#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = false)]
pub struct Owner {
	/// Its key file
	#[arg(long, value_name = "PATH")]
	pub owner_key: Option<PathBuf>,
	/// Its secret URI, such as //Alice; for development only, other users can see it
	#[arg(long, value_name = "URI")]
	pub suri: Option<String>,
}

impl Owner {
	/// The key.
	pub fn key(&self) -> Result<AccountKey, Error> {
		match (&self.owner_key, &self.suri) {
			(Some(path), _) => Ok(AccountKey::read(path)?),
			(None, Some(uri)) => Ok(AccountKey::from_uri(uri)?),
			(None, None) => Err(Error::Usage("give --owner-key or --suri".into())),
		}
	}
}

/// Schemes of device keys.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scheme {
	/// Schnorr over Ristretto25519
	Sr25519,
	/// RFC 8032
	Ed25519,
	/// ES256K
	Secp256k1,
	/// ES256
	P256,
}

impl From<Scheme> for KeyType {
	fn from(scheme: Scheme) -> Self {
		match scheme {
			Scheme::Sr25519 => Self::Sr25519,
			Scheme::Ed25519 => Self::Ed25519,
			Scheme::Secp256k1 => Self::Secp256k1,
			Scheme::P256 => Self::P256,
		}
	}
}

fn parse_hash(text: &str) -> Result<Hash, String> {
	Hash::from_str(text).map_err(|_| "not 32 bytes, 0x and hexadecimal".into())
}

fn parse_device(text: &str) -> Result<DeviceId, String> {
	parse_hash(text).map(DeviceId)
}

fn parse_account(text: &str) -> Result<AccountId, String> {
	parse_address(text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	fn parse(line: &str) -> Result<Cli, clap::Error> {
		Cli::try_parse_from(line.split(' '))
	}

	#[test]
	fn command_it_is_sound() {
		Cli::command().debug_assert();
	}

	#[test]
	fn parse_it_takes_global_options_on_either_side() {
		let cli = parse("jmt-edge --json status --chain-spec spec.json --timeout 5").unwrap();
		assert_eq!(cli.global.format(), Format::Json);
		let options = cli.global.chain_options().unwrap();
		assert_eq!(options.timeout, Duration::from_secs(5));
		assert_eq!(options.spec, PathBuf::from("spec.json"));
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
		assert!(matches!(cli.command, Command::Claim { devices, .. } if devices.len() == 2));
		let cli = parse("jmt-edge mine --device-key a --device-key b --rounds 3").unwrap();
		assert!(matches!(
			cli.command,
			Command::Mine { device_key, rounds: Some(3) } if device_key.len() == 2
		));
	}

	mod reject {
		use super::*;

		#[test]
		fn parse_it_exits_with_the_code_of_usage() {
			for line in [
				"jmt-edge",
				"jmt-edge mine",
				"jmt-edge device show",
				"jmt-edge device show 0x12",
				"jmt-edge claim",
				"jmt-edge claim --suri //Alice --owner-key file",
				"jmt-edge transfer nowhere 1 --suri //Alice",
				"jmt-edge device new --type rsa --out key",
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
				let error = Error::usage(&parse(line).unwrap_err());
				let said = error.one_line();
				assert_eq!(error.exit_code(), 2);
				assert!(said.contains(wrong), "{line}: {said}");
				assert!(!said.contains("Usage:") && !said.contains("error:"), "{line}: {said}");
			}
		}

		#[test]
		fn chain_options_it_asks_for_a_spec() {
			let cli = parse("jmt-edge status").unwrap();
			assert!(matches!(cli.global.chain_options(), Err(Error::Usage(_))));
		}
	}
}
