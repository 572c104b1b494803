//! A gateway that guards a resource, and visitors that ask it, through the agent as its users have it.

use crate::{Edge, EdgeProcess, Error, Result};
use serde_json::Value;
use std::time::Duration;

/// How long a gateway may take until it listens: it does so before it has found a peer.
const LISTENS: Duration = Duration::from_secs(60);

/// A running `jmt-edge access serve`.
#[derive(Debug)]
pub struct Gateway {
	pub process: EdgeProcess,
	/// Where it listens.
	pub address: String,
}

/// How a visitor asks.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
	pub resource: &'a str,
	pub action: &'a str,
	/// By which key and which right: options of `access ask`.
	pub by: &'a [&'a str],
}

/// The gateway's receipt, or the error with which the visitor's agent ended.
pub type Answer = std::result::Result<Value, Value>;

impl Gateway {
	/// Starts one for a resource, as the device with this key, with further options, and waits until it listens.
	pub async fn start(
		edge: &Edge,
		resource: &str,
		key_file: &str,
		options: &[&str],
	) -> Result<Self> {
		let serve = ["access", "serve", "--resource", resource, "--device-key", key_file];
		let listen = ["--listen", "127.0.0.1:0"];
		let mut process = edge.start(&[&serve[..], &listen, options].concat())?;
		let serving = process
			.wait_line("a gateway that listens", LISTENS, |line| line["event"] == "serving")
			.await?;
		let address = crate::chain::text("address of a gateway", &serving["address"])?;
		Ok(Self { process, address })
	}

	/// A visitor asks.
	pub async fn asked(&self, visitor: &Edge, wish: &Wish<'_>) -> Result<Answer> {
		let Wish { resource, action, by } = *wish;
		let ask = ["access", "ask", "--to", &self.address];
		let what = ["--resource", resource, "--action", action];
		let finished = visitor.run(&[&ask[..], &what, by].concat()).await?;
		let (code, text) = match finished.code() {
			Some(0) => (true, &finished.stdout),
			_ => (false, &finished.stderr),
		};
		let mut lines = text.lines().filter_map(|line| serde_json::from_str(line).ok());
		let said: Value = lines.next().ok_or_else(|| Error::shape("answer of a gateway", text))?;
		Ok(if code { Ok(said) } else { Err(said) })
	}

	/// The lines that it told.
	pub fn lines(&self) -> Vec<Value> {
		self.process.lines()
	}

	/// Ends it in order.
	pub async fn stop(mut self) -> Result<()> {
		self.process.process.terminate(LISTENS).await?;
		Ok(())
	}
}

/// The code of the reason by which a visitor was refused; `None` for one that was let, and for other errors.
pub fn refusal_code(answer: &Answer) -> Option<u64> {
	answer.as_ref().err().and_then(|said| said["code"].as_u64())
}
