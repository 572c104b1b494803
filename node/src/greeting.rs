//! The greeting of a node with `--dev`: at its first block it prints, once, where it answers JSON-RPC, and the
//! accounts that have JMT with what each is for.

use crate::{chain_spec::Preset, client::FullClient};
use futures::StreamExt;
use jmt_primitives::{AccountId, Balance, JMT};
use jmt_runtime::genesis_presets;
use sc_client_api::BlockchainEvents;
use sc_network::{multiaddr::Protocol, Multiaddr};
use serde_json::Value;
use sp_core::crypto::Ss58Codec;
use sp_keyring::Sr25519Keyring;
use std::{fmt::Write as _, io::Write as _, sync::Arc};

/// Roles in a preset: where the accounts stand that have it, and its name.
const ROLES: [(&str, &str); 6] = [
	("/session/keys", "stash of the validator"),
	("/sudo/key", "sudo"),
	("/councilMembership/members", "council"),
	("/boardElections/members", "supervisory board"),
	("/advisoryMembership/members", "advisory committee"),
	("/team/beneficiaries", "team"),
];

/// An account that a preset endows.
#[derive(Debug)]
struct Endowed {
	account: AccountId,
	amount: Balance,
	roles: Vec<&'static str>,
}

/// The accounts of the development chain.
#[derive(Debug)]
pub struct Greeting(Vec<Endowed>);

impl Greeting {
	/// With the accounts that the preset endows.
	pub fn new() -> Self {
		let preset = genesis_presets::get_preset(&Preset::Development.runtime_name().into());
		let genesis = preset.and_then(|json| serde_json::from_slice(&json).ok());
		Self(endowed(&genesis.unwrap_or_default()))
	}

	/// Prints it when the first block is there, and not before: until then the addresses above would scroll away.
	pub async fn print_at_first_block(self, client: Arc<FullClient>, rpc: Vec<Multiaddr>) {
		if client.import_notification_stream().next().await.is_some() {
			// A reader that has gone is no error.
			let _ = std::io::stdout().write_all(self.text(&rpc).as_bytes());
		}
	}

	fn text(&self, rpc: &[Multiaddr]) -> String {
		let name =
			|Endowed { account, .. }: &Endowed| match Sr25519Keyring::from_account_id(account) {
				Some(key) => format!("//{}", <&str>::from(key)),
				None => String::new(),
			};
		let width = self.0.iter().map(|endowed| name(endowed).len()).max().unwrap_or_default();
		let mut text = String::from("\nThe development chain runs.\n");
		if let Some((host, port)) = rpc.iter().find_map(tcp) {
			let _ = writeln!(text, "JSON-RPC: http://{host}:{port}, ws://{host}:{port}");
		}
		text.push_str("Accounts with JMT, whose secret phrases everybody knows (--suri):\n");
		for endowed in &self.0 {
			let Endowed { account, amount, roles } = endowed;
			let roles = if roles.is_empty() { "no office".into() } else { roles.join(", ") };
			let (name, account, whole) = (name(endowed), account.to_ss58check(), amount / JMT);
			let _ = writeln!(text, "  {name:width$}  {account}  {whole} JMT  {roles}");
		}
		text.push('\n');
		text
	}
}

impl Default for Greeting {
	fn default() -> Self {
		Self::new()
	}
}

/// Host and port of an address.
fn tcp(address: &Multiaddr) -> Option<(String, u16)> {
	let mut parts = address.iter();
	let host = match parts.next()? {
		Protocol::Ip4(ip) => ip.to_string(),
		Protocol::Ip6(ip) => format!("[{ip}]"),
		_ => return None,
	};
	match parts.next()? {
		Protocol::Tcp(port) => Some((host, port)),
		_ => None,
	}
}

/// The accounts that get JMT at this genesis, in its order.
fn endowed(genesis: &Value) -> Vec<Endowed> {
	let entries = |pointer: &str| match genesis.pointer(pointer) {
		Some(Value::Array(entries)) => entries.clone(),
		Some(entry) => vec![entry.clone()],
		None => Vec::new(),
	};
	// The first of an entry's parts, if it has some, is the account.
	let account = |entry: &Value| {
		let text = entry.get(0).unwrap_or(entry).as_str()?;
		Some(AccountId::from_ss58check_with_version(text).ok()?.0)
	};
	let allocations = entries("/emission/allocations").into_iter().filter_map(|allocation| {
		let whom = account(allocation.get(1)?)?;
		let amount = allocation.get(2)?.as_u64()?.into();
		let has =
			|pointer: &str| entries(pointer).iter().any(|it| account(it).as_ref() == Some(&whom));
		let roles = ROLES.iter().filter(|(pointer, _)| has(pointer)).map(|(_, role)| *role);
		Some(Endowed { roles: roles.collect(), account: whom, amount })
	});
	allocations.collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn it_names_every_account_that_has_jmt_and_what_it_is_for() {
		let text = Greeting::new().text(&["/ip4/127.0.0.1/tcp/9944".parse().unwrap()]);
		assert!(text.contains("http://127.0.0.1:9944, ws://127.0.0.1:9944\n"), "{text}");
		let line = |name: &str| {
			let line = text.lines().find(|line| line.split_whitespace().next() == Some(name));
			line.unwrap_or_else(|| panic!("no {name} in {text}")).to_owned()
		};
		let alice = line("//Alice");
		assert!(alice.contains(&Sr25519Keyring::Alice.to_account_id().to_ss58check()), "{alice}");
		assert!(alice.ends_with("1000000 JMT  sudo, council, team"), "{alice}");
		assert!(line("//Alice//stash").ends_with("stash of the validator"));
		assert!(line("//Eve").ends_with("supervisory board, advisory committee"));
		assert_eq!(text.matches(" JMT  ").count(), 7, "{text}");
		assert!(!text.contains("no office"), "{text}");
	}

	#[test]
	fn it_says_nothing_of_a_server_that_is_not_there() {
		assert!(!Greeting::new().text(&[]).contains("JSON-RPC"));
	}
}
