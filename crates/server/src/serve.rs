//! Running the server: the port, the port file, and the end.

use crate::http::{AppState, app};
use crate::patience::{PatientListener, Peer};
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};
use tokio::net::TcpListener;

/// How long requests in flight may take to finish, and then what is queued for the database.
const GRACE: Duration = Duration::from_secs(10);

/// How often files are looked for that waited too long for their use.
const BETWEEN_ERASURES: Duration = Duration::from_secs(60 * 60);

/// Where to listen, and whom to tell.
#[derive(Debug, Clone)]
pub struct Address {
    /// A name or number of this machine.
    pub host: String,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// Where to write the port once connections are accepted.
    pub port_file: Option<PathBuf>,
}

/// Binds the address and writes the port file.
pub async fn bind(address: &Address) -> io::Result<(TcpListener, SocketAddr)> {
    let host = address.host.trim_matches(['[', ']']);
    let listener = TcpListener::bind((host, address.port)).await?;
    let bound = listener.local_addr()?;
    if let Some(path) = &address.port_file {
        write_port(path, bound.port()).map_err(|error| {
            let path = path.display();
            io::Error::new(error.kind(), format!("cannot write {path}: {error}"))
        })?;
    }
    Ok((listener, bound))
}

/// Serves until `stop` is done; then finishes the requests in flight and closes the store.
pub async fn serve(
    listener: TcpListener,
    state: AppState,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let store = state.store.clone();
    let streams = store.clone();
    let erasing = tokio::spawn(erase_unused(state.clone()));
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let stop = async move {
        stop.await;
        streams.end_waiting();
        // Nobody listens where serving has ended by itself.
        let _ = stopping.send(());
    };
    // Whom a wrong token came from stands in the log.
    let app = app(state).into_make_service_with_connect_info::<Peer>();
    let serving = axum::serve(PatientListener(listener), app).with_graceful_shutdown(stop);
    let overdue = async {
        if stopped.await.is_ok() {
            tokio::time::sleep(GRACE).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    let served = tokio::select! {
        served = serving => served,
        () = overdue => {
            tracing::warn!("some requests did not finish in time");
            Ok(())
        }
    };
    erasing.abort();
    // What is queued and not acknowledged may be given up, for whoever waits for the end.
    if tokio::time::timeout(GRACE, store.close()).await.is_err() {
        tracing::warn!("the database did not close in time");
    }
    served
}

/// Erases files that were sent and that nobody used in time.
async fn erase_unused(state: AppState) {
    loop {
        state.store.forget_old_uploads(state.now()).await;
        tokio::time::sleep(BETWEEN_ERASURES).await;
    }
}

/// Listens for SIGTERM and Ctrl-C from now on; done when one came.
#[cfg(unix)]
pub fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
    })
}

/// Listens for Ctrl-C; done when it came.
#[cfg(not(unix))]
pub fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// Writes the port whole: whoever sees the file can read it.
fn write_port(path: &Path, port: u16) -> io::Result<()> {
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty());
    let dir = dir.unwrap_or(Path::new("."));
    fs::create_dir_all(dir)?;
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    writeln!(file, "{port}")?;
    file.persist(path).map(drop).map_err(io::Error::from)
}
