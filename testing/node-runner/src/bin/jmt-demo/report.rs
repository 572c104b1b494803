//! The chain's figures at the end of the walk, and whether they add up.

use crate::{
	access::AccessReport,
	amount::{aligned, short},
	tasks::TasksReport,
};
use jmt_primitives::{
	authorized::{ActivationRefusal, Refusal, SignalRefusal},
	identity::AuthRefusal,
	supply::{Pot, PotBalances, TOTAL_SUPPLY},
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
	pub(crate) finalized_hash: String,
	/// Total issuance.
	pub(crate) total: Balance,
	pub(crate) pots: PotBalances,
	/// The JMT of all other accounts.
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
	/// The device stream's part of it.
	pub(crate) device_stream: Balance,
	/// A validator's pay.
	pub(crate) validator: ValidatorReport,
	pub(crate) domain: DomainReport,
	pub(crate) door: DoorReport,
	pub(crate) signal: SignalReport,
	pub(crate) access: AccessReport,
	pub(crate) tasks: TasksReport,
	/// Paid to devices without a unit, and to those with one.
	pub(crate) paid_by_class: [Balance; 2],
	pub(crate) registered: u64,
	/// Devices whose weight counts.
	pub(crate) mining: u64,
	/// Rewards withdrawn by proof of time.
	pub(crate) withdrawn: Balance,
	pub(crate) paid: Balance,
	pub(crate) forfeited: Balance,
	/// Of the withdrawn: neither paid nor forfeited.
	pub(crate) pending: Balance,
	pub(crate) devices: Vec<DeviceReport>,
	/// The claim's pay to the owner.
	pub(crate) claimed: Balance,
	pub(crate) claimed_in: u64,
}

/// One device's part.
#[derive(Clone, Debug, Default)]
pub(crate) struct DeviceReport {
	pub(crate) id: String,
	/// The scheme of its key.
	pub(crate) scheme: String,
	/// The rounds in which the finalized state has its answer.
	pub(crate) answered: Vec<u64>,
	/// The chain's explanation of where it stands.
	pub(crate) explanation: String,
	/// Its weight by factor, in words.
	pub(crate) weight: String,
	/// The rounds that asked it and have no answer of it, up to its last one or to the end of its agent.
	pub(crate) missed: Vec<u64>,
	pub(crate) paid: Balance,
	/// Earned by it and not paid yet.
	pub(crate) earned: Balance,
}

/// A domain under a maker's root of trust that committed to a list of devices, two of which joined before it was
/// suspended.
#[derive(Clone, Debug, Default)]
pub(crate) struct DomainReport {
	pub(crate) id: String,
	/// The number of the root of trust.
	pub(crate) root: String,
	pub(crate) manifest: String,
	/// Devices of the manifest.
	pub(crate) leaves: u64,
	/// The block that published it.
	pub(crate) published_in: u64,
	/// The devices that joined.
	pub(crate) joined: Vec<String>,
	/// Left on its prepaid account, and held there for the manifest and the devices.
	pub(crate) free: Balance,
	pub(crate) held: Balance,
	/// The words to the one that came after.
	pub(crate) refusal: String,
}

/// A door of the domain, to which a device of it came before and after the domain was suspended.
#[derive(Clone, Debug, Default)]
pub(crate) struct DoorReport {
	pub(crate) guest: String,
	pub(crate) did: String,
	/// Whether it was let in before.
	pub(crate) let_in: bool,
	/// The words to it after.
	pub(crate) refusal: String,
}

/// A member of a group that signalled without a name, and tried it again.
#[derive(Clone, Debug, Default)]
pub(crate) struct SignalReport {
	pub(crate) group: String,
	/// Members of the group.
	pub(crate) members: u64,
	/// Pages of the group, all of which the member read.
	pub(crate) pages: u64,
	pub(crate) topic: String,
	/// Aliases that the chain knows under the topic.
	pub(crate) used: u64,
	pub(crate) alias: String,
	pub(crate) message: String,
	/// The block in which the alias was seen.
	pub(crate) block: u64,
	pub(crate) proving_ms: u64,
	/// Of the member's process, in bytes.
	pub(crate) peak_memory: u64,
	/// The words to its second signal.
	pub(crate) refusal: String,
}

/// A validator's pay for an era.
#[derive(Clone, Debug, Default)]
pub(crate) struct ValidatorReport {
	/// Its stash.
	pub(crate) name: String,
	pub(crate) era: u64,
	/// The era's pay for all validators.
	pub(crate) era_pay: Balance,
	/// Of it paid to this one and its nominators.
	pub(crate) paid: Balance,
}

