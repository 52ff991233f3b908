//! Inks, and their colours in each theme.
//!
//! The colours are those of `style/tokens.css`; `tests/tokens.rs` holds them equal. The
//! lines' colours can be told apart with red-green colour-blindness and have a contrast of three to one
//! with the card.

use crate::scene::Dash;

/// A colour without transparency: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    const fn hex(code: u32) -> Self {
        Self((code >> 16) as u8, (code >> 8) as u8, code as u8)
    }

    /// The relative luminance of WCAG 2, 0 (black) to 1 (white).
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// The contrast ratio of WCAG 2 with another colour, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

/// The place of a line or an experiment in the order of colours; it keeps its place for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash)]
pub struct Slot(pub usize);

impl Slot {
    /// Which of the ten colours it has.
    pub fn color_index(self) -> usize {
        self.0 % N_SERIES_COLORS
    }

    /// Dashed in every second round through the colours.
    pub fn dash(self) -> Dash {
        if (self.0 / N_SERIES_COLORS).is_multiple_of(2) {
            Dash::Solid
        } else {
            Dash::Dashed
        }
    }
}

/// What a shape's colour means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ink {
    /// A line or a bar of this slot.
    Series(Slot),
    /// The card behind the chart.
    Surface,
    /// The grid.
    Grid,
    /// The axes.
    Axis,
    /// Labels of the axes.
    Label,
    /// Text that is read first.
    Text,
    /// The crosshair and what marks a step.
    Crosshair,
    /// The rectangle of a zoom.
    Selection,
    /// A colour that stands for a number and is the same in each theme, as in a heatmap.
    Exact(Rgb),
}

/// How many colours lines have before dashes begin.
const N_SERIES_COLORS: usize = 10;

/// Light or dark, as resolved from the person's choice and the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Theme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// The colours of one theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    surface: Rgb,
    grid: Rgb,
    axis: Rgb,
    label: Rgb,
    text: Rgb,
    crosshair: Rgb,
    selection: Rgb,
    series: [Rgb; N_SERIES_COLORS],
}

impl Palette {
    /// The palette of a theme.
    pub fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    /// The colour of an ink.
    pub fn color(&self, ink: Ink) -> Rgb {
        match ink {
            Ink::Series(slot) => self
                .series
                .get(slot.color_index())
                .copied()
                .unwrap_or(self.text),
            Ink::Surface => self.surface,
            Ink::Grid => self.grid,
            Ink::Axis => self.axis,
            Ink::Label => self.label,
            Ink::Text => self.text,
            Ink::Crosshair => self.crosshair,
            Ink::Selection => self.selection,
            Ink::Exact(color) => color,
        }
    }

    /// Each colour with the name of its custom property in `style/tokens.css`.
    pub fn tokens(&self) -> Vec<(String, Rgb)> {
        let named = [
            ("--surface-card", self.surface),
            ("--chart-grid", self.grid),
            ("--chart-axis", self.axis),
            ("--chart-text", self.label),
            ("--text", self.text),
            ("--chart-crosshair", self.crosshair),
            ("--chart-selection", self.selection),
        ];
        let named = named.map(|(name, color)| (name.to_owned(), color));
        let series = self.series.iter().enumerate();
        let series = series.map(|(index, color)| (format!("--series-{}", index + 1), *color));
        named.into_iter().chain(series).collect()
    }
}

static LIGHT: Palette = Palette {
    surface: Rgb::hex(0xffffff),
    grid: Rgb::hex(0xe6e9ed),
    axis: Rgb::hex(0xaab2bc),
    label: Rgb::hex(0x59626d),
    text: Rgb::hex(0x1b1f24),
    crosshair: Rgb::hex(0x59626d),
    selection: Rgb::hex(0x1a5fd0),
    series: [
        Rgb::hex(0x1a66e8),
        Rgb::hex(0xce3a0c),
        Rgb::hex(0x08795a),
        Rgb::hex(0xe8207f),
        Rgb::hex(0x5a22c9),
        Rgb::hex(0x702c0a),
        Rgb::hex(0x93148f),
        Rgb::hex(0x2c434e),
        Rgb::hex(0x1394b4),
        Rgb::hex(0xa3941a),
    ],
};

