//! `task check`

use super::{
	run::Local,
	told::{outcome_json, outcome_words},
};
use crate::{failure::Failure, global::Global};
use jmt_edge::pallets::tasks::TaskError;
use jmt_primitives::tasks::Content;
use jmt_programs::{
	engine::{Call, Engine, Fault, Interpreter, Run},
	prepare::Prepared,
	profile::Refused,
	sandbox::Request,
};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	local: Local,
}

/// Says whether a program is one of profile 1, and what a run of it uses and ends with.
pub(super) async fn run(global: &Global, Args { local }: Args) -> Result<(), Failure> {
	let request = local.request()?;
	let content = Content::of(&request.program)
		.ok_or_else(|| Failure::Usage("there are more bytes than 4 GiB".into()))?;
	let interpreted = tokio::task::spawn_blocking(move || interpret(&request)).await;
	let interpreted = interpreted.map_err(|error| TaskError::Machine(error.into()))?;
	let run = interpreted.map_err(|error| TaskError::Program(error.into()))?;
	let run = run.map_err(|error| TaskError::Machine(error.into()))?;
	let outcome = run.outcome();
	let json = json!({
		"profile": 1,
		"program": { "hash": content.hash, "length": content.length },
		"outcome": outcome_json(&outcome),
		"memoryPages": run.pages,
		"outputBytes": run.output.len(),
	});
	global.format().emit(json, || {
		format!(
			"a program of profile 1, {:?} with {} bytes\n{}\nmemory {} pages of 64 KiB, output {} bytes, result {:?}",
			content.hash,
			content.length,
			outcome_words(&outcome),
			run.pages,
			run.output.len(),
			outcome.digest().0
		)
	})
}

fn interpret(request: &Request) -> Result<Result<Run, Fault>, Refused> {
	let prepared = Prepared::new(&request.program, request.limits.memory_pages)?;
	let call = Call::within(&request.limits, &request.input, &request.arguments);
	Ok(Interpreter::new().run(&prepared, &call))
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::tasks::{Ending, Limits};
	use jmt_programs::speed::endless;

	#[test]
	fn interpret_it_tells_how_a_run_ends_and_what_it_needs() {
		let limits = Limits { fuel: 1_000_000, memory_pages: 4, output_bytes: 0 };
		let (input, arguments) = (Vec::new(), Vec::new());
		let request = Request { program: endless(), input, arguments, limits };
		let run = interpret(&request).unwrap().unwrap();
		assert_eq!((run.ending, run.fuel, run.pages), (Ending::OutOfFuel, 1_000_000, 1));
		let refused = Request { program: b"no program".to_vec(), ..request };
		assert!(interpret(&refused).is_err());
	}
}
