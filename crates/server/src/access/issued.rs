//! Issued tokens: `rb_<identifier>_<secret>`. Pure.
//!
//! The identifier, which is no secret, finds the token's row; the secret has 256 random bits, so that
//! one round of SHA-256 keeps it as well as a slow hash would. What a row holds lets nobody in: the
//! cookie of a signed-in page derives from the secret, and only a hash of the cookie is kept, too.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

const PREFIX: &str = "rb_";
/// Bytes of an identifier.
const ID_BYTES: usize = 8;
/// Bytes of a secret.
const SECRET_BYTES: usize = 32;

/// A token as it is given out, once.
#[derive(Clone, PartialEq, Eq)]
pub struct IssuedToken {
    id: String,
    secret: String,
}

/// What is kept of a token's secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenDigests {
    /// The hash of the secret.
    pub secret: Vec<u8>,
    /// The hash of the cookie's value.
    pub cookie: Vec<u8>,
}

impl IssuedToken {
    /// The token made of random bytes.
    pub fn from_random(id: [u8; ID_BYTES], secret: [u8; SECRET_BYTES]) -> Self {
        Self {
            id: hex::encode(id),
            secret: URL_SAFE_NO_PAD.encode(secret),
        }
    }

    /// Reads what a client sent; `None` if it has not the form of an issued token.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, secret) = text.trim().strip_prefix(PREFIX)?.split_once('_')?;
        (is_id(id) && !secret.is_empty()).then(|| Self {
            id: id.to_owned(),
            secret: secret.to_owned(),
        })
    }

    /// The identifier, which may be shown.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The text to give out.
    pub fn text(&self) -> String {
        format!("{PREFIX}{}_{}", self.id, self.secret)
    }

    /// What to keep.
    pub fn digests(&self) -> TokenDigests {
        TokenDigests {
            secret: self.digest(),
            cookie: Sha256::digest(self.cookie()).to_vec(),
        }
    }

    /// Whether this is the token of which the digests were kept; takes as long for every wrong one.
    pub fn is_of(&self, kept: &TokenDigests) -> bool {
        self.digest().ct_eq(&kept.secret).into()
    }

    /// The value of the cookie of a page that signed in with this token.
    pub fn cookie(&self) -> String {
        let session = Sha256::digest(["runboard session\0", &self.secret].concat());
        format!("{}.{}", self.id, hex::encode(session))
    }

    fn digest(&self) -> Vec<u8> {
        Sha256::digest(["runboard token\0", &self.secret].concat()).to_vec()
    }
}

impl std::fmt::Debug for IssuedToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IssuedToken({})", self.id)
    }
}

/// The identifier of the token that a cookie's value was made with, if it has that form.
pub fn cookie_id(value: &str) -> Option<&str> {
    let (id, _) = value.split_once('.')?;
    is_id(id).then_some(id)
}

impl TokenDigests {
    /// Whether `value` is that of the cookie; takes as long for every wrong one.
    pub fn is_cookie(&self, value: &str) -> bool {
        Sha256::digest(value).as_slice().ct_eq(&self.cookie).into()
    }
}

fn is_id(text: &str) -> bool {
    text.len() == 2 * ID_BYTES && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(byte: u8) -> IssuedToken {
        IssuedToken::from_random([7; ID_BYTES], [byte; SECRET_BYTES])
    }

    #[test]
    fn a_token_reads_back() {
        let token = token(1);
        assert_eq!(token.id(), "0707070707070707");
        assert_eq!(IssuedToken::parse(&token.text()), Some(token.clone()));
        let spaced = format!(" {}\n", token.text());
        assert_eq!(IssuedToken::parse(&spaced), Some(token));
    }

    #[test]
    fn other_texts_are_no_issued_tokens() {
        for text in [
            "",
            "secret",
            "rb_",
            "rb_0707070707070707",
            "rb_0707070707070707_",
            "rb_07_abc",
            "rb_070707070707070g_abc",
        ] {
            assert_eq!(IssuedToken::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn only_the_same_secret_is_of_the_digests() {
        let (token, other) = (token(1), token(2));
        assert!(token.is_of(&token.digests()) && !other.is_of(&token.digests()));
        let kept = token.digests();
        assert!(kept.is_cookie(&token.cookie()) && !kept.is_cookie(&other.cookie()));
        assert_eq!(cookie_id(&token.cookie()), Some(token.id()));
        assert!(!kept.is_cookie(&token.text()) && cookie_id("abc").is_none());
    }

    /// Whoever reads the database must not be able to call the server with what is there.
    #[test]
    fn what_is_kept_lets_nobody_in() {
        let token = token(1);
        let kept = token.digests();
        for digest in [&kept.secret, &kept.cookie] {
            let text = hex::encode(digest);
            assert!(!kept.is_cookie(&text) && !kept.is_cookie(&format!("{}.{text}", token.id())));
            let forged = IssuedToken::parse(&format!("rb_{}_{text}", token.id())).unwrap();
            assert!(!forged.is_of(&kept));
        }
        assert!(!format!("{token:?}").contains(&token.secret));
    }
}
