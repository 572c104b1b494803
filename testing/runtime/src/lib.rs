//! A chain of the real runtime without a node: real blocks with real VRF outputs, inherents and extrinsics,
//! executed natively.
//!
//! [`Chain::start`] builds the genesis of a preset, [`Chain::start_with`] of a preset with a patch.
//! [`Chain::block`] makes the block of the next slot out of the extrinsics given and says what became of
//! them; [`Chain::skip`] leaves slots empty. [`Chain::read`] looks at the state. Keys of the validators are
//! the well-known ones of development presets, and each block carries the VRF output that its author would
//! have had to show, so that draws are as random as on a network and the same in every run.
//!
//! State is committed to a trie after each block, so that the cost of a block does not grow with the
//! history. When a test is done with a chain, its invariants are checked ([`Chain::check`]).
//!
//! | where | what |
//! |---|---|
//! | [`device`] | devices with keys, and fleets of them |
//! | [`domains`] | domains with manifests, roots of trust with units |
//! | [`days`] | short days of draws, and ways through them |
//! | [`eras`] | ways through eras of staking |
//! | [`bodies`] | motions of the bodies that govern |
//! | [`counter`] | how often work reaches the storage |
//! | [`zk`] | groups, and signals of their members |
//!
//! The crate stands apart from the runtime, since any change below that one's folder builds its WASM again.

pub mod bodies;
pub mod counter;
pub mod days;
pub mod device;
pub mod domains;
pub mod eras;
pub mod zk;

use codec::Encode;
use counter::{count, Access};
use frame_support::storage::with_transaction;
use jmt_primitives::{
	supply::TOTAL_SUPPLY, AccountId, Balance, BlockNumber, Draw, Hash, Invariants, Moment,
};
use jmt_runtime::{
	api::dispatch, constants::time::SLOT_MS, genesis_presets, Babe, Block, Executive, Header,
	OwnPallets, Runtime, RuntimeCall, RuntimeEvent, Session, SignedPayload, System,
	UncheckedExtrinsic,
};
use serde_json::Value;
use sp_consensus_babe::{
	digests::{CompatibleDigestItem, PreDigest, SecondaryVRFPreDigest},
	make_vrf_sign_data, Epoch, Slot,
};
use sp_core::{crypto::VrfSecret, traits::Externalities, Pair};
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	generic::Era,
	traits::Header as HeaderT,
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
	},
	ApplyExtrinsicResult, Digest, DigestItem, DispatchError, MultiSignature, TransactionOutcome,
};

/// The first slot with a block: some day in 2026, at the start of an hour.
const FIRST_SLOT: u64 = 1_795_000_000_000 / SLOT_MS / 1_800 * 1_800;

/// A block that was made.
pub struct Made {
	pub header: Header,
	/// Result of each extrinsic, in the order given.
	pub results: Vec<ApplyExtrinsicResult>,
	pub events: Vec<RuntimeEvent>,
	/// The draw that its header announces.
	pub draw: Option<Draw>,
}

impl Made {
	/// Panics unless every extrinsic was included and dispatched without an error.
	pub fn all_good(self) -> Self {
		for result in &self.results {
			assert_eq!(*result, Ok(Ok(())));
		}
		self
	}
}

/// A chain in one process.
pub struct Chain {
	ext: TestExternalities,
	next_slot: u64,
	head: Hash,
	number: BlockNumber,
	/// Whether the invariants are checked at its end.
	checked: bool,
}

/// Merges a patch into a value (RFC 7386).
pub fn merge(value: &mut Value, patch: Value) {
	match (value, patch) {
		(Value::Object(value), Value::Object(patch)) => {
			for (key, patch) in patch {
				if patch.is_null() {
					value.remove(&key);
				} else {
					merge(value.entry(key).or_insert(Value::Null), patch);
				}
			}
		},
		(value, patch) => *value = patch,
	}
}

