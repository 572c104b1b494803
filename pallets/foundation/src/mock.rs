//! A runtime of the system, the clock, balances and the foundation, and lists for airdrops.

use crate as pallet_foundation;
use crate::{Airdrop, Announcement, HoldReason};
use frame_support::{ord_parameter_types, parameter_types, traits::fungible::InspectHold};
use frame_system::EnsureSignedBy;
use jmt_mock::endowed;
pub(crate) use jmt_mock::{account, EXISTENTIAL_DEPOSIT as ED};
use jmt_primitives::{
	merkle::{airdrop_leaf, Proof, Tree},
	time::DAY_MS,
	AccountId, Balance, BlockNumber, Hash, Moment, JMT,
};

jmt_mock::runtime! {
	Test { 3: Foundation = pallet_foundation }
}

parameter_types! {
	pub Pot: AccountId = pot();
	/// A test may change these, as an upgrade would.
	pub static WindowMs: Moment = WINDOW;
	pub static MinWindowBlocks: BlockNumber = WINDOW_BLOCKS;
	pub static LapseMs: Moment = LAPSE;
	pub const MaxOpen: u32 = MAX_OPEN;
	pub const MaxAirdropDuration: Moment = MAX_DURATION;
	pub const MaxLeaves: u32 = MAX_LEAVES;
	pub const SweepChunks: u32 = SWEEP_CHUNKS;
}

ord_parameter_types! {
	pub const Council: AccountId = council();
	pub const Board: AccountId = board();
}

impl pallet_foundation::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Pot = Pot;
	type Time = Timestamp;
	type SpendOrigin = EnsureSignedBy<Council, AccountId>;
	type VetoOrigin = EnsureSignedBy<Board, AccountId>;
	type Window = WindowMs;
	type MinWindowBlocks = MinWindowBlocks;
	type Lapse = LapseMs;
	type MaxOpen = MaxOpen;
	type MaxAirdropDuration = MaxAirdropDuration;
	type MaxLeaves = MaxLeaves;
	type SweepChunks = SweepChunks;
	type WeightInfo = ();
}

/// When the tests begin.
pub(crate) const NOW: Moment = 1_800_000_000_000;
/// The block in which they begin.
pub(crate) const BLOCK: BlockNumber = 7;
/// First balance of the pot.
pub(crate) const POT: Balance = 1_000_000 * JMT;
/// First balance of [`stranger`].
pub(crate) const WEALTH: Balance = 1_000 * JMT;
pub(crate) const WINDOW: Moment = 7 * DAY_MS;
pub(crate) const WINDOW_BLOCKS: BlockNumber = 100;
pub(crate) const LAPSE: Moment = 30 * DAY_MS;
pub(crate) const MAX_OPEN: u32 = 4;
pub(crate) const MAX_DURATION: Moment = 90 * DAY_MS;
/// Five chunks and a flag.
pub(crate) const MAX_LEAVES: u32 = 5 * 512 + 1;
pub(crate) const SWEEP_CHUNKS: u32 = 2;
/// The reason of most announcements.
pub(crate) const PURPOSE: Hash = Hash::repeat_byte(0xAB);

/// The foundation's pot.
pub(crate) fn pot() -> AccountId {
	account(0xF0)
}

/// The council's majority.
pub(crate) fn council() -> AccountId {
	account(0xC0)
}

/// The supervisory board.
pub(crate) fn board() -> AccountId {
	account(0xB0)
}

/// Anybody, with money.
pub(crate) fn stranger() -> AccountId {
	account(0xA0)
}

/// The pot's hold for a reason.
pub(crate) fn held(reason: HoldReason) -> Balance {
	Balances::balance_on_hold(&reason.into(), &pot())
}

/// Free balance of an account.
pub(crate) fn free(who: &AccountId) -> Balance {
	Balances::free_balance(who)
}

/// Lets blocks be made, in no time.
pub(crate) fn make_blocks(blocks: BlockNumber) {
	System::set_block_number(System::block_number() + blocks);
}

/// Lets the window of an announcement of now be over, to the millisecond and the block.
pub(crate) fn pass_window() {
	set_time(Timestamp::get() + WINDOW);
	make_blocks(WINDOW_BLOCKS);
}

/// Announces a transfer. Returns its id.
pub(crate) fn announce_transfer(to: AccountId, amount: Balance) -> u32 {
	let id = crate::NextId::<Test>::get();
	Foundation::announce_transfer(by(council()), to, amount, PURPOSE).unwrap();
	id
}

