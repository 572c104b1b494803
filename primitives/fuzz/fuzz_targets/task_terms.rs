#![no_main]

#[path = "../../tests/tasks/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::terms(bytes));