impl Report {
	/// The equations that have to hold, each in words. Two with the same words hold together or not at all.
	///
	/// Books add up whatever the pots hold, so they are held against these. Pending rewards lie in the pot of
	/// rewards, which may hold more: those that are about to go back to the stream, and those that were withdrawn
	/// between the reading of the books and that of the pots. All that was ever paid has left the three pots of
	/// the release.
	fn equations(&self) -> [(&'static str, Balance, Balance); 9] {
		let pots: Balance = Pot::ALL.into_iter().map(|pot| self.pots.of(pot)).sum();
		let devices: Balance = self.devices.iter().map(|device| device.paid).sum();
		let PotBalances { mining, rewards, staking_rewards, .. } = self.pots;
		let left = mining + rewards + staking_rewards;
		[
			("total issuance = 50 billion", self.total, TOTAL_SUPPLY),
			("pots + circulating = total", pots + self.circulating, self.total),
			("released + unreleased = 15 billion", self.released + self.unreleased, ALL_RELEASED),
			(
				"paid + forfeited + pending = withdrawn",
				self.paid + self.forfeited + self.pending,
				self.withdrawn,
			),
			("paid + forfeited + pending = withdrawn", rewards.min(self.pending), self.pending),
			(
				"paid without units + paid with units = paid",
				self.paid_by_class.iter().sum(),
				self.paid,
			),
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
		paid && self.domain.went_as_it_should()
			&& self.door.went_as_it_should()
			&& self.signal.went_as_it_should()
			&& self.access.went_as_it_should()
			&& self.tasks.went_as_it_should()
			&& self.claimed > 0
			&& self.equations().iter().all(|(_, left, right)| left == right)
	}
}

impl DomainReport {
	/// Whether two joined, and the next one was refused for the domain's sake.
	fn went_as_it_should(&self) -> bool {
		let suspended = format!("(code {})", ActivationRefusal::DomainNotActive.code());
		self.joined.len() == 2 && self.refusal.ends_with(&suspended)
	}
}

impl DoorReport {
	/// Whether it was let in, and then refused for the domain's sake.
	fn went_as_it_should(&self) -> bool {
		self.let_in && self.refusal.starts_with(&format!("refused with code {}:", suspended_code()))
	}
}

impl SignalReport {
	/// Whether one alias was taken, and the second signal refused for it.
	fn went_as_it_should(&self) -> bool {
		let used = format!("(code {})", SignalRefusal::NullifierUsed.code());
		self.members == 1_000 && self.used == 1 && self.refusal.ends_with(&used)
	}
}

impl fmt::Display for SignalReport {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let (ms, memory) = (self.proving_ms, self.peak_memory.div_ceil(1_000_000));
		let seconds = format!("{}.{} s", ms / 1_000, ms % 1_000 / 100);
		writeln!(
			f,
			"group {}: {} members, the three devices among them; one read all {} pages, proved membership in {seconds} with {memory} MB and signalled without a fee, block {}",
			self.group, self.members, self.pages, self.block
		)?;
		writeln!(
			f,
			"  the chain knows alias {} and message {} under topic {}, {} alias in all, and not whose; its second signal was refused: {}",
			shorten(&self.alias),
			shorten(&self.message),
			shorten(&self.topic),
			self.used,
			self.refusal
		)
	}
}

/// Code of the refusal of a device whose domain is suspended.
fn suspended_code() -> u8 {
	AuthRefusal::DomainSuspended(0).code()
}

impl fmt::Display for DoorReport {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		writeln!(f, "  {} is {}", shorten(&self.guest), self.did)?;
		let before = if self.let_in { "let in" } else { "not let in" };
		writeln!(f, "    at a door of the domain: {before}; after domain suspend {}", self.refusal)
	}
}

impl fmt::Display for DomainReport {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		writeln!(
			f,
			"domain {}: manifest {}, {} units of root of trust {} in one transaction, block {}; {} joined by their light clients",
			self.id,
			self.manifest,
			self.leaves,
			self.root,
			self.published_in,
			self.joined.iter().map(|id| shorten(id)).collect::<Vec<_>>().join(" and ")
		)?;
		writeln!(
			f,
			"  prepaid: {} held, {} left; after domain suspend the next was refused: {}",
			short(self.held),
			short(self.free),
			self.refusal
		)
	}
}

