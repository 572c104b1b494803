//! `mine`

use super::{asked_to_end, on_chain};
use crate::{
	chain::Chain,
	cli::Global,
	error::Error,
	keys::DeviceKey,
	mine::{self, Event},
};
use std::{collections::BTreeSet, path::PathBuf};

pub(super) async fn run(
	global: &Global,
	device_keys: &[PathBuf],
	rounds: Option<usize>,
) -> Result<(), Error> {
	if rounds == Some(0) {
		return Err(Error::Usage("--rounds 0 leaves nothing to do".into()));
	}
	let read_keys =
		|| device_keys.iter().map(|path| DeviceKey::read(path)).collect::<Result<Vec<_>, _>>();
	let format = global.format();
	let report = |event: Event| {
		let json = serde_json::to_value(&event).unwrap_or_default();
		format.emit(json, || event.to_line());
	};
	let mut keys = read_keys()?;
	let mut answered = BTreeSet::new();
	loop {
		let ended = on_chain(global, async |chain: &Chain| {
			mine::run(chain, keys, rounds, &mut answered, report, asked_to_end()).await
		})
		.await;
		match ended {
			// A device that nobody watches has to go on by itself.
			Err(Error::LightFailed) => report(Event::LightClientReplaced),
			ended => return ended,
		}
		keys = read_keys()?;
	}
}
