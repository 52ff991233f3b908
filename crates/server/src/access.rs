//! Who may talk to the server. Pure.
//!
//! Without a token only this machine may, and only by a name of this machine: a page elsewhere
//! whose name was pointed here, or that sends requests here, is foreign. With a token, whoever
//! knows it may.

use crate::store::hex;
use sha2::{Digest, Sha256};
use std::net::IpAddr;
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
            cookie: hex(&cookie),
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

/// Whether a `Host`, or the authority of an `Origin`, names this machine, whatever the port.
pub fn is_loopback_authority(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let bare = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    host.eq_ignore_ascii_case("localhost")
        || bare
            .unwrap_or(host)
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Whether an `Origin` is a page of this machine; `null` is not.
pub fn is_loopback_origin(origin: &str) -> bool {
    let authority = origin
        .strip_prefix("http://")
        .or(origin.strip_prefix("https://"));
    authority.is_some_and(is_loopback_authority)
}

/// Whether an `Origin` is the page that the request's `Host` serves.
pub fn is_same_origin(origin: &str, host: &str) -> bool {
    let authority = origin
        .strip_prefix("http://")
        .or(origin.strip_prefix("https://"));
    authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_loopback() {
        for own in [
            "localhost",
            "LOCALHOST:80",
            "127.0.0.1:7878",
            "127.9.9.9",
            "[::1]:7878",
        ] {
            assert!(is_loopback_authority(own), "{own}");
        }
        let foreign = [
            "",
            "example.com",
            "localhost.example.com",
            "127.0.0.1.example.com:7878",
            "localhost:80:80",
            "192.168.1.7",
            "[::2]",
            "0.0.0.0:7878",
            "evil@localhost",
        ];
        for name in foreign {
            assert!(!is_loopback_authority(name), "{name}");
        }
    }

    #[test]
    fn origins_need_a_scheme_of_the_web() {
        assert!(is_loopback_origin("http://127.0.0.1:8080"));
        assert!(is_loopback_origin("https://localhost"));
        assert!(!is_loopback_origin("null"));
        assert!(!is_loopback_origin("http://example.com"));
        assert!(!is_loopback_origin("file://localhost"));
        assert!(is_same_origin("http://board:1", "board:1"));
        assert!(!is_same_origin("http://board:2", "board:1"));
    }

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
