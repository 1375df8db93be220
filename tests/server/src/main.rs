//! A scriptable server of event streams and of misbehaviour that records every request.
//!
//! | endpoint | meaning |
//! |---|---|
//! | `PUT /script/{name}` | makes a channel, or makes it anew: see [`script::Script`] |
//! | any `/stream/{name}`, `/stream/{name}/…` | the nth request plays the nth response, the last one repeats |
//! | `POST /gate/{name}/{gate}` | opens a gate for good |
//! | `GET /requests/{name}?atLeast=n` | the recorded requests, once there are n |
//! | `GET /closed/{name}?atLeast=n` | how many responses have ended or were dropped by the client, once n have |
//! | `POST /restart?pause=ms` | closes the listener and every connection but this one, listens again after the pause |
//! | `GET /generated/{seed}/{index}` | a stream of the generator in its chunks: see [`generated`] |
//! | `/workload/…`, `/live`, `/idle` | what the benchmarks read: see [`workload`] |
//!
//! `--listen ADDRESS` (default `127.0.0.1:0`), `--page DIR` serves static files for every other
//! path. One line on stdout, `Listening on http://ADDRESS/`, says that it is ready. It stops when
//! its stdin closes, so that it never outlives the test run that holds the other end.

mod arguments;
mod channel;
mod connection;
mod control;
mod gate;
mod generated;
mod gzip;
mod numbered;
mod playback;
mod record;
mod restart;
mod script;
mod stream;
#[cfg(test)]
mod tests;
mod workload;

use std::path::Path;

use axum::Router;
use tokio::io::{AsyncReadExt, stdin};
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

use crate::arguments::Arguments;
use crate::channel::Channels;
use crate::restart::Restarts;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    let listener = TcpListener::bind(arguments.listen).await?;
    println!("Listening on http://{}/", listener.local_addr()?);

    let restarts = Restarts::default();
    let router = router(arguments.page.as_deref(), restarts.clone());
    tokio::select! {
        over = connection::serve(listener, router, restarts) => over?,
        () = end_of_stdin() => {}
    }
    Ok(())
}

/// Every endpoint, over channels of its own.
fn router(page: Option<&Path>, restarts: Restarts) -> Router {
    let channels = Channels::default();
    let router = control::router(channels.clone())
        .merge(restart::router(restarts))
        .merge(stream::router(channels))
        .merge(generated::router())
        .merge(workload::router());
    match page {
        Some(folder) => router.fallback_service(ServeDir::new(folder)),
        None => router,
    }
}

/// Resolves when whoever started the server is gone.
async fn end_of_stdin() {
    let mut stdin = stdin();
    let mut ignored = [0; 64];
    while !matches!(stdin.read(&mut ignored).await, Ok(0) | Err(_)) {}
}
