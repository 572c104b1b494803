//! What `jmt_circulation` and `jmt_circulationSnapshot` answer. Amounts are decimal strings of planck.

use super::view::{BlockView, Planck};
use jmt_primitives::{
	calendar::Quarter,
	circulation::{Circulation, PotBalances, Snapshot},
	BlockNumber, Hash, Moment,
};
use serde::{Deserialize, Serialize};

/// What each pot holds: see [`PotBalances`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PotBalancesView {
	/// The mining pot.
	pub mining: Planck,
	/// The ecosystem pot.
	pub ecosystem: Planck,
	/// The foundation pot.
	pub foundation: Planck,
	/// The team pot.
	pub team: Planck,
	/// What devices have drawn and their owners have not claimed.
	pub rewards: Planck,
	/// What validators have drawn for past eras and they and their nominators have not collected.
	pub staking_rewards: Planck,
}

impl From<PotBalances> for PotBalancesView {
	fn from(pots: PotBalances) -> Self {
		Self {
			mining: Planck(pots.mining),
			ecosystem: Planck(pots.ecosystem),
			foundation: Planck(pots.foundation),
			team: Planck(pots.team),
			rewards: Planck(pots.rewards),
			staking_rewards: Planck(pots.staking_rewards),
		}
	}
}

/// Where all JMT are, and which of them circulate: see [`Circulation`]. The pots and `circulating` add up to
/// `total`; `unvested` is a part of the team pot, `unreleased` one of the mining pot, `bonded` one of what
/// circulates.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FiguresView {
	/// The moment, in ms.
	pub at: Moment,
	/// Total issuance.
	pub total: Planck,
	/// What each pot holds.
	pub pots: PotBalancesView,
	/// Of the team pot: not vested by time.
	pub unvested: Planck,
	/// Of the mining pot: not released by the schedule.
	pub unreleased: Planck,
	/// Of what circulates: staked in the current era.
	pub bonded: Planck,
	/// What lies in no pot.
	pub circulating: Planck,
}

impl From<Circulation> for FiguresView {
	fn from(figures: Circulation) -> Self {
		Self {
			at: figures.at,
			total: Planck(figures.total),
			pots: figures.pots.into(),
			unvested: Planck(figures.unvested),
			unreleased: Planck(figures.unreleased),
			bonded: Planck(figures.bonded),
			circulating: Planck(figures.circulating),
		}
	}
}

/// What `jmt_circulation` answers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CirculationView {
	/// The block that it was read after.
	pub at: BlockView,
	/// The figures.
	pub figures: FiguresView,
}

impl CirculationView {
	/// From what the runtime says after `at`.
	pub fn new(at: BlockView, figures: Circulation) -> Self {
		Self { at, figures: figures.into() }
	}
}

/// What `jmt_circulationSnapshot` answers: see [`Snapshot`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotView {
	/// The quarter.
	pub quarter: Quarter,
	/// When it was taken, in ms.
	pub taken_at: Moment,
	/// The block that took it.
	pub taken_in: BlockNumber,
	/// The figures of that moment.
	pub figures: FiguresView,
	/// Hash of the foundation's report on the quarter, once anchored.
	pub report: Option<Hash>,
}

impl From<Snapshot> for SnapshotView {
	fn from(snapshot: Snapshot) -> Self {
		Self {
			quarter: snapshot.quarter,
			taken_at: snapshot.taken_at,
			taken_in: snapshot.taken_in,
			figures: snapshot.figures.into(),
			report: snapshot.report,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::supply::TOTAL_SUPPLY;
	use serde_json::json;

	fn figures() -> Circulation {
		let pots = PotBalances {
			mining: 6,
			ecosystem: 5,
			foundation: 4,
			team: 3,
			rewards: 2,
			staking_rewards: 1,
		};
		Circulation::new(1_798_761_600_000, TOTAL_SUPPLY, pots, 2, 5, 9)
	}

	#[test]
	fn it_writes_every_figure_as_a_string_that_loses_nothing() {
		let at = BlockView { number: 9, hash: Hash::repeat_byte(9) };
		let view = CirculationView::new(at, figures());
		let json = serde_json::to_value(&view).unwrap();
		assert_eq!(
			json,
			json!({
				"at": { "number": 9, "hash": format!("0x{}", "09".repeat(32)) },
				"figures": {
					"at": 1_798_761_600_000u64,
					"total": "50000000000000000000000",
					"pots": {
						"mining": "6",
						"ecosystem": "5",
						"foundation": "4",
						"team": "3",
						"rewards": "2",
						"stakingRewards": "1",
					},
					"unvested": "2",
					"unreleased": "5",
					"bonded": "9",
					"circulating": "49999999999999999999979",
				},
			})
		);
		assert_eq!(serde_json::from_value::<CirculationView>(json).unwrap(), view);
	}

	#[test]
	fn it_names_the_pots_as_the_primitives_do() {
		let json = serde_json::to_value(PotBalancesView::from(figures().pots)).unwrap();
		assert_eq!(json.as_object().unwrap().len(), figures().pots.named().len());
		for (name, balance) in figures().pots.named() {
			assert_eq!(json[name], json!(balance.to_string()), "{name}");
		}
	}

	#[test]
	fn it_writes_a_snapshot_with_and_without_a_report() {
		let snapshot = Snapshot {
			quarter: Quarter { year: 2026, quarter: 4 },
			taken_at: 1_798_761_600_000,
			taken_in: 77,
			figures: figures(),
			report: None,
		};
		let json = serde_json::to_value(SnapshotView::from(snapshot)).unwrap();
		assert_eq!(json["quarter"], json!({ "year": 2026, "quarter": 4 }));
		assert_eq!(
			(&json["takenAt"], &json["takenIn"]),
			(&json!(1_798_761_600_000u64), &json!(77))
		);
		assert_eq!(json["figures"]["circulating"], json!("49999999999999999999979"));
		assert_eq!(json["report"], json!(null));
		let report = Some(Hash::repeat_byte(0xAB));
		let json =
			serde_json::to_value(SnapshotView::from(Snapshot { report, ..snapshot })).unwrap();
		assert_eq!(json["report"], json!(format!("0x{}", "ab".repeat(32))));
	}
}
