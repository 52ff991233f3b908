//! A column of scalars: of each experiment what kind of cell it has, then the cells that are there.

use super::column::Column;
use super::count::DecodeError;
use super::runs;
use crate::Scalar;
use crate::bytes::Reader;
use std::collections::HashMap;

const NULL: u8 = 1;
const FALSE: u8 = 2;
const TRUE: u8 = 3;
const INT: u8 = 4;
const FLOAT: u8 = 5;
const TEXT: u8 = 6;

/// Texts in the order in which they were first met, each once.
#[derive(Default)]
pub(super) struct Texts<'a> {
    pub(super) ordered: Vec<String>,
    places: HashMap<&'a str, u32>,
}

impl<'a> Texts<'a> {
    fn place(&mut self, text: &'a str) -> u32 {
        let next = self.ordered.len() as u32;
        *self.places.entry(text).or_insert_with(|| {
            self.ordered.push(text.to_owned());
            next
        })
    }
}

/// Writes the cell of an experiment.
pub(super) fn write<'a>(
    column: &mut Column,
    item: usize,
    scalar: &'a Scalar,
    texts: &mut Texts<'a>,
) {
    column.write(item, |cells| match scalar {
        Scalar::Null => NULL,
        Scalar::Bool(false) => FALSE,
        Scalar::Bool(true) => TRUE,
        Scalar::Int(value) => {
            cells.extend_from_slice(&value.to_le_bytes());
            INT
        }
        Scalar::Float(value) => {
            cells.extend_from_slice(&value.to_le_bytes());
            FLOAT
        }
        Scalar::Text(text) => {
            cells.extend_from_slice(&texts.place(text).to_le_bytes());
            TEXT
        }
    });
}

/// Reads a column; `take` gets each cell that is there with the place of its experiment.
pub(super) fn read(
    reader: &mut Reader<'_>,
    n_items: usize,
    texts: &[String],
    mut take: impl FnMut(usize, Scalar),
) -> Result<(), DecodeError> {
    for (item, kind) in runs::read(reader, n_items)? {
        let scalar = match kind {
            NULL => Scalar::Null,
            FALSE => Scalar::Bool(false),
            TRUE => Scalar::Bool(true),
            INT => Scalar::Int(i64::from_le_bytes(reader.array()?)),
            FLOAT => Scalar::Float(reader.f64()?),
            TEXT => {
                let text = texts.get(reader.u32()? as usize);
                Scalar::Text(text.ok_or(DecodeError::Cell)?.clone())
            }
            _ => return Err(DecodeError::Cell),
        };
        take(item, scalar);
    }
    Ok(())
}
