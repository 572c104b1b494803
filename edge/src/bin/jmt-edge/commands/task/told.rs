//! Tasks in words and as JSON. Amounts of JSON are decimal strings in planck.

use crate::commands::decide::Told;
use jmt_edge::{
	amount::{format_jmt, format_time},
	pallets::tasks::Ended,
	tasks::unfair,
};
use jmt_primitives::{
	tasks::{
		Against, Bench, Content, Ending, Exit, Outcome, Quote, Stage, TaskId, TaskView, Terms,
		Verdict,
	},
	Balance,
};
use serde_json::{json, Value};

pub(super) fn quote_json(quote: &Quote) -> Value {
	json!({
		"price": quote.price.to_string(),
		"deposit": quote.deposit.to_string(),
		"holds": quote.holds().to_string(),
		"serviceFee": quote.service_fee.to_string(),
		"expectedPrice": quote.expected_price.to_string(),
		"bond": quote.bond.to_string(),
		"cover": quote.cover.to_string(),
	})
}

/// The cost of a task, what it would be safe for, and whether workers leave it to others. `bytes` is held for what the
/// chain is given.
pub(super) fn quote_words(terms: &Terms, quote: &Quote, bytes: Balance) -> String {
	let cover = match quote.cover {
		0 => "none: no panel can be called, so a quorum that lies together is not found out".into(),
		cover => {
			format!("{}: above that worth of a wrong result, lying can pay", format_jmt(cover))
		},
	};
	let bytes = match bytes {
		0 => String::new(),
		bytes => {
			format!("\n          {} until the chain is told to drop the bytes", format_jmt(bytes))
		},
	};
	let left =
		unfair(terms).map(|objection| format!("\nleft      to others by `task work`: {objection}"));
	format!(
		"program   {}\nworkers   {}, of whom {} must agree, for {} each\n\
		 held      {} until it ends, and {} until it is collected{bytes}\n\
		 fee       {} to the ecosystem pot\nexpected  {} paid when all goes well\n\
		 bond      {} that each worker has at stake\ncover     {cover}{}",
		content_words(&terms.program),
		terms.mode.slots(),
		terms.mode.quorum(),
		format_jmt(terms.pay),
		format_jmt(quote.price),
		format_jmt(quote.deposit),
		format_jmt(quote.service_fee),
		format_jmt(quote.expected_price),
		format_jmt(quote.bond),
		left.unwrap_or_default(),
	)
}

/// A content as JSON.
pub(super) fn content_json(content: &Content) -> Value {
	json!({ "hash": content.hash, "length": content.length })
}

fn content_words(content: &Content) -> String {
	format!("{:?}, {} bytes", content.hash, content.length)
}

/// A stage as JSON has it: a word, and whose turn it is.
pub(super) fn stage_json(stage: Stage) -> Value {
	let (stage, detail) = match stage {
		Stage::Drawing(bench) => ("drawing", bench_word(bench)),
		Stage::Claiming(bench) => ("claiming", bench_word(bench)),
		Stage::Running(bench) => ("running", bench_word(bench)),
		Stage::Revealing(bench) => ("revealing", bench_word(bench)),
		Stage::Standing(Against::Refusal) => ("standing", "refusal"),
		Stage::Standing(Against::Lot) => ("standing", "lot"),
		Stage::Standing(Against::Challenge) => ("standing", "challenge"),
		Stage::Due(Exit::Unfilled(_)) => ("due", "unfilled"),
		Stage::Due(Exit::Abandoned(_)) => ("due", "abandoned"),
		Stage::Due(Exit::Counted(_)) => ("due", "counted"),
		Stage::Due(Exit::Stood) => ("due", "stood"),
		Stage::Ended(verdict) => ("ended", verdict_word(verdict)),
	};
	json!({ "stage": stage, "detail": detail })
}

const fn bench_word(bench: Bench) -> &'static str {
	match bench {
		Bench::Crew => "crew",
		Bench::Panel => "panel",
	}
}

