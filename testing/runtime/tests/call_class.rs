//! Each call of the runtime: its class, and what safe mode, pauses, proxies and the call filter say of it.

use crate::metadata::{metadata, variants};
use codec::Decode;
use frame_support::{
	__private::{
		metadata::v16::RuntimeMetadataV16,
		scale_info::{form::PortableForm, Field, TypeDef, TypeDefPrimitive},
	},
	assert_ok,
	traits::{Contains, GetCallMetadata, InstanceFilter},
};
use jmt_runtime::{
	call_class::{
		class_named, class_of,
		CallClass::{self, *},
	},
	configs::{CallFilter, GoesOnInSafeMode, NeverPaused, ProxyType},
	genesis_presets::DEVELOPMENT,
	Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, SafeMode,
};
use jmt_runtime_harness::{build_genesis, device::Device, genesis_json, Chain};
use sp_keyring::Sr25519Keyring::Alice;
use std::collections::BTreeMap;

/// The pallets of the bodies that govern.
const BODIES: [&str; 7] = [
	"FoundationCouncil",
	"Board",
	"BoardElections",
	"AdvisoryCommittee",
	"Referenda",
	"ConvictionVoting",
	"Assembly",
];

/// Calls that are Root's alone.
const ROOT_ONLY: [(&str, &str); 4] = [
	("Balances", "burn"),
	("Balances", "force_set_balance"),
	("Balances", "force_adjust_total_issuance"),
	("Staking", "manual_slash"),
];

/// Each pallet with calls, the class of its calls, and those of another one.
const CLASSES: [(&str, CallClass, &[(&str, CallClass)]); 38] = [
	("System", Consensus, &[]),
	("Timestamp", Consensus, &[]),
	("Babe", Consensus, &[]),
	("Grandpa", Consensus, &[]),
	("Parameters", Decision, &[]),
	("Balances", Money, &[]),
	("Emission", Decision, &[]),
	("Team", Money, &[]),
	(
		"Grants",
		Money,
		&[
			("approve", Decision),
			("reject", Decision),
			("accept", Decision),
			("decline", Decision),
			("cancel", Decision),
			("stop", Decision),
		],
	),
	(
		"Foundation",
		Money,
		&[("announce_transfer", Decision), ("announce_airdrop", Decision), ("veto", Decision)],
	),
	("Circulation", Decision, &[]),
	("Staking", Owner, &[("cancel_deferred_slash", Decision), ("set_min_commission", Decision)]),
	("VoterList", Owner, &[]),
	("NominationPools", Money, &[]),
	("Session", Owner, &[]),
	(
		"Devices",
		Owner,
		&[
			("cancel_rotation", Device),
			("revoke_root_key", Exit),
			("admit_root", Decision),
			("set_root", Decision),
			("set_root_key", Decision),
		],
	),
	("ProofOfTime", Owner, &[("answer", Device), ("claim", Exit), ("withdraw_stake", Exit)]),
	(
		"ZkVerifier",
		Owner,
		&[
			("signal", Device),
			("retire_key", Exit),
			("close_group", Exit),
			("close_topic", Exit),
			("drop_anchor", Exit),
		],
	),
	(
		"Access",
		Exit,
		&[
			("create_resource", Owner),
			("set_resource", Owner),
			("set_policy", Owner),
			("grant", Owner),
			("approve", Owner),
			("use_right", Money),
		],
	),
	(
		"Tasks",
		Money,
		&[
			("claim", Device),
			("commit", Device),
			("reveal", Device),
			("settle", Exit),
			("collect", Exit),
			("cancel", Exit),
			("accept", Exit),
			("reject", Exit),
		],
	),
	("FoundationCouncil", Maintenance, &[]),
	("CouncilMembership", Maintenance, &[]),
	("Board", Maintenance, &[]),
	("BoardElections", Maintenance, &[]),
	("AdvisoryCommittee", Maintenance, &[]),
	("AdvisoryMembership", Maintenance, &[]),
	("Referenda", Maintenance, &[]),
	("ConvictionVoting", Maintenance, &[]),
	("Assembly", Maintenance, &[]),
	("Utility", Money, &[("batch", Owner), ("batch_all", Owner), ("force_batch", Owner)]),
	("Multisig", Owner, &[]),
	("Proxy", Money, &[]),
	("Preimage", Maintenance, &[]),
	("Scheduler", Maintenance, &[]),
	("MultiBlockMigrations", Decision, &[]),
	("SafeMode", Maintenance, &[]),
	("TxPause", Maintenance, &[]),
	("Sudo", Maintenance, &[]),
];

