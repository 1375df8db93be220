//! The chat: an answer, token by token. One stream to one question; there is
//! nothing to resume.

use std::collections::VecDeque;
use std::convert::Infallible;

use axum::Json;
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Deserialize;
use serde_json::json;

use super::pace::Pace;
use crate::bounded::Bounded;
use crate::content::phrases::Locale;
use crate::content::prose;

#[derive(Deserialize)]
pub(crate) struct Conversation {
    messages: Vec<Message>,
    #[serde(default)]
    locale: Locale,
    /// Tokens a second.
    #[serde(default)]
    rate: Bounded<1, 1_000, 30>,
}

#[derive(Deserialize)]
struct Message {
    role: Role,
    content: String,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Role {
    System,
    User,
    Assistant,
}

struct Answer {
    tokens: VecDeque<String>,
    count: usize,
    pace: Pace,
    due: u64,
    done: bool,
}

/// `POST /api/chat`
pub(crate) async fn chat(Json(conversation): Json<Conversation>) -> Response {
    let Conversation { messages, locale, rate } = conversation;
    let question = messages.iter().rfind(|message| message.role == Role::User);
    let Some(Message { content, .. }) = question else {
        let error = Json(json!({ "error": "There is no message of the user's to answer." }));
        return (StatusCode::UNPROCESSABLE_ENTITY, error).into_response();
    };
    let answer = prose::answer(content, locale);
    let tokens: VecDeque<_> = prose::tokens(&answer).into_iter().map(str::to_owned).collect();
    let count = tokens.len();
    tracing::info!(?locale, tokens = count, "chat");

    let answer = Answer { tokens, count, pace: Pace::new(rate.get()), due: 0, done: false };
    Sse::new(stream::unfold(answer, Answer::next)).into_response()
}

impl Answer {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        if self.done {
            return None;
        }
        if self.due == 0 {
            self.due = self.pace.due().await;
        }
        self.due -= 1;
        let (name, data) = match self.tokens.pop_front() {
            Some(text) => ("delta", json!({ "text": text })),
            None => {
                self.done = true;
                ("done", json!({ "tokens": self.count, "finish": "stop" }))
            }
        };
        Some((Ok(Event::default().event(name).data(data.to_string())), self))
    }
}
