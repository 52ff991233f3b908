//! `/api/v1/experiments/{id}/console`: what a training printed.

use super::body::WholeBody;
use super::error::ApiError;
use super::extract::{UrlPath, UrlQuery, experiment_id};
use super::file_answer::{self, KeptFile};
use super::form;
use super::state::AppState;
use crate::intake;
use crate::store::{ConsoleFile, ConsoleWrite, StoreError, Thing, WantedLines};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use runboard_model::Timestamp;
use runboard_model::error::InvalidData;
use runboard_model::wire::{self, AddedLines, Console, NewConsoleLines};
use serde::Deserialize;

/// Lines of one answer, where the request does not say.
const DEFAULT_LIMIT: u64 = 1000;
const MAX_LIMIT: u64 = 10_000;

/// Which lines are wanted.
#[derive(Deserialize)]
pub(super) struct ConsoleQuery {
    from: Option<u64>,
    limit: Option<u64>,
}

/// The lines of a text, without their ends; an end at its own end begins no other line.
pub(super) fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
}

/// `GET /experiments/{id}/console`: the last lines, or those from a position on.
pub(super) async fn get(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
    UrlQuery(query): UrlQuery<ConsoleQuery>,
) -> Result<Json<Console>, ApiError> {
    let id = experiment_id(&id)?;
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        let reason = format!("must be from 1 to {MAX_LIMIT}");
        return Err(InvalidData::new("limit", reason).into());
    }
    let wanted = query.from.map_or(WantedLines::Last, WantedLines::From);
    let slice = state.store.console_lines(id, wanted, limit).await?;
    let file = match state.store.console_file_of(id).await {
        Ok(file) => Some(wire_file(&file)),
        Err(StoreError::NotFound(Thing::ConsoleFile, _)) => None,
        Err(error) => return Err(error.into()),
    };
    let start = query.from.unwrap_or(slice.n_lines).min(slice.n_lines);
    Ok(Json(Console {
        next: slice.lines.last().map_or(start, |line| line.position + 1),
        items: slice.lines,
        n_lines: slice.n_lines,
        file,
    }))
}

fn wire_file(file: &ConsoleFile) -> wire::ConsoleFile {
    let name = file.object_name.rsplit('/').next().unwrap_or_default();
    wire::ConsoleFile {
        name: name.to_owned(),
        size_bytes: file.size_bytes,
        created_at: file.created_at,
    }
}

/// `POST /experiments/{id}/console`.
pub(super) async fn add(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
    WholeBody(body): WholeBody,
) -> Result<(StatusCode, Json<AddedLines>), ApiError> {
    let id = experiment_id(&id)?;
    let new: NewConsoleLines = intake::json(&body)?;
    let now = state.now();
    let write = write(new, now)?;
    let n_lines = state.store.add_console_lines(id, write, now).await?;
    Ok((StatusCode::CREATED, Json(AddedLines { n_lines })))
}

/// What the store takes for lines that arrive now.
pub(super) fn write(new: NewConsoleLines, now: Timestamp) -> Result<ConsoleWrite, InvalidData> {
    let at = match new.time {
        Some(millis) if !(0..=Timestamp::MAX_UNIX_MILLIS).contains(&millis) => {
            return Err(InvalidData::new("time", "must be from 1970 to 9999"));
        }
        Some(millis) => Timestamp::from_unix_millis(millis),
        None => now,
    };
    let lines = lines_of(&new.text).map(str::to_owned).collect();
    ConsoleWrite::new(new.part, lines, at)
}

/// The same for each entry of a batch.
pub(super) fn write_all(
    new: Vec<NewConsoleLines>,
    now: Timestamp,
) -> Result<Vec<ConsoleWrite>, InvalidData> {
    let entries = new.into_iter().enumerate();
    let write =
        |(idx, lines)| write(lines, now).map_err(|error| error.within(&format!("console[{idx}]")));
    entries.map(write).collect()
}

/// `POST /experiments/{id}/console/file`: the whole output as a file; the one before gives way.
pub(super) async fn put_file(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
    request: Request,
) -> Result<(StatusCode, Json<wire::ConsoleFile>), ApiError> {
    let id = experiment_id(&id)?;
    let form = form::read(&state, request, state.limits.max_artifact_bytes).await?;
    let name = intake::require_name(form.name.or(form.file_name))?;
    let object_name = name.rsplit('/').next().unwrap_or(&name).to_owned();
    let store = &state.store;
    let file = store
        .put_console_file(id, object_name, form.file, state.now())
        .await?;
    Ok((StatusCode::CREATED, Json(wire_file(&file))))
}

/// `GET /experiments/{id}/console/file`: the output as text, as the training sent it, or a range of it.
pub(super) async fn file(
    State(state): State<AppState>,
    UrlPath(id): UrlPath<String>,
    request: HeaderMap,
) -> Result<impl IntoResponse, ApiError> {
    let file = state.store.console_file_of(experiment_id(&id)?).await?;
    let kept = KeptFile {
        path: &state.store.console_file_path(&file),
        sha256: &file.sha256,
        media_type: "text/plain; charset=utf-8",
        asked: (Thing::ConsoleFile, &id),
    };
    let answer = file_answer::answer(&request, kept).await?;
    Ok(([(header::CACHE_CONTROL, "private, no-cache")], answer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(lines_of(text).collect::<Vec<_>>(), expected, "{text:?}");
    }

    #[test]
    fn a_text_is_cut_at_its_line_ends() {
        check("one", &["one"]);
        check("one\n", &["one"]);
        check("one\r\ntwo\n\n", &["one", "two", ""]);
        check("", &[""]);
    }
}
