//! The failures, in one line each, and the exit code that tells scripts which it was.
//!
//! | code | meaning |
//! |---|---|
//! | 1 | anything else |
//! | 2 | arguments |
//! | 3 | chain specification |
//! | 4 | a port is taken or may not be opened |
//! | 5 | the node's network key is missing or unreadable |
//! | 6 | the base path cannot be written |
//! | 7 | the database is missing, in use, damaged or of another version |
//! | 8 | the keystore cannot be opened |

use crate::{chain_spec, light_spec, preflight};
use std::path::PathBuf;

/// Why the node did not start, or stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The arguments make no sense.
	#[error("{0} (try --help)")]
	Usage(String),
	/// The chain specification cannot be used.
	#[error(transparent)]
	ChainSpec(#[from] chain_spec::Error),
	/// Something that the node needs is not there, found before anything was touched.
	#[error(transparent)]
	Preflight(#[from] preflight::Error),
	/// A validator has no stable identity on the network.
	#[error(
		"a validator needs a network key and {} does not exist: make one with \
		 `(umask 077; jmt-node key generate-node-key --file <PATH>)` and pass it with `--node-key-file <PATH>`",
		.path.display()
	)]
	NodeKeyMissing {
		/// Where it was looked for.
		path: PathBuf,
	},
	/// The database cannot be opened.
	#[error("the database cannot be opened: {0}")]
	Database(String),
	/// The keystore cannot be opened.
	#[error("the keystore cannot be opened: {0}")]
	Keystore(String),
	/// There is no specification for light clients to print.
	#[error(transparent)]
	LightSpec(#[from] light_spec::Error),
	/// A subcommand failed.
	#[error("{0}")]
	Command(sc_cli::Error),
	/// The node failed.
	#[error("{0}")]
	Service(sc_service::Error),
}

impl Error {
	/// From what the argument parser has to say, without its colours, its usage and its hint at `--help`.
	/// The arguments, and those that would do, stand in lines of their own.
	pub fn usage(error: &clap::Error) -> Self {
		let text = error.render().to_string();
		let lines = text
			.lines()
			.map(str::trim)
			.take_while(|line| {
				!line.starts_with("Usage:") && !line.starts_with("For more information")
			})
			.filter(|line| !line.is_empty());
		let mut message = String::new();
		for line in lines {
			match message.chars().next_back() {
				None => {},
				Some(':') => message.push(' '),
				Some(_) => message.push_str("; "),
			}
			message.push_str(line);
		}
		match message.trim_start_matches("error: ") {
			"" => Self::Usage("wrong arguments".into()),
			message => Self::Usage(message.into()),
		}
	}

	/// The code that the process exits with; never 0.
	pub fn exit_code(&self) -> u8 {
		match self {
			Self::LightSpec(_) | Self::Command(_) | Self::Service(_) => 1,
			Self::Usage(_) => 2,
			Self::ChainSpec(_) => 3,
			Self::Preflight(preflight::Error::Port { .. }) => 4,
			Self::NodeKeyMissing { .. } | Self::Preflight(preflight::Error::NodeKey { .. }) => 5,
			Self::Preflight(preflight::Error::BasePath { .. }) => 6,
			Self::Database(_)
			| Self::Preflight(
				preflight::Error::DatabaseVersion { .. }
				| preflight::Error::DatabaseUnreadable { .. }
				| preflight::Error::DatabaseMissing { .. },
			) => 7,
			Self::Keystore(_) => 8,
		}
	}

	/// The whole error on one line: causes may bring line breaks of their own.
	pub fn line(&self) -> String {
		self.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
	}
}

impl From<sc_service::Error> for Error {
	fn from(error: sc_service::Error) -> Self {
		use sp_blockchain::Error as Client;
		match error {
			sc_service::Error::Client(Client::Backend(message)) => Self::Database(message),
			sc_service::Error::Client(Client::DatabaseError(error)) => {
				Self::Database(error.to_string())
			},
			sc_service::Error::Keystore(error) => Self::Keystore(error.to_string()),
			other => Self::Service(other),
		}
	}
}

impl From<sc_cli::Error> for Error {
	fn from(error: sc_cli::Error) -> Self {
		match error {
			sc_cli::Error::NetworkKeyNotFound(path) => Self::NodeKeyMissing { path },
			sc_cli::Error::Service(error) => error.into(),
			sc_cli::Error::Client(error) => sc_service::Error::Client(error).into(),
			sc_cli::Error::KeyStorage(error) => Self::Keystore(error.to_string()),
			other => Self::Command(other),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sc_cli::SubstrateCli;

	#[test]
	fn it_is_one_line_whatever_the_cause_says() {
		let error = Error::Service(sc_service::Error::Other("first\n\n second\tthird\n".into()));
		assert_eq!(error.line(), "Other: first second third");
	}

	#[test]
	fn it_names_the_argument_that_it_does_not_know() {
		let error = crate::Cli::try_from_iter(["jmt-node", "--no-such-flag"]).unwrap_err();
		let error = Error::usage(&error);
		assert_eq!(error.exit_code(), 2);
		assert!(error.line().contains("--no-such-flag"), "{}", error.line());
		assert!(!error.line().contains("Usage:"), "{}", error.line());
	}

	fn refused(arguments: &[&str]) -> String {
		let arguments = ["jmt-node"].iter().chain(arguments);
		Error::usage(&crate::Cli::try_from_iter(arguments).unwrap_err()).line()
	}

	#[test]
	fn it_names_every_argument_that_is_missing() {
		let line = refused(&["key", "insert"]);
		assert!(line.contains("not provided: --"), "{line}");
		assert!(line.contains("--key-type <KEY_TYPE>"), "{line}");
		assert!(line.ends_with("> (try --help)"), "{line}");
		assert!(!line.contains("Usage:"), "{line}");
	}

	#[test]
	fn it_names_the_values_that_an_argument_can_have() {
		let line = refused(&["--sync", "sideways"]);
		assert!(line.contains("'sideways'"), "{line}");
		assert!(line.contains("; [possible values: "), "{line}");
		assert!(!line.contains("For more information"), "{line}");
	}

	#[test]
	fn it_tells_a_missing_network_key_and_a_broken_database_apart() {
		let key = Error::from(sc_cli::Error::NetworkKeyNotFound("/nowhere/secret".into()));
		assert_eq!(key.exit_code(), 5);
		assert!(key.line().contains("/nowhere/secret"));
		let database = sp_blockchain::Error::Backend("Database file is in use.".into());
		let database = Error::from(sc_cli::Error::Service(sc_service::Error::Client(database)));
		assert_eq!(database.exit_code(), 7);
		assert!(database.line().contains("in use"));
	}
}
