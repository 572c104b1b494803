//! The rows of the table, one test each.

use super::origins::*;
use codec::Encode;
use frame_support::{
	assert_noop,
	traits::{schedule::v3::TaskName, Get, Hooks},
};
use jmt_primitives::{
	proofs::{Purpose, SetUp, ZkTerms},
	supply::StreamShares,
	time::{Quarter, DAY_MS},
	Hash, Invariants, JMT,
};
use jmt_runtime::{configs::TaskRates, genesis_presets::DEVELOPMENT, parameters::*, *};
use jmt_runtime_harness::{build_genesis, genesis_json, zk::Secrets};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Eve, Ferdie};
use sp_runtime::{
	traits::{Dispatchable, Hash as _},
	DispatchError, Perbill,
};

/// Runs a test on a development network, launched a day ago.
pub(super) fn on_a_network(test: impl FnOnce()) {
	let mut ext = build_genesis(&genesis_json(DEVELOPMENT)).expect("it builds");
	ext.execute_with(|| {
		System::set_block_number(1);
		pallet_timestamp::Now::<Runtime>::put(1_795_000_000_000 + DAY_MS);
		pallet_emission::Launch::<Runtime>::put(1_795_000_000_000);
		test();
	});
}

/// The call is allowed to this origin, and succeeds.
pub(super) fn allowed(call: impl Into<RuntimeCall>, origin: RuntimeOrigin) {
	let call = call.into();
	let shown = format!("{call:?}");
	if let Err(error) = call.dispatch(origin) {
		panic!("{shown} failed: {:?}", error.error);
	}
}

/// The call is refused to each of these origins, with nothing changed.
pub(super) fn refused(
	call: impl Into<RuntimeCall>,
	origins: impl IntoIterator<Item = RuntimeOrigin>,
) {
	let call = call.into();
	for origin in origins {
		let shown = format!("{call:?} by {:?}", origin.caller);
		let before = sp_io::storage::root(sp_core::storage::StateVersion::V1);
		let error = call.clone().dispatch(origin).expect_err(&shown).error;
		assert_eq!(error, DispatchError::BadOrigin, "{shown}");
		assert_eq!(sp_io::storage::root(sp_core::storage::StateVersion::V1), before, "{shown}");
	}
}

pub(super) fn account(who: Sr25519Keyring) -> AccountId {
	who.to_account_id()
}

pub(super) fn hash(byte: u8) -> Hash {
	Hash::repeat_byte(byte)
}

#[test]
fn only_the_assembly_sets_the_streams_shares() {
	on_a_network(|| {
		let shares = StreamShares {
			devices: Perbill::from_percent(50),
			validators: Perbill::from_percent(40),
			gateways: Perbill::from_percent(10),
		};
		let call = pallet_emission::Call::set_shares { shares };
		refused(call.clone(), [appointments(), council(7, 7), board(7, 7), holder(Alice)]);
		allowed(call.clone(), economy());
		allowed(call, root());
		assert_eq!(pallet_emission::Shares::<Runtime>::get().shares, shares);
	});
}

#[test]
fn only_the_assembly_sets_parameters() {
	on_a_network(|| {
		let key_value =
			RuntimeParameters::ProofOfTime(dynamic::proof_of_time::Parameters::DailyCeiling(
				dynamic::proof_of_time::DailyCeiling,
				Some(20 * JMT),
			));
		let call = pallet_parameters::Call::set_parameter { key_value };
		refused(call.clone(), [appointments(), council(7, 7), board(7, 7), holder(Alice)]);
		allowed(call.clone(), economy());
		allowed(call, root());
		assert_eq!(dynamic::proof_of_time::DailyCeiling::get(), 20 * JMT);
	});
}

