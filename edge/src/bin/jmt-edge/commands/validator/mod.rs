//! `validator`: an account and its node as a validator.

mod collect;
mod join;
mod leave;
mod node;
mod outlook;
mod payouts;
mod rotate;
#[cfg(test)]
mod samples;
mod status;

use super::{emit_fee, fee, on_chain, place, place_words, send, Cost};
use crate::{
	failure::Failure,
	global::{Environment, Global},
	output::Format,
	terminal::{confirm, on_terminal},
};
use clap::Subcommand;
use jmt_edge::{
	chain::{At, Chain},
	keys::{format_address, AccountKey},
	pallets::{validators, Call},
	submit::Included,
	Error,
};
use jmt_primitives::{
	validators::{StakingClock, UncollectedPay, ValidatorReport},
	AccountId, Balance,
};
use serde_json::json;
use std::cell::RefCell;

/// A validator: an account that bonds, and a node that works for it.
///
/// Each command looks at the chain first and does what is missing, so that one that was interrupted is given again.
#[derive(Subcommand, Debug)]
pub(crate) enum ValidatorCommand {
	/// Bond, register the node's session keys, and stand for election
	///
	/// Steps that were taken before are left alone. The node runs with --validator, is synced, and is asked at its own machine.
	Join(join::Args),
	/// Show bond, session keys, eras and uncollected pay
	Status(status::Args),
	/// Make new session keys on the node and register them
	///
	/// The old keys work until the session that it says: the node keeps both.
	Rotate(rotate::Args),
	/// Stand down, and step by step get the bond back
	///
	/// Each run does what can be done by now and says when the next step comes.
	Leave(leave::Args),
	/// List pay that was not collected, and until when it can be
	Payouts(payouts::Args),
	/// Collect it, for the validator and its nominators
	Collect(collect::Args),
}

pub(super) async fn run(global: &Global, command: ValidatorCommand) -> Result<(), Failure> {
	match command {
		ValidatorCommand::Join(args) => join::run(global, args).await,
		ValidatorCommand::Status(args) => status::run(global, args).await,
		ValidatorCommand::Rotate(args) => rotate::run(global, args).await,
		ValidatorCommand::Leave(args) => leave::run(global, args).await,
		ValidatorCommand::Payouts(args) => payouts::run(global, args).await,
		ValidatorCommand::Collect(args) => collect::run(global, args).await,
	}
}

/// A validator's account.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Validator {
	/// Its address [default: the owner in the configuration]
	#[arg(value_parser = crate::arguments::parse_account)]
	address: Option<AccountId>,
}

impl Validator {
	fn account(&self, global: &Global) -> Result<AccountId, Failure> {
		if let Some(account) = &self.address {
			return Ok(account.clone());
		}
		let configured = global.settings(&Environment::read())?.owner;
		configured.ok_or_else(|| Failure::Usage("give the validator's address".into()))
	}
}

/// Where a validator stands, all of one block.
struct Standing {
	account: AccountId,
	report: ValidatorReport,
	clock: StakingClock,
	pays: Vec<UncollectedPay>,
}

impl Standing {
	async fn at(at: &At, account: &AccountId) -> Result<Self, Error> {
		Ok(Self {
			account: account.clone(),
			report: validators::report(at, account).await?,
			clock: validators::clock(at).await?,
			pays: validators::uncollected(at, account).await?,
		})
	}
}

/// Steps of a command: each sends a call and says so in a line, or adds up what it would cost.
struct Steps<'a> {
	global: &'a Global,
	chain: &'a Chain,
	key: &'a AccountKey,
	/// Of the steps so far, where nothing is sent.
	cost: Option<RefCell<Cost>>,
}

impl<'a> Steps<'a> {
	/// Steps that send, unless the signer only asks for the price.
	fn new(global: &'a Global, chain: &'a Chain, key: &'a AccountKey, fee: bool) -> Self {
		let nothing = || RefCell::new(Cost::nothing(key));
		Self { global, chain, key, cost: fee.then(nothing) }
	}

	/// Whether nothing is sent.
	fn only_price(&self) -> bool {
		self.cost.is_some()
	}

	/// Notes what the steps would have held.
	fn deposit(&self, deposit: Balance) {
		if let Some(cost) = self.cost.as_ref().filter(|_| deposit > 0) {
			cost.borrow_mut().deposit = Some(deposit);
		}
	}

