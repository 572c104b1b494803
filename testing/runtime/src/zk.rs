//! Groups, and signals of their members by keys whose secrets are known.
//!
//! A proof by such a key is three multiplications, whatever it shows (the simulator of Groth 2016, section 3.2). So a
//! test that looks at blocks needs no circuit. Proofs of Semaphore itself stand in `testing/fixtures/zk`.

use crate::Chain;
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{Field, PrimeField};
use jmt_primitives::{
	proofs::{
		scope::{circuit_inputs, scope, topic_name},
		stamp::{self, Stamp},
		Claim, GenesisKey, GroupId, MembershipKeys, MembershipProof, ProofBytes, Purpose, Scalar,
		Semaphore, SetUp, TopicId,
	},
	Hash, Moment,
};
use jmt_runtime::{Runtime, RuntimeCall, System};
use jmt_zk_verifier::{
	scalar_from_bytes, Fr, G1Affine, G2Affine, PreparedKey, Proof, VerifyingKey,
};
use pallet_zk_verifier::{Call, Groups, KeyRecord, Keys, NextGroup, Prepared};
use serde_json::{json, Value};
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring;

/// The depth of the circuit that members of these tests use.
pub const DEPTH: u8 = 20;

/// The published key of Semaphore of this depth, as genesis has it.
pub fn semaphore_key(depth: u8) -> &'static [u8] {
	match depth {
		10 => include_bytes!("../../../chain-specs/semaphore-10.key"),
		16 => include_bytes!("../../../chain-specs/semaphore-16.key"),
		20 => include_bytes!("../../../chain-specs/semaphore-20.key"),
		24 => include_bytes!("../../../chain-specs/semaphore-24.key"),
		_ => panic!("genesis has no key of depth {depth}"),
	}
}

/// A patch of a genesis that adds Semaphore's keys, as the node does.
pub fn semaphore_keys() -> Value {
	let keys = [10, 16, 20, 24].map(|depth| GenesisKey {
		bytes: semaphore_key(depth).to_vec().into(),
		purpose: Purpose::Membership { depth },
		set_up: SetUp::Ceremony { transcript: Hash::repeat_byte(depth) },
	});
	json!({ "zkVerifier": { "keys": keys } })
}

/// The secrets of a set-up.
pub struct Secrets {
	alpha: Fr,
	beta: Fr,
	gamma: Fr,
	delta: Fr,
	inputs: Vec<Fr>,
	/// Proofs that were made.
	made: u64,
}

/// A number that looks drawn, the same in every run.
fn drawn(of: &str, number: u64) -> Fr {
	Fr::from_be_bytes_mod_order(&blake2_256(&[of.as_bytes(), &number.to_be_bytes()].concat()))
}

fn g1(secret: Fr) -> G1Affine {
	(G1Affine::generator() * secret).into_affine()
}

fn g2(secret: Fr) -> G2Affine {
	(G2Affine::generator() * secret).into_affine()
}

impl Secrets {
	/// Those of a key of this name with so many inputs.
	pub fn new(name: &str, inputs: u64) -> Self {
		let one = |number| drawn(name, number);
		Self {
			alpha: one(0),
			beta: one(1),
			gamma: one(2),
			delta: one(3),
			inputs: (4..=4 + inputs).map(one).collect(),
			made: 0,
		}
	}

	/// The key.
	pub fn key(&self) -> VerifyingKey {
		let inputs = self.inputs.iter().map(|secret| g1(*secret)).collect();
		VerifyingKey::new(g1(self.alpha), g2(self.beta), g2(self.gamma), g2(self.delta), inputs)
			.expect("drawn secrets make a good key")
	}

	/// A proof of these inputs, another one each time.
	pub fn prove(&mut self, inputs: &[Scalar]) -> ProofBytes {
		let inputs = inputs.iter().map(|input| scalar_from_bytes(&input.0).expect("it is reduced"));
		let inputs: Vec<Fr> = [Fr::from(1)].into_iter().chain(inputs).collect();
		assert_eq!(inputs.len(), self.inputs.len());
		let statement: Fr = self.inputs.iter().zip(&inputs).map(|(secret, x)| *secret * x).sum();
		let (a, b) = (drawn("a", self.made), drawn("b", self.made));
		self.made += 1;
		let c = (a * b - self.alpha * self.beta - self.gamma * statement)
			* self.delta.inverse().expect("it is not 0");
		let proof = Proof::new(g1(a), g2(b), g1(c)).expect("they are on their curves").to_bytes();
		ProofBytes(proof.try_into().expect("256 bytes"))
	}