fn expected_class(pallet: &str, call: &str) -> CallClass {
	let (_, class, others) = CLASSES
		.into_iter()
		.find(|(name, ..)| *name == pallet)
		.unwrap_or_else(|| panic!("no row for {pallet}"));
	others.iter().find(|(name, _)| *name == call).map_or(class, |(_, other)| *other)
}

/// Calls that only a body decides on, in pallets of others.
fn is_decision(pallet: &str, call: &str) -> bool {
	match pallet {
		"Parameters" | "Circulation" | "Emission" => true,
		"Foundation" => ["announce_transfer", "announce_airdrop", "veto"].contains(&call),
		"Grants" => ["approve", "reject", "accept", "decline", "cancel", "stop"].contains(&call),
		"Staking" => ["cancel_deferred_slash", "set_min_commission"].contains(&call),
		"Devices" => ["admit_root", "set_root", "set_root_key"].contains(&call),
		_ => false,
	}
}

fn is_batch(pallet: &str, call: &str) -> bool {
	pallet == "Utility" && ["batch", "batch_all", "force_batch"].contains(&call)
}

/// Pay for answers that were given, a stake that was asked back, a maker's word that its key is stolen, a key of proofs
/// that is bad, and what gives deposits of groups, topics and anchors back. Of access all that ends a right, gives a
/// deposit back or tells of a log. Of tasks all that ends one, by which its client has a deadline.
fn is_exit(pallet: &str, call: &str) -> bool {
	const EXITS: [(&str, &str); 23] = [
		("Access", "close_resource"),
		("Access", "revoke"),
		("Access", "revoke_all"),
		("Access", "bump_passes"),
		("Access", "close_grant"),
		("Access", "withdraw_approval"),
		("Access", "anchor"),
		("Access", "report_lie"),
		("Access", "close_policy"),
		("Access", "clear_uses"),
		("Access", "close_log"),
		("ProofOfTime", "claim"),
		("ProofOfTime", "withdraw_stake"),
		("Devices", "revoke_root_key"),
		("ZkVerifier", "retire_key"),
		("ZkVerifier", "close_group"),
		("ZkVerifier", "close_topic"),
		("ZkVerifier", "drop_anchor"),
		("Tasks", "settle"),
		("Tasks", "collect"),
		("Tasks", "cancel"),
		("Tasks", "accept"),
		("Tasks", "reject"),
	];
	EXITS.contains(&(pallet, call))
}

/// A device's answer, its word against a thief who wants to change its key, or as a member of a group, and the steps of a
/// worker.
fn is_of_a_device(pallet: &str, call: &str) -> bool {
	const OF_DEVICES: [(&str, &str); 6] = [
		("ProofOfTime", "answer"),
		("Devices", "cancel_rotation"),
		("ZkVerifier", "signal"),
		("Tasks", "claim"),
		("Tasks", "commit"),
		("Tasks", "reveal"),
	];
	OF_DEVICES.contains(&(pallet, call))
}

/// A use may cost its price, and a stake is lost by the work key that it is for.
fn hands_funds_over(pallet: &str, call: &str) -> bool {
	const HANDING: [(&str, &str); 5] = [
		("Access", "use_right"),
		("Tasks", "enrol"),
		("Tasks", "set_stake"),
		("Tasks", "post"),
		("Tasks", "challenge"),
	];
	HANDING.contains(&(pallet, call))
}

/// Without these there are no blocks, or no way back.
fn is_vital(pallet: &str) -> bool {
	const VITAL: [&str; 11] = [
		"System",
		"Timestamp",
		"Babe",
		"Grandpa",
		"SafeMode",
		"TxPause",
		"Sudo",
		"Preimage",
		"Scheduler",
		"CouncilMembership",
		"AdvisoryMembership",
	];
	VITAL.contains(&pallet) || BODIES.contains(&pallet)
}

fn expected_in_safe_mode(pallet: &str, call: &str) -> bool {
	let is_spoken_for =
		pallet == "Multisig" || (pallet == "Proxy" && ["proxy", "proxy_announced"].contains(&call));
	is_vital(pallet)
		|| pallet == "MultiBlockMigrations"
		|| is_of_a_device(pallet, call)
		|| is_exit(pallet, call)
		|| is_batch(pallet, call)
		|| is_decision(pallet, call)
		|| is_spoken_for
}

