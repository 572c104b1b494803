//! Answers of the chain to people and devices about proof of time.

use super::{Draw, Round};
use crate::{AccountId, Balance, BlockNumber, Hash, Moment};
use alloc::string::String;
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// How long slots, rounds and days are. Set at genesis and never again.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Clock {
	pub slot_ms: Moment,
	pub round_slots: u32,
	/// Slots after its block within which a draw can be answered.
	pub window_slots: u32,
	pub rounds_per_day: u32,
}

/// The mining devices and the books, in planck: `withdrawn = paid + forfeited + pending`.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Fleet {
	/// Devices whose weight is in the total.
	pub mining_devices: u32,
	/// Sum of their weights, 10^6 as one.
	pub total_weight: u128,
	/// Rewards withdrawn from the stream so far.
	pub withdrawn: Balance,
	/// Of these: paid out, bounties included.
	pub paid: Balance,
	/// Of these: forfeited and given back to the stream, or about to be.
	pub forfeited: Balance,
	/// Of these: neither; earned, open or not yet assigned.
	pub pending: Balance,
}

/// The draw with all that a device needs to decide whether it has to answer.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct DrawInfo {
	pub draw: Draw,
	pub drawn_in: BlockNumber,
	/// The last slot in which an answer counts.
	pub last_slot: u64,
	/// The day's seed.
	pub seed: Hash,
	/// The day's number of buckets.
	pub buckets: u32,
}

/// Where a device stands in proof of time.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum MiningStatus {
	/// Not in the registry.
	NotRegistered,
	/// Registered, not active.
	Inactive,
	/// Registered after the day's seed was known: it counts from the next day.
	Waiting,
	/// It counts, but has not answered a draw yet.
	NeverAnswered,
	/// Answering; time since the last answer is paid with the next one.
	Mining,
	/// It missed a draw: time since the last answer will be forfeited.
	Missed,
	/// It missed a draw and was reported: its weight left the total until it answers again.
	Silent,
}

/// A device in proof of time.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct MiningReport {
	pub status: MiningStatus,
	/// `None` when the device is not registered.
	pub owner: Option<AccountId>,
	/// Of its last answer.
	pub last_round: Option<Round>,
	/// The time of the draw that it answered last, in ms: paid up to here.
	pub paid_until: Option<Moment>,
	/// The first draw since that it missed.
	pub missed_round: Option<Round>,
	/// Earned and claimable, in planck.
	pub earned: Balance,
	/// Added by the next answer if no draw is missed before it, in planck.
	pub open: Balance,
	/// 10^6 is one.
	pub weight: u64,
	/// Today's bucket, once it counts.
	pub bucket: Option<u32>,
}

/// An explanation for people. Times are left as ms since the epoch for the caller to format.
impl MiningReport {
	/// One sentence that says whether the device is paid, and if not why.
	pub fn explain(&self, time: impl Fn(Moment) -> String) -> String {
		use alloc::format;
		let since = |at: Option<Moment>| at.map(&time).unwrap_or_else(|| "never".into());
		match self.status {
			MiningStatus::NotRegistered => "not registered: an owner has to register it".into(),
			MiningStatus::Inactive => "registered, but not active".into(),
			MiningStatus::Waiting => {
				"registered; counts from the next day of draws, whose seed is not drawn yet".into()
			},
			MiningStatus::NeverAnswered => {
				"counts today, but has not answered a draw yet: pay starts with the first answer"
					.into()
			},
			MiningStatus::Mining => format!(
				"online and paid until {} (round {})",
				since(self.paid_until),
				self.last_round.unwrap_or_default()
			),
			MiningStatus::Missed | MiningStatus::Silent => format!(
				"not paid since {}: {}{}",
				since(self.paid_until),
				match self.missed_round {
					Some(round) => format!("no answer in round {round}"),
					None => "absent for longer than the horizon".into(),
				},
				if self.status == MiningStatus::Silent {
					"; its weight left the total until it answers again"
				} else {
					""
				}
			),
		}
	}
}