#[test]
fn only_the_assembly_sets_the_price_of_activations() {
	on_a_network(|| {
		let key_value = RuntimeParameters::Devices(dynamic::devices::Parameters::ActivationPrice(
			dynamic::devices::ActivationPrice,
			Some(JMT),
		));
		let call = pallet_parameters::Call::set_parameter { key_value };
		refused(call.clone(), [appointments(), council(7, 7), board(7, 7), holder(Alice)]);
		allowed(call.clone(), economy());
		allowed(call, root());
		assert_eq!(dynamic::devices::ActivationPrice::get(), JMT);
	});
}

#[test]
fn only_the_assembly_sets_the_rates_of_tasks() {
	on_a_network(|| {
		use dynamic::tasks::{Parameters as OfTasks, Rates};
		let set = |rates| {
			let key_value = RuntimeParameters::Tasks(OfTasks::Rates(Rates, Some(rates)));
			pallet_parameters::Call::<Runtime>::set_parameter { key_value }
		};
		let call = set(TaskRates { bond_pays: 40, ..TaskRates::default() });
		refused(call.clone(), [appointments(), council(7, 7), board(7, 7), holder(Alice)]);
		allowed(call.clone(), economy());
		allowed(call, root());
		let tariff = <Runtime as pallet_tasks::Config>::Tariff::get;
		assert_eq!(tariff().bond_pays, 40);
		// Tasks keep to bounds whatever they are set to.
		let beyond = TaskRates {
			least_bond: 0,
			bond_pays: 0,
			least_silence: 0,
			silence_pays: u32::MAX,
			market_fee: u32::MAX,
			service_slot: 0,
			service_byte: 0,
			deposit_task: 0,
			deposit_byte: 0,
			bounty: JMT,
		};
		allowed(set(beyond), root());
		let bounded = tariff();
		assert!(bounded.is_sound() && bounded.most_pay(1) > 0 && bounded.least_bond > 0);
		assert_eq!((bounded.bond_pays, bounded.silence_pays, bounded.bounty), (9, 9, 0));
		assert_eq!(bounded.market_fee, sp_runtime::Permill::from_percent(50));
	});
}

#[test]
fn only_the_assembly_sets_parameters_of_proofs() {
	on_a_network(|| {
		use dynamic::zk::{Parameters as Zk, RootLifetime, StampBits};
		let minute = 60_000;
		for parameter in
			[Zk::StampBits(StampBits, Some(24)), Zk::RootLifetime(RootLifetime, Some(minute))]
		{
			let key_value = RuntimeParameters::Zk(parameter);
			let call = pallet_parameters::Call::set_parameter { key_value };
			refused(call.clone(), [appointments(), council(7, 7), board(7, 7), holder(Alice)]);
			allowed(call.clone(), economy());
			allowed(call, root());
		}
		assert_eq!(proofs::terms(), ZkTerms { stamp_bits: 24, root_lifetime: minute });
		// The verifier keeps to bounds whatever they are set to.
		for parameter in [
			Zk::StampBits(StampBits, Some(u32::MAX)),
			Zk::RootLifetime(RootLifetime, Some(u64::MAX)),
		] {
			let key_value = RuntimeParameters::Zk(parameter);
			allowed(pallet_parameters::Call::set_parameter { key_value }, root());
		}
		assert_eq!(proofs::terms(), ZkTerms { stamp_bits: 40, root_lifetime: DAY_MS });
		for parameter in
			[Zk::StampBits(StampBits, Some(0)), Zk::RootLifetime(RootLifetime, Some(0))]
		{
			let key_value = RuntimeParameters::Zk(parameter);
			allowed(pallet_parameters::Call::set_parameter { key_value }, root());
		}
		assert_eq!(proofs::terms(), ZkTerms { stamp_bits: 8, root_lifetime: minute });
	});
}

