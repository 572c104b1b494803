//! A walk in which every kind of step succeeds, so that the property says something of each.

use super::{
	ballot::BallotStep,
	deposit::DepositStep,
	domain::DomainStep,
	happen,
	pool::PoolStep,
	stake::StakeStep,
	start,
	step::{kind, kinds, Step, Word},
};
use jmt_primitives::{Balance, JMT};
use std::collections::BTreeSet;

/// Steps in which every kind succeeds once. Alice, Bob, Eve and Ferdie are 0, 1, 2 and 3.
fn walk() -> Vec<Step> {
	use Step::*;
	use Word::*;
	// An era of 20 slots ends with the block behind each.
	let eras = vec![Wait(20); 8];
	let spending = [
		Govern(Announce(1, 1_000 * JMT)),
		Govern(Announce(1, 1_000 * JMT)),
		Govern(Airdrop(10 * JMT)),
		Govern(Veto(1)),
		// Not executed by anybody.
		Govern(Announce(1, 1_000 * JMT)),
	];
	// A device counts from the next day, of 12 slots, and is asked in every round, of 3: at least two of
	// the answers are in time, and the second one is paid.
	let devices = [
		vec![Register(0, 0), Register(1, 1), Register(2, 2), Wait(12)],
		vec![AnswerAll; 12],
		vec![Claim(0), Pause(0, 0), Resume(0, 0), Remove(2, 2)],
	]
	.concat();
	// Domain 1 is Alice's, domain 2 lies below it, domain 3 is Bob's. Devices 6 and 8 join by manifests, 3 and 4 are
	// registered; 3 mines with a unit from here on.
	let identity = {
		use DomainStep::*;
		let domains = [
			(Create(0), 0),
			(Create(1), 0),
			(Create(0), 1),
			(Fund(1, 100 * JMT), 2),
			(Withdraw(1, JMT), 0),
			(Trust(1, 3), 0),
			(Distrust(1, 3), 0),
			(Offer(2, 1), 0),
			(Accept(2), 1),
			(Close(2), 1),
			(Publish(1), 0),
			(PublishUnits(1), 0),
			(Activate(1, 0), 2),
			(Activate(2, 0), 0),
			(RevokeManifest(1), 0),
			(Sweep(1), 3),
			(Move(6, 0), 2),
			(Revoke(6), 2),
		];
		let devices = [
			(Bind(3, 0), 0),
			(OfferDevice(4, 3), 1),
			(AcceptDevice(4), 3),
			(StartRotation(4), 3),
			(CancelRotation(4), 3),
			(Rotate(4), 3),
			(Stake(3, 100 * JMT), 0),
			(Unstake(3, 40 * JMT), 0),
		];
		let domain = |(step, who): &(DomainStep, usize)| Domain(step.clone(), *who);
		[
			vec![Govern(AdmitRoot), Register(0, 3), Register(1, 4)],
			domains.iter().map(domain).collect(),
			devices.iter().map(domain).collect(),
		]
		.concat()
	};
	// A day after it was asked for, and once answers have found that the stake is less. An epoch of 20 slots, whose
	// last block takes none, may hide one.
	let unit_falls = [
		vec![AnswerAll; 12],
		vec![Domain(DomainStep::WithdrawStake(3), 1)],
		vec![Govern(DistrustRoot), Domain(DomainStep::Report(3), 2), Govern(ReinstateRoot)],
	]
	.concat();
	let money = [
		Transfer(0, 1, JMT),
		TransferKeepAlive(0, 1, JMT),
		Govern(ForceTransfer(1, 0, JMT)),
		Reap(0, JMT / 60),
		Burn(0, JMT),
		Batch(0, 1, JMT),
		AddProxy(0, 1),
		Proxied(1, 0, JMT),
		Deposit(DepositStep::Announce(0), 1),
		Deposit(DepositStep::RemoveAnnouncement(0), 1),
		Deposit(DepositStep::Announce(0), 1),
		Deposit(DepositStep::RejectAnnouncement(1), 0),
		Deposit(DepositStep::Announce(0), 1),
		Deposit(DepositStep::ProxyAnnounced(0), 1),
		RemoveProxy(0, 1),
		AddProxy(0, 2),
		Deposit(DepositStep::RemoveProxies, 0),
		Deposit(DepositStep::CreatePure, 0),
		Deposit(DepositStep::KillPure, 0),
		Multisig(0, 1),
		Multisig(1, 0),
		Deposit(DepositStep::ApproveMultisig(2), 0),
		Deposit(DepositStep::CancelMultisig(2), 0),
		Note(3, vec![1, 2, 3]),
		Govern(RequestPreimage),
		Govern(UnrequestPreimage),
		Unnote(3),
	];
	let staking = [
		Bond(2, 10_000 * JMT),
		Stake(StakeStep::BondExtra(100 * JMT), 2),
		Stake(StakeStep::SetPayee(0), 2),
		Stake(StakeStep::SetKeys, 2),
		Stake(StakeStep::Validate(10), 2),
		Nominate(2),
		Stake(StakeStep::PurgeKeys, 2),
		Unbond(2, 1_000 * JMT),
		Rebond(2, 500 * JMT),
		Chill(2),
		Payout(1, 1),
		Stake(StakeStep::PayoutPage(0, 1), 2),
		Govern(SlashValidator(1, 5)),
		Slash(3, 10, 2),
		// One that has lost all is no validator any more.
		Slash(2, 100, 2),
		Stake(StakeStep::Reap(2), 2),
	];
	// Ferdie makes up for what the pool's nomination does not earn that soon.
	let earning = Pool(PoolStep::Earn(100 * JMT), 3);
	let pools = [
		CreatePool(0, 10_000 * JMT),
		JoinPool(1, 5_000 * JMT),
		Pool(PoolStep::Nominate, 0),
		Pool(PoolStep::SetCommission(10), 0),
		earning.clone(),
		Pool(PoolStep::ClaimPayout, 0),
		Pool(PoolStep::ClaimPayoutOf(1), 3),
		Pool(PoolStep::ClaimCommission, 0),
		Pool(PoolStep::BondExtra(10 * JMT), 1),
		earning.clone(),
		Pool(PoolStep::BondRewards, 1),
		earning,
		Pool(PoolStep::AllowAll, 1),
		Pool(PoolStep::BondRewardsOf(1), 3),
		LeavePool(1, Balance::MAX),
		Stray(0, JMT),
		Pool(PoolStep::Recreate(1_000 * JMT), 2),
	];
	// A grant that is paid in part, one that is stopped, one that is rejected, one that is withdrawn, one
	// that is cancelled.
	let grants = [
		vec![Propose(3, 1_000 * JMT); 5],
		vec![Govern(Approve(0)), Submit(3, 0, 0), Govern(Accept(0, 0))],
		vec![Submit(3, 0, 1), Govern(Decline(0, 1))],
		vec![Govern(Approve(1)), Govern(Stop(1)), Govern(Reject(2)), Withdraw(3, 3)],
		vec![Govern(Approve(4)), Govern(CancelGrant(4))],
	]
	.concat();
	let votes = [
		Candidacy(0),
		Vote(1, 0, 100 * JMT),
		Ballot(BallotStep::RemoveVoter, 1),
		Ballot(BallotStep::Renounce, 0),
		// Bob gets no vote.
		Candidacy(1),
		Govern(RemoveMember(3)),
		Govern(CleanVoters),
		Submitted(0),
		Submitted(0),
		Ballot(BallotStep::PlaceDeposit(0), 1),
		Ballot(BallotStep::VoteFor(0, 1, 100 * JMT), 2),
		Ballot(BallotStep::VoteFor(1, 0, 100 * JMT), 2),
		Ballot(BallotStep::RemoveVote(1), 2),
		Ballot(BallotStep::Delegate(0, 1, 100 * JMT), 3),
		Ballot(BallotStep::Undelegate, 3),
		Govern(CancelReferendum(0)),
		Ballot(BallotStep::RemoveVoteOf(2, 0), 1),
		Ballot(BallotStep::Unlock(2), 1),
		Ballot(BallotStep::RefundDecision(0), 2),
		Ballot(BallotStep::RefundSubmission(0), 2),
		Govern(KillReferendum(1)),
		Govern(SetShares(500_000_000, 200_000_000)),
		Govern(CapRewards(50)),
		Govern(SetCeiling(20 * JMT)),
		Govern(SetBounty(JMT / 100)),
	];
	// Windows have passed, and nobody answered meanwhile.
	let later =
		[Report(3, 1), Execute(3, 0), Execute(3, 2), ClaimAirdrop(3, 2, 1), WithdrawUnbonded(2)];
	// The pool is dissolved, with what strayed into it.
	let leaving = [
		vec![Pool(PoolStep::WithdrawUnbonded, 3), WithdrawFromPool(1)],
		vec![DestroyPool(0), LeavePool(0, Balance::MAX)],
		eras.clone(),
		vec![WithdrawFromPool(0), Govern(ForceUnstake(2))],
	]
	.concat();
	// A grant lapses within some thousand slots, an airdrop is over in a day, a tranche vests in a year.
	let waiting = [
		vec![Wait(2_000), Lapse(0, 0), LapseSpending(0, 3), Wait(50_000), Sweep(0, 2)],
		unit_falls,
		vec![Wait(16_000_000), ClaimTranche(0), HandOver(0, 2), TransferAll(2, 0)],
	]
	.concat();
	[
		spending.to_vec(),
		devices,
		identity,
		money.to_vec(),
		grants,
		votes.to_vec(),
		staking.to_vec(),
		pools.to_vec(),
		eras,
		later.to_vec(),
		leaving,
		waiting,
	]
	.concat()
}

#[test]
fn every_kind_of_step_succeeds_but_burning() {
	let mut chain = start();
	let walk = walk();
	let succeeded: BTreeSet<_> =
		walk.iter().filter(|step| happen(&mut chain, step)).map(kind).collect();
	// All that the property above draws.
	let mut drawn: BTreeSet<_> = kinds().into_keys().collect();
	assert!(drawn.remove("Burn"), "burning is drawn");
	let differ: Vec<_> = succeeded.symmetric_difference(&drawn).collect();
	assert!(differ.is_empty(), "never succeeded, never drawn or burning: {differ:?}");
}
