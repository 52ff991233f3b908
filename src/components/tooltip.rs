//! A box beside the pointer that tells what is under it.

use crate::browser::in_window::InWindow;
use leptos::prelude::*;
use runboard_chart::line::beside::{ChangeReading, Verdict, change_text};
use runboard_chart::space::{PointPx, SizePx};
use runboard_chart::text_fit::{apart, width_in_digits};

/// A window narrower than this has no room beside a point, as in `style/tooltip.css`.
const NARROW_PX: f64 = 720.0;
/// A row that is meant is in bold, and wider than was estimated; each row has that room, so that no name jumps.
const BOLD: f64 = 1.03;
/// So many digits are narrower than the row of any tooltip.
const FITS_DIGITS: f64 = 30.0;
/// What the page's header covers, as in `style/tokens.css`.
const HEADER_PX: f64 = 48.0;

/// Where a tooltip belongs: beside a point of an element of this size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TooltipPlace {
    /// The point that must stay visible, from the top left of the element.
    pub at: PointPx,
    /// The element's size.
    pub area: SizePx,
    /// How high the tooltip is; 0 for one that fits beside every chart.
    pub height_px: f64,
    /// Where the element stands in the window, if the box may leave the element.
    pub in_window: Option<InWindow>,
}

impl TooltipPlace {
    /// The corner of the box that is nearest to the point, as a modifier of its class.
    fn side(self) -> &'static str {
        if let Some(class) = self.outside() {
            return class;
        }
        let is_right = match self.in_window {
            Some(place) => place.left_px + self.at.x_px > place.window_width_px * 0.5,
            None => self.at.x_px > self.area.width_px * 0.5,
        };
        let is_low = match self.in_window.map(|place| place.room_px(self.at.y_px)) {
            Some((above_px, below_px)) if self.height_px > above_px.min(below_px) => {
                above_px > below_px
            }
            _ => self.at.y_px > self.area.height_px * 0.5,
        };
        match (is_right, is_low) {
            (false, false) => "tooltip tooltip--after tooltip--below",
            (true, false) => "tooltip tooltip--before tooltip--below",
            (false, true) => "tooltip tooltip--after tooltip--above",
            (true, true) => "tooltip tooltip--before tooltip--above",
        }
    }

    /// In a narrow window, where the box is as wide as the chart, all points at the crosshair are under it wherever it
    /// stands on the chart: it goes above or below the chart, if it may leave it and there is room.
    fn outside(self) -> Option<&'static str> {
        let place = self.in_window?;
        if place.window_width_px >= NARROW_PX || self.height_px <= 0.0 {
            return None;
        }
        let (above_px, _) = place.room_px(0.0);
        let (_, below_px) = place.room_px(self.area.height_px);
        if below_px >= self.height_px {
            Some("tooltip tooltip--under")
        } else if above_px - HEADER_PX >= self.height_px {
            Some("tooltip tooltip--over")
        } else {
            None
        }
    }
}

/// The tooltip of a chart: beside its place, on the side with more room, never over the point.
///
/// A box is at most half as wide as the window, so that it fits on the side with more room.
///
/// It stands in the page only while it has a place.
#[component]
pub fn Tooltip(
    /// Where it belongs; nowhere hides it.
    #[prop(into)]
    place: Signal<Option<TooltipPlace>>,
    /// What it says.
    children: ChildrenFn,
) -> impl IntoView {
    let is_shown = Memo::new(move |_| place.read().is_some());
    let side = move || place.get().map_or("tooltip", TooltipPlace::side);
    let left = move || place.get().map(|place| format!("{}px", place.at.x_px));
    let top = move || place.get().map(|place| format!("{}px", place.at.y_px));
    view! {
        <Show when=move || is_shown.get()>
            <div role="tooltip" class=side style:left=left style:top=top>
                {children()}
            </div>
        </Show>
    }
}

/// How the name of a row is shown beside the rest of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowName {
    /// The part that may be cut.
    pub name: String,
    /// The end that tells it from names that begin alike; empty where nothing is cut.
    pub end: String,
    /// How much of the row all but the first part needs, as a width of the style sheet; empty where the whole row fits
    /// the narrowest tooltip.
    pub beside: String,
    /// How much of that is the texts', which are never cut.
    pub texts: String,
}

