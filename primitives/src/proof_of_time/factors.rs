//! Factors of a device's weight, one trait each. The runtime multiplies them: the one place where they meet.
//!
//! Each returns millionths, [`WEIGHT_ONE`] as one, and is constant work.

use super::{stay_factor, Class, Groups, Terms, UnitNow, WEIGHT_ONE};
use crate::{devices::DeviceId, units::Level, Moment};

/// A device's unit, as its base factor needs it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct BaseOf {
	/// The level of a unit that counts now; without one the device is in the class without units.
	pub level: Option<Level>,
	/// The unit, whether it counts or not.
	pub unit: Option<UnitNow>,
	/// Empty without a unit that counts.
	pub groups: Groups,
}

/// Worth of the hardware.
pub trait Base {
	/// The device's unit and its groups, at this moment.
	fn base(device: &DeviceId, now: Moment) -> BaseOf;
}

/// Worth of a countersignature.
pub trait Witness {
	/// The factor of an answer that was countersigned or not.
	fn witness(class: Class, witnessed: bool) -> u64;
}

/// Worth of having stayed.
pub trait Stay {
	/// The factor of so many ms of unbroken stay, in whole days.
	fn stay(gathered: Moment, terms: &Terms) -> u64;
}

/// Worth of the tokens at stake.
pub trait Stake {
	/// The factor of what is staked on a device.
	fn stake(device: &DeviceId, terms: &Terms) -> u64;
}

/// Worth of the work done.
pub trait Work {
	/// The factor of a device's work, at this moment.
	fn work(device: &DeviceId, now: Moment) -> u64;
}

/// A stay counts by the terms.
impl Stay for () {
	fn stay(gathered: Moment, terms: &Terms) -> u64 {
		stay_factor(gathered, terms.stay_days, terms.stay_most)
	}
}

/// No gateway countersigns.
impl Witness for () {
	fn witness(_: Class, _: bool) -> u64 {
		WEIGHT_ONE
	}
}

/// No work is counted.
impl Work for () {
	fn work(_: &DeviceId, _: Moment) -> u64 {
		WEIGHT_ONE
	}
}

/// The product of factors in this order, floored after each. Saturates at 2^64 - 1.
pub fn product(factors: impl IntoIterator<Item = u64>) -> u64 {
	let one = u128::from(WEIGHT_ONE);
	factors.into_iter().fold(WEIGHT_ONE, |product, factor| {
		// Two numbers of 64 bits fit 128.
		let next = u128::from(product).saturating_mul(factor.into()).checked_div(one);
		next.and_then(|next| u64::try_from(next).ok()).unwrap_or(u64::MAX)
	})
}
