//! How the routes of the Picsellia SDK find experiments.

use crate::server::Server;
use serde_json::json;

#[tokio::test]
async fn an_experiment_is_found_by_its_identifier_or_the_name_it_has_now() {
    let (server, experiment) = Server::with_experiment().await;
    let value = json!({"name": "best", "type": "VALUE", "data": 5});
    server.log(&experiment, &value).await.is(201);
    server
        .post("/api/v1/projects", &json!({"name": "q"}))
        .await
        .is(201);
    server.experiment("q", "elsewhere").await;
    let renamed = server.experiment("p", "old").await;
    server
        .patch(&renamed, &json!({"name": "new"}))
        .await
        .is(200);
    let of = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let project = server.get("/api/v1/projects/p").await.is(200);
    let experiments = format!(
        "/api/project/{}/experiments",
        project["id"].as_str().unwrap()
    );
    for (query, id) in [
        ("name=exp".to_owned(), of(&experiment)),
        (format!("id={}", of(&experiment)), of(&experiment)),
        ("name=new".to_owned(), of(&renamed)),
    ] {
        let found = server.get(&format!("{experiments}/find?{query}")).await;
        assert_eq!(found.is(200)["id"], json!(id), "{query}");
    }
    for query in ["name=old", "name=elsewhere", "name=", ""] {
        let found = server.get(&format!("{experiments}/find?{query}")).await;
        assert_eq!(found.status, 404, "{query}");
    }
    let ids = server.get(&format!("{experiments}/ids")).await.is(200);
    assert_eq!(ids, json!([of(&experiment), of(&renamed)]));
}