fn expected_never_paused(pallet: &str, call: &str) -> bool {
	is_vital(pallet) || is_of_a_device(pallet, call) || is_exit(pallet, call)
}

fn expected_of_proxy(proxy: ProxyType, pallet: &str, call: &str) -> bool {
	let one_of = |pallets: &[&str]| is_batch(pallet, call) || pallets.contains(&pallet);
	match proxy {
		ProxyType::Any => true,
		ProxyType::NonTransfer | ProxyType::Devices if hands_funds_over(pallet, call) => false,
		ProxyType::NonTransfer => {
			one_of(&[
				"System",
				"Staking",
				"Session",
				"VoterList",
				"Devices",
				"ProofOfTime",
				"ZkVerifier",
				"Access",
				"Tasks",
				"Multisig",
				"Preimage",
			]) || BODIES.contains(&pallet)
		},
		ProxyType::Staking => one_of(&["Staking", "Session", "VoterList", "NominationPools"]),
		ProxyType::Devices => one_of(&["Devices", "ProofOfTime", "ZkVerifier", "Access", "Tasks"]),
		ProxyType::Governance => one_of(&BODIES),
		ProxyType::CancelProxy => (pallet, call) == ("Proxy", "reject_announcement"),
	}
}

/// The shortest value of a type: empty lists, zeros and first variants.
fn shortest(metadata: &RuntimeMetadataV16, id: u32) -> Vec<u8> {
	let of_fields = |fields: &[Field<PortableForm>]| {
		fields.iter().flat_map(|field| shortest(metadata, field.ty.id)).collect()
	};
	match &metadata.types.resolve(id).expect("it is among the types").type_def {
		TypeDef::Composite(composite) => of_fields(&composite.fields),
		TypeDef::Variant(variants) => {
			let first = variants.variants.iter().min_by_key(|variant| variant.index);
			let first = first.expect("an enum has a variant");
			[vec![first.index], of_fields(&first.fields)].concat()
		},
		TypeDef::Array(array) => shortest(metadata, array.type_param.id).repeat(array.len as usize),
		TypeDef::Tuple(tuple) => {
			tuple.fields.iter().flat_map(|field| shortest(metadata, field.id)).collect()
		},
		TypeDef::Sequence(_) | TypeDef::Compact(_) | TypeDef::BitSequence(_) => vec![0],
		TypeDef::Primitive(primitive) => {
			let bytes = match primitive {
				TypeDefPrimitive::Bool | TypeDefPrimitive::Str => 1,
				TypeDefPrimitive::U8 | TypeDefPrimitive::I8 => 1,
				TypeDefPrimitive::U16 | TypeDefPrimitive::I16 => 2,
				TypeDefPrimitive::U32 | TypeDefPrimitive::I32 | TypeDefPrimitive::Char => 4,
				TypeDefPrimitive::U64 | TypeDefPrimitive::I64 => 8,
				TypeDefPrimitive::U128 | TypeDefPrimitive::I128 => 16,
				TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => 32,
			};
			vec![0; bytes]
		},
	}
}

/// One of each call, by pallet and name.
fn calls() -> BTreeMap<(String, String), RuntimeCall> {
	let metadata = metadata();
	let mut calls = BTreeMap::new();
	for pallet in &metadata.pallets {
		let Some(of_pallet) = &pallet.calls else { continue };
		for variant in variants(&metadata, of_pallet.ty.id) {
			let mut bytes = vec![pallet.index, variant.index];
			for field in &variant.fields {
				bytes.extend(shortest(&metadata, field.ty.id));
			}
			let mut rest = &bytes[..];
			let call = RuntimeCall::decode(&mut rest)
				.unwrap_or_else(|error| panic!("{}.{}: {error}", pallet.name, variant.name));
			assert!(rest.is_empty(), "{}.{}", pallet.name, variant.name);
			calls.insert((pallet.name.clone(), variant.name.clone()), call);
		}
	}
	let all: usize = RuntimeCall::get_module_names()
		.iter()
		.map(|pallet| RuntimeCall::get_call_names(pallet).len())
		.sum();
	assert_eq!(calls.len(), all, "every call is there");
	calls
}

#[test]
fn each_has_its_class() {
	for ((pallet, call), value) in calls() {
		let expected = expected_class(&pallet, &call);
		assert_eq!(class_of(&value), expected, "{pallet}.{call}");
		assert_eq!(class_named(&pallet, &call), Some(expected), "{pallet}.{call}");
	}
	assert_eq!(class_named("Balances", "mint"), None);
	assert_eq!(class_named("Bank", "transfer_all"), None);
}

