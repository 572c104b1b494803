//! Options of every command, and what the environment and a configuration file say where they were not given.

use crate::{
	arguments::{parse_boot_node, parse_count, parse_hash},
	failure::Failure,
	output::Format,
};
use clap::Args;
use jmt_edge::{chain::ChainOptions, settings::Settings, Error};
use jmt_light::ChainSpec;
use jmt_primitives::Hash;
use std::{
	path::{Path, PathBuf},
	time::Duration,
};

/// Options of every command.
#[derive(Args, Clone, Debug)]
pub(crate) struct Global {
	/// Chain spec: raw, or light with a checkpoint [default: that of --config, of JMT_CHAIN_SPEC, of the usual file]
	#[arg(long, global = true, value_name = "PATH")]
	chain_spec: Option<PathBuf>,
	/// A peer besides those of the chain spec: /ip4/ADDRESS/tcp/PORT[/ws]/p2p/ID
	#[arg(long, global = true, value_name = "MULTIADDRESS", value_parser = parse_boot_node)]
	bootnode: Vec<String>,
	/// Configuration file [default: jmt-edge/config.json in the user's configuration folder]
	#[arg(long, global = true, value_name = "PATH")]
	config: Option<PathBuf>,
	/// Where the light client's state is kept [default: as configured, or jmt-edge in the user's data folder]
	#[arg(long, global = true, value_name = "PATH")]
	data_dir: Option<PathBuf>,
	/// The genesis hash that the chain must have
	#[arg(long, global = true, value_name = "HASH", value_parser = parse_hash)]
	pub(crate) genesis: Option<Hash>,
	/// Seconds to wait for peers and for the head of the chain
	#[arg(
		long,
		global = true,
		value_name = "SECONDS",
		default_value_t = 60,
		value_parser = parse_count::<u64>
	)]
	timeout: u64,
	/// Remove what an earlier start saved of the chain, and begin from its spec
	#[arg(long, global = true)]
	forget: bool,
	/// Print JSON, one document a line
	#[arg(long, global = true)]
	json: bool,
}

/// Paths from the environment.
#[derive(Clone, Default, Debug)]
pub(crate) struct Environment {
	/// The chain specification.
	pub(crate) chain_spec: Option<PathBuf>,
	/// The usual configuration file.
	pub(crate) config: Option<PathBuf>,
	/// The usual data folder.
	pub(crate) data_dir: Option<PathBuf>,
}

impl Environment {
	/// As it is.
	pub(crate) fn read() -> Self {
		let path = |name: &str| {
			std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
		};
		let home = path("HOME");
		let folder = |name: &str, below_home: &str| {
			path(name)
				.or_else(|| Some(home.as_ref()?.join(below_home)))
				.map(|base| base.join("jmt-edge"))
		};
		Self {
			chain_spec: path("JMT_CHAIN_SPEC"),
			config: folder("XDG_CONFIG_HOME", ".config").map(|folder| folder.join("config.json")),
			data_dir: folder("XDG_DATA_HOME", ".local/share"),
		}
	}
}

impl Global {
	/// How results are written.
	pub(crate) fn format(&self) -> Format {
		if self.json {
			Format::Json
		} else {
			Format::Text
		}
	}

	/// The configuration file: the one named, or the usual one.
	pub(crate) fn config_file(&self, environment: &Environment) -> Result<PathBuf, Failure> {
		self.config
			.clone()
			.or_else(|| environment.config.clone())
			.ok_or_else(|| Failure::Usage("no home folder is known: give --config".into()))
	}

	/// The configuration file's content. The usual one need not be there.
	pub(crate) fn settings(&self, environment: &Environment) -> Result<Settings, Failure> {
		Ok(match (&self.config, &environment.config) {
			(Some(named), _) => Settings::read_named(named)?,
			(None, Some(usual)) => Settings::read(usual)?.unwrap_or_default(),
			(None, None) => Settings::default(),
		})
	}

	/// The chain specification that the command line or the environment names. The command line goes
	/// before the environment, and that before the usual configuration file.
	pub(crate) fn named_spec(&self, environment: &Environment) -> Option<PathBuf> {
		self.chain_spec.clone().or_else(|| environment.chain_spec.clone())
	}

	/// The data folder.
	pub(crate) fn data_dir(
		&self,
		environment: &Environment,
		configured: Option<&Path>,
	) -> Result<PathBuf, Failure> {
		self.data_dir
			.clone()
			.or_else(|| configured.map(Path::to_path_buf))
			.or_else(|| environment.data_dir.clone())
			.ok_or_else(|| Failure::Usage("no home folder is known: give --data-dir".into()))
	}

	/// The chain to join.
	pub(crate) fn chain_options(&self) -> Result<ChainOptions, Failure> {
		self.chain_options_in(&Environment::read())
	}

	/// The genesis hash: that of `--genesis`, of the chain specification, or of both, which have to agree. It connects
	/// to nobody.
	pub(crate) fn genesis(&self) -> Result<Hash, Failure> {
		let spec = match (self.chain_options(), self.genesis) {
			(Ok(options), _) => options.spec,
			(Err(Failure::Usage(_)), Some(genesis)) => return Ok(genesis),
			(Err(Failure::Usage(said)), None) => {
				let said = format!("{said}; or name the chain with --genesis HASH");
				return Err(Failure::Usage(said));
			},
			(Err(failure), _) => return Err(failure),
		};
		let found = ChainSpec::read(&spec).and_then(|spec| spec.genesis());
		let found = found.map_err(Error::from)?.hash;
		match self.genesis {
			Some(expected) if expected != found => {
				Err(Error::GenesisMismatch { expected, found }.into())
			},
			_ => Ok(found),
		}
	}