pub(super) const fn verdict_word(verdict: Verdict) -> &'static str {
	match verdict {
		Verdict::Done => "done",
		Verdict::Upheld => "upheld",
		Verdict::Overturned => "overturned",
		Verdict::Rejected => "rejected",
		Verdict::Expired => "expired",
		Verdict::Undecided => "undecided",
	}
}

/// Where a task stands, as JSON.
pub(super) fn view_json(view: &TaskView) -> Value {
	let mut json = stage_json(view.stage);
	json["task"] = view.id.into();
	json["deadline"] = json!(view.deadline);
	json["why"] = view.why.as_str().into();
	json
}

/// The same on one line.
pub(super) fn view_words(view: &TaskView) -> String {
	let stage = stage_json(view.stage);
	let word = |name: &str| stage.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
	let deadline = view.deadline.map(|deadline| format!(", until {} UTC", format_time(deadline)));
	format!(
		"task {} {} ({}{}): {}",
		view.id,
		word("stage"),
		word("detail"),
		deadline.unwrap_or_default(),
		view.why
	)
}

pub(super) fn outcome_json(outcome: &Outcome) -> Value {
	let (ending, code) = match outcome.ending {
		Ending::Finished { code } => ("finished", Some(code)),
		Ending::Trapped => ("trapped", None),
		Ending::OutOfFuel => ("outOfFuel", None),
		Ending::StackExhausted => ("stackExhausted", None),
		Ending::OutputTooLong => ("outputTooLong", None),
	};
	json!({
		"ending": ending,
		"code": code,
		"fuel": outcome.fuel,
		"output": content_json(&outcome.output),
		"memory": outcome.memory,
		"digest": outcome.digest().0,
	})
}

/// How a run ended, in words.
pub(super) fn outcome_words(outcome: &Outcome) -> String {
	let ending = match outcome.ending {
		Ending::Finished { code } => format!("finished with code {code}"),
		Ending::Trapped => "trapped".into(),
		Ending::OutOfFuel => "ran out of fuel".into(),
		Ending::StackExhausted => "nested its calls too deep".into(),
		Ending::OutputTooLong => "wrote more than it may".into(),
	};
	format!("{ending}, used {} fuel, wrote {} bytes", outcome.fuel, outcome.output.length)
}

/// The end of a task, as it was paid.
pub(super) fn ended_json(ended: &Ended) -> Value {
	json!({
		"task": ended.task,
		"verdict": verdict_word(ended.verdict),
		"paid": ended.paid.to_string(),
		"toPot": ended.to_pot.to_string(),
		"refunded": ended.refunded.to_string(),
		"wrong": ended.wrong,
		"silent": ended.silent,
	})
}

/// The same in a sentence.
pub(super) fn ended_words(ended: &Ended) -> String {
	format!(
		"task {} ended ({}): {} to workers, {} to the pot, {} back; {} wrong, {} silent",
		ended.task,
		verdict_word(ended.verdict),
		format_jmt(ended.paid),
		format_jmt(ended.to_pot),
		format_jmt(ended.refunded),
		ended.wrong,
		ended.silent
	)
}

