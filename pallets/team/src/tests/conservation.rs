//! Any sequence of claims, handovers, gifts, spending and jumps of the clock keeps to a model of a few
//! lines. "It ..."

use crate::{mock::*, Error, Paid, Pallet};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{time::DAY_MS, Balance, Invariants, Moment};
use proptest::{collection::vec, prelude::*, sample::Index};
use sp_runtime::TokenError;
use std::collections::BTreeMap;

/// Accounts that beneficiaries are and hand over to; the last one is the pot.
const HOLDERS: usize = 9;

/// One step of somebody.
#[derive(Clone, Debug)]
enum Step {
	/// Time passes, in ms.
	Pass(Moment),
	/// The clock goes back, in ms.
	GoBack(Moment),
	/// Somebody claims.
	Claim(usize),
	/// Somebody hands over to somebody.
	HandOver(usize, usize),
	/// Somebody loses all that it has.
	Lose(usize),
	/// The pot is given something.
	Gift(Balance),
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		4 => prop_oneof![1..DAY_MS, DAY_MS..800 * DAY_MS].prop_map(Step::Pass),
		1 => prop_oneof![1..DAY_MS, 1..2_000 * DAY_MS].prop_map(Step::GoBack),
		6 => (0..HOLDERS).prop_map(Step::Claim),
		3 => (0..HOLDERS, 0..HOLDERS).prop_map(|(from, to)| Step::HandOver(from, to)),
		1 => (0..HOLDERS).prop_map(Step::Lose),
		1 => (1..=EXISTENTIAL_DEPOSIT).prop_map(Step::Gift),
	]
}

/// Shares of one to six beneficiaries in parts of a billion: none is zero, and they sum to one.
fn parts() -> impl Strategy<Value = Vec<u32>> {
	vec(1..1_000_000_000u32, 0..6).prop_map(|mut cuts| {
		cuts.sort_unstable();
		cuts.dedup();
		cuts.push(1_000_000_000);
		let mut last = 0;
		let parts = cuts.into_iter().map(|cut| {
			let part = cut - last;
			last = cut;
			part
		});
		parts.collect()
	})
}

/// The white paper's rule, written once more: shares of cliffs from a table, and payments of them.
struct Model {
	/// Launch, and the days from it to each cliff.
	launch: (Moment, [u64; 10]),
	/// Parts and payments, by holder.
	records: BTreeMap<usize, (Balance, Balance)>,
	/// Balance of each holder.
	balances: [Balance; HOLDERS],
	pot: Balance,
}

impl Model {
	/// Tranches by `now`.
	fn tranches(&self, now: Moment) -> Balance {
		let (launch, days) = self.launch;
		let came = days.into_iter().filter(|days| launch + days * DAY_MS <= now);
		came.count().try_into().unwrap()
	}

	/// Value of a share of the team's JMT: half a JMT per part and tranche.
	fn worth(parts: Balance, tranches: Balance) -> Balance {
		parts * tranches * 500_000_000_000
	}

	/// Paid to all holders.
	fn paid(&self) -> Balance {
		self.records.values().map(|(_, paid)| paid).sum()
	}

	/// Claims in the model and on the chain, which must agree.
	fn claim(&mut self, holder: usize, now: Moment) {
		let who = holder_account(holder);
		let Some((parts, paid)) = self.records.get(&holder).copied() else {
			assert_noop!(claim(who), Error::<Test>::NotBeneficiary);
			return;
		};
		let due = Self::worth(parts, self.tranches(now)).saturating_sub(paid);
		let amount = due.min(self.pot - EXISTENTIAL_DEPOSIT);
		if due == 0 {
			assert_noop!(claim(who), Error::<Test>::NothingDue);
		} else if amount == 0 {
			assert_noop!(claim(who), Error::<Test>::PotExhausted);
		} else if self.balances[holder] + amount < EXISTENTIAL_DEPOSIT {
			assert_noop!(claim(who), TokenError::BelowMinimum);
		} else {
			assert_ok!(claim(who));
			self.records.insert(holder, (parts, paid + amount));
			self.balances[holder] += amount;
			self.pot -= amount;
		}
	}

	/// Hands over in the model and on the chain.
	fn hand_over(&mut self, from: usize, to: usize) {
		let (sender, receiver) = (holder_account(from), holder_account(to));
		if !self.records.contains_key(&from) {
			assert_noop!(hand_over(sender, receiver), Error::<Test>::NotBeneficiary);
		} else if self.records.contains_key(&to) {
			assert_noop!(hand_over(sender, receiver), Error::<Test>::AlreadyBeneficiary);
		} else if receiver == pot() {
			assert_noop!(hand_over(sender, receiver), Error::<Test>::ReceiverIsPot);
		} else {
			assert_ok!(hand_over(sender, receiver));
			let record = self.records.remove(&from).unwrap();
			self.records.insert(to, record);
		}
	}

