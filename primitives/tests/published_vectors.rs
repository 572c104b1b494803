//! Signatures that others published, each with its source.

use hex_literal::hex;
use jmt_primitives::{DevicePublic, DeviceSignature};

/// Accepted as published; refused with a bit of message, signature or key flipped.
fn check(key: DevicePublic, message: &[u8], signature: DeviceSignature) {
	assert!(signature.verify(message, &key), "the published signature verifies");

	let longer = [message, &[0]].concat();
	assert!(!signature.verify(&longer, &key), "another message does not");

	for bit in [0, 7, 255, 256, 300, 503] {
		let mut forged = signature;
		match &mut forged {
			DeviceSignature::Sr25519(bytes)
			| DeviceSignature::Ed25519(bytes)
			| DeviceSignature::Secp256k1(bytes)
			| DeviceSignature::P256(bytes) => bytes[bit / 8] ^= 1 << (bit % 8),
		}
		assert!(!forged.verify(message, &key), "bit {bit} of the signature matters");
	}

	let mut other = key;
	match &mut other {
		DevicePublic::Sr25519(bytes) | DevicePublic::Ed25519(bytes) => bytes[1] ^= 1,
		DevicePublic::Secp256k1(bytes) | DevicePublic::P256(bytes) => bytes[0] ^= 1,
	}
	assert!(!signature.verify(message, &other), "another key does not");
}

/// <https://github.com/Warchant/sr25519-crust>, `test/ds.cpp`: signing context `substrate`, made by
/// schnorrkel in Rust. The same vector stands in the tests of go-schnorrkel and of oasis `curve25519-voi`.
#[test]
fn it_accepts_schnorrkels_signature_for_sr25519() {
	check(
		DevicePublic::Sr25519(hex!(
			"46ebddef8cd9bb167dc30878d7113b7e168e6f0646beffd77d69d39bad76b47a"
		)),
		b"this is a message",
		DeviceSignature::Sr25519(hex!(
			"4e172314444b8f820bb54c22e95076f220ed25373e5c178234aa6c211d292712"
			"44b947e3ff3418ff6b45fd1df1140c8cbff69fc58ee6dc96df70936a2bb74b82"
		)),
	);
}

/// `verify_from_old_wasm_works` in sp-core's `sr25519.rs`: schnorrkel-js before 0.8 left the marker bit
/// out. Such signatures are of no use here.
#[test]
fn it_refuses_a_signature_of_schnorrkel_before_its_audit() {
	let key = DevicePublic::Sr25519(hex!(
		"def12e42f3e487e9b14095aa8d5cc16a33491f1b50dadcf8811d1480f3fa8627"
	));
	let signature = DeviceSignature::Sr25519(hex!(
		"28a854d54903e056f89581c691c1f7d2ff39f8f896c9e9c22475e60902cc2b35"
		"47199e0e91fa32902028f2ca2355e8cdd16cfe19ba5e8b658c94aa80f3b81a00"
	));
	assert!(!signature.verify(b"SUBSTRATE", &key));
}

/// RFC 8032, 7.1: TEST 1, TEST 2 and TEST 3.
#[test]
fn it_accepts_rfc_8032_for_ed25519() {
	check(
		DevicePublic::Ed25519(hex!(
			"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
		)),
		b"",
		DeviceSignature::Ed25519(hex!(
			"e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
			"5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
		)),
	);
	check(
		DevicePublic::Ed25519(hex!(
			"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
		)),
		&hex!("72"),
		DeviceSignature::Ed25519(hex!(
			"92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
			"085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
		)),
	);
	check(
		DevicePublic::Ed25519(hex!(
			"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
		)),
		&hex!("af82"),
		DeviceSignature::Ed25519(hex!(
			"6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
			"18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
		)),
	);
}

/// Deterministic signatures (RFC 6979) over secp256k1 with SHA-256 and the secret key 1, as ES256K has
/// them: <https://bitcointalk.org/index.php?topic=285142>, and the tests of trezor-crypto and bitcoinjs.
#[test]
fn it_accepts_es256k_for_secp256k1() {
	let key = DevicePublic::Secp256k1(hex!(
		"0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
	));
	check(
		key,
		b"Satoshi Nakamoto",
		DeviceSignature::Secp256k1(hex!(
			"934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
			"2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5"
		)),
	);
	check(
		key,
		b"All those moments will be lost in time, like tears in rain. Time to die...",
		DeviceSignature::Secp256k1(hex!(
			"8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b"
			"547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21"
		)),
	);
}

/// RFC 6979, A.2.5 with SHA-256.
#[test]
fn it_accepts_rfc_6979_for_p256() {
	let key = DevicePublic::P256(hex!(
		"0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
	));
	check(
		key,
		b"sample",
		DeviceSignature::P256(hex!(
			"efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
			"f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
		)),
	);
	check(
		key,
		b"test",
		DeviceSignature::P256(hex!(
			"f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
			"019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"
		)),
	);
}
