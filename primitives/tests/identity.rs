//! Challenges, answers and decisions, with real keys.

use codec::{Decode, Encode};
use jmt_primitives::{
	devices::{DeviceStanding, InactiveReason},
	domains::Reach,
	identity::{
		message_info, message_payload, Admitted, Answer, AuthRefusal, Binding, Certified,
		Challenge, HostStanding, Snapshot, Subject, Verifier, Welcome, MAX_AHEAD_MS,
		MAX_CHALLENGE_MS,
	},
	units::Level,
	AccountId, DeviceId, DevicePublic, DeviceSignature, Hash, Moment,
};
use sp_core::{ecdsa, ed25519, sr25519, Pair};

const GENESIS: Hash = Hash::repeat_byte(0xaa);
const NOW: Moment = 1_800_000_000_000;
const MAX_AGE: Moment = 600_000;
/// The host, the device's domain and the ones above that.
const HOST: u32 = 70;
const OWN: u32 = 3;
const PARENT: u32 = 2;
const TOP: u32 = 1;

fn reader_key() -> ed25519::Pair {
	ed25519::Pair::from_seed(&[1; 32])
}

fn reader() -> DevicePublic {
	DevicePublic::Ed25519(reader_key().public().0)
}

fn terminal_key() -> ed25519::Pair {
	ed25519::Pair::from_seed(&[2; 32])
}

fn terminal() -> DevicePublic {
	DevicePublic::Ed25519(terminal_key().public().0)
}

fn verifier() -> Verifier {
	Verifier { genesis: GENESIS, id: reader().id(), host: HOST, max_age: MAX_AGE, least: None }
}

fn challenge() -> Challenge {
	Challenge {
		genesis: GENESIS,
		verifier: reader().id(),
		nonce: [7; 32],
		expires: NOW + MAX_CHALLENGE_MS,
	}
}

fn ask(challenge: &Challenge) -> DeviceSignature {
	DeviceSignature::Ed25519(reader_key().sign(&challenge.payload()).0)
}

fn answer_to(challenge: &Challenge, binding: Binding) -> Answer {
	let device = terminal().id();
	let payload = Answer::payload(&challenge.hash(), &device, &binding);
	let signature = DeviceSignature::Ed25519(terminal_key().sign(&payload).0);
	Answer { challenge: challenge.hash(), device, binding, signature }
}

fn snapshot() -> Snapshot {
	Snapshot {
		genesis: GENESIS,
		block: 9,
		at: NOW - 300_000,
		device: terminal().id(),
		subject: Some(Subject {
			key: terminal(),
			owner: AccountId::new([0xbb; 32]),
			standing: DeviceStanding::Active,
			path: vec![OWN, PARENT, TOP],
			unit: None,
		}),
		host: HOST,
		host_standing: HostStanding::Active,
		welcomes: vec![Welcome { to: OWN, reach: Reach::Exact, expires: NOW + 60_000_000 }],
	}
}

fn decide(snapshot: &Snapshot) -> Result<Admitted, AuthRefusal> {
	let answer = answer_to(&challenge(), None);
	verifier().decide(&challenge(), &answer, &None, snapshot, NOW)
}

fn with(change: impl FnOnce(&mut Snapshot)) -> Result<Admitted, AuthRefusal> {
	let mut changed = snapshot();
	change(&mut changed);
	decide(&changed)
}

fn with_subject(change: impl FnOnce(&mut Subject)) -> Result<Admitted, AuthRefusal> {
	with(|snapshot| change(snapshot.subject.as_mut().expect("there is one")))
}

fn welcome(to: u32, reach: Reach) -> Result<Admitted, AuthRefusal> {
	with(|snapshot| snapshot.welcomes = vec![Welcome { to, reach, expires: NOW }])
}

#[test]
fn it_lets_a_device_of_a_trusted_domain_in() {
	assert_eq!(
		decide(&snapshot()),
		Ok(Admitted {
			device: terminal().id(),
			owner: AccountId::new([0xbb; 32]),
			by: OWN,
			until: NOW + 300_000,
		})
	);
}

