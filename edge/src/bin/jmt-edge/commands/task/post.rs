//! `task post`

use super::{
	bytes::{deposit, missing},
	quote::quoted,
	terms::{Asked, TermsArgs},
	told::{content_json, quote_json, quote_words},
};
use crate::{
	arguments::Signer,
	commands::{emit_fee, fee, on_chain, place, place_words, send, Cost},
	failure::Failure,
	global::Global,
	output::Format,
	terminal::{confirm, on_terminal},
};
use jmt_edge::{
	amount::format_jmt,
	chain::Chain,
	keys::{format_address, AccountKey},
	pallets::{
		preimage::NotePreimage,
		tasks::{Post, Posted},
	},
	Error,
};
use jmt_primitives::{tasks::Quote, Balance};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	terms: TermsArgs,
	/// Send without asking
	#[arg(long)]
	yes: bool,
	#[command(flatten)]
	signer: Signer,
}

/// Posts a task, and has the chain keep its bytes before where it is asked to.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { terms: asked, yes, signer } = args;
	let key = signer.owner.key()?;
	let asked = asked.read()?;
	let text = global.format() == Format::Text;
	let asks = !yes && text && on_terminal();
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let terms = &asked.terms;
		let quote = quoted(&at, terms).await?;
		let notes = missing(&at, &asked).await?;
		let bytes = deposit(&at, &notes)?;
		let post = Post { terms: terms.clone() };
		if signer.fee {
			let cost = all_fees(chain, &key, &notes, &post).await?;
			let (amount, held) = (Some(quote.service_fee), Some(held(&quote, bytes)));
			return emit_fee(global, &Cost { amount, deposit: held, ..cost });
		}
		if text {
			global.format().emit(json!(null), || quoted_words(&asked, &quote, bytes))?;
		}
		if asks {
			let fee = all_fees(chain, &key, &notes, &post).await?.fee;
			confirm(question(&quote, bytes, fee)).await?;
		}
		for note in &notes {
			send(chain, &key, note, "giving the bytes to the chain").await?;
		}
		let included = send(chain, &key, &post, "posting the task").await?;
		let Some(posted) = included.event::<Posted>() else {
			let said = format!("{} has the task, but not its number", place_words(&included));
			return Err(Error::chain(said).into());
		};
		let json = json!({
			"task": posted.task,
			"termsHash": posted.terms_hash.0,
			"client": format_address(&key.account()),
			"program": content_json(&terms.program),
			"input": content_json(&terms.input.content()),
			"quote": quote_json(&quote),
			"bytesDeposit": bytes.to_string(),
			"noted": notes.len(),
			"block": place(&included),
			"transaction": included.transaction,
		});
		global
			.format()
			.emit(json, || format!("posted task {} in {}", posted.task, place_words(&included)))
	})
	.await
}

async fn all_fees(
	chain: &Chain,
	key: &AccountKey,
	notes: &[NotePreimage],
	post: &Post,
) -> Result<Cost, Failure> {
	let mut cost = Cost::nothing(key);
	for note in notes {
		cost.add(fee(chain, key, note).await?);
	}
	cost.add(fee(chain, key, post).await?);
	Ok(cost)
}

/// All that is held: for the task, and for bytes that the chain is given.
fn held(quote: &Quote, bytes: Balance) -> Balance {
	quote.holds().saturating_add(bytes)
}

fn quoted_words(asked: &Asked, quote: &Quote, bytes: Balance) -> String {
	let mut words = quote_words(&asked.terms, quote, bytes);
	if asked.nowhere {
		words += "\nbytes     neither --url nor --on-chain says where they are: only workers that have them can claim";
	}
	words
}

fn question(quote: &Quote, bytes: Balance, fee: Balance) -> String {
	format!(
		"post it for {} held, {} to the pot and a fee of {}? [y/N] ",
		format_jmt(held(quote, bytes)),
		format_jmt(quote.service_fee),
		format_jmt(fee)
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn question_it_says_all_that_leaves_the_account() {
		let quote = Quote {
			price: 150_000_000_000,
			deposit: 2_000_000_000,
			service_fee: 9_000_000_000,
			expected_price: 0,
			bond: 0,
			cover: 0,
		};
		let said = question(&quote, 0, 1_000_000);
		for part in ["0.152 JMT held", "0.009 JMT to the pot", "a fee of 0.000001 JMT"] {
			assert!(said.contains(part), "{said}");
		}
		let with_bytes = question(&quote, 6_760_000_000_000, 1_000_000);
		assert!(with_bytes.contains("for 6.912 JMT held"), "{with_bytes}");
	}
}
