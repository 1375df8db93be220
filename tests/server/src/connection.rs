//! Connections, served by hand so that one can be broken before it has answered.

use std::convert::Infallible;
use std::fmt;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tower::ServiceExt;

/// As an extension of a response: break the connection instead of sending it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("refused, as the script says")
    }
}

impl std::error::Error for Refused {}

/// Accepts connections for ever.
pub(crate) async fn serve(listener: TcpListener, router: Router) {
    loop {
        let Ok((socket, _)) = listener.accept().await else {
            continue;
        };
        // Every write leaves at once: a dripped byte is a segment of its own.
        let _ = socket.set_nodelay(true);
        let router = router.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(router.clone(), request));
            // An error here is a script's cut, or a client that went away: both are what tests do.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(socket), service).await;
        });
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
