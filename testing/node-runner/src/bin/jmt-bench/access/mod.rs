//! Decisions about access: in memory beside Cedar, by a pass beside Biscuit, from a file, and by a light client beside one
//! read of storage. The baselines are a program of `testing/baselines`, asked in turns with the work here.

mod baseline;
mod house;
mod light;

use crate::machine::line;
use baseline::{processor_time, Baseline};
use clap::Args;
use codec::{Decode, Encode};
use house::{House, MINUTE};
use jmt_node_runner::{Error, Result};
use jmt_primitives::access::{
	decide, Action, Decision, KeptFacts, Pass, Reason, Request, Snapshot,
};
use std::{hint::black_box, path::PathBuf};

/// Decisions of a round, and rounds; of each figure the least counts.
const ROUND: u32 = 2_000;
const ROUNDS: usize = 25;

/// Of what verifies signatures, a round.
const SMALL_ROUND: u32 = 100;

/// How much is measured.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Settings {
	/// The program of `testing/baselines`; without it nothing is compared.
	#[arg(long)]
	baselines: Option<PathBuf>,
	/// Leaves the light client out, for which a network is started.
	#[arg(long)]
	offline: bool,
}

/// Measures and prints.
pub(crate) async fn measure(settings: &Settings) -> Result<()> {
	println!("access: nanoseconds of processor time, least of {ROUNDS} rounds");
	let house = House::new();
	let mut baseline = settings.baselines.as_deref().map(Baseline::start).transpose()?;
	match &mut baseline {
		Some(baseline) => line("baselines", &baseline.ask("versions")?),
		None => line("baselines", "none: scripts/bench access has them"),
	}
	in_memory(&house, baseline.as_mut())?;
	by_pass(&house, baseline.as_mut())?;
	from_a_file(&house)?;
	match settings.offline {
		true => Ok(()),
		false => light::measure().await,
	}
}

fn failed(why: impl std::fmt::Display) -> Error {
	Error::shape("access", why.to_string())
}

/// The least time of one of `count`.
fn least(figure: &mut f64, nanoseconds: u64, count: u32) {
	*figure = figure.min(nanoseconds as f64 / f64::from(count));
}

/// Nanoseconds of this thread for so many.
fn timed(count: u32, mut work: impl FnMut() -> Result<()>) -> Result<u64> {
	let before = processor_time()?;
	for _ in 0..count {
		work()?;
	}
	Ok(processor_time()?.saturating_sub(before))
}

fn allows(snapshot: &Snapshot, request: &Request) -> Result<()> {
	let decision = decide(&KeptFacts::new(black_box(snapshot)), black_box(request));
	match black_box(&decision) {
		Decision::Allow(_) => Ok(()),
		denied => Err(failed(format!("denied: {denied:?}"))),
	}
}

/// Decisions over 32 rules whose facts are in memory, of which the last rule allows.
fn in_memory(house: &House, mut baseline: Option<&mut Baseline>) -> Result<()> {
	// Both sides know the same rules: they agree about other questions too.
	if let Some(baseline) = baseline.as_deref_mut() {
		for minute in [0, 200, 1_300, MINUTE, 5 * 1_440 + 600, 5 * 1_440 + 1_350, 6 * 1_440 + 400] {
			for action in [Action::OPEN, Action::CLOSE, Action::READ] {
				let ours =
					decide(&KeptFacts::new(&house.snapshot(minute)?), &house.request(action));
				let theirs = baseline.ask(&format!("says {action} {minute}"))?;
				if ours.is_allow() != (theirs == "allow") {
					return Err(failed(format!("{action} at {minute}: {ours:?}, Cedar: {theirs}")));
				}
			}
		}
	}
	let (snapshot, request) = (house.snapshot(MINUTE)?, house.request(Action::OPEN));
	let (mut ours, mut cedar) = (f64::INFINITY, f64::INFINITY);
	for _ in 0..ROUNDS {
		least(&mut ours, timed(ROUND, || allows(&snapshot, &request))?, ROUND);
		if let Some(baseline) = baseline.as_deref_mut() {
			least(&mut cedar, baseline.number(&format!("cedar {ROUND}"))?, ROUND);
		}
	}
	println!("a decision over 32 rules, in memory");
	line("ours", &format!("{ours:.0} ns, {:.0} a second and core", 1e9 / ours));
	if cedar.is_finite() {
		line("Cedar, parsed before", &format!("{cedar:.0} ns, {:.1} times ours", cedar / ours));
	}
	Ok(())
}

