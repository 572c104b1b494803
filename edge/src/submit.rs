//! Sending transactions and finding out what became of them.

use crate::{
	chain::{free_balance, within, At, Chain},
	config::JmtConfig,
	error::{Error, Refusal},
	keys::AccountKey,
	output::Progress,
};
use jmt_primitives::{
	authorized::{AnswerRefusal, UNKNOWN_DRAW, UNKNOWN_ROUND},
	Hash,
};
use scale_value::{Composite, Value};
use std::{
	ops::ControlFlow,
	time::{Duration, Instant},
};
use subxt::{
	config::DefaultExtrinsicParams,
	error::DispatchError,
	extrinsics::ExtrinsicEvents,
	tx::{
		DynamicPayload, Signer, TransactionInBlock, TransactionInvalid, TransactionStatus,
		TransactionUnknown, ValidationResult,
	},
};

/// How long a signed transaction may take until it is final.
pub const FINAL_LIMIT: Duration = Duration::from_secs(120);

/// Pause before a transaction that the light client dropped is sent again.
const RESEND_PAUSE: Duration = Duration::from_secs(1);

const NONCE_USED: &str = "another transaction of the account used this nonce";

/// A call with values that metadata describes.
pub type Call = DynamicPayload<Composite<()>>;

type InBlock = TransactionInBlock<JmtConfig, subxt::client::OnlineClientAtBlockImpl<JmtConfig>>;

/// A call of a pallet with named arguments.
pub fn call<const N: usize>(pallet: &str, name: &str, arguments: [(&str, Value); N]) -> Call {
	let arguments =
		Composite::named(arguments.into_iter().map(|(name, value)| (name.to_string(), value)));
	subxt::tx::dynamic(pallet, name, arguments)
}

/// A transaction that is in a finalized block and whose call succeeded.
pub struct Included {
	/// The block's number.
	pub number: u64,
	/// The block's hash.
	pub hash: Hash,
	/// The transaction's hash.
	pub transaction: Hash,
	events: ExtrinsicEvents<JmtConfig>,
}

impl Included {
	/// The fields of the first event with this name.
	pub fn event(&self, pallet: &str, name: &str) -> Option<Value> {
		let event = self
			.events
			.iter()
			.filter_map(Result::ok)
			.find(|event| event.pallet_name() == pallet && event.event_name() == name)?;
		let fields = event.decode_fields_unchecked_as::<Composite<()>>().ok()?;
		Some(Value { value: scale_value::ValueDef::Composite(fields), context: () })
	}
}

/// Why a transaction is not valid at a block, in the words of the published table where it is an answer.
/// `None` when it is valid.
pub fn refusal_of(result: &ValidationResult, answer: bool) -> Option<Refusal> {
	let invalid = |text: &str| Some(Refusal::Invalid(text.to_string()));
	match result {
		ValidationResult::Valid(_) => None,
		ValidationResult::Invalid(TransactionInvalid::Custom(code)) => {
			match AnswerRefusal::from_code(*code).filter(|_| answer) {
				Some(reason) => Some(Refusal::Answer(reason)),
				None => Some(Refusal::Invalid(format!("invalid, code {code}"))),
			}
		},
		ValidationResult::Invalid(TransactionInvalid::Payment) => {
			invalid("the account cannot pay the fee")
		},
		ValidationResult::Invalid(TransactionInvalid::Stale) => invalid(NONCE_USED),
		ValidationResult::Invalid(TransactionInvalid::ExhaustsResources) => {
			invalid("the block has no room left for it")
		},
		ValidationResult::Invalid(other) => Some(Refusal::Invalid(format!("invalid: {other:?}"))),
		ValidationResult::Unknown(TransactionUnknown::Custom(UNKNOWN_ROUND)) if answer => {
			invalid("the round is not known yet")
		},
		ValidationResult::Unknown(TransactionUnknown::Custom(UNKNOWN_DRAW)) if answer => {
			invalid("another draw was made in this round on the node's branch")
		},
		ValidationResult::Unknown(other) => Some(Refusal::Invalid(format!("unknown: {other:?}"))),
	}
}

