//! `validator join`

use super::{
	node::{refused, ValidatorNode},
	on_chain,
	outlook::unbonding,
	Steps,
};
use crate::{arguments::Signer, failure::Failure, global::Global};
use jmt_edge::{
	amount::{format_jmt, parse_jmt},
	chain::Chain,
	pallets::{
		balances,
		session::{self, SessionKeys, SetKeys},
		staking::{Bond, BondExtra, Payee, Rebond, Terms, Validate},
	},
};
use jmt_primitives::{
	validators::{Candidate, ValidatorReport},
	Balance, JMT,
};

/// A whole in billionths.
const BILLION: u32 = 1_000_000_000;

/// A per cent in billionths.
const PER_CENT: u32 = BILLION / 100;

/// Set aside for the fees of all steps, in planck: more than they cost.
const FEES: Balance = JMT / 10;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	node: ValidatorNode,
	/// JMT to bond altogether
	#[arg(long, value_name = "AMOUNT", value_parser = parse_jmt)]
	stake: Balance,
	/// Per cent of the pay that the validator keeps before its nominators are paid: 0 to 100, up to 7 decimals
	/// [default: as it is; 0 for a new candidate]
	#[arg(long, value_name = "PERCENT", value_parser = parse_commission)]
	commission: Option<u32>,
	#[command(flatten)]
	signer: Signer,
	/// Send without asking
	#[arg(long)]
	yes: bool,
}

/// A step that is missing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Missing {
	Bond(Balance),
	Rebond(Balance),
	BondExtra(Balance),
	Keys,
	Candidacy,
}

/// The terms to stand with: those of now, but for a commission that is given.
fn terms(now: Option<Candidate>, commission: Option<u32>) -> Candidate {
	let now = now.unwrap_or(Candidate { commission: 0, blocked: false });
	Candidate { commission: commission.unwrap_or(now.commission), ..now }
}

/// The stake that is active after the steps: one that is higher stays.
fn active(report: &ValidatorReport, stake: Balance) -> Balance {
	report.bond.as_ref().map_or(stake, |bond| bond.active.max(stake))
}

/// The steps that are missing, in order. `keys_here` says whether the node has the registered keys.
fn missing(
	report: &ValidatorReport,
	stake: Balance,
	terms: Candidate,
	keys_here: bool,
) -> Vec<Missing> {
	let mut steps = Vec::new();
	match &report.bond {
		None => steps.push(Missing::Bond(stake)),
		Some(bond) => {
			let lacking = stake.saturating_sub(bond.active);
			// Parts on their way out come back first.
			let back = lacking.min(unbonding(bond));
			if back > 0 {
				steps.push(Missing::Rebond(back));
			}
			if lacking > back {
				steps.push(Missing::BondExtra(lacking - back));
			}
		},
	}
	if report.registered_keys.is_none() || !keys_here {
		steps.push(Missing::Keys);
	}
	if report.candidate != Some(terms) {
		steps.push(Missing::Candidacy);
	}
	steps
}

/// The JMT that the steps take out of the free balance, before fees.
fn takes(missing: &[Missing]) -> Balance {
	missing.iter().fold(0, |sum: Balance, step| match step {
		Missing::Bond(amount) | Missing::BondExtra(amount) => sum.saturating_add(*amount),
		Missing::Rebond(_) | Missing::Keys | Missing::Candidacy => sum,
	})
}

/// The JMT that have to be free for the steps: bonded, held for the first keys, and fees.
fn needed(missing: &[Missing], report: &ValidatorReport, key_deposit: Balance) -> Balance {
	if missing.is_empty() {
		return 0;
	}
	let held = held(missing, report, key_deposit);
	takes(missing).saturating_add(held).saturating_add(FEES)
}

/// The JMT that are held for the first keys.
fn held(missing: &[Missing], report: &ValidatorReport, key_deposit: Balance) -> Balance {
	let first_keys = missing.contains(&Missing::Keys) && report.registered_keys.is_none();
	if first_keys {
		key_deposit
	} else {
		0
	}
}

/// Refuses an account that cannot pay for all steps: it would stop half-way.
fn check_free(
	missing: &[Missing],
	report: &ValidatorReport,
	key_deposit: Balance,
	free: Balance,
) -> Result<(), String> {
	let needed = needed(missing, report, key_deposit);
	if needed <= free {
		return Ok(());
	}
	Err(format!(
		"{} have to be free ({} to bond, the rest for the deposit of session keys and for fees), and the account can \
		 send {}",
		format_jmt(needed),
		format_jmt(takes(missing)),
		format_jmt(free)
	))
}

/// The question: the stake and the commission as they will be.
fn proposal(active: Balance, terms: Candidate) -> String {
	format!(
		"be a validator with {} at stake and a commission of {} %",
		format_jmt(active),
		format_commission(terms.commission)
	)
}