	/// Says at the end where the account stands, or what the steps would cost.
	async fn conclude(&self) -> Result<(), Failure> {
		match &self.cost {
			Some(cost) => emit_fee(self.global, &cost.borrow()),
			None => {
				let after = self.standing().await?;
				self.global.format().emit(after.as_json(), || after.in_words())
			},
		}
	}

	/// Where the account stands now.
	async fn standing(&self) -> Result<Standing, Failure> {
		let at = self.chain.finalized().await?;
		Ok(Standing::at(&at, &self.key.account()).await?)
	}

	/// Sends a call, and says that it was `done`. `None` where only the price is asked for.
	async fn send(
		&self,
		step: &str,
		call: &impl Call,
		done: String,
	) -> Result<Option<Included>, Failure> {
		if let Some(cost) = &self.cost {
			let fee = fee(self.chain, self.key, call).await?;
			cost.borrow_mut().add(fee);
			return Ok(None);
		}
		let included = send(self.chain, self.key, call, "preparing the transaction").await?;
		let json = json!({
			"step": step,
			"sent": true,
			"block": place(&included),
			"transaction": included.transaction,
			"said": done,
		});
		let line = || format!("{step:<12}{done} in {}", place_words(&included));
		self.global.format().emit(json, line)?;
		Ok(Some(included))
	}

	/// Says that a step needs nothing.
	fn skip(&self, step: &str, why: &str) -> Result<(), Failure> {
		match self.only_price() {
			true => Ok(()),
			false => say(self.global, step, why),
		}
	}

	/// Asks on a terminal, unless it is told not to or nothing is sent.
	async fn agreed(&self, yes: bool, what: &str) -> Result<(), Failure> {
		let quiet = self.global.format() == Format::Json || !on_terminal();
		if yes || self.only_price() || quiet {
			return Ok(());
		}
		confirm(question(self.key, what)).await
	}
}

/// A line about a step that sends nothing.
fn say(global: &Global, step: &str, said: &str) -> Result<(), Failure> {
	let json = json!({ "step": step, "sent": false, "said": said });
	global.format().emit(json, || format!("{step:<12}{said}"))
}

/// A question with what will be sent.
fn question(key: &AccountKey, what: &str) -> String {
	format!("{}: {what}? Each transaction costs a fee. [y/N] ", format_address(&key.account()))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::cli::{Cli, Command};
	use clap::Parser;

	fn parse(line: &str) -> Result<Command, clap::Error> {
		Cli::try_parse_from(line.split(' ')).map(|cli| cli.command)
	}

	#[test]
	fn parse_it_takes_every_verb_and_asks_the_node_of_this_machine() {
		let address = format!("0x{}", "07".repeat(32));
		for line in [
			"join --stake 20000 --owner-key owner.json",
			"join --stake 20000 --commission 2.5 --node http://127.0.0.1:9945 --suri //Eve --yes",
			"rotate --suri //Eve",
			"leave --suri //Eve --yes",
			"status",
			&format!("status {address}"),
			&format!("payouts {address}"),
			&format!("collect {address} --suri //Eve"),
			"collect --suri //Eve",
			"join --stake 20000 --suri //Eve --fee",
			"rotate --suri //Eve --fee",
			"leave --suri //Eve --fee",
			"collect --suri //Eve --fee",
		] {
			let parsed = parse(&format!("jmt-edge validator {line}"));
			assert!(matches!(parsed, Ok(Command::Validator(_))), "{line}: {parsed:?}");
		}
	}

	#[test]
	fn parse_what_names_no_stake_no_owner_or_no_node_is_refused() {
		for line in [
			"join --suri //Eve",
			"join --stake 20000",
			"join --stake 1,5 --suri //Eve",
			"join --stake 20000 --commission 101 --suri //Eve",
			"rotate --node 127.0.0.1:9944 --suri //Eve",
			"leave",
			"status nowhere",
		] {
			let parsed = parse(&format!("jmt-edge validator {line}"));
			assert_eq!(parsed.unwrap_err().exit_code(), 2, "{line}");
		}
	}

	#[test]
	fn question_it_names_the_account_and_what_will_be_sent() {
		let key = AccountKey::from_uri("//Eve").unwrap();
		let said = question(&key, "unbond 7 JMT");
		let account = format_address(&key.account());
		assert!(said.contains(&account) && said.contains("unbond 7 JMT"), "{said}");
	}
}
