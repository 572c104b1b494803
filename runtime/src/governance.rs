//! Origins of the holders' assembly: what a referendum can speak as, besides Root.
//!
//! A referendum runs on the track of its origin ([`crate::configs::Tracks`]). Only the referenda pallet, and
//! Root through it, makes one of these origins: none belongs to an account.

pub use pallet::*;

/// Origins of the holders' assembly.
#[frame_support::pallet]
pub mod pallet {
	use frame_support::pallet_prelude::*;

	/// Origins of the holders' assembly.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// Nothing to configure.
	#[pallet::config]
	pub trait Config: frame_system::Config {}

	/// What a referendum can speak as, besides Root.
	#[derive(
		PartialEq, Eq, Clone, MaxEncodedLen, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo,
	)]
	#[pallet::origin]
	pub enum Origin {
		/// Sets the streams' shares and the parameters of proof of time.
		#[codec(index = 0)]
		Economy,
		/// Appoints and dismisses the members of the council.
		#[codec(index = 1)]
		Appointments,
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
