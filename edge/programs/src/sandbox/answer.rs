//! The end of a run, as a child tells it.

use super::{clean, Request, MAX_STDERR_BYTES};
use crate::{
	engine::{Call, Engine},
	prepare::Prepared,
};
use codec::{Decode, Encode};
use jmt_primitives::tasks::{Limits, Outcome};

/// Longest reason, in bytes. It may repeat names that a program has.
const MAX_REASON_BYTES: usize = 1000;

/// The end of a run, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Answer {
	/// It ended.
	#[codec(index = 0)]
	Ran {
		/// The end state.
		outcome: Outcome,
		/// Standard output.
		output: Vec<u8>,
		/// The beginning of standard error, for a log.
		errors: String,
	},
	/// The program is none of the profile.
	#[codec(index = 1)]
	Refused(String),
	/// The engine or the machine failed. The program is not to blame, as far as is known.
	#[codec(index = 2)]
	Failed(String),
}

impl Answer {
	/// Prepares a program and runs it.
	pub fn of(request: &Request, engine: &impl Engine) -> Self {
		let prepared = match Prepared::new(&request.program, request.limits.memory_pages) {
			Ok(prepared) => prepared,
			Err(refused) => return Self::Refused(refused.to_string()).cleaned(),
		};
		let call = Call {
			input: &request.input,
			arguments: &request.arguments,
			fuel: request.limits.fuel,
			output: request.limits.output_bytes,
		};
		match engine.run(&prepared, &call) {
			Ok(run) => Self::Ran {
				outcome: run.outcome(),
				errors: clean(&run.errors, MAX_STDERR_BYTES),
				output: run.output,
			},
			Err(fault) => Self::Failed(fault.to_string()).cleaned(),
		}
	}

	/// Whether a run within these limits can have this answer.
	pub fn is_possible(&self, limits: &Limits) -> bool {
		match self {
			Self::Ran { outcome, output, .. } => {
				outcome.is_possible(limits) && outcome.output.is_of(output)
			},
			Self::Refused(_) | Self::Failed(_) => true,
		}
	}

	/// The same with text that is fit for a terminal. A child that was taken over does not clean it.
	pub(super) fn cleaned(self) -> Self {
		let text = |text: String, max_bytes| clean(text.as_bytes(), max_bytes);
		match self {
			Self::Ran { outcome, output, errors } => {
				Self::Ran { outcome, output, errors: text(errors, MAX_STDERR_BYTES) }
			},
			Self::Refused(reason) => Self::Refused(text(reason, MAX_REASON_BYTES)),
			Self::Failed(reason) => Self::Failed(text(reason, MAX_REASON_BYTES)),
		}
	}
}
