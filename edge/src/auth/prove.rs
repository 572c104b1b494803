use super::{Answered, Asked};
use crate::keys::DeviceKey;
use jmt_primitives::{
	identity::{Answer, AuthRefusal, Binding},
	DeviceId, DevicePublic, Hash, Moment,
};

/// A device's answer to the verifier `meant` on the chain with this genesis, at `now` by the device's clock.
///
/// `key` is what the chain has as the verifier's key. Without it the key in the challenge is taken if it is the one that
/// the verifier's id was made of: right until the verifier changes its key, and refused after.
pub fn prove(
	device: &DeviceKey,
	asked: &Asked,
	genesis: &Hash,
	meant: &DeviceId,
	key: Option<DevicePublic>,
	binding: Binding,
	now: Moment,
) -> Result<Answered, AuthRefusal> {
	let key = match key {
		Some(key) => key,
		None if asked.key.id() == *meant => asked.key,
		None => return Err(AuthRefusal::OtherVerifier),
	};
	asked.challenge.check(&asked.signature, genesis, meant, &key, now)?;
	let (id, challenge) = (device.id(), asked.challenge.hash());
	let signature = device.sign(&Answer::payload(&challenge, &id, &binding));
	Ok(Answered(Answer { challenge, device: id, binding, signature }))
}
