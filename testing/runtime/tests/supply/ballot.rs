//! Steps in the assembly, besides submitting, and in the board's election, besides candidacies and votes.

use super::step::{account, PEOPLE};
use jmt_primitives::{Balance, JMT};
use jmt_runtime::{constants::governance::track, Runtime, RuntimeCall};
use jmt_runtime_harness::Chain;
use pallet_conviction_voting::{AccountVote, Conviction, Vote};
use pallet_elections_phragmen::{Candidates, Members, Renouncing, RunnersUp};
use proptest::prelude::*;

/// Somebody does something in the assembly or the board's election.
#[derive(Clone, Debug)]
pub enum BallotStep {
	/// Of a referendum.
	PlaceDeposit(u32),
	RefundDecision(u32),
	RefundSubmission(u32),
	/// For a referendum, by a conviction of seven.
	VoteFor(u32, u8, Balance),
	RemoveVote(u32),
	/// Of another, when it counts no longer.
	RemoveVoteOf(usize, u32),
	/// By a conviction of seven.
	Delegate(usize, u8, Balance),
	Undelegate,
	/// Money of an account that votes no longer lock.
	Unlock(usize),
	/// A candidacy, or a seat.
	Renounce,
	/// As a voter of the board.
	RemoveVoter,
}

/// Anything of it.
pub fn ballot_step() -> impl Strategy<Value = BallotStep> {
	let (who, index, conviction) = (0..PEOPLE.len(), 0..4u32, 0..7u8);
	let amount = 0..2_000_000 * JMT;
	prop_oneof![
		2 => index.clone().prop_map(BallotStep::PlaceDeposit),
		1 => index.clone().prop_map(BallotStep::RefundDecision),
		1 => index.clone().prop_map(BallotStep::RefundSubmission),
		2 => (index.clone(), conviction.clone(), amount.clone())
			.prop_map(|(a, b, x)| BallotStep::VoteFor(a, b, x)),
		1 => index.clone().prop_map(BallotStep::RemoveVote),
		1 => (who.clone(), index).prop_map(|(a, b)| BallotStep::RemoveVoteOf(a, b)),
		1 => (who.clone(), conviction, amount).prop_map(|(a, b, x)| BallotStep::Delegate(a, b, x)),
		1 => Just(BallotStep::Undelegate),
		1 => who.prop_map(BallotStep::Unlock),
		1 => Just(BallotStep::Renounce),
		1 => Just(BallotStep::RemoveVoter),
	]
}

fn conviction(of_seven: u8) -> Conviction {
	Conviction::try_from(of_seven).expect("it is one of seven")
}

/// The seat or candidacy that an account can renounce.
fn renouncing(who: usize) -> Renouncing {
	let account = account(who);
	if Members::<Runtime>::get().iter().any(|seat| seat.who == account) {
		Renouncing::Member
	} else if RunnersUp::<Runtime>::get().iter().any(|seat| seat.who == account) {
		Renouncing::RunnerUp
	} else {
		let count = Candidates::<Runtime>::get().len();
		Renouncing::Candidate(u32::try_from(count).expect("few"))
	}
}

/// The call of a step.
pub fn call(chain: &mut Chain, who: usize, step: BallotStep) -> RuntimeCall {
	// All referenda of the walk speak as Root.
	let class = track::ROOT;
	let call: pallet_conviction_voting::Call<Runtime> = match step {
		BallotStep::PlaceDeposit(index) => {
			return pallet_referenda::Call::place_decision_deposit { index }.into()
		},
		BallotStep::RefundDecision(index) => {
			return pallet_referenda::Call::refund_decision_deposit { index }.into()
		},
		BallotStep::RefundSubmission(index) => {
			return pallet_referenda::Call::refund_submission_deposit { index }.into()
		},
		BallotStep::VoteFor(poll_index, of_seven, balance) => {
			let vote = Vote { aye: true, conviction: conviction(of_seven) };
			let vote = AccountVote::Standard { vote, balance };
			pallet_conviction_voting::Call::vote { poll_index, vote }
		},
		BallotStep::RemoveVote(index) => {
			pallet_conviction_voting::Call::remove_vote { class: Some(class), index }
		},
		BallotStep::RemoveVoteOf(target, index) => {
			let target = account(target).into();
			pallet_conviction_voting::Call::remove_other_vote { target, class, index }
		},
		BallotStep::Delegate(to, of_seven, balance) => pallet_conviction_voting::Call::delegate {
			class,
			to: account(to).into(),
			conviction: conviction(of_seven),
			balance,
		},
		BallotStep::Undelegate => pallet_conviction_voting::Call::undelegate { class },
		BallotStep::Unlock(target) => {
			pallet_conviction_voting::Call::unlock { class, target: account(target).into() }
		},
		BallotStep::Renounce => {
			let renouncing = chain.read(|| renouncing(who));
			return pallet_elections_phragmen::Call::renounce_candidacy { renouncing }.into();
		},
		BallotStep::RemoveVoter => return pallet_elections_phragmen::Call::remove_voter {}.into(),
	};
	call.into()
}
