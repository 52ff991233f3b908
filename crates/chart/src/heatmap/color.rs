//! The colours that stand for numbers: from dark violet over teal to light yellow.
//!
//! Equal differences look equally large, also in print and to people who see few colours: lightness
//! rises evenly and hue turns evenly in Björn Ottosson's Oklab
//! (<https://bottosson.github.io/posts/oklab/>).

use super::ColourScale;
use crate::palette::Rgb;
use std::sync::OnceLock;

const N_COLORS: usize = 256;
const LIGHTNESS: (f64, f64) = (0.28, 0.93);
const HUE_DEGREES: (f64, f64) = (308.0, 108.0);
/// Chroma in the middle, where sRGB has least, and what the two ends have more.
const CHROMA: (f64, f64) = (0.105, 0.05);

/// The colour of a number by where it lies in its range, 0 to 1; beyond it that of the nearer end.
pub fn color(share: f64) -> Rgb {
    static COLORS: OnceLock<Vec<Rgb>> = OnceLock::new();
    let colors = COLORS.get_or_init(|| {
        (0..N_COLORS)
            .map(|idx| computed(idx as f64 / (N_COLORS - 1) as f64))
            .collect()
    });
    let index = (share.clamp(0.0, 1.0) * (N_COLORS - 1) as f64).round() as usize;
    colors.get(index).copied().unwrap_or(Rgb(0, 0, 0))
}

/// The colour of a difference by its share of the largest one, -1 to 1: blue for less, red for more, and hardly
/// a colour for none.
fn diverging(share: f64) -> Rgb {
    let share = share.clamp(-1.0, 1.0);
    let hue_degrees = if share < 0.0 { 255.0 } else { 35.0 };
    let lightness = 0.95 - 0.42 * share.abs();
    let chroma = 0.17 * share.abs();
    (0..=20)
        .map(|step| chroma * (1.0 - f64::from(step) / 20.0))
        .find_map(|chroma| rgb_from_oklch(lightness, chroma, hue_degrees))
        .unwrap_or(Rgb(0, 0, 0))
}

/// The colour of a number of a matrix whose colours stand for that.
pub fn scale_color(value: f64, range: (f64, f64), scale: ColourScale) -> Rgb {
    let share = share_in(value, range);
    match scale {
        ColourScale::Own | ColourScale::Shared(_) => color(share),
        ColourScale::Difference(_) | ColourScale::ShareDifference(_) => {
            diverging(2.0 * share - 1.0)
        }
    }
}

/// Where a number lies in a range, 0 to 1; the middle of a range without length.
pub fn share_in(value: f64, (min, max): (f64, f64)) -> f64 {
    // Halves, because the whole width may overflow.
    let width = max * 0.5 - min * 0.5;
    if width > 0.0 {
        ((value * 0.5 - min * 0.5) / width).clamp(0.0, 1.0)
    } else {
        0.5
    }
}

/// The colour in which text can be read on `background`: black or white, whichever contrasts more.
pub fn text_on(background: Rgb) -> Rgb {
    let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
    if background.contrast(black) > background.contrast(white) {
        black
    } else {
        white
    }
}

/// The scale as a CSS image, from left to right.
pub fn css_gradient(scale: ColourScale) -> String {
    const N_STOPS: usize = 16;
    let stops: Vec<String> = (0..=N_STOPS)
        .map(|idx| scale_color(idx as f64 / N_STOPS as f64, (0.0, 1.0), scale))
        .map(|Rgb(red, green, blue)| format!("rgb({red} {green} {blue})"))
        .collect();
    format!("linear-gradient(to right, {})", stops.join(", "))
}

fn computed(share: f64) -> Rgb {
    let lerp = |(from, to): (f64, f64)| from + (to - from) * share;
    let from_middle = 2.0 * share - 1.0;
    let chroma = CHROMA.0 + CHROMA.1 * from_middle * from_middle;
    // The strongest of these that a screen can show.
    (0..=20)
        .map(|step| chroma * (1.0 - f64::from(step) / 20.0))
        .find_map(|chroma| rgb_from_oklch(lerp(LIGHTNESS), chroma, lerp(HUE_DEGREES)))
        .unwrap_or(Rgb(0, 0, 0))
}

