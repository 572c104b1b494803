//! What the chain says at the end of the walk, and whether it adds up.

use crate::amount::display;
use jmt_primitives::{
	supply::{Pot, TOTAL_SUPPLY},
	Balance,
};
use std::fmt;

/// All that the mining pot will ever release.
const ALL_RELEASED: Balance = Pot::Mining.genesis_balance();

/// Everything here was read by a light client at finalized blocks, with proofs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
	/// Number of the best block.
	pub(crate) best: u64,
	/// Number and hash of the finalized head.
	pub(crate) finalized: u64,
	/// Its hash.
	pub(crate) finalized_hash: String,
	/// Total issuance.
	pub(crate) total: Balance,
	/// The pots with their balances.
	pub(crate) pots: Vec<(String, Balance)>,
	/// What all other accounts hold.
	pub(crate) circulating: Balance,
	/// Of it staked.
	pub(crate) bonded: Balance,
	/// Of the team pot: not vested.
	pub(crate) unvested: Balance,
	/// Of the mining pot: not released.
	pub(crate) unreleased: Balance,
	/// Released since launch.
	pub(crate) released: Balance,
	/// Released within the current day.
	pub(crate) released_today: Balance,
	/// What of it went to the device stream.
	pub(crate) device_stream: Balance,
	/// What a validator was paid.
	pub(crate) validator: ValidatorReport,
	/// Registered devices.
	pub(crate) registered: u64,
	/// Devices whose weight counts.
	pub(crate) mining: u64,
	/// Rewards drawn by proof of time.
	pub(crate) drawn: Balance,
	/// Of these paid.
	pub(crate) paid: Balance,
	/// Of these forfeited.
	pub(crate) forfeited: Balance,
	/// Of these neither.
	pub(crate) pending: Balance,
	/// The devices.
	pub(crate) devices: Vec<DeviceReport>,
	/// What the owner was paid by the claim.
	pub(crate) claimed: Balance,
	/// The block that the claim is in.
	pub(crate) claimed_in: u64,
}

/// One device's part.
#[derive(Clone, Debug, Default)]
pub(crate) struct DeviceReport {
	/// Its id.
	pub(crate) id: String,
	/// The scheme of its key.
	pub(crate) scheme: String,
	/// The rounds in which the finalized state has its answer.
	pub(crate) answered: Vec<u64>,
	/// The chain's explanation of where it stands.
	pub(crate) explanation: String,
	/// The first round that it missed.
	pub(crate) missed: Option<u64>,
	/// What was paid for it.
	pub(crate) paid: Balance,
	/// What it earned and was not paid for yet.
	pub(crate) earned: Balance,
}

/// What a validator was paid for an era.
#[derive(Clone, Debug, Default)]
pub(crate) struct ValidatorReport {
	/// Its stash.
	pub(crate) name: String,
	/// The era.
	pub(crate) era: u64,
	/// What the era paid all validators.
	pub(crate) era_pay: Balance,
	/// What this one and its nominators were paid of it.
	pub(crate) paid: Balance,
}

impl Report {
	/// What a pot holds.
	fn pot(&self, name: &str) -> Balance {
		self.pots.iter().filter(|(pot, _)| pot == name).map(|(_, balance)| balance).sum()
	}

