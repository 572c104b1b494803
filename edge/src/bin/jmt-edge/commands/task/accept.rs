//! `task accept`

use super::{arguments::Numbered, told::end_told};
use crate::{arguments::Signer, commands::decide::decide, failure::Failure, global::Global};
use jmt_edge::pallets::tasks::{Accept, Ended};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	numbered: Numbered,
	#[command(flatten)]
	signer: Signer,
}

/// Accepts the result of a task before its window closes.
pub(super) async fn run(global: &Global, Args { numbered, signer }: Args) -> Result<(), Failure> {
	let task = numbered.task;
	decide(global, &signer, &Accept { task }, |included| {
		end_told(task, "accepted", included.event::<Ended>().as_ref())
	})
	.await
}
