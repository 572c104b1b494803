//! The part of a test runtime that the mocks of all pallets share.
//!
//! [`runtime!`] makes a runtime of the system, the clock, the balances and the pallet under test. Accounts,
//! hashes, 32-bit block numbers, amounts and the existential deposit are the chain's own, so that a pallet
//! meets in its tests the types that it meets on the chain. A mock keeps to itself only what is particular to
//! its pallet: the pallet's configuration and the words of its tests.
//!
//! [`chain`] builds the state that tests begin with. [`run`] runs a test on it and checks the pallet's
//! [`Invariants`] before and after.
//!
//! ```ignore
//! jmt_mock::runtime! {
//!     Test { 3: Grants = pallet_grants }
//!     balances { type DustRemoval = ResolveTo<Pot, Balances>; }
//! }
//!
//! fn build_and_execute(test: impl FnOnce()) {
//!     let genesis = RuntimeGenesisConfig { balances: endowed([(alice(), JMT)]), ..Default::default() };
//!     let chain = jmt_mock::chain(genesis, || System::set_block_number(1));
//!     jmt_mock::run::<Grants, Balances>(chain, test);
//! }
//! ```

use frame_support::{parameter_types, traits::fungible::Inspect};
use jmt_primitives::{AccountId, Balance, Invariants, JMT};
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;

/// Least balance of an account, that of the runtime: 0.01 JMT.
pub const EXISTENTIAL_DEPOSIT: Balance = JMT / 100;

parameter_types! {
	/// [`EXISTENTIAL_DEPOSIT`] as a type.
	pub const ExistentialDeposit: Balance = EXISTENTIAL_DEPOSIT;
}

/// A person's account: 32 times the same byte.
pub const fn account(seed: u8) -> AccountId {
	AccountId::new([seed; 32])
}

/// Genesis of the balances: each account with what it begins with.
pub fn endowed<T>(
	accounts: impl IntoIterator<Item = (AccountId, Balance)>,
) -> pallet_balances::GenesisConfig<T>
where
	T: frame_system::Config<AccountId = AccountId> + pallet_balances::Config<Balance = Balance>,
{
	pallet_balances::GenesisConfig {
		balances: accounts.into_iter().collect(),
		..Default::default()
	}
}

/// The state after genesis and after `begin`, in which a mock sets block, time and the values of its own.
///
/// # Panics
///
/// When genesis does not build.
pub fn chain(genesis: impl BuildStorage, begin: impl FnOnce()) -> TestExternalities {
	let storage = genesis.build_storage().expect("genesis builds");
	let mut chain = TestExternalities::new(storage);
	chain.execute_with(begin);
	chain
}

/// Runs a test on a chain. The laws hold before and after it, and money only moves.
///
/// # Panics
///
/// When the test does, when a law is broken, or when the issuance has changed.
pub fn run<Laws: Invariants, Token: Inspect<AccountId>>(
	mut chain: TestExternalities,
	test: impl FnOnce(),
) {
	chain.execute_with(|| {
		Laws::check().expect("the laws hold before the test");
		let issued = Token::total_issuance();
		test();
		Laws::check().expect("the laws hold after the test");
		assert_eq!(Token::total_issuance(), issued, "money only moves");
	});
}

/// The events of a pallet since the last call.
pub fn take_events<T, Event>() -> Vec<Event>
where
	T: frame_system::Config<RuntimeEvent: TryInto<Event>>,
{
	let events = frame_system::Pallet::<T>::read_events_for_pallet();
	frame_system::Pallet::<T>::reset_events();
	events
}

/// Makes a runtime of the system, the clock, the balances and the pallets named, each with its index from 3 on.
///
/// Defines the runtime, its block, everything that `#[frame_support::runtime]` derives, and the functions
/// `by` (the origin of an account), `set_time` and `genesis` (the hash of block 0). After the pallets
/// `system`, `clock` and `balances` may each add items to the configuration of that pallet, in this order. The
/// crate of the mock needs `frame-support`, `frame-system`, `jmt-primitives`, `pallet-balances`,
/// `pallet-timestamp` and `sp-runtime`.
#[macro_export]
macro_rules! runtime {
	(
		$runtime:ident { $( $index:tt: $name:ident = $pallet:ident ),+ $(,)? }
		$( system { $($system:tt)* } )?
		$( clock { $($clock:tt)* } )?
		$( balances { $($balances:tt)* } )?
	) => {
		// The attribute expands to its own last name.
		use frame_support::derive_impl;

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
			pub struct $runtime;

			#[runtime::pallet_index(0)]
			pub type System = frame_system::Pallet<$runtime>;

			#[runtime::pallet_index(1)]
			pub type Timestamp = pallet_timestamp::Pallet<$runtime>;

			#[runtime::pallet_index(2)]
			pub type Balances = pallet_balances::Pallet<$runtime>;

			$(
				#[runtime::pallet_index($index)]
				pub type $name = $pallet::Pallet<$runtime>;
			)+
		}

		/// A block with the chain's 32-bit number.
		pub type Block = frame_system::mocking::MockBlockU32<$runtime>;

		#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
		impl frame_system::Config for $runtime {
			type Block = Block;
			type AccountId = jmt_primitives::AccountId;
			type Lookup = sp_runtime::traits::IdentityLookup<jmt_primitives::AccountId>;
			type AccountData = pallet_balances::AccountData<jmt_primitives::Balance>;
			$($($system)*)?
		}

		#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
		impl pallet_timestamp::Config for $runtime {
			$($($clock)*)?
		}

		#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
		impl pallet_balances::Config for $runtime {
			type Balance = jmt_primitives::Balance;
			type ExistentialDeposit = jmt_mock::ExistentialDeposit;
			type AccountStore = System;
			$($($balances)*)?
		}

		/// The origin of an account.
		#[allow(dead_code)]
		pub(crate) fn by(who: jmt_primitives::AccountId) -> RuntimeOrigin {
			RuntimeOrigin::signed(who)
		}

		/// Lets the clock show `now`, forwards or backwards, and tells those who listen.
		#[allow(dead_code)]
		pub(crate) fn set_time(now: jmt_primitives::Moment) {
			Timestamp::set_timestamp(now);
		}

		/// The mock chain's genesis hash.
		#[allow(dead_code)]
		pub(crate) fn genesis() -> jmt_primitives::Hash {
			System::block_hash(0)
		}
	};
}
