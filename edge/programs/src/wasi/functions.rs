//! The functions of WASI preview 1: names and types of all 46, and which of them do something.
//!
//! Source: `wasi_snapshot_preview1.witx` of WebAssembly/WASI, lowered to core types.

/// The module that programs import functions from; no other is known.
pub const MODULE: &str = "wasi_snapshot_preview1";

/// A type of a parameter. Handles, pointers, lengths and flags are [`Value::I32`], offsets and times
/// [`Value::I64`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
	/// 32 bits.
	I32,
	/// 64 bits.
	I64,
}

/// The effect of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
	/// `args_get`.
	Arguments,
	/// `args_sizes_get`.
	ArgumentSizes,
	/// `clock_res_get`.
	ClockResolution,
	/// `clock_time_get`.
	ClockTime,
	/// `environ_get`: there is no variable.
	Environment,
	/// `environ_sizes_get`: there is no variable.
	EnvironmentSizes,
	/// `fd_close`.
	Close,
	/// `fd_fdstat_get`.
	DescriptorState,
	/// `fd_prestat_get` and `fd_prestat_dir_name`: no folder is open.
	NoFolder,
	/// `fd_read`.
	Read,
	/// `fd_seek` and `fd_tell`: the three streams are pipes.
	Seek,
	/// `fd_write`.
	Write,
	/// `proc_exit`.
	Exit,
	/// `random_get`.
	Random,
	/// `sched_yield`.
	Yield,
	/// Links, and answers that it is not capable.
	Incapable,
	/// As [`Function::Incapable`], and a descriptor that is not open is told first.
	IncapableOf,
}

/// A function as programs import it.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
	/// Its name in [`MODULE`].
	pub name: &'static str,
	/// Its parameters.
	pub parameters: &'static [Value],
	/// Whether it answers with an error number; `proc_exit` alone does not return.
	pub returns: bool,
	/// Its effect.
	pub function: Function,
}

/// The most parameters of a function.
pub const MOST_PARAMETERS: usize = 9;

macro_rules! signatures {
	($($name:literal ($($parameter:ident)*) $(-> $result:ident)? = $function:ident;)*) => {
		&[$(Signature {
			name: $name,
			parameters: &[$(Value::$parameter),*],
			returns: signatures!(@returns $($result)?),
			function: Function::$function,
		}),*]
	};
	(@returns $result:ident) => { true };
	(@returns) => { false };
}

/// All of them.
pub const FUNCTIONS: &[Signature] = signatures! {
	"args_get" (I32 I32) -> errno = Arguments;
	"args_sizes_get" (I32 I32) -> errno = ArgumentSizes;
	"clock_res_get" (I32 I32) -> errno = ClockResolution;
	"clock_time_get" (I32 I64 I32) -> errno = ClockTime;
	"environ_get" (I32 I32) -> errno = Environment;
	"environ_sizes_get" (I32 I32) -> errno = EnvironmentSizes;
	"fd_advise" (I32 I64 I64 I32) -> errno = IncapableOf;
	"fd_allocate" (I32 I64 I64) -> errno = IncapableOf;
	"fd_close" (I32) -> errno = Close;
	"fd_datasync" (I32) -> errno = IncapableOf;
	"fd_fdstat_get" (I32 I32) -> errno = DescriptorState;
	"fd_fdstat_set_flags" (I32 I32) -> errno = IncapableOf;
	"fd_fdstat_set_rights" (I32 I64 I64) -> errno = IncapableOf;
	"fd_filestat_get" (I32 I32) -> errno = IncapableOf;
	"fd_filestat_set_size" (I32 I64) -> errno = IncapableOf;
	"fd_filestat_set_times" (I32 I64 I64 I32) -> errno = IncapableOf;
	"fd_pread" (I32 I32 I32 I64 I32) -> errno = IncapableOf;
	"fd_prestat_dir_name" (I32 I32 I32) -> errno = NoFolder;
	"fd_prestat_get" (I32 I32) -> errno = NoFolder;
	"fd_pwrite" (I32 I32 I32 I64 I32) -> errno = IncapableOf;
	"fd_read" (I32 I32 I32 I32) -> errno = Read;
	"fd_readdir" (I32 I32 I32 I64 I32) -> errno = IncapableOf;
	"fd_renumber" (I32 I32) -> errno = IncapableOf;
	"fd_seek" (I32 I64 I32 I32) -> errno = Seek;
	"fd_sync" (I32) -> errno = IncapableOf;
	"fd_tell" (I32 I32) -> errno = Seek;
	"fd_write" (I32 I32 I32 I32) -> errno = Write;
	"path_create_directory" (I32 I32 I32) -> errno = IncapableOf;
	"path_filestat_get" (I32 I32 I32 I32 I32) -> errno = IncapableOf;
	"path_filestat_set_times" (I32 I32 I32 I32 I64 I64 I32) -> errno = IncapableOf;
	"path_link" (I32 I32 I32 I32 I32 I32 I32) -> errno = IncapableOf;
	"path_open" (I32 I32 I32 I32 I32 I64 I64 I32 I32) -> errno = IncapableOf;
	"path_readlink" (I32 I32 I32 I32 I32 I32) -> errno = IncapableOf;
	"path_remove_directory" (I32 I32 I32) -> errno = IncapableOf;
	"path_rename" (I32 I32 I32 I32 I32 I32) -> errno = IncapableOf;
	"path_symlink" (I32 I32 I32 I32 I32) -> errno = Incapable;
	"path_unlink_file" (I32 I32 I32) -> errno = IncapableOf;
	"poll_oneoff" (I32 I32 I32 I32) -> errno = Incapable;
	"proc_exit" (I32) = Exit;
	"proc_raise" (I32) -> errno = Incapable;
	"random_get" (I32 I32) -> errno = Random;
	"sched_yield" () -> errno = Yield;
	"sock_accept" (I32 I32 I32) -> errno = IncapableOf;
	"sock_recv" (I32 I32 I32 I32 I32 I32) -> errno = IncapableOf;
	"sock_send" (I32 I32 I32 I32 I32) -> errno = IncapableOf;
	"sock_shutdown" (I32 I32) -> errno = IncapableOf;
};

/// The function of this name.
pub fn find(name: &str) -> Option<&'static Signature> {
	FUNCTIONS.iter().find(|function| function.name == name)
}
