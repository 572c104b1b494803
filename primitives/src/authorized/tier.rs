use alloc::vec;
use codec::Encode;
use sp_runtime::transaction_validity::{
	TransactionLongevity, TransactionPriority, ValidTransaction,
};

/// How much a fee-free call presses. A full pool drops the lowest tier first, and an author takes it last.
///
/// Every tier stands below a call that pays: the SDK gives such a call as many points as calls of its size fit
/// into a block, and more for a tip. Only one that takes more than a quarter of a block would stand lower.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tier {
	/// It comes again by itself, as the answer to the next draw does.
	Recurring,
	/// It is sent once, and somebody waits for it: an activation, a proof.
	Awaited,
	/// It ends, proves or pays something agreed on before a deadline that punishes.
	Due,
}

/// The least priority of a call that pays and takes at most a quarter of a block.
pub const LEAST_PAYING: TransactionPriority = 4;

// The table is in order, and below what pays.
const _: () = {
	assert!(Tier::Recurring.priority() < Tier::Awaited.priority());
	assert!(Tier::Awaited.priority() < Tier::Due.priority());
	assert!(Tier::Due.priority() < LEAST_PAYING);
};

impl Tier {
	/// Every tier, the lowest first.
	pub const ALL: [Tier; 3] = [Self::Recurring, Self::Awaited, Self::Due];

	/// The priority of its calls.
	pub const fn priority(self) -> TransactionPriority {
		match self {
			Self::Recurring => 0,
			Self::Awaited => 1,
			Self::Due => 2,
		}
	}
}

/// A good call, as the pool sees it: the one with the tag `(call, id)`, for `longevity` blocks.
///
/// Of two calls with one tag a pool keeps one and a block includes one, whatever their bytes and hashes: a bare
/// extrinsic has two encodings, and a signature may have many.
pub fn valid(
	call: &[u8],
	id: impl Encode,
	longevity: TransactionLongevity,
	tier: Tier,
) -> ValidTransaction {
	ValidTransaction {
		priority: tier.priority(),
		requires: vec![],
		provides: vec![(call, id).encode()],
		longevity,
		propagate: true,
	}
}
