//! `init`

use crate::{
	arguments::parse_account,
	failure::Failure,
	global::{Environment, Global},
	output::Format,
	terminal::{ask, on_terminal},
};
use jmt_edge::{
	keys::format_address,
	settings::{Settings, SettingsError},
	Error,
};
use jmt_light::ChainSpec;
use jmt_primitives::AccountId;
use serde_json::json;
use std::{
	io::{self, BufRead, Write},
	path::{Path, PathBuf},
};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The address of the account whose devices they are
	#[arg(long, value_name = "ADDRESS", value_parser = parse_account)]
	owner: Option<AccountId>,
	/// Replace a configuration that is there
	#[arg(long)]
	force: bool,
}

/// Writes the configuration file.
pub(super) fn run(global: &Global, Args { owner, force }: Args) -> Result<(), Failure> {
	let environment = Environment::read();
	let file = global.config_file(&environment)?;
	let replaced = file.symlink_metadata().is_ok();
	if replaced && !force {
		return Err(SettingsError::Exists(file).into());
	}
	let given = Given {
		spec: global.named_spec(&environment),
		data_dir: global.data_dir(&environment, None)?,
		owner,
	};
	let fetched = fetched_spec(&file);
	let answered = match global.format() == Format::Text && on_terminal() {
		true => given.ask(fetched, &mut io::stdin().lock(), &mut io::stderr())?,
		false => Given { spec: given.spec.or(fetched), ..given },
	};
	let spec_path = absolute(answered.spec.ok_or_else(|| {
		Failure::Usage("which chain? Give --chain-spec PATH; jmt-edge spec get fetches one".into())
	})?)?;
	let spec = ChainSpec::read(&spec_path).map_err(Error::from)?;
	let genesis = spec.genesis().map_err(Error::from)?.hash;
	if let Some(expected) = global.genesis.filter(|expected| *expected != genesis) {
		return Err(Error::GenesisMismatch { expected, found: genesis }.into());
	}
	let settings = Settings {
		chain_spec: Some(spec_path.clone()),
		data_dir: Some(absolute(answered.data_dir)?),
		owner: answered.owner,
	};
	settings.write(&file)?;
	let owner = settings.owner.as_ref().map(format_address);
	let json = json!({
		"file": file.display().to_string(),
		"replaced": replaced,
		"chain": spec.name(),
		"genesis": genesis,
		"chainSpec": spec_path.display().to_string(),
		"dataDir": settings.data_dir.as_deref().map(|path| path.display().to_string()),
		"owner": owner,
	});
	global.format().emit(json, || {
		let verb = if replaced { "replaced" } else { "wrote" };
		format!(
			"{verb} {}\nchain  {} ({genesis:?})\nowner  {}",
			file.display(),
			spec.name(),
			owner.as_deref().unwrap_or("none")
		)
	})
}

/// The configuration as far as the command line and the environment say it.
struct Given {
	spec: Option<PathBuf>,
	data_dir: PathBuf,
	owner: Option<AccountId>,
}

impl Given {
	/// Asks for what was not given.
	fn ask(
		self,
		fetched: Option<PathBuf>,
		input: &mut impl BufRead,
		out: &mut impl Write,
	) -> Result<Self, Failure> {
		let unread = |error: io::Error| Failure::Usage(format!("no answer: {error}"));
		let spec = match self.spec {
			Some(spec) => Some(spec),
			None => {
				let offered = fetched
					.as_deref()
					.map_or(String::new(), |path| format!(" [{}]", path.display()));
				let answer = ask(&format!("chain spec{offered}: "), input, out).map_err(unread)?;
				match answer.as_str() {
					"" => fetched,
					path => Some(path.into()),
				}
			},
		};
		let owner = match self.owner {
			Some(owner) => Some(owner),
			None => {
				let answer = ask("owner's address [none]: ", input, out).map_err(unread)?;
				match answer.as_str() {
					"" => None,
					address => Some(parse_account(address).map_err(Failure::Usage)?),
				}
			},
		};
		Ok(Self { spec, owner, ..self })
	}
}

