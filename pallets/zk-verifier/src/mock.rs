//! A runtime with nothing but the verifier, and keys whose secrets are known.

use crate as pallet_zk_verifier;
use crate::forged::Forger;
use frame_support::{
	ord_parameter_types, parameter_types,
	traits::{ConstU128, EitherOfDiverse},
	weights::Weight,
};
use frame_system::{EnsureNone, EnsureRoot, EnsureSignedBy};
use jmt_mock::{account, endowed, EXISTENTIAL_DEPOSIT};
use jmt_primitives::{
	authorized::{FreeShare, Share},
	proofs::{
		Claim, GenesisKey, KeyId, MembershipKeys, Purpose, Refused, Scalar, SetUp, VerifyProof,
	},
	AccountId, Balance, Hash, Moment, JMT,
};
use sp_core::Bytes;
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};

jmt_mock::runtime! {
	Test { 3: ZkVerifier = pallet_zk_verifier }
}

parameter_types! {
	/// How long a replaced root is good.
	pub static Lifetime: Moment = ROOT_LIFETIME;
	/// Zero bits of a stamp.
	pub static Bits: u32 = 4;
	/// Whether the block has no room for signals.
	pub static Full: bool = false;
	/// Weights of the signals that were booked.
	pub static Booked: Vec<Weight> = Vec::new();
	/// The keys that memberships are proven by.
	pub static DepthKeys: Vec<(u8, KeyId)> = Vec::new();
}

ord_parameter_types! {
	pub const Council: AccountId = account(22);
}

/// The keys of [`member_forger`].
pub struct Depths;

impl MembershipKeys for Depths {
	fn key(depth: u8) -> Option<KeyId> {
		DepthKeys::get().into_iter().find(|(of, _)| *of == depth).map(|(_, key)| key)
	}

	fn contains(key: &KeyId) -> bool {
		DepthKeys::get().iter().any(|(_, of)| of == key)
	}
}

/// Room that tests set.
pub struct Shares;

impl FreeShare for Shares {
	fn ensure_room(share: Share, _: Weight) -> Result<(), TransactionValidityError> {
		assert_eq!(share, Share::ZeroKnowledge);
		if Full::get() {
			Err(InvalidTransaction::ExhaustsResources.into())
		} else {
			Ok(())
		}
	}

	fn book(share: Share, weight: Weight) {
		assert_eq!(share, Share::ZeroKnowledge);
		Booked::mutate(|booked| booked.push(weight));
	}
}

impl pallet_zk_verifier::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Time = Timestamp;
	type AdminOrigin = EitherOfDiverse<EnsureRoot<AccountId>, EnsureSignedBy<Council, AccountId>>;
	type FreeOrigin = EnsureNone<AccountId>;
	type FreeShare = Shares;
	type MembershipKeys = Depths;
	type RootLifetime = Lifetime;
	type StampBits = Bits;
	type ItemDeposit = ConstU128<ITEM>;
	type ByteDeposit = ConstU128<BYTE>;
	type AliasDeposit = ConstU128<ALIAS>;
	type TopicBounty = ConstU128<BOUNTY>;
	type WeightInfo = ();
}

/// Held for an item.
pub(crate) const ITEM: Balance = JMT / 10;
/// Held for a byte.
pub(crate) const BYTE: Balance = JMT / 10_000;
/// Held for an alias of a topic.
pub(crate) const ALIAS: Balance = JMT / 100;
/// Paid to the account that clears the last of a topic.
pub(crate) const BOUNTY: Balance = JMT / 20;
/// How long a replaced root is good, in ms.
pub(crate) const ROOT_LIFETIME: Moment = 600_000;
/// When the tests happen.
pub(crate) const NOW: Moment = 1_800_000_000_000;
/// First balance of [`alice`] and [`bob`].
pub(crate) const WEALTH: Balance = 1_000_000 * JMT;
/// The depth whose key stands since genesis.
pub(crate) const DEPTH: u8 = 20;
/// A depth whose key is not registered.
pub(crate) const ABSENT: u8 = 12;

/// Has money.
pub(crate) fn alice() -> AccountId {
	account(1)
}

/// Has money too.
pub(crate) fn bob() -> AccountId {
	account(2)
}

/// Has too little for a deposit.
pub(crate) fn pauper() -> AccountId {
	account(3)
}

/// Governs.
pub(crate) fn council() -> AccountId {
	Council::get()
}

