//! Where a validator stands, in a word and in a sentence, and as JSON.

use super::Standing;
use jmt_edge::{
	amount::{format_jmt, format_time},
	keys::format_address,
};
use jmt_primitives::{
	validators::{Bond, EraIndex, SessionIndex, StakingClock, UncollectedPay, ValidatorReport},
	Balance,
};
use serde_json::{json, Value};

/// Where an account stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stage {
	/// It has bonded no JMT.
	Outside,
	/// It has bonded and does not stand for election.
	Bonded,
	/// It stands for election and was not elected yet.
	Candidate,
	/// It was elected for the next era.
	Elected,
	/// It is a validator of this era.
	Working,
	/// It is a validator of this era or the next, and stands for election no longer.
	Leaving,
	/// Its bond is on its way back.
	Unbonding,
	/// Its bond can be withdrawn.
	Unbonded,
}

impl Stage {
	pub(super) fn of(report: &ValidatorReport, clock: &StakingClock) -> Self {
		let works = report.keys_in_use.is_some();
		let will_work = report.elected_next == Some(true) || report.queued_keys.is_some();
		match (&report.bond, &report.candidate) {
			(None, _) => Self::Outside,
			(Some(_), Some(_)) if works => Self::Working,
			(Some(_), Some(_)) if will_work => Self::Elected,
			(Some(_), Some(_)) => Self::Candidate,
			(Some(_), None) if works || will_work => Self::Leaving,
			(Some(bond), None) if bond.active > 0 => Self::Bonded,
			(Some(bond), None) if free_from(bond).is_some_and(|era| era > planned_era(clock)) => {
				Self::Unbonding
			},
			(Some(_), None) => Self::Unbonded,
		}
	}

	pub(super) const fn word(self) -> &'static str {
		match self {
			Self::Outside => "outside",
			Self::Bonded => "bonded",
			Self::Candidate => "candidate",
			Self::Elected => "elected",
			Self::Working => "working",
			Self::Leaving => "leaving",
			Self::Unbonding => "unbonding",
			Self::Unbonded => "unbonded",
		}
	}
}

/// The newest era that is planned: what unbonds by it can be withdrawn.
pub(super) fn planned_era(clock: &StakingClock) -> EraIndex {
	clock.elected_era.saturating_sub(1)
}

/// The era from which the whole bond can be withdrawn, if a part of it is on its way.
pub(super) fn free_from(bond: &Bond) -> Option<EraIndex> {
	bond.unbonding.iter().map(|part| part.from_era).max()
}

/// The JMT on their way out of a bond.
pub(super) fn unbonding(bond: &Bond) -> Balance {
	bond.unbonding.iter().fold(0, |sum: Balance, part| sum.saturating_add(part.amount))
}

fn session(clock: &StakingClock, session: SessionIndex) -> String {
	format!("session {session}, about {} UTC", format_time(clock.session_begins(session)))
}

fn era(clock: &StakingClock, era: EraIndex) -> String {
	format!("era {era}, about {} UTC", format_time(clock.era_begins(era)))
}

/// Which keys work, and from when the others do.
fn keys(report: &ValidatorReport, clock: &StakingClock) -> String {
	let ValidatorReport { registered_keys: registered, queued_keys, keys_in_use, .. } = report;
	match (registered, keys_in_use) {
		(None, None) => "none registered".into(),
		(None, Some(_)) => "withdrawn, in use for this session".into(),
		(Some(_), None) => "registered, not in use in this session".into(),
		(Some(new), Some(old)) if new == old => "registered and in use".into(),
		(Some(new), Some(_)) => {
			let from = match queued_keys.as_ref() == Some(new) {
				true => clock.session.saturating_add(1),
				false => clock.keys_count_from(),
			};
			format!(
				"new ones count from {}; until then the node needs the old ones too",
				session(clock, from)
			)
		},
	}
}

