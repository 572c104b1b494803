//! The laws after each step.

use super::{model::Model, FLEET};
use crate::{mock::*, HoldReason, Ledger, Shares};
use frame_support::traits::fungible::{Inspect, InspectHold};
use jmt_primitives::{proof_of_time::Class, Balance, Invariants};
use std::collections::BTreeSet;

impl Model {
	/// The books agree with the model and with the balances, to the planck.
	pub(super) fn check(&self, issuance: Balance, mined: Balance) {
		let records = || self.devices.iter().filter_map(|device| device.record.as_ref());
		for class in Class::ALL {
			let (books, index) = (ProofOfTime::ledger(class), class as usize);
			let counted = (self.paid[index], self.forfeited[index]);
			assert_eq!((books.paid, books.forfeited), counted, "{class:?}");
			assert_eq!(books.paid + books.pending() + books.forfeited, books.withdrawn);
			// What is pending is owed, but for parts of a planck.
			let owed: Balance = records()
				.filter(|record| record.class() == class)
				.map(|record| record.earned + record.open())
				.sum();
			let dust = self.settled[index] + 2 * FLEET as Balance;
			let left = books.pending() - books.reserve;
			assert!(owed <= left + FLEET as Balance && left <= owed + dust, "{left} for {owed}");
		}
		let books = Class::ALL.map(ProofOfTime::ledger);
		let sum = |of: fn(&Ledger) -> Balance| books.iter().map(of).sum::<Balance>();
		let pot = Balances::total_balance(&ProofOfTime::reward_pot());
		assert_eq!(pot, sum(Ledger::in_pot));
		let withdrawn = sum(|books| books.withdrawn);
		assert_eq!(Balances::total_balance(&mine()), mined - withdrawn + GivenBack::get());
		assert_eq!(Balances::total_issuance(), issuance);
		for device in 0..FLEET {
			let earned = self.devices[device].record.as_ref().map(|record| record.earned);
			assert_eq!(ProofOfTime::pending(self.id(device)), earned.unwrap_or_default());
		}
		// No unit counts twice: not in two records, and not in one that it was taken from.
		let mut counted = BTreeSet::new();
		for device in &self.devices {
			let with = device.record.as_ref().and_then(|record| record.unit);
			if let Some(held) = with {
				assert!(counted.insert(held.unit), "unit {} counts twice", held.unit);
				assert_eq!(device.unit.map(|now| now.binding), Some(held.binding));
			}
		}
		assert_eq!(Shares::<Test>::iter().count(), counted.len());
		for who in [owner(), stranger()] {
			let stakes = self.devices.iter().filter_map(|device| device.stake.as_ref());
			let staked: Balance =
				stakes.filter(|(staker, ..)| *staker == who).map(|(_, amount, ..)| *amount).sum();
			assert_eq!(Balances::balance_on_hold(&HoldReason::Stake.into(), &who), staked);
		}
		ProofOfTime::check().unwrap();
	}
}
