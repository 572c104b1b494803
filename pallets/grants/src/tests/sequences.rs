//! Any sequence of calls and times, jumps back included, keeps to a model of a page.

use crate::{mock::*, Error, GrantId, NextId, Paid, Pallet, State};
use frame_support::assert_ok;
use jmt_primitives::{AccountId, Balance, Hash, Invariants, Moment, JMT};
use proptest::{collection::vec, prelude::*};
use sp_runtime::{DispatchError, DispatchResult, TokenError};
use std::collections::BTreeMap;

/// So much that each proposer can pay three.
const DEPOSIT: Balance = 300 * JMT;
/// So little that some approvals exhaust it.
const SMALL_POT: Balance = 300 * JMT;

/// Which grant a step is about: 0 one that was never proposed, 1 the first, else one of those that live.
type Pick = usize;

/// A step. A `None` stands for the value that makes the call right.
#[derive(Clone, Debug)]
enum Step {
	Propose { by: AccountId, to: AccountId, amounts: Vec<Balance> },
	Withdraw { by: Option<AccountId>, pick: Pick },
	Approve { pick: Pick, plan: Option<u8> },
	Reject { pick: Pick },
	Submit { by: Option<AccountId>, pick: Pick, milestone: Option<u32>, report: u8 },
	Accept { pick: Pick, milestone: Option<u32>, report: Option<u8> },
	Decline { pick: Pick, milestone: Option<u32>, report: Option<u8> },
	Cancel { pick: Pick },
	Stop { pick: Pick },
	Lapse { pick: Pick },
	Pass(Moment),
	GoBack(Moment),
}

fn person() -> impl Strategy<Value = AccountId> {
	prop_oneof![Just(proposer()), Just(stranger())]
}

fn step() -> impl Strategy<Value = Step> {
	let ed = EXISTENTIAL_DEPOSIT;
	let amount = prop_oneof![
		30 => (1..60u128).prop_map(|jmt| jmt * JMT),
		3 => Just(ed),
		1 => Just(0),
		1 => Just(ed - 1),
		1 => Just(Balance::MAX),
	];
	let to = prop_oneof![4 => Just(beneficiary()), 2 => person(), 1 => Just(Pot::get())];
	let pick = || 0..16usize;
	let wrong_person = || proptest::option::weighted(0.1, person());
	let wrong_number = || proptest::option::weighted(0.1, 0..6u32);
	let wrong_byte = || proptest::option::weighted(0.1, 0..4u8);
	prop_oneof![
		4 => (person(), to, vec(amount, 0..=4))
			.prop_map(|(by, to, amounts)| Step::Propose { by, to, amounts }),
		1 => (wrong_person(), pick()).prop_map(|(by, pick)| Step::Withdraw { by, pick }),
		6 => (pick(), wrong_byte()).prop_map(|(pick, plan)| Step::Approve { pick, plan }),
		1 => pick().prop_map(|pick| Step::Reject { pick }),
		9 => (wrong_person(), pick(), wrong_number(), 0..4u8).prop_map(
			|(by, pick, milestone, report)| Step::Submit { by, pick, milestone, report }
		),
		12 => (pick(), wrong_number(), wrong_byte())
			.prop_map(|(pick, milestone, report)| Step::Accept { pick, milestone, report }),
		2 => (pick(), wrong_number(), wrong_byte())
			.prop_map(|(pick, milestone, report)| Step::Decline { pick, milestone, report }),
		1 => pick().prop_map(|pick| Step::Cancel { pick }),
		1 => pick().prop_map(|pick| Step::Stop { pick }),
		3 => pick().prop_map(|pick| Step::Lapse { pick }),
		3 => prop_oneof![1..SILENCE, SILENCE..3 * SILENCE].prop_map(Step::Pass),
		1 => prop_oneof![1..SILENCE, 1..NOW].prop_map(Step::GoBack),
	]
}

