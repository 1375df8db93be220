//! The last event ID in the query of the request URL, as event-source-polyfill sends it: a header
//! would cost every cross-origin reader a preflight.

/// `url` with the query parameter `name` set to `last_event_id`; every parameter of that name that
/// was there goes, the rest stays as it was, and so does the fragment.
///
/// An empty ID, and a `data:` or `blob:` URL, change nothing.
pub fn request_url(url: &str, name: &str, last_event_id: &str) -> String {
    if last_event_id.is_empty() || url.starts_with("data:") || url.starts_with("blob:") {
        return url.to_owned();
    }
    let (rest, fragment) = split_before(url, b'#');
    let (path, mut query) = split_before(rest, b'?');

    let mut result = String::from(path);
    let mut separator = '?';
    while !query.is_empty() {
        let (parameter, others) = split_before(query.get(1..).unwrap_or(""), b'&');
        if !parameter.is_empty() && split_before(parameter, b'=').0 != name {
            result.push(separator);
            result.push_str(parameter);
            separator = '&';
        }
        query = others;
    }
    result.push(separator);
    result.push_str(name);
    result.push('=');
    encode_uri_component(&mut result, last_event_id);
    result.push_str(fragment);
    result
}

/// Whether there is a user or a password in it: fetch says of such a URL what it says of a network that
/// is down, and quotes the password.
pub fn has_credentials(url: &str) -> bool {
    url.split_once("://").is_some_and(|(scheme, rest)| {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
        !scheme.is_empty() && !scheme.contains([':', '/', '?', '#']) && authority.contains('@')
    })
}

/// `text` up to the first `mark`, and the rest with the mark. By bytes: the searcher of a `char` would be
/// a tenth of the wasm.
fn split_before(text: &str, mark: u8) -> (&str, &str) {
    let at = text.bytes().position(|byte| byte == mark).unwrap_or(text.len());
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// ECMAScript's `encodeURIComponent`.
fn encode_uri_component(result: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')')
        {
            result.push(char::from(byte));
        } else {
            result.push('%');
            result.push(char::from(HEX[usize::from(byte >> 4)]));
            result.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}
