//! Sending transactions and finding out their fate.

mod anew;
mod free;
mod seen;

pub use free::encode_free;
pub use seen::{find_event, Seen};

use crate::{
	chain::{within, At, Chain},
	config::JmtConfig,
	error::{Error, Refused},
	keys::AccountKey,
	pallets::{balances, Call, Event},
	progress::Step,
};
use anew::while_nonce_used;
use codec::Decode;
use futures::future::LocalBoxFuture;
use jmt_metadata_json::{all_to_json, understand};
use jmt_primitives::{
	access::{PolicyFault, Reason},
	authorized::{
		Refusal, TaskRefusal, HELD_BACK, PREPAID_SHORT, UNKNOWN_BATCH, UNKNOWN_DEPTH_KEY,
		UNKNOWN_DRAW, UNKNOWN_GROUP_ROOT, UNKNOWN_MANIFEST, UNKNOWN_ROTATION, UNKNOWN_ROUND,
		UNKNOWN_SEED, UNKNOWN_STAMP_BLOCK, UNKNOWN_TASK, UNKNOWN_TOPIC,
	},
	tasks::TermsFault,
	Balance, Hash,
};
use scale_value::Composite;
use std::{
	ops::ControlFlow,
	time::{Duration, Instant},
};
use subxt::{
	config::DefaultExtrinsicParams,
	error::DispatchError,
	extrinsics::ExtrinsicEvents,
	metadata::ArcMetadata,
	tx::{
		DynamicPayload, Signer, TransactionInBlock, TransactionInvalid, TransactionStatus,
		TransactionUnknown, ValidationResult,
	},
};

/// How long a signed transaction may take until it is final.
pub const FINAL_LIMIT: Duration = Duration::from_secs(120);

/// Pause before a transaction that the light client dropped is sent again.
const RESEND_PAUSE: Duration = Duration::from_secs(1);

const UNFOLLOWED: &str = "the light client stopped following the transaction";

type InBlock = TransactionInBlock<JmtConfig, subxt::client::OnlineClientAtBlockImpl<JmtConfig>>;

/// A transaction that is in a finalized block and whose call succeeded.
pub struct Included {
	pub number: u64,
	pub hash: Hash,
	pub transaction: Hash,
	events: ExtrinsicEvents<JmtConfig>,
	/// The runtime that emitted them.
	metadata: ArcMetadata,
}

impl Included {
	/// The first event of this kind, if there is one that can be read.
	pub fn event<E: Event>(&self) -> Option<E> {
		let mut events = self.events.iter().filter_map(Result::ok);
		events.find_map(|event| understood(&event, &self.metadata))
	}

	/// All events of this kind that can be read, in their order.
	pub fn events<E: Event>(&self) -> Vec<E> {
		let events = self.events.iter().filter_map(Result::ok);
		events.filter_map(|event| understood(&event, &self.metadata)).collect()
	}
}

/// An event, if it is of this kind and can be read.
fn understood<E: Event>(
	event: &subxt::events::Event<'_, JmtConfig>,
	metadata: &subxt::Metadata,
) -> Option<E> {
	if event.pallet_name() != E::PALLET || event.event_name() != E::NAME {
		return None;
	}
	let events = metadata.pallet_by_name(E::PALLET)?.event_ty_id()?;
	let mut encoded = vec![event.event_index()];
	encoded.extend_from_slice(event.field_bytes());
	let told = all_to_json(&encoded, events, metadata.types()).ok()?;
	understand(told.get(E::NAME)?).ok()
}

/// Why a fee-free call with the refusals `R` got into no block.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken<R: Refusal> {
	/// The chain refused it, with a code of the published table.
	#[error("{} (code {})", .0.describe(), .0.code())]
	Refused(R),
	/// The call rests on something that the chain does not have yet: it may with the next block.
	#[error("{reason} (code {code})")]
	NotYet {
		reason: &'static str,
		/// Of the published table.
		code: u8,
	},
	/// The chain refused it for a reason that all transactions share, or that may pass.
	#[error("{0}")]
	Invalid(String),
	/// The light client could not send it or lost sight of it.
	#[error(transparent)]
	Failed(#[from] Error),
}

