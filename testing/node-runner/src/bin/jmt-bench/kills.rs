//! Kills a validator again and again, and prints how often it signed twice.

use crate::machine::line;
use clap::Args;
use jmt_node_runner::{
	kills::{Kills, Outcome},
	Result,
};

/// A line stands for so many kills, and for each after which there is something new.
const TELL_EACH: u32 = 10;

/// How the validator is killed.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
	/// How often.
	#[arg(long, default_value_t = 200)]
	count: u32,
	/// Puts its database back each time, as if the machine had lost its power.
	#[arg(long)]
	forget: bool,
	/// Draws the moments; another one each time if left out.
	#[arg(long)]
	seed: Option<u64>,
}

/// Kills and prints.
pub(crate) async fn measure(settings: &Settings) -> Result<()> {
	let mut kills = Kills::now(settings.count);
	kills.forget = settings.forget;
	kills.seed = settings.seed.unwrap_or(kills.seed);
	println!("one of three validators, killed {} times, seed {}", kills.count, kills.seed);
	let mut seen = 0;
	let outcome = kills
		.run(|outcome| {
			let found = outcome.contradictions.len();
			if found > seen || outcome.kills % TELL_EACH == 0 {
				seen = found;
				println!("kill {}: {}", outcome.kills, told(outcome));
			}
		})
		.await?;
	line("killed", &outcome.kills.to_string());
	line("second votes or blocks", &told(&outcome));
	line("justifications read", &outcome.justifications.to_string());
	line("finalized meanwhile", &format!("{} blocks", outcome.finalized));
	Ok(())
}

fn told(outcome: &Outcome) -> String {
	format!(
		"{} told by the others' logs, {} in justifications, {} offences on the chain",
		outcome.contradictions.len(),
		outcome.double_votes,
		outcome.offences
	)
}
