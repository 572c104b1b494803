//! Bonds, candidates, and the pay of validators.

use super::{stored, Call};
use crate::{chain::At, error::Error};
use codec::{Decode, Encode};
use jmt_primitives::{
	validators::{EraIndex, UncollectedPay},
	AccountId, Balance,
};
use scale_info::TypeInfo;

const PALLET: &str = "Staking";

/// Where the pay of a staker goes, as far as it is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub enum Payee {
	/// To the account that bonds, free.
	Stash,
}

/// Bonds JMT for the first time.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Bond {
	/// In planck.
	pub value: Balance,
	pub payee: Payee,
}

impl Call for Bond {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "bond";
}

/// Bonds more.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct BondExtra {
	/// In planck.
	pub max_additional: Balance,
}

impl Call for BondExtra {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "bond_extra";
}

/// Bonds again what is unbonding.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Rebond {
	/// In planck.
	pub value: Balance,
}

impl Call for Rebond {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "rebond";
}

/// Terms of a candidate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Terms {
	/// In billionths.
	pub commission: u32,
	/// Whether further nominators are refused.
	pub blocked: bool,
}

/// Stands for election.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Validate {
	pub prefs: Terms,
}

impl Call for Validate {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "validate";
}

/// Stands for election no longer.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Chill;

impl Call for Chill {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "chill";
}

/// Asks for bonded JMT back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Unbond {
	/// In planck.
	pub value: Balance,
}

impl Call for Unbond {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "unbond";
}

/// Takes what has unbonded.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct WithdrawUnbonded {
	/// See [`slashing_spans`].
	pub num_slashing_spans: u32,
}

impl Call for WithdrawUnbonded {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "withdraw_unbonded";
}

/// The number of slashing spans that [`WithdrawUnbonded`] has to name when it empties a bond.
pub async fn slashing_spans(at: &At, stash: &AccountId) -> Result<u32, Error> {
	#[derive(Decode, TypeInfo)]
	struct Spans {
		prior: Vec<u32>,
	}
	let spans: Option<Spans> = stored(at, PALLET, "SlashingSpans", &(stash.clone(),)).await?;
	// The one that goes on, and those before it.
	Ok(spans
		.map_or(0, |spans| u32::try_from(spans.prior.len()).unwrap_or(u32::MAX).saturating_add(1)))
}

/// Pays several pages, whose validator and nominators get their pay. One that somebody else has paid meanwhile is
/// left out.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Collect {
	calls: Vec<Batched>,
}

/// A call within another.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
enum Batched {
	Staking(Payout),
}

/// A payout, by the call's own name.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
#[allow(non_camel_case_types)]
enum Payout {
	payout_stakers_by_page { validator_stash: AccountId, era: EraIndex, page: u32 },
}

impl Collect {
	/// For these pages of a validator, at most [`jmt_primitives::validators::PAYOUTS_AT_ONCE`].
	pub fn new(validator: &AccountId, pays: &[UncollectedPay]) -> Self {
		let call = |pay: &UncollectedPay| {
			Batched::Staking(Payout::payout_stakers_by_page {
				validator_stash: validator.clone(),
				era: pay.era,
				page: pay.page,
			})
		};
		Self { calls: pays.iter().map(call).collect() }
	}
}

impl Call for Collect {
	const PALLET: &'static str = "Utility";
	const NAME: &'static str = "force_batch";
}

#[cfg(test)]
mod tests {
	use super::*;
	use scale_value::{Composite, Value, ValueDef};

	#[test]
	fn arguments_calls_have_the_names_of_the_metadata() {
		let named = |fields| match fields {
			Composite::Named(fields) => fields,
			Composite::Unnamed(_) => Vec::new(),
		};
		let bond = named(Bond { value: 7, payee: Payee::Stash }.arguments().unwrap());
		assert_eq!(bond[0], ("value".into(), Value::u128(7)));
		let payee = &bond[1].1.value;
		assert!(matches!(payee, ValueDef::Variant(payee) if payee.name == "Stash"));
		let prefs = Validate { prefs: Terms { commission: 5, blocked: false } };
		assert_eq!(named(prefs.arguments().unwrap())[0].0, "prefs");
		assert_eq!(Chill.arguments().unwrap().into_values().count(), 0);
	}

	#[test]
	fn collect_it_names_validator_era_and_page_of_each_payout() {
		let pay = UncollectedPay {
			era: 3,
			page: 1,
			validator: 5,
			nominators: 0,
			last_era: 194,
			until: 0,
		};
		let validator = AccountId::new([7; 32]);
		let arguments = Collect::new(&validator, &[pay]).arguments().unwrap();
		let text = Value { value: ValueDef::Composite(arguments), context: () }.to_string();
		for part in ["calls", "Staking", "payout_stakers_by_page", "era: 3", "page: 1"] {
			assert!(text.contains(part), "{text}");
		}
	}
}
