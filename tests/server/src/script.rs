//! What a test asks the server to do, as JSON.
//!
//! ```json
//! { "responses": [
//!     { "steps": [{ "send": "id: 1\ndata: a\n\n" }, { "gate": "seen" }, { "cut": true }] },
//!     { "status": 401, "headers": [["content-type", "text/plain"]], "steps": [{ "send": "no" }] } ],
//!   "authorize": "Bearer b", "preflight": { "headers": [["access-control-allow-origin", "*"]] } }
//! ```
//!
//! Unknown members are refused: a misspelt step must not pass for a test.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::{Deserialize, Deserializer, de::Error};

use crate::numbered::Numbered;

/// The life of one channel.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Script {
    /// The nth request plays the nth one, the last one repeats.
    #[serde(deserialize_with = "at_least_one")]
    pub(crate) responses: Vec<Response>,
    /// Requests with another `Authorization` get 401 and play no response (but are recorded).
    pub(crate) authorize: Option<String>,
    /// Answers CORS preflights, which then play no response (but are recorded).
    pub(crate) preflight: Option<Preflight>,
}

/// One response.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Response {
    /// 200 unless said.
    #[serde(default, deserialize_with = "status")]
    pub(crate) status: StatusCode,
    /// All headers; unless said, those of an event stream.
    #[serde(default = "event_stream", deserialize_with = "headers")]
    pub(crate) headers: HeaderMap,
    /// The body; after the last step it ends cleanly.
    #[serde(default)]
    pub(crate) steps: Vec<Step>,
    /// Sends nothing, not even headers, until this gate is open.
    pub(crate) hold: Option<String>,
    /// Breaks the connection instead of answering.
    #[serde(default)]
    pub(crate) refuse: bool,
    /// Compresses the body, each write of its own, and says so.
    #[serde(default)]
    pub(crate) gzip: bool,
    /// Instead of all the rest: numbered events, and a fault.
    pub(crate) numbered: Option<Numbered>,
}

impl Default for Response {
    fn default() -> Self {
        Self {
            status: StatusCode::OK,
            headers: event_stream(),
            steps: Vec::new(),
            hold: None,
            refuse: false,
            gzip: false,
            numbered: None,
        }
    }
}

/// The answer to a preflight: 204 with these headers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Preflight {
    #[serde(deserialize_with = "headers")]
    pub(crate) headers: HeaderMap,
}

/// One step of a body.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Step {
    /// Text, in one write.
    Send(String),
    /// Bytes written as hexadecimal digits, in one write.
    #[serde(deserialize_with = "hex")]
    Hex(Vec<u8>),
    /// Text, one byte for each write.
    Drip(String),
    /// Milliseconds without a byte.
    Pause(u64),
    /// Nothing until a test opens this gate.
    Gate(String),
    /// Nothing ever again, with the connection kept open.
    Stall(bool),
    /// The connection breaks, the body stays unfinished.
    Cut(bool),
    /// The same by RST, which lets the client's system forget what the client has not read.
    Reset(bool),
    /// The connection breaks once so many further bytes have been sent.
    CutAfter(usize),
}

/// The headers of an event stream.
pub(crate) fn event_stream() -> HeaderMap {
    HeaderMap::from_iter([
        (HeaderName::from_static("content-type"), HeaderValue::from_static("text/event-stream")),
        (HeaderName::from_static("cache-control"), HeaderValue::from_static("no-store")),
    ])
}

fn at_least_one<'de, D: Deserializer<'de>>(json: D) -> Result<Vec<Response>, D::Error> {
    let responses = Vec::deserialize(json)?;
    if responses.is_empty() {
        return Err(D::Error::custom("a script has at least one response"));
    }
    Ok(responses)
}

fn status<'de, D: Deserializer<'de>>(json: D) -> Result<StatusCode, D::Error> {
    StatusCode::from_u16(u16::deserialize(json)?).map_err(D::Error::custom)
}

fn headers<'de, D: Deserializer<'de>>(json: D) -> Result<HeaderMap, D::Error> {
    let mut headers = HeaderMap::new();
    for (name, value) in Vec::<(String, String)>::deserialize(json)? {
        headers.append(
            HeaderName::try_from(name).map_err(D::Error::custom)?,
            HeaderValue::try_from(value.into_bytes()).map_err(D::Error::custom)?,
        );
    }
    Ok(headers)
}

fn hex<'de, D: Deserializer<'de>>(json: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(json)?;
    let digits = text
        .chars()
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<Vec<u8>>>()
        .filter(|digits| digits.len().is_multiple_of(2))
        .ok_or_else(|| D::Error::custom("hex takes pairs of hexadecimal digits"))?;
    Ok(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}
