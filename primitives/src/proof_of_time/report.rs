//! A device's weight by factor, for people.

use super::{Class, WEIGHT_ONE};
use alloc::{format, string::String, vec::Vec};
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// The weight that a device's answer would find now, by factor; [`WEIGHT_ONE`] as one.
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
pub struct WeightReport {
	pub class: Class,
	/// Of the hardware.
	pub base: u64,
	/// Of the countersignature.
	pub witness: u64,
	/// Of the unbroken stay.
	pub stay: u64,
	/// Of the tokens at stake.
	pub stake: u64,
	/// Of the work done.
	pub work: u64,
	/// Of the shares that its root of trust and its domain may take.
	pub share: u64,
	/// The weight that stands since its last answer; 0 when it is not in the total.
	pub weight: u64,
}

impl WeightReport {
	/// One sentence: each factor that is not one, and what would raise the weight.
	pub fn explain(&self) -> String {
		let number = |millionths: u64| {
			let text = format!(
				"{}.{:06}",
				millionths.checked_div(WEIGHT_ONE).unwrap_or_default(),
				millionths.checked_rem(WEIGHT_ONE).unwrap_or_default()
			);
			String::from(text.trim_end_matches('0').trim_end_matches('.'))
		};
		let factors: Vec<_> = [
			("hardware", self.base),
			("witness", self.witness),
			("stay", self.stay),
			("stake", self.stake),
			("work", self.work),
			("share", self.share),
		]
		.into_iter()
		.filter(|(_, factor)| *factor != WEIGHT_ONE)
		.map(|(name, factor)| format!("{name} {}", number(factor)))
		.collect();
		let found =
			if factors.is_empty() { String::from("every factor is 1") } else { factors.join(", ") };
		let missing: Vec<_> = [
			(self.class == Class::Unproven, "a unit that a root of trust certified"),
			(self.witness < WEIGHT_ONE, "a gateway's countersignature"),
			(self.stay <= WEIGHT_ONE, "days without a missed draw"),
			(self.stake <= WEIGHT_ONE, "a stake"),
		]
		.into_iter()
		.filter_map(|(is, missing)| is.then_some(missing))
		.collect();
		let weight = number(self.weight);
		match missing.is_empty() {
			true => format!("weighs {weight}: {found}"),
			false => format!("weighs {weight}: {found}; missing: {}", missing.join(", ")),
		}
	}
}
