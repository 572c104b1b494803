//! A runtime of the system, the clock, balances and emission.

use crate as pallet_emission;
use crate::{DeviceStream, EcosystemPot, Pallet, PotAccount, StreamAccount, Streams};
use frame_support::{
	derive_impl,
	traits::{tokens::imbalance::ResolveTo, ConstU128, ConstU64},
};
use frame_system::EnsureRoot;
use jmt_primitives::{
	supply::{Pot, Stream, StreamShares},
	traits::RewardStream,
	AccountId, Balance, Moment,
};
use sp_runtime::{traits::IdentityLookup, BuildStorage, DispatchResult, PerThing, Perbill};

type Block = frame_system::mocking::MockBlock<Test>;

/// The existential deposit: 0.01 JMT.
pub(crate) const EXISTENTIAL_DEPOSIT: Balance = 10_000_000_000;

/// The earliest launch, in ms.
pub(crate) const EARLIEST_LAUNCH: Moment = 1_700_000_000_000;

/// The launch that most tests begin with, in ms.
pub(crate) const LAUNCH: Moment = 1_800_000_000_000;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Test>;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp::Pallet<Test>;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances::Pallet<Test>;
	#[runtime::pallet_index(3)]
	pub type Emission = pallet_emission::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	// Pots' ids do not fit the prelude's accounts of 8 bytes.
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {
	type OnTimestampSet = Emission;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
	type DustRemoval = ResolveTo<PotAccount<Test, EcosystemPot>, Balances>;
}

impl pallet_emission::Config for Test {
	type Currency = Balances;
	type Time = Timestamp;
	type ShareOrigin = EnsureRoot<AccountId>;
	type EarliestLaunch = ConstU64<EARLIEST_LAUNCH>;
	type WeightInfo = ();
}

/// A person's account.
pub(crate) fn account(seed: u8) -> AccountId {
	AccountId::new([seed; 32])
}

/// The account that tests draw to and give back from.
pub(crate) fn consumer() -> AccountId {
	account(0xC0)
}

/// The account of a pot.
pub(crate) fn pot(pot: Pot) -> AccountId {
	Pallet::<Test>::account_of(pot)
}

/// Lets the clock show `now`, forwards or backwards, and tells those who listen.
pub(crate) fn set_time(now: Moment) {
	Timestamp::set_timestamp(now);
}

/// Shares of which the devices have so much, the validators the rest.
pub(crate) fn shares(devices: Perbill) -> StreamShares {
	StreamShares { devices, validators: devices.left_from_one(), gateways: Perbill::zero() }
}

/// Divides what is released from now on.
pub(crate) fn divide(shares: StreamShares) -> DispatchResult {
	Emission::set_shares(RuntimeOrigin::root(), shares)
}

/// What was released to a stream until now.
pub(crate) fn credited(stream: Stream) -> Balance {
	Pallet::<Test>::credited(stream, Timestamp::get())
}

/// What can be drawn from the device stream now.
pub(crate) fn available() -> Balance {
	DeviceStream::<Test>::available()
}

/// Draws for the consumer.
pub(crate) fn draw(amount: Balance) -> DispatchResult {
	DeviceStream::<Test>::draw(&consumer(), amount)
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
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Emission(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
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
			balances: pallet_balances::GenesisConfig {
				balances: self.balances,
				..Default::default()
			},
			emission: crate::GenesisConfig {
				allocations: self.allocations,
				launch: self.launch,
				shares: self.shares,
			},
			..Default::default()
		};
		let storage = genesis.build_storage().expect("genesis builds");
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	/// Runs a test, with the laws checked before and after.
	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			Pallet::<Test>::do_try_state().expect("the laws hold after genesis");
			test();
			Pallet::<Test>::do_try_state().expect("the laws hold after the test");
		});
	}
}

/// The state that benchmarks start from.
#[cfg(feature = "runtime-benchmarks")]
pub(crate) fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}
