//! The system's allocator with counters: how often it is called, and how much is held.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

static N_ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
static N_BYTES: AtomicUsize = AtomicUsize::new(0);

pub struct Counting;

// SAFETY: every call goes to the system's allocator unchanged; the counters beside it touch no
// memory of it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        N_ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        N_BYTES.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract, which is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        N_BYTES.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        N_ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        N_BYTES.fetch_add(size, Ordering::Relaxed);
        N_BYTES.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.realloc(place, layout, size) }
    }
}

/// Allocations while something runs.
pub fn allocations(mut run: impl FnMut()) -> usize {
    let before = N_ALLOCATIONS.load(Ordering::Relaxed);
    run();
    N_ALLOCATIONS.load(Ordering::Relaxed) - before
}

/// What something gives, and the bytes that are held by it afterwards and were not before.
pub fn held<T>(run: impl FnOnce() -> T) -> (T, usize) {
    let before = N_BYTES.load(Ordering::Relaxed);
    let made = run();
    (made, N_BYTES.load(Ordering::Relaxed).saturating_sub(before))
}
