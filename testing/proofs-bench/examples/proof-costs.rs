//! Costs of proofs: natively, in the engine of nodes (wasmtime) and in that of light clients (wasmi), against arkworks
//! in the same run: `scripts/bench proofs`.
//!
//! `proof-costs GUEST.wasm [ROUNDS]`, the WASM of `jmt-proofs-guest`. Each figure is the least processor time of the thread over the
//! rounds, in which the operations take turns, so that what else the machine does counts little.

use ark_bn254::{Fr, G1Affine, G2Affine};
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{Field, PrimeField, UniformRand};
use ark_std::rand::{rngs::StdRng, SeedableRng};
use jmt_proofs_guest::{Operation, World};
use jmt_zk_verifier::{scalar_bytes, PreparedKey, Proof, VerifyingKey, MAX_BATCH};
use std::{error::Error, fs, time::Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Public inputs of the proofs.
const INPUTS: usize = 3;
/// Claims of a batch in wasmi.
const SMALL_BATCH: usize = 16;
/// Hashes of one measurement.
const HASHES: usize = 64;

fn main() -> Result<()> {
	let mut arguments = std::env::args().skip(1);
	let path = arguments.next().ok_or("proof-costs GUEST.wasm [ROUNDS]")?;
	let rounds = arguments.next().map_or(Ok(9), |rounds| rounds.parse())?;
	let wasm = fs::read(path)?;
	let world = world_bytes()?;

	let native_world = World::read(&world).ok_or("the world is unreadable")?;
	if !native_world.hashes_agree() {
		return Err("the two forms of Poseidon differ".into());
	}
	let run = |operation, count| Ok(native_world.run(operation, count).is_some());
	let native = measure(rounds, MAX_BATCH, run)?;
	let mut engine = Wasmtime::new(&wasm, &world)?;
	let wasmtime = measure(rounds, MAX_BATCH, |operation, count| engine.run(operation, count))?;
	let mut engine = Wasmi::new(&wasm, &world)?;
	let wasmi =
		measure(rounds.div_ceil(3), SMALL_BATCH, |operation, count| engine.run(operation, count))?;

	println!("{}", machine());
	println!("microseconds of processor time for a proof of {INPUTS} inputs or a hash, least of {rounds} rounds");
	println!("{:<42}  {:>9}  {:>9}  {:>9}", "", "native", "wasmtime", "wasmi");
	for (operation, text) in TEXTS {
		let at = |figures: &Figures| figures.of(operation);
		println!("{text:<42}  {:>9.1}  {:>9.1}  {:>9.1}", at(&native), at(&wasmtime), at(&wasmi));
	}
	println!("(a batch holds {MAX_BATCH} claims, in wasmi {SMALL_BATCH})");
	let goal = |number, text, ratio: f64, goal, aim| {
		println!("goal {number}: {text}: {ratio:.2}x (goal {goal}x, aim {aim}x)");
	};
	let over = |figures: &Figures, baseline, ours| figures.of(baseline) / figures.of(ours);
	use Operation::*;
	goal(1, "one proof in wasmtime", over(&wasmtime, VerifyArkworks, Verify), 1.6, 2.0);
	goal(2, "one proof in wasmi", over(&wasmi, VerifyArkworks, Verify), 1.3, 2.0);
	goal(3, "a proof of a batch in wasmtime", over(&wasmtime, VerifyArkworks, Batch), 8.0, 10.0);
	goal(4, "a proof of a batch, native", over(&native, CallArkworks, Batch), 12.0, 15.0);
	goal(5, "Poseidon of two in wasmtime", over(&wasmtime, PoseidonTextbook, Poseidon), 3.5, 4.5);
	Ok(())
}

const TEXTS: [(Operation, &str); 8] = [
	(Operation::VerifyArkworks, "ark-groth16, key prepared"),
	(Operation::Verify, "one proof, decoded"),
	(Operation::CallArkworks, "ark-groth16, decode, prepare, verify"),
	(Operation::Call, "one proof, decode and verify"),
	(Operation::Batch, "a proof of a batch, decoded"),
	(Operation::BatchCall, "a proof of a batch, decode and verify"),
	(Operation::PoseidonTextbook, "Poseidon of two, textbook"),
	(Operation::Poseidon, "Poseidon of two"),
];

/// Least microseconds for one of each operation.
struct Figures(Vec<(Operation, f64)>);

impl Figures {
	fn of(&self, operation: Operation) -> f64 {
		let found = self.0.iter().find(|(own, _)| *own == operation);
		found.map_or(f64::NAN, |(_, figure)| *figure)
	}
}

fn measure(
	rounds: usize,
	batch: usize,
	mut run: impl FnMut(Operation, usize) -> Result<bool>,
) -> Result<Figures> {
	let mut figures = Figures(Operation::ALL.map(|operation| (operation, f64::INFINITY)).to_vec());
	for _ in 0..rounds {
		for (operation, least) in &mut figures.0 {
			let count = match operation {
				Operation::Batch | Operation::BatchCall => batch,
				Operation::Poseidon | Operation::PoseidonTextbook => HASHES,
				_ => 1,
			};
			let before = processor_time()?;
			if !run(*operation, count)? {
				return Err(format!("{operation:?} did not accept").into());
			}
			let used = processor_time()? - before;
			// cast: far below 2^52.
			*least = least.min(used as f64 / 1e3 / count as f64);
		}
	}
	Ok(figures)
}

/// Nanoseconds that this thread ran.
#[allow(unsafe_code, reason = "a call of libc")]
fn processor_time() -> Result<u64> {
	let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
	// SAFETY: it writes to the given place alone.
	if unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) } != 0 {
		return Err(std::io::Error::last_os_error().into());
	}
	Ok(u64::try_from(time.tv_sec)? * 1_000_000_000 + u64::try_from(time.tv_nsec)?)
}

