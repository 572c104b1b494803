use super::server::{client_left, drip, Server};
use crate::bytes::{Addresses, Content, ContentError, FetchError, Fetcher, HintError, Network};
use std::{
	io::{self, Write},
	net::{IpAddr, SocketAddr},
	sync::{
		mpsc::{self, Receiver},
		Arc, Mutex,
	},
	time::Duration,
};
use ureq::unversioned::transport::{ConnectionDetails, Connector, TcpConnector};

pub(super) const PROGRAM: &[u8] = b"the program of Carol";

/// Longer than any test takes.
pub(super) const AMPLE: Duration = Duration::from_secs(60);

/// For what never ends.
const SHORT: Duration = Duration::from_millis(300);

pub(super) fn address() -> Content {
	Content::of(PROGRAM).unwrap()
}

fn fetch_within(deadline: Duration, url: &str, content: &Content) -> Result<Vec<u8>, FetchError> {
	Fetcher::new(Addresses::AllowPrivate).with_deadline(deadline).fetch(url.as_bytes(), content)
}

fn fetch(server: &Server) -> Result<Vec<u8>, FetchError> {
	fetch_within(AMPLE, &server.url(), &address())
}

/// A network with one name, whose answers are these, one after the other.
#[derive(Debug)]
pub(super) struct Answers {
	answers: Mutex<Vec<Vec<IpAddr>>>,
	asked: Mutex<Vec<String>>,
	ours: Option<IpAddr>,
}

impl Answers {
	pub(super) fn new(answers: &[&[&str]], ours: Option<&str>) -> Arc<Self> {
		let addresses = |texts: &&[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
		let answers = answers.iter().rev().map(addresses).collect();
		Arc::new(Self {
			answers: Mutex::new(answers),
			asked: Mutex::default(),
			ours: ours.map(|ours| ours.parse().unwrap()),
		})
	}
}

impl Network for Answers {
	fn look_up(&self, name: &str) -> io::Result<Vec<IpAddr>> {
		self.asked.lock().unwrap().push(name.into());
		self.answers.lock().unwrap().pop().ok_or_else(|| io::ErrorKind::NotFound.into())
	}

	fn ours_towards(&self, _: IpAddr) -> Option<IpAddr> {
		self.ours
	}
}

/// Notes the addresses to which a connection was to be made, and makes it to a server of the test.
#[derive(Debug)]
pub(super) struct Diverted {
	pub(super) to: SocketAddr,
	pub(super) meant: Arc<Mutex<Vec<Vec<SocketAddr>>>>,
	pub(super) tcp: TcpConnector,
}

impl Connector for Diverted {
	type Out = <TcpConnector as Connector>::Out;

