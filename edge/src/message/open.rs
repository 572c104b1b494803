use super::{
	Aead, Kdf, Kem, Message, MessageError, Opened, Receiver, Sender, ENCAPSULATED, MOST_BYTES, TAG,
};
use crate::keys::{EncryptionKey, Secret};
use hpke::{
	aead::AeadTag, single_shot_open_in_place_detached, Deserializable, Kem as KemOf, OpModeR,
};
use jmt_primitives::{
	identity::{message_info, message_payload},
	Hash,
};
use zeroize::Zeroizing;

/// Opens a message to a device with its key, on the chain with this genesis. The signature is verified before anything
/// is opened. `opened` remembers what was opened: a message opens once. Without it a message opens each time.
pub fn open(
	message: &Message,
	genesis: &Hash,
	receiver: &Receiver,
	key: &EncryptionKey,
	sender: &Sender,
	opened: Option<&Opened>,
) -> Result<Zeroizing<Vec<u8>>, MessageError> {
	let Message { from, to, epoch, sealed, signature, .. } = message;
	if message.genesis != *genesis {
		return Err(MessageError::OtherChain);
	}
	if *to != receiver.device {
		return Err(MessageError::OtherReceiver);
	}
	if *epoch != receiver.epoch {
		return Err(MessageError::OtherEpoch { sealed: *epoch, now: receiver.epoch });
	}
	if key.public() != receiver.key {
		return Err(MessageError::OtherKey);
	}
	if sealed.len() > ENCAPSULATED + MOST_BYTES + TAG {
		return Err(MessageError::TooLong(sealed.len() - ENCAPSULATED - TAG));
	}
	let payload = message_payload(genesis, from, to, *epoch, sealed);
	if *from != sender.device || !signature.verify(&payload, &sender.key) {
		return Err(MessageError::BadSignature);
	}
	let info = message_info(genesis, from, to, *epoch);
	let text = decrypt(key.secret(), &info, &[], sealed)?;
	if let Some(opened) = opened {
		opened.remember(message)?;
	}
	Ok(text)
}

