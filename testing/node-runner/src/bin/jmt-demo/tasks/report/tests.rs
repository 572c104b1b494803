use super::*;
use jmt_primitives::{
	tasks::{Content, Ending},
	Hash,
};

fn device(number: u8) -> DeviceId {
	DeviceId(Hash::repeat_byte(number))
}

fn task(id: TaskId, slots: Balance, wrong: Vec<DeviceId>, silent: Vec<DeviceId>) -> TaskReport {
	let output = Content { hash: Hash::zero(), length: 1 };
	let ending = Ending::Finished { code: 0 };
	TaskReport {
		id,
		verdict: Verdict::Done,
		outcome: Outcome { ending, fuel: 1, output, memory: Some(Hash::zero()) },
		amounts: Amounts {
			pay: 100,
			fee: 5,
			bond: 3_200,
			silence: 200,
			service: 10,
			price: 100 * slots,
			deposit: 7,
			bounty: 1,
		},
		paid: [1, 2, 3].map(device).into(),
		wrong,
		silent,
	}
}

impl TasksReport {
	/// One that went as it should.
	pub(crate) fn good() -> Self {
		let owner = |number, earned: Balance, lost: Balance| OwnerReport {
			device: device(number),
			before: 20_000,
			after: 20_000 + earned - lost,
			staked: 10_000 - lost,
		};
		Self {
			equal: true,
			first: Some(task(1, 3, Vec::new(), Vec::new())),
			second: Some(task(2, 5, vec![device(5)], vec![device(4)])),
			liar: device(5),
			victim: device(4),
			owners: vec![
				owner(1, 190, 0),
				owner(2, 190, 0),
				owner(3, 190, 0),
				owner(4, 0, 200),
				owner(5, 0, 3_200),
			],
			books: Books {
				posted: 814,
				paid: 570,
				fees: 30,
				refunded: 214,
				service: 20,
				staked: 50_000,
				slashed: 3_400,
				..Default::default()
			},
			..Default::default()
		}
	}
}

#[test]
fn it_adds_up() {
	let report = TasksReport::good();
	assert!(report.went_as_it_should());
	let told = report.to_string();
	assert!(!told.contains("WRONG") && !told.contains("NOT"), "{told}");
	assert!(told.lines().count() <= 10, "{told}");
}

#[test]
fn it_notices_a_single_planck() {
	for spoil in [
		|report: &mut TasksReport| report.books.posted += 1,
		|report: &mut TasksReport| report.books.paid += 1,
		|report: &mut TasksReport| report.books.refunded -= 1,
		|report: &mut TasksReport| report.books.service += 1,
		|report: &mut TasksReport| report.books.slashed -= 1,
		|report: &mut TasksReport| report.books.staked += 1,
		|report: &mut TasksReport| report.owners[0].after -= 1,
		|report: &mut TasksReport| report.owners[4].staked += 1,
		// From one owner to another.
		|report: &mut TasksReport| {
			report.owners[0].after += 1;
			report.owners[1].after -= 1;
		},
		// Kept by the pot, and by the books.
		|report: &mut TasksReport| {
			report.books.fees += 1;
			report.books.refunded -= 1;
		},
	] {
		let mut report = TasksReport::good();
		spoil(&mut report);
		assert!(!report.went_as_it_should());
		assert!(report.to_string().contains("WRONG"));
	}
}

#[test]
fn went_as_it_should_not_if_another_was_slashed_or_a_lie_was_paid() {
	for spoil in [
		|report: &mut TasksReport| report.equal = false,
		|report: &mut TasksReport| report.liar = device(1),
		|report: &mut TasksReport| report.victim = device(1),
		|report: &mut TasksReport| report.first = None,
		|report: &mut TasksReport| report.second = None,
	] {
		let mut report = TasksReport::good();
		spoil(&mut report);
		assert!(!report.went_as_it_should());
	}
	assert!(!TasksReport::default().went_as_it_should());
}
