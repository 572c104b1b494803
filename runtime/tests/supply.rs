//! Whatever signed calls arrive, at whatever times: 50 billion JMT exist, and the books agree.

mod harness;

use harness::{device::Device, Chain};
use jmt_primitives::{Balance, JMT};
use jmt_runtime::{genesis_presets::LOCAL_TESTNET, *};
use proptest::prelude::*;
use sp_keyring::Sr25519Keyring;

const PEOPLE: [Sr25519Keyring; 4] =
	[Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Eve, Sr25519Keyring::Ferdie];

/// Something that happens on the chain.
#[derive(Clone, Debug)]
enum Step {
	/// Slots without a block, then one with nothing in it.
	Wait(u64),
	Transfer(usize, usize, Balance),
	/// To an account that does not exist, which dies again.
	Reap(usize, Balance),
	Burn(usize, Balance),
	Bond(usize, Balance),
	Unbond(usize, Balance),
	Nominate(usize),
	CreatePool(usize, Balance),
	JoinPool(usize, Balance),
	LeavePool(usize, Balance),
	DestroyPool(usize),
	Stray(usize, Balance),
	Register(usize, u32),
	Remove(usize, u32),
	AnswerAll,
	Claim(usize),
	Report(usize, u32),
	Note(usize, Vec<u8>),
}

fn step() -> impl Strategy<Value = Step> {
	let who = 0..PEOPLE.len();
	let amount = prop_oneof![0..JMT, JMT..1_000 * JMT, 1_000 * JMT..2_000_000 * JMT];
	let device = 0..6u32;
	prop_oneof![
		2 => prop_oneof![0..3u64, 3..40u64, 40..50_000u64].prop_map(Step::Wait),
		2 => (who.clone(), who.clone(), amount.clone()).prop_map(|(a, b, x)| Step::Transfer(a, b, x)),
		1 => (who.clone(), 0..JMT / 50).prop_map(|(a, x)| Step::Reap(a, x)),
		1 => (who.clone(), amount.clone()).prop_map(|(a, x)| Step::Burn(a, x)),
		1 => (who.clone(), amount.clone()).prop_map(|(a, x)| Step::Bond(a, x)),
		1 => (who.clone(), amount.clone()).prop_map(|(a, x)| Step::Unbond(a, x)),
		1 => who.clone().prop_map(Step::Nominate),
		1 => (who.clone(), amount.clone()).prop_map(|(a, x)| Step::CreatePool(a, x)),
		1 => (who.clone(), amount.clone()).prop_map(|(a, x)| Step::JoinPool(a, x)),
		1 => (who.clone(), amount.clone()).prop_map(|(a, x)| Step::LeavePool(a, x)),
		1 => who.clone().prop_map(Step::DestroyPool),
		1 => (who.clone(), amount).prop_map(|(a, x)| Step::Stray(a, x)),
		3 => (who.clone(), device.clone()).prop_map(|(a, d)| Step::Register(a, d)),
		1 => (who.clone(), device.clone()).prop_map(|(a, d)| Step::Remove(a, d)),
		6 => Just(Step::AnswerAll),
		1 => who.clone().prop_map(Step::Claim),
		1 => (who.clone(), device).prop_map(|(a, d)| Step::Report(a, d)),
		1 => (who, prop::collection::vec(any::<u8>(), 0..64)).prop_map(|(a, x)| Step::Note(a, x)),
	]
}

