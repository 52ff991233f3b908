//! Where bars lie: along the band axis they are equally thick and scroll, along the value axis all
//! values and zero have room.
//!
//! Plot pixels; a bar's band is its thickness and half the gap on either side.

use super::Bars;
use crate::bar_view::BarView;
use crate::frame::Margins;
use crate::interval::Interval;
use crate::scale::{Direction, Scale, ScaleKind};
use crate::space::{PointPx, RectPx, SizePx};
use crate::ticks::{AxisUnit, LabelRoom, TICK_CHARACTER_PX, Tick, ticks};
use std::ops::Range;

/// Up to so many bars stand upright.
const MAX_UPRIGHT: usize = 12;
/// The usual band of a bar that lies.
const LYING_BAND_PX: f64 = 24.0;
/// Thinner bars could not be told apart.
const MIN_BAND_PX: f64 = 3.0;
const LABEL_GAP_PX: f64 = 6.0;
const ROW_PX: f64 = 16.0;
/// Category labels of lying bars take at most this share of the width.
const MAX_LABEL_SHARE: f64 = 0.4;
const MAX_LABEL_PX: f64 = 220.0;

/// Which way the bars grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    /// Upwards, side by side.
    Upright,
    /// Rightwards, one below the other.
    Lying,
}

/// The frame of a bar chart.
#[derive(Debug, Clone, PartialEq)]
pub struct BarFrame {
    /// The whole canvas.
    pub size: SizePx,
    /// Where in the canvas the plot area lies.
    pub plot: RectPx,
    /// Which way the bars grow.
    pub orientation: Orientation,
    /// From values to plot pixels.
    pub value: Scale,
    /// Ticks along the values.
    pub ticks: Vec<Tick>,
    /// The thickness of a band.
    pub band_px: f64,
    /// How far the first band is scrolled out of the plot area.
    pub scroll_px: f64,
    /// Rows of category labels below upright bars: neighbours take turns where one row is too narrow.
    pub n_label_rows: usize,
    /// The room for a category label beside lying bars.
    pub label_px: f64,
    n_bars: usize,
}

/// The frame in which the bars are shown on a canvas of this size, scrolled so far.
pub fn bar_frame(bars: &Bars, view: BarView, size: SizePx, scroll_px: f64) -> BarFrame {
    let (min, max) = bars.extent().unwrap_or((0.0, 1.0));
    let domain = Interval::around(min.min(0.0), max.max(0.0));
    let zoom = view.zoom.factor();
    let frame = if bars.len() <= MAX_UPRIGHT {
        upright(bars, domain, size, zoom)
    } else {
        lying(bars, domain, size, zoom)
    };
    BarFrame {
        scroll_px: scroll_px.clamp(0.0, frame.max_scroll_px()),
        ..frame
    }
}

fn upright(bars: &Bars, domain: Interval, size: SizePx, zoom: f64) -> BarFrame {
    let below_zero_px = if domain.min() < 0.0 { ROW_PX } else { 0.0 };
    let margins = |left_px, n_rows: usize| Margins {
        left_px,
        right_px: 8.0,
        top_px: ROW_PX + 4.0,
        bottom_px: LABEL_GAP_PX + n_rows as f64 * ROW_PX + below_zero_px,
    };
    let value_scale = |plot: RectPx| {
        Scale::new(
            ScaleKind::Linear,
            domain,
            Direction::Upwards,
            plot.height_px,
        )
    };
    let rough = value_scale(margins(0.0, 1).plot(size));
    let left_px = ticks_px(&ticks(&rough, AxisUnit::Number, LabelRoom::Height)) + 10.0;
    let band_px = |plot: RectPx| plot.width_px / bars.len().max(1) as f64 * zoom.max(1.0);
    let widest_px = bars.widths.widest_label_px;
    let one_row = margins(left_px, 1).plot(size);
    let n_label_rows = if widest_px + LABEL_GAP_PX <= band_px(one_row) {
        1
    } else {
        2
    };
    let plot = margins(left_px, n_label_rows).plot(size);
    let value = value_scale(plot);
    BarFrame {
        size,
        plot,
        orientation: Orientation::Upright,
        ticks: ticks(&value, AxisUnit::Number, LabelRoom::Height),
        value,
        band_px: band_px(plot),
        scroll_px: 0.0,
        n_label_rows,
        label_px: 0.0,
        n_bars: bars.len(),
    }
}