/// Bonds, registers the node's session keys, and stands for election, as far as it is missing.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { node, stake, commission, signer, yes } = args;
	let key = signer.owner.key()?;
	on_chain(global, async |chain: &Chain| {
		node.check(chain.genesis()).await?;
		let steps = Steps::new(global, chain, &key, signer.fee);
		let before = steps.standing().await?;
		if stake < before.clock.min_bond {
			let least = format_jmt(before.clock.min_bond);
			return Err(refused(format!("a validator bonds {least} at least")));
		}
		let keys_here = match &before.report.registered_keys {
			Some(keys) => node.has(keys).await?,
			None => false,
		};
		let terms = terms(before.report.candidate, commission);
		let missing = missing(&before.report, stake, terms, keys_here);
		let at = chain.finalized().await?;
		let free = balances::account(&at, &key.account()).await?.transferable();
		let key_deposit = session::key_deposit(&at)?;
		// The price is told to an account that is still to be funded, too.
		if !steps.only_price() {
			check_free(&missing, &before.report, key_deposit, free).map_err(refused)?;
		}
		if missing.is_empty() {
			steps.skip("join", "bond, session keys and candidacy are there: nothing was sent")?;
		} else {
			let what = proposal(active(&before.report, stake), terms);
			steps.agreed(yes, &what).await?;
		}
		steps.deposit(held(&missing, &before.report, key_deposit));
		for step in missing {
			take(&steps, &node, step, terms).await?;
		}
		steps.conclude().await
	})
	.await
}

async fn take(
	steps: &Steps<'_>,
	node: &ValidatorNode,
	step: Missing,
	terms: Candidate,
) -> Result<(), Failure> {
	match step {
		Missing::Bond(value) => {
			let call = Bond { value, payee: Payee::Stash };
			steps.send("bond", &call, format!("{} bonded", format_jmt(value))).await?;
		},
		Missing::Rebond(value) => {
			let done = format!("{} bonded again", format_jmt(value));
			steps.send("bond", &Rebond { value }, done).await?;
		},
		Missing::BondExtra(max_additional) => {
			let done = format!("{} bonded besides", format_jmt(max_additional));
			steps.send("bond", &BondExtra { max_additional }, done).await?;
		},
		Missing::Keys => register_keys(steps, node).await?,
		Missing::Candidacy => {
			let Candidate { commission, blocked } = terms;
			let prefs = Terms { commission, blocked };
			steps.send("candidate", &Validate { prefs }, "stands for election".into()).await?;
		},
	}
	Ok(())
}

/// Makes keys on the node and registers them. Where only the price is asked for, the node makes none.
pub(super) async fn register_keys(steps: &Steps<'_>, node: &ValidatorNode) -> Result<(), Failure> {
	if steps.only_price() {
		steps.send("keys", &SetKeys::as_long_as_any(), String::new()).await?;
		return Ok(());
	}
	let made = node.make_keys(&steps.key.account()).await?;
	let at = steps.chain.finalized().await?;
	let keys = SessionKeys::decode(&at, &made.keys).await?;
	let done = format!("0x{} registered", hex::encode(&made.keys));
	steps.send("keys", &SetKeys { keys, proof: made.proof }, done).await?;
	Ok(())
}

/// Per cent in billionths.
fn parse_commission(text: &str) -> Result<u32, String> {
	let wrong = || "not per cent: 0 to 100, with up to 7 decimals behind a point".to_string();
	let (whole, decimals) = match text.split_once('.') {
		Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
		Some(_) => return Err(wrong()),
		None => (text, ""),
	};
	let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
	if whole.is_empty()
		|| whole.len() > 3
		|| decimals.len() > 7
		|| !digits(whole)
		|| !digits(decimals)
	{
		return Err(wrong());
	}
	let billionths = format!("{whole}{decimals:0<7}").parse::<u32>().map_err(|_| wrong())?;
	(billionths <= BILLION).then_some(billionths).ok_or_else(wrong)
}

/// Billionths in per cent.
fn format_commission(billionths: u32) -> String {
	let (whole, decimals) = (billionths / PER_CENT, billionths % PER_CENT);
	let text = format!("{whole}.{decimals:07}");
	text.trim_end_matches('0').trim_end_matches('.').into()
}

#[cfg(test)]
mod tests {
	use super::{super::samples::candidate, *};
	use jmt_primitives::{
		validators::{Bond as Bonded, Unbonding},
		JMT,
	};

	fn terms(commission: u32) -> Candidate {
		Candidate { commission, blocked: false }
	}

	fn report() -> ValidatorReport {
		candidate(10 * JMT, 5)
	}

