//! Claim: a program hears what a batch holds, message by message, or those of one type alone.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::rc::Rc;

use event_source_polyfill_wasm::event_stream::{Batch, EventStream};
use event_source_polyfill_wasm::message_event::Messages;
use event_stream_generator::Case;
use support::campaign::campaign;

fn batch(text: &str) -> Batch {
    let mut stream = EventStream::new("0".into(), 1_000_000);
    stream.feed(text.as_bytes()).unwrap();
    stream.take_batch()
}

fn messages(text: &str) -> Messages {
    Messages::new(Rc::new(batch(text)), "http://h".into())
}

const TEXT: &str = "data: a\n\nevent: t\nid: 1\ndata: b\n\nevent: message\ndata: 你\ndata: 🌊\n\n\
    event: t\ndata: d\n\nid\ndata: e\n\n";

#[test]
fn all_of_them_in_order() {
    let messages = messages(TEXT);
    assert_eq!(messages.len(), 5);
    assert_eq!(messages.last_event_id().as_deref(), Some(""));
    let heard: Vec<_> = messages
        .map(|m| {
            assert_eq!(m.origin(), "http://h");
            (m.event_type().to_owned(), m.last_event_id().to_owned(), m.into_data())
        })
        .collect();
    let expected = [
        ("message", "0", "a"),
        ("t", "1", "b"),
        ("message", "1", "你\n🌊"),
        ("t", "1", "d"),
        ("message", "", "e"),
    ];
    assert_eq!(heard, expected.map(|(t, id, data)| (t.into(), id.into(), data.into())));
}

#[test]
fn those_of_a_type() {
    for (event_type, expected) in
        [("t", &["b", "d"][..]), ("message", &["a", "你\n🌊", "e"]), ("other", &[]), ("", &[])]
    {
        let mut messages = messages(TEXT);
        let mut heard = Vec::new();
        while messages.find(event_type) {
            heard.push(messages.next().unwrap().into_data());
        }
        assert_eq!(heard, expected, "{event_type}");
        assert_eq!(messages.next(), None);
    }
}

#[test]
fn what_the_face_cuts_out_of_generated_streams() {
    campaign(
        20_000,
        |random| ((), Case::draw(random).parts().to_vec()),
        |(), parts| {
            let mut stream = EventStream::new(String::new(), usize::MAX);
            for chunk in Case::of_parts(parts).chunks() {
                stream.feed(&chunk).unwrap();
                let batch = stream.take_batch();
                let expected: Vec<_> = batch
                    .events()
                    .into_iter()
                    .map(|(event_type, data, id)| {
                        let event_type =
                            if event_type.is_empty() { "message".into() } else { event_type };
                        (event_type, data, id)
                    })
                    .collect();
                let heard: Vec<_> = Messages::new(Rc::new(batch), "".into())
                    .map(|m| {
                        (
                            m.event_type().to_owned(),
                            m.data().to_owned(),
                            m.last_event_id().to_owned(),
                        )
                    })
                    .collect();
                assert_eq!(heard, expected);
            }
        },
        |(), parts| Case::of_parts(parts).to_string(),
    );
}
