//! Validated settings; each default and clamp with its source.

use crate::reconnection::Policy;

/// event-source-polyfill's limits of a duration, in ms: they protect servers from a `retry: 0` and
/// timers from overflow.
pub const SHORTEST_DURATION: u64 = 1_000;
/// Five hours.
pub const LONGEST_DURATION: u64 = 18_000_000;

/// event-source-polyfill's `clampDuration`, in ms.
pub fn clamp_duration(ms: u64) -> u64 {
    ms.clamp(SHORTEST_DURATION, LONGEST_DURATION)
}

/// event-source-polyfill's heartbeat, in ms.
pub const DEFAULT_HEARTBEAT_TIMEOUT: u64 = 45_000;

/// event-source-polyfill's query parameter.
pub const DEFAULT_LAST_EVENT_ID_QUERY_PARAMETER_NAME: &str = "lastEventId";

/// In bytes. Peers stop at 100 MiB or nowhere; a browser's string ends at 512 MiB.
pub const DEFAULT_MAX_EVENT_SIZE: usize = 64 * 1024 * 1024;

/// What one event source was told at its construction.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Absolute.
    pub url: String,
    /// ms, already clamped; `None`: off.
    pub heartbeat_timeout: Option<u64>,
    /// Name of the query parameter that carries the last event ID.
    pub last_event_id_query_parameter_name: String,
    /// Bytes of one event or line; a longer one fails the connection.
    pub max_event_size: usize,
    /// Whether a lost connection is reestablished; where not, it fails.
    pub reconnect: bool,
    /// How.
    pub policy: Policy,
    /// Where the page resumes from: what the first request carries.
    pub last_event_id: String,
    /// Whether requests carry the last event ID in the query.
    pub last_event_id_in_query: bool,
}

impl Settings {
    /// The defaults for `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            heartbeat_timeout: Some(DEFAULT_HEARTBEAT_TIMEOUT),
            last_event_id_query_parameter_name: DEFAULT_LAST_EVENT_ID_QUERY_PARAMETER_NAME.into(),
            max_event_size: DEFAULT_MAX_EVENT_SIZE,
            reconnect: true,
            policy: Policy::default(),
            last_event_id: String::new(),
            last_event_id_in_query: true,
        }
    }

    /// For a stream that the page has itself: there is no URL to request, and its silence is its own.
    pub fn of_readable_stream() -> Self {
        Self {
            url: String::new(),
            heartbeat_timeout: None,
            last_event_id_query_parameter_name: String::new(),
            max_event_size: DEFAULT_MAX_EVENT_SIZE,
            reconnect: false,
            policy: Policy::default(),
            last_event_id: String::new(),
            last_event_id_in_query: false,
        }
    }

    /// Reads `heartbeatTimeout` as event-source-polyfill does, where `parsed` is its `parseInt`:
    /// NaN gives the default, the rest is clamped. Unlike there, 0 switches it off.
    pub fn read_heartbeat_timeout(parsed: f64) -> Option<u64> {
        if parsed == 0.0 {
            None
        } else if parsed.is_nan() {
            Some(DEFAULT_HEARTBEAT_TIMEOUT)
        } else {
            Some(clamp_duration(parsed as u64))
        }
    }

    /// Whether a network error may pass by itself. For other schemes than HTTP's the standard's "if
    /// the user agent knows that to be futile" holds.
    pub fn is_http(&self) -> bool {
        self.url.starts_with("http:") || self.url.starts_with("https:")
    }
}
