//! The effect of a step on the chain and on the model.

use super::{
	model::{Device, Held, Model},
	Step, FLEET,
};
use crate::{mock::*, Event, Miss};
use frame_support::{traits::fungible::Inspect, BoundedVec};
use jmt_primitives::{proof_of_time::Class, units::UnitState, Balance};

impl Model {
	pub(super) fn take(&mut self, step: Step) {
		match step {
			Step::Round { skipped, blocks, answers } => {
				self.round += 1 + skipped;
				let slot = first_slot(self.round);
				self.begin(slot);
				for block in 1..=blocks {
					block_in(slot + block);
					if block <= u64::from(WINDOW_SLOTS) {
						if let Some((_, counted, _)) = &mut self.newest {
							*counted += 1;
						}
					} else {
						self.close();
					}
					if block == 1 {
						(0..FLEET)
							.filter(|device| answers & (1 << device) != 0)
							.for_each(|device| self.answer(device));
					}
				}
			},
			Step::Mute => {
				Output::set(Some(None));
				self.round += 1;
				self.begin(first_slot(self.round));
				Output::set(None);
			},
			Step::Join(device) => {
				if self.devices[device].registered_in.is_none() {
					enrol(self.signers[device].public(), owner());
					self.devices[device].registered_in = Some(System::block_number());
					let weighed = self.weighed(device);
					weigh(&self.id(device), weighed);
				}
			},
			Step::Leave(device) => {
				if self.devices[device].registered_in.is_none() {
					return;
				}
				System::reset_events();
				remove(&self.id(device));
				let open =
					self.record(device).map(|record| (record.class() as usize, record.open()));
				self.take_out(device);
				let gone = core::mem::take(&mut self.devices[device]);
				Weights::mutate(|weights| weights.remove(&self.id(device)));
				if let (Some(record), Some((class, open))) = (gone.record, open) {
					let Event::DeviceLeft { paid, forfeited, .. } = last_event() else {
						panic!("a record left without an event")
					};
					assert_eq!(paid, record.earned);
					assert!(forfeited.abs_diff(open) <= 1);
					self.paid[Class::Unproven as usize] += paid;
					self.forfeited[class] += forfeited;
				}
			},
			Step::Claim(mask) => {
				let claimed: Vec<_> = (0..FLEET)
					.filter(|device| mask & (1 << device) != 0)
					.filter(|device| self.devices[*device].registered_in.is_some())
					.filter(|device| self.devices[*device].owner == owner())
					.collect();
				let ids: Vec<_> = claimed.iter().map(|device| self.id(*device)).collect();
				let expected: Balance = claimed
					.iter()
					.filter_map(|device| self.devices[*device].record.as_ref())
					.map(|record| record.earned)
					.sum();
				let before = Balances::total_balance(&owner());
				let devices = BoundedVec::try_from(ids).unwrap();
				let claimed_all = ProofOfTime::claim(RuntimeOrigin::signed(owner()), devices);
				assert_eq!(claimed_all.is_ok(), expected > 0);
				assert_eq!(Balances::total_balance(&owner()), before + expected);
				for device in claimed {
					if let Some(record) = &mut self.devices[device].record {
						self.paid[record.class() as usize] += core::mem::take(&mut record.earned);
					}
				}
			},
			Step::Report(device) => {
				let Some(record) = &self.devices[device].record else { return };
				let (last_round, weight) = (record.last_round, record.weight);
				let miss = self.miss(device, last_round);
				let reporter = RuntimeOrigin::signed(stranger());
				let evidence = miss.unwrap_or(Miss::Round(last_round + 1));
				let reported = ProofOfTime::report_silent(reporter, self.id(device), evidence);
				assert_eq!(reported.is_ok(), miss.is_some() && weight > 0, "{reported:?}");
				if reported.is_err() {
					return;
				}
				let Event::SilenceReported { bounty, forfeited, .. } = last_event() else {
					panic!("a report without an event")
				};
				self.reported(device, bounty, forfeited);
			},
			Step::Distrust(device) => {
				let mines = self.record(device).is_some_and(|record| record.weight > 0);
				let expected = mines && self.fell(device);
				let reporter = RuntimeOrigin::signed(stranger());
				let reported = ProofOfTime::report_distrusted(reporter, self.id(device));
				assert_eq!(reported.is_ok(), expected, "{reported:?}");
				if expected {
					let Event::DistrustReported { bounty, forfeited, .. } = last_event() else {
						panic!("a report without an event")
					};
					self.reported(device, bounty, forfeited);
				}
			},
			Step::Weigh(device, weight) => {
				if self.devices[device].registered_in.is_some() {
					self.devices[device].weight = weight;
					let weighed = self.weighed(device);
					weigh(&self.id(device), weighed);
				}
			},
			Step::Bind(unit, device) => {
				if self.devices[device].registered_in.is_none() {
					return;
				}
				let has = |held: Option<Held>| held.is_some_and(|held| held.unit == unit);
				let from = (0..FLEET).find(|from| has(self.devices[*from].unit));
				if let Some(from) = from.filter(|from| *from != device) {
					self.set_unit(from, None);
				}
				self.bindings += 1;
				let (binding, state) = (self.bindings, UnitState::Stands);
				self.set_unit(device, Some(Held { unit, binding, state }));
			},
			Step::Fall(unit, state) => {
				for device in 0..FLEET {
					if let Some(held) = &mut self.devices[device].unit {
						// A unit that fell does not run out any more.
						if held.unit == unit && held.state != UnitState::Fell {
							held.state = state;
							let weighed = self.weighed(device);
							weigh(&self.id(device), weighed);
						}
					}
				}
			},
			Step::Give(device) => {
				if self.devices[device].registered_in.is_none() {
					return;
				}
				let (from, to) = match self.devices[device].owner == owner() {
					true => (owner(), stranger()),
					false => (stranger(), owner()),
				};
				let before = Balances::total_balance(&from);
				give(&self.id(device), &to);
				let now = pallet_timestamp::Now::<Test>::get();
				let model = &mut self.devices[device];
				model.owner = to;
				if let Some((_, amount, leaving, asked_at)) = &mut model.stake {
					if leaving < amount {
						(*leaving, *asked_at) = (*amount, now);
					}
				}
				let mut earned = 0;
				if let Some(record) = &mut model.record {
					earned = core::mem::take(&mut record.earned);
					self.paid[record.class() as usize] += earned;
				}
				assert_eq!(Balances::total_balance(&from), before + earned);
			},
			Step::Stake(device, amount) => {
				let Device { registered_in, owner, stake, .. } = &mut self.devices[device];
				let free = Balances::free_balance(&*owner);
				let other = stake.as_ref().is_some_and(|(staker, ..)| staker != owner);
				let may = registered_in.is_some() && !other && amount > 0 && free >= amount + ED;
				let origin = RuntimeOrigin::signed(owner.clone());
				let id = self.signers[device].id();
				let staked = ProofOfTime::stake(origin, id, amount);
				assert_eq!(staked.is_ok(), may, "{staked:?}");
				if may {
					stake.get_or_insert((owner.clone(), 0, 0, 0)).1 += amount;
				}
			},
			Step::Unstake(device, amount) => {
				let id = self.id(device);
				let model = &mut self.devices[device].stake;
				let staker = model.as_ref().map_or(owner(), |(staker, ..)| staker.clone());
				let counted = model.as_ref().map_or(0, |(_, amount, leaving, _)| amount - leaving);
				let asked = ProofOfTime::unstake(RuntimeOrigin::signed(staker), id, amount);
				assert_eq!(asked.is_ok(), (1..=counted).contains(&amount), "{asked:?}");
				if let (Ok(()), Some((.., leaving, asked_at))) = (asked, model) {
					*leaving += amount;
					*asked_at = pallet_timestamp::Now::<Test>::get();
				}
			},
			Step::Withdraw(device) => {
				let now = pallet_timestamp::Now::<Test>::get();
				let id = self.id(device);
				let Device { stake, record, .. } = &mut self.devices[device];
				let may = stake.as_ref().is_some_and(|(.., leaving, asked_at)| {
					let found = record
						.as_ref()
						.is_none_or(|record| record.weight == 0 || record.last_at >= *asked_at);
					*leaving > 0 && now >= asked_at + UNSTAKE_DELAY && found
				});
				let withdrawn = ProofOfTime::withdraw_stake(RuntimeOrigin::signed(stranger()), id);
				assert_eq!(withdrawn.is_ok(), may, "{withdrawn:?}");
				if let (true, Some((_, amount, leaving, _))) = (may, &mut *stake) {
					*amount -= core::mem::take(leaving);
				}
				if stake.as_ref().is_some_and(|(_, amount, ..)| *amount == 0) {
					*stake = None;
				}
			},
			Step::Stream(more) => match more {
				Some(more) => Available::mutate(|available| *available += more),
				None => Available::set(0),
			},
		}
	}

	/// Books what a report has taken out.
	pub(super) fn reported(&mut self, device: usize, bounty: Balance, forfeited: Balance) {
		let record = self.record(device).expect("it mined");
		let (class, open) = (record.class() as usize, record.open());
		assert!((bounty + forfeited).abs_diff(open) <= 1);
		assert!(bounty == FLAT_BOUNTY || forfeited == 0);
		self.paid[class] += bounty;
		self.forfeited[class] += forfeited;
		self.take_out(device);
	}
}
