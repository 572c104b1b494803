//! Fee-free calls: they travel as bare extrinsics, keep to their share of a block, and bring no other call to an
//! origin of theirs.

use crate::metadata::{metadata, variants};
use codec::{DecodeAll, Encode};
use frame_support::{
	__private::{
		metadata::v16::RuntimeMetadataV16,
		scale_info::{form::PortableForm, Field, TypeDef, TypeDefPrimitive},
	},
	assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	storage::with_transaction,
	traits::IsInherent,
	weights::Weight,
};
use jmt_primitives::{
	authorized::{held_back, AnswerRefusal, BlockRoom, FreeShare, Share},
	Draw, KeyType,
};
use jmt_runtime::{
	constants::rounds, genesis_presets::DEVELOPMENT, BalancesCall, Executive, Hash, ProofOfTime,
	Runtime, RuntimeCall, RuntimeOrigin, SafeMode, Session, System, TransactionPayment, TxPause,
	UncheckedExtrinsic,
};
use jmt_runtime_harness::{days::short_days, device::Device, Chain};
use pallet_proof_of_time::{costs, Miners};
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::{
	generic::Era,
	traits::Dispatchable,
	transaction_validity::{InvalidTransaction, TransactionValidityError, UnknownTransaction},
	ApplyExtrinsicResult, DispatchError, Perbill, TransactionOutcome,
};

/// A chain with these devices of Alice's, all of which every draw asks, after a draw.
fn start(devices: &[Device]) -> (Chain, Hash, Draw) {
	let mut chain = Chain::start_with(DEVELOPMENT, short_days(1, u32::MAX));
	chain.blocks(1);
	let genesis = chain.genesis_hash();
	chain.enrol(&Alice.to_account_id(), devices.iter().map(Device::public));
	chain.until_next_day();
	let draw = chain.until_draw(10);
	(chain, genesis, draw)
}

fn full() -> TransactionValidityError {
	InvalidTransaction::ExhaustsResources.into()
}

/// A call that pays, and that nothing authorises.
fn transfer() -> RuntimeCall {
	BalancesCall::transfer_all { dest: Bob.to_account_id().into(), keep_alive: false }.into()
}

/// Applies an extrinsic in a block that is being made, and takes back all that it did.
fn tried(extrinsic: UncheckedExtrinsic) -> ApplyExtrinsicResult {
	undone(|| Executive::apply_extrinsic(extrinsic))
}

/// Does some work, and takes it back.
fn undone<R>(work: impl FnOnce() -> R) -> R {
	let mut done = None;
	let _ = with_transaction::<(), DispatchError, _>(|| {
		done = Some(work());
		TransactionOutcome::Rollback(Ok(()))
	});
	done.expect("it was done")
}

/// Looks into a block that is being made.
fn in_block(chain: &mut Chain, look: impl FnOnce()) {
	chain.block_of(|ext| {
		ext.execute_with(look);
		Default::default()
	});
}

#[test]
fn they_are_bare_in_either_version_and_one_by_their_tag() {
	let devices = [0, 1, 2].map(Device::number);
	let (mut chain, genesis, draw) = start(&devices);
	let both = devices.each_ref().map(|device| {
		let call = device.answer_call(&genesis, draw.round, &draw.hash);
		(UncheckedExtrinsic::new_bare_legacy(call.clone()), UncheckedExtrinsic::new_bare(call))
	});
	for (four, five) in &both {
		// Behind the length, whose two bytes come first.
		let (four_bytes, five_bytes) = (four.encode(), five.encode());
		assert_eq!((four_bytes[2], five_bytes[2]), (0x04, 0x05));
		assert_eq!(four_bytes[3..], five_bytes[3..]);
		let valid = chain.validate(four.clone()).expect("version 4 is valid");
		assert_eq!(chain.validate(five.clone()), Ok(valid));
	}
	let [(four, _), (_, five), (first, second)] = both;
	let made = chain.block(vec![four, five, second, first]);
	let again = Err(AnswerRefusal::AlreadyAnswered.into());
	assert_eq!(made.results, [Ok(Ok(())), Ok(Ok(())), Ok(Ok(())), again]);
	assert_eq!(chain.read(ProofOfTime::answers_in_block), 3);
}

