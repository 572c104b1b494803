use super::{Aead, Kdf, Kem, Message, MessageError, Receiver, MOST_BYTES};
use crate::keys::DeviceKey;
use hpke::{
	rand_core::{CryptoRng, RngCore},
	single_shot_seal_in_place_detached, Deserializable, OpModeS, Serializable,
};
use jmt_primitives::{
	identity::{message_info, message_payload},
	Hash,
};
use sp_core::{sr25519, Pair};
use zeroize::Zeroizing;

/// Seals a text to a device and signs it by another, on the chain with this genesis.
pub fn seal(
	sender: &DeviceKey,
	genesis: &Hash,
	receiver: &Receiver,
	text: &[u8],
) -> Result<Message, MessageError> {
	if text.len() > MOST_BYTES {
		return Err(MessageError::TooLong(text.len()));
	}
	let (from, to, epoch) = (sender.id(), receiver.device, receiver.epoch);
	let info = message_info(genesis, &from, &to, epoch);
	let sealed = encrypt(&receiver.key, &info, &[], text, &mut System)?;
	let signature = sender.sign(&message_payload(genesis, &from, &to, epoch, &sealed));
	Ok(Message::new(*genesis, (from, to), epoch, sealed, signature))
}

/// `SealBase` of RFC 9180, 6.1: the encapsulated key, the ciphertext and its tag.
pub(super) fn encrypt(
	to: &[u8; 32],
	info: &[u8],
	aad: &[u8],
	text: &[u8],
	random: &mut impl CryptoRng,
) -> Result<Vec<u8>, MessageError> {
	let bad = |_| MessageError::BadKey;
	let to = <Kem as hpke::Kem>::PublicKey::from_bytes(to).map_err(bad)?;
	// The plain text is overwritten in its place.
	let mut text = text.to_vec();
	let (encapsulated, tag) = single_shot_seal_in_place_detached::<Aead, Kdf, Kem, _>(
		&OpModeS::Base,
		&to,
		info,
		&mut text,
		aad,
		random,
	)
	.map_err(bad)?;
	let mut sealed = encapsulated.to_bytes().to_vec();
	sealed.append(&mut text);
	sealed.extend_from_slice(&tag.to_bytes());
	Ok(sealed)
}

/// The system's randomness.
struct System;

impl RngCore for System {
	fn next_u32(&mut self) -> u32 {
		let mut bytes = [0; 4];
		self.fill_bytes(&mut bytes);
		u32::from_le_bytes(bytes)
	}

	fn next_u64(&mut self) -> u64 {
		let mut bytes = [0; 8];
		self.fill_bytes(&mut bytes);
		u64::from_le_bytes(bytes)
	}

	fn fill_bytes(&mut self, to: &mut [u8]) {
		for chunk in to.chunks_mut(32) {
			// The seed of a pair is 32 bytes of it.
			let seed = Zeroizing::new(sr25519::Pair::generate().1);
			chunk.copy_from_slice(&seed[..chunk.len()]);
		}
	}
}

impl CryptoRng for System {}
