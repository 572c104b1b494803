//! A walk in which every kind of step succeeds, so that the property says something of each.

use super::{
	happen, start,
	step::{kind, step, Step, Word},
};
use jmt_primitives::JMT;
use proptest::{
	strategy::{Strategy, ValueTree},
	test_runner::TestRunner,
};
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
	];
	// A device counts from the next day, of 12 slots, and is asked in every round, of 3: at least two of
	// the answers are in time, and the second one is paid.
	let devices = [
		vec![Register(0, 0), Register(1, 1), Register(2, 2), Wait(12)],
		vec![AnswerAll; 12],
		vec![Claim(0), Pause(0, 0), Resume(0, 0), Remove(2, 2)],
	]
	.concat();
	let money = [
		Transfer(0, 1, JMT),
		Reap(0, JMT / 60),
		Burn(0, JMT),
		Batch(0, 1, JMT),
		AddProxy(0, 1),
		Proxied(1, 0, JMT),
		RemoveProxy(0, 1),
		Multisig(0, 1),
		Multisig(1, 0),
		Note(3, vec![1, 2, 3]),
		Unnote(3),
	];
	let staking = [
		Bond(2, 10_000 * JMT),
		Nominate(2),
		Unbond(2, 1_000 * JMT),
		Rebond(2, 500 * JMT),
		Chill(2),
		CreatePool(0, 10_000 * JMT),
		JoinPool(1, 5_000 * JMT),
		LeavePool(1, 5_000 * JMT),
		Stray(0, JMT),
		Payout(1, 1),
		Slash(3, 10, 2),
	];
	// A grant that is paid in part, one that is stopped, one that is rejected, one that is withdrawn.
	let grants = [
		vec![Propose(3, 1_000 * JMT); 4],
		vec![Govern(Approve(0)), Submit(3, 0, 0), Govern(Accept(0, 0))],
		vec![Govern(Approve(1)), Govern(Stop(1)), Govern(Reject(2)), Withdraw(3, 3)],
	]
	.concat();
	let votes = [
		Candidacy(0),
		Vote(1, 0, 100 * JMT),
		Submitted(0),
		Submitted(0),
		Govern(CancelReferendum(0)),
		Govern(KillReferendum(1)),
		Govern(SetShares(500_000_000, 200_000_000)),
		Govern(CapRewards(50)),
	];
	// Windows have passed, and nobody answered meanwhile.
	let later =
		[Report(3, 1), Execute(3, 0), Execute(3, 2), ClaimAirdrop(3, 2, 1), WithdrawUnbonded(2)];
	// The pool is dissolved, with what strayed into it.
	let leaving = [
		vec![WithdrawFromPool(1), DestroyPool(0), LeavePool(0, 10_000 * JMT)],
		eras.clone(),
		vec![WithdrawFromPool(0)],
	]
	.concat();
	// A grant lapses within some thousand slots, an airdrop is over in a day, a tranche vests in a year.
	let waiting = [
		vec![Wait(2_000), Lapse(0, 0), Wait(50_000), Sweep(0, 2)],
		vec![Wait(16_000_000), ClaimTranche(0), HandOver(0, 2)],
	]
	.concat();
	[
		spending.to_vec(),
		devices,
		money.to_vec(),
		grants,
		votes.to_vec(),
		staking.to_vec(),
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
	let (steps, mut runner) = (step(), TestRunner::deterministic());
	let mut drawn: BTreeSet<_> = (0..5_000)
		.map(|_| kind(&steps.new_tree(&mut runner).expect("no step is refused").current()))
		.collect();
	assert!(drawn.remove("Burn"), "burning is drawn");
	let differ: Vec<_> = succeeded.symmetric_difference(&drawn).collect();
	assert!(differ.is_empty(), "never succeeded, never drawn or burning: {differ:?}");
}