#[test]
fn it_verifies_each_scheme() {
	let question = challenge();
	type Signer = Box<dyn Fn(&[u8]) -> DeviceSignature>;
	let sr25519 = sr25519::Pair::from_seed(&[3; 32]);
	let secp256k1 = ecdsa::Pair::from_seed(&[4; 32]);
	let p256 = p256::ecdsa::SigningKey::from_slice(&[5; 32]).expect("it is a secret");
	let p256_public: [u8; 33] =
		p256.verifying_key().to_encoded_point(true).as_bytes().try_into().expect("compressed");
	let keys: [(DevicePublic, Signer); 3] = [
		(
			DevicePublic::Sr25519(sr25519.public().0),
			Box::new(move |bytes| DeviceSignature::Sr25519(sr25519.sign(bytes).0)),
		),
		(
			DevicePublic::Secp256k1(secp256k1.public().0),
			Box::new(move |bytes| {
				let hash = sp_crypto_hashing::sha2_256(bytes);
				let signature = secp256k1.sign_prehashed(&hash).0;
				DeviceSignature::Secp256k1(signature[..64].try_into().expect("r and s"))
			}),
		),
		(
			DevicePublic::P256(p256_public),
			Box::new(move |bytes| {
				use p256::ecdsa::{signature::Signer, Signature};
				let signature: Signature = p256.sign(bytes);
				DeviceSignature::P256(signature.to_bytes().into())
			}),
		),
	];
	for (key, sign) in keys {
		let device = key.id();
		let payload = Answer::payload(&question.hash(), &device, &None);
		let mut answer =
			Answer { challenge: question.hash(), device, binding: None, signature: sign(&payload) };
		let mut snapshot = snapshot();
		snapshot.device = device;
		snapshot.subject.as_mut().expect("there is one").key = key;
		let decide = |answer: &Answer| verifier().decide(&question, answer, &None, &snapshot, NOW);
		assert_eq!(decide(&answer).expect("it is let in").device, device);
		answer.signature = sign(b"something else");
		assert_eq!(decide(&answer), Err(AuthRefusal::BadSignature));
	}
}

#[test]
fn it_lets_the_hosts_own_devices_in_and_those_below_without_a_link() {
	for path in [vec![HOST], vec![OWN, HOST], vec![OWN, PARENT, HOST, TOP]] {
		let admitted = with(|snapshot| {
			snapshot.welcomes.clear();
			snapshot.subject.as_mut().expect("there is one").path = path.clone();
		});
		assert_eq!(admitted.expect("it is let in").by, HOST);
	}
}

#[test]
fn it_follows_a_link_down_only_where_the_link_says_so() {
	assert_eq!(welcome(TOP, Reach::Below).expect("it is let in").by, TOP);
	assert_eq!(welcome(PARENT, Reach::Below).expect("it is let in").by, PARENT);
	assert_eq!(welcome(OWN, Reach::Below).expect("it is let in").by, OWN);
	assert_eq!(welcome(TOP, Reach::Exact), Err(AuthRefusal::NotTrusted));
	assert_eq!(welcome(PARENT, Reach::Exact), Err(AuthRefusal::NotTrusted));
	assert_eq!(welcome(99, Reach::Below), Err(AuthRefusal::NotTrusted));
}

/// A link is one of the host. That the device's domain trusts the host opens nothing.
#[test]
fn it_follows_a_link_in_one_direction() {
	assert_eq!(welcome(HOST, Reach::Below), Err(AuthRefusal::NotTrusted));
	assert_eq!(with(|snapshot| snapshot.welcomes.clear()), Err(AuthRefusal::NotTrusted));
}

#[test]
fn it_goes_by_the_link_that_lasts_longest() {
	let link = |to, ms: Moment| Welcome { to, reach: Reach::Below, expires: NOW + ms };
	let admitted = with(|snapshot| {
		snapshot.welcomes = vec![link(OWN, 1), link(TOP, 5), link(PARENT, 3)];
	});
	let admitted = admitted.expect("it is let in");
	assert_eq!((admitted.by, admitted.until), (TOP, NOW + 5));
}

