//! What only a socket shows.

use std::io::ErrorKind;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::connection::{Connection, Connections};

async fn serve(routes: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let service = routes.into_make_service_with_connect_info::<Connection>();
    tokio::spawn(axum::serve(Connections(listener), service).into_future());
    address
}

async fn request(address: SocketAddr, path: &str, bearer: &str) -> TcpStream {
    let mut socket = TcpStream::connect(address).await.expect("a connection");
    let request = format!("GET {path} HTTP/1.1\r\nHost: demo\r\nAuthorization: {bearer}\r\n\r\n");
    socket.write_all(request.as_bytes()).await.expect("sent");
    socket
}

/// Reads until the connection ends.
async fn read_out(socket: &mut TcpStream) -> std::io::Result<usize> {
    let mut all = Vec::new();
    socket.read_to_end(&mut all).await
}

#[tokio::test]
async fn a_cut_resets_the_connection_even_if_nobody_reads() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let address = serve(routes.clone()).await;
    for path in ["/api/events", "/api/stream?count=1000000000"] {
        let mut socket = request(address, path, &bearer).await;
        let mut first = [0; 15];
        socket.read_exact(&mut first).await.expect("an answer");
        assert_eq!(&first, b"HTTP/1.1 200 OK");

        let response = post(&routes, &bearer, "/api/cut", &Value::Null).await;
        assert_eq!(read_json(response).await, json!({ "cut": 1 }), "{path}");
        let end = read_out(&mut socket).await.expect_err("no orderly end");
        assert_eq!(end.kind(), ErrorKind::ConnectionReset, "{path}");
    }
}

#[tokio::test]
async fn an_end_is_orderly() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let address = serve(routes.clone()).await;
    let mut socket = request(address, "/api/events", &bearer).await;
    let mut first = [0; 15];
    socket.read_exact(&mut first).await.expect("an answer");
    order(&routes, &bearer, json!({ "route": "/api/events", "fault": "end" })).await;
    let mut tail = Vec::new();
    while !tail.ends_with(b"\r\n0\r\n\r\n") {
        assert_ne!(socket.read_buf(&mut tail).await.expect("no reset"), 0, "no last chunk");
    }
}

#[tokio::test]
async fn a_reader_that_leaves_is_forgotten() {
    let (_, routes) = demo();
    let bearer = bearer(&routes, "ada").await;
    let address = serve(routes.clone()).await;
    let mut socket = request(address, "/api/events", &bearer).await;
    let mut first = [0; 15];
    socket.read_exact(&mut first).await.expect("an answer");
    drop(socket);

    // The server learns of it when this test lets it run.
    let garbage = json!({ "route": "/api/events", "fault": "garbage" });
    let forgotten = async {
        while order(&routes, &bearer, garbage.clone()).await > 0 {
            tokio::task::yield_now().await;
        }
    };
    let patience = Duration::from_secs(30);
    tokio::time::timeout(patience, forgotten).await.expect("no stream is left");
}
