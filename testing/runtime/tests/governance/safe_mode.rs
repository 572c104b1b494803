//! Safe mode and pauses: what the bodies decide takes effect all the same.

use super::{
	origins::*,
	table::{account, allowed, hash, on_a_network},
};
use frame_support::{
	assert_noop,
	traits::{Contains, GetCallMetadata, OnTimestampSet},
};
use jmt_primitives::{supply::StreamShares, time::Quarter, JMT};
use jmt_runtime::{
	configs::{GoesOnInSafeMode, NeverPaused},
	parameters::*,
	*,
};
use pallet_tx_pause::RuntimeCallNameOf;
use sp_keyring::Sr25519Keyring::{Alice, AliceStash, Bob, Charlie, Eve, Ferdie};
use sp_runtime::{
	traits::{Dispatchable, Hash as _},
	Perbill,
};

fn enter() {
	allowed(pallet_safe_mode::Call::<Runtime>::force_enter {}, board(5, 7));
}

fn set_shares() -> RuntimeCall {
	pallet_emission::Call::set_shares { shares: StreamShares::default() }.into()
}

fn transfer() -> RuntimeCall {
	pallet_balances::Call::transfer_all { dest: account(Bob).into(), keep_alive: true }.into()
}

fn name(pallet: &str, call: &str) -> RuntimeCallNameOf<Runtime> {
	(
		pallet.as_bytes().to_vec().try_into().expect("it is short"),
		call.as_bytes().to_vec().try_into().expect("it is short"),
	)
}

#[test]
fn what_the_assembly_decides_takes_effect_in_safe_mode() {
	on_a_network(|| {
		enter();
		allowed(set_shares(), economy());
		let key_value =
			RuntimeParameters::ProofOfTime(dynamic::proof_of_time::Parameters::DailyCeiling(
				dynamic::proof_of_time::DailyCeiling,
				Some(20 * JMT),
			));
		allowed(pallet_parameters::Call::<Runtime>::set_parameter { key_value }, economy());
		type Membership = pallet_membership::Call<Runtime, pallet_membership::Instance1>;
		allowed(Membership::add_member { who: account(Eve).into() }, appointments());
		let calls = vec![set_shares(), set_shares()];
		allowed(pallet_utility::Call::<Runtime>::batch_all { calls }, economy());
	});
}

#[test]
fn what_the_council_decides_takes_effect_in_safe_mode() {
	on_a_network(|| {
		type Grants = pallet_grants::Call<Runtime>;
		for _ in 0..3 {
			let propose = Grants::propose {
				beneficiary: account(Eve),
				plan: hash(1),
				milestones: vec![JMT, JMT].try_into().expect("two"),
			};
			allowed(propose, holder(Ferdie));
		}
		let submit = || Grants::submit { id: 0, milestone: 0, report: hash(3) };
		allowed(Grants::approve { id: 0, plan: hash(1) }, council(2, 3));
		allowed(submit(), holder(Ferdie));
		for now in [1_795_000_000_000, 1_798_761_600_000] {
			<Circulation as OnTimestampSet<Moment>>::on_timestamp_set(now);
		}

		enter();
		allowed(Grants::approve { id: 1, plan: hash(1) }, council(2, 3));
		allowed(Grants::reject { id: 2, reason: hash(2) }, council(2, 3));
		allowed(Grants::accept { id: 0, milestone: 0, report: hash(3) }, council(2, 3));
		allowed(Grants::cancel { id: 0, reason: hash(2) }, council(2, 3));
		type Foundation = pallet_foundation::Call<Runtime>;
		let (to, amount, purpose) = (account(Eve), JMT, hash(1));
		allowed(Foundation::announce_transfer { to, amount, purpose }, council(2, 3));
		let quarter = Quarter { year: 2026, quarter: 4 };
		let anchor = pallet_circulation::Call::<Runtime>::anchor_report { quarter, hash: hash(1) };
		allowed(anchor, council(2, 3));
		type Membership = pallet_membership::Call<Runtime, pallet_membership::Instance2>;
		allowed(Membership::add_member { who: account(Charlie).into() }, council(2, 3));

		// And the board stops of it what it will.
		allowed(Foundation::veto { id: 0 }, board(4, 7));
		allowed(Grants::stop { id: 1, reason: hash(2) }, board(4, 7));
	});
}

#[test]
fn the_board_stops_slashes_and_motions_in_safe_mode() {
	on_a_network(|| {
		let slash = pallet_staking::UnappliedSlash {
			validator: account(AliceStash),
			own: JMT,
			others: vec![],
			reporters: vec![],
			payout: 0,
		};
		pallet_staking::UnappliedSlashes::<Runtime>::insert(3, vec![slash]);
		enter();
		type Staking = pallet_staking::Call<Runtime>;
		let cancel = Staking::cancel_deferred_slash { era: 3, slash_indices: vec![0] };
		allowed(cancel, board(5, 7));
		let new = Perbill::from_percent(3);
		allowed(Staking::set_min_commission { new }, board(5, 7));
		type Council = pallet_collective::Call<Runtime, pallet_collective::Instance1>;
		let motion = set_shares();
		let proposal_hash = <Runtime as frame_system::Config>::Hashing::hash_of(&motion);
		let proposal = Box::new(motion);
		allowed(Council::propose { threshold: 2, proposal, length_bound: 100 }, holder(Alice));
		allowed(Council::disapprove_proposal { proposal_hash }, board(4, 7));
	});
}