#[test]
fn it_takes_times_to_the_very_end() {
	let welcome_ends = with(|snapshot| snapshot.welcomes[0].expires = NOW);
	assert_eq!(welcome_ends.expect("it is let in").until, NOW);
	let oldest = with(|snapshot| snapshot.at = NOW - MAX_AGE);
	assert_eq!(oldest.expect("it is let in").until, NOW);
	assert!(with(|snapshot| snapshot.at = NOW + MAX_AHEAD_MS).is_ok());
	let question = Challenge { expires: NOW, ..challenge() };
	let answer = answer_to(&question, None);
	assert!(verifier().decide(&question, &answer, &None, &snapshot(), NOW).is_ok());
}

#[test]
fn it_binds_the_answer_to_the_channel() {
	let here = Some([4; 32]);
	let answer = answer_to(&challenge(), here);
	let decide = |answer: &Answer, channel| {
		verifier().decide(&challenge(), answer, &channel, &snapshot(), NOW).map(|_| ())
	};
	assert_eq!(decide(&answer, here), Ok(()));
	assert_eq!(decide(&answer, Some([5; 32])), Err(AuthRefusal::OtherChannel));
	assert_eq!(decide(&answer, None), Err(AuthRefusal::OtherChannel));
	// The channel is signed, so a relay cannot name another one.
	let renamed = Answer { binding: Some([5; 32]), ..answer };
	assert_eq!(decide(&renamed, Some([5; 32])), Err(AuthRefusal::BadSignature));
}

#[test]
fn it_answers_the_verifier_that_it_means() {
	let question = challenge();
	let check = |question: &Challenge, meant: &DevicePublic, now| {
		question.check(&ask(question), &GENESIS, &meant.id(), meant, now)
	};
	assert_eq!(check(&question, &reader(), NOW), Ok(()));
	// The reader's question, passed on by somebody at another door.
	assert_eq!(check(&question, &terminal(), NOW), Err(AuthRefusal::OtherVerifier));
	assert_eq!(
		check(&question, &reader(), question.expires + 1),
		Err(AuthRefusal::ChallengeExpired)
	);
	assert_eq!(check(&question, &reader(), NOW - 1), Err(AuthRefusal::ExpiresTooFar));
	let other = Hash::repeat_byte(0xab);
	assert_eq!(
		question.check(&ask(&question), &other, &reader().id(), &reader(), NOW),
		Err(AuthRefusal::OtherChain)
	);
}

/// Somebody puts the reader's id into a question of its own.
#[test]
fn it_does_not_answer_what_the_verifier_did_not_sign() {
	let question = challenge();
	let by_another = DeviceSignature::Ed25519(terminal_key().sign(&question.payload()).0);
	let check = |question: &Challenge, signature| {
		question.check(&signature, &GENESIS, &reader().id(), &reader(), NOW)
	};
	assert_eq!(check(&question, by_another), Err(AuthRefusal::BadChallengeSignature));
	let changed = Challenge { nonce: [8; 32], ..question };
	assert_eq!(check(&changed, ask(&question)), Err(AuthRefusal::BadChallengeSignature));
	let later = Challenge { expires: question.expires - 1, ..question };
	assert_eq!(check(&later, ask(&question)), Err(AuthRefusal::BadChallengeSignature));
}

