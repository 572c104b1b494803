//! The effect of a step: a call, a body's word or a slash.

use super::{
	ballot, deposit, domain,
	pool::{self, POOL},
	stake,
	step::{account, Step, Word, PEOPLE, VALIDATORS},
};
use frame_support::{
	dispatch::GetDispatchInfo,
	traits::{schedule::DispatchTime, StorePreimage},
};
use jmt_primitives::{merkle, supply::StreamShares, time::DAY_MS, Balance, Hash};
use jmt_runtime::{
	parameters::{dynamic::proof_of_time, RuntimeParameters},
	*,
};
use jmt_runtime_harness::{device::Device, Chain};
use pallet_staking::ConfigOp;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{traits::Dispatchable, Perbill, Percent};
use sp_staking::{offence::OffenceDetails, EraIndex};

/// More than an account of these tests can have.
pub const SLASHING_SPANS: u32 = 100;

/// The era that is paid for now.
pub fn active_era() -> EraIndex {
	pallet_staking::ActiveEra::<Runtime>::get().map_or(0, |era| era.index)
}

/// Sends something to one of the people.
pub fn transfer(to: usize, value: Balance) -> RuntimeCall {
	let dest = account(to).into();
	pallet_balances::Call::<Runtime>::transfer_allow_death { dest, value }.into()
}

/// The list of an airdrop to the people.
fn airdrop(until: Moment, amount: Balance) -> Vec<Vec<u8>> {
	let (genesis, purpose) = (System::block_hash(0), Hash::zero());
	let leaf = |(who, index): (&Sr25519Keyring, u32)| {
		let account = who.to_account_id();
		merkle::airdrop_leaf(&genesis, &purpose, until, index, &account, amount)
	};
	PEOPLE.iter().zip(0..).map(leaf).collect()
}

/// Lets a body say it, and says whether it was heard; what is refused changes nothing.
pub fn govern(word: &Word) -> bool {
	let (origin, call) = said(word);
	call.dispatch(origin).is_ok()
}

/// A change of what governs the pay of devices.
fn set_parameter(parameter: proof_of_time::Parameters) -> RuntimeCall {
	let key_value = RuntimeParameters::ProofOfTime(parameter);
	pallet_parameters::Call::<Runtime>::set_parameter { key_value }.into()
}

/// A change of the root of trust that steps are about.
fn set_root(state: pallet_devices::RootChange) -> RuntimeCall {
	pallet_devices::Call::<Runtime>::set_root { root: 1, terms: None, state }.into()
}