#[test]
fn they_are_refused_as_general_transactions() {
	let devices = [Device::number(0)];
	let (mut chain, genesis, draw) = start(&devices);
	let call = devices[0].answer_call(&genesis, draw.round, &draw.hash);
	for call in [call, transfer()] {
		let extension = jmt_runtime::extension(0u32.into(), 0, Era::Immortal);
		let general = UncheckedExtrinsic::new_transaction(call, extension);
		let refused: TransactionValidityError = InvalidTransaction::UnknownOrigin.into();
		assert_eq!(chain.validate(general.clone()), Err(refused));
		assert_eq!(chain.block(vec![general]).results, [Err(refused)]);
	}
}

#[test]
fn they_cost_no_fee() {
	let devices = [Device::number(0)];
	let (mut chain, genesis, draw) = start(&devices);
	let answer = devices[0].answer(&genesis, &draw);
	let length = answer.encoded_size() as u32;
	let signed = chain.signed(Bob, transfer());
	chain.read(|| {
		let info = TransactionPayment::query_info(answer.clone(), length);
		assert_eq!((info.partial_fee, info.class), (0, DispatchClass::Normal));
		assert_eq!(info.weight, answer.get_dispatch_info().total_weight());
		assert_eq!(TransactionPayment::query_fee_details(answer, length).inclusion_fee, None);
		assert!(TransactionPayment::query_info(signed, length).partial_fee > 0);
	});
}

#[test]
fn a_block_books_what_authorising_and_settling_them_take() {
	let devices = KeyType::ALL.map(|key_type| Device::of(key_type, 0));
	let (mut chain, genesis, draw) = start(&devices);
	let answers = devices.each_ref().map(|device| device.answer(&genesis, &draw));
	let limits = <Runtime as frame_system::Config>::BlockWeights::get();
	let base = limits.get(DispatchClass::Normal).base_extrinsic;
	in_block(&mut chain, || {
		let used = || System::block_weight().get(DispatchClass::Normal).ref_time();
		for (answer, key_type) in answers.into_iter().zip(KeyType::ALL) {
			let before = used();
			assert_eq!(Executive::apply_extrinsic(answer), Ok(Ok(())));
			// A first answer looks at no day.
			type Weights = <Runtime as pallet_proof_of_time::Config>::WeightInfo;
			let taken = costs::answer::<Weights>(key_type, 0, costs::Extent::Flat);
			let authorising = costs::authorize_answer::<Weights>(key_type);
			assert!(taken.all_gt(authorising) && authorising.ref_time() > 0, "{key_type:?}");
			assert_eq!(used() - before, taken.saturating_add(base).ref_time(), "{key_type:?}");
		}
	});
}

mod held_back_calls {
	use super::*;

	/// A bare call that the filter refuses is unknown to the pool and to a block, and one that it lets through is
	/// left to the SDK.
	fn hold(chain: &mut Chain, held: bool) {
		let bare = UncheckedExtrinsic::new_bare_legacy(transfer());
		let expected =
			if held { held_back() } else { UnknownTransaction::NoUnsignedValidator.into() };
		assert_eq!(chain.validate(bare.clone()), Err(expected));
		let results = chain.include(vec![bare]).results;
		if held {
			assert_eq!(results, [Err(held_back())]);
		} else {
			// An author may take it for an inherent. It has no origin, and fails.
			assert_eq!(results, [Ok(Err(DispatchError::BadOrigin))]);
		}
	}

	#[test]
	fn they_stay_out_while_safe_mode_lasts_and_answers_go_on() {
		let devices = [Device::number(0)];
		let (mut chain, genesis, draw) = start(&devices);
		hold(&mut chain, false);
		chain.read(|| {
			assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		});
		hold(&mut chain, true);
		chain.block(vec![devices[0].answer(&genesis, &draw)]).all_good();
		chain.read(|| {
			assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
		});
		hold(&mut chain, false);
	}

