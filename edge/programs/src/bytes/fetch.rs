//! One GET by a stranger's hint.

use super::{
	address::Addresses,
	content::{self, ContentError},
	hint::{Hint, HintError},
	network::{Guarded, Network, System},
};
use crate::sandbox::clean;
use jmt_primitives::tasks::Content;
use std::{sync::Arc, time::Duration};
use ureq::{
	http::{header, HeaderMap, HeaderName},
	tls::{RootCerts, TlsConfig},
	unversioned::transport::{Connector, RustlsConnector, TcpConnector},
	Agent, Body,
};

/// Largest content that is fetched, in bytes.
pub const MAX_FETCH_BYTES: u32 = 64 * 1024 * 1024;

/// Time for a fetch, from the look-up of the name to the last byte.
pub const FETCH_DEADLINE: Duration = Duration::from_secs(60);

/// Largest head of an answer, in bytes.
const MAX_HEAD_BYTES: usize = 16 * 1024;

/// A connection's buffer: above the largest head, so that a larger one is seen to be too large.
const BUFFER_BYTES: usize = 64 * 1024;

/// Longest cause that an error repeats, in bytes.
const MAX_CAUSE_BYTES: usize = 200;

/// Why a hint gave no bytes. Each is one line and has no control character.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
	/// The hint is not to be fetched.
	#[error(transparent)]
	Hint(#[from] HintError),
	/// The content is larger than what is fetched.
	#[error("the content has {0} bytes, fetched are {MAX_FETCH_BYTES} at most")]
	TooLarge(u32),
	/// The name has no address.
	#[error("the hint's name has no address")]
	NoAddress,
	/// The name leads to this machine or the local network alone.
	#[error("the hint's host is not public")]
	NotPublic,
	/// The time is over.
	#[error("the fetch took longer than {0:?}")]
	TimedOut(Duration),
	/// The server sends us elsewhere.
	#[error("the server redirects ({0}), which is not followed")]
	Redirect(u16),
	/// The server has no such content for us.
	#[error("the server answered {0}")]
	Status(u16),
	/// The head of the answer is too large.
	#[error("the head of the answer has more than {MAX_HEAD_BYTES} bytes")]
	LargeHead,
	/// The body is compressed or otherwise encoded.
	#[error("the server encoded the content, which it was not asked to")]
	Encoded,
	/// The server announces another length.
	#[error("the server announces {announced} bytes, expected {length}")]
	Length {
		/// By its header.
		announced: u64,
		/// By the content address.
		length: u32,
	},
	/// The bytes are not the content.
	#[error("the server gave other content: {0}")]
	Content(ContentError),
	/// The connection failed, or what came is no HTTP.
	#[error("the connection failed: {0}")]
	Connection(String),
}

/// Fetches content by hints. Blocks: an asynchronous caller gives it a thread.
#[derive(Clone, Debug)]
pub struct Fetcher {
	addresses: Addresses,
	deadline: Duration,
	network: Arc<dyn Network>,
	/// The roots of a server's certificate: Mozilla's list, whatever this machine has.
	roots: RootCerts,
}

impl Fetcher {
	/// One on the network of this machine.
	pub fn new(addresses: Addresses) -> Self {
		Self {
			addresses,
			deadline: FETCH_DEADLINE,
			network: Arc::new(System),
			roots: RootCerts::WebPki,
		}
	}

	/// The same with another deadline for the whole of a fetch.
	pub fn with_deadline(self, deadline: Duration) -> Self {
		Self { deadline, ..self }
	}

	/// The same on another network.
	pub fn with_network(self, network: Arc<dyn Network>) -> Self {
		Self { network, ..self }
	}

	/// The same with other roots.
	#[cfg(test)]
	pub(super) fn with_roots(self, roots: RootCerts) -> Self {
		Self { roots, ..self }
	}

	/// The content, or why the hint gave none of it.
	pub fn fetch(&self, hint: &[u8], content: &Content) -> Result<Vec<u8>, FetchError> {
		// No connector for proxies: none is asked, whatever the environment says.
		let connector = ().chain(TcpConnector::default()).chain(RustlsConnector::default());
		self.fetch_by(connector, hint, content)
	}

	/// The same by another way to an address.
	pub(super) fn fetch_by(
		&self,
		connector: impl Connector,
		hint: &[u8],
		content: &Content,
	) -> Result<Vec<u8>, FetchError> {
		if content.length > MAX_FETCH_BYTES {
			return Err(FetchError::TooLarge(content.length));
		}
		let hint = Hint::parse(hint, self.addresses)?;
		let uri = hint.uri.clone();
		let config = Agent::config_builder()
			.timeout_global(Some(self.deadline))
			.http_status_as_error(false)
			.max_redirects(0)
			.proxy(None)
			.max_idle_connections(0)
			.max_response_header_size(MAX_HEAD_BYTES)
			.input_buffer_size(BUFFER_BYTES)
			.user_agent("jmt")
			.tls_config(TlsConfig::builder().root_certs(self.roots.clone()).build())
			.build();
		let resolver = Guarded { hint, addresses: self.addresses, network: self.network.clone() };
		let agent = Agent::with_parts(config, connector, resolver);
		let mut answer = agent
			.get(uri)
			.header(header::ACCEPT_ENCODING, "identity")
			.call()
			.map_err(|error| self.explain(error))?;
		match answer.status().as_u16() {
			200 => (),
			redirect @ 300..=399 => return Err(FetchError::Redirect(redirect)),
			other => return Err(FetchError::Status(other)),
		}
		check_encoding(answer.headers())?;
		check_length(answer.body(), content)?;
		content::read(content, answer.body_mut().as_reader()).map_err(|error| match error {
			ContentError::Source(error) => self.explain(error.into()),
			other => FetchError::Content(other),
		})
	}

	fn explain(&self, error: ureq::Error) -> FetchError {
		match error {
			ureq::Error::Timeout(_) => FetchError::TimedOut(self.deadline),
			ureq::Error::HostNotFound => FetchError::NoAddress,
			ureq::Error::LargeResponseHeader(..) => FetchError::LargeHead,
			ureq::Error::Other(inner) => match inner.downcast::<FetchError>() {
				Ok(ours) => *ours,
				Err(other) => FetchError::Connection(cause(&other)),
			},
			// Some repeat what the server sent.
			other => FetchError::Connection(cause(&other)),
		}
	}
}

fn cause(error: &impl ToString) -> String {
	clean(error.to_string().replace(['\n', '\t'], " ").as_bytes(), MAX_CAUSE_BYTES)
}

/// Refuses a body that is not the bytes themselves. Chunks are a way to send them.
fn check_encoding(headers: &HeaderMap) -> Result<(), FetchError> {
	let only = |name: HeaderName, value: &str| {
		headers
			.get_all(name)
			.iter()
			.all(|given| given.as_bytes().eq_ignore_ascii_case(value.as_bytes()))
	};
	if only(header::CONTENT_ENCODING, "identity") && only(header::TRANSFER_ENCODING, "chunked") {
		Ok(())
	} else {
		Err(FetchError::Encoded)
	}
}

/// Refuses another length before a byte of the body is read, if the server says one.
fn check_length(body: &Body, content: &Content) -> Result<(), FetchError> {
	match body.content_length() {
		Some(announced) if announced != u64::from(content.length) => {
			Err(FetchError::Length { announced, length: content.length })
		},
		_ => Ok(()),
	}
}
