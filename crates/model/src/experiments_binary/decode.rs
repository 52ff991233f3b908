//! Reading a message: any bytes give experiments or an error.

use super::count::DecodeError;
use super::header::Header;
use super::{MAGIC, scalars, summaries};
use crate::bytes::Reader;
use crate::wire::{Experiment, Items, NamedLineSummary};

/// The experiments that the message carries.
pub fn decode(message: &[u8]) -> Result<Items<Experiment>, DecodeError> {
    let mut reader = Reader::new(message);
    if reader.array()? != MAGIC {
        return Err(DecodeError::UnknownFormat);
    }
    let n_header_bytes = reader.u32()? as usize;
    // From a text, as all other JSON is read: a reader of bytes would be in the page a second time.
    let header: Header = serde_json::from_str(std::str::from_utf8(reader.take(n_header_bytes)?)?)?;
    let mut items = header.items;
    let n_items = items.len();
    for name in &header.parameters {
        scalars::read(&mut reader, n_items, &header.texts, |item, scalar| {
            if let Some(experiment) = items.get_mut(item) {
                experiment.parameters.push((name.clone(), scalar));
            }
        })?;
    }
    for name in &header.values {
        scalars::read(&mut reader, n_items, &header.texts, |item, scalar| {
            if let Some(experiment) = items.get_mut(item) {
                experiment.values.push((name.clone(), scalar));
            }
        })?;
    }
    for (log, name) in &header.lines {
        summaries::read(&mut reader, n_items, name, |item, summary| {
            if let Some(experiment) = items.get_mut(item) {
                let log = log.clone();
                experiment.lines.push(NamedLineSummary { log, summary });
            }
        })?;
    }
    match reader.n_left() {
        0 => Ok(Items {
            items,
            next: header.next,
        }),
        n_bytes => Err(DecodeError::TrailingBytes(n_bytes)),
    }
}
