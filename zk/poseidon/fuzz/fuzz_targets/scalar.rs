#![no_main]

#[path = "../../tests/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::scalar(bytes));
