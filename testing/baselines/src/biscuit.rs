//! A Biscuit with three restricting blocks, as the pass of the figure has them: what may be done, until when,
//! and in which hours.

use crate::Result;
use biscuit_auth::{
	builder::{AuthorizerBuilder, BlockBuilder},
	datalog::RunLimits,
	Biscuit, KeyPair, PublicKey,
};
use std::{hint::black_box, time::Duration};

/// The restrictions of the three blocks.
const BLOCKS: [&str; 3] = [
	r#"check if operation($action), ["open", "close", "read"].contains($action);
	   check if time($now), $now <= 2027-01-31T00:00:00Z;"#,
	r#"check if operation($action), ["open", "close"].contains($action);
	   check if time($now), $now <= 2027-01-30T00:00:00Z;"#,
	r#"check if operation("open");
	   check if time($now), $now >= 2027-01-01T00:00:00Z, $now <= 2027-01-29T00:00:00Z;
	   check if minute($minute), $minute >= 1860, $minute < 2520;"#,
];

/// The facts of a request, and the rule that allows by the right of the first block.
const REQUEST: &str = r#"
	resource("1"); operation("open"); time(2027-01-05T10:00:00Z); minute(2040);
	allow if right($resource, $action), resource($resource), operation($action);
"#;

pub struct Token {
	bytes: Vec<u8>,
	root: PublicKey,
	verified: Biscuit,
	request: AuthorizerBuilder,
}

impl Token {
	pub fn new() -> Result<Self> {
		let root = KeyPair::new();
		let rights = r#"right("1", "open"); right("1", "close"); right("1", "read");"#;
		let mut token = Biscuit::builder().code(rights)?.build(&root)?;
		for block in BLOCKS {
			token = token.append(BlockBuilder::new().code(block)?)?;
		}
		let bytes = token.to_vec()?;
		let verified = Biscuit::from(&bytes, root.public())?;
		// The default ends a decision after a ms of wall clock.
		let limits = RunLimits { max_time: Duration::from_secs(1), ..RunLimits::default() };
		let request = AuthorizerBuilder::new().code(REQUEST)?.set_limits(limits);
		let token = Self { bytes, root: root.public(), verified, request };
		token.decide()?;
		Ok(token)
	}

	pub fn len(&self) -> usize {
		self.bytes.len()
	}

	/// Reads it and verifies its signatures.
	pub fn verify(&self) -> Result<()> {
		black_box(Biscuit::from(black_box(&self.bytes), self.root)?);
		Ok(())
	}

	/// Decides about the request, which is allowed.
	pub fn decide(&self) -> Result<()> {
		let mut authorizer = self.request.clone().build(black_box(&self.verified))?;
		black_box(authorizer.authorize()?);
		Ok(())
	}
}
