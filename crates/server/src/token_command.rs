//! `runboard token`: issues, lists and revokes tokens in a data directory.

use crate::cli::{self, DataDir, TokenCommand};
use anyhow::{Context, anyhow};
use runboard::access::{IssuedToken, Writing};
use runboard::store::{NewToken, StoredToken, TokenDesk};
use runboard_model::Timestamp;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Does what the command line asks for.
pub(crate) async fn run(command: TokenCommand) -> anyhow::Result<()> {
    match command {
        TokenCommand::Create {
            name,
            read_only,
            project,
            expires,
            place,
        } => {
            let writing = if read_only {
                Writing::Refused
            } else {
                Writing::Allowed
            };
            let new = NewToken {
                name,
                writing,
                project,
                expires_at: expires.map(moment_after).transpose()?,
            };
            create(place, new).await
        }
        TokenCommand::List { place } => list(place).await,
        TokenCommand::Revoke {
            name,
            name_option,
            place,
        } => {
            let name = name.or(name_option).context("which token?")?;
            existing_desk(place).await?.revoke(&name).await?;
            println!("The token {name:?} is revoked.");
            Ok(())
        }
    }
}

async fn create(place: DataDir, new: NewToken) -> anyhow::Result<()> {
    let token = random_token()?;
    let about = description(&new);
    desk(place).await?.issue(&token, new, now()).await?;
    println!("{about} It is shown this once:");
    println!("{}", token.text());
    Ok(())
}

async fn list(place: DataDir) -> anyhow::Result<()> {
    let tokens = existing_desk(place).await?.tokens().await?;
    if tokens.is_empty() {
        println!("There are no tokens.");
        return Ok(());
    }
    let rows: Vec<[String; 5]> = tokens.iter().map(row).collect();
    let head = ["NAME", "MAY", "PROJECT", "ISSUED", "EXPIRES"].map(str::to_owned);
    let all: Vec<&[String; 5]> = std::iter::once(&head).chain(&rows).collect();
    for cells in &all {
        let padded = cells.iter().enumerate().map(|(column, cell)| {
            let n_chars =
                |row: &&[String; 5]| row.get(column).map_or(0, |cell| cell.chars().count());
            let width = all.iter().map(n_chars).max().unwrap_or(0);
            format!("{cell:width$}")
        });
        println!("{}", padded.collect::<Vec<_>>().join("  ").trim_end());
    }
    Ok(())
}

fn row(token: &StoredToken) -> [String; 5] {
    let may = match token.rights.writing {
        Writing::Allowed => "read and write",
        Writing::Refused => "read",
    };
    let expires = match token.expires_at {
        None => "never".to_owned(),
        Some(end) if token.has_expired(now()) => format!("{} (over)", end.to_minutes()),
        Some(end) => end.to_minutes(),
    };
    [
        token.name.clone(),
        may.to_owned(),
        token.project_name.clone().unwrap_or("all".to_owned()),
        token.created_at.to_minutes(),
        expires,
    ]
}

/// What a new token is for, as a sentence.
fn description(new: &NewToken) -> String {
    let may = match new.writing {
        Writing::Allowed => "read and write",
        Writing::Refused => "read",
    };
    let what = match &new.project {
        Some(project) => format!("the project {project:?}"),
        None => "every project".to_owned(),
    };
    let until = match new.expires_at {
        Some(end) => format!(" until {}", end.to_minutes()),
        None => String::new(),
    };
    format!("The token {:?} may {may} {what}{until}.", new.name)
}

/// A desk for what was issued before: where nothing is, nothing is made.
async fn existing_desk(place: DataDir) -> anyhow::Result<TokenDesk> {
    let data_dir = cli::data_dir(place.data_dir)?;
    anyhow::ensure!(
        data_dir.is_dir(),
        "there is no data directory {}: name the server's with --data-dir",
        data_dir.display()
    );
    open(&data_dir).await
}

async fn desk(place: DataDir) -> anyhow::Result<TokenDesk> {
    open(&cli::data_dir(place.data_dir)?).await
}

async fn open(data_dir: &Path) -> anyhow::Result<TokenDesk> {
    TokenDesk::open(data_dir)
        .await
        .with_context(|| format!("cannot open the data directory {}", data_dir.display()))
}

fn random_token() -> anyhow::Result<IssuedToken> {
    let (mut id, mut secret) = ([0; 8], [0; 32]);
    for bytes in [id.as_mut_slice(), secret.as_mut_slice()] {
        getrandom::fill(bytes).map_err(|error| anyhow!("no random numbers: {error}"))?;
    }
    Ok(IssuedToken::from_random(id, secret))
}

fn now() -> Timestamp {
    Timestamp::from(SystemTime::now())
}

fn moment_after(time: Duration) -> anyhow::Result<Timestamp> {
    let end = SystemTime::now().checked_add(time);
    end.map(Timestamp::from).context("--expires is too long")
}
