//! Reading bytes one after the other.

/// Why bytes are no message.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// They do not start as a message of this version does.
    #[error("these are no experiments in a form that is known here")]
    UnknownFormat,
    /// They end before what the header promises.
    #[error("the experiments are cut off")]
    Truncated,
    /// They go on after what the header promises.
    #[error("{0} bytes too many")]
    TrailingBytes(usize),
    /// A cell is of a kind that is not known, or names a text that is not there.
    #[error("a cell of the experiments is broken")]
    Cell,
    /// The header is not what it should be.
    #[error("the header of the experiments is broken: {0}")]
    Header(#[from] serde_json::Error),
}

/// What is left of a message.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(message: &'a [u8]) -> Self {
        Self { rest: message }
    }

    /// How many bytes are left.
    pub(super) fn n_left(&self) -> usize {
        self.rest.len()
    }

    pub(super) fn take(&mut self, n_bytes: usize) -> Result<&'a [u8], DecodeError> {
        let (bytes, rest) = self
            .rest
            .split_at_checked(n_bytes)
            .ok_or(DecodeError::Truncated)?;
        self.rest = rest;
        Ok(bytes)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let (bytes, rest) = self
            .rest
            .split_first_chunk()
            .ok_or(DecodeError::Truncated)?;
        self.rest = rest;
        Ok(*bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, DecodeError> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> Result<f64, DecodeError> {
        self.array().map(f64::from_le_bytes)
    }

    /// A whole number in LEB128: seven bits a byte, the lowest first.
    pub(super) fn count(&mut self) -> Result<u64, DecodeError> {
        let mut count = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let [byte] = self.array()?;
            count |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(count);
            }
        }
        Err(DecodeError::Cell)
    }
}

/// Writes a whole number in LEB128.
pub(super) fn write_count(message: &mut Vec<u8>, mut count: u64) {
    while count >= 0x80 {
        message.push(count as u8 | 0x80);
        count >>= 7;
    }
    message.push(count as u8);
}
