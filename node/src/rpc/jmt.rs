//! `jmt_*`: the chain and a device's standing at a glance, for people and scripts.
//!
//! A convenience over the runtime API `JmtApi`, which light clients call themselves. Amounts are decimal
//! strings of planck, since numbers of JavaScript hold 53 bits only; everything else is as the runtime has
//! it.

use super::{
	circulation::{CirculationView, SnapshotView},
	view::{BlockView, Planck},
};
use crate::utc::format_moment;
use jmt_primitives::{
	api::{ChainInfo, JmtApi as JmtRuntimeApi, MiningState, MiningStatus},
	calendar::Quarter,
	supply::{Pot, SupplyReport},
	AccountId, DeviceId, Draw, Hash, Moment, Round,
};
use jmt_runtime::opaque::Block;
use jsonrpsee::{
	core::RpcResult,
	proc_macros::rpc,
	types::error::{ErrorObjectOwned, INTERNAL_ERROR_CODE, INVALID_PARAMS_CODE},
};
use serde::{Deserialize, Serialize};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use std::sync::Arc;

/// JSON-RPC over `JmtApi`.
#[rpc(client, server)]
pub trait JmtApi {
	/// The chain at a glance, after the block `at`, by default the best one.
	#[method(name = "jmt_chainInfo", blocking)]
	fn chain_info(&self, at: Option<Hash>) -> RpcResult<ChainInfoView>;

	/// Where a device stands in proof of time after the block `at`, by default the best one, and a sentence
	/// that says why it is paid or not.
	#[method(name = "jmt_miningStatus", blocking)]
	fn mining_status(&self, device: DeviceId, at: Option<Hash>) -> RpcResult<MiningStatusView>;

	/// Where all JMT are after the block `at`, by default the best one, and which of them circulate.
	#[method(name = "jmt_circulation", blocking)]
	fn circulation(&self, at: Option<Hash>) -> RpcResult<CirculationView>;

	/// The figures of a quarter's end, 1 to 4 of a year, as the chain keeps them after the block `at`, by
	/// default the best one; `null` when the quarter has not ended, or ended before the chain began.
	#[method(name = "jmt_circulationSnapshot", blocking)]
	fn circulation_snapshot(
		&self,
		year: u32,
		quarter: u8,
		at: Option<Hash>,
	) -> RpcResult<Option<SnapshotView>>;
}

/// A pot and what it holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PotView {
	/// The pot.
	pub pot: Pot,
	/// Its balance.
	pub balance: Planck,
}

/// Where the supply is: see [`SupplyReport`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SupplyView {
	/// When it was taken, in ms.
	pub at: Moment,
	/// When the release began, in ms.
	pub launch: Option<Moment>,
	/// Total issuance.
	pub total: Planck,
	/// Each pot's balance.
	pub pots: Vec<PotView>,
	/// What all other accounts hold.
	pub elsewhere: Planck,
	/// What the schedule has released.
	pub released: Planck,
	/// What it released within the current day.
	pub released_today: Planck,
	/// What the device stream was credited with.
	pub device_stream: Planck,
	/// What was drawn from the device stream, less what was given back.
	pub device_drawn: Planck,
}

impl From<SupplyReport> for SupplyView {
	fn from(report: SupplyReport) -> Self {
		let pot = |(pot, balance)| PotView { pot, balance: Planck(balance) };
		Self {
			at: report.at,
			launch: report.launch,
			total: Planck(report.total),
			pots: report.pots.into_iter().map(pot).collect(),
			elsewhere: Planck(report.elsewhere),
			released: Planck(report.released),
			released_today: Planck(report.released_today),
			device_stream: Planck(report.device_stream),
			device_drawn: Planck(report.device_drawn),
		}
	}
}

/// What `jmt_chainInfo` answers: [`ChainInfo`] and the heads that this node knows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChainInfoView {
	/// Hash of the first block: it names the chain.
	pub genesis: Hash,
	/// The block that the rest was read after.
	pub at: BlockView,
	/// The best block.
	pub best: BlockView,
	/// The newest finalised block.
	pub finalized: BlockView,
	/// Where the supply is.
	pub supply: SupplyView,
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
	/// Today's number of buckets.
	pub buckets: u32,
	/// Registered devices.
	pub devices: u32,
	/// Devices whose weight is in the total.
	pub mining_devices: u32,
	/// Sum of the weights of mining devices, 10^6 as one; a string, as amounts are.
	pub total_weight: Planck,
	/// Rewards drawn so far.
	pub rewards_drawn: Planck,
	/// Of these: paid out.
	pub rewards_paid: Planck,
	/// Of these: forfeited.
	pub rewards_forfeited: Planck,
	/// Of these: neither.
	pub rewards_pending: Planck,
}

