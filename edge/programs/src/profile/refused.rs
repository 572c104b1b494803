//! Why a program is no program of profile 1.

/// A program that no worker runs. Names that a program chose are cut and their control characters escaped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
	/// It is too long.
	#[error("the program has {bytes} bytes, at most {most} are allowed")]
	TooLarge {
		/// Its length.
		bytes: usize,
		/// The longest.
		most: usize,
	},
	/// It is a component; `wasm-tools component unbundle` or another target gives a core module.
	#[error("the program is a component, not a core module")]
	Component,
	/// It is no valid module of WebAssembly.
	#[error("the program is not valid WebAssembly: {0}")]
	Malformed(String),
	/// It is valid, by proposals that profile 1 leaves out. A compiler has a switch for each.
	#[error("the program needs what profile 1 leaves out: {0}")]
	Beyond(String),
	/// It has more of something than is allowed.
	#[error("the program has {found} {what}, at most {most} are allowed")]
	TooMany {
		/// Of this.
		what: &'static str,
		/// So many.
		found: u64,
		/// The most.
		most: u64,
	},
	/// A function is too long, as it is or with the meters that the pass adds.
	#[error("function {function} has {bytes} bytes, at most {most} are allowed")]
	FunctionTooLarge {
		/// Its index.
		function: u32,
		/// Its length.
		bytes: usize,
		/// The longest.
		most: usize,
	},
	/// The locals and operands of a function need too much stack.
	#[error(
		"a frame of function {function} takes {bytes} bytes of stack, at most {most} are allowed"
	)]
	FrameTooLarge {
		/// Its index.
		function: u32,
		/// By the count of the pass.
		bytes: u64,
		/// The largest.
		most: u64,
	},
	/// It imports from another module than WASI preview 1.
	#[error(
		"the program imports {name} of {module}, imports come from wasi_snapshot_preview1 alone"
	)]
	ForeignImport {
		/// The module.
		module: String,
		/// The import's name.
		name: String,
	},
	/// It imports a memory, table or global.
	#[error("the program imports {0}, which is no function")]
	NoFunction(String),
	/// It imports a function that WASI preview 1 does not have.
	#[error("the program imports {0}, which WASI preview 1 does not have")]
	UnknownFunction(String),
	/// It imports a function with another type than WASI preview 1 gives it.
	#[error("the program imports {0} with another type than WASI preview 1 gives it")]
	WrongType(String),
	/// It has no memory of its own.
	#[error("the program has no memory")]
	NoMemory,
	/// Its memory is not exported by the name that WASI has for it.
	#[error("the program does not export its memory as memory")]
	MemoryNotExported,
	/// It exports no function `_start`: it is a library (a reactor), not a command.
	#[error("the program exports no function _start")]
	NoEntry,
	/// `_start` takes parameters or gives results.
	#[error("the program's _start takes parameters or gives results")]
	WrongEntry,
	/// A segment does not fit memory or table as they are at the start.
	#[error("{what} segment {index} lies outside of its {home}")]
	SegmentOutside {
		/// `data` or `element`.
		what: &'static str,
		/// Its index.
		index: u32,
		/// `memory` or `table`.
		home: &'static str,
	},
	/// The task's limit is below the memory that the program starts with.
	#[error("the program starts with {pages} pages of memory, the limit is {most}")]
	MemoryBeyond {
		/// Pages of 64 KiB.
		pages: u64,
		/// The limit.
		most: u64,
	},
}

/// The most characters of a name or message that are shown.
const SHOWN: usize = 160;

/// Text of a stranger for people's terminals: one line, cut, without control characters.
pub(crate) fn shown(text: &str) -> String {
	text.chars().take(SHOWN).flat_map(char::escape_debug).collect()
}
