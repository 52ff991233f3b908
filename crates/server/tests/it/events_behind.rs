//! The stream of events for readers who are behind.

use crate::event_stream::{Events, log_point};
use crate::server::Server;
use serde_json::json;

/// All that a reader did not read was once held for it, hundreds of megabytes in a minute.
#[tokio::test]
async fn a_reader_that_is_stuck_hears_the_last_in_the_end() {
    let (server, experiment) = Server::with_experiment().await;
    let mut stuck = Events::open(&server, &[&experiment], None).await;
    assert_eq!(stuck.next().await.unwrap().kind, "start");
    let mut awake = Events::open(&server, &[&experiment], None).await;
    assert_eq!(awake.next().await.unwrap().kind, "start");
    let cells = vec!["x".repeat(100); 150];
    let mut last = String::new();
    // More than is held for readers that are behind.
    for sequence in 1..=3 {
        let data = json!({"cell": cells, "number": vec![sequence; 150]});
        let log = |k: u32| json!({"name": format!("{k}"), "type": "TABLE", "data": data});
        let logs: Vec<_> = (0..300).map(log).collect();
        let body = json!({"client": "c", "sequence": sequence, "logs": logs});
        let batches = format!("{experiment}/batches");
        server.post(&batches, &body).await.is(201);
        last = awake.next().await.unwrap().id;
    }
    let event = stuck.next().await.unwrap();
    assert_eq!(event.id, last);
    assert_eq!(event.data["items"].as_array().unwrap().len(), 300);
    assert_eq!(event.data["items"][0]["data"]["rows"][0][1], 3);
    // And then goes on as all do.
    log_point(&server, &experiment).await;
    let event = stuck.next().await.unwrap();
    assert_eq!(event.data["items"].as_array().unwrap().len(), 1);
}
