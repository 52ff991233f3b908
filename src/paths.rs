//! Paths of the page and of the API, built and read here only.
//!
//! Names become one percent-encoded segment each, so a name may hold slashes, spaces or anything
//! else.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use runboard_model::ExperimentId;
use runboard_model::wire::ListForm;

/// What is escaped in a name: everything but RFC 3986's unreserved characters and `@`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'@');

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagePath {
    /// The list of projects.
    Projects,
    /// The experiments of a project, as a table.
    Project {
        /// The project's name.
        project: String,
    },
    /// Some experiments of a project beside each other; the query says which.
    Compare {
        /// The project's name.
        project: String,
    },
    /// The dashboard of one experiment.
    Experiment {
        /// The project's name.
        project: String,
        /// The experiment's name.
        experiment: String,
    },
}

impl PagePath {
    /// The path, percent-encoded, without a query.
    pub fn href(&self) -> String {
        match self {
            Self::Projects => "/".to_owned(),
            Self::Project { project } => format!("/projects/{}", segment(project)),
            Self::Compare { project } => format!("/projects/{}/compare", segment(project)),
            Self::Experiment {
                project,
                experiment,
            } => {
                format!(
                    "/projects/{}/experiments/{}",
                    segment(project),
                    segment(experiment)
                )
            }
        }
    }

    /// The page at a percent-encoded path; `None` where there is none.
    pub fn parse(path: &str) -> Option<Self> {
        let names: Vec<&str> = path.trim_matches('/').split('/').collect();
        match names.as_slice() {
            [""] | ["projects"] => Some(Self::Projects),
            ["projects", project] => Some(Self::Project {
                project: decoded(project)?,
            }),
            ["projects", project, "compare"] => Some(Self::Compare {
                project: decoded(project)?,
            }),
            ["projects", project, "experiments", experiment] => Some(Self::Experiment {
                project: decoded(project)?,
                experiment: decoded(experiment)?,
            }),
            _ => None,
        }
    }
}

/// Which part of a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListPart {
    /// How it is answered.
    pub form: ListForm,
    /// Only what this filter wants.
    pub filter: Option<String>,
    /// The most items; the server's own choice without.
    pub limit: Option<usize>,
    /// Where to go on.
    pub cursor: Option<String>,
}

impl ListPart {
    fn query(&self) -> String {
        let form = Some(self.form.as_str().to_owned());
        let limit = self.limit.map(|limit| limit.to_string());
        [
            ("form", &form),
            ("filter", &self.filter),
            ("limit", &limit),
            ("cursor", &self.cursor),
        ]
        .into_iter()
        .filter_map(|(key, value)| Some(format!("{key}={}", segment(value.as_deref()?))))
        .collect::<Vec<_>>()
        .join("&")
    }
}

