//! How each pallet is wired, one file a pallet or family of pallets.

mod access;
mod authorship;
mod babe;
mod balances;
mod circulation;
mod devices;
mod emission;
mod equivocation;
pub mod factors;
mod foundation;
mod governance;
mod grandpa;
mod grants;
mod nomination_pools;
mod nonces;
mod parameters;
mod proof_of_time;
mod session;
mod staking;
mod system;
mod tasks;
mod team;
mod tools;
mod transaction_payment;
mod upkeep;
mod zk_verifier;

pub use balances::{EcosystemAccount, ToEcosystem};
pub use equivocation::{KeyOwners, ReportWeight};
pub use governance::{
	AdvisoryInstance, BoardInstance, BoardMajority, BoardStopsEnactment, BoardTwoThirds,
	CirculatingSupply, CouncilInstance, CouncilMajority, Days, DaysMs, RootOrBoardTwoThirds,
	Tracks,
};
pub use nomination_pools::{PoolStake, MAX_UNBONDING_POOLS};
pub use nonces::{CheckNonce, Nonce, NonceFloor};
pub use proof_of_time::{ParentVrf, MAX_ROUNDS_PER_DAY};
pub use session::KeysInUse;
pub use staking::BAG_THRESHOLDS;
pub use system::{CallFilter, MaximumBlockWeight};
pub use tasks::TaskRates;
pub use tools::ProxyType;
pub use upkeep::{GoesOnInSafeMode, NeverPaused};
