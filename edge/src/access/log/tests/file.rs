use super::*;

#[test]
fn append_what_was_logged_is_there_after_a_new_start() {
	let dir = tempfile::tempdir().unwrap();
	let folder = dir.path().join("log");
	let mut log = open(&folder).unwrap();
	let leaf = log.append(&entry(3, NOW)).unwrap();
	drop(log);
	let mut log = open(&folder).unwrap();
	let other = log.append(&entry(1, NOW)).unwrap();
	let (found, leaves) = log.newest(9).unwrap();
	assert_eq!((found.len(), leaves), (2, 2));
	for (found, (number, leaf)) in found.iter().zip([(3, leaf), (1, other)]) {
		assert_eq!(found.entry, entry(number, NOW));
		assert_eq!(found.entry.leaf_hash(&GENESIS, &device(), &found.salt), leaf);
		assert_eq!(log.find(&id(number)).unwrap().as_ref(), Some(found));
	}
	assert_ne!(found[0].salt, found[1].salt);
	assert_eq!(log.newest(1).unwrap().0[0].entry.use_id, id(1));
	assert_eq!(log.find(&id(7)).unwrap(), None);
	let mode = fs::metadata(folder.join("uses")).unwrap().permissions().mode();
	assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn append_two_processes_write_one_log() {
	let dir = tempfile::tempdir().unwrap();
	let (mut one, mut other) = (open(dir.path()).unwrap(), open(dir.path()).unwrap());
	for number in 0..10 {
		let log = if number % 2 == 0 { &mut one } else { &mut other };
		log.append(&entry(number, NOW)).unwrap();
	}
	assert_eq!(one.newest(99).unwrap(), other.newest(99).unwrap());
	assert_eq!(one.newest(99).unwrap().1, 10);
	// A use that the other one logged is one all the same.
	refused(one.append(&entry(9, NOW)), "has this use already");
}

#[test]
fn append_in_an_emergency_no_time_is_looked_at() {
	let dir = tempfile::tempdir().unwrap();
	let (mut log, _) = anchored(dir.path());
	let emergency = Entry { outcome: Outcome::FailSafe, ..entry(250, 5) };
	log.append(&emergency).unwrap();
	let refusal = Entry { outcome: Outcome::Refused(9), ..entry(251, Moment::MAX) };
	log.append(&refusal).unwrap();
	assert_eq!(log.state().span, None);
}

#[test]
fn open_a_line_that_was_cut_off_is_removed() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("uses");
	let mut log = open(dir.path()).unwrap();
	log.append(&entry(1, NOW)).unwrap();
	let whole = fs::read(&path).unwrap();
	log.append(&entry(2, NOW)).unwrap();
	let more = fs::read(&path).unwrap();
	for length in whole.len()..more.len() {
		fs::write(&path, &more[..length]).unwrap();
		let mut log = open(dir.path()).unwrap();
		assert_eq!(log.newest(9).unwrap().1, 1, "{length}");
		assert_eq!(fs::read(&path).unwrap(), whole);
	}
	// So is one of a process that goes on.
	fs::write(&path, &more[..more.len() - 1]).unwrap();
	let mut log = open(dir.path()).unwrap();
	log.append(&entry(3, NOW)).unwrap();
	assert_eq!(open(dir.path()).unwrap().newest(9).unwrap().1, 2);
}

#[test]
fn open_any_other_damage_ends_the_work() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("uses");
	let mut log = open(dir.path()).unwrap();
	for number in 0..3 {
		log.append(&entry(number, NOW)).unwrap();
	}
	let good = fs::read(&path).unwrap();
	let begins: Vec<usize> = std::iter::once(0)
		.chain(good.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1))
		.collect();
	let line = |number: usize| good[begins[number]..begins[number + 1]].to_vec();
	let (first, a, b, c) = (line(0), line(1), line(2), line(3));
	let mut damages = vec![
		[first.clone(), a.clone(), c.clone()].concat(),
		[first.clone(), b.clone(), a.clone(), c.clone()].concat(),
		[first.clone(), a.clone(), a.clone(), b.clone(), c.clone()].concat(),
		[a.clone(), b, c].concat(),
		[first.clone(), vec![b'0'; 5_000]].concat(),
		[first, b"\n".to_vec(), a].concat(),
	];
	for at in (0..good.len() - 1).step_by(7) {
		let mut other = good.clone();
		other[at] ^= 1;
		damages.push(other);
	}
	for damage in damages {
		fs::write(&path, &damage).unwrap();
		let result = open(dir.path()).and_then(|mut log| log.append(&entry(9, NOW)));
		assert!(matches!(result, Err(AccessError::File { .. })), "{}", damage.len());
		assert_eq!(fs::read(&path).unwrap(), damage, "nothing was written");
	}
	fs::write(&path, &good).unwrap();
	assert_eq!(open(dir.path()).unwrap().newest(9).unwrap().1, 3);
}

#[test]
fn open_the_log_of_another_chain_device_or_version_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	open(dir.path()).unwrap();
	refused(Log::open(dir.path(), id(7), device()).map(drop), "another chain");
	refused(Log::open(dir.path(), GENESIS, DeviceId(id(7))).map(drop), "another device");
	let later = Record::Opened { version: VERSION + 1, genesis: GENESIS, enforcer: device() };
	fs::write(dir.path().join("uses"), later.line(&Default::default()).0).unwrap();
	refused(open(dir.path()).map(drop), "another version");
	refused(Log::existing(&dir.path().join("no"), GENESIS, device()).map(drop), "no log");
}

#[test]
fn open_a_file_that_others_may_write_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("uses");
	open(dir.path()).unwrap();
	fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
	refused(open(dir.path()).map(drop), "others may write it");
}

#[test]
fn append_a_segment_has_an_end() {
	let dir = tempfile::tempdir().unwrap();
	let mut log = open(dir.path()).unwrap();
	log.fill_for_test(MOST_OPEN);
	refused(log.append(&entry(1, NOW)), "takes no more");
}

#[test]
fn append_refused_visits_leave_room_for_uses() {
	let dir = tempfile::tempdir().unwrap();
	let mut log = open(dir.path()).unwrap();
	let refusal = |number| Entry { outcome: Outcome::Refused(9), ..entry(number, NOW) };
	log.fill_for_test(MOST_REFUSED - 1);
	log.append(&refusal(1)).unwrap();
	refused(log.append(&refusal(2)), "takes no more refused ones");
	log.append(&entry(3, NOW)).unwrap();
}

#[test]
fn append_counted_nothing_is_counted_that_is_not_taken_and_nothing_logged_that_is_not_counted() {
	let dir = tempfile::tempdir().unwrap();
	let (mut log, last) = anchored(dir.path());
	log.append(&entry(250, last.at + 1)).unwrap();
	let never = || -> Result<(), AccessError> { panic!("it is counted") };
	refused(log.append_counted(&entry(250, last.at + 1), never), "has this use already");
	refused(log.append_counted(&entry(251, last.at), never), "is sealed");
	let full = || Err(AccessError::other("the disk is full"));
	refused(log.append_counted(&entry(252, last.at + 1), full), "the disk is full");
	assert_eq!(log.find(&id(252)).unwrap(), None);
	assert_eq!(log.sealed().unwrap(), Some(last.at));
	let first = dir.path().join("other");
	assert_eq!(open(&first).unwrap().sealed().unwrap(), None);
}
