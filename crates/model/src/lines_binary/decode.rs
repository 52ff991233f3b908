//! Reading a message: any bytes give lines or an error.
//!
//! No more memory is taken than a small multiple of the message's own length, whatever it claims.

use super::header::{Header, LineHeader, LogHeader, StepCoding, TimeCoding, ValueCoding};
use super::{ALIGNMENT_BYTES, LineSlice, LogLines, MAGIC};
use crate::bytes::{Reader, Truncated};

/// Why bytes are no message.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// They do not start as a message of this version does.
    #[error("these are no lines in a form that is known here")]
    UnknownFormat,
    /// They end before what the header promises.
    #[error("the lines are cut off")]
    Truncated,
    /// They go on after what the header promises.
    #[error("{0} bytes too many")]
    TrailingBytes(usize),
    /// The header is no text.
    #[error("the header of the lines is no text: {0}")]
    Text(#[from] std::str::Utf8Error),
    /// The header is not what it should be.
    #[error("the header of the lines is broken: {0}")]
    Header(#[from] serde_json::Error),
}

impl From<Truncated> for DecodeError {
    fn from(_: Truncated) -> Self {
        Self::Truncated
    }
}

/// The lines that the message carries.
pub fn decode(message: &[u8]) -> Result<Vec<LogLines>, DecodeError> {
    let mut reader = Reader::new(message);
    if reader.array()? != MAGIC {
        return Err(DecodeError::UnknownFormat);
    }
    let n_header_bytes = reader.u32()? as usize;
    let header_json = reader.take(n_header_bytes)?;
    // From a text, as all other JSON is read: a reader of bytes would be in the page a second time.
    let header: Header = serde_json::from_str(std::str::from_utf8(header_json)?)?;
    reader.align(ALIGNMENT_BYTES)?;
    let logs = header
        .logs
        .into_iter()
        .map(|log| read_log(&mut reader, log))
        .collect::<Result<_, _>>()?;
    match reader.n_left() {
        0 => Ok(logs),
        n_bytes => Err(DecodeError::TrailingBytes(n_bytes)),
    }
}

fn read_log(reader: &mut Reader<'_>, log: LogHeader) -> Result<LogLines, DecodeError> {
    Ok(LogLines {
        experiment_id: log.experiment_id,
        name: log.name,
        version: log.version,
        lines: log
            .lines
            .into_iter()
            .map(|line| read_line(reader, line))
            .collect::<Result<_, _>>()?,
    })
}

fn read_line(reader: &mut Reader<'_>, header: LineHeader) -> Result<LineSlice, DecodeError> {
    let count = to_usize(header.count)?;
    // The values come first and always have bytes, so a count that lies ends here.
    let values = match header.values {
        ValueCoding::F32 => column(reader, count, |bytes| f64::from(f32::from_le_bytes(bytes)))?,
        ValueCoding::F64 => column(reader, count, f64::from_le_bytes)?,
    };
    let steps = match header.steps {
        StepCoding::Regular { start, stride } => (0..header.count)
            .map(|idx| StepCoding::regular(start, stride, idx))
            .collect(),
        StepCoding::F64 => column(reader, count, f64::from_le_bytes)?,
    };
    let times = match header.times {
        TimeCoding::Regular { start, stride } => (0..)
            .take(count)
            .map(|idx| TimeCoding::regular(start, stride, idx))
            .collect(),
        TimeCoding::U32 { base } => column(reader, count, |bytes| {
            base.wrapping_add(i64::from(u32::from_le_bytes(bytes)))
        })?,
        TimeCoding::I64 => column(reader, count, i64::from_le_bytes)?,
    };
    Ok(LineSlice {
        name: header.name,
        epoch: header.epoch,
        first_index: header.first_index,
        steps,
        values,
        times,
    })
}

/// The cells of a column, and what fills it up.
fn column<T, const N: usize>(
    reader: &mut Reader<'_>,
    count: usize,
    cell: impl Fn([u8; N]) -> T,
) -> Result<Vec<T>, DecodeError> {
    let column = reader.column(count, cell)?;
    reader.align(ALIGNMENT_BYTES)?;
    Ok(column)
}

/// On wasm32 a `usize` has 32 bits; what does not fit is longer than any message.
fn to_usize(n: u64) -> Result<usize, DecodeError> {
    usize::try_from(n).map_err(|_| DecodeError::Truncated)
}
