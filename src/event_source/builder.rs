//! What an event source is told at its construction.

use std::rc::Rc;
use std::time::Duration;

use web_sys::{Request, Url};

use super::EventSource;
use super::body::Body;
use super::builder_error::BuilderError;
use super::headers::Headers;
use super::member;
use super::page::{PageListeners, Scope};
use super::request::Requests;
use super::sink::StreamSink;
use crate::connection::{Conditions, Input, is_local};
use crate::last_event_id_transport::LastEventIdTransport;
use crate::request_url::has_credentials;
use crate::settings::{Settings, clamp_duration};

/// Options on the way to an [`EventSource`].
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `connect`"]
pub struct EventSourceBuilder {
    settings: Settings,
    transport: LastEventIdTransport,
    requests: Requests,
    pause_when_hidden: bool,
}

impl EventSourceBuilder {
    pub(super) fn new(url: String) -> Self {
        Self {
            settings: Settings::new(url),
            transport: LastEventIdTransport::default(),
            requests: Requests::default(),
            pause_when_hidden: false,
        }
    }

    /// Headers for every request: pairs, or an async function that is asked before each attempt, and
    /// told by which status the one before was refused. What is given twice is replaced. A closure's
    /// future owns what it needs of the closure: a clone.
    ///
    /// ```no_run
    /// use event_source_polyfill_wasm::{Attempt, BuilderError, EventSource};
    ///
    /// # async fn token(renew: bool) -> Result<String, String> { Ok(String::new()) }
    /// async fn bearer(attempt: Attempt) -> Result<[(&'static str, String); 1], String> {
    ///     let token = token(attempt.status == Some(401)).await?;
    ///     Ok([("Authorization", format!("Bearer {token}"))])
    /// }
    ///
    /// # fn main() -> Result<(), BuilderError> {
    /// let events = EventSource::builder("/api/events")
    ///     .headers(|attempt| async move { bearer(attempt).await })
    ///     .retry_statuses([401])
    ///     .connect()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn headers(mut self, headers: impl Headers) -> Self {
        self.requests.headers = headers.source();
        self
    }

    /// `GET` where it is not said.
    pub fn method(mut self, method: impl Into<String>) -> Self {
        self.requests.method = Some(method.into());
        self
    }

    /// Sent with every request; the method must have one.
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.requests.body = Some(body.into());
        self
    }

    /// Cookies also to other origins.
    pub const fn with_credentials(mut self, with_credentials: bool) -> Self {
        self.requests.with_credentials = with_credentials;
        self
    }

    /// How long the server may be silent before the connection counts as lost: 45 seconds where it is
    /// not said, from one second to five hours, `None` or zero for ever. The server can say another
    /// time, in a `heartbeatTimeout` field, unless it is for ever.
    pub fn heartbeat_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        let timeout = timeout.into().filter(|timeout| !timeout.is_zero());
        self.settings.heartbeat_timeout = timeout.map(|timeout| clamp_duration(millis(timeout)));
        self
    }

    /// What to go on from: [`EventSource::last_event_id`] of one before.
    pub fn last_event_id(mut self, last_event_id: impl Into<String>) -> Self {
        self.settings.last_event_id = last_event_id.into();
        self
    }

    /// Where requests carry the last event ID.
    pub const fn last_event_id_transport(mut self, transport: LastEventIdTransport) -> Self {
        self.transport = transport;
        self
    }

    /// `lastEventId` where it is not said.
    pub fn last_event_id_query_parameter_name(mut self, name: impl Into<String>) -> Self {
        self.settings.last_event_id_query_parameter_name = name.into();
        self
    }

    /// In bytes, of an event's data so far and the line that comes to it, with its field's name; what is
    /// longer fails the connection. 64 MiB where it is not said.
    pub const fn max_event_size(mut self, bytes: usize) -> Self {
        self.settings.max_event_size = bytes;
        self
    }

    /// Closes the connection while the page is hidden, and goes on from the last event ID when it is
    /// shown. Where it does not [`reconnect`](Self::reconnect) it only begins no sooner than that.
    pub const fn pause_when_hidden(mut self, pause: bool) -> Self {
        self.pause_when_hidden = pause;
        self
    }

    /// Whether a lost connection is reestablished: `false` for one stream.
    pub const fn reconnect(mut self, reconnect: bool) -> Self {
        self.settings.reconnect = reconnect;
        self
    }

    /// Statuses worth another attempt; none by default, as in the standard. `Retry-After` is honoured.
    pub fn retry_statuses(mut self, statuses: impl IntoIterator<Item = u16>) -> Self {
        self.settings.policy.statuses = statuses.into_iter().collect();
        self
    }

    /// The reconnection time where the server names none, or a shorter one. A second by default, at
    /// least a millisecond; of a longer one than five hours, five hours are waited.
    pub fn min_delay(mut self, delay: Duration) -> Self {
        self.settings.policy.min_delay = millis(delay);
        self
    }

    /// What delays grow to, before jitter. Sixteen times the reconnection time by default, or sixteen
    /// seconds where that is more; five hours at most. It makes none shorter than the reconnection time
    /// or what `Retry-After` says, and while the page is offline they are up to three times as long,
    /// within a minute.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.settings.policy.max_delay = Some(millis(delay));
        self
    }

    /// What a delay is multiplied by after an attempt that came to nothing: 1 or more, 2 by default.
    pub const fn factor(mut self, factor: f64) -> Self {
        self.settings.policy.factor = factor;
        self
    }

    /// The largest random addition, as a part of the delay: 0.2 by default.
    pub const fn jitter(mut self, jitter: f64) -> Self {
        self.settings.policy.jitter = jitter;
        self
    }

    /// How many times in a row it tries again for nothing before the connection fails; 0: it does not
    /// try again. A stream that delivers an event, or lives as long as the delay before it, counts anew,
    /// and what fails while the page is offline does not count. As many times as it takes by default.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.settings.policy.max_attempts = Some(attempts);
        self
    }

    /// Sends the first request, before it returns unless the headers take their time, or the page is
    /// hidden and that pauses it.
    ///
    /// # Errors
    /// What cannot be, see [`BuilderError`].
    pub fn connect(self) -> Result<EventSource, BuilderError> {
        let Self { mut settings, transport, mut requests, pause_when_hidden } = self;
        let scope = Scope::get();
        let url = resolve(&settings.url, &scope)?;
        requests.id_in_header = transport.in_header(scope.is_same_origin(&url.origin()));
        check(&settings, &requests)?;
        let conditions = Conditions { local: is_local(&url.hostname()), pause_when_hidden };
        settings.url = url.href();
        settings.last_event_id_in_query = transport.in_query();

        let sink = Rc::new(StreamSink::new(requests, &settings.url));
        sink.start_from(&settings.last_event_id);
        let source = EventSource::with(settings, sink, None);
        source.sink.hold(PageListeners::join(&source.driver, conditions));
        source.driver.handle(Input::Timeout);
        Ok(source)
    }
}

