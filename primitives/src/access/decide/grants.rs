//! The right by a grant: all of it, up to the root.

use super::{
	super::{
		Chain, Counted, Delegation, Denied, Grant, GrantId, Holder, Named, Reason, Scope, Subject,
		Truth, MAX_DEPTH,
	},
	who::is_in_domain,
	Judge,
};
use alloc::{borrow::Cow, vec::Vec};

/// A grant and those above it, the one that is used first.
type Links<'a> = Vec<(GrantId, Cow<'a, Grant>)>;

impl<'a> Judge<'a> {
	/// Whether the grant, all above it and the pass give the right. Returns the chain.
	#[inline(never)]
	pub(super) fn by_grant(&mut self, id: GrantId) -> Result<Chain, Denied> {
		let links = self.links(id)?;
		for (id, grant) in &links {
			self.scope_holds(&grant.scope, &Counted::Grant(*id)).map_err(by(*id))?;
		}
		let (_, leaf) = links.first().ok_or(Reason::UnknownGrant)?;
		match &self.request.shown.pass {
			Some(pass) if !pass.blocks.is_empty() => {
				self.check_blocks(leaf, pass).map_err(by(id))?
			},
			_ => self.check_holder(leaf).map_err(by(id))?,
		}
		let ids: Vec<GrantId> = links.iter().map(|(id, _)| *id).collect();
		Chain::try_from(ids).map_err(|_| Reason::UnknownGrant.into())
	}

	/// Reads the grants up to the root. Each stands, is in time, and has the action.
	fn links(&mut self, leaf: GrantId) -> Result<Links<'a>, Denied> {
		let mut links = Vec::with_capacity(MAX_DEPTH as usize); // cast: a constant of 8
		let mut next = Some((leaf, None));
		while let Some((id, depth)) = next {
			let grant = self.facts.grant(id).known(Reason::UnknownGrant).map_err(by(id))?;
			let is_leaf = depth.is_none();
			let is_below_parent = match grant.parent {
				Some(_) => grant.depth > 1,
				None => grant.depth == 1,
			};
			// Depths fall by one from at most eight, so that this ends.
			let fits = grant.resource == self.request.resource
				&& u32::from(grant.depth) <= MAX_DEPTH
				&& depth.is_none_or(|depth| grant.depth == depth)
				&& is_below_parent;
			if !fits {
				return Err(by(id)(Reason::UnknownGrant));
			}
			if grant.revoked.is_some() || grant.epoch != self.resource.epoch {
				return Err(by(id)(Reason::GrantRevoked));
			}
			self.check_scope(&grant.scope).map_err(by(id))?;
			if !is_leaf && grant.delegation == Delegation::Kept {
				return Err(by(id)(Reason::MayNotDelegate));
			}
			next = grant.parent.map(|parent| (parent, Some(grant.depth.saturating_sub(1))));
			links.push((id, grant));
		}
		Ok(links)
	}

	/// That part of a scope which time and action decide.
	pub(super) fn check_scope(&mut self, scope: &Scope) -> Result<(), Reason> {
		if self.now < scope.not_before {
			return Err(Reason::GrantNotYet);
		}
		if self.now > scope.expires {
			return Err(Reason::GrantExpired);
		}
		if !scope.actions.contains(self.request.action) {
			return Err(Reason::BeyondGrant);
		}
		self.stays(scope.expires);
		Ok(())
	}

	/// The rest of a scope: place, windows and uses.
	pub(super) fn scope_holds(&mut self, scope: &Scope, counted: &Counted) -> Result<(), Reason> {
		if !scope.cells.is_empty() {
			let place = self.place_in_scope(&scope.cells);
			self.is_true(place)?;
		}
		if !scope.windows.is_empty() {
			let time = self.time(&scope.windows);
			self.is_true(time)?;
		}
		self.is_within(counted, scope.uses)
	}

	fn is_true(&mut self, truth: Truth) -> Result<(), Reason> {
		match truth {
			Truth::True { holds } => {
				self.stays(holds);
				Ok(())
			},
			Truth::False { why, .. } | Truth::Unknown { why, .. } => Err(why),
		}
	}

	/// Whether the subject holds the grant itself.
	fn check_holder(&self, leaf: &Grant) -> Result<(), Reason> {
		let holds = match (&leaf.holder, &self.request.subject) {
			(Holder::Device(holder), Subject::Device(device)) => holder == device,
			(Holder::Account(holder), Subject::Account(account)) => holder == account,
			(Holder::Domain { domain, reach }, Subject::Device(_)) => {
				is_in_domain(&self.face, *domain, *reach)
			},
			_ => false,
		};
		match holds {
			true => Ok(()),
			false => Err(Reason::NotHolder),
		}
	}
}

/// Denied by this grant.
fn by(grant: GrantId) -> impl Fn(Reason) -> Denied {
	move |reason| Denied { reason, by: Named::Grant(grant) }
}
