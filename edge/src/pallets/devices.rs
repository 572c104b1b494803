//! The registry of devices.

use super::{ask, constant, Call};
use crate::{chain::At, enrolment, error::Error, keys::DeviceKey};
use codec::Encode;
use jmt_primitives::{
	devices::{DeviceId, DeviceInfo, DevicePublic, DeviceSignature, Enrolment},
	AccountId, Balance, Hash, Moment,
};
use scale_info::TypeInfo;

const PALLET: &str = "Devices";

/// Number of registered devices.
pub async fn count(at: &At) -> Result<u32, Error> {
	ask(at, "DevicesApi", "count", &()).await
}

/// The deposit of a registration, in planck.
pub fn deposit(at: &At) -> Result<Balance, Error> {
	constant(at, PALLET, "Deposit")
}

/// A device as it is registered.
pub async fn device(at: &At, device: DeviceId) -> Result<Option<DeviceInfo>, Error> {
	ask(at, "DevicesApi", "device", &(device,)).await
}

/// How far ahead of the chain's time a registration may expire, in ms.
pub fn max_registration_age(at: &At) -> Result<Moment, Error> {
	constant(at, PALLET, "MaxRegistrationAge")
}

/// Registers a device for the account that signs, which pays a deposit.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Register {
	pub key: DevicePublic,
	/// Until when the device's signature is good, in ms.
	pub expires: Moment,
	/// By the device, over [`jmt_primitives::devices::signed::registration`].
	pub signature: DeviceSignature,
}

impl Register {
	/// With the device's signature for this chain and owner.
	pub fn signed(device: &DeviceKey, genesis: &Hash, owner: &AccountId, expires: Moment) -> Self {
		enrolment::sign(device, *genesis, owner.clone(), expires).into()
	}
}

impl From<Enrolment> for Register {
	fn from(Enrolment { key, expires, signature, .. }: Enrolment) -> Self {
		Self { key, expires, signature }
	}
}

impl Call for Register {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "register";
}

/// Pauses a device: it stays registered, but is not active.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Pause {
	/// One of the account that signs.
	pub device: DeviceId,
}

impl Call for Pause {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "pause";
}

/// Resumes a paused device.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Resume {
	/// One of the account that signs.
	pub device: DeviceId,
}

impl Call for Resume {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "resume";
}

/// Removes a device from the registry; its owner gets the deposit back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Remove {
	/// One of the account that signs.
	pub device: DeviceId,
}

impl Call for Remove {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "remove";
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{devices::signed, KeyType};
	use scale_value::Composite;

	#[test]
	fn signed_it_is_the_devices_word_for_one_owner_on_one_chain() {
		let (owner, genesis) = (AccountId::new([7; 32]), Hash::repeat_byte(1));
		for key_type in KeyType::ALL {
			let (device, _) = DeviceKey::generate(key_type);
			let call = Register::signed(&device, &genesis, &owner, 5);
			let payload = signed::registration(&genesis, &owner, 5);
			assert!(call.signature.verify(&payload, &call.key), "{key_type:?}");
			let other = signed::registration(&Hash::repeat_byte(2), &owner, 5);
			assert!(!call.signature.verify(&other, &call.key), "{key_type:?}");
		}
	}

	#[test]
	fn arguments_they_have_the_names_of_the_metadata() {
		let (device, _) = DeviceKey::generate(KeyType::P256);
		let call = Register::signed(&device, &Hash::zero(), &AccountId::new([7; 32]), 5);
		let Composite::Named(fields) = call.arguments().unwrap() else { panic!("no names") };
		let names = fields.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
		assert_eq!(names, ["key", "expires", "signature"]);
	}
}
