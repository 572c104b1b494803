use crate::{DatabaseError, LightRpcError, SpecError};
use jmt_primitives::Hash;
use std::error::Error as StdError;

/// Why the light client does not run, or gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// No peer of the chain answered in time.
	#[error(
		"no peer of the chain with genesis {genesis:?} answered within {seconds} s; peers of another \
		 chain are refused, so check the boot nodes and that they run this chain"
	)]
	NoPeer {
		/// How long it waited.
		seconds: u64,
		/// Of the chain in the spec.
		genesis: Hash,
	},
	/// The chain spec cannot be used.
	#[error(transparent)]
	Spec(#[from] SpecError),
	/// The data directory cannot be used.
	#[error(transparent)]
	Database(#[from] DatabaseError),
	/// Something took longer than its limit.
	#[error("{what} took longer than {seconds} s; the peers may be gone")]
	TooSlow {
		/// The subject of the sentence.
		what: &'static str,
		seconds: u64,
	},
	/// It stopped, or refused a request.
	#[error("the light client did not answer {method}")]
	Refused {
		method: &'static str,
		/// How it refused.
		source: LightRpcError,
	},
	/// It answered with something that cannot be read.
	#[error("the light client's answer to {method} cannot be read")]
	Unreadable {
		method: &'static str,
		/// Why the answer cannot be read.
		source: Box<dyn StdError + Send + Sync>,
	},
	/// The machine's clock stands before 1970: no slot of a chain can be told by it.
	#[error("the clock of this machine stands before 1970: set it")]
	Clock,
	/// It has no JSON-RPC interface.
	#[error("the light client offers no JSON-RPC")]
	NoRpc,
	/// A part of it panicked, or does not answer what needs no peer. A new one can go on.
	#[error("the light client failed, which is a fault of its own")]
	Failed,
}

/// An error and its sources, each once, on one line.
pub fn one_line(error: &(dyn StdError + 'static)) -> String {
	let mut line = spaced(error);
	let mut source = error.source();
	while let Some(error) = source {
		let said = spaced(error);
		// Some say their source themselves.
		if !line.contains(&said) {
			line = format!("{line}: {said}");
		}
		source = error.source();
	}
	line
}

fn spaced(error: &dyn StdError) -> String {
	error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[derive(Debug, thiserror::Error)]
	#[error("{said}")]
	struct Layer {
		said: &'static str,
		source: Option<Box<Layer>>,
	}

	fn layer(said: &'static str, source: Option<Layer>) -> Layer {
		Layer { said, source: source.map(Box::new) }
	}

	#[test]
	fn one_line_it_has_no_line_break() {
		assert_eq!(one_line(&layer("a\n  b\tc", None)), "a b c");
	}

	#[test]
	fn one_line_it_says_each_source_once() {
		let deep = layer("no such file", None);
		let error = layer("not read", Some(layer("the key: no such\nfile", Some(deep))));
		assert_eq!(one_line(&error), "not read: the key: no such file");
	}
}