/// The call of a step, and who signs it.
fn call(chain: &mut Chain, step: &Step) -> Option<(usize, RuntimeCall)> {
	let account = |who: usize| PEOPLE[who].to_account_id();
	let pool = 1;
	let (who, call): (usize, RuntimeCall) = match step.clone() {
		Step::Wait(_) | Step::AnswerAll => return None,
		Step::Transfer(who, to, value) => (
			who,
			pallet_balances::Call::transfer_allow_death { dest: account(to).into(), value }.into(),
		),
		Step::Reap(who, value) => (
			who,
			pallet_balances::Call::transfer_allow_death {
				dest: AccountId::from([value as u8; 32]).into(),
				value,
			}
			.into(),
		),
		Step::Burn(who, value) => {
			(who, pallet_balances::Call::burn { value, keep_alive: false }.into())
		},
		Step::Bond(who, value) => (
			who,
			pallet_staking::Call::bond { value, payee: pallet_staking::RewardDestination::Stash }
				.into(),
		),
		Step::Unbond(who, value) => (who, pallet_staking::Call::unbond { value }.into()),
		Step::Nominate(who) => (
			who,
			pallet_staking::Call::nominate {
				targets: vec![Sr25519Keyring::AliceStash.to_account_id().into()],
			}
			.into(),
		),
		Step::CreatePool(who, amount) => (
			who,
			pallet_nomination_pools::Call::create {
				amount,
				root: account(who).into(),
				nominator: account(who).into(),
				bouncer: account(who).into(),
			}
			.into(),
		),
		Step::JoinPool(who, amount) => {
			(who, pallet_nomination_pools::Call::join { amount, pool_id: pool }.into())
		},
		Step::LeavePool(who, unbonding_points) => (
			who,
			pallet_nomination_pools::Call::unbond {
				member_account: account(who).into(),
				unbonding_points,
			}
			.into(),
		),
		Step::DestroyPool(who) => (
			who,
			pallet_nomination_pools::Call::set_state {
				pool_id: pool,
				state: pallet_nomination_pools::PoolState::Destroying,
			}
			.into(),
		),
		Step::Stray(who, value) => {
			let dest = chain.read(|| NominationPools::api_pool_accounts(pool).0);
			(who, pallet_balances::Call::transfer_allow_death { dest: dest.into(), value }.into())
		},
		Step::Register(who, number) => {
			let (genesis, expires) = (chain.genesis_hash(), chain.next_time() + 60_000);
			(who, Device::number(number).register(&genesis, &account(who), expires))
		},
		Step::Remove(who, number) => {
			(who, pallet_devices::Call::remove { device: Device::number(number).id }.into())
		},
		Step::Claim(who) => {
			let devices = chain.read(|| {
				pallet_devices::Devices::<Runtime>::iter()
					.filter(|(_, device)| device.owner == account(who))
					.map(|(id, _)| id)
					.collect::<Vec<_>>()
			});
			(
				who,
				pallet_proof_of_time::Call::claim { devices: devices.try_into().expect("few") }
					.into(),
			)
		},
		Step::Report(who, number) => {
			let device = Device::number(number).id;
			let status = chain.read(|| ProofOfTime::mining_status(device));
			let miss = status
				.missed_round
				.map(pallet_proof_of_time::Miss::Round)
				.unwrap_or(pallet_proof_of_time::Miss::BeyondHorizon);
			(who, pallet_proof_of_time::Call::report_silent { device, miss }.into())
		},
		Step::Note(who, bytes) => (who, pallet_preimage::Call::note_preimage { bytes }.into()),
	};
	Some((who, call))
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..Default::default() })]

	#[test]
	fn it_is_fifty_billion_after_any_calls_at_any_times(
		steps in prop::collection::vec(step(), 1..40),
	) {
		let mut chain = Chain::start(LOCAL_TESTNET);
		chain.blocks(1);
		let mut draw = None;
		for step in steps {
			let extrinsics = match &step {
				Step::Wait(slots) => {
					chain.skip(*slots);
					Vec::new()
				},
				Step::AnswerAll => match draw.take() {
					None => Vec::new(),
					Some(draw) => {
						let genesis = chain.genesis_hash();
						(0..6).map(|number| Device::number(number).answer(&genesis, &draw)).collect()
					},
				},
				other => match call(&mut chain, other) {
					None => Vec::new(),
					Some((who, call)) => vec![chain.signed(PEOPLE[who], call)],
				},
			};
			let made = chain.block(extrinsics);
			draw = made.draw.or(draw);
			chain.check();
		}
	}
}