	/// The equations that have to hold, each with what it says. What two of them say holds if both do.
	///
	/// Books add up whatever the pots hold, so they are held against these. What is pending lies in the pot of
	/// rewards, which may hold more: what is about to go back to the stream, and what was drawn between the
	/// reading of the books and that of the pots. What was ever paid is what the three pots of the release
	/// have lost.
	fn equations(&self) -> [(&'static str, Balance, Balance); 8] {
		let pots: Balance = self.pots.iter().map(|(_, balance)| balance).sum();
		let devices: Balance = self.devices.iter().map(|device| device.paid).sum();
		let rewards = self.pot("rewards");
		let left = self.pot("mining") + rewards + self.pot("stakingRewards");
		[
			("total issuance = 50 billion", self.total, TOTAL_SUPPLY),
			("pots + circulating = total", pots + self.circulating, self.total),
			("released + unreleased = 15 billion", self.released + self.unreleased, ALL_RELEASED),
			(
				"paid + forfeited + pending = drawn",
				self.paid + self.forfeited + self.pending,
				self.drawn,
			),
			("paid + forfeited + pending = drawn", rewards.min(self.pending), self.pending),
			("paid for the devices = claimed", devices, self.claimed),
			("claimed = all that was ever paid", self.claimed, self.paid),
			(
				"claimed = all that was ever paid",
				self.claimed + self.validator.paid + left,
				ALL_RELEASED,
			),
		]
	}

	/// Whether all totals add up to the planck, and somebody was paid.
	pub(crate) fn adds_up(&self) -> bool {
		let validator = &self.validator;
		let paid = validator.paid > 0 && validator.paid <= validator.era_pay;
		paid && self.claimed > 0 && self.equations().iter().all(|(_, left, right)| left == right)
	}
}

impl fmt::Display for Report {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let short = |amount| display(amount).trim().to_string();
		let line =
			|f: &mut fmt::Formatter<'_>, name: &str, amount, of_it: Option<(&str, Balance)>| {
				write!(f, "  {name:<24} {}", display(amount))?;
				match of_it {
					Some((what, part)) => writeln!(f, ", of it {what} {}", short(part)),
					None => writeln!(f),
				}
			};
		writeln!(
			f,
			"head {}, finalized {} ({}), all read by a light client with proofs",
			self.best,
			self.finalized,
			shorten(&self.finalized_hash)
		)?;
		writeln!(f, "the 50 B and where they are")?;
		for (pot, balance) in &self.pots {
			let of_it = (pot == "team").then_some(("not vested", self.unvested));
			line(f, &format!("{pot} pot"), *balance, of_it)?;
		}
		line(f, "circulating", self.circulating, Some(("bonded", self.bonded)))?;
		writeln!(
			f,
			"released today {}; since launch, to devices {}",
			short(self.released_today),
			short(self.device_stream)
		)?;
		let validator = &self.validator;
		writeln!(
			f,
			"era {} paid validators {}, of it {} {}",
			validator.era,
			short(validator.era_pay),
			validator.name,
			short(validator.paid)
		)?;
		writeln!(f, "devices: {} registered, {} mining", self.registered, self.mining)?;
		for device in &self.devices {
			let answered = match device.answered.as_slice() {
				[] => "no round".into(),
				rounds => rounds_text(rounds),
			};
			let missed = match device.missed {
				Some(round) => format!("missed round {round}"),
				None => "missed none".into(),
			};
			let id = shorten(&device.id);
			writeln!(f, "  {id} ({}) answered {answered}, {missed}", device.scheme)?;
			let amount = match device.earned {
				0 => format!("paid {}", short(device.paid)),
				earned => format!("earned {}, not claimed", short(earned)),
			};
			writeln!(f, "    {amount}; {}", device.explanation)?;
		}
		writeln!(
			f,
			"rewards drawn for devices {}: paid {} in block {}, pending {}, forfeited {}",
			short(self.drawn),
			short(self.paid),
			self.claimed_in,
			short(self.pending),
			short(self.forfeited)
		)?;
		let (right, wrong): (Vec<_>, Vec<_>) =
			self.equations().into_iter().partition(|(_, left, right)| left == right);
		for (what, left, right) in &wrong {
			writeln!(f, "WRONG: {what}: {left} against {right} planck")?;
		}
		let is_wrong = |what: &str| wrong.iter().any(|(other, ..)| *other == what);
		let mut right: Vec<&str> =
			right.into_iter().map(|(what, ..)| what).filter(|what| !is_wrong(what)).collect();
		right.dedup();
		for equations in right.chunks(3) {
			writeln!(f, "checked to the planck: {}", equations.join("; "))?;
		}
		Ok(())
	}
}

/// Rounds in a row as a range, others one by one.
fn rounds_text(rounds: &[u64]) -> String {
	match (rounds.first(), rounds.last()) {
		(Some(first), Some(last))
			if rounds.len() > 1 && last - first + 1 == rounds.len() as u64 =>
		{
			format!("rounds {first} to {last}")
		},
		_ => {
			let numbers: Vec<String> = rounds.iter().map(u64::to_string).collect();
			format!("rounds {}", numbers.join(", "))
		},
	}
}

