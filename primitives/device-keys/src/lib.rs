//! Devices with known keys, for tests and benchmarks of the pallets and of the runtime.
//!
//! A test chooses a scheme and a seed, and has a [`TestDevice`] that signs as the chain verifies
//! ([`jmt_primitives::DeviceSignature::verify`]). The seed is the secret: it makes the same device in every
//! run. How seeds are numbered, and what a device signs, is each test's own. A benchmark runs in WASM, where
//! only the host signs: it has a [`BenchmarkDevice`], whose secret is in the host's keystore.
//!
//! Does not protect against anything: every reader of a test knows its keys. The keys of real devices are
//! made and kept by `jmt-edge`.

#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(feature = "runtime-benchmarks")]
mod benchmark_device;
#[cfg(feature = "std")]
mod test_device;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmark_device::BenchmarkDevice;
#[cfg(feature = "std")]
pub use test_device::TestDevice;