/// Encoding-parse a URL (HTML §9.2.2, the constructor's step 4).
fn resolve(text: &str, scope: &Scope) -> Result<Url, BuilderError> {
    let url = match scope.base() {
        Some(base) => Url::new_with_base(text, &base),
        None => Url::new(text),
    };
    let url = url.map_err(|_| BuilderError::Url)?;
    // Chromium takes a space in a host and writes it as %20; the URL standard knows no host with a %.
    if matches!(&*url.protocol(), "http:" | "https:") && url.hostname().contains('%') {
        return Err(BuilderError::Url);
    }
    if has_credentials(&url.href()) {
        return Err(BuilderError::CredentialsInUrl);
    }
    Ok(url)
}

fn check(settings: &Settings, requests: &Requests) -> Result<(), BuilderError> {
    let policy = &settings.policy;
    let numbers = [
        ("max_event_size", settings.max_event_size > 0),
        ("min_delay", policy.min_delay > 0),
        ("factor", policy.factor >= 1.0),
        ("jitter", policy.jitter >= 0.0),
    ];
    if let Some((option, _)) = numbers.into_iter().find(|(_, holds)| !holds) {
        return Err(BuilderError::Number { option });
    }
    requests.check(&settings.last_event_id)?;
    // The platform's own errors.
    Request::new_with_str_and_init("http://localhost/", &requests.method_and_body()).map_err(
        |thrown| {
            let message = thrown.as_string().or_else(|| member::text(&thrown, "message"));
            BuilderError::Request { message: message.unwrap_or_default() }
        },
    )?;
    Ok(())
}

fn millis(duration: Duration) -> u64 {
    duration.as_millis().try_into().unwrap_or(u64::MAX)
}
