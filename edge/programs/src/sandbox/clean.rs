//! Text of strangers, fit for a terminal.

/// Stands where text was cut.
const CUT: &str = "[cut]";

/// At most about `max_bytes` of a text, with everything escaped that moves a terminal's cursor, changes its colours or
/// turns the order of what is read. Line breaks and tabs stay. Bytes that are no UTF-8 become U+FFFD.
pub fn clean(text: &[u8], max_bytes: usize) -> String {
	let cut = text.len() > max_bytes;
	let mut shown = String::new();
	for character in String::from_utf8_lossy(text.get(..max_bytes).unwrap_or(text)).chars() {
		let length = shown.len();
		match character {
			'\n' | '\t' => shown.push(character),
			hidden if hidden.is_control() || is_format(hidden) => {
				shown.extend(hidden.escape_default())
			},
			character => shown.push(character),
		}
		if shown.len() > max_bytes {
			shown.truncate(length);
			return shown + CUT;
		}
	}
	if cut {
		shown.push_str(CUT);
	}
	shown
}

/// Characters that have no width or turn the direction of others (Unicode's category Cf, as far as terminals heed it).
fn is_format(character: char) -> bool {
	matches!(
		character,
		'\u{ad}' |
			'\u{61c}' |
			'\u{180e}' |
			'\u{200b}'..='\u{200f}' |
			'\u{2028}'..='\u{202e}' |
			'\u{2060}'..='\u{206f}' |
			'\u{feff}' |
			'\u{fff9}'..='\u{fffb}' |
			'\u{e0000}'..='\u{e007f}'
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn clean_it_keeps_text() {
		assert_eq!(clean("valve 7\n\tauf, \u{e4}".as_bytes(), 100), "valve 7\n\tauf, \u{e4}");
	}

	#[test]
	fn clean_it_escapes_what_moves_a_terminal() {
		assert_eq!(clean(b"\x1b[2Jgone\r\x07\x7f", 100), "\\u{1b}[2Jgone\\r\\u{7}\\u{7f}");
		assert_eq!(clean("\u{9b}31m \u{202e}abc".as_bytes(), 100), "\\u{9b}31m \\u{202e}abc");
	}

	#[test]
	fn clean_it_takes_bytes_that_are_no_text() {
		assert_eq!(clean(b"a\xff\xfeb", 100), "a\u{fffd}\u{fffd}b");
	}

	#[test]
	fn clean_it_cuts_at_its_bound_and_says_so() {
		assert_eq!(clean(b"abc", 3), "abc");
		assert_eq!(clean(b"abcd", 3), "abc[cut]");
		// Escaped it is longer than it was.
		assert_eq!(clean(b"a\x1b\x1b", 8), "a\\u{1b}[cut]");
		// A character that was cut in two is no character.
		assert_eq!(clean("\u{e4}\u{e4}".as_bytes(), 3), "\u{e4}[cut]");
	}
}
