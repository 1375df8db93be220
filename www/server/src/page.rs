//! The built page, from a folder or from within this executable.

use std::path::PathBuf;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
#[cfg(feature = "embed")]
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

/// Where the page is.
#[derive(Clone, Debug)]
pub(crate) enum Page {
    Folder(PathBuf),
    #[cfg(feature = "embed")]
    Embedded,
}

impl Page {
    /// The page in `folder`, or the one there is without.
    pub(crate) fn new(folder: Option<PathBuf>) -> Self {
        #[cfg(feature = "embed")]
        let absent = Self::Embedded;
        #[cfg(not(feature = "embed"))]
        let absent = Self::Folder("www/dist".into());
        folder.map_or(absent, Self::Folder)
    }

    /// Serves it, with `csp` as its Content-Security-Policy.
    pub(crate) fn routes(&self, csp: Option<HeaderValue>) -> Router {
        let routes = match self {
            Self::Folder(folder) => {
                let index = ServeFile::new(folder.join("index.html"));
                Router::new()
                    // Without the fallback: an asset of an earlier build is not the page.
                    .nest_service("/assets", ServeDir::new(folder.join("assets")))
                    .fallback_service(ServeDir::new(folder).fallback(index))
            }
            #[cfg(feature = "embed")]
            Self::Embedded => Router::new().fallback_service(get(embedded::serve)),
        };
        let csp = SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, csp);
        // Here alone: a compressed event stream would wait for its buffer.
        routes.layer(csp).layer(from_fn(cached)).layer(CompressionLayer::new())
    }
}

/// Assets carry a hash of their content in their name; the rest is asked for each time.
async fn cached(request: Request, next: Next) -> Response {
    let asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    let status = response.status();
    let for_ever = asset && (status.is_success() || status.as_u16() == 304);
    let value = if for_ever { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    response
}

#[cfg(feature = "embed")]
mod embedded {
    use axum::body::Body;
    use axum::http::{HeaderMap, StatusCode, Uri, header};
    use axum::response::{IntoResponse, Response};
    use rust_embed::{Embed, EmbeddedFile};

    #[derive(Embed)]
    #[folder = "../dist"]
    struct Dist;

    /// The file, or the page for the paths of its router.
    pub(super) async fn serve(uri: Uri, headers: HeaderMap) -> Response {
        let path = uri.path().trim_start_matches('/');
        let file = Dist::get(path);
        let file = if path.starts_with("assets/") {
            file
        } else {
            file.or_else(|| Dist::get("index.html"))
        };
        match file {
            Some(file) => respond(file, &headers),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }

    fn respond(file: EmbeddedFile, headers: &HeaderMap) -> Response {
        let hash: String =
            file.metadata.sha256_hash().iter().map(|byte| format!("{byte:02x}")).collect();
        let tag = format!("\"{hash}\"");
        let known = headers.get(header::IF_NONE_MATCH);
        if known.is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
            return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
        }
        let content_type = file.metadata.mimetype().to_owned();
        let headers = [(header::CONTENT_TYPE, content_type), (header::ETAG, tag)];
        (headers, Body::from(file.data)).into_response()
    }
}
