use super::{EraIndex, StakingClock, UncollectedPays, ValidatorReport};
use crate::AccountId;

sp_api::decl_runtime_apis! {
	/// Validators, for themselves.
	#[api_version(1)]
	pub trait ValidatorsApi {
		/// Where an account stands as a validator.
		fn validator(account: AccountId) -> ValidatorReport;
		/// Which session and era it is, and when others begin.
		fn clock() -> StakingClock;
		/// The pay of a validator and its nominators that was not collected, of the eras from `from` on, oldest
		/// first. An answer looks at some `PAGES_AT_ONCE` pages; its `next` says where to go on.
		fn uncollected(validator: AccountId, from: EraIndex) -> UncollectedPays;
	}
}
