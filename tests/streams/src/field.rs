//! Fields: names and near misses, separators, and values that suit the name or do not.

use crate::random::Random;
use crate::text::{long_text, text};

/// Event types that a page can listen to, among them those of its own events, the default, and names
/// that an object knows already.
pub const EVENT_TYPES: &[&str] = &[
    "message",
    "open",
    "error",
    "ping",
    "Ping",
    "update",
    "你好",
    "🌊",
    " padded ",
    "a:b",
    "\u{FFFD}",
    "\u{FEFF}bom",
    "\0",
    "abort",
    "close",
    "constructor",
    "__proto__",
    "toString",
];

const UNKNOWN_NAMES: &[&[u8]] = &[
    b"Data",
    b"DATA",
    b"dat",
    b"dataa",
    b" data",
    b"data ",
    b"\tdata",
    b"data\0",
    b"\xEF\xBB\xBFdata",
    b"data\xEF\xBB\xBF",
    b"dat\xC3\xA1",
    b"dat\xE1",
    b"Event",
    b"events",
    b"event ",
    b"ID",
    b"Id",
    b"ids",
    b"i",
    b"Retry",
    b"retry\t",
    b"heartbeattimeout",
    b"heartbeatTimeouts",
    b"lastEventId",
    b"foo",
    b"\xE4\xBD\xA0",
    b"\xFF",
];

/// After a name. None at all makes the whole line the name.
const SEPARATORS: &[&[u8]] =
    &[b": ", b":", b": ", b":", b":  ", b":\t", b"::", b": :", b" :", b":\xC2\xA0"];

/// How long a line may become.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Size {
    Short,
    /// In one of so many data fields, of so many bytes.
    Long(usize, usize),
}

/// The pieces of one field, without the end of its line.
pub(crate) fn field(random: &mut Random<'_>, size: Size) -> Vec<Vec<u8>> {
    let (name, value): (&[u8], _) = match random.below(32) {
        0..15 => (b"data", data(random, size)),
        15..20 => (b"event", event_type(random)),
        20..25 => (b"id", id(random)),
        25..27 => (b"retry", number(random)),
        27..29 => (b"heartbeatTimeout", number(random)),
        29 => (b"", text(random, 8)),
        _ => (random.pick(UNKNOWN_NAMES), text(random, 8)),
    };
    if random.once_in(12) {
        return vec![name.to_vec()];
    }
    vec![name.to_vec(), random.pick(SEPARATORS).to_vec(), value]
}

fn data(random: &mut Random<'_>, size: Size) -> Vec<u8> {
    match size {
        Size::Long(times, length) if random.once_in(times) => long_text(random, length),
        _ => text(random, 8),
    }
}

fn event_type(random: &mut Random<'_>) -> Vec<u8> {
    match random.below(8) {
        0 => Vec::new(),
        // A type that no page listens to, or one that decodes to a known one.
        1 => text(random, 4),
        _ => random.pick(EVENT_TYPES).as_bytes().to_vec(),
    }
}

/// With NUL in one of eight: the field is then ignored.
fn id(random: &mut Random<'_>) -> Vec<u8> {
    let mut id = match random.below(4) {
        0 => Vec::new(),
        1 => text(random, 8),
        _ => random.below(1000).to_string().into_bytes(),
    };
    if random.once_in(8) {
        id.insert(random.below(id.len() + 1), 0);
    }
    id
}

/// Digits, and what is nearly digits.
fn number(random: &mut Random<'_>) -> Vec<u8> {
    const BAD: &[&str] = &[
        "",
        "-1",
        "+1",
        "1e3",
        "1.5",
        "0x10",
        " 5",
        "5 ",
        "5s",
        "٣",
        "１",
        "NaN",
        "Infinity",
        "1_0",
        "1,000",
        "5\0",
        "\u{FEFF}5",
        "½",
        "null",
    ];
    const GOOD: &[&str] = &[
        "0",
        "1",
        "007",
        "1500",
        "45000",
        "2147483647",
        "2147483648",
        "4294967296",
        "9007199254740993",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999999999999999",
    ];
    if random.once_in(2) {
        return random.pick(BAD).as_bytes().to_vec();
    }
    random.pick(GOOD).as_bytes().to_vec()
}
