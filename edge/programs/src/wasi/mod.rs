//! WASI preview 1, as far as it is a function of program and input.
//!
//! One implementation serves every engine: an engine hands [`World::call`] the number of a function, its parameters, the
//! guest's memory and the guest's fuel, and writes the fuel back.
//!
//! | Function | Answer |
//! |---|---|
//! | `args_*` | `program`, then the task's arguments: a NUL ends each; bytes behind the last NUL are one more |
//! | `environ_*` | no variable |
//! | `fd_read` of 0 | the input, in full as far as the buffers go |
//! | `fd_write` to 1 | the output; the write that passes its limit ends the run, and the bytes up to the limit stay |
//! | `fd_write` to 2 | kept for a log up to [`ERRORS_KEPT`], accepted and dropped past it |
//! | `fd_fdstat_get` of 0 to 2 | type unknown, the right to read or to write |
//! | `fd_seek`, `fd_tell` of 0 to 2 | `SPIPE` |
//! | `fd_close` of 0 to 2 | closes it |
//! | `fd_prestat_*` | `BADF`: no folder is open |
//! | `clock_time_get` | questions so far, in milliseconds, for all four clocks together |
//! | `clock_res_get` | a millisecond |
//! | `random_get` | a stream keyed by program and input |
//! | `sched_yield` | nothing |
//! | `proc_exit` | ends the run |
//! | all others | `BADF` where the first parameter names no open descriptor, else `NOTCAPABLE` |
//!
//! A pointer outside of memory gives `FAULT`, with nothing moved. A call costs [`HOST_CALL`] of fuel, before anything
//! else; the bytes that it moves cost one for eight, random ones one each, before they are moved.

mod functions;
mod guest;
mod random;
mod world;

pub use functions::{find, Function, Signature, Value, FUNCTIONS, MODULE, MOST_PARAMETERS};
pub use guest::{Guest, MOST_BUFFERS};
pub use world::World;

/// The fuel of a host call.
pub const HOST_CALL: u64 = 100;

/// The bytes of standard error that are kept for a log.
pub const ERRORS_KEPT: usize = 65_536;

/// How far a question moves the clocks.
pub const TICK_NANOSECONDS: u64 = 1_000_000;

/// Why a host call ends a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
	/// The program exits with this code.
	Exit(u32),
	/// The call costs more fuel than is left.
	OutOfFuel,
	/// The output passes its limit.
	OutputTooLong,
}

/// An error number of WASI preview 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errno {
	/// `EBADF`.
	BadDescriptor,
	/// `EFAULT`.
	Fault,
	/// `EINVAL`.
	Invalid,
	/// `ESPIPE`.
	Pipe,
	/// `ENOTCAPABLE`.
	NotCapable,
}

impl Errno {
	/// Its number.
	pub(crate) fn number(self) -> u32 {
		match self {
			Self::BadDescriptor => 8,
			Self::Fault => 21,
			Self::Invalid => 28,
			Self::Pipe => 70,
			Self::NotCapable => 76,
		}
	}
}

/// Why a host call does not succeed.
enum Fail {
	/// The program is told.
	Errno(Errno),
	/// The run ends.
	Stop(Stop),
}
