//! Bit sequences: a compact count of bits, then the words that hold them, each little-endian.

use crate::{decode::read, shape::resolve, Error};
use codec::{Compact, Encode, Input};
use scale_info::{
	form::PortableForm, PortableRegistry, TypeDef, TypeDefBitSequence, TypeDefPrimitive,
};

/// How bits lie in words.
pub(crate) struct Layout {
	word_bits: usize,
	lowest_first: bool,
}

impl Layout {
	pub(crate) fn of(
		sequence: &TypeDefBitSequence<PortableForm>,
		types: &PortableRegistry,
	) -> Result<Self, Error> {
		let word_bits = match &resolve(types, sequence.bit_store_type.id)?.type_def {
			TypeDef::Primitive(TypeDefPrimitive::U8) => 8,
			TypeDef::Primitive(TypeDefPrimitive::U16) => 16,
			TypeDef::Primitive(TypeDefPrimitive::U32) => 32,
			TypeDef::Primitive(TypeDefPrimitive::U64) => 64,
			_ => return Err(Error::new("bits in words of another size than 8 to 64 bits")),
		};
		let order = &resolve(types, sequence.bit_order_type.id)?.path;
		match order.segments.last().map(String::as_str) {
			Some("Lsb0") => Ok(Self { word_bits, lowest_first: true }),
			Some("Msb0") => Ok(Self { word_bits, lowest_first: false }),
			_ => Err(Error::new("bits in an order other than Lsb0 and Msb0")),
		}
	}

	/// Byte and bit of it that hold the bit `index`.
	fn place(&self, index: usize) -> (usize, usize) {
		let (word, within) = (index / self.word_bits, index % self.word_bits);
		let bit = if self.lowest_first { within } else { self.word_bits - 1 - within };
		(word * self.word_bits / 8 + bit / 8, bit % 8)
	}

	fn bytes_of(&self, bits: usize) -> usize {
		bits.div_ceil(self.word_bits) * self.word_bits / 8
	}

	pub(crate) fn read(&self, bytes: &mut &[u8]) -> Result<String, Error> {
		let Compact(bits) = read::<Compact<u32>>(bytes, "a count of bits")?;
		let ended = || Error::new("the bytes end within a bit sequence");
		let bits = usize::try_from(bits).map_err(|_| ended())?;
		let length = self.bytes_of(bits);
		if length > bytes.len() {
			return Err(ended());
		}
		let mut words = vec![0; length];
		bytes.read(&mut words).map_err(|_| ended())?;
		Ok((0..bits)
			.map(|index| {
				let (byte, bit) = self.place(index);
				if words[byte] >> bit & 1 == 1 {
					'1'
				} else {
					'0'
				}
			})
			.collect())
	}

	pub(crate) fn write(&self, text: &str, out: &mut Vec<u8>) -> Result<(), Error> {
		let bits = text.len();
		let count = u32::try_from(bits).map_err(|_| Error::new("too many bits"))?;
		let mut words = vec![0u8; self.bytes_of(bits)];
		for (index, bit) in text.chars().enumerate() {
			let (byte, place) = self.place(index);
			match bit {
				'0' => {},
				'1' => words[byte] |= 1 << place,
				other => return Err(Error::new(format!("{other:?} is no bit: 0 or 1"))),
			}
		}
		Compact(count).encode_to(out);
		out.extend(words);
		Ok(())
	}
}
