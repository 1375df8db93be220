//! Check the response: HTML §9.2.2, the constructor's last step. Announce the connection, or why not.

use crate::event_stream::digits;

/// What the check looks at.
#[derive(Clone, Copy, Debug)]
pub struct Response<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The combined `Content-Type` header, as `headers.get()` gives it.
    pub content_type: Option<&'a str>,
    /// The `Retry-After` header, in ms from now.
    pub retry_after: Option<u64>,
}

/// `Retry-After` (RFC 9110 §10.2.3) in ms: seconds, or a date that `until` measures. Nothing for
/// what is neither.
pub fn retry_after(value: &str, until: impl FnOnce(&str) -> Option<u64>) -> Option<u64> {
    match digits(value.as_bytes().trim_ascii()) {
        Some(seconds) => Some(seconds.min(u64::MAX / 1000) * 1000),
        None => until(value),
    }
}

/// Why a response is no event stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Its status is not 200.
    Status,
    /// Its MIME type's essence is not `text/event-stream`.
    ContentType,
}

impl Response<'_> {
    /// `Ok` if the connection may be announced.
    ///
    /// # Errors
    /// A [`Refusal`]; the status is looked at first.
    pub fn check(self) -> Result<(), Refusal> {
        if self.status != 200 {
            return Err(Refusal::Status);
        }
        match self.content_type.and_then(essence) {
            Some(essence) if essence.eq_ignore_ascii_case(b"text/event-stream") => Ok(()),
            _ => Err(Refusal::ContentType),
        }
    }
}

/// Extract a MIME type (Fetch §2.2.2), its essence only: of several values the last one that is a
/// MIME type and not `*/*`. By bytes: what matters is ASCII.
fn essence(combined: &str) -> Option<&[u8]> {
    split_on_commas(combined.as_bytes())
        .filter_map(parse)
        .filter(|essence| *essence != b"*/*")
        .last()
}

/// The essence of one MIME type string (MIME Sniffing §4.4), letter case kept.
fn parse(value: &[u8]) -> Option<&[u8]> {
    let essence = trim(value.split(|&byte| byte == b';').next()?);
    let slash = essence.iter().position(|&byte| byte == b'/')?;
    let is_token = |text: &[u8]| !text.is_empty() && text.iter().copied().all(is_token_byte);
    (is_token(essence.get(..slash)?) && is_token(essence.get(slash + 1..)?)).then_some(essence)
}

/// Without leading and trailing HTTP whitespace.
fn trim(mut text: &[u8]) -> &[u8] {
    while let [b'\t' | b'\n' | b'\r' | b' ', rest @ ..]
    | [rest @ .., b'\t' | b'\n' | b'\r' | b' '] = text
    {
        text = rest;
    }
    text
}

const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
}

/// Get, decode, and split (Fetch §2.2.2): a comma inside a quoted string does not separate.
fn split_on_commas(combined: &[u8]) -> impl Iterator<Item = &[u8]> {
    let (mut quoted, mut escaped) = (false, false);
    combined.split(move |&byte| {
        let separates = byte == b',' && !quoted;
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            _ => {}
        }
        separates
    })
}