	fn connect(
		&self,
		details: &ConnectionDetails,
		chained: Option<()>,
	) -> Result<Option<Self::Out>, ureq::Error> {
		self.meant.lock().unwrap().push(details.addrs.iter().copied().collect());
		let mut addrs = details.resolver.empty();
		addrs.push(self.to);
		let diverted = ConnectionDetails {
			uri: details.uri,
			addrs,
			config: details.config,
			request_level: details.request_level,
			resolver: details.resolver,
			now: details.now,
			timeout: details.timeout,
			current_time: details.current_time.clone(),
			run_connector: details.run_connector.clone(),
			register_shutdown: details.register_shutdown.clone(),
		};
		self.tcp.connect(&diverted, chained)
	}
}

/// A fetch by the name `carol.example` on a network, from a server that has the program, and the addresses to which it
/// was to be connected.
fn fetch_on(
	network: &Arc<Answers>,
	server: &Server,
) -> (Result<Vec<u8>, FetchError>, Vec<Vec<SocketAddr>>) {
	let meant = Arc::new(Mutex::new(Vec::new()));
	let connector =
		Diverted { to: server.address(), meant: meant.clone(), tcp: TcpConnector::default() };
	let fetched = Fetcher::new(Addresses::PublicOnly)
		.with_deadline(AMPLE)
		.with_network(network.clone())
		.fetch_by(connector, b"http://carol.example:8080/person.wasm", &address());
	let meant = meant.lock().unwrap().clone();
	(fetched, meant)
}

pub(super) fn socket(text: &str) -> SocketAddr {
	text.parse().unwrap()
}

fn good() -> Server {
	Server::serving("content-length: 20\r\n", PROGRAM)
}

#[test]
fn it_fetches_content_and_says_nothing_of_its_owner() {
	let server = good();
	assert_eq!(fetch(&server).unwrap(), PROGRAM);
	let [head] = server.heads().try_into().unwrap();
	let mut lines: Vec<_> = head.trim_end().split("\r\n").map(str::to_ascii_lowercase).collect();
	lines.sort();
	assert_eq!(
		lines,
		[
			"accept-encoding: identity".into(),
			"accept: */*".into(),
			"get /person.wasm http/1.1".into(),
			format!("host: {}", server.address()),
			"user-agent: jmt".into(),
		]
	);
}

#[test]
fn it_fetches_by_a_local_name_where_that_is_allowed() {
	let server = good();
	let url = format!("http://localhost:{}/person.wasm", server.address().port());
	assert_eq!(fetch_within(AMPLE, &url, &address()).unwrap(), PROGRAM);
}

#[test]
fn it_fetches_chunks() {
	let body = b"8\r\nthe prog\r\nc\r\nram of Carol\r\n0\r\n\r\n";
	assert_eq!(fetch(&Server::serving("transfer-encoding: chunked\r\n", body)).unwrap(), PROGRAM);
}

#[test]
fn it_fetches_a_body_that_ends_with_the_connection() {
	assert_eq!(fetch(&Server::serving("connection: close\r\n", PROGRAM)).unwrap(), PROGRAM);
}

#[test]
fn it_fetches_no_bytes() {
	let server = Server::serving("content-length: 0\r\n", b"");
	let fetched = fetch_within(AMPLE, &server.url(), &Content::of(&[]).unwrap());
	assert!(fetched.unwrap().is_empty());
}

#[test]
fn it_fetches_more_than_its_buffers_hold() {
	let large: Vec<u8> = (0..300_000u32).flat_map(u32::to_le_bytes).collect();
	let server = Server::serving("content-length: 1200000\r\n", &large);
	let fetched = fetch_within(AMPLE, &server.url(), &Content::of(&large).unwrap());
	assert_eq!(fetched.unwrap(), large);
}

#[test]
fn it_connects_to_the_addresses_of_the_only_look_up() {
	let network = Answers::new(&[&["1.1.1.1", "2606:4700:4700::1111"], &["127.0.0.1"]], None);
	let server = good();
	let (fetched, meant) = fetch_on(&network, &server);
	assert_eq!(fetched.unwrap(), PROGRAM);
	assert_eq!(*network.asked.lock().unwrap(), ["carol.example"]);
	assert_eq!(meant, [[socket("1.1.1.1:8080"), socket("[2606:4700:4700::1111]:8080")]]);
}

#[test]
fn it_leaves_out_private_addresses_of_a_name() {
	let answer = ["127.0.0.1", "1.1.1.1", "::1", "::ffff:192.168.1.1", "0.0.0.0"];
	let network = Answers::new(&[&answer], None);
	let (fetched, meant) = fetch_on(&network, &good());
	assert_eq!(fetched.unwrap(), PROGRAM);
	assert_eq!(meant, [[socket("1.1.1.1:8080")]]);
}

#[test]
fn it_tries_no_more_addresses_than_fit() {
	let answer = vec!["1.1.1.1"; 100];
	let (fetched, meant) = fetch_on(&Answers::new(&[&answer], None), &good());
	assert_eq!(fetched.unwrap(), PROGRAM);
	assert_eq!(meant[0].len(), 16);
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_a_name_that_is_private_at_first() {
		let network = Answers::new(&[&["127.0.0.1"], &["1.1.1.1"]], None);
		let server = good();
		let (fetched, meant) = fetch_on(&network, &server);
		assert!(matches!(fetched, Err(FetchError::NotPublic)));
		assert_eq!(network.asked.lock().unwrap().len(), 1);
		assert!(meant.is_empty());
		assert!(server.heads().is_empty());
	}

	#[test]
	fn it_refuses_public_addresses_of_its_own_network() {
		for (answer, ours) in [
			("93.184.216.34", "93.184.216.34"),
			("93.184.216.34", "93.184.216.1"),
			("2606:4700:4700::1111", "2606:4700:4700:1::2"),
		] {
			let (fetched, meant) = fetch_on(&Answers::new(&[&[answer]], Some(ours)), &good());
			assert!(matches!(fetched, Err(FetchError::NotPublic)), "{answer}");
			assert!(meant.is_empty());
		}
	}

	#[test]
	fn it_refuses_a_private_address_without_a_connection() {
		let server = good();
		let fetched =
			Fetcher::new(Addresses::PublicOnly).fetch(server.url().as_bytes(), &address());
		assert!(matches!(fetched, Err(FetchError::Hint(HintError::NotPublic))));
		assert!(server.heads().is_empty());
	}

	#[test]
	fn it_refuses_a_name_without_an_address() {
		let (fetched, _) = fetch_on(&Answers::new(&[], None), &good());
		assert!(matches!(fetched, Err(FetchError::NoAddress)));
		let (fetched, _) = fetch_on(&Answers::new(&[&[]], None), &good());
		assert!(matches!(fetched, Err(FetchError::NoAddress)));
	}

	/// Answers once the test is over.
	#[derive(Debug)]
	struct Mute(Mutex<Receiver<()>>);

	impl Network for Mute {
		fn look_up(&self, _: &str) -> io::Result<Vec<IpAddr>> {
			let _ = self.0.lock().unwrap().recv();
			Ok(Vec::new())
		}

		fn ours_towards(&self, _: IpAddr) -> Option<IpAddr> {
			None
		}
	}

	#[test]
	fn it_gives_up_a_look_up_at_the_deadline() {
		let (test, over) = mpsc::channel();
		let fetched = Fetcher::new(Addresses::PublicOnly)
			.with_deadline(SHORT)
			.with_network(Arc::new(Mute(Mutex::new(over))))
			.fetch(b"http://carol.example/", &address());
		assert!(matches!(fetched, Err(FetchError::TimedOut(SHORT))));
		drop(test);
	}

	#[test]
	fn it_gives_up_a_silent_server_at_the_deadline() {
		let server = Server::start(|stream| {
			while !client_left(stream) {}
			Ok(())
		});
		let fetched = fetch_within(SHORT, &server.url(), &address());
		assert!(matches!(fetched, Err(FetchError::TimedOut(SHORT))));
	}

	#[test]
	fn it_gives_up_a_head_that_drips_at_the_deadline() {
		let server = Server::start(|stream| {
			stream.write_all(b"HTTP/1.1 200 OK\r\nx-drip: ")?;
			drip(stream, b'a')
		});
		let fetched = fetch_within(SHORT, &server.url(), &address());
		assert!(matches!(fetched, Err(FetchError::TimedOut(SHORT))));
	}

	#[test]
	fn it_gives_up_a_body_that_drips_at_the_deadline() {
		let large = Content { length: 1_000_000, ..address() };
		for head in ["content-length: 1000000\r\n", "connection: close\r\n"] {
			let server = Server::start(move |stream| {
				stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes())?;
				drip(stream, b'a')
			});
			let fetched = fetch_within(SHORT, &server.url(), &large);
			assert!(matches!(fetched, Err(FetchError::TimedOut(SHORT))), "{head}");
		}
	}

