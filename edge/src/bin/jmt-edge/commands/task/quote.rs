//! `task quote`

use super::{
	bytes::{deposit, missing},
	terms::TermsArgs,
	told::{content_json, quote_json, quote_words},
};
use crate::{
	commands::{block, on_chain},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	chain::{At, Chain},
	pallets::tasks::{self, TaskError},
};
use jmt_primitives::tasks::{Quote, Terms};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	terms: TermsArgs,
}

/// Shows what a task would cost.
pub(super) async fn run(global: &Global, Args { terms }: Args) -> Result<(), Failure> {
	let asked = terms.read()?;
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let terms = &asked.terms;
		let quote = quoted(&at, terms).await?;
		let bytes = deposit(&at, &missing(&at, &asked).await?)?;
		let mut json = quote_json(&quote);
		json["bytesDeposit"] = bytes.to_string().into();
		json["program"] = content_json(&terms.program);
		json["input"] = content_json(&terms.input.content());
		json["block"] = block(&at);
		global.format().emit(json, || quote_words(terms, &quote, bytes))
	})
	.await
}

/// The cost of terms, or why the chain does not take them.
pub(super) async fn quoted(at: &At, terms: &Terms) -> Result<Quote, Failure> {
	let quote = tasks::quote(at, terms.clone()).await?;
	Ok(quote.map_err(TaskError::Terms)?)
}
