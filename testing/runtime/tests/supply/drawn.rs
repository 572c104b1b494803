//! Every call of the runtime is drawn, or stands here with why it is not.

use super::{
	call::{call, said},
	start,
	step::{kinds, Step},
};
use frame_support::traits::{CallMetadata, GetCallMetadata};
use jmt_primitives::Hash;
use jmt_runtime::RuntimeCall;
use jmt_runtime_harness::{device::Device, Chain};
use std::collections::BTreeSet;

/// A pallet and a call of it.
type Name = (&'static str, &'static str);

/// A pallet and some of its calls.
type Calls = (&'static str, &'static [&'static str]);

/// Calls that are not drawn, by the reason.
const NOT_DRAWN: &[(&str, &[Calls])] = &[
	("each block has it", &[("Timestamp", &["set"])]),
	(
		"moves, holds and locks nothing by itself",
		&[
			(
				"System",
				&[
					"remark_with_event",
					"set_heap_pages",
					"authorize_upgrade",
					"authorize_upgrade_without_checks",
				],
			),
			("Babe", &["plan_config_change"]),
			("Grandpa", &["note_stalled"]),
			(
				"Staking",
				&[
					"set_validator_count",
					"increase_validator_count",
					"scale_validator_count",
					"force_no_eras",
					"force_new_era",
					"force_new_era_always",
					"set_invulnerables",
					"cancel_deferred_slash",
					"kick",
					"chill_other",
					"set_min_commission",
					"force_apply_min_commission",
				],
			),
			("VoterList", &["rebag", "put_in_front_of", "put_in_front_of_other"]),
			(
				"NominationPools",
				&[
					"set_metadata",
					"set_configs",
					"update_roles",
					"chill",
					"set_commission_max",
					"set_commission_change_rate",
					"set_commission_claim_permission",
				],
			),
			("Circulation", &["anchor_report"]),
			("Assembly", &["stop_enactment"]),
			("FoundationCouncil", BODY),
			("Board", BODY),
			("AdvisoryCommittee", BODY),
			("CouncilMembership", MEMBERSHIP),
			("AdvisoryMembership", MEMBERSHIP),
			("Referenda", &["nudge_referendum", "one_fewer_deciding", "set_metadata"]),
			(
				"Scheduler",
				&[
					"cancel",
					"cancel_named",
					"set_retry",
					"set_retry_named",
					"cancel_retry",
					"cancel_retry_named",
				],
			),
			(
				"MultiBlockMigrations",
				&[
					"force_set_cursor",
					"force_set_active_cursor",
					"force_onboard_mbms",
					"clear_historic",
				],
			),
			(
				"Devices",
				&[
					"set_admin",
					"suspend_domain",
					"resume_domain",
					"set_profile",
					"finish_rotation",
					"set_root_key",
					"revoke_root_key",
					"index_owned",
				],
			),
			(
				"ZkVerifier",
				&["verify", "verify_batch", "remove_member", "replace_member", "signal"],
			),
			("Access", &["revoke", "revoke_all", "bump_passes", "report_lie"]),
			("SafeMode", &["force_enter", "force_extend", "force_exit"]),
			("TxPause", &["pause", "unpause"]),
			("Sudo", &["set_key", "remove_key"]),
		],
	),
	(
		"gives back or takes the deposit of a motion, which `governance/motions` and its table follow",
		&[
			("FoundationCouncil", MOTION_DEPOSITS),
			("Board", MOTION_DEPOSITS),
			("AdvisoryCommittee", MOTION_DEPOSITS),
		],
	),
	(
		"holds deposits and gives them back, which the random calls of the pallet's own tests follow",
		&[(
			"ZkVerifier",
			&[
				"register_key",
				"retire_key",
				"create_group",
				"add_members",
				"close_group",
				"open_topic",
				"close_topic",
				"anchor",
				"drop_anchor",
			],
		)],
	),
	(
		"holds deposits, gives them back or pays for uses, which the random calls of the pallet's own tests follow",
		&[(
			"Access",
			&[
				"create_resource",
				"set_resource",
				"close_resource",
				"set_policy",
				"close_policy",
				"grant",
				"close_grant",
				"approve",
				"withdraw_approval",
				"use_right",
				"clear_uses",
				"anchor",
				"close_log",
			],
		)],
	),
	(
		"holds prices, deposits and stakes, and pays out of them, which the random calls of the pallet's own tests follow",
		&[(
			"Tasks",
			&[
				"enrol",
				"set_stake",
				"post",
				"cancel",
				"claim",
				"commit",
				"reveal",
				"settle",
				"accept",
				"reject",
				"challenge",
				"collect",
			],
		)],
	),
	(
		"carries other calls, which are drawn by themselves",
		&[
			("FoundationCouncil", MOTIONS),
			("Board", MOTIONS),
			("AdvisoryCommittee", MOTIONS),
			(
				"Utility",
				&[
					"batch",
					"force_batch",
					"as_derivative",
					"dispatch_as",
					"dispatch_as_fallible",
					"with_weight",
					"if_else",
				],
			),
			("Multisig", &["as_multi_threshold_1"]),
			(
				"Scheduler",
				&["schedule", "schedule_named", "schedule_after", "schedule_named_after"],
			),
			("Sudo", &["sudo", "sudo_unchecked_weight", "sudo_as"]),
		],
	),
	(
		"punishes what is signed twice, as the slashes that are drawn; `equivocation` has the reports",
		&[
			("Babe", &["report_equivocation", "report_equivocation_unsigned"]),
			("Grandpa", &["report_equivocation", "report_equivocation_unsigned"]),
		],
	),
	(
		"finds nothing to do: accounts, deposits, stakes and pools are of the newest form",
		&[
			("Balances", &["upgrade_accounts"]),
			(
				"Staking",
				&[
					"set_controller",
					"update_payee",
					"deprecate_controller_batch",
					"restore_ledger",
					"migrate_currency",
				],
			),
			(
				"NominationPools",
				&[
					"adjust_pool_deposit",
					"apply_slash",
					"migrate_delegation",
					"migrate_pool_to_delegate_stake",
				],
			),
			("Multisig", &["poke_deposit"]),
			("Proxy", &["poke_deposit"]),
			("Preimage", &["ensure_updated"]),
		],
	),
	(
		"nobody can buy or prolong safe mode, so that no deposit is ever held",
		&[(
			"SafeMode",
			&[
				"enter",
				"extend",
				"force_slash_deposit",
				"release_deposit",
				"force_release_deposit",
			],
		)],
	),
	(
		"Root alone: replaces the runtime or what is stored",
		&[(
			"System",
			&[
				"set_code",
				"set_code_without_checks",
				"apply_authorized_upgrade",
				"set_storage",
				"kill_storage",
				"kill_prefix",
			],
		)],
	),
	(
		"Root alone: changes the supply, or takes deposits from under what reserved them",
		&[("Balances", &["force_set_balance", "force_adjust_total_issuance", "force_unreserve"])],
	),
];

/// Of a body, besides [`MOTIONS`] and [`MOTION_DEPOSITS`].
const BODY: &[&str] = &["set_members", "vote", "disapprove_proposal"];

/// By which a motion's deposit moves.
const MOTION_DEPOSITS: &[&str] = &["kill", "release_proposal_cost"];

/// By which a body carries a call.
const MOTIONS: &[&str] = &["execute", "propose", "close"];

/// Of a membership: all.
const MEMBERSHIP: &[&str] = &[
	"add_member",
	"remove_member",
	"swap_member",
	"reset_members",
	"change_key",
	"set_prime",
	"clear_prime",
];

/// The calls that a step is made of.
fn calls(chain: &mut Chain, step: &Step) -> Vec<RuntimeCall> {
	match step {
		Step::AnswerAll => {
			let genesis = chain.genesis_hash();
			vec![Device::number(0).answer_call(&genesis, 0, &Hash::zero())]
		},
		Step::Govern(word) => vec![chain.read(|| said(word).1)],
		other => call(chain, other).map(|(_, call)| call).into_iter().collect(),
	}
}

/// The names of a call and of what it carries.
fn names(call: &RuntimeCall) -> Vec<Name> {
	let carried: Vec<&RuntimeCall> = match call {
		RuntimeCall::Utility(pallet_utility::Call::batch_all { calls }) => calls.iter().collect(),
		RuntimeCall::Multisig(pallet_multisig::Call::as_multi { call, .. })
		| RuntimeCall::Proxy(
			pallet_proxy::Call::proxy { call, .. }
			| pallet_proxy::Call::proxy_announced { call, .. },
		) => vec![&**call],
		_ => Vec::new(),
	};
	let CallMetadata { function_name, pallet_name } = call.get_call_metadata();
	carried.into_iter().flat_map(names).chain([(pallet_name, function_name)]).collect()
}

fn drawn() -> BTreeSet<Name> {
	let (mut chain, kinds) = (start(), kinds());
	kinds.values().flat_map(|step| calls(&mut chain, step)).flat_map(|call| names(&call)).collect()
}

fn listed() -> Vec<Name> {
	let of =
		|(pallet, calls): &Calls| calls.iter().map(|call| (*pallet, *call)).collect::<Vec<_>>();
	NOT_DRAWN.iter().flat_map(|(_, pallets)| pallets.iter()).flat_map(of).collect()
}

fn all() -> BTreeSet<Name> {
	let pallets = RuntimeCall::get_module_names().iter();
	let of = |pallet: &&'static str| {
		let calls = RuntimeCall::get_call_names(pallet).iter();
		calls.map(|call| (*pallet, *call)).collect::<Vec<_>>()
	};
	pallets.flat_map(of).collect()
}

#[test]
fn every_call_is_drawn_or_listed_with_a_reason() {
	let (drawn, listed) = (drawn(), listed());
	let forgotten: Vec<_> =
		all().into_iter().filter(|name| !drawn.contains(name) && !listed.contains(name)).collect();
	assert!(forgotten.is_empty(), "neither drawn nor listed: {forgotten:?}");
}

#[test]
fn nothing_is_listed_that_is_drawn_or_is_no_call_of_the_runtime_or_twice() {
	let (all, drawn, listed) = (all(), drawn(), listed());
	let stale: Vec<_> =
		listed.iter().filter(|name| !all.contains(*name) || drawn.contains(*name)).collect();
	assert!(stale.is_empty(), "drawn, or no call: {stale:?}");
	assert_eq!(BTreeSet::from_iter(&listed).len(), listed.len(), "one is listed twice");
}
