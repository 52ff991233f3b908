//! One file for each route: fetch, derive, compose.

pub mod address_view;
pub mod answer;
pub mod card_choices;
pub mod compare;
pub mod experiment;
pub mod experiment_colour;
pub mod frame;
pub mod fresh_list;
pub mod kept_view;
pub mod latest;
pub mod line_feed;
pub mod log_filter;
pub mod no_match;
pub mod not_found;
pub mod palette;
pub mod passing;
pub mod polling;
pub mod present_path;
pub mod project;
pub mod projects;
pub mod session;
pub mod toast;
pub mod wake_by_events;

pub use compare::ComparePage;
pub use experiment::ExperimentPage;
pub use not_found::NotFoundPage;
pub use project::ProjectPage;
pub use projects::ProjectsPage;
pub use session::{SignInPage, provide_session};
