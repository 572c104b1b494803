//! A validator and the chain's clock, for tests.

use jmt_primitives::{
	validators::{Bond, Candidate, StakingClock, ValidatorReport},
	JMT,
};

/// Session 10 of eras of 4 sessions; era 3 began with session 9, era 4 begins with session 13.
pub(super) fn clock() -> StakingClock {
	StakingClock {
		session: 10,
		next_session_at: 1_795_478_400_000,
		session_ms: 600_000,
		era: 3,
		election_session: 12,
		elected_era: 4,
		sessions_per_era: 4,
		bonding_eras: 2,
		places: 5,
		candidates: 6,
		min_bond: 10_000 * JMT,
	}
}

/// A candidate with keys that was not elected yet.
pub(super) fn candidate(active: u128, commission: u32) -> ValidatorReport {
	ValidatorReport {
		bond: Some(Bond { active, unbonding: Vec::new() }),
		candidate: Some(Candidate { commission, blocked: false }),
		registered_keys: Some(vec![1]),
		queued_keys: None,
		keys_in_use: None,
		elected: false,
		elected_next: None,
		points: 0,
	}
}
