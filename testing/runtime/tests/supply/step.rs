//! Steps, and how they are drawn.

use super::{
	ballot::{ballot_step, BallotStep},
	deposit::{deposit_step, DepositStep},
	domain::{domain_step, DomainStep},
	pool::{pool_step, PoolStep},
	stake::{stake_step, StakeStep},
};
use jmt_primitives::{AccountId, Balance, JMT};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use sp_keyring::Sr25519Keyring;
use std::collections::BTreeMap;

pub const PEOPLE: [Sr25519Keyring; 4] =
	[Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Eve, Sr25519Keyring::Ferdie];

pub const VALIDATORS: [Sr25519Keyring; 4] = [
	Sr25519Keyring::AliceStash,
	Sr25519Keyring::BobStash,
	Sr25519Keyring::CharlieStash,
	Sr25519Keyring::DaveStash,
];

/// The account of one of the people.
pub fn account(who: usize) -> AccountId {
	PEOPLE[who].to_account_id()
}

/// Something that happens on the chain.
#[derive(Clone, Debug)]
pub enum Step {
	/// Slots without a block, then one with nothing in it.
	Wait(u64),
	Transfer(usize, usize, Balance),
	TransferKeepAlive(usize, usize, Balance),
	/// All but what keeps the account alive.
	TransferAll(usize, usize),
	/// To an account that does not exist, which dies again.
	Reap(usize, Balance),
	Burn(usize, Balance),
	Batch(usize, usize, Balance),
	AddProxy(usize, usize),
	/// A proxy sends itself something.
	Proxied(usize, usize, Balance),
	RemoveProxy(usize, usize),
	/// The first of two opens it, the second carries it out.
	Multisig(usize, usize),
	Bond(usize, Balance),
	Unbond(usize, Balance),
	Rebond(usize, Balance),
	WithdrawUnbonded(usize),
	Nominate(usize),
	Chill(usize),
	/// A validator of four loses so many hundredths, and somebody reported it.
	Slash(usize, u32, usize),
	CreatePool(usize, Balance),
	JoinPool(usize, Balance),
	/// With so many points, or all that there are.
	LeavePool(usize, Balance),
	WithdrawFromPool(usize),
	DestroyPool(usize),
	Stray(usize, Balance),
	/// Somebody does something with a stake or keys.
	Stake(StakeStep, usize),
	/// Somebody does something in a pool.
	Pool(PoolStep, usize),
	/// Somebody does something that takes or returns a deposit.
	Deposit(DepositStep, usize),
	/// Somebody does something in the assembly or the board's election.
	Ballot(BallotStep, usize),
	/// Somebody does something with a domain, a unit or a device.
	Domain(DomainStep, usize),
	Register(usize, u32),
	Pause(usize, u32),
	Resume(usize, u32),
	Remove(usize, u32),
	AnswerAll,
	Claim(usize),
	Report(usize, u32),
	Note(usize, Vec<u8>),
	Unnote(usize),
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
	LapseSpending(usize, u32),
	/// Of an airdrop, for the one of the people that stands at this place of the list.
	ClaimAirdrop(usize, u32, u32),
	Sweep(usize, u32),
	Candidacy(usize),
	Vote(usize, usize, Balance),
	Submitted(usize),
	/// A body says something, as an origin of its own.
	Govern(Word),
}

/// The word of a body.
#[derive(Clone, Debug)]
pub enum Word {
	SetShares(u32, u32),
	Approve(u32),
	Reject(u32),
	Accept(u32, u32),
	Decline(u32, u32),
	CancelGrant(u32),
	Stop(u32),
	Announce(usize, Balance),
	/// The same to each of the people.
	Airdrop(Balance),
	Veto(u32),
	CancelReferendum(u32),
	KillReferendum(u32),
	CapRewards(u8),
	/// Of what a device is paid per day.
	SetCeiling(Balance),
	SetBounty(Balance),
	ForceTransfer(usize, usize, Balance),
	ForceUnstake(usize),
	/// A validator of four loses so many hundredths.
	SlashValidator(usize, u32),
	/// Of the board, whose bond is lost; the election that follows costs candidates theirs.
	RemoveMember(usize),
	/// Voters for nobody who can be elected.
	CleanVoters,
	/// Of the first that is noted, if any is.
	RequestPreimage,
	UnrequestPreimage,
	/// Of trust; that of the steps, or another one.
	AdmitRoot,
	/// None of its units counts.
	DistrustRoot,
	/// They do again.
	ReinstateRoot,
}

