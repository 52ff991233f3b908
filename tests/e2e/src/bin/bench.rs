//! `cargo xtask bench`: measures, and prints a table. `docs/performance.md` explains it.

use std::env;

use runboard_e2e::bench::compare::{asked, compare_cost, log_crowd, log_metric};
use runboard_e2e::bench::data::{log_dashboard, log_lines};
use runboard_e2e::bench::experiments::{log_experiments, path, table_cost};
use runboard_e2e::bench::load::{Load, cold_load};
use runboard_e2e::bench::peer::{self, TensorBoard};
use runboard_e2e::bench::readers::Readers;
use runboard_e2e::bench::script::Chart;
use runboard_e2e::bench::server::{
    appends_a_minute, one_request_millis, peak_memory_bytes, processor_seconds,
};
use runboard_e2e::bench::table::{Row, markdown, median};
use runboard_e2e::{Experiment, Logger, Server};

const N_CLIENTS: usize = 4;
const N_EXPERIMENTS: usize = 1_000;
const N_READERS: usize = 200;

fn main() -> anyhow::Result<()> {
    let n_runs = env::args()
        .nth(1)
        .and_then(|word| word.parse().ok())
        .unwrap_or(5);
    let server = Server::start()?;
    let logger = Logger::new(&server);
    let mut rows = Vec::new();

    eprintln!("cold loads of a dashboard with 40 logs, {n_runs} times");
    let dashboard = log_dashboard(&logger)?;
    let loads = cold_loads(&server.url(&dashboard.path), &[dashboard], n_runs)?;
    rows.extend(load_rows(&loads));

    eprintln!("pointer and wheel over 10 lines of 100,000 points");
    rows.extend(chart_rows(&server, &logger)?);

    eprintln!("a table of {N_EXPERIMENTS} experiments × 200 columns");
    rows.extend(table_rows(&server, &logger)?);

    eprintln!("100 experiments compared in one chart, and 200 of 100 logs each");
    rows.extend(compare_rows(&server, &logger, n_runs)?);

    eprintln!("appends from {N_CLIENTS} clients, and large requests");
    rows.extend(server_rows(&server, &logger, n_runs)?);

    print!("{}", markdown(&rows));
    Ok(())
}

/// Loads of one page, and of TensorBoard on the same curves where it is there; one after the other, in turns.
struct Loads {
    own: Vec<Load>,
    peers: Vec<Load>,
}

impl Loads {
    fn own(&self, part: fn(&Load) -> f64) -> f64 {
        median(&self.own.iter().map(part).collect::<Vec<_>>())
    }

    /// What TensorBoard took; nothing where it was not there.
    fn peer_row(&self) -> Option<Row> {
        let own = self.own(|load| load.still_millis);
        let peers: Vec<f64> = self.peers.iter().map(|load| load.still_millis).collect();
        let peer = median(&peers);
        let figure = format!("{peer:.0} ms, {:.1} times as long", peer / own);
        (!self.peers.is_empty())
            .then(|| Row::new("… TensorBoard, the same curves", figure, "10 times"))
    }
}

fn cold_loads(url: &str, experiments: &[Experiment], n_runs: usize) -> anyhow::Result<Loads> {
    let peer = peer::programs()
        .map(|programs| TensorBoard::start(&programs, experiments))
        .transpose()?;
    let (mut own, mut peers) = (Vec::new(), Vec::new());
    for _ in 0..n_runs {
        own.push(cold_load(url)?);
        if let Some(peer) = &peer {
            peers.push(peer.cold_load()?);
        }
    }
    Ok(Loads { own, peers })
}

fn load_rows(loads: &Loads) -> Vec<Row> {
    let of = |part: fn(&Load) -> f64| loads.own(part);
    let mut rows = vec![
        Row::new(
            "40 logs, cold, until the picture stands still",
            format!("{:.0} ms", of(|load| load.still_millis)),
            "1,000 ms",
        ),
        Row::new(
            "… received",
            format!("{:.0} KB", of(|load| load.received_bytes) / 1e3),
            "",
        ),
        Row::new(
            "… requests",
            format!("{:.0}", of(|load| load.n_requests)),
            "",
        ),
        Row::new(
            "… JavaScript heap",
            format!("{:.1} MB", of(|load| load.heap_bytes) / 1e6),
            "",
        ),
        Row::new(
            "… main thread busy",
            format!("{:.0} ms", of(|load| load.main_thread_millis)),
            "",
        ),
    ];
    rows.extend(loads.peer_row());
    rows
}

fn chart_rows(server: &Server, logger: &Logger) -> anyhow::Result<Vec<Row>> {
    let experiment = log_lines(logger, 10, 100_000)?;
    let mut chart = Chart::open(&server.url(&experiment.path), "lines")?;
    let hover = chart.hover(60)?;
    let zoom = chart.zoom(40)?;
    let heard = if chart.is_zoomed()? {
        ""
    } else {
        " (not heard!)"
    };
    Ok(vec![
        Row::new(
            "hover, script for each event",
            format!("{:.2} ms", hover.script_millis),
            "2 ms",
        ),
        Row::new(
            "… script, layout and painting",
            format!("{:.2} ms", hover.task_millis),
            "",
        ),
        Row::new(
            "zoom of 10 × 100,000 points, script for each",
            format!("{:.2} ms{heard}", zoom.script_millis),
            "",
        ),
        Row::new(
            "… script, layout and painting",
            format!("{:.2} ms", zoom.task_millis),
            "16 ms",
        ),
    ])
}

