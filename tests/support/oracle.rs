//! HTML §9.2.5 and §9.2.6 transcribed over a whole text, with no thought of speed or of chunks.

use encoding_rs::UTF_8;

use super::Event;

/// The events of `bytes`, and the last event ID string after them.
pub fn interpret(bytes: &[u8]) -> (Vec<Event>, String) {
    let (text, _) = UTF_8.decode_with_bom_removal(bytes);
    let mut events = Vec::new();
    let mut last_event_id = String::new();
    let (mut data, mut event_type, mut last_event_id_buffer) =
        (String::new(), String::new(), String::new());

    for line in lines(&text) {
        if line.is_empty() {
            last_event_id.clone_from(&last_event_id_buffer);
            if data.is_empty() {
                event_type.clear();
                continue;
            }
            if data.ends_with('\n') {
                data.pop();
            }
            events.push((event_type.clone(), data.clone(), last_event_id.clone()));
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
                _ => {}
            }
        }
    }
    (events, last_event_id)
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
