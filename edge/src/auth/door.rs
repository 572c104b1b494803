//! The verifier's side.

use super::{pending::Pending, Answered, Asked, AuthError, Clock};
use crate::keys::DeviceKey;
use jmt_primitives::{
	identity::{Admitted, Binding, Challenge, Snapshot, Verifier},
	Moment,
};
use sp_core::{sr25519, Pair};
use std::path::Path;

/// A verifier with what it remembers, in a folder of its own.
pub struct Door {
	verifier: Verifier,
	clock: Clock,
	pending: Pending,
}

impl Door {
	/// With what an earlier run remembered.
	pub fn open(folder: &Path, verifier: Verifier) -> Result<Self, AuthError> {
		Ok(Self {
			verifier,
			clock: Clock::open(&folder.join("clock"))?,
			pending: Pending::new(&folder.join("challenges")),
		})
	}

	/// A challenge, good for `valid` ms from the system's time `system` on, at most a minute.
	pub fn ask(
		&mut self,
		key: &DeviceKey,
		valid: Moment,
		system: Moment,
	) -> Result<Asked, AuthError> {
		let now = self.clock.now(system)?;
		let challenge = Challenge {
			genesis: self.verifier.genesis,
			verifier: self.verifier.id,
			// 32 bytes of the system's randomness.
			nonce: sr25519::Pair::generate().1,
			expires: now.saturating_add(valid),
		};
		challenge.check_time(now)?;
		self.pending.add(&challenge, now)?;
		let signature = key.sign(&challenge.payload());
		Ok(Asked { challenge, key: key.public(), signature })
	}

	/// Whether the answer is to a challenge of this verifier's that waits.
	pub fn expects(&self, Answered(answer): &Answered) -> Result<(), AuthError> {
		self.pending.find(&answer.challenge).map(|_| ())
	}

