//! The one token that is given on the command line. Pure.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The server's token. Only hashes of it are kept.
#[derive(Clone)]
pub struct Token {
    digest: [u8; 32],
    cookie: String,
}

impl Token {
    /// The token without the white space around it, unless it is empty or holds what a header
    /// cannot carry: only visible ASCII can.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let can_be_sent = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        let cookie = Sha256::digest(["runboard session\0", text].concat());
        can_be_sent.then(|| Self {
            digest: Sha256::digest(text).into(),
            cookie: hex::encode(cookie),
        })
    }

    /// Whether `text` is the token; takes as long for every wrong one.
    pub fn is(&self, text: &str) -> bool {
        let digest: [u8; 32] = Sha256::digest(text).into();
        digest.ct_eq(&self.digest).into()
    }

    /// The value of the cookie of a signed-in browser; the token cannot be found from it.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Whether `value` is that of the cookie; takes as long for every wrong one.
    pub fn is_cookie(&self, value: &str) -> bool {
        value.as_bytes().ct_eq(self.cookie.as_bytes()).into()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_is_the_token() {
        let token = Token::new("secret").unwrap();
        assert!(token.is("secret") && !token.is("secre") && !token.is(""));
        assert!(token.is_cookie(token.cookie()) && !token.is_cookie("secret"));
        assert!(!token.is(token.cookie()));
    }

    /// Such tokens were once taken, and then nobody could send them.
    #[test]
    fn a_token_is_what_a_header_can_carry() {
        assert!(Token::new(" secret\n").unwrap().is("secret"));
        for text in ["", " ", "two words", "schlüssel", "a\u{7f}"] {
            assert!(Token::new(text).is_none(), "{text:?}");
        }
    }
}
