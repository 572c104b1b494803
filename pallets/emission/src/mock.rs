//! A runtime of the system, the clock, balances and emission.

use crate as pallet_emission;
use crate::{DeviceStream, EcosystemPot, Pallet, PotAccount, StreamAccount, Streams};
use frame_support::traits::{tokens::imbalance::ResolveTo, ConstU64};
use frame_system::EnsureRoot;
use jmt_mock::endowed;
pub(crate) use jmt_mock::{account, EXISTENTIAL_DEPOSIT};
use jmt_primitives::{
	supply::{Pot, RewardStream, Stream, StreamShares},
	AccountId, Balance, Moment,
};
use sp_runtime::{DispatchResult, PerThing, Perbill};

/// The earliest launch, in ms.
pub(crate) const EARLIEST_LAUNCH: Moment = 1_700_000_000_000;

/// The launch that most tests begin with, in ms.
pub(crate) const LAUNCH: Moment = 1_800_000_000_000;

jmt_mock::runtime! {
	Test { 3: Emission = pallet_emission }
	clock { type OnTimestampSet = Emission; }
	balances { type DustRemoval = ResolveTo<PotAccount<EcosystemPot>, Balances>; }
}

impl pallet_emission::Config for Test {
	type Currency = Balances;
	type Time = Timestamp;
	type ShareOrigin = EnsureRoot<AccountId>;
	type EarliestLaunch = ConstU64<EARLIEST_LAUNCH>;
	type WeightInfo = ();
}

/// The account that tests withdraw to and give back from.
pub(crate) fn consumer() -> AccountId {
	account(0xC0)
}

/// The account of a pot.
pub(crate) fn pot(pot: Pot) -> AccountId {
	Pallet::<Test>::account_of(pot)
}

/// Shares of which the devices have so much, the validators the rest.
pub(crate) fn shares(devices: Perbill) -> StreamShares {
	StreamShares { devices, validators: devices.left_from_one(), gateways: Perbill::zero() }
}

/// Divides the release from now on.
pub(crate) fn divide(shares: StreamShares) -> DispatchResult {
	Emission::set_shares(RuntimeOrigin::root(), shares)
}

/// A stream's credit until now.
pub(crate) fn credited(stream: Stream) -> Balance {
	Pallet::<Test>::credited(stream, Timestamp::get())
}

/// Available to the device stream now.
pub(crate) fn available() -> Balance {
	DeviceStream::<Test>::available()
}

/// Withdraws for the consumer.
pub(crate) fn withdraw(amount: Balance) -> DispatchResult {
	DeviceStream::<Test>::withdraw(&consumer(), amount)
}

/// Gives back from the consumer.
pub(crate) fn give_back(amount: Balance) -> DispatchResult {
	DeviceStream::<Test>::give_back(&consumer(), amount)
}

/// The device stream's account.
pub(crate) fn stream() -> StreamAccount {
	Streams::<Test>::get(Stream::Devices)
}

/// The events of the emission pallet since the last call.
pub(crate) fn emission_events() -> Vec<crate::Event<Test>> {
	jmt_mock::take_events::<Test, _>()
}

/// Builds a chain. Without more it has the pots only, and was launched at [`LAUNCH`] by genesis.
pub(crate) struct ExtBuilder {
	allocations: Vec<(Pot, AccountId, Balance)>,
	balances: Vec<(AccountId, Balance)>,
	launch: Option<Moment>,
	shares: StreamShares,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self {
			allocations: Vec::new(),
			balances: Vec::new(),
			launch: Some(LAUNCH),
			shares: StreamShares::default(),
		}
	}
}

impl ExtBuilder {
	/// Endows `to` out of `pot`.
	pub(crate) fn allocate(mut self, pot: Pot, to: AccountId, amount: Balance) -> Self {
		self.allocations.push((pot, to, amount));
		self
	}

	/// Endows `to` by the balances pallet, which emission must refuse.
	pub(crate) fn mint_elsewhere(mut self, to: AccountId, amount: Balance) -> Self {
		self.balances.push((to, amount));
		self
	}

	/// Lets genesis launch at this moment.
	pub(crate) fn launched_at(mut self, at: Moment) -> Self {
		self.launch = Some(at);
		self
	}

	/// Leaves the launch to the first timestamp.
	pub(crate) fn not_launched(mut self) -> Self {
		self.launch = None;
		self
	}

	/// Divides the release from genesis on.
	pub(crate) fn shares(mut self, shares: StreamShares) -> Self {
		self.shares = shares;
		self
	}

	/// The chain's state after genesis, in block 1.
	pub(crate) fn build(self) -> sp_io::TestExternalities {
		let genesis = RuntimeGenesisConfig {
			balances: endowed(self.balances),
			emission: crate::GenesisConfig {
				allocations: self.allocations,
				launch: self.launch,
				shares: self.shares,
			},
			..Default::default()
		};
		jmt_mock::chain(genesis, || System::set_block_number(1))
	}

	/// Runs a test, with the laws checked before and after.
	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		jmt_mock::run::<Emission, Balances>(self.build(), test);
	}
}

/// The state that benchmarks start from.
#[cfg(feature = "runtime-benchmarks")]
pub(crate) fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}
