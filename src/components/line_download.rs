//! A line chart as a file: a picture of what is shown, or every point of every line.

use super::chart_canvas::picture;
use super::line_model::LineModel;
use crate::browser::chunk::chunk;
use crate::browser::download;
use leptos::prelude::*;
use leptos::task::spawn_local;
use runboard_chart::draw::Resolution;
use runboard_chart::file_name::file_name;
use runboard_chart::line::export::csv;
use runboard_chart::line::picture::picture_scenes;
use runboard_chart::scene::Scene;
use runboard_chart::svg::svg;
use std::sync::Arc;

/// What is downloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Download {
    /// What is shown, in pixels.
    Png,
    /// What is shown, in shapes.
    Svg,
    /// Every point.
    Csv,
}

/// A picture is at least this fine, so that it can be printed.
const PNG_DEVICE_PER_PX: f64 = 2.0;

/// Saves the chart as a file named by its log.
pub fn download(model: LineModel, what: Download) {
    spawn_local(async move {
        // The page says nothing where the code does not come: the click can be repeated.
        let _ = save(model, what).await;
    });
}

chunk! {
    dashboard:
    fn save(model: LineModel, what: Download) -> () {
        save_now(model, what);
    }
}

fn save_now(model: LineModel, what: Download) {
    // The card may have gone away while the code came.
    let Some(name) = model.name.try_get_untracked() else {
        return;
    };
    let theme = model.theme.get_untracked();
    match what {
        Download::Csv => {
            let text = csv(&model.lines.read_untracked());
            download::download(&file_name(&name, "csv"), "text/csv", text.as_bytes());
        }
        Download::Svg => {
            let scenes = scenes(model, &name, Resolution::default());
            let text = svg(&scenes.iter().collect::<Vec<_>>(), theme);
            download::download(&file_name(&name, "svg"), "image/svg+xml", text.as_bytes());
        }
        Download::Png => {
            let device_per_px = model.resolution.get_untracked().device_per_px();
            let resolution = Resolution::new(device_per_px.max(PNG_DEVICE_PER_PX));
            let scenes: Vec<_> = scenes(model, &name, resolution)
                .into_iter()
                .map(Arc::new)
                .collect();
            if let Some(canvas) = picture(&scenes, theme, resolution) {
                download::download_canvas(file_name(&name, "png"), &canvas);
            }
        }
    }
}

fn scenes(model: LineModel, title: &str, resolution: Resolution) -> Vec<Scene> {
    untrack(|| {
        let framed = model.framed.read();
        model.shown(|shown| picture_scenes(shown, &framed, title, resolution))
    })
}
