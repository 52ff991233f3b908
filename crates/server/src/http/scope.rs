//! What a caller may do: whether it may write, and whether it may see what the path names.
//!
//! A caller of one project gets nothing by a route that is not known here to stay in it.

use super::auth::KnownCaller;
use super::error::ApiError;
use super::state::AppState;
use crate::access::{Rights, Writing};
use axum::http::{Extensions, Method};
use percent_encoding::percent_decode_str;
use runboard_model::{ErrorCode, ExperimentId, ProjectId};

/// What a path is about.
#[derive(Debug, PartialEq)]
enum Place {
    /// A project, by identifier or name.
    Project(String),
    /// An experiment, by identifier.
    Experiment(ExperimentId),
    /// A picture, by its hash.
    Blob(String),
    /// Things of which the handler leaves out what the caller may not see.
    Filtered,
    /// More than one project, or nothing that is known here.
    Everything,
}

/// Refuses a request, by its method and its whole path, that the rights do not cover.
pub(super) async fn check(
    state: &AppState,
    rights: Rights,
    method: &Method,
    path: &str,
) -> Result<(), ApiError> {
    let parts: Vec<&str> = path
        .strip_prefix("/api/")
        .unwrap_or_default()
        .split('/')
        .collect();
    if rights.writing == Writing::Refused && changes_something(method, &parts) {
        return Err(forbidden("this token may only read"));
    }
    let Some(project) = rights.project else {
        return Ok(());
    };
    let is_covered = match place(method, &parts) {
        Place::Project(named) => match state.store.project_id(&named).await {
            Ok(found) => found == project,
            // Whether there is one of that name is none of this caller's business.
            Err(_) => false,
        },
        Place::Experiment(id) => state.store.project_of(id).await? == project,
        Place::Blob(sha256) => state.store.project_has_blob(project, &sha256).await?,
        Place::Filtered => true,
        Place::Everything => false,
    };
    if is_covered {
        Ok(())
    } else {
        Err(forbidden(
            "this token is for one project only, and this is outside of it",
        ))
    }
}

/// The only project that the caller of this request may see; `None` for all.
pub(super) fn only_project(extensions: &Extensions) -> Option<ProjectId> {
    let known = extensions.get::<KnownCaller>();
    known.and_then(|known| known.caller.rights().project)
}

fn changes_something(method: &Method, parts: &[&str]) -> bool {
    match *method {
        Method::GET | Method::HEAD | Method::OPTIONS => false,
        // Questions that are too long for an address.
        Method::POST => !matches!(
            parts,
            ["v1", "lines", "query"] | ["object-storage", _, "retrieve_presigned_url"]
        ),
        _ => true,
    }
}

fn place(method: &Method, parts: &[&str]) -> Place {
    match parts {
        ["v1", ..] => place_of_own(method, parts),
        _ => place_of_client(method, parts),
    }
}

/// Places of our own routes.
fn place_of_own(method: &Method, parts: &[&str]) -> Place {
    match parts {
        ["v1", "projects"] if method == Method::GET => Place::Filtered,
        ["v1", "projects", project, ..] => {
            Place::Project(percent_decode_str(project).decode_utf8_lossy().into_owned())
        }
        ["v1", "experiments", id, ..] => {
            let id = percent_decode_str(id).decode_utf8_lossy();
            id.parse().map_or(Place::Everything, Place::Experiment)
        }
        ["v1", "blobs", sha256] => Place::Blob((*sha256).to_owned()),
        ["v1", "lines", "query"] | ["v1", "session"] | ["v1", "events"] | ["v1", "views", ..] => {
            Place::Filtered
        }
        _ => Place::Everything,
    }
}

