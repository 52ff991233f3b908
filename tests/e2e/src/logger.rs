//! Logging to the server, in the words of a training script.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};
use ureq::Agent;

use crate::http::{self, Answer};
use crate::server::Server;

/// A training script's connection.
#[derive(Debug, Clone)]
pub struct Logger {
    agent: Agent,
    api: String,
}

/// An experiment that can be logged to.
#[derive(Debug, Clone)]
pub struct Experiment {
    logger: Logger,
    id: String,
    /// Its page.
    pub path: String,
}

impl Logger {
    /// A connection to this server.
    pub fn new(server: &Server) -> Self {
        Self {
            agent: http::agent(),
            api: server.url("/api/v1"),
        }
    }

    /// Creates a project, if it is not there, and an experiment in it.
    pub fn experiment(&self, project: &str, name: &str) -> anyhow::Result<Experiment> {
        self.experiment_with(project, name, json!({}))
    }

    /// Creates an experiment that brings more than a name.
    pub fn experiment_with(
        &self,
        project: &str,
        name: &str,
        more: Value,
    ) -> anyhow::Result<Experiment> {
        let created = self.post("/projects", &json!({"name": project}))?;
        ensure!(
            matches!(created.status, 201 | 409),
            "no project: {created:?}"
        );
        let mut body = more;
        body["name"] = json!(name);
        let project_segment = segment(project);
        let answer = self.post(&format!("/projects/{project_segment}/experiments"), &body)?;
        ensure!(answer.status == 201, "no experiment: {answer:?}");
        let id = answer
            .body
            .get("id")
            .and_then(Value::as_str)
            .context("the experiment has no id")?;
        Ok(Experiment {
            logger: self.clone(),
            id: id.to_owned(),
            path: format!("/projects/{project_segment}/experiments/{}", segment(name)),
        })
    }

    fn post(&self, path: &str, body: &Value) -> anyhow::Result<Answer> {
        http::post(&self.agent, &format!("{}{path}", self.api), body)
    }
}

impl Experiment {
    /// Its identifier.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its address in the API.
    pub fn api_url(&self) -> String {
        self.url("")
    }

    /// The address that it is logged to.
    pub fn logs_url(&self) -> String {
        self.url("/logs")
    }

    /// The same experiment over a connection that no other client uses.
    #[must_use]
    pub fn with_own_connection(&self) -> Self {
        let mut own = self.clone();
        own.logger.agent = http::agent();
        own
    }

    /// Logs data of a type under a name.
    pub fn log(&self, name: &str, log_type: &str, data: &Value) -> anyhow::Result<()> {
        self.send(&json!({"name": name, "type": log_type, "data": data}))
    }

    /// Logs several things in one request, each as the body of a log.
    pub fn log_all(&self, logs: &[Value]) -> anyhow::Result<()> {
        let body = json!({"client": self.id, "sequence": 1, "logs": logs});
        let answer = http::post(&self.logger.agent, &self.url("/batches"), &body)?;
        ensure!(answer.status < 300, "the logs are refused: {answer:?}");
        Ok(())
    }

    /// Logs a picture; the step, if there is one, is that of its entry.
    pub fn log_image(&self, name: &str, step: Option<u32>, png: &[u8]) -> anyhow::Result<()> {
        let mut fields = vec![("name", name.to_owned())];
        fields.extend(step.map(|step| ("step", step.to_string())));
        let answer = self.upload("images", &fields, ("picture.png", png))?;
        ensure!(answer.status == 201, "the image is refused: {answer:?}");
        Ok(())
    }

    /// Keeps a file with the experiment.
    pub fn keep_artifact(&self, name: &str, content: &[u8]) -> anyhow::Result<()> {
        let answer = self.upload("artifacts", &[("name", name.to_owned())], (name, content))?;
        ensure!(answer.status == 201, "the artifact is refused: {answer:?}");
        Ok(())
    }

    /// Prints lines in a section of the console; empty for none.
    pub fn print(&self, part: &str, text: &str) -> anyhow::Result<()> {
        let body = json!({"part": part, "text": text});
        let answer = http::post(&self.logger.agent, &self.url("/console"), &body)?;
        ensure!(answer.status == 201, "the lines are refused: {answer:?}");
        Ok(())
    }

    /// Ends the experiment.
    pub fn set_status(&self, status: &str) -> anyhow::Result<()> {
        self.change(&json!({"status": status}))
    }

    /// Gives the experiment another name; its page is where it was.
    pub fn rename(&self, name: &str) -> anyhow::Result<()> {
        self.change(&json!({"name": name}))
    }

    /// Deletes the experiment with all that was logged to it.
    pub fn delete(&self) -> anyhow::Result<()> {
        let answer = http::delete(&self.logger.agent, &self.url(""))?;
        ensure!(answer.status == 204, "the deletion is refused: {answer:?}");
        Ok(())
    }

    fn change(&self, changes: &Value) -> anyhow::Result<()> {
        let answer = http::patch(&self.logger.agent, &self.url(""), changes)?;
        ensure!(answer.status == 200, "the change is refused: {answer:?}");
        Ok(())
    }

    fn send(&self, body: &Value) -> anyhow::Result<()> {
        let answer = http::post(&self.logger.agent, &self.url("/logs"), body)?;
        ensure!(answer.status == 201, "the log is refused: {answer:?}");
        Ok(())
    }

    fn upload(
        &self,
        route: &str,
        fields: &[(&str, String)],
        file: (&str, &[u8]),
    ) -> anyhow::Result<Answer> {
        const BOUNDARY: &str = "runboard-e2e-part";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!(
                    "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .bytes(),
            );
        }
        body.extend(
            format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\
                 content-type: application/octet-stream\r\n\r\n",
                file.0
            )
            .bytes(),
        );
        body.extend(file.1);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
        http::post_bytes(
            &self.logger.agent,
            &self.url(&format!("/{route}")),
            &format!("multipart/form-data; boundary={BOUNDARY}"),
            &body,
        )
    }

    fn url(&self, route: &str) -> String {
        format!("{}/experiments/{}{route}", self.logger.api, self.id)
    }
}

/// A name as one segment of a path.
fn segment(name: &str) -> String {
    url::form_urlencoded::byte_serialize(name.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}
