//! `supply`: where all JMT are, computed by the light client itself and added up once more here.

use super::{block, on_chain, pots};
use crate::{failure::Failure, global::Global};
use jmt_edge::{
	amount::{format_jmt, format_time},
	chain::{At, Chain},
	pallets::{circulation, supply},
	Error,
};
use jmt_primitives::{
	circulation::Circulation,
	supply::{Pot, SupplyReport, DAILY_RELEASE, TOTAL_SUPPLY},
	time::anniversary,
	Balance, Moment,
};
use serde_json::{json, Value};

/// Tranches of the team's JMT, one on each anniversary of the launch.
const TRANCHES: u32 = 10;

/// The next vesting of the team's JMT.
struct Tranche {
	at: Moment,
	amount: Balance,
}

/// Shows where all JMT are.
pub(super) async fn run(global: &Global) -> Result<(), Failure> {
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let figures = circulation::figures(&at).await?;
		let report = supply::report(&at).await?;
		let tranche = next_tranche(&at, &report).await?;
		let checked = check(&figures, &report);
		let json = as_json(block(&at), &figures, &report, tranche.as_ref(), checked.is_ok());
		let written = global.format().emit(json, || {
			let mut lines =
				vec![format!("{:<18}{} {:?}", "block", at.block_number(), at.block_hash())];
			lines.extend(describe(&figures, &report, tranche.as_ref()));
			if checked.is_ok() {
				lines.push(
					"checked by this light client: pots and circulating are the total".into(),
				);
			}
			lines.join("\n")
		});
		// Figures that do not add up are an error even when they were shown.
		checked.map_err(Error::chain)?;
		written
	})
	.await
}

/// The first anniversary of the launch that is still to come, and what the runtime says vests on it.
async fn next_tranche(at: &At, report: &SupplyReport) -> Result<Option<Tranche>, Error> {
	let Some(due) = report.launch.and_then(|launch| next_anniversary(launch, report.at)) else {
		return Ok(None);
	};
	let around = supply::schedule(at, due.saturating_sub(1), 1, 2).await?;
	let [before, after] = around.as_slice() else {
		let got = around.len();
		return Err(Error::chain(format!("asked for 2 points of the schedule, got {got}")));
	};
	let amount = after.vested.saturating_sub(before.vested);
	Ok((amount > 0).then_some(Tranche { at: due, amount }))
}

/// The first anniversary of a launch after `now` on which something vests.
fn next_anniversary(launch: Moment, now: Moment) -> Option<Moment> {
	(1..=TRANCHES).filter_map(|years| anniversary(launch, years)).find(|due| *due > now)
}

/// Whether the figures add up, to the planck, and the two reports of the same block agree. Says what does
/// not.
fn check(figures: &Circulation, report: &SupplyReport) -> Result<(), String> {
	let facts = [
		(figures.adds_up(), "pots and circulating are not the total"),
		(figures.total == TOTAL_SUPPLY, "the total is not 50000000000 JMT"),
		(
			report.released.checked_add(figures.unreleased) == Some(Pot::Mining.genesis_balance()),
			"released and unreleased are not the mining pot's 15000000000 JMT",
		),
		(figures.unvested <= Pot::Team.genesis_balance(), "more is unvested than the team has"),
		(report.released_today <= DAILY_RELEASE, "more was released today than a day releases"),
		(figures.at == report.at, "the figures are of two moments"),
	];
	match facts.into_iter().find(|(holds, _)| !holds) {
		Some((_, fault)) => Err(format!("the supply does not add up: {fault}")),
		None => Ok(()),
	}
}

