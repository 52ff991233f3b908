//! Names of this machine, and the origins of pages.

use std::net::IpAddr;

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
}
