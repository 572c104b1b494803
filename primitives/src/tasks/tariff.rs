//! The cost of a task, by the tariff of the block that it is posted in.

use super::{Mode, Terms, MAX_SLOTS};
use crate::Balance;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::Permill;

/// The rates of the market. The runtime names them; a task keeps what they made of its terms.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Tariff {
	/// Of a stake unit, in planck.
	pub unit: Balance,
	/// Least pay of a slot, in planck: what an account needs to exist.
	pub least_pay: Balance,
	/// Least bond, in planck.
	pub least_bond: Balance,
	/// Times the pay that the bond is, if that is more.
	pub bond_pays: u32,
	/// Least that silence costs, in planck.
	pub least_silence: Balance,
	/// Times the pay that silence costs, if that is more.
	pub silence_pays: u32,
	/// Part of each slot's pay that goes to the pot.
	pub market_fee: Permill,
	/// For each slot, to the pot when a task is posted, in planck.
	pub service_slot: Balance,
	/// For each byte that each slot's output may have, to the pot when a task is posted, in planck.
	pub service_byte: Balance,
	/// Held for a task, in planck.
	pub deposit_task: Balance,
	/// Held for each byte that each slot's output may have, in planck.
	pub deposit_byte: Balance,
	/// Of the deposit, for whoever collects it a day after the end, in planck.
	pub bounty: Balance,
}

/// The cost of a task, fixed when it is posted. In planck.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Amounts {
	/// Of each slot whose result counts, the fee included.
	pub pay: Balance,
	/// Of each pay, to the pot.
	pub fee: Balance,
	/// Reserved in the stake of each worker, and lost by a wrong result.
	pub bond: Balance,
	/// Lost by silence; never more than the bond.
	pub silence: Balance,
	/// To the pot when the task is posted.
	pub service: Balance,
	/// Held of the client until the task ends.
	pub price: Balance,
	/// Held of the client until it collects.
	pub deposit: Balance,
	/// Of the deposit, for whoever else collects it; never more than the deposit.
	pub bounty: Balance,
}

impl Tariff {
	/// Whether a bond always pays a panel that overturned and its challenger: seven pays and one.
	pub fn is_sound(&self) -> bool {
		self.bond_pays >= MAX_SLOTS.saturating_add(1) && self.unit > 0
	}

	/// The pay for which a worker with `units` stake units can just have the bond, in planck.
	pub fn most_pay(&self, units: u32) -> Balance {
		let stake = self.unit.saturating_mul(units.into());
		match stake >= self.least_bond {
			true => stake.checked_div(self.bond_pays.into()).unwrap_or(stake),
			false => 0,
		}
	}
}

impl Amounts {
	/// The cost of these terms by this tariff. `None` where an amount is more than a balance can be.
	pub fn of(terms: &Terms, tariff: &Tariff) -> Option<Self> {
		let pay = terms.pay;
		let slots = Balance::from(terms.mode.slots());
		let output = Balance::from(terms.limits.output_bytes);
		let bond = pay.checked_mul(tariff.bond_pays.into())?.max(tariff.least_bond);
		let silence = pay.checked_mul(tariff.silence_pays.into())?.max(tariff.least_silence);
		let of_slot = tariff.service_byte.checked_mul(output)?.checked_add(tariff.service_slot)?;
		let outputs = tariff.deposit_byte.checked_mul(output)?.checked_mul(slots)?;
		let deposit = tariff.deposit_task.checked_add(outputs)?;
		Some(Self {
			pay,
			fee: tariff.market_fee.mul_floor(pay),
			bond,
			silence: silence.min(bond),
			service: of_slot.checked_mul(slots)?,
			price: pay.checked_mul(terms.mode.priced_slots().into())?,
			deposit,
			bounty: tariff.bounty.min(deposit),
		})
	}

	/// Of each pay, to the worker's owner.
	pub fn net(&self) -> Balance {
		// A part of the pay is not more than the pay.
		self.pay.saturating_sub(self.fee)
	}

	/// Held of a challenger, in planck: the pay of a whole panel. `None` where the mode has none.
	pub fn challenge(&self, mode: &Mode) -> Option<Balance> {
		self.pay.checked_mul(mode.panel_slots()?.into())
	}

	/// Paid by a client on average, in planck, when all goes well: the pay of each slot, and of an audit's panel by the chance of
	/// one.
	pub fn expected_price(&self, mode: &Mode) -> Balance {
		let audit = match mode {
			Mode::Optimistic { .. } => self.challenge(mode).unwrap_or_default(),
			_ => 0,
		};
		let audit = audit.checked_div(super::AUDITED_ONE_IN.into()).unwrap_or_default();
		self.pay.saturating_mul(mode.slots().into()).saturating_add(audit)
	}

	/// The largest worth of a wrong result at which lying does not pay, if one result in 16 is looked at: the bonds of a
	/// quorum by that chance, and never more than all that is `staked`, since with more than half of the stake a liar
	/// fills the panel as well. 0 where no panel can be called: a quorum of liars is not found out, and a client that
	/// accepts has chosen its worker.
	pub fn cover(&self, mode: &Mode, staked: Balance) -> Balance {
		if mode.panel_slots().is_none() || mode.standing().is_none() {
			return 0;
		}
		let bonds = self.bond.saturating_mul(mode.quorum().into());
		bonds.checked_div(super::AUDITED_ONE_IN.into()).unwrap_or_default().min(staked)
	}
}