/// The first digits of a hash.
fn shorten(hash: &str) -> String {
	hash.get(..14).map_or_else(|| hash.into(), |digits| format!("{digits}…"))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn good() -> Report {
		paying(3)
	}

	/// What the chain says when a validator was paid so much. Of the rewards pot 2 planck are not pending.
	fn paying(validator: Balance) -> Report {
		let device = |paid| DeviceReport { paid, ..Default::default() };
		let pots = [
			("mining", ALL_RELEASED - 47 - validator),
			("rewards", 12),
			("stakingRewards", 20),
			("team", TOTAL_SUPPLY - ALL_RELEASED - 25),
		];
		Report {
			total: TOTAL_SUPPLY,
			pots: pots.map(|(pot, balance)| (pot.to_string(), balance)).to_vec(),
			circulating: 40 + validator,
			released: ALL_RELEASED - 7,
			unreleased: 7,
			validator: ValidatorReport { era_pay: 9, paid: validator, ..Default::default() },
			drawn: 30,
			paid: 15,
			forfeited: 5,
			pending: 10,
			devices: vec![device(10), device(5), device(0)],
			claimed: 15,
			..Default::default()
		}
	}

	#[test]
	fn it_adds_up() {
		assert!(good().adds_up());
		assert!(!good().to_string().contains("WRONG"));
	}

	#[test]
	fn it_notices_a_single_planck() {
		for spoil in [
			|report: &mut Report| report.total += 1,
			|report: &mut Report| report.circulating -= 1,
			|report: &mut Report| report.unreleased -= 1,
			|report: &mut Report| report.pending += 1,
			|report: &mut Report| report.claimed += 1,
			|report: &mut Report| report.devices[2].paid += 1,
			// Lost by a pot, and paid to nobody.
			|report: &mut Report| {
				report.pots[0].1 -= 1;
				report.circulating += 1;
			},
			// Pending, and not in its pot.
			|report: &mut Report| {
				report.pots[0].1 += 3;
				report.pots[1].1 -= 3;
			},
		] {
			let mut report = good();
			spoil(&mut report);
			assert!(!report.adds_up());
			assert!(report.to_string().contains("WRONG"));
		}
	}

	#[test]
	fn it_says_of_the_books_only_what_the_pots_bear_out() {
		let checked = |report: &Report| {
			let text = report.to_string();
			let lines = text.lines().filter(|line| line.starts_with("checked"));
			lines.map(String::from).collect::<Vec<_>>()
		};
		let mut report = good();
		let lines = checked(&report);
		assert_eq!(lines.len(), 2);
		let said = "paid + forfeited + pending = drawn";
		assert_eq!(lines.join("; ").matches(said).count(), 1);
		// Whether a draw went by meanwhile or a forfeit went back does not matter.
		report.pots[0].1 += 2;
		report.pots[1].1 -= 2;
		assert_eq!(checked(&report), lines);
		report.pots[0].1 += 1;
		report.pots[1].1 -= 1;
		assert!(!checked(&report).join("; ").contains(said));
	}

	#[test]
	fn it_does_not_take_a_validator_that_was_paid_nothing_or_too_much_for_a_success() {
		for paid in [0, 10] {
			let report = paying(paid);
			assert!(!report.adds_up());
			assert!(!report.to_string().contains("WRONG"));
		}
	}

	#[test]
	fn it_names_rounds_in_a_row_by_the_first_and_the_last() {
		assert_eq!(rounds_text(&[7, 8, 9]), "rounds 7 to 9");
		assert_eq!(rounds_text(&[7, 9]), "rounds 7, 9");
		assert_eq!(rounds_text(&[7]), "rounds 7");
	}

	#[test]
	fn it_does_not_take_an_empty_walk_for_a_success() {
		let report = Report { claimed: 0, devices: Vec::new(), ..good() };
		assert!(!report.adds_up());
	}
}