/// A route of the HTTP API.
#[derive(Debug, Clone, PartialEq)]
pub enum ApiPath<'a> {
    /// All projects.
    Projects,
    /// One project.
    Project(&'a str),
    /// The experiments of a project.
    Experiments(&'a str),
    /// Some experiments of a project.
    ExperimentsPart(&'a str, &'a ListPart),
    /// The names that experiments of a project had before.
    FormerNames(&'a str),
    /// One experiment and its logs, by the names of its project and its own.
    Dashboard(&'a str, &'a str),
    /// One experiment.
    Experiment(ExperimentId),
    /// The logs of an experiment; with a revision only those that changed after it.
    Logs(ExperimentId, Option<u64>),
    /// One log; with a step only that step's entry.
    Log(ExperimentId, &'a str, Option<f64>),
    /// The points of many lines.
    LinesQuery,
    /// The artifacts of an experiment.
    Artifacts(ExperimentId),
    /// The bytes of one artifact.
    Artifact(ExperimentId, &'a str),
    /// The lines of a console from a position on, at most so many; without them the last ones.
    Console(ExperimentId, Option<(u64, u64)>),
    /// A console's output as a file.
    ConsoleFile(ExperimentId),
    /// The bytes of an image.
    Blob(&'a str),
    /// All kept views.
    Views,
    /// One kept view.
    View(&'a str),
    /// The events of an experiment after a revision.
    Events(ExperimentId, u64),
    /// The events of several experiments from now on.
    EventsOfAll(&'a [ExperimentId]),
    /// Signing in and out.
    Session,
}

impl ApiPath<'_> {
    /// The URL, percent-encoded, relative to the server's root.
    pub fn href(&self) -> String {
        let rest = match self {
            Self::Projects => "projects".to_owned(),
            Self::Project(project) => format!("projects/{}", segment(project)),
            Self::Experiments(project) => format!("projects/{}/experiments", segment(project)),
            Self::ExperimentsPart(project, part) => {
                format!("projects/{}/experiments?{}", segment(project), part.query())
            }
            Self::FormerNames(project) => format!("projects/{}/former-names", segment(project)),
            Self::Dashboard(project, experiment) => {
                format!(
                    "projects/{}/dashboards/{}",
                    segment(project),
                    segment(experiment)
                )
            }
            Self::Experiment(id) => format!("experiments/{id}"),
            Self::Logs(id, None) => format!("experiments/{id}/logs"),
            Self::Logs(id, Some(revision)) => format!("experiments/{id}/logs?since={revision}"),
            Self::Log(id, name, None) => format!("experiments/{id}/logs/{}", segment(name)),
            Self::Log(id, name, Some(step)) => {
                format!("experiments/{id}/logs/{}?step={step}", segment(name))
            }
            Self::LinesQuery => "lines/query".to_owned(),
            Self::Artifacts(id) => format!("experiments/{id}/artifacts"),
            Self::Artifact(id, name) => format!("experiments/{id}/artifacts/{}", segment(name)),
            Self::Console(id, None) => format!("experiments/{id}/console"),
            Self::Console(id, Some((from, limit))) => {
                format!("experiments/{id}/console?from={from}&limit={limit}")
            }
            Self::ConsoleFile(id) => format!("experiments/{id}/console/file"),
            Self::Blob(sha256) => format!("blobs/{}", segment(sha256)),
            Self::Views => "views".to_owned(),
            Self::View(id) => format!("views/{}", segment(id)),
            Self::Events(id, since) => format!("events?experiments={id}&since={since}"),
            Self::EventsOfAll(ids) => {
                let ids: Vec<String> = ids.iter().map(ExperimentId::to_string).collect();
                format!("events?experiments={}", ids.join(","))
            }
            Self::Session => "session".to_owned(),
        };
        format!("/api/v1/{rest}")
    }
}

/// The name as one segment, whatever stands in it. The head of the page does the same (`index.html`).
fn segment(name: &str) -> String {
    utf8_percent_encode(name, ESCAPED).to_string()
}

fn decoded(segment: &str) -> Option<String> {
    let name = percent_decode_str(segment).decode_utf8().ok()?;
    (!name.is_empty()).then(|| name.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(path: PagePath, href: &str) {
        assert_eq!(path.href(), href);
        assert_eq!(PagePath::parse(href), Some(path));
    }

    fn experiment(project: &str, experiment: &str) -> PagePath {
        PagePath::Experiment {
            project: project.into(),
            experiment: experiment.into(),
        }
    }

    #[test]
    fn pages_have_readable_paths() {
        check(PagePath::Projects, "/");
        check(
            PagePath::Project {
                project: "digits".into(),
            },
            "/projects/digits",
        );
        check(
            PagePath::Compare {
                project: "a b".into(),
            },
            "/projects/a%20b/compare",
        );
        check(
            experiment("digits", "adam-0.01"),
            "/projects/digits/experiments/adam-0.01",
        );
        check(
            experiment("a/b", "50% ü"),
            "/projects/a%2Fb/experiments/50%25%20%C3%BC",
        );
        assert_eq!(PagePath::parse("/projects/a/b"), None);
        assert_eq!(PagePath::parse("/projects/a/experiments/%ff"), None);
    }

    #[test]
    fn api_paths_escape_names() {
        let id: ExperimentId = "00000000-0000-0000-0000-000000000001".parse().unwrap();
        assert_eq!(
            ApiPath::Log(id, "train/loss", Some(2.5)).href(),
            format!("/api/v1/experiments/{id}/logs/train%2Floss?step=2.5")
        );
        assert_eq!(
            ApiPath::Dashboard("a/b", "50% ü").href(),
            "/api/v1/projects/a%2Fb/dashboards/50%25%20%C3%BC"
        );
        assert_eq!(
            ApiPath::Experiments("a b").href(),
            "/api/v1/projects/a%20b/experiments"
        );
        let part = ListPart {
            form: ListForm::Columns,
            filter: Some("lr > 1 & x".into()),
            limit: Some(50),
            cursor: None,
        };
        assert_eq!(
            ApiPath::ExperimentsPart("p", &part).href(),
            "/api/v1/projects/p/experiments?form=columns&filter=lr%20%3E%201%20%26%20x&limit=50"
        );
    }

    proptest! {
        #[test]
        fn any_name_reads_back(project in ".{1,20}", name in ".{1,20}") {
            let path = experiment(&project, &name);
            prop_assert_eq!(PagePath::parse(&path.href()), Some(path));
        }
    }
}