/// The end of a task by a call, if a block tells it.
pub(super) fn end_told(task: TaskId, done: &str, ended: Option<&Ended>) -> Told {
	Told {
		json: json!({ "task": task, "end": ended.map(ended_json) }),
		words: match ended {
			Some(ended) => format!("{done}: {}", ended_words(ended)),
			None => format!("{done} task {task}"),
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{
		tasks::{Audience, Mode},
		DeviceId, Hash,
	};

	fn quote() -> Quote {
		Quote {
			price: 150_000_000_000,
			deposit: 2_000_000_000,
			service_fee: 9_000_000_000,
			expected_price: 150_000_000_000,
			bond: 1_600_000_000_000,
			cover: 0,
		}
	}

	fn terms(mode: Mode) -> Terms {
		use jmt_primitives::tasks::{Input, Limits, Windows};
		Terms {
			program: Content { hash: Hash::repeat_byte(1), length: 9 },
			input: Input::Inline(Default::default()),
			arguments: Default::default(),
			hint: Default::default(),
			limits: Limits { fuel: 1, memory_pages: 1, output_bytes: 1 },
			pay: 50_000_000_000,
			windows: Windows { claim: 20_000, run: 120_000 },
			audience: Audience::Anyone,
			mode,
		}
	}

	#[test]
	fn quote_words_they_say_holds_fees_and_what_it_is_safe_for() {
		let terms = terms(Mode::Replicate { replicas: 3, quorum: 2, standing: None });
		let said = quote_words(&terms, &quote(), 0);
		for part in ["3, of whom 2", "0.05 JMT each", "0.15 JMT until it ends", "0.009 JMT to"] {
			assert!(said.contains(part), "{part}: {said}");
		}
		assert!(said.contains("no panel can be called"), "{said}");
		for part in ["drop the bytes", "to others"] {
			assert!(!said.contains(part), "{part}: {said}");
		}
		let said = quote_words(&terms, &Quote { cover: 200_000_000_000, ..quote() }, 0);
		assert!(said.contains("0.2 JMT: above that worth"), "{said}");
		assert_eq!(quote_json(&quote())["holds"], json!("152000000000"));
	}

	#[test]
	fn quote_words_they_say_what_bytes_cost_and_that_workers_would_not_take_it() {
		let mut terms = terms(Mode::Replicate { replicas: 3, quorum: 2, standing: None });
		let named = vec![DeviceId(Hash::zero())];
		terms.audience = Audience::Devices(named.try_into().unwrap());
		let said = quote_words(&terms, &quote(), 6_760_000_000_000);
		for part in
			["6.76 JMT until the chain is told to drop", "`task work`: it names its workers"]
		{
			assert!(said.contains(part), "{part}: {said}");
		}
	}

	#[test]
	fn stage_json_each_stage_has_a_word_of_its_own() {
		let stages = [
			Stage::Drawing(Bench::Crew),
			Stage::Claiming(Bench::Crew),
			Stage::Claiming(Bench::Panel),
			Stage::Running(Bench::Crew),
			Stage::Revealing(Bench::Crew),
			Stage::Standing(Against::Lot),
			Stage::Standing(Against::Refusal),
			Stage::Due(Exit::Stood),
			Stage::Due(Exit::Counted(Bench::Crew)),
			Stage::Ended(Verdict::Done),
		];
		let mut told: Vec<String> =
			stages.into_iter().map(|stage| stage_json(stage).to_string()).collect();
		told.dedup();
		assert_eq!(told.len(), stages.len());
	}

	#[test]
	fn outcome_words_they_say_the_end_and_the_code() {
		let outcome = Outcome {
			ending: Ending::Finished { code: 3 },
			fuel: 12,
			output: Content { hash: Hash::zero(), length: 5 },
			memory: Some(Hash::zero()),
		};
		assert_eq!(outcome_words(&outcome), "finished with code 3, used 12 fuel, wrote 5 bytes");
		let json = outcome_json(&outcome);
		assert_eq!((&json["ending"], &json["code"]), (&json!("finished"), &json!(3)));
		assert_eq!(json["digest"], json!(outcome.digest().0));
		let trapped = Outcome { ending: Ending::Trapped, memory: None, ..outcome };
		assert_eq!(outcome_json(&trapped)["code"], Value::Null);
	}

	#[test]
	fn ended_words_they_say_where_the_money_went() {
		let ended = Ended {
			task: 7,
			verdict: Verdict::Done,
			paid: 95_000_000_000,
			to_pot: 1_605_000_000_000,
			refunded: 50_000_000_000,
			wrong: 1,
			silent: 0,
		};
		let said = ended_words(&ended);
		for part in
			["task 7 ended (done)", "0.095 JMT to workers", "1.605 JMT", "1 wrong, 0 silent"]
		{
			assert!(said.contains(part), "{part}: {said}");
		}
		assert_eq!(end_told(7, "accepted", None).words, "accepted task 7");
	}
}
