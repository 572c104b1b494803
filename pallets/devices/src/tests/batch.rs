//! Domains and manifests of tests.

use crate::{mock::*, Call, Event};
use frame_support::{
	assert_ok,
	traits::{fungible::Mutate, tokens::Preservation, Authorize},
};
use jmt_mock::account;
use jmt_primitives::{
	cell::Region,
	domains::{signed::NextMove, DomainId, Layer},
	manifests::{leaf_bytes, signed, Leaf, ManifestChange, ManifestId, ManifestProof},
	merkle::Tree,
	AccountId, Balance, DeviceSignature, Hash, KeyType, Moment, JMT,
};
use sp_runtime::{
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidityError, UnknownTransaction,
		ValidTransaction,
	},
	DispatchErrorWithPostInfo, DispatchResult,
};

/// When the manifests of tests expire.
pub(crate) const GOOD_UNTIL: Moment = NOW + 10 * MAX_AGE;

/// An account without money.
pub(crate) fn admin(seed: u8) -> AccountId {
	account(100 + seed)
}

/// The move of a device that a permit is for now.
pub(crate) fn next(device: &jmt_primitives::DeviceId) -> NextMove {
	let stored = crate::Devices::<Test>::get(device);
	let registered_in = stored.map_or(0, |stored| stored.registered_in);
	NextMove { registered_in, moves: Devices::member(*device).map_or(0, |member| member.moves) }
}

/// A domain as it is stored.
pub(crate) fn domain(id: DomainId) -> jmt_primitives::domains::Domain {
	crate::Domains::<Test>::get(id).expect("it exists")
}

/// The amount held of an account for a reason.
pub(crate) fn held_for(reason: crate::HoldReason, who: &AccountId) -> Balance {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&reason.into(), who)
}

/// A domain of this owner's, below another or not.
pub(crate) fn domain_of(owner: AccountId, parent: Option<DomainId>) -> DomainId {
	assert_ok!(Devices::create_domain(by(owner), parent, Layer::Device, Region::World));
	crate::NextDomain::<Test>::get() - 1
}

/// Domains of the owner's one below the other: the top one first.
pub(crate) fn line_of(owner: &AccountId, depth: usize) -> Vec<DomainId> {
	let mut line: Vec<DomainId> = Vec::new();
	for _ in 0..depth {
		line.push(domain_of(owner.clone(), line.last().copied()));
	}
	line
}

/// Puts money on a domain's prepaid account, by a plain transfer.
pub(crate) fn fund(domain: DomainId, amount: Balance) {
	let account = Devices::prepaid_account(domain);
	assert_ok!(Balances::transfer(&owner(), &account, amount, Preservation::Preserve));
}

/// All that a prepaid account has, what is held included.
pub(crate) fn prepaid(domain: DomainId) -> Balance {
	use frame_support::traits::fungible::Inspect;
	Balances::total_balance(&Devices::prepaid_account(domain))
}

/// A list of devices, and the tree over it.
pub(crate) struct Batch {
	pub domain: DomainId,
	pub signers: Vec<Signer>,
	pub leaves: Vec<Leaf>,
	pub tree: Tree,
}

impl Batch {
	/// Ed25519 devices with these seeds, without owners.
	pub fn of(domain: DomainId, seeds: impl IntoIterator<Item = u8>) -> Self {
		Self::with(
			domain,
			seeds.into_iter().map(|seed| (Signer::new(KeyType::Ed25519, seed), None)),
		)
	}

	/// These devices, each with the owner that its leaf names.
	pub fn with(
		domain: DomainId,
		devices: impl IntoIterator<Item = (Signer, Option<AccountId>)>,
	) -> Self {
		let (mut signers, mut leaves) = (Vec::new(), Vec::new());
		for (index, (signer, owner)) in devices.into_iter().enumerate() {
			let index = index as u32;
			leaves.push(Leaf { index, key: signer.public(), owner, nullifier: None });
			signers.push(signer);
		}
		let bytes = leaves.iter().map(|leaf| leaf_bytes(&genesis(), domain, leaf));
		let tree = Tree::new(bytes).unwrap();
		Self { domain, signers, leaves, tree }
	}

	/// The same list, with these nullifiers in its leaves.
	pub fn naming(mut self, nullifiers: impl IntoIterator<Item = Option<Hash>>) -> Self {
		for (leaf, nullifier) in self.leaves.iter_mut().zip(nullifiers) {
			leaf.nullifier = nullifier;
		}
		let bytes = self.leaves.iter().map(|leaf| leaf_bytes(&genesis(), self.domain, leaf));
		self.tree = Tree::new(bytes).unwrap();
		self
	}

