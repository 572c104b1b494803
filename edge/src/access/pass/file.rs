//! A pass as JSON, as it travels.

use crate::{
	access::AccessError,
	keys::{create_new, PUBLIC},
};
use jmt_primitives::access::{GrantId, Pass, SignedBlock, MAX_BLOCKS};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A pass. Each block is in SCALE, as 0x and hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "Content", into = "Content")]
pub struct PassFile(pub Pass);

impl PassFile {
	/// Writes it to a new file; none is overwritten.
	pub fn write(&self, path: &Path) -> Result<(), AccessError> {
		let unwritten = |error| AccessError::unwritten(path, error);
		let text = serde_json::to_string_pretty(self).map_err(|error| unwritten(error.into()))?;
		create_new(path, format!("{text}\n").as_bytes(), PUBLIC).map_err(unwritten)
	}
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Content {
	kind: Kind,
	grant: GrantId,
	blocks: Vec<BlockContent>,
}

#[derive(Serialize, Deserialize)]
enum Kind {
	#[serde(rename = "access-pass/v1")]
	Pass,
}

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct BlockContent(#[serde(with = "crate::hexadecimal::scale")] SignedBlock);

impl From<PassFile> for Content {
	fn from(PassFile(pass): PassFile) -> Self {
		let blocks = pass.blocks.into_iter().map(BlockContent).collect();
		Self { kind: Kind::Pass, grant: pass.grant, blocks }
	}
}

impl TryFrom<Content> for PassFile {
	type Error = String;

	fn try_from(content: Content) -> Result<Self, Self::Error> {
		let Content { kind: Kind::Pass, grant, blocks } = content;
		let blocks = blocks.into_iter().map(|BlockContent(block)| block).collect::<Vec<_>>();
		let blocks =
			blocks.try_into().map_err(|_| format!("a pass has {MAX_BLOCKS} blocks at most"))?;
		Ok(Self(Pass { grant, blocks }))
	}
}
