use crate::{
	devices::DeviceStanding,
	domains::{DomainId, Reach},
	units::{Level, RootId},
	AccountId, BlockNumber, DeviceId, DevicePublic, Hash, Moment,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// The chain's word on a device and a host in one block.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Snapshot {
	/// Hash of the chain's first block.
	pub genesis: Hash,
	pub block: BlockNumber,
	/// The block's time, in ms.
	pub at: Moment,
	pub device: DeviceId,
	/// `None` when the device is not registered.
	pub subject: Option<Subject>,
	/// The domain that was asked about.
	pub host: DomainId,
	pub host_standing: HostStanding,
	/// The host's links to the domains of the subject's path, at most one each.
	pub welcomes: Vec<Welcome>,
}

/// A registered device.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Subject {
	/// With which it signs now.
	pub key: DevicePublic,
	pub owner: AccountId,
	/// Whether it is active, with each domain above it, or why not.
	pub standing: DeviceStanding,
	/// Its domain and those above: its own first, the top last. Empty at large.
	pub path: Vec<DomainId>,
	/// The physical unit that it is bound to, where that counts.
	pub unit: Option<Certified>,
}

/// A physical unit that counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Certified {
	/// The root of trust that vouches for it.
	pub root: RootId,
	pub level: Level,
	/// The last moment at which its certificate is good, in ms.
	pub expires: Moment,
}

/// Whether a domain can let anybody in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum HostStanding {
	/// It can.
	#[codec(index = 0)]
	Active,
	/// There is no such domain.
	#[codec(index = 1)]
	Unknown,
	/// It, or this one above it, is suspended: its links are void.
	#[codec(index = 2)]
	Suspended(DomainId),
}

/// A trust link of the host.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Welcome {
	/// The domain whose devices are let in.
	pub to: DomainId,
	/// Whether those of domains below it are too.
	pub reach: Reach,
	/// The last moment at which the link is good, in ms.
	pub expires: Moment,
}
