//! `task watch`

use super::{
	arguments::Numbered,
	told::{view_json, view_words},
};
use crate::{
	commands::{block, on_chain, stamped, StopSignals},
	failure::Failure,
	global::Global,
	output::Format,
};
use jmt_edge::{
	chain::{within, At, Chain},
	heads::Heads,
	pallets::tasks::{self, TaskError},
	Error,
};
use jmt_primitives::{
	tasks::{Stage, TaskId, TaskView},
	Moment,
};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	numbered: Numbered,
	/// End when the task has ended
	#[arg(long)]
	until_ended: bool,
}

/// That which is told of a task: another one makes a line.
type Told = (Stage, Option<Moment>, String);

/// Shows where a task stands, and each change, until stopped or until there is no such task any more.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { numbered: Numbered { task }, until_ended } = args;
	let format = global.format();
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let first = tasks::task(&at, task).await?.ok_or(TaskError::Unknown(task))?;
		let mut stop = StopSignals::listen();
		tokio::select! {
			biased;
			() = stop.asked_to_end() => Ok(()),
			() = chain.failure() => Err(Error::LIGHT_FAILED.into()),
			followed = follow(chain, format, task, &at, first, until_ended) => followed,
		}
	})
	.await
}

async fn follow(
	chain: &Chain,
	format: Format,
	task: TaskId,
	at: &At,
	first: TaskView,
	until_ended: bool,
) -> Result<(), Failure> {
	let mut told = None;
	if tell(format, at, &first, &mut told)? && until_ended {
		return Ok(());
	}
	loop {
		let mut heads = Heads::follow_again(chain).await;
		while let Some(head) = heads.finalized.recv().await {
			let read = async {
				let at = within("a finalized block", async {
					head.map_err(Error::chain)?.at().await.map_err(Error::chain)
				})
				.await?;
				let view = tasks::task(&at, task).await?;
				Ok::<_, Error>((at, view))
			};
			match read.await {
				Ok((at, Some(view))) => {
					if tell(format, &at, &view, &mut told)? && until_ended {
						return Ok(());
					}
				},
				// It was collected, or taken back.
				Ok((_, None)) => return Ok(()),
				// The next block tells.
				Err(error) => tracing::debug!("{}", error.one_line()),
			}
		}
	}
}

/// Writes a line where something has changed, and says whether the task has ended.
fn tell(
	format: Format,
	at: &At,
	view: &TaskView,
	told: &mut Option<Told>,
) -> Result<bool, Failure> {
	let now = (view.stage, view.deadline, view.why.clone());
	if told.as_ref() != Some(&now) {
		let mut json = view_json(view);
		json["block"] = block(at);
		format.emit(json, || stamped(&view_words(view)))?;
		*told = Some(now);
	}
	Ok(matches!(view.stage, Stage::Ended(_)))
}
