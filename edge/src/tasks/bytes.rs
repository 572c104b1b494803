//! Program and input of a task: from the cache, from the task itself, from the chain, or by the client's hint.

use crate::{
	chain::At,
	error::{one_line, Error},
	pallets::preimage,
};
use jmt_primitives::{
	tasks::{Content, Input, Terms},
	Hash,
};
use jmt_programs::{
	bytes::{Addresses, Cache, CacheError, Fetcher, Hold, MAX_FETCH_BYTES},
	sandbox::MAX_PROGRAM_BYTES,
};
use std::path::PathBuf;

/// Bytes that a cache holds at most.
pub const CACHE_BYTES: u64 = 512 * 1024 * 1024;

/// Where bytes were found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
	/// They were fetched before.
	Cache,
	/// In the task itself.
	Task,
	/// The chain keeps them.
	Chain,
	/// At the client's hint.
	Hint,
}

/// Bytes that were found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
	pub bytes: Vec<u8>,
	pub source: Source,
	/// Why they could not be kept, in words, where it was to be done.
	pub unkept: Option<String>,
}

impl Found {
	fn new(bytes: Vec<u8>, source: Source) -> Self {
		Self { bytes, source, unkept: None }
	}
}

/// Why bytes are not at hand.
#[derive(Debug, thiserror::Error)]
pub enum BytesError {
	/// They are more than anybody fetches.
	#[error("they are {bytes} bytes, {most} at most are fetched")]
	TooLarge {
		/// So many.
		bytes: u32,
		/// Allowed.
		most: u32,
	},
	/// They are neither on the chain nor at a hint.
	#[error("they are not on the chain, and the task has no hint")]
	Nowhere,
	/// The hint gave none.
	#[error("they are not on the chain, and {0}")]
	Hint(String),
	/// The chain could not be asked.
	#[error(transparent)]
	Chain(#[from] Error),
}

/// Finds bytes, and keeps them.
#[derive(Clone)]
pub struct Store {
	cache: Cache,
	fetcher: Fetcher,
}

impl Store {
	/// One with its cache in a folder, which is made if there is none.
	pub fn open(folder: PathBuf, addresses: Addresses) -> Result<Self, CacheError> {
		Ok(Self { cache: Cache::open(folder, CACHE_BYTES)?, fetcher: Fetcher::new(addresses) })
	}

	/// A program.
	pub async fn program(
		&self,
		at: &At,
		hint: &[u8],
		content: &Content,
	) -> Result<Found, BytesError> {
		self.find(at, hint, content, MAX_PROGRAM_BYTES).await
	}

	/// An input.
	pub async fn input(&self, at: &At, hint: &[u8], input: &Input) -> Result<Found, BytesError> {
		match input {
			Input::Inline(bytes) => Ok(Found::new(bytes.to_vec(), Source::Task)),
			Input::Stored(content) => self.find(at, hint, content, MAX_FETCH_BYTES).await,
		}
	}

	async fn find(
		&self,
		at: &At,
		hint: &[u8],
		content: &Content,
		most: u32,
	) -> Result<Found, BytesError> {
		if content.length > most {
			return Err(BytesError::TooLarge { bytes: content.length, most });
		}
		if content.is_of(b"") {
			return Ok(Found::new(Vec::new(), Source::Task));
		}
		if let Some(bytes) = self.cached(content).await {
			return Ok(Found::new(bytes, Source::Cache));
		}
		let on_chain = match content.length <= preimage::MAX_BYTES {
			true => preimage::bytes(at, content).await?.filter(|bytes| content.is_of(bytes)),
			false => None,
		};
		let (bytes, source) = match on_chain {
			Some(bytes) => (bytes, Source::Chain),
			None if hint.is_empty() => return Err(BytesError::Nowhere),
			None => (self.fetched(place(hint, content), content).await?, Source::Hint),
		};
		let unkept = self.keep(content, &bytes).await.err();
		Ok(Found { bytes, source, unkept })
	}

	/// Program and input without the chain and the hint, if they are at hand.
	pub async fn at_hand(&self, terms: &Terms) -> Option<(Vec<u8>, Vec<u8>)> {
		let program = self.cached(&terms.program).await?;
		let input = match &terms.input {
			Input::Inline(bytes) => bytes.to_vec(),
			Input::Stored(content) if content.is_of(b"") => Vec::new(),
			Input::Stored(content) => self.cached(content).await?,
		};
		Some((program, input))
	}

	/// Keeps other content from taking the place of this one in the cache.
	pub fn hold(&self, hashes: &[Hash]) -> Hold {
		self.cache.hold(hashes.to_vec())
	}

	/// A cache that cannot be read has nothing.
	async fn cached(&self, content: &Content) -> Option<Vec<u8>> {
		let (cache, content) = (self.cache.clone(), *content);
		match tokio::task::spawn_blocking(move || cache.get(&content)).await {
			Ok(Ok(found)) => found,
			Ok(Err(error)) => {
				tracing::warn!("{}", one_line(&error));
				None
			},
			Err(error) => {
				tracing::warn!("reading the cache: {error}");
				None
			},
		}
	}

	/// The error is in words.
	async fn keep(&self, content: &Content, bytes: &[u8]) -> Result<(), String> {
		let (cache, content, bytes) = (self.cache.clone(), *content, bytes.to_vec());
		match tokio::task::spawn_blocking(move || cache.put(&content, &bytes)).await {
			Ok(kept) => kept.map_err(|error| one_line(&error)),
			Err(error) => Err(format!("writing the cache: {error}")),
		}
	}

	async fn fetched(&self, place: Vec<u8>, content: &Content) -> Result<Vec<u8>, BytesError> {
		let (fetcher, content) = (self.fetcher.clone(), *content);
		let fetched = tokio::task::spawn_blocking(move || fetcher.fetch(&place, &content)).await;
		match fetched {
			Ok(Ok(bytes)) => Ok(bytes),
			Ok(Err(error)) => Err(BytesError::Hint(one_line(&error))),
			Err(error) => Err(BytesError::Hint(error.to_string())),
		}
	}
}

/// The URL of some content by a hint. One that ends with a slash is a folder of files that are named by their hashes, as
/// `blobs serve` has it.
fn place(hint: &[u8], content: &Content) -> Vec<u8> {
	let mut place = hint.to_vec();
	if hint.ends_with(b"/") {
		place.extend_from_slice(hex::encode(content.hash).as_bytes());
	}
	place
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::Hash;

	#[test]
	fn place_a_folder_has_files_by_their_hashes_and_a_file_is_itself() {
		let content = Content { hash: Hash::repeat_byte(0xab), length: 3 };
		let digits = "ab".repeat(32);
		assert_eq!(
			place(b"http://a.example/b/", &content),
			format!("http://a.example/b/{digits}").into_bytes()
		);
		assert_eq!(place(b"http://a.example/b.wasm", &content), b"http://a.example/b.wasm");
	}

	#[test]
	fn place_it_is_a_hint_that_a_fetcher_takes() {
		let content = Content { hash: Hash::repeat_byte(0xab), length: 3 };
		let place = place(b"http://127.0.0.1:8080/", &content);
		assert!(jmt_programs::bytes::Hint::parse(&place, Addresses::AllowPrivate).is_ok());
	}
}
