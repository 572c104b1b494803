//! A log in real blocks: strangers anchor it, its head is told, and a receipt whose use it lacks is noted there for good.

use super::{ask, stage::Stage};
use jmt_primitives::{
	access::{
		log::{
			signed::{self, sorted_leaf},
			Absence, Entry, Lie, LieKind, LogHead, Neighbour, Outcome, Receipt, Seal,
		},
		Action, By,
	},
	merkle::{consistency_proof, Tree},
	DeviceId, DeviceSignature, Hash, Moment,
};
use jmt_runtime::{Runtime, RuntimeEvent, Timestamp};
use jmt_runtime_harness::device::Device;
use pallet_access::{Call, Event};
use sp_keyring::Sr25519Keyring::{Alice, Charlie};

const SALT: Hash = Hash::repeat_byte(0x5a);

/// Ms before the first seal in which its entries may stand.
const BEFORE: Moment = 60_000;

/// The log that Bob's phone keeps as an enforcer.
struct Log {
	phone: Device,
	genesis: Hash,
	leaves: Vec<Vec<u8>>,
	/// Use and leaf of each entry since the last seal.
	open: Vec<(Hash, Hash)>,
	/// Each seal with its entries, sorted by their uses.
	sealed: Vec<(Seal, Vec<(Hash, Hash)>)>,
}

fn entry(use_id: u8, at: Moment) -> Entry {
	Entry {
		use_id: Hash::repeat_byte(use_id),
		at,
		resource: 1,
		action: Action::OPEN,
		subject: Hash::repeat_byte(7),
		outcome: Outcome::Allowed(By::Rule(0)),
		version: 1,
		block: 1,
	}
}

fn sorted_tree(sorted: &[(Hash, Hash)]) -> Tree {
	Tree::new(sorted.iter().map(|(use_id, leaf)| sorted_leaf(use_id, leaf))).expect("few leaves")
}

impl Log {
	fn new(stage: &mut Stage) -> Self {
		let genesis = stage.chain.genesis_hash();
		let phone = Device::number(1);
		assert_eq!(phone.id, stage.phone.id);
		Self { phone, genesis, leaves: Vec::new(), open: Vec::new(), sealed: Vec::new() }
	}

	fn tree(&self) -> Tree {
		Tree::new(&self.leaves).expect("few leaves")
	}

	fn add(&mut self, entry: &Entry) {
		self.leaves.push(entry.leaf(&self.genesis, &self.phone.id, &SALT));
		self.open.push((entry.use_id, entry.leaf_hash(&self.genesis, &self.phone.id, &SALT)));
	}

	/// The receipt of an entry, whether or not it is in the log, by who signs as the phone.
	fn receipt(&self, entry: &Entry, signer: &Device) -> (Receipt, DeviceSignature) {
		let receipt = Receipt {
			genesis: self.genesis,
			enforcer: self.phone.id,
			use_id: entry.use_id,
			at: entry.at,
			leaf: entry.leaf_hash(&self.genesis, &self.phone.id, &SALT),
		};
		(receipt, signer.sign(&receipt.payload()))
	}

	/// Seals what is open up to a moment. Returns the call that anchors it.
	fn anchor(&mut self, to: Moment) -> Call<Runtime> {
		let mut sorted = std::mem::take(&mut self.open);
		sorted.sort();
		let last = self.sealed.last().map(|(seal, _)| *seal);
		let old = last.map_or(0, |last| last.index().expect("a small one") + 1);
		let seal = Seal {
			segment: last.map_or(0, |last| last.segment) + 1,
			begins: old,
			from: last.map_or(to - BEFORE, |last| last.to),
			to,
			entries: sorted.len() as u32,
			sorted: sorted_tree(&sorted).root(),
		};
		self.leaves.push(seal.leaf(&self.genesis, &self.phone.id));
		self.sealed.push((seal, sorted));
		let (tree, leaves) = (self.tree(), self.leaves.len() as u32);
		let consistency = consistency_proof(&tree, old).filter(|_| last.is_some());
		let payload = signed::anchor(&self.genesis, &self.phone.id, &seal, leaves, &tree.root());
		Call::anchor {
			enforcer: self.phone.id,
			seal,
			leaves,
			root: tree.root(),
			consistency: consistency.unwrap_or_default().try_into().expect("few hashes"),
			path: tree.proof(leaves - 1).expect("it is the last"),
			signature: self.phone.sign(&payload),
		}
	}

	/// The call that shows a receipt, and its use's place among the sorted ones of a segment, counted from 0 on.
	fn report(&self, segment: usize, shown: (Receipt, DeviceSignature)) -> Call<Runtime> {
		let ((receipt, signature), (seal, sorted)) = (shown, &self.sealed[segment]);
		let tree = sorted_tree(sorted);
		let neighbour = |index: usize| {
			let (use_id, leaf) = *sorted.get(index)?;
			let index = index as u32;
			Some(Neighbour { index, use_id, leaf, path: tree.proof(index)? })
		};
		let place = sorted.partition_point(|(use_id, _)| *use_id < receipt.use_id);
		let absence = match neighbour(place) {
			Some(there) if there.use_id == receipt.use_id => Absence::Otherwise(there),
			above => Absence::Between { below: place.checked_sub(1).and_then(neighbour), above },
		};
		let path = self.tree().proof(seal.index().expect("a small one")).expect("it is there");
		let lie = Lie::Missing { receipt, signature, seal: *seal, path, absence };
		Call::report_lie { enforcer: self.phone.id, lie: Box::new(lie) }
	}
}

