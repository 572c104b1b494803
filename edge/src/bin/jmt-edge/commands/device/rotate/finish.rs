//! `device rotate finish`

use super::super::Owned;
use crate::{failure::Failure, global::Global};
use jmt_edge::pallets::rotations::FinishRotation;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	owned: Owned,
}

pub(super) async fn run(global: &Global, Args { owned }: Args) -> Result<(), Failure> {
	let call = |device| FinishRotation { device };
	owned.decide(global, call, "finished the change of the key of").await
}
