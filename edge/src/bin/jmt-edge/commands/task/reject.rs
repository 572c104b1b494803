//! `task reject`

use super::{arguments::Numbered, told::end_told};
use crate::{arguments::Signer, commands::decide::decide, failure::Failure, global::Global};
use jmt_edge::pallets::tasks::{Ended, Reject};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	numbered: Numbered,
	#[command(flatten)]
	signer: Signer,
}

/// Refuses the result of a task: its price goes to the ecosystem pot, and not back.
pub(super) async fn run(global: &Global, Args { numbered, signer }: Args) -> Result<(), Failure> {
	let task = numbered.task;
	decide(global, &signer, &Reject { task }, |included| {
		end_told(task, "refused", included.event::<Ended>().as_ref())
	})
	.await
}