	/// A claim of made-up inputs.
	pub fn claim(&mut self) -> Claim {
		let count = self.inputs.len() as u64 - 1;
		let inputs: Vec<_> =
			(0..count).map(|place| Scalar::from(self.made * 100 + place)).collect();
		let (key, proof) = (self.key().digest().into(), self.prove(&inputs));
		Claim { key, proof, inputs: inputs.try_into().expect("32 at most") }
	}
}

/// A group with a topic, whose members prove by a key with known secrets in the place of Semaphore's.
pub struct Circle {
	pub group: GroupId,
	pub topic: TopicId,
	/// The group's root.
	pub root: Scalar,
	secrets: Secrets,
}

impl Circle {
	/// Alice's group of three and her topic in it, for so many aliases and until an hour from now.
	///
	/// The chain's key of the depth is not the one that its id names: leave the chain unchecked.
	pub fn new(chain: &mut Chain, most: u32) -> Self {
		let secrets = Secrets::new("membership", 4);
		let id = <Semaphore as MembershipKeys>::key(DEPTH).expect("Semaphore has this depth");
		let group = chain.read(|| {
			let bytes = PreparedKey::new(secrets.key()).to_bytes();
			Prepared::<Runtime>::insert(
				id,
				pallet_zk_verifier::PreparedBytes::truncate_from(bytes),
			);
			assert!(matches!(Keys::<Runtime>::get(id), Some(KeyRecord { inputs: 4, .. })));
			NextGroup::<Runtime>::get().max(1)
		});
		let create = chain.signed(Sr25519Keyring::Alice, Call::create_group {});
		chain.include(vec![create]).all_good();
		let commitments = (1..4).map(Scalar::from).collect::<Vec<_>>().try_into().expect("three");
		let add = chain.signed(Sr25519Keyring::Alice, Call::add_members { group, commitments });
		chain.include(vec![add]).all_good();
		let root = chain.read(|| Groups::<Runtime>::get(group).and_then(|group| group.root));
		let root = root.expect("it has members");
		let topic = open_topic(chain, group, 7, most);
		Self { group, topic, root, secrets }
	}

	/// The key by which its members prove, in canonical bytes.
	pub fn key_bytes(&self) -> Vec<u8> {
		self.secrets.key().to_bytes()
	}

	/// A proof of the member with this alias in a scope of another pallet's.
	pub fn member(&mut self, alias: u64, message: &Hash, scope: &Hash) -> MembershipProof {
		let (depth, root, nullifier) = (DEPTH, self.root, Scalar::from(alias));
		let proof = self.secrets.prove(&circuit_inputs(root, nullifier, message, scope));
		MembershipProof { depth, root, nullifier, proof }
	}

	/// The call by which the member with this alias says something, with a stamp of so many bits over the newest block
	/// that the next one knows.
	pub fn call(&mut self, chain: &mut Chain, alias: u64, bits: Option<u32>) -> RuntimeCall {
		let genesis = chain.genesis_hash();
		self.call_about(chain, &genesis, alias, bits)
	}

	/// The same by a proof for the chain that began with this block.
	pub fn call_about(
		&mut self,
		chain: &mut Chain,
		genesis: &Hash,
		alias: u64,
		bits: Option<u32>,
	) -> RuntimeCall {
		let (group, depth, root, topic) = (self.group, DEPTH, self.root, self.topic);
		let (nullifier, message) = (Scalar::from(alias), Hash::repeat_byte(3));
		let scope = scope(genesis, group, &topic);
		let proof = self.secrets.prove(&circuit_inputs(root, nullifier, &message, &scope));
		let signal = stamp::Signal { group, depth, root, nullifier, message, topic, proof };
		let stamp = bits.map(|bits| chain.stamp(&signal, bits));
		Call::signal { group, depth, root, nullifier, message, topic, proof, stamp }.into()
	}
}

/// Opens a topic of Alice's, until an hour from now.
pub fn open_topic(chain: &mut Chain, group: GroupId, name: u8, most: u32) -> TopicId {
	let ends: Moment = chain.next_time() + 3_600_000;
	let topic = topic_name(ends, &[name; 24]);
	let open = chain.signed(Sr25519Keyring::Alice, Call::open_topic { group, topic, ends, most });
	chain.include(vec![open]).all_good();
	topic
}

impl Chain {
	/// A stamp of so many bits.
	fn stamp(&mut self, signal: &stamp::Signal, bits: u32) -> Stamp {
		let (genesis, block) = (self.genesis_hash(), self.number() - 1);
		let hash = self.read(|| System::block_hash(block));
		let nonce = stamp::find(&genesis, &signal.hash(), &hash, bits, 0..u64::MAX);
		Stamp { block, nonce: nonce.expect("there is one") }
	}
}
