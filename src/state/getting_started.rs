//! The few lines of Python that log something, as the empty states show them.

/// Creates a project and an experiment and logs to it.
pub fn first_project(origin: &str) -> String {
    format!(
        r#"import requests
api = "{origin}/api/v1"
requests.post(f"{{api}}/projects", json={{"name": "demo"}})
run = requests.post(f"{{api}}/projects/demo/experiments", json={{"name": "first"}}).json()
requests.post(f"{{api}}/experiments/{{run['id']}}/logs", json={{"name": "loss", "type": "LINE", "data": [0.9, 0.5, 0.3]}})"#
    )
}

/// Creates an experiment by posting to the URL of the project's experiments.
pub fn first_experiment(experiments_url: &str, origin: &str) -> String {
    format!(
        r#"import requests
run = requests.post("{experiments_url}", json={{"name": "first"}}).json()
logs = f"{origin}/api/v1/experiments/{{run['id']}}/logs"
requests.post(logs, json={{"name": "loss", "type": "LINE", "data": [0.9, 0.5, 0.3]}})"#
    )
}

/// Logs to the experiment of that identifier.
pub fn first_log(origin: &str, experiment_id: &str) -> String {
    format!(
        r#"import requests
logs = "{origin}/api/v1/experiments/{experiment_id}/logs"
requests.post(logs, json={{"name": "loss", "type": "LINE", "data": [0.9, 0.5, 0.3]}})"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_names_the_server_and_the_experiment() {
        let code = first_log("http://127.0.0.1:7878", "abc");
        assert!(code.contains("http://127.0.0.1:7878/api/v1/experiments/abc/logs"));
        assert_eq!(code.lines().count(), 3);
        assert!(first_experiment("http://h/x", "http://h").contains("post(\"http://h/x\""));
        assert!(first_project("http://h").contains("json={\"name\": \"demo\"}"));
    }
}