	#[test]
	fn it_gives_up_chunks_that_drip_at_the_deadline() {
		let server = Server::start(move |stream| {
			stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
			while !client_left(stream) {
				stream.write_all(b"1\r\na\r\n")?;
			}
			Ok(())
		});
		let fetched =
			fetch_within(SHORT, &server.url(), &Content { length: 1_000_000, ..address() });
		assert!(matches!(fetched, Err(FetchError::TimedOut(SHORT))));
	}

	#[test]
	fn it_refuses_a_body_that_ends_early() {
		let fetched = fetch(&Server::serving("content-length: 20\r\n", &PROGRAM[..10]));
		assert!(matches!(fetched, Err(FetchError::Connection(_))), "{fetched:?}");
		let fetched = fetch(&Server::serving("", &PROGRAM[..10]));
		assert!(
			matches!(
				fetched,
				Err(FetchError::Content(ContentError::TooShort { got: 10, length: 20 }))
			),
			"{fetched:?}"
		);
		let fetched =
			fetch(&Server::serving("transfer-encoding: chunked\r\n", b"14\r\nthe program"));
		assert!(matches!(fetched, Err(FetchError::Connection(_))), "{fetched:?}");
	}

	#[test]
	fn it_refuses_another_length_by_the_head_alone() {
		for announced in [1, 19, 21, u64::MAX] {
			let server = Server::serving(&format!("content-length: {announced}\r\n"), PROGRAM);
			let fetched = fetch(&server);
			assert!(
				matches!(fetched, Err(FetchError::Length { announced: said, length: 20 }) if said == announced),
				"{announced}: {fetched:?}"
			);
		}
	}

	#[test]
	fn it_refuses_no_bytes_for_some() {
		let fetched = fetch(&Server::serving("content-length: 0\r\n", b""));
		assert!(
			matches!(
				fetched,
				Err(FetchError::Content(ContentError::TooShort { got: 0, length: 20 }))
			),
			"{fetched:?}"
		);
	}

	#[test]
	fn it_refuses_a_byte_more_of_a_body_without_length() {
		for headers in ["", "transfer-encoding: chunked\r\n"] {
			let body: &[u8] = match headers {
				"" => b"the program of Carol!",
				_ => b"14\r\nthe program of Carol\r\n1\r\n!\r\n0\r\n\r\n",
			};
			let fetched = fetch(&Server::serving(headers, body));
			assert!(
				matches!(fetched, Err(FetchError::Content(ContentError::TooLong { length: 20 }))),
				"{fetched:?}"
			);
		}
	}

