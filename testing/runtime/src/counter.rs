//! Counts how often work reaches the storage.

// The SDK's own, since what it traces its storage with is what has to listen.
use frame_support::__private::sp_tracing::tracing::{
	field::Field, span, subscriber::with_default, Dispatch, Event, Metadata, Subscriber,
};
use std::{
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

/// Listens to the storage, which says in a trace what it was called for.
#[derive(Clone, Default)]
struct Counter(Arc<Mutex<Access>>);

impl Counter {
	fn count(&self, method: &str) {
		let mut access = self.0.lock().expect("counting does not panic");
		match method {
			"Get" | "Hash" | "Exists" => access.reads += 1,
			_ => access.writes += 1,
		}
	}
}

impl Subscriber for Counter {
	fn enabled(&self, metadata: &Metadata<'_>) -> bool {
		metadata.target() == "state"
	}
	fn event(&self, event: &Event<'_>) {
		event.record(&mut |field: &Field, value: &dyn Debug| {
			if field.name() == "method" {
				self.count(format!("{value:?}").trim_matches('"'));
			}
		});
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
	// With a single listener, the thread that comes by a trace first decides for all whether it is heard.
	let _second = Dispatch::new(Counter::default());
	let counter = Counter::default();
	let done = with_default(counter.clone(), work);
	let access = *counter.0.lock().expect("counting does not panic");
	(done, access)
}