/// The next step and its time.
fn outlook(report: &ValidatorReport, clock: &StakingClock) -> String {
	let elected_begins = clock.election_session.saturating_add(1);
	match Stage::of(report, clock) {
		Stage::Outside => format!(
			"no validator: `jmt-edge validator join` bonds {} at least",
			format_jmt(clock.min_bond)
		),
		Stage::Bonded => "bonded, and no candidate: run `jmt-edge validator join` again".into(),
		Stage::Candidate if report.registered_keys.is_none() => {
			"a candidate without session keys is not elected: run `jmt-edge validator join` again"
				.into()
		},
		Stage::Candidate => format!(
			"a candidate: the first block of {} elects {} of {} candidates; if elected, it makes blocks from era \
			 {} on, which begins with {}",
			session(clock, clock.election_session),
			clock.places.min(clock.candidates),
			clock.candidates,
			clock.elected_era,
			session(clock, elected_begins),
		),
		Stage::Elected => format!(
			"elected: it makes blocks from {} on",
			match report.elected_next {
				Some(true) => format!(
					"era {}, which begins with {}",
					planned_era(clock),
					session(clock, clock.session.saturating_add(1))
				),
				_ => session(clock, clock.session.saturating_add(1)),
			}
		),
		Stage::Working if report.points == 0 => {
			format!("a validator of era {}, which has made no block in it yet", clock.era)
		},
		Stage::Working => {
			format!("a validator of era {}, with {} points in it so far", clock.era, report.points)
		},
		Stage::Leaving => {
			let out = match report.elected_next {
				Some(false) => clock.session.saturating_add(1),
				_ => elected_begins,
			};
			format!("leaving: its node has to work until the beginning of {}", session(clock, out))
		},
		Stage::Unbonding => {
			let free = report.bond.as_ref().and_then(free_from).unwrap_or_default();
			format!("no validator: the bond can be withdrawn from {} on", era(clock, free))
		},
		Stage::Unbonded => "the bond can be withdrawn: run `jmt-edge validator leave` again".into(),
	}
}

/// Sums of uncollected pay: the validator's, and its nominators'.
pub(super) fn sums(pays: &[UncollectedPay]) -> (Balance, Balance) {
	pays.iter().fold((0, 0), |(validator, nominators): (Balance, Balance), pay| {
		(validator.saturating_add(pay.validator), nominators.saturating_add(pay.nominators))
	})
}

impl Standing {
	pub(super) fn stage(&self) -> Stage {
		Stage::of(&self.report, &self.clock)
	}

	/// Amounts are decimal strings in planck: JSON's numbers lose digits.
	pub(super) fn as_json(&self) -> Value {
		let hex =
			|keys: &Option<Vec<u8>>| keys.as_ref().map(|keys| format!("0x{}", hex::encode(keys)));
		let Self { report, clock, pays, .. } = self;
		let (own, nominators) = sums(pays);
		json!({
			"validator": format_address(&self.account),
			"stage": self.stage().word(),
			"next": outlook(report, clock),
			"bond": report.bond.as_ref().map(|bond| json!({
				"active": bond.active.to_string(),
				"unbonding": bond.unbonding.iter().map(|part| json!({
					"amount": part.amount.to_string(),
					"fromEra": part.from_era,
				})).collect::<Vec<_>>(),
			})),
			"candidate": report.candidate.map(|terms| json!({
				"commission": terms.commission,
				"blocked": terms.blocked,
			})),
			"keys": {
				"registered": hex(&report.registered_keys),
				"queued": hex(&report.queued_keys),
				"inUse": hex(&report.keys_in_use),
			},
			"elected": report.elected,
			"electedNext": report.elected_next,
			"points": report.points,
			"session": clock.session,
			"era": clock.era,
			"election": { "session": clock.election_session, "era": clock.elected_era },
			"candidates": clock.candidates,
			"places": clock.places,
			"uncollected": {
				"pages": pays.len(),
				"validator": own.to_string(),
				"nominators": nominators.to_string(),
				"until": pays.first().map(|pay| pay.until),
			},
		})
	}

