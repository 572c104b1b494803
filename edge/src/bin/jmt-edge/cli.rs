//! The command line: options of every command, and the commands by name.

use crate::{
	commands::{
		access::AccessCommand, anchor::AnchorCommand, auth::AuthCommand, balance,
		blobs::BlobsCommand, claim, completions, device::DeviceCommand, domain::DomainCommand,
		group::GroupCommand, identity::IdentityCommand, init, key::KeyCommand,
		manifest::ManifestCommand, message::MessageCommand, mine, prove::ProveCommand, read,
		signal, spec::SpecCommand, task::TaskCommand, topic::TopicCommand, transfer,
		unit::UnitCommand, validator::ValidatorCommand, verify, watch, worker::WorkerCommand,
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
	/// Domains: who speaks for which devices
	#[command(subcommand)]
	Domain(DomainCommand),
	/// Manifests: lists of devices that a domain commits to in one transaction
	#[command(subcommand)]
	Manifest(ManifestCommand),
	/// Units: physical things that a maker certifies, each counted once
	#[command(subcommand)]
	Unit(UnitCommand),
	/// Authentication: challenges, answers and decisions about who a device is
	#[command(subcommand)]
	Auth(AuthCommand),
	/// Access: resources, policies and grants, and decisions about who may use what
	#[command(subcommand)]
	Access(AccessCommand),
	/// Messages that one device alone reads
	#[command(subcommand)]
	Message(MessageCommand),
	/// Identities of group members: a secret, and the commitment that stands for it
	#[command(subcommand)]
	Identity(IdentityCommand),
	/// Groups, whose members prove that they are some of them and not which
	#[command(subcommand)]
	Group(GroupCommand),
	/// Topics, about which each member of a group speaks once
	#[command(subcommand)]
	Topic(TopicCommand),
	/// Anchors: roots of data that an account stands for
	#[command(subcommand)]
	Anchor(AnchorCommand),
	/// Make zero-knowledge proofs, on this machine
	#[command(subcommand)]
	Prove(ProveCommand),
	/// Speak about a topic as a member of a group, without a fee and without a name
	Signal(signal::Args),
	/// Check a proof by the chain's own code, run by the light client on proven state
	Verify(verify::Args),
	/// Workers: devices with a stake, which run programs of others for pay
	#[command(subcommand)]
	Worker(WorkerCommand),
	/// Tasks: programs that devices run for pay, with results that need not be trusted
	#[command(subcommand)]
	Task(TaskCommand),
	/// Bytes of programs and inputs, for those who run them
	#[command(subcommand)]
	Blobs(BlobsCommand),
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

	#[test]
	fn parse_domains_and_manifests_are_named_by_their_numbers() {
		let id = format!("0x{}", "ab".repeat(32));
		for line in [
			"domain create --suri //Alice",
			"domain create --layer network --parent 1 --region 8a2a1072b59ffff --suri //Alice",
			"domain show 1",
			"domain fund 1 30 --suri //Alice --fee",
			"domain withdraw 1 30 --suri //Alice",
			"domain suspend 1 --suri //Alice",
			"domain resume 1 --suri //Alice",
			"domain trust 1 2 --for 1d --below --suri //Alice",
			"domain trust 1 2 --drop --suri //Alice",
			&format!("domain permit {id} --to 2 --payer domain --suri //Alice"),
			"manifest build --list a --domain 1 --out b",
			"manifest publish --levels b --valid 90d --suri //Alice",
			"manifest prove --list a --levels b --index 0 --out c",
			"manifest prove --list a --levels b --device-key k --out c",
			"manifest show 1",
			"manifest freeze 1 --suri //Alice",
			"manifest open 1 --suri //Alice --fee",
			"manifest revoke 1 --suri //Alice",
			"device activate --manifest 1 --proof c --device-key k",
			"device list",
			&format!("device move {id} --to 2 --suri //Alice"),
			&format!("device move {id} --out --suri //Alice"),
			&format!("device revoke {id} --suri //Alice --fee"),
			"manifest endorse --levels a --root 1 --maker-key k --valid 90d --out b",
			"manifest publish --levels a --endorsement b --suri //Alice",
			&format!("device bind {id} --certificate a --suri //Alice"),
			"device bind --device-key k --certificate a --binding b --suri //Alice --fee",
			&format!("device new --next-of {id} --out k"),
			"device rotate now --device-key k --new-key l --suri //Alice",
			"device rotate start --new-key l --suri //Alice",
			"device rotate cancel --device-key k",
			&format!("device rotate finish {id} --suri //Alice"),
			&format!("device profile {id} --capabilities 5 --suri //Alice"),
			&format!("device profile --device-key k --firmware {id} --suri //Alice"),
			&format!("device offer {id} --to {id} --suri //Alice"),
			&format!("device offer {id} --take-back --suri //Alice"),
			&format!("device accept {id} --suri //Alice"),
			&format!("unit certify --root 1 --maker-key k --nullifier {id} --unit-key l --out c"),
			&format!("unit certify --root 1 --maker-key k --nullifier {id} --unit ed25519:{id} --level 2 --out c"),
			&format!("unit bind --unit-key k --certificate c --device {id} --owner {id} --out b"),
			&format!("unit model --root 1 --key-number 3 --maker-key k --nullifier {id} --model {id} --out m"),
		] {
			parse(&format!("jmt-edge {line}")).unwrap_or_else(|error| panic!("{line}: {error}"));
		}
	}

	#[test]
	fn parse_devices_are_resolved_authenticated_and_written_to() {
		let id = format!("0x{}", "ab".repeat(32));
		for line in [
			&format!("device did {id}"),
			&format!("device did did:jmt:{}:{}", "ab".repeat(16), "cd".repeat(32)),
			"device did --device-key k",
			&format!("auth challenge --device-key k --valid 30s --genesis {id}"),
			&format!(
				"auth prove --challenge - --verifier {id} --device-key k --binding {id} --look-up"
			),
			&format!("auth snapshot {id} --host 1"),
			"auth verify --answer a --device-key k --host 1 --max-age 90s --offline",
			"message key --out k",
			&format!("message seal --to {id} --device-key k --text t"),
			"message open --message m --device-key k --encryption-key e --out o --again",
		] {
			parse(&format!("jmt-edge {line}")).unwrap_or_else(|error| panic!("{line}: {error}"));
		}
	}

	#[test]
	fn parse_members_prove_and_signal() {
		let hash = format!("0x{}", "ab".repeat(32));
		let account = jmt_edge::keys::format_address(&jmt_primitives::AccountId::new([7; 32]));
		for line in [
			"identity new --out a",
			"identity show --identity-key a",
			"group show 1 --identity-key a --out b",
			"group create --suri //Alice --fee",
			"group add 1 7 8 --list - --suri //Alice",
			"group add 1 --list a --suri //Alice",
			"group remove 1 --index 3 --suri //Alice",
			"group remove 1 --commitment 7 --suri //Alice",
			"group close 1 --suri //Alice --fee",
			"topic open 1 --name door --for 1h --most 100 --suri //Alice",
			&format!("topic show 1 {hash}"),
			&format!("topic close 1 {hash} --suri //Alice"),
			"anchor set readings 12 --suri //Alice",
			&format!("anchor drop {hash} --suri //Alice"),
			&format!("prove membership --identity-key a --group 1 --topic {hash} --message yes --out b"),
			&format!(
				"prove membership --identity-key a --members m --topic {hash} --message {hash} --depth 20 --artefacts f \
				 --out b"
			),
			"anchor readings --list - --out a",
			"anchor sightings --list a --out b",
			&format!("prove statistics --readings a --account {account} --label l --out b"),
			&format!(
				"prove place --sighting a --identity-key b --region world --first 1 --last 2 --scope s --message m \
				 --account {} --label {hash} --out c",
				account
			),
			"signal --proof a",
			&format!("signal --proof a --group 1 --topic {hash}"),
			&format!("signal --identity-key a --group 1 --topic {hash} --message yes --depth 16"),
			"verify a",
			&format!("verify a --group 1 --topic {hash}"),
		] {
			parse(&format!("jmt-edge {line}")).unwrap_or_else(|error| panic!("{line}: {error}"));
		}
	}

	#[test]
	fn parse_access_is_made_asked_for_and_kept() {
		let id = format!("0x{}", "ab".repeat(32));
		let account = jmt_edge::keys::format_address(&jmt_primitives::AccountId::new([7; 32]));
		for line in [
			"access resource create --domain 1 --actions open,close --suri //Alice",
			&format!(
				"access resource create --domain 1 --actions open,9 --fail-safe 9 --place -33.9,18.4 --enforcer {id} \
				 --policy 2 --suri //Alice --fee"
			),
			"access resource set 1 --freeze --suri //Alice",
			"access resource set 1 --actions open,close --fail-safe close --suri //Alice",
			"access resource set 1 --no-policy --suri //Alice",
			"access resource close 1 --suri //Alice",
			"access resource show 1",
			&format!("access resource permit 3 --to {account} --valid 2h --suri //Alice"),
			"access policy set lift.toml --domain 1 --suri //Alice",
			"access policy set - --replace 1 --suri //Alice --fee",
			"access policy show 1 --toml",
			"access policy check lift.toml",
			"access policy close 1 --suri //Alice",
			&format!("access grant make 1 --to-device {id} --suri //Alice"),
			&format!(
				"access grant make 1 --to-account {account} --parent 2 --actions open --for 7d --uses 3 --cell \
				 89283470d93ffff --delegate --suri //Alice"
			),
			"access grant make 1 --to-domain 4 --below --until 2027-01-01T00:00:00Z --suri //Alice",
			"access grant show 1",
			"access grant close 1 --suri //Alice",
			"access revoke 1 --suri //Alice",
			"access revoke --all 1 --suri //Alice",
			"access revoke --passes 1 --suri //Alice --fee",
			&format!("access approve 1 --action open --subject {id} --for 2h --suri //Alice"),
			&format!("access approve 1 --action open --subject {id} --withdraw --suri //Alice"),
			"access use 1 --action open --suri //Alice",
			&format!("access use 1 --action 9 --device {id} --grant 2 --uses 3 --most 1.5 --yes --suri //Alice"),
			&format!("access pull 1 --subject {id} --subject group:5 --grant 3 --out lift.snap"),
			&format!("access decide 1 --action open --subject {id}"),
			&format!("access decide 1 --action open --subject {account} --grant 3 --snapshot lift.snap"),
			&format!("access decide 1 --action open --subject ed25519:{id} --runtime"),
			"access decide 1 --action open --pass pass.json --at 2027-01-01T00:00:00Z",
			&format!("access explain 1 --action open --subject {id} --snapshot lift.snap"),
			"access log anchor --device-key k --suri //Alice --fee",
			&format!("access log show {id}"),
			"access log show --device-key k --entries 3 --offline",
			&format!("access log prove-use --device-key k --use {id} --out p"),
			&format!("access log prove-use {id} --use {id} --leaves 9 --out p"),
			&format!("access log prove-absent {id} --use {id} --from 1 --until 2027-01-01T00:00:00Z --out p"),
			"access log verify -",
			&format!("access log verify p --leaves 9 --root {id}"),
			"access log report --receipt r --absence p --suri //Alice",
		] {
			parse(&format!("jmt-edge {line}")).unwrap_or_else(|error| panic!("{line}: {error}"));
		}
	}

	#[test]
	fn parse_tasks_are_posted_and_worked_on() {
		let id = format!("0x{}", "ab".repeat(32));
		let account = jmt_edge::keys::format_address(&jmt_primitives::AccountId::new([7; 32]));
		for line in [
			"worker enrol --device-key d --signer w --units 20 --suri //Alice",
			&format!("worker enrol {id} --signer d --units 1 --suri //Alice --fee"),
			&format!("worker stake {id} --units 0 --suri //Alice"),
			&format!("worker show {id}"),
			"worker show --device-key d",
			"task quote p.wasm --replicas 5 --quorum 3",
			"task post p.wasm --suri //Alice",
			"task post p.wasm --input - --argument - --argument -c --mode replicate --replicas 3 --pay 0.05 \
			 --fuel 2e9 --memory 64MiB --output 16KiB --claim 20s --run 2m --url http://127.0.0.1:8080/ --suri //Alice \
			 --yes",
			&format!("task post p.wasm --mode accept --standing 1m --for {id} --on-chain --suri //Alice --fee"),
			&format!("task post p.wasm --mode optimistic --for {account} --for {account} --suri //Alice"),
			"task watch 1 --until-ended",
			"task result 1 --out f",
			"task cancel 1 --suri //Alice",
			"task cancel 1 --drop-bytes --suri //Alice --fee",
			"task accept 1 --suri //Alice",
			"task reject 1 --suri //Alice --fee",
			"task challenge 1 --suri //Alice --yes",
			"task settle 1 2 3 --suri //Alice",
			"task collect 1 --suri //Alice",
			"task collect 1 --drop-bytes --suri //Alice --fee",
		] {
			parse(&format!("jmt-edge {line}")).unwrap_or_else(|error| panic!("{line}: {error}"));
		}
	}

	mod reject {
		use super::*;

		#[test]
		fn parse_it_exits_with_the_code_of_usage() {
			for line in [
				"jmt-edge access",
				"jmt-edge access resource create --domain 1 --suri //Alice",
				"jmt-edge access resource create --domain 1 --actions jump --suri //Alice",
				"jmt-edge access resource create --domain 1 --actions open --place 91,0 --suri //Alice",
				"jmt-edge access resource set 1 --suri //Alice",
				"jmt-edge access resource set 1 --freeze --open --suri //Alice",
				"jmt-edge access resource show 0",
				"jmt-edge access policy set lift.toml --suri //Alice",
				"jmt-edge access policy set lift.toml --domain 1 --replace 2 --suri //Alice",
				"jmt-edge access grant make 1 --suri //Alice",
				"jmt-edge access grant make 1 --to-domain 1 --for 1d --until 5 --suri //Alice",
				"jmt-edge access revoke --suri //Alice",
				"jmt-edge access revoke 1 --all 2 --suri //Alice",
				"jmt-edge access approve 1 --action open --suri //Alice",
				"jmt-edge access use 1 --suri //Alice",
				"jmt-edge access use 1 --action open --uses 0 --suri //Alice",
				"jmt-edge access pull 1 --subject group:5",
				"jmt-edge access log",
				"jmt-edge access log anchor --suri //Alice",
				"jmt-edge access log prove-use --use 0x12 --device-key k --out p",
				"jmt-edge access log prove-absent --device-key k --from 1 --until 2 --out p",
				"jmt-edge access log verify p --leaves 9",
				"jmt-edge access decide 1 --action open",
				"jmt-edge access decide 1 --action open --subject nobody",
				"jmt-edge access decide 1 --action open --subject group:5 --runtime --snapshot s",
				"jmt-edge worker enrol --device-key d --units 0 --suri //Alice",
				"jmt-edge worker stake --device-key d --units 101 --suri //Alice",
				"jmt-edge task",
				"jmt-edge task post --suri //Alice",
				"jmt-edge task post p.wasm",
				"jmt-edge task post p.wasm --fuel 1.5e9 --suri //Alice",
				"jmt-edge task post p.wasm --url u --on-chain --suri //Alice",
				"jmt-edge task post p.wasm --for nobody --suri //Alice",
				"jmt-edge task watch 0",
				"jmt-edge task settle --suri //Alice",
				"jmt-edge device did",
				"jmt-edge device did did:web:example.com",
				"jmt-edge auth",
				"jmt-edge auth prove --challenge - --device-key k",
				"jmt-edge auth verify --answer a --device-key k",
				"jmt-edge auth verify --answer a --device-key k --host 0",
				"jmt-edge message seal --device-key k",
				"jmt-edge message open --message m --device-key k",
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
				"jmt-edge domain",
				"jmt-edge domain show",
				"jmt-edge domain show 0",
				"jmt-edge domain create",
				"jmt-edge domain create --layer cloud --suri //Alice",
				"jmt-edge domain create --region paris --suri //Alice",
				"jmt-edge domain fund 1 --suri //Alice",
				"jmt-edge domain trust 1 2 --drop --below --suri //Alice",
				"jmt-edge domain trust 1 2 --for 5w --suri //Alice",
				"jmt-edge manifest build --list a --out b",
				"jmt-edge manifest prove --list a --levels b --out c",
				"jmt-edge manifest prove --list a --levels b --index 1 --device-key k --out c",
				"jmt-edge manifest publish --suri //Alice",
				"jmt-edge manifest freeze --suri //Alice",
				"jmt-edge manifest open one --suri //Alice",
				"jmt-edge device activate --manifest 1 --device-key k",
				"jmt-edge device move --device-key k --suri //Alice",
				"jmt-edge device move --device-key k --to 1 --out --suri //Alice",
				"jmt-edge device move --device-key k --to 1 --permit 0x00 --suri //Alice",
				"jmt-edge manifest publish --levels a --endorsement b --valid 1d --suri //Alice",
				"jmt-edge device bind --device-key k --suri //Alice",
				"jmt-edge device rotate --device-key k --new-key l --suri //Alice",
				"jmt-edge device profile --device-key k --suri //Alice",
				"jmt-edge device profile --device-key k --capabilities 1 --model m --suri //Alice",
				"jmt-edge device offer --device-key k --suri //Alice",
				"jmt-edge identity show",
				"jmt-edge group",
				"jmt-edge group show 0",
				"jmt-edge group add 1 --suri //Alice",
				"jmt-edge group add 1 0 --suri //Alice",
				"jmt-edge group add 1 x --suri //Alice",
				"jmt-edge group remove 1 --suri //Alice",
				"jmt-edge group remove 1 --index 1 --commitment 7 --suri //Alice",
				"jmt-edge topic open 1 --most 100 --suri //Alice",
				"jmt-edge topic open 1 --name door --most 0 --suri //Alice",
				"jmt-edge topic close 1 door --suri //Alice",
				"jmt-edge anchor set readings --suri //Alice",
				"jmt-edge anchor set readings 0x12 --suri //Alice",
				"jmt-edge prove",
				"jmt-edge prove membership --identity-key a --message yes --out b",
				"jmt-edge signal",
				"jmt-edge signal --identity-key a --group 1",
				"jmt-edge signal --proof a --message yes",
				"jmt-edge verify",
				"jmt-edge unit certify --root 0 --maker-key k --nullifier 0x12 --unit-key l --out c",
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
