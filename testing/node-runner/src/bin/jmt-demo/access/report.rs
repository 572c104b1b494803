//! The lift at the end of the walk.

use jmt_edge::amount::format_time;
use jmt_primitives::access::Reason;
use std::fmt;

/// A lift that a firm's phone uses, with the chain and without.
#[derive(Clone, Debug, Default)]
pub(crate) struct AccessReport {
	pub(crate) resource: String,
	/// The hours at which it is let in.
	pub(crate) window: String,
	/// The code by which a stranger is refused, and the words.
	pub(crate) stranger: u64,
	pub(crate) why: String,
	/// The last moment at which the same state lets the phone in, and its block.
	pub(crate) until: u64,
	pub(crate) block: u64,
	/// The use that was logged first.
	pub(crate) used: String,
	/// Whether the phone was let in by a lift without a connection.
	pub(crate) let_offline: bool,
	/// The code by which it was refused after that.
	pub(crate) too_old: u64,
	/// The grants of a chain of three, the first one first.
	pub(crate) grants: [String; 3],
	/// The code by which the third was refused once the first was revoked.
	pub(crate) revoked: u64,
	/// Whether the valve closed in an emergency, and did not open.
	pub(crate) closed: bool,
	/// Leaves of the log that was anchored.
	pub(crate) leaves: u64,
	/// That which the two proofs prove.
	pub(crate) proved: [String; 2],
}

impl AccessReport {
	/// Whether each was let in or refused, for the reason that there was, and the log proves it.
	pub(crate) fn went_as_it_should(&self) -> bool {
		let codes = [self.stranger, self.too_old, self.revoked];
		let expected = [Reason::NotTrusted, Reason::StateTooOld, Reason::GrantRevoked];
		codes == expected.map(|reason| u64::from(reason.code()))
			&& self.let_offline
			&& self.closed
			&& self.until > 0
			// The phone twice, the guest, closing, opening that was refused, and the seal.
			&& self.leaves >= 6
			&& self.proved == ["use", "absence"]
	}
}

impl fmt::Display for AccessReport {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let [first, second, third] = &self.grants;
		writeln!(
			f,
			"lift {}: opens for whom its domain trusts, {}; a stranger is refused with code {}: {}",
			self.resource, self.window, self.stranger, self.why
		)?;
		writeln!(
			f,
			"  a phone was let in by state of block {}, until {} UTC; place was not asked: no gateway has a bond on this chain",
			self.block,
			format_time(self.until)
		)?;
		let offline = if self.let_offline { "let in" } else { "NOT let in" };
		writeln!(
			f,
			"  started anew without a connection: {offline} by what the lift knew, and refused with code {} once that was too old",
			self.too_old
		)?;
		writeln!(
			f,
			"  grants {first}, {second}, {third}: after access revoke {first} the third was refused with code {}",
			self.revoked
		)?;
		let closed = if self.closed { "closed" } else { "NOT closed" };
		writeln!(
			f,
			"  in an emergency its valve {closed} without asking the network; its log of {} leaves proves {} and {}",
			self.leaves,
			self.proved[0],
			self.proved[1]
		)
	}
}

#[cfg(test)]
impl AccessReport {
	/// One that went as it should.
	pub(crate) fn good() -> Self {
		Self {
			stranger: 6,
			until: 1,
			let_offline: true,
			too_old: 26,
			revoked: 12,
			closed: true,
			leaves: 6,
			proved: ["use".into(), "absence".into()],
			..Default::default()
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn went_as_it_should_not_if_somebody_was_let_in_or_refused_otherwise() {
		assert!(AccessReport::good().went_as_it_should());
		for spoil in [
			|access: &mut AccessReport| access.stranger = 8,
			|access: &mut AccessReport| access.let_offline = false,
			|access: &mut AccessReport| access.too_old = 0,
			|access: &mut AccessReport| access.revoked = 11,
			|access: &mut AccessReport| access.closed = false,
			|access: &mut AccessReport| access.leaves = 5,
			|access: &mut AccessReport| access.proved.swap(0, 1),
		] {
			let mut report = AccessReport::good();
			spoil(&mut report);
			assert!(!report.went_as_it_should());
		}
	}
}