#[test]
fn the_owner_of_a_key_of_proofs_or_the_council_retires_it() {
	on_a_network(|| {
		use pallet_zk_verifier::{Call, Error};
		let now = pallet_timestamp::Now::<Runtime>::get();
		let register = |name: &str| {
			let key = Secrets::new(name, 1).key();
			let bytes = key.to_bytes().try_into().expect("it is short");
			let (purpose, set_up) = (Purpose::Other, SetUp::Development);
			allowed(Call::register_key { bytes, purpose, set_up }, holder(Bob));
			Call::retire_key { id: key.digest().into(), until: now + DAY_MS }
		};
		let retire = register("first");
		refused(retire.clone(), [economy(), council(1, 2), board(7, 7)]);
		let by_another: RuntimeCall = retire.clone().into();
		assert_noop!(
			by_another.dispatch(holder(Alice)).map_err(|refused| refused.error),
			Error::<Runtime>::NotKeyOwner
		);
		allowed(retire, holder(Bob));
		allowed(register("second"), council(2, 3));
		allowed(register("third"), root());
	});
}

#[test]
fn nobody_sets_what_periods_derive_from() {
	on_a_network(|| {
		let key_value = RuntimeParameters::Governance(dynamic::governance::Parameters::DayBlocks(
			dynamic::governance::DayBlocks,
			Some(1),
		));
		let call = pallet_parameters::Call::set_parameter { key_value };
		refused(call, [root(), economy(), council(7, 7), board(7, 7)]);
	});
}

#[test]
fn only_the_assembly_appoints_and_dismisses_the_council() {
	on_a_network(|| {
		type Call = pallet_membership::Call<Runtime, pallet_membership::Instance1>;
		let add = |who| Call::add_member { who: account(who).into() };
		refused(add(Eve), [economy(), council(7, 7), board(7, 7), holder(Alice)]);
		allowed(add(Eve), appointments());
		allowed(add(Ferdie), root());
		let members = pallet_collective::Members::<Runtime, pallet_collective::Instance1>::get();
		assert_eq!(members.len(), 5);
		let remove = Call::remove_member { who: account(Eve).into() };
		refused(remove.clone(), [economy(), council(7, 7), board(7, 7), holder(Eve)]);
		allowed(remove, appointments());
	});
}

#[test]
fn nobody_sets_the_members_of_a_body_past_its_membership() {
	on_a_network(|| {
		type Call<I> = pallet_collective::Call<Runtime, I>;
		let new_members = vec![account(Alice)];
		let everybody = || [root(), appointments(), council(7, 7), board(7, 7), holder(Alice)];
		let (prime, old_count) = (None, 3);
		let set = Call::<pallet_collective::Instance1>::set_members {
			new_members: new_members.clone(),
			prime: prime.clone(),
			old_count,
		};
		refused(set, everybody());
		let set = Call::<pallet_collective::Instance2>::set_members {
			new_members: new_members.clone(),
			prime: prime.clone(),
			old_count,
		};
		refused(set, everybody());
		let set =
			Call::<pallet_collective::Instance3>::set_members { new_members, prime, old_count };
		refused(set, everybody());
	});
}

#[test]
fn the_council_names_the_advisory_committee() {
	on_a_network(|| {
		type Call = pallet_membership::Call<Runtime, pallet_membership::Instance2>;
		let add = |who| Call::add_member { who: account(who).into() };
		refused(add(Alice), [council(1, 2), advisory(7, 7), board(7, 7), holder(Alice)]);
		allowed(add(Alice), council(2, 3));
		allowed(add(Charlie), root());
		let remove = Call::remove_member { who: account(Alice).into() };
		refused(remove.clone(), [council(3, 6), advisory(7, 7), appointments()]);
		allowed(remove, council(4, 7));
	});
}

#[test]
fn the_council_anchors_the_report_of_a_quarter() {
	on_a_network(|| {
		let quarter = Quarter { year: 2026, quarter: 4 };
		// A block in 2026 and one in 2027: the quarter's end lies between them.
		for now in [1_795_000_000_000, 1_798_761_600_000] {
			<Circulation as frame_support::traits::OnTimestampSet<Moment>>::on_timestamp_set(now);
		}
		let call = pallet_circulation::Call::anchor_report { quarter, hash: hash(1) };
		refused(call.clone(), [council(1, 2), board(7, 7), holder(Alice)]);
		allowed(call, council(2, 3));
	});
}

