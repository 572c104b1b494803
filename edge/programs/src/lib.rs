//! Programs of others, run so that every engine ends alike.
//!
//! # Overview
//!
//! * [`profile`]: which programs are taken: core WebAssembly, WASI preview 1 commands, all bounded.
//! * [`prepare`]: the pass that writes fuel, stack, maxima and canonical NaNs into a program.
//! * [`wasi`]: host calls as a function of program and input.
//! * [`engine`]: what runs a prepared program, and the [`engine::Run`] that it ends with.
//! * [`sandbox`]: a run in a process that can do nothing but compute; [`bytes`]: where programs and inputs come from.
//! * [`speed`]: a program to time a machine by.
//!
//! # Walk
//!
//! Alice posts a program and an input. Bob's router interprets it, Carol's server compiles it. Both prepare it with the
//! task's limits, so both run the same instructions with the same meters; both end `OutOfFuel` at the same instruction,
//! with the same bytes in memory, and the chain sees one digest.
//!
//! ```
//! use jmt_programs::{
//!     engine::{Call, Ending, Engine, Interpreter},
//!     prepare::Prepared,
//! };
//!
//! let program = wat::parse_str(
//!     r#"(module
//!         (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
//!         (memory (export "memory") 1)
//!         (func (export "_start") (call $exit (i32.const 7))))"#,
//! )?;
//! let prepared = Prepared::new(&program, 16)?;
//! let call = Call { input: b"", arguments: b"", fuel: 1_000_000, output: 1_024 };
//! let run = Interpreter::new().run(&prepared, &call)?;
//! assert_eq!(run.ending, Ending::Finished { code: 7 });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Design
//!
//! All that two engines could see differently is settled before either sees it. Fuel, stack height and maxima stand in the
//! module; NaNs are canonical; host calls have one implementation, which charges for its work through the same meter. So an
//! engine's own limits are a matter of its health alone: where one bites, there is a [`engine::Fault`], which is no
//! result. Costs, bounds and answers of host calls are protocol: another number makes another digest.
//!
//! # What it does not protect against
//!
//! - An engine is trusted to keep a program inside of its memory; `sandbox` is the wall behind it.
//! - Fuel is a count, not a time. An instruction costs one whether the processor has its data at hand or not, so a
//!   program can be several times slower than its fuel says; a worker leaves itself room for that.
//! - A processor that passes signalling NaNs through its float registers when it only moves them (x87) may change their
//!   bits where an engine moves floats so. Neither engine does on the processors that they are built for.
//! - Programs and inputs are read by everybody who runs them, and host calls tell a program nothing secret: its random
//!   bytes can be computed by anybody.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

pub mod bytes;
pub mod engine;
mod hash;
pub mod prepare;
pub mod profile;
pub mod sandbox;
pub mod speed;
pub mod wasi;

#[cfg(test)]
mod tests;
