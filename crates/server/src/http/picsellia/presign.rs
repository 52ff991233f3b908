//! Addresses that let one thing be done with one file for a while, to whoever holds them. Pure.
//!
//! The client sends and fetches bytes without its token. So what an address allows stands in it, with
//! a keyed hash (HMAC-SHA-256) of all of it; the key is random and dies with the program.

use hmac::{Hmac, Mac};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use runboard_model::Timestamp;
use serde::Deserialize;
use sha2::Sha256;
use uuid::Uuid;

/// How long an address holds: the client's documentation says an hour.
const LIFETIME_MILLIS: i64 = 60 * 60 * 1000;
/// The length of a signer's secret: a block of the hash.
pub const SECRET_BYTES: usize = 64;

/// Signs addresses and knows its own.
#[derive(Clone)]
pub(in crate::http) struct Signer {
    mac: Hmac<Sha256>,
}

/// What an address allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Grant {
    /// To send a file whole.
    Upload { object: String },
    /// To send a part of a file.
    Part {
        object: String,
        upload: Uuid,
        part: u32,
    },
    /// To fetch a file.
    Download { object: String },
}

/// The query of a signed address.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct SignedQuery {
    object: String,
    expires: i64,
    signature: String,
    upload: Option<Uuid>,
    part: Option<u32>,
}

/// Why an address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unsigned {
    /// It is not one of ours, or was changed.
    #[error("this address was not signed by this server as it runs now, ask for another")]
    Wrong,
    /// It is too old.
    #[error("this address holds no longer, ask for another")]
    Expired,
}

impl Signer {
    /// A signer with these secret bytes, which are random and known to nobody.
    pub(in crate::http) fn new(secret: [u8; SECRET_BYTES]) -> Self {
        let mac = Hmac::new(&secret.into());
        Self { mac }
    }

    /// The path and query that grant this until an hour from now.
    pub(super) fn sign(&self, grant: &Grant, now: Timestamp) -> String {
        let expires = now.unix_millis() + LIFETIME_MILLIS;
        let signature = self.mac(grant, expires).finalize().into_bytes();
        let signature = hex::encode(signature);
        let (action, object, rest) = match grant {
            Grant::Upload { object } => ("upload", object, String::new()),
            Grant::Part {
                object,
                upload,
                part,
            } => ("part", object, format!("&upload={upload}&part={part}")),
            Grant::Download { object } => ("download", object, String::new()),
        };
        let object = utf8_percent_encode(object, NON_ALPHANUMERIC);
        format!(
            "/api/signed/{action}?object={object}&expires={expires}{rest}&signature={signature}"
        )
    }

    /// Tells whether a query grants this; takes as long for every wrong signature.
    pub(super) fn check(
        &self,
        grant: &Grant,
        query: &SignedQuery,
        now: Timestamp,
    ) -> Result<(), Unsigned> {
        let signature = hex::decode(&query.signature).map_err(|_| Unsigned::Wrong)?;
        let mac = self.mac(grant, query.expires);
        mac.verify_slice(&signature).map_err(|_| Unsigned::Wrong)?;
        if query.expires < now.unix_millis() {
            return Err(Unsigned::Expired);
        }
        Ok(())
    }

    fn mac(&self, grant: &Grant, expires: i64) -> Hmac<Sha256> {
        // No field but the last can hold a line break, so two grants never read the same.
        let text = match grant {
            Grant::Upload { object } => format!("upload\n{expires}\n{object}"),
            Grant::Part {
                object,
                upload,
                part,
            } => format!("part\n{expires}\n{upload}\n{part}\n{object}"),
            Grant::Download { object } => format!("download\n{expires}\n{object}"),
        };
        self.mac.clone().chain_update(text)
    }
}

impl SignedQuery {
    /// What the query of an upload says that it grants.
    pub(super) fn upload(&self) -> Grant {
        let object = self.object.clone();
        Grant::Upload { object }
    }

    /// What the query of a download says that it grants.
    pub(super) fn download(&self) -> Grant {
        let object = self.object.clone();
        Grant::Download { object }
    }

    /// The upload and the number that the query of a part says that it grants.
    pub(super) fn part(&self) -> Result<(Grant, Uuid, u32), Unsigned> {
        match (self.upload, self.part) {
            (Some(upload), Some(part)) => {
                let object = self.object.clone();
                let grant = Grant::Part {
                    object,
                    upload,
                    part,
                };
                Ok((grant, upload, part))
            }
            _ => Err(Unsigned::Wrong),
        }
    }

    /// The name of the file.
    pub(super) fn object(&self) -> &str {
        &self.object
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::extract::Query;

    fn query(address: &str) -> SignedQuery {
        let Query(query) = Query::try_from_uri(&address.parse().unwrap()).unwrap();
        query
    }

    fn moment(unix_millis: i64) -> Timestamp {
        Timestamp::from_unix_millis(unix_millis)
    }

    #[test]
    fn an_address_grants_what_it_says_for_an_hour() {
        let signer = Signer::new([1; 64]);
        let grant = Grant::Download {
            object: "a/b/ü &.zip".to_owned(),
        };
        let address = signer.sign(&grant, moment(5_000));
        assert!(address.starts_with("/api/signed/download?object=a%2Fb%2F"));
        let query = query(&address);
        assert_eq!(query.download(), grant);
        assert_eq!(signer.check(&grant, &query, moment(5_000)), Ok(()));
        let end = 5_000 + LIFETIME_MILLIS;
        assert_eq!(signer.check(&grant, &query, moment(end)), Ok(()));
        let late = signer.check(&grant, &query, moment(end + 1));
        assert_eq!(late, Err(Unsigned::Expired));
    }

    #[test]
    fn nothing_else_is_granted() {
        let signer = Signer::new([1; 64]);
        let now = moment(0);
        let upload = Uuid::from_u128(7);
        let grant = Grant::Part {
            object: "o".to_owned(),
            upload,
            part: 1,
        };
        let signed = query(&signer.sign(&grant, now));
        let (said, ..) = signed.part().unwrap();
        assert_eq!(signer.check(&said, &signed, now), Ok(()));
        let later = SignedQuery {
            expires: signed.expires + 1,
            ..signed.clone()
        };
        let next = SignedQuery {
            part: Some(2),
            ..signed.clone()
        };
        let cut = SignedQuery {
            signature: signed.signature[..2].to_owned(),
            ..signed.clone()
        };
        let none = SignedQuery {
            signature: String::new(),
            ..signed.clone()
        };
        let other = SignedQuery {
            signature: "zz".repeat(32),
            ..signed.clone()
        };
        for changed in [later, next, cut, none, other] {
            let (said, ..) = changed.part().unwrap();
            assert_eq!(signer.check(&said, &changed, now), Err(Unsigned::Wrong));
        }
        for grant in [signed.upload(), signed.download()] {
            assert_eq!(signer.check(&grant, &signed, now), Err(Unsigned::Wrong));
        }
        let stranger = Signer::new([2; 64]);
        assert_eq!(stranger.check(&said, &signed, now), Err(Unsigned::Wrong));
    }
}
