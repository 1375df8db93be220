//! A page that listens to the demo's back end with a token: `trunk serve`, see the recipe in
//! docs/recipes/rust.md.

use event_source_polyfill_wasm::{Attempt, Event, EventSource};
use futures_util::StreamExt;
use gloo_net::http::Request;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

/// What is shown of the past.
const KEPT: usize = 100;

fn main() {
    leptos::mount::mount_to_body(Notices);
}

#[component]
fn Notices() -> impl IntoView {
    let (status, set_status) = signal("connecting".to_owned());
    let (notices, set_notices) = signal(Vec::<(String, String)>::new());

    spawn_local(async move {
        let source = EventSource::builder("/api/events")
            .headers(|_: Attempt| async {
                Ok::<_, gloo_net::Error>([("Authorization", bearer().await?)])
            })
            .retry_statuses([401, 503])
            .connect();
        let mut events = match source {
            Ok(events) => events,
            Err(error) => return set_status.set(error.to_string()),
        };
        while let Some(event) = events.next().await {
            match event {
                Event::Open(_) => set_status.set("open".to_owned()),
                Event::Message(message) => set_notices.update(|notices| {
                    notices.insert(0, (message.last_event_id().to_owned(), message.into_data()));
                    notices.truncate(KEPT);
                }),
                Event::Error(error) => set_status.set(error.to_string()),
                _ => {}
            }
        }
    });

    view! {
        <h1>"Notices in Leptos"</h1>
        <p id="status">{status}</p>
        <ol>
            <For each=move || notices.get() key=|(id, _)| id.clone() let:notice>
                <li data-id=notice.0>{notice.1}</li>
            </For>
        </ol>
    }
}

/// A token of the demo, whose password is no secret. An application would keep it until it is refused:
/// `Attempt::status` is then 401.
async fn bearer() -> Result<String, gloo_net::Error> {
    let login =
        Request::post("/api/login").json(&json!({ "user": "leptos", "password": "demo" }))?;
    let session: Value = login.send().await?.json().await?;
    Ok(format!("Bearer {}", session["token"].as_str().unwrap_or_default()))
}
