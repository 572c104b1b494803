use crate::bytes::{
	serve,
	serve::{Places, Pressed},
	Addresses, Cache, Content, FetchError, Fetcher,
};
use std::{
	fs,
	io::{self, Read, Write},
	net::{IpAddr, SocketAddr, TcpStream},
	os::unix::fs::symlink,
	path::PathBuf,
	sync::Arc,
	time::Duration,
};
use tempfile::TempDir;
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpListener,
	runtime::Runtime,
};

const PROGRAM: &[u8] = b"the program of Carol";

/// A server that ends with the test.
struct World {
	folder: TempDir,
	address: SocketAddr,
	_runtime: Runtime,
}

impl World {
	fn new() -> Self {
		let folder = tempfile::tempdir().unwrap();
		let content = folder.path().join("content");
		let cache = Cache::open(&content, 10_000_000).unwrap();
		cache.put(&address(PROGRAM), PROGRAM).unwrap();
		let runtime = Runtime::new().unwrap();
		let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
		let address = listener.local_addr().unwrap();
		runtime.spawn(serve(content, listener));
		Self { folder, address, _runtime: runtime }
	}

	fn fetch(&self, content: &Content) -> Result<Vec<u8>, FetchError> {
		let url = format!("http://{}/{:x}", self.address, content.hash);
		Fetcher::new(Addresses::AllowPrivate).fetch(url.as_bytes(), content)
	}

	/// The whole answer to these bytes.
	fn say(&self, request: &str) -> String {
		let mut stream = TcpStream::connect(self.address).unwrap();
		// It may close before it has read all.
		let _ = stream.write_all(request.as_bytes());
		let mut answer = Vec::new();
		let _ = stream.read_to_end(&mut answer);
		String::from_utf8_lossy(&answer).into_owned()
	}

	fn get(&self, path: &str) -> String {
		self.say(&format!("GET {path} HTTP/1.1\r\nhost: carol.example\r\n\r\n"))
	}

	fn file(&self, name: &str) -> PathBuf {
		self.folder.path().join("content").join(name)
	}

	fn path(&self, content: &Content) -> PathBuf {
		self.file(&format!("{:x}", content.hash))
	}
}

fn address(bytes: &[u8]) -> Content {
	Content::of(bytes).unwrap()
}

#[test]
fn it_serves_what_a_cache_keeps() {
	let world = World::new();
	assert_eq!(world.fetch(&address(PROGRAM)).unwrap(), PROGRAM);
	// And once more, with something large and something empty.
	let large: Vec<u8> = (0..300_000u32).flat_map(u32::to_le_bytes).collect();
	for bytes in [large.as_slice(), &[], PROGRAM] {
		fs::write(world.path(&address(bytes)), bytes).unwrap();
		assert_eq!(world.fetch(&address(bytes)).unwrap(), bytes);
	}
}

#[test]
fn it_closes_behind_an_answer() {
	let world = World::new();
	let path = format!("/{:x}", address(PROGRAM).hash);
	let answer = world.get(&path);
	assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
	assert!(answer.contains("content-type: application/octet-stream\r\n"), "{answer}");
	assert!(answer.ends_with("\r\n\r\nthe program of Carol"), "{answer}");
}

#[test]
fn it_writes_for_as_long_as_some_is_taken() {
	let bytes = vec![7; 5_000];
	Runtime::new().unwrap().block_on(async {
		let (mut reader, writer) = tokio::io::duplex(16);
		let mut writer = Pressed::new(writer, Duration::from_secs(60));
		let mut taken = Vec::new();
		let (written, read) = tokio::join!(
			async {
				writer.write_all(&bytes).await?;
				writer.shutdown().await
			},
			reader.read_to_end(&mut taken)
		);
		written.unwrap();
		read.unwrap();
		assert_eq!(taken, bytes);
	});
}

