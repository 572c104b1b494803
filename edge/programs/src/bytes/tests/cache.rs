use crate::bytes::{Cache, CacheError, Content};
use std::{
	fs::{self, File},
	os::unix::fs::{symlink, PermissionsExt},
	path::{Path, PathBuf},
	thread,
	time::{Duration, SystemTime},
};
use tempfile::TempDir;

const PROGRAM: &[u8] = b"the program of Carol";

/// Ten bytes, all of which are this one.
fn ten(byte: u8) -> [u8; 10] {
	[byte; 10]
}

fn address(bytes: &[u8]) -> Content {
	Content::of(bytes).unwrap()
}

struct World {
	folder: TempDir,
	cache: Cache,
}

impl World {
	fn new(max_bytes: u64) -> Self {
		let folder = tempfile::tempdir().unwrap();
		let cache = Cache::open(folder.path().join("content"), max_bytes).unwrap();
		Self { folder, cache }
	}

	fn path(&self) -> PathBuf {
		self.folder.path().join("content")
	}

	fn file(&self, bytes: &[u8]) -> PathBuf {
		self.path().join(hex::encode(address(bytes).hash))
	}

	fn put(&self, bytes: &[u8]) {
		self.cache.put(&address(bytes), bytes).unwrap();
	}

	/// Keeps bytes as if they were last used so many seconds after 1970.
	fn put_at(&self, bytes: &[u8], seconds: u64) {
		self.put(bytes);
		let used = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
		File::open(self.file(bytes)).unwrap().set_modified(used).unwrap();
	}

	fn has(&self, bytes: &[u8]) -> bool {
		self.file(bytes).exists()
	}
}

