//! Claim: the driver carries out what the machine says, in a browser, and survives its page.
//!
//! `wasm-pack test --headless --chrome` and `--firefox`.
#![cfg(target_arch = "wasm32")]

#[path = "web/world.rs"]
mod world;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use event_source_polyfill_wasm::face::EventSourceDriver;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use world::{Given, TRANSFERRED, Unhandled, World, ask, name_of, value};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn the_request_leaves_before_connect_returns() {
    let world = World::new();
    world.set_init(value("() => ({ headers: { a: '1' }, method: 'POST', body: 'sent' })"));
    let driver = world.driver();
    assert_eq!(ask(&world, "world.requests.length"), "0", "not from the constructor");
    driver.connect();
    assert_eq!(ask(&world, "world.requests[0].url"), "http://h/x");
    assert_eq!(
        ask(&world, "JSON.stringify(world.requests[0].init)"),
        r#"{"headers":{"a":"1"},"method":"POST","body":"sent","signal":{}}"#
    );
    assert_eq!(driver.ready_state(), 0);
    driver.close();
}

#[wasm_bindgen_test]
async fn the_pages_part_of_the_request_may_come_later() {
    let world = World::new();
    world.set_init(value("async () => ({ headers: { a: 'later' } })"));
    let driver = world.driver();
    driver.connect();
    assert_eq!(ask(&world, "world.requests.length"), "0");
    world.requested(1).await;
    assert_eq!(ask(&world, "world.requests[0].init.headers.a"), "later");
    driver.close();
}

