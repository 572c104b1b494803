//! A domain of three people that loses one of their keys.

use codec::Encode;
use frame_support::dispatch::GetDispatchInfo;
use jmt_primitives::{cell::Region, domains::Layer, AccountId, JMT};
use jmt_runtime::{
	genesis_presets::DEVELOPMENT, BalancesCall, Devices, Multisig, Runtime, RuntimeCall,
	RuntimeEvent,
};
use jmt_runtime_harness::Chain;
use pallet_devices::{Call, Error};
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave};
use sp_runtime::DispatchError;

/// People of whom two decide together.
#[derive(Clone, Copy)]
struct Three([Sr25519Keyring; 3]);

impl Three {
	fn account(self) -> AccountId {
		let mut members = self.0.map(|member| member.to_account_id());
		members.sort();
		Multisig::multi_account_id(&members, 2)
	}

	/// One of them sends what two decide together. Returns what became of the call, once it was carried out.
	fn send(
		self,
		chain: &mut Chain,
		by: Sr25519Keyring,
		call: &RuntimeCall,
	) -> Option<Result<(), DispatchError>> {
		let others = self.0.iter().filter(|member| **member != by);
		let mut other_signatories: Vec<_> = others.map(|other| other.to_account_id()).collect();
		other_signatories.sort();
		let hash = call.using_encoded(blake2_256);
		let opened = chain.read(|| {
			pallet_multisig::Multisigs::<Runtime>::get(self.account(), hash).map(|open| open.when)
		});
		let multi = pallet_multisig::Call::<Runtime>::as_multi {
			threshold: 2,
			other_signatories,
			maybe_timepoint: opened,
			max_weight: call.get_dispatch_info().total_weight(),
			call: Box::new(call.clone()),
		};
		let multi = chain.signed(by, multi);
		let made = chain.include(vec![multi]).all_good();
		made.events.into_iter().find_map(|event| match event {
			RuntimeEvent::Multisig(pallet_multisig::Event::MultisigExecuted { result, .. }) => {
				Some(result)
			},
			_ => None,
		})
	}

	/// These two decide it.
	fn decide(
		self,
		chain: &mut Chain,
		by: [Sr25519Keyring; 2],
		call: impl Into<RuntimeCall>,
	) -> Result<(), DispatchError> {
		let call = call.into();
		assert_eq!(self.send(chain, by[0], &call), None, "one alone decides nothing");
		self.send(chain, by[1], &call).expect("two decide")
	}
}

#[test]
fn two_that_are_left_hand_it_to_three_that_have_their_keys() {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.blocks(1);
	let (before, after) = (Three([Alice, Bob, Charlie]), Three([Alice, Bob, Dave]));
	for three in [before, after] {
		let value = 1_000 * JMT;
		let dest = three.account().into();
		let transfer = chain.signed(Alice, BalancesCall::transfer_keep_alive { dest, value });
		chain.include(vec![transfer]).all_good();
	}
	let domain = 1;
	let (parent, layer, region) = (None, Layer::Network, Region::World);
	let create = Call::create_domain { parent, layer, region };
	assert_eq!(before.decide(&mut chain, [Alice, Charlie], create), Ok(()));
	let owner = |chain: &mut Chain| chain.read(|| Devices::domain(domain)).map(|it| it.owner);
	assert_eq!(owner(&mut chain), Some(before.account()));

	// Charlie's key is lost. Neither of the others does anything alone.
	let offer = || Call::offer_domain { domain, to: Some(after.account()) };
	let alone = chain.signed(Bob, offer());
	let foreign = Error::<Runtime>::NotDomainAuthority.into();
	assert_eq!(chain.include(vec![alone]).results, [Ok(Err(foreign))]);
	assert_eq!(before.decide(&mut chain, [Alice, Bob], offer()), Ok(()));
	assert_eq!(owner(&mut chain), Some(before.account()), "an offer changes nothing");
	let accept = || Call::accept_domain { domain };
	assert_eq!(after.decide(&mut chain, [Dave, Bob], accept()), Ok(()));
	assert_eq!(owner(&mut chain), Some(after.account()));

	// The lost key, found by a thief, is good for nothing with any one of the others.
	let suspend = || Call::suspend_domain { domain };
	assert_eq!(before.decide(&mut chain, [Charlie, Alice], suspend()), Err(foreign));
	assert_eq!(after.decide(&mut chain, [Alice, Dave], suspend()), Ok(()));
}
