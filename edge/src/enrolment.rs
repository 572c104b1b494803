//! Enrolments: a device gives its word for an owner without a secret and without a connection, and the owner's side
//! looks whether the chain would take it before it pays a fee.

use crate::{
	amount::format_time,
	keys::{format_address, DeviceKey},
};
use jmt_primitives::{
	devices::{signed, DeviceInfo, Enrolment, EnrolmentError},
	AccountId, BlockNumber, DeviceId, Hash, Moment,
};

/// The start of 2020, in ms. A clock that stands before it was never set.
const YEAR_2020: Moment = 1_577_836_800_000;

/// Why an enrolment is not made, or not sent to the chain.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotEnrolled {
	/// The device's clock was never set.
	#[error(
		"the clock of this machine stands at {} UTC, before 2020, and what it signs would have expired: set it",
		format_time(*.0)
	)]
	Clock(Moment),
	/// The text is not one, or nothing by which the chain would register a device.
	#[error("the enrolment is refused")]
	Refused(#[from] EnrolmentError),
	/// It is for another chain.
	#[error(
		"the enrolment is for another chain: it names the genesis {named:?}, and this one has {expected:?}"
	)]
	OtherGenesis {
		/// The enrolment's.
		named: Hash,
		/// The chain's.
		expected: Hash,
	},
	/// It is for another owner.
	#[error(
		"the enrolment is for another owner: it names {}, and the key that was given is that of {}",
		format_address(.named),
		format_address(.signs)
	)]
	OtherOwner {
		/// The enrolment's.
		named: AccountId,
		/// The account that would register the device.
		signs: AccountId,
	},
	/// Its time has passed.
	#[error(
		"the enrolment expired at {} UTC, and the chain's time is {} UTC: have the device enroll again, and \
		 look at its clock",
		format_time(*.expires),
		format_time(*.now)
	)]
	Expired {
		expires: Moment,
		/// The chain's time.
		now: Moment,
	},
	/// Its time lies further ahead than the chain takes.
	#[error(
		"the enrolment expires at {} UTC, and the chain takes {} UTC at most: have the device enroll again, and \
		 look at its clock",
		format_time(*.expires),
		format_time(*.latest)
	)]
	ExpiresTooFar {
		expires: Moment,
		/// The latest expiry that the chain takes now.
		latest: Moment,
	},
	/// The device is in the registry.
	#[error("the device {:?} is registered already, by {} in block {block}", .device.0, format_address(.owner))]
	Registered {
		device: DeviceId,
		/// Its owner.
		owner: AccountId,
		/// The block that registered it.
		block: BlockNumber,
	},
}

impl NotEnrolled {
	/// A short stable word for the reason, for machines.
	pub const fn kind(&self) -> &'static str {
		match self {
			Self::Clock(_) => "clock",
			Self::Refused(error) => kind_of(error),
			Self::OtherGenesis { .. } => kind_of(&EnrolmentError::OtherGenesis),
			Self::OtherOwner { .. } => kind_of(&EnrolmentError::OtherOwner),
			Self::Expired { .. } => kind_of(&EnrolmentError::Expired),
			Self::ExpiresTooFar { .. } => kind_of(&EnrolmentError::ExpiresTooFar),
			Self::Registered { .. } => "alreadyRegistered",
		}
	}
}

const fn kind_of(error: &EnrolmentError) -> &'static str {
	match error {
		EnrolmentError::NotAnEnrolment => "notAnEnrolment",
		EnrolmentError::NotBase58 => "enrolmentNotBase58",
		EnrolmentError::Damaged => "enrolmentDamaged",
		EnrolmentError::UnknownVersion(_) => "enrolmentVersion",
		EnrolmentError::UnknownScheme(_) => "enrolmentScheme",
		EnrolmentError::MixedSchemes => "enrolmentMixedSchemes",
		EnrolmentError::Malformed => "enrolmentMalformed",
		EnrolmentError::OtherGenesis => "enrolmentOtherGenesis",
		EnrolmentError::OtherOwner => "enrolmentOtherOwner",
		EnrolmentError::Expired => "enrolmentExpired",
		EnrolmentError::ExpiresTooFar => "enrolmentExpiresTooFar",
		EnrolmentError::WeakKey => "enrolmentWeakKey",
		EnrolmentError::BadSignature => "enrolmentBadSignature",
	}
}

/// The device's word that `owner` may register it on the chain with this genesis until `expires`.
pub fn sign(device: &DeviceKey, genesis: Hash, owner: AccountId, expires: Moment) -> Enrolment {
	let signature = device.sign(&signed::registration(&genesis, &owner, expires));
	Enrolment { genesis, owner, key: device.public(), expires, signature }
}

/// When an enrolment expires that is made `now`, by the device's own clock, and is good for `valid`, both in ms.
pub fn expiry(now: Moment, valid: Moment) -> Result<Moment, NotEnrolled> {
	match now < YEAR_2020 {
		true => Err(NotEnrolled::Clock(now)),
		false => Ok(now.saturating_add(valid)),
	}
}

/// Whether an enrolment is for the account that signs, which is known without the chain.
pub fn check_owner(enrolment: &Enrolment, owner: &AccountId) -> Result<(), NotEnrolled> {
	match enrolment.owner == *owner {
		true => Ok(()),
		false => {
			Err(NotEnrolled::OtherOwner { named: enrolment.owner.clone(), signs: owner.clone() })
		},
	}
}

/// The chain at one block, as far as a registration depends on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Registry {
	pub genesis: Hash,
	/// The chain's time, in ms.
	pub now: Moment,
	/// How far ahead of that a registration may expire, in ms.
	pub furthest: Moment,
	/// The device, if it is registered.
	pub device: Option<DeviceInfo>,
}

