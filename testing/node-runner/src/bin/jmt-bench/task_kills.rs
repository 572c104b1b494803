//! Kills workers of tasks in every stage, and prints what became of tasks, results and money.

use crate::machine::line;
use clap::Args;
use jmt_node_runner::{
	task_kills::{Outcome, Progress, TaskKills, STAGES},
	Error, Result,
};
use jmt_primitives::JMT;
use std::time::Instant;

/// A line stands for so many tasks that ended.
const TELL_EACH: usize = 20;

/// The network, and what it has to do.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
	/// How many validators, two at least; the last one is killed again and again.
	#[arg(long, default_value_t = 4)]
	validators: usize,
	/// How many workers, three at least, each with a light client; a part of these is cut off now and then.
	#[arg(long, default_value_t = 12)]
	workers: usize,
	/// How many tasks of three slots.
	#[arg(long, default_value_t = 200)]
	tasks: usize,
	/// Tasks that are under way at once: as many as the machine carries.
	#[arg(long, default_value_t = 10)]
	open: usize,
	/// Kills in each stage, at most.
	#[arg(long, default_value_t = 20)]
	each: u32,
}

/// Runs, prints, and fails where anything is off.
pub(crate) async fn measure(settings: &Settings) -> Result<()> {
	let Settings { validators, workers, tasks, open, each } = *settings;
	println!(
		"{tasks} tasks of three slots, {open} at once, {workers} workers, {validators} validators; {each} kills in each stage at most"
	);
	let begun = Instant::now();
	let mut told = 0;
	let kills = TaskKills { validators, workers, tasks, open, each };
	let outcome = kills
		.run(|Progress { posted, ended, kills }| {
			if ended >= told + TELL_EACH {
				told = ended;
				let kills: u32 = kills.iter().sum();
				let minutes = begun.elapsed().as_secs() / 60;
				println!("after {minutes} min: {posted} posted, {ended} ended, {kills} kills");
			}
		})
		.await?;
	print(&outcome);
	line("took", &format!("{} min", begun.elapsed().as_secs().div_ceil(60)));
	match outcome.is_clean() {
		true => Ok(()),
		false => Err(Error::shape("tasks under kills", format!("{} faults", outcome.faults.len()))),
	}
}

fn print(outcome: &Outcome) {
	let ends = outcome.ends.iter().map(|(end, count)| format!("{count} {end}"));
	line("ends of tasks", &ends.collect::<Vec<_>>().join(", "));
	for (stage, kills) in STAGES.iter().zip(outcome.kills) {
		line(&format!("workers killed {stage}"), &kills.to_string());
	}
	let Outcome { cuts, restarts, told, proven, paid, silent, .. } = outcome;
	line("light clients cut off", &format!("{cuts} times"));
	line("validator killed", &format!("{restarts} times"));
	line("results told to the client", &told.to_string());
	line("results proven to another at the end", &proven.to_string());
	line("slots", &format!("{paid} paid, {silent} silent"));
	for (name, planck) in &outcome.books {
		line(&format!("books: {name}"), &format!("{}.{:012} JMT", planck / JMT, planck % JMT));
	}
	for fault in &outcome.faults {
		line("WRONG", fault);
	}
	if outcome.is_clean() {
		line("books, slots, holds and events", "equal to the planck, nothing paid twice");
	}
}
