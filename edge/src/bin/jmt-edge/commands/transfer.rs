//! `transfer`

use super::{on_chain, place, place_words, send};
use crate::{
	arguments::{parse_account, Owner},
	cli::Global,
	failure::Failure,
	output::Format,
	spinner::Spinner,
};
use jmt_edge::{
	amount::{format_jmt, parse_jmt},
	chain::Chain,
	keys::format_address,
	pallets::balances::{Destination, TransferKeepAlive},
	submit,
};
use jmt_primitives::{AccountId, Balance};
use serde_json::json;
use std::io::{self, BufRead, IsTerminal, Write};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The receiver's address
	#[arg(value_parser = parse_account)]
	to: AccountId,
	/// In JMT (1.5), or in planck (1500planck)
	#[arg(value_parser = parse_jmt)]
	amount: Balance,
	#[command(flatten)]
	owner: Owner,
	/// Send without asking
	#[arg(long)]
	yes: bool,
}

/// Sends JMT to an account.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { to, amount, owner, yes } = args;
	let key = owner.key()?;
	let asks = !yes && global.format() == Format::Text && on_terminal();
	on_chain(global, async |chain: &Chain| {
		let transfer = TransferKeepAlive { dest: Destination::Id(to.clone()), value: amount };
		if asks {
			let spinner = Spinner::start("estimating the fee");
			let fee = submit::fee(chain, &key, &transfer).await?;
			drop(spinner);
			confirm(question(&to, amount, fee)).await?;
		}
		let included = send(chain, &key, &transfer, "preparing the transfer").await?;
		let json = json!({
			"from": format_address(&key.account()),
			"to": format_address(&to),
			"amount": amount.to_string(),
			"block": place(&included),
			"transaction": included.transaction,
		});
		global.format().emit(json, || {
			format!(
				"sent {} to {} in {}",
				format_jmt(amount),
				format_address(&to),
				place_words(&included)
			)
		})
	})
	.await
}

/// Whether somebody can be asked.
fn on_terminal() -> bool {
	io::stdin().is_terminal() && io::stderr().is_terminal()
}

fn question(to: &AccountId, amount: Balance, fee: Balance) -> String {
	format!(
		"send {} to {} for a fee of {}? [y/N] ",
		format_jmt(amount),
		format_address(to),
		format_jmt(fee)
	)
}

/// Asks, and fails unless the answer is yes.
async fn confirm(question: String) -> Result<(), Failure> {
	let asked = tokio::task::spawn_blocking(move || {
		ask(&question, &mut io::stdin().lock(), &mut io::stderr())
	});
	match asked.await {
		Ok(Ok(true)) => Ok(()),
		_ => Err(Failure::Declined),
	}
}

fn ask(question: &str, input: &mut impl BufRead, out: &mut impl Write) -> io::Result<bool> {
	write!(out, "{question}")?;
	out.flush()?;
	let mut answer = String::new();
	input.read_line(&mut answer)?;
	Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn ask_only_a_yes_sends() {
		let question = question(&AccountId::new([7; 32]), 1_500_000_000_000, 1_000_000);
		for (answer, sends) in [
			("y\n", true),
			("YES\n", true),
			("\n", false),
			("", false),
			("n\n", false),
			("yy", false),
		] {
			let mut out = Vec::new();
			assert_eq!(
				ask(&question, &mut answer.as_bytes(), &mut out).unwrap(),
				sends,
				"{answer}"
			);
			let said = String::from_utf8(out).unwrap();
			let receiver = format_address(&AccountId::new([7; 32]));
			for part in ["1.5 JMT", &receiver, "0.000001 JMT"] {
				assert!(said.contains(part), "{said}");
			}
		}
	}
}
