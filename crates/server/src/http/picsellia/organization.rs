//! The organization: one server is one, whatever a script calls it.

use crate::http::extract::{UrlPath, UrlQuery};
use axum::Json;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The version of the client with which these routes are tested; older ones say that they are old.
const CLIENT_VERSION: &str = "6.37.0";
/// The organization of every server: the letters of "runboard", in the form of an identifier.
const ORGANIZATION: Uuid = Uuid::from_u128(0x72756e62_6f61_8264_8000_000000000001);
/// Where its files are kept, for the client: here.
const CONNECTOR: Uuid = Uuid::from_u128(0x72756e62_6f61_8264_8000_000000000002);
/// What it is called, unless a script says otherwise.
const NAME: &str = "Runboard";

/// Whom the client greets.
#[derive(Serialize)]
pub(super) struct Ping {
    username: &'static str,
    sdk_version: &'static str,
    default_organization: Uuid,
}

/// An organization, as the client reads it.
#[derive(Serialize)]
pub(super) struct Organization {
    id: Uuid,
    name: &'static str,
    default_connector_id: Uuid,
}

/// The name by which a script looks for its organization.
#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(rename = "name")]
    _name: String,
}

fn organization(id: Uuid) -> Json<Organization> {
    Json(Organization {
        id,
        name: NAME,
        default_connector_id: CONNECTOR,
    })
}

/// `GET /api/home/ping`.
pub(super) async fn ping() -> Json<Ping> {
    Json(Ping {
        username: NAME,
        sdk_version: CLIENT_VERSION,
        default_organization: ORGANIZATION,
    })
}

/// `GET /api/organizations/find?name=`.
///
/// A script may name the organization that it was written for.
pub(super) async fn find(UrlQuery(_): UrlQuery<Named>) -> Json<Organization> {
    organization(ORGANIZATION)
}

/// `GET /api/organization/{organization}`.
pub(super) async fn get(UrlPath(id): UrlPath<Uuid>) -> Json<Organization> {
    organization(id)
}
