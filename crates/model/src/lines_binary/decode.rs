//! Reading a message: any bytes give lines or an error.
//!
//! No more memory is taken than a small multiple of the message's own length, whatever it claims.

use super::header::{Header, LineHeader, LogHeader, StepCoding, TimeCoding, ValueCoding};
use super::{ALIGNMENT_BYTES, LineSlice, LogLines, MAGIC};

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

/// The lines that the message carries.
pub fn decode(message: &[u8]) -> Result<Vec<LogLines>, DecodeError> {
    let mut reader = Reader { message, pos: 0 };
    if reader.take(MAGIC.len())? != MAGIC {
        return Err(DecodeError::UnknownFormat);
    }
    let header_bytes = reader.take(4)?.first_chunk().copied().unwrap_or_default();
    let header_bytes = u32::from_le_bytes(header_bytes);
    let header_json = reader.take(to_usize(u64::from(header_bytes))?)?;
    // From a text, as all other JSON is read: a reader of bytes would be in the page a second time.
    let header: Header = serde_json::from_str(std::str::from_utf8(header_json)?)?;
    reader.align()?;
    let logs = header
        .logs
        .into_iter()
        .map(|log| read_log(&mut reader, log))
        .collect::<Result<_, _>>()?;
    match message.len() - reader.pos {
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
        ValueCoding::F32 => reader.column(count, |bytes| f64::from(f32::from_le_bytes(bytes)))?,
        ValueCoding::F64 => reader.column(count, f64::from_le_bytes)?,
    };
    let steps = match header.steps {
        StepCoding::Regular { start, stride } => (0..header.count)
            .map(|idx| StepCoding::regular(start, stride, idx))
            .collect(),
        StepCoding::F64 => reader.column(count, f64::from_le_bytes)?,
    };
    let times = match header.times {
        TimeCoding::Regular { start, stride } => (0..)
            .take(count)
            .map(|idx| TimeCoding::regular(start, stride, idx))
            .collect(),
        TimeCoding::U32 { base } => reader.column(count, |bytes| {
            base.wrapping_add(i64::from(u32::from_le_bytes(bytes)))
        })?,
        TimeCoding::I64 => reader.column(count, i64::from_le_bytes)?,
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

/// On wasm32 a `usize` has 32 bits; what does not fit is longer than any message.
fn to_usize(n: u64) -> Result<usize, DecodeError> {
    usize::try_from(n).map_err(|_| DecodeError::Truncated)
}

struct Reader<'a> {
    message: &'a [u8],
    pos: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, n_bytes: usize) -> Result<&'a [u8], DecodeError> {
        let end = self
            .pos
            .checked_add(n_bytes)
            .ok_or(DecodeError::Truncated)?;
        let bytes = self
            .message
            .get(self.pos..end)
            .ok_or(DecodeError::Truncated)?;
        self.pos = end;
        Ok(bytes)
    }

    fn align(&mut self) -> Result<(), DecodeError> {
        let n_bytes = self.pos.next_multiple_of(ALIGNMENT_BYTES) - self.pos;
        self.take(n_bytes).map(|_| ())
    }

    fn column<T, const N: usize>(
        &mut self,
        count: usize,
        cell: impl Fn([u8; N]) -> T,
    ) -> Result<Vec<T>, DecodeError> {
        let n_bytes = count.checked_mul(N).ok_or(DecodeError::Truncated)?;
        let (cells, _) = self.take(n_bytes)?.as_chunks();
        let column = cells.iter().map(|&bytes| cell(bytes)).collect();
        self.align()?;
        Ok(column)
    }
}
