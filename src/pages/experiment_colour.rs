//! The colour of an experiment, the same on every page.

use crate::components::legend;
use runboard_chart::palette::Slot;

/// The custom property that holds the colour of the experiment of this number in its project.
pub fn colour_property(ordinal: u64) -> String {
    legend::colour_property(own_slot(ordinal))
}

/// The colour and dash of the experiment of this number in its project.
pub fn own_slot(ordinal: u64) -> Slot {
    Slot(usize::try_from(ordinal).unwrap_or_default())
}
