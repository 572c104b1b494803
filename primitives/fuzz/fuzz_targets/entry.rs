#![no_main]

#[path = "../../tests/access/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::entry(bytes));
