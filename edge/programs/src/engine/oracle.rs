//! wasmtime, the tests' second opinion: by the pass, and by a program as it is.

use super::{conclude, ending, Call, Engine, Fault, Left, Meters, Return, Run};
use crate::{
	hash::blake2_256,
	prepare::{Prepared, FUEL, MEMORY, RUN, STACK},
	wasi::{Guest, Signature, Value, World, FUNCTIONS, MODULE, MOST_PARAMETERS},
};
use std::fmt::Display;
use wasmtime::{
	Caller, Config, Engine as Wasmtime, Error, FuncType, Global, Linker, Memory, Module, OptLevel,
	Store, Trap, Val, ValType,
};

/// The stack of compiled code: some sixteen times that of the pass.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// The stack of the thread that runs it.
const THREAD_BYTES: usize = 24 * 1024 * 1024;

/// The function that runs a program without the pass.
const ENTRY: &str = "_start";

/// A compiler.
pub(crate) struct Compiler {
	engine: Wasmtime,
}

/// A program that is compiled, for more than one run.
pub(crate) struct Compiled {
	module: Module,
	/// The hash of the program as it was published.
	program: [u8; 32],
	/// The function that runs it.
	entry: &'static str,
	/// Whether the pass gave it meters.
	metered: bool,
}

struct Host {
	world: World,
	/// The memory, and the fuel where there are meters.
	handles: Option<(Memory, Option<Global>)>,
}

impl Compiler {
	/// A compiler whose limits lie above those of the pass.
	pub(crate) fn new(level: OptLevel) -> Self {
		let mut config = Config::new();
		config.max_wasm_stack(STACK_BYTES).cranelift_opt_level(level);
		Self { engine: Wasmtime::new(&config).expect("a configuration for this machine") }
	}

	fn linker(&self) -> Result<Linker<Host>, Fault> {
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
			linker
				.func_new(MODULE, signature.name, kind, move |caller, parameters, results| {
					host_call(signature, caller, parameters, results)
				})
				.map_err(fault)?;
		}
		Ok(linker)
	}

	/// Compiles a prepared program.
	pub(crate) fn compile(&self, prepared: &Prepared) -> Result<Compiled, Fault> {
		let module = Module::new(&self.engine, prepared.wasm()).map_err(fault)?;
		Ok(Compiled { module, program: prepared.program(), entry: RUN, metered: true })
	}

	/// Compiles a program as it is. No pass bounds its fuel, its stack, its memory or its NaNs; host calls are the same.
	pub(crate) fn compile_bare(&self, program: &[u8]) -> Result<Compiled, Fault> {
		let module = Module::new(&self.engine, program).map_err(fault)?;
		Ok(Compiled { module, program: blake2_256(program), entry: ENTRY, metered: false })
	}

	/// Runs what this compiler compiled. A run without meters used no fuel.
	pub(crate) fn run_compiled(&self, compiled: &Compiled, call: &Call<'_>) -> Result<Run, Fault> {
		on_a_large_stack(&|| self.run_here(compiled, call))
	}

	fn run_here(&self, compiled: &Compiled, call: &Call<'_>) -> Result<Run, Fault> {
		let world = World::new(compiled.program, call.input, call.arguments, call.output);
		let mut store = Store::new(&self.engine, Host { world, handles: None });
		let instance = self.linker()?.instantiate(&mut store, &compiled.module).map_err(fault)?;
		let memory = instance.get_memory(&mut store, MEMORY).expect("a memory");
		let fuel = instance.get_global(&mut store, FUEL);
		let stack = instance.get_global(&mut store, STACK);
		let metered = compiled.metered;
		assert_eq!((fuel.is_some(), stack.is_some()), (metered, metered), "meters of the pass");
		store.data_mut().handles = Some((memory, fuel));
		if let Some(fuel) = fuel {
			fuel.set(&mut store, Val::I64(call.meter())).map_err(fault)?;
		}
		let run = instance.get_typed_func::<(), ()>(&mut store, compiled.entry).map_err(fault)?;
		let how = match run.call(&mut store, ()) {
			Ok(()) => Return::Normal,
			Err(_) if store.data().world.stopped().is_some() => Return::Trap,
			Err(error) if is_of_the_program(&error) => Return::Trap,
			Err(error) => return Err(fault(error)),
		};
		let meters = Meters {
			fuel: fuel.map_or(call.meter(), |fuel| fuel.get(&mut store).unwrap_i64()),
			stack: stack.map_or(0, |stack| stack.get(&mut store).unwrap_i64()),
		};
		let ending = ending(&how, &meters, &store.data().world)?;
		let left = Left::of(ending, memory.data(&store));
		Ok(conclude(call, ending, &meters, left, store.into_data().world))
	}
}

impl Engine for Compiler {
	fn run(&self, prepared: &Prepared, call: &Call<'_>) -> Result<Run, Fault> {
		on_a_large_stack(&|| self.run_here(&self.compile(prepared)?, call))
	}
}

fn on_a_large_stack(work: &(dyn Fn() -> Result<Run, Fault> + Sync)) -> Result<Run, Fault> {
	std::thread::scope(|scope| {
		std::thread::Builder::new()
			.stack_size(THREAD_BYTES)
			.spawn_scoped(scope, work)
			.expect("a thread")
			.join()
			.expect("no panic")
	})
}

fn is_of_the_program(error: &Error) -> bool {
	matches!(
		error.downcast_ref(),
		Some(
			Trap::UnreachableCodeReached
				| Trap::MemoryOutOfBounds
				| Trap::TableOutOfBounds
				| Trap::IndirectCallToNull
				| Trap::IntegerDivisionByZero
				| Trap::IntegerOverflow
				| Trap::BadConversionToInteger
				| Trap::BadSignature
		)
	)
}

fn host_call(
	signature: &Signature,
	mut caller: Caller<'_, Host>,
	parameters: &[Val],
	results: &mut [Val],
) -> Result<(), Error> {
	let (memory, fuel) = caller.data().handles.expect("no host call before the run");
	let mut arguments = [0; MOST_PARAMETERS];
	for (argument, parameter) in arguments.iter_mut().zip(parameters) {
		*argument = match parameter {
			Val::I32(value) => u64::from(*value as u32),
			Val::I64(value) => *value as u64,
			other => panic!("no host call has {other:?}"),
		};
	}
	let left = fuel.map_or(i64::MAX, |fuel| fuel.get(&mut caller).unwrap_i64());
	let (bytes, host) = memory.data_and_store_mut(&mut caller);
	let mut guest = Guest { memory: bytes, fuel: left };
	let answer = host.world.call(signature.function, &arguments, &mut guest);
	let left = guest.fuel;
	if let Some(fuel) = fuel {
		fuel.set(&mut caller, Val::I64(left))?;
	}
	match (answer, results) {
		(Ok(errno), [result]) => *result = Val::I32(errno as i32),
		(Ok(_), _) => {},
		(Err(_), _) => return Err(Error::msg("stopped by a host call")),
	}
	Ok(())
}

fn fault(error: impl Display) -> Fault {
	Fault::Engine(format!("{error:#}"))
}
