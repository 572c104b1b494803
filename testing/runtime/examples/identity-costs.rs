//! Costs of a million devices that a manifest names and of the ones that join by it, each beside the same devices by
//! registration: `scripts/bench costs`.
//!
//! The size of the state is that of the entries and of the nodes of the trie above them, as a node's database
//! holds them. The rest is applied by the runtime's WASM, one by one, over a state in memory: the disk's part is not
//! in it.

mod wasm;

use codec::Encode;
use frame_support::{dispatch::DispatchClass, weights::Weight};
use jmt_primitives::{
	authorized::Share,
	cell::Region,
	domains::{DomainId, Layer, MAX_DEPTH},
	manifests::{leaf_bytes, signed, Leaf, ManifestId, MAX_LEAVES, MAX_PROOF},
	merkle::{implied_root, root, Proof, Tree},
	time::DAY_MS,
	AccountId, DevicePublic, Hash, KeyType, JMT,
};
use jmt_runtime::{genesis_presets::DEVELOPMENT, Runtime, UncheckedExtrinsic, WASM_BINARY};
use jmt_runtime_harness::{counter::Access, device::Device, Chain};
use pallet_devices::{Call, NextDomain, NextManifest};
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use std::time::{Duration, Instant};
use wasm::{apply, used};

/// Devices whose state is compared.
const ENROLLED: u32 = 1_000_000;

/// The first domain.
const DOMAIN: DomainId = 1;

/// Devices that join in one block: fewer than fit of the costliest type of key.
const JOINING: u32 = 32;

fn main() {
	let code = WASM_BINARY.expect("built without SKIP_WASM_BUILD");
	state();
	println!(
		"{:>9}  {:>10}  {:>5}  {:>8}  {:>8}  {:>5}  {:>6}  {:>8}  {:>8}  {:>9}",
		"key", "", "depth", "median", "p99", "reads", "writes", "declared", "weight", "in block"
	);
	for key_type in [KeyType::Ed25519, KeyType::P256] {
		let registered = print(key_type, "register", None, registrations(key_type, code), None);
		for depth in [1, MAX_DEPTH] {
			let joined = activations(key_type, depth, code);
			print(key_type, "activate", Some(depth), joined, Some(registered));
		}
	}
	println!("{JOINING} each, of 2^24 leaves; time and weight in microseconds");
}

/// Calls that were applied.
struct Applied {
	/// As the call says.
	declared: Weight,
	/// As the block books it, with what every transaction weighs.
	weight: Weight,
	access: Access,
	/// Shortest first.
	times: Vec<Duration>,
}

/// Prints a line, and how its weight stands to that of a registration. Returns the weight.
fn print(
	key_type: KeyType,
	what: &str,
	depth: Option<u8>,
	applied: Applied,
	registered: Option<Weight>,
) -> Weight {
	let Applied { declared, weight, access, times } = applied;
	let micros = |time: Duration| time.as_secs_f64() * 1e6;
	let of = |weight: Weight| weight.ref_time() as f64 / 1e6;
	println!(
		"{:>9}  {what:>10}  {:>5}  {:>8.0}  {:>8.0}  {:>5}  {:>6}  {:>8.0}  {:>8.0}  {:>9}{}",
		format!("{key_type:?}"),
		depth.map(|depth| depth.to_string()).unwrap_or_default(),
		micros(times[times.len() / 2]),
		micros(times[times.len() * 99 / 100]),
		access.reads,
		access.writes,
		of(declared),
		of(weight),
		registered.map_or(String::new(), |_| fitting(weight).to_string()),
		registered.map_or(String::new(), |registered| format!(
			"  {:.2} times the weight of a registration",
			of(weight) / of(registered)
		)),
	);
	weight
}

/// How many activations of this weight a block lets in.
fn fitting(weight: Weight) -> u64 {
	let blocks = <Runtime as frame_system::Config>::BlockWeights::get();
	let normal = blocks.get(DispatchClass::Normal).max_total.unwrap_or(blocks.max_block);
	(Share::Activations.weight() * normal).checked_div_per_component(&weight).unwrap_or(0)
}

/// A chain that no calls could have made, with the hash of its genesis.
fn start() -> (Chain, Hash) {
	let mut chain = Chain::start(DEVELOPMENT).unchecked();
	chain.blocks(1);
	let genesis = chain.genesis_hash();
	(chain, genesis)
}

/// Has the WASM apply these calls in one block.
fn measure(mut chain: Chain, extrinsics: Vec<UncheckedExtrinsic>, code: &[u8]) -> Applied {
	use frame_support::dispatch::GetDispatchInfo;
	let declared = extrinsics[0].get_dispatch_info().total_weight();
	let (mut weight, mut access, mut times) = (Weight::zero(), Access::default(), Vec::new());
	chain
		.block_of(|ext| {
			let before = ext.execute_with(used);
			let results;
			(results, times, access) = apply(ext, code, &extrinsics);
			weight = ext.execute_with(used).saturating_sub(before).div(JOINING.into());
			(results, Vec::new())
		})
		.all_good();
	times.sort_unstable();
	Applied { declared, weight, access, times }
}

fn devices(key_type: KeyType) -> Vec<Device> {
	(0..JOINING).map(|number| Device::of(key_type, number)).collect()
}

/// Signed registrations of Alice's.
fn registrations(key_type: KeyType, code: &[u8]) -> Applied {
	let (mut chain, genesis) = start();
	let (owner, expires) = (Alice.to_account_id(), chain.next_time() + 60_000);
	let signed = devices(key_type)
		.iter()
		.zip(0..)
		.map(|(device, earlier)| {
			chain.signed_after(Alice, earlier, device.register(&genesis, &owner, expires))
		})
		.collect();
	measure(chain, signed, code)
}

