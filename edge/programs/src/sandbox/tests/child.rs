//! The child of the tests: this executable once more, with one test and a part that it plays.

use crate::{
	engine::Interpreter,
	sandbox::{
		enter, run, serve, this_program, Answer, ChildLimits, Finished, Limits, MAX_STDERR_BYTES,
	},
};
use jmt_primitives::{
	tasks::{Content, Ending, Outcome},
	Hash,
};
use std::{
	env,
	fs::File,
	io::{self, Read, Write},
	process::{self, Command},
	thread,
	time::Duration,
};

/// Longer than any test takes.
pub const AMPLE: Duration = Duration::from_secs(120);

const MIB: u64 = 1024 * 1024;

pub const LIMITS: Limits = Limits {
	child: ChildLimits { memory_bytes: 1024 * MIB, cpu_seconds: 600 },
	deadline: AMPLE,
	stdout_bytes: 1024 * 1024,
};

/// The harness prints this before it runs one test.
pub const PREAMBLE: &[u8] = b"\nrunning 1 test\n";

/// Names the part in the child's arguments: a name of a test that is to be left out, which no test has.
const PART: &str = "the-child-plays:";

pub fn arguments(part: &str) -> Vec<String> {
	let name = format!("{}::it_plays_its_part", module_path!().split_once("::").unwrap().1);
	let part = format!("{PART}{part}");
	[
		&name,
		"--exact",
		"--nocapture",
		"--quiet",
		"--test-threads=1",
		"--color=never",
		"--skip",
		&part,
	]
	.map(str::to_owned)
	.to_vec()
}

/// Runs a child that plays a part. Its standard output is without the harness' preamble.
pub fn play(part: &str, stdin: &[u8], limits: &Limits) -> Finished {
	let finished = run(&this_program(), &arguments(part), stdin.to_vec(), limits).unwrap();
	let stdout = finished.stdout.strip_prefix(PREAMBLE).unwrap_or_else(|| {
		panic!("{part}: {:?}, {finished:?}", String::from_utf8_lossy(&finished.stdout))
	});
	Finished { stdout: stdout.to_vec(), ..finished }
}

#[test]
fn it_plays_its_part() {
	let Some(part) = env::args().find_map(|argument| Some(argument.strip_prefix(PART)?.to_owned()))
	else {
		// The tests themselves run here, and have no part.
		return;
	};
	let code = match perform(&part) {
		Ok(()) => 0,
		Err(error) => {
			eprintln!("{error}");
			1
		},
	};
	process::exit(code);
}

fn entered() -> io::Result<()> {
	enter(&LIMITS.child).map_err(io::Error::other)
}

fn perform(part: &str) -> io::Result<()> {
	let mut stdout = io::stdout();
	match part {
		"echo" => {
			entered()?;
			let mut input = Vec::new();
			io::stdin().read_to_end(&mut input)?;
			stdout.write_all(&input)?;
		},
		"look around" => {
			println!("variables {}", env::vars_os().count());
			println!("folder {}", env::current_dir()?.display());
			println!("user {}", rustix::process::getuid().as_raw());
			println!("group {}", rustix::process::getpgid(None)? == rustix::process::getpid());
		},
		"open" => {
			let kept = File::open("/proc/self/fd")?;
			entered()?;
			println!("read {:?}", File::open("/etc/passwd").map(drop).unwrap_err().raw_os_error());
			println!(
				"write {:?}",
				File::create("/tmp/jmt-sandbox").map(drop).unwrap_err().raw_os_error()
			);
			println!(
				"connect {:?}",
				std::net::UdpSocket::bind("127.0.0.1:0").map(drop).unwrap_err().raw_os_error()
			);
			println!("kept {:?}", kept.metadata().map(drop).unwrap_err().raw_os_error());
			// Closed already: it is not closed again under another name.
			std::mem::forget(kept);
		},
		"fork" => {
			entered()?;
			let spawned = thread::Builder::new().spawn(|| ()).map(drop);
			println!("thread {:?}", spawned.unwrap_err().raw_os_error());
			let spawned = Command::new("/bin/true").spawn().map(drop);
			println!("process {}", spawned.is_err());
		},
		"grow" => {
			entered()?;
			let mut memory = Vec::<u8>::new();
			println!("refused {}", memory.try_reserve_exact(1200 << 20).is_err());
			println!("granted {}", memory.try_reserve_exact(100 << 20).is_ok());
		},
		"grow and die" => {
			entered()?;
			// Not optimised away.
			let memory = std::hint::black_box(vec![1u8; 1200 << 20]);
			println!("{}", memory.len());
		},
		"raise" => {
			use rustix::process::{setrlimit, Resource, Rlimit};
			entered()?;
			for (name, resource) in [
				("files", Resource::Nofile),
				("processes", Resource::Nproc),
				("memory", Resource::As),
				("time", Resource::Cpu),
				("core", Resource::Core),
				("size", Resource::Fsize),
			] {
				let raised = Rlimit { current: Some(1 << 40), maximum: Some(1 << 40) };
				println!(
					"{name} {:?}",
					setrlimit(resource, raised).map_err(|error| error.raw_os_error())
				);
			}
		},
		"loop" => {
			entered()?;
			spin();
		},
		"loop for a second" => {
			enter(&ChildLimits { cpu_seconds: 1, ..LIMITS.child }).map_err(io::Error::other)?;
			spin();
		},
		"wait" => {
			entered()?;
			// Its input does not end.
			io::copy(&mut io::stdin(), &mut io::sink())?;
			loop {
				thread::park();
			}
		},
		"flood" => loop {
			stdout.write_all(&[b'a'; 4096])?;
		},
		"complain" => {
			for _ in 0..100_000 {
				io::stderr().write_all(b"\x1b[31mno\x07 ")?;
			}
			io::copy(&mut io::stdin(), &mut stdout)?;
		},
		"complain up to the bound" => {
			io::stderr().write_all(&vec![b'a'; MAX_STDERR_BYTES])?;
		},
		"leave" => process::exit(3),
		"abort" => process::abort(),
		"answer" => serve(io::stdin(), stdout, |request| {
			eprintln!("\x1b[2Jdone");
			let output = [request.program, request.input, request.arguments].concat();
			let outcome = Outcome {
				ending: Ending::Finished { code: request.limits.memory_pages },
				fuel: request.limits.fuel,
				output: Content::of(&output).unwrap(),
				memory: Some(Hash::zero()),
			};
			Answer::Ran { outcome, output, errors: "said".into() }
		})
		.map_err(io::Error::other)?,
		"run" => serve(io::stdin(), stdout, |request| Answer::of(&request, &Interpreter::new()))
			.map_err(io::Error::other)?,
		other => panic!("no part {other}"),
	}
	Ok(())
}

fn spin() {
	let mut number = 0u64;
	loop {
		number = std::hint::black_box(number.wrapping_add(1));
	}
}
