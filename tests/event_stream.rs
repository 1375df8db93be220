//! Claim: an event stream is interpreted as HTML §9.2.6 says, field by field.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use event_source_polyfill_wasm::event_stream::{EventStream, LimitExceeded, Text};
use support::{interpret, oracle};

/// `expected` is (type, data, last event ID). The oracle must agree, and so must one byte at a time.
#[track_caller]
fn check(stream: impl AsRef<[u8]>, expected: &[(&str, &str, &str)]) {
    let stream = stream.as_ref();
    let events = interpret([stream]).events;
    let events: Vec<_> =
        events.iter().map(|(t, d, i)| (t.as_str(), d.as_str(), i.as_str())).collect();
    assert_eq!(events, expected, "in one chunk");
    assert_eq!(interpret(stream.chunks(1)), interpret([stream]), "one byte at a time");
    assert_eq!(oracle::interpret(stream), interpret([stream]), "the oracle");
}

#[test]
fn the_examples_of_the_standard() {
    check("data: YHOO\ndata: +2\ndata: 10\n\n", &[("", "YHOO\n+2\n10", "")]);
    check(
        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
        &[("", "first event", "1"), ("", "second event", ""), ("", " third event", "")],
    );
    check("data\n\ndata\ndata\n\ndata:", &[("", "", ""), ("", "\n", "")]);
    check("data:test\n\ndata: test\n\n", &[("", "test", ""), ("", "test", "")]);
}

#[test]
fn every_line_ending_and_all_mixed() {
    for [a, b, c] in [["\n"; 3], ["\r"; 3], ["\r\n"; 3], ["\r", "\n", "\r\n"], ["\r\n", "\r", "\n"]]
    {
        // Where a lone CR meets a LF they are one ending: an extra comment keeps them apart.
        check(format!("data: x{a}:{b}data: y{c}:{a}{a}:"), &[("", "x\ny", "")]);
    }
    check("data: x\r\r", &[("", "x", "")]);
    check("data: x\n\ndata: y\r\r", &[("", "x", ""), ("", "y", "")]);
    check("data: x\r\n\ndata: y\n\r\n", &[("", "x", ""), ("", "y", "")]);
    check("data: x\u{85}y\u{2028}z\u{0B}\n\n", &[("", "x\u{85}y\u{2028}z\u{0B}", "")]);
}

#[test]
fn a_carriage_return_dispatches_without_waiting_for_the_next_byte() {
    let mut stream = EventStream::new(String::new(), 100);
    stream.feed(b"data: x\r\r").expect("below the limit");
    assert_eq!(stream.take_batch().events().len(), 1);
    stream.feed(b"").expect("below the limit");
    stream.feed(b"\ndata: y\n\n").expect("below the limit");
    assert_eq!(stream.take_batch().events(), [(String::new(), "y".into(), String::new())]);
}

#[test]
fn one_leading_byte_order_mark_is_dropped_and_only_one() {
    check("\u{FEFF}data: x\n\n", &[("", "x", "")]);
    check("\u{FEFF}\u{FEFF}data: x\n\ndata: y\n\n", &[("", "y", "")]);
    check("data: x\n\n\u{FEFF}data: y\n\n", &[("", "x", "")]);
    check("data: \u{FEFF}x\n\n", &[("", "\u{FEFF}x", "")]);
    check(b"\xEF\xBBdata: x\n\ndata: y\n\n", &[("", "y", "")]);
    check("\n\u{FEFF}data: x\n\n", &[]);
}

#[test]
fn data_fields() {
    check("data:\n\n", &[("", "", "")]);
    check("data\n\n", &[("", "", "")]);
    check("data: \n\n", &[("", "", "")]);
    check("data:  \n\n", &[("", " ", "")]);
    check("data:\u{A0}x\n\n", &[("", "\u{A0}x", "")]);
    check("data:\tx\n\n", &[("", "\tx", "")]);
    check("data::x:y\n\n", &[("", ":x:y", "")]);
    check("data:\ndata: x\ndata\n\n", &[("", "\nx\n", "")]);
    check("data: a\0b\n\n", &[("", "a\0b", "")]);
}

#[test]
fn names_are_compared_whole_and_letter_case_counts() {
    check("DATA: x\nData: x\n data: x\ndata : x\ndatax: x\n\n", &[]);
    check("x\n: comment\nfoo: bar\n:data: x\n\n", &[]);
    check("Event: x\nID: 1\ndata: y\n\n", &[("", "y", "")]);
}

