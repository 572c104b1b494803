//! Any signed calls, at any times: 50 billion JMT exist, and the books agree.

mod ballot;
mod call;
mod deposit;
mod domain;
mod drawn;
mod pool;
mod stake;
mod step;
mod walk;

use call::{call, govern, slash};
use deposit::DepositStep;
use jmt_runtime::{genesis_presets::LOCAL_TESTNET, ProofOfTime, RuntimeEvent};
use jmt_runtime_harness::{device::Device, Chain};
use proptest::prelude::*;
use step::{step, Step, PEOPLE};

/// A chain that something can happen on.
fn start() -> Chain {
	let mut chain = Chain::start(LOCAL_TESTNET);
	chain.blocks(1);
	chain
}

/// Lets a step happen, and says whether it succeeded. The invariants hold in both cases.
fn happen(chain: &mut Chain, step: &Step) -> bool {
	let mut succeeded = true;
	let extrinsics = match step {
		Step::Wait(slots) => {
			chain.skip(*slots);
			Vec::new()
		},
		Step::Domain(free, who) if domain::is_free(free) => {
			vec![Chain::free(domain::call(chain, *who, free.clone()))]
		},
		Step::AnswerAll => {
			let (genesis, newest) = (chain.genesis_hash(), chain.read(ProofOfTime::current_draw));
			succeeded = newest.is_some();
			let answers = newest.into_iter().flat_map(|newest| {
				(0..10).map(move |number| Device::number(number).answer(&genesis, &newest.draw))
			});
			answers.collect()
		},
		Step::Govern(word) => {
			succeeded = chain.read(|| govern(word));
			Vec::new()
		},
		Step::Slash(validator, percent, reporter) => {
			succeeded = chain.read(|| slash(*validator, *percent, *reporter));
			Vec::new()
		},
		other => {
			let (who, call) = call(chain, other).expect("it is a call");
			vec![chain.signed(PEOPLE[who], call)]
		},
	};
	let sent = !extrinsics.is_empty();
	let made = chain.include(extrinsics);
	chain.check();
	// Of answers one is enough.
	succeeded &= !sent || made.results.contains(&Ok(Ok(())));
	// A call within another fails by itself.
	let carried_out = |event: &RuntimeEvent| {
		matches!(
			event,
			RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result: Ok(()) })
				| RuntimeEvent::Multisig(pallet_multisig::Event::MultisigExecuted {
					result: Ok(()),
					..
				})
		)
	};
	match step {
		Step::Proxied(..)
		| Step::Multisig(..)
		| Step::Deposit(DepositStep::KillPure | DepositStep::ProxyAnnounced(_), _) => {
			made.events.iter().any(carried_out)
		},
		_ => succeeded,
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..Default::default() })]

	#[test]
	fn it_is_fifty_billion_after_any_calls_at_any_times(
		steps in prop::collection::vec(step(), 1..40),
	) {
		let mut chain = start();
		for step in steps {
			happen(&mut chain, &step);
		}
	}
}
