//! `validator collect`

use super::{on_chain, outlook::sums, Steps, Validator};
use crate::{arguments::Signer, failure::Failure, global::Global};
use jmt_edge::{
	amount::format_jmt,
	chain::Chain,
	keys::format_address,
	pallets::{staking::Collect, validators},
	Error, Refused,
};
use jmt_primitives::{
	validators::{UncollectedPay, PAYOUTS_AT_ONCE},
	AccountId,
};
use serde_json::json;
use std::time::{Duration, Instant};

/// How long, at most, the finalized head may stay below a block that was finalized.
const HEAD_LIMIT: Duration = Duration::from_secs(10);

/// How often it is asked for meanwhile.
const HEAD_POLL: Duration = Duration::from_millis(200);

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	validator: Validator,
	#[command(flatten)]
	signer: Signer,
	/// Send without asking
	#[arg(long)]
	yes: bool,
}

/// Collects all pay of a validator. Anybody may: the account that signs pays the fees alone.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { validator, signer, yes } = args;
	let key = signer.owner.key()?;
	let account = validator.address.clone().unwrap_or_else(|| key.account());
	on_chain(global, async |chain: &Chain| {
		let steps = Steps::new(global, chain, &key, signer.fee);
		let at = chain.finalized().await?;
		let pays = validators::uncollected(&at, &account).await?;
		if !pays.is_empty() {
			let (own, nominators) = sums(&pays);
			let what = format!(
				"collect {} for {} and {} for its nominators",
				format_jmt(own),
				format_address(&account),
				format_jmt(nominators)
			);
			steps.agreed(yes, &what).await?;
		}
		if steps.only_price() {
			send_payouts(&steps, &account, &pays).await?;
			return steps.conclude().await;
		}
		let collected = collect(&steps, &account, &pays).await?;
		let (own, nominators) = sums(&collected.paid);
		let json = json!({
			"validator": format_address(&account),
			"collected": { "validator": own.to_string(), "nominators": nominators.to_string() },
		});
		global.format().emit(json, || match own.max(nominators) {
			0 => "nothing to collect".into(),
			_ => format!(
				"collected {} for the validator and {} for its nominators",
				format_jmt(own),
				format_jmt(nominators)
			),
		})?;
		collected.unpaid(&pays).map_or(Ok(()), |refused| Err(Error::Refused(refused).into()))
	})
	.await
}

/// Pages that were to be collected, by what the chain lists afterwards.
pub(super) struct Collected {
	/// The chain does not list them any more.
	pub(super) paid: Vec<UncollectedPay>,
	/// All that it still lists, tried or not.
	pub(super) left: Vec<UncollectedPay>,
}

impl Collected {
	/// Tells by what the chain lists after these pages were `tried`: a batch succeeds also where a payout in it fails.
	fn of(tried: &[UncollectedPay], left: Vec<UncollectedPay>) -> Self {
		let paid = tried.iter().filter(|pay| !lists(&left, pay)).copied().collect();
		Self { paid, left }
	}

	/// The refusal, if some of what was `tried` is still listed.
	fn unpaid(&self, tried: &[UncollectedPay]) -> Option<Refused> {
		let still = tried.iter().filter(|pay| lists(&self.left, pay)).copied().collect::<Vec<_>>();
		(!still.is_empty())
			.then(|| Refused::Dispatch(format!("pay of {} is still uncollected", named(&still))))
	}
}

fn lists(pays: &[UncollectedPay], pay: &UncollectedPay) -> bool {
	pays.iter().any(|other| (other.era, other.page) == (pay.era, pay.page))
}

/// The eras and pages in words.
pub(super) fn named(pays: &[UncollectedPay]) -> String {
	let name = |pay: &UncollectedPay| format!("era {}, page {}", pay.era, pay.page);
	pays.iter().map(name).collect::<Vec<_>>().join("; ")
}

/// Sends the payouts of these pages. Returns the number of the last block that has some.
pub(super) async fn send_payouts(
	steps: &Steps<'_>,
	validator: &AccountId,
	pays: &[UncollectedPay],
) -> Result<u64, Failure> {
	let mut sent_in = 0;
	for some in pays.chunks(PAYOUTS_AT_ONCE as usize) {
		let done = format!("payouts of {} sent", named(some));
		let sent = steps.send("collect", &Collect::new(validator, some), done).await?;
		sent_in = sent.map_or(sent_in, |included| included.number);
	}
	Ok(sent_in)
}

/// Sends the payouts of these pages, and looks at the finalized head for what became of them.
pub(super) async fn collect(
	steps: &Steps<'_>,
	validator: &AccountId,
	pays: &[UncollectedPay],
) -> Result<Collected, Failure> {
	let sent_in = send_payouts(steps, validator, pays).await?;
	let mut at = steps.chain.finalized().await?;
	// The head may be told of a moment after the block was.
	let deadline = Instant::now() + HEAD_LIMIT;
	while at.block_number() < sent_in && Instant::now() < deadline {
		tokio::time::sleep(HEAD_POLL).await;
		at = steps.chain.finalized().await?;
	}
	Ok(Collected::of(pays, validators::uncollected(&at, validator).await?))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn pay(era: u32, page: u32) -> UncollectedPay {
		UncollectedPay { era, page, validator: 7, nominators: 2, last_era: era + 191, until: 0 }
	}

	#[test]
	fn collected_a_payout_that_failed_in_its_batch_counted_as_paid() {
		let tried = [pay(3, 0), pay(3, 1), pay(4, 0)];
		let all = Collected::of(&tried, Vec::new());
		assert_eq!(all.paid, tried);
		assert!(all.unpaid(&tried).is_none());
		// Era 5 ended meanwhile: it was not tried.
		let some = Collected::of(&tried, vec![pay(3, 1), pay(5, 0)]);
		assert_eq!(some.paid, [pay(3, 0), pay(4, 0)]);
		let said = some.unpaid(&tried).unwrap().to_string();
		assert!(said.contains("era 3, page 1") && !said.contains("era 5"), "{said}");
	}
}
