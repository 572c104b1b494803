//! The registry of devices.

use super::{ask, constant, stored, Call};
use crate::{
	chain::{within, At},
	enrolment,
	error::{BoxedError, Error},
	keys::DeviceKey,
};
use codec::{Decode, Encode};
use futures::StreamExt;
use jmt_primitives::{
	devices::{
		DeviceId, DeviceInfo, DevicePublic, DeviceSignature, Enrolment, Member, Payer, ProfilePart,
	},
	domains::DomainId,
	AccountId, Balance, Hash, Moment, Signature,
};
use scale_info::TypeInfo;
use scale_value::Value;

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

/// All that is known of a device besides; `None` for one at large of which nothing more is known.
pub async fn member(at: &At, device: DeviceId) -> Result<Option<Member>, Error> {
	stored(at, PALLET, "Members", &(device,)).await
}

/// At most `most` of an owner's devices, sorted by their ids.
/// Devices that were registered before the chain kept this index are missing until somebody indexes them.
pub async fn owned(at: &At, owner: &AccountId, most: usize) -> Result<Vec<DeviceId>, Error> {
	const ITEM: &str = "Owned";
	fn wrong(error: impl Into<BoxedError>) -> Error {
		Error::reading(format!("{PALLET}.{ITEM}"), error)
	}
	within("listing the owner's devices", async {
		let address = subxt::storage::dynamic::<Vec<Value>, Value>(PALLET, ITEM);
		let entry = at.storage().entry(address).map_err(wrong)?;
		let keys = vec![Value::from_bytes(owner)];
		let entries = entry.iter(keys).await.map_err(wrong)?;
		let mut entries = entries.take(most);
		let mut devices = Vec::new();
		while let Some(found) = entries.next().await {
			let found = found.map_err(wrong)?;
			// The id stands at the end of the key, as it is.
			let id = found.key_bytes().last_chunk::<32>();
			let short = || Error::reading(format!("{PALLET}.{ITEM}"), "its key is too short");
			devices.push(DeviceId(id.ok_or_else(short)?.into()));
		}
		// The light client has them in no order.
		devices.sort_unstable();
		Ok::<_, Error>(devices)
	})
	.await
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

/// Moves a device into a domain, or out of the one that it is in.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct MoveDevice {
	/// One of the account that signs.
	pub device: DeviceId,
	pub to: Option<DomainId>,
	/// Needed to come into a domain of which the account is no authority.
	pub permit: Option<Permit>,
}

impl Call for MoveDevice {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "move_device";
}

/// Offers a device to an account; `None` takes the offer back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct OfferDevice {
	/// One of the account that signs.
	pub device: DeviceId,
	pub to: Option<AccountId>,
}

impl Call for OfferDevice {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "offer_device";
}

/// Accepts a device that was offered to the account that signs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct AcceptDevice {
	pub device: DeviceId,
}

impl Call for AcceptDevice {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "accept_device";
}

/// Sets a part of a device's profile.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct SetProfile {
	pub device: DeviceId,
	pub part: ProfilePart,
}

impl Call for SetProfile {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "set_profile";
}

/// An authority's word that a device may come into its domain.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Permit {
	/// The payer of the device's deposit from then on.
	pub payer: Payer,
	/// The last moment at which it is good, in ms.
	pub expires: Moment,
	/// The account that signed.
	pub authority: AccountId,
	/// Over [`jmt_primitives::domains::signed::permit`].
	pub signature: Signature,
}

/// A change of a device's state in its domain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub enum MemberChange {
	/// It is not active until it is resumed.
	Suspend,
	/// It is suspended no longer.
	Resume,
	/// It is never active again.
	Revoke,
}

/// Suspends, resumes or revokes a device.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct SetMember {
	pub device: DeviceId,
	pub change: MemberChange,
}

impl Call for SetMember {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "set_member";
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
