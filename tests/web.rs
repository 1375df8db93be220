//! Claim: the driver carries out what the machine says, in a browser, and survives its page.
//!
//! `wasm-pack test --headless --chrome` and `--firefox`.
#![cfg(target_arch = "wasm32")]

#[path = "web/world.rs"]
mod world;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use world::{Unhandled, World, ask, members, name_of};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn the_request_leaves_before_connect_returns() {
    let world = World::new();
    world.set_headers(members("{ Authorization: 'Bearer t', 'X-Y': 1 }"));
    let driver = world.driver_with("{ withCredentials: true }").expect("good members");
    assert_eq!(ask(&world, "world.requests.length"), "0", "not from the constructor");
    driver.connect();
    assert_eq!(ask(&world, "world.requests[0].url"), "http://h/x");
    assert_eq!(
        ask(&world, "Object.keys(world.requests[0].init)"),
        "headers,credentials,signal,cache"
    );
    assert_eq!(
        ask(&world, "JSON.stringify(world.requests[0].init)"),
        r#"{"headers":{"Accept":"text/event-stream","Authorization":"Bearer t","X-Y":"1"},"credentials":"include","signal":{},"cache":"no-store"}"#
    );
    assert_eq!(driver.ready_state(), 0);
    driver.close();
}

#[wasm_bindgen_test]
async fn any_kind_of_headers_is_sent() {
    for (headers, sent) in [
        ("undefined", r#"{"Accept":"text/event-stream"}"#),
        ("null", r#"{"Accept":"text/event-stream"}"#),
        ("new Headers({ A: '1' })", r#"{"Accept":"text/event-stream","a":"1"}"#),
        ("[['A', '1'], ['a', '2']]", r#"{"Accept":"text/event-stream","a":"1, 2"}"#),
        ("{ accept: 'x/y' }", r#"{"accept":"x/y"}"#),
    ] {
        let world = World::new();
        world.set_headers(members(headers));
        let driver = world.driver();
        driver.connect();
        assert_eq!(
            ask(&world, "JSON.stringify(world.requests[0].init.headers)"),
            sent,
            "{headers}"
        );
        driver.close();
    }
}

#[wasm_bindgen_test]
async fn headers_that_cannot_be_are_the_platforms_type_error() {
    for headers in ["{ 'a\\nb': 'x' }", "{ a: 'x\\ny' }", "{ '你': 'x' }", "[['a']]", "5"] {
        let world = World::new();
        world.set_headers(members(headers));
        let thrown = world.driver_with("{}").expect_err(headers);
        assert_eq!(name_of(&thrown), "TypeError", "{headers}");
        assert_eq!(ask(&world, "world.requests.length"), "0");
    }
}

#[wasm_bindgen_test]
async fn init_members_that_cannot_be_throw() {
    for (init, error) in [
        ("{ Transport: XMLHttpRequest }", "TypeError"),
        ("{ fetch: 5 }", "TypeError"),
        ("{ method: 'GET', body: 'x' }", "TypeError"),
        ("{ maxEventSize: 0 }", "TypeError"),
        ("{ maxEventSize: 'x' }", "TypeError"),
        ("{ heartbeatTimeout: Symbol() }", "TypeError"),
        ("{ get withCredentials() { throw new RangeError() } }", "RangeError"),
    ] {
        assert_eq!(name_of(&World::new().driver_with(init).expect_err(init)), error, "{init}");
    }
}

#[wasm_bindgen_test]
async fn a_stream_is_announced_delivered_and_reestablished_with_its_id() {
    let world = World::new();
    let driver = world.open().await;
    assert_eq!(world.call(0), r#"open {"status":200,"statusText":"","url":""}"#);
    assert_eq!(driver.ready_state(), 1);

    world.send("id: ü\ndata: 你🌊\n\nevent: t\ndata: x\n\ndata: bro".into());
    world.called(2).await;
    assert_eq!(world.call(1), "messages 你🌊ütx 0,0,0,3,3,4,4,5,5,6,3,4");
    world.send("ken\n\n".into());
    world.called(3).await;
    assert_eq!(world.call(2), "messages brokenü 0,0,0,6,6,7");

    world.end();
    world.called(4).await;
    assert_eq!(ask(&world, "world.calls[3][1].reason"), "end");
    assert_eq!(ask(&world, "world.calls[3][1].attempt"), "1");
    assert_eq!(
        ask(&world, "world.calls[3][1].delay >= 1000 && world.calls[3][1].delay <= 1250"),
        "true"
    );
    assert_eq!(driver.ready_state(), 0);

    world.requested(2).await;
    assert_eq!(ask(&world, "world.requests[1].url"), "http://h/x?lastEventId=%C3%BC");
    // UTF-8 bytes, one a character.
    assert_eq!(ask(&world, "world.requests[1].init.headers['Last-Event-ID']"), "\u{C3}\u{BC}");
    driver.close();
}

#[wasm_bindgen_test]
async fn a_body_may_break_characters_and_bytes_anywhere() {
    let world = World::new();
    let driver = world.open().await;
    let sent = members("new TextEncoder().encode('\\uFEFFdata: 你\\n\\n')");
    for byte in js_sys::Uint8Array::from(sent).to_vec() {
        world.send(js_sys::Uint8Array::from(&[byte][..]).into());
    }
    world.called(2).await;
    assert_eq!(world.call(1), "messages 你 0,0,0,1,0,0");
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
        assert_eq!(ask(&world, "world.calls[0][1].reason"), reason);
        assert_eq!(ask(&world, "world.calls[0][1].response.status"), status.to_string());
        assert_eq!(ask(&world, "world.calls[0][1].delay"), "undefined");
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
        let driver = world.driver_with(&format!("{{ fetch: {fetch} }}")).expect("a function");
        driver.connect();
        assert_eq!(world.call_count(), 0, "{fetch}");
        world.settled().await;
        let last = "world.calls.at(-1)";
        assert_eq!(ask(&world, &format!("{last}[1].reason")), "network", "{fetch}");
        assert_eq!(ask(&world, &format!("{last}[2] instanceof Error")), "true", "{fetch}");
        assert_eq!(driver.ready_state(), 0, "{fetch}");
        driver.close();
    }
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn a_body_that_fails_or_gives_no_bytes_is_a_network_error() {
    let world = World::new();
    let driver = world.open().await;
    world.fail(members("new RangeError('broken')"));
    world.called(2).await;
    assert_eq!(ask(&world, "world.calls[1][1].reason"), "network");
    assert_eq!(ask(&world, "world.calls[1][2].message"), "broken");
    driver.close();

    let world = World::new();
    let driver = world.open().await;
    world.send(members("[1, 2]"));
    world.called(2).await;
    assert_eq!(ask(&world, "world.calls[1][1].reason"), "network");
    assert_eq!(ask(&world, "world.calls[1][2].constructor.name"), "TypeError");
    driver.close();
}

#[wasm_bindgen_test]
async fn headers_that_turn_bad_later_fail_the_connection() {
    let world = World::new();
    let driver = world.open().await;
    world.set_headers(members("{ 'a b': '' }"));
    world.end();
    world.called(3).await;
    assert_eq!(ask(&world, "world.calls[2][1].reason"), "headers");
    assert_eq!(ask(&world, "world.calls[2][2].constructor.name"), "TypeError");
    assert_eq!(driver.ready_state(), 2);
    assert_eq!(ask(&world, "world.requests.length"), "1");
}

#[wasm_bindgen_test]
async fn a_heartbeat_aborts_the_silent_attempt() {
    let world = World::new();
    let driver = world.driver_with("{ heartbeatTimeout: 1000 }").expect("good members");
    driver.connect();
    world.called(1).await;
    assert_eq!(ask(&world, "world.calls[0][1].reason"), "heartbeat");
    assert_eq!(ask(&world, "world.calls[0][1].heartbeatTimeout"), "1000");
    assert_eq!(ask(&world, "world.calls[0][1].received"), "undefined");
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
    assert_eq!(world.call(1), "messages xy 0,0,0,1,0,0,0,0,1,2,0,0", "the spans are a copy");
    other.respond();
    other.called(1).await;
    for driver in [Some(driver), made.take()].into_iter().flatten() {
        driver.close();
    }
}

#[wasm_bindgen_test]
async fn a_sink_that_throws_does_not_stop_the_stream() {
    let world = World::new();
    let listener = Closure::new(|| wasm_bindgen::throw_str("a listener's"));
    world.set_listener(&listener);
    let driver = world.open().await;
    world.send("data: x\n\n".into());
    world.called(2).await;
    world.send("data: y\n\n".into());
    world.called(3).await;
    world.end();
    world.called(4).await;
    driver.close();
}

#[wasm_bindgen_test]
async fn an_event_above_the_limit_fails_the_connection() {
    let world = World::new();
    let driver = world.driver_with("{ maxEventSize: 8 }").expect("good members");
    driver.connect();
    world.respond();
    world.send("data:1\n\ndata: 12345678\n\n".into());
    world.called(3).await;
    assert_eq!(world.call(1), "messages 1 0,0,0,1,0,0");
    assert_eq!(ask(&world, "world.calls[2][1].reason"), "limit");
    assert_eq!(driver.ready_state(), 2);
}

/// What the headers function was told, attempt by attempt.
#[wasm_bindgen_test]
async fn a_headers_function_is_asked_before_every_attempt() {
    let world = World::new();
    world.set_headers(members(
        "function (attempt) { (globalThis.told ??= []).push(JSON.stringify(attempt)); return { n: attempt.number } }",
    ));
    let driver =
        world.driver_with("{ reconnect: { statuses: [401], minDelay: 1 } }").expect("good members");
    driver.connect();
    assert_eq!(
        ask(&world, "world.requests[0].init.headers.n"),
        "1",
        "at once, as it gave no promise"
    );
    world.respond();
    world.send("id: 7\n\n".into());
    world.end();
    world.requested(2).await;
    world.respond_with(401, "");
    world.requested(3).await;
    assert_eq!(ask(&world, "world.requests[2].init.headers.n"), "3");
    assert_eq!(
        ask(&world, "globalThis.told.splice(0).join()"),
        r#"{"number":1,"lastEventId":""},{"number":2,"lastEventId":"7","status":200},{"number":3,"lastEventId":"7","status":401}"#
    );
    driver.close();
}

#[wasm_bindgen_test]
async fn promises_of_headers_and_body_are_awaited() {
    let world = World::new();
    world.set_headers(members("async () => ({ a: 'later' })"));
    let driver =
        world.driver_with("{ method: 'POST', body: async () => 'sent' }").expect("good members");
    driver.connect();
    assert_eq!(ask(&world, "world.requests.length"), "0");
    world.requested(1).await;
    assert_eq!(ask(&world, "world.requests[0].init.headers.a"), "later");
    assert_eq!(
        ask(&world, "world.requests[0].init.body + world.requests[0].init.method"),
        "sentPOST"
    );
    driver.close();
}

#[wasm_bindgen_test]
async fn whatever_has_a_then_is_awaited() {
    let world = World::new();
    world.set_headers(members("() => ({ then: (resolve) => resolve({ a: 'later' }) })"));
    let driver = world.driver();
    driver.connect();
    world.requested(1).await;
    assert_eq!(ask(&world, "world.requests[0].init.headers.a"), "later");
    driver.close();
}

#[wasm_bindgen_test]
async fn a_body_that_comes_too_late_is_cancelled() {
    let world = World::new();
    let driver = world
        .driver_with("{ fetch: () => new Promise((resolve) => { globalThis.answer = resolve }) }");
    let driver = driver.expect("good members");
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
async fn a_request_that_cannot_be_made_is_an_error_event() {
    let unhandled = Unhandled::watch();
    for (headers, init) in [
        ("() => { throw new RangeError('no') }", "{}"),
        ("() => Promise.reject(new RangeError('no'))", "{}"),
        ("() => ({ 'a b': '' })", "{}"),
        ("async () => ({ 'a b': '' })", "{}"),
        ("{}", "{ method: 'POST', body() { throw new RangeError('no') } }"),
    ] {
        let world = World::new();
        world.set_headers(members(headers));
        let driver = world.driver_with(init).expect("good members");
        driver.connect();
        assert_eq!(world.call_count(), 0, "later");
        world.called(1).await;
        assert_eq!(ask(&world, "world.calls[0][1].reason"), "headers", "{headers}");
        assert_eq!(ask(&world, "world.calls[0][2] instanceof Error"), "true", "{headers}");
        assert_eq!(driver.ready_state(), 2);
        assert_eq!(ask(&world, "world.requests.length"), "0");
    }
    assert_eq!(unhandled.end(), 0);
}

#[wasm_bindgen_test]
async fn close_while_headers_are_pending_sends_nothing() {
    let unhandled = Unhandled::watch();
    for settle in ["resolve({})", "reject(new Error('late'))"] {
        let world = World::new();
        world.set_headers(members(&format!(
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
async fn the_last_event_id_goes_where_the_option_says() {
    for (transport, query, header) in [
        ("'auto'", true, true),
        ("'query'", true, false),
        ("'header'", false, true),
        ("'both'", true, true),
    ] {
        let world = World::new();
        let driver = world
            .driver_with(&format!("{{ lastEventId: 'a b', lastEventIdTransport: {transport} }}"))
            .expect("good members");
        assert_eq!(driver.last_event_id(), "a b");
        driver.connect();
        assert_eq!(ask(&world, "world.requests[0].url").ends_with("?lastEventId=a%20b"), query);
        assert_eq!(ask(&world, "world.requests[0].init.headers['Last-Event-ID']") == "a b", header);
        driver.close();
    }
    let thrown =
        World::new().driver_with("{ lastEventIdTransport: 'cookie' }").expect_err("no such");
    assert_eq!(name_of(&thrown), "TypeError");
}

#[wasm_bindgen_test]
async fn requests_and_policies_that_cannot_be_throw() {
    for init in [
        "{ body: 'x' }",
        "{ method: 'HEAD', body: () => 'x' }",
        "{ method: 'TRACE' }",
        "{ method: 'a b' }",
        "{ reconnect: 5 }",
        "{ reconnect: { factor: 0.5 } }",
        "{ reconnect: { minDelay: 0 } }",
        "{ reconnect: { jitter: 'x' } }",
        "{ reconnect: { statuses: 5n } }",
        "{ reconnect: { maxAttempts: -1 } }",
    ] {
        let Err(thrown) = World::new().driver_with(init) else {
            assert_eq!(init, "{ reconnect: { statuses: 5n } }", "an array-like without elements");
            continue;
        };
        assert_eq!(name_of(&thrown), "TypeError", "{init}");
    }
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
                    ask(&world, "globalThis.text = new Response(world.calls[0][3]).text()");
                }
            }
        });
        world.set_listener(&listener);
        driver.connect();
        world.respond_with(500, "text/plain");
        world.called(1).await;
        assert_eq!(ask(&world, "world.calls[0][3] instanceof ReadableStream"), "true");
        world.settled().await;
        assert_eq!(ask(&world, "world.requests[0].init.signal.aborted"), aborted);
    }
}

#[wasm_bindgen_test]
async fn nothing_is_read_while_the_page_is_behind() {
    let world = World::new();
    let driver = world.open().await;
    ask(
        &world,
        "world.sink.messages = (() => { const { messages } = world.sink; \
        return (...words) => { messages(...words); return new Promise((resolve) => { world.read = resolve }) } })()",
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

#[wasm_bindgen_test]
async fn the_end_is_told_once() {
    let world = World::new();
    let driver = world.open().await;
    driver.close();
    driver.close();
    driver.reconnect();
    driver.page(true, true);
    assert_eq!(ask(&world, "world.closed"), "1");
}

#[wasm_bindgen_test]
async fn one_timer_serves_an_open_connection_however_many_chunks_come() {
    let world = World::new();
    let driver = world.driver_with("{ heartbeatTimeout: 60000 }").expect("good members");
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
    let driver = world.driver_with("{ heartbeatTimeout: 60000 }").expect("good members");
    driver.connect();
    world.respond();
    world.called(1).await;
    // A machine that slept: the monotonic clock stood still.
    ask(&world, "(world.now = Date.now, Date.now = () => world.now() + 3600000)");
    driver.page(true, true);
    ask(&world, "Date.now = world.now");
    assert_eq!(ask(&world, "world.calls[1][1].reason"), "heartbeat");
    driver.close();
}

#[wasm_bindgen_test]
async fn a_wall_clock_that_is_set_back_changes_nothing() {
    let world = World::new();
    let driver = world.driver_with("{ heartbeatTimeout: 1000 }").expect("good members");
    driver.connect();
    world.respond();
    world.called(1).await;
    ask(&world, "(world.now = Date.now, Date.now = () => world.now() - 3600000)");
    world.called(2).await;
    ask(&world, "Date.now = world.now");
    assert_eq!(ask(&world, "world.calls[1][1].reason"), "heartbeat");
    driver.close();
}
