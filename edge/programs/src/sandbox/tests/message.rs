use crate::sandbox::{
	message::{read_answer, read_limits, write_answer},
	Answer, ChildLimits, MessageError, Request, MAX_ANSWER_BYTES, MAX_PROGRAM_BYTES,
	MAX_STDERR_BYTES,
};
use jmt_primitives::{
	tasks::{Content, Ending, Limits, Outcome, MAX_ARGUMENT_BYTES, MAX_OUTPUT_BYTES},
	Hash,
};
use proptest::prelude::*;

const LIMITS: ChildLimits = ChildLimits { memory_bytes: 0x0102_0304_0506_0708, cpu_seconds: 9 };

fn request() -> Request {
	Request {
		program: b"program".to_vec(),
		input: b"input".to_vec(),
		arguments: b"-v\0".to_vec(),
		limits: Limits { fuel: u64::MAX, memory_pages: 4096, output_bytes: 16_384 },
	}
}

fn written(request: &Request) -> Vec<u8> {
	let mut bytes = Vec::new();
	request.write(&LIMITS, &mut bytes).unwrap();
	bytes
}

fn read(mut bytes: &[u8]) -> Result<(ChildLimits, Request), MessageError> {
	let limits = read_limits(&mut bytes)?;
	Ok((limits, Request::read(&mut bytes)?))
}

fn ran(output: &[u8], errors: usize) -> Answer {
	let outcome = Outcome {
		ending: Ending::Finished { code: 7 },
		fuel: 1000,
		output: Content::of(output).unwrap(),
		memory: Some(Hash::repeat_byte(1)),
	};
	Answer::Ran { outcome, output: output.to_vec(), errors: "e".repeat(errors) }
}

fn answer(answer: &Answer) -> Vec<u8> {
	let mut bytes = Vec::new();
	write_answer(answer, &mut bytes).unwrap();
	bytes
}

#[test]
fn it_reads_what_was_written() {
	let empty = Request {
		program: Vec::new(),
		input: Vec::new(),
		arguments: Vec::new(),
		limits: Limits { fuel: 0, memory_pages: 0, output_bytes: 0 },
	};
	for request in [request(), empty] {
		assert_eq!(read(&written(&request)).unwrap(), (LIMITS, request));
	}
	for said in [
		ran(b"output", 4),
		ran(b"", 0),
		Answer::Refused("it has threads".into()),
		Answer::Failed("no memory".into()),
	] {
		assert_eq!(read_answer(&mut answer(&said).as_slice()).unwrap(), said);
	}
}

#[test]
fn it_takes_parts_up_to_their_bounds() {
	let program = vec![1; MAX_PROGRAM_BYTES as usize]; // cast: fits
	let arguments = vec![2; MAX_ARGUMENT_BYTES as usize]; // cast: fits
	let request = Request { program, arguments, ..request() };
	assert_eq!(read(&written(&request)).unwrap().1, request);
	// The largest output and log that there are.
	let largest = ran(&vec![3; MAX_OUTPUT_BYTES as usize], MAX_STDERR_BYTES); // cast: fits
	assert_eq!(read_answer(&mut answer(&largest).as_slice()).unwrap(), largest);
	let largest = Answer::Failed("a".repeat(MAX_ANSWER_BYTES as usize - 5)); // cast: fits
	assert_eq!(read_answer(&mut answer(&largest).as_slice()).unwrap(), largest);
}

#[test]
fn it_tells_answers_that_cannot_be() {
	let limits = Limits { fuel: 1000, memory_pages: 1, output_bytes: 6 };
	assert!(ran(b"output", 0).is_possible(&limits));
	assert!(Answer::Failed(String::new()).is_possible(&limits));
	assert!(!ran(b"outputs", 0).is_possible(&limits));
	assert!(!ran(b"output", 0).is_possible(&Limits { fuel: 999, ..limits }));
	let Answer::Ran { outcome, errors, .. } = ran(b"output", 0) else { unreachable!() };
	assert!(!Answer::Ran { outcome, errors, output: b"Output".to_vec() }.is_possible(&limits));
}

