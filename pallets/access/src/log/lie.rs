use crate::{Config, Error, Event, Logs, Pallet, WeightInfo};
use frame_support::{ensure, traits::Time, weights::Weight};
use jmt_primitives::{access::log::Lie, identity::IdentityFacts, AccountId, DeviceId};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Weight of a report: by its hashes, and by the signature if it has one.
	pub(crate) fn report_lie_weight(lie: &Lie) -> Weight {
		let weight = T::WeightInfo::report_lie(lie.hashes());
		match lie {
			Lie::Missing { signature, .. } => {
				weight.saturating_add(Self::verify_weight(signature.key_type()))
			},
			Lie::Unsorted { .. } => weight,
		}
	}

	/// Notes in an enforcer's log that it lied, and emits `LieReported`.
	pub(crate) fn do_report_lie(by: AccountId, enforcer: DeviceId, lie: &Lie) -> DispatchResult {
		let mut head = Logs::<T>::get(enforcer).ok_or(Error::<T>::UnknownLog)?;
		ensure!(head.lied.is_none(), Error::<T>::AlreadyLied);
		lie.check(&Self::genesis_hash(), &enforcer, &head).map_err(|_| Error::<T>::NotALie)?;
		if let Lie::Missing { receipt, signature, .. } = lie {
			let device = T::Identity::device(&enforcer).ok_or(Error::<T>::UnknownEnforcer)?;
			ensure!(receipt.is_signed(signature, &device.key), Error::<T>::BadSignature);
		}
		head.lied = Some(T::Time::now());
		Logs::<T>::insert(enforcer, head);
		Self::deposit_event(Event::LieReported {
			enforcer,
			by,
			use_id: lie.use_id(),
			lie: lie.kind(),
		});
		Ok(())
	}
}
