//! JSON-RPC and plain HTTP: one request per connection, so that a node may go and come back between two.

use crate::{Error, Result};
use jsonrpsee::{
	core::{
		client::{ClientT, Subscription, SubscriptionClientT},
		params::ArrayParams,
	},
	http_client::HttpClientBuilder,
	ws_client::{WsClient, WsClientBuilder},
};
use serde_json::Value;
use std::time::Duration;
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpStream,
};

/// Large enough for a raw chain specification.
const MAX_RESPONSE_BYTES: u32 = 64 * 1024 * 1024;

/// How long one request may take.
const REQUEST_LIMIT: Duration = Duration::from_secs(30);

/// Calls `method` over HTTP. `params` is an array; anything else is taken as the only parameter.
pub async fn call(url: &str, method: &str, params: Value) -> Result<Value> {
	let error = |reason: jsonrpsee::core::ClientError| rpc_error(url, method, reason);
	let client = HttpClientBuilder::default()
		.max_response_size(MAX_RESPONSE_BYTES)
		.request_timeout(REQUEST_LIMIT)
		.build(url)
		.map_err(error)?;
	client.request(method, array(params)?).await.map_err(error)
}

/// The content at `path` of an HTTP server at `address`, host and port.
pub async fn get(address: &str, path: &str) -> Result<String> {
	let what = format!("GET {path} from {address}");
	let answer = tokio::time::timeout(REQUEST_LIMIT, async {
		let mut stream = TcpStream::connect(address).await?;
		// By this version the answer is in one piece and the server closes behind it.
		stream.write_all(format!("GET {path} HTTP/1.0\r\n\r\n").as_bytes()).await?;
		let mut answer = String::new();
		stream.read_to_string(&mut answer).await?;
		Ok::<_, std::io::Error>(answer)
	})
	.await
	.map_err(|_| Error::TimedOut { what: what.clone(), limit: REQUEST_LIMIT })?
	.map_err(Error::io(what.clone()))?;
	match answer.split_once("\r\n\r\n") {
		Some((head, body)) if head.starts_with("HTTP/1.0 200 ") => Ok(body.into()),
		_ => Err(Error::shape(what, &answer)),
	}
}

/// A connection that stays, for subscriptions and for many requests.
#[derive(Debug)]
pub struct Connection {
	url: String,
	client: WsClient,
}

impl Connection {
	/// Connects to a `ws://` address.
	pub async fn open(url: &str) -> Result<Self> {
		let client = WsClientBuilder::default()
			.max_response_size(MAX_RESPONSE_BYTES)
			.request_timeout(REQUEST_LIMIT)
			.max_concurrent_requests(4_096)
			.max_buffer_capacity_per_subscription(4_096)
			.build(url)
			.await
			.map_err(|reason| rpc_error(url, "connect", reason))?;
		Ok(Self { url: url.into(), client })
	}

	/// Calls `method`.
	pub async fn call(&self, method: &str, params: Value) -> Result<Value> {
		self.client
			.request(method, array(params)?)
			.await
			.map_err(|reason| rpc_error(&self.url, method, reason))
	}

	/// Subscribes; dropping the subscription ends it.
	pub async fn subscribe(
		&self,
		subscribe: &str,
		params: Value,
		unsubscribe: &str,
	) -> Result<Subscription<Value>> {
		self.client
			.subscribe(subscribe, array(params)?, unsubscribe)
			.await
			.map_err(|reason| rpc_error(&self.url, subscribe, reason))
	}
}

/// The number in a header, which JSON-RPC writes as a hexadecimal string.
pub fn header_number(header: &Value) -> Result<u32> {
	header["number"]
		.as_str()
		.and_then(|text| text.strip_prefix("0x"))
		.and_then(|digits| u32::from_str_radix(digits, 16).ok())
		.ok_or_else(|| Error::shape("header", header))
}

/// The text in a JSON value.
pub fn text(what: &str, value: &Value) -> Result<String> {
	value.as_str().map(Into::into).ok_or_else(|| Error::shape(what, value))
}

fn array(params: Value) -> Result<ArrayParams> {
	let mut array = ArrayParams::new();
	let values = match params {
		Value::Array(values) => values,
		Value::Null => Vec::new(),
		single => vec![single],
	};
	for value in values {
		array.insert(value).map_err(|error| Error::shape("parameters", error))?;
	}
	Ok(array)
}

fn rpc_error(url: &str, method: &str, reason: jsonrpsee::core::ClientError) -> Error {
	Error::Rpc { method: method.into(), url: url.into(), reason: reason.to_string() }
}