/// Where the number of the program's bytes stands.
const PROGRAM_AT: usize = 8 + 8 + 8;

mod reject {
	use super::*;

	#[test]
	fn it_writes_no_part_above_its_bound() {
		let program = vec![1; MAX_PROGRAM_BYTES as usize + 1]; // cast: fits
		let wrote = Request { program, ..request() }.write(&LIMITS, &mut Vec::new());
		assert!(matches!(
			wrote,
			Err(MessageError::TooLarge { part: "program", bytes: 8_388_609, max_bytes: 8_388_608 })
		));
		let arguments = vec![1; 257];
		let wrote = Request { arguments, ..request() }.write(&LIMITS, &mut Vec::new());
		assert!(matches!(wrote, Err(MessageError::TooLarge { bytes: 257, max_bytes: 256, .. })));
		let large = Answer::Failed("a".repeat(MAX_ANSWER_BYTES as usize - 4)); // cast: fits
		assert!(matches!(
			write_answer(&large, &mut Vec::new()),
			Err(MessageError::TooLarge { part: "answer", .. })
		));
	}

	#[test]
	fn it_reads_no_part_above_its_bound() {
		let mut bytes = written(&request());
		bytes[PROGRAM_AT..PROGRAM_AT + 4].copy_from_slice(&(MAX_PROGRAM_BYTES + 1).to_le_bytes());
		assert!(matches!(read(&bytes), Err(MessageError::TooLarge { part: "program", .. })));
		bytes[PROGRAM_AT..PROGRAM_AT + 4].copy_from_slice(&u32::MAX.to_le_bytes());
		assert!(matches!(
			read(&bytes),
			Err(MessageError::TooLarge { part: "program", bytes: 4_294_967_295, .. })
		));
	}

	#[test]
	fn it_refuses_every_part_of_a_message_and_a_byte_more() {
		let whole = written(&request());
		for length in 0..whole.len() {
			assert!(matches!(read(&whole[..length]), Err(MessageError::Pipe(_))), "{length}");
		}
		let longer = [whole, vec![0]].concat();
		assert!(matches!(read(&longer), Err(MessageError::Trailing)));
		let whole = answer(&ran(b"output", 4));
		for length in 0..whole.len() {
			assert!(matches!(read_answer(&mut &whole[..length]), Err(MessageError::Pipe(_))));
		}
		let longer = [whole, vec![0]].concat();
		assert!(matches!(read_answer(&mut longer.as_slice()), Err(MessageError::Trailing)));
	}

	#[test]
	fn it_refuses_an_answer_that_is_none() {
		for none in [&b""[..], b"\x03", b"\x00", b"\x02\x00\x00", b"\x02\x04\xff"] {
			let length = u32::try_from(none.len()).unwrap().to_le_bytes();
			let bytes = [b"jmt-run1", &length[..], none].concat();
			assert!(matches!(read_answer(&mut bytes.as_slice()), Err(MessageError::Answer)));
		}
	}

	#[test]
	fn it_refuses_another_greeting() {
		for at in 0..8 {
			let mut bytes = written(&request());
			bytes[at] ^= 1;
			assert!(matches!(read(&bytes), Err(MessageError::Greeting)));
			let mut bytes = answer(&ran(b"output", 4));
			bytes[at] ^= 1;
			assert!(matches!(read_answer(&mut bytes.as_slice()), Err(MessageError::Greeting)));
		}
	}
}

proptest! {
	/// Bytes that it takes are those that would be written.
	#[test]
	fn it_reads_any_bytes_without_a_panic(
		tail in proptest::collection::vec(any::<u8>(), 0..200),
		lengths in proptest::collection::vec(0u32..20, 3),
	) {
		let mut bytes = written(&request())[..PROGRAM_AT].to_vec();
		let mut tail = tail.into_iter();
		for length in lengths {
			bytes.extend(length.to_le_bytes());
			bytes.extend(tail.by_ref().take(length as usize)); // cast: fits
		}
		bytes.extend(tail);
		if let Ok((limits, request)) = read(&bytes) {
			prop_assert_eq!(limits, LIMITS);
			prop_assert_eq!(written(&request), bytes);
		}
	}
}
