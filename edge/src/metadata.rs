//! The runtime's metadata between two runs. Without it every start would have the light client execute the
//! runtime to describe itself, which takes longer than all else of a warm start.
//!
//! It was made by a runtime whose code was proven, and is believed when it is read back, like the light
//! client's own state. It is used for blocks of the spec version that it was made for and for no others.

use crate::error::{one_line, BoxedError};
use codec::{Decode, Encode};
use jmt_light::{
	file::{read_believed, replace_private},
	DatabaseError,
};
use jmt_primitives::Hash;
use std::path::{Path, PathBuf};
use subxt::Metadata;

/// Largest metadata that is saved and read.
const MAX_METADATA_BYTES: u64 = 4 * 1024 * 1024;

/// The file for one chain: a spec version and the encoded metadata of it.
#[derive(Clone, Debug)]
pub struct MetadataFile {
	path: PathBuf,
}

impl MetadataFile {
	/// The file for the chain with this genesis in a data directory. It is neither read nor made yet.
	pub fn new(data_dir: &Path, genesis: Hash) -> Self {
		Self { path: data_dir.join(format!("metadata-{}.scale", hex::encode(genesis))) }
	}

	/// The saved spec version and its metadata. A file that is damaged, or that another user owns or may
	/// write, is left out with a warning: the runtime is asked then.
	pub fn load(&self) -> Option<(u32, Metadata)> {
		match self.try_load() {
			Ok(found) => found,
			Err(error) => {
				tracing::warn!("ignoring {}: {}", self.path.display(), one_line(error.as_ref()));
				None
			},
		}
	}

	fn try_load(&self) -> Result<Option<(u32, Metadata)>, BoxedError> {
		let Some(content) = read_believed(&self.path, MAX_METADATA_BYTES)? else { return Ok(None) };
		let mut input = content.as_slice();
		let spec_version = u32::decode(&mut input)?;
		let metadata = Metadata::decode_from(input)?;
		Ok(Some((spec_version, metadata)))
	}

	/// Replaces the saved content in one step. Bytes that are no metadata are refused.
	pub fn save(&self, spec_version: u32, metadata: &[u8]) -> Result<(), DatabaseError> {
		Metadata::decode_from(metadata).map_err(|error| DatabaseError::new(&self.path, error))?;
		let mut content = spec_version.encode();
		content.extend_from_slice(metadata);
		replace_private(&self.path, &content).map_err(|error| DatabaseError::new(&self.path, error))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{fs, os::unix::fs::PermissionsExt};

	fn file(dir: &tempfile::TempDir) -> MetadataFile {
		MetadataFile::new(dir.path(), Hash::repeat_byte(1))
	}

	/// The metadata of a runtime with nothing in it.
	fn metadata() -> Vec<u8> {
		use frame_metadata::{
			v15::{CustomMetadata, ExtrinsicMetadata, OuterEnums, RuntimeMetadataV15},
			RuntimeMetadataPrefixed,
		};
		let unit = scale_info::meta_type::<()>();
		let extrinsic = ExtrinsicMetadata {
			version: 4,
			address_ty: unit,
			call_ty: unit,
			signature_ty: unit,
			extra_ty: unit,
			signed_extensions: Vec::new(),
		};
		let enums = OuterEnums { call_enum_ty: unit, event_enum_ty: unit, error_enum_ty: unit };
		let custom = CustomMetadata { map: Default::default() };
		let empty = RuntimeMetadataV15::new(Vec::new(), extrinsic, unit, Vec::new(), enums, custom);
		RuntimeMetadataPrefixed::from(empty).encode()
	}

	#[test]
	fn load_it_returns_what_was_saved() {
		let dir = tempfile::tempdir().unwrap();
		assert!(file(&dir).load().is_none());
		file(&dir).save(7, &metadata()).unwrap();
		let (spec_version, _) = file(&dir).load().unwrap();
		assert_eq!(spec_version, 7);
		assert!(MetadataFile::new(dir.path(), Hash::repeat_byte(2)).load().is_none());
	}

	mod reject {
		use super::*;

		#[test]
		fn save_it_refuses_what_is_no_metadata_and_keeps_what_it_has() {
			let dir = tempfile::tempdir().unwrap();
			file(&dir).save(7, &metadata()).unwrap();
			assert!(file(&dir).save(8, b"meta").is_err());
			assert_eq!(file(&dir).load().unwrap().0, 7);
		}

		#[test]
		fn load_it_ignores_what_is_damaged_or_open() {
			let dir = tempfile::tempdir().unwrap();
			let file = file(&dir);
			for content in [&b""[..], b"\x01", b"\x01\0\0\0meta"] {
				fs::write(&file.path, content).unwrap();
				assert!(file.load().is_none(), "{content:?}");
			}
			file.save(7, &metadata()).unwrap();
			fs::set_permissions(&file.path, fs::Permissions::from_mode(0o622)).unwrap();
			assert!(file.load().is_none());
		}
	}
}
