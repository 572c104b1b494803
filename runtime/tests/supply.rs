//! Whatever signed calls arrive, at whatever times: 50 billion JMT exist, and the books agree.

mod harness;

use frame_support::traits::{schedule::DispatchTime, StorePreimage};
use harness::{device::Device, Chain};
use jmt_primitives::{supply::StreamShares, Balance, Hash, JMT};
use jmt_runtime::{genesis_presets::LOCAL_TESTNET, *};
use proptest::prelude::*;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{traits::Dispatchable, Perbill, Percent};

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
	/// Collects for a validator of four, for an era that many before the current one.
	Payout(usize, u32),
	/// Of the team; only some of the people are in it.
	ClaimTranche(usize),
	HandOver(usize, usize),
	Propose(usize, Balance),
	Withdraw(usize, u32),
	Submit(usize, u32, u32),
	Lapse(usize, u32),
	Execute(usize, u32),
	Candidacy(usize),
	Vote(usize, usize, Balance),
	Submitted(usize),
	/// A body says something, as an origin of its own.
	Govern(Word),
}

/// What a body says.
#[derive(Clone, Debug)]
enum Word {
	SetShares(u32, u32),
	Approve(u32),
	Reject(u32),
	Accept(u32, u32),
	Stop(u32),
	Announce(usize, Balance),
	Veto(u32),
	CancelReferendum(u32),
	KillReferendum(u32),
	CapRewards(u8),
}

fn word() -> impl Strategy<Value = Word> {
	let id = 0..4u32;
	prop_oneof![
		(0..=1_000_000_000u32, any::<u32>()).prop_map(|(a, b)| Word::SetShares(a, b)),
		id.clone().prop_map(Word::Approve),
		id.clone().prop_map(Word::Reject),
		(id.clone(), 0..3u32).prop_map(|(a, b)| Word::Accept(a, b)),
		id.clone().prop_map(Word::Stop),
		(0..PEOPLE.len(), 0..20_000_000_000 * JMT).prop_map(|(a, b)| Word::Announce(a, b)),
		id.clone().prop_map(Word::Veto),
		id.clone().prop_map(Word::CancelReferendum),
		id.prop_map(Word::KillReferendum),
		(0..=100u8).prop_map(Word::CapRewards),
	]
}

/// Lets a body say it; what is refused changes nothing.
fn govern(word: &Word) {
	use pallet_collective::RawOrigin;
	type Council = configs::CouncilInstance;
	type Board = configs::BoardInstance;
	let council = || RawOrigin::<AccountId, Council>::Members(2, 3).into();
	let board = || RawOrigin::<AccountId, Board>::Members(2, 3).into();
	let hash = jmt_primitives::Hash::zero();
	let (origin, call): (RuntimeOrigin, RuntimeCall) = match word.clone() {
		Word::SetShares(devices, validators) => {
			let validators = validators % (1_000_000_001 - devices);
			let shares = StreamShares {
				devices: Perbill::from_parts(devices),
				validators: Perbill::from_parts(validators),
				gateways: Perbill::from_parts(1_000_000_000 - devices - validators),
			};
			(RuntimeOrigin::root(), pallet_emission::Call::set_shares { shares }.into())
		},
		Word::Approve(id) => (council(), pallet_grants::Call::approve { id, plan: hash }.into()),
		Word::Reject(id) => (council(), pallet_grants::Call::reject { id, reason: hash }.into()),
		Word::Accept(id, milestone) => {
			(council(), pallet_grants::Call::accept { id, milestone, report: hash }.into())
		},
		Word::Stop(id) => (board(), pallet_grants::Call::stop { id, reason: hash }.into()),
		Word::Announce(to, amount) => {
			let to = PEOPLE[to].to_account_id();
			let call = pallet_foundation::Call::announce_transfer { to, amount, purpose: hash };
			(council(), call.into())
		},
		Word::Veto(id) => (board(), pallet_foundation::Call::veto { id }.into()),
		Word::CancelReferendum(index) => (board(), pallet_referenda::Call::cancel { index }.into()),
		Word::KillReferendum(index) => {
			(RuntimeOrigin::root(), pallet_referenda::Call::kill { index }.into())
		},
		Word::CapRewards(percent) => {
			pallet_staking::MaxStakedRewards::<Runtime>::put(Percent::from_percent(percent));
			return;
		},
	};
	let _ = call.dispatch(origin);
}

