//! Reading a message from its first byte to its last.

/// The message ends before what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Truncated;

/// What is left of a message.
pub struct Reader<'a> {
    rest: &'a [u8],
    n_read: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the start of a message.
    pub fn new(message: &'a [u8]) -> Self {
        Self {
            rest: message,
            n_read: 0,
        }
    }

    /// How many bytes are left.
    pub fn n_left(&self) -> usize {
        self.rest.len()
    }

    /// So many bytes.
    pub fn take(&mut self, n_bytes: usize) -> Result<&'a [u8], Truncated> {
        let (bytes, rest) = self.rest.split_at_checked(n_bytes).ok_or(Truncated)?;
        self.rest = rest;
        self.n_read += n_bytes;
        Ok(bytes)
    }

    /// As many bytes as the array has.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Truncated> {
        let bytes = self.take(N)?.first_chunk();
        bytes.copied().ok_or(Truncated)
    }

    /// A little-endian number of 32 bits.
    pub fn u32(&mut self) -> Result<u32, Truncated> {
        self.array().map(u32::from_le_bytes)
    }

    /// A little-endian float of 64 bits.
    pub fn f64(&mut self) -> Result<f64, Truncated> {
        self.array().map(f64::from_le_bytes)
    }

    /// So many cells of `N` bytes each. Takes no memory for cells that the message does not have.
    pub fn column<T, const N: usize>(
        &mut self,
        n_cells: usize,
        cell: impl Fn([u8; N]) -> T,
    ) -> Result<Vec<T>, Truncated> {
        let n_bytes = n_cells.checked_mul(N).ok_or(Truncated)?;
        let (cells, _) = self.take(n_bytes)?.as_chunks();
        Ok(cells.iter().map(|bytes| cell(*bytes)).collect())
    }

    /// Leaves out what fills the message up to a multiple of so many bytes.
    pub fn align(&mut self, n_bytes: usize) -> Result<(), Truncated> {
        let n_filling = self.n_read.next_multiple_of(n_bytes) - self.n_read;
        self.take(n_filling).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_read_from_its_start_to_its_end() {
        let mut reader = Reader::new(&[1, 0, 0, 0, 7, 0, 0, 0, 2, 0, 3, 0]);
        assert_eq!(reader.u32(), Ok(1));
        assert_eq!(reader.take(1), Ok([7].as_slice()));
        assert_eq!(reader.align(8), Ok(()));
        assert_eq!(reader.align(8), Ok(()));
        assert_eq!(reader.column(2, u16::from_le_bytes), Ok(vec![2, 3]));
        assert_eq!(reader.n_left(), 0);
    }

    #[test]
    fn what_is_not_there_is_not_read() {
        let mut reader = Reader::new(&[1, 2, 3]);
        assert_eq!(reader.u32(), Err(Truncated));
        assert_eq!(reader.f64(), Err(Truncated));
        assert_eq!(reader.take(usize::MAX), Err(Truncated));
        assert_eq!(reader.column(2, u16::from_le_bytes), Err(Truncated));
        assert_eq!(
            reader.column(usize::MAX, u16::from_le_bytes),
            Err(Truncated)
        );
        assert_eq!(reader.array(), Ok([1, 2, 3]));
        assert_eq!(reader.align(4), Err(Truncated));
    }
}
