//! JSON-RPC to one node by its address, for what a light client cannot have: a node's own keys, or a specification.
//!
//! # Not protected
//!
//! A node's answers are not verified. They are believed about the node itself; all that is about the chain is read
//! through the light client.

use crate::error::Error;
use jsonrpsee::{
	core::{client::ClientT, params::ArrayParams, ClientError},
	http_client::HttpClientBuilder,
	ws_client::WsClientBuilder,
};
use serde_json::Value;
use std::time::Duration;

/// Large enough for a raw chain specification.
const MAX_ANSWER_BYTES: u32 = 64 * 1024 * 1024;

/// How long one call may take.
const CALL_LIMIT: Duration = Duration::from_secs(30);

/// Calls a method of the node at `url`: `http://`, `https://`, `ws://` or `wss://`, a host and a port.
pub async fn call(url: &str, method: &str, params: Vec<Value>) -> Result<Value, Error> {
	let mut array = ArrayParams::new();
	for param in params {
		array.insert(param).map_err(Error::chain)?;
	}
	let answer = async {
		if url.starts_with("ws://") || url.starts_with("wss://") {
			let client = WsClientBuilder::default()
				.max_response_size(MAX_ANSWER_BYTES)
				.connection_timeout(CALL_LIMIT)
				.request_timeout(CALL_LIMIT)
				.build(url)
				.await?;
			client.request(method, array).await
		} else {
			let client = HttpClientBuilder::default()
				.max_response_size(MAX_ANSWER_BYTES)
				.request_timeout(CALL_LIMIT)
				.build(url)?;
			client.request(method, array).await
		}
	};
	answer.await.map_err(|error: ClientError| {
		let what = format!("the node at {url} did not answer {method}");
		match error {
			ClientError::Call(refused) => Error::reading(what, refused.message()),
			error => Error::reading(what, error),
		}
	})
}

/// Checks that `url` is an address that [`call`] can ask, and says how one is written otherwise.
pub fn parse_node_url(url: &str) -> Result<String, String> {
	let schemes = ["http://", "https://", "ws://", "wss://"];
	let host = schemes.into_iter().find_map(|scheme| url.strip_prefix(scheme));
	match host {
		Some(host) if !host.is_empty() && !host.starts_with(['/', ':']) => Ok(url.into()),
		_ => Err("not the address of a node's RPC, such as http://127.0.0.1:9944".into()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;
	use std::{
		io::{BufRead, BufReader, Read, Write},
		net::TcpListener,
	};

	/// Answers one HTTP request with this result or error, and gives what was asked.
	fn answering(answer: Value) -> (String, std::thread::JoinHandle<Value>) {
		let listener = TcpListener::bind("127.0.0.1:0").unwrap();
		let url = format!("http://{}", listener.local_addr().unwrap());
		let asked = std::thread::spawn(move || {
			let (mut stream, _) = listener.accept().unwrap();
			let mut lines = BufReader::new(stream.try_clone().unwrap());
			let mut length = 0;
			loop {
				let mut line = String::new();
				lines.read_line(&mut line).unwrap();
				match line.trim().to_ascii_lowercase().split_once(": ") {
					Some(("content-length", bytes)) => length = bytes.parse().unwrap(),
					Some(_) => {},
					None if line.trim().is_empty() => break,
					None => {},
				}
			}
			let mut body = vec![0; length];
			lines.read_exact(&mut body).unwrap();
			let asked: Value = serde_json::from_slice(&body).unwrap();
			let mut whole = json!({ "jsonrpc": "2.0", "id": asked["id"] });
			for (name, value) in answer.as_object().unwrap() {
				whole[name] = value.clone();
			}
			let whole = whole.to_string();
			let head = format!(
				"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
				whole.len()
			);
			stream.write_all(format!("{head}{whole}").as_bytes()).unwrap();
			asked
		});
		(url, asked)
	}

	#[tokio::test]
	async fn call_it_asks_by_name_and_gives_the_result() {
		let (url, asked) = answering(json!({ "result": { "keys": "0x01" } }));
		let answer = call(&url, "author_hasKey", vec![json!("0x02"), json!("babe")]).await;
		assert_eq!(answer.unwrap(), json!({ "keys": "0x01" }));
		let asked = asked.join().unwrap();
		assert_eq!(asked["method"], "author_hasKey");
		assert_eq!(asked["params"], json!(["0x02", "babe"]));
	}

	#[tokio::test]
	async fn call_an_error_names_the_node_the_method_and_the_reason() {
		let refused = json!({ "error": { "code": -32601, "message": "Method not found" } });
		let (url, _asked) = answering(refused);
		let said = call(&url, "author_unknown", Vec::new()).await.unwrap_err().one_line();
		for part in [url.as_str(), "author_unknown", "Method not found"] {
			assert!(said.contains(part), "{said}");
		}
	}

	#[test]
	fn parse_node_url_it_takes_the_four_schemes_with_a_host() {
		for url in ["http://127.0.0.1:9944", "https://a.b", "ws://[::1]:1", "wss://a.b/rpc"] {
			assert_eq!(parse_node_url(url).as_deref(), Ok(url));
		}
		for url in ["", "127.0.0.1:9944", "http://", "ftp://a", "http:///x", "ws://:9944"] {
			assert!(parse_node_url(url).is_err(), "{url}");
		}
	}
}
