use std::fmt;

/// A value that does not fit its type, and where it lies.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub struct Error {
	/// Names of fields and numbers of elements, from the inside out.
	path: Vec<String>,
	reason: String,
}

impl Error {
	/// An error of the value itself.
	pub fn new(reason: impl Into<String>) -> Self {
		Self { path: Vec::new(), reason: reason.into() }
	}

	/// The same error, as an error of the value that holds the wrong one in `field`.
	pub fn within(mut self, field: impl Into<String>) -> Self {
		self.path.push(field.into());
		self
	}

	/// The same error, as an error of the list that holds the wrong value at `index`.
	pub(crate) fn at(self, index: usize) -> Self {
		self.within(format!("[{index}]"))
	}

	/// Where the wrong value lies, such as `pots.mining` or `devices[3]`; empty for the whole value.
	pub fn path(&self) -> String {
		let mut path = String::new();
		for segment in self.path.iter().rev() {
			if !path.is_empty() && !segment.starts_with('[') {
				path.push('.');
			}
			path.push_str(segment);
		}
		path
	}
}

impl fmt::Display for Error {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self.path.is_empty() {
			true => write!(formatter, "{}", self.reason),
			false => write!(formatter, "{}: {}", self.path(), self.reason),
		}
	}
}