impl fmt::Display for Report {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let line =
			|f: &mut fmt::Formatter<'_>, name: &str, amount, of_it: Option<(&str, Balance)>| {
				write!(f, "  {name:<24} {}", aligned(amount))?;
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
		for pot in Pot::ALL {
			let of_it = (pot == Pot::Team).then_some(("not vested", self.unvested));
			let name = format!("{} pot", pot.name().replace('_', " "));
			line(f, &name, self.pots.of(pot), of_it)?;
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
		write!(f, "{}{}{}{}{}", self.domain, self.door, self.access, self.signal, self.tasks)?;
		writeln!(f, "devices: {} registered, {} mining", self.registered, self.mining)?;
		for device in &self.devices {
			let answered = match device.answered.as_slice() {
				[] => "no round".into(),
				rounds => rounds_text(rounds),
			};
			let missed = match device.missed.as_slice() {
				[] => "missed none until then".into(),
				[round] => format!("missed round {round}"),
				rounds => format!("missed {}", rounds_text(rounds)),
			};
			let id = shorten(&device.id);
			writeln!(f, "  {id} ({}) answered {answered}, {missed}", device.scheme)?;
			let amount = match device.earned {
				0 => format!("paid {}", short(device.paid)),
				earned => format!("earned {}, not claimed", short(earned)),
			};
			writeln!(f, "    {amount}; {}", device.explanation)?;
			writeln!(f, "    {}", device.weight)?;
		}
		let [without, with] = self.paid_by_class.map(short);
		writeln!(f, "paid to devices without a unit {without}, to devices with one {with}")?;
		writeln!(
			f,
			"rewards withdrawn for devices {}: paid {} in block {}, pending {}, forfeited {}",
			short(self.withdrawn),
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
pub(crate) fn shorten(hash: &str) -> String {
	hash.get(..14).map_or_else(|| hash.into(), |digits| format!("{digits}…"))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn good() -> Report {
		paying(3)
	}

	/// The figures when a validator was paid so much. Of the rewards pot 2 planck are not pending.
	fn paying(validator: Balance) -> Report {
		let device = |paid| DeviceReport { paid, ..Default::default() };
		let pots = PotBalances {
			mining: ALL_RELEASED - 47 - validator,
			rewards: 12,
			staking_rewards: 20,
			team: TOTAL_SUPPLY - ALL_RELEASED - 25,
			..Default::default()
		};
		Report {
			total: TOTAL_SUPPLY,
			pots,
			circulating: 40 + validator,
			released: ALL_RELEASED - 7,
			unreleased: 7,
			validator: ValidatorReport { era_pay: 9, paid: validator, ..Default::default() },
			withdrawn: 30,
			paid: 15,
			forfeited: 5,
			pending: 10,
			devices: vec![device(10), device(5), device(0)],
			domain: DomainReport {
				joined: vec!["0x01".into(), "0x02".into()],
				refusal: "the domain or one above it is suspended (code 29)".into(),
				..Default::default()
			},
			door: DoorReport {
				let_in: true,
				refusal: format!("refused with code {}: its domain is suspended", suspended_code()),
				..Default::default()
			},
			signal: SignalReport {
				members: 1_000,
				used: 1,
				refusal: "the member has signalled about this topic before (code 109)".into(),
				..Default::default()
			},
			access: AccessReport::good(),
			tasks: TasksReport::good(),
			paid_by_class: [11, 4],
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
			|report: &mut Report| report.paid_by_class[1] += 1,
			// Lost by a pot, and paid to nobody.
			|report: &mut Report| {
				report.pots.mining -= 1;
				report.circulating += 1;
			},
			// Pending, and not in its pot.
			|report: &mut Report| {
				report.pots.mining += 3;
				report.pots.rewards -= 3;
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
		assert_eq!(lines.len(), 3);
		let said = "paid + forfeited + pending = withdrawn";
		assert_eq!(lines.join("; ").matches(said).count(), 1);
		// Whether rewards were withdrawn meanwhile or a forfeit went back does not matter.
		report.pots.mining += 2;
		report.pots.rewards -= 2;
		assert_eq!(checked(&report), lines);
		report.pots.mining += 1;
		report.pots.rewards -= 1;
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
	fn it_does_not_take_a_domain_without_devices_or_an_unexpected_refusal_for_a_success() {
		let mut report = good();
		report.domain.joined.pop();
		assert!(!report.adds_up());
		let mut report = good();
		report.domain.refusal = "the signature is not the device's (code 40)".into();
		assert!(!report.adds_up());
	}

	#[test]
	fn it_does_not_take_a_door_that_stays_shut_or_open_for_a_success() {
		let mut report = good();
		report.door.let_in = false;
		assert!(!report.adds_up());
		let mut report = good();
		report.door.refusal = "refused with code 1: another".into();
		assert!(!report.adds_up());
	}

	#[test]
	fn it_does_not_take_a_second_signal_that_was_taken_for_a_success() {
		let mut report = good();
		report.signal.used = 2;
		assert!(!report.adds_up());
		let mut report = good();
		report.signal.refusal = "the proof does not prove this signal (code 114)".into();
		assert!(!report.adds_up());
		let mut report = good();
		report.signal.members = 999;
		assert!(!report.adds_up());
	}

	#[test]
	fn it_does_not_take_a_lift_that_stays_shut_for_a_success() {
		let report = Report { access: AccessReport::default(), ..good() };
		assert!(!report.adds_up());
	}

	#[test]
	fn it_does_not_take_tasks_without_a_result_for_a_success() {
		let report = Report { tasks: TasksReport::default(), ..good() };
		assert!(!report.adds_up());
	}

	#[test]
	fn it_names_each_round_that_a_device_missed() {
		let mut report = good();
		let told = |report: &Report| report.to_string();
		report.devices[0].answered = vec![7, 9, 11];
		report.devices[0].missed = vec![8, 10];
		assert!(told(&report).contains("answered rounds 7, 9, 11, missed rounds 8, 10\n"));
		report.devices[0].missed = vec![8];
		assert!(told(&report).contains("missed round 8\n"));
		report.devices[0].missed.clear();
		assert!(!told(&report).contains("missed round"));
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