fn machine() -> String {
	let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
	let model = information
		.lines()
		.find_map(|line| line.strip_prefix("model name")?.split_once(':'))
		.map_or("unknown", |(_, name)| name.trim());
	let cores = std::thread::available_parallelism().map_or(0, usize::from);
	let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
	let load = load.split_whitespace().next().unwrap_or("?").to_owned();
	format!("{cores} cores of {model}, load {load}")
}

/// A key of known secrets, 64 proofs of random inputs (Groth 2016, the simulator of section 3.2), and Poseidon's constants.
fn world_bytes() -> Result<Vec<u8>> {
	let mut rng = StdRng::seed_from_u64(24);
	let mut draw = || Fr::rand(&mut rng);
	let g1 = |scalar: Fr| (G1Affine::generator() * scalar).into_affine();
	let g2 = |scalar: Fr| (G2Affine::generator() * scalar).into_affine();
	let (alpha, beta, delta) = (draw(), draw(), draw());
	let inputs: Vec<Fr> = (0..=INPUTS).map(|_| draw()).collect();
	let points = inputs.iter().map(|input| g1(*input)).collect();
	let key = VerifyingKey::new(g1(alpha), g2(beta), G2Affine::generator(), g2(delta), points)?;
	let stored = PreparedKey::new(key).to_bytes();

	let mut out = Vec::new();
	let number = |number: usize| u32::try_from(number).map(u32::to_le_bytes);
	out.extend(number(stored.len())?);
	out.extend(stored);
	out.extend(number(MAX_BATCH)?);
	out.extend(number(INPUTS)?);
	let inverse = delta.inverse().ok_or("delta is zero")?;
	for _ in 0..MAX_BATCH {
		let values: Vec<Fr> = (0..INPUTS).map(|_| draw()).collect();
		let one = Fr::from(1);
		let statement: Fr =
			inputs.iter().zip([one].iter().chain(&values)).map(|(k, x)| *k * x).sum();
		let (a, b) = (draw(), draw());
		let c = (a * b - alpha * beta - statement) * inverse;
		out.extend(Proof::new(g1(a), g2(b), g1(c))?.to_bytes());
		for value in values {
			out.extend(scalar_bytes(value));
		}
	}
	let constants = light_poseidon::parameters::bn254_x5::get_poseidon_parameters::<Fr>(3)
		.map_err(|error| error.to_string())?;
	let rows = constants.mds.iter().flatten();
	for number in constants.ark.iter().chain(rows) {
		let mut bytes = number.into_bigint().0.map(u64::to_le_bytes).concat();
		bytes.resize(32, 0);
		out.extend(bytes);
	}
	Ok(out)
}

/// The guest in the engine of nodes, as their executor configures it: Cranelift for speed.
struct Wasmtime {
	store: wasmtime::Store<()>,
	run: wasmtime::TypedFunc<(u32, u32, u32), u32>,
	world: u32,
}

impl Wasmtime {
	fn new(wasm: &[u8], world: &[u8]) -> Result<Self> {
		let engine = wasmtime::Engine::new(&wasmtime::Config::new())?;
		let start = Instant::now();
		let module = wasmtime::Module::new(&engine, wasm)?;
		eprintln!("wasmtime compiled {} bytes in {:?}", wasm.len(), start.elapsed());
		let mut store = wasmtime::Store::new(&engine, ());
		let instance = wasmtime::Instance::new(&mut store, &module, &[])?;
		let room = instance.get_typed_func::<u32, u32>(&mut store, "room")?;
		let read = instance.get_typed_func::<(u32, u32), u32>(&mut store, "read")?;
		let run = instance.get_typed_func(&mut store, "run")?;
		let memory = instance.get_memory(&mut store, "memory").ok_or("no memory")?;
		let length = u32::try_from(world.len())?;
		let place = room.call(&mut store, length)?;
		memory.write(&mut store, usize::try_from(place)?, world)?;
		let world = read.call(&mut store, (place, length))?;
		Ok(Self { store, run, world })
	}

	fn run(&mut self, operation: Operation, count: usize) -> Result<bool> {
		let arguments = (self.world, operation as u32, u32::try_from(count)?);
		Ok(self.run.call(&mut self.store, arguments)? == 1)
	}
}

/// The guest in the engine of light clients.
struct Wasmi {
	store: wasmi::Store<()>,
	run: wasmi::TypedFunc<(u32, u32, u32), u32>,
	world: u32,
}

impl Wasmi {
	fn new(wasm: &[u8], world: &[u8]) -> Result<Self> {
		let engine = wasmi::Engine::default();
		let module = wasmi::Module::new(&engine, wasm)?;
		let mut store = wasmi::Store::new(&engine, ());
		let instance =
			wasmi::Linker::new(&engine).instantiate(&mut store, &module)?.start(&mut store)?;
		let room = instance.get_typed_func::<u32, u32>(&store, "room")?;
		let read = instance.get_typed_func::<(u32, u32), u32>(&store, "read")?;
		let run = instance.get_typed_func(&store, "run")?;
		let memory = instance.get_memory(&store, "memory").ok_or("no memory")?;
		let length = u32::try_from(world.len())?;
		let place = room.call(&mut store, length)?;
		memory.write(&mut store, usize::try_from(place)?, world)?;
		let world = read.call(&mut store, (place, length))?;
		Ok(Self { store, run, world })
	}

	fn run(&mut self, operation: Operation, count: usize) -> Result<bool> {
		let arguments = (self.world, operation as u32, u32::try_from(count)?);
		Ok(self.run.call(&mut self.store, arguments)? == 1)
	}
}
