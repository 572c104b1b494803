//! Roots of trust and the units that they certify.

use super::{stored, Call};
use crate::{chain::At, error::Error};
use codec::Encode;
use jmt_primitives::{
	units::{Binding, Certificate, Root, RootId},
	DeviceId,
};
use scale_info::TypeInfo;

const PALLET: &str = "Devices";

/// A root of trust as it is stored.
pub async fn root(at: &At, root: RootId) -> Result<Option<Root>, Error> {
	stored(at, PALLET, "Roots", &(root,)).await
}

/// Binds a unit to a device; another device that had it loses it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct BindUnit {
	/// One of the account that signs.
	pub device: DeviceId,
	pub certificate: Certificate,
	/// Left out where the device's key is the unit's.
	pub binding: Option<Binding>,
}

impl Call for BindUnit {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "bind_unit";
}