/// Why a transaction is not valid at a block, whatever its call; `None` when it is.
fn invalid(result: &ValidationResult) -> Option<String> {
	Some(match result {
		ValidationResult::Valid(_) => return None,
		ValidationResult::Invalid(TransactionInvalid::Custom(code)) => {
			format!("invalid, code {code}")
		},
		ValidationResult::Invalid(TransactionInvalid::Payment) => {
			"the account cannot pay the fee".into()
		},
		ValidationResult::Invalid(TransactionInvalid::Stale) => Refused::NonceUsed.to_string(),
		ValidationResult::Invalid(TransactionInvalid::ExhaustsResources) => {
			"the block has no room left for it".into()
		},
		ValidationResult::Invalid(other) => format!("invalid: {other:?}"),
		ValidationResult::Unknown(TransactionUnknown::Custom(HELD_BACK)) => {
			"safe mode or a pause holds it back".into()
		},
		ValidationResult::Unknown(other) => format!("unknown: {other:?}"),
	})
}

/// The same for a call that an account signed.
fn refused(result: &ValidationResult) -> Option<Refused> {
	match result {
		ValidationResult::Invalid(TransactionInvalid::Stale) => Some(Refused::NonceUsed),
		other => invalid(other).map(Refused::Invalid),
	}
}

/// The same for a fee-free call, in the words of its table.
fn not_taken<R: Refusal>(result: &ValidationResult) -> Option<NotTaken<R>> {
	match result {
		ValidationResult::Invalid(TransactionInvalid::Custom(code)) => {
			R::from_code(*code).map(NotTaken::Refused)
		},
		ValidationResult::Unknown(TransactionUnknown::Custom(code)) => {
			not_known_yet(*code).map(|reason| NotTaken::NotYet { reason, code: *code })
		},
		_ => None,
	}
	.or_else(|| invalid(result).map(NotTaken::Invalid))
}

/// The code of a step of a task for which the node is a block behind.
const STEP_TOO_EARLY: u8 = TaskRefusal::TooEarly as u8; // cast: the code is the discriminant

/// The reason behind a code of `UnknownTransaction` that belongs to one call.
const fn not_known_yet(code: u8) -> Option<&'static str> {
	match code {
		UNKNOWN_ROUND => Some("the round is not known yet"),
		UNKNOWN_DRAW => Some("another draw was made in this round on the node's branch"),
		UNKNOWN_MANIFEST => Some("the manifest is not known yet"),
		PREPAID_SHORT => Some("the domain's prepaid account has too little"),
		UNKNOWN_ROTATION => Some("the rotation is not known yet"),
		UNKNOWN_TASK => Some("the task is not known yet"),
		UNKNOWN_BATCH => Some("the task's seed is not drawn yet"),
		UNKNOWN_SEED => Some("another seed was drawn on the node's branch"),
		STEP_TOO_EARLY => Some("the stage that this is for has not begun"),
		UNKNOWN_TOPIC => Some("the topic is not open"),
		UNKNOWN_GROUP_ROOT => Some("the root is none of the group that is still good"),
		UNKNOWN_STAMP_BLOCK => Some("the stamp's block is not known yet"),
		UNKNOWN_DEPTH_KEY => Some("no key is registered for circuits of this depth"),
		_ => None,
	}
}

/// The fee that a call of this account would cost now, in planck; it is not sent.
pub async fn fee(chain: &Chain, key: &AccountKey, call: &impl Call) -> Result<Balance, Error> {
	let call = call.payload()?;
	fee_of(chain, key, &call).await
}

/// In a box, as what follows: a copy for each kind of call takes as long to compile as a command.
fn fee_of<'a>(
	chain: &'a Chain,
	key: &'a AccountKey,
	call: &'a DynamicPayload<Composite<()>>,
) -> LocalBoxFuture<'a, Result<Balance, Error>> {
	Box::pin(estimate(chain, key, call))
}

async fn estimate(
	chain: &Chain,
	key: &AccountKey,
	call: &DynamicPayload<Composite<()>>,
) -> Result<Balance, Error> {
	let at = chain.finalized().await?;
	let params = DefaultExtrinsicParams::<JmtConfig>::default();
	within("estimating the fee", async {
		let transaction = at.tx().create_signed(call, key, params).await.map_err(Error::chain)?;
		transaction.partial_fee_estimate().await.map_err(Error::chain)
	})
	.await
}