/// A grant of the model.
#[derive(Clone)]
struct Known {
	proposer: AccountId,
	beneficiary: AccountId,
	amounts: Vec<Balance>,
	approved: bool,
	paid: usize,
	report: Option<Hash>,
	touched_at: Moment,
}

impl Known {
	fn rest(&self) -> Balance {
		if self.approved {
			self.amounts[self.paid..].iter().sum()
		} else {
			0
		}
	}
}

/// The model: free balances of accounts, and grants.
struct Model {
	free: BTreeMap<AccountId, Balance>,
	grants: BTreeMap<GrantId, Known>,
	next: GrantId,
	paid: Balance,
	now: Moment,
}

impl Model {
	fn new() -> Self {
		Self {
			free: BTreeMap::from([
				(proposer(), WEALTH),
				(stranger(), WEALTH),
				(beneficiary(), 0),
				(Pot::get(), SMALL_POT),
			]),
			grants: BTreeMap::new(),
			next: 0,
			paid: 0,
			now: NOW,
		}
	}

	fn free(&mut self, who: &AccountId) -> &mut Balance {
		self.free.get_mut(who).expect("the model knows everybody")
	}

	fn known(&self, id: GrantId) -> Result<Known, DispatchError> {
		Ok(self.grants.get(&id).cloned().ok_or(Error::<Test>::UnknownGrant)?)
	}

	/// The deposit leaves the hold; the fee goes to the pot.
	fn give_back(&mut self, grant: &Known, fee: Balance) {
		*self.free(&grant.proposer) += DEPOSIT - fee;
		*self.free(&Pot::get()) += fee;
	}

	fn propose(&mut self, by: AccountId, to: AccountId, amounts: Vec<Balance>) -> DispatchResult {
		let ed = EXISTENTIAL_DEPOSIT;
		if amounts.is_empty() {
			return Err(Error::<Test>::NoMilestones.into());
		}
		if amounts.iter().any(|amount| *amount < ed) {
			return Err(Error::<Test>::MilestoneTooSmall.into());
		}
		if amounts.len() > 1 && amounts.contains(&Balance::MAX) {
			return Err(Error::<Test>::TotalOverflows.into());
		}
		if to == Pot::get() {
			return Err(Error::<Test>::BeneficiaryIsPot.into());
		}
		if *self.free(&by) < DEPOSIT + ed {
			return Err(TokenError::FundsUnavailable.into());
		}
		*self.free(&by) -= DEPOSIT;
		let grant = Known {
			proposer: by,
			beneficiary: to,
			amounts,
			approved: false,
			paid: 0,
			report: None,
			touched_at: self.now,
		};
		self.grants.insert(self.next, grant);
		self.next += 1;
		Ok(())
	}

	/// Ends a proposal.
	fn dismiss(&mut self, id: GrantId, by: Option<AccountId>, fee: Balance) -> DispatchResult {
		let grant = self.known(id)?;
		if by.is_some_and(|by| by != grant.proposer) {
			return Err(Error::<Test>::NotProposer.into());
		}
		if grant.approved {
			return Err(Error::<Test>::AlreadyApproved.into());
		}
		self.give_back(&grant, fee);
		self.grants.remove(&id);
		Ok(())
	}

	fn approve(&mut self, id: GrantId, right: bool) -> DispatchResult {
		let grant = self.known(id)?;
		if grant.approved {
			return Err(Error::<Test>::AlreadyApproved.into());
		}
		if !right {
			return Err(Error::<Test>::WrongPlan.into());
		}
		let total: Balance = grant.amounts.iter().sum();
		if total > *self.free(&Pot::get()) - EXISTENTIAL_DEPOSIT {
			return Err(Error::<Test>::PotExhausted.into());
		}
		*self.free(&Pot::get()) -= total;
		let touched_at = self.now;
		self.grants.insert(id, Known { approved: true, touched_at, ..grant });
		Ok(())
	}