/// A pass with three blocks and a signed use, of Ed25519: the signatures by themselves, and the rest of the decision.
fn by_pass(house: &House, mut baseline: Option<&mut Baseline>) -> Result<()> {
	let snapshot = house.snapshot(MINUTE)?;
	let pass = house.pass(MINUTE)?;
	let bytes = pass.encode();
	let request = house.shown(pass.clone(), MINUTE)?;
	allows(&snapshot, &request)?;
	// The same with a use that is not signed: refused by the last of all checks, so that all but signatures is done.
	let unsigned = house.unsigned(request.clone())?;
	let refused = decide(&KeptFacts::new(&snapshot), &unsigned);
	if refused.reason() != Some(Reason::BadPass) {
		return Err(failed(format!("a use without its signature: {refused:?}")));
	}
	let (mut whole, mut verify, mut rest) = (f64::INFINITY, f64::INFINITY, f64::INFINITY);
	let (mut read, mut decided) = (f64::INFINITY, f64::INFINITY);
	for _ in 0..ROUNDS {
		let count = SMALL_ROUND;
		least(&mut whole, timed(count, || allows(&snapshot, &request))?, count);
		least(&mut verify, timed(count, || house.verify(&bytes, &request))?, count);
		let without = || {
			let decision = decide(&KeptFacts::new(black_box(&snapshot)), black_box(&unsigned));
			black_box(&decision);
			Ok(())
		};
		least(&mut rest, timed(count, without)?, count);
		if let Some(baseline) = baseline.as_deref_mut() {
			least(&mut read, baseline.number(&format!("verify {count}"))?, count);
			least(&mut decided, baseline.number(&format!("decide {count}"))?, count);
		}
	}
	// The deny rules come after the signatures: they are in the difference, and in the first of the two not.
	let rest = rest.max(whole - verify);
	let micros = |nanoseconds: f64| format!("{:.1} us", nanoseconds / 1e3);
	println!("a pass with three blocks, Ed25519");
	line("bytes", &bytes.len().to_string());
	line("read it, verify all signatures", &format!("{}, the use among them", micros(verify)));
	line("decide without signatures", &micros(rest));
	line("decide with them", &micros(whole));
	if let Some(baseline) = baseline {
		let theirs = baseline.number("bytes")?;
		let part = bytes.len() as f64 / theirs as f64;
		line("Biscuit: bytes", &format!("{theirs}; ours are {part:.2} of them"));
		let times =
			|theirs: f64, ours: f64| format!("{}, {:.2} times ours", micros(theirs), theirs / ours);
		line("Biscuit: read it, verify", &times(read, verify));
		line("Biscuit: decide", &times(decided, rest));
	}
	Ok(())
}

/// A snapshot as a file has it: read, checked and decided by.
fn from_a_file(house: &House) -> Result<()> {
	let snapshot = house.snapshot(MINUTE)?;
	let (genesis, request) = (snapshot.genesis, house.request(Action::OPEN));
	let bytes = snapshot.to_bytes();
	let mut figure = f64::INFINITY;
	for _ in 0..ROUNDS {
		let work = || {
			let read = Snapshot::from_bytes(black_box(&bytes), &genesis).map_err(failed)?;
			allows(&read, &request)
		};
		least(&mut figure, timed(SMALL_ROUND, work)?, SMALL_ROUND);
	}
	println!("a decision from a snapshot's file, in memory");
	line("bytes", &bytes.len().to_string());
	line("read it, check it, decide", &format!("{:.1} us", figure / 1e3));
	Ok(())
}

impl House {
	/// Reads a pass and verifies each of its signatures, and that of the use.
	fn verify(&self, mut bytes: &[u8], request: &Request) -> Result<()> {
		let pass = Pass::decode(&mut bytes).map_err(failed)?;
		let mut signer = self.holder();
		let mut good = true;
		for signed in &pass.blocks {
			good &= signed.signature.verify(&signed.block.payload(), &signer);
			signer = signed.block.holder;
		}
		let using = request.shown.using.as_ref().ok_or_else(|| failed("no use"))?;
		good &= using.signature.verify(&using.using.payload(), &signer);
		good.then_some(()).ok_or_else(|| failed("a signature is wrong"))
	}
}
