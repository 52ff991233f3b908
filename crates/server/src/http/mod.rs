//! HTTP: routes, and what every request passes through.
//!
//! A handler extracts, calls the store, and answers with wire types. From the outside in, a request
//! passes the trace line, the reading of what nobody read, the headers that every answer carries, the guard against foreign pages,
//! compression, the `ETag`, and who calls: only then does a handler see it.

mod artifacts;
mod auth;
mod batch_parts;
mod batches;
mod blobs;
mod body;
mod byte_range;
mod console;
mod error;
mod etag;
mod events;
mod experiments;
mod extract;
mod file_answer;
mod form;
mod guard;
mod headers;
mod health;
mod leftover;
mod lines;
mod logs;
mod metered;
mod page;
mod penalty;
mod picsellia;
mod picture_file;
mod projects;
mod scope;
mod session;
mod state;
mod trace;
mod views;

pub use picsellia::SECRET_BYTES;
pub use state::{AppState, Limits};

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Uri;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use axum::{Extension, Router};
use error::ApiError;
use events::Hub;
use penalty::Penalty;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// The whole server: the API under `/api`, the page everywhere else.
pub fn app(state: AppState) -> Router {
    Router::new()
        .nest("/api", api(&state))
        .merge(picsellia::links())
        .fallback(page::serve.layer(from_fn(etag::answer_conditionally)))
        .layer(compression())
        .layer(from_fn(etag::weaken_compressed))
        .layer(from_fn_with_state(state.clone(), guard::refuse_foreign))
        .layer(from_fn(headers::harden))
        .layer(from_fn(leftover::take))
        .layer(from_fn(trace::log))
        .with_state(state)
}

fn api(state: &AppState) -> Router<AppState> {
    let open = Router::new()
        .route("/v1/health", get(health::get))
        .route("/v1/session", post(session::create).delete(session::delete));
    let open = open.merge(picsellia::signed_routes());
    let closed = resources()
        .merge(picsellia::routes())
        .fallback(no_route)
        .layer(from_fn_with_state(state.clone(), auth::require_caller))
        .layer(from_fn_with_state(state.clone(), picsellia::forget_token));
    open.merge(closed)
        .layer(Extension(Penalty::default()))
        .layer(Extension(Hub::new(state.store.clone())))
        .layer(Extension(picsellia::Signer::new(state.signing_secret)))
        .method_not_allowed_fallback(no_method)
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(picsellia::with_message))
        .layer(from_fn(etag::answer_conditionally))
}

async fn no_route(uri: Uri) -> ApiError {
    if picsellia::is_of_client(&uri) {
        picsellia::not_offered(&uri)
    } else {
        ApiError::no_route()
    }
}

async fn no_method(uri: Uri) -> ApiError {
    if picsellia::is_of_client(&uri) {
        picsellia::not_offered(&uri)
    } else {
        ApiError::method_not_allowed()
    }
}

#[rustfmt::skip]
fn resources() -> Router<AppState> {
    Router::new()
        .route("/v1/projects", get(projects::list).post(projects::create))
        .route("/v1/projects/{project}",
            get(projects::get).patch(projects::patch).delete(projects::delete))
        .route("/v1/projects/{project}/experiments",
            get(experiments::list).post(experiments::create))
        .route("/v1/projects/{project}/experiments/{*experiment}", get(experiments::get_by_name))
        .route("/v1/projects/{project}/former-names", get(experiments::former_names))
        .route("/v1/projects/{project}/dashboards/{*experiment}", get(experiments::dashboard))
        .route("/v1/experiments/{id}",
            get(experiments::get).patch(experiments::patch).delete(experiments::delete))
        .route("/v1/experiments/{id}/logs",
            get(logs::list).post(logs::create).delete(logs::delete_all))
        .route("/v1/experiments/{id}/logs/{*name}",
            get(logs::get).patch(logs::rename).delete(logs::delete))
        .route("/v1/experiments/{id}/batches", post(batches::create))
        .route("/v1/experiments/{id}/images", post(logs::create_image))
        .route("/v1/experiments/{id}/artifacts", get(artifacts::list).post(artifacts::create))
        .route("/v1/experiments/{id}/artifacts/{*artifact}",
            get(artifacts::get).patch(artifacts::rename).delete(artifacts::delete))
        .route("/v1/experiments/{id}/console", get(console::get).post(console::add))
        .route("/v1/experiments/{id}/console/file", get(console::file).post(console::put_file))
        .route("/v1/blobs/{sha256}", get(blobs::get))
        .route("/v1/lines/query", post(lines::query))
        .route("/v1/views", post(views::create))
        .route("/v1/views/{id}", get(views::get))
        .route("/v1/events", get(events::stream))
        .route("/v1/session", get(session::get))
}

fn compression() -> CompressionLayer<impl Predicate> {
    // Points barely shrink, and their compact form is meant to cost no time.
    let predicate = DefaultPredicate::new()
        .and(NotForContentType::const_new(
            runboard_model::lines_binary::MEDIA_TYPE,
        ))
        .and(NotForContentType::const_new("application/octet-stream"));
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(predicate)
}
