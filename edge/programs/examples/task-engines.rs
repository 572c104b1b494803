//! Runs above a second by the agent's engine in its sandbox, beside bare wasmtime: `scripts/bench tasks`.
//!
//! `task-engines [ROUNDS]`. Each figure is the least time on the clock of the rounds, in which the ways to run take turns.
//!
//! - *bare*: the program as it is, in the engine of nodes, by the same host calls.
//! - *prepared*: the same engine with the program after the pass, and the digest of its end state.
//! - *wasmi*: the agent's engine in this process, translation and digest included.
//! - *sandboxed*: all that a worker does for a run: a child of its own, which checks and prepares the program too.
//!
//! The ends of the last three have to be equal. The variable `JMT_USVG_WASM` names a public program of 3.9 MB, which takes
//! long to compile and little to run; without it that part is left out.

use jmt_primitives::tasks::{Content, Ending, Limits, Outcome};
use jmt_programs::{
	engine::{Call, Engine, Interpreter},
	prepare::{Prepared, FUEL, MEMORY, RUN},
	sandbox::{ask, serve, this_program, Answer, ChildLimits, Limits as Walls, Request},
	wasi::{Guest, Signature, Value, World, FUNCTIONS, MODULE, MOST_PARAMETERS},
};
use sp_crypto_hashing::blake2_256;
use std::{
	error::Error,
	fs, io,
	path::PathBuf,
	process::ExitCode,
	time::{Duration, Instant},
};
use wasmtime::{Caller, Config, FuncType, Global, Linker, Memory, Module, Store, Val, ValType};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The child's only argument.
const CHILD: &str = "--child";

/// How long a bare run is made to take, and rounds if none are named.
const BARE: Duration = Duration::from_millis(1_200);
const ROUNDS: u32 = 3;

/// The most that a run may take of bare wasmtime's time.
const GOAL: f64 = 1.5;

/// Fuel, pages and bytes that no program here uses up.
const LIMITS: Limits = Limits { fuel: 1 << 50, memory_pages: 256, output_bytes: 16_384 };

/// The walls of the child: far more than it needs.
const WALLS: Walls = Walls {
	child: ChildLimits { memory_bytes: 2 << 30, cpu_seconds: 3_600 },
	deadline: Duration::from_secs(3_600),
	stdout_bytes: 1 << 20,
};

/// Marks multiples in a million bytes: loads, stores and branches.
const SIEVE: &str = r#"
	(func $work (local $n i32) (local $at i32)
		(memory.fill (i32.const 4096) (i32.const 0) (i32.const 1000000))
		(local.set $n (i32.const 2))
		(loop $next
			(if (i32.eqz (i32.load8_u offset=4096 (local.get $n)))
				(then
					(local.set $at (i32.mul (local.get $n) (local.get $n)))
					(block $done
						(loop $mark
							(br_if $done (i32.ge_u (local.get $at) (i32.const 1000000)))
							(i32.store8 offset=4096 (local.get $at) (i32.const 1))
							(local.set $at (i32.add (local.get $at) (local.get $n)))
							(br $mark)))))
			(local.set $n (i32.add (local.get $n) (i32.const 1)))
			(br_if $next (i32.lt_u (local.get $n) (i32.const 1000)))))"#;

/// The logistic map and a root: float operations, each of which the pass makes canonical.
const FLOATS: &str = r#"
	(func $work (local $x f64) (local $y f64) (local $n i32)
		(local.set $x (f64.const 0.3))
		(loop $next
			(local.set $x
				(f64.mul
					(f64.mul (f64.const 3.9) (local.get $x))
					(f64.sub (f64.const 1) (local.get $x))))
			(local.set $y (f64.sqrt (f64.add (local.get $y) (local.get $x))))
			(local.set $n (i32.add (local.get $n) (i32.const 1)))
			(br_if $next (i32.lt_u (local.get $n) (i32.const 500000))))
		(f64.store (i32.const 4096) (local.get $y)))"#;

