//! Any sequence of events keeps the books of each class to the planck and agrees with a model that knows nothing
//! of accumulators: it keeps for each device the sum of its shares since the last answer, looks at every draw for
//! every device, and adds the weights of groups up anew.

mod laws;
mod model;
mod take;

use crate::mock::*;
use frame_support::traits::fungible::Inspect;
use jmt_primitives::{
	proof_of_time::WEIGHT_ONE,
	units::{RootId, UnitState},
	Balance, JMT,
};
use model::Model;
use proptest::prelude::*;

/// Devices that may join.
const FLEET: usize = 6;

/// Units, each under the root of trust that its number falls to.
const UNITS: usize = 4;

/// The largest share of each root of trust.
const LARGEST: [u64; 2] = [WEIGHT_ONE, 3 * WEIGHT_ONE / 10];

/// Of 40 steps on average: 10^5 of them where tests are optimised.
const CASES: u32 = if cfg!(debug_assertions) { 96 } else { 2_560 };

fn root_of(unit: usize) -> RootId {
	(unit % LARGEST.len()) as RootId
}

/// The next step of a sequence.
#[derive(Clone, Debug)]
enum Step {
	/// A round some rounds later, with so many blocks after the draw's, answered by the devices of a mask.
	Round { skipped: u64, blocks: u64, answers: u8 },
	/// A round whose blocks have parents without output.
	Mute,
	/// A device registers if it is not registered.
	Join(usize),
	/// A device leaves if it is registered.
	Leave(usize),
	/// The owner claims for the registered devices of a mask.
	Claim(u8),
	/// Somebody reports a device for the newest missable draw, and then for its absence.
	Report(usize),
	/// The weight that a device's next answer finds, stake and shares aside.
	Weigh(usize, u64),
	/// A unit is bound to a device, and taken from that which had it.
	Bind(usize, usize),
	/// A unit falls or runs out.
	Fall(usize, UnitState),
	/// Somebody points at a device whose unit fell.
	Distrust(usize),
	/// A device gets the other owner.
	Give(usize),
	/// A device's owner stakes on it.
	Stake(usize, Balance),
	/// Somebody asks for a stake.
	Unstake(usize, Balance),
	/// Somebody withdraws what was asked for.
	Withdraw(usize),
	/// The stream has so much more, or has nothing any more.
	Stream(Option<Balance>),
}

fn step() -> impl Strategy<Value = Step> {
	let device = || 0..FLEET;
	prop_oneof![
		12 => (prop_oneof![5 => Just(0u64), 1 => 1..5u64, 1 => 10..30u64], 0..6u64, any::<u8>())
			.prop_map(|(skipped, blocks, answers)| Step::Round { skipped, blocks, answers }),
		4 => (0..6u64).prop_map(|_| Step::Round { skipped: 0, blocks: 5, answers: u8::MAX }),
		1 => Just(Step::Mute),
		3 => device().prop_map(Step::Join),
		1 => device().prop_map(Step::Leave),
		2 => any::<u8>().prop_map(Step::Claim),
		2 => device().prop_map(Step::Report),
		2 => (device(), prop_oneof![Just(0), 1..5 * WEIGHT_ONE])
			.prop_map(|(device, weight)| Step::Weigh(device, weight)),
		1 => prop::option::of(0..10 * A_ROUND).prop_map(Step::Stream),
		4 => (0..UNITS, device()).prop_map(|(unit, device)| Step::Bind(unit, device)),
		2 => (0..UNITS, prop_oneof![Just(UnitState::Fell), Just(UnitState::Expired)])
			.prop_map(|(unit, state)| Step::Fall(unit, state)),
		1 => device().prop_map(Step::Distrust),
		1 => device().prop_map(Step::Give),
		2 => (device(), 0..20 * JMT).prop_map(|(device, amount)| Step::Stake(device, amount)),
		1 => (device(), 0..30 * JMT).prop_map(|(device, amount)| Step::Unstake(device, amount)),
		2 => device().prop_map(Step::Withdraw),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(CASES))]

	#[test]
	fn it_holds_after_any_sequence(
		steps in prop::collection::vec(step(), 1..80),
		least_buckets in prop_oneof![2 => Just(1u32), 1 => 2..4u32],
		available in prop_oneof![3 => Just(1_000_000 * JMT), 1 => 0..3 * ED],
		without_unit in prop_oneof![Just(Balance::MAX), Just(2 * CEILING)],
	) {
		let builder = ExtBuilder::default().least_buckets(least_buckets).available(available);
		builder.build_and_execute(|| {
			UnprovenDaily::set(without_unit);
			let issuance = Balances::total_issuance();
			let mined = Balances::total_balance(&mine());
			let mut model = Model::new();
			(0..3).for_each(|device| model.take(Step::Join(device)));
			for step in steps {
				model.take(step);
				model.check(issuance, mined);
			}
		});
	}
}