fn lying(bars: &Bars, domain: Interval, size: SizePx, zoom: f64) -> BarFrame {
    let label_px = bars
        .widths
        .widest_label_px
        .min(size.width_px * MAX_LABEL_SHARE)
        .min(MAX_LABEL_PX);
    // A value stands at its bar's end, on the side to which the bar grows.
    let room_px = |widest_px: f64| widest_px + 2.0 * LABEL_GAP_PX;
    let margins = Margins {
        left_px: label_px + room_px(bars.widths.widest_negative_px),
        right_px: room_px(bars.widths.widest_positive_px).max(16.0),
        top_px: 4.0,
        bottom_px: 24.0,
    };
    let plot = margins.plot(size);
    let value = Scale::new(
        ScaleKind::Linear,
        domain,
        Direction::Rightwards,
        plot.width_px,
    );
    BarFrame {
        size,
        plot,
        orientation: Orientation::Lying,
        ticks: ticks(&value, AxisUnit::Number, LabelRoom::Width),
        value,
        // Few bars in a high card spread over it.
        band_px: (LYING_BAND_PX.max(plot.height_px / bars.len() as f64) * zoom).max(MIN_BAND_PX),
        scroll_px: 0.0,
        n_label_rows: 1,
        label_px,
        n_bars: bars.len(),
    }
}

fn ticks_px(ticks: &[Tick]) -> f64 {
    let n_characters = ticks.iter().map(|tick| tick.label.chars().count()).max();
    n_characters.unwrap_or(0) as f64 * TICK_CHARACTER_PX
}

impl BarFrame {
    /// The length of the plot area along the bands.
    pub fn window_px(&self) -> f64 {
        match self.orientation {
            Orientation::Upright => self.plot.width_px,
            Orientation::Lying => self.plot.height_px,
        }
    }

    /// How far the bands can be scrolled; 0 if all are seen.
    pub fn max_scroll_px(&self) -> f64 {
        let beyond_px = self.n_bars as f64 * self.band_px - self.window_px();
        if beyond_px > 0.5 { beyond_px } else { 0.0 }
    }

    /// The places of the bars that can be seen, in part or whole.
    pub fn visible(&self) -> Range<usize> {
        // What is only a rounding inside is outside.
        const ROUNDING: f64 = 1e-6;
        let first = (self.scroll_px / self.band_px + ROUNDING).floor() as usize;
        let end = (self.scroll_px + self.window_px()) / self.band_px - ROUNDING;
        let end = end.ceil() as usize;
        first.min(self.n_bars)..end.min(self.n_bars)
    }

    /// Where the band at this place begins; outside the plot area if it is scrolled out.
    pub fn band_start_px(&self, place: usize) -> f64 {
        place as f64 * self.band_px - self.scroll_px
    }

    /// The place of the bar whose band holds a point of the plot area.
    pub fn place_at(&self, point: PointPx) -> Option<usize> {
        let along_px = match self.orientation {
            Orientation::Upright => point.x_px,
            Orientation::Lying => point.y_px,
        };
        if !(0.0..=self.window_px()).contains(&along_px) {
            return None;
        }
        let place = ((along_px + self.scroll_px) / self.band_px).floor() as usize;
        (place < self.n_bars).then_some(place)
    }

    /// The place of the bar at a point of the canvas.
    pub fn place_at_canvas(&self, point: PointPx) -> Option<usize> {
        self.place_at(PointPx::new(
            point.x_px - self.plot.left_px,
            point.y_px - self.plot.top_px,
        ))
    }

    /// Where a tooltip for the bar at this place belongs, on the canvas.
    pub fn tooltip_point(&self, place: usize, pointer: Option<PointPx>) -> PointPx {
        let middle_px = self.band_start_px(place) + self.band_px / 2.0;
        match (self.orientation, pointer) {
            (_, Some(pointer)) => pointer,
            (Orientation::Upright, None) => {
                PointPx::new(self.plot.left_px + middle_px, self.plot.top_px)
            }
            (Orientation::Lying, None) => {
                let x_px = self.plot.left_px + self.value_px(0.0);
                PointPx::new(x_px, self.plot.top_px + middle_px)
            }
        }
    }

