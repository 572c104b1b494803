//! Runtime APIs of our own. A light client executes them itself, so none may reach a host function that
//! is not standard. The `jmt_*` RPC methods answer from the same.

use crate::{
	calendar::Quarter,
	circulation::{Circulation, SchedulePoint, Snapshot},
	supply::SupplyReport,
	AccountId, Balance, BlockNumber, DeviceId, Draw, Hash, Moment, Round,
};
use alloc::{string::String, vec::Vec};
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// The chain at a glance.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct ChainInfo {
	/// Where the supply is.
	pub supply: SupplyReport,
	/// Length of a slot, in ms.
	pub slot_ms: Moment,
	/// Slots of a round.
	pub round_slots: u32,
	/// Slots after its block within which a draw can be answered.
	pub window_slots: u32,
	/// Rounds of a day of draws.
	pub rounds_per_day: u32,
	/// The newest draw, if any.
	pub draw: Option<Draw>,
	/// Buckets that the fleet is cut into today.
	pub buckets: u32,
	/// Registered devices.
	pub devices: u32,
	/// Devices whose weight is in the total.
	pub mining_devices: u32,
	/// Sum of the weights of mining devices, 10^6 as one.
	pub total_weight: u128,
	/// Rewards drawn so far, in planck.
	pub rewards_drawn: Balance,
	/// Of these: paid out, bounties included.
	pub rewards_paid: Balance,
	/// Of these: forfeited and given back to the stream, or about to be.
	pub rewards_forfeited: Balance,
	/// Of these: neither; earned, open or not yet assigned.
	pub rewards_pending: Balance,
}

/// Where a device stands in proof of time.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum MiningState {
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

/// A device's standing, with what a person wants to know.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct MiningStatus {
	/// Where it stands.
	pub state: MiningState,
	/// The owner, if registered.
	pub owner: Option<AccountId>,
	/// The round of its last answer.
	pub last_round: Option<Round>,
	/// The time of the draw that it answered last, in ms: paid up to here.
	pub paid_until: Option<Moment>,
	/// The first draw since that it missed.
	pub missed_round: Option<Round>,
	/// Earned and claimable, in planck.
	pub earned: Balance,
	/// What the next answer would add if no draw is missed before it, in planck.
	pub open: Balance,
	/// Its weight, 10^6 as one.
	pub weight: u64,
	/// Today's bucket, once it counts.
	pub bucket: Option<u32>,
}

sp_api::decl_runtime_apis! {
	/// What people and devices ask of a JMT chain.
	pub trait JmtApi {
		/// The chain at a glance.
		fn chain_info() -> ChainInfo;
		/// Where a device stands in proof of time.
		fn mining_status(device: DeviceId) -> MiningStatus;
		/// What the devices' owners can claim, in planck, in the order asked. At most 256 devices.
		fn pending(devices: Vec<DeviceId>) -> Vec<Balance>;
		/// The newest draw with the day's seed and buckets, and the slot until which it can be answered.
		fn current_draw() -> Option<DrawInfo>;
		/// Where all JMT are now, and which of them circulate.
		fn circulation() -> Circulation;
		/// The figures of a quarter's end; `None` when it has not ended, or ended before the chain began.
		fn circulation_snapshot(quarter: Quarter) -> Option<Snapshot>;
		/// What is released and vested at `from` and every `step` ms after it, in the past and in the
		/// future. At most 4,096 points; fewer where the clock ends.
		fn emission_schedule(from: Moment, step: Moment, points: u32) -> Vec<SchedulePoint>;
	}
}

/// What a device needs to decide whether it has to answer.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct DrawInfo {
	/// The draw.
	pub draw: Draw,
	/// The block that drew.
	pub drawn_in: BlockNumber,
	/// The last slot in which an answer counts.
	pub last_slot: u64,
	/// The day's seed.
	pub seed: Hash,
	/// The day's number of buckets.
	pub buckets: u32,
}

/// An explanation for people. Times are left as ms since the epoch for the caller to format.
impl MiningStatus {
	/// One sentence that says whether the device is paid, and if not why.
	pub fn explain(&self, time: impl Fn(Moment) -> String) -> String {
		use alloc::format;
		let since = |at: Option<Moment>| at.map(&time).unwrap_or_else(|| "never".into());
		match self.state {
			MiningState::NotRegistered => "not registered: an owner has to register it".into(),
			MiningState::Inactive => "registered, but not active".into(),
			MiningState::Waiting => {
				"registered; counts from the next day of draws, whose seed is not drawn yet".into()
			},
			MiningState::NeverAnswered => {
				"counts today, but has not answered a draw yet: pay starts with the first answer"
					.into()
			},
			MiningState::Mining => format!(
				"online and paid until {} (round {})",
				since(self.paid_until),
				self.last_round.unwrap_or_default()
			),
			MiningState::Missed | MiningState::Silent => format!(
				"not paid since {}: {}{}",
				since(self.paid_until),
				match self.missed_round {
					Some(round) => format!("no answer in round {round}"),
					None => "absent for longer than the horizon".into(),
				},
				if self.state == MiningState::Silent {
					"; its weight left the total until it answers again"
				} else {
					""
				}
			),
		}
	}
}