	#[test]
	fn missing_all_is_missing_of_a_newcomer_and_nothing_of_one_that_joined() {
		let new =
			ValidatorReport { bond: None, candidate: None, registered_keys: None, ..report() };
		let all = [Missing::Bond(10 * JMT), Missing::Keys, Missing::Candidacy];
		assert_eq!(missing(&new, 10 * JMT, terms(5), false), all);
		assert_eq!(missing(&report(), 10 * JMT, terms(5), true), []);
		assert_eq!(missing(&report(), 7 * JMT, terms(5), true), []);
	}

	#[test]
	fn missing_one_that_was_interrupted_goes_on_where_it_was() {
		let bonded = ValidatorReport { candidate: None, registered_keys: None, ..report() };
		assert_eq!(
			missing(&bonded, 10 * JMT, terms(5), false),
			[Missing::Keys, Missing::Candidacy]
		);
		let keyed = ValidatorReport { candidate: None, ..report() };
		assert_eq!(missing(&keyed, 10 * JMT, terms(5), true), [Missing::Candidacy]);
		// Keys of another machine are not this node's.
		assert_eq!(missing(&report(), 10 * JMT, terms(5), false), [Missing::Keys]);
		assert_eq!(missing(&report(), 10 * JMT, terms(6), true), [Missing::Candidacy]);
	}

	#[test]
	fn terms_a_second_join_took_the_commission_away_and_let_nominators_in_again() {
		let blocked = Candidate { commission: 5, blocked: true };
		assert_eq!(super::terms(Some(blocked), None), blocked);
		let given = Candidate { commission: 6, blocked: true };
		assert_eq!(super::terms(Some(blocked), Some(6)), given);
		assert_eq!(super::terms(None, None), terms(0));
		assert_eq!(super::terms(None, Some(6)), terms(6));
		let here = ValidatorReport { candidate: Some(blocked), ..report() };
		assert_eq!(missing(&here, 10 * JMT, super::terms(here.candidate, None), true), []);
	}

	#[test]
	fn proposal_it_names_the_commission_and_the_stake_that_will_be_active() {
		let said = proposal(active(&report(), 7 * JMT), terms(25_000_000));
		assert!(said.contains("10 JMT at stake") && said.contains("2.5 %"), "{said}");
		assert_eq!(active(&report(), 12 * JMT), 12 * JMT);
		let new = ValidatorReport { bond: None, ..report() };
		assert_eq!(active(&new, 12 * JMT), 12 * JMT);
	}

	#[test]
	fn needed_an_account_that_could_bond_was_left_without_the_deposit_and_fees() {
		let new =
			ValidatorReport { bond: None, candidate: None, registered_keys: None, ..report() };
		let steps = missing(&new, 10 * JMT, terms(0), false);
		let whole = 11 * JMT + FEES;
		assert_eq!(needed(&steps, &new, JMT), whole);
		assert!(check_free(&steps, &new, JMT, whole).is_ok());
		let said = check_free(&steps, &new, JMT, whole - 1).unwrap_err();
		for part in ["11.1 JMT", "10 JMT to bond", "deposit", "fees"] {
			assert!(said.contains(part), "{said}");
		}
		// Keys that replace others cost no deposit, and nothing to do costs nothing.
		let rotated = missing(&report(), 10 * JMT, terms(5), false);
		assert_eq!(needed(&rotated, &report(), JMT), FEES);
		assert_eq!(needed(&[], &report(), JMT), 0);
	}

	#[test]
	fn missing_what_is_unbonding_comes_back_before_more_is_bonded() {
		let part = Unbonding { amount: 3 * JMT, from_era: 9 };
		let bond = Some(Bonded { active: JMT, unbonding: vec![part] });
		let leaving = ValidatorReport { bond, ..report() };
		let steps = missing(&leaving, 10 * JMT, terms(5), true);
		assert_eq!(steps, [Missing::Rebond(3 * JMT), Missing::BondExtra(6 * JMT)]);
		assert_eq!(takes(&steps), 6 * JMT);
		assert_eq!(missing(&leaving, 2 * JMT, terms(5), true), [Missing::Rebond(JMT)]);
	}

	#[test]
	fn format_commission_it_writes_what_is_parsed() {
		for text in ["0", "5", "2.5", "100", "0.0000001", "10"] {
			assert_eq!(format_commission(parse_commission(text).unwrap()), text);
		}
	}

	#[test]
	fn parse_commission_it_takes_per_cent_and_refuses_the_rest() {
		for (text, billionths) in
			[("0", 0), ("5", 50_000_000), ("2.5", 25_000_000), ("100", BILLION), ("0.0000001", 1)]
		{
			assert_eq!(parse_commission(text), Ok(billionths), "{text}");
		}
		for text in
			["", "-1", "101", "100.1", "5%", "2,5", ".5", "5.", "1e1", "0.00000001", "\u{ff15}"]
		{
			assert!(parse_commission(text).is_err(), "{text}");
		}
	}
}
