//! The executable: its log, its address, its end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

use serde_json::{Value, json};

struct Executable {
    child: Child,
    address: String,
    log: JoinHandle<String>,
}

impl Executable {
    fn start(words: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_event-source-demo-server"))
            .args(["--listen", "127.0.0.1:0"])
            .args(words)
            .env_remove("RUST_LOG")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("an address");
        let address = line.trim().strip_prefix("Listening on http://").expect("an address");
        let address = address.trim_end_matches('/').to_owned();
        let mut stderr = child.stderr.take().expect("a pipe");
        let log = std::thread::spawn(move || {
            let mut log = String::new();
            stderr.read_to_string(&mut log).expect("UTF-8");
            log
        });
        Self { child, address, log }
    }

    fn send(&self, head: &str, body: &str) -> BufReader<TcpStream> {
        let mut socket = TcpStream::connect(&self.address).expect("a connection");
        let length = body.len();
        write!(
            socket,
            "{head}\r\nHost: demo\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .expect("sent");
        BufReader::new(socket)
    }

    fn log_in(&self) -> Value {
        let body = json!({ "user": "ada", "password": "demo" }).to_string();
        let head = "POST /api/login HTTP/1.1\r\nConnection: close";
        let mut response = String::new();
        self.send(head, &body).read_to_string(&mut response).expect("a response");
        let (_, body) = response.split_once("\r\n\r\n").expect("a body");
        serde_json::from_str(body).expect("JSON")
    }

    /// SIGTERM, then the log. Fails when it does not end well.
    fn terminate(mut self) -> String {
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args(["-TERM", &id]).status().expect("kill");
        assert!(killed.success());
        assert!(self.child.wait().expect("its end").success());
        self.log.join().expect("the log")
    }
}

/// Reads until `text` has come.
fn await_text(response: &mut impl BufRead, text: &str) {
    let mut line = String::new();
    while !line.contains(text) {
        line.clear();
        assert_ne!(response.read_line(&mut line).expect("no reset"), 0, "no {text}");
    }
}

#[test]
fn it_ends_its_streams_with_a_word_about_when_to_come_back() {
    let executable = Executable::start(&[]);
    let session = executable.log_in();
    let token = session["token"].as_str().expect("a token");
    let mut streams = ["events", "metrics", "stocks", "stream?rate=1"].map(|path| {
        let head = format!("GET /api/{path} HTTP/1.1\r\nAuthorization: Bearer {token}");
        let mut stream = executable.send(&head, "");
        await_text(&mut stream, "retry: 1000");
        stream
    });
    executable.terminate();
    for stream in &mut streams {
        await_text(stream, "retry: 2000");
        let mut last = String::new();
        stream.read_to_string(&mut last).expect("an orderly end");
        assert!(last.ends_with("\r\n0\r\n\r\n"), "{last:?}");
    }
}

#[test]
fn its_log_names_requests_and_never_a_token() {
    for format in ["json", "text"] {
        let executable = Executable::start(&["--log", format, "--log-filter", "trace"]);
        let session = executable.log_in();
        let secrets =
            ["token", "refreshToken"].map(|name| session[name].as_str().expect("a token"));
        let [token, refresh_token] = secrets;
        let head = format!("GET /api/stream?count=1 HTTP/1.1\r\nAuthorization: Bearer {token}");
        await_text(&mut executable.send(&head, ""), "data: ");
        let body = json!({ "refreshToken": refresh_token }).to_string();
        let refreshed = executable.send("POST /api/refresh HTTP/1.1", &body);
        await_text(&mut { refreshed }, "200 OK");

        let log = executable.terminate();
        assert!(log.contains("/api/stream") && log.contains("ada"), "{log}");
        for secret in [token, refresh_token] {
            assert!(!log.contains(secret), "{log}");
        }
        if format == "json" {
            let entries =
                log.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
            let answered = entries.filter(|entry| entry["fields"]["message"] == "answered");
            let answers: Vec<_> = answered
                .map(|entry| (entry["span"]["path"].clone(), entry["fields"]["status"].clone()))
                .collect();
            assert!(answers.contains(&(json!("/api/stream"), json!(200))), "{answers:?}");
        }
    }
}
