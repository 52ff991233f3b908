//! The Content-Security-Policy of the page. Pure.
//!
//! The page's own start script stands in its HTML; it is allowed by its hash, nothing else inline is.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The policy for this HTML: its inline scripts are allowed by their SHA-256.
pub fn content_security_policy(html: &str) -> String {
    let hashes: String = inline_scripts(html)
        .map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
        .collect();
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; \
         img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; \
         frame-ancestors 'none'; form-action 'self'"
    )
}

/// What stands between the tags of each script that is not loaded from elsewhere.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script")?;
        let is_inline = !attributes.contains("src=");
        is_inline.then_some(script)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_allowed_by_hash() {
        let html = "<script type=\"module\">a>b</script><script src=\"/x.js\"></script>";
        assert_eq!(inline_scripts(html).collect::<Vec<_>>(), ["a>b"]);
        let policy = content_security_policy(html);
        assert!(policy.contains("'sha256-"), "{policy}");
        assert!(!policy.contains("unsafe-inline"));
        assert!(!content_security_policy("<p>").contains("sha256"));
    }
}
