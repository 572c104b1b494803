//! `validator leave`

use super::{
	collect::{collect, named, send_payouts},
	on_chain,
	outlook::planned_era,
	Steps,
};
use crate::{arguments::Signer, failure::Failure, global::Global};
use jmt_edge::{
	amount::format_jmt,
	chain::Chain,
	pallets::{
		session::PurgeKeys,
		staking::{slashing_spans, Chill, Unbond, WithdrawUnbonded},
	},
};
use jmt_primitives::{
	validators::{StakingClock, UncollectedPay, ValidatorReport},
	Balance,
};
use std::ops::ControlFlow;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	signer: Signer,
	/// Send without asking
	#[arg(long)]
	yes: bool,
}

/// A step that can be done now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Due {
	/// Stands for election no longer.
	Chill,
	/// Asks for the bond back.
	Unbond(Balance),
	/// Withdraws the session keys: it is out of the set.
	Purge,
	/// Collects what is due: with the bond the account loses what it did not collect.
	Collect,
	/// Takes what has unbonded.
	Withdraw(Balance),
}

/// The steps that can be done now, in order.
fn due(report: &ValidatorReport, clock: &StakingClock, pays: &[UncollectedPay]) -> Vec<Due> {
	let mut steps = Vec::new();
	if report.candidate.is_some() {
		steps.push(Due::Chill);
	}
	let bond = report.bond.as_ref();
	if let Some(active) = bond.map(|bond| bond.active).filter(|active| *active > 0) {
		steps.push(Due::Unbond(active));
	}
	let in_the_set = report.keys_in_use.is_some()
		|| report.queued_keys.is_some()
		|| report.elected_next == Some(true)
		|| report.candidate.is_some();
	if report.registered_keys.is_some() && !in_the_set {
		steps.push(Due::Purge);
	}
	let free = bond.map_or(0, |bond| {
		let free = bond.unbonding.iter().filter(|part| part.from_era <= planned_era(clock));
		free.fold(0, |sum: Balance, part| sum.saturating_add(part.amount))
	});
	if free > 0 && !in_the_set {
		if !pays.is_empty() {
			steps.push(Due::Collect);
		}
		steps.push(Due::Withdraw(free));
	}
	steps
}

/// Stands down, unbonds, withdraws the session keys and the bond: each as soon as it can be.
pub(super) async fn run(global: &Global, Args { signer, yes }: Args) -> Result<(), Failure> {
	let key = signer.owner.key()?;
	on_chain(global, async |chain: &Chain| {
		let steps = Steps::new(global, chain, &key, signer.fee);
		let before = steps.standing().await?;
		let due = due(&before.report, &before.clock, &before.pays);
		if due.is_empty() {
			steps.skip("leave", "nothing can be done now: nothing was sent")?;
		} else {
			steps.agreed(yes, &words(&due)).await?;
		}
		for step in due {
			if take(&steps, step, &before.pays).await?.is_break() {
				break;
			}
		}
		steps.conclude().await
	})
	.await
}

/// The steps in words, for the question.
fn words(due: &[Due]) -> String {
	let word = |step: &Due| match step {
		Due::Chill => "stand down".into(),
		Due::Unbond(amount) => format!("unbond {}", format_jmt(*amount)),
		Due::Purge => "withdraw the session keys".into(),
		Due::Collect => "collect the pay that is due".into(),
		Due::Withdraw(amount) => format!("withdraw {}", format_jmt(*amount)),
	};
	due.iter().map(word).collect::<Vec<String>>().join(", ")
}

/// Takes a step; the next ones wait where pay is left that the account would lose with its bond.
async fn take(
	steps: &Steps<'_>,
	step: Due,
	pays: &[UncollectedPay],
) -> Result<ControlFlow<()>, Failure> {
	match step {
		Due::Chill => {
			steps.send("candidate", &Chill, "stands for election no longer".into()).await?;
		},
		Due::Unbond(value) => {
			let done = format!("{} on its way back", format_jmt(value));
			steps.send("bond", &Unbond { value }, done).await?;
		},
		Due::Purge => {
			steps.send("keys", &PurgeKeys, "withdrawn, and the deposit is free".into()).await?;
		},
		Due::Collect if steps.only_price() => {
			send_payouts(steps, &steps.key.account(), pays).await?;
		},
		Due::Collect => {
			let collected = collect(steps, &steps.key.account(), pays).await?;
			if let Some(waits) = waits_for(&collected.left) {
				steps.skip("bond", &waits)?;
				return Ok(ControlFlow::Break(()));
			}
		},
		Due::Withdraw(amount) => {
			let at = steps.chain.finalized().await?;
			let num_slashing_spans = slashing_spans(&at, &steps.key.account()).await?;
			let done = format!("{} withdrawn", format_jmt(amount));
			steps.send("bond", &WithdrawUnbonded { num_slashing_spans }, done).await?;
		},
	}
	Ok(ControlFlow::Continue(()))
}

