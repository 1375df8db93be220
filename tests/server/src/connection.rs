//! Connections, served by hand so that one can be broken: before it has answered, amid its answer
//! by FIN or by RST, or all together.

use std::convert::Infallible;
use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{fmt, io};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::sleep;
use tower::ServiceExt;

use crate::restart::Restarts;

/// As an extension of a response: break the connection instead of sending it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("refused, as the script says")
    }
}

impl std::error::Error for Refused {}

/// As an extension of a request: the connection it came by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Link(Arc<Wishes>);

#[derive(Debug, Default)]
struct Wishes {
    reset: AtomicBool,
    spare: AtomicBool,
}

impl Link {
    /// When the connection breaks, it is by RST.
    pub(crate) fn reset(&self) {
        self.0.reset.store(true, Ordering::Relaxed);
    }

    /// The next restart lets it live: it carries the answer to who asked for it.
    pub(crate) fn spare(&self) {
        self.0.spare.store(true, Ordering::Relaxed);
    }

    /// Waits for a restart that does not spare it.
    async fn broken(&self, mut restarts: watch::Receiver<Duration>) {
        while restarts.changed().await.is_ok() && self.0.spare.swap(false, Ordering::Relaxed) {}
    }
}

/// Accepts connections for ever; fails if it cannot listen again after a restart.
pub(crate) async fn serve(
    mut listener: TcpListener,
    router: Router,
    restarts: Restarts,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    let mut restart = restarts.subscribe();
    loop {
        tokio::select! {
            accepted = listener.accept() => if let Ok((socket, _)) = accepted {
                tokio::spawn(attend(socket, router.clone(), restarts.subscribe()));
            },
            _ = restart.changed() => {
                let pause = *restart.borrow_and_update();
                drop(listener);
                sleep(pause).await;
                listener = TcpListener::bind(address).await?;
            }
        }
    }
}

async fn attend(socket: TcpStream, router: Router, restarts: watch::Receiver<Duration>) {
    // Every write leaves at once: a dripped byte is a segment of its own.
    let _ = socket.set_nodelay(true);
    let link = Link::default();
    let service = service_fn(|mut request: Request<Incoming>| {
        request.extensions_mut().insert(link.clone());
        Box::pin(answer(router.clone(), request))
    });
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(socket), service);
    let over = tokio::select! {
        over = poll_fn(|context| connection.poll_without_shutdown(context)) => over.is_ok(),
        () = link.broken(restarts) => false,
    };

    // An error here is a script's cut, or a client that went away: both are what tests do.
    let mut socket = connection.into_parts().io.into_inner();
    if over {
        let _ = socket.shutdown().await;
    } else if link.0.reset.load(Ordering::Relaxed) {
        let _ = socket.set_zero_linger();
    }
}

async fn answer(router: Router, request: Request<Incoming>) -> Result<Response, Refused> {
    let response = match router.oneshot(request.map(Body::new)).await {
        Ok(response) => response,
        Err(never) => match never as Infallible {},
    };
    match response.extensions().get::<Refused>() {
        Some(refused) => Err(*refused),
        None => Ok(response),
    }
}