#[test]
fn the_council_announces_what_the_foundation_spends_and_the_board_vetoes_it() {
	on_a_network(|| {
		type Call = pallet_foundation::Call<Runtime>;
		let transfer = Call::announce_transfer { to: account(Eve), amount: JMT, purpose: hash(1) };
		refused(transfer.clone(), [council(1, 2), board(7, 7), economy(), root(), holder(Alice)]);
		allowed(transfer, council(2, 3));
		let airdrop = Call::announce_airdrop {
			root: hash(2),
			leaves: 3,
			amount: 3 * JMT,
			until: 1_795_000_000_000 + 30 * DAY_MS,
			purpose: hash(3),
		};
		refused(airdrop.clone(), [council(1, 2), board(7, 7), economy(), root(), holder(Alice)]);
		allowed(airdrop, council(2, 3));
		let veto = |id| Call::veto { id };
		refused(veto(0), [board(1, 2), council(7, 7), economy(), holder(Alice)]);
		allowed(veto(0), board(2, 3));
		allowed(veto(1), board(4, 7));
	});
}

#[test]
fn anybody_executes_what_was_announced_after_its_window() {
	on_a_network(|| {
		let (to, amount, purpose) = (account(Eve), JMT, hash(1));
		allowed(pallet_foundation::Call::announce_transfer { to, amount, purpose }, council(2, 3));
		let execute = RuntimeCall::from(pallet_foundation::Call::execute { id: 0 });
		assert!(execute.clone().dispatch(holder(Ferdie)).is_err(), "the window is open");
		System::set_block_number(1_000);
		let window = <Runtime as pallet_foundation::Config>::Window::get();
		pallet_timestamp::Now::<Runtime>::mutate(|now| *now += window);
		allowed(execute, holder(Ferdie));
	});
}

#[test]
fn the_council_reviews_grants_and_the_board_stops_them() {
	on_a_network(|| {
		type Call = pallet_grants::Call<Runtime>;
		for _ in 0..4 {
			let propose = Call::propose {
				beneficiary: account(Eve),
				plan: hash(1),
				milestones: vec![JMT, JMT].try_into().expect("two"),
			};
			allowed(propose, holder(Ferdie));
		}
		let weaker = || [council(1, 2), board(7, 7), economy(), root(), holder(Ferdie)];
		let approve = |id| Call::approve { id, plan: hash(1) };
		refused(approve(0), weaker());
		for id in 0..3 {
			allowed(approve(id), council(2, 3));
		}
		let reject = Call::reject { id: 3, reason: hash(2) };
		refused(reject.clone(), weaker());
		allowed(reject, council(2, 3));
		let submit = || Call::submit { id: 0, milestone: 0, report: hash(3) };
		allowed(submit(), holder(Ferdie));
		let decline = Call::decline { id: 0, milestone: 0, report: hash(3), reason: hash(4) };
		refused(decline.clone(), weaker());
		allowed(decline, council(2, 3));
		allowed(submit(), holder(Ferdie));
		let accept = Call::accept { id: 0, milestone: 0, report: hash(3) };
		refused(accept.clone(), weaker());
		allowed(accept, council(2, 3));
		let cancel = Call::cancel { id: 1, reason: hash(5) };
		refused(cancel.clone(), weaker());
		allowed(cancel, council(2, 3));
		let stop = Call::stop { id: 2, reason: hash(6) };
		refused(stop.clone(), [board(1, 2), council(7, 7), economy(), holder(Ferdie)]);
		allowed(stop, board(2, 3));
	});
}