#[test]
fn event_types() {
    check("event: foo\ndata: x\n\ndata: y\n\n", &[("foo", "x", ""), ("", "y", "")]);
    check("event: foo\nevent: bar\ndata: x\n\n", &[("bar", "x", "")]);
    check("event: foo\nevent:\ndata: x\n\n", &[("", "x", "")]);
    check("event: foo\n\ndata: x\n\n", &[("", "x", "")]);
    check("event:  foo \ndata: x\n\n", &[(" foo ", "x", "")]);
    check(
        "event: open\ndata: x\n\nevent: error\ndata: y\n\n",
        &[("open", "x", ""), ("error", "y", "")],
    );
}

#[test]
fn last_event_ids() {
    check("id: 1\ndata: x\n\ndata: y\n\n", &[("", "x", "1"), ("", "y", "1")]);
    check("id: 1\ndata: x\n\nid\ndata: y\n\n", &[("", "x", "1"), ("", "y", "")]);
    check("id: 1\ndata: x\n\nid: 2\0\ndata: y\n\n", &[("", "x", "1"), ("", "y", "1")]);
    check("id: 你\ndata: x\n\n", &[("", "x", "你")]);
    // A block without data sets the last event ID and is no event.
    check("id: 1\n\ndata: y\n\n", &[("", "y", "1")]);
    assert_eq!(interpret([&b"id: 1\n\n"[..]]).last_event_id, "1");
    // A block that never ends does not.
    assert_eq!(interpret([&b"id: 1\n\nid: 2\n"[..]]).last_event_id, "1");
}

#[test]
fn a_stream_goes_on_from_the_last_event_id_before_it() {
    let mut stream = EventStream::new("7".into(), 100);
    stream.feed(b"data: x\n\n").expect("below the limit");
    assert_eq!(stream.take_batch().events(), [(String::new(), "x".into(), "7".into())]);
}

#[test]
fn an_event_that_the_stream_breaks_off_is_dropped() {
    check("data: x\n\ndata: y", &[("", "x", "")]);
    check("data: x\n\ndata: y\n", &[("", "x", "")]);
    check("data: x\n\ndata: y\nid: 3\n", &[("", "x", "")]);
    check("data: x", &[]);
    check("", &[]);
}

