//! Lines of JSON over TCP, one each way, with bounds on all of it.

use super::{Asking, RefusalFile, Saying};
use futures::stream::{FuturesUnordered, StreamExt};
use std::{future::Future, io, net::SocketAddr, time::Duration};
use tokio::{
	io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader},
	net::{TcpListener, TcpStream},
	time::{sleep, timeout},
};

/// Bytes of a line at most: a pass of four blocks in hexadecimal digits fits.
pub const MOST_LINE: u64 = 16 * 1_024;

/// How long a line may take, to come or to go.
const LINE_LIMIT: Duration = Duration::from_secs(4);

/// How long a visitor waits for a gateway's line: it may have to ask the chain, and something to move.
const ANSWER_LIMIT: Duration = Duration::from_secs(60);

/// Connections at once.
pub(super) const MOST_CONNECTIONS: usize = 64;

/// Lines of a visitor on one connection.
const MOST_LINES: usize = 4;

/// Pause after the system could not take a connection.
const PAUSE: Duration = Duration::from_millis(200);

/// Answers visitors until told to stop. More than 64 at once are hung up on.
pub async fn serve<F: Future<Output = Saying>>(
	listener: &TcpListener,
	answer: impl Fn(Asking) -> F,
	stopped: impl Future<Output = ()>,
) {
	tokio::pin!(stopped);
	let mut connections = FuturesUnordered::new();
	loop {
		tokio::select! {
			() = &mut stopped => return,
			accepted = listener.accept() => match accepted {
				Ok((stream, _)) if connections.len() < MOST_CONNECTIONS => {
					connections.push(attend(stream, &answer));
				},
				Ok(_) => {},
				Err(error) => {
					tracing::warn!("a connection was not taken: {error}");
					sleep(PAUSE).await;
				},
			},
			Some(()) = connections.next(), if !connections.is_empty() => {},
		}
	}
}

async fn attend<F: Future<Output = Saying>>(stream: TcpStream, answer: impl Fn(Asking) -> F) {
	let mut stream = BufReader::new(stream);
	for _ in 0..MOST_LINES {
		let Ok(Ok(Some(line))) = timeout(LINE_LIMIT, read_line(&mut stream)).await else { return };
		let (saying, goes_on) = match serde_json::from_slice(&line) {
			Ok(asking) => (answer(asking).await, true),
			Err(error) => {
				let said = format!("not understood: {error}");
				(Saying::Refusal(RefusalFile::without_code(said)), false)
			},
		};
		let written = timeout(LINE_LIMIT, write_line(stream.get_mut(), &saying)).await;
		if !goes_on || !matches!(written, Ok(Ok(()))) {
			return;
		}
	}
}

/// Says something to the gateway at an address, and returns its answer.
pub async fn exchange(address: SocketAddr, asking: &Asking) -> io::Result<Saying> {
	let late = |_| io::Error::from(io::ErrorKind::TimedOut);
	let stream = timeout(LINE_LIMIT, TcpStream::connect(address)).await.map_err(late)??;
	let mut stream = BufReader::new(stream);
	timeout(LINE_LIMIT, write_line(stream.get_mut(), asking)).await.map_err(late)??;
	let line = timeout(ANSWER_LIMIT, read_line(&mut stream)).await.map_err(late)??;
	let line = line.ok_or_else(|| io::Error::other("the gateway hung up"))?;
	Ok(serde_json::from_slice(&line)?)
}

/// `None` at the end, and where a line is too long.
async fn read_line<R: AsyncRead + Unpin>(stream: &mut BufReader<R>) -> io::Result<Option<Vec<u8>>> {
	let mut line = Vec::new();
	stream.take(MOST_LINE).read_until(b'\n', &mut line).await?;
	Ok(line.strip_suffix(b"\n").map(<[u8]>::to_vec))
}

