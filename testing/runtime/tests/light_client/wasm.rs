//! Reads the import section of a WASM module (WebAssembly core specification, 5.5.5).

/// The kind of an import.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
	Function,
	Table,
	Memory,
	Global,
}

/// One import.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
	pub module: String,
	pub name: String,
	pub kind: Kind,
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
	fn byte(&mut self) -> Option<u8> {
		let (first, rest) = self.0.split_first()?;
		self.0 = rest;
		Some(*first)
	}

	fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
		let (taken, rest) = self.0.split_at_checked(count)?;
		self.0 = rest;
		Some(taken)
	}

	/// Unsigned LEB128 of 32 bits.
	fn number(&mut self) -> Option<usize> {
		let mut value = 0u64;
		for shift in (0..35).step_by(7) {
			let byte = self.byte()?;
			value |= u64::from(byte & 0x7f) << shift;
			if byte & 0x80 == 0 {
				return usize::try_from(value).ok();
			}
		}
		None
	}

	fn name(&mut self) -> Option<String> {
		let length = self.number()?;
		String::from_utf8(self.bytes(length)?.to_vec()).ok()
	}

	fn limits(&mut self) -> Option<()> {
		let has_maximum = self.byte()? & 1 == 1;
		self.number()?;
		if has_maximum {
			self.number()?;
		}
		Some(())
	}

	fn import(&mut self) -> Option<Import> {
		let (module, name) = (self.name()?, self.name()?);
		let kind = match self.byte()? {
			0 => {
				self.number()?;
				Kind::Function
			},
			1 => {
				self.byte()?;
				self.limits()?;
				Kind::Table
			},
			2 => {
				self.limits()?;
				Kind::Memory
			},
			3 => {
				self.bytes(2)?;
				Kind::Global
			},
			_ => return None,
		};
		Some(Import { module, name, kind })
	}
}

/// The imports of a module; `None` when it is not well-formed up to there.
pub fn imports(module: &[u8]) -> Option<Vec<Import>> {
	let mut reader = Reader(module.strip_prefix(b"\0asm\x01\0\0\0")?);
	while !reader.0.is_empty() {
		let id = reader.byte()?;
		let length = reader.number()?;
		let mut section = Reader(reader.bytes(length)?);
		if id == 2 {
			let count = section.number()?;
			return (0..count).map(|_| section.import()).collect();
		}
	}
	Some(Vec::new())
}
