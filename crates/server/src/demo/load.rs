//! Loads the recording into a store.

use super::files;
use super::recording::{self, Recorded, RecordingError, Request};
use crate::intake::{self, IntakeError};
use crate::store::{LogWrite, StagedBlob, Store, StoreError};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use runboard_model::wire::ExperimentPatch;
use runboard_model::{ExperimentId, Timestamp};
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::io;

/// Files that are written to disk at once.
const N_FILES_AT_ONCE: usize = 16;
/// Writes that wait for the store at once: it flushes them to disk together.
const N_WRITES_AT_ONCE: usize = 512;

/// The recording that the program carries cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// It is not whole.
    #[error("the recorded example cannot be read")]
    Files(#[from] io::Error),
    /// A line of it is broken.
    #[error("the recorded example is broken")]
    Recording(#[from] RecordingError),
    /// What was sent would be refused today.
    #[error("the recorded example holds a request that is refused")]
    Refused(#[from] IntakeError),
    /// It logs to an experiment that was never created.
    #[error("the recorded example creates no experiment {0:?}")]
    UnknownExperiment(String),
    /// The store did not take it.
    #[error("the recorded example cannot be stored")]
    Store(#[from] StoreError),
}

/// Loads the example project; the store must not have one of its name.
pub async fn load(store: &Store) -> Result<(), DemoError> {
    let requests = recording::read(&files::requests()?)?;
    let ids = &create_experiments(store, &requests).await?;
    // Files are written side by side, but the writes are queued in the order of the recording.
    stream::iter(requests)
        .map(|recorded| prepared(store, ids, recorded))
        .buffered(N_FILES_AT_ONCE)
        .try_filter_map(async |write| Ok(write))
        .map_ok(|write| written(store, write))
        .try_buffered(N_WRITES_AT_ONCE)
        .try_collect()
        .await
}

/// Creates the projects and the experiments, and returns the identifiers by name.
async fn create_experiments(
    store: &Store,
    requests: &[Recorded],
) -> Result<HashMap<String, ExperimentId>, DemoError> {
    let mut ids = HashMap::new();
    for Recorded { at, request } in requests {
        match request {
            Request::NewProject { body } => {
                store
                    .create_project(intake::json(bytes(body))?, *at)
                    .await?;
            }
            Request::NewExperiment { project, body } => {
                let new = intake::experiment(bytes(body))?;
                let created = store.create_experiment(project.clone(), new, *at).await?;
                ids.insert(created.name, created.id);
            }
            _ => {}
        }
    }
    Ok(ids)
}

/// A change of an experiment that is ready to be stored.
struct Write {
    id: ExperimentId,
    at: Timestamp,
    content: Content,
}

enum Content {
    Log(LogWrite),
    Artifact { name: String, bytes: StagedBlob },
    Patch(ExperimentPatch),
}

/// Reads a request and writes its file to disk; `None` for one that created something.
async fn prepared(
    store: &Store,
    ids: &HashMap<String, ExperimentId>,
    Recorded { at, request }: Recorded,
) -> Result<Option<Write>, DemoError> {
    let (experiment, content) = match request {
        Request::NewProject { .. } | Request::NewExperiment { .. } => return Ok(None),
        Request::Log { experiment, body } => (experiment, Content::Log(intake::log(bytes(&body))?)),
        Request::Image {
            experiment,
            form,
            file,
        } => {
            let step = form.step.as_deref().map(intake::step).transpose()?;
            let content = files::upload(&file)?;
            let staged = staged(store, &content).await?;
            let log = intake::image(form.name, step, &content, staged)?;
            (experiment, Content::Log(log))
        }
        Request::Artifact {
            experiment,
            form,
            file,
        } => {
            let bytes = staged(store, &files::upload(&file)?).await?;
            let name = form.name;
            (experiment, Content::Artifact { name, bytes })
        }
        Request::Patch { experiment, body } => {
            (experiment, Content::Patch(intake::json(bytes(&body))?))
        }
    };
    let id = *ids
        .get(&experiment)
        .ok_or(DemoError::UnknownExperiment(experiment))?;
    Ok(Some(Write { id, at, content }))
}

/// Stores a change; done when it is on disk.
async fn written(store: &Store, Write { id, at, content }: Write) -> Result<(), DemoError> {
    match content {
        Content::Log(log) => store.write_log(id, log, at).await.map(drop)?,
        Content::Artifact { name, bytes } => {
            store.put_artifact(id, name, bytes, at).await.map(drop)?;
        }
        Content::Patch(patch) => store.patch_experiment(id, patch, at).await.map(drop)?,
    }
    Ok(())
}

async fn staged(store: &Store, content: &[u8]) -> Result<StagedBlob, StoreError> {
    let mut file = store.create_blob().await?;
    file.write(content).await?;
    Ok(file.finish().await?)
}

fn bytes(json: &RawValue) -> &[u8] {
    json.get().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{ExperimentPlace, LogContent, WantedEntry};
    use runboard_model::LineData;
    use runboard_model::wire::{Experiment, LABELMAP, PARAMETERS, Status};
    use std::collections::{BTreeMap, BTreeSet};

    async fn experiment(store: &Store, name: &str) -> Experiment {
        let place = ExperimentPlace::InProject {
            project: "digits".to_owned(),
            experiment: name.to_owned(),
        };
        store.experiment(place).await.unwrap()
    }

    /// What one experiment has to hold after its requests.
    #[derive(Debug, Default, PartialEq)]
    struct Tally {
        created_at: Timestamp,
        ended_at: Option<Timestamp>,
        logs: BTreeSet<String>,
        points_by_line: BTreeMap<(String, String), u64>,
        artifacts: BTreeSet<String>,
    }

    fn recorded_tallies() -> BTreeMap<String, Tally> {
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        for Recorded { at, request } in recording::read(&files::requests().unwrap()).unwrap() {
            match request {
                Request::NewProject { .. } => {}
                Request::NewExperiment { body, .. } => {
                    let new = intake::experiment(bytes(&body)).unwrap();
                    let tally = tallies.entry(new.name).or_default();
                    tally.created_at = at;
                    let details = [PARAMETERS, LABELMAP];
                    tally.logs.extend(details.map(str::to_owned));
                }
                Request::Log { experiment, body } => {
                    let tally = tallies.get_mut(&experiment).unwrap();
                    let log = intake::log(bytes(&body)).unwrap();
                    if let LogContent::Points(points, _) = log.content {
                        for line in points.lines {
                            let key = (log.name.clone(), line.name);
                            *tally.points_by_line.entry(key).or_default() +=
                                line.values.len() as u64;
                        }
                    }
                    tally.logs.insert(log.name);
                }
                Request::Image {
                    experiment, form, ..
                } => {
                    tallies.get_mut(&experiment).unwrap().logs.insert(form.name);
                }
                Request::Artifact {
                    experiment, form, ..
                } => {
                    let tally = tallies.get_mut(&experiment).unwrap();
                    tally.artifacts.insert(form.name);
                }
                Request::Patch { experiment, .. } => {
                    tallies.get_mut(&experiment).unwrap().ended_at = Some(at);
                }
            }
        }
        tallies
    }

    async fn stored_tally(store: &Store, name: &str) -> Tally {
        let experiment = experiment(store, name).await;
        let logs = store.log_list(experiment.id, None).await.unwrap();
        let artifacts = store.artifacts(experiment.id).await.unwrap();
        Tally {
            created_at: experiment.created_at,
            ended_at: experiment.ended_at,
            logs: logs.items.into_iter().map(|log| log.name).collect(),
            points_by_line: experiment
                .lines
                .into_iter()
                .map(|line| ((line.log, line.summary.name), line.summary.count))
                .collect(),
            artifacts: artifacts.into_iter().map(|file| file.name).collect(),
        }
    }

    // One test: loading takes seconds without optimisation.
    #[tokio::test]
    async fn the_example_is_loaded_once_and_as_it_was_recorded() {
        let data_dir = tempfile::tempdir().unwrap();
        let store = Store::open(data_dir.path()).await.unwrap();
        load(&store).await.unwrap();
        everything_recorded_is_there(&store).await;
        points_carry_the_moment_at_which_they_were_sent(&store).await;
        one_experiment_really_diverged(&store).await;
        let again = load(&store).await;
        assert!(
            matches!(again, Err(DemoError::Store(StoreError::NameTaken(..)))),
            "{again:?}"
        );
    }

    async fn everything_recorded_is_there(store: &Store) {
        let recorded = recorded_tallies();
        assert!(recorded.len() >= 8, "{:?}", recorded.keys());
        for (name, tally) in recorded {
            assert_eq!(stored_tally(store, &name).await, tally, "{name}");
        }
    }

    async fn points_carry_the_moment_at_which_they_were_sent(store: &Store) {
        let experiment = experiment(store, "mlp-64").await;
        let log = store.log(experiment.id, "val/loss", WantedEntry::All).await;
        let data: LineData = serde_json::from_str(log.unwrap().data.get()).unwrap();
        let times = &data.lines[0].times;
        let training =
            experiment.created_at.unix_millis()..experiment.ended_at.unwrap().unix_millis();
        assert!(
            times.is_sorted_by(|earlier, later| earlier < later),
            "{times:?}"
        );
        assert!(
            times.iter().all(|time| training.contains(time)),
            "{times:?}"
        );
    }

    async fn one_experiment_really_diverged(store: &Store) {
        let diverged = experiment(store, "learning-rate-range").await;
        assert_eq!(diverged.status, Status::Failed);
        let loss = diverged.lines.iter().find(|line| line.log == "val/loss");
        let loss = &loss.unwrap().summary;
        assert!(loss.last.unwrap().is_nan(), "{loss:?}");
        assert!(loss.n_non_finite < loss.count, "{loss:?}");
        let best = experiment(store, "shifted-digits").await;
        assert_eq!(best.status, Status::Success);
    }
}
