//! The ways in which a command fails, and the exit code that each has.

use jmt_edge::{
	access::{proven::Failed, AccessError},
	auth::AuthError,
	enrolment::NotEnrolled,
	error::one_line,
	keys::KeyError,
	manifest::ManifestError,
	message::MessageError,
	pallets::tasks::TaskError,
	proofs::{CheckError, ProofError},
	settings::SettingsError,
	units::UnitError,
	Error,
};
use std::{io, path::PathBuf};

/// Why a command failed. Each kind has its own exit code, see [`Failure::exit_code`].
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
	/// Something on the command line does not make sense.
	#[error("{0}")]
	Usage(String),
	/// A result cannot be written, for instance because a disk is full.
	#[error("what was done stands, but its result cannot be written to standard output")]
	Output(#[source] io::Error),
	/// Standard output was closed, which is the end of a command and no failure of it.
	#[error("stdout was closed")]
	ReaderGone,
	/// A question was not answered with yes.
	#[error("not confirmed: nothing was sent")]
	Declined,
	/// A configuration file cannot be used.
	#[error(transparent)]
	Settings(#[from] SettingsError),
	/// A file that was asked for cannot be written.
	#[error("{} cannot be written", .path.display())]
	Unwritten {
		path: PathBuf,
		/// The system's reason.
		#[source]
		source: io::Error,
	},
	/// An enrolment is not made, or not taken.
	#[error(transparent)]
	NotEnrolled(#[from] NotEnrolled),
	/// A list of devices, its level file or a proof out of it cannot be used.
	#[error(transparent)]
	Manifest(#[from] ManifestError),
	/// A certificate, a binding or an endorsement cannot be used.
	#[error(transparent)]
	Unit(#[from] UnitError),
	/// A device is not let in, or does not answer.
	#[error(transparent)]
	Auth(#[from] AuthError),
	/// A message is not sealed, or not opened.
	#[error(transparent)]
	Message(#[from] MessageError),
	/// A proof is not made, or not accepted.
	#[error(transparent)]
	Proof(#[from] ProofError),
	/// Something is denied, or a policy, a pass or a snapshot cannot be used.
	#[error(transparent)]
	Access(#[from] AccessError),
	/// A task is not posted, its program not run, or its result not there.
	#[error(transparent)]
	Task(#[from] TaskError),
	/// The process cannot start its threads.
	#[error("the program cannot start")]
	Runtime(#[source] io::Error),
	/// The agent failed.
	#[error(transparent)]
	Agent(#[from] Error),
}

impl Failure {
	/// The exit code of the process: 0 is success, 2 is also what the command-line parser exits with.
	///
	/// | code | failure |
	/// |---|---|
	/// | 1 | reading from the chain failed |
	/// | 2 | usage |
	/// | 3 | no peer answered |
	/// | 4 | another genesis |
	/// | 5 | not a chain spec |
	/// | 6 | key file |
	/// | 7 | transaction refused |
	/// | 8 | data directory, or a file that was asked for, cannot be written |
	/// | 9 | transaction sent, outcome not seen |
	/// | 10 | done, but the result cannot be written |
	/// | 11 | not confirmed, nothing was sent |
	/// | 12 | not the chain of an earlier start |
	/// | 13 | configuration file |
	/// | 14 | enrolment refused, nothing was sent |
	/// | 15 | list, level file or proof of a manifest, certificate, binding or endorsement refused, nothing was sent |
	/// | 16 | device not let in, or challenge not answered |
	/// | 17 | message not sealed, or not opened |
	/// | 18 | zero-knowledge proof not made, or not valid |
	/// | 19 | file that a proof is made or read of missing or damaged |
	/// | 20 | access denied, or a policy, a pass or a snapshot refused |
	/// | 21 | program or terms of a task refused, task or worker unknown, or a task without a result |
	pub(crate) const fn exit_code(&self) -> u8 {
		use jmt_light::Error as Light;
		match self {
			Self::ReaderGone => 0,
			Self::Runtime(_) => 1,
			Self::Usage(_) => 2,
			Self::Output(_) => 10,
			Self::Unwritten { .. } => 8,
			Self::Declined => 11,
			Self::Settings(_) => 13,
			Self::NotEnrolled(_) => 14,
			Self::Manifest(_) | Self::Unit(_) => 15,
			Self::Auth(AuthError::Unwritten { .. })
			| Self::Message(MessageError::Unwritten { .. })
			| Self::Proof(ProofError::Unwritten { .. } | ProofError::Exists(_))
			| Self::Access(AccessError::Unwritten { .. } | AccessError::Exists(_)) => 8,
			Self::Proof(ProofError::File { .. } | ProofError::NoArtefacts(_)) => 19,
			Self::Access(_) => 20,
			Self::Task(_) => 21,
			Self::Auth(_) => 16,
			Self::Message(_) => 17,
			Self::Proof(_) => 18,
			Self::Agent(error) => match error {
				Error::Light(Light::NoPeer { .. }) => 3,
				Error::Light(Light::Spec(_)) => 5,
				Error::Light(Light::Database(_)) => 8,
				Error::Light(
					Light::TooSlow { .. }
					| Light::Refused { .. }
					| Light::Unreadable { .. }
					| Light::NoRpc
					| Light::Clock
					| Light::Failed,
				)
				| Error::Chain(_)
				| Error::Reading { .. } => 1,
				Error::GenesisMismatch { .. } => 4,
				Error::OtherChain { .. } | Error::Unconnected { .. } => 12,
				Error::Key(_) => 6,
				Error::Refused(_) => 7,
				Error::Unconfirmed { .. } => 9,
			},
		}
	}

	/// A short stable word for the kind, for `--json`.
	pub(crate) const fn kind(&self) -> &'static str {
		match self {
			Self::Usage(_) => "usage",
			Self::Output(_) => "output",
			Self::Declined => "declined",
			Self::Settings(_) => "configuration",
			Self::NotEnrolled(reason) => reason.kind(),
			Self::Manifest(_) => "manifest",
			Self::Unit(_) => "unit",
			Self::Unwritten { .. }
			| Self::Auth(AuthError::Unwritten { .. })
			| Self::Message(MessageError::Unwritten { .. })
			| Self::Proof(
				ProofError::Unwritten { .. }
				| ProofError::Exists(_)
				| ProofError::File { .. }
				| ProofError::NoArtefacts(_),
			)
			| Self::Access(AccessError::Unwritten { .. } | AccessError::Exists(_)) => "file",
			Self::Access(_) => "access",
			Self::Task(_) => "task",
			Self::Auth(_) => "auth",
			Self::Message(_) => "message",
			Self::Proof(_) => "proof",
			Self::ReaderGone => "readerGone",
			Self::Runtime(_) => "runtime",
			Self::Agent(error) => error.kind(),
		}
	}

	/// The code of the rule by which a device was not let in, or something was denied.
	pub(crate) const fn code(&self) -> Option<u8> {
		match self {
			Self::Auth(error) => error.code(),
			Self::Access(error) => error.code(),
			_ => None,
		}
	}

	/// Why a result was not written.
	pub(crate) fn output(error: io::Error) -> Self {
		match error.kind() {
			io::ErrorKind::BrokenPipe => Self::ReaderGone,
			_ => Self::Output(error),
		}
	}

	/// From the argument parser's words, without its usage and its hint at `--help`.
	pub(crate) fn usage(error: &clap::Error) -> Self {
		if error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
			return Self::Usage("name a command (try --help)".into());
		}
		let text = error.render().to_string();
		let said = text
			.lines()
			.map(str::trim)
			.take_while(|line| {
				!line.starts_with("Usage:") && !line.starts_with("For more information")
			})
			.collect::<Vec<_>>()
			.join(" ");
		match said.trim_start_matches("error:").trim() {
			"" => Self::Usage("wrong arguments (try --help)".into()),
			said => Self::Usage(format!("{said} (try --help)")),
		}
	}

	/// The message and its sources on one line, with what may be done about it.
	pub(crate) fn one_line(&self) -> String {
		let line = one_line(self);
		match self {
			Self::Agent(Error::Light(jmt_light::Error::Failed)) => {
				format!("{line}: run the command again")
			},
			Self::Agent(Error::Light(jmt_light::Error::Spec(
				jmt_light::SpecError::NoBootNodes,
			))) => {
				format!("{line}: give --bootnode")
			},
			Self::Agent(Error::Light(jmt_light::Error::TooSlow { .. })) => {
				format!("{line}; if the chain was begun anew, --forget begins anew here")
			},
			Self::Agent(Error::OtherChain { .. }) => {
				format!("{line}: nothing was saved; look at the peers, or begin anew with --forget")
			},
			Self::Agent(Error::Unconnected { .. }) => format!(
				"{line}: nothing was saved; try again with a longer --timeout, or, if you trust the peers, begin \
				 anew with --forget"
			),
			_ => line,
		}
	}
}

impl From<CheckError> for Failure {
	fn from(error: CheckError) -> Self {
		match error {
			CheckError::Chain(error) => Self::Agent(error),
			CheckError::Proof(error) => Self::Proof(error),
		}
	}
}

impl From<Failed> for Failure {
	fn from(failed: Failed) -> Self {
		match failed {
			Failed::Chain(error) => Self::Agent(error),
			Failed::Access(error) => Self::Access(error),
		}
	}
}

impl From<KeyError> for Failure {
	fn from(error: KeyError) -> Self {
		Self::Agent(error.into())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_edge::Refused;
	use jmt_light::{DatabaseError, SpecError};
	use jmt_primitives::Hash;

	fn light(error: jmt_light::Error) -> Failure {
		Failure::Agent(error.into())
	}

	#[test]
	fn exit_code_it_differs_between_kinds_that_a_script_tells_apart() {
		let hash = Hash::repeat_byte(1);
		let no_json = serde_json::from_str::<u8>("x").unwrap_err();
		let disk_full = || io::ErrorKind::StorageFull.into();
		let failures = [
			Failure::Agent(Error::chain("x")),
			Failure::Usage("x".into()),
			light(jmt_light::Error::NoPeer { seconds: 1, genesis: hash }),
			Failure::Agent(Error::GenesisMismatch { expected: hash, found: hash }),
			light(SpecError::NotJson(no_json).into()),
			KeyError::Malformed { path: "x".into(), source: "x".into() }.into(),
			Failure::Agent(Error::Refused(Refused::Invalid("x".into()))),
			light(DatabaseError::new("x", "y").into()),
			Failure::Agent(Error::Unconfirmed {
				transaction: hash,
				source: Box::new(Error::chain("x")),
			}),
			Failure::Output(disk_full()),
			Failure::Declined,
			Failure::Agent(Error::OtherChain { saved: 363, hash, found: 40 }),
			SettingsError::Missing("x".into()).into(),
			NotEnrolled::Clock(0).into(),
			ManifestError::NoLeaves("x".into()).into(),
			AuthError::NoSnapshot.into(),
			MessageError::NoKey.into(),
			ProofError::Empty.into(),
			ProofError::NoArtefacts("x".into()).into(),
			AccessError::other("x").into(),
			TaskError::NotEnrolled.into(),
		];
		let mut codes = failures.iter().map(Failure::exit_code).collect::<Vec<_>>();
		codes.sort_unstable();
		assert_eq!(codes, (1..=21).collect::<Vec<_>>());
		assert_eq!(Failure::ReaderGone.exit_code(), 0);
		assert_eq!(Failure::Runtime(disk_full()).exit_code(), 1);
		let unwritten = Failure::Unwritten { path: "x".into(), source: disk_full() };
		assert_eq!(unwritten.exit_code(), 8);
		let auth = AuthError::Unwritten { path: "x".into(), source: disk_full() };
		assert_eq!(Failure::Auth(auth).exit_code(), 8);
		let message = MessageError::Unwritten { path: "x".into(), source: disk_full() };
		assert_eq!(Failure::Message(message).exit_code(), 8);
		let proof = ProofError::Unwritten { path: "x".into(), source: disk_full() };
		assert_eq!(Failure::Proof(proof).exit_code(), 8);
		assert_eq!(Failure::Proof(ProofError::Exists("x".into())).exit_code(), 8);
		let access = AccessError::unwritten("x", disk_full());
		assert_eq!(Failure::Access(access).exit_code(), 8);
		let file = ProofError::File { path: "x".into(), source: "y".into() };
		assert_eq!((Failure::Proof(file).exit_code()), 19);
		let refused = ProofError::Refused(jmt_primitives::proofs::Refused::NotProven);
		assert_eq!(Failure::Proof(refused).exit_code(), 18);
	}

	#[test]
	fn one_line_a_chain_below_the_saved_head_is_named_with_the_way_out() {
		let other = Error::OtherChain { saved: 363, hash: Hash::repeat_byte(1), found: 40 };
		let hash = Hash::repeat_byte(1);
		let unconnected = Error::Unconnected { saved: 363, hash, found: 4_000 };
		for (error, found) in [(other, "40"), (unconnected, "4000")] {
			let failure = Failure::Agent(error);
			assert_eq!(failure.exit_code(), 12);
			let line = failure.one_line();
			for part in ["363", found, "--forget"] {
				assert!(line.contains(part), "{line}");
			}
		}
	}

	#[test]
	fn one_line_it_says_that_another_light_client_can_go_on() {
		let line = light(jmt_light::Error::Failed).one_line();
		assert!(line.ends_with("run the command again"), "{line}");
		// A transaction that may be out is not sent again.
		let (transaction, source) = (Hash::zero(), Box::new(Error::LIGHT_FAILED));
		let line = Failure::Agent(Error::Unconfirmed { transaction, source }).one_line();
		assert!(!line.contains("run the command again"), "{line}");
	}
}
