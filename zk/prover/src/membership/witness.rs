//! Runs the witness WASM of circom 2, as `witness_calculator.js` of snarkjs does.
//!
//! A module exports its memory and functions: `init`, `setInputSignal(hash high, hash low, index)` for each input, whose
//! last call computes all wires, and `getWitness(wire)`. Numbers pass through a window of 32 bytes in its memory,
//! little-endian. Signals are named by FNV-1a hashes.
//!
//! The module is somebody else's program: wasmi gives it four functions that can only stop it, 64 MB of memory, a small
//! table and so many steps ([`FUEL`]). Its memory, which holds the secret, is overwritten at the end.

use crate::Error;
use ark_bn254::Fr;
use ark_ff::{BigInteger, PrimeField};
use wasmi::{
	core::TrapCode, Config, Engine, Instance, Linker, Memory, Module, Store, StoreLimits,
	StoreLimitsBuilder, TypedFunc, WasmParams, WasmResults,
};
use zeroize::Zeroizing;

/// Steps that a run may take: some thirty times those of Semaphore's deepest tree, and a quarter of a minute.
pub(crate) const FUEL: u64 = 6_000_000_000;

/// Bytes of memory that a module may have. Semaphore's of depth 32 has less than 8 MB.
const MEMORY: usize = 64 << 20;

/// Elements of the table that a module may have. Semaphore's have 91.
const TABLE: u32 = 1024;

/// Bytes of a number.
const NUMBER: usize = 32;

/// Wires that a circuit may have.
const MOST_WIRES: u32 = 1 << 22;

/// Values of one input signal.
pub(crate) struct Signal<'a> {
	pub(crate) name: &'a str,
	pub(crate) values: &'a [Fr],
}

/// A translated module.
pub(crate) struct Program {
	engine: Engine,
	module: Module,
	fuel: u64,
}

/// Data of a store: the bounds, and the code of an exception that the module reported.
struct Host {
	limits: StoreLimits,
	exception: Option<i32>,
}

/// A running module.
struct Run {
	store: Store<Host>,
	instance: Instance,
	memory: Memory,
	/// Place of the window in memory.
	window: usize,
}

impl Program {
	/// Translates a module and looks at what it exports. `Error::Wasm`.
	pub(crate) fn new(wasm: &[u8], fuel: u64) -> Result<Self, Error> {
		let mut config = Config::default();
		config.consume_fuel(true).ignore_custom_sections(true).floats(false);
		let engine = Engine::new(&config);
		let module = Module::new(&engine, wasm).map_err(refused)?;
		Ok(Self { engine, module, fuel })
	}

	/// The number of values that a signal takes; `None` if the circuit has no such signal.
	pub(crate) fn size_of(&self, signal: &str) -> Result<Option<usize>, Error> {
		let mut run = self.start()?;
		let size = run.call::<_, i32>("getInputSignalSize", name_hash(signal))?;
		Ok(usize::try_from(size).ok())
	}

	/// All wires for these inputs, wire 0 being 1.
	///
	/// `Error::Inputs`, `Error::Wasm`, `Error::Endless`.
	pub(crate) fn witness(&self, inputs: &[Signal<'_>]) -> Result<Zeroizing<Vec<Fr>>, Error> {
		let mut run = self.start()?;
		let outcome = run.witness(inputs);
		run.memory.data_mut(&mut run.store).fill(0);
		outcome
	}

	fn start(&self) -> Result<Run, Error> {
		let limits = StoreLimitsBuilder::new().memory_size(MEMORY).table_elements(TABLE);
		let limits = limits.memories(1).tables(1).instances(1).build();
		let mut store = Store::new(&self.engine, Host { limits, exception: None });
		store.limiter(|host| &mut host.limits);
		store.set_fuel(self.fuel).map_err(refused)?;
		let mut linker = Linker::<Host>::new(&self.engine);
		linker
			.func_wrap(
				"runtime",
				"exceptionHandler",
				|mut caller: wasmi::Caller<'_, Host>, code: i32| -> Result<(), wasmi::Error> {
					caller.data_mut().exception = Some(code);
					Err(wasmi::Error::i32_exit(code))
				},
			)
			.map_err(refused)?;
		// Messages name lines of the circuit; the code of the exception says enough.
		for name in ["printErrorMessage", "writeBufferMessage", "showSharedRWMemory"] {
			linker.func_wrap("runtime", name, || ()).map_err(refused)?;
		}
		let instance = linker
			.instantiate(&mut store, &self.module)
			.and_then(|instance| instance.start(&mut store))
			.map_err(refused)?;
		let memory = instance
			.get_memory(&store, "memory")
			.ok_or_else(|| Error::Wasm("it exports no memory".into()))?;
		let mut run = Run { store, instance, memory, window: 0 };
		if run.call::<_, i32>("getVersion", ())? != 2 {
			return Err(Error::Wasm("it was not compiled by circom 2".into()));
		}
		if run.call::<_, i32>("getFieldNumLen32", ())? != 8 {
			return Err(Error::Mismatch);
		}
		run.window = address(run.call::<_, i32>("getSharedRWMemoryStart", ())?);
		run.call::<_, ()>("getRawPrime", ())?;
		let prime = run.read()?;
		if prime.to_vec() != Fr::MODULUS.to_bytes_le() {
			return Err(Error::Mismatch);
		}
		Ok(run)
	}
}