/// A step without its numbers: the names that it is written with.
pub fn kind(step: &Step) -> String {
	let text = format!("{step:?}");
	let names: Vec<_> =
		text.split(|c: char| !c.is_alphabetic()).take_while(|name| !name.is_empty()).collect();
	names.join(" ")
}

/// One of each kind that is drawn.
pub fn kinds() -> BTreeMap<String, Step> {
	let (steps, mut runner) = (step(), TestRunner::deterministic());
	(0..10_000)
		.map(|_| steps.new_tree(&mut runner).expect("no step is refused").current())
		.map(|step| (kind(&step), step))
		.collect()
}

fn word() -> impl Strategy<Value = Word> {
	let id = 0..4u32;
	let who = 0..PEOPLE.len();
	prop_oneof![
		(0..=1_000_000_000u32, any::<u32>()).prop_map(|(a, b)| Word::SetShares(a, b)),
		id.clone().prop_map(Word::Approve),
		id.clone().prop_map(Word::Reject),
		(id.clone(), 0..3u32).prop_map(|(a, b)| Word::Accept(a, b)),
		(id.clone(), 0..3u32).prop_map(|(a, b)| Word::Decline(a, b)),
		id.clone().prop_map(Word::CancelGrant),
		id.clone().prop_map(Word::Stop),
		(who.clone(), 0..20_000_000_000 * JMT).prop_map(|(a, b)| Word::Announce(a, b)),
		(0..5_000_000_000 * JMT).prop_map(Word::Airdrop),
		id.clone().prop_map(Word::Veto),
		id.clone().prop_map(Word::CancelReferendum),
		id.prop_map(Word::KillReferendum),
		(0..=100u8).prop_map(Word::CapRewards),
		(0..1_000 * JMT).prop_map(Word::SetCeiling),
		(0..1_000 * JMT).prop_map(Word::SetBounty),
		(who.clone(), who.clone(), 0..2_000_000 * JMT)
			.prop_map(|(a, b, x)| Word::ForceTransfer(a, b, x)),
		who.clone().prop_map(Word::ForceUnstake),
		(0..VALIDATORS.len(), 0..=100u32).prop_map(|(a, x)| Word::SlashValidator(a, x)),
		who.prop_map(Word::RemoveMember),
		Just(Word::CleanVoters),
		Just(Word::RequestPreimage),
		Just(Word::UnrequestPreimage),
		Just(Word::AdmitRoot),
		Just(Word::DistrustRoot),
		Just(Word::ReinstateRoot),
	]
}

