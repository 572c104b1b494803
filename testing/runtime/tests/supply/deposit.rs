//! Steps that take a deposit for a while: calls of a multisig, proxies, and their announcements.

use super::{
	call::transfer,
	step::{account, PEOPLE},
};
use codec::Encode;
use frame_support::weights::Weight;
use jmt_primitives::JMT;
use jmt_runtime::{configs::ProxyType, BlockNumber, Multisig, Proxy, Runtime, RuntimeCall, System};
use jmt_runtime_harness::Chain;
use pallet_multisig::Timepoint;
use proptest::prelude::*;
use sp_runtime::traits::{BlakeTwo256, Hash as _};

/// Somebody does something that takes or returns a deposit.
#[derive(Clone, Debug)]
pub enum DepositStep {
	/// Of two, by the call's hash. This opens it, or approves it.
	ApproveMultisig(usize),
	/// By the one of two that opened it.
	CancelMultisig(usize),
	/// By a proxy of this account.
	Announce(usize),
	RemoveAnnouncement(usize),
	/// Of this proxy.
	RejectAnnouncement(usize),
	ProxyAnnounced(usize),
	RemoveProxies,
	CreatePure,
	KillPure,
}

/// Anything of it.
pub fn deposit_step() -> impl Strategy<Value = DepositStep> {
	let who = 0..PEOPLE.len();
	prop_oneof![
		who.clone().prop_map(DepositStep::ApproveMultisig),
		who.clone().prop_map(DepositStep::CancelMultisig),
		who.clone().prop_map(DepositStep::Announce),
		who.clone().prop_map(DepositStep::RemoveAnnouncement),
		who.clone().prop_map(DepositStep::RejectAnnouncement),
		who.prop_map(DepositStep::ProxyAnnounced),
		Just(DepositStep::RemoveProxies),
		Just(DepositStep::CreatePure),
		Just(DepositStep::KillPure),
	]
}

/// The call that two decide on together.
pub fn shared() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark { remark: vec![2] })
}

/// The hash of it.
fn shared_hash() -> [u8; 32] {
	shared().using_encoded(sp_io::hashing::blake2_256)
}

/// When one of two opened it, if it is open.
pub fn opened(chain: &mut Chain, one: usize, other: usize) -> Option<Timepoint<BlockNumber>> {
	let mut both = [account(one), account(other)];
	both.sort();
	let id = Multisig::multi_account_id(&both, 2);
	let open = chain.read(|| pallet_multisig::Multisigs::<Runtime>::get(id, shared_hash()));
	open.map(|open| open.when)
}

/// The call that a proxy announces: a transfer to itself.
fn announced(proxy: usize) -> RuntimeCall {
	transfer(proxy, JMT)
}

/// Kills the first of somebody's pure accounts, by its own hand.
fn kill_pure(chain: &mut Chain, who: usize) -> pallet_proxy::Call<Runtime> {
	let (spawner, proxy_type, index) = (account(who), ProxyType::Any, 0);
	// It was made by the one call of a block, behind the time.
	let ext_index = 1;
	let made_in = |height: BlockNumber| {
		Proxy::pure_account(&spawner, &proxy_type, index, Some((height, ext_index)))
	};
	let height = chain.read(|| {
		let lives =
			|height: &BlockNumber| pallet_proxy::Proxies::<Runtime>::contains_key(made_in(*height));
		(1..=System::block_number()).find(lives).unwrap_or_default()
	});
	let kill = pallet_proxy::Call::<Runtime>::kill_pure {
		spawner: spawner.clone().into(),
		proxy_type,
		index,
		height,
		ext_index,
	};
	pallet_proxy::Call::proxy {
		real: made_in(height).into(),
		force_proxy_type: None,
		call: Box::new(RuntimeCall::Proxy(kill)),
	}
}

/// The call of a step.
pub fn call(chain: &mut Chain, who: usize, step: DepositStep) -> RuntimeCall {
	let (threshold, call_hash) = (2, shared_hash());
	let call: pallet_proxy::Call<Runtime> = match step {
		DepositStep::ApproveMultisig(other) => {
			return pallet_multisig::Call::<Runtime>::approve_as_multi {
				threshold,
				other_signatories: vec![account(other)],
				maybe_timepoint: opened(chain, who, other),
				call_hash,
				max_weight: Weight::zero(),
			}
			.into()
		},
		DepositStep::CancelMultisig(other) => {
			return pallet_multisig::Call::<Runtime>::cancel_as_multi {
				threshold,
				other_signatories: vec![account(other)],
				timepoint: opened(chain, who, other).unwrap_or_default(),
				call_hash,
			}
			.into()
		},
		DepositStep::Announce(real) => pallet_proxy::Call::announce {
			real: account(real).into(),
			call_hash: BlakeTwo256::hash_of(&announced(who)),
		},
		DepositStep::RemoveAnnouncement(real) => pallet_proxy::Call::remove_announcement {
			real: account(real).into(),
			call_hash: BlakeTwo256::hash_of(&announced(who)),
		},
		DepositStep::RejectAnnouncement(proxy) => pallet_proxy::Call::reject_announcement {
			delegate: account(proxy).into(),
			call_hash: BlakeTwo256::hash_of(&announced(proxy)),
		},
		DepositStep::ProxyAnnounced(real) => pallet_proxy::Call::proxy_announced {
			delegate: account(who).into(),
			real: account(real).into(),
			force_proxy_type: None,
			call: Box::new(announced(who)),
		},
		DepositStep::RemoveProxies => pallet_proxy::Call::remove_proxies {},
		DepositStep::CreatePure => {
			pallet_proxy::Call::create_pure { proxy_type: ProxyType::Any, delay: 0, index: 0 }
		},
		DepositStep::KillPure => kill_pure(chain, who),
	};
	call.into()
}
