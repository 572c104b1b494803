//! The calls, and events of theirs that tell a number or a sum.

use super::PALLET;
use crate::pallets::{Call, Event};
use codec::{Decode, Encode};
use jmt_primitives::{
	access::{
		Action, Actions, Authority, Decision, Delegation, GrantId, Holder, PolicyBody, PolicyId,
		ResourceId, Scope, Subject,
	},
	cell::Cell,
	domains::DomainId,
	AccountId, Balance, DeviceId, Hash, Moment, Signature,
};
use scale_info::TypeInfo;

/// Names a call or an event of the pallet.
macro_rules! named {
	($kind:ident, $($name:ident = $text:literal),+ $(,)?) => {
		$(impl $kind for $name {
			const PALLET: &'static str = PALLET;
			const NAME: &'static str = $text;
		})+
	};
}

/// An authority's word that an account may make resources in its domain.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ResourcePermit {
	/// The last moment at which it is good, in ms.
	pub expires: Moment,
	/// The account that signed.
	pub authority: AccountId,
	/// Over [`jmt_primitives::access::signed::permit`].
	pub signature: Signature,
}

/// Makes a resource of the account that signs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct CreateResource {
	pub domain: DomainId,
	/// Needed of an account that is no authority of the domain.
	pub permit: Option<ResourcePermit>,
	pub place: Option<Cell>,
	/// The device that enforces.
	pub enforcer: Option<DeviceId>,
	pub actions: Actions,
	/// Those that the enforcer may take in an emergency.
	pub fail_safe: Actions,
	pub policy: Option<PolicyId>,
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct ResourceCreated {
	pub resource: ResourceId,
	/// Held of the owner, in planck.
	pub deposit: Balance,
}

/// Whether a resource is frozen from now on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum StateChange {
	Freeze,
	Open,
}

/// A change of a resource.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum ResourceChange {
	Place(Option<Cell>),
	Enforcer(Option<DeviceId>),
	Actions { actions: Actions, fail_safe: Actions },
	Policy(Option<PolicyId>),
	State(StateChange),
}

/// Changes a resource: its owner, and of its state an authority of its domain too.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct SetResource {
	pub resource: ResourceId,
	pub change: ResourceChange,
}

/// Closes a resource of the account that signs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct CloseResource {
	pub resource: ResourceId,
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct ResourceClosed {
	/// To the owner, in planck.
	pub released: Balance,
}

/// The place of a policy.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum PolicyAt {
	/// A new one, for resources of this domain and of those below it.
	New { domain: DomainId },
	/// In the place of this one.
	Replace(PolicyId),
}

/// Writes a policy of the account that signs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct SetPolicy {
	pub at: PolicyAt,
	pub body: PolicyBody,
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct PolicySet {
	pub policy: PolicyId,
	pub version: u32,
	/// Held of the owner, in planck.
	pub deposit: Balance,
}

/// Closes a policy that no resource names.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct ClosePolicy {
	pub policy: PolicyId,
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct PolicyClosed {
	/// To the owner, in planck.
	pub released: Balance,
}

/// Grants a right: the resource's owner, or who acts for the holder of the grant above.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct MakeGrant {
	pub resource: ResourceId,
	/// The grant that it is made from.
	pub parent: Option<GrantId>,
	pub holder: Holder,
	pub scope: Scope,
	pub delegation: Delegation,
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct Granted {
	pub grant: GrantId,
	pub depth: u8,
	/// Held of the account that signed, in planck.
	pub deposit: Balance,
}

/// Revokes a grant, and with it all below.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Revoke {
	pub grant: GrantId,
}

/// Revokes all grants of a resource.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct RevokeAll {
	pub resource: ResourceId,
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct AllRevoked {
	/// That of grants from now on.
	pub epoch: u32,
}

/// Revokes all passes of a grant.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct BumpPasses {
	pub grant: GrantId,
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct PassesRevoked {
	/// That of passes from now on.
	pub epoch: u32,
}

/// Closes a grant from which no other was made.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct CloseGrant {
	pub grant: GrantId,
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct GrantClosed {
	pub payer: AccountId,
	/// To the payer, in planck.
	pub released: Balance,
}

/// Approves a request by its hash.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Approve {
	pub resource: ResourceId,
	pub request: Hash,
	/// The last moment at which it counts, in ms.
	pub until: Moment,
}

/// Withdraws an approval: its approver, or anybody after its end.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct WithdrawApproval {
	pub resource: ResourceId,
	pub request: Hash,
	pub approver: AccountId,
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct ApprovalWithdrawn {
	/// To the approver, in planck.
	pub released: Balance,
}

/// Uses a right on the chain: it decides, counts, and pays the resource's owner.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct UseRight {
	pub resource: ResourceId,
	/// The account that signs, or a device of it.
	pub subject: Subject,
	pub action: Action,
	pub authority: Authority,
	pub uses: u32,
	/// Of all uses together, in planck.
	pub most_price: Balance,
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct Used {
	/// Paid for all of them, in planck.
	pub price: Balance,
	pub decision: Decision,
}

named!(
	Call,
	CreateResource = "create_resource",
	SetResource = "set_resource",
	CloseResource = "close_resource",
	SetPolicy = "set_policy",
	ClosePolicy = "close_policy",
	MakeGrant = "grant",
	Revoke = "revoke",
	RevokeAll = "revoke_all",
	BumpPasses = "bump_passes",
	CloseGrant = "close_grant",
	Approve = "approve",
	WithdrawApproval = "withdraw_approval",
	UseRight = "use_right",
);

named!(
	Event,
	ResourceCreated = "ResourceCreated",
	ResourceClosed = "ResourceClosed",
	PolicySet = "PolicySet",
	PolicyClosed = "PolicyClosed",
	Granted = "Granted",
	AllRevoked = "AllRevoked",
	PassesRevoked = "PassesRevoked",
	GrantClosed = "GrantClosed",
	ApprovalWithdrawn = "ApprovalWithdrawn",
	Used = "Used",
);

#[cfg(test)]
mod tests {
	use super::*;
	use scale_value::Composite;

	fn names(call: &impl Call) -> Vec<String> {
		let Composite::Named(fields) = call.arguments().unwrap() else { panic!("no names") };
		fields.into_iter().map(|(name, _)| name).collect()
	}

	#[test]
	fn arguments_they_have_the_names_of_the_metadata() {
		let create = CreateResource {
			domain: 1,
			permit: None,
			place: None,
			enforcer: None,
			actions: Actions::ALL,
			fail_safe: Actions::NONE,
			policy: None,
		};
		let expected = ["domain", "permit", "place", "enforcer", "actions", "fail_safe", "policy"];
		assert_eq!(names(&create), expected);
		let using = UseRight {
			resource: 1,
			subject: Subject::Account(AccountId::new([1; 32])),
			action: Action::OPEN,
			authority: Authority::Own,
			uses: 1,
			most_price: 0,
		};
		let expected = ["resource", "subject", "action", "authority", "uses", "most_price"];
		assert_eq!(names(&using), expected);
	}
}