	/// Publishes the list by an account.
	pub fn publish(&self, who: AccountId) -> ManifestId {
		let root = self.tree.root();
		let leaves = self.leaves.len() as u32;
		let content = Hash::repeat_byte(7);
		let call = Devices::publish_manifest(
			by(who),
			self.domain,
			root,
			leaves,
			content,
			GOOD_UNTIL,
			None,
		);
		assert_ok!(call);
		crate::NextManifest::<Test>::get() - 1
	}

	/// The activation of a leaf for an owner, as its device makes it.
	pub fn activation(&self, manifest: ManifestId, index: u32, owner: &AccountId) -> Activation {
		let leaf = self.leaves[index as usize].clone();
		let proof = self.tree.proof(index).unwrap().into_inner().try_into().unwrap();
		let mut activation = Activation {
			manifest,
			leaf,
			proof,
			owner: owner.clone(),
			encryption: [5; 32],
			expires: NOW + MAX_AGE,
			signature: DeviceSignature::Ed25519([0; 64]),
		};
		activation.sign(&self.signers[index as usize]);
		activation
	}
}

/// The arguments of an activation.
#[derive(Clone)]
pub(crate) struct Activation {
	pub manifest: ManifestId,
	pub leaf: Leaf,
	pub proof: ManifestProof,
	pub owner: AccountId,
	pub encryption: [u8; 32],
	pub expires: Moment,
	pub signature: DeviceSignature,
}

impl Activation {
	/// Signs it as it is.
	pub fn sign(&mut self, signer: &Signer) {
		let Self { manifest, leaf, owner, encryption, expires, .. } = &*self;
		let message =
			signed::activation(&genesis(), *manifest, leaf.index, owner, encryption, *expires);
		self.signature = signer.sign(&message);
	}

	pub fn call(&self) -> Call<Test> {
		let Self { manifest, leaf, proof, owner, encryption, expires, signature } = self.clone();
		Call::activate { manifest, leaf, proof, owner, encryption, expires, signature }
	}

	/// The pool's answer.
	pub fn authorize(&self) -> Result<ValidTransaction, TransactionValidityError> {
		let call = RuntimeCall::Devices(self.call());
		let answer = call.authorize(TransactionSource::External).expect("it can be authorised");
		answer.map(|(valid, refund)| {
			assert_eq!(refund, Default::default());
			valid
		})
	}

	/// The work of a block: it authorises, then dispatches.
	pub fn activate(&self) -> Result<(), TransactionValidityError> {
		self.authorize()?;
		assert_ok!(self.dispatch());
		Ok(())
	}

	/// Dispatches without authorising.
	pub fn dispatch(&self) -> DispatchResult {
		use frame_support::traits::UnfilteredDispatchable;
		let done = self.call().dispatch_bypass_filter(RuntimeOrigin::none());
		done.map(|_| ()).map_err(|DispatchErrorWithPostInfo { error, .. }| error)
	}
}

/// A refusal by its code, for which a pool bans the call.
pub(crate) fn invalid(code: u8) -> TransactionValidityError {
	InvalidTransaction::Custom(code).into()
}

/// A refusal by its code, after which the call may come again.
pub(crate) fn unknown(code: u8) -> TransactionValidityError {
	UnknownTransaction::Custom(code).into()
}

/// A domain with 30 JMT, a manifest of three devices without owners, published by its owner.
pub(crate) fn published() -> (Batch, ManifestId) {
	let domain = domain_of(owner(), None);
	fund(domain, 30 * JMT);
	let batch = Batch::of(domain, [1, 2, 3]);
	let manifest = batch.publish(owner());
	System::reset_events();
	(batch, manifest)
}

/// Names admins, as an owner.
pub(crate) fn name_admins(of: AccountId, id: DomainId, seeds: impl IntoIterator<Item = u8>) {
	for seed in seeds {
		assert_ok!(Devices::set_admin(by(of.clone()), id, admin(seed), crate::AdminChange::Add));
	}
}

/// Changes the state of a manifest, as the owner.
pub(crate) fn set(manifest: ManifestId, state: ManifestChange) {
	assert_ok!(Devices::set_manifest(by(owner()), manifest, state));
}

/// The newest event of the pallet.
pub(crate) fn last_event() -> Event<Test> {
	jmt_mock::take_events::<Test, Event<Test>>().pop().expect("an event")
}