#[test]
fn a_tranche_is_its_beneficiarys() {
	on_a_network(|| {
		// Eve is no beneficiary; Dave's place is handed to her, with what vested in it.
		pallet_emission::Launch::<Runtime>::put(1_795_000_000_000 - 400 * DAY_MS);
		let claim = RuntimeCall::from(pallet_team::Call::claim {});
		assert_noop!(
			claim.clone().dispatch(holder(Eve)).map_err(|error| error.error),
			pallet_team::Error::<Runtime>::NotBeneficiary
		);
		let hand_over = RuntimeCall::from(pallet_team::Call::hand_over { to: account(Eve) });
		assert_noop!(
			hand_over.clone().dispatch(holder(Ferdie)).map_err(|error| error.error),
			pallet_team::Error::<Runtime>::NotBeneficiary
		);
		allowed(hand_over, holder(Sr25519Keyring::Dave));
		allowed(claim, holder(Eve));
	});
}

#[test]
fn two_thirds_of_the_board_cancel_a_referendum() {
	on_a_network(|| {
		let submit = || {
			let proposal = RuntimeCall::System(frame_system::Call::remark { remark: vec![1] });
			let bound =
				<Preimage as frame_support::traits::StorePreimage>::bound(proposal).unwrap();
			allowed(
				pallet_referenda::Call::submit {
					proposal_origin: Box::new(OriginCaller::system(frame_system::RawOrigin::Root)),
					proposal: bound,
					enactment_moment: frame_support::traits::schedule::DispatchTime::After(1),
				},
				holder(Alice),
			);
		};
		submit();
		let cancel = |index| pallet_referenda::Call::cancel { index };
		refused(cancel(0), [board(4, 7), council(7, 7), economy(), holder(Alice)]);
		allowed(cancel(0), board(5, 7));
		submit();
		allowed(cancel(1), root());
		submit();
		let kill = pallet_referenda::Call::kill { index: 2 };
		refused(kill.clone(), [board(7, 7), council(7, 7), holder(Alice)]);
		let pot = || Emission::pot_balance(jmt_primitives::supply::Pot::Ecosystem);
		let before = pot();
		allowed(kill, root());
		assert_eq!(pot(), before + constants::governance::SUBMISSION_DEPOSIT, "the deposit");
		assert_eq!(Balances::total_issuance(), jmt_primitives::supply::TOTAL_SUPPLY);
	});
}

#[test]
fn two_thirds_of_the_board_stop_what_a_referendum_decided_until_it_is_enacted() {
	on_a_network(|| {
		// As the referenda pallet names an enactment: the hash of its id, the purpose and the index.
		let name: TaskName =
			(*b"assembly", "enactment", 0u32).using_encoded(sp_io::hashing::blake2_256);
		let schedule = |origin: RuntimeOrigin| {
			let call = RuntimeCall::System(frame_system::Call::set_code { code: vec![1] });
			<Scheduler as frame_support::traits::schedule::v3::Named<_, _, _>>::schedule_named(
				name,
				frame_support::traits::schedule::DispatchTime::At(100),
				None,
				0,
				origin.caller,
				<Preimage as frame_support::traits::StorePreimage>::bound(call).unwrap(),
			)
			.unwrap();
		};
		let stop = |referendum| governance::Call::<Runtime>::stop_enactment { referendum };
		let waits = || pallet_scheduler::Lookup::<Runtime>::contains_key(name);
		schedule(root());
		refused(stop(0), [board(4, 7), council(7, 7), economy(), holder(Alice)]);
		allowed(stop(0), board(5, 7));
		assert!(!waits());
		schedule(economy());
		allowed(stop(0), board(2, 3));
		schedule(appointments());
		assert_noop!(
			RuntimeCall::from(stop(1)).dispatch(board(7, 7)).map_err(|error| error.error),
			pallet_scheduler::Error::<Runtime>::NotFound
		);
		assert!(waits(), "another referendum's");
		allowed(stop(0), root());
		assert!(!waits());
	});
}

