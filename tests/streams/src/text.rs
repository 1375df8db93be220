//! Text: what a value is made of, decodable and not.

use crate::random::Random;

/// Every length of UTF-8, what looks like grammar, and what looks like an ending but is none.
const VALID: &[&str] = &[
    "a",
    "x y",
    "{\"n\":1}",
    "0",
    "é",
    "你好",
    "🌊",
    "👩‍👩‍👧",
    "\u{FFFD}",
    "\u{10FFFF}",
    "\u{FFFF}",
    "\u{7F}",
    "\u{80}",
    "\u{7FF}",
    "\u{800}",
    "\u{D7FF}\u{E000}",
    "\u{10000}",
    "e\u{301}",
    "\u{202E}",
    ":",
    " ",
    "\t",
    "data:",
    "\0",
    // Ends of lines elsewhere, not here.
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{0B}",
    "\u{0C}",
    "\\n",
    "\u{A0}",
    BYTE_ORDER_MARK,
];

/// What no encoder writes: each becomes U+FFFD, once for each maximal part.
const ILL_FORMED: &[&[u8]] = &[
    // Truncated: the first bytes of characters of two, three and four.
    b"\xC3",
    b"\xE4",
    b"\xE4\xBD",
    b"\xF0",
    b"\xF0\x9F",
    b"\xF0\x9F\x8C",
    b"\xEF\xBB",
    // Continuations of nothing.
    b"\x80",
    b"\xBF\xBF",
    // Overlong.
    b"\xC0\x8A",
    b"\xC0\xAF",
    b"\xC1\xBF",
    b"\xE0\x80\x8A",
    b"\xE0\x9F\xBF",
    b"\xF0\x80\x80\x8D",
    b"\xF0\x8F\xBF\xBF",
    // Surrogates, alone and as a pair.
    b"\xED\xA0\x80",
    b"\xED\xBF\xBF",
    b"\xED\xA0\xBD\xED\xB8\x80",
    // Above U+10FFFF, and bytes that open nothing.
    b"\xF4\x90\x80\x80",
    b"\xF5\x80\x80\x80",
    b"\xF8\x88\x80\x80\x80",
    b"\xFE",
    b"\xFF\xFE",
];

/// U+FEFF, dropped where it opens the stream and nowhere else.
pub(crate) const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// A short run of text; in one of `ill_formed` a piece that is none.
pub(crate) fn text(random: &mut Random<'_>, ill_formed: usize) -> Vec<u8> {
    let mut text = Vec::new();
    for _ in 0..random.pick(&[1, 0, 1, 1, 2, 3, 5]) {
        text.extend_from_slice(piece(random, ill_formed));
    }
    text
}

/// A long run of one piece, in bytes at least `length`.
pub(crate) fn long_text(random: &mut Random<'_>, length: usize) -> Vec<u8> {
    let piece = piece(random, 8);
    piece.repeat(length.div_ceil(piece.len()))
}

fn piece(random: &mut Random<'_>, ill_formed: usize) -> &'static [u8] {
    if random.once_in(ill_formed) { random.pick(ILL_FORMED) } else { random.pick(VALID).as_bytes() }
}
