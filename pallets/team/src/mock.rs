//! A runtime of the system, the clock, balances, the team, and a pallet that holds a stake.

use crate as pallet_team;
use crate::{Beneficiaries, Beneficiary, Group};
use frame_support::{
	parameter_types,
	traits::{fungible::Inspect, tokens::imbalance::ResolveTo},
};
use jmt_mock::endowed;
pub(crate) use jmt_mock::{account, EXISTENTIAL_DEPOSIT};
use jmt_primitives::{time::DAY_MS, AccountId, Balance, Moment, JMT};
use sp_runtime::{DispatchResult, Perbill};

/// The team's JMT.
pub(crate) const TOTAL: Balance = 5_000_000_000 * JMT;

/// One tranche of it.
pub(crate) const TRANCHE: Balance = 500_000_000 * JMT;

/// Balance of [`rich`].
pub(crate) const WEALTH: Balance = 1_000_000 * JMT;

/// The launch that most tests begin with: 2027-01-15 08:00 UTC, in ms.
pub(crate) const LAUNCH: Moment = 1_800_000_000_000;

/// Days from [`LAUNCH`] to each 15 January until 2037, with the leap days of 2028, 2032 and 2036.
pub(crate) const DAYS_TO_CLIFFS: [u64; 10] =
	[365, 731, 1_096, 1_461, 1_826, 2_192, 2_557, 2_922, 3_287, 3_653];

/// 2028-02-29 12:34:56.789 UTC, in ms.
pub(crate) const LEAP_LAUNCH: Moment = 1_835_440_496_789;

/// Days from [`LEAP_LAUNCH`] to each last day of February until 2038; it is the 29th in 2032 and 2036.
pub(crate) const DAYS_TO_LEAP_CLIFFS: [u64; 10] =
	[365, 730, 1_095, 1_461, 1_826, 2_191, 2_556, 2_922, 3_287, 3_652];

/// Holds a stake, as staking pallets do.
#[frame_support::pallet]
pub mod stake {
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {}

	/// Why funds are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// They are at stake.
		#[codec(index = 0)]
		Staked,
	}
}

jmt_mock::runtime! {
	Test {
		3: Team = pallet_team,
		4: Stake = stake,
	}
	balances { type DustRemoval = ResolveTo<RichAccount, Balances>; }
}

impl stake::Config for Test {}

parameter_types! {
	pub PotAccount: AccountId = pot();
	pub RichAccount: AccountId = rich();
	/// The launch, as genesis or the first timestamp set it.
	pub static LaunchedAt: Option<Moment> = Some(LAUNCH);
	/// Changed by tests of the configuration only, like those below.
	pub static TeamTotal: Balance = TOTAL;
	pub static Tranches: u32 = 10;
	pub static MaxBeneficiaries: u32 = 6;
}

impl pallet_team::Config for Test {
	type Currency = Balances;
	type Pot = PotAccount;
	type Launch = LaunchedAt;
	type Time = Timestamp;
	type Total = TeamTotal;
	type Tranches = Tranches;
	type MaxBeneficiaries = MaxBeneficiaries;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// Turns the mock's clocks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper for Helper {
	fn set_clock(launch: Moment, now: Moment) {
		LaunchedAt::set(Some(launch));
		set_time(now);
	}
}

/// The team's pot.
pub(crate) fn pot() -> AccountId {
	account(0xFE)
}

/// Has money that is not the team's, and receives dust and slashes.
pub(crate) fn rich() -> AccountId {
	account(0xEE)
}

/// A founder, with 40 %.
pub(crate) fn founder() -> AccountId {
	account(1)
}

/// Of the technical team, with 30 %.
pub(crate) fn engineer() -> AccountId {
	account(2)
}

/// An advisor, with 20 %.
pub(crate) fn advisor() -> AccountId {
	account(3)
}

/// A supporter, with 10 %.
pub(crate) fn supporter() -> AccountId {
	account(4)
}

