//! `/projects/{project}/dashboards/{experiment}`: an experiment and its logs, of one moment.

use crate::server::Server;
use serde_json::json;

/// The two were read one after the other: a page could begin with an old status, and count as one that
/// has heard of the new one.
#[tokio::test]
async fn an_experiment_and_its_logs_are_of_one_moment() {
    let (server, experiment) = Server::with_experiment().await;
    let change = async {
        for idx in 0..100 {
            let tags = json!({"tags": [format!("{idx}")]});
            server.patch(&experiment, &tags).await.is(200);
        }
    };
    let read = async {
        for _ in 0..100 {
            let path = "/api/v1/projects/p/dashboards/exp";
            let found = server.get(path).await.is(200);
            assert_eq!(found["experiment"]["revision"], found["logs"]["revision"]);
        }
    };
    tokio::join!(change, read);
}
