//! The command line. Each option has an environment variable, too.

use anyhow::{Context, anyhow};
use clap::{Args, Parser, Subcommand};
use directories::ProjectDirs;
use runboard::access::{Anonymous, Token, is_loopback_authority};
use runboard::http::Limits;
use runboard::serve::Address;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Runboard: experiments as they train, in one program.
#[derive(Debug, Parser)]
#[command(name = "runboard", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the API and the page from one address.
    Serve {
        #[command(flatten)]
        options: ServeOptions,
        /// Where everything is kept [default: the platform's data folder].
        #[arg(long, env = "RUNBOARD_DATA_DIR", value_name = "DIR")]
        data_dir: Option<PathBuf>,
    },
    /// Issue, list and revoke tokens, also while a server runs.
    Token {
        #[command(subcommand)]
        command: TokenCommand,
    },
    /// Serve the example project from a fresh temporary directory.
    Demo {
        #[command(flatten)]
        options: ServeOptions,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Issue a token; it is printed alone on the last line, once.
    Create {
        /// What the token is called in lists and in the server's log.
        #[arg(long)]
        name: String,
        /// It may only read.
        #[arg(long)]
        read_only: bool,
        /// The identifier or the name of the only project that it may see [default: all].
        #[arg(long)]
        project: Option<String>,
        /// How long it is valid, such as `12h` or `30d` [default: for ever].
        #[arg(long, value_name = "TIME", value_parser = lifetime)]
        expires: Option<Duration>,
        #[command(flatten)]
        place: DataDir,
    },
    /// List the tokens, but not their secrets.
    List {
        #[command(flatten)]
        place: DataDir,
    },
    /// End a token at once.
    Revoke {
        /// The token's name.
        #[arg(value_name = "NAME", required_unless_present = "name_option")]
        name: Option<String>,
        /// The same, as `create` takes it.
        #[arg(
            long = "name",
            value_name = "NAME",
            conflicts_with = "name",
            id = "name_option"
        )]
        name_option: Option<String>,
        #[command(flatten)]
        place: DataDir,
    },
}

#[derive(Debug, Args)]
pub(crate) struct DataDir {
    /// The server's data directory [default: the platform's data folder].
    #[arg(long, env = "RUNBOARD_DATA_DIR", value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ServeOptions {
    /// The address to listen on; one of another machine's reach needs a token.
    #[arg(long, env = "RUNBOARD_HOST", default_value = "127.0.0.1")]
    host: String,
    /// The port; 0 takes a free one.
    #[arg(long, env = "RUNBOARD_PORT", default_value_t = 7878)]
    port: u16,
    /// Where to write the port once connections are accepted.
    #[arg(long, env = "RUNBOARD_PORT_FILE", value_name = "PATH")]
    port_file: Option<PathBuf>,
    /// The token that every request to the API has to bring.
    #[arg(long, env = "RUNBOARD_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// The largest body of a request that is not an artifact.
    #[arg(long, env = "RUNBOARD_MAX_BODY_BYTES", value_name = "BYTES",
        default_value_t = Limits::default().max_body_bytes)]
    max_body_bytes: u64,
    /// The largest artifact.
    #[arg(long, env = "RUNBOARD_MAX_ARTIFACT_BYTES", value_name = "BYTES",
        default_value_t = Limits::default().max_artifact_bytes)]
    max_artifact_bytes: u64,
    /// What to log, such as `debug` or `runboard=debug`.
    #[arg(
        long,
        env = "RUNBOARD_LOG",
        value_name = "LEVEL",
        default_value = "info"
    )]
    pub(crate) log: String,
}

impl ServeOptions {
    /// Where to listen.
    pub(crate) fn address(&self) -> Address {
        Address {
            host: self.host.clone(),
            port: self.port,
            port_file: self.port_file.clone(),
        }
    }

    /// The token of the command line, if there is one.
    pub(crate) fn token(&self) -> anyhow::Result<Option<Token>> {
        let Some(text) = &self.token else {
            return Ok(None);
        };
        Token::new(text)
            .map(Some)
            .context("the token is empty, or holds other than letters, digits and signs of ASCII")
    }

    /// What becomes of callers without a token: on this machine alone they may call, unless the
    /// command line has a token for them.
    pub(crate) fn anonymous(&self) -> Anonymous {
        let authority = match self.host.parse() {
            Ok(IpAddr::V6(host)) => format!("[{host}]"),
            _ => self.host.clone(),
        };
        if self.token.is_none() && is_loopback_authority(&authority) {
            Anonymous::OwnMachine
        } else {
            Anonymous::Refused
        }
    }

    /// That nobody could call: the server wants a token, and there is none.
    pub(crate) fn no_token_error(&self) -> anyhow::Error {
        self.reachable_error(
            "choose a token with --token or RUNBOARD_TOKEN, issue one with \"runboard token create\", \
             or listen on 127.0.0.1",
        )
    }

    /// The same of the example, in whose directory nobody can have issued a token.
    pub(crate) fn no_demo_token_error(&self) -> anyhow::Error {
        self.reachable_error(
            "choose a token with --token or RUNBOARD_TOKEN, or listen on 127.0.0.1",
        )
    }

    fn reachable_error(&self, advice: &str) -> anyhow::Error {
        anyhow!("{} can be reached from other machines: {advice}", self.host)
    }

    /// How large bodies may be.
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            max_body_bytes: self.max_body_bytes,
            max_artifact_bytes: self.max_artifact_bytes,
        }
    }
}

/// The data directory, or else Runboard's part of the platform's data folder.
pub(crate) fn data_dir(given: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    let platform = || ProjectDirs::from("", "", "runboard").map(|dirs| dirs.data_dir().to_owned());
    given
        .or_else(platform)
        .context("there is no home directory: choose a directory with --data-dir")
}

/// How long a new token is valid: a time, and not none.
fn lifetime(text: &str) -> Result<Duration, String> {
    match humantime::parse_duration(text) {
        Ok(Duration::ZERO) => Err("a token that ends at once lets nobody in".to_owned()),
        read => read.map_err(|error| error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_valid_for_some_time() {
        assert_eq!(lifetime("30d"), Ok(Duration::from_secs(30 * 24 * 60 * 60)));
        assert!(lifetime("0s").is_err() && lifetime("0").is_err());
        assert!(lifetime("tomorrow").is_err());
    }
}