    /// The length of everything that scrolls, in both directions.
    pub fn track(&self) -> SizePx {
        let (width_px, height_px) = (self.size.width_px, self.size.height_px);
        match self.orientation {
            Orientation::Upright => SizePx::new(width_px + self.max_scroll_px(), height_px),
            Orientation::Lying => SizePx::new(width_px, height_px + self.max_scroll_px()),
        }
    }

    /// The view zoomed `factor` times more; upright bars are never thinner than they fit, and a single one has all the
    /// room there is.
    pub fn zoomed(&self, view: BarView, factor: f64) -> BarView {
        let zoomed = view.zoomed(factor);
        match self.orientation {
            _ if factor > 1.0 && self.n_bars < 2 => view,
            Orientation::Upright if zoomed.zoom.factor() < 1.0 => view.reset(),
            Orientation::Upright | Orientation::Lying => zoomed,
        }
    }

    /// The key that means for bars that lie what `key` means for those that stand: down is onwards.
    pub fn turned_key(&self, key: &str) -> String {
        match (self.orientation, key) {
            (Orientation::Lying, "ArrowDown") => "ArrowRight",
            (Orientation::Lying, "ArrowUp") => "ArrowLeft",
            (_, key) => key,
        }
        .to_owned()
    }

    /// Where the value's end of the bar is; at zero for a value that is not finite.
    pub fn value_px(&self, value: f64) -> f64 {
        self.value
            .px_from_data(if value.is_finite() { value } else { 0.0 })
    }

    /// The bar from zero to its value across the middle of its band, cut at the plot area.
    pub fn bar_rect(&self, place: usize, value: f64) -> RectPx {
        let thickness_px = (self.band_px * 0.72).clamp(1.0, 64.0);
        let start_px = self.band_start_px(place) + (self.band_px - thickness_px) / 2.0;
        self.rect(
            (start_px, start_px + thickness_px),
            (self.value_px(0.0), self.value_px(value)),
        )
    }

    /// The whole band, cut at the plot area.
    pub fn band_rect(&self, place: usize) -> RectPx {
        let start_px = self.band_start_px(place);
        let value_length_px = self.value.length_px();
        self.rect((start_px, start_px + self.band_px), (0.0, value_length_px))
    }

    /// The scroll that brings the whole band at this place into view, moving no further than needed.
    pub fn revealing_scroll_px(&self, place: usize) -> f64 {
        let start_px = place as f64 * self.band_px;
        let latest_px = start_px;
        let earliest_px = start_px + self.band_px - self.window_px();
        self.scroll_px
            .max(earliest_px)
            .min(latest_px.max(earliest_px))
            .clamp(0.0, self.max_scroll_px())
    }