/// The whole genesis of a preset as JSON: the runtime's default with the preset's patch, as a node makes it.
pub fn genesis_json(preset: &str) -> Value {
	use sp_genesis_builder::runtime_decl_for_genesis_builder::GenesisBuilder;
	let default = <Runtime as GenesisBuilder<Block>>::get_preset(&None).expect("a default genesis");
	let mut genesis = serde_json::from_slice(&default).expect("JSON");
	let patch = genesis_presets::get_preset(&preset.into()).expect("a known preset");
	merge(&mut genesis, serde_json::from_slice(&patch).expect("JSON"));
	genesis
}

/// The state that a genesis builds, or why it is refused.
pub fn build_genesis(genesis: &Value) -> Result<TestExternalities, String> {
	use sp_genesis_builder::runtime_decl_for_genesis_builder::GenesisBuilder;
	let mut ext = TestExternalities::new_empty();
	ext.execute_with(|| {
		<Runtime as GenesisBuilder<Block>>::build_state(genesis.to_string().into_bytes())
	})?;
	ext.commit_all().expect("the state commits");
	Ok(ext)
}

impl Chain {
	/// A chain at the genesis of a preset.
	pub fn start(preset: &str) -> Self {
		Self::start_with(preset, Value::Object(Default::default()))
	}

	/// A chain at the genesis of a preset with a patch.
	pub fn start_with(preset: &str, patch: Value) -> Self {
		let mut genesis = genesis_json(preset);
		merge(&mut genesis, patch);
		let ext = build_genesis(&genesis).expect("the genesis builds");
		let head = sp_io::hashing::blake2_256(b"genesis of a chain in one process").into();
		Self { ext, next_slot: FIRST_SLOT, head, number: 0, checked: true }
	}

	/// Leaves its end unchecked, for a state that was put together and that no calls could have reached.
	pub fn unchecked(mut self) -> Self {
		self.checked = false;
		self
	}

	/// Hash of the genesis block.
	pub fn genesis_hash(&mut self) -> Hash {
		let (number, head) = (self.number, self.head);
		if number == 0 {
			head
		} else {
			self.read(|| System::block_hash(0))
		}
	}

	/// Number of the newest block.
	pub fn number(&self) -> BlockNumber {
		self.number
	}

	/// Slot of the next block.
	pub fn next_slot(&self) -> u64 {
		self.next_slot
	}

	/// Time of the next block, in ms.
	pub fn next_time(&self) -> Moment {
		self.next_slot * SLOT_MS
	}

	/// Leaves slots without a block.
	pub fn skip(&mut self, slots: u64) {
		self.next_slot += slots;
	}

	/// Looks at the state; what `look` writes stays until the next block.
	pub fn read<R>(&mut self, look: impl FnOnce() -> R) -> R {
		self.ext.execute_with(look)
	}

	/// Works over the state as a runtime in WASM reaches it.
	pub fn over<R>(&mut self, work: impl FnOnce(&mut dyn Externalities) -> R) -> R {
		work(&mut self.ext.ext())
	}

	/// Makes the block of the next slot.
	pub fn block(&mut self, extrinsics: Vec<UncheckedExtrinsic>) -> Made {
		self.block_of(|ext| {
			ext.execute_with(|| {
				let results = extrinsics.into_iter().map(apply).collect();
				(results, events())
			})
		})
	}

	/// Makes the block of the next slot, and says how often each of its extrinsics reached the storage.
	pub fn counted_block(&mut self, extrinsics: Vec<UncheckedExtrinsic>) -> (Made, Vec<Access>) {
		let mut accesses = Vec::new();
		let made = self.block_of(|ext| {
			ext.execute_with(|| {
				let counted = extrinsics.into_iter().map(|extrinsic| count(|| apply(extrinsic)));
				let results;
				(results, accesses) = counted.unzip();
				(results, events())
			})
		});
		(made, accesses)
	}

