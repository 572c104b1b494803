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
	convert::Infallible,
	future::Future,
	io,
	path::{Path, PathBuf},
	pin::Pin,
	sync::Arc,
	task::{ready, Context, Poll},
	time::Duration,
};
use tokio::{
	fs::File,
	io::{AsyncRead, ReadBuf},
	net::{TcpListener, TcpStream},
	sync::Semaphore,
};

/// Connections at once. Further ones wait.
const MAX_CONNECTIONS: usize = 64;

/// Time for a request's head.
const HEAD_DEADLINE: Duration = Duration::from_secs(10);

/// Time for a connection, which has one request.
const CONNECTION_DEADLINE: Duration = Duration::from_secs(300);

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
	loop {
		// The semaphore is never closed.
		let permit = connections.clone().acquire_owned().await;
		match listener.accept().await {
			Ok((stream, _)) => {
				let attended = attend(stream, folder.clone());
				tokio::spawn(async move {
					let _permit = permit;
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
	http1::Builder::new()
		.timer(TokioTimer::new())
		.header_read_timeout(HEAD_DEADLINE)
		.max_buf_size(MAX_HEAD_BYTES)
		.keep_alive(false)
		.serve_connection(TokioIo::new(stream), answer)
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