impl Run {
	fn witness(&mut self, inputs: &[Signal<'_>]) -> Result<Zeroizing<Vec<Fr>>, Error> {
		let wires = self.call::<_, i32>("getWitnessSize", ())?;
		let wires = u32::try_from(wires).ok().filter(|wires| *wires <= MOST_WIRES);
		let wires = wires.ok_or(Error::Mismatch)?;
		// cast: the number of wires is below 2^22.
		let wires = wires as i32;
		// 0, as snarkjs does: no equation is checked on the way, since the proof is in the end.
		self.call::<_, ()>("init", 0)?;
		let mut given: usize = 0;
		for Signal { name, values } in inputs {
			let (high, low) = name_hash(name);
			let size = self.call::<_, i32>("getInputSignalSize", (high, low))?;
			if usize::try_from(size).ok() != Some(values.len()) {
				return Err(Error::Mismatch);
			}
			for (index, value) in (0..).zip(*values) {
				self.write(value)?;
				self.call::<_, ()>("setInputSignal", (high, low, index))?;
				given = given.saturating_add(1);
			}
		}
		if usize::try_from(self.call::<_, i32>("getInputSize", ())?).ok() != Some(given) {
			return Err(Error::Mismatch);
		}
		let get_witness = self.function::<i32, ()>("getWitness")?;
		// Never moved while it grows: a moved buffer leaves its old bytes behind.
		let mut witness = Zeroizing::new(Vec::with_capacity(usize::try_from(wires).unwrap_or(0)));
		for wire in 0..wires {
			get_witness.call(&mut self.store, wire).map_err(|error| self.failed(error))?;
			witness.push(Fr::from_le_bytes_mod_order(&*self.read()?));
		}
		Ok(witness)
	}

	fn function<P: WasmParams, R: WasmResults>(
		&self,
		name: &'static str,
	) -> Result<TypedFunc<P, R>, Error> {
		self.instance
			.get_typed_func(&self.store, name)
			.map_err(|_| Error::Wasm(format!("it has no function {name} of circom 2")))
	}

	fn call<P: WasmParams, R: WasmResults>(
		&mut self,
		name: &'static str,
		params: P,
	) -> Result<R, Error> {
		let function = self.function::<P, R>(name)?;
		function.call(&mut self.store, params).map_err(|error| self.failed(error))
	}

	fn read(&self) -> Result<Zeroizing<[u8; NUMBER]>, Error> {
		let mut bytes = Zeroizing::new([0; NUMBER]);
		self.memory.read(&self.store, self.window, &mut *bytes).map_err(|_| outside())?;
		Ok(bytes)
	}

	fn write(&mut self, value: &Fr) -> Result<(), Error> {
		let bytes = Zeroizing::new(value.into_bigint().to_bytes_le());
		self.memory.write(&mut self.store, self.window, &bytes).map_err(|_| outside())
	}

	/// The cause of a trap.
	fn failed(&self, error: wasmi::Error) -> Error {
		match (self.store.data().exception, error.as_trap_code()) {
			(Some(4), _) => Error::Inputs("an assertion does not hold"),
			(Some(1..=3 | 6), _) => Error::Mismatch,
			(_, Some(TrapCode::OutOfFuel)) => Error::Endless,
			_ => refused(error),
		}
	}
}

fn refused(error: impl ToString) -> Error {
	Error::Wasm(error.to_string())
}

fn outside() -> Error {
	Error::Wasm("its window lies outside of its memory".into())
}

/// An address of WASM, which has no sign.
fn address(value: i32) -> usize {
	// cast: the same 32 bits.
	usize::try_from(value as u32).unwrap_or(usize::MAX)
}

/// FNV-1a with 64 bits of a signal's name, in two halves.
fn name_hash(name: &str) -> (i32, i32) {
	let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
		(hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
	});
	// cast: the two halves of the hash.
	((hash >> 32) as i32, hash as i32)
}
