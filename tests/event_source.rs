//! Claim: a program in Rust hears what its server says, in order and once, and no faster than it
//! listens.
//!
//! `wasm-pack test --headless --chrome -- --all-features --test event_source`, and `--firefox`.
#![cfg(target_arch = "wasm32")]

#[path = "web/program.rs"]
mod program;
#[path = "web/world.rs"]
mod world;

use std::cell::{Cell, RefCell};
use std::error::Error;
use std::rc::Rc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use event_source_polyfill_wasm::{
    Attempt, BuilderError, Event, EventSource, EventSourceBuilder, HeaderList, HeadersError,
    IntoHeaderList, LastEventIdTransport, ReadyState, Reason,
};
use futures_util::future::pending;
use futures_util::{FutureExt, StreamExt};
use program::Program;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use world::{TRANSFERRED, Unhandled, value};

wasm_bindgen_test_configure!(run_in_browser);

fn builder() -> EventSourceBuilder {
    EventSource::builder("http://h/x").min_delay(Duration::from_millis(1)).jitter(0.0)
}

#[wasm_bindgen_test]
async fn the_request_leaves_before_connect_returns_with_its_headers() {
    let program = Program::new();
    let source = builder()
        .headers([("Authorization", "Bearer t"), ("x-a", "1")])
        .method("POST")
        .body("sent")
        .with_credentials(true)
        .connect()
        .unwrap();
    assert_eq!(program.requests(), "1");
    assert_eq!(program.request(1, "url"), "http://h/x");
    assert_eq!(program.header(1, "authorization"), "Bearer t");
    assert_eq!(program.header(1, "x-a"), "1");
    assert_eq!(program.header(1, "accept"), "text/event-stream");
    let init = "['method','body','credentials','cache'].map((name) => r.init[name])";
    assert_eq!(program.of_request(1, init), "POST,sent,include,no-store");
    assert_eq!(source.ready_state(), ReadyState::Connecting);
    assert_eq!(source.url(), "http://h/x");
}

#[wasm_bindgen_test]
async fn a_stream_says_what_happens_in_order_and_goes_on_from_the_last_event_id() {
    let program = Program::new();
    let mut source = builder().connect().unwrap();
    program.respond();
    program.send("id: ü\ndata: 你🌊\n\nevent: t\ndata: x\ndata: y\n\ndata: bro");
    let Some(Event::Open(open)) = source.next().await else { panic!("open") };
    assert_eq!(open.status, 200);
    let first = program::message(&mut source).await;
    assert_eq!((first.event_type(), first.data(), first.last_event_id()), ("message", "你🌊", "ü"));
    assert_eq!(source.last_event_id(), "ü");
    let second = program::message(&mut source).await;
    assert_eq!((second.event_type(), second.data(), second.last_event_id()), ("t", "x\ny", "ü"));
    program.send("ken\n\nid: 3\ndata: z\n\n");
    assert_eq!(program::message(&mut source).await.into_data(), "broken");
    assert_eq!(program::message(&mut source).await.last_event_id(), "3");
    program.end();
    let error = program::error(&mut source).await;
    assert_eq!((error.reason(), error.attempt(), error.status()), (Reason::End, 1, Some(200)));
    assert!(error.will_reconnect());
    assert_eq!(error.to_string(), "the event stream ended; reconnecting");
    program.requested(2).await;
    assert_eq!(program.request(2, "url"), "http://h/x?lastEventId=3");
    assert_eq!(program.header(2, "last-event-id"), "null", "another origin");
}

#[wasm_bindgen_test]
async fn the_last_event_id_goes_where_it_is_told_to() {
    for (transport, query, header) in [
        (LastEventIdTransport::Auto, true, "null"),
        (LastEventIdTransport::Query, true, "null"),
        (LastEventIdTransport::Header, false, "\u{c3}\u{bc}"),
        (LastEventIdTransport::Both, true, "\u{c3}\u{bc}"),
    ] {
        let program = Program::new();
        let source = builder()
            .last_event_id("ü")
            .last_event_id_transport(transport)
            .last_event_id_query_parameter_name("from")
            .connect()
            .unwrap();
        assert_eq!(program.request(1, "url").ends_with("?from=%C3%BC"), query, "{transport:?}");
        assert_eq!(program.header(1, "last-event-id"), header, "{transport:?}");
        assert_eq!(source.last_event_id(), "ü");
    }
}

