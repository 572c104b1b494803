//! The bounds of profile 1. They are protocol: a change makes another profile.

/// Bytes of a program.
pub const PROGRAM_BYTES: usize = 8 * 1024 * 1024;

/// Types.
pub const TYPES: u64 = 8_192;

/// Parameters of a function or block.
pub const PARAMETERS: u64 = 256;

/// Results of a function or block.
pub const RESULTS: u64 = 16;

/// Imported functions.
pub const IMPORTS: u64 = 256;

/// Functions, imported ones included.
pub const FUNCTIONS: u64 = 65_536;

/// Bytes of a function's body.
pub const FUNCTION_BYTES: usize = 512 * 1024;

/// Locals of a function, parameters included. wasmi takes 30,000, of which the pass needs three.
pub const LOCALS: u64 = 16_384;

/// Tables.
pub const TABLES: u64 = 8;

/// Elements that a table may ever have.
pub const TABLE_ELEMENTS: u64 = 65_536;

/// Globals.
pub const GLOBALS: u64 = 4_096;

/// Exports.
pub const EXPORTS: u64 = 4_096;

/// Element segments.
pub const ELEMENT_SEGMENTS: u64 = 4_096;

/// Elements of all segments together.
pub const SEGMENT_ELEMENTS: u64 = 262_144;

/// Data segments.
pub const DATA_SEGMENTS: u64 = 16_384;

/// Pages of memory that a task may allow, 256 MiB.
pub const PAGES: u32 = 4_096;

/// Bytes of a function's body with its meters.
pub const METERED_BYTES: usize = 7_000_000;