#[test]
fn only_root_schedules_and_cancels_whatever_is_scheduled() {
	on_a_network(|| {
		type Call = pallet_scheduler::Call<Runtime>;
		let remark =
			|| Box::new(RuntimeCall::System(frame_system::Call::remark { remark: vec![1] }));
		let (id, when, index, after, maybe_periodic, priority) = ([7; 32], 100, 0, 100, None, 0);
		let (task, retries, period) = ((when, index), 1, 1);
		let schedule =
			|| Call::schedule_named { id, when, maybe_periodic, priority, call: remark() };
		// Not the alarms by which the referenda pallet goes on, which are Root's and have no name.
		for call in [
			schedule(),
			Call::schedule { when, maybe_periodic, priority, call: remark() },
			Call::schedule_after { after, maybe_periodic, priority, call: remark() },
			Call::schedule_named_after { id, after, maybe_periodic, priority, call: remark() },
			Call::set_retry { task, retries, period },
			Call::set_retry_named { id, retries, period },
			Call::cancel { when, index },
			Call::cancel_named { id },
		] {
			refused(call, [board(7, 7), council(7, 7), economy(), appointments(), holder(Alice)]);
		}
		allowed(schedule(), root());
		allowed(Call::cancel_named { id }, root());
		allowed(schedule(), root());
		allowed(Call::cancel { when, index }, root());
	});
}

#[test]
fn only_root_sets_the_code() {
	on_a_network(|| {
		let code = vec![0; 8];
		let call = frame_system::Call::set_code { code };
		let others =
			[economy(), appointments(), council(7, 7), board(7, 7), advisory(7, 7), holder(Alice)];
		refused(call, others);
		let call = frame_system::Call::authorize_upgrade { code_hash: hash(2) };
		refused(
			call.clone(),
			[economy(), appointments(), council(7, 7), board(7, 7), holder(Alice)],
		);
		allowed(call, root());
	});
}

#[test]
fn two_thirds_of_the_board_stop_the_chain_for_a_while() {
	on_a_network(|| {
		let weaker = || [board(4, 7), council(7, 7), economy(), holder(Alice)];
		let enter = pallet_safe_mode::Call::<Runtime>::force_enter {};
		refused(enter.clone(), weaker());
		allowed(enter, board(5, 7));
		let extend = pallet_safe_mode::Call::<Runtime>::force_extend {};
		refused(extend.clone(), weaker());
		allowed(extend, board(5, 7));
		let exit = pallet_safe_mode::Call::<Runtime>::force_exit {};
		refused(exit.clone(), weaker());
		allowed(exit, board(5, 7));
		allowed(pallet_safe_mode::Call::<Runtime>::force_enter {}, root());
	});
}

#[test]
fn two_thirds_of_the_board_pause_a_call() {
	on_a_network(|| {
		let weaker = || [board(4, 7), council(7, 7), economy(), holder(Alice)];
		let full_name: pallet_tx_pause::RuntimeCallNameOf<Runtime> = (
			b"Balances".to_vec().try_into().unwrap(),
			b"transfer_all".to_vec().try_into().unwrap(),
		);
		let pause = pallet_tx_pause::Call::pause { full_name: full_name.clone() };
		refused(pause.clone(), weaker());
		allowed(pause, board(5, 7));
		let unpause = pallet_tx_pause::Call::unpause { ident: full_name };
		refused(unpause.clone(), weaker());
		allowed(unpause, board(5, 7));
	});
}

#[test]
fn the_answers_of_devices_and_claims_of_their_pay_cannot_be_paused() {
	on_a_network(|| {
		let pause = |call: &[u8]| pallet_tx_pause::Call::<Runtime>::pause {
			full_name: (
				b"ProofOfTime".to_vec().try_into().unwrap(),
				call.to_vec().try_into().unwrap(),
			),
		};
		for call in [&b"answer"[..], b"claim"] {
			assert_noop!(
				RuntimeCall::from(pause(call)).dispatch(board(5, 7)),
				pallet_tx_pause::Error::<Runtime>::Unpausable
			);
		}
		allowed(pause(b"report_silent"), board(5, 7));
	});
}

