//! The flags, each with its environment variable.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use axum::http::HeaderValue;
use clap::{Parser, ValueEnum};

use crate::tokens::Lifetimes;

/// Serves the demo page and its event streams.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Flags {
    /// Where to listen; port 0 takes a free one
    #[arg(long, env = "DEMO_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// The built page
    #[cfg_attr(not(feature = "embed"), doc = "[default: www/dist]")]
    #[cfg_attr(feature = "embed", doc = "[default: the one in this executable]")]
    #[arg(long, env = "DEMO_PAGE")]
    pub(crate) page: Option<PathBuf>,
    /// The page's Content-Security-Policy, such as "script-src 'self'"
    #[arg(long, env = "DEMO_CSP")]
    pub(crate) csp: Option<HeaderValue>,
    /// An origin whose pages may use the API, such as http://localhost:5173; repeatable
    #[arg(long, env = "DEMO_ALLOW_ORIGIN", value_delimiter = ',')]
    pub(crate) allow_origin: Vec<HeaderValue>,
    /// How long a token lasts, in seconds
    #[arg(long, env = "DEMO_TOKEN_LIFETIME", default_value_t = 30 * 60, value_parser = clap::value_parser!(u32).range(1..))]
    token_lifetime: u32,
    /// How long a refresh token lasts, in seconds
    #[arg(long, env = "DEMO_REFRESH_TOKEN_LIFETIME", default_value_t = 24 * 60 * 60, value_parser = clap::value_parser!(u32).range(1..))]
    refresh_token_lifetime: u32,
    /// How the log is written, on standard error
    #[arg(long, env = "DEMO_LOG", value_enum, default_value_t)]
    pub(crate) log: LogFormat,
    /// What is logged, such as "warn" or "info,tower_http=debug"
    #[arg(long, env = "RUST_LOG", default_value = "info")]
    pub(crate) log_filter: String,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum LogFormat {
    #[default]
    Text,
    Json,
}

impl Flags {
    /// How long tokens live.
    pub(crate) fn lifetimes(&self) -> Lifetimes {
        Lifetimes {
            token: Duration::from_secs(self.token_lifetime.into()),
            refresh_token: Duration::from_secs(self.refresh_token_lifetime.into()),
        }
    }
}
