//! Icons in the colour of the text around them.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// Two arrows apart: fill the window.
    Expand,
    /// Two arrows together: back to its place.
    Shrink,
    /// Three dots: more.
    More,
    /// A small table.
    Table,
    /// A tick.
    Check,
    /// An arrow into a tray: download.
    Download,
    /// Two sheets: copy.
    Copy,
    /// An arrow out of a tray: share.
    Share,
    /// A magnifying glass.
    Search,
    /// A cross: close.
    Close,
    /// An arrow up: sorted ascending.
    Ascending,
    /// An arrow down: sorted descending.
    Descending,
    /// Two small arrows: can be sorted.
    Sortable,
    /// To the previous one.
    Previous,
    /// To the next one.
    Next,
    /// A plus.
    Plus,
    /// A minus.
    Minus,
    /// An arrow that turns back.
    Reset,
    /// A pen.
    Edit,
    /// Two columns.
    Columns,
    /// Bars from long to short.
    SortBars,
    /// Lines that come closer together: a logarithmic axis.
    LogScale,
    /// A smooth wave through a jagged one.
    Smooth,
    /// A flag: what others are measured against.
    Baseline,
    /// A closed eye: not drawn.
    Hide,
    /// An arrow out of a door.
    SignOut,
}

impl Glyph {
    /// The drawing, as strokes in a square of 16 by 16.
    fn path(self) -> &'static str {
        match self {
            Self::Expand => "M9.5 6.5 13.5 2.5M10 2.5h3.5V6M6.5 9.5l-4 4M2.5 10v3.5H6",
            Self::Shrink => "M13.5 2.5l-4 4M9.5 3v3.5H13M2.5 13.5l4-4M6.5 13V9.5H3",
            Self::More => "M3.5 8h.01M8 8h.01M12.5 8h.01",
            Self::Table => "M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6",
            Self::Check => "M3.5 8.5l3 3 6-7",
            Self::Download => "M8 2.5v7.5M5 7l3 3 3-3M3 13.5h10",
            Self::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Self::Share => "M8 10V2.5M5 5.5l3-3 3 3M4.5 8H3v5.5h10V8h-1.5",
            Self::Search => "M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9M10.3 10.3l3.2 3.2",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Ascending => "M8 13V3.5M4.5 7 8 3.5 11.5 7",
            Self::Descending => "M8 3v9.5M4.5 9 8 12.5 11.5 9",
            Self::Sortable => "M5.5 6 8 3.5 10.5 6M5.5 10 8 12.5 10.5 10",
            Self::Previous => "M10 3.5 5.5 8l4.5 4.5",
            Self::Next => "M6 3.5 10.5 8 6 12.5",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Minus => "M3 8h10",
            Self::Reset => "M3.5 3v3.5H7M3.8 6.3A5 5 0 1 1 3 9",
            Self::Edit => "M3 13l.7-3L11 2.7l2.3 2.3L6 12.3zM9.5 4.2l2.3 2.3",
            Self::Columns => "M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9",
            Self::SortBars => "M2.5 4h11M2.5 8h7.5M2.5 12h4",
            Self::LogScale => "M3 2.5v11h10.5M5.5 4h8M5.5 5.8h8M5.5 8.6h8",
            Self::Smooth => "M2 11C5 11 5.5 4 8 4s3 7 6 7",
            Self::Baseline => "M4 14V2.5M4 3h8.5l-2 3 2 3H4",
            Self::SignOut => "M7 2.5H3v11h4M6.5 8h7M11 5.5 13.5 8 11 10.5",
            Self::Hide => "M2 8c3 4 9 4 12 0M4 9.8 2.8 11.6M8 11v2.2M12 9.8l1.2 1.8",
        }
    }
}

/// A drawing of 16 by 16 pixels; always beside or inside something that has a name.
#[component]
pub fn Icon(
    /// What it shows.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=glyph.path() />
        </svg>
    }
}
