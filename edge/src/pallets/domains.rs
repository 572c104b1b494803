//! Domains: who speaks for which devices.

use super::{balances, stored, Call, Event};
use crate::{chain::At, error::Error};
use codec::{Decode, Encode};
use jmt_primitives::{
	cell::Region,
	domains::{Domain, DomainId, DomainState, Layer, Link, Reach, MAX_DEPTH, PREPAID},
	AccountId, Balance, Moment,
};
use scale_info::TypeInfo;

const PALLET: &str = "Devices";

/// A domain as it is stored.
pub async fn domain(at: &At, domain: DomainId) -> Result<Option<Domain>, Error> {
	stored(at, PALLET, "Domains", &(domain,)).await
}

/// A domain and all above it, the top one first. `None` when it is not there.
pub async fn path(at: &At, id: DomainId) -> Result<Option<Vec<(DomainId, Domain)>>, Error> {
	let mut path = Vec::new();
	let mut next = Some(id);
	while let Some(id) = next {
		let Some(found) = domain(at, id).await? else { return Ok(None) };
		next = found.parent;
		path.push((id, found));
		if path.len() > usize::from(MAX_DEPTH) {
			return Err(Error::reading(format!("domain {id}"), "its way to the top has no end"));
		}
	}
	path.reverse();
	Ok(Some(path))
}

/// The highest domain of a path that is suspended, if any is.
pub fn suspended(path: &[(DomainId, Domain)]) -> Option<DomainId> {
	path.iter().find(|(_, domain)| domain.state != DomainState::Active).map(|(id, _)| *id)
}

/// Whether devices of `to` are trusted by `from`, and how far.
pub async fn link(at: &At, from: DomainId, to: DomainId) -> Result<Option<Link>, Error> {
	stored(at, PALLET, "Trust", &(from, to)).await
}

/// The keyless account out of which a domain pays: `modl`, [`PREPAID`], the domain's number, zeros.
pub fn prepaid_account(domain: DomainId) -> AccountId {
	let mut account = [0; 32];
	let seed = (*b"modl", PREPAID, domain).encode();
	account[..seed.len()].copy_from_slice(&seed);
	AccountId::new(account)
}

/// All that a domain's prepaid account has.
pub async fn prepaid(at: &At, domain: DomainId) -> Result<balances::Account, Error> {
	balances::account(at, &prepaid_account(domain)).await
}

/// Makes a domain of the account that signs, which pays a deposit. Below another one it takes an authority of that.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct CreateDomain {
	pub parent: Option<DomainId>,
	pub layer: Layer,
	pub region: Region,
}

impl Call for CreateDomain {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "create_domain";
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct DomainCreated {
	pub domain: DomainId,
	/// Held of the owner, in planck.
	pub deposit: Balance,
}

impl Event for DomainCreated {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "DomainCreated";
}

/// Suspends a domain, and with it all below.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct SuspendDomain {
	pub domain: DomainId,
}

impl Call for SuspendDomain {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "suspend_domain";
}

/// Resumes a domain.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct ResumeDomain {
	pub domain: DomainId,
}

impl Call for ResumeDomain {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "resume_domain";
}

/// Lets resources of `from` let in devices of `to`.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct SetTrust {
	pub from: DomainId,
	pub to: DomainId,
	pub reach: Reach,
	/// The last moment, in ms.
	pub expires: Moment,
}

impl Call for SetTrust {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "set_trust";
}

/// Ends it at once.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct DropTrust {
	pub from: DomainId,
	pub to: DomainId,
}

impl Call for DropTrust {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "drop_trust";
}

/// Pays the domain's owner out of its prepaid account.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct WithdrawPrepaid {
	pub domain: DomainId,
	/// In planck.
	pub amount: Balance,
}

impl Call for WithdrawPrepaid {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "withdraw_prepaid";
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::domains::{Rank, Role};
	use scale_value::Composite;

	#[test]
	fn prepaid_account_it_is_the_pallets_sub_account_of_the_number() {
		let expected =
			format!("{}{}{}{}", "6d6f646c", "6a6d742f70726570", "2a000000", "00".repeat(16));
		assert_eq!(hex::encode(prepaid_account(42)), expected);
	}

	#[test]
	fn suspended_it_names_the_highest() {
		let domain = |state| Domain {
			parent: None,
			top: 1,
			depth: 1,
			layer: Layer::Device,
			region: Region::World,
			owner: AccountId::new([1; 32]),
			offered_to: None,
			payer: AccountId::new([1; 32]),
			deposit: 0,
			state,
			admins: 0,
			children: 0,
			members: 0,
			manifests: 0,
		};
		let fell = DomainState::Suspended(Rank { depth: 1, role: Role::Owner });
		let path = |states: [DomainState; 3]| {
			let path = (1u32..).zip(states.map(domain)).collect::<Vec<_>>();
			suspended(&path)
		};
		let stands = DomainState::Active;
		assert_eq!(path([stands, stands, stands]), None);
		assert_eq!(path([stands, fell, fell]), Some(2));
		assert_eq!(path([stands, stands, fell]), Some(3));
	}

	#[test]
	fn arguments_they_have_the_names_of_the_metadata() {
		let call = CreateDomain { parent: Some(1), layer: Layer::Device, region: Region::World };
		let Composite::Named(fields) = call.arguments().unwrap() else { panic!("no names") };
		let names = fields.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
		assert_eq!(names, ["parent", "layer", "region"]);
	}
}