	/// Makes the block of the next slot, with whatever `fill` applies to it, and returns the results and
	/// events that it says there were.
	pub fn block_of(
		&mut self,
		fill: impl FnOnce(&mut TestExternalities) -> (Vec<ApplyExtrinsicResult>, Vec<RuntimeEvent>),
	) -> Made {
		let slot = self.next_slot;
		let number = self.number + 1;
		let parent = self.head;
		self.ext.execute_with(|| {
			let header = Header::new(
				number,
				Default::default(),
				Default::default(),
				parent,
				Digest { logs: vec![pre_digest(slot)] },
			);
			Executive::initialize_block(&header);
			let time = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now: slot * SLOT_MS });
			Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(time))
				.expect("the time is included")
				.expect("the time is set");
		});
		let (results, events) = fill(&mut self.ext);
		let header = self.ext.execute_with(Executive::finalize_block);
		self.ext.commit_all().expect("the state commits");
		self.head = header.hash();
		self.number = number;
		self.next_slot += 1;
		let draw = header.digest().logs().iter().find_map(Draw::from_digest_item);
		Made { header, results, events, draw }
	}

	/// Makes the block of the next slot, and one more if it takes nothing: the block that ends an epoch is
	/// full by itself.
	pub fn include(&mut self, extrinsics: Vec<UncheckedExtrinsic>) -> Made {
		let full: TransactionValidityError = InvalidTransaction::ExhaustsResources.into();
		let made = self.block(extrinsics.clone());
		if !extrinsics.is_empty() && made.results.iter().all(|result| *result == Err(full)) {
			return self.block(extrinsics);
		}
		made
	}

	/// Makes blocks without extrinsics.
	pub fn blocks(&mut self, count: u32) {
		for _ in 0..count {
			self.block(Vec::new());
		}
	}

	/// Makes blocks without extrinsics until one draws, at most `patience` of them.
	pub fn until_draw(&mut self, patience: u32) -> Draw {
		(0..patience)
			.find_map(|_| self.block(Vec::new()).draw)
			.unwrap_or_else(|| panic!("no draw in {patience} blocks"))
	}

	/// The verdict of a pool on the newest block about a transaction.
	pub fn validate(&mut self, transaction: UncheckedExtrinsic) -> TransactionValidity {
		let head = self.head;
		let mut validity = None;
		self.ext.execute_with(|| {
			// A pool's changes are dropped.
			let _ = with_transaction::<(), DispatchError, _>(|| {
				validity = Some(Executive::validate_transaction(
					TransactionSource::External,
					transaction,
					head,
				));
				TransactionOutcome::Rollback(Ok(()))
			});
		});
		validity.expect("it was validated")
	}

	/// A call signed by a development account, with its next nonce.
	pub fn signed(
		&mut self,
		by: Sr25519Keyring,
		call: impl Into<RuntimeCall>,
	) -> UncheckedExtrinsic {
		self.signed_after(by, 0, call)
	}

	/// A call signed by a development account, with the nonce that follows `earlier` other calls that are
	/// not in a block yet.
	pub fn signed_after(
		&mut self,
		by: Sr25519Keyring,
		earlier: u32,
		call: impl Into<RuntimeCall>,
	) -> UncheckedExtrinsic {
		let call = call.into();
		// Before block 1 the state does not know the hash of the genesis block yet.
		assert!(self.number > 0, "signing needs a block first");
		self.read(|| {
			let account = by.to_account_id();
			let nonce = System::account_nonce(&account) + earlier.into();
			let extension = jmt_runtime::extension(nonce, 0, Era::Immortal);
			let payload = SignedPayload::new(call, extension).expect("the implicit data is known");
			let signature = payload.using_encoded(|bytes| by.pair().sign(bytes));
			let (call, extension, _) = payload.deconstruct();
			UncheckedExtrinsic::new_signed(
				call,
				account.into(),
				MultiSignature::Sr25519(signature),
				extension,
			)
		})
	}

	/// A fee-free call as it travels: bare, as version 4.
	pub fn free(call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare_legacy(call.into())
	}

	/// Free balance of an account.
	pub fn balance(&mut self, account: &AccountId) -> Balance {
		self.read(|| jmt_runtime::Balances::free_balance(account))
	}

	/// Checks the invariants of the chain's own pallets and that the supply is 50 billion JMT.
	pub fn check(&mut self) {
		self.read(|| {
			OwnPallets::each(&mut |name, check| {
				check().unwrap_or_else(|error| panic!("the invariants of {name} hold: {error:?}"))
			});
			let circulation = jmt_runtime::circulation::figures();
			assert!(circulation.adds_up(), "{circulation:?}");
			assert_eq!(jmt_runtime::Balances::total_issuance(), TOTAL_SUPPLY);
		})
	}

	/// Bytes that the state of the newest block takes in a database: nodes of the trie and their keys. Ends the chain,
	/// unchecked.
	pub fn into_stored_bytes(mut self) -> u64 {
		self.checked = false;
		let ext = std::mem::replace(&mut self.ext, TestExternalities::new_empty());
		let (nodes, _) = ext.into_raw_snapshot();
		nodes.iter().map(|(key, (node, _))| (key.len() + node.len()) as u64).sum()
	}

	/// Calls a runtime API by its name, as a node or light client does.
	pub fn call_api(&mut self, method: &str, arguments: &[u8]) -> Vec<u8> {
		self.read(|| {
			dispatch(method, arguments).unwrap_or_else(|| panic!("no runtime API {method}"))
		})
	}
}

