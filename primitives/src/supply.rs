//! The fixed supply: pots, streams and what a report of them holds. Protocol facts of the white paper.

use crate::{Balance, Moment, JMT};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{Perbill, Saturating};

/// All JMT that exist, from genesis on: 50 billion.
pub const TOTAL_SUPPLY: Balance = 50_000_000_000 * JMT;

/// What the mining pot releases per day of wall-clock time: 4.1 million JMT.
pub const DAILY_RELEASE: Balance = 4_100_000 * JMT;

/// A keyless account that genesis mints into. Its address derives from [`Pot::pallet_id`].
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
pub enum Pot {
	/// 15 B: released day by day to those who stay online and work.
	#[codec(index = 0)]
	Mining,
	/// 15 B: grants for applications and development; also receives fees, dust and slashes.
	#[codec(index = 1)]
	Ecosystem,
	/// 15 B: upkeep, community, airdrops, listings.
	#[codec(index = 2)]
	Foundation,
	/// 5 B: ten yearly tranches.
	#[codec(index = 3)]
	Team,
}

impl Pot {
	/// Every pot, in the order of its codec index.
	pub const ALL: [Pot; 4] = [Pot::Mining, Pot::Ecosystem, Pot::Foundation, Pot::Team];

	/// What genesis mints into the pot.
	pub const fn genesis_balance(self) -> Balance {
		match self {
			Pot::Mining | Pot::Ecosystem | Pot::Foundation => 15_000_000_000 * JMT,
			Pot::Team => 5_000_000_000 * JMT,
		}
	}

	/// Seed of the pot's keyless address: `AccountIdConversion::into_account_truncating` of this id.
	pub const fn pallet_id(self) -> [u8; 8] {
		match self {
			Pot::Mining => *b"jmt/mine",
			Pot::Ecosystem => *b"jmt/ecos",
			Pot::Foundation => *b"jmt/fund",
			Pot::Team => *b"jmt/team",
		}
	}
}

/// Seed of the keyless account that holds drawn device rewards until they are claimed.
pub const REWARD_POT_ID: [u8; 8] = *b"jmt/rewd";

/// Seed of the keyless account that holds the pay of past eras until validators collect it.
pub const STAKING_POT_ID: [u8; 8] = *b"jmt/stak";

/// Who the mining pot's release goes to.
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

	/// What of `released` planck falls to a stream. The parts of the streams add up to `released` exactly:
	/// each is the distance between two floored boundaries, in the order of [`Stream::ALL`]. For shares
	/// that sum to one.
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
	Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct SupplyReport {
	/// When it was taken, in ms.
	pub at: Moment,
	/// When the release began, in ms; `None` before the first block with a timestamp.
	pub launch: Option<Moment>,
	/// Total issuance.
	pub total: Balance,
	/// Each pot's balance.
	pub pots: Vec<(Pot, Balance)>,
	/// What all accounts other than pots hold.
	pub elsewhere: Balance,
	/// What the schedule has released by `at`.
	pub released: Balance,
	/// What the schedule released within the current day of the release, counted from launch.
	pub released_today: Balance,
	/// What the device stream was credited with by `at`.
	pub device_stream: Balance,
	/// What was drawn from the device stream, less what was given back.
	pub device_drawn: Balance,
}