fn step() -> impl Strategy<Value = Step> {
	let who = 0..PEOPLE.len();
	let amount = prop_oneof![0..JMT, JMT..1_000 * JMT, 1_000 * JMT..2_000_000 * JMT];
	let device = 0..6u32;
	prop_oneof![
		2 => prop_oneof![0..3u64, 3..40u64, 40..50_000u64, 1_000_000..20_000_000u64].prop_map(Step::Wait),
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
		1 => (who.clone(), prop::collection::vec(any::<u8>(), 0..64))
			.prop_map(|(a, x)| Step::Note(a, x)),
		4 => (0..4usize, 0..4u32).prop_map(|(a, x)| Step::Payout(a, x)),
		8 => governance(),
	]
}

/// Something of the team, grants, the foundation or the bodies that govern.
fn governance() -> impl Strategy<Value = Step> {
	let who = 0..PEOPLE.len();
	let id = 0..4u32;
	let amount = 0..2_000_000 * JMT;
	prop_oneof![
		1 => who.clone().prop_map(Step::ClaimTranche),
		1 => (who.clone(), who.clone()).prop_map(|(a, b)| Step::HandOver(a, b)),
		2 => (who.clone(), amount.clone()).prop_map(|(a, x)| Step::Propose(a, x)),
		1 => (who.clone(), id.clone()).prop_map(|(a, x)| Step::Withdraw(a, x)),
		2 => (who.clone(), id.clone(), 0..3u32).prop_map(|(a, x, y)| Step::Submit(a, x, y)),
		1 => (who.clone(), id.clone()).prop_map(|(a, x)| Step::Lapse(a, x)),
		2 => (who.clone(), id).prop_map(|(a, x)| Step::Execute(a, x)),
		1 => who.clone().prop_map(Step::Candidacy),
		1 => (who.clone(), who.clone(), amount).prop_map(|(a, b, x)| Step::Vote(a, b, x)),
		1 => who.prop_map(Step::Submitted),
		8 => word().prop_map(Step::Govern),
	]
}

/// The call of a step, and who signs it.
fn call(chain: &mut Chain, step: &Step) -> Option<(usize, RuntimeCall)> {
	let account = |who: usize| PEOPLE[who].to_account_id();
	let pool = 1;
	let (who, call): (usize, RuntimeCall) = match step.clone() {
		Step::Wait(_) | Step::AnswerAll => return None,
		Step::Govern(word) => {
			chain.read(|| govern(&word));
			return None;
		},
		Step::Payout(validator, ago) => {
			let stashes = [
				Sr25519Keyring::AliceStash,
				Sr25519Keyring::BobStash,
				Sr25519Keyring::CharlieStash,
				Sr25519Keyring::DaveStash,
			];
			let active = chain.read(pallet_staking::ActiveEra::<Runtime>::get);
			let era = active.map_or(0, |era| era.index).saturating_sub(ago);
			let validator_stash = stashes[validator].to_account_id();
			(0, pallet_staking::Call::payout_stakers { validator_stash, era }.into())
		},
		Step::ClaimTranche(who) => (who, pallet_team::Call::claim {}.into()),
		Step::HandOver(who, to) => (who, pallet_team::Call::hand_over { to: account(to) }.into()),
		Step::Propose(who, amount) => (
			who,
			pallet_grants::Call::propose {
				beneficiary: account(who),
				plan: Hash::zero(),
				milestones: vec![amount, amount / 2].try_into().expect("two"),
			}
			.into(),
		),
		Step::Withdraw(who, id) => (who, pallet_grants::Call::withdraw { id }.into()),
		Step::Submit(who, id, milestone) => {
			(who, pallet_grants::Call::submit { id, milestone, report: Hash::zero() }.into())
		},
		Step::Lapse(who, id) => (who, pallet_grants::Call::lapse { id }.into()),
		Step::Execute(who, id) => (who, pallet_foundation::Call::execute { id }.into()),
		Step::Candidacy(who) => {
			let count =
				chain.read(|| pallet_elections_phragmen::Candidates::<Runtime>::get().len());
			let candidate_count = u32::try_from(count).expect("few");
			(who, pallet_elections_phragmen::Call::submit_candidacy { candidate_count }.into())
		},
		Step::Vote(who, whom, value) => (
			who,
			pallet_elections_phragmen::Call::vote { votes: vec![account(whom)], value }.into(),
		),
		Step::Submitted(who) => {
			let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![1] });
			let root = OriginCaller::system(frame_system::RawOrigin::Root);
			(
				who,
				pallet_referenda::Call::submit {
					proposal_origin: Box::new(root),
					proposal: chain.read(|| Preimage::bound(remark).expect("it is small")),
					enactment_moment: DispatchTime::After(1),
				}
				.into(),
			)
		},
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