static DARK: Palette = Palette {
    surface: Rgb::hex(0x181c21),
    grid: Rgb::hex(0x262c33),
    axis: Rgb::hex(0x4c5661),
    label: Rgb::hex(0x9aa5b1),
    text: Rgb::hex(0xe6e9ed),
    crosshair: Rgb::hex(0x9aa5b1),
    selection: Rgb::hex(0x79aefc),
    series: [
        Rgb::hex(0x71acff),
        Rgb::hex(0xf5402c),
        Rgb::hex(0x35eaa5),
        Rgb::hex(0xf88abb),
        Rgb::hex(0xa06bf7),
        Rgb::hex(0xf3a05f),
        Rgb::hex(0xdd2bbd),
        Rgb::hex(0x8f7f6f),
        Rgb::hex(0x3fe0f5),
        Rgb::hex(0xecd43a),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    /// What remains of a colour for a person without red cones and for one without green cones, in
    /// linear light (Machado, Oliveira & Fernandes 2009, severity 1).
    const PROTANOPIA: [[f64; 3]; 3] = [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ];
    const DEUTERANOPIA: [[f64; 3]; 3] = [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ];
    const FULL_SIGHT: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

    fn times(matrix: [[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
    }

    /// The colour in Oklab, where distances are as large as they look (Ottosson 2020).
    fn oklab(color: Rgb, sight: [[f64; 3]; 3]) -> [f64; 3] {
        let only = |r, g, b| Rgb(r, g, b).luminance();
        let linear = [
            only(color.0, 0, 0) / 0.2126,
            only(0, color.1, 0) / 0.7152,
            only(0, 0, color.2) / 0.0722,
        ];
        let seen = times(sight, linear).map(|channel| channel.clamp(0.0, 1.0));
        let cones = [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ];
        let opponents = [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ];
        times(opponents, times(cones, seen).map(f64::cbrt))
    }

    #[test]
    fn every_two_lines_can_be_told_apart_by_everyone() {
        for palette in [&LIGHT, &DARK] {
            for (index, color) in palette.series.iter().enumerate() {
                for other in &palette.series[..index] {
                    for sight in [FULL_SIGHT, PROTANOPIA, DEUTERANOPIA] {
                        let (a, b) = (oklab(*color, sight), oklab(*other, sight));
                        let distance = (a[0] - b[0]).hypot(a[1] - b[1]).hypot(a[2] - b[2]);
                        assert!(distance > 0.075, "{color:?} {other:?}: {distance}");
                    }
                }
            }
        }
    }

    #[test]
    fn lines_and_texts_stand_out_from_the_card() {
        for palette in [&LIGHT, &DARK] {
            for color in palette.series {
                assert!(color.contrast(palette.surface) >= 3.0, "{color:?}");
            }
            for color in [palette.label, palette.text] {
                assert!(color.contrast(palette.surface) >= 4.5, "{color:?}");
            }
        }
    }

    #[test]
    fn black_on_white_has_the_greatest_contrast() {
        assert!((Rgb(0, 0, 0).contrast(Rgb(255, 255, 255)) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn a_slot_keeps_its_colour_and_dashes_begin_in_the_second_round() {
        for (slot, color_index, dash) in [
            (Slot(0), 0, Dash::Solid),
            (Slot(9), 9, Dash::Solid),
            (Slot(10), 0, Dash::Dashed),
            (Slot(19), 9, Dash::Dashed),
            (Slot(20), 0, Dash::Solid),
        ] {
            assert_eq!((slot.color_index(), slot.dash()), (color_index, dash));
        }
    }
}
