//! Program and input of a task on the chain: given before it is posted, and dropped once it is gone.

use super::terms::Asked;
use crate::{
	arguments::Signer,
	commands::{
		decide::{tell, Told},
		emit_fee, fee, on_chain, send, Cost,
	},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	chain::{At, Chain},
	keys::AccountKey,
	pallets::{
		preimage::{self, NotePreimage, UnnotePreimage, MAX_BYTES},
		tasks::{self, TaskError},
		Call,
	},
	submit::Included,
};
use jmt_primitives::{
	tasks::{Content, Input, Task, TaskId},
	Balance,
};

#[derive(clap::Args, Clone, Copy, Debug)]
pub(crate) struct Dropping {
	/// Have the chain drop what the same account gave it by --on-chain as well, once the task is gone: that deposit comes
	/// back
	#[arg(long)]
	drop_bytes: bool,
}

/// The calls by which the chain gets bytes of a task that it does not have, as far as it is to have them.
pub(super) async fn missing(at: &At, asked: &Asked) -> Result<Vec<NotePreimage>, Failure> {
	let mut notes = Vec::new();
	if !asked.on_chain {
		return Ok(notes);
	}
	let input = asked.input.as_ref().map(|bytes| (asked.terms.input.content(), bytes));
	for (content, bytes) in std::iter::once((asked.terms.program, &asked.program)).chain(input) {
		if content.length > MAX_BYTES {
			return Err(Failure::Usage(format!(
				"{} bytes are more than the {MAX_BYTES} that the chain is given: serve them, and give --url",
				content.length
			)));
		}
		if !preimage::is_noted(at, &content).await? && !is_among(&notes, &content) {
			notes.push(NotePreimage { bytes: bytes.clone() });
		}
	}
	Ok(notes)
}

fn is_among(notes: &[NotePreimage], content: &Content) -> bool {
	notes.iter().any(|note| content.is_of(&note.bytes))
}

/// Held for bytes that the chain is given, until it is told to drop them.
pub(super) fn deposit(at: &At, notes: &[NotePreimage]) -> Result<Balance, Failure> {
	let mut all: Balance = 0;
	for note in notes {
		all = all.saturating_add(note.deposit(at)?);
	}
	Ok(all)
}

/// Sends a call by which a task is gone, and has the chain drop the task's bytes behind it where that is asked for. With
/// --fee it says what both would cost.
pub(super) async fn remove(
	global: &Global,
	signer: &Signer,
	task: TaskId,
	Dropping { drop_bytes }: Dropping,
	call: &impl Call,
	told: impl FnOnce(&Included) -> Told,
) -> Result<(), Failure> {
	let key = signer.owner.key()?;
	on_chain(global, async |chain: &Chain| {
		// While the task that names them is there.
		let drops = match drop_bytes {
			true => kept(&chain.finalized().await?, task).await?,
			false => Vec::new(),
		};
		if signer.fee {
			let mut cost = Cost::of(&key, fee(chain, &key, call).await?);
			for drop in &drops {
				cost.add(fee(chain, &key, drop).await?);
			}
			return emit_fee(global, &cost);
		}
		let included = send(chain, &key, call, "preparing the transaction").await?;
		// Not before: a task that stays may still need them.
		let (dropped, outcome) = drop_all(chain, &key, &drops).await;
		let mut told = told(&included);
		told.json["dropped"] = dropped.into();
		tell(global, &key, &included, told)?;
		outcome
	})
	.await
}

/// Has the chain drop each of them, whatever becomes of the others: somebody else may have given one. Returns how many
/// it dropped, and the first failure.
async fn drop_all(
	chain: &Chain,
	key: &AccountKey,
	drops: &[UnnotePreimage],
) -> (usize, Result<(), Failure>) {
	let (mut dropped, mut outcome) = (0_usize, Ok(()));
	for drop in drops {
		match send(chain, key, drop, "having the bytes dropped").await {
			Ok(_) => dropped += 1,
			Err(failure) => outcome = outcome.and(Err(failure)),
		}
	}
	(dropped, outcome)
}

/// The calls by which the chain drops what it still keeps of a task.
async fn kept(at: &At, id: TaskId) -> Result<Vec<UnnotePreimage>, Failure> {
	let task = tasks::stored_task(at, id).await?.ok_or(TaskError::Unknown(id))?;
	let mut drops = Vec::new();
	for content in named(&task) {
		if preimage::is_noted(at, &content).await? {
			drops.push(UnnotePreimage { hash: content.hash });
		}
	}
	Ok(drops)
}

/// All that it names, whether the chain keeps it or not.
fn named(task: &Task) -> Vec<Content> {
	let terms = &task.terms;
	match &terms.input {
		Input::Stored(input) if *input != terms.program => vec![terms.program, *input],
		_ => vec![terms.program],
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn is_among_the_same_bytes_are_noted_once() {
		let content = Content::of(b"same").unwrap();
		assert!(is_among(&[NotePreimage { bytes: b"same".to_vec() }], &content));
		assert!(!is_among(&[NotePreimage { bytes: b"other".to_vec() }], &content));
	}
}