#[test]
fn the_ways_out_of_safe_mode_can_neither_be_paused_nor_stopped() {
	on_a_network(|| {
		allowed(pallet_safe_mode::Call::<Runtime>::force_enter {}, board(5, 7));
		let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
		let motion = pallet_collective::Call::<Runtime, pallet_collective::Instance2>::propose {
			threshold: 2,
			proposal: Box::new(remark),
			length_bound: 100,
		};
		allowed(motion, holder(Eve));
		let transfer = RuntimeCall::Balances(pallet_balances::Call::transfer_all {
			dest: account(Bob).into(),
			keep_alive: true,
		});
		assert_noop!(
			transfer.dispatch(holder(Alice)),
			frame_system::Error::<Runtime>::CallFiltered
		);
	});
	on_a_network(|| {
		let full_name: pallet_tx_pause::RuntimeCallNameOf<Runtime> =
			(b"Board".to_vec().try_into().unwrap(), b"vote".to_vec().try_into().unwrap());
		let pause = RuntimeCall::from(pallet_tx_pause::Call::pause { full_name });
		assert_noop!(pause.dispatch(board(5, 7)), pallet_tx_pause::Error::<Runtime>::Unpausable);
	});
}

#[test]
fn two_thirds_of_the_board_set_the_least_commission() {
	on_a_network(|| {
		let new = Perbill::from_percent(3);
		let call = pallet_staking::Call::set_min_commission { new };
		refused(call.clone(), [board(4, 7), council(7, 7), economy(), holder(Alice)]);
		allowed(call.clone(), board(5, 7));
		allowed(call, root());
	});
}

#[test]
fn nobody_but_root_slashes_by_hand() {
	on_a_network(|| {
		let slash = || {
			RuntimeCall::from(pallet_staking::Call::<Runtime>::manual_slash {
				validator_stash: account(Sr25519Keyring::AliceStash),
				era: 0,
				slash_fraction: Perbill::from_percent(1),
			})
		};
		for origin in [board(7, 7), council(7, 7), economy(), holder(Alice)] {
			assert_noop!(slash().dispatch(origin), frame_system::Error::<Runtime>::CallFiltered);
		}
		allowed(slash(), root());
	});
}

#[test]
fn two_thirds_of_the_board_cancel_a_slash_while_it_waits() {
	on_a_network(|| {
		let slash = pallet_staking::UnappliedSlash {
			validator: account(Sr25519Keyring::AliceStash),
			own: JMT,
			others: vec![],
			reporters: vec![],
			payout: 0,
		};
		pallet_staking::UnappliedSlashes::<Runtime>::insert(3, vec![slash]);
		let cancel = pallet_staking::Call::cancel_deferred_slash { era: 3, slash_indices: vec![0] };
		refused(cancel.clone(), [board(4, 7), council(7, 7), economy(), holder(Alice)]);
		allowed(cancel, board(5, 7));
		assert!(pallet_staking::UnappliedSlashes::<Runtime>::get(3).is_empty());
	});
}

#[test]
fn the_board_disapproves_a_motion_of_the_council() {
	on_a_network(|| {
		type Call = pallet_collective::Call<Runtime, pallet_collective::Instance1>;
		let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![5] });
		let proposal_hash = <Runtime as frame_system::Config>::Hashing::hash_of(&remark);
		let propose = Call::propose { threshold: 2, proposal: Box::new(remark), length_bound: 100 };
		allowed(propose.clone(), holder(Alice));
		let disapprove = Call::disapprove_proposal { proposal_hash };
		refused(disapprove.clone(), [board(3, 6), council(7, 7), economy(), holder(Alice)]);
		allowed(disapprove.clone(), board(4, 7));
		allowed(propose, holder(Alice));
		allowed(disapprove, root());
	});
}

