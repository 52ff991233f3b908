//! The stream of events: what is new, once, wherever it is cut.

use crate::event_stream::{Events, TIMEOUT, id_of, log_point};
use crate::program::Program;
use crate::server::{Server, request};
use crate::tokens::{issue, new_token};
use axum::body::Body;
use axum::http::{Method, Request, header};
use runboard::access::Writing;
use runboard::store::{NewToken, TokenDesk};
use serde_json::{Value, json};
use sqlx::{Connection, SqliteConnection};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use tempfile::TempDir;

/// The request for a stream, by a token.
fn with_token(token: &str, experiments: &[&str]) -> Request<Body> {
    let ids: Vec<_> = experiments.iter().map(|path| id_of(path)).collect();
    let path = format!("/api/v1/events?experiments={}", ids.join(","));
    let mut request = request(Method::GET, &path, Body::empty());
    let value = format!("Bearer {token}").parse().unwrap();
    request.headers_mut().insert(header::AUTHORIZATION, value);
    request
}

async fn token_of_p(server: &Server) -> String {
    let new = NewToken {
        project: Some("p".to_owned()),
        ..new_token("of p")
    };
    issue(server, 3, new).await
}

#[tokio::test]
async fn what_is_logged_is_pushed_and_nothing_else() {
    let (server, experiment) = Server::with_experiment().await;
    let other = server.experiment("p", "other").await;
    log_point(&server, &experiment).await;
    let mut events = Events::open(&server, &[&experiment], None).await;
    let start = events.next().await.unwrap();
    assert_eq!((start.kind.as_str(), start.id.as_str()), ("start", "2"));
    log_point(&server, &other).await;
    let value = json!({"name": "best", "type": "VALUE", "data": 5});
    server.log(&experiment, &value).await.is(201);
    let event = events.next().await.unwrap();
    assert_eq!((event.kind.as_str(), event.id.as_str()), ("logs", "3"));
    assert_eq!(event.data["experiment_id"], id_of(&experiment));
    assert_eq!(event.data["complete"], false);
    let items = event.data["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(
        (&items[0]["name"], &items[0]["data"]),
        (&json!("best"), &json!(5))
    );
    let list = server
        .get(&format!("{experiment}/logs?since=2"))
        .await
        .is(200);
    assert_eq!(
        (&list["items"], &list["revision"]),
        (&event.data["items"], &json!(3))
    );
}

#[tokio::test]
async fn a_stream_that_is_cut_goes_on_without_gap_or_repetition() {
    let (server, experiment) = Server::with_experiment().await;
    let mut events = Events::open(&server, &[&experiment], None).await;
    let mut seen = Vec::new();
    let mut last_event = events.next().await.unwrap();
    for round in 1..=5 {
        for _ in 0..3 {
            log_point(&server, &experiment).await;
        }
        // Half of the time while nobody listens.
        if round % 2 == 0 {
            drop(events);
            events = Events::open(&server, &[&experiment], Some(&last_event.id)).await;
        }
        let (counts, event) = events.until(round * 3).await;
        assert_eq!(event.id, event.data["revision"].to_string());
        seen.extend(counts);
        last_event = event;
    }
    // Each event tells more than the one before, up to all that there is.
    assert!(seen.is_sorted_by(|a, b| a < b), "{seen:?}");
    // Whoever has everything hears nothing until there is more.
    let mut events = Events::open(&server, &[&experiment], Some(&last_event.id)).await;
    log_point(&server, &experiment).await;
    assert_eq!(events.until(16).await.0, [16]);
}

#[tokio::test]
async fn many_readers_hear_the_same() {
    let (server, experiment) = Server::with_experiment().await;
    let other = server.experiment("p", "other").await;
    let mut readers = Vec::new();
    for idx in 0..20 {
        let both = [experiment.as_str(), other.as_str()];
        let experiments = if idx % 2 == 0 { &both[..1] } else { &both[..] };
        readers.push(Events::open(&server, experiments, None).await);
    }
    for _ in 0..5 {
        log_point(&server, &experiment).await;
    }
    for events in &mut readers {
        events.until(5).await;
    }
    log_point(&server, &other).await;
    for (idx, events) in readers.iter_mut().enumerate() {
        if idx % 2 == 1 {
            let event = events.next().await.unwrap();
            assert_eq!(event.data["experiment_id"], id_of(&other));
            assert_eq!(event.id, "6.2");
        }
    }
}

