//! A server of a test: it serves one connection after the other, and ends with the test.

use std::{
	io::{self, Read, Write},
	net::{SocketAddr, TcpListener, TcpStream},
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc, Mutex,
	},
	thread::{self, JoinHandle},
	time::Duration,
};

pub struct Server {
	address: SocketAddr,
	heads: Arc<Mutex<Vec<String>>>,
	over: Arc<AtomicBool>,
	thread: Option<JoinHandle<()>>,
}

impl Server {
	/// Answers each request by `answer`. An error of it is a client that left.
	pub fn start(answer: impl Fn(&mut TcpStream) -> io::Result<()> + Send + 'static) -> Self {
		Self::over(|stream| stream, answer)
	}

	/// The same over what `wrap` makes of a connection.
	pub fn over<Stream: Read + Write + 'static>(
		wrap: impl Fn(TcpStream) -> Stream + Send + 'static,
		answer: impl Fn(&mut Stream) -> io::Result<()> + Send + 'static,
	) -> Self {
		let listener = TcpListener::bind("127.0.0.1:0").unwrap();
		let address = listener.local_addr().unwrap();
		let heads = Arc::new(Mutex::new(Vec::new()));
		let over = Arc::new(AtomicBool::new(false));
		let thread = thread::spawn({
			let (heads, over) = (heads.clone(), over.clone());
			move || {
				while !over.load(Ordering::SeqCst) {
					let (stream, _) = listener.accept().unwrap();
					let mut stream = wrap(stream);
					if let Some(head) = read_head(&mut stream) {
						heads.lock().unwrap().push(head);
						let _ = answer(&mut stream);
					}
				}
			}
		});
		Self { address, heads, over, thread: Some(thread) }
	}

	/// Answers each request by these bytes and closes.
	pub fn saying(answer: impl AsRef<[u8]> + Send + 'static) -> Self {
		Self::start(move |stream| stream.write_all(answer.as_ref()))
	}

	/// Answers with a status of 200, these headers and this body.
	pub fn serving(headers: &str, body: &[u8]) -> Self {
		let head = format!("HTTP/1.1 200 OK\r\n{headers}\r\n");
		Self::saying([head.as_bytes(), body].concat())
	}

	pub fn address(&self) -> SocketAddr {
		self.address
	}

	pub fn url(&self) -> String {
		format!("http://{}/person.wasm", self.address)
	}

	/// The heads of the requests so far.
	pub fn heads(&self) -> Vec<String> {
		self.heads.lock().unwrap().clone()
	}
}

impl Drop for Server {
	fn drop(&mut self) {
		self.over.store(true, Ordering::SeqCst);
		// It waits for a connection, unless it is gone.
		let _ = TcpStream::connect(self.address);
		let ended = self.thread.take().unwrap().join();
		assert!(ended.is_ok() || thread::panicking());
	}
}

fn read_head(stream: &mut impl Read) -> Option<String> {
	let mut head = Vec::new();
	while !head.ends_with(b"\r\n\r\n") {
		let mut byte = [0];
		match stream.read(&mut byte) {
			Ok(1) => head.push(byte[0]),
			_ => return None,
		}
	}
	String::from_utf8(head).ok()
}

/// Waits until the client leaves, or for the moment between two drips.
pub fn client_left(stream: &mut TcpStream) -> bool {
	stream.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
	match stream.read(&mut [0]) {
		Ok(read) => read == 0,
		Err(error) => !matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut),
	}
}

/// Gives a byte now and then until the client leaves.
pub fn drip(stream: &mut TcpStream, byte: u8) -> io::Result<()> {
	while !client_left(stream) {
		stream.write_all(&[byte])?;
	}
	Ok(())
}
