//! Vectors of npm `poseidon-lite` and `@zk-kit/lean-imt` (testing/fixtures/zk).

use crate::oracle;
use ark_bn254::Fr;
use jmt_zk_poseidon::{
	lean_imt::{depth, Frontier, Path, Tree},
	Scalar,
};
use serde_json::Value;

fn read(text: &str) -> Value {
	serde_json::from_str(text).unwrap()
}

fn scalar(value: &Value) -> Scalar {
	let text = value.as_str().unwrap();
	assert_eq!(text.len(), 64);
	let mut bytes = [0; 32];
	for (i, byte) in bytes.iter_mut().enumerate() {
		*byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap();
	}
	Scalar::from_be_bytes(&bytes).unwrap()
}

fn scalars(value: &Value) -> Vec<Scalar> {
	list(value).iter().map(scalar).collect()
}

fn list(value: &Value) -> &[Value] {
	let list = value.as_array().unwrap();
	assert!(!list.is_empty());
	list
}

fn number(value: &Value) -> u32 {
	value.as_u64().unwrap().try_into().unwrap()
}

fn trees() -> Value {
	read(include_str!("../../../testing/fixtures/zk/lean-imt.json"))
}

#[test]
fn it_hashes_as_poseidon_lite() {
	let file = read(include_str!("../../../testing/fixtures/zk/poseidon.json"));
	for case in list(&file["cases"]) {
		let inputs: Vec<Fr> = scalars(&case["inputs"]).into_iter().map(Fr::from).collect();
		assert_eq!(Scalar::from(oracle::ours(&inputs)), scalar(&case["hash"]));
	}
}

#[test]
fn it_has_zk_kits_root_at_each_size_from_1_to_300() {
	let file = trees();
	let (leaves, roots) = (scalars(&file["leaves"]), scalars(&file["roots"]));
	assert_eq!((leaves.len(), roots.len()), (300, 300));
	let (mut frontier, mut tree) = (Frontier::new(), Tree::new());
	for (i, (leaf, root)) in leaves.iter().zip(&roots).enumerate() {
		frontier.append(*leaf).unwrap();
		tree.append(*leaf).unwrap();
		assert_eq!((frontier.root(), tree.root()), (Some(*root), Some(*root)));

		let mut whole = Frontier::new();
		whole.append_many(&leaves[..=i]).unwrap();
		assert_eq!(whole, frontier);
	}
}

#[test]
fn it_gives_and_takes_zk_kits_paths() {
	let file = trees();
	let (leaves, roots) = (scalars(&file["leaves"]), scalars(&file["roots"]));
	for tree in list(&file["paths"]) {
		let size = number(&tree["size"]);
		let ours = Tree::from_leaves(&leaves[..size as usize]).unwrap();
		for case in list(&tree["paths"]) {
			let place = number(&case["place"]);
			// A tree of one leaf has a path without siblings.
			let siblings = case["siblings"].as_array().unwrap().iter().map(scalar).collect();
			let path = Path::new(number(&case["index"]), siblings).unwrap();
			assert_eq!(ours.path(place).unwrap(), path);
			assert!(path.siblings().len() <= depth(size) as usize);
			assert!(path.verify(&roots[size as usize - 1], &leaves[place as usize]));
		}
	}
}

#[test]
fn it_has_zk_kits_roots_through_changes_and_appends() {
	let file = trees();
	let mut leaves = scalars(&file["leaves"]).into_iter();
	let (mut frontier, mut tree) = (Frontier::new(), Tree::new());
	for step in list(&file["updates"]) {
		let added: Vec<_> = leaves.by_ref().take(number(&step["added"]) as usize).collect();
		frontier.append_many(&added).unwrap();
		tree.append_many(&added).unwrap();
		let root = Some(scalar(&step["appended"]));
		assert_eq!((frontier.root(), tree.root()), (root, root));

		let (index, new) = (number(&step["index"]), scalar(&step["leaf"]));
		let old = tree.leaves()[index as usize];
		let path = tree.path(index).unwrap();
		frontier.update(index, &old, &new, path.siblings()).unwrap();
		tree.update(index, new).unwrap();
		let root = Some(scalar(&step["updated"]));
		assert_eq!((frontier.root(), tree.root()), (root, root));
	}
}
