//! Origins of the holders' assembly, besides Root, and the way to stop its decisions.
//!
//! A referendum runs on the track of its origin ([`crate::configs::Tracks`]). Only the referenda pallet, and
//! Root through it, makes one of these origins: none belongs to an account.
//!
//! [`Pallet::stop_enactment`] names a referendum, and takes only its enactment out of the schedule. With the
//! scheduler's own calls an origin that may cancel could also schedule, and cancel any task.

use frame_support::{dispatch::DispatchResult, weights::Weight};
use pallet_referenda::ReferendumIndex;

pub use pallet::*;

/// Decisions of referenda that wait for their enactment.
pub trait Enactments {
	/// Takes a referendum's decision out of the queue.
	fn stop(referendum: ReferendumIndex) -> DispatchResult;

	/// Weight of [`Enactments::stop`].
	fn stop_weight() -> Weight;
}

/// Origins of the holders' assembly, and the way to stop its decisions.
#[frame_support::pallet]
pub mod pallet {
	use super::Enactments;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use pallet_referenda::ReferendumIndex;

	/// Origins of the holders' assembly, and the way to stop its decisions.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The runtime's decisions.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// May stop a referendum's decision until it is enacted: never one person alone.
		type StopOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The decisions that wait.
		type Enactments: Enactments;
	}

	/// Origins of a referendum's call, besides Root.
	#[derive(
		PartialEq, Eq, Clone, MaxEncodedLen, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo,
	)]
	#[pallet::origin]
	pub enum Origin {
		/// Sets the streams' shares and the parameters of devices and their pay, and admits roots of trust.
		#[codec(index = 0)]
		Economy,
		/// Appoints and dismisses the members of the council.
		#[codec(index = 1)]
		Appointments,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Stops what a referendum decided, until it is enacted. While it is still decided,
		/// `Referenda.cancel` does.
		#[pallet::call_index(0)]
		#[pallet::weight(T::Enactments::stop_weight())]
		pub fn stop_enactment(origin: OriginFor<T>, referendum: ReferendumIndex) -> DispatchResult {
			T::StopOrigin::ensure_origin(origin)?;
			T::Enactments::stop(referendum)
		}
	}

	macro_rules! ensures {
		($( #[$doc:meta] $name:ident: $origin:ident ),* $(,)?) => {
			$(
				#[$doc]
				pub struct $name;

				impl<O> EnsureOrigin<O> for $name
				where
					O: OriginTrait + From<Origin>,
					for<'a> &'a O::PalletsOrigin: TryInto<&'a Origin>,
				{
					type Success = ();

					fn try_origin(origin: O) -> Result<(), O> {
						let speaks = matches!(origin.caller().try_into(), Ok(Origin::$origin));
						if speaks {
							Ok(())
						} else {
							Err(origin)
						}
					}

					#[cfg(feature = "runtime-benchmarks")]
					fn try_successful_origin() -> Result<O, ()> {
						Ok(O::from(Origin::$origin))
					}
				}
			)*
		};
	}

	use frame_support::traits::OriginTrait;

	ensures! {
		/// [`Origin::Economy`] only.
		EnsureEconomy: Economy,
		/// [`Origin::Appointments`] only.
		EnsureAppointments: Appointments,
	}
}