impl ChainInfoView {
	/// From what the runtime says after `at`, and the heads.
	pub fn new(
		genesis: Hash,
		at: BlockView,
		best: BlockView,
		finalized: BlockView,
		info: ChainInfo,
	) -> Self {
		Self {
			genesis,
			at,
			best,
			finalized,
			supply: info.supply.into(),
			slot_ms: info.slot_ms,
			round_slots: info.round_slots,
			window_slots: info.window_slots,
			rounds_per_day: info.rounds_per_day,
			draw: info.draw,
			buckets: info.buckets,
			devices: info.devices,
			mining_devices: info.mining_devices,
			total_weight: Planck(info.total_weight),
			rewards_drawn: Planck(info.rewards_drawn),
			rewards_paid: Planck(info.rewards_paid),
			rewards_forfeited: Planck(info.rewards_forfeited),
			rewards_pending: Planck(info.rewards_pending),
		}
	}
}

/// What `jmt_miningStatus` answers: [`MiningStatus`] and its explanation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MiningStatusView {
	/// The device.
	pub device: DeviceId,
	/// The block that it was read after.
	pub at: BlockView,
	/// One sentence for people.
	pub explanation: String,
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
	/// Earned and claimable.
	pub earned: Planck,
	/// What the next answer would add.
	pub open: Planck,
	/// Its weight, 10^6 as one.
	pub weight: u64,
	/// Today's bucket, once it counts.
	pub bucket: Option<u32>,
}

impl MiningStatusView {
	/// From what the runtime says of `device` after `at`.
	pub fn new(device: DeviceId, at: BlockView, status: MiningStatus) -> Self {
		Self {
			device,
			at,
			explanation: status.explain(format_moment),
			state: status.state,
			owner: status.owner,
			last_round: status.last_round,
			paid_until: status.paid_until,
			missed_round: status.missed_round,
			earned: Planck(status.earned),
			open: Planck(status.open),
			weight: status.weight,
			bucket: status.bucket,
		}
	}
}

/// Answers `jmt_*` from the runtime of `client`.
pub struct Jmt<Client> {
	client: Arc<Client>,
}

impl<Client> Jmt<Client> {
	/// Answers from `client`.
	pub fn new(client: Arc<Client>) -> Self {
		Self { client }
	}
}

impl<Client: HeaderBackend<Block>> Jmt<Client> {
	/// The block that was asked for, by default the best one.
	fn block(&self, at: Option<Hash>) -> RpcResult<BlockView> {
		let info = self.client.info();
		let Some(hash) = at else {
			return Ok(BlockView { number: info.best_number, hash: info.best_hash });
		};
		match self.client.number(hash).map_err(internal)? {
			Some(number) => Ok(BlockView { number, hash }),
			None => Err(invalid(format!("unknown block {hash:?}"))),
		}
	}
}

/// The quarter with these numbers, if there is one.
fn quarter_of(year: u32, quarter: u8) -> RpcResult<Quarter> {
	let named = Quarter { year, quarter };
	match named.end() {
		Some(_) => Ok(named),
		None => Err(invalid(format!("there is no quarter {quarter} of the year {year}"))),
	}
}

fn invalid(reason: String) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(INVALID_PARAMS_CODE, reason, None::<()>)
}

fn internal(error: impl std::fmt::Display) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(INTERNAL_ERROR_CODE, error.to_string(), None::<()>)
}

