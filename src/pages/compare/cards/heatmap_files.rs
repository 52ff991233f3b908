//! The compared heatmaps as files: all of them in one picture, and every cell in one table.

use super::CompareParts;
use super::heatmap::{changes_of, matrix};
use super::members::{MemberData, Members};
use crate::components::chart_file::ChartFiles;
use crate::components::data_table::table_when_read;
use crate::components::from_model::titles_of_heatmap;
use crate::state::compare::heatmaps::{HeatmapSource, heatmap_table};
use leptos::prelude::*;
use runboard_chart::heatmap::difference::shared_range;
use runboard_chart::heatmap::frame::AxisTitles;
use runboard_chart::heatmap::picture::picture_scenes;
use runboard_chart::heatmap::{ColourScale, Matrix};
use runboard_chart::heatmap_view::{HeatmapView, Normalisation};
use runboard_chart::palette::Theme;
use runboard_chart::panes_picture::{Pane, panes_picture};
use runboard_chart::space::SizePx;
use runboard_model::{HeatmapData, LogData};
use std::sync::Arc;

/// The size of one heatmap in the picture.
const PANE: SizePx = SizePx {
    width_px: 380.0,
    height_px: 320.0,
};

/// What the card of these members is saved as, and its data as a table.
pub(super) fn heatmap_files(
    parts: CompareParts,
    members: Members,
    view: Memo<HeatmapView>,
    theme: Signal<Theme>,
) -> ChartFiles {
    ChartFiles {
        name: Signal::derive(move || parts.owner.title()),
        theme,
        scenes: Signal::derive(move || {
            let panes = picture_panes(&members.all.read(), view.get());
            panes_picture(&panes).into_iter().map(Arc::new).collect()
        }),
        table: table_when_read(move || {
            let all = members.all.read();
            let source = |member| Some((member, heatmap(member)?));
            let sources: Vec<HeatmapSource<'_>> = all
                .iter()
                .filter_map(source)
                .map(|(member, data)| HeatmapSource {
                    name: &member.name,
                    data,
                    is_baseline: member.is_baseline,
                })
                .collect();
            heatmap_table(&sources)
        }),
    }
}

/// What rows and columns of all these matrices are, so that they line up.
pub(super) fn shared_titles(all: &[MemberData]) -> AxisTitles {
    let mut titles = all.iter().filter_map(heatmap).map(titles_of_heatmap);
    let first = titles.next().unwrap_or_default();
    if titles.all(|other| other == first) {
        first
    } else {
        AxisTitles::None
    }
}

/// The range of the colours of all these matrices.
pub(super) fn shared_scale(all: &[MemberData]) -> ColourScale {
    let matrices: Vec<Matrix> = all.iter().filter_map(matrix).collect();
    ColourScale::Shared(shared_range(&matrices))
}

/// Each matrix and its difference to the baseline's, as on the page.
fn picture_panes(all: &[MemberData], view: HeatmapView) -> Vec<Pane> {
    let (titles, scale) = (shared_titles(all), shared_scale(all));
    let plain = HeatmapView {
        normalisation: Normalisation::None,
        ..view
    };
    let baseline = all.iter().find(|member| member.is_baseline);
    let mut panes = Vec::new();
    for member in all {
        let Some(own) = matrix(member) else { continue };
        panes.push(Pane {
            title: member.name.clone(),
            scenes: picture_scenes(&own.with_scale(scale), view, PANE, titles),
        });
        let changes = baseline
            .filter(|_| !member.is_baseline)
            .and_then(|baseline| changes_of(member, baseline, view.normalisation));
        if let Some(changes) = changes {
            panes.push(Pane {
                title: format!("{} − baseline", member.name),
                scenes: picture_scenes(&changes, plain, PANE, titles),
            });
        }
    }
    panes
}

fn heatmap(member: &MemberData) -> Option<&HeatmapData> {
    match member.shown.data.as_deref()? {
        LogData::Heatmap(data) => Some(data),
        _ => None,
    }
}