	#[test]
	fn they_stay_out_while_they_are_paused() {
		let (mut chain, ..) = start(&[Device::number(0)]);
		let name: pallet_tx_pause::RuntimeCallNameOf<Runtime> = (
			b"Balances".to_vec().try_into().expect("it is short"),
			b"transfer_all".to_vec().try_into().expect("it is short"),
		);
		chain.read(|| {
			assert_ok!(TxPause::pause(RuntimeOrigin::root(), name.clone()));
		});
		hold(&mut chain, true);
		chain.read(|| {
			assert_ok!(TxPause::unpause(RuntimeOrigin::root(), name));
		});
		hold(&mut chain, false);
	}
}

mod room {
	use super::*;

	/// A part of what a block has for normal calls, less what every transaction takes.
	fn part(percent: u32) -> Weight {
		let limits = <Runtime as frame_system::Config>::BlockWeights::get();
		let normal = limits.get(DispatchClass::Normal);
		let most = normal.max_total.expect("it is limited").ref_time();
		let part = Perbill::from_percent(percent) * most;
		Weight::from_parts(part - normal.base_extrinsic.ref_time(), 0)
	}

	/// Books calls of other pallets, and says whether an answer still fits.
	fn fits(chain: &mut Chain, answer: &UncheckedExtrinsic, booked: &[(Share, u32)]) -> bool {
		let mut result = None;
		in_block(chain, || {
			for (share, percent) in booked {
				assert_ok!(ProofOfTime::ensure_room(*share, part(*percent)));
				ProofOfTime::book(*share, part(*percent));
			}
			result = Some(tried(answer.clone()));
		});
		match result.expect("it was applied") {
			Ok(Ok(())) => true,
			Err(refused) if refused == full() => false,
			other => panic!("{other:?}"),
		}
	}

	#[test]
	fn it_is_half_a_block_for_answers_and_three_quarters_for_all() {
		let devices = [Device::number(0)];
		let (mut chain, genesis, draw) = start(&devices);
		let answer = devices[0].answer(&genesis, &draw);
		use Share::*;
		assert!(fits(&mut chain, &answer, &[(Answers, 49)]));
		assert!(!fits(&mut chain, &answer, &[(Answers, 50)]));
		// Four blocks of a round can be answered in: the last two look at all rows together.
		let others =
			[(Activations, 20), (ZeroKnowledge, 20), (Tasks, 10), (Packets, 5), (Payments, 5)];
		assert!(fits(&mut chain, &answer, &[&others[..], &[(Answers, 14)]].concat()));
		assert!(!fits(&mut chain, &answer, &[&others[..], &[(Answers, 15)]].concat()));
	}

	#[test]
	fn it_takes_twice_the_answers_that_a_round_of_a_real_network_aims_at() {
		let limits = <Runtime as frame_system::Config>::BlockWeights::get();
		let normal = limits.get(DispatchClass::Normal);
		let share = Share::Answers.weight() * normal.max_total.expect("it is limited");
		// Keys that host functions verify. P-256 takes several times as long (docs/proof-of-time.md). A device with a
		// unit has more of it looked at: of those the answers of a whole round fit, too.
		for (extent, times) in [(costs::Extent::Flat, 2), (costs::Extent::Identity, 1)] {
			for key_type in [KeyType::Sr25519, KeyType::Ed25519, KeyType::Secp256k1] {
				type Weights = <Runtime as pallet_proof_of_time::Config>::WeightInfo;
				let answer = costs::answer::<Weights>(key_type, 1, extent)
					.saturating_add(normal.base_extrinsic);
				let fit = share.ref_time() / answer.ref_time();
				let in_window = fit * u64::from(rounds::MIN_WINDOW_BLOCKS);
				assert!(
					in_window >= times * u64::from(rounds::TARGET_ANSWERS),
					"{key_type:?} {extent:?}: {in_window}"
				);
			}
		}
	}

	#[test]
	fn it_is_a_thousand_answers_at_most() {
		let devices = [Device::number(0)];
		let (mut chain, genesis, draw) = start(&devices);
		let answer = devices[0].answer(&genesis, &draw);
		let most = <Runtime as pallet_proof_of_time::Config>::MaxAnswersPerBlock::get();
		assert_eq!(Some(most), Share::Answers.calls());
		in_block(&mut chain, || {
			for booked in 0..=most {
				match tried(answer.clone()) {
					Ok(Ok(())) => assert!(booked < most),
					refused => assert_eq!((refused, booked), (Err(full()), most)),
				}
				// Of no weight but that of every transaction.
				if booked < most {
					ProofOfTime::book(Share::Answers, Weight::zero());
				}
			}
		});
	}

