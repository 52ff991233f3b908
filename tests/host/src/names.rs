//! Which names a module never speaks, and the one door at each edge: ARCHITECTURE.md's table.

use crate::{Breach, Source};

/// A part of the code, names that must not stand in it, and files that may say them all the same.
struct Ban {
    within: &'static str,
    names: &'static [&'static str],
    but: &'static [&'static str],
    because: &'static str,
}

const BANS: &[Ban] = &[
    Ban {
        within: "crates/model/src",
        names: &["leptos", "web_sys", "axum", "sqlx", "plotters", "tokio"],
        but: &[],
        because: "model is what both sides share: no framework",
    },
    Ban {
        within: "crates/series/src",
        names: &[
            "serde",
            "leptos",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "runboard_",
        ],
        but: &[],
        because: "series is numerics over std alone",
    },
    Ban {
        within: "crates/chart/src",
        names: &[
            "leptos",
            "web_sys",
            "wasm_bindgen",
            "plotters_canvas",
            "runboard_model",
            "std::time",
            "rand::",
        ],
        but: &[],
        because: "chart is pure: no browser, no clock, no wire types",
    },
    Ban {
        within: "crates/server/src",
        names: &["leptos"],
        but: &[],
        because: "the server knows no page framework",
    },
    Ban {
        within: "crates/server/src",
        names: &["sqlx"],
        but: &["crates/server/src/store"],
        because: "all SQL is in store/",
    },
    Ban {
        within: "crates/server/src/store",
        names: &["StatusCode", "axum"],
        but: &[],
        because: "the store knows no HTTP",
    },
    Ban {
        within: "src/state",
        names: &["web_sys", "gloo_net", "view!", "crate::api"],
        but: &[],
        because: "state is what the person chose, and logic over it",
    },
    Ban {
        within: "src/components",
        names: &[
            "crate::api",
            "crate::pages",
            "crate::state",
            "crate::paths",
            "leptos_router",
        ],
        but: &[],
        because: "components know no route, no api, no state",
    },
    Ban {
        within: "src/components",
        names: &["web_sys"],
        but: &["src/components/chart_canvas.rs"],
        because: "what a component wants of the browser has a hook in browser/; one owns canvases",
    },
    Ban {
        within: "src/pages",
        names: &["web_sys", "gloo_net", "plotters"],
        but: &[],
        because: "pages fetch and compose; browser/ and components/ do the rest",
    },
    Ban {
        within: "src/browser",
        names: &[
            "crate::api",
            "crate::pages",
            "crate::state",
            "crate::components",
            "runboard_model",
            "runboard_series",
        ],
        but: &[],
        because: "browser hooks use nothing of ours but the palette's theme",
    },
    Ban {
        within: "src",
        names: &["gloo_net"],
        but: &["src/api/send.rs"],
        because: "one file talks HTTP: api/send.rs",
    },
    Ban {
        within: "src",
        names: &["plotters_canvas"],
        but: &["src/components/chart_canvas.rs"],
        because: "one component draws on a canvas: components/chart_canvas.rs",
    },
];

/// The paths that the bans name: each stands for files that there are.
pub fn listed_paths() -> Vec<&'static str> {
    BANS.iter()
        .flat_map(|ban| ban.but.iter().copied().chain([ban.within]))
        .collect()
}

/// The names in a file that must not stand in it.
pub fn breaches(source: &Source) -> Vec<Breach> {
    if !source.is_rust() {
        return Vec::new();
    }
    BANS.iter()
        .filter(|ban| source.is_in(ban.within))
        .filter(|ban| !ban.but.iter().any(|path| source.is_in(path)))
        .flat_map(|ban| {
            source.code_lines().flat_map(move |line| {
                ban.names
                    .iter()
                    .filter(|name| speaks(line.code(), name))
                    .map(move |name| {
                        source.breach(line, &format!("never says `{name}`: {}", ban.because))
                    })
            })
        })
        .collect()
}

/// Whether the code holds the name, and not only as the end of a longer one.
fn speaks(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        code.get(..at)
            .and_then(|before| before.chars().next_back())
            .is_none_or(|before| !before.is_alphanumeric() && before != '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, n_expected: usize) {
        let found = breaches(&Source::new(path, text));
        assert_eq!(found.len(), n_expected, "{path}: {text}: {found:?}");
    }

    #[test]
    fn each_ban_is_broken_by_each_of_its_names() {
        for ban in BANS {
            for name in ban.names {
                let path = format!("{}/some.rs", ban.within);
                let found = breaches(&Source::new(&path, &format!("use {name}x;")));
                assert!(!found.is_empty(), "{path} may say {name}");
            }
        }
    }

    #[test]
    fn doors_may_say_what_others_may_not() {
        check("src/api/send.rs", "use gloo_net::http::Request;", 0);
        check("src/api/logs.rs", "use gloo_net::http::Request;", 1);
        check(
            "src/components/chart_canvas.rs",
            "use plotters_canvas::CanvasBackend;",
            0,
        );
        check(
            "src/components/line_card.rs",
            "use plotters_canvas::CanvasBackend;",
            1,
        );
        check("crates/server/src/store/lines.rs", "sqlx::query(\"\")", 0);
        check("crates/server/src/http/lines.rs", "sqlx::query(\"\")", 1);
    }

    #[test]
    fn comments_tests_and_longer_names_are_free() {
        check(
            "crates/model/src/a.rs",
            "// as sqlx does\nlet my_sqlx = 1;",
            0,
        );
        check(
            "crates/model/src/a.rs",
            "#[cfg(test)]\nmod tests {\nuse sqlx;\n}",
            0,
        );
    }
}
