//! Writing a message.

use super::choice::{step_coding, time_coding, value_coding};
use super::header::{Header, LineHeader, LogHeader, StepCoding, TimeCoding, ValueCoding};
use super::{ALIGNMENT_BYTES, LineSlice, LogLines, MAGIC};

/// Why lines cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// The three columns of a line are not equally long.
    #[error("line {line:?} has {n_steps} steps, {n_values} values and {n_times} times")]
    UnequalColumns {
        /// The line's name.
        line: String,
        /// Length of its steps.
        n_steps: usize,
        /// Length of its values.
        n_values: usize,
        /// Length of its times.
        n_times: usize,
    },
    /// The header cannot be written.
    #[error("the header cannot be written: {0}")]
    Header(#[from] serde_json::Error),
    /// The header is longer than its length field can say: the names alone have gigabytes.
    #[error("the header is {0} bytes long")]
    HeaderTooLong(usize),
}

/// The message that carries `logs`; each column in the smallest coding that keeps it exactly.
pub fn encode(logs: &[LogLines]) -> Result<Vec<u8>, EncodeError> {
    let logs_of_header = logs.iter().map(log_header).collect::<Result<_, _>>()?;
    let header = Header {
        logs: logs_of_header,
    };
    let header_json = serde_json::to_vec(&header)?;
    let header_bytes = u32::try_from(header_json.len())
        .map_err(|_| EncodeError::HeaderTooLong(header_json.len()))?;

    let lines = logs.iter().flat_map(|log| &log.lines);
    let line_headers = header.logs.iter().flat_map(|log| &log.lines);
    let columns_bytes: usize = lines.clone().map(|line| line.values.len() * 24 + 24).sum();
    let mut message = Vec::with_capacity(header_json.len() + 16 + columns_bytes);
    message.extend_from_slice(&MAGIC);
    message.extend_from_slice(&header_bytes.to_le_bytes());
    message.extend_from_slice(&header_json);
    align(&mut message);
    for (line, header) in lines.zip(line_headers) {
        write_columns(&mut message, line, header);
    }
    Ok(message)
}

fn log_header(log: &LogLines) -> Result<LogHeader, EncodeError> {
    Ok(LogHeader {
        experiment_id: log.experiment_id,
        name: log.name.clone(),
        version: log.version,
        lines: log
            .lines
            .iter()
            .map(line_header)
            .collect::<Result<_, _>>()?,
    })
}

fn line_header(line: &LineSlice) -> Result<LineHeader, EncodeError> {
    let n_values = line.values.len();
    if line.steps.len() != n_values || line.times.len() != n_values {
        return Err(EncodeError::UnequalColumns {
            line: line.name.clone(),
            n_steps: line.steps.len(),
            n_values,
            n_times: line.times.len(),
        });
    }
    Ok(LineHeader {
        name: line.name.clone(),
        epoch: line.epoch,
        first_index: line.first_index,
        count: n_values as u64,
        values: value_coding(&line.values),
        steps: step_coding(&line.steps),
        times: time_coding(&line.times),
    })
}

fn write_columns(message: &mut Vec<u8>, line: &LineSlice, header: &LineHeader) {
    match header.values {
        ValueCoding::F32 => write(message, &line.values, |value| (value as f32).to_le_bytes()),
        ValueCoding::F64 => write(message, &line.values, f64::to_le_bytes),
    }
    match header.steps {
        StepCoding::Regular { .. } => {}
        StepCoding::F64 => write(message, &line.steps, f64::to_le_bytes),
    }
    match header.times {
        TimeCoding::Regular { .. } => {}
        // The choice of this coding says that each offset fits.
        TimeCoding::U32 { base } => write(message, &line.times, |time| {
            (time.wrapping_sub(base) as u32).to_le_bytes()
        }),
        TimeCoding::I64 => write(message, &line.times, i64::to_le_bytes),
    }
}

fn write<T: Copy, const N: usize>(
    message: &mut Vec<u8>,
    column: &[T],
    bytes_of: impl Fn(T) -> [u8; N],
) {
    for &cell in column {
        message.extend_from_slice(&bytes_of(cell));
    }
    align(message);
}

fn align(message: &mut Vec<u8>) {
    message.resize(message.len().next_multiple_of(ALIGNMENT_BYTES), 0);
}