#[tokio::test]
async fn changes_without_logs_are_told_too() {
    let (server, experiment) = Server::with_experiment().await;
    log_point(&server, &experiment).await;
    let mut events = Events::open(&server, &[&experiment], None).await;
    events.next().await.unwrap();
    server
        .patch(&experiment, &json!({"status": "success"}))
        .await
        .is(200);
    let event = events.next().await.unwrap();
    assert_eq!(
        (&event.data["items"], &event.data["revision"]),
        (&json!([]), &json!(3))
    );
    server.delete(&format!("{experiment}/logs/loss")).await;
    let event = events.next().await.unwrap();
    assert_eq!(
        (&event.data["items"], &event.data["complete"]),
        (&json!([]), &json!(true))
    );
    server.delete(&experiment).await;
    assert_eq!(events.next().await.unwrap().kind, "gone");
}

/// A deleted experiment was told of again with each commit, of whatever it was.
#[tokio::test]
async fn a_deletion_is_told_once() {
    let (server, experiment) = Server::with_experiment().await;
    let other = server.experiment("p", "other").await;
    let mut events = Events::open(&server, &[&experiment, &other], None).await;
    events.next().await.unwrap();
    server.delete(&experiment).await;
    assert_eq!(events.next().await.unwrap().kind, "gone");
    for _ in 0..2 {
        log_point(&server, &other).await;
        let event = events.next().await.unwrap();
        assert_eq!(event.kind, "logs");
        assert_eq!(event.data["experiment_id"], id_of(&other));
    }
}

/// An experiment that was named twice was told of twice.
#[tokio::test]
async fn an_experiment_that_is_named_twice_is_told_once() {
    let (server, experiment) = Server::with_experiment().await;
    let twice = [experiment.as_str(), experiment.as_str()];
    let mut events = Events::open(&server, &twice, None).await;
    let start = events.next().await.unwrap();
    assert_eq!(start.id, "1");
    log_point(&server, &experiment).await;
    let (counts, event) = events.until(1).await;
    assert_eq!((counts, event.id.as_str()), (vec![1], "2"));
    log_point(&server, &experiment).await;
    let mut events = Events::open(&server, &twice, Some(&event.id)).await;
    assert_eq!(events.until(2).await.0, [2]);
}

/// Its revisions began anew, and a reader heard nothing until they had passed those of the one that
/// was deleted.
#[tokio::test]
async fn an_experiment_that_is_made_again_is_told_whole() {
    let (server, experiment) = Server::with_experiment().await;
    for _ in 0..5 {
        log_point(&server, &experiment).await;
    }
    let make_again = async || {
        server.delete(&experiment).await.is(204);
        let new = json!({"name": "again", "id": id_of(&experiment)});
        let made = server.post("/api/v1/projects/p/experiments", &new).await;
        made.is(201);
        log_point(&server, &experiment).await;
    };
    let mut events = Events::open(&server, &[&experiment], None).await;
    let start = events.next().await.unwrap();
    make_again().await;
    let (_, event) = events.until(1).await;
    assert_eq!(event.data["complete"], true);
    log_point(&server, &experiment).await;
    events.until(2).await;
    drop(events);
    // While nobody listens, too, and with more changes than the one before had.
    make_again().await;
    for _ in 0..8 {
        log_point(&server, &experiment).await;
    }
    let mut events = Events::open(&server, &[&experiment], Some(&start.id)).await;
    let (_, event) = events.until(9).await;
    assert_eq!(event.data["complete"], true);
}

/// One that was deleted made the stream of all others impossible to go on with.
#[tokio::test]
async fn a_stream_goes_on_without_an_experiment_that_is_gone() {
    let (server, experiment) = Server::with_experiment().await;
    let other = server.experiment("p", "other").await;
    let both = [experiment.as_str(), other.as_str()];
    let mut events = Events::open(&server, &both, None).await;
    let start = events.next().await.unwrap();
    drop(events);
    server.delete(&experiment).await.is(204);
    log_point(&server, &other).await;
    let mut events = Events::open(&server, &both, Some(&start.id)).await;
    let gone = events.next().await.unwrap();
    assert_eq!((gone.kind.as_str(), gone.id.as_str()), ("gone", "1.1"));
    assert_eq!(gone.data, json!({"experiment_id": id_of(&experiment)}));
    let (_, event) = events.until(1).await;
    assert_eq!(event.id, "1.2");
    let mut events = Events::open(&server, &both, None).await;
    let start = events.next().await.unwrap();
    assert_eq!((start.kind.as_str(), start.id.as_str()), ("start", "0.2"));
    assert_eq!(events.next().await.unwrap().kind, "gone");
    // And once only.
    log_point(&server, &other).await;
    let event = events.next().await.unwrap();
    assert_eq!((event.kind.as_str(), event.id.as_str()), ("logs", "0.3"));
    // Where it was made again meanwhile, whoever connects again hears all of it.
    let new = json!({"name": "again", "id": id_of(&experiment)});
    let made = server.post("/api/v1/projects/p/experiments", &new).await;
    made.is(201);
    log_point(&server, &experiment).await;
    let mut events = Events::open(&server, &both, Some(&event.id)).await;
    let (_, event) = events.until(1).await;
    assert_eq!(event.data["experiment_id"], id_of(&experiment));
    assert_eq!(event.data["complete"], true);
}