/// Signs a call, sends it and waits until a finalized block has it. A failed call is [`Error::Refused`] with
/// the pallet's own error. Once it was sent, whatever else goes wrong is [`Error::Unconfirmed`].
pub async fn submit_signed(
	chain: &Chain,
	key: &AccountKey,
	call: &Call,
	progress: &Progress,
) -> Result<Included, Error> {
	let deadline = Instant::now() + FINAL_LIMIT;
	let at = chain.finalized().await?;
	let account = Signer::<JmtConfig>::account_id(key);
	let nonce = nonce_of(&at, &account).await?;
	progress.say("signing");
	let params = DefaultExtrinsicParams::<JmtConfig>::default();
	let transaction = within("preparing the transaction", async {
		at.tx().create_signed(call, key, params).await.map_err(Error::chain)
	})
	.await?;
	let valid = within("validating the transaction", async {
		transaction.validate().await.map_err(Error::chain)
	})
	.await?;
	if let Some(refusal) = refusal_of(&valid, false) {
		if matches!(valid, ValidationResult::Invalid(TransactionInvalid::Payment)) {
			let free = free_balance(&at, &key.account()).await?;
			return Err(Error::Refused(Refusal::Invalid(format!(
				"{refusal}; it has {}",
				crate::amount::format_jmt(free)
			))));
		}
		return Err(Error::Refused(refusal));
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

/// An error once a transaction may be out: all but a refusal leave open what became of it, and whoever sends
/// it again may pay twice.
fn once_sent(transaction: Hash, error: Error) -> Error {
	match error {
		Error::Refused(_) => error,
		other => Error::Unconfirmed(format!(
			"the transaction {transaction:?} was sent, but what became of it was not seen ({}): look \
			 whether a block has it before you send it again",
			because(&other)
		)),
	}
}

/// An error in words that do not ask to run the command again.
fn because(error: &Error) -> String {
	match error {
		Error::LightFailed => "the light client failed, which is a fault of its own".into(),
		other => other.one_line(),
	}
}

/// Sends a transaction until a finalized block has it, or another one with its nonce.
async fn deliver(
	chain: &Chain,
	sent: &Sent,
	deadline: Instant,
	progress: &Progress,
) -> Result<Included, Error> {
	let mut trouble = String::new();
	while Instant::now() < deadline {
		progress.say("sending");
		let left = deadline.saturating_duration_since(Instant::now());
		let watched = tokio::select! {
			watched = tokio::time::timeout(left, watch(&sent.transaction, progress)) => watched,
			() = chain.failure() => return Err(Error::LightFailed),
		};
		match watched {
			Ok(Ok(in_block)) => {
				let block = in_block.block_hash();
				return outcome(in_block).await.map_err(|error| unread(block, error));
			},
			Ok(Err(error @ Error::Refused(_))) => return Err(error),
			Ok(Err(error)) => trouble = because(&error),
			Err(_) => break,
		}
		tracing::debug!("sending again: {trouble}");
		tokio::time::sleep(RESEND_PAUSE).await;
		match look_for(chain, sent).await {
			Ok(Some(included)) => return Ok(included),
			Ok(None) => {},
			Err(error @ (Error::Refused(_) | Error::LightFailed)) => return Err(error),
			Err(error) => trouble = because(&error),
		}
	}
	let last = if trouble.is_empty() { String::new() } else { format!("; {trouble}") };
	let seconds = FINAL_LIMIT.as_secs();
	Err(Error::Chain(format!("it is in no finalized block after {seconds} s{last}")))
}

/// What it is when a block has the transaction and does not say whether its call succeeded.
fn unread(block: Hash, error: Error) -> Error {
	match error {
		Error::Refused(_) => error,
		other => Error::Chain(format!(
			"the finalized block {block:?} has it, but was not read: {}",
			because(&other)
		)),
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
		None => Err(Error::Refused(Refusal::Invalid(NONCE_USED.into()))),
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
async fn watch(transaction: &Submittable, progress: &Progress) -> Result<InBlock, Error> {
	let mut statuses = transaction.submit_and_watch().await.map_err(Error::chain)?;
	while let Some(status) = statuses.next().await {
		match status.map_err(Error::chain)? {
			TransactionStatus::Validated => progress.say("valid, looking for a block"),
			TransactionStatus::Broadcasted => progress.say("sent to peers"),
			TransactionStatus::NoLongerInBestBlock => progress.say("looking for another block"),
			TransactionStatus::InBestBlock(_) => progress.say("in a block, waiting for finality"),
			TransactionStatus::InFinalizedBlock(in_block) => return Ok(in_block),
			TransactionStatus::Invalid { message } => {
				// It may be invalid because it is in already: the caller looks at the nonce.
				let valid = transaction.validate().await.map_err(Error::chain)?;
				return Err(match refusal_of(&valid, false) {
					Some(refusal) => Error::Refused(refusal),
					None => Error::Chain(message),
				});
			},
			TransactionStatus::Error { message } | TransactionStatus::Dropped { message } => {
				return Err(Error::Chain(message))
			},
		}
	}
	Err(Error::Chain("the light client stopped following the transaction".into()))
}

/// Whether the call in a finalized block succeeded.
async fn outcome(in_block: InBlock) -> Result<Included, Error> {
	within("reading the events of the block", async {
		let at = in_block.at().await.map_err(Error::chain)?;
		let (number, hash) = (at.block_number(), in_block.block_hash());
		let transaction = in_block.extrinsic_hash();
		let events = in_block.fetch_events().await.map_err(Error::chain)?;
		Ok::<_, Error>(Included { number, hash, transaction, events: succeeded(&at, events)? })
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
			return Err(Error::Refused(Refusal::Dispatch(error.to_string())));
		}
	}
	Ok(events)
}

/// Sends a transaction that needs no account, once, and follows it until it is in a finalized block or
/// refused. `at` is the block at which a refusal is explained.
pub async fn submit_free(at: &At, bytes: Vec<u8>) -> Result<(), Refusal> {
	let other = |error: String| Refusal::Invalid(error);
	let transaction = at.tx().from_bytes(bytes);
	let mut statuses =
		transaction.submit_and_watch().await.map_err(|error| other(error.to_string()))?;
	while let Some(status) = statuses.next().await {
		match status.map_err(|error| other(error.to_string()))? {
			TransactionStatus::InFinalizedBlock(_) => return Ok(()),
			TransactionStatus::Invalid { message } => {
				let valid = transaction.validate().await;
				let refusal = valid.ok().and_then(|valid| refusal_of(&valid, true));
				// At a newer block than `at` it may be refused for another reason: the light client's
				// own words have its code.
				let refusal = refusal.or_else(|| answer_refusal_in(&message).map(Refusal::Answer));
				return Err(refusal.unwrap_or_else(|| other(message)));
			},
			TransactionStatus::Error { message } | TransactionStatus::Dropped { message } => {
				return Err(other(message))
			},
			_ => {},
		}
	}
	Err(other("the light client stopped following it".into()))
}

/// The reason behind smoldot's `Invalid transaction: Other reason (code: 10)`.
fn answer_refusal_in(message: &str) -> Option<AnswerRefusal> {
	let (_, rest) = message.split_once("(code: ")?;
	let (code, _) = rest.split_once(')')?;
	AnswerRefusal::from_code(code.parse().ok()?)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn answer_refusal_in_it_finds_the_code_in_the_light_clients_words() {
		let late = "Invalid transaction: Other reason (code: 10)";
		assert_eq!(answer_refusal_in(late), Some(AnswerRefusal::Late));
		assert_eq!(answer_refusal_in("Other reason (code: 250)"), None);
		assert_eq!(answer_refusal_in("Transaction is outdated"), None);
	}

	#[test]
	fn once_sent_it_leaves_all_but_a_refusal_open_and_names_the_transaction() {
		let transaction = Hash::repeat_byte(0xab);
		let refused = Error::Refused(Refusal::Dispatch("Token.FundsUnavailable".into()));
		assert!(matches!(once_sent(transaction, refused), Error::Refused(_)));
		for error in [
			Error::LightFailed,
			Error::Light("it stopped".into()),
			Error::Chain("no answer".into()),
			Error::TooSlow { what: "a storage read", seconds: 30 },
		] {
			let open = once_sent(transaction, error);
			assert_eq!(open.exit_code(), 9);
			let words = open.one_line();
			assert!(words.contains(&format!("{transaction:?}")), "{words}");
			assert!(!words.contains("run the command again"), "{words}");
		}
	}

	#[test]
	fn unread_it_names_the_block_and_keeps_a_refusal() {
		let (transaction, block) = (Hash::repeat_byte(0xab), Hash::repeat_byte(0xcd));
		let refused = Error::Refused(Refusal::Dispatch("Token.FundsUnavailable".into()));
		assert!(matches!(unread(block, refused), Error::Refused(_)));
		let words = once_sent(transaction, unread(block, Error::LightFailed)).one_line();
		assert!(words.contains(&format!("{block:?}")), "{words}");
		assert!(words.contains(&format!("{transaction:?}")), "{words}");
		assert!(!words.contains("run the command again"), "{words}");
	}

	#[test]
	fn refusal_of_it_uses_the_published_table_for_answers_alone() {
		for reason in AnswerRefusal::ALL {
			let result = ValidationResult::Invalid(TransactionInvalid::Custom(reason.code()));
			assert_eq!(refusal_of(&result, true), Some(Refusal::Answer(reason)));
			assert_ne!(refusal_of(&result, false), Some(Refusal::Answer(reason)));
		}
		let unknown = ValidationResult::Invalid(TransactionInvalid::Custom(250));
		assert!(matches!(refusal_of(&unknown, true), Some(Refusal::Invalid(_))));
	}

	#[test]
	fn refusal_of_it_knows_a_round_and_a_draw_that_are_not_known_yet() {
		for (code, said) in [
			(UNKNOWN_ROUND, "the round is not known yet"),
			(UNKNOWN_DRAW, "another draw was made in this round on the node's branch"),
		] {
			let result = ValidationResult::Unknown(TransactionUnknown::Custom(code));
			assert_eq!(refusal_of(&result, true).unwrap().to_string(), said);
			assert_ne!(refusal_of(&result, false).unwrap().to_string(), said);
		}
	}
}