/// How a name that shares so many of its first characters with another is shown beside these texts.
pub(super) fn row_name(name: &str, n_shared: usize, texts: &[&str]) -> RowName {
    let texts_digits = width_in_digits(texts);
    if width_in_digits(&[name]) + texts_digits <= FITS_DIGITS {
        return RowName {
            name: name.to_owned(),
            end: String::new(),
            beside: String::new(),
            texts: String::new(),
        };
    }
    let (name, end) = apart(name, n_shared);
    let in_bold = |digits: f64| (digits * BOLD).ceil();
    let texts_digits = in_bold(texts_digits);
    RowName {
        name: name.to_owned(),
        end: end.to_owned(),
        beside: format!("{}ch", texts_digits + in_bold(width_in_digits(&[end]))),
        texts: format!("{texts_digits}ch"),
    }
}

/// The width of texts in bold, at most, for the style sheet.
pub(super) fn in_digits(texts: &[&str]) -> String {
    format!("{}ch", (width_in_digits(texts) * BOLD).ceil())
}

/// How a value stands to the one that it is measured against, in brackets, for after the value.
pub(super) fn bracketed(read: ChangeReading) -> String {
    format!(" ({})", change_text(read.change))
}

/// The same, coloured.
pub(super) fn bracketed_change(read: ChangeReading) -> impl IntoView {
    view! { <span class=verdict_class(read.verdict)>{bracketed(read)}</span> }
}

/// The class of a change, coloured by whether it is for the better.
pub(super) fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "change change--better",
        Verdict::Worse => "change change--worse",
        Verdict::Same => "change",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The class of a box of 110 pixels at a point of a chart of 340 by 240 whose top is there in the window.
    fn side(window_width_px: f64, height_px: f64, top_px: f64) -> &'static str {
        let place = TooltipPlace {
            at: PointPx::new(200.0, 60.0),
            area: SizePx::new(340.0, 240.0),
            height_px,
            in_window: Some(InWindow {
                left_px: 25.0,
                top_px,
                window_width_px,
                window_height_px: 844.0,
            }),
        };
        place.side()
    }

    #[test]
    fn a_name_leaves_room_only_where_it_is_needed() {
        let check = |name: &str, n_shared: usize, expected: [&str; 3]| {
            let row = row_name(name, n_shared, &["0.25 (step 99)"]);
            assert_eq!([&row.name, &row.end, &row.beside], expected);
        };
        check("loss", 0, ["loss", "", ""]);
        // What fits is one text, so that it is read as one.
        check("validation/loss", 11, ["validation/loss", "", ""]);
        let long = "validation/precision/class";
        check(long, 0, [long, "", "13ch"]);
        check(long, 21, ["validation/p", "recision/class", "26ch"]);
    }

    /// On a phone the row that is meant lost the last digit of its value, which is wider in bold than was measured, and
    /// went on beyond the box where the end of the name left no room.
    #[test]
    fn texts_have_their_room_in_bold_before_the_end_of_the_name() {
        let texts = ["2.25076", " (-0.258082, ×0.8971)"];
        let row = row_name("sweep-resnet50-imagenet-lr-bs-opt-trial-007", 42, &texts);
        // The widths in bold, as a browser drew them: of the texts, of the end, and of a digit.
        let (texts_px, end_px, digit_px) = (189.1, 90.6, 7.32);
        let px = |width: &str| width.trim_end_matches("ch").parse::<f64>().unwrap() * digit_px;
        assert!(px(&row.texts) >= texts_px, "{row:?}");
        assert!(px(&row.beside) >= texts_px + end_px, "{row:?}");
    }

    #[test]
    fn in_a_narrow_window_the_box_leaves_the_chart_where_there_is_room() {
        // It was as wide as the chart, and covered the points that it read.
        assert_eq!(side(390.0, 110.0, 300.0), "tooltip tooltip--under");
        assert_eq!(side(390.0, 110.0, 560.0), "tooltip tooltip--over");
        let beside = "tooltip tooltip--before tooltip--below";
        // Nowhere is enough room, the box is that of a bar, or the window is wide.
        assert_eq!(side(390.0, 700.0, 300.0), beside);
        assert_eq!(side(390.0, 0.0, 300.0), beside);
        assert!(!side(1440.0, 110.0, 300.0).contains("under"));
    }
}