#[test]
fn it_asks_for_a_unit_of_a_level_where_it_is_told_to() {
	let decide = |unit, least, now| {
		let (mut told, answer) = (snapshot(), answer_to(&challenge(), None));
		told.subject.as_mut().unwrap().unit = unit;
		let verifier = Verifier { least, ..verifier() };
		verifier.decide(&challenge(), &answer, &None, &told, now).map(|admitted| admitted.until)
	};
	let unit = |level, expires| Some(Certified { root: 3, level, expires });
	let (one, two) = (unit(Level::One, NOW), unit(Level::Two, NOW + 1));
	let (fresh_until, refused) = (NOW + 300_000, Err(AuthRefusal::NoUnit));
	// Where no level is asked for, the unit does not matter.
	assert_eq!(decide(None, None, NOW), Ok(fresh_until));
	assert_eq!(decide(one, None, NOW), Ok(fresh_until));
	assert_eq!(decide(two, Some(Level::One), NOW), Ok(NOW + 1));
	assert_eq!(decide(two, Some(Level::Two), NOW + 1), Ok(NOW + 1));
	assert_eq!(decide(one, Some(Level::One), NOW), Ok(NOW));
	assert_eq!(decide(one, Some(Level::One), NOW + 1), refused);
	assert_eq!(decide(one, Some(Level::Two), NOW), refused);
	assert_eq!(decide(None, Some(Level::One), NOW), refused);
}

mod reject {
	use super::*;

	fn refused(result: Result<Admitted, AuthRefusal>, why: AuthRefusal) {
		assert_eq!(result, Err(why));
	}

	#[test]
	fn it_refuses_an_answer_to_another_verifier() {
		let other = Challenge { verifier: terminal().id(), ..challenge() };
		let answer = answer_to(&other, None);
		let result = verifier().decide(&other, &answer, &None, &snapshot(), NOW);
		refused(result, AuthRefusal::OtherVerifier);
		// The answer to the other's question, shown for the own one.
		let result = verifier().decide(&challenge(), &answer, &None, &snapshot(), NOW);
		refused(result, AuthRefusal::OtherChallenge);
		let renamed = Answer { challenge: challenge().hash(), ..answer };
		let result = verifier().decide(&challenge(), &renamed, &None, &snapshot(), NOW);
		refused(result, AuthRefusal::BadSignature);
	}

	#[test]
	fn it_refuses_another_chain() {
		refused(with(|snapshot| snapshot.genesis = Hash::zero()), AuthRefusal::OtherChain);
		let other = Challenge { genesis: Hash::zero(), ..challenge() };
		let answer = answer_to(&other, None);
		let result = verifier().decide(&other, &answer, &None, &snapshot(), NOW);
		refused(result, AuthRefusal::OtherChain);
	}

	#[test]
	fn it_refuses_a_challenge_outside_its_minute() {
		let answer = answer_to(&challenge(), None);
		let at = |now| verifier().decide(&challenge(), &answer, &None, &snapshot(), now);
		refused(at(NOW + MAX_CHALLENGE_MS + 1), AuthRefusal::ChallengeExpired);
		refused(at(NOW - 1), AuthRefusal::ExpiresTooFar);
	}

	#[test]
	fn it_refuses_a_snapshot_a_second_too_old() {
		let age = MAX_AGE + 1_000;
		refused(with(|snapshot| snapshot.at = NOW - age), AuthRefusal::SnapshotTooOld);
		refused(with(|snapshot| snapshot.at = NOW - MAX_AGE - 1), AuthRefusal::SnapshotTooOld);
	}

	#[test]
	fn it_refuses_by_a_clock_behind_the_chain() {
		let ahead = NOW + MAX_AHEAD_MS + 1;
		refused(with(|snapshot| snapshot.at = ahead), AuthRefusal::ClockBehind);
	}

	#[test]
	fn it_refuses_a_snapshot_of_another_device_or_host() {
		refused(with(|snapshot| snapshot.device = reader().id()), AuthRefusal::OtherSnapshot);
		refused(with(|snapshot| snapshot.host = OWN), AuthRefusal::OtherSnapshot);
	}

	#[test]
	fn it_refuses_devices_that_are_not_active() {
		refused(with(|snapshot| snapshot.subject = None), AuthRefusal::NotRegistered);
		for (reason, why) in [
			(InactiveReason::Paused, AuthRefusal::Paused),
			(InactiveReason::Suspended, AuthRefusal::Suspended),
			(InactiveReason::DomainSuspended(PARENT), AuthRefusal::DomainSuspended(PARENT)),
			(InactiveReason::Revoked, AuthRefusal::Revoked),
		] {
			let result =
				with_subject(|subject| subject.standing = DeviceStanding::Inactive(reason));
			refused(result, why);
		}
	}