/// Signs a call, sends it and waits until a finalized block has it. A failed call is [`Error::Refused`] with
/// the pallet's own error. Once it was sent, whatever else goes wrong is [`Error::Unconfirmed`]. The call is signed
/// again where another program used the nonce meanwhile and the finalized blocks show that ours is in none.
pub async fn submit_signed(
	chain: &Chain,
	key: &AccountKey,
	call: &impl Call,
	progress: impl Fn(Step),
) -> Result<Included, Error> {
	let call = call.payload()?;
	submit(chain, key, &call, &progress).await
}

fn submit<'a>(
	chain: &'a Chain,
	key: &'a AccountKey,
	call: &'a DynamicPayload<Composite<()>>,
	progress: &'a dyn Fn(Step),
) -> LocalBoxFuture<'a, Result<Included, Error>> {
	Box::pin(async move {
		while_nonce_used(&progress, async || submit_once(chain, key, call, &progress).await).await
	})
}

async fn submit_once(
	chain: &Chain,
	key: &AccountKey,
	call: &DynamicPayload<Composite<()>>,
	progress: &impl Fn(Step),
) -> Result<Included, Error> {
	let deadline = Instant::now() + FINAL_LIMIT;
	let at = chain.finalized().await?;
	let account = Signer::<JmtConfig>::account_id(key);
	let nonce = nonce_of(&at, &account).await?;
	progress(Step::Signing);
	let params = DefaultExtrinsicParams::<JmtConfig>::default();
	let transaction = within("preparing the transaction", async {
		at.tx().create_signed(call, key, params).await.map_err(Error::chain)
	})
	.await?;
	let valid = within("validating the transaction", async {
		transaction.validate().await.map_err(Error::chain)
	})
	.await?;
	if let Some(mut refused) = refused(&valid) {
		if matches!(valid, ValidationResult::Invalid(TransactionInvalid::Payment)) {
			let free = balances::free(&at, &key.account()).await?;
			let has = format!("{refused}; it has {}", crate::amount::format_jmt(free));
			refused = Refused::Invalid(has);
		}
		return Err(Error::Refused(refused));
	}

	let sent = Sent { transaction, account, nonce, validated_in: at.block_number() };
	let delivered = deliver(chain, &sent, deadline, progress).await;
	delivered.map_err(|error| once_sent(sent.transaction.hash(), error))
}

/// A transaction on its way.
struct Sent {
	transaction: Submittable,
	account: <JmtConfig as subxt::Config>::AccountId,
	/// The account's nonce before it.
	nonce: u64,
	/// The number of the finalized block in which it was valid.
	validated_in: u64,
}

/// An error once a transaction may be out: all but a refusal leave open what became of it, and sending it again may
/// pay twice.
fn once_sent(transaction: Hash, error: Error) -> Error {
	match error {
		Error::Refused(_) => error,
		other => Error::Unconfirmed { transaction, source: Box::new(other) },
	}
}

/// Sends a transaction until a finalized block has it, or another one with its nonce.
async fn deliver(
	chain: &Chain,
	sent: &Sent,
	deadline: Instant,
	progress: &impl Fn(Step),
) -> Result<Included, Error> {
	let mut trouble = None;
	while Instant::now() < deadline {
		progress(Step::Sending);
		let left = deadline.saturating_duration_since(Instant::now());
		let watched = tokio::select! {
			watched = tokio::time::timeout(left, watch(&sent.transaction, progress)) => watched,
			() = chain.failure() => return Err(Error::LIGHT_FAILED),
		};
		let error = match watched {
			Ok(Ok(in_block)) => {
				let block = in_block.block_hash();
				return outcome(in_block).await.map_err(|error| unread(block, error));
			},
			Ok(Err(error @ Error::Refused(_))) => return Err(error),
			Ok(Err(error)) => error,
			Err(_) => break,
		};
		tracing::debug!("sending again: {}", error.one_line());
		trouble = Some(error);
		tokio::time::sleep(RESEND_PAUSE).await;
		match look_for(chain, sent).await {
			Ok(Some(included)) => return Ok(included),
			Ok(None) => {},
			Err(error @ (Error::Refused(_) | Error::Light(jmt_light::Error::Failed))) => {
				return Err(error)
			},
			Err(error) => trouble = Some(error),
		}
	}
	let nowhere = format!("it is in no finalized block after {} s", FINAL_LIMIT.as_secs());
	Err(match trouble {
		Some(trouble) => Error::reading(nowhere, trouble),
		None => Error::chain(nowhere),
	})
}