/// Anything.
pub fn step() -> impl Strategy<Value = Step> {
	let who = 0..PEOPLE.len();
	let amount = prop_oneof![0..JMT, JMT..1_000 * JMT, 1_000 * JMT..2_000_000 * JMT];
	let device = 0..6u32;
	prop_oneof![
		2 => prop_oneof![0..3u64, 3..40u64, 40..50_000u64, 1_000_000..20_000_000u64].prop_map(Step::Wait),
		2 => (who.clone(), who.clone(), amount.clone()).prop_map(|(a, b, x)| Step::Transfer(a, b, x)),
		1 => (who.clone(), who.clone(), amount.clone())
			.prop_map(|(a, b, x)| Step::TransferKeepAlive(a, b, x)),
		1 => (who.clone(), who.clone()).prop_map(|(a, b)| Step::TransferAll(a, b)),
		1 => (who.clone(), 0..JMT / 50).prop_map(|(a, x)| Step::Reap(a, x)),
		1 => (who.clone(), amount.clone()).prop_map(|(a, x)| Step::Burn(a, x)),
		2 => wrapped(),
		1 => (who.clone(), amount.clone()).prop_map(|(a, x)| Step::Bond(a, x)),
		1 => (who.clone(), amount.clone()).prop_map(|(a, x)| Step::Unbond(a, x)),
		1 => (who.clone(), amount.clone()).prop_map(|(a, x)| Step::Rebond(a, x)),
		1 => who.clone().prop_map(Step::WithdrawUnbonded),
		1 => who.clone().prop_map(Step::Nominate),
		1 => who.clone().prop_map(Step::Chill),
		1 => (0..4usize, 0..=100u32, who.clone()).prop_map(|(a, x, b)| Step::Slash(a, x, b)),
		1 => (who.clone(), amount.clone()).prop_map(|(a, x)| Step::CreatePool(a, x)),
		1 => (who.clone(), amount.clone()).prop_map(|(a, x)| Step::JoinPool(a, x)),
		1 => (who.clone(), amount.clone()).prop_map(|(a, x)| Step::LeavePool(a, x)),
		1 => who.clone().prop_map(Step::WithdrawFromPool),
		1 => who.clone().prop_map(Step::DestroyPool),
		1 => (who.clone(), amount).prop_map(|(a, x)| Step::Stray(a, x)),
		3 => (stake_step(), who.clone()).prop_map(|(x, a)| Step::Stake(x, a)),
		4 => (pool_step(), who.clone()).prop_map(|(x, a)| Step::Pool(x, a)),
		3 => (deposit_step(), who.clone()).prop_map(|(x, a)| Step::Deposit(x, a)),
		4 => (ballot_step(), who.clone()).prop_map(|(x, a)| Step::Ballot(x, a)),
		8 => (domain_step(), who.clone()).prop_map(|(x, a)| Step::Domain(x, a)),
		3 => (who.clone(), device.clone()).prop_map(|(a, d)| Step::Register(a, d)),
		1 => (who.clone(), device.clone()).prop_map(|(a, d)| Step::Pause(a, d)),
		1 => (who.clone(), device.clone()).prop_map(|(a, d)| Step::Resume(a, d)),
		1 => (who.clone(), device.clone()).prop_map(|(a, d)| Step::Remove(a, d)),
		6 => Just(Step::AnswerAll),
		1 => who.clone().prop_map(Step::Claim),
		1 => (who.clone(), device).prop_map(|(a, d)| Step::Report(a, d)),
		1 => (who.clone(), prop::collection::vec(any::<u8>(), 0..64))
			.prop_map(|(a, x)| Step::Note(a, x)),
		1 => who.prop_map(Step::Unnote),
		4 => (0..4usize, 0..4u32).prop_map(|(a, x)| Step::Payout(a, x)),
		10 => governance(),
	]
}

/// A call within another, or what is needed for it.
fn wrapped() -> impl Strategy<Value = Step> {
	let two = || (0..PEOPLE.len(), 0..PEOPLE.len());
	let amount = 0..2_000_000 * JMT;
	prop_oneof![
		(two(), amount.clone()).prop_map(|((a, b), x)| Step::Batch(a, b, x)),
		two().prop_map(|(a, b)| Step::AddProxy(a, b)),
		(two(), amount).prop_map(|((a, b), x)| Step::Proxied(a, b, x)),
		two().prop_map(|(a, b)| Step::RemoveProxy(a, b)),
		two().prop_map(|(a, b)| Step::Multisig(a, b)),
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
		2 => (who.clone(), id.clone()).prop_map(|(a, x)| Step::Execute(a, x)),
		1 => (who.clone(), id.clone()).prop_map(|(a, x)| Step::LapseSpending(a, x)),
		2 => (who.clone(), id.clone(), 0..4u32).prop_map(|(a, x, y)| Step::ClaimAirdrop(a, x, y)),
		1 => (who.clone(), id).prop_map(|(a, x)| Step::Sweep(a, x)),
		1 => who.clone().prop_map(Step::Candidacy),
		1 => (who.clone(), who.clone(), amount).prop_map(|(a, b, x)| Step::Vote(a, b, x)),
		1 => who.prop_map(Step::Submitted),
		12 => word().prop_map(Step::Govern),
	]
}
