//! A body: the steps of a response, played in order.

use std::collections::VecDeque;
use std::future::pending;
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::time::sleep;

use crate::channel::Closing;
use crate::connection::{Link, Refused};
use crate::gzip::Gzip;
use crate::script::{Response, Step};

/// Long enough for hyper to write what it has before the next byte, or the end, comes.
pub(crate) const FLUSH: Duration = Duration::from_millis(1);

/// How far a body is.
#[derive(Debug)]
pub(crate) struct Playback {
    steps: VecDeque<Step>,
    /// Bytes of a drip that are still to come.
    dripping: VecDeque<u8>,
    /// Bytes until the connection breaks.
    allowance: Option<usize>,
    gzip: Option<Gzip>,
    /// Tells the records when this body is over.
    closing: Closing,
    link: Link,
}

impl Playback {
    /// A body that plays the steps of the response over this connection.
    pub(crate) fn new(response: Response, closing: Closing, link: Link) -> Self {
        Self {
            steps: response.steps.into(),
            dripping: VecDeque::new(),
            allowance: None,
            gzip: response.gzip.then(Gzip::default),
            closing,
            link,
        }
    }

    /// Hands the body to the response. It ends cleanly after the last step; an error, which is a
    /// cut, leaves the chunked body unfinished.
    pub(crate) fn into_body(self) -> Body {
        Body::from_stream(stream::unfold(self, |mut playback| async {
            let frame = playback.next().await?;
            Some((frame, playback))
        }))
    }

    /// The next frame of the body, `None` at its end.
    async fn next(&mut self) -> Option<Result<Bytes, Refused>> {
        loop {
            if self.allowance == Some(0) {
                return self.cut().await;
            }
            if let Some(byte) = self.dripping.pop_front() {
                sleep(FLUSH).await;
                return self.frame(vec![byte]);
            }
            let Some(step) = self.steps.pop_front() else {
                return Some(Ok(self.gzip.take()?.end().into()));
            };
            match step {
                Step::Send(text) => return self.frame(text.into_bytes()),
                Step::Hex(bytes) => return self.frame(bytes),
                Step::Drip(text) => self.dripping = text.into_bytes().into(),
                Step::Pause(milliseconds) => sleep(Duration::from_millis(milliseconds)).await,
                Step::Gate(gate) => self.closing.0.gates.pass(&gate).await,
                Step::Stall(true) => pending().await,
                Step::Cut(true) => return self.cut().await,
                Step::Reset(true) => {
                    self.link.reset();
                    return self.cut().await;
                }
                Step::CutAfter(bytes) => self.allowance = Some(bytes),
                Step::Stall(false) | Step::Cut(false) | Step::Reset(false) => {}
            }
        }
    }

    fn frame(&mut self, mut bytes: Vec<u8>) -> Option<Result<Bytes, Refused>> {
        if let Some(allowance) = &mut self.allowance {
            bytes.truncate(*allowance);
            *allowance -= bytes.len();
        }
        if let Some(gzip) = &mut self.gzip {
            bytes = gzip.frame(&bytes);
        }
        Some(Ok(bytes.into()))
    }

    async fn cut(&self) -> Option<Result<Bytes, Refused>> {
        // What was sent before must leave first: on an error hyper throws its buffer away.
        sleep(FLUSH).await;
        Some(Err(Refused))
    }
}