/// Fibonacci's numbers by recursion: calls, for each of which the pass meters the stack.
const CALLS: &str = r#"
	(func $number (param $n i32) (result i32)
		(if (result i32) (i32.lt_u (local.get $n) (i32.const 2))
			(then (local.get $n))
			(else
				(i32.add
					(call $number (i32.sub (local.get $n) (i32.const 1)))
					(call $number (i32.sub (local.get $n) (i32.const 2)))))))
	(func $work
		(i32.store (i32.const 4096) (call $number (i32.const 24))))"#;

/// A drawing for the public program.
const DRAWING: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><g transform="rotate(12.5 3 4)">
<rect x="1" y="2" width="10" height="7" rx="1.7" fill="#123"/><circle cx="30" cy="10" r="7.3"/></g></svg>"##;

fn main() -> ExitCode {
	let argument = std::env::args().nth(1);
	let done: Result<()> = match argument.as_deref() {
		Some(CHILD) => {
			serve(io::stdin(), io::stdout(), |request| Answer::of(&request, &Interpreter::new()))
				.map_err(Into::into)
		},
		Some(rounds) => rounds.parse::<u32>().map_err(Into::into).and_then(measure),
		None => measure(ROUNDS),
	};
	match done {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}

/// A program that does this work so many times and then writes four bytes.
fn program(work: &str, times: u32) -> Result<Vec<u8>> {
	let text = format!(
		r#"(module
			(import "{MODULE}" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
			(memory (export "memory") 32)
			(data (i32.const 0) "\00\10\00\00\04\00\00\00")
			{work}
			(func (export "_start") (local $done i32)
				(loop $again
					(call $work)
					(local.set $done (i32.add (local.get $done) (i32.const 1)))
					(br_if $again (i32.lt_u (local.get $done) (i32.const {times}))))
				(drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))"#
	);
	Ok(wat::parse_str(text)?)
}

fn measure(rounds: u32) -> Result<()> {
	let compiler = Compiler::new()?;
	println!(
		"runs of {:.1} s in bare wasmtime, seconds, least of {rounds} rounds",
		BARE.as_secs_f64()
	);
	println!(
		"{:>10}  {:>6}  {:>8}  {:>6}  {:>9}  {:>9}  {:>8}",
		"", "bare", "prepared", "wasmi", "sandboxed", "Gfuel", "compiled"
	);
	let mut speeds = Vec::new();
	for (name, work) in [("sieve", SIEVE), ("floats", FLOATS), ("calls", CALLS)] {
		let times = compiler.times(work)?;
		let figures = take_turns(&compiler, &program(work, times)?, b"", b"", rounds)?;
		figures.print(name);
		let ratio = |time: Duration| time.as_secs_f64() / figures.bare.as_secs_f64();
		println!(
			"{:>10}  prepared {:.2} times bare (goal {GOAL} at most), wasmi {:.1}, sandboxed {:.1}",
			"",
			ratio(figures.prepared),
			ratio(figures.interpreted),
			ratio(figures.sandboxed)
		);
		// Seconds a Gfuel that compiled code saves.
		speeds.push(figures.saved());
		println!(
			"{:>10}  compiling pays from {:.3} Gfuel on",
			"",
			figures.compiling.as_secs_f64() / figures.saved()
		);
	}
	let usvg = std::env::var_os("JMT_USVG_WASM").map(PathBuf::from);
	match usvg.filter(|path| path.is_file()) {
		None => println!("{:>10}  left out: JMT_USVG_WASM names no file", "usvg"),
		Some(path) => {
			let wasm = fs::read(path)?;
			let figures = take_turns(&compiler, &wasm, DRAWING, b"-\0-c\0", rounds)?;
			figures.print("usvg");
			let saved = speeds.iter().fold(f64::INFINITY, |least, one| least.min(*one));
			println!(
				"{:>10}  compiling pays from {:.1} Gfuel on, by the least of the three above",
				"",
				figures.compiling.as_secs_f64() / saved
			);
		},
	}
	Ok(())
}

/// The figures of a program.
struct Figures {
	fuel: u64,
	/// To compile the prepared module.
	compiling: Duration,
	bare: Duration,
	prepared: Duration,
	interpreted: Duration,
	sandboxed: Duration,
}

impl Figures {
	fn gigafuel(&self) -> f64 {
		self.fuel as f64 / 1e9
	}

	/// Seconds that compiled code saves for each Gfuel.
	fn saved(&self) -> f64 {
		let saved = self.interpreted.saturating_sub(self.prepared);
		saved.as_secs_f64() / self.gigafuel()
	}

	fn print(&self, name: &str) {
		let seconds = |time: Duration| time.as_secs_f64();
		println!(
			"{name:>10}  {:>6.3}  {:>8.3}  {:>6.3}  {:>9.3}  {:>9.4}  {:>8.3}",
			seconds(self.bare),
			seconds(self.prepared),
			seconds(self.interpreted),
			seconds(self.sandboxed),
			self.gigafuel(),
			seconds(self.compiling),
		);
	}
}

fn take_turns(
	compiler: &Compiler,
	program: &[u8],
	input: &[u8],
	arguments: &[u8],
	rounds: u32,
) -> Result<Figures> {
	let prepared = Prepared::new(program, LIMITS.memory_pages)?;
	let call = Call::within(&LIMITS, input, arguments);
	let bare = compiler.compile(program)?;
	let begun = Instant::now();
	let module = compiler.compile(prepared.wasm())?;
	let compiling = begun.elapsed();
	let request = Request {
		program: program.to_vec(),
		input: input.to_vec(),
		arguments: arguments.to_vec(),
		limits: LIMITS,
	};
	let mut least = [Duration::MAX; 4];
	let mut fuel = 0;
	for _ in 0..rounds.max(1) {
		let mut timed = |place: usize, work: &mut dyn FnMut() -> Result<Option<Outcome>>| {
			let begun = Instant::now();
			let outcome = work()?;
			let took = begun.elapsed();
			if let Some(least) = least.get_mut(place) {
				*least = took.min(*least);
			}
			Ok::<_, Box<dyn Error>>(outcome)
		};
		timed(0, &mut || compiler.run(&bare, "_start", &prepared, &call).map(|_| None))?;
		let ends = [
			timed(1, &mut || compiler.run(&module, RUN, &prepared, &call))?,
			timed(2, &mut || Ok(Some(Interpreter::new().run(&prepared, &call)?.outcome())))?,
			timed(3, &mut || match ask(&this_program(), &[CHILD], &request, &WALLS)? {
				(Answer::Ran { outcome, .. }, _) => Ok(Some(outcome)),
				(answer, said) => Err(format!("{answer:?}: {said}").into()),
			})?,
		];
		let [Some(end), ..] = ends else { return Err("a run without an end".into()) };
		if ends.iter().any(|other| *other != Some(end)) {
			return Err(format!("the ends differ: {ends:?}").into());
		}
		fuel = end.fuel;
	}
	let [bare, prepared, interpreted, sandboxed] = least;
	Ok(Figures { fuel, compiling, bare, prepared, interpreted, sandboxed })
}

/// The engine of nodes, as their executor configures it: Cranelift for speed.
struct Compiler {
	engine: wasmtime::Engine,
}

/// The state that host calls reach. A bare program has no fuel.
struct Host {
	world: World,
	memory: Option<Memory>,
	fuel: Option<Global>,
}

impl Compiler {
	fn new() -> Result<Self> {
		Ok(Self { engine: wasmtime::Engine::new(&Config::new())? })
	}

	fn compile(&self, wasm: &[u8]) -> Result<Module> {
		Ok(Module::new(&self.engine, wasm)?)
	}

	/// How often a bare run does this work in [`BARE`].
	fn times(&self, work: &str) -> Result<u32> {
		const SOME: u32 = 20;
		let program = program(work, SOME)?;
		let prepared = Prepared::new(&program, LIMITS.memory_pages)?;
		let module = self.compile(&program)?;
		let begun = Instant::now();
		self.run(&module, "_start", &prepared, &Call::within(&LIMITS, b"", b""))?;
		let one = begun.elapsed().as_secs_f64() / f64::from(SOME);
		// cast: some hundreds
		Ok((BARE.as_secs_f64() / one).ceil() as u32)
	}

	/// Runs a module, prepared or bare, and says how a prepared one ended.
	fn run(
		&self,
		module: &Module,
		start: &str,
		prepared: &Prepared,
		call: &Call<'_>,
	) -> Result<Option<Outcome>> {
		let world = World::new(prepared.program(), call.input, call.arguments, call.output);
		let mut store = Store::new(&self.engine, Host { world, memory: None, fuel: None });
		let instance = self.linker()?.instantiate(&mut store, module)?;
		let memory = instance.get_memory(&mut store, MEMORY).ok_or("no memory")?;
		let fuel = instance.get_global(&mut store, FUEL);
		let given = i64::try_from(call.fuel)?;
		if let Some(fuel) = fuel {
			fuel.set(&mut store, Val::I64(given))?;
		}
		store.data_mut().memory = Some(memory);
		store.data_mut().fuel = fuel;
		let run = instance.get_typed_func::<(), ()>(&mut store, start)?;
		let returned = run.call(&mut store, ());
		if store.data().world.stopped().is_none() {
			returned?;
		}
		let Some(fuel) = fuel else { return Ok(None) };
		let left = fuel.get(&mut store).i64().ok_or("the fuel is no number")?;
		let memory = blake2_256(memory.data(&store)).into();
		let (output, _) = store.into_data().world.into_streams();
		let output = Content::of(&output).ok_or("a long output")?;
		let fuel = u64::try_from(given - left)?;
		// None of the programs here ends otherwise.
		let ending = Ending::Finished { code: 0 };
		Ok(Some(Outcome { ending, fuel, output, memory: Some(memory) }))
	}

	fn linker(&self) -> Result<Linker<Host>> {
		let mut linker = Linker::new(&self.engine);
		for signature in FUNCTIONS {
			let kind = FuncType::new(
				&self.engine,
				signature.parameters.iter().map(|value| match value {
					Value::I32 => ValType::I32,
					Value::I64 => ValType::I64,
				}),
				signature.returns.then_some(ValType::I32),
			);
			linker.func_new(MODULE, signature.name, kind, move |caller, parameters, results| {
				host_call(signature, caller, parameters, results)
			})?;
		}
		Ok(linker)
	}
}

fn host_call(
	signature: &Signature,
	mut caller: Caller<'_, Host>,
	parameters: &[Val],
	results: &mut [Val],
) -> wasmtime::Result<()> {
	let failed = wasmtime::Error::msg;
	let memory = caller.data().memory.ok_or_else(|| failed("a host call before the run"))?;
	let fuel = caller.data().fuel;
	let mut arguments = [0; MOST_PARAMETERS];
	for (argument, parameter) in arguments.iter_mut().zip(parameters) {
		*argument = match parameter {
			// cast: bits
			Val::I32(value) => u64::from(*value as u32),
			Val::I64(value) => *value as u64,
			_ => return Err(failed("a parameter that no host call has")),
		};
	}
	let left = fuel.and_then(|fuel| fuel.get(&mut caller).i64()).unwrap_or(i64::MAX);
	let (bytes, host) = memory.data_and_store_mut(&mut caller);
	let mut guest = Guest { memory: bytes, fuel: left };
	let answer = host.world.call(signature.function, &arguments, &mut guest);
	let left = guest.fuel;
	if let Some(fuel) = fuel {
		fuel.set(&mut caller, Val::I64(left))?;
	}
	match (answer, results) {
		// cast: bits
		(Ok(errno), [result]) => *result = Val::I32(errno as i32),
		(Ok(_), _) => {},
		(Err(_), _) => return Err(failed("stopped by a host call")),
	}
	Ok(())
}
