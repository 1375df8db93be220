//! A page that listens to the demo's back end with a token: `trunk serve`, see the recipe in
//! docs/recipes/rust.md.

use event_source_polyfill_wasm::{Attempt, Event, EventSource};
use futures_util::StreamExt;
use futures_util::future::{AbortHandle, abortable};
use gloo_net::http::Request;
use serde_json::{Value, json};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What is shown of the past.
const KEPT: usize = 100;

fn main() {
    yew::Renderer::<Notices>::new().render();
}

enum Told {
    Status(String),
    Notice { id: String, text: String },
}

struct Notices {
    status: String,
    notices: Vec<(String, String)>,
    listening: AbortHandle,
}

impl Component for Notices {
    type Message = Told;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let link = context.link().clone();
        let (listen, listening) = abortable(async move {
            let source = EventSource::builder("/api/events")
                .headers(|_: Attempt| async {
                    Ok::<_, gloo_net::Error>([("Authorization", bearer().await?)])
                })
                .retry_statuses([401, 503])
                .connect();
            let mut events = match source {
                Ok(events) => events,
                Err(error) => return link.send_message(Told::Status(error.to_string())),
            };
            while let Some(event) = events.next().await {
                link.send_message(match event {
                    Event::Open(_) => Told::Status("open".to_owned()),
                    Event::Message(message) => Told::Notice {
                        id: message.last_event_id().to_owned(),
                        text: message.into_data(),
                    },
                    Event::Error(error) => Told::Status(error.to_string()),
                    _ => continue,
                });
            }
        });
        spawn_local(async move {
            // Aborted or not, nobody waits for it.
            let _ = listen.await;
        });
        Self { status: "connecting".to_owned(), notices: Vec::new(), listening }
    }

    fn update(&mut self, _: &Context<Self>, told: Told) -> bool {
        match told {
            Told::Status(status) => self.status = status,
            Told::Notice { id, text } => {
                self.notices.insert(0, (id, text));
                self.notices.truncate(KEPT);
            }
        }
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        html! {
            <>
                <h1>{ "Notices in Yew" }</h1>
                <p id="status">{ &self.status }</p>
                <ol>
                    { for self.notices.iter().map(|(id, text)| html! {
                        <li key={id.clone()} data-id={id.clone()}>{ text }</li>
                    }) }
                </ol>
            </>
        }
    }

    // The task drops the source, and that ends its request.
    fn destroy(&mut self, _: &Context<Self>) {
        self.listening.abort();
    }
}

/// A token of the demo, whose password is no secret. An application would keep it until it is refused:
/// `Attempt::status` is then 401.
async fn bearer() -> Result<String, gloo_net::Error> {
    let login = Request::post("/api/login").json(&json!({ "user": "yew", "password": "demo" }))?;
    let session: Value = login.send().await?.json().await?;
    Ok(format!("Bearer {}", session["token"].as_str().unwrap_or_default()))
}