/// The specification that `spec get` put beside a configuration file, if there is exactly one. One that others may
/// have written, or that is of another chain than its name says, is left out.
fn fetched_spec(config: &Path) -> Option<PathBuf> {
	let mut specs = std::fs::read_dir(config.parent()?)
		.ok()?
		.filter_map(|entry| Some(entry.ok()?.path()))
		.filter(|path| super::spec::is_fetched(path) && super::spec::is_believed(path));
	let first = specs.next()?;
	specs.next().is_none().then_some(first)
}

/// A path that means the same wherever a later command is run.
fn absolute(path: PathBuf) -> Result<PathBuf, Failure> {
	std::path::absolute(&path)
		.map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{fs::Permissions, os::unix::fs::PermissionsExt};

	fn given() -> Given {
		Given { spec: None, data_dir: "/data".into(), owner: None }
	}

	fn answered(given: Given, lines: &str) -> Result<(Given, String), Failure> {
		let mut out = Vec::new();
		let fetched = Some(PathBuf::from("/fetched"));
		let answered = given.ask(fetched, &mut lines.as_bytes(), &mut out)?;
		Ok((answered, String::from_utf8(out).unwrap()))
	}

	#[test]
	fn ask_an_empty_answer_takes_what_is_offered() {
		let (answers, said) = answered(given(), "\n\n").unwrap();
		assert_eq!((answers.spec, answers.owner), (Some("/fetched".into()), None));
		assert!(said.contains("[/fetched]"), "{said}");
	}

	#[test]
	fn ask_it_asks_for_no_more_than_is_missing() {
		let owner = AccountId::new([7; 32]);
		let (answers, _) =
			answered(given(), &format!("/own\n{}\n", format_address(&owner))).unwrap();
		assert_eq!((answers.spec, answers.owner), (Some("/own".into()), Some(owner.clone())));
		let all = Given { spec: Some("/a".into()), owner: Some(owner), ..given() };
		assert_eq!(answered(all, "").unwrap().1, "");
	}

	#[test]
	fn ask_an_address_of_another_network_is_refused() {
		assert!(matches!(answered(given(), "\n5nowhere\n"), Err(Failure::Usage(_))));
	}

	#[test]
	fn fetched_spec_it_offers_one_and_does_not_choose_among_two() {
		let dir = tempfile::tempdir().unwrap();
		let config = dir.path().join("config.json");
		std::fs::write(dir.path().join("other.json"), "{}").unwrap();
		assert_eq!(fetched_spec(&config), None);
		let one = fetched(dir.path(), 1);
		assert_eq!(fetched_spec(&config), Some(one));
		fetched(dir.path(), 2);
		assert_eq!(fetched_spec(&config), None);
	}

	#[test]
	fn fetched_spec_one_that_others_may_have_written_or_of_another_chain_was_offered() {
		let dir = tempfile::tempdir().unwrap();
		let config = dir.path().join("config.json");
		let one = fetched(dir.path(), 1);
		for (mode, offered) in [(0o664, None), (0o646, None), (0o600, Some(&one))] {
			std::fs::set_permissions(&one, Permissions::from_mode(mode)).unwrap();
			assert_eq!(fetched_spec(&config).as_ref(), offered, "{mode:o}");
		}
		std::fs::rename(&one, dir.path().join("chain-00000001.json")).unwrap();
		assert_eq!(fetched_spec(&config), None);
	}

	/// Writes a specification by the name of its genesis.
	fn fetched(dir: &Path, root: u8) -> PathBuf {
		let genesis = json!({ "stateRootHash": format!("0x{}", hex::encode([root; 32])) });
		let spec = json!({ "name": "JMT", "id": "jmt", "genesis": genesis }).to_string();
		let hash = ChainSpec::parse(&spec).unwrap().genesis().unwrap().hash;
		let path = dir.join(format!("chain-{}.json", hex::encode(&hash[..4])));
		jmt_light::file::replace_private(&path, spec.as_bytes()).unwrap();
		path
	}
}
