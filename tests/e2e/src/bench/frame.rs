//! How long something takes until it is on the screen.

use anyhow::Context as _;

use super::socket::DevTools;

/// Milliseconds from an act of the page's script until the frame that shows what came of it is painted.
///
/// # Errors
///
/// When the browser cannot be talked to, or the act fails.
pub fn until_painted(tools: &mut DevTools, act: &str) -> anyhow::Result<f64> {
    // What is set to run after a frame's callbacks runs after its painting.
    let script = format!(
        "new Promise(done => requestAnimationFrame(() => {{
            const started = performance.now();
            {{ {act}; }}
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
        }}))"
    );
    tools
        .evaluate(&script)?
        .as_f64()
        .context("no time was taken")
}