/// The open announcement.
pub(crate) fn announcement(id: u32) -> Announcement {
	crate::Announcements::<Test>::get(id).unwrap()
}

/// The running airdrop.
pub(crate) fn airdrop(id: u32) -> Airdrop {
	crate::Airdrops::<Test>::get(id).unwrap()
}

/// The events of this pallet since the last call.
pub(crate) fn foundation_events() -> Vec<crate::Event<Test>> {
	jmt_mock::take_events::<Test, _>()
}

/// The list of an airdrop, as its publisher has it.
#[derive(Clone, Debug)]
pub(crate) struct List {
	pub(crate) purpose: Hash,
	pub(crate) until: Moment,
	pub(crate) entries: Vec<(AccountId, Balance)>,
	pub(crate) tree: Tree,
}

impl List {
	pub(crate) fn new(purpose: Hash, until: Moment, entries: Vec<(AccountId, Balance)>) -> Self {
		let leaves = (0..).zip(&entries).map(|(index, (account, amount))| {
			airdrop_leaf(&genesis(), &purpose, until, index, account, *amount)
		});
		let tree = Tree::new(leaves).unwrap();
		Self { purpose, until, entries, tree }
	}

	/// Accounts 1, 2 ... with 100 JMT, 200 JMT ..., until a week after the window.
	pub(crate) fn of(entries: u8) -> Self {
		let entries =
			(1..=entries).map(|seed| (account(seed), Balance::from(seed) * 100 * JMT)).collect();
		Self::new(PURPOSE, NOW + WINDOW + 7 * DAY_MS, entries)
	}

	pub(crate) fn sum(&self) -> Balance {
		self.entries.iter().map(|(_, amount)| amount).sum()
	}

	/// Announces it with its sum. Returns the id.
	pub(crate) fn announce(&self) -> u32 {
		self.announce_with(self.sum())
	}

	/// Announces it with any amount. Returns the id.
	pub(crate) fn announce_with(&self, amount: Balance) -> u32 {
		let id = crate::NextId::<Test>::get();
		self.try_announce(amount).unwrap();
		id
	}

	/// Announces it with any amount, if that is allowed.
	pub(crate) fn try_announce(&self, amount: Balance) -> sp_runtime::DispatchResult {
		let (root, leaves) = (self.tree.root(), self.tree.leaves());
		let origin = by(council());
		Foundation::announce_airdrop(origin, root, leaves, amount, self.until, self.purpose)
	}

	/// Announces and executes it. Returns the id.
	pub(crate) fn start(&self) -> u32 {
		self.start_with(self.sum())
	}

	/// Announces it with any amount, and executes it. Returns the id.
	pub(crate) fn start_with(&self, amount: Balance) -> u32 {
		let id = self.announce_with(amount);
		pass_window();
		Foundation::execute(by(stranger()), id).unwrap();
		System::reset_events();
		id
	}

	pub(crate) fn proof(&self, index: u32) -> Proof {
		self.tree.proof(index).unwrap()
	}

	/// Claims an entry as the list has it, by [`stranger`].
	pub(crate) fn claim(&self, id: u32, index: u32) -> sp_runtime::DispatchResult {
		let (account, amount) = self.entries[index as usize].clone();
		Foundation::claim(by(stranger()), id, index, account, amount, self.proof(index))
	}
}

/// A chain with the pot and [`stranger`], at [`NOW`] in block [`BLOCK`].
#[derive(Default)]
pub(crate) struct ExtBuilder;

impl ExtBuilder {
	pub(crate) fn build(self) -> sp_io::TestExternalities {
		let balances = endowed([(pot(), POT), (stranger(), WEALTH)]);
		jmt_mock::chain(RuntimeGenesisConfig { balances, ..Default::default() }, || {
			// As the pallet that mints the pot does it.
			System::inc_providers(&pot());
			System::set_block_number(BLOCK);
			set_time(NOW);
			System::reset_events();
			WindowMs::set(WINDOW);
			MinWindowBlocks::set(WINDOW_BLOCKS);
			LapseMs::set(LAPSE);
			assert!(!genesis().is_zero());
		})
	}

	/// Runs a test, with the laws and the issuance checked before and after.
	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		jmt_mock::run::<Foundation, Balances>(self.build(), test);
	}
}