/// The secrets of the key for memberships at a depth.
pub(crate) fn member_forger(depth: u8) -> Forger {
	Forger::new(1_000 + u64::from(depth), 4)
}

/// A ceremony.
pub(crate) fn ceremony() -> SetUp {
	SetUp::Ceremony { transcript: Hash::repeat_byte(7) }
}

/// Starts at [`NOW`] in block 7, and checks the invariants after the test.
pub(crate) struct ExtBuilder {
	/// Whether keys of a set-up for development are taken.
	pub(crate) development: bool,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { development: true }
	}
}

impl ExtBuilder {
	pub(crate) fn build(self) -> sp_io::TestExternalities {
		let balances = endowed([
			(alice(), WEALTH),
			(bob(), WEALTH),
			(council(), WEALTH),
			(pauper(), EXISTENTIAL_DEPOSIT + ITEM / 2),
		]);
		let member = member_forger(DEPTH);
		let zk_verifier = pallet_zk_verifier::GenesisConfig {
			keys: vec![GenesisKey {
				bytes: Bytes(member.bytes()),
				purpose: Purpose::Membership { depth: DEPTH },
				set_up: ceremony(),
			}],
			development_keys: self.development,
			..Default::default()
		};
		let genesis = RuntimeGenesisConfig { balances, zk_verifier, ..Default::default() };
		jmt_mock::chain(genesis, || {
			System::set_block_number(7);
			Timestamp::set_timestamp(NOW);
			System::reset_events();
			Lifetime::set(ROOT_LIFETIME);
			Bits::set(4);
			Full::set(false);
			Booked::set(Vec::new());
			DepthKeys::set(vec![
				(DEPTH, member_forger(DEPTH).id()),
				(ABSENT, member_forger(ABSENT).id()),
			]);
		})
	}

	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		jmt_mock::run::<ZkVerifier, Balances>(self.build(), test);
	}
}

/// An account's hold for a reason.
pub(crate) fn held(reason: pallet_zk_verifier::HoldReason, who: &AccountId) -> Balance {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&reason.into(), who)
}

/// A key with so many inputs whose secrets are known, another for each seed.
pub(crate) fn forger(seed: u64, inputs: usize) -> Forger {
	Forger::new(seed, inputs)
}

/// Registers a key of a ceremony for `owner`.
pub(crate) fn register(owner: AccountId, forger: &Forger) -> KeyId {
	let bytes = forger.bytes().try_into().unwrap();
	ZkVerifier::register_key(by(owner), bytes, Purpose::Other, ceremony()).unwrap();
	forger.id()
}

/// The deposit of a key with so many inputs.
pub(crate) fn key_deposit(inputs: usize) -> Balance {
	use codec::MaxEncodedLen;
	let bytes = 2 * 32 + crate::KeyRecord::max_encoded_len() + 512 + 64 * inputs + 384;
	2 * ITEM + BYTE * bytes as Balance // cast: widening
}

/// Numbers from `first` on, as inputs.
pub(crate) fn numbers(first: u64, count: usize) -> Vec<Scalar> {
	(first..).take(count).map(Scalar::from).collect()
}

/// A valid claim of [`numbers`].
pub(crate) fn claim(forger: &Forger, first: u64, inputs: usize) -> Claim {
	let inputs = numbers(first, inputs);
	let proof = forger.prove(&inputs, first);
	Claim { key: forger.id(), proof, inputs: inputs.try_into().unwrap() }
}

/// The verdict on a claim of another pallet's.
pub(crate) fn verdict(claim: &Claim) -> Result<(), Refused> {
	<ZkVerifier as VerifyProof>::verify(&claim.key, &claim.inputs, &claim.proof)
}

/// The order r of the groups, which no number reaches.
pub(crate) const R: [u8; 32] = {
	let (mut bytes, mut i) = ([0; 32], 0);
	while i < 32 {
		// 32 bytes of two halves each.
		bytes[i] = (if i < 16 { R_HIGH >> (120 - 8 * i) } else { R_LOW >> (248 - 8 * i) }) as u8; // cast: the lowest byte
		i += 1;
	}
	bytes
};
const R_HIGH: u128 = 0x30644e72e131a029b85045b68181585d;
const R_LOW: u128 = 0x2833e84879b9709143e1f593f0000001;

/// The events of the pallet since the last call.
pub(crate) fn take_events() -> Vec<crate::Event<Test>> {
	jmt_mock::take_events::<Test, _>()
}