/// Why the bond stays, if pay is left: with the bond the account loses it.
fn waits_for(left: &[UncollectedPay]) -> Option<String> {
	(!left.is_empty()).then(|| {
		format!(
			"not withdrawn, since pay of {} is still to be collected: run `jmt-edge validator leave` again",
			named(left)
		)
	})
}

#[cfg(test)]
mod tests {
	use super::{
		super::samples::{candidate, clock},
		*,
	};
	use jmt_primitives::{
		validators::{Bond, Unbonding},
		JMT,
	};

	fn working() -> ValidatorReport {
		ValidatorReport {
			queued_keys: Some(vec![1]),
			keys_in_use: Some(vec![1]),
			elected: true,
			points: 20,
			..candidate(10 * JMT, 0)
		}
	}

	fn pay(era: u32) -> UncollectedPay {
		UncollectedPay { era, page: 0, validator: 7, nominators: 0, last_era: era + 191, until: 0 }
	}

	#[test]
	fn due_one_that_works_stands_down_and_keeps_its_keys_until_it_is_out() {
		let mut report = working();
		let due = |report: &ValidatorReport| due(report, &clock(), &[]);
		assert_eq!(due(&report), [Due::Chill, Due::Unbond(10 * JMT)]);
		// Interrupted between the two.
		report.candidate = None;
		assert_eq!(due(&report), [Due::Unbond(10 * JMT)]);
		let part = Unbonding { amount: 10 * JMT, from_era: 5 };
		report.bond = Some(Bond { active: 0, unbonding: vec![part] });
		assert_eq!(due(&report), []);
		(report.queued_keys, report.elected_next) = (None, Some(false));
		assert_eq!(due(&report), []);
		report.keys_in_use = None;
		assert_eq!(due(&report), [Due::Purge]);
		report.registered_keys = None;
		assert_eq!(due(&report), []);
	}

	#[test]
	fn due_pay_is_collected_before_the_bond_goes() {
		let part = |from_era| Unbonding { amount: 5 * JMT, from_era };
		let mut report = working();
		(report.candidate, report.registered_keys) = (None, None);
		(report.queued_keys, report.keys_in_use) = (None, None);
		report.bond = Some(Bond { active: 0, unbonding: vec![part(3), part(4)] });
		let pay = pay(2);
		assert_eq!(due(&report, &clock(), &[pay]), [Due::Collect, Due::Withdraw(5 * JMT)]);
		assert_eq!(due(&report, &clock(), &[]), [Due::Withdraw(5 * JMT)]);
		report.bond = None;
		assert_eq!(due(&report, &clock(), &[]), []);
	}

	#[test]
	fn due_what_unbonded_earlier_was_withdrawn_while_the_validator_still_worked() {
		let mut report = working();
		report.candidate = None;
		let part = Unbonding { amount: 5 * JMT, from_era: 3 };
		report.bond = Some(Bond { active: 0, unbonding: vec![part] });
		assert_eq!(due(&report, &clock(), &[pay(2)]), []);
		(report.queued_keys, report.keys_in_use) = (None, None);
		let out = [Due::Purge, Due::Collect, Due::Withdraw(5 * JMT)];
		assert_eq!(due(&report, &clock(), &[pay(2)]), out);
	}

	#[test]
	fn waits_for_the_bond_was_withdrawn_with_pay_still_to_be_collected() {
		assert_eq!(waits_for(&[]), None);
		let said = waits_for(&[pay(2), pay(5)]).unwrap();
		assert!(said.contains("era 2, page 0; era 5, page 0"), "{said}");
		assert!(said.contains("not withdrawn"), "{said}");
	}
}
