//! The program's part of every request, and the sending of it.

use js_sys::{Error, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestInit};

use super::awaited::Awaited;
use super::body::Body;
use super::builder_error::BuilderError;
use super::headers::{Attempt, HeaderList, Source, checked};
use crate::connection;
use crate::request_headers::request_headers;

#[wasm_bindgen]
extern "C" {
    /// Of the global object, whichever it is.
    #[wasm_bindgen(js_name = fetch, catch)]
    fn fetch(url: &str, init: &RequestInit) -> Result<Promise, JsValue>;
}

/// What every request is made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Requests {
    pub(super) headers: Source,
    pub(super) method: Option<String>,
    pub(super) body: Option<Body>,
    pub(super) with_credentials: bool,
    /// Whether the last event ID goes into a header.
    pub(super) id_in_header: bool,
}

impl Requests {
    /// The part of one attempt, or a promise of it with what keeps it.
    pub(super) fn init(
        &self,
        request: &connection::Request,
    ) -> Result<(JsValue, Option<Awaited>), JsValue> {
        let last_event_id = request.last_event_id.clone();
        match &self.headers {
            Source::Fixed(list) => Ok((self.init_with(list.clone(), &last_event_id)?, None)),
            Source::Function(ask) => {
                let attempt = Attempt {
                    number: request.attempt,
                    last_event_id: last_event_id.clone(),
                    status: request.last_status,
                };
                let (list, requests) = (ask(attempt), self.clone());
                let (awaited, promise) = Awaited::new(async move {
                    let list = list.await.map_err(|error| Error::new(&error.to_string()))?;
                    requests.init_with(list, &last_event_id)
                });
                Ok((promise.into(), Some(awaited)))
            }
        }
    }

    /// Whether the headers can be sent that are known already.
    pub(super) fn check(&self, last_event_id: &str) -> Result<(), BuilderError> {
        if let Source::Fixed(list) = &self.headers {
            checked(list)?;
        }
        checked(&self.headers_with(HeaderList::new(), last_event_id)).map(drop)
    }

    fn headers_with(&self, given: HeaderList, last_event_id: &str) -> HeaderList {
        request_headers(given, if self.id_in_header { last_event_id } else { "" })
    }

    fn init_with(&self, given: HeaderList, last_event_id: &str) -> Result<JsValue, JsValue> {
        let headers = checked(&self.headers_with(given, last_event_id))
            .map_err(|error| Error::new(&error.to_string()))?;
        let init = self.method_and_body();
        init.set_headers(&headers);
        init.set_cache(RequestCache::NoStore);
        init.set_credentials(if self.with_credentials {
            RequestCredentials::Include
        } else {
            RequestCredentials::SameOrigin
        });
        Ok(init.into())
    }

    pub(super) fn method_and_body(&self) -> RequestInit {
        let init = RequestInit::new();
        if let Some(method) = &self.method {
            init.set_method(method);
        }
        if let Some(body) = &self.body {
            init.set_body(body.value());
        }
        init
    }
}

pub(super) fn send(
    url: &str,
    init: &JsValue,
    signal: Option<&AbortSignal>,
) -> Result<JsValue, JsValue> {
    let init: &RequestInit = init.unchecked_ref();
    init.set_signal(signal);
    fetch(url, init).map(JsValue::from)
}