impl Registry {
	/// Whether the chain would register the device for `owner`.
	pub fn check(&self, enrolment: &Enrolment, owner: &AccountId) -> Result<(), NotEnrolled> {
		if enrolment.genesis != self.genesis {
			return Err(NotEnrolled::OtherGenesis {
				named: enrolment.genesis,
				expected: self.genesis,
			});
		}
		check_owner(enrolment, owner)?;
		if let Some(device) = &self.device {
			return Err(NotEnrolled::Registered {
				device: enrolment.device(),
				owner: device.owner.clone(),
				block: device.registered_in,
			});
		}
		let (now, expires) = (self.now, enrolment.expires);
		enrolment.check(&self.genesis, owner, now, self.furthest).map_err(|error| match error {
			EnrolmentError::Expired => NotEnrolled::Expired { expires, now },
			EnrolmentError::ExpiresTooFar => {
				NotEnrolled::ExpiresTooFar { expires, latest: now.saturating_add(self.furthest) }
			},
			error => error.into(),
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{devices::DeviceStanding, KeyType};

	const NOW: Moment = 1_790_000_000_000;
	const HOUR: Moment = 3_600_000;

	fn owner() -> AccountId {
		AccountId::new([7; 32])
	}

	fn registry() -> Registry {
		Registry { genesis: Hash::repeat_byte(1), now: NOW, furthest: 24 * HOUR, device: None }
	}

	fn enrolment(expires: Moment) -> Enrolment {
		let (device, _) = DeviceKey::generate(KeyType::P256);
		sign(&device, registry().genesis, owner(), expires)
	}

	#[test]
	fn sign_it_is_what_the_registry_takes_by_every_scheme() {
		for key_type in KeyType::ALL {
			let (device, _) = DeviceKey::generate(key_type);
			let made = sign(&device, registry().genesis, owner(), NOW + HOUR);
			let read = Enrolment::from_text(&made.to_text()).unwrap();
			assert_eq!((read.key, read.device()), (device.public(), device.id()));
			assert_eq!(registry().check(&read, &owner()), Ok(()), "{key_type:?}");
		}
	}

	#[test]
	fn expiry_it_is_counted_by_the_devices_clock() {
		assert_eq!(expiry(NOW, HOUR), Ok(NOW + HOUR));
		assert_eq!(expiry(YEAR_2020, HOUR), Ok(YEAR_2020 + HOUR));
	}

	mod reject {
		use super::*;

		#[test]
		fn expiry_a_clock_that_was_never_set_is_named() {
			for now in [0, 5_000, YEAR_2020 - 1] {
				let said = expiry(now, HOUR).unwrap_err().to_string();
				assert!(said.contains("clock") && said.contains("2020"), "{said}");
			}
			let said = expiry(5_000, HOUR).unwrap_err().to_string();
			assert!(said.contains("1970-01-01 00:00"), "{said}");
		}

		#[test]
		fn check_each_reason_is_named_with_both_sides() {
			let good = enrolment(NOW + HOUR);
			let other_chain = Registry { genesis: Hash::repeat_byte(2), ..registry() };
			let stranger = AccountId::new([8; 32]);
			let late = Registry { now: NOW + HOUR + 1, ..registry() };
			let early = Registry { now: NOW - 24 * HOUR, ..registry() };
			let known = DeviceInfo {
				key: good.key,
				owner: stranger.clone(),
				registered_in: 77,
				standing: DeviceStanding::Active,
			};
			let registered = Registry { device: Some(known), ..registry() };
			let names = |hash: u8| format!("{:?}", Hash::repeat_byte(hash));
			let (mine, his) = (format_address(&owner()), format_address(&stranger));
			let id = format!("{:?}", good.device().0);
			for (refused, kind, parts) in [
				(other_chain.check(&good, &owner()), "enrolmentOtherGenesis", [names(1), names(2)]),
				(registry().check(&good, &stranger), "enrolmentOtherOwner", [mine, his.clone()]),
				(
					late.check(&good, &owner()),
					"enrolmentExpired",
					[format_time(NOW + HOUR), "clock".into()],
				),
				(
					early.check(&good, &owner()),
					"enrolmentExpiresTooFar",
					[format_time(NOW + HOUR), format_time(NOW)],
				),
				(
					registered.check(&good, &owner()),
					"alreadyRegistered",
					[id, format!("{his} in block 77")],
				),
			] {
				let refused = refused.unwrap_err();
				let said = refused.to_string();
				assert_eq!(refused.kind(), kind, "{said}");
				for part in parts {
					assert!(said.contains(&part), "{part} is not in {said}");
				}
			}
		}

		#[test]
		fn check_the_last_moment_is_good_and_the_next_is_not() {
			let at = |expires| registry().check(&enrolment(expires), &owner());
			assert_eq!(at(NOW), Ok(()));
			assert_eq!(at(NOW - 1).unwrap_err().kind(), "enrolmentExpired");
			assert_eq!(at(NOW + 24 * HOUR), Ok(()));
			assert_eq!(at(NOW + 24 * HOUR + 1).unwrap_err().kind(), "enrolmentExpiresTooFar");
			assert_eq!(at(Moment::MAX).unwrap_err().kind(), "enrolmentExpiresTooFar");
		}

		#[test]
		fn check_a_signature_for_another_time_is_none() {
			let mut changed = enrolment(NOW + HOUR);
			changed.expires += 1;
			let refused = registry().check(&changed, &owner()).unwrap_err();
			assert_eq!(refused.kind(), "enrolmentBadSignature");
		}
	}
}
