//! Processes end with their owner, and relays hold back what they carry.

use jmt_node_runner::{wait, Error, Process, Relay, Result};
use std::{
	os::unix::process::ExitStatusExt,
	path::PathBuf,
	process::Command,
	time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::{TcpListener, TcpStream},
};

const LIMIT: Duration = Duration::from_secs(10);

fn temporary() -> TempDir {
	TempDir::with_prefix("jmt-process-").expect("a temporary folder can be made")
}

fn shell(script: &str) -> Command {
	let mut command = Command::new("sh");
	command.args(["-c", script]);
	command
}

/// Whether the system still has a process with this id that is not a zombie.
fn exists(id: u32) -> bool {
	std::fs::read_to_string(PathBuf::from(format!("/proc/{id}/stat")))
		.is_ok_and(|stat| !stat.contains(") Z "))
}

#[tokio::test]
async fn it_ends_a_process_that_is_dropped() -> Result<()> {
	let dir = temporary();
	let process = Process::start("sleeper", shell("exec sleep 600"), dir.path())?;
	let id = process.id();
	assert!(exists(id));
	drop(process);
	assert!(!exists(id));
	Ok(())
}

#[tokio::test]
async fn it_asks_before_it_kills() -> Result<()> {
	let dir = temporary();
	let script = "trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.05; done";
	let mut process = Process::start("polite", shell(script), dir.path())?;
	wait::until("its first line", LIMIT, async || {
		Ok(process.stdout().contains("up").then_some(()))
	})
	.await?;
	assert_eq!(process.terminate(LIMIT).await?.code(), Some(7));
	assert!(process.stdout().contains("bye"));
	Ok(())
}

#[tokio::test]
async fn it_shows_the_log_of_what_ended_too_early() -> Result<()> {
	let dir = temporary();
	let mut process = Process::start("loser", shell("echo the reason >&2; exit 3"), dir.path())?;
	assert_eq!(process.wait(LIMIT).await?.code(), Some(3));
	let Err(Error::Ended { status, tail, .. }) = process.expect_running() else {
		panic!("it is not running");
	};
	assert_eq!(status, "exit code 3");
	assert!(tail.contains("the reason"));
	Ok(())
}

#[tokio::test]
async fn it_tells_a_new_run_from_the_one_before() -> Result<()> {
	let dir = temporary();
	for word in ["first", "second"] {
		let process = Process::start("twice", shell(&format!("echo {word}")), dir.path())?;
		let finished = process.finish(LIMIT).await?;
		assert_eq!(finished.stdout.trim(), word);
		assert_eq!(finished.status.signal(), None);
	}
	Ok(())
}

#[tokio::test]
async fn it_gives_up_on_a_condition_that_does_not_come_true() {
	let limit = Duration::from_millis(100);
	let outcome = wait::until("the impossible", limit, async || Ok(None::<()>)).await;
	assert!(matches!(outcome, Err(Error::TimedOut { .. })));
}

/// A server that sends back what it gets.
async fn echo() -> String {
	let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
	let address = listener.local_addr().expect("an address");
	tokio::spawn(async move {
		while let Ok((stream, _)) = listener.accept().await {
			tokio::spawn(async move {
				let (mut from, mut to) = stream.into_split();
				let _ = tokio::io::copy(&mut from, &mut to).await;
			});
		}
	});
	format!("/ip4/127.0.0.1/tcp/{}", address.port())
}

#[tokio::test]
async fn it_holds_back_each_way_and_changes_nothing() -> Result<()> {
	let delay = Duration::from_millis(80);
	let relay = Relay::start(&echo().await, delay).await?;
	let mut stream = TcpStream::connect(relay.socket).await.expect("the relay listens");
	let sent: Vec<u8> = (0..200_000u32).map(|number| number.to_le_bytes()[0]).collect();
	let begun = Instant::now();
	let (mut reader, mut writer) = stream.split();
	let mut received = vec![0; sent.len()];
	let (written, read) = tokio::join!(writer.write_all(&sent), reader.read_exact(&mut received));
	written.expect("it takes everything");
	read.expect("everything comes back");
	assert_eq!(received, sent);
	assert!(begun.elapsed() >= 2 * delay, "after {:?}", begun.elapsed());
	assert_eq!(relay.carried(), 2 * sent.len() as u64);
	Ok(())
}

#[tokio::test]
async fn it_closes_with_its_connections() -> Result<()> {
	let relay = Relay::start(&echo().await, Duration::ZERO).await?;
	let mut stream = TcpStream::connect(relay.socket).await.expect("the relay listens");
	stream.write_all(b"x").await.expect("it takes a byte");
	stream.read_exact(&mut [0]).await.expect("the byte comes back");
	drop(relay);
	let closed = tokio::time::timeout(LIMIT, stream.read(&mut [0])).await.expect("it closes");
	assert!(matches!(closed, Ok(0) | Err(_)));
	Ok(())
}

#[tokio::test]
async fn it_carries_nothing_while_it_is_cut() -> Result<()> {
	let relay = Relay::start(&echo().await, Duration::ZERO).await?;
	let mut stream = TcpStream::connect(relay.socket).await.expect("the relay listens");
	stream.write_all(b"x").await.expect("it takes a byte");
	stream.read_exact(&mut [0]).await.expect("the byte comes back");
	relay.cut();
	let mut other = TcpStream::connect(relay.socket).await.expect("the relay listens");
	for stream in [&mut stream, &mut other] {
		let closed = tokio::time::timeout(LIMIT, stream.read(&mut [0])).await.expect("it closes");
		assert!(matches!(closed, Ok(0) | Err(_)));
	}
	relay.mend();
	let mut stream = TcpStream::connect(relay.socket).await.expect("the relay listens");
	stream.write_all(b"x").await.expect("it takes a byte");
	stream.read_exact(&mut [0]).await.expect("the byte comes back");
	Ok(())
}
