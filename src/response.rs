//! Check the response: HTML §9.2.2, the constructor's last step. Announce the connection, or why not.

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
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(value.parse::<u64>().unwrap_or(u64::MAX).saturating_mul(1000));
    }
    until(value)
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
            Some(essence) if essence.eq_ignore_ascii_case("text/event-stream") => Ok(()),
            _ => Err(Refusal::ContentType),
        }
    }
}

/// Extract a MIME type (Fetch §2.2.2), its essence only: of several values the last one that is a
/// MIME type and not `*/*`.
fn essence(combined: &str) -> Option<&str> {
    split_on_commas(combined).filter_map(parse).filter(|essence| *essence != "*/*").last()
}

/// The essence of one MIME type string (MIME Sniffing §4.4), letter case kept.
fn parse(value: &str) -> Option<&str> {
    let is_whitespace = |c| matches!(c, '\t' | '\n' | '\r' | ' ');
    let essence = value.split(';').next()?.trim_matches(is_whitespace);
    let (type_, subtype) = essence.split_once('/')?;
    let is_token = |text: &str| !text.is_empty() && text.bytes().all(is_token_byte);
    (is_token(type_) && is_token(subtype)).then_some(essence)
}

const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
}

/// Get, decode, and split (Fetch §2.2.2): a comma inside a quoted string does not separate.
fn split_on_commas(combined: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    combined.split(move |c| {
        let separates = c == ',' && !quoted;
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = quoted,
            '"' => quoted = !quoted,
            _ => {}
        }
        separates
    })
}
