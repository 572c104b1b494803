//! Draws, answers and pay.

use super::{ask, constant, stored, Call, Event};
use crate::{chain::At, error::Error, keys::DeviceKey};
use codec::{Decode, Encode};
use futures::{stream, StreamExt, TryStreamExt};
use jmt_primitives::{
	proof_of_time::{signed, Clock, DrawInfo, Fleet, MiningReport},
	Balance, Day, DeviceId, DeviceSignature, Draw, Hash, Moment, Round,
};
use scale_info::TypeInfo;
use std::collections::BTreeMap;

const PALLET: &str = "ProofOfTime";
const API: &str = "ProofOfTimeApi";

/// Devices of one question to [`pending`], as the runtime API documents.
pub const PENDING_AT_ONCE: usize = 256;

/// Reads under way at the same time: the light client takes 16, some of them our other reads.
const READS_AT_ONCE: usize = 8;

/// How long slots, rounds and days are.
pub async fn clock(at: &At) -> Result<Clock, Error> {
	ask(at, API, "clock", &()).await
}

/// The newest draw, if any.
pub async fn draw(at: &At) -> Result<Option<DrawInfo>, Error> {
	ask(at, API, "draw", &()).await
}

/// When a day of draws begins, in ms: slots, rounds and days are counted from the epoch.
pub fn day_begins(clock: &Clock, day: Day) -> Option<Moment> {
	Moment::from(day)
		.checked_mul(clock.rounds_per_day.into())?
		.checked_mul(clock.round_slots.into())?
		.checked_mul(clock.slot_ms)
}

/// When the day after that of the newest draw begins, in ms.
pub async fn next_day(at: &At) -> Result<Option<Moment>, Error> {
	let Some(info) = draw(at).await? else { return Ok(None) };
	Ok(day_begins(&clock(at).await?, info.draw.day.saturating_add(1)))
}

/// The mining devices and the books.
pub async fn fleet(at: &At) -> Result<Fleet, Error> {
	ask(at, API, "fleet", &()).await
}

/// Where a device stands.
pub async fn mining(at: &At, device: DeviceId) -> Result<MiningReport, Error> {
	ask(at, API, "mining", &(device,)).await
}

/// The rewards that the owners of these devices can claim, in planck, in the same order. At most
/// [`PENDING_AT_ONCE`] devices.
pub async fn pending(at: &At, devices: &[DeviceId]) -> Result<Vec<Balance>, Error> {
	ask(at, API, "pending", &(devices.to_vec(),)).await
}

/// Devices of one [`Claim`], at most.
pub fn max_claims(at: &At) -> Result<u32, Error> {
	constant(at, PALLET, "MaxClaims")
}

/// The rounds of these devices' last answers, from storage; `None` for one that never answered.
pub async fn last_answers(
	at: &At,
	devices: impl IntoIterator<Item = DeviceId>,
) -> Result<BTreeMap<DeviceId, Option<Round>>, Error> {
	stream::iter(devices)
		.map(async |device| Ok((device, last_answer(at, device).await?)))
		.buffer_unordered(READS_AT_ONCE)
		.try_collect()
		.await
}

async fn last_answer(at: &At, device: DeviceId) -> Result<Option<Round>, Error> {
	#[derive(Decode, TypeInfo)]
	struct Miner {
		last_round: Round,
	}
	let miner: Option<Miner> = stored(at, PALLET, "Miners", &(device,)).await?;
	Ok(miner.map(|miner| miner.last_round))
}

/// Answers a draw: the fee-free call of a device in the bucket that is drawn.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Answer {
	pub round: Round,
	pub draw: Hash,
	pub device: DeviceId,
	/// By the device, over [`signed::answer`].
	pub signature: DeviceSignature,
}

impl Answer {
	/// With the device's signature for this draw and chain.
	pub fn signed(device: &DeviceKey, genesis: &Hash, draw: &Draw) -> Self {
		let id = device.id();
		let payload = signed::answer(genesis, draw.round, &draw.hash, &id);
		Self { round: draw.round, draw: draw.hash, device: id, signature: device.sign(&payload) }
	}
}

impl Call for Answer {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "answer";
}

/// Pays the earned rewards of devices to their owners.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Claim {
	/// At most [`max_claims`] of them.
	pub devices: Vec<DeviceId>,
}

impl Call for Claim {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "claim";
}

/// The event of a paid claim.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct RewardsClaimed {
	/// Paid to the owner, in planck.
	pub amount: Balance,
}

impl Event for RewardsClaimed {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "RewardsClaimed";
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn day_begins_it_counts_slots_from_the_epoch() {
		let clock =
			Clock { slot_ms: 6_000, round_slots: 100, window_slots: 10, rounds_per_day: 144 };
		assert_eq!(day_begins(&clock, 0), Some(0));
		assert_eq!(day_begins(&clock, 20_786), Some(20_786 * 86_400_000));
		assert_eq!(day_begins(&Clock { slot_ms: u64::MAX, ..clock }, 2), None);
	}
}
