//! The chat's stream.

use super::*;

fn ask(content: &str, locale: &str) -> Value {
    json!({ "messages": [{ "role": "user", "content": content }], "locale": locale })
}

async fn answer(routes: &Router, bearer: &str, question: &Value) -> String {
    let response = post(routes, bearer, "/api/chat", question).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    rest(response.into_body()).await
}

#[tokio::test(start_paused = true)]
async fn tokens_come_one_by_one_and_then_it_is_done() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let start = tokio::time::Instant::now();
    let events = answer(&routes, &bearer, &ask("How do I reconnect?", "en")).await;
    let types = fields(&events, "event");
    let (done, deltas) = types.split_last().expect("events");
    assert_eq!(*done, "done");
    assert!(deltas.len() > 100 && deltas.iter().all(|name| *name == "delta"));

    let data = data(&events);
    let (done, deltas) = data.split_last().expect("data");
    assert_eq!(*done, json!({ "tokens": deltas.len(), "finish": "stop" }));
    let text: String = deltas.iter().map(|data| data["text"].as_str().expect("text")).collect();
    assert!(text.contains("“How do I reconnect?”") && text.contains("```js\n"), "{text}");

    // 30 a second.
    let expected = deltas.len() as u128 * 1_000 / 30;
    assert!(start.elapsed().as_millis().abs_diff(expected) < 100, "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn the_same_question_has_the_same_answer_in_its_language() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let question = ask("怎样重新连接？", "zh");
    let events = answer(&routes, &bearer, &question).await;
    assert_eq!(answer(&routes, &bearer, &question).await, events);
    assert_ne!(answer(&routes, &bearer, &ask("怎样断开连接？", "zh")).await, events);
    assert!(events.contains("连接"));
}

#[tokio::test]
async fn there_must_be_a_question() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    for messages in [json!([]), json!([{ "role": "assistant", "content": "Hello" }])] {
        let response = post(&routes, &bearer, "/api/chat", &json!({ "messages": messages })).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let long = ask(&"long ".repeat(100_000), "en");
    let response = post(&routes, &bearer, "/api/chat", &long).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
}
