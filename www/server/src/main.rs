//! The demo's back end: login, a market feed as an event stream, and a way to cut it.
//!
//! | module   | noun                                                   |
//! |----------|--------------------------------------------------------|
//! | `login`  | credentials in, bearer token out; the guard of the rest |
//! | `tokens` | who holds one, and until when                          |
//! | `market` | the messages' content                                  |
//! | `ring`   | the messages kept for replay                           |
//! | `feed`   | from the market to every stream                        |
//! | `events` | the stream                                             |
//! | `cut`    | its sudden end                                         |

mod cut;
mod events;
mod feed;
mod login;
mod market;
mod ring;
#[cfg(test)]
mod routes_test;
mod tokens;

use std::error::Error;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use clap::Parser;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tower_http::services::{ServeDir, ServeFile};

const SEED: u64 = 1;
const CREDENTIALS_LIMIT: usize = 4 * 1_024;
/// For answers under way; streams are ended at once.
const GRACE: Duration = Duration::from_secs(2);

/// Serves the demo page and its event stream.
#[derive(Debug, Parser)]
#[command(version)]
struct Flags {
    /// Where to listen; port 0 takes a free one
    #[arg(long, env = "DEMO_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The built page
    #[arg(long, env = "DEMO_PAGE", default_value = "www/dist")]
    page: PathBuf,
    /// How long a login lasts, in seconds
    #[arg(long, env = "DEMO_TOKEN_LIFETIME", default_value_t = 30 * 60, value_parser = clap::value_parser!(u32).range(1..))]
    token_lifetime: u32,
}

/// What the routes share.
#[derive(Debug)]
struct Demo {
    tokens: tokens::Tokens,
    feed: feed::Feed,
    cuts: cut::Cuts,
}

impl Demo {
    fn new(token_lifetime: Duration) -> Self {
        Self {
            tokens: tokens::Tokens::new(token_lifetime),
            feed: feed::Feed::new(),
            cuts: cut::Cuts::default(),
        }
    }
}

fn routes(demo: Arc<Demo>, page: &Path) -> Router {
    let login = post(login::login).layer(DefaultBodyLimit::max(CREDENTIALS_LIMIT));
    let api = Router::new()
        .route("/login", login)
        .route("/events", get(events::events))
        .route("/cut", post(cut::cut))
        .route("/health", get(async || "ok"))
        // Without it an unknown route would answer with the page.
        .fallback(async || StatusCode::NOT_FOUND)
        .with_state(demo);
    let page = ServeDir::new(page).fallback(ServeFile::new(page.join("index.html")));
    Router::new().nest("/api", api).fallback_service(page)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let flags = Flags::parse();
    tracing_subscriber::fmt().with_writer(io::stderr).init();

    let lifetime = Duration::from_secs(flags.token_lifetime.into());
    let demo = Arc::new(Demo::new(lifetime));
    let routes = routes(Arc::clone(&demo), &flags.page);
    let listener = TcpListener::bind(flags.listen).await?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    writeln!(io::stdout(), "Listening on http://{}/", listener.local_addr()?)?;

    let (stop, stopped) = tokio::sync::oneshot::channel();
    let server = axum::serve(listener, routes).with_graceful_shutdown(async {
        let _ = stopped.await;
    });
    let mut server = tokio::spawn(server.into_future());
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        () = demo.feed.run(market::Market::new(SEED)) => {}
        failed = &mut server => return Ok(failed??),
    }
    demo.feed.close();
    let _ = stop.send(());
    match tokio::time::timeout(GRACE, server).await {
        Ok(ended) => Ok(ended??),
        Err(_) => Ok(()),
    }
}
