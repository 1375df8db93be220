//! The demo's back end: login, event streams, and faults on request. One
//! executable without other services; everything it says follows from seeds.
//!
//! | module       | noun                                                       |
//! |--------------|------------------------------------------------------------|
//! | `flags`      | the command line                                           |
//! | `routes`     | the routes, CORS and limits                                |
//! | `login`      | credentials in, tokens out; the guard of the rest          |
//! | `tokens`     | who holds one, and until when                              |
//! | `demo`       | what the routes share                                      |
//! | `content`    | what the streams say: generators without a clock           |
//! | `streams`    | the streams                                                |
//! | `faults`     | what goes wrong with them on request                       |
//! | `connection` | a socket that can be reset                                 |
//! | `page`       | the built page                                             |
//! | `bounded`    | a number of a request, with its bounds                     |
//! | `log`        | the log                                                    |
//!
//! Deliberately absent: passwords of anyone's own, a database, TLS, HTTP/2. A
//! token lives in memory and is gone when the server is.

mod bounded;
mod connection;
mod content;
mod demo;
mod faults;
mod flags;
mod log;
mod login;
mod page;
mod routes;
mod streams;
#[cfg(test)]
mod tests;
mod tokens;

use std::error::Error;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use connection::{Connection, Connections};
use demo::Demo;
use flags::Flags;
use page::Page;
use routes::{Access, routes};

/// For answers under way; streams are ended at once.
const GRACE: Duration = Duration::from_secs(2);
/// When the streams' readers are to come back.
const RETRY: Duration = Duration::from_secs(2);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let flags = Flags::parse();
    log::start(flags.log, &flags.log_filter)?;

    let demo = Arc::new(Demo::new(flags.lifetimes()));
    let page = Page::new(flags.page);
    let access = Access { page, csp: flags.csp, allow_origin: flags.allow_origin };
    let routes = routes(Arc::clone(&demo), access);
    let listener = TcpListener::bind(flags.listen).await?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    writeln!(io::stdout(), "Listening on http://{}/", listener.local_addr()?)?;

    let (stop, stopped) = tokio::sync::oneshot::channel();
    let service = routes.into_make_service_with_connect_info::<Connection>();
    let server = axum::serve(Connections(listener), service).with_graceful_shutdown(async {
        let _ = stopped.await;
    });
    let mut server = tokio::spawn(server.into_future());
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        () = demo.run() => {}
        failed = &mut server => return Ok(failed??),
    }
    tracing::info!("shutting down");
    demo.streams.close(RETRY);
    let _ = stop.send(());
    match tokio::time::timeout(GRACE, server).await {
        Ok(ended) => Ok(ended??),
        Err(_) => Ok(()),
    }
}
