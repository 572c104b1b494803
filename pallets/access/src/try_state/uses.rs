//! Uses.

use crate::{Config, Grants, NextGrant, NextResource, Pallet, Resources, Uses};
use frame_support::{ensure, traits::Time};
use jmt_primitives::access::{self, Action, Counted, GrantId, ResourceId, Subject};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Uses are of a resource whose number was given, and counted for an account, a device or a grant.
	pub(super) fn uses_were_made() -> Result<(), TryRuntimeError> {
		let next = NextResource::<T>::get();
		for (resource, counted, uses) in Uses::<T>::iter() {
			ensure!(0 < resource && resource < next, "uses are of no resource");
			match counted {
				Counted::Subject(Subject::Device(_) | Subject::Account(_)) => {
					Self::ensure_bought(resource, &uses)?
				},
				Counted::Grant(grant) => Self::ensure_granted(resource, grant, &uses)?,
				_ => {
					let why = "uses are counted for something that the chain does not know";
					return Err(why.into());
				},
			}
		}
		Ok(())
	}

	/// Uses of a subject are of eight actions at most, sorted, each more than none, in a series that the resource had or
	/// has, and in a window that has begun.
	fn ensure_bought(resource: ResourceId, uses: &access::Uses) -> Result<(), TryRuntimeError> {
		let mut last: Option<Action> = None;
		for (action, total) in &uses.totals {
			ensure!(*total > 0, "no use was made");
			ensure!(last < Some(*action), "totals are not sorted");
			last = Some(*action);
		}
		ensure!(last.is_some(), "no use was made");
		let series = Resources::<T>::get(resource).map(|resource| resource.series);
		ensure!(series.is_none_or(|series| uses.series <= series), "uses are of a series to come");
		ensure!(uses.window <= T::Time::now(), "a window is to come");
		Ok(())
	}

	/// Uses under a grant have no series and no window. The grant's number was given; while it stands it is of the same
	/// resource, and its limit is kept.
	fn ensure_granted(
		resource: ResourceId,
		id: GrantId,
		uses: &access::Uses,
	) -> Result<(), TryRuntimeError> {
		ensure!(uses.count > 0, "no use was made");
		let is_plain = uses.window == 0 && uses.series == 0 && uses.totals.is_empty();
		ensure!(is_plain, "uses under a grant are counted as a subject's");
		ensure!(0 < id && id < NextGrant::<T>::get(), "uses are under no grant");
		let Some(grant) = Grants::<T>::get(id) else { return Ok(()) };
		ensure!(grant.resource == resource, "uses are under a grant of another resource");
		let is_within = grant.scope.uses.is_some_and(|most| uses.count <= most);
		ensure!(is_within, "more uses were made than a grant has");
		Ok(())
	}
}