#[wasm_bindgen_test]
async fn a_request_that_cannot_be_made_is_an_error_event() {
    let unhandled = Unhandled::watch();
    for init in
        ["() => { throw new RangeError('no') }", "async () => { throw new RangeError('no') }"]
    {
        let world = World::new();
        world.set_init(value(init));
        let driver = world.driver();
        driver.connect();
        assert_eq!(world.call_count(), 0, "later");
        world.called(1).await;
        assert_eq!(ask(&world, "world.calls[0][1][0]"), "headers", "{init}");
        assert_eq!(ask(&world, "world.calls[0][2].message"), "no", "{init}");
        assert_eq!(driver.ready_state(), 2);
        assert_eq!(ask(&world, "world.requests.length"), "0");
    }
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn close_while_the_request_is_pending_sends_nothing() {
    let unhandled = Unhandled::watch();
    for settle in ["resolve({})", "reject(new Error('late'))"] {
        let world = World::new();
        world.set_init(value(&format!(
            "() => new Promise((resolve, reject) => {{ globalThis.settle = () => {settle} }})"
        )));
        let driver = world.driver();
        driver.connect();
        driver.close();
        ask(&world, "globalThis.settle()");
        world.settled().await;
        assert_eq!(ask(&world, "world.requests.length"), "0");
        assert_eq!(world.call_count(), 0);
    }
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn statuses_to_retry_are_told_to_what_makes_the_next_request() {
    let world = World::new();
    let driver = world.driver_with(Given { min_delay: 1.0, ..Given::default() });
    driver.retry(401);
    driver.connect();
    world.respond_with(401, "");
    world.requested(2).await;
    assert_eq!(ask(&world, "JSON.stringify(world.asked)"), r#"[[1,"",null],[2,"",401]]"#);
    driver.close();
}

#[wasm_bindgen_test]
async fn the_last_event_id_is_in_the_query_unless_told_otherwise() {
    for last_event_id_in_query in [true, false] {
        let world = World::new();
        let driver = world.driver_with(Given {
            last_event_id: "a b",
            last_event_id_in_query,
            ..Given::default()
        });
        assert_eq!(driver.last_event_id(), "a b");
        driver.connect();
        assert_eq!(
            ask(&world, "world.requests[0].url").ends_with("?lastEventId=a%20b"),
            last_event_id_in_query
        );
        driver.close();
    }
}

#[wasm_bindgen_test]
async fn nothing_is_read_while_the_page_is_behind() {
    let world = World::new();
    let driver = world.open().await;
    ask(
        &world,
        "world.sink.backlog = () => world.isRead ? undefined : new Promise((resolve) => { \
        world.read = () => { world.isRead = true; resolve() } })",
    );
    world.send("data: x\n\n".into());
    world.called(2).await;
    world.send("data: y\n\n".into());
    world.settled().await;
    assert_eq!(world.call_count(), 2);
    ask(&world, "world.read()");
    world.called(3).await;
    driver.close();
}

/// Has `messages` say that it is not done until `world.delivered()` is called.
fn deliver_slowly(world: &World) {
    ask(
        world,
        "world.sink.messages = (() => { const { messages } = world.sink; \
        return (...words) => { messages(...words); \
        return new Promise((resolve) => { world.delivered = resolve }) } })()",
    );
}

#[wasm_bindgen_test]
async fn nothing_else_is_told_before_a_delivery_is_at_its_end() {
    let world = World::new();
    let driver = world.driver_with(Given { heartbeat_timeout: 1_000.0, ..Given::default() });
    driver.connect();
    world.respond();
    world.called(1).await;
    deliver_slowly(&world);
    world.send("data: x\n\n".into());
    world.end();
    world.called(2).await;
    world.settled().await;
    driver.reconnect();
    assert_eq!(ask(&world, "world.requests.length"), "1", "reconnect() waits for it as well");
    ask(&world, "world.delivered()");
    world.requested(2).await;
    assert_eq!(ask(&world, "world.requests[0].init.signal.aborted"), "true");
    driver.close();
}

#[wasm_bindgen_test]
async fn a_delivery_that_fails_is_at_its_end() {
    let unhandled = Unhandled::watch();
    let world = World::new();
    let driver = world.open().await;
    ask(
        &world,
        "world.sink.messages = (() => { const { messages } = world.sink; \
        return (...words) => { messages(...words); \
        return Promise.reject(new RangeError('no more stack')) } })()",
    );
    world.send("data: x\n\n".into());
    world.called(2).await;
    world.send("data: y\n\n".into());
    world.called(3).await;
    world.end();
    world.called(4).await;
    assert_eq!(ask(&world, "world.calls[3][1][0]"), "end");
    driver.close();
    assert_eq!(unhandled.end(), 0);
}

/// One chunk of 180 000 bytes.
fn send_much(world: &World) {
    world.send(value("Array.from({ length: 20000 }, () => 'data: x\\n\\n').join('')"));
}

#[wasm_bindgen_test]
async fn a_large_read_is_fed_in_slices() {
    let world = World::new();
    let driver = world.open().await;
    send_much(&world);
    let events = "world.calls.slice(1).reduce((sum, [, text]) => sum + text.length, 0)";
    while ask(&world, events) != "20000" {
        world.settled().await;
    }
    assert_eq!(ask(&world, "world.calls.length > 4"), "true");
    let texts = ask(&world, "world.calls.slice(1).map(([, text]) => text).join('')");
    assert_eq!(texts, "x".repeat(20_000));
    driver.close();
}

#[wasm_bindgen_test]
async fn between_two_slices_the_page_has_its_turn_and_may_end_it() {
    for (end, calls, requests) in
        [("delivered", "5", "1"), ("close", "2", "1"), ("reconnect", "2", "2")]
    {
        let world = World::new();
        let driver = world.open().await;
        deliver_slowly(&world);
        send_much(&world);
        world.called(2).await;
        world.settled().await;
        assert_eq!(world.call_count(), 2, "one slice at a time");
        match end {
            "close" => driver.close(),
            "reconnect" => driver.reconnect(),
            _ => {}
        }
        for _ in 0..3 {
            ask(&world, "world.delivered()");
            world.settled().await;
        }
        assert_eq!(world.call_count().to_string(), calls, "{end}");
        assert_eq!(ask(&world, "world.requests.length"), requests, "{end}");
        driver.close();
    }
}

#[wasm_bindgen_test]
async fn close_amid_a_delivery_takes_effect_at_once() {
    let unhandled = Unhandled::watch();
    let world = World::new();
    let driver = world.open().await;
    deliver_slowly(&world);
    world.send("data: x\n\n".into());
    world.called(2).await;
    world.settled().await;
    driver.close();
    assert_eq!(ask(&world, "world.closed"), "1");
    assert_eq!(ask(&world, "world.requests[0].init.signal.aborted"), "true");
    ask(&world, "world.delivered()");
    world.settled().await;
    assert_eq!(world.call_count(), 2);
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn a_stream_is_announced_delivered_and_reestablished_with_its_id() {
    let world = World::new();
    let driver = world.open().await;
    assert_eq!(world.call(0), "open 200");
    assert_eq!(driver.ready_state(), 1);

    world.send("id: ü\ndata: 你🌊\n\nevent: t\ndata: x\n\ndata: bro".into());
    world.called(2).await;
    assert_eq!(world.call(1), "messages 你🌊ütx 0,0,0,3,3,4,4,5,5,6,3,4");
    world.send("ken\n\n".into());
    world.called(3).await;
    assert_eq!(world.call(2), "messages brokenü 0,0,0,6,6,7");

    world.end();
    world.called(4).await;
    assert_eq!(ask(&world, "world.calls[3][1][0]"), "end");
    assert_eq!(ask(&world, "world.calls[3][1][1]"), "1");
    assert_eq!(ask(&world, "world.calls[3][1][2] >= 1000 && world.calls[3][1][2] <= 1200"), "true");
    assert_eq!(driver.ready_state(), 0);

    world.requested(2).await;
    assert_eq!(ask(&world, "world.requests[1].url"), "http://h/x?lastEventId=%C3%BC");
    assert_eq!(ask(&world, "JSON.stringify(world.asked)"), r#"[[1,"",null],[2,"ü",200]]"#);
    driver.close();
}

#[wasm_bindgen_test]
async fn a_body_may_break_characters_and_bytes_anywhere() {
    let world = World::new();
    let driver = world.open().await;
    let sent = value("new TextEncoder().encode('\\uFEFFdata: 你\\n\\n')");
    for byte in js_sys::Uint8Array::from(sent).to_vec() {
        world.send(js_sys::Uint8Array::from(&[byte][..]).into());
    }
    world.called(2).await;
    assert_eq!(world.call(1), "messages 你 0,0,0,1,1,1");
    driver.close();
}

#[wasm_bindgen_test]
async fn refused_responses_say_why() {
    for (status, content_type, reason) in [
        (401, "text/event-stream", "status"),
        (204, "text/event-stream", "status"),
        (200, "text/html", "content-type"),
    ] {
        let world = World::new();
        let driver = world.driver();
        driver.connect();
        world.respond_with(status, content_type);
        world.called(1).await;
        assert_eq!(ask(&world, "world.calls[0][1][0]"), reason);
        assert_eq!(ask(&world, "world.calls[0][3].status"), status.to_string());
        assert_eq!(ask(&world, "world.calls[0][1][2]"), "undefined");
        assert_eq!(
            ask(&world, "world.requests[0].init.signal.aborted"),
            "true",
            "the body is given up"
        );
        assert_eq!(driver.ready_state(), 2);
    }
}

#[wasm_bindgen_test]
async fn what_fetch_throws_is_a_network_error_that_comes_later() {
    let unhandled = Unhandled::watch();
    for fetch in [
        "() => { throw new RangeError('no') }",
        "() => Promise.reject(new RangeError('no'))",
        "() => undefined",
        "() => Promise.resolve(5)",
        "() => Promise.resolve(Response.error())",
        "() => ({ status: 200 })",
        "async () => ({ status: 200, get headers() { throw new RangeError('no') } })",
        "async () => ({ status: 200, headers: new Headers({ 'content-type': 'text/event-stream' }), body: 5 })",
    ] {
        let world = World::new();
        let driver = world.driver_with(Given { fetch: Some(fetch), ..Given::default() });
        driver.connect();
        assert_eq!(world.call_count(), 0, "{fetch}");
        world.settled().await;
        let last = "world.calls.at(-1)";
        assert_eq!(ask(&world, &format!("{last}[1][0]")), "network", "{fetch}");
        assert_eq!(ask(&world, &format!("{last}[2] instanceof Error")), "true", "{fetch}");
        assert_eq!(driver.ready_state(), 0, "{fetch}");
        driver.close();
    }
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn a_fetch_that_has_no_use_for_its_arguments_fails_the_connection() {
    let unhandled = Unhandled::watch();
    for fetch in [
        "() => { throw new TypeError('no') }",
        "() => { throw { name: 'TypeError', message: 'no' } }",
    ] {
        let world = World::new();
        let driver = world.driver_with(Given { fetch: Some(fetch), ..Given::default() });
        driver.connect();
        assert_eq!(world.call_count(), 0, "later");
        world.called(1).await;
        assert_eq!(ask(&world, "world.calls[0][1][0]"), "request", "{fetch}");
        assert_eq!(ask(&world, "world.calls[0][1][2]"), "undefined", "no other attempt");
        assert_eq!(ask(&world, "world.calls[0][2].message"), "no");
        assert_eq!(driver.ready_state(), 2);
    }
    for fetch in ["async () => { throw new TypeError('no') }", "() => { throw null }"] {
        let world = World::new();
        let driver = world.driver_with(Given { fetch: Some(fetch), ..Given::default() });
        driver.connect();
        world.called(1).await;
        assert_eq!(ask(&world, "world.calls[0][1][0]"), "network", "{fetch}");
        driver.close();
    }
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn a_response_need_not_be_the_platforms() {
    let world = World::new();
    let driver = world.driver_with(Given {
        fetch: Some(
            "() => { const frame = document.body.appendChild(document.createElement('iframe')); \
            const { Uint8Array } = frame.contentWindow; const { encode } = TextEncoder.prototype; \
            const chunk = (text) => \
                ({ value: new Uint8Array(encode.call(new TextEncoder(), text)), done: false }); \
            const chunks = [chunk('data: x\\n'), { then: (resolve) => resolve(chunk('\\n')) }]; \
            const reader = { read: () => chunks.shift() ?? new Promise(() => {}), \
                cancel: () => { globalThis.cancelledReader = true } }; \
            return { status: 200, headers: { get: (name) => \
                name.toLowerCase() === 'content-type' ? 'text/event-stream' : null }, \
                body: { getReader: () => reader } } }",
        ),
        ..Given::default()
    });
    driver.connect();
    world.called(2).await;
    assert_eq!(world.call(0), "open 200");
    assert_eq!(world.call(1), "messages x 0,0,0,1,1,1");
    driver.close();
    assert_eq!(ask(&world, "globalThis.cancelledReader"), "true");
}

#[wasm_bindgen_test]
async fn a_stream_of_the_pages_is_the_platforms_and_not_locked() {
    for (stream, thrown) in [
        ("new ReadableStream()", ""),
        ("{ const s = new ReadableStream(); s.getReader(); return s }", "TypeError"),
        ("return { getReader() {} }", "TypeError"),
        ("return null", "TypeError"),
        ("return 'text'", "TypeError"),
    ] {
        let world = World::new();
        let stream = if thrown.is_empty() {
            value(stream)
        } else {
            value(&format!("(() => {{ {stream} }})()"))
        };
        let result = EventSourceDriver::from_readable_stream(&stream, world.sink());
        assert_eq!(result.map_or_else(|error| name_of(&error), |_| String::new()), thrown);
    }
}

#[wasm_bindgen_test]
async fn a_body_that_fails_or_whose_bytes_are_gone_is_a_network_error() {
    let world = World::new();
    let driver = world.open().await;
    world.fail(value("new RangeError('broken')"));
    world.called(2).await;
    assert_eq!(ask(&world, "world.calls[1][1][0]"), "network");
    assert_eq!(ask(&world, "world.calls[1][2].message"), "broken");
    driver.close();

    let world = World::new();
    let driver = world.open().await;
    world.send(value(TRANSFERRED));
    world.called(2).await;
    assert_eq!(ask(&world, "world.calls[1][1][0]"), "network");
    assert_eq!(ask(&world, "world.calls[1][2].constructor.name"), "TypeError");
    driver.close();
}

#[wasm_bindgen_test]
async fn a_heartbeat_aborts_the_silent_attempt() {
    let world = World::new();
    let driver = world.driver_with(Given { heartbeat_timeout: 1000.0, ..Given::default() });
    driver.connect();
    world.called(1).await;
    assert_eq!(ask(&world, "world.calls[0][1][0]"), "heartbeat");
    assert_eq!(ask(&world, "world.calls[0][1][4]"), "1000");
    assert_eq!(ask(&world, "world.calls[0][1][5]"), "undefined");
    assert_eq!(ask(&world, "world.requests[0].init.signal.aborted"), "true");
    world.requested(2).await;
    driver.close();
}

#[wasm_bindgen_test]
async fn close_in_a_listener_takes_effect_at_once_and_for_good() {
    let unhandled = Unhandled::watch();
    for at in 1..=3 {
        let world = World::new();
        let driver = Rc::new(world.driver());
        let states = Rc::new(RefCell::new(Vec::new()));
        let listener = {
            let (driver, states, calls) = (driver.clone(), states.clone(), Cell::new(0));
            Closure::new(move || {
                calls.set(calls.get() + 1);
                if calls.get() == at {
                    driver.close();
                    driver.close();
                }
                states.borrow_mut().push(driver.ready_state());
            })
        };
        world.set_listener(&listener);
        driver.connect();
        world.respond();
        world.send("data: x\n\n".into());
        world.end();
        world.called(at).await;
        world.settled().await;
        assert_eq!(world.call_count(), at, "nothing after it");
        assert_eq!(states.borrow().last(), Some(&2));
        assert_eq!(ask(&world, "world.requests.length"), "1");
        assert_eq!(driver.ready_state(), 2);
    }
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn close_aborts_the_request_and_cancels_a_body_that_ignores_the_signal() {
    let unhandled = Unhandled::watch();
    let world = World::new();
    let driver = world.driver();
    driver.connect();
    driver.close();
    assert_eq!(ask(&world, "world.requests[0].init.signal.aborted"), "true");
    world.settled().await;
    assert_eq!(world.call_count(), 0);

    let world = World::new();
    let driver = world.open().await;
    // The read under way began before close().
    world.settled().await;
    driver.close();
    world.cancelled().await;
    world.settled().await;
    assert_eq!(world.call_count(), 1);
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn a_listener_may_make_another_event_source_and_grow_the_memory() {
    let world = World::new();
    let other = World::new();
    let made = Rc::new(RefCell::new(None));
    let listener = {
        let (other, made) = (other.clone(), made.clone());
        Closure::new(move || {
            drop(std::hint::black_box(vec![1_u8; 64 << 20]));
            let driver = other.driver();
            driver.connect();
            *made.borrow_mut() = Some(driver);
        })
    };
    world.set_listener(&listener);
    let driver = world.open().await;
    world.send("data: x\n\ndata: y\n\n".into());
    world.called(2).await;
    assert_eq!(world.call(1), "messages xy 0,0,0,1,1,1,0,0,1,2,1,1", "the spans are a copy");
    other.respond();
    other.called(1).await;
    for driver in [Some(driver), made.take()].into_iter().flatten() {
        driver.close();
    }
}

#[wasm_bindgen_test]
async fn a_sink_that_throws_goes_on_unless_it_is_events_that_it_cannot_take() {
    let world = World::new();
    let listener = Closure::new(|| wasm_bindgen::throw_str("the engine's"));
    world.set_listener(&listener);
    let driver = world.open().await;
    world.send("data: x\n\n".into());
    world.called(3).await;
    assert_eq!(ask(&world, "world.calls[2][1][0]"), "limit");
    assert_eq!(ask(&world, "world.calls[2][2]"), "Error: the engine's");
    assert_eq!(driver.ready_state(), 2);
}

#[wasm_bindgen_test]
async fn an_event_above_the_limit_fails_the_connection() {
    let world = World::new();
    let driver = world.driver_with(Given { max_event_size: 8.0, ..Given::default() });
    driver.connect();
    world.respond();
    world.send("data:1\n\ndata: 12345678\n\n".into());
    world.called(3).await;
    assert_eq!(world.call(1), "messages 1 0,0,0,1,1,1");
    assert_eq!(ask(&world, "world.calls[2][1][0]"), "limit");
    assert_eq!(driver.ready_state(), 2);
}

#[wasm_bindgen_test]
async fn a_body_that_comes_too_late_is_cancelled() {
    let world = World::new();
    let fetch = Some("() => new Promise((resolve) => { globalThis.answer = resolve })");
    let driver = world.driver_with(Given { fetch, ..Given::default() });
    driver.connect();
    driver.close();
    ask(
        &world,
        "globalThis.answer(new Response(new ReadableStream({ cancel: () => { globalThis.late = 'cancelled' } })))",
    );
    world.settled().await;
    assert_eq!(ask(&world, "globalThis.late"), "cancelled");
    assert_eq!(world.call_count(), 0);
}

#[wasm_bindgen_test]
async fn a_refused_body_can_be_read_by_a_listener_and_is_given_up_otherwise() {
    for (read, aborted) in [(true, "false"), (false, "true")] {
        let world = World::new();
        let driver = world.driver();
        let listener = Closure::new({
            let world = world.clone();
            move || {
                if read {
                    ask(&world, "globalThis.text = world.calls[0][3].text()");
                }
            }
        });
        world.set_listener(&listener);
        driver.connect();
        world.respond_with(500, "text/plain");
        world.called(1).await;
        assert_eq!(ask(&world, "world.calls[0][3].body instanceof ReadableStream"), "true");
        world.settled().await;
        assert_eq!(ask(&world, "world.requests[0].init.signal.aborted"), aborted);
    }
}

#[wasm_bindgen_test]
async fn the_end_is_told_once() {
    let world = World::new();
    let driver = world.open().await;
    driver.close();
    driver.close();
    driver.reconnect();
    driver.page(true, 2);
    assert_eq!(ask(&world, "world.closed"), "1");
}

#[wasm_bindgen_test]
async fn one_timer_serves_an_open_connection_however_many_chunks_come() {
    let world = World::new();
    let driver = world.driver_with(Given { heartbeat_timeout: 60000.0, ..Given::default() });
    driver.connect();
    world.respond();
    world.called(1).await;
    ask(
        &world,
        "(world.armed = 0, world.setTimeout = setTimeout, \
        globalThis.setTimeout = (...words) => { world.armed++; return world.setTimeout(...words) })",
    );
    for chunk in 2..52 {
        world.send("data: x\n\n".into());
        world.called(chunk).await;
    }
    ask(&world, "globalThis.setTimeout = world.setTimeout");
    assert_eq!(ask(&world, "world.armed"), "0", "armed at the request");
    driver.close();
}

#[wasm_bindgen_test]
async fn after_sleep_the_wall_clock_decides() {
    let world = World::new();
    let driver = world.driver_with(Given { heartbeat_timeout: 60000.0, ..Given::default() });
    driver.connect();
    world.respond();
    world.called(1).await;
    // A machine that slept: the monotonic clock stood still.
    ask(&world, "(world.now = Date.now, Date.now = () => world.now() + 3600000)");
    driver.page(true, 2);
    ask(&world, "Date.now = world.now");
    assert_eq!(ask(&world, "world.calls[1][1][0]"), "heartbeat");
    driver.close();
}

#[wasm_bindgen_test]
async fn a_wall_clock_that_is_set_back_changes_nothing() {
    let world = World::new();
    let driver = world.driver_with(Given { heartbeat_timeout: 1000.0, ..Given::default() });
    driver.connect();
    world.respond();
    world.called(1).await;
    ask(&world, "(world.now = Date.now, Date.now = () => world.now() - 3600000)");
    world.called(2).await;
    ask(&world, "Date.now = world.now");
    assert_eq!(ask(&world, "world.calls[1][1][0]"), "heartbeat");
    driver.close();
}
