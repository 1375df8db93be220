//! What cannot be, and is said before anything is sent.

use std::error::Error;
use std::fmt;

/// Why there is no event source.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuilderError {
    /// The text is no URL.
    Url,
    /// There is a user or a password in the URL: they belong into a header.
    CredentialsInUrl,
    /// A header's name or value cannot be sent. The value is not told: it may be a token.
    Header {
        /// The name as it was given; `Last-Event-ID` where it is the ID to start from.
        name: String,
    },
    /// The method is none, or one that fetch forbids, or the body is given to a method without one.
    Request {
        /// What the platform says.
        message: String,
    },
    /// A number is too small, or none.
    Number {
        /// The option.
        option: &'static str,
    },
    /// The stream is read by somebody else.
    LockedStream,
}

impl fmt::Display for BuilderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url => formatter.write_str("the URL is not valid"),
            Self::CredentialsInUrl => formatter.write_str(
                "a URL with a user or a password cannot be fetched: put them into a header",
            ),
            Self::Header { name } => {
                write!(formatter, "the header {name:?} has a name or a value that cannot be sent")
            }
            Self::Request { message } => write!(formatter, "no such request: {message}"),
            Self::Number { option } => write!(formatter, "{option} is too small or no number"),
            Self::LockedStream => formatter.write_str("the stream is read by somebody else"),
        }
    }
}

impl Error for BuilderError {}