/// The colour in sRGB; `None` outside of it.
fn rgb_from_oklch(lightness: f64, chroma: f64, hue_degrees: f64) -> Option<Rgb> {
    let (sin, cos) = hue_degrees.to_radians().sin_cos();
    let (a, b) = (chroma * cos, chroma * sin);
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    let red = 4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s;
    let green = -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s;
    let blue = -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s;
    Some(Rgb(channel(red)?, channel(green)?, channel(blue)?))
}

fn channel(linear: f64) -> Option<u8> {
    if !(-1e-4..=1.0001).contains(&linear) {
        return None;
    }
    let linear = linear.clamp(0.0, 1.0);
    let share = if linear <= 0.003_130_8 {
        linear * 12.92
    } else {
        1.055 * linear.powf(1.0 / 2.4) - 0.055
    };
    Some((share * 255.0).round() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lightness_rises_all_the_way() {
        let luminances: Vec<f64> = (0..=32)
            .map(|idx| color(f64::from(idx) / 32.0).luminance())
            .collect();
        assert!(luminances.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(luminances[0] < 0.05 && luminances[32] > 0.7);
    }

    #[test]
    fn differences_pale_towards_none_and_differ_by_their_sign() {
        let luminance = |share: f64| diverging(share).luminance();
        assert!(luminance(0.0) > luminance(0.5) && luminance(0.5) > luminance(1.0));
        assert!(luminance(0.0) > luminance(-0.5) && luminance(-0.5) > luminance(-1.0));
        let (Rgb(red, _, blue), Rgb(less_red, _, more_blue)) = (diverging(1.0), diverging(-1.0));
        assert!(red > blue && more_blue > less_red);
        let scale = ColourScale::Difference(2.0);
        assert_eq!(scale_color(0.0, (-2.0, 2.0), scale), diverging(0.0));
    }

    /// Oklab of an sRGB colour, to measure distances as people see them.
    fn oklab(Rgb(red, green, blue): Rgb) -> [f64; 3] {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        let (r, g, b) = (linear(red), linear(green), linear(blue));
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        [
            0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        ]
    }

    #[test]
    fn equal_steps_look_equally_large() {
        let points: Vec<[f64; 3]> = (0..=16)
            .map(|idx| oklab(color(f64::from(idx) / 16.0)))
            .collect();
        let distances: Vec<f64> = points
            .windows(2)
            .map(|pair| {
                (0..3)
                    .map(|i| (pair[1][i] - pair[0][i]).powi(2))
                    .sum::<f64>()
                    .sqrt()
            })
            .collect();
        let mean = distances.iter().sum::<f64>() / distances.len() as f64;
        for distance in distances {
            assert!((distance / mean - 1.0).abs() < 0.25, "{distance} of {mean}");
        }
    }

    #[test]
    fn numbers_outside_the_range_have_the_colour_of_its_end() {
        assert_eq!(color(-3.0), color(0.0));
        assert_eq!(color(7.0), color(1.0));
        assert_eq!(share_in(5.0, (0.0, 10.0)), 0.5);
        assert_eq!(share_in(5.0, (5.0, 5.0)), 0.5);
        assert_eq!(share_in(f64::MAX, (f64::MIN, f64::MAX)), 1.0);
    }

    #[test]
    fn a_gradient_has_a_colour_for_each_of_its_stops() {
        assert_eq!(css_gradient(ColourScale::Own).matches("rgb(").count(), 17);
    }

    #[test]
    fn text_can_be_read_on_every_colour() {
        for idx in 0..=64 {
            let background = color(f64::from(idx) / 64.0);
            assert!(background.contrast(text_on(background)) >= 4.5);
        }
    }
}