	#[test]
	fn it_is_counted_in_every_block_and_not_in_one_that_is_full() {
		let (mut chain, ..) = start(&[Device::number(0)]);
		let roomy = |chain: &mut Chain| chain.read(|| Share::ALL.map(ProofOfTime::roomy));
		let before = roomy(&mut chain);
		assert_eq!(before, [before[0]; 6]);
		chain.blocks(9);
		assert_eq!(roomy(&mut chain), before.map(|blocks| blocks + 9));
		// Calls that pay have taken more than half.
		in_block(&mut chain, || {
			System::register_extra_weight_unchecked(part(51), DispatchClass::Normal);
		});
		assert_eq!(roomy(&mut chain), before.map(|blocks| blocks + 9));
		// Answers have used up their row, and no other.
		in_block(&mut chain, || ProofOfTime::book(Share::Answers, part(50)));
		let mut expected = before.map(|blocks| blocks + 10);
		expected[0] -= 1;
		assert_eq!(roomy(&mut chain), expected);
	}

	#[test]
	fn it_is_none_in_a_block_that_ends_an_epoch() {
		// Sessions end every 20 slots, and such a block books a whole one.
		let mut chain = Chain::start(DEVELOPMENT);
		chain.blocks(100);
		let (roomy, ended) =
			chain.read(|| (ProofOfTime::roomy(Share::Answers), Session::current_index()));
		assert!(ended >= 4, "{ended}");
		assert_eq!(roomy, 100 - ended);
	}
}

/// A value of each kind, for the arguments of calls.
#[derive(Clone, Copy)]
struct Filling {
	/// Each byte of a number.
	byte: u8,
	/// Items of a list.
	items: u8,
}

/// Fills in the arguments of calls, with a call of their own where they carry another.
struct Filler<'a> {
	metadata: &'a RuntimeMetadataV16,
	filling: Filling,
	/// The type of calls.
	call: u32,
	/// The call that is carried.
	carried: Vec<u8>,
	/// Whether one is.
	carries: bool,
}

impl Filler<'_> {
	fn fields(&mut self, fields: &[Field<PortableForm>]) -> Vec<u8> {
		fields.iter().flat_map(|field| self.value(field.ty.id)).collect()
	}

	fn value(&mut self, id: u32) -> Vec<u8> {
		if id == self.call {
			self.carries = true;
			return self.carried.clone();
		}
		let Filling { byte, items } = self.filling;
		let metadata = self.metadata;
		match &metadata.types.resolve(id).expect("it is among the types").type_def {
			TypeDef::Composite(composite) => self.fields(&composite.fields),
			TypeDef::Variant(variants) => {
				let first = variants.variants.iter().min_by_key(|variant| variant.index);
				let first = first.expect("an enum has a variant");
				[vec![first.index], self.fields(&first.fields)].concat()
			},
			TypeDef::Array(array) => {
				(0..array.len).flat_map(|_| self.value(array.type_param.id)).collect()
			},
			TypeDef::Tuple(tuple) => {
				tuple.fields.iter().flat_map(|field| self.value(field.id)).collect()
			},
			TypeDef::Sequence(sequence) => {
				// A list of calls is never empty.
				let items = if sequence.type_param.id == self.call { 1 } else { items };
				let values = (0..items).flat_map(|_| self.value(sequence.type_param.id));
				let values: Vec<u8> = values.collect();
				[vec![items << 2], values].concat()
			},
			TypeDef::Compact(_) => vec![byte << 2],
			TypeDef::BitSequence(_) => vec![0],
			TypeDef::Primitive(primitive) => match primitive {
				TypeDefPrimitive::Bool | TypeDefPrimitive::Str => vec![0],
				TypeDefPrimitive::U8 | TypeDefPrimitive::I8 => vec![byte],
				TypeDefPrimitive::U16 | TypeDefPrimitive::I16 => vec![byte; 2],
				TypeDefPrimitive::U32 | TypeDefPrimitive::I32 => vec![byte; 4],
				TypeDefPrimitive::Char => vec![0; 4],
				TypeDefPrimitive::U64 | TypeDefPrimitive::I64 => vec![byte; 8],
				TypeDefPrimitive::U128 | TypeDefPrimitive::I128 => vec![byte; 16],
				TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => vec![byte; 32],
			},
		}
	}
}

