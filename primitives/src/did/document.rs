//! Documents and what a resolver says about them (DID Core 1.0, 4, 5 and 7.1).

use super::{Did, DidError, DidRecord, Multikey};
use crate::Hash;
use alloc::{borrow::Cow, string::String, vec, vec::Vec};

/// Context of DID Core 1.0.
const DID_CONTEXT: Cow<str> = Cow::Borrowed("https://www.w3.org/ns/did/v1");

/// Context of Multikey.
const MULTIKEY_CONTEXT: Cow<str> = Cow::Borrowed("https://w3id.org/security/multikey/v1");

/// Type of each method.
const MULTIKEY: Cow<str> = Cow::Borrowed("Multikey");

/// Media type of a document.
pub const CONTENT_TYPE: &str = "application/did+ld+json";

/// A key of a document with what it is called.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Method {
	/// The DID, `#`, and the key.
	pub id: String,
	#[serde(rename = "type")]
	pub kind: Cow<'static, str>,
	pub controller: Did,
	pub public_key_multibase: Multikey,
}

impl Method {
	fn new(did: Did, key: Multikey) -> Self {
		Self {
			id: alloc::format!("{did}#{key}"),
			kind: MULTIKEY,
			controller: did,
			public_key_multibase: key,
		}
	}
}

/// The JSON that a DID stands for.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
	#[serde(rename = "@context")]
	pub context: Vec<Cow<'static, str>>,
	pub id: Did,
	#[serde(default, skip_serializing_if = "Vec::is_empty")]
	pub verification_method: Vec<Method>,
	/// Ids of methods by which the device shows that it is itself.
	#[serde(default, skip_serializing_if = "Vec::is_empty")]
	pub authentication: Vec<String>,
	/// Ids of methods by which it states something.
	#[serde(default, skip_serializing_if = "Vec::is_empty")]
	pub assertion_method: Vec<String>,
	/// Ids of methods to which messages are sealed.
	#[serde(default, skip_serializing_if = "Vec::is_empty")]
	pub key_agreement: Vec<String>,
}

impl Document {
	/// The document of a device of the chain with this genesis. Without a key if it is deactivated.
	pub fn new(genesis: &Hash, record: &DidRecord) -> Self {
		let did = Did::new(genesis, record.device);
		if record.deactivated {
			return Self {
				context: vec![DID_CONTEXT],
				id: did,
				verification_method: Vec::new(),
				authentication: Vec::new(),
				assertion_method: Vec::new(),
				key_agreement: Vec::new(),
			};
		}
		let signing = Method::new(did, Multikey::Signing(record.key));
		let encryption = record.encryption.map(|key| Method::new(did, Multikey::Encryption(key)));
		Self {
			context: vec![DID_CONTEXT, MULTIKEY_CONTEXT],
			id: did,
			authentication: vec![signing.id.clone()],
			assertion_method: vec![signing.id.clone()],
			key_agreement: encryption.iter().map(|method| method.id.clone()).collect(),
			verification_method: core::iter::once(signing).chain(encryption).collect(),
		}
	}
}

/// The words of a resolver about how it resolved.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResolutionMetadata {
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub content_type: Option<Cow<'static, str>>,
	/// A word of DID Core: `invalidDid`, `notFound`.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub error: Option<Cow<'static, str>>,
}

/// The words of a resolver about a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DocumentMetadata {
	/// There only where it is so.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub deactivated: Option<bool>,
}

/// The answer of a resolver (DID Core 1.0, 7.1).
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resolution {
	pub did_resolution_metadata: ResolutionMetadata,
	/// `None` where there is an error.
	pub did_document: Option<Document>,
	pub did_document_metadata: DocumentMetadata,
}

impl Resolution {
	/// Resolves a text on the chain with this genesis: `record` says what the chain knows of a device, and is asked
	/// for devices of this chain only. Its own failure is passed on.
	pub fn of<E>(
		text: &str,
		genesis: &Hash,
		record: impl FnOnce(crate::DeviceId) -> Result<Option<DidRecord>, E>,
	) -> Result<Self, E> {
		let device = match text.parse::<Did>().and_then(|did| did.on_chain(genesis)) {
			Ok(device) => device,
			// A device of another chain is one that this chain does not have.
			Err(DidError::OtherChain) => return Ok(Self::refused("notFound")),
			Err(_) => return Ok(Self::refused("invalidDid")),
		};
		Ok(match record(device)? {
			Some(record) => Self {
				did_resolution_metadata: ResolutionMetadata {
					content_type: Some(CONTENT_TYPE.into()),
					error: None,
				},
				did_document: Some(Document::new(genesis, &record)),
				did_document_metadata: DocumentMetadata {
					deactivated: record.deactivated.then_some(true),
				},
			},
			None => Self::refused("notFound"),
		})
	}

	fn refused(error: &'static str) -> Self {
		Self {
			did_resolution_metadata: ResolutionMetadata {
				content_type: None,
				error: Some(error.into()),
			},
			did_document: None,
			did_document_metadata: DocumentMetadata::default(),
		}
	}
}