fn mode(path: &Path) -> u32 {
	fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn names(path: &Path) -> Vec<String> {
	let mut names: Vec<_> = fs::read_dir(path)
		.unwrap()
		.map(|entry| entry.unwrap().file_name().into_string().unwrap())
		.collect();
	names.sort();
	names
}

#[test]
fn it_gives_what_it_keeps() {
	let world = World::new(100);
	assert_eq!(world.cache.get(&address(PROGRAM)).unwrap(), None);
	world.put(PROGRAM);
	assert_eq!(world.cache.get(&address(PROGRAM)).unwrap().unwrap(), PROGRAM);
	// And after another start, and twice.
	let again = Cache::open(world.path(), 100).unwrap();
	again.put(&address(PROGRAM), PROGRAM).unwrap();
	assert_eq!(again.get(&address(PROGRAM)).unwrap().unwrap(), PROGRAM);
	assert_eq!(names(&world.path()), [".lock".into(), hex::encode(address(PROGRAM).hash)]);
}

#[test]
fn it_keeps_no_bytes_as_well() {
	let world = World::new(0);
	world.put(&[]);
	assert!(world.cache.get(&address(&[])).unwrap().unwrap().is_empty());
}

#[test]
fn it_keeps_for_its_owner_alone() {
	let world = World::new(100);
	world.put(PROGRAM);
	assert_eq!(mode(&world.path()), 0o700);
	assert_eq!(mode(&world.file(PROGRAM)), 0o600);
	assert_eq!(mode(&world.path().join(".lock")), 0o600);
}

#[test]
fn it_removes_a_damaged_file_and_fetches_anew() {
	let world = World::new(100);
	let damages: [&[u8]; 4] =
		[b"", &PROGRAM[..19], b"the program of Carol!", b"the program of Carl!"];
	for damage in damages {
		world.put(PROGRAM);
		fs::write(world.file(PROGRAM), damage).unwrap();
		assert_eq!(world.cache.get(&address(PROGRAM)).unwrap(), None);
		assert!(!world.has(PROGRAM));
	}
	world.put(PROGRAM);
	assert_eq!(world.cache.get(&address(PROGRAM)).unwrap().unwrap(), PROGRAM);
}

#[test]
fn it_follows_no_link() {
	let world = World::new(100);
	let outside = world.folder.path().join("outside");
	fs::write(&outside, PROGRAM).unwrap();
	symlink(&outside, world.file(PROGRAM)).unwrap();
	assert_eq!(world.cache.get(&address(PROGRAM)).unwrap(), None);
	assert!(fs::symlink_metadata(world.file(PROGRAM)).is_err());
	assert_eq!(fs::read(&outside).unwrap(), PROGRAM);
}

#[test]
fn it_keeps_a_right_file_that_is_asked_for_by_a_wrong_length() {
	let world = World::new(100);
	world.put(PROGRAM);
	for length in [0, 19, 21, u32::MAX] {
		let wrong = Content { length, ..address(PROGRAM) };
		assert_eq!(world.cache.get(&wrong).unwrap(), None);
	}
	assert!(world.has(PROGRAM));
}

#[test]
fn it_removes_what_was_used_longest_ago() {
	let world = World::new(30);
	world.put_at(&ten(1), 3);
	world.put_at(&ten(2), 1);
	world.put_at(&ten(3), 2);
	// It is at its bound, and nothing went.
	assert!(world.has(&ten(1)) && world.has(&ten(2)) && world.has(&ten(3)));
	world.put_at(&ten(4), 4);
	assert!(!world.has(&ten(2)));
	world.put_at(&[5], 5);
	assert!(!world.has(&ten(3)));
	assert!(world.has(&ten(1)) && world.has(&ten(4)) && world.has(&[5]));
}

#[test]
fn it_counts_a_read_as_use() {
	let world = World::new(20);
	world.put_at(&ten(1), 1);
	world.put_at(&ten(2), 2);
	assert!(world.cache.get(&address(&ten(1))).unwrap().is_some());
	world.put(&ten(3));
	assert!(world.has(&ten(1)) && !world.has(&ten(2)));
}

#[test]
fn it_needs_no_room_for_what_it_has() {
	let world = World::new(20);
	world.put_at(&ten(1), 1);
	world.put_at(&ten(2), 2);
	world.put(&ten(2));
	assert!(world.has(&ten(1)) && world.has(&ten(2)));
}

#[test]
fn it_removes_all_for_content_as_large_as_itself() {
	let world = World::new(20);
	world.put(&ten(1));
	world.put(&ten(2));
	world.put(&[3; 20]);
	assert!(!world.has(&ten(1)) && !world.has(&ten(2)) && world.has(&[3; 20]));
}

#[test]
fn it_comes_below_a_lower_bound_at_its_start() {
	let world = World::new(30);
	for used in 1..4 {
		world.put_at(&ten(used), used.into());
	}
	Cache::open(world.path(), 19).unwrap();
	assert!(!world.has(&ten(1)) && !world.has(&ten(2)) && world.has(&ten(3)));
}

#[test]
fn it_removes_what_a_killed_process_left_and_nothing_else() {
	let world = World::new(30);
	let left = world.path().join(format!("{}.tmp", hex::encode(address(PROGRAM).hash)));
	let others = ["notes.txt", "notes.tmp", "AB", &"A".repeat(64), &"g".repeat(64)]
		.map(|name| world.path().join(name));
	fs::write(&left, [0; 100]).unwrap();
	for other in &others {
		fs::write(other, [0; 100]).unwrap();
	}
	world.put(&ten(1));
	assert!(!left.exists());
	assert!(world.has(&ten(1)));
	assert!(others.iter().all(|other| other.exists()));
}

/// Each has its own lock, as a process of its own has.
#[test]
fn it_is_used_by_several_at_once() {
	let world = World::new(35);
	let users: Vec<_> = (0..4)
		.map(|user| {
			let cache = Cache::open(world.path(), 35).unwrap();
			thread::spawn(move || {
				for round in 0..60u8 {
					let bytes = ten((round + user) % 6);
					if let Some(kept) = cache.get(&address(&bytes)).unwrap() {
						assert_eq!(kept, bytes);
					}
					cache.put(&address(&bytes), &bytes).unwrap();
				}
			})
		})
		.collect();
	for user in users {
		user.join().unwrap();
	}
	let kept = (0..6).filter(|byte| world.has(&ten(*byte))).count();
	assert!((1..=3).contains(&kept), "{kept}");
	assert_eq!(names(&world.path()).len(), kept + 1);
}

#[test]
fn hold_what_is_held_stays_until_it_is_held_no_more() {
	let world = World::new(20);
	world.put_at(&ten(1), 1);
	world.put_at(&ten(2), 2);
	let first = world.cache.hold(vec![address(&ten(1)).hash]);
	let again = world.cache.clone().hold(vec![address(&ten(1)).hash]);
	world.put_at(&ten(3), 3);
	assert!(world.has(&ten(1)) && !world.has(&ten(2)) && world.has(&ten(3)));
	let other = world.cache.hold(vec![address(&ten(3)).hash]);
	let full = world.cache.put(&address(&ten(4)), &ten(4));
	assert!(matches!(full, Err(CacheError::TooLarge { bytes: 10, max_bytes: 0 })), "{full:?}");
	drop(first);
	assert!(world.cache.put(&address(&ten(4)), &ten(4)).is_err());
	drop(again);
	world.put(&ten(4));
	assert!(!world.has(&ten(1)) && world.has(&ten(3)) && world.has(&ten(4)));
	drop(other);
}

mod reject {
	use super::*;

	#[test]
	fn it_keeps_no_other_bytes() {
		let world = World::new(100);
		for wrong in [
			Content { length: 19, ..address(PROGRAM) },
			Content { length: 21, ..address(PROGRAM) },
			address(b"the program of Carl!"),
		] {
			assert!(matches!(world.cache.put(&wrong, PROGRAM), Err(CacheError::OtherContent)));
		}
		assert_eq!(names(&world.path()), [".lock"]);
	}

	#[test]
	fn it_keeps_nothing_above_its_bound_and_what_it_had() {
		let world = World::new(19);
		world.put(&ten(1));
		assert!(matches!(
			world.cache.put(&address(PROGRAM), PROGRAM),
			Err(CacheError::TooLarge { bytes: 20, max_bytes: 19 })
		));
		assert!(world.has(&ten(1)));
	}

	#[test]
	fn it_refuses_a_folder_that_others_may_use() {
		let folder = tempfile::tempdir().unwrap();
		for open in [0o701, 0o710, 0o720, 0o755, 0o777] {
			fs::set_permissions(folder.path(), fs::Permissions::from_mode(open)).unwrap();
			assert!(
				matches!(Cache::open(folder.path(), 100), Err(CacheError::TooOpen { mode, .. }) if mode == open)
			);
		}
		assert!(names(folder.path()).is_empty());
	}

	#[test]
	fn it_refuses_a_file_as_its_folder() {
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join("content");
		fs::write(&file, PROGRAM).unwrap();
		assert!(matches!(Cache::open(&file, 100), Err(CacheError::Io { .. })));
		assert_eq!(fs::read(&file).unwrap(), PROGRAM);
	}
}