/// A token of one project goes on likewise, and still hears nothing of other projects.
#[tokio::test]
async fn a_token_of_a_project_goes_on_without_what_is_gone() {
    let (server, experiment) = Server::with_experiment().await;
    let other = server.experiment("p", "other").await;
    server.post("/api/v1/projects", &json!({"name": "q"})).await;
    let foreign = server.experiment("q", "foreign").await;
    let token = token_of_p(&server).await;
    server.delete(&experiment).await.is(204);
    let mut events = Events::answered(&server, with_token(&token, &[&experiment, &other])).await;
    assert_eq!(events.next().await.unwrap().kind, "start");
    assert_eq!(events.next().await.unwrap().kind, "gone");
    let refused = with_token(&token, &[&foreign, &other]);
    assert_eq!(server.open(refused).await.status(), 403);
    let nothing = with_token(&token, &[&experiment]);
    assert_eq!(server.open(nothing).await.status(), 404);
}

/// An experiment was deleted, and another project made one with its identifier: a stream that was open told
/// a token of the first project what was logged in the other.
#[tokio::test]
async fn an_open_stream_of_a_token_leaves_its_project_for_nothing() {
    let (server, experiment) = Server::with_experiment().await;
    let other = server.experiment("p", "other").await;
    server.post("/api/v1/projects", &json!({"name": "q"})).await;
    let token = token_of_p(&server).await;
    let both = [experiment.as_str(), other.as_str()];
    let mut events = Events::answered(&server, with_token(&token, &both)).await;
    assert_eq!(events.next().await.unwrap().kind, "start");
    let secret = json!({"name": "password", "type": "VALUE", "data": "secret"});
    // As fast as it goes, which the stream may not have seen as a deletion.
    server.delete(&experiment).await.is(204);
    make_in_q(&server, &experiment).await;
    server.log(&experiment, &secret).await.is(201);
    let event = events.next().await.unwrap();
    assert_eq!(event.kind, "gone");
    assert_eq!(event.data, json!({"experiment_id": id_of(&experiment)}));
    // In one look both may have something new, in any order.
    for _ in 0..2 {
        server.log(&experiment, &secret).await.is(201);
        log_point(&server, &other).await;
        let event = events.next().await.unwrap();
        assert_eq!(event.data["experiment_id"], id_of(&other));
    }
}

/// Makes an experiment of another project with the identifier of one that was deleted.
async fn make_in_q(server: &Server, deleted: &str) {
    let foreign = json!({"name": "foreign", "id": id_of(deleted)});
    let made = server.post("/api/v1/projects/q/experiments", &foreign);
    made.await.is(201);
}

/// The same with a pause, in which the stream tells that the experiment is gone.
#[tokio::test]
async fn a_stream_of_a_token_hears_nothing_more_of_what_is_gone() {
    let (server, experiment) = Server::with_experiment().await;
    let other = server.experiment("p", "other").await;
    server.post("/api/v1/projects", &json!({"name": "q"})).await;
    let token = token_of_p(&server).await;
    let both = [experiment.as_str(), other.as_str()];
    let mut events = Events::answered(&server, with_token(&token, &both)).await;
    assert_eq!(events.next().await.unwrap().kind, "start");
    server.delete(&experiment).await.is(204);
    assert_eq!(events.next().await.unwrap().kind, "gone");
    make_in_q(&server, &experiment).await;
    // In one look both may have something new, in any order.
    for _ in 0..2 {
        log_point(&server, &experiment).await;
        log_point(&server, &other).await;
        let event = events.next().await.unwrap();
        assert_eq!(event.data["experiment_id"], id_of(&other));
    }
}

#[tokio::test]
async fn bad_streams_are_refused() {
    let (server, experiment) = Server::with_experiment().await;
    let id = id_of(&experiment);
    let get = async |query: &str| server.get(&format!("/api/v1/events{query}")).await;
    get("").await.is_error(422, "invalid_data");
    get("?experiments=x")
        .await
        .is_invalid("experiments: \"x\" is no identifier");
    get(&format!("?experiments={id}&since=1.2"))
        .await
        .is_invalid("since: \"1.2\" is no event of 1 experiments");
    get("?experiments=00000000-0000-0000-0000-000000000000")
        .await
        .is_error(404, "not_found");
}