/// Places of the routes in `picsellia`.
fn place_of_client(method: &Method, parts: &[&str]) -> Place {
    match parts {
        ["home", "ping"] | ["organizations", "find"] | ["organization", _] => Place::Filtered,
        ["organization", _, "projects", ..] | ["organization", _, "experiments", "find"]
            if method == Method::GET =>
        {
            Place::Filtered
        }
        ["organization", _, "connector", _, "generate_object_name"] => Place::Filtered,
        ["log" | "artifact" | "logging" | "object-storage", ..] => Place::Filtered,
        // Only identifiers, and no names: one that is written in another way is none here.
        ["project", id, ..] => {
            let id = id.parse::<ProjectId>();
            id.map_or(Place::Everything, |id| Place::Project(id.to_string()))
        }
        ["experiment", id, ..] => id.parse().map_or(Place::Everything, Place::Experiment),
        _ => Place::Everything,
    }
}

fn forbidden(message: &str) -> ApiError {
    ApiError::new(ErrorCode::Forbidden, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(method: Method, path: &str, expected: Place) {
        let parts: Vec<&str> = path.split('/').collect();
        assert_eq!(place(&method, &parts), expected, "{path}");
    }

    #[test]
    fn a_path_tells_what_it_is_about() {
        let project = |name: &str| Place::Project(name.to_owned());
        check(Method::GET, "v1/projects", Place::Filtered);
        check(Method::POST, "v1/projects", Place::Everything);
        check(Method::GET, "v1/projects/a%2Fb", project("a/b"));
        check(Method::POST, "v1/projects/a/experiments", project("a"));
        let id = "00000000-0000-0000-0000-000000000007";
        let experiment = || Place::Experiment(id.parse().unwrap());
        check(
            Method::GET,
            &format!("v1/experiments/{id}/logs/a/b"),
            experiment(),
        );
        check(
            Method::DELETE,
            &format!("v1/experiments/{id}"),
            experiment(),
        );
        check(Method::GET, "v1/experiments/none", Place::Everything);
        check(Method::GET, "v1/blobs/ab", Place::Blob("ab".to_owned()));
        check(Method::GET, "v1/tomorrow", Place::Everything);
        check(Method::GET, "", Place::Everything);
    }

    #[test]
    fn a_path_of_another_client_tells_it_too() {
        let id = "00000000-0000-0000-0000-000000000007";
        check(Method::GET, "home/ping", Place::Filtered);
        check(
            Method::GET,
            &format!("organization/{id}/projects"),
            Place::Filtered,
        );
        check(
            Method::POST,
            &format!("organization/{id}/projects"),
            Place::Everything,
        );
        check(
            Method::DELETE,
            &format!("project/{id}/experiments"),
            Place::Project(id.to_owned()),
        );
        let experiment = || Place::Experiment(id.parse().unwrap());
        check(Method::POST, &format!("experiment/{id}/logs"), experiment());
        check(Method::PATCH, &format!("log/{id}"), Place::Filtered);
        for odd in ["project/own", "project/%30", "experiment/%30"] {
            check(Method::GET, odd, Place::Everything);
        }
        check(Method::GET, "datasets", Place::Everything);
        let presign = ["object-storage", id, "retrieve_presigned_url"];
        assert!(!changes_something(&Method::POST, &presign));
        let upload = ["object-storage", id, "generate_presigned_url"];
        assert!(changes_something(&Method::POST, &upload));
    }

    #[test]
    fn a_query_changes_nothing() {
        assert!(!changes_something(&Method::POST, &["v1", "lines", "query"]));
        assert!(changes_something(&Method::POST, &["v1", "projects"]));
        assert!(!changes_something(&Method::GET, &["v1", "projects"]));
    }

    /// A name that ended like a question once let a token that may only read delete the log.
    #[test]
    fn no_name_makes_a_change_a_query() {
        let log = ["v1", "experiments", "id", "logs", "retrieve_presigned_url"];
        assert!(changes_something(&Method::DELETE, &log));
        assert!(changes_something(&Method::PATCH, &log));
        assert!(changes_something(
            &Method::DELETE,
            &["v1", "lines", "query"]
        ));
    }
}
