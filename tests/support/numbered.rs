//! A simulated server that numbers its events and goes on after the last event ID it is told.

use std::collections::VecDeque;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The body of one response, endless, made as it is read.
#[derive(Clone, Debug)]
pub struct Numbered {
    /// Made and not yet read.
    ahead: VecDeque<u8>,
    /// The event that is made next.
    next: u64,
    read: usize,
    /// Of each event after the last completed one, the byte that completes it.
    incomplete: VecDeque<usize>,
    completed: u64,
}

impl Numbered {
    /// What the response to a request with this last event ID has to say.
    pub fn resume(last_event_id: &str) -> Self {
        let last = if last_event_id.is_empty() {
            0
        } else {
            last_event_id.parse().expect("an ID that this server has given")
        };
        Self {
            // Where the stream begins matters: a BOM is one only there.
            ahead: if last % 2 == 1 { BYTE_ORDER_MARK.to_vec().into() } else { VecDeque::new() },
            next: last + 1,
            read: 0,
            incomplete: VecDeque::new(),
            completed: last,
        }
    }

    /// The next bytes of it.
    pub fn read(&mut self, count: usize) -> Vec<u8> {
        while self.ahead.len() < count {
            let block = block(self.next);
            // In CR LF the CR alone has ended the line.
            let after = usize::from(block.ends_with("\r\n"));
            let end = self.read + self.ahead.len() + block.len() - after;
            self.incomplete.push_back(end);
            self.ahead.extend(block.bytes());
            self.next += 1;
        }
        self.read += count;
        while self.incomplete.front().is_some_and(|end| *end <= self.read) {
            self.completed += 1;
            self.incomplete.pop_front();
        }
        self.ahead.drain(..count).collect()
    }

    /// The last event whose blank line was read to its end.
    pub const fn completed(&self) -> u64 {
        self.completed
    }
}

/// Of every kind of line, and of line ending.
fn block(number: u64) -> String {
    let event = if number.is_multiple_of(2) { "event: tick\n" } else { "" };
    let lines = format!("data: {number}\n: comment\n{event}id: {number}\nunknown\ndata:你é\n\n");
    match number % 3 {
        0 => lines,
        1 => lines.replace('\n', "\r\n"),
        _ => lines.replace('\n', "\r"),
    }
}

/// The event of that number, as a [`Scenario`](super::scenario::Scenario) says it.
pub fn event(number: u64) -> String {
    let event_type = if number.is_multiple_of(2) { "tick" } else { "" };
    format!("{event_type}:{number}\n你é#{number}")
}

/// Bytes that hold the longest block, its BOM included.
pub fn longest_block() -> usize {
    (1..=6).map(|number| block(number).len()).max().unwrap_or(0) + BYTE_ORDER_MARK.len()
}
