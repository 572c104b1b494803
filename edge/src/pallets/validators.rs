//! Where validators stand, and their uncollected pay.

use super::ask;
use crate::{chain::At, error::Error};
use jmt_primitives::{
	validators::{EraIndex, StakingClock, UncollectedPay, UncollectedPays, ValidatorReport},
	AccountId,
};

const API: &str = "ValidatorsApi";

/// Where an account stands as a validator.
pub async fn report(at: &At, account: &AccountId) -> Result<ValidatorReport, Error> {
	ask(at, API, "validator", &(account.clone(),)).await
}

/// Which session and era it is, and when others begin.
pub async fn clock(at: &At) -> Result<StakingClock, Error> {
	ask(at, API, "clock", &()).await
}

/// All pay of a validator and its nominators that was not collected, oldest first.
pub async fn uncollected(at: &At, validator: &AccountId) -> Result<Vec<UncollectedPay>, Error> {
	let mut pays = Vec::new();
	let mut from: EraIndex = 0;
	loop {
		let some: UncollectedPays = ask(at, API, "uncollected", &(validator.clone(), from)).await?;
		pays.extend(some.pays);
		match some.next {
			// An answer that did not get on would be asked for ever.
			Some(next) if next > from => from = next,
			_ => return Ok(pays),
		}
	}
}