impl<Client> JmtApiServer for Jmt<Client>
where
	Client: ProvideRuntimeApi<Block> + HeaderBackend<Block> + Send + Sync + 'static,
	Client::Api: JmtRuntimeApi<Block>,
{
	fn chain_info(&self, at: Option<Hash>) -> RpcResult<ChainInfoView> {
		let at = self.block(at)?;
		let info = self.client.runtime_api().chain_info(at.hash).map_err(internal)?;
		let heads = self.client.info();
		let best = BlockView { number: heads.best_number, hash: heads.best_hash };
		let finalized = BlockView { number: heads.finalized_number, hash: heads.finalized_hash };
		Ok(ChainInfoView::new(heads.genesis_hash, at, best, finalized, info))
	}

	fn mining_status(&self, device: DeviceId, at: Option<Hash>) -> RpcResult<MiningStatusView> {
		let at = self.block(at)?;
		let status = self.client.runtime_api().mining_status(at.hash, device).map_err(internal)?;
		Ok(MiningStatusView::new(device, at, status))
	}

	fn circulation(&self, at: Option<Hash>) -> RpcResult<CirculationView> {
		let at = self.block(at)?;
		let figures = self.client.runtime_api().circulation(at.hash).map_err(internal)?;
		Ok(CirculationView::new(at, figures))
	}

	fn circulation_snapshot(
		&self,
		year: u32,
		quarter: u8,
		at: Option<Hash>,
	) -> RpcResult<Option<SnapshotView>> {
		let quarter = quarter_of(year, quarter)?;
		let at = self.block(at)?;
		let snapshot =
			self.client.runtime_api().circulation_snapshot(at.hash, quarter).map_err(internal)?;
		Ok(snapshot.map(SnapshotView::from))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::BlockNumber;
	use serde_json::{json, Value};

	fn block(number: BlockNumber) -> BlockView {
		BlockView { number, hash: Hash::repeat_byte(number as u8) }
	}

	fn status(state: MiningState) -> MiningStatus {
		MiningStatus {
			state,
			owner: Some(AccountId::new([1; 32])),
			last_round: Some(811),
			paid_until: Some(1_000_000_000_000),
			missed_round: Some(812),
			earned: u128::MAX,
			open: 7,
			weight: 1_000_000,
			bucket: Some(3),
		}
	}

	#[test]
	fn it_writes_amounts_as_strings_that_lose_nothing() {
		let view =
			MiningStatusView::new(DeviceId::default(), block(9), status(MiningState::Mining));
		let json = serde_json::to_value(&view).unwrap();
		assert_eq!(json["earned"], json!("340282366920938463463374607431768211455"));
		assert_eq!(json["open"], json!("7"));
		assert_eq!(json["state"], json!("mining"));
		assert_eq!(json["lastRound"], json!(811));
		assert_eq!(json["device"], json!(format!("{:?}", Hash::zero())));
		assert_eq!(serde_json::from_value::<MiningStatusView>(json).unwrap(), view);
	}

	#[test]
	fn it_explains_why_a_device_is_not_paid_and_since_when() {
		let view =
			MiningStatusView::new(DeviceId::default(), block(9), status(MiningState::Missed));
		assert_eq!(
			view.explanation,
			"not paid since 2001-09-09 01:46:40 UTC: no answer in round 812"
		);
	}

	#[test]
	fn it_writes_the_whole_supply() {
		let info = ChainInfo {
			supply: SupplyReport {
				at: 5,
				launch: Some(4),
				total: 50_000_000_000_000_000_000_000,
				pots: vec![(Pot::Mining, 15_000_000_000_000_000_000_000)],
				elsewhere: 1,
				released: 2,
				released_today: 3,
				device_stream: 4,
				device_drawn: 5,
			},
			slot_ms: 2_000,
			round_slots: 30,
			window_slots: 15,
			rounds_per_day: 1_440,
			draw: None,
			buckets: 10,
			devices: 2,
			mining_devices: 1,
			total_weight: 1_000_000,
			rewards_drawn: 10,
			rewards_paid: 4,
			rewards_forfeited: 3,
			rewards_pending: 3,
		};
		let view = ChainInfoView::new(Hash::zero(), block(1), block(3), block(2), info);
		let json = serde_json::to_value(&view).unwrap();
		assert_eq!(json["supply"]["total"], json!("50000000000000000000000"));
		assert_eq!(
			json["supply"]["pots"],
			json!([{ "pot": "mining", "balance": "15000000000000000000000" }])
		);
		assert_eq!(json["finalized"]["number"], json!(2));
		assert_eq!(json["draw"], Value::Null);
		assert_eq!(json["rewardsPending"], json!("3"));
	}

	mod reject {
		use super::*;

		#[test]
		fn it_refuses_amounts_that_are_none() {
			for text in ["", "-1", "1.5", "0x1", "340282366920938463463374607431768211456"] {
				assert!(serde_json::from_value::<Planck>(json!(text)).is_err(), "{text}");
			}
			assert!(serde_json::from_value::<Planck>(json!(1)).is_err());
		}

		#[test]
		fn it_refuses_quarters_that_are_none() {
			assert_eq!(quarter_of(2026, 4), Ok(Quarter { year: 2026, quarter: 4 }));
			for (year, quarter) in [(2026, 0), (2026, 5), (2026, u8::MAX), (u32::MAX, 1)] {
				let error = quarter_of(year, quarter).unwrap_err();
				assert_eq!(error.code(), INVALID_PARAMS_CODE);
				assert!(error.message().contains(&format!("the year {year}")), "{error}");
			}
		}
	}
}
