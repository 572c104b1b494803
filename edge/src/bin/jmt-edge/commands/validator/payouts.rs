//! `validator payouts`

use super::{on_chain, outlook::sums, Validator};
use crate::{commands::block, failure::Failure, global::Global};
use jmt_edge::{
	amount::{format_jmt, format_time},
	chain::Chain,
	keys::format_address,
	pallets::validators,
};
use jmt_primitives::validators::UncollectedPay;
use serde_json::{json, Value};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	validator: Validator,
}

/// Lists pay that was not collected, and until when it can be.
pub(super) async fn run(global: &Global, Args { validator }: Args) -> Result<(), Failure> {
	let account = validator.account(global)?;
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let pays = validators::uncollected(&at, &account).await?;
		let (own, nominators) = sums(&pays);
		let json = json!({
			"validator": format_address(&account),
			"block": block(&at),
			"uncollected": pays.iter().map(as_json).collect::<Vec<_>>(),
			"sum": { "validator": own.to_string(), "nominators": nominators.to_string() },
		});
		global.format().emit(json, || {
			let mut lines = pays.iter().map(in_words).collect::<Vec<_>>();
			lines.push(format!(
				"{} for the validator and {} for its nominators can be collected",
				format_jmt(own),
				format_jmt(nominators)
			));
			lines.join("\n")
		})
	})
	.await
}

/// Amounts are decimal strings in planck: JSON's numbers lose digits.
fn as_json(pay: &UncollectedPay) -> Value {
	json!({
		"era": pay.era,
		"page": pay.page,
		"validator": pay.validator.to_string(),
		"nominators": pay.nominators.to_string(),
		"lastEra": pay.last_era,
		"until": pay.until,
	})
}

fn in_words(pay: &UncollectedPay) -> String {
	format!(
		"era {}, page {}: {} for the validator, {} for nominators, until era {} ends, about {} UTC",
		pay.era,
		pay.page,
		format_jmt(pay.validator),
		format_jmt(pay.nominators),
		pay.last_era,
		format_time(pay.until)
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn in_words_a_pay_says_how_much_and_until_when() {
		let pay = UncollectedPay {
			era: 7,
			page: 1,
			validator: 1_500_000_000_000,
			nominators: 0,
			last_era: 198,
			until: 1_795_478_400_000,
		};
		let words = in_words(&pay);
		for part in ["era 7, page 1", "1.5 JMT", "era 198 ends", "2026-11-24 00:00:00 UTC"] {
			assert!(words.contains(part), "{words}");
		}
		assert_eq!(as_json(&pay)["validator"], "1500000000000");
	}
}