#[test]
fn it_has_a_place_again_once_a_connection_ends() {
	let places = Arc::new(Places::default());
	let address: IpAddr = "192.0.2.1".parse().unwrap();
	let mut held: Vec<_> = (0..8).map(|_| places.take(address).unwrap()).collect();
	assert!(places.take(address).is_none());
	// Others have places of their own.
	assert!(places.take("192.0.2.2".parse().unwrap()).is_some());
	held.pop();
	held.push(places.take(address).unwrap());
	assert!(places.take(address).is_none());
	drop(held);
	assert!(places.take(address).is_some());
}

#[test]
fn it_has_all_places_for_a_web_server_before_it() {
	for loopback in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
		let places = Arc::new(Places::default());
		let address: IpAddr = loopback.parse().unwrap();
		let held: Vec<_> = (0..64).map_while(|_| places.take(address)).collect();
		assert_eq!(held.len(), 64, "{loopback}");
		assert!(places.take(address).is_none(), "{loopback}");
	}
}

mod reject {
	use super::*;

	#[test]
	fn it_has_nothing_else() {
		let world = World::new();
		fs::write(world.file("notes.txt"), "secret").unwrap();
		let hash = format!("{:x}", address(PROGRAM).hash);
		let absent = format!("{:x}", address(b"absent").hash);
		for path in [
			"/".to_owned(),
			"/notes.txt".into(),
			"/.lock".into(),
			format!("/{absent}"),
			format!("//{hash}"),
			format!("/./{hash}"),
			format!("/{hash}/"),
			format!("/{hash}?a"),
			format!("/{}", hash.to_uppercase()),
			format!("/{}", &hash[1..]),
			format!("/{hash}0"),
			"/../../../../etc/passwd".into(),
			"/%2e%2e/notes.txt".into(),
		] {
			let answer = world.get(&path);
			assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {answer}");
			assert!(answer.ends_with("\r\n\r\n"), "{path}: {answer}");
		}
	}

	#[test]
	fn it_takes_no_other_method() {
		let world = World::new();
		let hash = address(PROGRAM).hash;
		for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
			let answer = world.say(&format!(
				"{method} /{hash:x} HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n"
			));
			assert!(answer.starts_with("HTTP/1.1 405 "), "{method}: {answer}");
		}
		assert!(world.path(&address(PROGRAM)).exists());
	}

	#[test]
	fn it_serves_neither_links_nor_folders() {
		let world = World::new();
		fs::write(world.file("outside"), b"outside").unwrap();
		symlink(world.file("outside"), world.path(&address(b"outside"))).unwrap();
		fs::create_dir(world.path(&address(b"folder"))).unwrap();
		for bytes in [&b"outside"[..], b"folder"] {
			assert!(matches!(world.fetch(&address(bytes)), Err(FetchError::Status(404))));
		}
	}

	#[test]
	fn it_waits_for_nobody_who_takes_nothing() {
		Runtime::new().unwrap().block_on(async {
			let (_reader, writer) = tokio::io::duplex(16);
			let mut writer = Pressed::new(writer, Duration::from_millis(20));
			let error = writer.write_all(&[7; 5_000]).await.unwrap_err();
			assert_eq!(error.kind(), io::ErrorKind::TimedOut);
		});
	}

	#[test]
	fn it_counts_the_addresses_of_one_network_as_one() {
		for address in ["2001:db8:1:2::", "::ffff:192.0.2.0"] {
			let address: IpAddr = address.parse().unwrap();
			let IpAddr::V6(first) = address else { panic!("not IPv6") };
			let places = Arc::new(Places::default());
			let _held: Vec<_> = (0..8).map(|_| places.take(address).unwrap()).collect();
			let other: IpAddr = match first.to_canonical() {
				// The same one, as a socket of IPv4 tells it.
				IpAddr::V4(same) => same.into(),
				IpAddr::V6(_) => "2001:db8:1:2:3:4:5:6".parse().unwrap(),
			};
			assert!(places.take(other).is_none(), "{other}");
			assert!(places.take("2001:db8:1:3::".parse().unwrap()).is_some());
		}
	}

	#[test]
	fn it_takes_no_large_head() {
		let world = World::new();
		let answer = world.get(&format!("/{}", "a".repeat(100_000)));
		assert!(!answer.starts_with("HTTP/1.1 200 "), "{answer}");
	}
}