	/// The same in lines.
	pub(super) fn in_words(&self) -> String {
		let Self { report, clock, pays, .. } = self;
		let mut lines = vec![format!("validator   {}", format_address(&self.account))];
		lines.push(match &report.bond {
			None => "bonded      nothing".into(),
			Some(bond) => match free_from(bond) {
				None => format!("bonded      {}", format_jmt(bond.active)),
				Some(free) => format!(
					"bonded      {}; {} unbonding, all of it free from {}",
					format_jmt(bond.active),
					format_jmt(unbonding(bond)),
					era(clock, free)
				),
			},
		});
		lines.push(format!("keys        {}", keys(report, clock)));
		lines.push(format!(
			"era         {} (session {}): {}; the next: {}",
			clock.era,
			clock.session,
			if report.elected { "elected" } else { "not elected" },
			match report.elected_next {
				Some(true) => "elected",
				Some(false) => "not elected",
				None => "no election yet",
			}
		));
		let (own, nominators) = sums(pays);
		lines.push(match pays.first() {
			None => "uncollected nothing".into(),
			Some(oldest) => format!(
				"uncollected {} for itself and {} for its nominators, the oldest of it until {} UTC",
				format_jmt(own),
				format_jmt(nominators),
				format_time(oldest.until)
			),
		});
		lines.push(format!("next        {}", outlook(report, clock)));
		lines.join("\n")
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::samples::{candidate, clock},
		*,
	};
	use jmt_primitives::{validators::Unbonding, JMT};

	fn report() -> ValidatorReport {
		candidate(10_000 * JMT, 0)
	}

	#[test]
	fn stage_it_goes_from_outside_to_working_and_out_again() {
		let mut report = ValidatorReport { bond: None, candidate: None, ..report() };
		let stage = |report: &ValidatorReport| Stage::of(report, &clock());
		assert_eq!(stage(&report), Stage::Outside);
		report.bond = self::report().bond;
		assert_eq!(stage(&report), Stage::Bonded);
		report.candidate = self::report().candidate;
		assert_eq!(stage(&report), Stage::Candidate);
		report.elected_next = Some(true);
		assert_eq!(stage(&report), Stage::Elected);
		report.keys_in_use = Some(vec![1]);
		assert_eq!(stage(&report), Stage::Working);
		report.candidate = None;
		assert_eq!(stage(&report), Stage::Leaving);
		let part = |from_era| Unbonding { amount: 10_000 * JMT, from_era };
		report.bond = Some(Bond { active: 0, unbonding: vec![part(5)] });
		(report.keys_in_use, report.elected_next) = (None, Some(false));
		assert_eq!(stage(&report), Stage::Unbonding);
		report.bond = Some(Bond { active: 0, unbonding: vec![part(3)] });
		assert_eq!(stage(&report), Stage::Unbonded);
	}

	#[test]
	fn outlook_a_candidate_is_told_when_the_election_is_and_when_its_work_begins() {
		let said = outlook(&report(), &clock());
		for part in [
			"session 12, about 2026-11-24 00:10:00 UTC",
			"5 of 6 candidates",
			"from era 4 on",
			"session 13, about 2026-11-24 00:20:00 UTC",
		] {
			assert!(said.contains(part), "{part:?} is not in {said:?}");
		}
		let keyless = ValidatorReport { registered_keys: None, ..report() };
		assert!(outlook(&keyless, &clock()).contains("join` again"));
	}

	#[test]
	fn keys_new_ones_count_from_the_second_session_and_from_the_next_once_they_are_queued() {
		let mut report = report();
		(report.registered_keys, report.keys_in_use) = (Some(vec![2]), Some(vec![1]));
		report.queued_keys = Some(vec![1]);
		assert!(keys(&report, &clock()).contains("session 12"), "{}", keys(&report, &clock()));
		report.queued_keys = Some(vec![2]);
		assert!(keys(&report, &clock()).contains("session 11"), "{}", keys(&report, &clock()));
		report.keys_in_use = Some(vec![2]);
		assert_eq!(keys(&report, &clock()), "registered and in use");
	}

	#[test]
	fn outlook_one_that_leaves_works_until_the_era_for_which_it_was_not_elected() {
		let mut report = ValidatorReport { candidate: None, ..report() };
		report.keys_in_use = Some(vec![1]);
		assert!(
			outlook(&report, &clock()).contains("session 13"),
			"{}",
			outlook(&report, &clock())
		);
		report.elected_next = Some(false);
		assert!(
			outlook(&report, &clock()).contains("session 11"),
			"{}",
			outlook(&report, &clock())
		);
	}
}