	/// Takes all that somebody has, in the model and on the chain.
	fn lose(&mut self, holder: usize) {
		if self.balances[holder] > 0 {
			let from = RuntimeOrigin::signed(holder_account(holder));
			assert_ok!(Balances::transfer_all(from, rich(), false));
			self.balances[holder] = 0;
		}
	}

	/// Gives to the pot, in the model and on the chain.
	fn gift(&mut self, amount: Balance) {
		gift(amount);
		self.pot += amount;
	}

	/// The chain's state is the model's.
	fn check(&self) {
		for holder in 0..HOLDERS - 1 {
			let who = holder_account(holder);
			let stored = record(who.clone());
			let stored = stored.map(|each| (Balance::from(each.share.deconstruct()), each.paid));
			assert_eq!(stored, self.records.get(&holder).copied());
			assert_eq!(balance(who), self.balances[holder]);
		}
		assert_eq!(balance(pot()), self.pot);
		assert_eq!(Paid::<Test>::get(), self.paid());
		assert_eq!(Balances::total_issuance(), TOTAL + WEALTH);
		assert_ok!(Pallet::<Test>::check());
	}
}

/// The account of a holder; the last one is the pot.
fn holder_account(holder: usize) -> jmt_primitives::AccountId {
	if holder == HOLDERS - 1 {
		pot()
	} else {
		account(u8::try_from(holder + 1).unwrap())
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn keeps_to_the_model(
		parts in parts(),
		leap: bool,
		steps in vec(step(), 1..80),
		last in any::<Index>(),
	) {
		let launch = if leap {
			(LEAP_LAUNCH, DAYS_TO_LEAP_CLIFFS)
		} else {
			(LAUNCH, DAYS_TO_CLIFFS)
		};
		ExtBuilder::default().parts(&parts).launch(Some(launch.0)).build_and_execute(|| {
			let records = parts.iter().map(|parts| (Balance::from(*parts), 0)).enumerate();
			let mut model =
				Model { launch, records: records.collect(), balances: [0; HOLDERS], pot: TOTAL };
			let (mut now, mut latest, mut gifts) = (launch.0, launch.0, 0);
			for step in steps {
				match step {
					Step::Pass(ms) => now += ms,
					Step::GoBack(ms) => now = now.saturating_sub(ms),
					Step::Claim(holder) => model.claim(holder, now),
					Step::HandOver(from, to) => model.hand_over(from, to),
					// The pot has no key.
					Step::Lose(holder) if holder == HOLDERS - 1 => {},
					Step::Lose(holder) => model.lose(holder),
					Step::Gift(amount) => {
						model.gift(amount);
						gifts += amount;
					},
				}
				set_time(now);
				latest = latest.max(now);
				model.check();
				let vested = Model::worth(1_000_000_000, model.tranches(latest));
				assert!(model.paid() <= vested, "never more than had vested");
				assert_eq!(Pallet::<Test>::vested(latest), vested);
				assert_eq!(Pallet::<Test>::unvested(latest), TOTAL - vested);
			}

			// After the tenth cliff all of it is paid, whoever comes last, but for what the pot must keep.
			now = launch.0 + launch.1[9] * DAY_MS;
			set_time(now);
			let mut holders: Vec<_> = model.records.keys().copied().collect();
			let turn = last.index(holders.len());
			holders.rotate_left(turn);
			for holder in &holders {
				// A holder who has lost everything could not keep less than the existential deposit.
				if model.balances[*holder] == 0 {
					let to = holder_account(*holder);
					let from = RuntimeOrigin::signed(rich());
					assert_ok!(Balances::transfer_keep_alive(from, to, EXISTENTIAL_DEPOSIT));
					model.balances[*holder] = EXISTENTIAL_DEPOSIT;
				}
				model.claim(*holder, now);
			}
			model.check();
			let withheld = EXISTENTIAL_DEPOSIT.saturating_sub(gifts);
			assert_eq!(Paid::<Test>::get(), TOTAL - withheld);

			// The rest of it as soon as somebody gives it to the pot.
			model.gift(EXISTENTIAL_DEPOSIT);
			for holder in holders {
				model.claim(holder, now);
			}
			model.check();
			assert_eq!(Paid::<Test>::get(), TOTAL);
			assert_eq!(balance(pot()), gifts + EXISTENTIAL_DEPOSIT);
		});
	}
}
