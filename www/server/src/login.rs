//! Login and its renewal, and the proof of it that every other route asks for.

use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::time::Instant;

use crate::demo::Demo;
use crate::tokens::{Grant, Pair};

const PASSWORD: &str = "demo";

/// What the login form sends.
#[derive(Deserialize)]
pub(crate) struct Credentials {
    user: String,
    password: String,
}

/// What a page sends whose token is about to expire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Renewal {
    refresh_token: String,
}

/// What both get back.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Session {
    token: String,
    refresh_token: String,
    expires_in: u64,
}

/// Why a request is refused.
#[derive(Debug)]
pub(crate) enum Refused {
    /// Wrong user or password.
    Credentials,
    /// No `Authorization: Bearer …`.
    NoToken,
    /// Unknown, or no longer good.
    Token,
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let error = match self {
            Self::Credentials => "The user or the password is wrong.",
            Self::NoToken => "This needs a bearer token.",
            Self::Token => "The token is unknown or has expired.",
        };
        let challenge = [(header::WWW_AUTHENTICATE, "Bearer")];
        let body = Json(json!({ "error": error }));
        (StatusCode::UNAUTHORIZED, challenge, body).into_response()
    }
}

/// `POST /api/login`
pub(crate) async fn login(
    State(demo): State<Arc<Demo>>,
    Json(Credentials { user, password }): Json<Credentials>,
) -> Response {
    if user.trim().is_empty() || password != PASSWORD {
        return Refused::Credentials.into_response();
    }
    tracing::info!(user, "logged in");
    session(&demo, user)
}

/// `POST /api/refresh`
pub(crate) async fn refresh(
    State(demo): State<Arc<Demo>>,
    Json(Renewal { refresh_token }): Json<Renewal>,
) -> Response {
    match demo.tokens.spend(&refresh_token, Instant::now()) {
        Some(user) => {
            tracing::info!(user, "tokens renewed");
            session(&demo, user)
        }
        None => Refused::Token.into_response(),
    }
}

fn session(demo: &Demo, user: String) -> Response {
    match demo.tokens.issue(user, Instant::now()) {
        Ok(Pair { token, refresh_token }) => {
            let expires_in = demo.tokens.lifetime().as_secs();
            Json(Session { token, refresh_token, expires_in }).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "no token can be issued");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// As an argument of a handler: it runs for holders of a good token only.
impl FromRequestParts<Arc<Demo>> for Grant {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, demo: &Arc<Demo>) -> Result<Self, Refused> {
        let token = bearer(&parts.headers).ok_or(Refused::NoToken)?;
        let grant = demo.tokens.grant(token, Instant::now());
        grant.ok_or(Refused::Token)
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then_some(token.trim())
}