#[wasm_bindgen_test]
async fn a_chunk_that_cannot_be_taken_is_a_lost_connection() {
    let unhandled = Unhandled::watch();
    let looks = "Object.create(Uint8Array.prototype)";
    let revoked =
        "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()";
    for chunk in [TRANSFERRED, looks, revoked, "[1, 2]", "new Uint16Array(8)"] {
        let program = Program::new();
        let mut source = program.open(builder()).await;
        program.send_value(value(chunk));
        assert_eq!(program::error(&mut source).await.reason(), Reason::Network, "{chunk}");
        program.requested(2).await;
    }
    assert_eq!(unhandled.end(), 0);
}

/// Whose name is its own, and whose constructor takes something else than a `Uint8Array`'s.
const HEIR: &str = "(() => {
    class Heir extends Uint8Array {
        constructor({ text }) { super(new TextEncoder().encode(text)) }
        get [Symbol.toStringTag]() { return 'Heir' }
    }
    return new Heir({ text: `:${'x'.repeat(100_000)}\\ndata: heard\\n\\n` })
})()";

#[wasm_bindgen_test]
async fn a_chunk_may_be_an_heir_of_bytes_and_longer_than_a_slice() {
    let unhandled = Unhandled::watch();
    let program = Program::new();
    let mut source = program.open(builder()).await;
    program.send_value(value(HEIR));
    assert_eq!(program::message(&mut source).await.data(), "heard");
    drop(source);

    let mut source = builder().connect().unwrap();
    program.respond_with(500, "text/plain");
    program.send_value(value(HEIR));
    let mut error = program::error(&mut source).await;
    assert_eq!(error.text().await.len(), 64 * 1024);
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn a_body_that_breaks_off_is_reestablished() {
    let unhandled = Unhandled::watch();
    let program = Program::new();
    let mut source = program.open(builder()).await;
    program.fail("new TypeError('cut')");
    let error = program::error(&mut source).await;
    assert_eq!(error.reason(), Reason::Network);
    assert!(error.to_string().starts_with("cut"), "{error}");
    program.requested(2).await;
    program.respond();
    assert!(matches!(source.next().await, Some(Event::Open(_))));
    assert_eq!(source.ready_state(), ReadyState::Open);
    drop(source);
    program.settled().await;
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn after_401_the_headers_function_is_asked_for_another_token() {
    let program = Program::new();
    let asked: Rc<RefCell<Vec<Attempt>>> = Rc::default();
    let tell = asked.clone();
    let mut source = builder()
        .headers(move |attempt: Attempt| {
            tell.borrow_mut().push(attempt.clone());
            async move {
                let token = if attempt.status == Some(401) { "fresh" } else { "stale" };
                [("Authorization", format!("Bearer {token}"))]
            }
        })
        .retry_statuses([401])
        .connect()
        .unwrap();
    assert_eq!(program.requests(), "0", "the headers take their time");
    program.requested(1).await;
    assert_eq!(program.header(1, "authorization"), "Bearer stale");
    program.respond_with(401, "text/plain");
    program.send("expired");
    program.end();
    let mut error = program::error(&mut source).await;
    assert_eq!((error.reason(), error.status()), (Reason::Status, Some(401)));
    assert!(error.will_reconnect() && error.delay() == Some(Duration::from_millis(1)));
    // HTTP/2 has no words for a status.
    assert_eq!(error.to_string(), "the response has the status 401; reconnecting");
    assert_eq!(error.text().await, "expired");
    assert_eq!(error.text().await, "", "once");
    program.requested(2).await;
    assert_eq!(program.header(2, "authorization"), "Bearer fresh");
    let asked: Vec<_> = asked.borrow().iter().map(|a| (a.number, a.status)).collect();
    assert_eq!(asked, [(1, None), (2, Some(401))]);
}

#[wasm_bindgen_test]
async fn headers_that_cannot_be_fail_the_connection_with_their_error() {
    let program = Program::new();
    for (name, value, text) in
        [("a", Err("no token"), "no token"), ("a", Ok("\n\u{100}"), "\"a\""), ("", Ok(""), "\"\"")]
    {
        let mut source = builder()
            .headers(move |_| async move { value.map(|v| [(name, v)]) })
            .connect()
            .unwrap();
        let error = program::error(&mut source).await;
        assert_eq!(error.reason(), Reason::Headers);
        assert!(error.to_string().contains(text), "{error}");
        assert!(!error.will_reconnect());
        assert!(source.next().await.is_none());
        assert_eq!(source.ready_state(), ReadyState::Closed);
    }
    assert_eq!(program.requests(), "0");
}

#[wasm_bindgen_test]
async fn a_refused_response_ends_the_stream_and_its_request() {
    let program = Program::new();
    for (status, content_type, reason) in
        [(500, "text/plain", Reason::Status), (200, "text/html", Reason::ContentType)]
    {
        let mut source = builder().connect().unwrap();
        program.respond_with(status, content_type);
        let error = program::error(&mut source).await;
        assert_eq!((error.reason(), error.status()), (reason, Some(status)));
        assert_eq!(program.of_request(-1, "r.init.signal.aborted"), "false", "it may be read");
        drop(error);
        assert_eq!(program.of_request(-1, "r.init.signal.aborted"), "true");
        assert!(source.next().await.is_none());
        assert!(source.next().await.is_none(), "fused");
    }
}

#[wasm_bindgen_test]
async fn a_refused_responses_text_is_bounded() {
    let program = Program::new();
    let mut source = builder().connect().unwrap();
    program.respond_with(500, "text/plain");
    program.send(&"é".repeat(40_000));
    let mut error = program::error(&mut source).await;
    assert_eq!(error.text().await.len(), 64 * 1024);
    assert_eq!(program.of_request(-1, "r.init.signal.aborted"), "true", "the rest is not wanted");
}

#[wasm_bindgen_test]
async fn a_refused_responses_text_is_what_can_be_read() {
    let unhandled = Unhandled::watch();
    for chunk in [TRANSFERRED, "Object.create(Uint8Array.prototype)", "[1, 2]"] {
        let program = Program::new();
        let mut source = builder().connect().unwrap();
        program.respond_with(500, "text/plain");
        program.send("why ");
        program.send_value(value(chunk));
        program.send("not");
        let mut error = program::error(&mut source).await;
        assert_eq!(error.text().await, "why ", "{chunk}");
        assert_eq!(program.of_request(-1, "r.init.signal.aborted"), "true", "{chunk}");
    }
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn what_nobody_polls_is_not_read() {
    let program = Program::new();
    let mut source = builder().connect().unwrap();
    program.respond_pulled();
    for _ in 0..5 {
        program.settled().await;
    }
    assert_eq!(program.pulled(), "0", "nobody has taken the open event");
    assert!(matches!(source.next().await, Some(Event::Open(_))));
    for count in 1..4 {
        assert_eq!(program::message(&mut source).await.data(), count.to_string());
        for _ in 0..5 {
            program.settled().await;
        }
        assert_eq!(program.pulled(), count.to_string());
    }
}

#[wasm_bindgen_test]
async fn what_is_kept_of_connections_has_a_bound_behind_messages_too() {
    let program = Program::new();
    let mut source = program.open(builder()).await;
    program.send("data: x\n\ndata: y\n\n");
    assert_eq!(program::message(&mut source).await.data(), "x");
    for count in 2..=100 {
        source.reconnect();
        program.requested(count).await;
        program.respond();
        program.settled().await;
    }
    assert_eq!(program::message(&mut source).await.data(), "y");
    let mut opens = 0;
    while let Some(Some(Event::Open(_))) = source.next().now_or_never() {
        opens += 1;
    }
    assert_eq!(opens, 64);
}

#[wasm_bindgen_test]
async fn a_large_read_is_heard_whole_while_the_page_has_its_turn() {
    let program = Program::new();
    let mut source = program.open(builder()).await;
    let count = 200_000;
    program.send_value(value(&format!(
        "Array.from({{ length: {count} }}, (_, i) => `data: ${{i}}\\n\\n`).join('')"
    )));
    let turns = program.count_tasks();
    for number in 0..count {
        assert_eq!(program::message(&mut source).await.data(), number.to_string());
    }
    assert!(turns.get() > 0, "no task ran");
}

#[wasm_bindgen_test]
async fn dropping_it_aborts_the_request() {
    let unhandled = Unhandled::watch();
    let program = Program::new();
    let pending = builder().connect().unwrap();
    drop(pending);
    assert_eq!(program.of_request(1, "r.init.signal.aborted"), "true");
    let open = program.open(builder()).await;
    assert_eq!(program.of_request(2, "r.init.signal.aborted"), "false");
    drop(open);
    assert_eq!(program.of_request(2, "r.init.signal.aborted"), "true");
    program.settled().await;
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn headers_that_nobody_waits_for_any_more_are_dropped() {
    let program = Program::new();
    let alive = Rc::new(());
    let given = alive.clone();
    let builder = builder().headers(move |_| {
        let held = given.clone();
        async move {
            pending::<()>().await;
            drop(held);
            [("a", "b")]
        }
    });
    let source = builder.clone().connect().unwrap();
    let waiting = || Rc::strong_count(&alive) - 2;
    program.settled().await;
    assert_eq!(waiting(), 1);
    source.reconnect();
    program.settled().await;
    assert_eq!(waiting(), 1, "those of the attempt that is alive");
    drop(source);
    assert_eq!(waiting(), 0);
}

#[wasm_bindgen_test]
async fn a_headers_function_may_close_its_source_and_fail() {
    let unhandled = Unhandled::watch();
    for drops in [false, true] {
        let program = Program::new();
        let slot: Rc<RefCell<Option<Rc<EventSource>>>> = Rc::default();
        let own = slot.clone();
        let source = builder()
            .headers(move |attempt: Attempt| {
                if attempt.number == 2 {
                    let source = own.take().expect("a source");
                    if drops { drop(source) } else { source.close() }
                }
                async move { if attempt.number == 2 { Err("closed") } else { Ok([("a", "b")]) } }
            })
            .connect()
            .unwrap();
        slot.replace(Some(Rc::new(source)));
        program.requested(1).await;
        program.page("dispatchEvent(new Event('pagehide'))");
        program.page("dispatchEvent(new Event('pageshow'))");
        assert!(slot.borrow().is_none());
        program.settled().await;
        program.settled().await;
        assert_eq!(program.requests(), "1");
    }
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn close_ends_the_stream_and_forgets_what_was_not_taken() {
    let program = Program::new();
    let mut source = program.open(builder()).await;
    program.send("id: 1\ndata: x\n\nid: 2\ndata: y\n\n");
    assert_eq!(program::message(&mut source).await.data(), "x");
    source.close();
    assert_eq!(source.last_event_id(), "1", "what has been heard");
    assert!(source.next().await.is_none());
    assert_eq!(source.ready_state(), ReadyState::Closed);
    source.reconnect();
    program.settled().await;
    assert_eq!(program.requests(), "1");
}

#[wasm_bindgen_test]
async fn reconnect_leaves_out_the_wait_and_what_was_read_is_still_heard() {
    let program = Program::new();
    let mut source = program.open(builder().min_delay(Duration::from_secs(3600))).await;
    program.send("id: 1\ndata: x\n\nid: 2\ndata: y\n\n");
    assert_eq!(program::message(&mut source).await.data(), "x");
    source.reconnect();
    assert_eq!(program.of_request(1, "r.init.signal.aborted"), "true");
    program.requested(2).await;
    assert_eq!(program.request(2, "url"), "http://h/x?lastEventId=2");
    assert_eq!(program::message(&mut source).await.data(), "y");
}

#[wasm_bindgen_test]
async fn silence_while_somebody_listens_is_a_lost_connection() {
    let program = Program::new();
    let mut source = program.open(builder().heartbeat_timeout(Duration::from_secs(1))).await;
    assert!(source.next().now_or_never().is_none(), "it reads");
    let error = program::error(&mut source).await;
    assert_eq!(error.reason(), Reason::Heartbeat { timeout: 1_000, received: Some(0) });
}

#[wasm_bindgen_test]
async fn a_subscription_hears_its_type_alone() {
    let program = Program::new();
    let mut source = builder().connect().unwrap();
    let mut ticks = source.subscribe("tick");
    let mut messages = source.subscribe("message");
    program.respond();
    program.send(
        "data: a\n\nevent: tick\ndata: b\n\nevent: other\ndata: c\n\nevent: tick\ndata: d\n\n",
    );
    assert_eq!(ticks.next().await.unwrap().data(), "b");
    assert_eq!(messages.next().await.unwrap().data(), "a");
    assert_eq!(ticks.next().await.unwrap().data(), "d");
    // One that is not polled holds the others up until it is dropped.
    program.send("data: e\n\nevent: tick\ndata: f\n\n");
    assert_eq!(ticks.next().await.unwrap().data(), "f");
    program.send("event: tick\ndata: g\n\n");
    assert!(ticks.next().now_or_never().is_none());
    for _ in 0..5 {
        program.settled().await;
    }
    assert!(ticks.next().now_or_never().is_none());
    drop(messages);
    assert_eq!(ticks.next().await.unwrap().data(), "g");
    assert!(source.next().now_or_never().is_none(), "nothing was kept for it");
    source.close();
    assert!(ticks.next().await.is_none());
}

#[wasm_bindgen_test]
async fn who_has_taken_all_holds_nobody_up() {
    let program = Program::new();
    let source = builder().connect().unwrap();
    let (mut first, mut second) = (source.subscribe("a"), source.subscribe("b"));
    let heard: Rc<Cell<bool>> = Rc::default();
    let tell = heard.clone();
    spawn_local(async move { tell.set(second.next().await.is_some()) });
    program.respond();
    program.send("event: a\ndata: x\n\n");
    assert_eq!(first.next().await.unwrap().data(), "x");
    program.send("event: b\ndata: y\n\n");
    for _ in 0..5 {
        program.settled().await;
    }
    assert!(heard.get(), "the other is not asked again");
}

#[wasm_bindgen_test]
async fn a_readable_stream_is_an_event_source_that_ends() {
    let stream = value("new Response('id: 1\\ndata: x\\n\\ndata: y\\n\\n').body");
    let stream: web_sys::ReadableStream = stream.into();
    let mut source = EventSource::from_readable_stream(&stream).unwrap();
    assert_eq!(EventSource::from_readable_stream(&stream).err(), Some(BuilderError::LockedStream));
    assert_eq!(source.url(), "about:event-stream");
    assert!(matches!(source.next().await, Some(Event::Open(_))));
    assert_eq!(program::message(&mut source).await.data(), "x");
    assert_eq!(program::message(&mut source).await.data(), "y");
    let error = program::error(&mut source).await;
    assert_eq!(error.reason(), Reason::End);
    assert!(source.next().await.is_none());
}

#[wasm_bindgen_test]
async fn an_event_above_the_limit_fails_the_connection() {
    let program = Program::new();
    let mut source = program.open(builder().max_event_size(8)).await;
    program.send("data:1\n\ndata: 12345678\n\n");
    assert_eq!(program::message(&mut source).await.data(), "1");
    assert_eq!(program::error(&mut source).await.reason(), Reason::Limit);
    assert!(source.next().await.is_none());
}

#[wasm_bindgen_test]
async fn the_page_has_its_say() {
    let program = Program::new();
    let mut source = program.open(builder().pause_when_hidden(true)).await;
    let aborted = |number| program.of_request(number, "r.init.signal.aborted");
    program.page("dispatchEvent(new Event('pagehide'))");
    assert_eq!(aborted(1), "true");
    program.page("dispatchEvent(new Event('pageshow'))");
    assert_eq!(program.requests(), "2", "without a wait and an error");
    program.respond();
    assert!(matches!(source.next().await, Some(Event::Open(_))));
    program.page("Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })");
    program.page("document.dispatchEvent(new Event('visibilitychange'))");
    assert_eq!(aborted(2), "true");
    program.page("delete document.visibilityState");
    program.page("document.dispatchEvent(new Event('visibilitychange'))");
    assert_eq!(program.requests(), "3");
    drop(source);
    program.page("dispatchEvent(new Event('pagehide'))");
    program.page("dispatchEvent(new Event('pageshow'))");
    assert_eq!(program.requests(), "3", "nobody listens any more");
}

#[wasm_bindgen_test]
async fn coming_online_ends_a_wait() {
    let program = Program::new();
    let mut source = program.open(builder().min_delay(Duration::from_secs(3600))).await;
    program.end();
    program::error(&mut source).await;
    program.page("dispatchEvent(new Event('online'))");
    assert_eq!(program.requests(), "2");
}

#[wasm_bindgen_test]
async fn a_page_that_is_hidden_ends_no_wait_and_one_that_is_shown_does() {
    let program = Program::new();
    let mut source = program.open(builder().min_delay(Duration::from_secs(3600))).await;
    program.end();
    program::error(&mut source).await;
    program.page("Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })");
    program.page("document.dispatchEvent(new Event('visibilitychange'))");
    assert_eq!(program.requests(), "1", "nobody has come back");
    program.page("delete document.visibilityState");
    program.page("document.dispatchEvent(new Event('visibilitychange'))");
    assert_eq!(program.requests(), "2");
}

#[wasm_bindgen_test]
async fn what_cannot_be_is_an_error_of_the_builder() {
    let program = Program::new();
    let error = |builder: EventSourceBuilder| builder.connect().unwrap_err();
    assert_eq!(error(EventSource::builder("http://")), BuilderError::Url);
    assert_eq!(error(EventSource::builder("http://a%20b/")), BuilderError::Url);
    let secret = error(EventSource::builder("http://user:secret@h/"));
    assert_eq!(secret, BuilderError::CredentialsInUrl);
    assert!(!secret.to_string().contains("secret"));
    let header = error(builder().headers([("a b", "secret")]));
    assert_eq!(header, BuilderError::Header { name: "a b".into() });
    assert!(!header.to_string().contains("secret"));
    assert!(matches!(error(builder().method("TRACE")), BuilderError::Request { .. }));
    assert!(matches!(error(builder().body("x")), BuilderError::Request { .. }));
    for (option, builder) in [
        ("factor", builder().factor(0.5)),
        ("factor", builder().factor(f64::NAN)),
        ("jitter", builder().jitter(-1.0)),
        ("min_delay", builder().min_delay(Duration::ZERO)),
        ("max_event_size", builder().max_event_size(0)),
    ] {
        assert_eq!(error(builder), BuilderError::Number { option });
    }
    let _: &dyn Error = &secret;
    let told = builder().headers([("a", "secret")]).method("POST").body("secret");
    assert!(!format!("{told:?}").contains("secret"));
    assert_eq!(program.requests(), "0");
}

/// A waker that calls the program at once, as an executor may.
struct AtOnce(Box<dyn Fn() + Send + Sync>);

impl Wake for AtOnce {
    fn wake(self: std::sync::Arc<Self>) {
        (self.0)();
    }
}

thread_local! {
    static SOURCE: RefCell<Option<Rc<RefCell<EventSource>>>> = const { RefCell::new(None) };
    static HEARD: Cell<u32> = const { Cell::new(0) };
}

#[wasm_bindgen_test]
async fn a_waker_may_do_anything() {
    fn poll() {
        let source = SOURCE.with_borrow(Clone::clone).expect("a source");
        let waker = Waker::from(std::sync::Arc::new(AtOnce(Box::new(poll))));
        loop {
            let next = source.borrow_mut().poll_next_unpin(&mut Context::from_waker(&waker));
            match next {
                Poll::Ready(Some(event)) => {
                    HEARD.set(HEARD.get() + 1);
                    if let Event::Message(message) = event {
                        match message.data() {
                            "close" => source.borrow().close(),
                            "reconnect" => source.borrow().reconnect(),
                            _ => drop(builder().connect()),
                        }
                    }
                }
                _ => return,
            }
        }
    }
    let program = Program::new();
    let source = Rc::new(RefCell::new(builder().connect().unwrap()));
    SOURCE.set(Some(source.clone()));
    poll();
    program.respond();
    program.settled().await;
    program.send("data: reconnect\n\n");
    program.requested(2).await;
    program.respond();
    program.settled().await;
    program.send("data: new\n\ndata: close\n\ndata: never\n\n");
    while source.borrow().ready_state() != ReadyState::Closed {
        program.settled().await;
    }
    assert_eq!(HEARD.get(), 5, "two opens and three messages");
    SOURCE.set(None);
}

#[wasm_bindgen_test]
async fn a_waker_that_closes_leaves_no_message_to_anybody() {
    fn close() {
        SOURCE.with_borrow(Clone::clone).expect("a source").borrow().close();
    }
    let program = Program::new();
    let source = Rc::new(RefCell::new(builder().connect().unwrap()));
    SOURCE.set(Some(source.clone()));
    let subscribe = || source.borrow().subscribe("message");
    let (mut first, mut second) = (subscribe(), subscribe());
    let waker = Waker::from(std::sync::Arc::new(AtOnce(Box::new(close))));
    assert!(first.poll_next_unpin(&mut Context::from_waker(&waker)).is_pending());
    program.respond();
    program.send("data: never\n\n");
    while source.borrow().ready_state() != ReadyState::Closed {
        program.settled().await;
    }
    assert_eq!(first.next().await, None);
    assert_eq!(second.next().await, None);
    SOURCE.set(None);
}

#[wasm_bindgen_test]
async fn whatever_is_thrown_is_an_error_with_what_can_be_read_of_it() {
    let unhandled = Unhandled::watch();
    for (thrown, text) in [
        ("'a word'", "a word"),
        ("Object.assign(new Error(), { message: 5 })", "no reason was given"),
        ("Object.defineProperty(new Error(), 'message', { get() { throw 1 } })", "no reason"),
        ("({ message: 'of no error' })", "of no error"),
        ("null", "no reason"),
    ] {
        let program = Program::new();
        let mut source = program.open(builder()).await;
        program.fail(thrown);
        let error = program::error(&mut source).await;
        assert_eq!(error.reason(), Reason::Network, "{thrown}");
        assert!(error.to_string().starts_with(text), "{error}");
        program.requested(2).await;
    }
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn of_a_response_that_is_not_the_platforms_no_more_is_asked_than_it_has() {
    let unhandled = Unhandled::watch();
    for (members, refused) in [
        ("status: 200", false),
        ("status: 200, url: 5", false),
        ("status: 200, get url() { throw 1 }", false),
        ("status: 500", true),
        ("status: 500, get statusText() { throw 1 }", true),
    ] {
        let program = Program::new();
        let mut source = builder().connect().unwrap();
        program.page(&format!(
            "world.requests.at(-1).resolve({{ {members}, \
            headers: new Headers({{ 'content-type': 'text/event-stream' }}), \
            body: new Response('data: x\\n\\n').body }})"
        ));
        if refused {
            let mut error = program::error(&mut source).await;
            assert_eq!(error.status(), Some(500), "{members}");
            assert_eq!(error.to_string(), "the response has the status 500; closed", "{members}");
            assert_eq!(error.text().await, "data: x\n\n", "{members}");
            continue;
        }
        let Some(Event::Open(open)) = source.next().await else { panic!("open") };
        assert_eq!((open.status, &*open.url), (200, ""), "{members}");
        let message = program::message(&mut source).await;
        assert_eq!((message.data(), message.origin()), ("x", "http://h"), "{members}");
    }
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn an_id_to_start_from_that_no_header_can_carry_is_an_error_of_the_builder() {
    let program = Program::new();
    let from = || builder().last_event_id("a\nb");
    let both = from().last_event_id_transport(LastEventIdTransport::Both);
    let refused = BuilderError::Header { name: "Last-Event-ID".into() };
    assert_eq!(both.connect().err(), Some(refused));
    assert!(from().connect().is_ok(), "the query can");
    assert_eq!(program.requests(), "1");
}

#[wasm_bindgen_test]
async fn what_a_subscription_has_taken_is_not_heard_again_by_a_later_source() {
    let program = Program::new();
    let source = builder().last_event_id("0").connect().unwrap();
    let (mut a, mut b) = (source.subscribe("a"), source.subscribe("b"));
    program.respond();
    program.send(
        "id: 1\nevent: a\ndata: x\n\nid: 2\nevent: a\ndata: x\n\nid: 3\nevent: b\ndata: x\n\n\
        id: 4\nevent: a\ndata: x\n\nid: 5\nevent: c\ndata: x\n\n",
    );
    assert_eq!(a.next().await.unwrap().last_event_id(), "1");
    assert_eq!(source.last_event_id(), "1");
    assert_eq!(a.next().await.unwrap().last_event_id(), "2");
    assert_eq!(source.last_event_id(), "2");
    assert_eq!(a.next().await.unwrap().last_event_id(), "4");
    assert_eq!(source.last_event_id(), "2", "the other holds the third");
    assert_eq!(b.next().await.unwrap().last_event_id(), "3");
    assert_eq!(source.last_event_id(), "5");
    program.send("id: 6\nevent: a\ndata: x\n\nid: 7\nevent: b\ndata: x\n\n");
    assert_eq!(a.next().await.unwrap().last_event_id(), "6");
    source.close();
    assert_eq!(source.last_event_id(), "6", "nobody has heard the seventh");
}

#[wasm_bindgen_test]
async fn of_refused_responses_that_nobody_takes_the_last_alone_keeps_its_request() {
    let program = Program::new();
    let mut source = builder().retry_statuses([503]).factor(1.0).connect().unwrap();
    for number in 1..=3 {
        program.requested(number).await;
        program.respond_with(503, "text/plain");
        program.send("why");
        program.end();
    }
    program.requested(4).await;
    let aborted = |number| program.of_request(number, "r.init.signal.aborted");
    assert_eq!([1, 2, 3].map(aborted), ["true", "true", "false"]);
    for text in ["", "", "why"] {
        assert_eq!(program::error(&mut source).await.text().await, text);
    }
}

#[wasm_bindgen_test]
async fn it_tries_again_for_nothing_as_often_as_it_is_told() {
    for (most, requests) in [(0, 1), (1, 2), (3, 4)] {
        let program = Program::new();
        let mut source =
            builder().retry_statuses([503]).max_attempts(most).factor(1.0).connect().unwrap();
        for number in 1..=requests {
            program.requested(number).await;
            program.respond_with(503, "text/plain");
            let error = program::error(&mut source).await;
            assert_eq!(error.will_reconnect(), number < requests, "{most}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_request_that_the_page_refuses_to_make_is_an_error_of_the_builder() {
    let program = Program::new();
    program.page(
        "(world.Request = Request, globalThis.Request = class { constructor() { throw 'no' } })",
    );
    let refused = builder().connect().err();
    program.page("globalThis.Request = world.Request");
    assert_eq!(refused, Some(BuilderError::Request { message: "no".into() }));
}

#[wasm_bindgen_test]
async fn a_source_that_was_dropped_while_nobody_polled_it_is_garbage() {
    let program = Program::new();
    let held = Rc::new(());
    let alive = Rc::downgrade(&held);
    let builder = builder().headers(move |_| {
        let held = held.clone();
        async move {
            drop(held);
            [("a", "b")]
        }
    });
    let mut source = builder.connect().unwrap();
    program.requested(1).await;
    program.respond();
    assert!(matches!(source.next().await, Some(Event::Open(_))));
    program.send("data: x\n\ndata: y\n\n");
    assert_eq!(program::message(&mut source).await.data(), "x");
    drop(source);
    while alive.strong_count() > 0 {
        // What makes an engine collect.
        drop(value("Array.from({ length: 8 }, () => new Uint8Array(1 << 24).fill(1)).length"));
        program.settled().await;
    }
}

#[wasm_bindgen_test]
async fn a_program_may_have_headers_of_its_own_kind() {
    struct Bearer(&'static str);
    impl IntoHeaderList for Bearer {
        fn into_header_list(self) -> Result<HeaderList, HeadersError> {
            if self.0.is_empty() {
                return Err(HeadersError::new("no token"));
            }
            Ok(vec![("Authorization".into(), format!("Bearer {}", self.0))])
        }
    }
    let program = Program::new();
    let _source = builder().headers(async |_: Attempt| Bearer("t")).connect().unwrap();
    program.requested(1).await;
    assert_eq!(program.header(1, "authorization"), "Bearer t");
    let mut without = builder().headers(async |_: Attempt| Bearer("")).connect().unwrap();
    assert_eq!(program::error(&mut without).await.to_string(), "no token; closed");
}

#[wasm_bindgen_test]
async fn a_refused_body_that_heeds_no_signal_is_cancelled() {
    let unhandled = Unhandled::watch();
    let program = Program::new();
    let cancelled = || program.of_request(-1, "r.cancelled");
    let mut source = builder().connect().unwrap();
    program.respond_with(500, "text/plain");
    drop(program::error(&mut source).await);
    assert_eq!(cancelled(), "true", "nobody reads it");

    let mut source = builder().connect().unwrap();
    program.respond_with(500, "text/plain");
    program.send(&"x".repeat(70_000));
    let mut error = program::error(&mut source).await;
    assert_eq!(error.text().await.len(), 64 * 1024);
    assert_eq!(cancelled(), "true", "the rest is not wanted");

    let mut source = builder().connect().unwrap();
    program.respond_with(500, "text/plain");
    program.send("why ");
    let mut error = program::error(&mut source).await;
    let text = error.text().now_or_never();
    assert!(text.is_none());
    assert_eq!(cancelled(), "true", "nobody waits for it");

    let mut source = builder().connect().unwrap();
    program.respond_with(500, "text/plain");
    program.send("why ");
    let mut error = program::error(&mut source).await;
    program.page(
        "(world.timer = setTimeout, globalThis.setTimeout = (late) => world.timer.call(globalThis, late))",
    );
    assert_eq!(error.text().await, "why ", "and no more in time");
    program.page("globalThis.setTimeout = world.timer");
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn a_body_that_is_not_the_platforms_is_given_up_as_well() {
    let unhandled = Unhandled::watch();
    for cancel in ["() => { world.gone = true }", "() => { world.gone = true; throw 1 }"] {
        let program = Program::new();
        let mut source = builder().connect().unwrap();
        program.page(&format!(
            "world.requests.at(-1).resolve({{ status: 200, \
            headers: new Headers({{ 'content-type': 'text/event-stream' }}), body: {{ getReader: () => \
            ({{ read: () => new Promise(() => {{}}), cancel: {cancel} }}) }} }})"
        ));
        assert!(matches!(source.next().await, Some(Event::Open(_))));
        assert!(source.next().now_or_never().is_none(), "it reads");
        program.settled().await;
        drop(source);
        assert_eq!(program.of_request(1, "world.gone"), "true");
    }
    assert_eq!(unhandled.end(), 0);
}
