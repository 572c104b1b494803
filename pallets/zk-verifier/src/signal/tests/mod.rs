//! Signals: those that pay, those that do not, stamps, Semaphore's own proofs, other pallets, and attacks.

mod attacks;
mod free;
mod member;
mod others;
mod paid;
mod reject;
mod semaphore;
mod stamp;