async fn write_line(stream: &mut TcpStream, said: &impl serde::Serialize) -> io::Result<()> {
	let mut line = serde_json::to_vec(said)?;
	line.push(b'\n');
	stream.write_all(&line).await?;
	stream.flush().await
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::access::gate::Wish;
	use jmt_primitives::access::Action;
	use std::cell::Cell;

	const WISH: Asking = Asking::Challenge(Wish { resource: 7, action: Action::OPEN });

	/// Runs a visitor beside a gateway that refuses all, and returns how often it was asked.
	async fn beside<T>(visitor: impl AsyncFnOnce(SocketAddr) -> T) -> (T, usize) {
		let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
		let address = listener.local_addr().unwrap();
		let asked = Cell::new(0);
		let answer = |asking| {
			assert_eq!(asking, WISH);
			asked.set(asked.get() + 1);
			async { Saying::Refusal(RefusalFile::without_code("closed")) }
		};
		let (done, stopped) = tokio::sync::oneshot::channel::<()>();
		let stopped = async {
			let _ = stopped.await;
		};
		let visit = async {
			let result = visitor(address).await;
			drop(done);
			result
		};
		let (result, ()) = tokio::join!(visit, serve(&listener, answer, stopped));
		(result, asked.get())
	}

	/// All that comes until the gateway hangs up.
	async fn rest(mut stream: TcpStream) -> String {
		let mut text = String::new();
		// Bytes that nobody read may make the end a reset.
		let _ = stream.read_to_string(&mut text).await;
		text
	}

	async fn says(address: SocketAddr, bytes: &[u8]) -> String {
		let mut stream = TcpStream::connect(address).await.unwrap();
		let _ = stream.write_all(bytes).await;
		rest(stream).await
	}

	#[tokio::test]
	async fn exchange_a_line_gets_a_line() {
		let (said, asked) = beside(async |address| exchange(address, &WISH).await.unwrap()).await;
		assert_eq!(said, Saying::Refusal(RefusalFile::without_code("closed")));
		assert_eq!(asked, 1);
	}

	#[tokio::test]
	async fn attend_a_visitor_has_four_lines_and_is_hung_up_on() {
		let mut line = serde_json::to_vec(&WISH).unwrap();
		line.push(b'\n');
		let (said, asked) = beside(async |address| says(address, &line.repeat(9)).await).await;
		assert_eq!((said.lines().count(), asked), (4, 4));
	}

	mod reject {
		use super::*;

		#[tokio::test]
		async fn attend_a_line_that_is_not_understood_or_too_long() {
			let long = usize::try_from(MOST_LINE).unwrap();
			let (said, asked) = beside(async |address| {
				let wrong = says(address, b"{\"kind\":\"access-ask/v2\"}\n{}\n").await;
				let unknown = says(
					address,
					b"{\"kind\":\"access-ask/v1\",\"resource\":7,\"action\":\"open\",\"x\":1}\n",
				);
				let unknown = unknown.await;
				let long = says(address, &[b' '].repeat(long + 1)).await;
				[wrong, unknown, long]
			})
			.await;
			assert_eq!(asked, 0);
			for (place, lines) in [1, 1, 0].into_iter().enumerate() {
				assert_eq!(said[place].lines().count(), lines, "{said:?}");
			}
			assert!(said[0].contains("not understood"), "{said:?}");
		}

		#[tokio::test]
		async fn attend_half_a_line_is_hung_up_on_after_its_time() {
			let ((said, took), asked) = beside(async |address| {
				let begun = tokio::time::Instant::now();
				let said = says(address, b"{\"kind\"").await;
				(said, begun.elapsed())
			})
			.await;
			assert_eq!((said.as_str(), asked), ("", 0));
			assert!(took >= LINE_LIMIT && took < 3 * LINE_LIMIT, "{took:?}");
		}

		#[tokio::test]
		async fn serve_one_more_connection_than_it_takes() {
			let ((), asked) = beside(async |address| {
				let mut open = Vec::new();
				for _ in 0..MOST_CONNECTIONS {
					open.push(TcpStream::connect(address).await.unwrap());
				}
				let further = TcpStream::connect(address).await.unwrap();
				assert_eq!(rest(further).await, "");
				// Where one leaves there is room for another.
				open.pop();
				let again = async || exchange(address, &WISH).await;
				let mut tries = 0;
				while again().await.is_err() {
					tries += 1;
					assert!(tries < 100, "no room");
					sleep(Duration::from_millis(10)).await;
				}
			})
			.await;
			assert_eq!(asked, 1);
		}
	}
}