#[test]
fn invalid_utf8_becomes_replacement_characters_as_the_encoding_standard_puts_them() {
    // Maximal parts: a truncated sequence is one, each byte that can open none is one.
    check(b"data: \xE4\xBD\n\n", &[("", "\u{FFFD}", "")]);
    check(b"data: \xF0\x9F\x8Cx\n\n", &[("", "\u{FFFD}x", "")]);
    check(b"data: \xFF\xFE\n\n", &[("", "\u{FFFD}\u{FFFD}", "")]);
    check(b"data: \xC0\xAF\n\n", &[("", "\u{FFFD}\u{FFFD}", "")]);
    check(b"data: \xED\xA0\x80\n\n", &[("", "\u{FFFD}\u{FFFD}\u{FFFD}", "")]);
    check(b"data: \xF4\x90\x80\x80\n\n", &[("", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}", "")]);
    check(b"event: \x80\nid: \xE4\ndata: x\n\n", &[("\u{FFFD}", "x", "\u{FFFD}")]);
    check(b"data: x\xE4\ndata: \xBD\xA0\n\n", &[("", "x\u{FFFD}\n\u{FFFD}\u{FFFD}", "")]);
    check("data: 你好 🌊\n\n", &[("", "你好 🌊", "")]);
}

#[test]
fn retry_takes_ascii_digits_alone() {
    let retry = |value: &str| {
        let mut stream = EventStream::new(String::new(), 1000);
        stream.feed(format!("retry:{value}\n").as_bytes()).expect("below the limit");
        stream.take_reconnection_time()
    };
    assert_eq!(retry(" 3000"), Some(3000));
    assert_eq!(retry("0"), Some(0));
    assert_eq!(retry("007"), Some(7));
    assert_eq!(retry("99999999999999999999999999"), Some(u64::MAX));
    for bad in ["", " ", "5x", "x5", "1e3", "-1", "+1", "1.5", "  1", "1 ", "٣"] {
        assert_eq!(retry(bad), None, "{bad:?}");
    }
}

#[test]
fn the_last_of_several_settings_counts_and_a_bad_one_not() {
    let mut stream = EventStream::new(String::new(), 1000);
    stream
        .feed(b"retry: 1\nretry: 2\nretry: x\nheartbeatTimeout: 5000\n")
        .expect("below the limit");
    assert_eq!(stream.take_reconnection_time(), Some(2));
    assert_eq!(stream.take_reconnection_time(), None, "taken");
    assert_eq!(stream.take_heartbeat_timeout(), Some(5000));
}

#[test]
fn the_limit_counts_data_and_line_together_whatever_the_chunks() {
    // 10 bytes of data ("12345678\n" and a line of 1), the line's own length included.
    let feed = |text: &str, size: usize, limit: usize| {
        let mut stream = EventStream::new(String::new(), limit);
        let result = text.as_bytes().chunks(size).try_for_each(|chunk| stream.feed(chunk));
        (result, stream.take_batch().events().len())
    };
    for size in [1, 3, 100] {
        assert_eq!(feed("data: 12\n\n", size, 8), (Ok(()), 1));
        assert_eq!(feed("data: 12\n\n", size, 7), (Err(LimitExceeded), 0));
        assert_eq!(feed("data: 1\n\ndata: 12345", size, 7), (Err(LimitExceeded), 1), "{size}");
        assert_eq!(feed("data:1\ndata:2\ndata:3\n\n", size, 9), (Err(LimitExceeded), 0));
        assert_eq!(feed("data:1\ndata:2\ndata:3\n\n", size, 10), (Ok(()), 1));
        assert_eq!(feed(&":\n".repeat(1000), size, 8), (Ok(()), 0));
    }
}

#[test]
fn lines_that_are_ignored_count_for_nothing_however_long() {
    let feed = |text: &str, size: usize| {
        let mut stream = EventStream::new(String::new(), 20);
        let result = text.as_bytes().chunks(size).try_for_each(|chunk| stream.feed(chunk));
        (result, stream.take_batch().events())
    };
    let event = vec![(String::new(), "a\nb".to_owned(), "1".to_owned())];
    let long = "x".repeat(1_000);
    for line in [":", "x", "datax:", "data :", "ids", "retry", "heartbeatTimeouts:", "évent:"] {
        for ending in ["\n", "\r", "\r\n"] {
            let lines =
                ["\u{FEFF}", line, &long, ending, "id: 1", ending, "data: a", ending, line, &long];
            let text = [&*lines.concat(), ending, "data: b", ending, ending].concat();
            for size in [1, 2, 3, 7, 1_001, usize::MAX] {
                assert_eq!(feed(&text, size), (Ok(()), event.clone()), "{line} in {size}");
            }
        }
    }
    for field in ["data:", "event:", "id:", "retry:", "heartbeatTimeout:"] {
        for size in [1, 2, 3, 7, 1_001, usize::MAX] {
            for text in [field.to_owned() + &long, field.to_owned() + &long + "\n"] {
                assert_eq!(feed(&text, size).0, Err(LimitExceeded), "{field} in {size}");
            }
        }
    }
}

#[test]
fn a_name_that_is_not_complete_yet_counts_for_nothing_either() {
    // Else it would depend on the chunks whether "data" that turns out to be "dataset" exceeds.
    for size in [1, 2, 3, 7, usize::MAX] {
        let mut stream = EventStream::new(String::new(), 3);
        for chunk in "\u{FEFF}heartbeatTimeouts\ndataset\neve\nd: x\nid:\n".as_bytes().chunks(size)
        {
            stream.feed(chunk).expect("below the limit");
        }
    }
}

#[test]
fn lengths_are_in_utf16_units() {
    for text in
        ["", "a", "é", "你", "🌊", "a🌊é你\u{FFFD}", "data: x\n: 🌊 and a block of more\r\n"]
    {
        for size in [1, 2, 3, 31, 32, 33, usize::MAX] {
            let mut stream = EventStream::new(String::new(), 1000);
            for chunk in text.as_bytes().chunks(size) {
                stream.feed(chunk).expect("below the limit");
            }
            assert_eq!(stream.received(), text.encode_utf16().count() as u64, "{text} in {size}");
        }
    }
}

#[test]
fn a_batch_writes_a_repeated_type_and_id_once() {
    let mut stream = EventStream::new(String::new(), 1000);
    stream.feed(b"event: t\nid: 9\ndata: a\n\nevent: t\ndata: b\n\n").expect("below the limit");
    let batch = stream.take_batch();
    assert_eq!(*batch.text(), Text::Ascii(b"ta9b".to_vec()));
    assert_eq!(batch.spans(), [0, 1, 1, 2, 2, 3, 0, 1, 3, 4, 2, 3]);
}

#[test]
fn a_batch_has_texts_in_the_order_in_which_they_are_read() {
    let mut stream = EventStream::new(String::new(), 1000);
    stream.feed(b"id: 1\nevent: t\ndata: a\ndata: b\n\n").expect("below the limit");
    assert_eq!(*stream.take_batch().text(), Text::Ascii(b"ta\nb1".to_vec()));
    // Where the type comes late, or changes its mind, only its last value counts.
    check("data: a\nevent: t\ndata: b\n\n", &[("t", "a\nb", "")]);
    check("event: t\ndata: a\nevent: u\n\n", &[("u", "a", "")]);
    check("event: t\ndata: a\nevent\n\nevent: t\ndata: b\n\n", &[("", "a", ""), ("t", "b", "")]);
}

#[test]
fn an_event_goes_on_behind_a_batch_that_is_taken_and_given_back() {
    let mut stream = EventStream::new(String::new(), 1000);
    let mut events = Vec::new();
    for chunk in
        ["event: t\nid: 1\ndata: 你\n\ndata: 🌊\n", "data:\n", "data: b\nid: 2\n", "\ndata\n", "\n"]
    {
        stream.feed(chunk.as_bytes()).expect("below the limit");
        let batch = stream.take_batch();
        events.extend(batch.events());
        stream.recycle(batch);
    }
    let expected = [("t", "你", "1"), ("", "🌊\n\nb", "2"), ("", "", "2")];
    assert_eq!(events, expected.map(|(t, d, i)| (t.to_owned(), d.to_owned(), i.to_owned())));
}

#[test]
fn the_limit_counts_data_that_stays_behind_a_taken_batch() {
    let mut stream = EventStream::new(String::new(), 9);
    stream.feed(b"data:1\n\ndata:23\n").expect("3 bytes of data");
    assert_eq!(stream.take_batch().events().len(), 1);
    stream.feed(b"data:4\n").expect("3 and a line of 6");
    assert_eq!(stream.feed(b"data:5\n"), Err(LimitExceeded), "5 and a line of 6");
}

#[test]
fn a_batch_is_utf16_as_soon_as_it_is_not_ascii_and_bytes_again_behind_it() {
    let mut stream = EventStream::new(String::new(), 1000);
    for (chunk, text) in [
        ("id: 1\ndata: a\n\ndata: b\n", Text::Ascii(b"a1".to_vec())),
        ("\ndata: 你\n\ndata: c", Text::Utf16("b1你".encode_utf16().collect())),
        ("\n\n", Text::Ascii(b"c1".to_vec())),
        ("data: é\n", Text::Ascii(vec![])),
        ("\n", Text::Utf16("é1".encode_utf16().collect())),
        (": 你\ndata: d\nid: 2\n\n", Text::Utf16("d2".encode_utf16().collect())),
        ("data: e\n\n", Text::Ascii(b"e2".to_vec())),
        ("id: ü\n\n", Text::Ascii(vec![])),
        ("data: f\n\n", Text::Utf16("fü".encode_utf16().collect())),
    ] {
        stream.feed(chunk.as_bytes()).expect("below the limit");
        let batch = stream.take_batch();
        let spoken = if batch.is_empty() { Text::Ascii(vec![]) } else { batch.text().clone() };
        assert_eq!(spoken, text, "{chunk:?}");
        stream.recycle(batch);
    }
}

#[test]
fn a_type_that_comes_back_is_written_near_its_event() {
    let mut stream = EventStream::new(String::new(), 1000);
    stream.feed(b"event: t\ndata: a\n\ndata: b\n\nevent: t\ndata: c\n\n").expect("below the limit");
    let batch = stream.take_batch();
    assert_eq!(*batch.text(), Text::Ascii(b"tabtc".to_vec()));
    assert_eq!(batch.spans()[6..8], [2, 2], "no type, and no way back to the beginning");
}
