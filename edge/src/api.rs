//! The runtime API of the primitives, executed by the light client itself.
//!
//! What the chain answers is read by its own metadata and brought into the words of the primitives by the
//! names of fields and variants. An agent so understands a later runtime that tells more than its own
//! version knew, or tells it in another order; what is missing is an error, never a wrong figure.

use crate::{
	chain::{within, At},
	error::Error,
};
use codec::{Decode, DecodeAll};
use jmt_primitives::{
	api::{ChainInfo, DrawInfo, MiningStatus},
	circulation::{Circulation, SchedulePoint},
	Balance, DeviceId, Moment,
};
use scale_info::{meta_type, PortableRegistry, Registry, TypeInfo};
use scale_value::{scale::encode_as_type, Value};

/// The trait's name in the chain's metadata.
const TRAIT: &str = "JmtApi";

/// The chain at a glance.
pub async fn chain_info(at: &At) -> Result<ChainInfo, Error> {
	call(at, "chain_info", vec![]).await
}

/// Where a device stands.
pub async fn mining_status(at: &At, device: DeviceId) -> Result<MiningStatus, Error> {
	call(at, "mining_status", vec![Value::from_bytes(device.0)]).await
}

/// What the owners of these devices can claim, in the same order.
pub async fn pending(at: &At, devices: &[DeviceId]) -> Result<Vec<Balance>, Error> {
	let devices = devices.iter().map(|device| Value::from_bytes(device.0));
	call(at, "pending", vec![Value::unnamed_composite(devices)]).await
}

/// The newest draw, if any.
pub async fn current_draw(at: &At) -> Result<Option<DrawInfo>, Error> {
	call(at, "current_draw", vec![]).await
}

/// Where all JMT are, and which of them circulate.
pub async fn circulation(at: &At) -> Result<Circulation, Error> {
	call(at, "circulation", vec![]).await
}

/// What is released and vested at `from` and every `step` ms after it, `points` times.
pub async fn emission_schedule(
	at: &At,
	from: Moment,
	step: Moment,
	points: u32,
) -> Result<Vec<SchedulePoint>, Error> {
	let arguments =
		[u128::from(from), u128::from(step), u128::from(points)].map(Value::u128).to_vec();
	call(at, "emission_schedule", arguments).await
}

async fn call<T: Decode + TypeInfo + 'static>(
	at: &At,
	method: &str,
	arguments: Vec<Value>,
) -> Result<T, Error> {
	within("a runtime call", async {
		let payload = subxt::dynamic::runtime_api_call::<_, Value>(TRAIT, method, arguments);
		let answer = at
			.runtime_apis()
			.call(payload)
			.await
			.map_err(|error| Error::Chain(format!("{TRAIT}.{method}: {error}")))?;
		in_our_words(&answer).map_err(|error| {
			Error::Chain(format!("{TRAIT}.{method} answered what is not known: {error}"))
		})
	})
	.await
}

/// A value as a type of ours, by the names of its fields and variants.
fn in_our_words<T: Decode + TypeInfo + 'static>(value: &Value) -> Result<T, String> {
	let mut types = Registry::new();
	let ours = types.register_type(&meta_type::<T>()).id;
	let types = PortableRegistry::from(types);
	let mut encoded = Vec::new();
	encode_as_type(value, ours, &types, &mut encoded).map_err(|error| error.to_string())?;
	T::decode_all(&mut encoded.as_slice()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use jmt_primitives::{api::MiningState, AccountId, Draw, Hash, Round};
	use scale_value::scale::decode_as_type;

	/// As the light client reads what a chain answers whose type is `T`.
	fn as_told<T: Encode + TypeInfo + 'static>(answer: &T) -> Value {
		let mut types = Registry::new();
		let theirs = types.register_type(&meta_type::<T>()).id;
		let types = PortableRegistry::from(types);
		let encoded = answer.encode();
		let mut left = encoded.as_slice();
		let value = decode_as_type(&mut left, theirs, &types).unwrap();
		assert!(left.is_empty());
		value.remove_context()
	}

	fn understood<T>(answer: &T)
	where
		T: Encode + Decode + TypeInfo + PartialEq + std::fmt::Debug + 'static,
	{
		assert_eq!(in_our_words::<T>(&as_told(answer)).as_ref(), Ok(answer));
	}

	fn draw_info() -> DrawInfo {
		let draw = Draw { round: Round::MAX, day: 7, bucket: 3, draw: Hash::repeat_byte(9) };
		DrawInfo {
			draw,
			drawn_in: 11,
			last_slot: 1 << 60,
			seed: Hash::repeat_byte(1),
			buckets: u32::MAX,
		}
	}

	fn status(state: MiningState) -> MiningStatus {
		MiningStatus {
			state,
			owner: Some(AccountId::new([5; 32])),
			last_round: None,
			paid_until: Some(Moment::MAX),
			missed_round: Some(0),
			earned: Balance::MAX,
			open: 0,
			weight: 1_000_000,
			bucket: Some(2),
		}
	}

	#[test]
	fn answers_of_todays_shape_are_understood() {
		understood(&None::<DrawInfo>);
		understood(&Some(draw_info()));
		understood(&Vec::<Balance>::new());
		understood(&vec![Balance::MAX]);
		understood(&vec![0, 1, Balance::MAX]);
		for state in [MiningState::NotRegistered, MiningState::Silent] {
			understood(&status(state));
		}
	}

	#[test]
	fn a_later_runtime_may_tell_more_and_in_another_order() {
		#[derive(Encode, TypeInfo)]
		struct LaterDrawInfo {
			witnesses: Vec<u8>,
			buckets: u32,
			seed: Hash,
			last_slot: u64,
			drawn_in: u32,
			draw: Draw,
		}
		let DrawInfo { draw, drawn_in, last_slot, seed, buckets } = draw_info();
		let later = LaterDrawInfo { witnesses: vec![1], buckets, seed, last_slot, drawn_in, draw };
		assert_eq!(in_our_words(&as_told(&Some(later))), Ok(Some(draw_info())));

		#[derive(Encode, TypeInfo)]
		#[allow(dead_code)]
		enum LaterState {
			Suspended,
			Silent,
		}
		assert_eq!(in_our_words(&as_told(&LaterState::Silent)), Ok(MiningState::Silent));
		let unknown = in_our_words::<MiningState>(&as_told(&LaterState::Suspended));
		assert!(unknown.unwrap_err().contains("Suspended"));
	}

	#[test]
	fn what_is_missing_is_an_error_that_names_it() {
		#[derive(Encode, TypeInfo)]
		struct EarlierDrawInfo {
			draw: Draw,
			drawn_in: u32,
			last_slot: u64,
			seed: Hash,
		}
		let DrawInfo { draw, drawn_in, last_slot, seed, .. } = draw_info();
		let earlier = EarlierDrawInfo { draw, drawn_in, last_slot, seed };
		let error = in_our_words::<DrawInfo>(&as_told(&earlier)).unwrap_err();
		assert!(error.contains("buckets"), "{error}");
		let negative = in_our_words::<Vec<Balance>>(&as_told(&vec![-1_i128]));
		assert!(negative.is_err());
	}
}