#[test]
fn the_board_kills_a_motion_of_the_council_and_its_deposit_flows_into_a_pot() {
	on_a_network(|| {
		type Call = pallet_collective::Call<Runtime, pallet_collective::Instance1>;
		let motion = |byte| RuntimeCall::System(frame_system::Call::remark { remark: vec![byte] });
		// The first that costs something.
		for byte in 0..=constants::governance::FREE_MOTIONS as u8 {
			let proposal = Box::new(motion(byte));
			allowed(Call::propose { threshold: 2, proposal, length_bound: 100 }, holder(Alice));
		}
		let proposal_hash =
			|byte| <Runtime as frame_system::Config>::Hashing::hash_of(&motion(byte));
		let kill = |byte| Call::kill { proposal_hash: proposal_hash(byte) };
		refused(kill(0), [board(3, 6), council(7, 7), economy(), holder(Alice)]);
		allowed(kill(0), root());
		let pot = || Emission::pot_balance(jmt_primitives::supply::Pot::Ecosystem);
		let before = pot();
		allowed(kill(constants::governance::FREE_MOTIONS as u8), board(4, 7));
		assert_eq!(pot(), before + constants::governance::MOTION_DEPOSIT);
		assert_eq!(Balances::total_issuance(), jmt_primitives::supply::TOTAL_SUPPLY);
		Emission::check().expect("nothing is burnt");
	});
}

#[test]
fn the_advisory_committee_decides_nothing() {
	on_a_network(|| {
		let all = advisory(7, 7);
		let nothing = [
			RuntimeCall::from(pallet_emission::Call::set_shares { shares: Default::default() }),
			pallet_circulation::Call::anchor_report {
				quarter: Quarter { year: 2026, quarter: 4 },
				hash: hash(1),
			}
			.into(),
			pallet_referenda::Call::cancel { index: 0 }.into(),
			pallet_safe_mode::Call::<Runtime>::force_enter {}.into(),
			pallet_membership::Call::<Runtime, pallet_membership::Instance2>::add_member {
				who: account(Alice).into(),
			}
			.into(),
			frame_system::Call::set_code { code: vec![] }.into(),
			pallet_balances::Call::transfer_all { dest: account(Bob).into(), keep_alive: true }
				.into(),
		];
		for call in nothing {
			refused(call, [all.clone()]);
		}
		allowed(frame_system::Call::remark { remark: b"we advise".to_vec() }, all);
	});
}

#[test]
fn a_few_bonds_keep_nobody_from_standing_for_the_board() {
	on_a_network(|| {
		let mut candidates: Vec<_> = (0..900u32)
			.map(|number| sp_io::hashing::blake2_256(&number.to_le_bytes()).into())
			.map(|who: AccountId| (who, constants::governance::CANDIDACY_BOND))
			.collect();
		candidates.sort();
		let candidate_count = candidates.len() as u32;
		pallet_elections_phragmen::Candidates::<Runtime>::put(candidates);
		type Call = pallet_elections_phragmen::Call<Runtime>;
		allowed(Call::submit_candidacy { candidate_count }, holder(Alice));
	});
}

#[test]
fn the_tracks_are_sound() {
	on_a_network(|| {
		<Referenda as Hooks<BlockNumber>>::integrity_test();
		<BoardElections as Hooks<BlockNumber>>::integrity_test();
		use pallet_referenda::TracksInfo;
		let ids: Vec<_> = configs::Tracks::track_ids().collect();
		assert_eq!(ids, [0, 1, 2]);
		for (origin, id) in [(root(), 0), (economy(), 1), (appointments(), 2)] {
			assert_eq!(configs::Tracks::track_for(&origin.caller), Ok(id));
		}
		for origin in [council(7, 7), board(7, 7), holder(Alice)] {
			assert_eq!(configs::Tracks::track_for(&origin.caller), Err(()));
		}
		// A decision is locked at least as long as it waits for its enactment.
		for track in configs::Tracks::tracks() {
			let locked = configs::Days::<{ constants::governance::VOTE_LOCKING_DAYS }>::get();
			assert!(track.info.min_enactment_period <= locked);
			assert!(track.info.max_deciding > 1, "one deposit would hold the whole track");
		}
	});
}
