//! A chart as a file: a picture of what is shown, or its data.

use super::MenuItem;
use super::chart_canvas::picture;
use crate::browser::download;
use leptos::prelude::*;
use runboard_chart::draw::Resolution;
use runboard_chart::file_name::file_name;
use runboard_chart::palette::Theme;
use runboard_chart::scene::Scene;
use runboard_chart::svg::svg;
use runboard_chart::table::{Table, export, order};
use runboard_chart::table_view::TableView;
use runboard_chart::titled::titled;
use std::sync::Arc;

/// A picture is this fine, so that it can be printed.
const PNG_DEVICE_PER_PX: f64 = 2.0;

/// Where the contents of the files come from.
#[derive(Clone, Copy)]
pub struct ChartFiles {
    /// What the files are named after.
    pub name: Signal<String>,
    /// Light or dark.
    pub theme: Signal<Theme>,
    /// The stacked scenes of the picture, made when they are asked for.
    pub scenes: Signal<Vec<Arc<Scene>>>,
    /// The data, whole and as logged.
    pub table: Signal<Arc<Table>>,
}

impl ChartFiles {
    /// The items that save the files, and after them the common ones.
    pub fn before(self, common: Signal<Vec<MenuItem>>) -> Signal<Vec<MenuItem>> {
        Signal::derive(move || {
            let mut items = Vec::from(self.menu_items());
            items.extend(common.get());
            items
        })
    }

    /// The items of a menu that save the files.
    pub(super) fn menu_items(self) -> [MenuItem; 3] {
        [
            MenuItem::action("Download PNG", move || self.save_png()),
            MenuItem::action("Download SVG", move || self.save_svg()),
            MenuItem::action("Download CSV", move || self.save_csv()),
        ]
    }

    fn save_png(self) {
        let resolution = Resolution::new(PNG_DEVICE_PER_PX);
        let scenes: Vec<_> = self.titled().into_iter().map(Arc::new).collect();
        if let Some(canvas) = picture(&scenes, self.theme.get_untracked(), resolution) {
            download::download_canvas(file_name(&self.name.get_untracked(), "png"), &canvas);
        }
    }

    fn save_svg(self) {
        let scenes = self.titled();
        let scenes: Vec<&Scene> = scenes.iter().collect();
        self.save(
            "svg",
            "image/svg+xml",
            &svg(&scenes, self.theme.get_untracked()),
        );
    }

    /// The scenes under the name of the log: a file that is passed on loses its own.
    fn titled(self) -> Vec<Scene> {
        let scenes = self.scenes.get_untracked();
        titled(scenes.iter().map(AsRef::as_ref), &self.name.get_untracked())
    }

    fn save_csv(self) {
        let table = self.table.get_untracked();
        let rows = order::visible_rows(&table, &TableView::default());
        self.save("csv", "text/csv", &export::csv(&table, &rows));
    }

    fn save(self, extension: &str, media_type: &str, text: &str) {
        let name = file_name(&self.name.get_untracked(), extension);
        download::download(&name, media_type, text.as_bytes());
    }
}