	#[test]
	fn it_stops_at_an_endless_body() {
		let server = Server::start(|stream| {
			stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
			loop {
				stream.write_all(&[0; 4096])?;
			}
		});
		let fetched = fetch_within(AMPLE, &server.url(), &Content { length: 1 << 20, ..address() });
		assert!(
			matches!(fetched, Err(FetchError::Content(ContentError::TooLong { .. }))),
			"{fetched:?}"
		);
	}

	#[test]
	fn it_stops_at_an_endless_head() {
		let server = Server::start(|stream| {
			stream.write_all(b"HTTP/1.1 200 OK\r\nx-fill: ")?;
			loop {
				stream.write_all(&[b'a'; 4096])?;
			}
		});
		let fetched = fetch(&server);
		assert!(matches!(fetched, Err(FetchError::LargeHead)), "{fetched:?}");
		let server = Server::start(|stream| {
			stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
			loop {
				stream.write_all(b"x: y\r\n")?;
			}
		});
		let fetched = fetch(&server);
		assert!(
			matches!(fetched, Err(FetchError::LargeHead | FetchError::Connection(_))),
			"{fetched:?}"
		);
	}

	#[test]
	fn it_refuses_other_bytes() {
		let fetched = fetch(&Server::serving("content-length: 20\r\n", b"the program of Carl!"));
		assert!(matches!(fetched, Err(FetchError::Content(ContentError::Other))), "{fetched:?}");
	}

	#[test]
	fn it_follows_no_redirect() {
		let inside = good();
		for status in [301, 302, 303, 307, 308, 300, 304] {
			let server = Server::saying(format!(
				"HTTP/1.1 {status} Elsewhere\r\nlocation: {}\r\ncontent-length: 0\r\n\r\n",
				inside.url()
			));
			let fetched = fetch(&server);
			assert!(
				matches!(fetched, Err(FetchError::Redirect(said)) if said == status),
				"{status}: {fetched:?}"
			);
			assert_eq!(server.heads().len(), 1);
		}
		assert!(inside.heads().is_empty());
	}

	#[test]
	fn it_refuses_another_status() {
		for status in [201, 204, 206, 400, 401, 404, 407, 500, 503] {
			let server = Server::saying(format!(
				"HTTP/1.1 {status} So\r\nwww-authenticate: basic\r\ncontent-length: 0\r\n\r\n"
			));
			let fetched = fetch(&server);
			assert!(
				matches!(fetched, Err(FetchError::Status(said)) if said == status),
				"{status}: {fetched:?}"
			);
			assert_eq!(server.heads().len(), 1);
		}
	}

	#[test]
	fn it_refuses_a_body_that_is_encoded() {
		for headers in [
			"content-encoding: gzip\r\ncontent-length: 20\r\n",
			"content-encoding: identity, br\r\ncontent-length: 20\r\n",
			"content-encoding: identity\r\ncontent-encoding: deflate\r\ncontent-length: 20\r\n",
			"transfer-encoding: gzip, chunked\r\n",
		] {
			let fetched = fetch(&Server::serving(headers, PROGRAM));
			assert!(matches!(fetched, Err(FetchError::Encoded)), "{headers}: {fetched:?}");
		}
	}

	#[test]
	fn it_repeats_no_control_character_of_the_server() {
		for answer in [
			&b"\x1b[2J\x1b[31mHTTP\r\n\r\n"[..],
			b"HTTP/1.1 200 \x1b[2J\r\n\r\n",
			b"HTTP/1.1 200 OK\r\n\x1b[2J: a\r\n\r\n",
			b"HTTP/1.1 200 OK\r\na: \x1b[2J\x07\r\ncontent-length: \x1b[2J\r\n\r\n",
			b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\x1b[2J\r\n",
			b"",
		] {
			let error = fetch(&Server::saying(answer)).unwrap_err().to_string();
			assert!(!error.contains(char::is_control), "{error:?}");
			assert!(error.len() < 300, "{error:?}");
		}
	}

	#[test]
	fn it_refuses_a_server_without_tls_behind_https() {
		let server = good();
		let url = format!("https://{}/person.wasm", server.address());
		let fetched = fetch_within(SHORT, &url, &address());
		assert!(
			matches!(fetched, Err(FetchError::Connection(_) | FetchError::TimedOut(_))),
			"{fetched:?}"
		);
		assert!(server.heads().is_empty());
	}

	#[test]
	fn it_asks_for_no_more_than_its_bound() {
		let server = good();
		let large = Content { length: 64 * 1024 * 1024 + 1, ..address() };
		assert!(matches!(
			fetch_within(AMPLE, &server.url(), &large),
			Err(FetchError::TooLarge(67_108_865))
		));
		assert!(server.heads().is_empty());
	}
}
