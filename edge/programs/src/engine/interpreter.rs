//! wasmi, which runs wherever Rust does.

use super::{conclude, ending, Call, Engine, Fault, Left, Meters, Return, Run};
use crate::{
	prepare::{Prepared, FUEL, MEMORY, RUN, STACK},
	profile::shown,
	wasi::{Guest, Signature, Value, World, FUNCTIONS, MODULE, MOST_PARAMETERS},
};
use wasmi_programs::{
	Caller, CompilationMode, Config, Engine as Wasmi, Error, FuncType, Global, Linker, Memory,
	Module, Store, TrapCode, Val, ValType,
};

/// Calls that wasmi nests at most. The pass counts at least 64 of 1,048,576 bytes for one, which is 16,384 calls.
const CALLS: usize = 65_536;

/// The bytes of wasmi's value stack at most. A call takes eight for each local and operand, as the pass counts them,
/// and for a handful that the pass adds, which its 64 bytes for the call cover.
const VALUE_STACK_BYTES: usize = 16 * 1024 * 1024;

/// An interpreter. It translates a function when it is called first, unless it is [`Interpreter::eager`].
pub struct Interpreter {
	engine: Wasmi,
}

/// The state that host calls reach.
struct Host {
	world: World,
	handles: Option<(Memory, Global)>,
}

impl Interpreter {
	/// An interpreter whose limits lie above those of the pass.
	pub fn new() -> Self {
		Self::by(CompilationMode::LazyTranslation)
	}

	/// One that translates all functions before a run, so that a run without fuel tells the time and the memory that any
	/// run may need for that.
	pub fn eager() -> Self {
		Self::by(CompilationMode::Eager)
	}

	fn by(mode: CompilationMode) -> Self {
		let mut config = Config::default();
		config
			.compilation_mode(mode)
			.set_max_recursion_depth(CALLS)
			.set_max_stack_height(VALUE_STACK_BYTES)
			.ignore_custom_sections(true);
		Self { engine: Wasmi::new(&config) }
	}

	fn linker(&self) -> Result<Linker<Host>, Fault> {
		let mut linker = Linker::new(&self.engine);
		for signature in FUNCTIONS {
			let kind = FuncType::new(
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
}

impl Default for Interpreter {
	fn default() -> Self {
		Self::new()
	}
}

impl Engine for Interpreter {
	fn run(&self, prepared: &Prepared, call: &Call<'_>) -> Result<Run, Fault> {
		let module = Module::new(&self.engine, prepared.wasm()).map_err(fault)?;
		let world = World::new(prepared.program(), call.input, call.arguments, call.output);
		let mut store = Store::new(&self.engine, Host { world, handles: None });
		let instance = self.linker()?.instantiate_and_start(&mut store, &module).map_err(fault)?;
		let (Some(memory), Some(fuel), Some(stack)) = (
			instance.get_memory(&store, MEMORY),
			instance.get_global(&store, FUEL),
			instance.get_global(&store, STACK),
		) else {
			return Err(fault("the prepared module lacks an export"));
		};
		store.data_mut().handles = Some((memory, fuel));
		fuel.set(&mut store, Val::I64(call.meter())).map_err(fault)?;
		let run = instance.get_typed_func::<(), ()>(&store, RUN).map_err(fault)?;
		let how = match run.call(&mut store, ()) {
			Ok(()) => Return::Normal,
			Err(_) if store.data().world.stopped().is_some() => Return::Trap,
			Err(error) if is_of_the_program(&error) => Return::Trap,
			Err(error) => return Err(fault(error)),
		};
		let meters =
			Meters { fuel: number(&fuel.get(&store))?, stack: number(&stack.get(&store))? };
		let ending = ending(&how, &meters, &store.data().world)?;
		let left = Left::of(ending, memory.data(&store));
		Ok(conclude(call, ending, &meters, left, store.into_data().world))
	}
}

/// Whether a trap is one of WebAssembly's own. All others are limits of wasmi or of the machine.
fn is_of_the_program(error: &Error) -> bool {
	matches!(
		error.as_trap_code(),
		Some(
			TrapCode::UnreachableCodeReached
				| TrapCode::MemoryOutOfBounds
				| TrapCode::TableOutOfBounds
				| TrapCode::IndirectCallToNull
				| TrapCode::IntegerDivisionByZero
				| TrapCode::IntegerOverflow
				| TrapCode::BadConversionToInteger
				| TrapCode::BadSignature
		)
	)
}

fn host_call(
	signature: &Signature,
	mut caller: Caller<'_, Host>,
	parameters: &[Val],
	results: &mut [Val],
) -> Result<(), Error> {
	let Some((memory, fuel)) = caller.data().handles else {
		return Err(Error::new("a host call before the run"));
	};
	let mut arguments = [0; MOST_PARAMETERS];
	for (argument, parameter) in arguments.iter_mut().zip(parameters) {
		*argument = match parameter {
			// cast: bits.
			Val::I32(value) => u64::from(*value as u32),
			Val::I64(value) => *value as u64,
			_ => return Err(Error::new("a parameter that no host call has")),
		};
	}
	let Val::I64(left) = fuel.get(&caller) else {
		return Err(Error::new("the fuel is no number"));
	};
	let (bytes, host) = memory.data_and_store_mut(&mut caller);
	let mut guest = Guest { memory: bytes, fuel: left };
	let answer = host.world.call(signature.function, &arguments, &mut guest);
	let left = guest.fuel;
	fuel.set(&mut caller, Val::I64(left))?;
	match (answer, results) {
		// cast: bits.
		(Ok(errno), [result]) => *result = Val::I32(errno as i32),
		(Ok(_), _) => {},
		(Err(_), _) => return Err(Error::new("stopped by a host call")),
	}
	Ok(())
}

fn number(value: &Val) -> Result<i64, Fault> {
	value.i64().ok_or_else(|| fault("a meter is no number"))
}

fn fault(error: impl std::fmt::Display) -> Fault {
	Fault::Engine(shown(&error.to_string()))
}
