use super::WEIGHT_ONE;
use crate::units::Level;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The numbers that factors of a weight are found by, as they stood when a draw was made; [`WEIGHT_ONE`] as one. A
/// draw keeps them, so that an answer reads none of the parameters that they come from.
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
)]
pub struct Terms {
	/// Base factor without a unit.
	pub without_unit: u64,
	/// Base factor with a unit of level one.
	pub level_one: u64,
	/// Base factor with a unit of level two.
	pub level_two: u64,
	/// Days of unbroken stay after which it counts in full.
	pub stay_days: u32,
	/// Factor of the longest stay.
	pub stay_most: u64,
	/// Factor of the largest stake.
	pub stake_most: u64,
	/// Largest share of the pay of all units for those under one domain without a parent.
	pub top_share: u64,
}

impl Terms {
	/// The base factor of a unit of this level, or of none.
	pub const fn base(&self, level: Option<Level>) -> u64 {
		match level {
			None => self.without_unit,
			Some(Level::One) => self.level_one,
			Some(Level::Two) => self.level_two,
		}
	}

	/// Each number within the bounds of its parameter, which the parameters pallet does not know: a base of two at
	/// most, a stay and a stake that count once to four times, a share that is not nothing.
	pub fn within_bounds(self) -> Self {
		let base = |factor: u64| factor.min(WEIGHT_ONE.saturating_mul(2));
		let most = |factor: u64| factor.clamp(WEIGHT_ONE, WEIGHT_ONE.saturating_mul(4));
		Self {
			without_unit: base(self.without_unit),
			level_one: base(self.level_one),
			level_two: base(self.level_two),
			stay_days: self.stay_days,
			stay_most: most(self.stay_most),
			stake_most: most(self.stake_most),
			top_share: self.top_share.clamp(1, WEIGHT_ONE),
		}
	}
}