	#[test]
	fn it_refuses_for_a_host_that_cannot_let_in() {
		let host = |standing| with(|snapshot| snapshot.host_standing = standing);
		refused(host(HostStanding::Unknown), AuthRefusal::UnknownHost);
		refused(host(HostStanding::Suspended(60)), AuthRefusal::HostSuspended(60));
	}

	#[test]
	fn it_refuses_devices_at_large_and_expired_links() {
		refused(with_subject(|subject| subject.path.clear()), AuthRefusal::AtLarge);
		let ended = with(|snapshot| snapshot.welcomes[0].expires = NOW - 1);
		refused(ended, AuthRefusal::TrustExpired);
	}

	#[test]
	fn it_refuses_other_signatures() {
		let other_scheme = DevicePublic::Sr25519([9; 32]);
		refused(with_subject(|subject| subject.key = other_scheme), AuthRefusal::WrongKeyType);
		refused(with_subject(|subject| subject.key = reader()), AuthRefusal::BadSignature);
		let mut answer = answer_to(&challenge(), None);
		answer.device = reader().id();
		let mut snapshot = snapshot();
		snapshot.device = reader().id();
		let result = verifier().decide(&challenge(), &answer, &None, &snapshot, NOW);
		refused(result, AuthRefusal::BadSignature);
	}
}

#[test]
fn it_numbers_refusals_from_one_on() {
	for (refusal, code) in AuthRefusal::ALL.into_iter().zip(1..) {
		assert_eq!(refusal.code(), code);
		assert!(!refusal.to_string().is_empty());
	}
}

#[test]
fn it_tells_refusals_that_a_newer_snapshot_may_lift() {
	let lasting = AuthRefusal::ALL.into_iter().filter(|refusal| !refusal.is_of_snapshot());
	// Chain, verifier, challenge and channel; and the clock.
	assert_eq!(
		lasting.map(|refusal| refusal.code()).collect::<Vec<_>>(),
		[1, 2, 3, 4, 5, 6, 7, 8, 11]
	);
}

#[test]
fn it_lays_out_what_is_signed_as_documented() {
	let mut question = challenge();
	question.expires = 0x0102_0304_0506_0708;
	let expected = [
		&[21 << 2][..],
		b"jmt/auth/challenge/v1",
		&[0xaa; 32],
		reader().id().0.as_bytes(),
		&[7; 32],
		&[0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01],
	]
	.concat();
	assert_eq!(question.payload(), expected);
	let device = DeviceId(Hash::repeat_byte(0xdd));
	let hash = Hash::repeat_byte(0xcc);
	let answer = |end: &[u8]| {
		[&[18 << 2][..], b"jmt/auth/answer/v1", &[0xcc; 32], &[0xdd; 32], end].concat()
	};
	assert_eq!(Answer::payload(&hash, &device, &None), answer(&[0]));
	let bound = [&[1][..], &[0xee; 32]].concat();
	assert_eq!(Answer::payload(&hash, &device, &Some([0xee; 32])), answer(&bound));
	let (from, to) = (DeviceId(Hash::repeat_byte(1)), DeviceId(Hash::repeat_byte(2)));
	let message = |purpose: &[u8], end: &[u8]| {
		let length = u8::try_from(purpose.len()).expect("it is short") << 2;
		let names = [[0xaa; 32], [1; 32], [2; 32]].concat();
		[&[length][..], purpose, &names, &[5, 0, 0, 0], end].concat()
	};
	let payload = message_payload(&GENESIS, &from, &to, 5, b"sealed");
	assert_eq!(payload, message(b"jmt/message/v1", b"\x18sealed"));
	let info = message_info(&GENESIS, &from, &to, 5);
	assert_eq!(info, message(b"jmt/message/seal/v1", b""));
}

#[test]
fn it_reads_a_snapshot_that_was_kept() {
	let kept = snapshot().encode();
	assert_eq!(Snapshot::decode(&mut &kept[..]), Ok(snapshot()));
}