/// `OpenBase` of RFC 9180, 6.1.
pub(super) fn decrypt(
	key: &Secret,
	info: &[u8],
	aad: &[u8],
	sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, MessageError> {
	let short = || MessageError::NotOpened;
	let closed = |_| MessageError::NotOpened;
	let (encapsulated, sealed) = sealed.split_at_checked(ENCAPSULATED).ok_or_else(short)?;
	let length = sealed.len().checked_sub(TAG).ok_or_else(short)?;
	let (text, tag) = sealed.split_at(length);
	let encapsulated = <Kem as KemOf>::EncappedKey::from_bytes(encapsulated).map_err(closed)?;
	let tag = AeadTag::<Aead>::from_bytes(tag).map_err(closed)?;
	let mut text = Zeroizing::new(text.to_vec());
	single_shot_open_in_place_detached::<Aead, Kdf, Kem>(
		&OpModeR::Base,
		key,
		&encapsulated,
		info,
		&mut text,
		aad,
		&tag,
	)
	.map_err(closed)?;
	Ok(text)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{keys::DeviceKey, message::seal};
	use jmt_primitives::{
		devices::{Member, MemberState},
		did::DidRecord,
		DeviceId, KeyType,
	};

	const GENESIS: Hash = Hash::repeat_byte(0xaa);
	const EPOCH: u32 = 3;
	const TEXT: &[u8] = b"close valve 7";

	/// A meter that writes to a pump.
	struct Line {
		meter: DeviceKey,
		pump: DeviceKey,
		key: EncryptionKey,
	}

	fn line(key_type: KeyType) -> Line {
		let (meter, _) = DeviceKey::generate(key_type);
		let (pump, _) = DeviceKey::generate(KeyType::Ed25519);
		let (_, secret) = DeviceKey::generate(KeyType::Ed25519);
		Line { meter, pump, key: EncryptionKey::from_secret(&secret).unwrap() }
	}

	/// The chain's word on a device.
	fn record(device: &DeviceKey, encryption: Option<[u8; 32]>) -> DidRecord {
		DidRecord { device: device.id(), key: device.public(), encryption, deactivated: false }
	}

	impl Line {
		fn receiver(&self) -> Receiver {
			let member = Member { epoch: EPOCH, ..Member::default() };
			Receiver::of(Some(record(&self.pump, Some(self.key.public()))), Some(member)).unwrap()
		}

		fn sender(&self) -> Sender {
			Sender::of(Some(record(&self.meter, None))).unwrap()
		}

		fn sealed(&self) -> Message {
			seal(&self.meter, &GENESIS, &self.receiver(), TEXT).unwrap()
		}

		fn open(&self, message: &Message) -> Result<Zeroizing<Vec<u8>>, MessageError> {
			open(message, &GENESIS, &self.receiver(), &self.key, &self.sender(), None)
		}

		/// Signed anew by the meter.
		fn signed(&self, message: &Message) -> Message {
			let Message { genesis, from, to, epoch, sealed, .. } = message;
			let signature = self.meter.sign(&message_payload(genesis, from, to, *epoch, sealed));
			Message { signature, ..message.clone() }
		}
	}

	#[test]
	fn open_the_receiver_reads_what_a_sender_of_each_scheme_sealed() {
		for key_type in KeyType::ALL {
			let line = line(key_type);
			let message = line.sealed();
			let json = serde_json::to_string(&message).unwrap();
			let arrived: Message = serde_json::from_str(&json).unwrap();
			assert_eq!(arrived, message);
			assert_eq!(*line.open(&arrived).unwrap(), TEXT, "{key_type:?}");
			assert_eq!(message.sealed.len(), ENCAPSULATED + TEXT.len() + TAG);
		}
	}

	#[test]
	fn open_texts_of_any_length_up_to_the_most() {
		let line = line(KeyType::Ed25519);
		for length in [0, 1, 32, MOST_BYTES] {
			let text = vec![7; length];
			let message = seal(&line.meter, &GENESIS, &line.receiver(), &text).unwrap();
			assert_eq!(*line.open(&message).unwrap(), text);
		}
		let long = seal(&line.meter, &GENESIS, &line.receiver(), &vec![7; MOST_BYTES + 1]);
		assert!(matches!(long, Err(MessageError::TooLong(bytes)) if bytes == MOST_BYTES + 1));
	}

	#[test]
	fn seal_one_text_is_never_sealed_alike() {
		let line = line(KeyType::Ed25519);
		let (one, two) = (line.sealed().sealed, line.sealed().sealed);
		assert_ne!(one[..ENCAPSULATED], two[..ENCAPSULATED]);
		assert_ne!(one[ENCAPSULATED..], two[ENCAPSULATED..]);
	}

	#[test]
	fn open_a_device_that_is_paused_or_suspended_reads_on() {
		let line = line(KeyType::P256);
		let member = Member { epoch: EPOCH, state: MemberState::Suspended(rank()), ..member() };
		let record = record(&line.pump, Some(line.key.public()));
		assert_eq!(Receiver::of(Some(record), Some(member)).unwrap(), line.receiver());
	}

	fn member() -> Member {
		Member::default()
	}

	fn rank() -> jmt_primitives::domains::Rank {
		jmt_primitives::domains::Rank { depth: 1, role: jmt_primitives::domains::Role::Owner }
	}

	#[test]
	fn open_a_message_opens_once_after_a_new_start_too() {
		let (folder, line) = (tempfile::tempdir().unwrap(), line(KeyType::Ed25519));
		let message = line.sealed();
		let open = |message: &Message| {
			let opened = Opened::new(folder.path(), &GENESIS, &line.pump.id());
			open(message, &GENESIS, &line.receiver(), &line.key, &line.sender(), Some(&opened))
		};
		assert_eq!(*open(&message).unwrap(), TEXT);
		assert!(matches!(open(&message), Err(MessageError::AlreadyOpened)));
		// The same with another signature over it: schemes with randomness make as many as one likes.
		let (meter, pump) = (DeviceKey::generate(KeyType::Sr25519).0, line.receiver());
		let message = seal(&meter, &GENESIS, &pump, TEXT).unwrap();
		let sender = Sender { device: meter.id(), key: meter.public() };
		let opened = Opened::new(folder.path(), &GENESIS, &line.pump.id());
		let open = |message: &Message| {
			super::open(message, &GENESIS, &pump, &line.key, &sender, Some(&opened))
		};
		assert!(open(&message).is_ok());
		let payload = message_payload(&GENESIS, &meter.id(), &pump.device, EPOCH, &message.sealed);
		let again = Message { signature: meter.sign(&payload), ..message.clone() };
		assert_ne!(again.signature, message.signature);
		assert!(matches!(open(&again), Err(MessageError::AlreadyOpened)));
	}

	#[test]
	fn open_of_many_at_once_one_opens() {
		let (folder, line) = (tempfile::tempdir().unwrap(), line(KeyType::Ed25519));
		let message = line.sealed();
		let opened = Opened::new(folder.path(), &GENESIS, &line.pump.id());
		let (receiver, sender) = (line.receiver(), line.sender());
		let one = || open(&message, &GENESIS, &receiver, &line.key, &sender, Some(&opened)).is_ok();
		let count = std::thread::scope(|scope| {
			let running: Vec<_> = (0..8).map(|_| scope.spawn(one)).collect();
			running.into_iter().map(|one| one.join().unwrap()).filter(|ok| *ok).count()
		});
		assert_eq!(count, 1);
	}

	#[test]
	fn open_what_was_opened_is_remembered_for_an_epoch_and_up_to_a_bound() {
		let (folder, mut line) = (tempfile::tempdir().unwrap(), line(KeyType::Ed25519));
		let opened = Opened::new(folder.path(), &GENESIS, &line.pump.id()).at_most(2);
		let at = |line: &Line, epoch| {
			let receiver = Receiver { epoch, ..line.receiver() };
			let message = seal(&line.meter, &GENESIS, &receiver, TEXT).unwrap();
			open(&message, &GENESIS, &receiver, &line.key, &line.sender(), Some(&opened))
		};
		assert!(at(&line, 8).is_ok() && at(&line, 8).is_ok());
		assert!(matches!(at(&line, 8), Err(MessageError::TooMany(2))));
		line.key = EncryptionKey::from_secret(&[9; 32]).unwrap();
		assert!(at(&line, 9).is_ok());
		let folders = std::fs::read_dir(
			std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path(),
		);
		let names = folders.unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
		assert_eq!(names, ["9"]);
	}

	mod reject {
		use super::*;

		fn refused(result: Result<Zeroizing<Vec<u8>>, MessageError>, expected: &str) {
			let error = result.expect_err("it is refused").to_string();
			assert!(error.contains(expected), "{error}, not {expected:?}");
		}

		#[test]
		fn open_each_changed_byte_is_seen() {
			let line = line(KeyType::Secp256k1);
			let message = line.sealed();
			for at in 0..message.sealed.len() {
				let mut changed = message.clone();
				changed.sealed[at] ^= 1;
				refused(line.open(&changed), "not signed by its sender");
				// By the sender itself: what is sealed is one piece.
				refused(line.open(&line.signed(&changed)), "does not open");
			}
			for length in 0..ENCAPSULATED + TAG {
				let sealed = message.sealed[..length].to_vec();
				refused(line.open(&line.signed(&Message { sealed, ..message.clone() })), "open");
			}
		}

		#[test]
		fn open_a_message_to_another_device() {
			let (line, other) = (line(KeyType::Ed25519), super::line(KeyType::Ed25519));
			let message = line.sealed();
			let (receiver, sender) = (other.receiver(), line.sender());
			let opened = open(&message, &GENESIS, &receiver, &other.key, &sender, None);
			refused(opened, "to another device");
			// In the other's name, by the sender: the ids are part of what is sealed.
			let passed_on = line.signed(&Message { to: other.pump.id(), ..message.clone() });
			let opened = open(&passed_on, &GENESIS, &receiver, &other.key, &sender, None);
			refused(opened, "does not open");
			// Its own key, under the other's id on the chain.
			let receiver = Receiver { device: other.pump.id(), ..line.receiver() };
			let opened = open(&passed_on, &GENESIS, &receiver, &line.key, &sender, None);
			refused(opened, "does not open");
		}

		#[test]
		fn open_another_epoch() {
			let line = line(KeyType::Ed25519);
			let message = line.sealed();
			for epoch in [0, EPOCH - 1, EPOCH + 1] {
				let receiver = Receiver { epoch, ..line.receiver() };
				let open = |message: &Message| {
					open(message, &GENESIS, &receiver, &line.key, &line.sender(), None)
				};
				refused(open(&message), &format!("key 3, and {epoch} is the one now"));
				let renamed = Message { epoch, ..message.clone() };
				refused(open(&renamed), "not signed by its sender");
				refused(open(&line.signed(&renamed)), "does not open");
			}
		}

		#[test]
		fn open_another_chain() {
			let line = line(KeyType::Ed25519);
			let other = Hash::repeat_byte(0xbb);
			let message = line.sealed();
			let open = |message: &Message| {
				open(message, &other, &line.receiver(), &line.key, &line.sender(), None)
			};
			refused(open(&message), "of another chain");
			let renamed = Message { genesis: other, ..message };
			refused(open(&renamed), "not signed by its sender");
			refused(open(&line.signed(&renamed)), "does not open");
		}

		#[test]
		fn open_a_message_that_another_signs_as_its_own() {
			let line = line(KeyType::Ed25519);
			let (thief, _) = DeviceKey::generate(KeyType::Ed25519);
			let message = line.sealed();
			let payload =
				message_payload(&GENESIS, &thief.id(), &message.to, EPOCH, &message.sealed);
			let stolen =
				Message { from: thief.id(), signature: thief.sign(&payload), ..message.clone() };
			let sender = Sender { device: thief.id(), key: thief.public() };
			let opened = open(&stolen, &GENESIS, &line.receiver(), &line.key, &sender, None);
			refused(opened, "does not open");
			refused(line.open(&stolen), "not signed by its sender");
			// The meter's signature by a key that it has no more.
			let (next, _) = DeviceKey::generate(KeyType::Ed25519);
			let sender = Sender { key: next.public(), ..line.sender() };
			let opened = open(&message, &GENESIS, &line.receiver(), &line.key, &sender, None);
			refused(opened, "not signed by its sender");
		}

		#[test]
		fn open_by_another_key_than_the_chains() {
			let line = line(KeyType::Ed25519);
			let other = EncryptionKey::from_secret(&[9; 32]).unwrap();
			let message = line.sealed();
			let opened = open(&message, &GENESIS, &line.receiver(), &other, &line.sender(), None);
			refused(opened, "not the one that the chain has");
		}

		#[test]
		fn open_a_refused_message_is_not_remembered() {
			let (folder, line) = (tempfile::tempdir().unwrap(), line(KeyType::Ed25519));
			let opened = Opened::new(folder.path(), &GENESIS, &line.pump.id());
			let message = line.sealed();
			let mut changed = message.clone();
			changed.sealed[40] ^= 1;
			let (receiver, sender) = (line.receiver(), line.sender());
			let open = |message: &Message| {
				open(message, &GENESIS, &receiver, &line.key, &sender, Some(&opened))
			};
			refused(open(&changed), "not signed by its sender");
			refused(open(&line.signed(&changed)), "does not open");
			assert!(open(&message).is_ok());
		}

		#[test]
		fn parties_that_are_unknown_revoked_or_without_a_key() {
			let line = line(KeyType::Ed25519);
			let known = record(&line.pump, None);
			let revoked = DidRecord { deactivated: true, ..known };
			let why = |error: MessageError| error.to_string();
			assert_eq!(
				why(Receiver::of(None, None).unwrap_err()),
				"the receiver is not registered"
			);
			assert_eq!(why(Sender::of(None).unwrap_err()), "the sender is not registered");
			assert_eq!(
				why(Receiver::of(Some(revoked), None).unwrap_err()),
				"the receiver was revoked"
			);
			assert_eq!(why(Sender::of(Some(revoked)).unwrap_err()), "the sender was revoked");
			assert!(matches!(Receiver::of(Some(known), None), Err(MessageError::NoKey)));
			let zeros = Receiver { device: DeviceId(GENESIS), key: [0; 32], epoch: 0 };
			let sealed = seal(&line.meter, &GENESIS, &zeros, TEXT);
			assert!(matches!(sealed, Err(MessageError::BadKey)));
		}

		#[test]
		fn read_other_texts_than_messages() {
			let message = line(KeyType::Ed25519).sealed();
			let good = serde_json::to_value(&message).unwrap();
			assert_eq!(good["kind"], "message/v1");
			for (field, value) in [
				("kind", serde_json::json!("message/v2")),
				("unknown", serde_json::json!(1)),
				("epoch", serde_json::json!("3")),
				("epoch", serde_json::json!(-1)),
				("sealed", serde_json::json!("00")),
				("sealed", serde_json::json!("0x0")),
				("signature", serde_json::json!("0x00")),
				("signature", serde_json::json!(format!("0x01{}00", "00".repeat(64)))),
			] {
				let mut json = good.clone();
				json[field] = value;
				assert!(serde_json::from_value::<Message>(json.clone()).is_err(), "{json}");
			}
		}
	}
}
