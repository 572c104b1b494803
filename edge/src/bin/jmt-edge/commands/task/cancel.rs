//! `task cancel`

use super::{
	arguments::Numbered,
	bytes::{remove, Dropping},
};
use crate::{arguments::Signer, commands::decide::Told, failure::Failure, global::Global};
use jmt_edge::{
	amount::format_jmt,
	pallets::tasks::{Cancel, Cancelled},
};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	numbered: Numbered,
	#[command(flatten)]
	bytes: Dropping,
	#[command(flatten)]
	signer: Signer,
}

/// Takes a task back that nobody has claimed.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { numbered: Numbered { task }, bytes, signer } = args;
	remove(global, &signer, task, bytes, &Cancel { task }, |included| {
		let released = included.event::<Cancelled>().map(|cancelled| cancelled.released);
		Told {
			json: json!({ "task": task, "released": released.map(|released| released.to_string()) }),
			words: match released {
				Some(released) => {
					format!("took back task {task}, {} released,", format_jmt(released))
				},
				None => format!("took back task {task}"),
			},
		}
	})
	.await
}