	fn chain_options_in(&self, environment: &Environment) -> Result<ChainOptions, Failure> {
		let settings = match (&self.chain_spec, &self.data_dir) {
			// Nothing is left for a file to say.
			(Some(_), Some(_)) if self.config.is_none() => Settings::default(),
			_ => self.settings(environment)?,
		};
		let configured = settings.chain_spec;
		let spec = match &self.config {
			Some(_) => self.chain_spec.clone().or(configured).or(environment.chain_spec.clone()),
			None => self.named_spec(environment).or(configured),
		};
		let spec = spec.ok_or_else(|| {
			Failure::Usage(
				"this command needs a chain spec: give --chain-spec PATH, or write a configuration with \
				 jmt-edge init"
					.into(),
			)
		})?;
		Ok(ChainOptions {
			spec,
			boot_nodes: self.bootnode.clone(),
			data_dir: self.data_dir(environment, settings.data_dir.as_deref())?,
			genesis: self.genesis,
			timeout: Duration::from_secs(self.timeout),
			forget: self.forget,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::cli::Cli;
	use clap::Parser;
	use jmt_edge::settings::SettingsError;

	fn global(line: &str) -> Global {
		Cli::try_parse_from(line.split(' ')).unwrap().global
	}

	/// A folder with the usual file and another, each naming a specification.
	fn configured() -> (tempfile::TempDir, Environment, String) {
		let dir = tempfile::tempdir().unwrap();
		let write = |file: &str, spec: &str| {
			let path = dir.path().join(file);
			let settings = Settings {
				chain_spec: Some(spec.into()),
				data_dir: Some("/configured".into()),
				..Settings::default()
			};
			settings.write(&path).unwrap();
			path
		};
		let config = Some(write("usual.json", "/usual"));
		let named = write("named.json", "/named").display().to_string();
		let data_dir = Some("/usual-data".into());
		(dir, Environment { chain_spec: None, config, data_dir }, named)
	}

	#[test]
	fn genesis_it_is_that_of_the_spec_and_has_to_be_the_one_asked_for() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("spec.json");
		let root = "ab".repeat(32);
		let spec = format!(
			r#"{{"name":"x","id":"x","bootNodes":[],"genesis":{{"stateRootHash":"0x{root}"}}}}"#
		);
		std::fs::write(&path, &spec).unwrap();
		let with_spec =
			format!("jmt-edge status --data-dir /nowhere --chain-spec {}", path.display());
		let found = global(&with_spec).genesis().unwrap();
		assert_eq!(found, ChainSpec::parse(&spec).unwrap().genesis().unwrap().hash);
		let same = format!("{with_spec} --genesis {found:?}");
		assert_eq!(global(&same).genesis().unwrap(), found);
		let other = format!("{with_spec} --genesis 0x{root}");
		let refused = global(&other).genesis().unwrap_err();
		assert_eq!(refused.kind(), "genesisMismatch");
	}

	#[test]
	fn chain_options_the_command_line_goes_before_the_environment_and_that_before_the_usual_file() {
		let (_dir, mut environment, named) = configured();
		let spec = |line: &str, environment: &Environment| {
			global(line).chain_options_in(environment).unwrap().spec
		};
		let with_config = format!("jmt-edge status --config {named}");
		assert_eq!(spec("jmt-edge status", &environment), Path::new("/usual"));
		assert_eq!(spec(&with_config, &environment), Path::new("/named"));
		environment.chain_spec = Some("/environment".into());
		assert_eq!(spec("jmt-edge status", &environment), Path::new("/environment"));
		assert_eq!(spec(&with_config, &environment), Path::new("/named"));
		let all = format!("{with_config} --chain-spec /flag");
		assert_eq!(spec(&all, &environment), Path::new("/flag"));
	}

	#[test]
	fn chain_options_the_data_folder_is_given_configured_or_the_usual_one() {
		let (_dir, mut environment, _) = configured();
		let data_dir = |line: &str, environment: &Environment| {
			global(line).chain_options_in(environment).unwrap().data_dir
		};
		assert_eq!(data_dir("jmt-edge status", &environment), Path::new("/configured"));
		let given = data_dir("jmt-edge status --data-dir /given", &environment);
		assert_eq!(given, Path::new("/given"));
		environment.config = None;
		let usual = data_dir("jmt-edge status --chain-spec a", &environment);
		assert_eq!(usual, Path::new("/usual-data"));
	}

	mod reject {
		use super::*;

		#[test]
		fn chain_options_without_a_spec_it_says_how_to_give_one() {
			let options = global("jmt-edge status").chain_options_in(&Environment::default());
			let Err(Failure::Usage(said)) = options else { panic!("{options:?}") };
			assert!(said.contains("--chain-spec") && said.contains("jmt-edge init"), "{said}");
		}

		#[test]
		fn chain_options_a_file_that_was_named_has_to_be_there() {
			let options = global("jmt-edge status --chain-spec a --data-dir b --config /nowhere/c")
				.chain_options_in(&Environment::default());
			assert!(matches!(options, Err(Failure::Settings(SettingsError::Missing(_)))));
		}
	}
}
