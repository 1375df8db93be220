//! HTML §9.2.5 and §9.2.6 transcribed over a whole text, with no thought of speed or of chunks.

use encoding_rs::UTF_8;

use super::Outcome;

/// What the stream of these bytes says.
pub fn interpret(bytes: &[u8]) -> Outcome {
    resume(String::new(), bytes)
}

/// The same for a stream after another one, whose last event ID string goes on.
pub fn resume(last_event_id: String, bytes: &[u8]) -> Outcome {
    let (text, _) = UTF_8.decode_with_bom_removal(bytes);
    let mut last_event_id_buffer = last_event_id.clone();
    let (mut data, mut event_type) = (String::new(), String::new());
    let mut outcome = Outcome { last_event_id, ..Outcome::default() };

    for line in lines(&text) {
        if line.is_empty() {
            outcome.last_event_id.clone_from(&last_event_id_buffer);
            if data.is_empty() {
                event_type.clear();
                continue;
            }
            if data.ends_with('\n') {
                data.pop();
            }
            let event = (event_type.clone(), data.clone(), outcome.last_event_id.clone());
            outcome.events.push(event);
            data.clear();
            event_type.clear();
        } else if line.starts_with(':') {
            // Ignore the line.
        } else {
            let (field, value) = match line.find(':') {
                Some(colon) => {
                    let value = &line[colon + 1..];
                    (&line[..colon], value.strip_prefix(' ').unwrap_or(value))
                }
                None => (line, ""),
            };
            match field {
                "event" => event_type = value.to_owned(),
                "data" => {
                    data.push_str(value);
                    data.push('\n');
                }
                "id" if !value.contains('\0') => last_event_id_buffer = value.to_owned(),
                "retry" if is_digits(value) => outcome.reconnection_time = Some(integer(value)),
                // Not in the standard: read as `retry` is.
                "heartbeatTimeout" if is_digits(value) => {
                    outcome.heartbeat_timeout = Some(integer(value));
                }
                _ => {}
            }
        }
    }
    outcome
}

/// The lines that have ended; what follows the last ending is discarded.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(end) = rest.find(['\r', '\n']) {
        lines.push(&rest[..end]);
        rest = rest[end..].strip_prefix("\r\n").unwrap_or(&rest[end + 1..]);
    }
    lines
}

/// "Consists of only ASCII digits"; of none is no integer.
fn is_digits(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|c| c.is_ascii_digit())
}

/// In base ten. The standard knows no largest integer; of digits alone only excess fails to parse.
fn integer(digits: &str) -> u64 {
    digits.parse().unwrap_or(u64::MAX)
}
