use super::*;

#[test]
fn prove_use_every_use_is_proved_by_the_head() {
	let dir = tempfile::tempdir().unwrap();
	let (mut log, last) = anchored(dir.path());
	for found in log.newest(99).unwrap().0 {
		let proof = log.prove_use(&found.entry.use_id, last.leaves).unwrap();
		assert_eq!(proof.entry, found.entry);
		assert_eq!(proof.check(&GENESIS, &head(&last)), Ok(()));
		let json = serde_json::to_vec(&proof).unwrap();
		let read: UseProof = serde_json::from_slice(&json).unwrap();
		assert_eq!(read, proof);
		let mut other = proof.clone();
		other.entry.at += 1;
		assert_eq!(other.check(&GENESIS, &head(&last)), Err(NotProved::NoEntry));
		let mut other = proof.clone();
		other.index ^= 1;
		assert!(other.check(&GENESIS, &head(&last)).is_err());
		let mut other = proof;
		other.salt = id(7);
		assert_eq!(other.check(&GENESIS, &head(&last)), Err(NotProved::NoEntry));
	}
	refused(log.prove_use(&id(3), last.leaves), "no use");
	log.append(&entry(3, NOW + 9_000)).unwrap();
	refused(log.prove_use(&id(3), last.leaves), "not anchored yet");
}

#[test]
fn prove_absent_a_use_that_was_not_made_stands_in_no_segment_of_the_time() {
	let dir = tempfile::tempdir().unwrap();
	let (mut log, last) = anchored(dir.path());
	for number in [0, 1, 51, 131, 250, 255] {
		for (from, until, segments) in [
			(NOW, NOW + 4_500, 4),
			(NOW + 1_500, NOW + 1_501, 4),
			(NOW + 1_501, NOW + 2_500, 3),
			(NOW + 2_501, NOW + 3_500, 2),
			(NOW + 4_500, NOW + 4_500, 1),
		] {
			let proof = log.prove_absent(&id(number), from, until, last.leaves).unwrap();
			assert_eq!(proof.segments.len(), segments, "{from} to {until}");
			assert_eq!(proof.check(&GENESIS, &head(&last)), Ok(()), "{from} to {until}");
			let json = serde_json::to_vec(&proof).unwrap();
			assert_eq!(serde_json::from_slice::<AbsenceProof>(&json).unwrap(), proof);
		}
	}
	// A use of the first segment is in none of the later ones.
	let (first, later) = (id(50), NOW + 1_501);
	let proof = log.prove_absent(&first, later, NOW + 4_500, last.leaves).unwrap();
	assert_eq!(proof.check(&GENESIS, &head(&last)), Ok(()));
	refused(log.prove_absent(&first, NOW, NOW + 4_500, last.leaves), "has the use");
	refused(log.prove_absent(&id(1), NOW, NOW + 4_501, last.leaves), "sealed until");
	refused(log.prove_absent(&id(1), NOW + 2, NOW + 1, last.leaves), "sealed until");
}

#[test]
fn prove_absent_an_older_head_proves_the_time_up_to_it() {
	let dir = tempfile::tempdir().unwrap();
	let (mut log, last) = anchored(dir.path());
	let old = Head { leaves: 9, root: log.tree(9).unwrap().root() };
	let proof = log.prove_absent(&id(1), NOW, NOW + 3_500, 9).unwrap();
	assert_eq!(proof.check(&GENESIS, &old), Ok(()));
	assert_eq!(proof.check(&GENESIS, &head(&last)), Err(NotProved::OtherHead(old)));
	assert_eq!(proof.check(&id(3), &old), Err(NotProved::OtherChain));
}

/// The proof of use 51's absence in all of the time, changed.
fn changed(change: impl Fn(&mut AbsenceProof)) -> Result<(), NotProved> {
	let dir = tempfile::tempdir().unwrap();
	let (mut log, last) = anchored(dir.path());
	let mut proof = log.prove_absent(&id(51), NOW, NOW + 4_500, last.leaves).unwrap();
	change(&mut proof);
	proof.check(&GENESIS, &head(&last))
}

#[test]
fn check_a_segment_left_out_changed_or_put_elsewhere_is_found() {
	assert_eq!(changed(|_| {}), Ok(()));
	for at in 0..3 {
		let seals = Err(NotProved::Seals);
		assert_eq!(changed(|proof| drop(proof.segments.remove(at))), seals, "{at}");
		assert_eq!(changed(|proof| proof.segments.swap(at, at + 1)), seals, "{at}");
		assert_eq!(changed(|proof| proof.segments[at].seal.to -= 1), seals, "{at}");
		assert_eq!(changed(|proof| proof.segments[at].seal.sorted = id(1)), seals, "{at}");
		assert_eq!(changed(|proof| proof.segments[at].path[0] = id(1)), seals, "{at}");
	}
	let cut = changed(|proof| drop(proof.segments.pop()));
	assert!(matches!(cut, Err(NotProved::OtherTime { .. })), "{cut:?}");
	assert_eq!(changed(|proof| proof.segments.clear()), Err(NotProved::Seals));
	let later = changed(|proof| proof.until += 1);
	assert!(matches!(later, Err(NotProved::OtherTime { .. })), "{later:?}");
	for (at, segment) in [(0, 4), (1, 3), (2, 2), (3, 1)] {
		let missing = changed(|proof| proof.segments[at].absence = None);
		assert_eq!(missing, Err(NotProved::NotAbsent(segment)));
	}
	// A use that is there, with the neighbours of one that is not.
	let there = changed(|proof| proof.use_id = id(52));
	assert_eq!(there, Err(NotProved::NotAbsent(1)));
}

#[test]
fn lie_a_receipt_whose_use_is_absent_is_one() {
	use jmt_primitives::access::log::{NotALie, Receipt};
	let dir = tempfile::tempdir().unwrap();
	let (mut log, last) = anchored(dir.path());
	let key = key();
	let receipt = |number, at| {
		let (enforcer, leaf) = (device(), id(8));
		let receipt = Receipt { genesis: GENESIS, enforcer, use_id: id(number), at, leaf };
		(receipt, key.sign(&receipt.payload()))
	};
	let proof = log.prove_absent(&id(51), NOW, NOW + 4_500, last.leaves).unwrap();
	let (missing, signature) = receipt(51, NOW + 1_003);
	let lie = proof.lie(&missing, &signature).unwrap();
	assert_eq!(lie.check(&GENESIS, &device(), &last), Ok(()));
	let (other, signature) = receipt(52, NOW + 1_003);
	let honest = proof.lie(&other, &signature).unwrap();
	assert_eq!(honest.check(&GENESIS, &device(), &last), Err(NotALie));
	assert!(proof.lie(&receipt(51, NOW + 4_501).0, &signature).is_none());
}

/// An enforcer that puts a seal of its own between others deceives nobody: the way back from the newest seal is fixed.
#[test]
fn check_a_seal_in_a_segment_is_no_seal_of_the_log() {
	let dir = tempfile::tempdir().unwrap();
	let (mut log, last) = anchored(dir.path());
	let proof = log.prove_absent(&id(51), NOW, NOW + 4_500, last.leaves).unwrap();
	let newest = proof.segments[0].seal;
	let inner = Seal { begins: newest.begins, entries: 2, ..newest };
	let mut forged = proof.clone();
	forged.segments.insert(1, Segment { seal: inner, ..proof.segments[0].clone() });
	assert_eq!(forged.check(&GENESIS, &head(&last)), Err(NotProved::Seals));
}
