//! SCALE to JSON and back, by the types that a chain's metadata describes.
//!
//! | type | JSON |
//! |---|---|
//! | `bool`, `char`, `str` | boolean, string |
//! | integers of up to 32 bits | number |
//! | `u64`, `i64` | number, or a decimal string beyond 2^53 - 1 |
//! | `u128`, `i128` | decimal string |
//! | `[u8; N]`, `Vec<u8>` | `"0x"` and hexadecimal digits |
//! | other arrays, sequences, tuples | array |
//! | struct with named fields | object, the names as in metadata |
//! | struct or tuple of one nameless value | that value |
//! | `()`, struct without fields | `null` |
//! | `Option` | `null` or the value; `{"Some": ..}` where the value itself can be `null` |
//! | variant without fields | its name |
//! | variant with fields | `{"Name": ..}` |
//! | bit sequence | string of `0` and `1` |
//!
//! `Compact` is as the type in it. [`from_json`] reads the same, and also numbers and decimal strings for every
//! integer, arrays of numbers for bytes, SS58 addresses for `AccountId32`, and a bare account for
//! `MultiAddress`.
//!
//! ```
//! use jmt_metadata_json::{from_json, registry_of, to_json};
//! use scale_info::TypeInfo;
//! use serde_json::json;
//!
//! #[derive(codec::Encode, TypeInfo)]
//! struct Grant {
//!     amount: u128,
//!     memo: Vec<u8>,
//! }
//!
//! let (types, grant) = registry_of::<Grant>();
//! let bytes = codec::Encode::encode(&Grant { amount: u128::MAX, memo: vec![0xab] });
//! let value = to_json(&mut &bytes[..], grant, &types).unwrap();
//! assert_eq!(value, json!({ "amount": u128::MAX.to_string(), "memo": "0xab" }));
//! assert_eq!(from_json(&value, grant, &types).unwrap(), bytes);
//! ```

mod bits;
mod decode;
mod encode;
mod error;
mod methods;
mod schema;
mod shape;
mod translate;

pub use decode::{all_to_json, to_json};
pub use encode::from_json;
pub use error::Error;
pub use methods::{Input, Method, Methods};
pub use schema::schema;
pub use shape::type_name;
pub use translate::{registry_of, translate, understand};

/// Levels that a value may be nested. A value that lies deeper is refused in both directions.
pub const MAX_DEPTH: u32 = 128;

/// Elements of a sequence or array whose elements take no bytes. More are refused, since a few bytes could
/// claim any number of them.
pub const MAX_EMPTY_ELEMENTS: usize = 1_024;

/// Largest integer that every reader of JSON keeps exact: 2^53 - 1.
pub const MAX_EXACT: u64 = (1 << 53) - 1;