#[test]
fn safe_mode_pauses_and_proxies_go_by_it() {
	let proxies = [
		ProxyType::Any,
		ProxyType::NonTransfer,
		ProxyType::Staking,
		ProxyType::Devices,
		ProxyType::CancelProxy,
		ProxyType::Governance,
	];
	for ((pallet, call), value) in calls() {
		let said = GoesOnInSafeMode::contains(&value);
		assert_eq!(said, expected_in_safe_mode(&pallet, &call), "safe mode, {pallet}.{call}");
		let bytes = |name: &str| name.as_bytes().to_vec().try_into().expect("it is short");
		let said = NeverPaused::contains(&(bytes(&pallet), bytes(&call)));
		assert_eq!(said, expected_never_paused(&pallet, &call), "pause, {pallet}.{call}");
		for proxy in proxies {
			let said = proxy.filter(&value);
			let expected = expected_of_proxy(proxy, &pallet, &call);
			assert_eq!(said, expected, "{proxy:?}, {pallet}.{call}");
		}
	}
}

#[test]
fn a_proxy_that_includes_another_lets_through_what_the_other_does() {
	let calls = calls();
	for (larger, smaller) in [
		(ProxyType::NonTransfer, ProxyType::Devices),
		(ProxyType::NonTransfer, ProxyType::Governance),
		(ProxyType::Any, ProxyType::Staking),
	] {
		assert!(larger.is_superset(&smaller));
		for call in calls.values().filter(|call| smaller.filter(call)) {
			assert!(larger.filter(call), "{larger:?} and {smaller:?}: {call:?}");
		}
	}
}

#[test]
fn the_filter_refuses_what_is_for_root_alone_and_in_safe_mode_what_does_not_go_on() {
	let calls = calls();
	let mut ext = build_genesis(&genesis_json(DEVELOPMENT)).expect("it builds");
	ext.execute_with(|| {
		for in_safe_mode in [false, true] {
			if in_safe_mode {
				assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
			}
			for ((pallet, call), value) in &calls {
				let root_only = ROOT_ONLY.contains(&(pallet.as_str(), call.as_str()));
				let goes_on = !in_safe_mode || expected_in_safe_mode(pallet, call);
				assert_eq!(CallFilter::contains(value), !root_only && goes_on, "{pallet}.{call}");
			}
		}
	});
}

#[test]
fn what_goes_on_in_safe_mode_is_all_that_cannot_be_paused_and_more() {
	for class in [Consensus, Device, Owner, Money, Exit, Decision, Maintenance] {
		assert!(class.can_be_paused() || class.goes_on_in_safe_mode(), "{class:?}");
	}
	// A deadline that a pause or safe mode kept somebody from punishes nobody.
	for class in [Device, Exit] {
		assert!(class.goes_on_in_safe_mode() && !class.can_be_paused());
	}
	assert!(Decision.goes_on_in_safe_mode(), "a refused decision would be used up");
}

#[test]
fn a_device_answers_and_its_owner_is_paid_in_safe_mode() {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.blocks(1);
	let genesis = chain.genesis_hash();
	let device = Device::number(1);
	let expires = chain.next_time() + 60_000;
	let register = device.register(&genesis, &Alice.to_account_id(), expires);
	let register = chain.signed(Alice, register);
	chain.include(vec![register]).all_good();
	let enter = Box::new(pallet_safe_mode::Call::<Runtime>::force_enter {}.into());
	let enter = chain.signed(Alice, pallet_sudo::Call::<Runtime>::sudo { call: enter });
	chain.include(vec![enter]).all_good();
	assert!(chain.read(pallet_safe_mode::EnteredUntil::<Runtime>::get).is_some());
	// A day of draws of the development preset is 12 slots.
	chain.blocks(12);
	for _ in 0..3 {
		let draw = chain.until_draw(8);
		let answer = device.answer(&genesis, &draw);
		chain.include(vec![answer]).all_good();
	}
	let devices = vec![device.id].try_into().expect("one");
	let claim = chain.signed(Alice, pallet_proof_of_time::Call::claim { devices });
	let made = chain.include(vec![claim]).all_good();
	let paid = made.events.into_iter().find_map(|event| match event {
		RuntimeEvent::ProofOfTime(pallet_proof_of_time::Event::RewardsClaimed {
			amount, ..
		}) => Some(amount),
		_ => None,
	});
	assert!(paid.expect("it is paid") > 0);
}