/// The call of a body, and the origin that it says it as.
pub fn said(word: &Word) -> (RuntimeOrigin, RuntimeCall) {
	use pallet_collective::RawOrigin;
	type Council = configs::CouncilInstance;
	type Board = configs::BoardInstance;
	let council = || RawOrigin::<AccountId, Council>::Members(2, 3).into();
	let board = || RawOrigin::<AccountId, Board>::Members(2, 3).into();
	let hash = jmt_primitives::Hash::zero();
	// Of what is noted, so that two words can be about the same.
	let noted = || pallet_preimage::RequestStatusFor::<Runtime>::iter_keys().next();
	match word.clone() {
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
		Word::Decline(id, milestone) => {
			let (report, reason) = (hash, hash);
			(council(), pallet_grants::Call::decline { id, milestone, report, reason }.into())
		},
		Word::CancelGrant(id) => {
			(council(), pallet_grants::Call::cancel { id, reason: hash }.into())
		},
		Word::Stop(id) => (board(), pallet_grants::Call::stop { id, reason: hash }.into()),
		Word::Announce(to, amount) => {
			let to = PEOPLE[to].to_account_id();
			let call = pallet_foundation::Call::announce_transfer { to, amount, purpose: hash };
			(council(), call.into())
		},
		Word::Airdrop(amount) => {
			let until = pallet_timestamp::Now::<Runtime>::get() + DAY_MS;
			let leaves = airdrop(until, amount);
			let call = pallet_foundation::Call::announce_airdrop {
				root: merkle::root(&leaves).expect("few leaves"),
				leaves: PEOPLE.len() as u32,
				amount: PEOPLE.len() as Balance * amount,
				until,
				purpose: hash,
			};
			(council(), call.into())
		},
		Word::Veto(id) => (board(), pallet_foundation::Call::veto { id }.into()),
		Word::CancelReferendum(index) => (board(), pallet_referenda::Call::cancel { index }.into()),
		Word::KillReferendum(index) => {
			(RuntimeOrigin::root(), pallet_referenda::Call::kill { index }.into())
		},
		Word::CapRewards(percent) => {
			let call = pallet_staking::Call::<Runtime>::set_staking_configs {
				min_nominator_bond: ConfigOp::Noop,
				min_validator_bond: ConfigOp::Noop,
				max_nominator_count: ConfigOp::Noop,
				max_validator_count: ConfigOp::Noop,
				chill_threshold: ConfigOp::Noop,
				min_commission: ConfigOp::Noop,
				max_staked_rewards: ConfigOp::Set(Percent::from_percent(percent)),
			};
			(RuntimeOrigin::root(), call.into())
		},
		Word::SetCeiling(amount) => {
			use proof_of_time::{DailyCeiling, Parameters};
			(
				RuntimeOrigin::root(),
				set_parameter(Parameters::DailyCeiling(DailyCeiling, Some(amount))),
			)
		},
		Word::SetBounty(amount) => {
			use proof_of_time::{Bounty, Parameters};
			(RuntimeOrigin::root(), set_parameter(Parameters::Bounty(Bounty, Some(amount))))
		},
		Word::ForceTransfer(from, to, value) => {
			let call = pallet_balances::Call::<Runtime>::force_transfer {
				source: account(from).into(),
				dest: account(to).into(),
				value,
			};
			(RuntimeOrigin::root(), call.into())
		},
		Word::ForceUnstake(who) => {
			let call = pallet_staking::Call::<Runtime>::force_unstake {
				stash: account(who),
				num_slashing_spans: SLASHING_SPANS,
			};
			(RuntimeOrigin::root(), call.into())
		},
		Word::SlashValidator(validator, percent) => {
			let call = pallet_staking::Call::<Runtime>::manual_slash {
				validator_stash: VALIDATORS[validator].to_account_id(),
				era: active_era(),
				slash_fraction: Perbill::from_percent(percent),
			};
			(RuntimeOrigin::root(), call.into())
		},
		Word::RemoveMember(who) => {
			let call = pallet_elections_phragmen::Call::<Runtime>::remove_member {
				who: account(who).into(),
				slash_bond: true,
				rerun_election: true,
			};
			(RuntimeOrigin::root(), call.into())
		},
		Word::CleanVoters => {
			let (num_voters, num_defunct) = (100, 100);
			let call = pallet_elections_phragmen::Call::<Runtime>::clean_defunct_voters {
				num_voters,
				num_defunct,
			};
			(RuntimeOrigin::root(), call.into())
		},
		Word::RequestPreimage => {
			let hash = noted().unwrap_or_default();
			(RuntimeOrigin::root(), pallet_preimage::Call::request_preimage { hash }.into())
		},
		Word::UnrequestPreimage => {
			let hash = noted().unwrap_or_default();
			(RuntimeOrigin::root(), pallet_preimage::Call::unrequest_preimage { hash }.into())
		},
		Word::AdmitRoot => (RuntimeOrigin::root(), domain::maker().admit(3).into()),
		Word::DistrustRoot => (council(), set_root(pallet_devices::RootChange::Distrusted)),
		Word::ReinstateRoot => {
			(RuntimeOrigin::root(), set_root(pallet_devices::RootChange::Active))
		},
	}
}

/// Punishes an offence of this session, and says whether it cost stake.
pub fn slash(validator: usize, percent: u32, reporter: usize) -> bool {
	let offender = VALIDATORS[validator].to_account_id();
	let before = Staking::slashable_balance_of(&offender);
	let reporters = vec![PEOPLE[reporter].to_account_id()];
	Staking::on_offence(
		std::iter::once(OffenceDetails { offender: offender.clone(), reporters }),
		&[Perbill::from_percent(percent)],
		Session::current_index(),
	);
	Staking::slashable_balance_of(&offender) < before
}