	/// The grant, if it is approved and the milestone is its next one.
	fn next_of(grant: Known, milestone: u32) -> Result<Known, DispatchError> {
		let milestone = milestone as usize;
		let error = if !grant.approved {
			Error::<Test>::NotApproved
		} else if milestone >= grant.amounts.len() {
			Error::<Test>::UnknownMilestone
		} else if milestone < grant.paid {
			Error::<Test>::MilestoneAlreadyPaid
		} else if milestone > grant.paid {
			Error::<Test>::MilestoneNotReached
		} else {
			return Ok(grant);
		};
		Err(error.into())
	}

	fn submit(&mut self, by: AccountId, id: GrantId, milestone: u32, what: Hash) -> DispatchResult {
		let grant = self.known(id)?;
		if by != grant.proposer {
			return Err(Error::<Test>::NotProposer.into());
		}
		let grant = Self::next_of(grant, milestone)?;
		if grant.report == Some(what) {
			return Err(Error::<Test>::AlreadySubmitted.into());
		}
		let touched_at = self.now;
		self.grants.insert(id, Known { report: Some(what), touched_at, ..grant });
		Ok(())
	}

	fn review(&mut self, id: GrantId, milestone: u32, what: Hash, pays: bool) -> DispatchResult {
		let grant = Self::next_of(self.known(id)?, milestone)?;
		match grant.report {
			None => return Err(Error::<Test>::NotSubmitted.into()),
			Some(waiting) if waiting != what => return Err(Error::<Test>::WrongReport.into()),
			Some(_) => {},
		}
		let mut grant = Known { report: None, touched_at: self.now, ..grant };
		if pays {
			let amount = grant.amounts[grant.paid];
			*self.free(&grant.beneficiary) += amount;
			self.paid += amount;
			grant.paid += 1;
		}
		if grant.paid == grant.amounts.len() {
			self.give_back(&grant, 0);
			self.grants.remove(&id);
		} else {
			self.grants.insert(id, grant);
		}
		Ok(())
	}

	/// Ends an approved grant.
	fn end(&mut self, id: GrantId, fee: Balance, lapses: bool) -> DispatchResult {
		let grant = self.known(id)?;
		if !grant.approved {
			return Err(Error::<Test>::NotApproved.into());
		}
		if lapses && grant.report.is_some() {
			return Err(Error::<Test>::UnderReview.into());
		}
		if lapses && self.now < grant.touched_at + SILENCE {
			return Err(Error::<Test>::NotLapsed.into());
		}
		*self.free(&Pot::get()) += grant.rest();
		self.give_back(&grant, fee);
		self.grants.remove(&id);
		Ok(())
	}