/// The error when a block has the transaction and does not say whether its call succeeded.
fn unread(block: Hash, error: Error) -> Error {
	match error {
		Error::Refused(_) => error,
		other => {
			Error::reading(format!("the finalized block {block:?} has it, but was not read"), other)
		},
	}
}

/// Looks for a transaction that the light client lost sight of and that may well be in: the nonce tells.
async fn look_for(chain: &Chain, sent: &Sent) -> Result<Option<Included>, Error> {
	let now = chain.finalized().await?;
	if nonce_of(&now, &sent.account).await? <= sent.nonce {
		return Ok(None);
	}
	match find(chain, sent.transaction.hash(), sent.validated_in, &now).await? {
		Some(included) => Ok(Some(included)),
		// Finalized blocks have another one with its nonce, and not this one: no block can take it any more.
		None => Err(Error::Refused(Refused::NonceUsed)),
	}
}

/// The nonce that an account's next transaction has.
async fn nonce_of(
	at: &At,
	account: &<JmtConfig as subxt::Config>::AccountId,
) -> Result<u64, Error> {
	within("reading the account's nonce", async {
		at.tx().account_nonce(account).await.map_err(Error::chain)
	})
	.await
}

type Submittable =
	subxt::tx::SubmittableTransaction<JmtConfig, subxt::client::OnlineClientAtBlockImpl<JmtConfig>>;

/// Sends once and follows until a finalized block has it, or the light client gives up on it.
async fn watch(transaction: &Submittable, progress: &impl Fn(Step)) -> Result<InBlock, Error> {
	let mut statuses = transaction.submit_and_watch().await.map_err(Error::chain)?;
	while let Some(status) = statuses.next().await {
		match status.map_err(Error::chain)? {
			TransactionStatus::Validated => progress(Step::Valid),
			TransactionStatus::Broadcasted => progress(Step::Sent),
			TransactionStatus::NoLongerInBestBlock => progress(Step::Displaced),
			TransactionStatus::InBestBlock(_) => progress(Step::InBlock),
			TransactionStatus::InFinalizedBlock(in_block) => return Ok(in_block),
			TransactionStatus::Invalid { message } => {
				// It may be invalid because it is in already: the caller looks at the nonce.
				let valid = transaction.validate().await.map_err(Error::chain)?;
				return Err(match refused(&valid) {
					// The finalized blocks tell the caller which transaction used it.
					None | Some(Refused::NonceUsed) => Error::chain(message),
					Some(refused) => Error::Refused(refused),
				});
			},
			TransactionStatus::Error { message } | TransactionStatus::Dropped { message } => {
				return Err(Error::chain(message))
			},
		}
	}
	Err(Error::chain(UNFOLLOWED))
}

/// Whether the call in a finalized block succeeded.
async fn outcome(in_block: InBlock) -> Result<Included, Error> {
	within("reading the events of the block", async {
		let at = in_block.at().await.map_err(Error::chain)?;
		let (number, hash) = (at.block_number(), in_block.block_hash());
		let transaction = in_block.extrinsic_hash();
		let events = in_block.fetch_events().await.map_err(Error::chain)?;
		let (events, metadata) = (succeeded(&at, events)?, at.metadata());
		Ok::<_, Error>(Included { number, hash, transaction, events, metadata })
	})
	.await
}

/// Looks for a transaction in the finalized blocks above the number `before` up to `newest`, for the light
/// client may lose sight of it. A call that failed is [`Error::Refused`].
pub async fn find(
	chain: &Chain,
	transaction: Hash,
	before: u64,
	newest: &At,
) -> Result<Option<Included>, Error> {
	let recent = chain.recent().await?;
	let mut next = newest.block_hash();
	loop {
		let looked = within("looking for the transaction in the finalized blocks", async {
			let at = recent.at_block(next).await.map_err(Error::chain)?;
			if at.block_number() <= before {
				return Ok(ControlFlow::Break(None));
			}
			let extrinsics = at.extrinsics().fetch().await.map_err(Error::chain)?;
			for extrinsic in extrinsics.iter() {
				let extrinsic = extrinsic.map_err(Error::chain)?;
				if extrinsic.hash() == transaction {
					let events = extrinsic.events().await.map_err(Error::chain)?;
					return Ok(ControlFlow::Break(Some(Included {
						number: at.block_number(),
						hash: at.block_hash(),
						transaction,
						events: succeeded(&at, events)?,
						metadata: at.metadata(),
					})));
				}
			}
			let header = at.block_header().await.map_err(Error::chain)?;
			Ok::<_, Error>(ControlFlow::Continue(header.parent_hash))
		});
		match looked.await? {
			ControlFlow::Break(found) => return Ok(found),
			ControlFlow::Continue(parent) => next = parent,
		}
	}
}