/// Has no share.
pub(crate) fn stranger() -> AccountId {
	account(9)
}

/// The four beneficiaries.
pub(crate) fn team() -> Vec<(AccountId, Group, Perbill)> {
	vec![
		(founder(), Group::Founder, Perbill::from_percent(40)),
		(engineer(), Group::Technical, Perbill::from_percent(30)),
		(advisor(), Group::Advisor, Perbill::from_percent(20)),
		(supporter(), Group::Supporter, Perbill::from_percent(10)),
	]
}

/// The n-th cliff after [`LAUNCH`], counted from 1.
pub(crate) fn cliff(year: usize) -> Moment {
	LAUNCH + DAYS_TO_CLIFFS[year - 1] * DAY_MS
}

/// Claims.
pub(crate) fn claim(who: AccountId) -> DispatchResult {
	Team::claim(by(who))
}

/// Hands over.
pub(crate) fn hand_over(from: AccountId, to: AccountId) -> DispatchResult {
	Team::hand_over(by(from), to)
}

/// Sends from [`rich`] to the pot.
pub(crate) fn gift(amount: Balance) {
	let from = RuntimeOrigin::signed(rich());
	Balances::transfer_keep_alive(from, pot(), amount).expect("the rich can give");
}

/// All that an account has.
pub(crate) fn balance(who: AccountId) -> Balance {
	Balances::total_balance(&who)
}

/// The record of a beneficiary.
pub(crate) fn record(who: AccountId) -> Option<Beneficiary> {
	Beneficiaries::<Test>::get(who)
}

/// The events of the team pallet since the last call.
pub(crate) fn team_events() -> Vec<crate::Event<Test>> {
	jmt_mock::take_events::<Test, _>()
}

/// Builds a chain that was launched at [`LAUNCH`], with [`team`] as beneficiaries.
pub(crate) struct ExtBuilder {
	beneficiaries: Vec<(AccountId, Group, Perbill)>,
	launch: Option<Moment>,
	pot: Balance,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { beneficiaries: team(), launch: Some(LAUNCH), pot: TOTAL }
	}
}

impl ExtBuilder {
	/// Names others.
	pub(crate) fn beneficiaries(mut self, beneficiaries: Vec<(AccountId, Group, Perbill)>) -> Self {
		self.beneficiaries = beneficiaries;
		self
	}

	/// Names supporters with these shares in parts of a billion, [`account`] 1 first.
	pub(crate) fn parts(self, parts: &[u32]) -> Self {
		let named = (1..)
			.zip(parts)
			.map(|(seed, parts)| (account(seed), Group::Supporter, Perbill::from_parts(*parts)));
		let named = named.collect();
		self.beneficiaries(named)
	}

	/// Launches at another moment, or not yet.
	pub(crate) fn launch(mut self, launch: Option<Moment>) -> Self {
		self.launch = launch;
		self
	}

	/// Mints another amount into the pot.
	pub(crate) fn pot(mut self, pot: Balance) -> Self {
		self.pot = pot;
		self
	}

	/// The chain's state after genesis, in block 1, at the moment of launch.
	pub(crate) fn build(self) -> sp_io::TestExternalities {
		LaunchedAt::set(self.launch);
		TeamTotal::set(TOTAL);
		Tranches::set(10);
		MaxBeneficiaries::set(6);
		let genesis = RuntimeGenesisConfig {
			balances: endowed([(pot(), self.pot), (rich(), WEALTH)]),
			team: crate::GenesisConfig { beneficiaries: self.beneficiaries },
			..Default::default()
		};
		jmt_mock::chain(genesis, || {
			System::set_block_number(1);
			set_time(self.launch.unwrap_or_default());
		})
	}

	/// Runs a test, with the laws checked before and after, and the issuance the same.
	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		jmt_mock::run::<Team, Balances>(self.build(), test);
	}
}

/// The state that benchmarks start from.
#[cfg(feature = "runtime-benchmarks")]
pub(crate) fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}
