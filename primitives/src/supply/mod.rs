//! The fixed supply: pots, streams and the report of them. Protocol facts of the white paper.

mod api;
mod pots;
mod schedule;
mod stream;

pub use api::*;
pub use pots::{Pot, PotBalances};
pub use schedule::{schedule, SchedulePoint, MAX_SCHEDULE_POINTS};
pub use stream::RewardStream;

use crate::{Balance, Moment, JMT};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{Perbill, Saturating};

/// All JMT that exist, from genesis on: 50 billion.
pub const TOTAL_SUPPLY: Balance = 50_000_000_000 * JMT;

/// The mining pot's release per day of wall-clock time: 4.1 million JMT.
pub const DAILY_RELEASE: Balance = 4_100_000 * JMT;

/// A receiver of the mining pot's release.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Stream {
	/// Devices that prove to be online.
	#[codec(index = 0)]
	Devices,
	/// Validators and their nominators.
	#[codec(index = 1)]
	Validators,
	/// Gateways that countersign for devices.
	#[codec(index = 2)]
	Gateways,
}

impl Stream {
	/// Every stream, in the order of its codec index.
	pub const ALL: [Stream; 3] = [Stream::Devices, Stream::Validators, Stream::Gateways];
}

/// How the release is divided among the streams. In JSON each is a number of billionths.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StreamShares {
	/// Of [`Stream::Devices`].
	pub devices: Perbill,
	/// Of [`Stream::Validators`].
	pub validators: Perbill,
	/// Of [`Stream::Gateways`].
	pub gateways: Perbill,
}

impl Default for StreamShares {
	/// 60, 30 and 10 in a hundred.
	fn default() -> Self {
		Self {
			devices: Perbill::from_percent(60),
			validators: Perbill::from_percent(30),
			gateways: Perbill::from_percent(10),
		}
	}
}

impl StreamShares {
	/// The share of a stream.
	pub const fn of(&self, stream: Stream) -> Perbill {
		match stream {
			Stream::Devices => self.devices,
			Stream::Validators => self.validators,
			Stream::Gateways => self.gateways,
		}
	}

	/// Whether the shares add up to exactly one.
	pub fn sum_to_one(&self) -> bool {
		// Three numbers below 2^30 do not overflow.
		let parts = Stream::ALL
			.into_iter()
			.fold(0u32, |sum, stream| sum.saturating_add(self.of(stream).deconstruct()));
		parts == Perbill::one().deconstruct()
	}

	/// A stream's part of `released` planck. The parts of the streams add up to `released` exactly: each is
	/// the distance between two floored boundaries, in the order of [`Stream::ALL`]. For shares that sum to
	/// one.
	pub fn part(&self, stream: Stream, released: Balance) -> Balance {
		let of_devices = self.devices.mul_floor(released);
		let of_both = self.devices.saturating_add(self.validators).mul_floor(released);
		match stream {
			Stream::Devices => of_devices,
			Stream::Validators => of_both.saturating_sub(of_devices),
			Stream::Gateways => released.saturating_sub(of_both),
		}
	}
}

/// Where the supply is. All amounts in planck; the pots' balances and `elsewhere` add up to `total`.
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
pub struct SupplyReport {
	/// Time of the report, in ms.
	pub at: Moment,
	/// Begin of the release, in ms; `None` before the first block with a timestamp.
	pub launch: Option<Moment>,
	/// Total issuance.
	pub total: Balance,
	pub pots: PotBalances,
	/// Held by all accounts other than pots.
	pub elsewhere: Balance,
	/// Released by the schedule by `at`.
	pub released: Balance,
	/// Released within the current day of the release, counted from launch.
	pub released_today: Balance,
	/// Credited to the device stream by `at`.
	pub device_stream: Balance,
	/// Withdrawn from the device stream, less returns.
	pub device_withdrawn: Balance,
}
