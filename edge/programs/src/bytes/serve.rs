//! A web server over a folder of content: `GET /HASH`, and nothing else.
//!
//! The folder of a [`super::Cache`] is one. A client checks what came, so the server does not; and it tells nobody what
//! the folder has besides.

use super::cache::is_hash;
use hyper::{
	body::{Body, Bytes, Frame, Incoming, SizeHint},
	header::{HeaderValue, ALLOW, CONTENT_TYPE},
	server::conn::http1,
	service::service_fn,
	Method, Request, Response, StatusCode,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{
	collections::HashMap,
	convert::Infallible,
	future::Future,
	io::{self, IoSlice},
	net::{IpAddr, Ipv6Addr},
	path::{Path, PathBuf},
	pin::Pin,
	sync::{Arc, Mutex, PoisonError},
	task::{ready, Context, Poll},
	time::Duration,
};
use tokio::{
	fs::File,
	io::{AsyncRead, AsyncWrite, ReadBuf},
	net::{TcpListener, TcpStream},
	sync::Semaphore,
	time::Sleep,
};

/// Connections at once. Further ones wait.
const MAX_CONNECTIONS: usize = 64;

/// Of them from one address, so that a stranger does not keep out all others.
const MAX_OF_ADDRESS: usize = 8;

/// Time for a request's head.
const HEAD_DEADLINE: Duration = Duration::from_secs(10);

/// Time for a connection, which has one request.
const CONNECTION_DEADLINE: Duration = Duration::from_secs(300);

/// Time in which a client has to take some of what it asked for.
const WRITE_DEADLINE: Duration = Duration::from_secs(10);

/// Before another attempt where none can be accepted, as with too many open files.
const ACCEPT_AGAIN: Duration = Duration::from_millis(200);

/// Largest head of a request, in bytes: the least that hyper takes.
const MAX_HEAD_BYTES: usize = 8 * 1024;

/// Bytes that are read at once.
const CHUNK_BYTES: u64 = 64 * 1024;

/// Serves the files of a folder that are named by a hash in lower-case hexadecimal, until it is dropped.
pub async fn serve(folder: PathBuf, listener: TcpListener) -> Infallible {
	let folder: Arc<Path> = folder.into();
	let connections = Arc::new(Semaphore::new(MAX_CONNECTIONS));
	let places = Arc::new(Places::default());
	loop {
		// The semaphore is never closed.
		let permit = connections.clone().acquire_owned().await;
		match listener.accept().await {
			Ok((stream, peer)) => {
				let Some(place) = places.take(peer.ip()) else {
					tracing::debug!(%peer, "has too many connections");
					continue;
				};
				let attended = attend(stream, folder.clone());
				tokio::spawn(async move {
					let _held = (permit, place);
					let _ = tokio::time::timeout(CONNECTION_DEADLINE, attended).await;
				});
			},
			Err(error) => {
				tracing::debug!(%error, "cannot accept a connection");
				tokio::time::sleep(ACCEPT_AGAIN).await;
			},
		}
	}
}

fn attend(stream: TcpStream, folder: Arc<Path>) -> impl Future<Output = hyper::Result<()>> {
	let answer = service_fn(move |request| {
		let folder = folder.clone();
		async move { Ok::<_, Infallible>(answer(&folder, &request).await) }
	});
	let stream = Pressed::new(stream, WRITE_DEADLINE);
	http1::Builder::new()
		.timer(TokioTimer::new())
		.header_read_timeout(HEAD_DEADLINE)
		.max_buf_size(MAX_HEAD_BYTES)
		.keep_alive(false)
		.serve_connection(TokioIo::new(stream), answer)
}

/// How many connections each address has.
#[derive(Default)]
pub(super) struct Places(Mutex<HashMap<IpAddr, usize>>);

impl Places {
	/// A place for a connection more, until it is dropped; `None` where the address has all of its own.
	pub(super) fn take(self: &Arc<Self>, address: IpAddr) -> Option<Place> {
		let of = network(address);
		// A web server in front of this one connects from here for all of its clients.
		let most = if of.is_loopback() { MAX_CONNECTIONS } else { MAX_OF_ADDRESS };
		let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		let count = taken.entry(of).or_default();
		if *count >= most {
			return None;
		}
		*count += 1;
		Some(Place { places: self.clone(), of })
	}
}

/// One of them.
pub(super) struct Place {
	places: Arc<Places>,
	of: IpAddr,
}

impl Drop for Place {
	fn drop(&mut self) {
		let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(count) = taken.get_mut(&self.of) {
			*count = count.saturating_sub(1);
			if *count == 0 {
				taken.remove(&self.of);
			}
		}
	}
}

/// The part of an address that its owner cannot choose: of IPv6 the first 64 bits.
fn network(address: IpAddr) -> IpAddr {
	match address.to_canonical() {
		IpAddr::V6(address) if !address.is_loopback() => {
			Ipv6Addr::from(u128::from(address) & !u128::from(u64::MAX)).into()
		},
		address => address,
	}
}

/// A connection that fails when nothing of what is written to it is taken in time.
pub(super) struct Pressed<S> {
	stream: S,
	deadline: Duration,
	/// Runs while a write waits.
	waits: Option<Pin<Box<Sleep>>>,
}

impl<S> Pressed<S> {
	pub(super) const fn new(stream: S, deadline: Duration) -> Self {
		Self { stream, deadline, waits: None }
	}

	fn in_time(
		&mut self,
		context: &mut Context<'_>,
		written: Poll<io::Result<usize>>,
	) -> Poll<io::Result<usize>> {
		if written.is_ready() {
			self.waits = None;
			return written;
		}
		let deadline = self.deadline;
		let waits = self.waits.get_or_insert_with(|| Box::pin(tokio::time::sleep(deadline)));
		ready!(waits.as_mut().poll(context));
		Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
	}
}

impl<S: AsyncRead + Unpin> AsyncRead for Pressed<S> {
	fn poll_read(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		buffer: &mut ReadBuf<'_>,
	) -> Poll<io::Result<()>> {
		Pin::new(&mut self.stream).poll_read(context, buffer)
	}
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Pressed<S> {
	fn poll_write(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		bytes: &[u8],
	) -> Poll<io::Result<usize>> {
		let written = Pin::new(&mut self.stream).poll_write(context, bytes);
		self.in_time(context, written)
	}

	fn poll_write_vectored(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		slices: &[IoSlice<'_>],
	) -> Poll<io::Result<usize>> {
		let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
		self.in_time(context, written)
	}

	fn is_write_vectored(&self) -> bool {
		self.stream.is_write_vectored()
	}

	fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
		Pin::new(&mut self.stream).poll_flush(context)
	}

	fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
		Pin::new(&mut self.stream).poll_shutdown(context)
	}
}

async fn answer(folder: &Path, request: &Request<Incoming>) -> Response<Content> {
	if request.method() != Method::GET {
		let mut refused = empty(StatusCode::METHOD_NOT_ALLOWED);
		refused.headers_mut().insert(ALLOW, HeaderValue::from_static("GET"));
		return refused;
	}
	let path = request.uri().path_and_query().map_or("", |path| path.as_str());
	// A hash names no folder and no way out of one.
	let Some(name) = path.strip_prefix('/').filter(|name| is_hash(name)) else {
		return empty(StatusCode::NOT_FOUND);
	};
	match open(&folder.join(name)).await {
		Ok(content) => {
			let mut found = Response::new(content);
			found
				.headers_mut()
				.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
			found
		},
		Err(error) => {
			tracing::debug!(%error, name, "cannot serve content");
			empty(StatusCode::NOT_FOUND)
		},
	}
}

async fn open(path: &Path) -> io::Result<Content> {
	// Opening a pipe would wait for its writer, and a link leads elsewhere.
	if !tokio::fs::symlink_metadata(path).await?.is_file() {
		return Err(io::ErrorKind::NotFound.into());
	}
	let file = File::open(path).await?;
	let left = file.metadata().await?.len();
	Ok(Content { file: Some(file), left })
}

fn empty(status: StatusCode) -> Response<Content> {
	let mut response = Response::new(Content { file: None, left: 0 });
	*response.status_mut() = status;
	response
}

/// A file that is sent piece by piece.
struct Content {
	file: Option<File>,
	left: u64,
}

impl Body for Content {
	type Data = Bytes;
	type Error = io::Error;

	fn poll_frame(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
	) -> Poll<Option<io::Result<Frame<Bytes>>>> {
		let left = self.left;
		let Some(file) = self.file.as_mut().filter(|_| left > 0) else { return Poll::Ready(None) };
		// cast: at most a chunk
		let mut chunk = vec![0; left.min(CHUNK_BYTES) as usize];
		let mut buffer = ReadBuf::new(&mut chunk);
		ready!(Pin::new(file).poll_read(context, &mut buffer))?;
		let read = buffer.filled().len();
		if read == 0 {
			// Somebody cut it meanwhile.
			return Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into())));
		}
		chunk.truncate(read);
		// cast: at most a chunk
		self.left = left.saturating_sub(read as u64);
		Poll::Ready(Some(Ok(Frame::data(chunk.into()))))
	}

	fn is_end_stream(&self) -> bool {
		self.left == 0
	}

	fn size_hint(&self) -> SizeHint {
		SizeHint::with_exact(self.left)
	}
}
