//! Plots the ten years' schedule out of a real node's own answers.
//!
//! Starts one development node, asks its runtime what is released and vested from launch until everything
//! is, refuses answers that contradict each other, and writes an SVG.

mod chart;
mod schedule;

use chart::Line;
use clap::Parser;
use jmt_node_runner::{unless_asked_to_end, Error, Network, Result};
use jmt_primitives::{supply::Pot, Balance, Moment, JMT};
use plotters::style::RGBColor;
use schedule::Schedule;
use std::{
	path::{Path, PathBuf},
	process::ExitCode,
	time::Duration,
};

/// How long the node may take until its first block is final.
const FIRST_BLOCK_LIMIT: Duration = Duration::from_secs(90);

/// A year of the axis, in ms: the Gregorian calendar's mean of 365.2425 days.
const YEAR_MS: Moment = 31_556_952_000;

/// Plots the ten years' schedule out of a real node's own answers.
#[derive(Parser)]
#[command(name = "jmt-plot", version)]
struct Arguments {
	/// The SVG file to write.
	#[arg(long, value_name = "FILE", default_value = "docs/emission.svg")]
	output: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
	let arguments = Arguments::parse();
	// The node ends with the future that started it.
	let Some(outcome) = unless_asked_to_end(run(&arguments.output)).await else {
		eprintln!("interrupted: the node ended, its folder removed");
		return ExitCode::from(130);
	};
	match outcome {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}

async fn run(output: &Path) -> Result<()> {
	let network = Network::builder().chain("dev").start().await?;
	network.wait_finalized(1, FIRST_BLOCK_LIMIT).await?;
	let schedule = Schedule::ask(network.first()).await?;
	drop(network);
	let svg = chart::svg(&lines(&schedule)).map_err(|error| Error::shape("chart", error))?;
	std::fs::write(output, svg).map_err(Error::io(format!("write {}", output.display())))?;
	println!(
		"{}: {} points, {} days from launch, as the runtime answered",
		output.display(),
		schedule.points.len(),
		schedule.days()
	);
	Ok(())
}

/// The lines: the JMT that the schedule lets out of the two pots that it governs, and those that it keeps there.
fn lines(schedule: &Schedule) -> Vec<Line> {
	let line = |label: &str, color, amount: fn(Balance, Balance) -> Balance| Line {
		label: label.into(),
		color,
		points: schedule
			.points
			.iter()
			.map(|point| {
				let since = point.at.saturating_sub(schedule.launch);
				(since as f64 / YEAR_MS as f64, billions(amount(point.released, point.vested)))
			})
			.collect(),
	};
	vec![
		line("released from the mining pot", RGBColor(0, 114, 178), |released, _| released),
		line("unreleased", RGBColor(86, 180, 233), |released, _| {
			Pot::Mining.genesis_balance().saturating_sub(released)
		}),
		line("vested to the team", RGBColor(213, 94, 0), |_, vested| vested),
		line("unvested", RGBColor(230, 159, 0), |_, vested| {
			Pot::Team.genesis_balance().saturating_sub(vested)
		}),
	]
}

fn billions(planck: Balance) -> f64 {
	planck as f64 / JMT as f64 / 1e9
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{supply::SchedulePoint, time::DAY_MS};

	#[test]
	fn it_plots_billions_over_years_since_launch() {
		let points = [(0, 0, 0), (3_652_425, 15_000_000_000, 5_000_000_000)]
			.map(|(days, released, vested)| SchedulePoint {
				at: 7 + days * DAY_MS / 1_000,
				released: released * JMT,
				vested: vested * JMT,
			})
			.to_vec();
		let lines = lines(&Schedule { launch: 7, points });
		let plotted: Vec<_> = lines.iter().map(|line| line.points.as_slice()).collect();
		let expected: [&[(f64, f64)]; 4] = [
			&[(0.0, 0.0), (10.0, 15.0)],
			&[(0.0, 15.0), (10.0, 0.0)],
			&[(0.0, 0.0), (10.0, 5.0)],
			&[(0.0, 5.0), (10.0, 0.0)],
		];
		assert_eq!(plotted, expected);
	}
}