fn as_json(
	block: Value,
	figures: &Circulation,
	report: &SupplyReport,
	tranche: Option<&Tranche>,
	adds_up: bool,
) -> Value {
	json!({
		"block": block,
		"at": figures.at,
		"launch": report.launch,
		"total": figures.total.to_string(),
		"pots": pots(&figures.pots),
		"released": report.released.to_string(),
		"releasedToday": report.released_today.to_string(),
		"unreleased": figures.unreleased.to_string(),
		"unvested": figures.unvested.to_string(),
		"nextTranche": tranche.map(|tranche| json!({
			"at": tranche.at,
			"amount": tranche.amount.to_string(),
		})),
		"bonded": figures.bonded.to_string(),
		"circulating": figures.circulating.to_string(),
		"addsUp": adds_up,
	})
}

fn describe(
	figures: &Circulation,
	report: &SupplyReport,
	tranche: Option<&Tranche>,
) -> Vec<String> {
	let pots = &figures.pots;
	let launch = report.launch.map_or_else(|| "not yet".to_string(), |at| format_time(at) + " UTC");
	let mut rows = vec![
		("total", figures.total, "all that exist".to_string()),
		("- mining", pots.mining, "not withdrawn".into()),
		("- ecosystem", pots.ecosystem, "grants, fees".into()),
		("- foundation", pots.foundation, "upkeep, airdrops".into()),
		("- team", pots.team, "not claimed".into()),
		("- rewards", pots.rewards, "devices', not claimed".into()),
		("- staking rewards", pots.staking_rewards, "validators', not collected".into()),
		("= circulating", figures.circulating, "in accounts of somebody".into()),
		("  bonded", figures.bonded, "of what circulates".into()),
		("released", report.released, format!("since launch, {launch}")),
		("  today", report.released_today, format!("of {}", format_jmt(DAILY_RELEASE))),
		("  unreleased", figures.unreleased, "of the mining pot".into()),
		("unvested", figures.unvested, "of the team pot".into()),
	];
	if let Some(tranche) = tranche {
		let due = format!("vests {} UTC", format_time(tranche.at));
		rows.push(("  next tranche", tranche.amount, due));
	}
	let mut lines = vec![format!("{:<18}{} UTC", "time", format_time(figures.at))];
	// Whole JMT stand below each other; what is behind the point follows as it is.
	lines.extend(rows.into_iter().map(|(name, amount, remark)| {
		let amount = format_jmt(amount);
		let whole = amount.find(['.', ' ']).unwrap_or(amount.len());
		let (whole, rest) = amount.split_at(whole);
		format!("{name:<18}{whole:>14}{rest:<18}{remark}")
	}));
	lines
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{supply::PotBalances, time::DAY_MS, JMT};

	/// 2026-11-24 00:00:00 UTC.
	const LAUNCH: Moment = 1_795_478_400_000;

	/// Two and a half days after launch.
	fn report() -> SupplyReport {
		SupplyReport {
			at: LAUNCH + 2 * DAY_MS + DAY_MS / 2,
			launch: Some(LAUNCH),
			total: TOTAL_SUPPLY,
			pots: figures_pots(),
			elsewhere: 0,
			released: 10_250_000 * JMT,
			released_today: 2_050_000 * JMT,
			device_stream: 0,
			device_withdrawn: 0,
		}
	}

	fn figures_pots() -> PotBalances {
		PotBalances {
			mining: 14_990_000_000 * JMT,
			ecosystem: 15_000_000_000 * JMT + 1,
			foundation: 14_999_999_000 * JMT,
			team: 5_000_000_000 * JMT,
			rewards: 6_000_000 * JMT,
			staking_rewards: 3_000_000 * JMT,
		}
	}

	fn figures() -> Circulation {
		let pots = figures_pots();
		let unreleased = 15_000_000_000 * JMT - report().released;
		Circulation::new(report().at, TOTAL_SUPPLY, pots, 5_000_000_000 * JMT, unreleased, 7 * JMT)
	}

	fn tranche() -> Tranche {
		Tranche { at: LAUNCH + 365 * DAY_MS, amount: 500_000_000 * JMT }
	}

	#[test]
	fn check_it_accepts_figures_that_add_up() {
		assert_eq!(check(&figures(), &report()), Ok(()));
	}

	#[test]
	fn check_it_names_what_does_not_add_up() {
		let pots = |change: fn(&mut PotBalances)| {
			let mut figures = figures();
			change(&mut figures.pots);
			(figures, report())
		};
		let cases = [
			(pots(|pots| pots.rewards += 1), "pots and circulating are not the total"),
			(pots(|pots| pots.mining = u128::MAX), "pots and circulating are not the total"),
			(
				(Circulation { circulating: 0, ..figures() }, report()),
				"pots and circulating are not the total",
			),
			(
				(
					Circulation {
						total: TOTAL_SUPPLY + 1,
						circulating: figures().circulating + 1,
						..figures()
					},
					report(),
				),
				"the total is not",
			),
			((Circulation { unreleased: 0, ..figures() }, report()), "released and unreleased"),
			(
				(Circulation { unreleased: u128::MAX, ..figures() }, report()),
				"released and unreleased",
			),
			(
				(Circulation { unvested: Pot::Team.genesis_balance() + 1, ..figures() }, report()),
				"more is unvested",
			),
			(
				(figures(), SupplyReport { released_today: DAILY_RELEASE + 1, ..report() }),
				"more was released today",
			),
			((Circulation { at: 0, ..figures() }, report()), "two moments"),
		];
		for ((figures, report), fault) in cases {
			let found = check(&figures, &report).unwrap_err();
			assert!(found.contains(fault), "{found:?}, expected {fault:?}");
		}
	}

	#[test]
	fn next_anniversary_it_is_the_first_to_come() {
		let first = LAUNCH + 365 * DAY_MS;
		assert_eq!(next_anniversary(LAUNCH, LAUNCH), Some(first));
		assert_eq!(next_anniversary(LAUNCH, first - 1), Some(first));
		assert_eq!(next_anniversary(LAUNCH, first), Some(first + 366 * DAY_MS));
		let last = anniversary(LAUNCH, 10).unwrap();
		assert_eq!(next_anniversary(LAUNCH, last - 1), Some(last));
		assert_eq!(next_anniversary(LAUNCH, last), None);
		assert_eq!(next_anniversary(u64::MAX, 0), None);
	}

	#[test]
	fn as_json_it_keeps_every_digit() {
		let json = as_json(json!({ "number": 3 }), &figures(), &report(), Some(&tranche()), true);
		assert_eq!(json["pots"]["ecosystem"], "15000000000000000000001");
		assert_eq!(json["pots"]["staking_rewards"], "3000000000000000000");
		assert_eq!(json["circulating"], figures().circulating.to_string());
		assert_eq!(json["nextTranche"]["amount"], "500000000000000000000");
		assert_eq!((&json["addsUp"], &json["block"]["number"]), (&json!(true), &json!(3)));
		let json = as_json(json!(null), &figures(), &report(), None, false);
		assert_eq!((&json["nextTranche"], &json["addsUp"]), (&json!(null), &json!(false)));
	}

	#[test]
	fn describe_it_shows_every_figure_in_one_column() {
		let lines = describe(&figures(), &report(), Some(&tranche()));
		let text = lines.join("\n");
		for shown in [
			"- ecosystem          15000000000.000000000001 JMT",
			"= circulating            1000999.999999999999 JMT",
			"  bonded                       7 JMT",
			"released                10250000 JMT              since launch, 2026-11-24 00:00:00 UTC",
			"  today                  2050000 JMT              of 4100000 JMT",
			"  next tranche         500000000 JMT              vests 2027-11-24 00:00:00 UTC",
		] {
			assert!(text.contains(shown), "{shown:?} is not in\n{text}");
		}
		let aligned = |line: &String| line[49..50] == *" " && line[50..51] != *" ";
		assert!(lines.iter().skip(1).all(aligned), "{text}");
		assert!(!describe(&figures(), &report(), None).join("\n").contains("tranche"));
	}
}