/// The invariants hold after every test.
impl Drop for Chain {
	fn drop(&mut self) {
		if self.checked && !std::thread::panicking() {
			self.check();
		}
	}
}

/// The events of the block so far.
fn events() -> Vec<RuntimeEvent> {
	System::read_events_no_consensus().map(|record| record.event).collect()
}

/// Applies an extrinsic as an author does: what is not included leaves no trace.
fn apply(extrinsic: UncheckedExtrinsic) -> ApplyExtrinsicResult {
	let mut result = None;
	let _ = with_transaction::<(), DispatchError, _>(|| {
		let applied = Executive::apply_extrinsic(extrinsic);
		let included = applied.is_ok();
		result = Some(applied);
		if included {
			TransactionOutcome::Commit(Ok(()))
		} else {
			TransactionOutcome::Rollback(Ok(()))
		}
	});
	result.expect("it was applied")
}

/// The header's item by the author of a slot: authors take turns, each with its real VRF output. One that is
/// disabled for an offence leaves its turn to the next.
fn pre_digest(slot: u64) -> DigestItem {
	let slot = Slot::from(slot);
	// BABE enters an epoch while it initialises the block, so what the author goes by is looked up as it will
	// be then.
	let Epoch { authorities, randomness, epoch_index, .. } = epoch_of(slot);
	let disabled = Session::disabled_validators();
	let authors = authorities.len() as u64;
	let index = (0..authors)
		.map(|turn| (*slot + turn) % authors)
		.find(|index| !disabled.contains(&(*index as u32)))
		.expect("some authority is not disabled");
	let public = sp_core::sr25519::Public::from(authorities[index as usize].0.clone());
	let author = Sr25519Keyring::iter()
		.find(|key| key.public() == public)
		.expect("the author has a development key");
	let vrf_signature = author.pair().vrf_sign(&make_vrf_sign_data(&randomness, slot, epoch_index));
	DigestItem::babe_pre_digest(PreDigest::SecondaryVRF(SecondaryVRFPreDigest {
		authority_index: index as u32,
		slot,
		vrf_signature,
	}))
}

/// The epoch that a block in this slot lies in.
fn epoch_of(slot: Slot) -> Epoch {
	let genesis = Babe::genesis_slot();
	let current = Babe::current_epoch();
	if *genesis == 0 || *slot < *current.start_slot + current.duration {
		return current;
	}
	let next = Babe::next_epoch();
	Epoch { epoch_index: (*slot - *genesis) / next.duration, ..next }
}
