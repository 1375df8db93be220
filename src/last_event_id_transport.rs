//! Where a request carries the last event ID.

/// Into the query, into a header: the `lastEventIdTransport` option, as
/// `pkg-template/face/settings.js` reads it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LastEventIdTransport {
    /// Always in the query, and in a header where that asks for no preflight: at the same origin.
    #[default]
    Auto,
    /// In the query alone.
    Query,
    /// In a header alone.
    Header,
    /// In both.
    Both,
}

impl LastEventIdTransport {
    /// Whether the query has it.
    pub const fn in_query(self) -> bool {
        !matches!(self, Self::Header)
    }

    /// Whether a header has it.
    pub const fn in_header(self, same_origin: bool) -> bool {
        match self {
            Self::Auto => same_origin,
            Self::Query => false,
            Self::Header | Self::Both => true,
        }
    }
}
