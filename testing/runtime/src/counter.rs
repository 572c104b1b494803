//! Counts how often work reaches the storage, and how many entries it reads.

// The SDK's own, since what it traces its storage with is what has to listen.
use frame_support::__private::sp_tracing::tracing::{
	field::Field, span, subscriber::with_default, Dispatch, Event, Metadata, Subscriber,
};
use std::{
	collections::BTreeSet,
	fmt::Debug,
	sync::{Arc, Mutex},
};

/// Calls that reached the storage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Access {
	/// Those that read.
	pub reads: u32,
	/// Those that wrote.
	pub writes: u32,
}

/// The storage accesses heard so far.
#[derive(Clone, Default)]
struct Heard {
	access: Access,
	/// Keys of entries that were read, in hexadecimal digits.
	read: BTreeSet<String>,
}

/// Listens to the storage, which says in a trace what it was called for.
#[derive(Clone, Default)]
struct Counter(Arc<Mutex<Heard>>);

impl Counter {
	fn count(&self, method: &str, key: String) {
		let mut heard = self.0.lock().expect("counting does not panic");
		match method {
			"Get" | "Hash" | "Exists" => {
				heard.access.reads += 1;
				heard.read.insert(key);
			},
			_ => heard.access.writes += 1,
		}
	}
}

impl Subscriber for Counter {
	fn enabled(&self, metadata: &Metadata<'_>) -> bool {
		metadata.target() == "state"
	}
	fn event(&self, event: &Event<'_>) {
		let (mut method, mut key) = (None, String::new());
		event.record(&mut |field: &Field, value: &dyn Debug| match field.name() {
			"method" => method = Some(format!("{value:?}")),
			"key" => key = format!("{value:?}"),
			_ => {},
		});
		if let Some(method) = method {
			self.count(method.trim_matches('"'), key);
		}
	}
	fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
		span::Id::from_u64(1)
	}
	fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
	fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
	fn enter(&self, _: &span::Id) {}
	fn exit(&self, _: &span::Id) {}
}

/// Does some work, and says how often that reached the storage.
pub fn count<R>(work: impl FnOnce() -> R) -> (R, Access) {
	let (done, heard) = listen(work);
	(done, heard.access)
}

/// Does some work, and says how many entries it read, each of them once: as weights count them.
pub fn count_entries<R>(work: impl FnOnce() -> R) -> (R, usize) {
	let (done, heard) = listen(work);
	(done, heard.read.len())
}

/// Does some work, and says which entries it read, by their keys in hexadecimal digits.
pub fn entries<R>(work: impl FnOnce() -> R) -> (R, BTreeSet<String>) {
	let (done, heard) = listen(work);
	(done, heard.read)
}

fn listen<R>(work: impl FnOnce() -> R) -> (R, Heard) {
	// With a single listener, the thread that comes by a trace first decides for all whether it is heard.
	let _second = Dispatch::new(Counter::default());
	let counter = Counter::default();
	let done = with_default(counter.clone(), work);
	let heard = counter.0.lock().expect("counting does not panic").clone();
	(done, heard)
}
