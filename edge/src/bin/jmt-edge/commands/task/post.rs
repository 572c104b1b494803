//! `task post`

use super::{
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
	chain::{At, Chain},
	keys::{format_address, AccountKey},
	pallets::{
		preimage::{self, NotePreimage, MAX_BYTES},
		tasks::{Post, Posted},
	},
	Error,
};
use jmt_primitives::{
	tasks::{Content, Quote, Terms},
	Balance,
};
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
	let on_chain_bytes = asked.on_chain;
	let Asked { terms, program, input, nowhere } = asked.read()?;
	let text = global.format() == Format::Text;
	let asks = !yes && text && on_terminal();
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let quote = quoted(&at, &terms).await?;
		let notes = match on_chain_bytes {
			true => missing(&at, &terms, &program, input.as_deref()).await?,
			false => Vec::new(),
		};
		let post = Post { terms: terms.clone() };
		if signer.fee {
			return emit_cost(chain, global, &key, &notes, &post, &quote).await;
		}
		if text {
			global.format().emit(json!(null), || quoted_words(&terms, &quote, nowhere))?;
		}
		if asks {
			let fee = all_fees(chain, &key, &notes, &post).await?.fee;
			confirm(question(&quote, fee)).await?;
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

/// The calls by which the chain gets bytes of a task that it does not have.
async fn missing(
	at: &At,
	terms: &Terms,
	program: &[u8],
	input: Option<&[u8]>,
) -> Result<Vec<NotePreimage>, Failure> {
	let input = input.map(|bytes| (terms.input.content(), bytes));
	let mut notes = Vec::new();
	for (content, bytes) in std::iter::once((terms.program, program)).chain(input) {
		if content.length > MAX_BYTES {
			return Err(Failure::Usage(format!(
				"{} bytes are more than the {MAX_BYTES} that the chain is given: serve them, and give --url",
				content.length
			)));
		}
		if !preimage::is_noted(at, &content).await? && !is_among(&notes, &content) {
			notes.push(NotePreimage { bytes: bytes.to_vec() });
		}
	}
	Ok(notes)
}

fn is_among(notes: &[NotePreimage], content: &Content) -> bool {
	notes.iter().any(|note| content.is_of(&note.bytes))
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

async fn emit_cost(
	chain: &Chain,
	global: &Global,
	key: &AccountKey,
	notes: &[NotePreimage],
	post: &Post,
	quote: &Quote,
) -> Result<(), Failure> {
	let cost = all_fees(chain, key, notes, post).await?;
	let (amount, deposit) = (Some(quote.service_fee), Some(quote.holds()));
	emit_fee(global, &Cost { amount, deposit, ..cost })
}

fn quoted_words(terms: &Terms, quote: &Quote, nowhere: bool) -> String {
	let mut words = quote_words(terms, quote);
	if nowhere {
		words += "\nbytes     neither --url nor --on-chain says where they are: only workers that have them can claim";
	}
	words
}

fn question(quote: &Quote, fee: Balance) -> String {
	format!(
		"post it for {} held, {} to the pot and a fee of {}? [y/N] ",
		format_jmt(quote.holds()),
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
		let said = question(&quote, 1_000_000);
		for part in ["0.152 JMT held", "0.009 JMT to the pot", "a fee of 0.000001 JMT"] {
			assert!(said.contains(part), "{said}");
		}
	}

	#[test]
	fn is_among_the_same_bytes_are_noted_once() {
		let content = Content::of(b"same").unwrap();
		assert!(is_among(&[NotePreimage { bytes: b"same".to_vec() }], &content));
		assert!(!is_among(&[NotePreimage { bytes: b"other".to_vec() }], &content));
	}
}