/// Domains of Alice's, each below the one before, the last at this depth. It has 5,000 JMT.
fn domain_at(chain: &mut Chain, depth: u8) -> DomainId {
	let mut parent = None;
	for _ in 0..depth {
		let domain = chain.read(|| NextDomain::<Runtime>::get().max(1));
		let (layer, region) = (Layer::Device, Region::World);
		let create = chain.signed(Alice, Call::create_domain { parent, layer, region });
		chain.include(vec![create]).all_good();
		parent = Some(domain);
	}
	let domain = parent.expect("a depth is 1 at least");
	chain.fund_domain(Alice, domain, 5_000 * JMT);
	domain
}

/// Publishes a manifest by its root.
fn publish(chain: &mut Chain, domain: DomainId, root: Hash, leaves: u32) -> ManifestId {
	let manifest = chain.read(|| NextManifest::<Runtime>::get().max(1));
	let (content, expires) = (Hash::zero(), chain.next_time() + DAY_MS);
	let call = Call::publish_manifest { domain, root, leaves, content, expires, endorsement: None };
	let publish = chain.signed(Alice, call);
	chain.include(vec![publish]).all_good();
	manifest
}

/// Activations out of a manifest of 2^24 leaves, in a domain at this depth. The devices are its first leaves, a whole
/// subtree; what lies beside their way to the root is made up.
fn activations(key_type: KeyType, depth: u8, code: &[u8]) -> Applied {
	let (mut chain, genesis) = start();
	let domain = domain_at(&mut chain, depth);
	let devices = devices(key_type);
	let owner: AccountId = Bob.to_account_id();
	let leaf = |(index, device): (u32, &Device)| Leaf {
		index,
		key: device.public(),
		owner: Some(owner.clone()),
		nullifier: None,
	};
	let leaves: Vec<Leaf> = (0..).zip(&devices).map(leaf).collect();
	let bytes: Vec<_> = leaves.iter().map(|leaf| leaf_bytes(&genesis, domain, leaf)).collect();
	let tree = Tree::new(&bytes).expect("they are few");
	let proof = |index: u32| -> Proof {
		let mut proof = tree.proof(index).expect("it is one of them");
		while proof.len() < MAX_PROOF as usize {
			let beside = Hash::repeat_byte(proof.len() as u8);
			proof.try_push(beside).expect("it has 24 hashes");
		}
		proof
	};
	let root = implied_root(MAX_LEAVES, 0, &bytes[0], &proof(0)).expect("the way has 24 hashes");
	let manifest = publish(&mut chain, domain, root, MAX_LEAVES);
	let (encryption, expires) = ([0x11; 32], chain.next_time() + 60_000);
	let calls = (0..)
		.zip(devices.iter().zip(leaves))
		.map(|(index, (device, leaf))| {
			let message =
				signed::activation(&genesis, manifest, index, &owner, &encryption, expires);
			let signature = device.sign(&message);
			let proof = proof(index).into_inner().try_into().expect("it has 24 hashes");
			let owner = owner.clone();
			Chain::free(Call::<Runtime>::activate {
				manifest,
				leaf,
				proof,
				owner,
				encryption,
				expires,
				signature,
			})
		})
		.collect();
	measure(chain, calls, code)
}

/// The key of a device that does nothing.
fn silent(number: u32) -> DevicePublic {
	DevicePublic::Ed25519(blake2_256(&number.to_le_bytes()))
}

/// Bytes of the state behind a block in which this was done.
fn size(work: impl FnOnce(&mut Chain)) -> u64 {
	let (mut chain, _) = start();
	let domain = domain_at(&mut chain, 1);
	assert_eq!(domain, DOMAIN);
	work(&mut chain);
	chain.into_stored_bytes()
}

/// Prints what a million devices take of the state, by registration and by a manifest.
fn state() {
	let (chain, genesis) = start();
	drop(chain);
	let begun = Instant::now();
	let leaves = (0..ENROLLED).map(|index| {
		let leaf = Leaf { index, key: silent(index), owner: None, nullifier: None };
		leaf_bytes(&genesis, DOMAIN, &leaf)
	});
	let root = root(leaves).expect("they are fewer than 2^32");
	let took = begun.elapsed();
	let before = size(|chain| chain.blocks(1));
	let mut entry = 0;
	let by_manifest = size(|chain| {
		let manifest = publish(chain, DOMAIN, root, ENROLLED);
		let stored = chain.read(|| pallet_devices::Manifests::<Runtime>::get(manifest));
		entry = stored.expect("it was published").encoded_size();
	});
	let by_register = size(|chain| {
		chain.enrol(&Alice.to_account_id(), (0..ENROLLED).map(silent));
		chain.blocks(1);
	});
	let (by_manifest, by_register) =
		(by_manifest.saturating_sub(before), by_register.saturating_sub(before));
	let each = by_register as f64 / f64::from(ENROLLED);
	println!("{ENROLLED} devices that are enrolled and not active, nodes of the trie included");
	println!("  by register: {by_register} bytes, {each:.0} each");
	println!("  by manifest: {by_manifest} bytes; the entry by itself is {entry}");
	println!(
		"  {:.0} times less; the root took {:.2} s in one thread",
		by_register as f64 / by_manifest.max(1) as f64,
		took.as_secs_f64()
	);
}
