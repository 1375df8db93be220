//! The headers of requests: a list, or a function that is asked for one before every attempt.

use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use super::builder_error::BuilderError;

/// Names and values.
pub type HeaderList = Vec<(String, String)>;

/// What a headers function is told of the attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// Counts from 1.
    pub number: u32,
    /// What the stream goes on from.
    pub last_event_id: String,
    /// Of the response that the attempt before had, if it had one: with 401, a token is to be renewed,
    /// with 200 a stream was lost. One that is given up before it has any leaves it to the next.
    pub status: Option<u16>,
}

/// Why there are no headers: what the function's error says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadersError(String);

impl HeadersError {
    /// What `error` says: for an [`IntoHeaderList`] of the program's own.
    pub fn new(error: impl fmt::Display) -> Self {
        Self(error.to_string())
    }
}

impl fmt::Display for HeadersError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for HeadersError {}

/// What a list of headers can be made of: pairs, or a `Result` of them.
pub trait IntoHeaderList {
    /// The list.
    ///
    /// # Errors
    /// Those of a `Result`: they fail the connection, with [`Reason::Headers`](crate::Reason::Headers).
    fn into_header_list(self) -> Result<HeaderList, HeadersError>;
}

impl<N: Into<String>, V: Into<String>> IntoHeaderList for Vec<(N, V)> {
    fn into_header_list(self) -> Result<HeaderList, HeadersError> {
        Ok(self.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl<N: Into<String>, V: Into<String>, const COUNT: usize> IntoHeaderList for [(N, V); COUNT] {
    fn into_header_list(self) -> Result<HeaderList, HeadersError> {
        Ok(self.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl<L: IntoHeaderList, E: fmt::Display> IntoHeaderList for Result<L, E> {
    fn into_header_list(self) -> Result<HeaderList, HeadersError> {
        self.map_err(HeadersError::new)?.into_header_list()
    }
}

impl From<Infallible> for HeadersError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

type Ask = dyn Fn(Attempt) -> Pin<Box<dyn Future<Output = Result<HeaderList, HeadersError>>>>;

/// What [`headers`](super::EventSourceBuilder::headers) takes: pairs, or an async function of the
/// [`Attempt`] that gives some.
pub trait Headers: sealed::Headers {}

impl<H: sealed::Headers> Headers for H {}

#[derive(Clone)]
pub(super) enum Source {
    Fixed(HeaderList),
    Function(Rc<Ask>),
}

impl Default for Source {
    fn default() -> Self {
        Self::Fixed(Vec::new())
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the values.
        formatter.write_str(match self {
            Self::Fixed(_) => "Fixed",
            Self::Function(_) => "Function",
        })
    }
}

/// Checks names and values as the platform does.
///
/// # Errors
/// The first header that cannot be sent.
pub(super) fn checked(list: &HeaderList) -> Result<web_sys::Headers, BuilderError> {
    let refused = |name: &str| BuilderError::Header { name: name.to_owned() };
    let headers = web_sys::Headers::new().map_err(|_| refused(""))?;
    for (name, value) in list {
        headers.append(name, value).map_err(|_| refused(name))?;
    }
    Ok(headers)
}

mod sealed {
    use super::{Attempt, Future, HeaderList, IntoHeaderList, Rc, Source};

    pub trait Headers {
        #[expect(private_interfaces, reason = "nobody else is to call it")]
        fn source(self) -> Source;
    }

    impl<N: Into<String>, V: Into<String>> Headers for Vec<(N, V)> {
        #[expect(private_interfaces, reason = "nobody else is to call it")]
        fn source(self) -> Source {
            fixed(self)
        }
    }

    impl<N: Into<String>, V: Into<String>, const COUNT: usize> Headers for [(N, V); COUNT] {
        #[expect(private_interfaces, reason = "nobody else is to call it")]
        fn source(self) -> Source {
            fixed(self)
        }
    }

    impl<F, L, A> Headers for F
    where
        F: Fn(Attempt) -> A + 'static,
        A: Future<Output = L> + 'static,
        L: IntoHeaderList,
    {
        #[expect(private_interfaces, reason = "nobody else is to call it")]
        fn source(self) -> Source {
            Source::Function(Rc::new(move |attempt| {
                let later = self(attempt);
                Box::pin(async move { later.await.into_header_list() })
            }))
        }
    }

    fn fixed(list: impl IntoHeaderList) -> Source {
        Source::Fixed(list.into_header_list().unwrap_or_default() as HeaderList)
    }
}