#[test]
fn a_batch_carries_nothing_through_safe_mode_that_would_not_pass_alone() {
	on_a_network(|| {
		enter();
		type Utility = pallet_utility::Call<Runtime>;
		let batch = RuntimeCall::from(Utility::batch_all { calls: vec![transfer()] });
		assert!(GoesOnInSafeMode::contains(&batch));
		assert_noop!(
			batch.dispatch(holder(Alice)).map_err(|error| error.error),
			frame_system::Error::<Runtime>::CallFiltered
		);
		let before = Balances::free_balance(account(Alice));
		for batch in [
			Utility::batch { calls: vec![transfer()] },
			Utility::force_batch { calls: vec![transfer()] },
		] {
			allowed(batch, holder(Alice));
			assert_eq!(Balances::free_balance(account(Alice)), before);
		}
		let inner = || Box::new(set_shares());
		let as_origin = Box::new(economy().caller);
		for call in [
			Utility::as_derivative { index: 0, call: inner() },
			Utility::dispatch_as { as_origin, call: inner() },
			Utility::with_weight { call: inner(), weight: Default::default() },
		] {
			assert!(!GoesOnInSafeMode::contains(&call.into()));
		}
	});
}

#[test]
fn members_that_are_multisigs_or_act_through_proxies_speak_in_safe_mode_and_do_nothing_else() {
	on_a_network(|| {
		type Proxy = pallet_proxy::Call<Runtime>;
		let (delegate, proxy_type) = (account(Ferdie).into(), configs::ProxyType::Any);
		allowed(Proxy::add_proxy { delegate, proxy_type, delay: 0 }, holder(Eve));
		enter();
		let through = |call| {
			let (real, call) = (account(Eve).into(), Box::new(call));
			Proxy::proxy { real, force_proxy_type: None, call }
		};
		type Board = pallet_collective::Call<Runtime, pallet_collective::Instance2>;
		let (threshold, proposal, length_bound) = (2, Box::new(set_shares()), 100);
		let motion = Board::propose { threshold, proposal, length_bound }.into();
		allowed(through(motion), holder(Ferdie));
		type Motions = pallet_collective::Proposals<Runtime, pallet_collective::Instance2>;
		assert_eq!(Motions::get().len(), 1);
		let before = Balances::free_balance(account(Eve));
		allowed(through(transfer()), holder(Ferdie));
		assert_eq!(Balances::free_balance(account(Eve)), before);

		let (other_signatories, call) = (vec![account(Alice)], Box::new(transfer()));
		let multisig = RuntimeCall::from(pallet_multisig::Call::as_multi_threshold_1 {
			other_signatories,
			call,
		});
		assert!(GoesOnInSafeMode::contains(&multisig));
		assert_noop!(
			multisig.dispatch(holder(Eve)).map_err(|error| error.error),
			frame_system::Error::<Runtime>::CallFiltered
		);
	});
}

#[test]
fn owners_claim_in_safe_mode_what_their_devices_have_earned() {
	on_a_network(|| {
		enter();
		let claim =
			RuntimeCall::from(pallet_proof_of_time::Call::claim { devices: Default::default() });
		assert!(configs::CallFilter::contains(&claim));
		// It passes the filter and fails as it would at any time.
		let error = claim.dispatch(holder(Ferdie)).map_err(|error| error.error);
		assert_ne!(error, Err(frame_system::Error::<Runtime>::CallFiltered.into()));
	});
}

#[test]
fn what_is_no_bodys_decision_stays_shut_in_safe_mode() {
	for call in [
		transfer(),
		pallet_grants::Call::submit { id: 0, milestone: 0, report: hash(3) }.into(),
		pallet_foundation::Call::execute { id: 0 }.into(),
		pallet_team::Call::claim {}.into(),
		pallet_staking::Call::chill {}.into(),
	] {
		assert!(!GoesOnInSafeMode::contains(&call), "{call:?}");
	}
}

#[test]
fn no_body_that_governs_can_be_paused() {
	on_a_network(|| {
		for pallet in [
			"FoundationCouncil",
			"CouncilMembership",
			"Board",
			"BoardElections",
			"AdvisoryCommittee",
			"AdvisoryMembership",
			"Referenda",
			"ConvictionVoting",
			"Assembly",
			"Preimage",
			"Scheduler",
			"SafeMode",
			"TxPause",
		] {
			for call in RuntimeCall::get_call_names(pallet) {
				let full_name = name(pallet, call);
				assert!(NeverPaused::contains(&full_name), "{pallet}.{call}");
				let pause = RuntimeCall::from(pallet_tx_pause::Call::pause { full_name });
				assert_noop!(
					pause.dispatch(board(7, 7)),
					pallet_tx_pause::Error::<Runtime>::Unpausable
				);
			}
		}
		assert!(!NeverPaused::contains(&name("Balances", "transfer_all")));
	});
}