/// The events of an extrinsic, unless one says that its call failed.
fn succeeded(
	at: &At,
	events: ExtrinsicEvents<JmtConfig>,
) -> Result<ExtrinsicEvents<JmtConfig>, Error> {
	for event in events.iter() {
		let event = event.map_err(Error::chain)?;
		if event.pallet_name() == "System" && event.event_name() == "ExtrinsicFailed" {
			let error = DispatchError::decode_from(event.field_bytes(), at.metadata())
				.map_err(Error::chain)?;
			return Err(Error::Refused(Refused::Dispatch(dispatch_words(&error))));
		}
	}
	Ok(events)
}

/// The error of a call, with the sentence that the metadata has for it, or that belongs to the code that it carries.
fn dispatch_words(error: &DispatchError) -> String {
	let DispatchError::Module(module) = error else { return error.to_string() };
	let details = module.details();
	let [_, _, field, ..] = module.bytes();
	let names = details.as_ref().ok().map(|told| (told.pallet.name(), &*told.variant.name));
	if let Some(words) = names.and_then(|(pallet, name)| coded(pallet, name, field)) {
		return words;
	}
	let docs = details.map(|details| details.variant.docs.clone());
	with_sentence(error.to_string(), &docs.unwrap_or_default())
}

/// The words of an error that carries a code, `field` being the byte of it.
fn coded(pallet: &str, name: &str, field: u8) -> Option<String> {
	match (pallet, name) {
		("Access", "Denied") => {
			let reason = Reason::from_code(field)?;
			Some(format!("Access::Denied with code {}: {reason}", reason.code()))
		},
		("Access", "BadPolicy") => {
			let fault = PolicyFault::decode(&mut [field].as_slice()).ok()?;
			Some(format!("Access::BadPolicy: {fault}"))
		},
		("Tasks", "BadTerms") => {
			let fault = TermsFault::decode(&mut [field].as_slice()).ok()?;
			Some(format!("Tasks::BadTerms: {fault}"))
		},
		_ => None,
	}
}

fn with_sentence(name: String, docs: &[String]) -> String {
	// The first paragraph: what follows is for who reads the code.
	let lines = docs.iter().map(|line| line.trim()).skip_while(|line| line.is_empty());
	let sentence = lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
	match sentence.trim_end_matches('.') {
		"" => name,
		sentence => format!("{name}: {sentence}"),
	}
}

/// Whether the state of a block takes a fee-free call with the refusals `R`. It sends nothing.
pub async fn check_free<R: Refusal>(at: &At, bytes: &[u8]) -> Result<(), NotTaken<R>> {
	let valid = within("validating the transaction", async {
		at.tx().from_bytes(bytes.to_vec()).validate().await.map_err(Error::chain)
	});
	not_taken(&valid.await?).map_or(Ok(()), Err)
}

/// Sends a fee-free call with the refusals `R`, once, and follows it until it is in a finalized block or refused. `at`
/// is the block at which a refusal is explained.
///
/// One call has two encodings and so two hashes: it may be in a block while this one is not. The call's effect tells.
pub async fn submit_free<R: Refusal>(at: &At, bytes: Vec<u8>) -> Result<(), NotTaken<R>> {
	let transaction = at.tx().from_bytes(bytes);
	let mut statuses = transaction.submit_and_watch().await.map_err(Error::chain)?;
	while let Some(status) = statuses.next().await {
		match status.map_err(Error::chain)? {
			TransactionStatus::InFinalizedBlock(_) => return Ok(()),
			TransactionStatus::Invalid { message } => {
				let valid = transaction.validate().await;
				let refusal = valid.ok().and_then(|valid| not_taken(&valid));
				// At a newer block than `at` it may be refused for another reason: the light client's
				// own words have its code.
				let refusal = refusal.or_else(|| refusal_in(&message).map(NotTaken::Refused));
				return Err(refusal.unwrap_or(NotTaken::Invalid(message)));
			},
			TransactionStatus::Error { message } | TransactionStatus::Dropped { message } => {
				return Err(NotTaken::Invalid(message))
			},
			_ => {},
		}
	}
	Err(Error::chain(UNFOLLOWED).into())
}

