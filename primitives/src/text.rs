//! Text in files that editors may have touched.

/// The JSON in a file, without the byte order mark that some editors write before it; `None` if it is UTF-16
/// (RFC 8259, section 8.1, wants UTF-8 without a mark).
pub fn json_text(bytes: &[u8]) -> Option<&[u8]> {
	// JSON begins with a character of ASCII, which has a zero byte beside it in UTF-16.
	match bytes {
		[0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] => None,
		_ => Some(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)),
	}
}
