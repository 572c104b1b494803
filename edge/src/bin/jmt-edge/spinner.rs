//! A spinner on stderr.

use crate::output::counted_peers;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jmt_edge::progress::Step;
use jmt_light::SyncState;
use std::{
	io::{self, IsTerminal},
	time::Duration,
};

/// A spinner on stderr; invisible where stderr is no terminal. It ends when it is dropped.
pub(crate) struct Spinner(ProgressBar);

impl Spinner {
	/// Starts one.
	pub(crate) fn start(message: &'static str) -> Self {
		let bar = match io::stderr().is_terminal() {
			true => ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()),
			false => ProgressBar::hidden(),
		};
		if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
			bar.set_style(style);
		}
		bar.set_message(message);
		bar.enable_steady_tick(Duration::from_millis(120));
		Self(bar)
	}

	/// Shows a step of the library.
	pub(crate) fn show(&self, step: Step) {
		self.0.set_message(in_words(step));
	}
}

impl Drop for Spinner {
	fn drop(&mut self) {
		self.0.finish_and_clear();
	}
}

fn in_words(step: Step) -> String {
	match step {
		Step::ReadingSpec => "reading the chain spec".into(),
		Step::Syncing(SyncState { peers: 0, .. }) => "looking for peers".into(),
		Step::Syncing(SyncState { warp: Some((at, target)), peers, .. }) => {
			format!("verifying finality: block {at} of {target}, {}", counted_peers(peers))
		},
		Step::Syncing(SyncState { peers, .. }) => {
			format!("verifying the newest blocks, {}", counted_peers(peers))
		},
		Step::ReadingMetadata => "reading the runtime's metadata".into(),
		Step::Proving => "proving".into(),
		Step::Stamping => "working a stamp out".into(),
		Step::Signing => "signing".into(),
		Step::SigningAnew => "another program used the nonce, signing anew".into(),
		Step::Sending => "sending".into(),
		Step::Valid => "valid, looking for a block".into(),
		Step::Sent => "sent to peers".into(),
		Step::Displaced => "looking for another block".into(),
		Step::InBlock => "in a block, waiting for finality".into(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn in_words_it_says_how_far_the_light_client_is() {
		let words = |peers, warp| in_words(Step::Syncing(SyncState { peers, warp, ready: false }));
		assert_eq!(words(0, None), "looking for peers");
		assert_eq!(words(2, Some((5, 9))), "verifying finality: block 5 of 9, 2 peers");
		assert_eq!(words(1, None), "verifying the newest blocks, 1 peer");
	}
}
