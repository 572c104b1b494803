use super::*;

#[test]
fn next_head_each_extends_the_one_before() {
	let dir = tempfile::tempdir().unwrap();
	let (mut log, last) = anchored(dir.path());
	assert_eq!((last.segment, last.leaves), (4, 5 + 1 + 9 + 4));
	assert_eq!(last.at, NOW + 4_500);
	// And goes on after a new start.
	let mut again = open(dir.path()).unwrap();
	again.append(&entry(1, NOW + 5_000)).unwrap();
	let new = again.next_head(Some(&last), NOW + 5_500).unwrap();
	let key = key();
	let last = take(Some(&last), &key, &new.sign(&key), NOW + 5_500);
	assert_eq!(last.segment, 5);
	assert_eq!(log.newest(1).unwrap().1, last.leaves);
}

#[test]
fn next_head_a_seal_that_was_not_anchored_is_sent_again() {
	let dir = tempfile::tempdir().unwrap();
	let (mut log, last) = anchored(dir.path());
	log.append(&entry(1, NOW + 5_000)).unwrap();
	let first = log.next_head(Some(&last), NOW + 5_500).unwrap();
	// The transaction is lost, and the gateway goes on.
	log.append(&entry(2, NOW + 6_000)).unwrap();
	let again = log.next_head(Some(&last), NOW + 9_000).unwrap();
	assert_eq!(again, first);
	let key = key();
	let last = take(Some(&last), &key, &again.sign(&key), NOW + 9_000);
	let next = log.next_head(Some(&last), NOW + 9_500).unwrap();
	assert_eq!((next.seal.entries, next.seal.from), (1, NOW + 5_500));
	take(Some(&last), &key, &next.sign(&key), NOW + 9_500);
}

#[test]
fn next_head_it_covers_every_use_that_has_a_receipt() {
	let dir = tempfile::tempdir().unwrap();
	let mut log = open(dir.path()).unwrap();
	// The gateway's clock is ahead of the chain's newest block.
	log.append(&entry(1, NOW + 3_000)).unwrap();
	log.append(&entry(2, NOW + 1_000)).unwrap();
	let seal = log.next_head(None, NOW).unwrap().seal;
	assert!(seal.covers(NOW + 3_000) && seal.covers(NOW + 1_000), "{seal:?}");
	// From then on its uses are later.
	refused(log.append(&entry(3, NOW + 3_000)), "sealed in the log already");
	log.append(&entry(3, NOW + 3_001)).unwrap();
}

#[test]
fn next_head_without_new_time_there_is_nothing_to_anchor() {
	let dir = tempfile::tempdir().unwrap();
	let (mut log, last) = anchored(dir.path());
	let length = log.newest(0).unwrap().1;
	refused(log.next_head(Some(&last), last.at), "nothing to anchor");
	assert_eq!(log.newest(0).unwrap().1, length);
}

#[test]
fn next_head_a_file_that_is_not_the_anchored_log_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let (_, last) = anchored(dir.path());
	let other = tempfile::tempdir().unwrap();
	let mut log = open(other.path()).unwrap();
	refused(log.next_head(Some(&last), NOW + 9_000), "shorter than the log that is anchored");
	let (mut log, _) = anchored(other.path());
	// Other salts.
	refused(log.next_head(Some(&last), NOW + 9_000), "not the log that is anchored");
}
