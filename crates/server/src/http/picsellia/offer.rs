//! What the client can ask for and this server does not have. Pure but for the answer.

use crate::http::error::ApiError;
use axum::http::Uri;
use runboard_model::ErrorCode;

/// Things of the client's platform by a word of their paths; the first that is met tells.
const THINGS: &[(&str, &str)] = &[
    ("datalake", "datalakes"),
    ("datalakes", "datalakes"),
    ("dataset", "datasets"),
    ("datasets", "datasets"),
    ("datasetversions", "dataset versions"),
    ("model", "a registry of models"),
    ("models", "a registry of models"),
    ("modelversions", "a registry of models"),
    ("publish", "a registry of models"),
    ("deployment", "deployments"),
    ("deployments", "deployments"),
    ("launch", "remote training"),
    ("computeconnectors", "remote training"),
    ("job", "jobs"),
    ("jobv2s", "jobs"),
    ("evaluate", "evaluations of assets"),
    ("evaluation", "evaluations of assets"),
    ("evaluations", "evaluations of assets"),
    ("processing", "processings"),
    ("processings", "processings"),
    ("annotationcampaigns", "campaigns"),
    ("reviewcampaigns", "campaigns"),
    ("campaign", "campaigns"),
    (
        "tag",
        "tags by this client, as it has none for projects and experiments",
    ),
    (
        "tags",
        "tags by this client, as it has none for projects and experiments",
    ),
    ("users", "users, as it has tokens only"),
];

/// Whether a path under `/api` is one of the client's: all are but those of our own version.
pub(in crate::http) fn is_of_client(uri: &Uri) -> bool {
    let path = uri.path().strip_prefix("/api").unwrap_or(uri.path());
    path != "/v1" && !path.starts_with("/v1/")
}

/// The answer to a call of the client that is not served.
pub(in crate::http) fn not_offered(uri: &Uri) -> ApiError {
    let words = uri.path().split('/');
    let thing = words
        .filter_map(|word| THINGS.iter().find(|(known, _)| *known == word))
        .map(|(_, thing)| *thing)
        .next();
    let message = match thing {
        Some(thing) => format!("Runboard does not offer {thing}"),
        None => format!("Runboard does not offer {}", uri.path()),
    };
    let message = format!("{message}; docs/clients.md lists what this client can do here");
    ApiError::new(ErrorCode::NotFound, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: &str) {
        let refusal = not_offered(&path.parse().unwrap());
        let expected = format!("Runboard does not offer {expected}; ");
        assert!(refusal.message().starts_with(&expected), "{refusal:?}");
    }

    #[test]
    fn the_refusal_names_what_is_missing() {
        let id = "00000000-0000-0000-0000-000000000007";
        check(&format!("/organization/{id}/datalake"), "datalakes");
        check(&format!("/organization/{id}/datasets/find"), "datasets");
        check(
            &format!("/experiment/{id}/publish/version"),
            "a registry of models",
        );
        check(
            &format!("/model/version/{id}/deploy"),
            "a registry of models",
        );
        check(&format!("/experiment/{id}/launch"), "remote training");
        check("/tomorrow", "/tomorrow");
    }

    #[test]
    fn all_but_our_own_version_is_the_clients() {
        let is_of_client = |path: &str| is_of_client(&path.parse().unwrap());
        assert!(is_of_client("/home/ping") && is_of_client("/v2/job/1") && is_of_client("/v11"));
        assert!(!is_of_client("/v1/projects") && !is_of_client("/v1"));
        assert!(is_of_client("/api/home/ping") && !is_of_client("/api/v1/projects"));
    }
}