/// The reason behind smoldot's `Invalid transaction: Other reason (code: 10)`.
fn refusal_in<R: Refusal>(message: &str) -> Option<R> {
	let (_, rest) = message.split_once("(code: ")?;
	let (code, _) = rest.split_once(')')?;
	R::from_code(code.parse().ok()?)
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::authorized::AnswerRefusal;

	/// A call that has no reasons of its own.
	#[derive(Clone, Copy, PartialEq, Eq, Debug)]
	enum Never {}

	impl Refusal for Never {
		const CALL: &'static str = "none";

		fn from_code(_: u8) -> Option<Self> {
			None
		}

		fn code(&self) -> u8 {
			match *self {}
		}

		fn describe(&self) -> &'static str {
			match *self {}
		}
	}

	#[test]
	fn refusal_in_it_finds_the_code_in_the_light_clients_words() {
		let late = "Invalid transaction: Other reason (code: 10)";
		assert_eq!(refusal_in(late), Some(AnswerRefusal::Late));
		assert_eq!(refusal_in::<AnswerRefusal>("Other reason (code: 250)"), None);
		assert_eq!(refusal_in::<AnswerRefusal>("Transaction is outdated"), None);
		assert_eq!(refusal_in::<Never>(late), None);
	}

	#[test]
	fn with_sentence_a_refusal_carries_the_words_of_the_metadata() {
		let docs = |lines: &[&str]| lines.iter().map(|line| line.to_string()).collect::<Vec<_>>();
		let said =
			|lines: &[&str]| with_sentence("Devices::AlreadyRegistered".into(), &docs(lines));
		assert_eq!(said(&[]), "Devices::AlreadyRegistered");
		let expected = "Devices::AlreadyRegistered: The device is registered already";
		assert_eq!(said(&[" The device is", " registered already.", "", " More."]), expected);
	}

	#[test]
	fn coded_a_denial_on_the_chain_says_its_code_and_why() {
		for reason in Reason::ALL {
			let words = coded("Access", "Denied", reason.code()).unwrap();
			assert_eq!(words, format!("Access::Denied with code {}: {reason}", reason.code()));
		}
		let words = coded("Access", "BadPolicy", 1).unwrap();
		assert_eq!(words, "Access::BadPolicy: the age of the state is more than a day");
		let words = coded("Tasks", "BadTerms", 13).unwrap();
		assert_eq!(words, "Tasks::BadTerms: a result that the client accepts is of a named worker");
		for (pallet, name, field) in [
			("Tasks", "BadTerms", 16),
			("Access", "Denied", 0),
			("Access", "Denied", 35),
			("Access", "BadPolicy", 200),
		] {
			assert_eq!(coded(pallet, name, field), None);
		}
		assert_eq!(coded("Devices", "Denied", 12), None);
	}

	#[test]
	fn once_sent_it_leaves_all_but_a_refusal_open_and_names_the_transaction() {
		let transaction = Hash::repeat_byte(0xab);
		let refused = Error::Refused(Refused::Dispatch("Token.FundsUnavailable".into()));
		assert!(matches!(once_sent(transaction, refused), Error::Refused(_)));
		let too_slow = jmt_light::Error::TooSlow { what: "a storage read", seconds: 30 };
		for error in [
			Error::LIGHT_FAILED,
			Error::Light(jmt_light::Error::NoRpc),
			Error::chain("no answer"),
			Error::Light(too_slow),
		] {
			let why = error.one_line();
			let open = once_sent(transaction, error);
			assert!(matches!(open, Error::Unconfirmed { .. }), "{open:?}");
			let words = open.one_line();
			assert!(words.contains(&format!("{transaction:?}")), "{words}");
			assert!(words.contains(&why), "{words}");
			assert!(!words.contains("run the command again"), "{words}");
		}
	}

	#[test]
	fn unread_it_names_the_block_and_keeps_a_refusal() {
		let (transaction, block) = (Hash::repeat_byte(0xab), Hash::repeat_byte(0xcd));
		let refused = Error::Refused(Refused::Dispatch("Token.FundsUnavailable".into()));
		assert!(matches!(unread(block, refused), Error::Refused(_)));
		let words = once_sent(transaction, unread(block, Error::LIGHT_FAILED)).one_line();
		assert!(words.contains(&format!("{block:?}")), "{words}");
		assert!(words.contains(&format!("{transaction:?}")), "{words}");
		assert!(!words.contains("run the command again"), "{words}");
	}

	#[test]
	fn refused_a_stale_transaction_is_told_from_one_that_no_retry_mends() {
		let stale = ValidationResult::Invalid(TransactionInvalid::Stale);
		assert_eq!(refused(&stale), Some(Refused::NonceUsed));
		let poor = ValidationResult::Invalid(TransactionInvalid::Payment);
		assert!(matches!(refused(&poor), Some(Refused::Invalid(_))));
	}

	#[test]
	fn not_taken_it_uses_the_published_table_of_its_call_alone() {
		for reason in AnswerRefusal::ALL {
			let result = ValidationResult::Invalid(TransactionInvalid::Custom(reason.code()));
			let of_answer = not_taken::<AnswerRefusal>(&result);
			assert!(matches!(of_answer, Some(NotTaken::Refused(found)) if found == reason));
			let of_another = not_taken::<Never>(&result).unwrap();
			assert_eq!(of_another.to_string(), format!("invalid, code {}", reason.code()));
		}
		let unknown = ValidationResult::Invalid(TransactionInvalid::Custom(250));
		let unknown = not_taken::<AnswerRefusal>(&unknown);
		assert!(matches!(unknown, Some(NotTaken::Invalid(_))));
	}

	#[test]
	fn not_taken_it_names_the_reason_and_its_code() {
		let refused = NotTaken::Refused(AnswerRefusal::NotChallenged);
		assert_eq!(refused.to_string(), "another bucket was drawn (code 15)");
	}

	#[test]
	fn not_taken_it_knows_what_a_call_rests_on_that_is_not_there_yet() {
		for (code, said) in [
			(UNKNOWN_ROUND, "the round is not known yet (code 1)"),
			(UNKNOWN_DRAW, "another draw was made in this round on the node's branch (code 2)"),
			(UNKNOWN_MANIFEST, "the manifest is not known yet (code 20)"),
			(PREPAID_SHORT, "the domain's prepaid account has too little (code 21)"),
			(UNKNOWN_ROTATION, "the rotation is not known yet (code 22)"),
			(UNKNOWN_TASK, "the task is not known yet (code 50)"),
			(UNKNOWN_BATCH, "the task's seed is not drawn yet (code 51)"),
			(UNKNOWN_SEED, "another seed was drawn on the node's branch (code 52)"),
			(STEP_TOO_EARLY, "the stage that this is for has not begun (code 54)"),
			(UNKNOWN_TOPIC, "the topic is not open (code 100)"),
			(UNKNOWN_GROUP_ROOT, "the root is none of the group that is still good (code 101)"),
			(UNKNOWN_STAMP_BLOCK, "the stamp's block is not known yet (code 102)"),
			(UNKNOWN_DEPTH_KEY, "no key is registered for circuits of this depth (code 103)"),
		] {
			let result = ValidationResult::Unknown(TransactionUnknown::Custom(code));
			let not_taken = not_taken::<AnswerRefusal>(&result).unwrap();
			assert!(matches!(not_taken, NotTaken::NotYet { .. }), "{not_taken:?}");
			assert_eq!(not_taken.to_string(), said);
		}
		let held = ValidationResult::Unknown(TransactionUnknown::Custom(HELD_BACK));
		let held = not_taken::<AnswerRefusal>(&held).unwrap();
		assert_eq!(held.to_string(), "safe mode or a pause holds it back");
		let round = ValidationResult::Unknown(TransactionUnknown::Custom(UNKNOWN_ROUND));
		assert_ne!(invalid(&round).unwrap(), "the round is not known yet");
	}
}
