//! Both clients behind one shape: read to the event `end`, give how many events came before it.

use futures_util::StreamExt;
use wasm_bindgen::prelude::*;

/// This crate's.
///
/// # Errors
/// What ended the stream.
#[wasm_bindgen]
pub async fn ours(url: String) -> Result<u32, JsError> {
    use event_source_polyfill_wasm::{Event, EventSource};
    let mut events = EventSource::new(url)?;
    let (mut count, mut length) = (0, 0);
    while let Some(event) = events.next().await {
        match event {
            Event::Message(message) if message.event_type() == "end" => break,
            Event::Message(message) => {
                count += 1;
                length += message.into_data().len();
            }
            Event::Error(error) => return Err(error.into()),
            _ => {}
        }
    }
    std::hint::black_box(length);
    Ok(count)
}

/// The peer.
///
/// # Errors
/// What ended the stream.
#[wasm_bindgen(js_name = reqwestEventsource)]
pub async fn reqwest_eventsource(url: String) -> Result<u32, JsError> {
    use reqwest_eventsource::{Event, EventSource};
    let mut events = EventSource::get(url);
    let (mut count, mut length) = (0, 0);
    while let Some(event) = events.next().await {
        match event? {
            Event::Message(message) if message.event == "end" => break,
            Event::Message(message) => {
                count += 1;
                length += message.data.len();
            }
            Event::Open => {}
        }
    }
    std::hint::black_box(length);
    Ok(count)
}