fn head(stage: &mut Stage, enforcer: DeviceId) -> Option<LogHead> {
	ask(&mut stage.chain, "AccessApi_log_head", enforcer)
}

/// Three uses of one segment, anchored by Charlie. Returns the end of the segment too.
fn anchored(stage: &mut Stage) -> (Log, Moment) {
	let mut log = Log::new(stage);
	let to = stage.chain.next_time();
	for use_id in [10, 30, 50] {
		log.add(&entry(use_id, to - 10));
	}
	let anchor = log.anchor(to);
	stage.send(Charlie, anchor);
	(log, to)
}

#[test]
fn the_head_of_an_anchored_log_is_told() {
	let mut stage = Stage::new();
	let (mut log, to) = anchored(&mut stage);
	let told = head(&mut stage, log.phone.id).expect("it is anchored");
	assert_eq!((told.leaves, told.segment, told.at, told.lied), (4, 1, to, None));
	assert_eq!((told.root, &told.payer), (log.tree().root(), &Charlie.to_account_id()));
	// A second segment, without entries, by another account.
	let to = stage.chain.next_time();
	let anchor = log.anchor(to);
	stage.send(Alice, anchor);
	let next = head(&mut stage, log.phone.id).expect("it is anchored");
	assert_eq!((next.leaves, next.segment, next.at, next.lied), (5, 2, to, None));
	assert_eq!((next.root, next.payer), (log.tree().root(), told.payer));
}

#[test]
fn a_receipt_whose_use_is_missing_is_a_lie_that_the_head_keeps() {
	let mut stage = Stage::new();
	let (mut log, to) = anchored(&mut stage);
	let shown = log.receipt(&entry(20, to - 5), &log.phone);
	let report = log.report(0, shown);
	let made = stage.send(Alice, report);
	let reported = Event::LieReported {
		enforcer: log.phone.id,
		by: Alice.to_account_id(),
		use_id: Hash::repeat_byte(20),
		lie: LieKind::Missing,
	};
	assert!(made.events.contains(&RuntimeEvent::Access(reported)), "{:?}", made.events);
	let lied = Some(stage.chain.read(Timestamp::get));
	assert_eq!(head(&mut stage, log.phone.id).expect("it is anchored").lied, lied);
	// The log goes on, and the lie stays in its head.
	let anchor = log.anchor(stage.chain.next_time());
	stage.send(Charlie, anchor);
	let next = head(&mut stage, log.phone.id).expect("it is anchored");
	assert_eq!((next.segment, next.lied), (2, lied));
}

mod reject {
	use super::*;
	use pallet_access::Error;
	use sp_runtime::DispatchError;

	/// The call is included and fails by this error.
	fn refused(stage: &mut Stage, call: Call<Runtime>, error: Error<Runtime>) {
		let call = stage.chain.signed(Alice, call);
		let error: DispatchError = error.into();
		assert_eq!(stage.chain.include(vec![call]).results, [Ok(Err(error))]);
	}

	#[test]
	fn an_honest_absence() {
		let mut stage = Stage::new();
		let (mut log, first) = anchored(&mut stage);
		// A use of the segment after, which the one before lacks as it should.
		let (later, second) = (entry(20, first + 1), stage.chain.next_time());
		log.add(&later);
		let anchor = log.anchor(second);
		stage.send(Charlie, anchor);
		let shown = log.receipt(&later, &log.phone);
		let absent = log.report(0, shown);
		refused(&mut stage, absent, Error::NotALie);
		// There it stands, as its receipt says.
		let present = log.report(1, shown);
		refused(&mut stage, present, Error::NotALie);
		assert_eq!(head(&mut stage, log.phone.id).expect("it is anchored").lied, None);
	}

	#[test]
	fn a_receipt_that_the_enforcer_did_not_sign_and_a_log_that_there_is_not() {
		let mut stage = Stage::new();
		let (log, to) = anchored(&mut stage);
		let missing = entry(20, to - 5);
		let forged = log.report(0, log.receipt(&missing, &Device::number(2)));
		refused(&mut stage, forged, Error::BadSignature);
		let report = log.report(0, log.receipt(&missing, &log.phone));
		let Call::report_lie { lie, .. } = report.clone() else { panic!("it is a report") };
		let elsewhere = Call::report_lie { enforcer: Device::number(2).id, lie };
		refused(&mut stage, elsewhere, Error::UnknownLog);
		assert_eq!(head(&mut stage, log.phone.id).expect("it is anchored").lied, None);
		stage.send(Charlie, report.clone());
		refused(&mut stage, report, Error::AlreadyLied);
	}

	#[test]
	fn an_anchor_twice_and_one_that_leaves_a_use_out() {
		let mut stage = Stage::new();
		let mut log = Log::new(&mut stage);
		let to = stage.chain.next_time();
		log.add(&entry(10, to - 10));
		let anchor = log.anchor(to);
		stage.send(Charlie, anchor.clone());
		let before = head(&mut stage, log.phone.id);
		refused(&mut stage, anchor, Error::NotAppendOnly);
		// The same segment again, without its use, and one after it.
		let mut forked = Log::new(&mut stage);
		forked.add(&entry(11, to - 10));
		let _ = forked.anchor(to);
		let anchor = forked.anchor(stage.chain.next_time());
		refused(&mut stage, anchor, Error::NotAppendOnly);
		assert_eq!(head(&mut stage, log.phone.id), before);
	}
}
