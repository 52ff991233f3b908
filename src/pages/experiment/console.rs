//! What the training prints, as it prints it.

use super::view_state::ViewState;
use crate::api::{self, ApiError};
use crate::browser::history::HistoryEntry;
use crate::components::console_lines::{ConsoleLines, ShownLine};
use crate::components::filter_field::FilterField;
use crate::pages::polling::use_polling;
use crate::paths::ApiPath;
use crate::state::console::{HeldConsole, shown_text};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use runboard_model::ExperimentId;
use runboard_model::wire::{ConsoleFile, ConsoleLine, Experiment, Status};
use std::sync::Arc;
use std::time::Duration;

/// How often a training that prints is asked for more.
const PRINTING_PERIOD: Duration = Duration::from_secs(1);
/// How often any other is.
const SILENT_PERIOD: Duration = Duration::from_secs(5);
/// The most lines of one answer.
const MAX_LINES: u64 = 10_000;
/// A longer file is only offered for download.
const MAX_SHOWN_FILE_BYTES: u64 = 256 << 10;
const SEARCH_ID: &str = "console-search";

/// A console that is kept up to date.
#[derive(Clone, Copy)]
struct LiveConsole {
    id: ExperimentId,
    held: RwSignal<HeldConsole>,
    /// The output as a file, if the training sent one.
    file: RwSignal<Option<ConsoleFile>>,
    /// The file whose lines are held, because the training sent no others.
    shown_file: RwSignal<Option<ConsoleFile>>,
}

impl LiveConsole {
    /// Asks for all that is new.
    async fn refresh(self) -> Result<(), ApiError> {
        loop {
            let shows_file = self.shown_file.with_untracked(Option::is_some);
            let next = self.held.with_untracked(HeldConsole::next);
            let answer = match next.filter(|_| !shows_file) {
                Some(next) => api::console::from(self.id, next, MAX_LINES).await?,
                None => api::console::last(self.id).await?,
            };
            if self.file.with_untracked(|now| *now != answer.file) {
                self.file.set(answer.file.clone());
            }
            if answer.n_lines == 0 {
                return self.show_file(answer.file).await;
            }
            if shows_file {
                self.shown_file.set(None);
                self.held.set(HeldConsole::default());
            }
            let is_whole = answer.next >= answer.n_lines;
            if !answer.items.is_empty() {
                self.held.update(|held| held.add_later(answer));
            }
            if is_whole {
                return Ok(());
            }
        }
    }

    /// Shows a file's lines where there are no others.
    async fn show_file(self, file: Option<ConsoleFile>) -> Result<(), ApiError> {
        if self.shown_file.with_untracked(|now| *now == file) {
            return Ok(());
        }
        let held = match &file {
            Some(file) if file.size_bytes <= MAX_SHOWN_FILE_BYTES => {
                let text = api::console::file(self.id).await?;
                HeldConsole::of_file(&text, file.created_at)
            }
            _ => HeldConsole::default(),
        };
        self.held.set(held);
        self.shown_file.set(file);
        Ok(())
    }

    /// Asks for the lines before those that are held.
    async fn fetch_earlier(self) {
        let Some((start, end)) = self.held.with_untracked(HeldConsole::earlier) else {
            return;
        };
        // The button stays where it fails, and the poll tells of a server that is away.
        if let Ok(lines) = api::console::between(self.id, start, end).await {
            self.held.update(|held| held.add_earlier(lines));
        }
    }

    fn period(self, experiment: Memo<Arc<Experiment>>) -> Duration {
        let is_running = experiment.with_untracked(|it| it.status == Status::Running);
        let has_lines = self.held.with_untracked(|held| held.n_held() > 0);
        if is_running && has_lines {
            PRINTING_PERIOD
        } else {
            SILENT_PERIOD
        }
    }
}

/// The console, searchable; nothing for a training that sends none.
#[component]
pub fn ConsoleSection(
    /// The experiment.
    experiment: Memo<Arc<Experiment>>,
    /// What the person chose.
    state: ViewState,
) -> impl IntoView {
    let console = LiveConsole {
        id: experiment.with_untracked(|experiment| experiment.id),
        held: RwSignal::new(HeldConsole::default()),
        file: RwSignal::new(None),
        shown_file: RwSignal::new(None),
    };
    use_polling(
        move || console.period(experiment),
        move || console.refresh(),
    );
    let words = Memo::new(move |_| state.view.with(|view| view.console.clone()));
    let on_words = move |text: String| {
        state.change(HistoryEntry::Replace, "console", |view| view.console = text);
    };
    let lines = Memo::new(move |_| {
        let matching = console
            .held
            .with(|held| words.with(|words| held.matching(words)));
        let parts = matching.iter().map(|line| line.part.as_str());
        let before = std::iter::once("").chain(parts);
        matching
            .iter()
            .zip(before)
            .map(|(line, before)| shown(line, before))
            .collect::<Vec<_>>()
    });
    let count = move || {
        let n_matching = lines.with(Vec::len);
        console
            .held
            .with(|held| words.with(|words| held.count_text(n_matching, words)))
    };
    let has_lines = Memo::new(move |_| console.held.with(|held| held.n_held() > 0));
    let has_earlier = Memo::new(move |_| {
        let shows_file = console.shown_file.with(Option::is_some);
        !shows_file && console.held.with(|held| held.earlier().is_some())
    });
    let on_earlier = move |()| spawn_local_scoped_with_cancellation(console.fetch_earlier());
    view! {
        <Show when=move || has_lines.get() || console.file.with(Option::is_some)>
            <section aria-labelledby="console-title">
                <div class="console__head">
                    <h2 id="console-title" class="section-title">
                        "Console"
                    </h2>
                    <Show when=move || has_lines.get()>
                        <FilterField
                            label="Search the console"
                            id=SEARCH_ID
                            text=words
                            on_text=on_words
                        />
                        <span class="console__count" role="status">
                            {count}
                        </span>
                    </Show>
                    {move || console.file.get().map(|file| view! { <FileLink id=console.id file /> })}
                </div>
                <Show when=move || has_lines.get()>
                    <ConsoleLines lines has_earlier on_earlier />
                </Show>
            </section>
        </Show>
    }
}

/// A line as it is shown after one of the section `before`.
fn shown(line: &ConsoleLine, before: &str) -> ShownLine {
    ShownLine {
        position: line.position,
        part: (line.part != before).then(|| line.part.clone()),
        text: shown_text(&line.text),
        time: line.time.to_string(),
    }
}

/// Where the output can be had as a file.
#[component]
fn FileLink(
    /// The identifier of the experiment.
    id: ExperimentId,
    /// The file.
    file: ConsoleFile,
) -> impl IntoView {
    let ConsoleFile {
        name, size_bytes, ..
    } = file;
    let title = format!("{size_bytes} bytes");
    let label = format!("Download {name}");
    view! {
        <a
            class="console__file"
            href=ApiPath::ConsoleFile(id).href()
            download=name
            title=title
            rel="external"
        >
            {label}
        </a>
    }
}
