//! `key inspect`

use super::emit;
use crate::{arguments::Owner, failure::Failure, global::Global};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	owner: Owner,
}

/// Shows the address of a key.
pub(super) fn run(global: &Global, Args { owner }: &Args) -> Result<(), Failure> {
	emit(global, &owner.key()?, owner.owner_key.as_deref())
}