	/// Does the step on the chain and in the model; both have to agree on the outcome.
	fn go(&mut self, step: Step) {
		let id_of = |pick: Pick| match (pick, self.grants.len()) {
			(0, _) => self.next,
			(1, _) | (_, 0) => 0,
			(pick, live) => *self.grants.keys().nth(pick % live).expect("it is within"),
		};
		let known = |id: GrantId| self.grants.get(&id).cloned();
		let owner = |by: Option<AccountId>, id| {
			by.or_else(|| known(id).map(|grant| grant.proposer)).unwrap_or_else(stranger)
		};
		let next = |milestone: Option<u32>, id| {
			milestone.or_else(|| known(id).map(|grant| grant.paid as u32)).unwrap_or(0)
		};
		let waiting = |number: Option<u8>, id| {
			let waits = known(id).and_then(|grant| grant.report);
			number.map(report).or(waits).unwrap_or_else(plan)
		};
		let (chain, model) = match step {
			Step::Propose { by: who, to, amounts } => (
				Grants::propose(by(who.clone()), to.clone(), plan(), milestones(&amounts)),
				self.propose(who, to, amounts),
			),
			Step::Withdraw { by: who, pick } => {
				let id = id_of(pick);
				let who = owner(who, id);
				(Grants::withdraw(by(who.clone()), id), self.dismiss(id, Some(who), 0))
			},
			Step::Approve { pick, plan: wrong } => {
				let id = id_of(pick);
				let named = wrong.map_or_else(plan, report);
				(Grants::approve(council(), id, named), self.approve(id, wrong.is_none()))
			},
			Step::Reject { pick } => {
				let id = id_of(pick);
				(Grants::reject(council(), id, reason()), self.dismiss(id, None, FEE))
			},
			Step::Submit { by: who, pick, milestone, report: number } => {
				let id = id_of(pick);
				let (who, milestone) = (owner(who, id), next(milestone, id));
				(
					Grants::submit(by(who.clone()), id, milestone, report(number)),
					self.submit(who, id, milestone, report(number)),
				)
			},
			Step::Accept { pick, milestone, report } => {
				let id = id_of(pick);
				let (milestone, report) = (next(milestone, id), waiting(report, id));
				(
					Grants::accept(council(), id, milestone, report),
					self.review(id, milestone, report, true),
				)
			},
			Step::Decline { pick, milestone, report } => {
				let id = id_of(pick);
				let (milestone, report) = (next(milestone, id), waiting(report, id));
				(
					Grants::decline(council(), id, milestone, report, reason()),
					self.review(id, milestone, report, false),
				)
			},
			Step::Cancel { pick } => {
				let id = id_of(pick);
				(Grants::cancel(council(), id, reason()), self.end(id, 0, false))
			},
			Step::Stop { pick } => {
				let id = id_of(pick);
				(Grants::stop(board(), id, reason()), self.end(id, 0, false))
			},
			Step::Lapse { pick } => {
				let id = id_of(pick);
				(Grants::lapse(by(stranger()), id), self.end(id, FEE, true))
			},
			Step::Pass(ms) => {
				self.now += ms;
				set_time(self.now);
				(Ok(()), Ok(()))
			},
			Step::GoBack(ms) => {
				self.now = self.now.saturating_sub(ms);
				set_time(self.now);
				(Ok(()), Ok(()))
			},
		};
		assert_eq!(chain, model);
	}

	/// The chain agrees with the model, to the planck.
	fn compare(&self) {
		for (who, amount) in &self.free {
			assert_eq!(free(who), *amount);
		}
		let mut deposits = BTreeMap::from([(proposer(), 0), (stranger(), 0)]);
		for grant in self.grants.values() {
			*deposits.get_mut(&grant.proposer).unwrap() += DEPOSIT;
		}
		for (who, amount) in deposits {
			assert_eq!(deposits_of(&who), amount);
		}
		assert_eq!(promised(), self.grants.values().map(Known::rest).sum::<Balance>());
		assert_eq!((Paid::<Test>::get(), NextId::<Test>::get()), (self.paid, self.next));
		assert_eq!(crate::Grants::<Test>::iter().count(), self.grants.len());
		for (id, known) in &self.grants {
			let grant = stored(*id).expect("the model knows it");
			let state = if known.approved {
				State::Approved { paid: known.paid as u32, report: known.report }
			} else {
				State::Proposed
			};
			assert_eq!((grant.state, grant.touched_at), (state, known.touched_at));
			assert_eq!(grant.milestones.to_vec(), known.amounts);
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	#[test]
	fn it_keeps_to_the_model_and_the_laws(steps in vec(step(), 1..120)) {
		let issuance = SMALL_POT + ExtBuilder::PEOPLE;
		ExtBuilder::pot(SMALL_POT).build_and_execute(|| {
			Deposit::set(DEPOSIT);
			let mut model = Model::new();
			for step in steps {
				model.go(step);
				model.compare();
				assert_eq!(Balances::total_issuance(), issuance);
				assert_ok!(Pallet::<Test>::check());
			}
		});
	}
}
