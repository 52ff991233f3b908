//! The program `runboard`: reads the command line and runs the server.

mod cli;
mod token_command;

use anyhow::{Context, anyhow};
use clap::Parser;
use cli::{Cli, Command, ServeOptions};
use runboard::access::{Anonymous, Token};
use runboard::demo;
use runboard::http::{AppState, SECRET_BYTES};
use runboard::serve;
use runboard::store::Store;
use runboard_model::Timestamp;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;
use tempfile::TempDir;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

fn main() -> anyhow::Result<()> {
    // By now nothing runs any more that could write to a temporary directory.
    start().map(drop)
}

/// Does what the command line says; answers the temporary directory that is to go.
#[tokio::main]
async fn start() -> anyhow::Result<Option<TempDir>> {
    match Cli::parse().command {
        Command::Serve { options, data_dir } => {
            start_log(&options)?;
            let token = options.token()?;
            let data_dir = cli::data_dir(data_dir)?;
            let store = open(&data_dir).await?;
            let now = Timestamp::from(SystemTime::now());
            let is_shut = token.is_none() && options.anonymous() == Anonymous::Refused;
            if is_shut && !store.has_valid_token(now).await? {
                return Err(options.no_token_error());
            }
            run(&options, token, store, &data_dir, serve::stop_signal()?).await?;
            Ok(None)
        }
        Command::Token { command } => token_command::run(command).await.map(|()| None),
        Command::Demo { options } => {
            start_log(&options)?;
            let token = options.token()?;
            if token.is_none() && options.anonymous() == Anonymous::Refused {
                return Err(options.no_demo_token_error());
            }
            demonstrate(&options, token).await.map(Some)
        }
    }
}

/// Serves the example from a temporary directory, which goes with the program: also where that is ended while it
/// loads.
async fn demonstrate(options: &ServeOptions, token: Option<Token>) -> anyhow::Result<TempDir> {
    let mut stop = Box::pin(serve::stop_signal()?);
    let data_dir = tempfile::tempdir().context("cannot make a temporary directory")?;
    let store = open(data_dir.path()).await?;
    let is_stopped = tokio::select! {
        loaded = demo::load(&store) => { loaded?; false }
        () = &mut stop => true,
    };
    if is_stopped {
        store.close().await;
    } else {
        run(options, token, store, data_dir.path(), stop).await?;
    }
    Ok(data_dir)
}

async fn open(data_dir: &Path) -> anyhow::Result<Store> {
    Store::open(data_dir)
        .await
        .with_context(|| format!("cannot open the data directory {}", data_dir.display()))
}

/// Serves until `stop` is done; that is listened for before the port file is there, so that whoever sees it may
/// already ask for the end.
async fn run(
    options: &ServeOptions,
    token: Option<Token>,
    store: Store,
    data_dir: &Path,
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let mut signing_secret = [0; SECRET_BYTES];
    getrandom::fill(&mut signing_secret).map_err(|error| anyhow!("no random numbers: {error}"))?;
    let state = AppState {
        store: Arc::new(store),
        token,
        anonymous: options.anonymous(),
        limits: options.limits(),
        signing_secret,
        clock: SystemTime::now,
    };
    let address = options.address();
    let (listener, bound) = serve::bind(&address)
        .await
        .with_context(|| format!("cannot listen on {}:{}", address.host, address.port))?;
    println!(
        "Runboard is at http://{bound} (data in {})",
        data_dir.display()
    );
    serve::serve(listener, state, stop).await?;
    Ok(())
}

fn start_log(options: &ServeOptions) -> anyhow::Result<()> {
    let filter: Targets = options
        .log
        .parse()
        .with_context(|| format!("{:?} is no log level", options.log))?;
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    tracing_subscriber::registry()
        .with(filter)
        .with(lines)
        .init();
    Ok(())
}
