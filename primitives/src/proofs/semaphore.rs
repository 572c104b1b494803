//! The published keys of Semaphore 4.13.0, one for each depth from 1 to 32.
//!
//! A depth has this key and no other: nobody registers a key of his own for one. The keys are those of npm
//! `@zk-kit/semaphore-artifacts` 4.13.0; a test computes the ids from them again.

use super::{KeyId, MembershipKeys};

/// Public inputs of the circuit: root, nullifier, hash of the message, hash of the scope.
pub const INPUTS: usize = 4;

/// The ids of the keys by depth, that of depth 1 first.
pub const KEYS: [KeyId; 32] = [
	id(b"8fc96800aa26a0b78d35ee59494c98a24fbead7232d6c992b35fa14072c8c54f"),
	id(b"0a327ea5b25f5ab4075778666a0eef98a2b16dadee3fb4e8be527f952bbbcfaf"),
	id(b"26444295ddec697104863311834aabfd111d7cad2b82c23c8203721bc44819d5"),
	id(b"7677205f733ded0ef627931ae84741455fdc43251648f170efb08b8cc3cf7700"),
	id(b"eeace1f46eb16633af0bbe51545d9b06bfdb52010ba969e8b2362d14e657fa60"),
	id(b"39336719e5044811acec6f0c41355e350fea9bdf43331c2b97d8917200cff5a3"),
	id(b"a03cb91b8a930c447cbad94d960aa7fe85e48a25201be9337d85b533dc844101"),
	id(b"9d7c1b09feee6590320b3a2eec63686222249400a0437d969b599659161f566f"),
	id(b"7462184b4b2fb820db3c95451eda309609e04498824fe6d9e0d2d0bddf409ebc"),
	id(b"acd41b82bbf14a971fe551ef3f7bd10107562836604bf4c4900d841e51b4d974"),
	id(b"943599fe7185fedbb9e283fb5e92e9b8c14bb7c87e8c8def336074e2fe381e4b"),
	id(b"5b6743c06c10cf3fd96be89b103a0c43ea29e5d46b5e9bdc736ef2dc57686a66"),
	id(b"5997403c61f5c75e42b3af39504d780925b26a56112808263e81efb14b802dd3"),
	id(b"68f499defd31c7f63f899c6b5c231c052b81c02fc7172d1b5e9b01d6b18b0782"),
	id(b"4dffefbb121e1828f74c6dd880ed772330cfc342efba05e8dff4276ec022aba1"),
	id(b"213894d2bebaa21711691059d3091001e4f797f278e1106d48b6a41fc2eb13f1"),
	id(b"c4eb95427a9a8dcf47f3337b4acca149309fdf6711b43720884625d417189df1"),
	id(b"7de90fec04a751808af869634693490f1c867716d141027f8b548bae4ab8302d"),
	id(b"06c1c4d02718536d2e0339bb539307bb06936d1dbb890f665b8989db94ab9969"),
	id(b"7d2d72a17da047cd6ef90892c5e39d666ba9fcb1b911c32e304f96dfd80dc008"),
	id(b"5a77c06379143aa7c705eba898c60003580fcfce6e1d59edd14b12f0c64aae42"),
	id(b"6ff28a0db0dfcd6757b8a3d025742ff3cf575da2340e2018546cf20c17efb7f2"),
	id(b"cb010a1b485803abf50c9a9d91d21200e5130f463e1f5c2ea67a6adffa9379c2"),
	id(b"e0e1d2a9dbe3b2d41b0a60990f97de2e806d5dc0751dc8ea74e77d59b127ce58"),
	id(b"42c75d4a9d4cfb3dc2d9f9be9ec79b295301980c59ae2bf8569ed22f6dc492d3"),
	id(b"735f23403a7d4d58e69f1961b5034ce3bbb7964d507d832fe34e188f6e1b6ec2"),
	id(b"9af82a2a86970b758f97ade82a609a8fdf3d55518d86ffc52fb8a747c70c9479"),
	id(b"27fde528a5600761c9eb05a067ed55c27ff668ce6087e9de10bd2227212845ee"),
	id(b"f3a5dc3812eceae265f412bc0b6e409e04f6736206661688c51c880ef18ae38d"),
	id(b"8eed361c9ae1841174569f6b9c383a16a3177e9c8ff40081a89babe5b755e573"),
	id(b"6c2bae950e8eb6c45f546ec3bc7dc89f3dddaef8b6153838f0ce0929f3eb858f"),
	id(b"000124e69b2bc83caf266fc3d42c30f586ded046976b5ccbc5b8a73250d54886"),
];

/// Memberships are proven by Semaphore's published keys.
pub struct Semaphore;

impl MembershipKeys for Semaphore {
	fn key(depth: u8) -> Option<KeyId> {
		let place = depth.checked_sub(1)?;
		KEYS.get(usize::from(place)).copied()
	}

	fn contains(key: &KeyId) -> bool {
		KEYS.contains(key)
	}
}

/// An id from its 64 hexadecimal digits.
const fn id(text: &[u8; 64]) -> KeyId {
	let mut bytes = [0; 32];
	let (mut left, mut right): (&mut [u8], &[u8]) = (&mut bytes, text);
	while let ([to, others @ ..], [high, low, rest @ ..]) = (left, right) {
		*to = digit(*high) << 4 | digit(*low);
		left = others;
		right = rest;
	}
	sp_core::H256(bytes)
}

const fn digit(text: u8) -> u8 {
	match text {
		b'0'..=b'9' => text - b'0',
		b'a'..=b'f' => text - b'a' + 10,
		_ => panic!("a hexadecimal digit"),
	}
}