/// Where one experiment could not be read, nobody heard of the others, nor of this one when it could be
/// read again, until something else was logged.
#[tokio::test]
async fn an_experiment_that_cannot_be_read_holds_up_no_other() {
    let (server, experiment) = Server::with_experiment().await;
    let mut others = Vec::new();
    for idx in 0..8 {
        others.push(server.experiment("p", &format!("other {idx}")).await);
    }
    let mut all: Vec<&str> = others.iter().map(String::as_str).collect();
    all.push(&experiment);
    let mut events = Events::open(&server, &all, None).await;
    events.next().await.unwrap();
    let value = json!({"name": "best", "type": "VALUE", "data": 5});
    for path in &all {
        server.log(path, &value).await.is(201);
    }
    for _ in &all {
        assert_eq!(events.next().await.unwrap().kind, "logs");
    }
    let database = format!("sqlite://{}/runboard.db", server.dir().display());
    let mut conn = SqliteConnection::connect(&database).await.unwrap();
    let id = id_of(&experiment);
    let damage = format!(
        "BEGIN; UPDATE log_entries SET data = '{{' WHERE log_id = (SELECT id FROM logs \
         WHERE experiment_id = '{id}'); UPDATE logs SET changed_revision = 9 \
         WHERE experiment_id = '{id}'; UPDATE experiments SET revision = 9 WHERE id = '{id}'; COMMIT"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(damage))
        .execute(&mut conn)
        .await
        .unwrap();
    for path in &others {
        server.log(path, &value).await.is(201);
    }
    for _ in &others {
        let event = events.next().await.unwrap();
        assert_ne!(event.data["experiment_id"], id);
    }
    sqlx::query("UPDATE log_entries SET data = '7' WHERE data = '{'")
        .execute(&mut conn)
        .await
        .unwrap();
    let event = events.next().await.unwrap();
    assert_eq!(
        (
            &event.data["experiment_id"],
            &event.data["items"][0]["data"]
        ),
        (&json!(id), &json!(7))
    );
}

#[tokio::test]
async fn streams_end_with_the_server() {
    let (server, experiment) = Server::with_experiment().await;
    let mut events = Events::open(&server, &[&experiment], None).await;
    events.next().await.unwrap();
    server.store.end_waiting();
    assert_eq!(events.next().await, None);
}

#[test]
fn the_program_ends_while_streams_are_open() {
    let dir = TempDir::new().unwrap();
    let mut program = Program::start(&dir.path().join("data"));
    let api = format!("http://127.0.0.1:{}/api/v1", program.port);
    let post = |path: &str| -> Value {
        let sent = ureq::post(format!("{api}{path}")).send(r#"{"name": "p"}"#);
        serde_json::from_str(&sent.unwrap().body_mut().read_to_string().unwrap()).unwrap()
    };
    post("/projects");
    let id = post("/projects/p/experiments")["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut stream = TcpStream::connect(("127.0.0.1", program.port)).unwrap();
    write!(
        stream,
        "GET /api/v1/events?experiments={id} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    )
    .unwrap();
    let mut lines = BufReader::new(stream).lines();
    assert!(lines.any(|line| line.unwrap() == "event: start"));
    assert_eq!(program.terminate().code(), Some(0));
}

/// A stream once went on for ten minutes after its token was revoked.
#[tokio::test]
async fn a_stream_ends_with_its_token() {
    let (server, experiment) = Server::with_experiment().await;
    let new = NewToken {
        writing: Writing::Refused,
        ..new_token("wall")
    };
    let token = issue(&server, 3, new).await;
    let mut desk = TokenDesk::open(server.dir()).await.unwrap();
    let mut events = Events::answered(&server, with_token(&token, &[&experiment])).await;
    assert_eq!(events.next().await.unwrap().kind, "start");
    log_point(&server, &experiment).await;
    events.until(1).await;
    desk.revoke("wall").await.unwrap();
    // One that was let in is let be for a moment.
    let end = tokio::time::Instant::now() + TIMEOUT;
    loop {
        log_point(&server, &experiment).await;
        if events.next().await.is_none() {
            break;
        }
        assert!(tokio::time::Instant::now() < end, "the stream goes on");
    }
}

/// A stream that had nothing to tell was not asked for its token, and stayed open for ten minutes.
#[tokio::test]
async fn a_quiet_stream_ends_with_its_token() {
    let (server, experiment) = Server::with_experiment().await;
    let token = issue(&server, 3, new_token("wall")).await;
    let mut desk = TokenDesk::open(server.dir()).await.unwrap();
    let mut events = Events::answered(&server, with_token(&token, &[&experiment])).await;
    assert_eq!(events.next().await.unwrap().kind, "start");
    desk.revoke("wall").await.unwrap();
    assert_eq!(events.next().await, None);
}
