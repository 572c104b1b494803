//! The functions that the host calls in the WASM.

#![allow(unsafe_code, reason = "memory is handed over as addresses")]

use crate::{Operation, World};
use alloc::{boxed::Box, vec, vec::Vec};
use core::{
	alloc::{GlobalAlloc, Layout},
	cell::Cell,
	slice,
};

/// Takes memory and gives none back: an instance measures and is thrown away.
struct Bump {
	next: Cell<usize>,
	end: Cell<usize>,
}

const PAGE: usize = 1 << 16;
/// Pages that are asked for at once.
const GROWTH: usize = 64;

// SAFETY: this WASM has one thread.
unsafe impl Sync for Bump {}

// SAFETY: a piece lies inside memory that was grown for it and is never given twice.
unsafe impl GlobalAlloc for Bump {
	unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
		let start = self.next.get().next_multiple_of(layout.align());
		let end = start + layout.size();
		if end > self.end.get() {
			let pages = (end - self.end.get()).div_ceil(PAGE).max(GROWTH);
			let before = core::arch::wasm32::memory_grow::<0>(pages);
			if before == usize::MAX {
				return core::ptr::null_mut();
			}
			let first = self.end.get() == 0;
			self.end.set((before + pages) * PAGE);
			if first {
				self.next.set(before * PAGE);
				// SAFETY: the same promise, once more.
				return unsafe { self.alloc(layout) };
			}
		}
		self.next.set(end);
		// cast: an address.
		start as *mut u8
	}

	unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static MEMORY: Bump = Bump { next: Cell::new(0), end: Cell::new(0) };

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
	core::arch::wasm32::unreachable()
}

/// Memory for some bytes.
#[unsafe(no_mangle)]
extern "C" fn room(length: usize) -> *mut u8 {
	Vec::leak(vec![0; length]).as_mut_ptr()
}

/// The world in some bytes; zero if they hold none.
#[unsafe(no_mangle)]
extern "C" fn read(bytes: *const u8, length: usize) -> *mut World {
	// SAFETY: the host wrote into what `room` gave it.
	let bytes = unsafe { slice::from_raw_parts(bytes, length) };
	World::read(bytes).map_or(core::ptr::null_mut(), |world| Box::into_raw(Box::new(world)))
}

/// 1 if the operation accepted, else 0.
#[unsafe(no_mangle)]
extern "C" fn run(world: *const World, operation: u32, count: usize) -> u32 {
	// SAFETY: `read` returned it.
	let world = unsafe { &*world };
	let operation = Operation::ALL.get(operation as usize);
	operation.and_then(|operation| world.run(*operation, count)).is_some().into()
}
