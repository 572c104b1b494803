//! Authors of blocks, and how validators find each other.

use crate::{Babe, Runtime, Staking};

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Babe>;
	type EventHandler = Staking;
}

impl pallet_authority_discovery::Config for Runtime {
	type MaxAuthorities = super::babe::MaxAuthorities;
}
