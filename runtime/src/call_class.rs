//! The class of each call: safe mode, pauses, proxies and the call filter go by it.
//!
//! Each `configs/<pallet>.rs` says the class of every call of its pallet by `call_classes!`, which makes a
//! `match` without a wildcard, and the list at the end of this file names every pallet with calls. So neither
//! a new call nor a new pallet compiles before its class is written.
//!
//! | class | goes on in safe mode | can be paused |
//! |---|---|---|
//! | [`CallClass::Consensus`], [`CallClass::Device`], [`CallClass::Exit`], [`CallClass::Maintenance`] | yes | no |
//! | [`CallClass::Decision`] | yes | yes |
//! | [`CallClass::Owner`], [`CallClass::Money`] | no | yes |
//!
//! Two marks stand behind a class where it does not say all. A `carrier` brings other calls, each of which is
//! filtered by itself, and therefore goes on in safe mode. A call that is `root_only` is refused to everybody
//! else. Root passes every filter, so that the class of such a call has no effect.

use crate::RuntimeCall;
use frame_support::{dispatch::CallableCallFor, traits::Contains};

/// The purpose of a call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CallClass {
	/// Makes and finalises blocks, and reports attackers of that.
	Consensus,
	/// Comes from a device, which would forfeit pay if it were held back.
	Device,
	/// Manages an account's devices, stakes and keys.
	Owner,
	/// Moves funds, or hands over power over them.
	Money,
	/// Only ends, proves or pays what was agreed earlier, so that nobody is punished for a deadline that a pause
	/// kept them from.
	Exit,
	/// Takes effect by the word of a body. Refused once it was carried, it would be used up.
	Decision,
	/// Keeps the network governed and mends it: the bodies' own calls, and the ways into and out of safe mode and
	/// pauses. Without them there is no way back, and one body could silence another.
	Maintenance,
}

impl CallClass {
	/// Whether calls of this class are let through in safe mode.
	pub const fn goes_on_in_safe_mode(self) -> bool {
		match self {
			Self::Consensus | Self::Device | Self::Exit | Self::Decision | Self::Maintenance => {
				true
			},
			Self::Owner | Self::Money => false,
		}
	}

	/// Whether calls of this class can be paused one by one.
	pub const fn can_be_paused(self) -> bool {
		match self {
			Self::Owner | Self::Money | Self::Decision => true,
			Self::Consensus | Self::Device | Self::Exit | Self::Maintenance => false,
		}
	}
}

/// The subject of a pallet's calls: proxies are limited by it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
	/// Blocks, finality and time.
	Blocks,
	/// Tools of every account: remarks, batches, multisigs, proxies, preimages.
	Accounts,
	/// Supply, payments, grants.
	Funds,
	/// Staking, session keys and pools.
	Staking,
	/// Devices and their pay; who may use them; the work that they do for others; proofs, and the groups that devices
	/// prove to belong to.
	Devices,
	/// Votes, motions, candidacies and referenda.
	Governance,
	/// Parameters, members of bodies, schedules, safe mode, pauses and sudo.
	Network,
}

/// A pallet's calls, each with its class.
pub(crate) trait Classified {
	/// The class of this call.
	fn class(&self) -> CallClass;

	/// Whether it brings other calls, which are filtered by themselves.
	fn is_carrier(&self) -> bool;

	/// Whether it is refused to everybody but Root.
	fn is_root_only(&self) -> bool;

	/// The class of the call with this name.
	fn class_named(name: &str) -> Option<CallClass>;
}

/// Says the class of each call of a pallet, with a mark where it has one.
macro_rules! call_classes {
	($calls:ty, $( $class:ident $( $mark:ident )? : $( $call:ident ),+ ; )+) => {
		#[allow(deprecated)]
		impl $crate::call_class::Classified for $calls {
			fn class(&self) -> $crate::call_class::CallClass {
				match self {
					$( $( Self::$call { .. } )|+ => $crate::call_class::CallClass::$class, )+
					Self::__Ignore(_, never) => match *never {},
				}
			}

			fn is_carrier(&self) -> bool {
				match self {
					$( $( Self::$call { .. } )|+ => $crate::call_class::call_classes!(@carrier $( $mark )?), )+
					Self::__Ignore(_, never) => match *never {},
				}
			}

			fn is_root_only(&self) -> bool {
				match self {
					$( $( Self::$call { .. } )|+ => $crate::call_class::call_classes!(@root_only $( $mark )?), )+
					Self::__Ignore(_, never) => match *never {},
				}
			}

			fn class_named(name: &str) -> Option<$crate::call_class::CallClass> {
				match name {
					$( $( stringify!($call) )|+ => Some($crate::call_class::CallClass::$class), )+
					_ => None,
				}
			}
		}
	};
	(@carrier carrier) => { true };
	(@carrier root_only) => { false };
	(@carrier) => { false };
	(@root_only root_only) => { true };
	(@root_only carrier) => { false };
	(@root_only) => { false };
}
pub(crate) use call_classes;

/// Joins the pallets' classes, by what the pallets are about.
macro_rules! pallets_with_calls {
	($( $subject:ident: $( $pallet:ident ),+ ; )+) => {
		/// The class of a call.
		pub fn class_of(call: &RuntimeCall) -> CallClass {
			match call {
				$( $( RuntimeCall::$pallet(call) => call.class(), )+ )+
			}
		}

		/// The subject of a call.
		pub const fn subject_of(call: &RuntimeCall) -> Subject {
			match call {
				$( $( RuntimeCall::$pallet(_) )|+ => Subject::$subject, )+
			}
		}

		/// Whether a call brings others, each of which is filtered by itself.
		pub fn is_carrier(call: &RuntimeCall) -> bool {
			match call {
				$( $( RuntimeCall::$pallet(call) => call.is_carrier(), )+ )+
			}
		}

		/// Whether a call is refused to everybody but Root.
		pub fn is_root_only(call: &RuntimeCall) -> bool {
			match call {
				$( $( RuntimeCall::$pallet(call) => call.is_root_only(), )+ )+
			}
		}

		/// The class of a call by the names that the metadata has; `None` when there is no such call.
		pub fn class_named(pallet: &str, call: &str) -> Option<CallClass> {
			match pallet {
				$( $(
					stringify!($pallet) => {
						CallableCallFor::<crate::$pallet, crate::Runtime>::class_named(call)
					},
				)+ )+
				_ => None,
			}
		}
	};
}

pallets_with_calls! {
	Blocks: Timestamp, Babe, Grandpa;
	Accounts: System, Utility, Multisig, Proxy, Preimage;
	Funds: Balances, Emission, Team, Grants, Foundation, Circulation;
	Staking: Staking, VoterList, NominationPools, Session;
	Devices: Devices, ProofOfTime, Access, ZkVerifier, Tasks;
	Governance:
		FoundationCouncil, Board, BoardElections, AdvisoryCommittee, Referenda, ConvictionVoting, Assembly;
	Network:
		Parameters, CouncilMembership, AdvisoryMembership, Scheduler, MultiBlockMigrations, SafeMode,
		TxPause, Sudo;
}

/// Refuses what is for Root alone.
pub struct NotRootOnly;

impl Contains<RuntimeCall> for NotRootOnly {
	fn contains(call: &RuntimeCall) -> bool {
		!is_root_only(call)
	}
}