/// The call of a step, and who signs it; none for what is no call.
pub fn call(chain: &mut Chain, step: &Step) -> Option<(usize, RuntimeCall)> {
	let (who, call): (usize, RuntimeCall) = match step.clone() {
		Step::Wait(_) | Step::AnswerAll | Step::Govern(_) | Step::Slash(..) => return None,
		Step::Payout(validator, ago) => {
			let era = chain.read(active_era).saturating_sub(ago);
			let validator_stash = VALIDATORS[validator].to_account_id();
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
		Step::LapseSpending(who, id) => (who, pallet_foundation::Call::lapse { id }.into()),
		Step::ClaimAirdrop(who, id, index) => {
			let claim = chain.read(|| {
				let running = Foundation::airdrop(id).map(|running| (running.until, running.total));
				let (until, total) = running.unwrap_or_default();
				let (account, amount) = (account(index as usize), total / PEOPLE.len() as Balance);
				let proof = merkle::proof(airdrop(until, amount), index).expect("it is listed");
				pallet_foundation::Call::<Runtime>::claim {
					airdrop: id,
					index,
					account,
					amount,
					proof,
				}
			});
			(who, claim.into())
		},
		Step::Sweep(who, id) => (who, pallet_foundation::Call::sweep { airdrop: id }.into()),
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
		Step::Transfer(who, to, value) => (who, transfer(to, value)),
		Step::TransferKeepAlive(who, to, value) => (
			who,
			pallet_balances::Call::transfer_keep_alive { dest: account(to).into(), value }.into(),
		),
		Step::TransferAll(who, to) => (
			who,
			pallet_balances::Call::transfer_all { dest: account(to).into(), keep_alive: true }
				.into(),
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
		Step::Batch(who, to, value) => {
			let calls = vec![transfer(to, value), transfer(who, value / 2)];
			(who, pallet_utility::Call::<Runtime>::batch_all { calls }.into())
		},
		Step::AddProxy(who, delegate) => (
			who,
			pallet_proxy::Call::<Runtime>::add_proxy {
				delegate: account(delegate).into(),
				proxy_type: configs::ProxyType::Any,
				delay: 0,
			}
			.into(),
		),
		Step::Proxied(who, real, value) => (
			who,
			pallet_proxy::Call::<Runtime>::proxy {
				real: account(real).into(),
				force_proxy_type: None,
				call: Box::new(transfer(who, value)),
			}
			.into(),
		),
		Step::RemoveProxy(who, delegate) => (
			who,
			pallet_proxy::Call::<Runtime>::remove_proxy {
				delegate: account(delegate).into(),
				proxy_type: configs::ProxyType::Any,
				delay: 0,
			}
			.into(),
		),
		Step::Multisig(who, other) => {
			let remark = deposit::shared();
			let call = pallet_multisig::Call::<Runtime>::as_multi {
				threshold: 2,
				other_signatories: vec![account(other)],
				maybe_timepoint: deposit::opened(chain, who, other),
				max_weight: remark.get_dispatch_info().call_weight,
				call: Box::new(remark),
			};
			(who, call.into())
		},
		Step::Bond(who, value) => (
			who,
			pallet_staking::Call::bond { value, payee: pallet_staking::RewardDestination::Stash }
				.into(),
		),
		Step::Unbond(who, value) => (who, pallet_staking::Call::unbond { value }.into()),
		Step::Rebond(who, value) => (who, pallet_staking::Call::rebond { value }.into()),
		Step::WithdrawUnbonded(who) => {
			let num_slashing_spans = SLASHING_SPANS;
			(who, pallet_staking::Call::withdraw_unbonded { num_slashing_spans }.into())
		},
		Step::Chill(who) => (who, pallet_staking::Call::chill {}.into()),
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
			(who, pallet_nomination_pools::Call::join { amount, pool_id: POOL }.into())
		},
		Step::LeavePool(who, points) => {
			let member =
				chain.read(|| pallet_nomination_pools::PoolMembers::<Runtime>::get(account(who)));
			let call = pallet_nomination_pools::Call::<Runtime>::unbond {
				member_account: account(who).into(),
				unbonding_points: points.min(member.map_or(0, |member| member.points)),
			};
			(who, call.into())
		},
		Step::WithdrawFromPool(who) => (
			who,
			pallet_nomination_pools::Call::withdraw_unbonded {
				member_account: account(who).into(),
				num_slashing_spans: SLASHING_SPANS,
			}
			.into(),
		),
		Step::DestroyPool(who) => (
			who,
			pallet_nomination_pools::Call::set_state {
				pool_id: POOL,
				state: pallet_nomination_pools::PoolState::Destroying,
			}
			.into(),
		),
		Step::Stray(who, value) => {
			let dest = chain.read(|| NominationPools::api_pool_accounts(POOL).0);
			(who, pallet_balances::Call::transfer_allow_death { dest: dest.into(), value }.into())
		},
		Step::Stake(step, who) => (who, stake::call(chain, who, step)),
		Step::Pool(step, who) => (who, pool::call(chain, who, step)),
		Step::Deposit(step, who) => (who, deposit::call(chain, who, step)),
		Step::Ballot(step, who) => (who, ballot::call(chain, who, step)),
		Step::Domain(step, who) => (who, domain::call(chain, who, step)),
		Step::Register(who, number) => {
			let (genesis, expires) = (chain.genesis_hash(), chain.next_time() + 60_000);
			(who, Device::number(number).register(&genesis, &account(who), expires))
		},
		Step::Pause(who, number) => {
			(who, pallet_devices::Call::pause { device: Device::number(number).id }.into())
		},
		Step::Resume(who, number) => {
			(who, pallet_devices::Call::resume { device: Device::number(number).id }.into())
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
			let status = chain.read(|| ProofOfTime::mining_report(device));
			let miss = status
				.missed_round
				.map(pallet_proof_of_time::Miss::Round)
				.unwrap_or(pallet_proof_of_time::Miss::BeyondHorizon);
			(who, pallet_proof_of_time::Call::report_silent { device, miss }.into())
		},
		Step::Note(who, bytes) => (who, pallet_preimage::Call::note_preimage { bytes }.into()),
		Step::Unnote(who) => {
			use pallet_preimage::{
				RequestStatus::{Requested, Unrequested},
				RequestStatusFor,
			};
			let own = chain.read(|| {
				RequestStatusFor::<Runtime>::iter().find_map(|(hash, status)| {
					let (owner, _) = match status {
						Unrequested { ticket, .. } => ticket,
						Requested { maybe_ticket, .. } => maybe_ticket?,
					};
					(owner == account(who)).then_some(hash)
				})
			});
			let hash = own.unwrap_or_default();
			(who, pallet_preimage::Call::unnote_preimage { hash }.into())
		},
	};
	Some((who, call))
}