fn table_rows(server: &Server, logger: &Logger) -> anyhow::Result<Vec<Row>> {
    log_experiments(logger, N_EXPERIMENTS)?;
    let cost = table_cost(&server.url(&path()), N_EXPERIMENTS)?;
    let millis = |millis: f64| format!("{millis:.0} ms");
    Ok(vec![
        Row::new(
            "1,000 × 200, cold, first rows",
            millis(cost.first_row_millis),
            "300 ms",
        ),
        Row::new("… all of them after that", millis(cost.whole_millis), ""),
        Row::new(
            "… sort, to the next frame",
            millis(cost.sort_millis),
            "100 ms",
        ),
        Row::new(
            "… filter, to the next frame",
            millis(cost.filter_millis),
            "100 ms",
        ),
        Row::new(
            "… scroll down, script for each frame",
            format!("{:.1} ms", cost.scroll_down_millis),
            "16 ms",
        ),
        Row::new(
            "… scroll sideways, script for each frame",
            format!("{:.1} ms", cost.scroll_right_millis),
            "16 ms",
        ),
    ])
}

fn compare_rows(server: &Server, logger: &Logger, n_runs: usize) -> anyhow::Result<Vec<Row>> {
    let (path, experiments) = log_metric(logger, 100, 1_000)?;
    let url = server.url(&path);
    let loads = cold_loads(&url, &experiments, n_runs)?;
    let of = |part: fn(&Load) -> f64| loads.own(part);
    let cost = compare_cost(&url)?;
    let crowd = asked(&server.url(&log_crowd(logger, 200, 100)?), 20_000)?;
    let millis = |millis: f64| format!("{millis:.0} ms");
    let mut rows = vec![
        Row::new(
            "100 compared × 1 metric × 1,000 steps, cold, until still",
            millis(of(|load| load.still_millis)),
            "1,000 ms",
        ),
        Row::new(
            "… received",
            format!("{:.0} KB", of(|load| load.received_bytes) / 1e3),
            "",
        ),
        Row::new(
            "… requests",
            format!("{:.0}", of(|load| load.n_requests)),
            "",
        ),
    ];
    rows.extend(loads.peer_row());
    rows.extend([
        Row::new(
            "… hide or show one, until painted",
            millis(cost.hide_millis),
            "50 ms",
        ),
        Row::new(
            "… change the smoothing, until painted",
            millis(cost.smooth_millis),
            "50 ms",
        ),
        Row::new(
            "… zoom, script, layout and painting",
            millis(cost.zoom_millis),
            "50 ms",
        ),
        Row::new(
            "200 compared × 100 logs: logs asked for",
            format!("{} of {}", crowd.n_asked, crowd.n_logs),
            "near the window",
        ),
        Row::new(
            "… charts drawn",
            format!("{} of 100", crowd.n_drawn),
            "near the window",
        ),
        Row::new("… requests", crowd.n_requests.to_string(), ""),
    ]);
    Ok(rows)
}

fn server_rows(server: &Server, logger: &Logger, n_runs: usize) -> anyhow::Result<Vec<Row>> {
    let experiment = logger.experiment("bench", "appends")?;
    // What is called for the first time takes longer.
    append(server, &experiment)?;
    let (mut alone, mut watched) = (Vec::new(), Vec::new());
    let mut n_events = 0;
    for _ in 0..n_runs {
        alone.push(append(server, &experiment)?);
        let readers = Readers::open(server, &experiment, N_READERS)?;
        watched.push(append(server, &experiment)?);
        n_events += readers.n_events();
    }
    let requests = (0..n_runs)
        .map(|run| one_request_millis(logger, run, 100_000))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let memory = peak_memory_bytes(server.process_id());
    Ok(vec![
        Row::new(
            "single-point appends a minute, 4 clients",
            format!("{:.0}", median_of(&alone, |it| it.a_minute)),
            "50,000",
        ),
        Row::new(
            "… processor time of the server for each",
            format!("{:.0} µs", median_of(&alone, |it| it.processor_micros)),
            "",
        ),
        Row::new(
            "… while 200 streams of events are open, in turns",
            format!(
                "{:.0} ({n_events} events)",
                median_of(&watched, |it| it.a_minute)
            ),
            "as many",
        ),
        Row::new(
            "… processor time of the server for each",
            format!("{:.0} µs", median_of(&watched, |it| it.processor_micros)),
            "",
        ),
        Row::new(
            "one request of 100,000 points",
            format!("{:.0} ms", median(&requests)),
            "100 ms",
        ),
        Row::new(
            "the server's memory at its peak",
            memory.map_or("unknown".to_owned(), |bytes| {
                format!("{:.0} MB", bytes / 1e6)
            }),
            "200 MB",
        ),
    ])
}

/// What one turn of appends came to.
struct Appends {
    a_minute: f64,
    /// What the server's processors were busy for each of them, events included.
    processor_micros: f64,
}

fn append(server: &Server, experiment: &Experiment) -> anyhow::Result<Appends> {
    const N_EACH: usize = 1_000;
    let busy = || processor_seconds(server.process_id()).unwrap_or_default();
    let before = busy();
    let a_minute = appends_a_minute(experiment, N_CLIENTS, N_EACH)?;
    Ok(Appends {
        a_minute,
        processor_micros: (busy() - before) * 1e6 / (N_CLIENTS * N_EACH) as f64,
    })
}

fn median_of(turns: &[Appends], part: fn(&Appends) -> f64) -> f64 {
    median(&turns.iter().map(part).collect::<Vec<_>>())
}