	/// Decides about an answer. A challenge that was answered with success counts no more; after a refusal it may be
	/// answered again until it is over.
	pub fn decide(
		&mut self,
		Answered(answer): &Answered,
		binding: &Binding,
		snapshot: &Snapshot,
		system: Moment,
	) -> Result<Admitted, AuthError> {
		let now = self.clock.now(system)?;
		let challenge = self.pending.find(&answer.challenge)?;
		let admitted = self.verifier.decide(&challenge, answer, binding, snapshot, now)?;
		self.pending.take(&answer.challenge)?;
		// An old snapshot must not become young by a clock that is set back to before it.
		self.clock.see(snapshot.at)?;
		Ok(admitted)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::auth::{pending::MOST_PENDING, prove, SnapshotFile};
	use jmt_primitives::{
		devices::{DeviceStanding, InactiveReason},
		domains::Reach,
		identity::{AuthRefusal, HostStanding, Subject, Welcome, MAX_CHALLENGE_MS},
		AccountId, DeviceId, Hash, KeyType,
	};
	use tempfile::TempDir;

	const GENESIS: Hash = Hash::repeat_byte(0xaa);
	const NOW: Moment = 1_800_000_000_000;
	const MAX_AGE: Moment = 600_000;
	const HOST: u32 = 7;

	/// A reader at a shop's door and a terminal of another domain.
	struct Shop {
		folder: TempDir,
		reader: DeviceKey,
		terminal: DeviceKey,
		door: Door,
	}

	fn shop() -> Shop {
		let folder = tempfile::tempdir().unwrap();
		let (reader, _) = DeviceKey::generate(KeyType::P256);
		let (terminal, _) = DeviceKey::generate(KeyType::Ed25519);
		let (genesis, id, least) = (GENESIS, reader.id(), None);
		let verifier = Verifier { genesis, id, host: HOST, max_age: MAX_AGE, least };
		let door = Door::open(folder.path(), verifier).unwrap();
		Shop { folder, reader, terminal, door }
	}

	impl Shop {
		fn ask(&mut self, now: Moment) -> Asked {
			self.door.ask(&self.reader, MAX_CHALLENGE_MS, now).unwrap()
		}

		fn answer(&self, asked: &Asked, now: Moment) -> Result<Answered, AuthRefusal> {
			prove(&self.terminal, asked, &GENESIS, &self.reader.id(), None, None, now)
		}

		fn snapshot(&self, at: Moment) -> Snapshot {
			Snapshot {
				genesis: GENESIS,
				block: 3,
				at,
				device: self.terminal.id(),
				subject: Some(Subject {
					key: self.terminal.public(),
					owner: AccountId::new([1; 32]),
					standing: DeviceStanding::Active,
					path: vec![4, 2],
					unit: None,
				}),
				host: HOST,
				host_standing: HostStanding::Active,
				welcomes: vec![Welcome { to: 2, reach: Reach::Below, expires: Moment::MAX }],
			}
		}

		fn reopened(&self) -> Door {
			Door::open(self.folder.path(), self.door.verifier).unwrap()
		}
	}

	fn refused<T: std::fmt::Debug>(result: Result<T, AuthError>, why: AuthRefusal) {
		match result {
			Err(AuthError::Refused(refusal)) => assert_eq!(refusal, why),
			other => panic!("{other:?} instead of {why:?}"),
		}
	}

	#[test]
	fn decide_a_device_of_a_trusted_domain_comes_in_by_a_saved_snapshot() {
		let mut shop = shop();
		let file = SnapshotFile::new(shop.folder.path(), &GENESIS, &shop.terminal.id(), HOST);
		assert_eq!(file.load().unwrap(), None);
		file.save(&shop.snapshot(NOW - 1)).unwrap();
		let saved = file.load().unwrap().unwrap();
		assert_eq!(saved, shop.snapshot(NOW - 1));
		let asked = shop.ask(NOW);
		let answered = shop.answer(&asked, NOW + 5).unwrap();
		// By another run of the agent than the one that asked.
		shop.reopened().expects(&answered).unwrap();
		let admitted = shop.reopened().decide(&answered, &None, &saved, NOW + 9).unwrap();
		refused(shop.reopened().expects(&answered), AuthRefusal::AlreadyUsed);
		assert_eq!(admitted.device, shop.terminal.id());
		assert_eq!((admitted.by, admitted.until), (2, NOW - 1 + MAX_AGE));
	}

	#[test]
	fn ask_no_two_challenges_are_the_same() {
		let mut shop = shop();
		let (one, two) = (shop.ask(NOW), shop.ask(NOW));
		assert_ne!(one.challenge.nonce, two.challenge.nonce);
		assert!(one.signature.verify(&one.challenge.payload(), &shop.reader.public()));
	}

	#[test]
	fn prove_a_device_answers_the_verifier_that_it_means() {
		let mut shop = shop();
		let asked = shop.ask(NOW);
		let (other, _) = DeviceKey::generate(KeyType::Ed25519);
		let answer = |asked: &Asked, meant: DeviceId, key| {
			prove(&shop.terminal, asked, &GENESIS, &meant, key, None, NOW)
		};
		assert!(answer(&asked, shop.reader.id(), None).is_ok());
		assert!(answer(&asked, shop.reader.id(), Some(shop.reader.public())).is_ok());
		// The reader's question, passed on at another door.
		assert_eq!(answer(&asked, other.id(), None), Err(AuthRefusal::OtherVerifier));
		assert_eq!(
			answer(&asked, other.id(), Some(other.public())),
			Err(AuthRefusal::OtherVerifier)
		);
		// Another's question in the reader's name.
		let forged = Asked { signature: other.sign(&asked.challenge.payload()), ..asked };
		assert_eq!(
			answer(&forged, shop.reader.id(), None),
			Err(AuthRefusal::BadChallengeSignature)
		);
		let forged = Asked { key: other.public(), ..forged };
		assert_eq!(answer(&forged, shop.reader.id(), None), Err(AuthRefusal::OtherVerifier));
		assert_eq!(
			answer(&asked, shop.reader.id(), Some(other.public())),
			Err(AuthRefusal::BadChallengeSignature),
			"the chain has another key by now"
		);
	}

	#[test]
	fn decide_an_answer_counts_once_after_a_new_start_too() {
		let mut shop = shop();
		let asked = shop.ask(NOW);
		let answered = shop.answer(&asked, NOW).unwrap();
		let snapshot = shop.snapshot(NOW);
		assert!(shop.door.decide(&answered, &None, &snapshot, NOW).is_ok());
		refused(shop.door.decide(&answered, &None, &snapshot, NOW), AuthRefusal::AlreadyUsed);
		let again = shop.reopened().decide(&answered, &None, &snapshot, NOW);
		refused(again, AuthRefusal::AlreadyUsed);
	}

	#[test]
	fn decide_of_many_at_once_one_lets_in() {
		let mut shop = shop();
		let asked = shop.ask(NOW);
		let answered = shop.answer(&asked, NOW).unwrap();
		let snapshot = shop.snapshot(NOW);
		let results = std::thread::scope(|scope| {
			let decide = || shop.reopened().decide(&answered, &None, &snapshot, NOW).is_ok();
			let running: Vec<_> = (0..8).map(|_| scope.spawn(decide)).collect();
			running.into_iter().map(|one| one.join().unwrap()).filter(|ok| *ok).count()
		});
		assert_eq!(results, 1);
	}

	#[test]
	fn decide_a_challenge_that_this_verifier_did_not_make_is_none() {
		let mut shop = shop();
		let mut elsewhere = self::shop();
		let asked = elsewhere.ask(NOW);
		let meant = elsewhere.reader.id();
		let answered = prove(&shop.terminal, &asked, &GENESIS, &meant, None, None, NOW).unwrap();
		let snapshot = shop.snapshot(NOW);
		refused(shop.door.decide(&answered, &None, &snapshot, NOW), AuthRefusal::AlreadyUsed);
	}

	#[test]
	fn decide_after_a_refusal_the_challenge_still_waits() {
		let mut shop = shop();
		let asked = shop.ask(NOW);
		let answered = shop.answer(&asked, NOW).unwrap();
		let mut suspended = shop.snapshot(NOW);
		let reason = InactiveReason::DomainSuspended(2);
		suspended.subject.as_mut().unwrap().standing = DeviceStanding::Inactive(reason);
		let result = shop.door.decide(&answered, &None, &suspended, NOW);
		refused(result, AuthRefusal::DomainSuspended(2));
		let snapshot = shop.snapshot(NOW);
		assert!(shop.door.decide(&answered, &None, &snapshot, NOW).is_ok());
	}

	#[test]
	fn decide_a_snapshot_a_second_too_old_is_refused() {
		let mut shop = shop();
		let asked = shop.ask(NOW);
		let answered = shop.answer(&asked, NOW).unwrap();
		let old = shop.snapshot(NOW - MAX_AGE - 1_000);
		refused(shop.door.decide(&answered, &None, &old, NOW), AuthRefusal::SnapshotTooOld);
	}

	#[test]
	fn decide_a_clock_set_back_makes_no_snapshot_young() {
		let mut shop = shop();
		let asked = shop.ask(NOW);
		let answered = shop.answer(&asked, NOW).unwrap();
		let old = shop.snapshot(NOW - 2 * MAX_AGE);
		let back = NOW - 2 * MAX_AGE;
		refused(shop.door.decide(&answered, &None, &old, back), AuthRefusal::ClockBehind);
		refused(shop.door.ask(&shop.reader, 1_000, back), AuthRefusal::ClockBehind);
		let again = shop.reopened().decide(&answered, &None, &old, back);
		refused(again, AuthRefusal::ClockBehind);
	}

	#[test]
	fn decide_a_challenge_is_over_after_its_minute() {
		let mut shop = shop();
		let asked = shop.ask(NOW);
		let answered = shop.answer(&asked, NOW).unwrap();
		let late = NOW + MAX_CHALLENGE_MS + 1;
		let snapshot = shop.snapshot(late);
		let result = shop.door.decide(&answered, &None, &snapshot, late);
		refused(result, AuthRefusal::ChallengeExpired);
		assert_eq!(shop.answer(&asked, late), Err(AuthRefusal::ChallengeExpired));
		refused(
			shop.door.ask(&shop.reader, MAX_CHALLENGE_MS + 1, late),
			AuthRefusal::ExpiresTooFar,
		);
	}

	#[test]
	fn ask_challenges_that_are_over_make_room() {
		let mut shop = shop();
		for _ in 0..MOST_PENDING {
			shop.ask(NOW);
		}
		let full = shop.door.ask(&shop.reader, MAX_CHALLENGE_MS, NOW);
		assert!(matches!(full, Err(AuthError::TooManyPending(MOST_PENDING))), "{full:?}");
		let later = NOW + MAX_CHALLENGE_MS + 1;
		shop.ask(later);
		let waiting = std::fs::read_dir(shop.folder.path().join("challenges")).unwrap().count();
		assert_eq!(waiting, 1);
	}
}