/// A call of the runtime, made from the metadata.
struct AnyCall {
	name: String,
	call: RuntimeCall,
	/// Whether it carries the call given.
	carries: bool,
}

/// One of each call, whose arguments are filled in, and which carry this call where they carry any. Those that
/// do not decode are left out, but for zeros and empty lists, which all calls take.
fn calls(filling: Filling, carried: &RuntimeCall) -> Vec<AnyCall> {
	let metadata = metadata();
	let call = metadata.outer_enums.call_enum_ty.id;
	let mut calls = Vec::new();
	for pallet in &metadata.pallets {
		let Some(of_pallet) = &pallet.calls else { continue };
		for variant in variants(&metadata, of_pallet.ty.id) {
			let carried = carried.encode();
			let mut filler = Filler { metadata: &metadata, filling, call, carried, carries: false };
			let mut bytes = vec![pallet.index, variant.index];
			bytes.extend(filler.fields(&variant.fields));
			let name = format!("{}.{}", pallet.name, variant.name);
			match RuntimeCall::decode_all(&mut &bytes[..]) {
				Ok(call) => calls.push(AnyCall { name, call, carries: filler.carries }),
				Err(error) => assert!(filling.byte > 0 || filling.items > 0, "{name}: {error}"),
			}
		}
	}
	assert!(calls.len() > 200, "{} calls", calls.len());
	calls
}

/// Zeros and empty lists, and small numbers in short lists.
const FILLINGS: [Filling; 3] =
	[Filling { byte: 0, items: 0 }, Filling { byte: 0, items: 1 }, Filling { byte: 1, items: 1 }];

#[test]
fn no_call_but_those_that_are_authorised_passes_bare() {
	let (mut chain, ..) = start(&[Device::number(0)]);
	let remark = frame_system::Call::<Runtime>::remark { remark: Vec::new() }.into();
	let mut inherents = Vec::new();
	for AnyCall { name, call, .. } in calls(FILLINGS[0], &remark) {
		// Made-up bytes are no proof and no answer, so that all of them are refused.
		let bare = UncheckedExtrinsic::new_bare_legacy(call);
		let refused = chain.validate(bare.clone());
		assert!(refused.is_err(), "{name} is valid: {refused:?}");
		if <Runtime as IsInherent<UncheckedExtrinsic>>::is_inherent(&bare) {
			inherents.push(name);
			continue;
		}
		in_block(&mut chain, || {
			let result = tried(bare);
			assert!(!matches!(result, Ok(Ok(()))), "{name} was carried out");
		});
	}
	assert_eq!(inherents, ["Timestamp.set"]);
}

#[test]
fn no_call_below_root_dispatches_another_without_an_origin() {
	let devices = [Device::number(0)];
	let (mut chain, genesis, draw) = start(&devices);
	let id = devices[0].id;
	let answer = devices[0].answer_call(&genesis, draw.round, &draw.hash);
	let answered = || Miners::<Runtime>::contains_key(id);
	in_block(&mut chain, || {
		// It would be carried out by anybody who got it to that origin, without being authorised.
		undone(|| {
			assert_ok!(answer.clone().dispatch(RuntimeOrigin::none()));
			assert!(answered());
		});
		let mut carriers = std::collections::BTreeSet::new();
		for filling in FILLINGS {
			for AnyCall { name, call, .. } in
				calls(filling, &answer).into_iter().filter(|call| call.carries)
			{
				for origin in [RuntimeOrigin::none(), RuntimeOrigin::signed(Alice.to_account_id())]
				{
					undone(|| {
						let result = call.clone().dispatch(origin);
						assert!(!answered(), "{name} dispatched a foreign call: {result:?}");
					});
				}
				carriers.insert(name);
			}
		}
		for known in
			["Utility.batch", "Proxy.proxy", "Multisig.as_multi", "FoundationCouncil.execute"]
		{
			assert!(carriers.contains(known), "{known} carries a call: {carriers:?}");
		}
	});
}
