//! `jmt-node light-spec`: prints the specification for light clients that a running node makes (`jmt_lightSpec`).

use clap::Args;
use jsonrpsee::{
	core::{
		client::{ClientT, Error as ClientError},
		params::ArrayParams,
	},
	http_client::HttpClientBuilder,
	ws_client::WsClientBuilder,
};
use sc_network::config::MultiaddrWithPeerId;
use serde_json::{json, Value as Json};
use std::{
	io::{self, Write},
	time::Duration,
};

/// The node's method.
const METHOD: &str = "jmt_lightSpec";

/// How long a node may take to answer.
const LIMIT: Duration = Duration::from_secs(60);

/// The node that is asked, and who stands in the specification.
#[derive(Debug, Clone, Args)]
pub struct LightSpecParams {
	/// Where a node answers JSON-RPC: `http://`, `https://`, `ws://` or `wss://`.
	#[arg(long, value_name = "URL", default_value = "http://127.0.0.1:9944")]
	pub rpc: String,

	/// Boot nodes in place of the addresses by which the node knows itself.
	#[arg(long = "bootnodes", value_name = "ADDR", num_args = 1..)]
	pub boot_nodes: Vec<MultiaddrWithPeerId>,
}

/// Why there is no specification.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The address is of no kind that is known.
	#[error("--rpc {0}: it opens with none of http://, https://, ws://, wss://")]
	Url(String),
	/// No node answers there.
	#[error("no node answers JSON-RPC at {url}: {source}")]
	Unreachable { url: String, source: ClientError },
	/// The node refuses.
	#[error("the node at {url} makes no specification: {reason}")]
	Refused { url: String, reason: String },
	/// The node's answer is none.
	#[error("the node at {url} answered no specification")]
	NotASpec { url: String },
	/// It cannot be printed.
	#[error("the specification cannot be written: {0}")]
	Output(io::Error),
	/// There is no runtime for the question.
	#[error("no thread for the connection: {0}")]
	Runtime(io::Error),
}

/// Asks the node and prints the specification on standard output.
pub fn run(params: &LightSpecParams) -> Result<(), Error> {
	let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
	let mut spec = runtime.map_err(Error::Runtime)?.block_on(ask(&params.rpc))?;
	if !spec["lightSyncState"].is_object() {
		return Err(Error::NotASpec { url: params.rpc.clone() });
	}
	if !params.boot_nodes.is_empty() {
		let nodes = params.boot_nodes.iter().map(ToString::to_string);
		spec["bootNodes"] = json!(nodes.collect::<Vec<_>>());
	}
	let mut stdout = io::stdout().lock();
	let written = writeln!(stdout, "{spec:#}").and_then(|()| stdout.flush());
	match written {
		// A reader that has gone is no error.
		Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Output(error)),
		_ => Ok(()),
	}
}

async fn ask(url: &str) -> Result<Json, Error> {
	let arguments = ArrayParams::new;
	let asked = match url.split_once("://").map(|(scheme, _)| scheme) {
		Some("http" | "https") => {
			match HttpClientBuilder::default().request_timeout(LIMIT).build(url) {
				Ok(client) => client.request(METHOD, arguments()).await,
				Err(error) => Err(error),
			}
		},
		Some("ws" | "wss") => {
			match WsClientBuilder::default().request_timeout(LIMIT).build(url).await {
				Ok(client) => client.request(METHOD, arguments()).await,
				Err(error) => Err(error),
			}
		},
		_ => return Err(Error::Url(url.into())),
	};
	asked.map_err(|error| match error {
		ClientError::Call(refused) => {
			Error::Refused { url: url.into(), reason: refused.message().into() }
		},
		source => Error::Unreachable { url: url.into(), source },
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	fn params(rpc: String) -> LightSpecParams {
		LightSpecParams { rpc, boot_nodes: Vec::new() }
	}

	mod reject {
		use super::*;

		#[test]
		fn it_refuses_an_address_that_is_none() {
			for rpc in ["127.0.0.1:9944", "", "ftp://127.0.0.1"] {
				assert!(matches!(run(&params(rpc.into())), Err(Error::Url(url)) if url == rpc));
			}
		}

		#[test]
		fn it_names_the_node_that_does_not_answer() {
			let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
			let address = listener.local_addr().unwrap();
			drop(listener);
			for scheme in ["http", "ws"] {
				let url = format!("{scheme}://{address}");
				let refused = run(&params(url.clone())).unwrap_err();
				assert!(matches!(refused, Error::Unreachable { .. }), "{refused}");
				assert!(refused.to_string().contains(&url), "{refused}");
			}
		}
	}
}