    fn rect(&self, along_px: (f64, f64), across_px: (f64, f64)) -> RectPx {
        let window_px = self.window_px();
        let (start, end) = (
            along_px.0.clamp(0.0, window_px),
            along_px.1.clamp(0.0, window_px),
        );
        match self.orientation {
            Orientation::Upright => RectPx::between(
                PointPx::new(start, across_px.0),
                PointPx::new(end, across_px.1),
            ),
            Orientation::Lying => RectPx::between(
                PointPx::new(across_px.0, start),
                PointPx::new(across_px.1, end),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bar_view::{BarSort, BarZoom};
    use proptest::prelude::*;

    const SIZE: SizePx = SizePx {
        width_px: 400.0,
        height_px: 240.0,
    };

    fn bars(values: &[f64]) -> Bars {
        let labels: Vec<String> = (0..values.len()).map(|idx| format!("c{idx}")).collect();
        Bars::new(&labels, values, BarSort::Logged)
    }

    fn frame(values: &[f64], scroll_px: f64) -> BarFrame {
        bar_frame(&bars(values), BarView::default(), SIZE, scroll_px)
    }

    #[test]
    fn up_to_twelve_bars_stand_upright() {
        assert_eq!(frame(&[1.0; 12], 0.0).orientation, Orientation::Upright);
        assert_eq!(frame(&[1.0; 13], 0.0).orientation, Orientation::Lying);
        assert_eq!(frame(&[], 0.0).orientation, Orientation::Upright);
    }

    #[test]
    fn upright_bars_fill_the_width_and_do_not_scroll() {
        let frame = frame(&[1.0, 2.0, 4.0], 99.0);
        assert_eq!(frame.visible(), 0..3);
        assert_eq!(frame.max_scroll_px(), 0.0);
        assert_eq!(frame.scroll_px, 0.0);
        let tallest = frame.bar_rect(2, 4.0);
        assert_eq!(
            (tallest.top_px, tallest.bottom_px()),
            (0.0, frame.plot.height_px)
        );
        assert_eq!(
            frame.place_at(PointPx::new(frame.band_px * 1.5, 3.0)),
            Some(1)
        );
        assert_eq!(frame.place_at(PointPx::new(-1.0, 3.0)), None);
    }

    #[test]
    fn thousands_of_bars_scroll_and_few_are_seen() {
        let frame = frame(&[1.0; 5000], 2400.0);
        assert_eq!(frame.visible().start, 100);
        assert!(frame.visible().len() < 12);
        assert_eq!(frame.place_at(PointPx::new(5.0, 1.0)), Some(100));
        assert_eq!(
            bar_frame(&bars(&[1.0; 5000]), BarView::default(), SIZE, 1e9)
                .visible()
                .end,
            5000
        );
    }

    #[test]
    fn negative_values_grow_the_other_way() {
        let frame = frame(&[-2.0, 2.0], 0.0);
        let (down, up) = (frame.bar_rect(0, -2.0), frame.bar_rect(1, 2.0));
        assert_eq!(down.top_px, up.bottom_px());
        assert_eq!(down.height_px, up.height_px);
    }

    #[track_caller]
    fn check_drawable(values: &[f64]) {
        let frame = frame(values, 0.0);
        for (place, value) in values.iter().enumerate() {
            let rect = frame.bar_rect(place, *value);
            assert!(
                rect.width_px.is_finite() && rect.height_px.is_finite(),
                "{value}"
            );
            assert!(
                rect.top_px.is_finite() && rect.left_px.is_finite(),
                "{value}"
            );
        }
    }

    #[test]
    fn any_value_can_be_drawn() {
        check_drawable(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY]);
        check_drawable(&[f64::MAX, f64::MIN]);
        check_drawable(&[5e-324, 0.0]);
        check_drawable(&[0.0]);
    }

    #[test]
    fn a_canvas_without_size_has_a_frame() {
        let frame = bar_frame(
            &bars(&[1.0; 20]),
            BarView::default(),
            SizePx::default(),
            0.0,
        );
        assert!(frame.band_px >= MIN_BAND_PX);
    }

    #[test]
    fn upright_bars_zoom_no_smaller_than_they_fit() {
        let (upright, lying) = (frame(&[1.0; 3], 0.0), frame(&[1.0; 30], 0.0));
        let view = BarView::default();
        assert!(!upright.zoomed(view, 0.5).zoom.is_zoomed());
        assert_eq!(upright.zoomed(view, 2.0).zoom.factor(), 2.0);
        assert_eq!(lying.zoomed(view, 0.5).zoom.factor(), 0.5);
    }

    #[test]
    fn there_is_nothing_to_zoom_to_in_less_than_two_bars() {
        // `Reset zoom` stood above "No categories yet".
        let view = BarView::default();
        for values in [&[][..], &[5.0]] {
            assert_eq!(frame(values, 0.0).zoomed(view, 1.5), view);
            let back = frame(values, 0.0).zoomed(view.zoomed(1.5), 0.5);
            assert_eq!(back, view);
        }
    }

    #[test]
    fn arrows_follow_the_bars() {
        assert_eq!(frame(&[1.0; 3], 0.0).turned_key("ArrowDown"), "ArrowDown");
        assert_eq!(frame(&[1.0; 30], 0.0).turned_key("ArrowDown"), "ArrowRight");
        assert_eq!(frame(&[1.0; 30], 0.0).turned_key("ArrowUp"), "ArrowLeft");
        assert_eq!(frame(&[1.0; 30], 0.0).turned_key("Home"), "Home");
    }

    proptest! {
        #[test]
        fn a_revealed_bar_is_seen_whole(place in 0_usize..500, scroll_px in 0.0..12_000.0, zoom in 0.125..4.0) {
            let bars = bars(&[1.0; 500]);
            let view = BarView { zoom: BarZoom::new(zoom), ..BarView::default() };
            let before = bar_frame(&bars, view, SIZE, scroll_px);
            let after = bar_frame(&bars, view, SIZE, before.revealing_scroll_px(place));
            let start_px = after.band_start_px(place);
            prop_assert!(start_px >= -1e-6);
            prop_assert!(start_px + after.band_px <= after.window_px() + 1e-6);
        }
    }
}
